//! The time zone of this computer.

use std::fs;

use jiff::tz::TimeZone;

/// Where Unix names its zone.
const LOCAL: &str = "/etc/localtime";
/// What stands before the name of a zone in its path.
const ZONES: &str = "zoneinfo/";

/// Returns the zone.
///
/// A link to a file of the zone database names the zone, and has it whole. [`TimeZone::system`] would first read
/// the names of all zones, which takes as long as drawing the first screen.
pub(crate) fn system() -> TimeZone {
    let linked = std::env::var_os("TZ").is_none().then(linked).flatten();
    linked.unwrap_or_else(TimeZone::system)
}

fn linked() -> Option<TimeZone> {
    let path = fs::read_link(LOCAL).ok()?;
    let (_, name) = path.to_str()?.split_once(ZONES)?;
    TimeZone::tzif(name, &fs::read(LOCAL).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_link_is_that_of_the_computer() {
        let Some(zone) = linked() else { return };
        let own = TimeZone::system();
        assert_eq!(zone.iana_name(), own.iana_name());
        let at = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 365 * 50);
        assert_eq!(zone.to_offset(at), own.to_offset(at));
    }
}

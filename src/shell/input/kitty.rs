//! Keys in Kitty's form, `CSI key:shifted:place ; modifiers:kind ; text u`.
//!
//! It is asked for by [`terminal`](crate::shell::terminal), since it tells more of a key than its letter: where on
//! a Latin keyboard it lies, whatever the layout. See <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{kind, modifiers, number};

/// Reads a key from its parameters, and the Latin key at its place, if reported.
///
/// `None` for keys that type nothing and do nothing here, such as Shift by itself.
pub(super) fn key(parameters: &str) -> Option<(KeyEvent, Option<char>)> {
    let mut fields = parameters.split(';');
    let (codes, held, text) = (fields.next()?, fields.next(), fields.next());
    let mut codes = codes.split(':').map(|code| code.parse::<u32>().ok().and_then(char::from_u32));
    let (code, shifted, place) = (codes.next()??, codes.next().flatten(), codes.next().flatten());
    let modifiers = modifiers(number(held).unwrap_or(1));
    let shifts = modifiers.contains(KeyModifiers::SHIFT);
    let text = number(text).and_then(char::from_u32).filter(|c| !c.is_control());
    let code = match code {
        '\x1b' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' if shifts => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\x7f' => KeyCode::Backspace,
        // The private letters from here on are keys without one.
        '\u{e000}'..='\u{f8ff}' => on_the_pad(code)?,
        _ if code.is_control() && text.is_none() => return None,
        _ => KeyCode::Char(text.or(shifted.filter(|_| shifts)).unwrap_or(code)),
    };
    Some((KeyEvent::new_with_kind(code, modifiers, kind(held)), place))
}

/// Returns what a key of the number pad does.
fn on_the_pad(code: char) -> Option<KeyCode> {
    const SIGNS: &[u8] = b"0123456789./*-+";
    let at = u32::from(code).checked_sub(57_399)? as usize;
    if let Some(sign) = SIGNS.get(at) {
        return Some(KeyCode::Char(char::from(*sign)));
    }
    Some(match u32::from(code) {
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        _ => return None,
    })
}

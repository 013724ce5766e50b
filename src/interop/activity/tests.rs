use super::*;
#[test]
fn look() {
    for f in ["fenix2-run.fit", "truncated.fit", "lake-walk.gpx", "run.tcx"] {
        let bytes = std::fs::read(format!("/work/shared/data/{f}")).unwrap();
        let format = Format::of(&bytes[..bytes.len().min(HEAD)]).unwrap();
        let t = std::time::Instant::now();
        println!("{f} {:#?} {:?}", read(format, &bytes[..]), t.elapsed());
    }
}

//! Builds again when a shipped file comes or goes: the files are embedded.

fn main() {
    println!("cargo:rerun-if-changed=routines");
    println!("cargo:rerun-if-changed=sounds");
    println!("cargo:rerun-if-changed=build.rs");
}

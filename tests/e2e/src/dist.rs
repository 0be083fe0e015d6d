//! What `cargo xtask dist` wrote.

use std::path::{Path, PathBuf};

/// The root of the clone.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the clone is there")
}

/// A folder or file that `dist` wrote. Panics, with the command to run, if it is missing.
pub fn path(inside: &str) -> PathBuf {
    let path = root().join("dist").join(inside);
    assert!(path.exists(), "dist/{inside} is missing: run `cargo xtask test journeys`");
    path
}

/// The address of the single file on this machine's disk.
pub fn single_file() -> String {
    format!("file://{}", path("planner.html").display())
}

/// The address of the single file that can be made to fail: see [`crate::Browser::crash`].
pub fn crash_test_file() -> String {
    format!("file://{}", path("test/planner.html").display())
}

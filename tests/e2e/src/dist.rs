//! What `cargo xtask dist` wrote.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

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

/// The single file with a script put before everything else in it, also before its policy: for making the browser
/// another than it is. Gives the folder that it is in, which goes when it is dropped, and its address.
pub fn single_file_after(script: &str) -> (TempDir, String) {
    let page = std::fs::read_to_string(path("planner.html")).expect("the single file is text");
    let changed = page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
    assert_ne!(changed, page, "the single file has no head");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("planner.html");
    std::fs::write(&file, changed).expect("it can be written to");
    (folder, format!("file://{}", file.display()))
}

/// The same of the hosted build: a folder to serve with [`crate::Server::of_site`], which goes when it is dropped.
pub fn site_after(script: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for entry in std::fs::read_dir(path("site")).expect("the hosted build is there") {
        let file = entry.expect("its files can be listed").path();
        let name = file.file_name().expect("a file has a name");
        // What is packed would be sent in the place of what is changed.
        if !name.to_string_lossy().starts_with("index.html") {
            std::fs::copy(&file, folder.path().join(name)).expect("it can be copied");
        }
    }
    let page = std::fs::read_to_string(path("site/index.html")).expect("the page is text");
    let changed = page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
    assert_ne!(changed, page, "the page has no head");
    std::fs::write(folder.path().join("index.html"), changed).expect("it can be written to");
    folder
}

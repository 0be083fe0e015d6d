//! What a release is known by: the SHA-256 of its files, and that nothing of this machine is in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::repo::{self, Repo};
use crate::setup::hex;

/// The file of the sums, as `sha256sum -c` reads it.
const SUMS: &str = "SHA256SUMS";

/// Writes the sum of every file that is handed on: the single file, and the hosted build's.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let mut text = String::new();
    for file in files(folder)? {
        let name = file.strip_prefix(folder)?.to_str().context("its name is text")?;
        text += &format!("{}  {name}\n", hex(&Sha256::digest(fs::read(&file)?)));
    }
    Ok(fs::write(folder.join(SUMS), text)?)
}

/// Fails where a file holds a path of this machine: of the clone, the user or cargo. The compressed forms are of the same
/// bytes; in the single file the program is looked into as it stands in the hosted build.
pub(crate) fn hold_no_path(repo: &Repo, folder: &Path) -> Result<()> {
    let mut paths = vec![repo.root().to_owned(), repo::cache()?];
    paths.extend(
        ["HOME", "CARGO_HOME", "RUSTUP_HOME"].into_iter().filter_map(std::env::var_os).map(PathBuf::from),
    );
    // Of a folder straight below the root the name alone may be a word.
    let paths = paths.iter().filter_map(|path| Some(format!("{}/", path.to_str()?.trim_end_matches('/'))));
    let paths: Vec<String> = paths.filter(|path| path.len() > 2).chain(OTHERS.map(str::to_owned)).collect();
    for file in files(folder)? {
        let bytes = fs::read(&file)?;
        if let Some(found) = found(&bytes, &paths) {
            bail!("{} holds a path of this machine, {found}", file.display());
        }
    }
    Ok(())
}

/// What tells of a machine whoever it belongs to.
const OTHERS: [&str; 5] = ["/.cargo/", "/registry/src/", "/rustlib/src/", "/home/", "/Users/"];

fn found<'a>(bytes: &[u8], paths: &'a [String]) -> Option<&'a str> {
    let is_in = |path: &&String| bytes.windows(path.len()).any(|part| part == path.as_bytes());
    paths.iter().find(is_in).map(String::as_str)
}

/// The files of a release, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![folder.join("planner.html")];
    for entry in fs::read_dir(folder.join("site"))? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_wherever_it_stands() {
        let paths = ["/place/of/a/clone/".to_owned(), "/.cargo/".to_owned()];
        assert_eq!(found(b"\0planner/src/main.rs", &paths), None);
        assert_eq!(found(b"\0/place/of/a/clone/src/main.rs", &paths), Some("/place/of/a/clone/"));
        assert_eq!(found(b"/somewhere/.cargo/registry", &paths), Some("/.cargo/"));
    }
}

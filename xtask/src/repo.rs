//! Where things are: the clone, the caches, and the versions that the lock files name.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The clone that the command runs in.
pub(crate) struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The clone that holds this very crate.
    pub(crate) fn find() -> Result<Self> {
        // Cargo sets this at run time too; the compile-time value would point at a clone that may have moved.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&manifest).parent().context("xtask has no parent folder")?.to_owned();
        Ok(Self { root })
    }

    /// The root of the clone.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the clone.
    pub(crate) fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// The text of a file inside the clone.
    pub(crate) fn read(&self, inside: &str) -> Result<String> {
        std::fs::read_to_string(self.path(inside)).with_context(|| format!("cannot read {inside}"))
    }

    /// The version of a crate in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let lock = self.read("Cargo.lock")?;
        let name = format!("name = \"{package}\"");
        let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
        match lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"')) {
            Some(version) => Ok(version.to_owned()),
            None => bail!("{package} is not in Cargo.lock"),
        }
    }

    /// The planner's own version, from `Cargo.toml`.
    pub(crate) fn planner_version(&self) -> Result<String> {
        self.locked_version("attainment-planner")
    }
}

/// The user's cache folder for tools, shared by every clone.
pub(crate) fn cache() -> Result<PathBuf> {
    let home = || std::env::var_os("HOME").map(PathBuf::from).context("HOME is not set");
    let base = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ if cfg!(target_os = "macos") => home()?.join("Library/Caches"),
        _ => home()?.join(".cache"),
    };
    let folder = base.join("attainment-planner");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

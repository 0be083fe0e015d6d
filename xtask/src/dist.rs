//! `cargo xtask dist`: the single file and the hosted build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::page::Parts;
use crate::repo::Repo;
use crate::run::heading;
use crate::{budget, compress, page, run, styles, sums, wasm};

/// What to build.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Build {
    /// What ships, in `dist/`.
    Shipped,
    /// The same with the feature that lets a test make it fail, in `dist/test/`.
    CrashTest,
}

/// Builds, and writes `planner.html` and `site/`; gives their folder.
pub(crate) fn write(repo: &Repo, build: Build) -> Result<PathBuf> {
    let (features, folder) = match build {
        Build::Shipped => ("", repo.path("dist")),
        Build::CrashTest => ("crash-test", repo.path("dist/test")),
    };
    heading(match build {
        Build::Shipped => "Building the planner",
        Build::CrashTest => "Building the planner that tests can make fail",
    });
    let program = wasm::build(repo, features)?;
    let css = fs::read_to_string(styles::build(repo)?)?;
    let parts = Parts::new(repo, css, program)?;

    let site = folder.join("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::create_dir_all(&site)?;
    for (name, bytes) in parts.site()? {
        write_if_changed(&site.join(format!("{name}.gz")), &compress::gzip(&bytes)?)?;
        write_if_changed(&site.join(format!("{name}.br")), &compress::brotli(&bytes)?)?;
        write_if_changed(&site.join(name), &bytes)?;
    }
    write_if_changed(&folder.join("planner.html"), parts.single_file()?.as_bytes())?;
    sums::write(&folder)?;
    sums::hold_no_path(repo, &folder)?;
    Ok(folder)
}

/// Builds what ships and says how large it is; with a framework file or a pack also a council's own copy, beside it.
pub(crate) fn command(repo: &Repo, framework: Option<&str>, brand: Option<&str>) -> Result<()> {
    let folder = write(repo, Build::Shipped)?;
    println!("dist/planner.html and dist/site/ are written.");
    if framework.is_some() || brand.is_some() {
        let pack = run::read(
            run::cargo(repo.root())
                .args(["run", "--quiet", "--no-default-features", "--example=pack", "--"])
                .args([framework.unwrap_or("-"), brand.unwrap_or("-")]),
        )?;
        let page = fs::read_to_string(folder.join("planner.html"))?;
        let name = format!("planner-{}.html", page::copy_id(&pack)?);
        fs::write(folder.join(&name), page::with_pack(&page, &pack)?)?;
        println!("dist/{name} is written.");
    }
    budget::check_sizes(repo)
}

fn write_if_changed(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|now| now == bytes) {
        return Ok(());
    }
    Ok(fs::write(file, bytes)?)
}

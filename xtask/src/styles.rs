//! `styles/main.scss` becomes one style sheet.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::repo::Repo;
use crate::run::run;
use crate::setup;

/// Compiles the styles; gives the file, which Trunk's page links to as well.
pub(crate) fn build(repo: &Repo) -> Result<PathBuf> {
    setup::node_modules(repo)?;
    let css = repo.path("target/styles/planner.css");
    run(Command::new(repo.path("node_modules/.bin/sass"))
        // Warnings about other people's style sheets are not ours to act on; those about ours stay.
        .args([
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            "--load-path=node_modules",
            "styles/main.scss",
        ])
        .arg(&css)
        .current_dir(repo.root()))?;
    Ok(css)
}

//! `cargo xtask check`: everything that can be said of the code without running it, and the sizes.

use std::process::Command;

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::run::{cargo, heading, run, succeeds};
use crate::{dist, setup};

/// Runs every check; stops at the first that fails.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    let cargo = || cargo(repo.root());
    heading("Formatting");
    run(cargo().args(["fmt", "--all", "--check"]))?;

    heading("Lints, with every feature and without the web");
    let warnings = ["--", "--deny=warnings"];
    run(cargo()
        .args(["clippy", "--workspace", "--all-targets", "--all-features", "--locked"])
        .args(warnings))?;
    run(cargo().args(["clippy", "--all-targets", "--no-default-features"]).args(warnings))?;

    heading("Documentation");
    let mut doc = cargo();
    run(doc
        .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "--deny=warnings"))?;

    heading("Lock files of npm packages");
    // A registry's address would tie the project to one machine's mirror.
    for file in ["package-lock.json", "xtask/lighthouse/package-lock.json"] {
        if repo.read(file)?.contains("\"resolved\"") {
            bail!("{file} holds addresses: make it again with `npm install --package-lock-only`");
        }
    }
    println!("They hold no address of a registry.");

    let deny = setup::cargo_deny(repo)?.join("cargo-deny");
    let deny = || {
        let mut command = Command::new(&deny);
        command.current_dir(repo.root());
        command
    };
    heading("Licences and bans");
    run(deny().args(["check", "licenses", "bans", "sources"]))?;
    heading("Advisories");
    if succeeds(deny().args(["fetch", "db"])) {
        run(deny().args(["check", "--disable-fetch", "advisories"]))?;
    } else {
        println!("NOT CHECKED: the advisory database cannot be reached from here.");
    }

    dist::command(repo, None, None)
}

//! `cargo xtask test`: every test, from the ones that need nothing to the ones that need a browser.

use anyhow::{Result, bail};

use crate::dist::{self, Build};
use crate::repo::Repo;
use crate::run::{cargo, heading, read, run};
use crate::setup::{self, TARGET};
use crate::wasm;

/// What the core may never depend on, by the start of the crate's name.
const WEB_CRATES: [&str; 5] = ["yew", "gloo", "web-sys", "js-sys", "wasm-bindgen"];

/// Every part, in order; stops at the first that fails.
pub(crate) fn all(repo: &Repo) -> Result<()> {
    for name in ["core", "native", "browser", "journeys"] {
        part(repo, name)?;
    }
    heading("Every test passed");
    Ok(())
}

/// One part.
pub(crate) fn part(repo: &Repo, name: &str) -> Result<()> {
    match name {
        "core" => core(repo),
        "native" => native(repo),
        "browser" => browser(repo),
        "journeys" => journeys(repo),
        _ => bail!("no such part: {name}. There are core, native, browser and journeys"),
    }
}

fn core(repo: &Repo) -> Result<()> {
    heading("Tests of the core, without a web crate");
    let tree = read(cargo(repo.root()).args([
        "tree",
        "--no-default-features",
        "--edges=normal,dev",
        "--prefix=none",
        "--format={p}",
    ]))?;
    if let Some(found) = tree.lines().find(|line| WEB_CRATES.iter().any(|name| line.starts_with(name))) {
        bail!("the core depends on a web crate: {found}");
    }
    println!("The core depends on none of {}.", WEB_CRATES.join(", "));
    run(cargo(repo.root()).args(["test", "--no-default-features"]))
}

fn native(repo: &Repo) -> Result<()> {
    heading("Native tests, with pages rendered to text");
    let packages = ["--package=attainment-planner", "--package=xtask"];
    run(cargo(repo.root()).args(["test", "--features=attainment-planner/render"]).args(packages))
}

fn browser(repo: &Repo) -> Result<()> {
    heading("Tests inside a browser");
    let toolchain = setup::wasm_toolchain()?;
    let bindgen = setup::wasm_bindgen(repo)?;
    let browser = setup::browser()?;
    run(wasm::command(repo, &toolchain)?
        .args(["test", "--test=browser", "--target", TARGET])
        // Its own folder: the compiler may be another one than for the native tests.
        .arg("--target-dir")
        .arg(repo.path("target/web"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bindgen.join("wasm-bindgen-test-runner"))
        .env("CHROMEDRIVER", browser.driver))
}

fn journeys(repo: &Repo) -> Result<()> {
    heading("Journeys in a real browser");
    let browser = setup::browser()?;
    dist::write(repo, Build::Shipped)?;
    dist::write(repo, Build::CrashTest)?;
    run(cargo(repo.root())
        .args(["test", "--package=e2e"])
        .env("CHROME", browser.chrome)
        .env("CHROMEDRIVER", browser.driver))
}

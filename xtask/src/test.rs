//! `cargo xtask test`: every test, from the ones that need nothing to the ones that need a browser.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::dist::{self, Build};
use crate::gallery;
use crate::repo::Repo;
use crate::run::{cargo, heading, read, run};
use crate::setup::{self, TARGET};
use crate::wasm;

/// What the core may never depend on, by the start of the crate's name.
const WEB_CRATES: [&str; 5] = ["yew", "gloo", "web-sys", "js-sys", "wasm-bindgen"];

/// The engines that journeys run in, and how many journeys run at once in each. With more, two cores are so busy that
/// what a test waits for comes too late.
const ENGINES: [(&str, u32); 3] = [("chromium", 2), ("firefox", 2), ("webkit", 2)];

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
        "journeys" => journeys(repo, None),
        _ => bail!("no such part: {name}. There are core, native, browser and journeys"),
    }
}

/// The journeys in one engine.
pub(crate) fn journeys_in(repo: &Repo, engine: &str) -> Result<()> {
    if !ENGINES.iter().any(|(name, _)| *name == engine) {
        bail!("no such engine: {engine}. There are chromium, firefox and webkit");
    }
    journeys(repo, Some(engine))
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
    heading("Tests inside Chromium");
    let toolchain = setup::wasm_toolchain()?;
    let bindgen = setup::wasm_bindgen(repo)?;
    let browser = setup::browser()?;
    let tests = || -> Result<Command> {
        let mut command = wasm::command(repo, &toolchain)?;
        command
            .args(["test", "--test=browser", "--target", TARGET])
            // Its own folder: the compiler may be another one than for the native tests.
            .arg("--target-dir")
            .arg(repo.path("target/web"))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bindgen.join("wasm-bindgen-test-runner"))
            // Seconds for all of them together; a busy machine took longer than the usual 20.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            // The first of these that is set decides on the browser.
            .env_remove("GECKODRIVER")
            .env_remove("SAFARIDRIVER")
            .env_remove("CHROMEDRIVER");
        Ok(command)
    };
    run(tests()?.env("CHROMEDRIVER", browser.driver))?;

    heading("Tests inside Firefox");
    let firefox = setup::firefox(repo)?;
    run(tests()?.env("GECKODRIVER", firefox.driver).env("PATH", first_on_path(repo, &firefox.firefox)?))
}

/// `PATH` with this Firefox first: geckodriver looks there for a program of that name, and takes no other here.
fn first_on_path(repo: &Repo, firefox: &Path) -> Result<OsString> {
    let folder = repo.path("target/firefox");
    fs::create_dir_all(&folder)?;
    let link = folder.join("firefox");
    if fs::read_link(&link).is_ok_and(|now| now != firefox) {
        fs::remove_file(&link)?;
    }
    if !link.exists() {
        std::os::unix::fs::symlink(firefox, &link)?;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))?)
}

/// The journeys in one engine, or in each, whatever becomes of the others: one run shows everything that is wrong.
fn journeys(repo: &Repo, only: Option<&str>) -> Result<()> {
    dist::write(repo, Build::Shipped)?;
    dist::write(repo, Build::CrashTest)?;
    gallery::write(repo)?;
    let failures = repo.path("tests/e2e/failures");
    let mut failed = Vec::new();
    for (engine, at_once) in ENGINES.into_iter().filter(|(engine, _)| only.is_none_or(|only| only == *engine))
    {
        heading(&format!("Journeys in {engine}"));
        let Some(programs) = programs(repo, engine)? else { continue };
        // What is kept there is of tests that fail now.
        let kept = failures.join(engine);
        if kept.exists() {
            fs::remove_dir_all(&kept)?;
        }
        let start = Instant::now();
        let journeys = |at_once: u32, names: &[String]| {
            run(cargo(repo.root())
                .args(["test", "--package=e2e", "--no-fail-fast", "--"])
                .arg(format!("--test-threads={at_once}"))
                .args(names.first().map(|_| "--exact"))
                .args(names)
                .env("PLANNER_ENGINE", engine)
                .envs(programs.iter().map(|(name, program)| (name, program))))
        };
        let mut result = journeys(at_once, &[]);
        let names = names_of(&kept)?;
        if result.is_err() && (1..=MOST_TRIED_AGAIN).contains(&names.len()) {
            // Three browsers and a display on a busy machine: what fails is tried once more by itself, and named.
            println!("Tried once more, one at a time: {}.", names.join(", "));
            result = journeys(1, &names);
        }
        println!("Journeys in {engine} took {} seconds.", start.elapsed().as_secs());
        if let Err(error) = result {
            println!("{error}. Pictures and pages are in tests/e2e/failures/{engine}/.");
            failed.push(engine);
        }
    }
    if !failed.is_empty() {
        bail!("journeys fail in {}", failed.join(", "));
    }
    Ok(())
}

/// The most journeys that are tried again: more than a few are a fault, not a slow machine.
const MOST_TRIED_AGAIN: usize = 3;

/// The journeys of which a folder keeps what they showed when they failed.
fn names_of(kept: &Path) -> Result<Vec<String>> {
    if !kept.is_dir() {
        return Ok(vec![]);
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(kept)? {
        let file = entry?.path();
        if let Some(name) = file.file_stem().and_then(|name| name.to_str())
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The programs of an engine, by the variables that name them to the journeys. `None` where there is none, which is said.
fn programs(repo: &Repo, engine: &str) -> Result<Option<Vec<(&'static str, PathBuf)>>> {
    Ok(Some(match engine {
        "firefox" => {
            let setup::Firefox { firefox, driver } = setup::firefox(repo)?;
            vec![("FIREFOX", firefox), ("GECKODRIVER", driver)]
        }
        "webkit" if cfg!(target_os = "macos") => {
            println!(
                "Not run here: the tests know WebKit for GTK, which macOS has not. Safari's own safaridriver is not tried, \
                 because it has no headless mode and steers one window at a time."
            );
            return Ok(None);
        }
        "webkit" => {
            let setup::WebKit { driver, display } = setup::webkit()?;
            vec![("WEBKIT_WEBDRIVER", driver), ("XVFB", display)]
        }
        _ => {
            let setup::Browser { chrome, driver } = setup::browser()?;
            vec![("CHROME", chrome), ("CHROMEDRIVER", driver)]
        }
    }))
}

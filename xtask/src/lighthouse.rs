//! `cargo xtask lighthouse`: the hosted build as Lighthouse sees it on a slow phone, with the medians of five runs.
//!
//! Lighthouse brings two hundred packages, so it has a lock file of its own (`xtask/lighthouse/`) and is installed by
//! this command alone. Its times are simulated for a slow phone from what it measures here: a busy machine spoils them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::dist::{self, Build};
use crate::repo::{Repo, cache};
use crate::run::{heading, on_path, read, run};
use crate::{serve, setup};

/// How often it is run; odd, so that there is one in the middle.
const RUNS: usize = 5;

/// What is held to a least score of 100: category, and the score.
const SCORES: [(&str, f64); 3] = [("accessibility", 100.0), ("best-practices", 100.0), ("performance", 98.0)];

/// What is printed besides: audit, and its usual name.
const TIMES: [(&str, &str); 5] = [
    ("first-contentful-paint", "first contentful paint, ms"),
    ("largest-contentful-paint", "largest contentful paint, ms"),
    ("total-blocking-time", "total blocking time, ms"),
    ("cumulative-layout-shift", "cumulative layout shift"),
    ("speed-index", "speed index, ms"),
];

/// Builds, serves as `serve` does, measures, and fails below a target.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    let lighthouse = installed(repo)?;
    let browser = setup::browser()?;
    dist::write(repo, Build::Shipped)?;
    let address = serve::in_background(repo)?;
    heading(&format!("Lighthouse, mobile setting, {RUNS} times"));
    let reports: Vec<Value> =
        (0..RUNS).map(|_| report(&lighthouse, &browser.chrome, &address)).collect::<Result<_>>()?;
    let mut is_reached = true;
    for (category, least) in SCORES {
        let score = 100.0 * median(&reports, &["categories", category, "score"])?;
        let verdict = if score >= least { "reached" } else { "MISSED" };
        println!("{verdict:>8}  {category}: {score:.0}, at least {least}");
        is_reached &= score >= least;
    }
    for (audit, name) in TIMES {
        println!("          {name}: {:.3}", median(&reports, &["audits", audit, "numericValue"])?);
    }
    for words in complaints(&reports[0]) {
        println!("          not passed: {words}");
    }
    if !is_reached {
        bail!("below what is aimed at");
    }
    Ok(())
}

/// Makes sure of Lighthouse in the cache folder; gives its program.
fn installed(repo: &Repo) -> Result<PathBuf> {
    let lock = repo.read("xtask/lighthouse/package-lock.json")?;
    let folder = cache()?.join(format!("lighthouse-{}", setup::hex(&Sha256::digest(lock.as_bytes())[..6])));
    if !folder.is_dir() {
        if on_path("npm").is_none() {
            bail!("npm is needed: install Node.js 20 or newer");
        }
        println!("set-up: installing Lighthouse (about 30 seconds, 190 MB)");
        // Another clone may be at the same: each has a folder of its own until it is complete.
        let half = folder.with_extension(format!("half-{}", std::process::id()));
        fs::create_dir_all(&half)?;
        for file in ["xtask/lighthouse/package.json", "xtask/lighthouse/package-lock.json", ".npmrc"] {
            let name = Path::new(file).file_name().context("a file has a name")?;
            fs::copy(repo.path(file), half.join(name))?;
        }
        run(Command::new("npm").args(["ci", "--loglevel=error"]).current_dir(&half))?;
        if fs::rename(&half, &folder).is_err() {
            fs::remove_dir_all(&half)?;
        }
    }
    Ok(folder.join("node_modules/lighthouse/cli/index.js"))
}

/// One run, in a browser of its own that asks nobody for anything (as in `tests/e2e/src/browser.rs`).
fn report(lighthouse: &Path, chrome: &Path, address: &str) -> Result<Value> {
    let mut flags =
        "--headless=new --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --lang=en-GB"
            .to_owned();
    if read(Command::new("id").arg("-u"))?.trim() == "0" {
        // Chromium's sandbox refuses to run as root, as in a container.
        flags.push_str(" --no-sandbox");
    }
    let json = read(
        Command::new("node")
            .arg(lighthouse)
            .arg(address)
            .args(["--output=json", "--quiet", "--no-enable-error-reporting"])
            .arg("--only-categories=accessibility,best-practices,performance")
            .arg(format!("--chrome-flags={flags}"))
            .env("CHROME_PATH", chrome),
    )?;
    serde_json::from_str(&json).context("Lighthouse gave no report")
}

/// The middle of a number of the reports.
fn median(reports: &[Value], path: &[&str]) -> Result<f64> {
    let mut numbers = Vec::new();
    for report in reports {
        let value = path.iter().fold(report, |value, part| &value[*part]);
        numbers
            .push(value.as_f64().with_context(|| format!("Lighthouse did not measure {}", path.join(".")))?);
    }
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().context("there is no report")
}

/// The audits that a report gives less than full marks, in the order of their names.
fn complaints(report: &Value) -> Vec<String> {
    let Some(audits) = report["audits"].as_object() else { return Vec::new() };
    let lacking = audits.values().filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 0.9));
    lacking
        .map(|audit| {
            let words = |part: &str| audit[part].as_str().unwrap_or_default().to_owned();
            format!("{}: {} ({})", words("id"), words("title"), words("displayValue"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        let reports: Vec<Value> =
            [0.9, 1.0, 0.2].iter().map(|score| json!({ "a": { "score": score } })).collect();
        assert_eq!(median(&reports, &["a", "score"]).unwrap(), 0.9);
        assert!(median(&reports, &["b", "score"]).is_err());
        assert!(median(&[], &["a", "score"]).is_err());
    }
}

//! `cargo xtask fuzz`: the readers of foreign files under libFuzzer.

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::run::{heading, run};
use crate::setup;

/// What can be fuzzed, and the folders with real files to begin from.
const TARGETS: [(&str, &str); 3] =
    [("plan", "tests/saved"), ("framework", "frameworks"), ("csv", "tests/data/dfe")];

/// The largest file that is made, in bytes: several of the largest real ones.
const LARGEST: u32 = 200_000;

/// Fuzzes one reader for some minutes. What makes it fail is kept in `tests/fuzz/artifacts/`.
pub(crate) fn command(repo: &Repo, target: &str, minutes: &str) -> Result<()> {
    let Some((_, seeds)) = TARGETS.into_iter().find(|(name, _)| *name == target) else {
        bail!("no such reader: {target}. There are {}", TARGETS.map(|(name, _)| name).join(", "));
    };
    let minutes: u64 = minutes.parse()?;
    heading(&format!("Fuzzing the reader: {target}, {minutes} minutes"));
    let (cargo_fuzz, mut command) = setup::cargo_fuzz(repo)?;
    // What is found on the way goes on from run to run, and is nobody's source.
    let found = repo.path("target/fuzz-corpus").join(target);
    std::fs::create_dir_all(&found)?;
    run(command
        .arg(cargo_fuzz)
        .args(["run", "--fuzz-dir=tests/fuzz", "--target-dir=target/fuzz", target])
        .arg(&found)
        .arg(repo.path(seeds))
        .arg("--")
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-max_len={LARGEST}"))
        .arg("-timeout=20"))
}

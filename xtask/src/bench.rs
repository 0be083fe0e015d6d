//! `cargo xtask bench`: the times that `budgets.toml` limits.

use anyhow::{Context, Result, bail};

use crate::budget::{budget, report};
use crate::dist::{self, Build};
use crate::repo::Repo;
use crate::run::{cargo, heading, read, run};
use crate::setup;

/// Runs the native benchmarks, then the one in a browser, and prints the budgets.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    heading("Native benchmarks");
    run(cargo(repo.root()).args(["bench", "--benches"]))?;
    println!("budget: one school in {} µs", budget(repo, "evaluate_microseconds")?);

    let browser = setup::browser()?;
    dist::write(repo, Build::Shipped)?;
    heading("A key press in the browser");
    let output = read(
        cargo(repo.root())
            .args(["run", "--quiet", "--package=e2e", "--bin=key-press"])
            .env("CHROME", browser.chrome)
            .env("CHROMEDRIVER", browser.driver),
    )?;
    print!("{output}");
    let measured = |name: &str| {
        let line = output.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        line.and_then(|value| value.trim().parse::<f64>().ok())
            .with_context(|| format!("{name} was not measured"))
    };
    let mut within = true;
    for (what, name) in [
        ("key press: work, p95", "key_work_milliseconds"),
        ("key press: until painted, p95", "key_to_paint_milliseconds"),
    ] {
        within &= report(what, measured(name)?, budget(repo, name)?, "ms");
    }
    if !within {
        bail!("over the time budget");
    }
    Ok(())
}

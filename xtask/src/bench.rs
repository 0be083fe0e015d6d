//! `cargo xtask bench`: the times that `budgets.toml` limits.

use anyhow::{Context, Result, bail};

use crate::budget::{budget, report};
use crate::dist::{self, Build};
use crate::repo::Repo;
use crate::run::{cargo, heading, read};
use crate::setup;

/// What was measured, in words, and the name of the number.
type Limited = (&'static str, &'static str);

/// What is measured in a browser: its title, the program that does it, and the numbers that it gives with their budgets.
const BROWSER: [(&str, &str, &[Limited]); 2] = [
    (
        "A key press in the browser",
        "key-press",
        &[
            ("key press: work, p95", "key_work_milliseconds"),
            ("key press: until painted, p95", "key_to_paint_milliseconds"),
            ("once typing rests: work, p95", "key_rest_milliseconds"),
        ],
    ),
    (
        "The single file, opened from a disk",
        "start",
        &[
            ("start: until usable, median", "start_milliseconds"),
            ("start: the same, slowed six times", "start_slowed_milliseconds"),
        ],
    ),
];

/// Runs the native benchmarks, then those in a browser, and prints the budgets.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    heading("Native benchmarks");
    let native = read(cargo(repo.root()).args(["bench", "--benches"]))?;
    print!("{native}");
    let mut within = true;
    for (what, bench, name) in [
        (
            "one school, with what would change it",
            "one_school_with_what_would_change_it",
            "evaluate_microseconds",
        ),
        ("one plan by six frameworks, traced", "six_frameworks_traced", "six_frameworks_microseconds"),
        ("ten measures in three plans", "ten_measures_in_three_plans", "trajectories_microseconds"),
    ] {
        within &= report(what, median(&native, bench)?, budget(repo, name)?, "µs");
    }
    let country = "country_microseconds";
    within &= report("a school of a country", number(&native, country)?, budget(repo, country)?, "µs");

    let browser = setup::browser()?;
    dist::write(repo, Build::Shipped)?;
    for (title, bin, budgets) in BROWSER {
        heading(title);
        let output = read(
            cargo(repo.root())
                .args(["run", "--quiet", "--package=e2e", &format!("--bin={bin}")])
                .env("CHROME", &browser.chrome)
                .env("CHROMEDRIVER", &browser.driver),
        )?;
        print!("{output}");
        for (what, name) in budgets {
            within &= report(what, number(&output, name)?, budget(repo, name)?, "ms");
        }
    }
    if !within {
        bail!("over the time budget");
    }
    Ok(())
}

/// The number that a benchmark of our own gave: `name = number`.
fn number(output: &str, name: &str) -> Result<f64> {
    let line = output.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
    line.and_then(|value| value.trim().parse().ok()).with_context(|| format!("{name} was not measured"))
}

/// The median of one of divan's benchmarks, in microseconds: the third column of its table.
fn median(output: &str, bench: &str) -> Result<f64> {
    let mut lines = output.lines();
    let line = lines.find(|line| line.split_whitespace().any(|word| word == bench));
    let column = line.and_then(|line| line.split('│').nth(2)).unwrap_or_default();
    let (value, unit) = column.trim().split_once(' ').unwrap_or_default();
    let value = value.parse::<f64>().with_context(|| format!("{bench} was not measured"))?;
    match unit {
        "ns" => Ok(value / 1000.0),
        "µs" => Ok(value),
        "ms" => Ok(value * 1000.0),
        _ => bail!("{bench} was not measured"),
    }
}

#[cfg(test)]
mod tests {
    use super::{median, number};

    #[test]
    fn what_was_measured_is_read_from_the_tables() {
        let output = "├─ traced        1.1 µs  │ 9 µs  │ 1.3 µs  │ 1.4 µs │ 100 │ 100\n\
                      ╰─ six_traced    40 µs   │ 2 ms  │ 950 ns  │ 42 µs  │ 100 │ 100\n\
                      country_microseconds = 1.25\n";
        assert_eq!(median(output, "traced").unwrap(), 1.3);
        assert_eq!(median(output, "six_traced").unwrap(), 0.95);
        assert_eq!(number(output, "country_microseconds").unwrap(), 1.25);
        assert!(median(output, "six").is_err());
        assert!(number(output, "country").is_err());
    }
}

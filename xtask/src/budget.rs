//! The budgets in `budgets.toml`, and what they are held against.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::repo::Repo;
use crate::run::heading;

/// One budget of `budgets.toml`.
pub(crate) fn budget(repo: &Repo, name: &str) -> Result<f64> {
    // Lines of `name = number` are all that the file has, so a parser would be the larger part.
    let text = repo.read("budgets.toml")?;
    let values = text.lines().filter_map(|line| line.split_once(" = "));
    let value = values.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim());
    value
        .and_then(|value| value.parse().ok())
        .with_context(|| format!("budgets.toml has no number for {name}"))
}

/// Prints one measurement beside its budget; gives whether it is within.
pub(crate) fn report(what: &str, measured: f64, budget: f64, unit: &str) -> bool {
    let within = measured <= budget;
    let verdict = if within { "within" } else { "OVER" };
    println!("{verdict:>6}  {what}: {measured} {unit}, budget {budget} {unit}");
    within
}

/// Prints a size beside its budget, and gives whether it is within its ceiling. While the budget is not met, the ceiling
/// is what was reached last: it only ever comes down.
fn held(repo: &Repo, what: &str, size: f64, name: &str) -> Result<bool> {
    report(what, size, budget(repo, name)?, "bytes");
    let ceiling = budget(repo, &format!("{name}_ceiling"))?;
    if size > ceiling {
        println!("  FAIL  {what}: {size} bytes, ceiling {ceiling} bytes");
    }
    Ok(size <= ceiling)
}

/// Holds the sizes of what `dist` wrote against the budget.
pub(crate) fn check_sizes(repo: &Repo) -> Result<()> {
    heading("Sizes");
    let single = fs::read(repo.path("dist/planner.html")).context("run `cargo xtask dist` first")?;
    let mut within =
        held(repo, "dist/planner.html, gzip", compress::gzip(&single)?.len() as f64, "single_file_gzip")?;
    let mut files = fs::read_dir(repo.path("dist/site"))?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let size = file.metadata()?.len() as f64;
        if name.ends_with(".wasm.br") {
            within &= held(repo, "hosted WebAssembly, brotli", size, "hosted_wasm_brotli")?;
        } else if !name.ends_with(".gz") && !name.ends_with(".br") {
            println!("        dist/site/{name}: {size} bytes");
        }
    }
    println!("        dist/planner.html: {} bytes", single.len());
    if !within {
        bail!("larger than it has ever been let to be");
    }
    Ok(())
}

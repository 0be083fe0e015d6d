//! `cargo xtask schema`: the JSON Schema of a framework file, for editors and for those who write one.

use anyhow::Result;

use crate::repo::Repo;
use crate::run::{cargo, run};

/// Writes `docs/framework.schema.json`. The test that compares it writes it, so that both make it in one way and this
/// crate need not have the planner below it.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    run(cargo(repo.root())
        .args(["test", "--quiet", "--no-default-features", "--test=it", "--"])
        .args(["--exact", "schema::the_published_schema_is_that_of_the_reader"])
        .env("PLANNER_WRITE_SCHEMA", "1"))?;
    println!("docs/framework.schema.json is written.");
    Ok(())
}

//! `cargo xtask schema`: the JSON Schemas of a framework file, a saved plan and host messages, for editors and for those who write one.

use anyhow::Result;

use crate::repo::Repo;
use crate::run::{cargo, run};

/// Writes the schemas in `docs/`. The test that compares them writes them, so that both make them in one way and this
/// crate need not have the planner below it.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    run(cargo(repo.root())
        .args(["test", "--quiet", "--no-default-features", "--test=it", "--"])
        .args(["--exact", "schema::the_published_schemas_are_those_of_the_readers"])
        .env("PLANNER_WRITE_SCHEMA", "1"))?;
    println!("The schemas in docs/ are written.");
    Ok(())
}

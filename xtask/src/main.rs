//! The project's commands: `cargo xtask serve`, `test`, `dist`, `bench`, `check`.

mod repo;
mod run;
mod setup;

use anyhow::Result;
use repo::Repo;

fn main() -> Result<()> {
    let repo = Repo::find()?;
    let what = std::env::args().nth(1).unwrap_or_default();
    if what == "deny" { setup::cargo_deny(&repo)?; return Ok(()); }
    if what == "bindgen" { setup::wasm_bindgen(&repo)?; return Ok(()); }
    setup::node_modules(&repo)?;
    Ok(())
}

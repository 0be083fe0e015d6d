//! The project's commands: `cargo xtask serve`, `test`, `dist`, `bench`, `check`.

mod budget;
mod compress;
mod dist;
mod page;
mod repo;
mod run;
mod setup;
mod styles;
mod wasm;

use anyhow::{Result, bail};
use repo::Repo;

fn main() -> Result<()> {
    let repo = Repo::find()?;
    match std::env::args().nth(1).as_deref() {
        Some("dist") => dist::command(&repo),
        Some("styles") => styles::build(&repo).map(drop),
        Some("browser") => setup::browser().map(drop),
        _ => bail!("?"),
    }
}

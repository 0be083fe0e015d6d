//! The project's commands. Each does the set-up that it needs, and no more.

mod bench;
mod budget;
mod check;
mod compress;
mod dist;
mod fuzz;
mod gallery;
mod growth;
mod imports;
mod lighthouse;
mod page;
mod repo;
mod run;
mod schema;
mod serve;
mod setup;
mod styles;
mod sums;
mod test;
mod wasm;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use repo::Repo;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]   build, serve on this machine alone, and build again when a source changes
  test [PART]        every test, or one part: core, native, browser, journeys
  test journeys [ENGINE]   journeys in one engine: chromium, firefox, webkit
  dist               write dist/planner.html (one file) and dist/site/ (hosted), and hold their sizes to the budget
  dist [--framework FILE] [--brand FILE]   also a council's own copy, dist/planner-COUNCIL.html: its scheme, and its pack,
                     which may lack its schemes (docs/pack-format.md)
  bench              measure the times that budgets.toml limits
  check              formatting, lints, documentation, licences, advisories, sizes
  schema             write the JSON Schemas in docs/ again, after a change of a file's format
  growth             write data/growth.csv again from data/growth/, after a year was added or the cleaning changed
  fuzz READER MINUTES   the reader of plans, frameworks or CSV files under libFuzzer, with a nightly compiler
  gallery            write dist/gallery.html: every component by its own examples, for developers
  lighthouse         Lighthouse on the hosted build, as on a slow phone: the medians of five runs against their targets
  styles             compile styles/main.scss to target/styles/planner.css, for Trunk
";

fn main() -> Result<()> {
    let repo = Repo::find()?;
    let mut arguments = lexopt::Parser::from_env();
    let mut words = Vec::new();
    let (mut port, mut framework, mut brand) = (None, None, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("framework") => framework = Some(arguments.value()?.string()?),
            Long("brand") => brand = Some(arguments.value()?.string()?),
            Long("port") => port = Some(arguments.value()?.parse()?),
            Short('h') | Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            Value(word) => words.push(word.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => serve::command(&repo, port),
        ["test"] => test::all(&repo),
        ["test", part] => test::part(&repo, part),
        ["test", "journeys", engine] => test::journeys_in(&repo, engine),
        ["dist"] => dist::command(&repo, framework.as_deref(), brand.as_deref()),
        ["bench"] => bench::command(&repo),
        ["check"] => check::command(&repo),
        ["schema"] => schema::command(&repo),
        ["growth"] => growth::command(&repo),
        ["fuzz", reader, minutes] => fuzz::command(&repo, reader, minutes),
        ["gallery"] => gallery::command(&repo),
        ["lighthouse"] => lighthouse::command(&repo),
        ["styles"] => styles::build(&repo).map(drop),
        _ => bail!("no such command\n\n{HELP}"),
    }
}

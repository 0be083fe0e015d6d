//! `cargo xtask gallery`: a page for developers with every example of every component, in the planner's real styles.

use std::fs;

use anyhow::Result;

use crate::repo::Repo;
use crate::run::{cargo, heading, read};
use crate::styles;

/// Writes `dist/gallery.html`.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    write(repo)?;
    println!("dist/gallery.html is written.");
    Ok(())
}

/// The same without a word.
pub(crate) fn write(repo: &Repo) -> Result<()> {
    heading("Drawing the gallery of components");
    let gallery =
        read(cargo(repo.root()).args(["run", "--quiet", "--features=render", "--example=gallery"]))?;
    let styles = fs::read_to_string(styles::build(repo)?)?;
    fs::create_dir_all(repo.path("dist"))?;
    Ok(fs::write(repo.path("dist/gallery.html"), page(&gallery, &styles))?)
}

/// What sets the examples apart from the words around them.
const APART: &str = "nav[aria-label=Contents] ul { columns: 12rem }\n\
    [data-place] > h3 { margin: 0 0 10px; color: #505a5f; font-weight: 400 }\n\
    .planner-example { margin-bottom: 40px; padding: 15px; border: 1px dashed #b1b4b6 }\n";

/// A page that runs nothing: neither a script nor a connection.
fn page(gallery: &str, styles: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en-GB\" class=\"govuk-template\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Components – Attainment planner</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>{}\n{APART}</style>\n</head>\n<body class=\"govuk-template__body\">\n{gallery}\n</body>\n</html>\n",
        styles.trim()
    )
}

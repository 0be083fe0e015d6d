//! The page, from `index.html`: as one file with everything inside, or with its parts beside it.
//!
//! `index.html` marks with `data-trunk` what Trunk puts in; the same marks are the places here.

use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::compress;
use crate::repo::Repo;
use crate::run::read;
use crate::wasm::Program;

/// The marks in `index.html`, each of which must be there once.
const STYLES: &str = "<link data-trunk rel=\"css\"";
const PROGRAM: &str = "<link data-trunk rel=\"rust\"";
const SHELL: &str = "<script data-trunk src=\"";

/// What stands in the page until the program is there, and what takes its place in the hosted page: the start page as
/// the app first draws it. The single file has its program inside, and starts before a person could read it.
const STARTING: &str = "<p id=\"planner-starting\">The planner is starting.</p>";
const FIRST: &str = "src/app/first.html";

/// What a page is made of.
pub(crate) struct Parts {
    html: String,
    first: String,
    styles: String,
    script: String,
    wasm: Vec<u8>,
}

impl Parts {
    /// Reads the page and joins it with what was built for it.
    pub(crate) fn new(repo: &Repo, styles: String, program: Program) -> Result<Self> {
        let page = without_comments(&repo.read("index.html")?)?;
        let (_, tag, _) = split(&page, SHELL)?;
        let shell = repo.read(attribute(tag, "src")?)?;
        let version = format!("<meta name=\"planner-version\" content=\"{}\">", repo.planner_version()?);
        let html = page.replacen("<title>", &format!("{version}\n    <title>"), 1);
        // Each call of the factory makes glue with a state of its own, for a start after a failure. Its parameter
        // hides the global WebAssembly, so that the shell stands at every way into the program.
        let script = minified(
            repo,
            &format!(
                "window.plannerGlue = function (WebAssembly) {{\n{}\nreturn wasm_bindgen;\n}};\n{shell}",
                program.glue
            ),
        )?;
        for (name, text) in [("the script", &script), ("the styles", &styles)] {
            // Either would end the element early, or change how the rest is read.
            if ["</script", "</style", "<!--"].iter().any(|end| text.to_ascii_lowercase().contains(end)) {
                bail!("{name} cannot stand inside a page: it holds an end tag or a comment mark");
            }
        }
        let first = repo.read(FIRST)?;
        Ok(Self { html, first, styles: styles.trim().to_owned(), script, wasm: program.wasm })
    }

    /// The single file. Its policy allows exactly the scripts and styles inside it, and no connection.
    pub(crate) fn single_file(&self) -> Result<String> {
        let mut html = replace(&self.html, STYLES, &format!("<style>{}</style>", self.styles))?;
        // Compressed before it is encoded: half the size, and the browser unpacks it. Not a script by its type, so
        // the policy needs no hash of it.
        let wasm = BASE64_STANDARD.encode(compress::gzip_thoroughly(&self.wasm)?);
        let block = format!("<script type=\"application/octet-stream\" id=\"planner-wasm\">{wasm}</script>");
        html = replace(&html, PROGRAM, &block)?;
        html = replace(&html, SHELL, &format!("<script>{}</script>", self.script))?;
        let policy = format!(
            "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
             connect-src 'none'; form-action 'none'; base-uri 'none'",
            hashes(&html, "<script>", "</script>")?,
            hashes(&html, "<style>", "</style>")?,
        );
        Ok(with_policy(&html, &policy))
    }

    /// The hosted build: names and contents of its files, the page first. Names carry a hash of the contents, so that
    /// a server may let browsers keep them for ever.
    pub(crate) fn site(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let named =
            |end: &str, bytes: &[u8]| (format!("planner-{}.{end}", short_hash(bytes)), bytes.to_vec());
        let styles = named("css", self.styles.as_bytes());
        let script = named("js", self.script.as_bytes());
        let wasm = named("wasm", &self.wasm);
        let mut html =
            replace(&self.html, STYLES, &format!("<link rel=\"stylesheet\" href=\"{}\">", styles.0))?;
        let link = format!(
            "<link id=\"planner-wasm\" rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" \
             href=\"{}\">",
            wasm.0
        );
        html = replace(&html, PROGRAM, &link)?;
        html = replace(&html, SHELL, &format!("<script src=\"{}\"></script>", script.0))?;
        if html.matches(STARTING).count() != 1 {
            bail!("index.html does not hold {STARTING} once");
        }
        html = html.replace(STARTING, &format!("<div id=\"planner-first\">{}</div>", self.first.trim()));
        let policy = format!(
            "default-src 'none'; script-src 'self' {} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: \
             blob:; connect-src 'self'; form-action 'none'; base-uri 'none'",
            hashes(&html, "<script>", "</script>")?,
        );
        Ok(vec![("index.html".to_owned(), with_policy(&html, &policy).into_bytes()), styles, script, wasm])
    }
}

/// The single file as a council's own copy: with its pack after the program. The policy's hashes are of scripts and styles,
/// and stay as they are.
pub(crate) fn with_pack(html: &str, pack: &str) -> Result<String> {
    let program = html.find("id=\"planner-wasm\">").context("the page holds no program")?;
    let end =
        program + html[program..].find("</script>").context("the program is not closed")? + "</script>".len();
    // Inside a script element only this could end it, or change how the rest is read.
    let pack = pack.replace('<', "\\u003c");
    let block = format!("\n    <script type=\"application/json\" id=\"planner-pack\">{pack}</script>");
    Ok([&html[..end], &block, &html[end..]].concat())
}

/// The name of a copy, for its file.
pub(crate) fn copy_id(pack: &str) -> Result<String> {
    let pack: serde_json::Value = serde_json::from_str(pack)?;
    pack["id"].as_str().map(str::to_owned).context("the pack has no id")
}

/// The flags for wasm-opt, which `index.html` holds because Trunk reads them there.
pub(crate) fn wasm_opt_params(repo: &Repo) -> Result<String> {
    let page = repo.read("index.html")?;
    Ok(attribute(split(&page, PROGRAM)?.1, "data-wasm-opt-params")?.to_owned())
}

fn with_policy(html: &str, policy: &str) -> String {
    // Before anything that it is to hold for.
    let charset = "<meta charset=\"utf-8\">";
    let meta = format!("{charset}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    html.replacen(charset, &meta, 1)
}

/// The policy's sources for every element that opens with exactly `open`.
fn hashes(html: &str, open: &str, close: &str) -> Result<String> {
    let mut sources = Vec::new();
    for after in html.split(open).skip(1) {
        let (text, _) = after.split_once(close).with_context(|| format!("{open} is not closed"))?;
        sources.push(format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text))));
    }
    Ok(sources.join(" "))
}

/// Puts `with` in the place of the element that begins with `mark`.
fn replace(html: &str, mark: &str, with: &str) -> Result<String> {
    let (before, _, after) = split(html, mark)?;
    Ok([before, with, after.strip_prefix("</script>").unwrap_or(after)].concat())
}

/// The text before the one tag that begins with `mark`, the tag, and the text after it.
fn split<'a>(html: &'a str, mark: &str) -> Result<(&'a str, &'a str, &'a str)> {
    let start = html.find(mark).with_context(|| format!("index.html has no {mark}"))?;
    let end = start + html[start..].find('>').context("a tag is not closed")? + 1;
    if html[end..].contains(mark) {
        bail!("index.html has {mark} twice");
    }
    Ok((&html[..start], &html[start..end], &html[end..]))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Result<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\"")).with_context(|| format!("no {name} in {tag}"))?;
    Ok(after.split('"').next().unwrap_or_default())
}

fn without_comments(html: &str) -> Result<String> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before.trim_end_matches(' '));
        rest = comment.split_once("-->").context("a comment is not closed")?.1.trim_start_matches('\n');
    }
    Ok(kept + rest)
}

/// A script made short by terser: without comments and spaces, and with short names for what only it sees.
fn minified(repo: &Repo, script: &str) -> Result<String> {
    // `--ecma`: what the oldest browsers that index.html names understand.
    let file = repo.path("target/web/script.js");
    std::fs::write(&file, script)?;
    let minified = read(Command::new(repo.path("node_modules/.bin/terser")).arg(&file).args([
        "--compress",
        "passes=2",
        "--mangle",
        "--toplevel",
        "--ecma",
        "2020",
    ]))?;
    Ok(minified.trim_end().to_owned())
}

fn short_hash(bytes: &[u8]) -> String {
    crate::setup::hex(&Sha256::digest(bytes)[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_replaced_with_its_end_tag() {
        let html = "<p><script data-trunk src=\"a.js\"></script></p>";
        assert_eq!(replace(html, SHELL, "<script>1</script>").unwrap(), "<p><script>1</script></p>");
        assert!(replace("<p></p>", SHELL, "").is_err());
    }

    #[test]
    fn hashes_are_of_the_text_between_the_tags() {
        // From the specification of content security policy, section 8.4.
        let html = "<script>doSomething();</script><script id=\"a\">other</script>";
        let source = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest("doSomething();")));
        assert_eq!(hashes(html, "<script>", "</script>").unwrap(), source);
    }

    #[test]
    fn a_pack_stands_after_the_program_and_cannot_end_its_block() {
        let html = "<p><script id=\"planner-wasm\">AA==</script><script>1</script></p>";
        let copy = with_pack(html, "{\"council\": \"</script><b>\"}").unwrap();
        assert_eq!(
            copy,
            "<p><script id=\"planner-wasm\">AA==</script>\n    <script type=\"application/json\" \
             id=\"planner-pack\">{\"council\": \"\\u003c/script>\\u003cb>\"}</script><script>1</script></p>"
        );
        assert!(with_pack("<p></p>", "{}").is_err());
    }

    #[test]
    fn comments_go_and_text_stays() {
        assert_eq!(without_comments("a\n<!-- b\n c -->\nd").unwrap(), "a\nd");
    }
}

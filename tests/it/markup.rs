//! Rendered markup, made fit to be read and compared.

/// The values of an attribute in a page.
pub(crate) fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Holds a text against the one that is kept under a name in `tests/snapshots/`.
#[track_caller]
pub(crate) fn kept(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Elements that have no end tag.
const EMPTY: [&str; 3] = ["input", "img", "br"];

/// One element a line, set in by its depth, with the words that it begins with; end tags go. Drawings are cut out: they
/// have snapshots of their own.
pub(crate) fn lines(html: &str) -> String {
    let mut lines = String::new();
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some((words, after)) = rest.split_once('<') {
        push_words(&mut lines, words, depth);
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if tag.starts_with('/') {
            depth -= 1;
            continue;
        }
        lines.push('\n');
        lines.push_str(&"  ".repeat(depth));
        lines.push_str(&format!("<{tag}>"));
        let name = tag.split(' ').next().unwrap_or_default();
        if tag.starts_with("svg class=\"chart\"") {
            rest = rest.split_once("</svg>").expect("a drawing ends").1;
            lines.push_str(" …");
        } else if !tag.ends_with('/') && !EMPTY.contains(&name) {
            depth += 1;
        }
    }
    push_words(&mut lines, rest, depth);
    assert_eq!(depth, 0, "an element is not closed: {html}");
    lines.trim_start().to_owned()
}

/// Words that follow an end tag have a line of their own.
fn push_words(lines: &mut String, words: &str, depth: usize) {
    if words.trim().is_empty() {
        return;
    }
    let follows_its_tag = lines
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.ends_with('>') && line.len() - line.trim_start().len() + 2 == 2 * depth);
    if follows_its_tag {
        lines.push(' ');
    } else {
        lines.push('\n');
        lines.push_str(&"  ".repeat(depth));
    }
    lines.push_str(words);
}

#[test]
fn an_element_has_a_line_and_its_first_words_stand_beside_it() {
    let html = "<div><p class=\"a\">One <b>two</b> three</p><input id=\"x\"><svg class=\"chart\"><g></g></svg></div>";
    assert_eq!(
        lines(html),
        "<div>\n  <p class=\"a\"> One \n    <b> two\n     three\n  <input id=\"x\">\n  <svg class=\"chart\"> …"
    );
}

//! A document of final strings: shown on the page, printed, copied and saved from the same parts.

use super::category::Headline;
use super::explanation::Line;
use super::table::{Table, escaped, plain};

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading, of level 2 to 4.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A paragraph of less weight.
    Note(String),
    /// A list.
    Bullets(Vec<String>),
    /// A list in order.
    Numbered(Vec<String>),
    /// Sentences that stand below others.
    Outline(Vec<Line>),
    /// A table; nothing where it has no rows.
    Table(Table),
    /// The outcome, with a remark on it, which may be empty.
    Outcome(Headline, &'static str),
    /// What the school writes itself; room to write in where it is empty.
    Written(String),
}

/// What stands where nothing was written yet.
const NOTHING_WRITTEN: &str = "Nothing is recorded.";

/// The document as HTML, for a text processor or an e-mail: headings, lists and tables, and no style of its own.
pub fn to_html(title: &str, parts: &[Part]) -> String {
    let mut html = element("h1", title);
    for part in parts {
        html.push_str(&match part {
            Part::Heading(level, words) => element(&format!("h{level}"), words),
            Part::Text(words) | Part::Note(words) => element("p", words),
            Part::Bullets(items) => list("ul", items),
            Part::Numbered(items) => list("ol", items),
            Part::Outline(lines) => outline(lines),
            Part::Table(table) if table.rows.is_empty() => String::new(),
            Part::Table(table) => table.to_html(),
            Part::Outcome(headline, remark) => {
                let mut html = element("p", &headline.sentence);
                if !remark.is_empty() {
                    html.push_str(&element("p", remark));
                }
                format!("<h2>{}</h2>{html}", escaped(&headline.short()))
            }
            Part::Written(words) if words.is_empty() => element("p", NOTHING_WRITTEN),
            Part::Written(words) => words.lines().map(|line| element("p", line)).collect(),
        });
    }
    html
}

/// The document as text, tables with tabs, for a spreadsheet or where nothing else can be pasted.
pub fn to_text(title: &str, parts: &[Part]) -> String {
    let mut text = format!("{}\n", plain(title));
    let gap = |text: &mut String| {
        if !text.ends_with("\n\n") {
            text.push('\n');
        }
    };
    for part in parts {
        match part {
            Part::Heading(_, words) => {
                gap(&mut text);
                say(&mut text, words);
            }
            Part::Text(words) | Part::Note(words) => say(&mut text, words),
            Part::Bullets(items) => {
                items.iter().for_each(|item| text.push_str(&format!("\u{2022} {item}\n")))
            }
            Part::Numbered(items) => {
                for (place, item) in items.iter().enumerate() {
                    text.push_str(&format!("{}. {item}\n", place + 1));
                }
            }
            Part::Outline(lines) => {
                for line in lines {
                    text.push_str(&"  ".repeat(usize::from(line.depth)));
                    text.push_str(&format!("\u{2022} {}\n", line.text));
                }
            }
            Part::Table(table) if table.rows.is_empty() => {}
            Part::Table(table) => {
                gap(&mut text);
                text.push_str(&format!("{}\n", table.to_tabs()));
            }
            Part::Outcome(headline, remark) => {
                gap(&mut text);
                for words in [&headline.short(), &headline.sentence, *remark] {
                    if !words.is_empty() {
                        say(&mut text, words);
                    }
                }
            }
            Part::Written(words) if words.is_empty() => say(&mut text, NOTHING_WRITTEN),
            Part::Written(words) => words.lines().for_each(|line| say(&mut text, line)),
        }
    }
    text
}

fn say(text: &mut String, words: &str) {
    text.push_str(&plain(words));
    text.push('\n');
}

fn element(tag: &str, words: &str) -> String {
    format!("<{tag}>{}</{tag}>", escaped(words))
}

fn list(tag: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| element("li", item)).collect();
    format!("<{tag}>{items}</{tag}>")
}

/// Lists within lists. A line may be deeper than the one before it by any number of steps.
fn outline(lines: &[Line]) -> String {
    let mut html = String::new();
    // How many lists are open; in each but the last an item is open too.
    let mut open = 0;
    for line in lines {
        let depth = usize::from(line.depth) + 1;
        if depth <= open {
            html.push_str("</li>");
        }
        while open > depth {
            html.push_str("</ul></li>");
            open -= 1;
        }
        while open < depth {
            html.push_str(if open + 1 < depth { "<ul><li>" } else { "<ul>" });
            open += 1;
        }
        html.push_str(&format!("<li>{}", escaped(&line.text)));
    }
    html.push_str(&"</li></ul>".repeat(open));
    html
}

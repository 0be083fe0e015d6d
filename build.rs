//! Makes the data that the page carries small: what it does not show stays in `data/` and `frameworks/`.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=data/benchmarks.csv");
    println!("cargo::rerun-if-changed=frameworks");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let write =
        |name: &str, text: String| fs::write(Path::new(&out).join(name), text).expect("it can be written");
    write("benchmarks.csv", benchmarks(&read("data/benchmarks.csv")));
    println!("cargo::rerun-if-changed=data/growth.csv");
    write("growth.csv", growth(&read("data/growth.csv")));
    write("frameworks.rs", frameworks());
}

fn read(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The preferred rows, without the columns that say why each is preferred and in which file it stood.
fn benchmarks(table: &str) -> String {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers().expect("a first row").clone();
    let preferred = headers.iter().position(|header| header == "preferred").expect("a column `preferred`");
    let kept: Vec<usize> =
        (0..headers.len()).filter(|column| !["basis", "file"].contains(&&headers[*column])).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = reader.records().map(|row| row.expect("a table without a fault"));
    for row in std::iter::once(headers).chain(rows.filter(|row| &row[preferred] == "yes")) {
        writer.write_record(kept.iter().map(|column| &row[*column])).expect("memory to write to");
    }
    String::from_utf8(writer.into_inner().expect("memory to write to")).expect("text, as it was")
}

/// The same without what its first columns repeat from the row above: an empty cell there means "as above".
fn growth(table: &str) -> String {
    let mut above: Vec<&str> = Vec::new();
    let mut text = String::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        for (place, cell) in cells.iter().enumerate() {
            let is_as_above = place < 4 && above.get(place) == Some(cell);
            let end = if place + 1 == cells.len() { "\n" } else { "," };
            text.extend([if is_as_above { "" } else { cell }, end]);
        }
        above = cells;
    }
    text
}

/// The text of every framework file without its test cases, as a list in the order of their paths, and the cases of all of
/// them as another: they are not read before somebody looks at them, and side by side they compress by a quarter better.
fn frameworks() -> String {
    let entries = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder that can be read");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    };
    let files = entries(Path::new("frameworks")).into_iter().flat_map(|council| entries(&council));
    let (mut texts, mut all) = (String::new(), String::new());
    for file in files {
        let text = without_spaces(&read(&file.to_string_lossy()));
        let place = text.find(",\"cases\":[").expect("a framework file ends with its cases");
        let (text, cases) = text.split_at(place);
        let from = all.len();
        all.push_str(cases);
        texts += &format!("({:?}, {from}, {}),\n", [text, "}"].concat(), all.len());
    }
    format!("(&[\n{texts}], {all:?})")
}

/// JSON without the spaces between its parts.
fn without_spaces(json: &str) -> String {
    let (mut is_text, mut is_escaped) = (false, false);
    json.chars()
        .filter(|letter| {
            is_text ^= *letter == '"' && !is_escaped;
            is_escaped = is_text && *letter == '\\' && !is_escaped;
            is_text || !letter.is_ascii_whitespace()
        })
        .collect()
}

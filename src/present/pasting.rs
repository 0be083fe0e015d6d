//! Where the cells of a pasted table go: by its headings and the names of its rows where it has them, by place where not.
//! Any table of boxes can be pasted into.

use crate::domain::AcademicYear;
use crate::domain::fault::shortened;

use super::import::counted;

/// A table of boxes, as it stands on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes {
    /// Its caption.
    pub caption: String,
    /// The heading of the rows' names.
    pub first: String,
    /// The headings of the other columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<BoxRow>,
}

/// A row of [`Boxes`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoxRow {
    /// Its name.
    pub name: String,
    /// The id of its measure; may be empty.
    pub measure: String,
    /// For each column the id of its box and what stands there; `None` where nothing can be typed.
    pub cells: Vec<Option<(String, String)>>,
}

/// Where a pasted table goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The boxes by their ids, each with the text that it is to have; at least one.
    pub entries: Vec<(String, String)>,
    /// How the places were found, in a sentence.
    pub how: &'static str,
    /// What has no place, and why.
    pub left: Vec<String>,
}

impl Boxes {
    /// Whether a paste by place goes over this column: it has a box, or its results of a year are not there for any row.
    fn is_place(&self, column: usize) -> bool {
        let has_box = |row: &BoxRow| row.cells.get(column).is_some_and(Option::is_some);
        self.rows.iter().any(has_box) || AcademicYear::parse(&self.columns[column]).is_ok()
    }

    /// The column with this heading.
    fn column(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|own| is_same_heading(own, heading))
    }
}

/// Where the cells of a pasted table go; or, in words, why none of it fits.
///
/// A first row with the headings of columns says which column is which, and a first column of names which row is which,
/// in any of the tables: then an empty cell leaves what stands there, and what is called like nothing here is left out.
/// Otherwise the cells go where they stand, from the box with the id `start` to the right and down, and all of them have
/// to fit.
pub fn place_pasted(tables: &[Boxes], start: &str, pasted: &[Vec<String>]) -> Result<Pasted, String> {
    let is_start = |cell: &Option<(String, String)>| cell.as_ref().is_some_and(|(id, _)| id == start);
    let mut found = None;
    for table in tables {
        for (place, row) in table.rows.iter().enumerate() {
            if let Some(column) = row.cells.iter().position(is_start) {
                found = Some((table, place, column));
            }
        }
    }
    let Some((table, first_row, first_column)) = found else {
        return Err("This is no table that can be pasted into.".to_owned());
    };
    let headings = pasted.first().map_or(&[][..], Vec::as_slice);
    let has_years = table.columns.iter().any(|heading| AcademicYear::parse(heading).is_ok());
    let is_heading =
        |text: &String| table.column(text).is_some() || has_years && AcademicYear::parse(text).is_ok();
    let is_headed = headings.iter().any(is_heading);
    let body = &pasted[usize::from(is_headed)..];
    let is_named = if is_headed {
        headings.first().is_some_and(|text| !is_heading(text))
    } else {
        body.iter().any(|cells| cells.first().is_some_and(|text| row_named(tables, text).is_some()))
    };

    let rows = &table.rows[first_row..];
    let places: Vec<usize> =
        (first_column..table.columns.len()).filter(|column| table.is_place(*column)).collect();
    let widest = body.iter().map(Vec::len).max().unwrap_or(0);
    let wide = widest.saturating_sub(usize::from(is_named));
    if !is_headed && wide > places.len() || !is_named && body.len() > rows.len() {
        return Err(format!(
            "What you pasted has {} and {}, but from this cell there is room for {} and {}. Nothing was changed.",
            counted(body.len(), "row"),
            counted(wide, "column"),
            counted(rows.len(), "row"),
            counted(places.len(), "column"),
        ));
    }
    let mut result = Pasted {
        how: match (is_headed, is_named) {
            (true, true) => "It was matched by the headings of its columns and the names of its rows.",
            (true, false) => {
                "It was matched by the headings of its columns; its rows go down from the cell where you pasted."
            }
            (false, true) => {
                "It was matched by the names of its rows; its columns go to the right from the cell where you pasted."
            }
            (false, false) => {
                "It has no headings or names that stand here, so its cells go where they stand, from the cell where you \
                 pasted."
            }
        },
        ..Pasted::default()
    };
    for (place, cells) in body.iter().enumerate() {
        if cells.iter().all(|text| text.is_empty()) && (is_named || is_headed) {
            continue;
        }
        let (of, row) = if is_named {
            let name = cells.first().map_or("", |text| text.trim());
            match row_named(tables, name) {
                Some(found) => found,
                None => {
                    result.left.push(format!("The row “{}”: no row here is called so.", shortened(name)));
                    continue;
                }
            }
        } else {
            (table, &rows[place])
        };
        for (column, text) in cells.iter().enumerate().skip(usize::from(is_named)) {
            let place = if is_headed {
                // What is empty leaves what stands there.
                let heading = headings.get(column).filter(|_| !text.is_empty());
                let Some(heading) = heading else { continue };
                let why = match of.column(heading) {
                    Some(place) if of.is_place(place) => Ok(place),
                    Some(_) => Err("nothing can be entered there"),
                    None => Err("no column here is called so"),
                };
                match why {
                    Ok(place) => place,
                    Err(why) => {
                        let words = format!("The column “{}”: {why}.", shortened(heading));
                        if !result.left.contains(&words) {
                            result.left.push(words);
                        }
                        continue;
                    }
                }
            } else {
                let Some(place) = places.get(column - usize::from(is_named)) else { continue };
                *place
            };
            let why = match row.cells.get(place).and_then(Option::as_ref) {
                Some((id, _)) if !result.entries.iter().any(|(other, _)| other == id) => {
                    result.entries.push((id.clone(), text.clone()));
                    continue;
                }
                Some(_) => "it was given before",
                None if text.is_empty() => continue,
                None => "nothing can be entered there",
            };
            let heading = of.columns.get(place).map_or("", String::as_str);
            result.left.push(format!("“{}” for {}, {heading}: {why}.", shortened(text), row.name));
        }
    }
    if result.entries.is_empty() {
        let left = result.left.join(" ");
        return Err(format!("Nothing of what you pasted has a place here. {left}").trim_end().to_owned());
    }
    Ok(result)
}

/// Whether two headings or names say the same: the same year, a target each, or the same letters and digits.
fn is_same_heading(a: &str, b: &str) -> bool {
    let is_target = |text: &str| text.trim().to_ascii_lowercase().starts_with("target");
    match (AcademicYear::parse(a.trim()), AcademicYear::parse(b.trim())) {
        (Ok(a), Ok(b)) => a == b,
        (Err(_), Err(_)) => {
            is_target(a) && is_target(b) || !letters(a).is_empty() && letters(a) == letters(b)
        }
        _ => false,
    }
}

/// The row that is called so, with its table: by its name, by that of its table and its own, or by the measure's id.
fn row_named<'a>(tables: &'a [Boxes], text: &str) -> Option<(&'a Boxes, &'a BoxRow)> {
    let wanted = letters(text);
    let mut rows = tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    rows.find(|(table, row)| {
        is_same_heading(&row.name, text)
            || letters(&table.caption) + &letters(&row.name) == wanted
            || !row.measure.is_empty() && row.measure == text.trim()
    })
}

/// Letters and digits alone, in small letters.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

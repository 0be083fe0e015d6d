//! Where the cells of a pasted table go: by its headings and the names of its rows where it has them, by place where not.

use crate::domain::{AcademicYear, Field};

use super::figures::{Cell, FigureRow, Section};
use super::import::counted;
use super::name;

/// What a heading of a pasted table stands for.
#[derive(Clone, Copy, PartialEq)]
enum Heading {
    Year(AcademicYear),
    Target,
    /// Names of measures, national figures, and whatever else is not filled in.
    Other,
}

/// The fields that a pasted table fills, with their texts; or, in words, why it does not fit. Nothing is half pasted.
///
/// A first row with academic years says which column is which year, and a first column of names which row is which
/// measure, in any of the tables: then an empty cell leaves what stands there. Otherwise the cells go where they stand,
/// from the one with the id `start`: to the right over years and target, and down over the rows of the same table.
pub fn place_pasted(
    sections: &[Section],
    start: &str,
    pasted: &[Vec<String>],
) -> Result<Vec<(Field, String)>, String> {
    let found = sections.iter().find_map(|section| {
        section.rows.iter().enumerate().find_map(|(row, measure)| {
            let is_start = |place: Option<&Cell>| place.is_some_and(|cell| &*cell.id == start);
            measure.places().position(is_start).map(|column| (section, row, column))
        })
    });
    let Some((section, first_row, first_column)) = found else { return Ok(vec![]) };
    let headings: Vec<Heading> =
        pasted.first().map_or(vec![], |row| row.iter().map(|text| heading(text)).collect());
    let is_headed = headings.iter().any(|heading| matches!(heading, Heading::Year(_)));
    let body = &pasted[usize::from(is_headed)..];
    let names_a_row =
        |cells: &Vec<String>| cells.first().is_some_and(|text| row_named(sections, text).is_some());
    let is_named =
        if is_headed { headings.first() == Some(&Heading::Other) } else { body.iter().any(names_a_row) };

    let rows = &section.rows[first_row..];
    let columns = rows.first().map_or(0, |row| row.places().count()) - first_column;
    let widest = body.iter().map(Vec::len).max().unwrap_or(0);
    let wide = widest.saturating_sub(usize::from(is_named));
    if !is_headed && wide > columns || !is_named && body.len() > rows.len() {
        return Err(format!(
            "What you pasted has {} and {}, but from this cell there is room for {} and {}. Nothing was changed.",
            counted(body.len(), "row"),
            counted(wide, "column"),
            counted(rows.len(), "row"),
            counted(columns, "column"),
        ));
    }
    let mut entries = Vec::new();
    for (place, cells) in body.iter().enumerate() {
        let row = if is_named {
            let named = cells.first().map_or("", |text| text.trim());
            if cells.iter().all(|text| text.is_empty()) {
                continue;
            }
            row_named(sections, named).ok_or_else(|| {
                format!(
                    "“{}” is not the name of a measure on this page. Nothing was changed.",
                    shortened(named),
                )
            })?
        } else {
            &rows[place]
        };
        for (column, text) in cells.iter().enumerate().skip(usize::from(is_named)) {
            let place = if is_headed {
                match headings.get(column) {
                    _ if text.is_empty() => continue,
                    Some(Heading::Year(year)) => place_of(sections, *year).ok_or_else(|| {
                        format!("{year} is not one of the years of this page. Nothing was changed.")
                    })?,
                    Some(Heading::Target) => row.years.len(),
                    _ => continue,
                }
            } else {
                first_column + column - usize::from(is_named)
            };
            match row.places().nth(place).flatten() {
                Some(cell) => entries.push((cell.field.clone(), text.clone())),
                None if text.is_empty() => {}
                None => {
                    return Err(format!(
                        "What you pasted has “{}” for {}, where there are no results for that year. Nothing was changed.",
                        shortened(text),
                        name::lower_first(&row.label),
                    ));
                }
            }
        }
    }
    Ok(entries)
}

fn heading(text: &str) -> Heading {
    let text = text.trim();
    if text.to_ascii_lowercase().starts_with("target") {
        return Heading::Target;
    }
    AcademicYear::parse(text).map_or(Heading::Other, Heading::Year)
}

/// The row that is called so: by its name, by that of its table and its own, or by the measure's id.
fn row_named<'a>(sections: &'a [Section], text: &str) -> Option<&'a FigureRow> {
    let wanted = plain(text);
    let is_id = |row: &FigureRow| {
        let mut fields = row.years.iter().flatten().map(|cell| &cell.field);
        fields.any(|field| matches!(field, Field::Figure(key) if *key.measure.as_str() == *text.trim()))
    };
    let mut rows = sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)));
    let found = rows.find(|(section, row)| {
        let own = plain(&row.label);
        own == wanted || plain(&section.caption) + &own == wanted || is_id(row)
    });
    found.map(|(_, row)| row)
}

/// Letters and digits alone, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// The place of a year in every row.
fn place_of(sections: &[Section], year: AcademicYear) -> Option<usize> {
    let is_year = |cell: &Option<Cell>| {
        cell.as_ref().is_some_and(|cell| matches!(&cell.field, Field::Figure(key) if key.year == year))
    };
    sections.iter().flat_map(|section| &section.rows).find_map(|row| row.years.iter().position(is_year))
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(59).chain(['…']).collect() }
}

//! Fill figures from a file: choose the file and the school, see what will be filled in, and say so.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Choice as Answer, Grid, GridRow, Look, Radios, TextBox};
use crate::app::filling::{Choice, Filling};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::benchmark::Area;
use crate::domain::import::{Entry, FileKind, Release, RowKind, year_of};
use crate::present::import::{compared, counted, file, left_out, origins, release, school, what};
use crate::present::name::upper_first;

use super::{bullets, small, text};

/// The part of the page about files. It is always one block, and what comes and goes stands inside it.
pub(super) fn section(state: &State) -> Block {
    let id = AttrValue::Static("fill-heading");
    let mut blocks = vec![Block::Heading(2, AttrValue::Static("Fill figures from a file"), Some(id.clone()))];
    let choose = |words| Button::new("fill-choose", words, Look::Secondary);
    match &state.filling {
        Filling::None => {
            blocks.push(text(
                "The performance tables of the Department for Education, for your authority or for England, fill every year \
                 and group of pupils that they hold. So does a table in the planner’s own layout. You see what will be filled in \
                 before it is.",
            ));
            blocks.push(Block::Status(AttrValue::Static("")));
            // Also where there is none yet: what is typed below must not move by the first.
            let save = Button::new("save-csv", "Save the plan’s figures as CSV", Look::Secondary);
            blocks.push(Block::Buttons(vec![choose("Choose a file"), save]));
        }
        Filling::Reading(name, share) => {
            blocks.push(text(format!("Reading {name}.")));
            blocks.push(Block::Status(AttrValue::from(format!("{share}% is read."))));
            blocks.push(Block::Buttons(vec![Button::new("fill-stop", "Stop reading", Look::Secondary)]));
        }
        Filling::Read(choice) => {
            blocks.push(text(choice.tables.file.clone()));
            blocks.push(Block::Status(AttrValue::from(is_read(choice))));
            let close = Button::new("fill-close", "Close the file", Look::Link);
            blocks.push(Block::Buttons(vec![choose("Choose another file"), close]));
            blocks.push(Block::Reading(asked(choice)));
            blocks.push(Block::Reading(schools(choice)));
            blocks.push(Block::Boxed("planner-filling", preview(state, choice)));
        }
    }
    let origins = origins(&state.draft);
    if !origins.is_empty() {
        let what = AttrValue::Static("Where the figures came from that were filled in");
        blocks.push(Block::Details(what, Some(AttrValue::Static("fill-origins")), vec![bullets(&origins)]));
    }
    let compared = compared(&state.worked.plan, &state.shipped.reference, &state.shipped.catalogue);
    if !compared.rows.is_empty() {
        let what = format!("Figures to compare with that came from files: {}", compared.rows.len());
        let undo = Button::new("fill-compare", "Take all of them out", Look::Secondary);
        blocks.push(Block::Details(
            AttrValue::from(what),
            Some(AttrValue::Static("fill-compared")),
            vec![Block::Table(AttrValue::Static("compared"), compared), Block::Buttons(vec![undo])],
        ));
    }
    Block::Section(id, blocks)
}

/// What the file is, and how many schools it has.
fn is_read(choice: &Choice) -> String {
    let tables = &choice.tables;
    let schools = tables.rows().filter(|row| row.kind == RowKind::School).count();
    let words = file(tables.kind, choice.year(), choice.release());
    let mut words = format!("{words}: {}.", counted(schools, "school"));
    if let Some(first) = tables.damaged.first() {
        let rows = counted(tables.damaged.len(), "row");
        words.push_str(&format!(
            " Left out, because they have more cells than headings: {rows}, the first in line {first}."
        ));
    }
    words
}

/// What the file does not say of itself.
fn asked(choice: &Choice) -> Vec<Block> {
    let tables = &choice.tables;
    let mut blocks = vec![];
    if choice.asks_year() {
        let hint = match tables.years_differ {
            Some((named, columns)) => {
                format!("The file’s name says {named}, and its columns {columns}. Type the right one")
            }
            None => "Such as 2018/19. Neither its name nor its columns say it".to_owned(),
        };
        let is_wrong =
            !choice.year.trim().is_empty() && choice.year().is_none() && choice.year.trim().len() >= 7;
        blocks.push(Block::TextBox(TextBox {
            id: AttrValue::Static("fill-year"),
            label: AttrValue::Static("Academic year of the file"),
            hint: AttrValue::from(hint),
            error: is_wrong.then_some(AttrValue::Static("Type an academic year, such as 2018/19")),
            value: AttrValue::from(choice.year.clone()),
            is_figure: true,
        }));
    }
    if tables.release == Release::NotStated {
        blocks.push(Block::Radios(Radios {
            id: AttrValue::Static("fill-release"),
            legend: AttrValue::Static("Release of the file"),
            hint: AttrValue::Static("Its name does not say. It is kept with every figure"),
            error: None,
            choices: Release::ALL.map(|of| Answer::new(release(of), upper_first(release(of)))).into(),
            value: AttrValue::Static(release(choice.release)),
        }));
    }
    blocks
}

/// The school, found by what is typed.
fn schools(choice: &Choice) -> Vec<Block> {
    let (found, count) = (&choice.found.0, choice.found.1);
    let mut blocks = vec![Block::TextBox(TextBox {
        id: AttrValue::Static("fill-school"),
        label: AttrValue::Static("School"),
        hint: AttrValue::Static("URN, LAESTAB such as 850/2001, or part of the name and town"),
        error: None,
        value: AttrValue::from(choice.query.clone()),
        is_figure: false,
    })];
    if found.is_empty() {
        if !choice.query.trim().is_empty() {
            blocks.push(Block::Status(AttrValue::Static("No school of the file fits.")));
        }
        return blocks;
    }
    let answers =
        found.iter().filter_map(|place| Some((place, choice.tables.row(*place)?))).map(|(place, row)| {
            let (name, numbers) = school(row);
            Answer { hint: AttrValue::from(numbers), ..Answer::new(place.to_string(), name) }
        });
    let legend = if count > found.len() {
        format!("The first {} of {count} schools that fit", found.len())
    } else {
        counted(count, "school") + if count == 1 { " fits" } else { " fit" }
    };
    blocks.push(Block::Radios(Radios {
        id: AttrValue::Static("fill-place"),
        legend: AttrValue::from(legend),
        hint: AttrValue::Static(if count > found.len() {
            "Type more of the name to see the others"
        } else {
            ""
        }),
        error: None,
        choices: answers.collect(),
        value: AttrValue::from(choice.school.map_or(String::new(), |place| place.to_string())),
    }));
    blocks
}

/// What will be filled in, and what will not.
fn preview(state: &State, choice: &Choice) -> Vec<Block> {
    let Some(row) = choice.school.and_then(|place| choice.tables.row(place)) else { return vec![] };
    if choice.asks_year() && choice.year().is_none() {
        return vec![text("Type the year of the file to see what it has.")];
    }
    let catalogue = &state.shipped.catalogue;
    let entries: Vec<_> = state.previewed(choice).collect();
    let mut blocks = vec![];
    // What it has for the school, and then what it has to compare the school with.
    let areas = choice.areas.iter().map(|(area, schools)| (Some(*area), schools.clone()));
    for (area, schools) in [(None, school(row).0)].into_iter().chain(areas) {
        let is_of = |entry: &Entry| match &entry.field {
            Field::Benchmark(key) => Some(key.area) == area,
            _ => area.is_none(),
        };
        let all = choice.import.entries.iter().filter(|entry| is_of(entry)).count();
        let found: Vec<_> = entries.iter().filter(|(_, entry, _)| is_of(entry)).collect();
        let (heading, id, caption, words) = match area {
            None => {
                (format!("What the file has for {schools}"), "fill-preview", "What will be filled in", "")
            }
            Some(Area::National) => (
                format!("National figures of the file, of {schools}"),
                "fill-national",
                "National figures to compare with",
                "What is ticked is used as the national figure of this plan everywhere, and marked with its file. ",
            ),
            Some(Area::Authority) => (
                format!("Figures of {schools}"),
                "fill-authority",
                "The authority’s figures to compare with",
                "They stand beside the national figures on the page of the gap. No rule goes by them. ",
            ),
        };
        let (mut others, mut hidden) = (0, 0);
        for (_, entry, _) in &found {
            others += usize::from(!state.standing(&entry.field).is_empty());
            hidden += usize::from(!state.shows(&entry.field));
        }
        let mut said = String::new();
        if !found.is_empty() {
            said.push_str(words);
        }
        if all > found.len() {
            said.push_str(&format!("{} in use already. ", is_or_are(all - found.len())));
        }
        if others > 0 {
            said.push_str(&format!(
                "For {} the file has another figure than is in use: “63 for 50” is 63 in the place of 50. Tick what is \
                 to be replaced. ",
                counted(others, "field")
            ));
        }
        if hidden > 0 {
            said.push_str(&format!(
                "{} on no page of this scheme for this phase. The plan keeps such figures all the same, for other schemes \
                 and years.",
                is_or_are(hidden)
            ));
        }
        if area.is_some() && said.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(3, heading.into(), None));
        if !said.is_empty() {
            blocks.push(small(said.trim_end().to_owned()));
        }
        if !found.is_empty() {
            blocks.push(table(state, choice, id, caption, &found));
        } else if area.is_none() {
            blocks.push(text("There is nothing to fill in."));
        }
    }
    if !entries.is_empty() {
        let ticked = entries.iter().filter(|(.., is_ticked)| *is_ticked).count();
        let words = format!("Fill in {}", counted(ticked, "figure"));
        blocks.push(Block::Buttons(vec![Button::new("fill-in", words, Look::Primary)]));
    }
    let left = left_out(&choice.import, catalogue);
    if !left.is_empty() {
        let what = format!("What is left out: {}", counted(choice.import.left_out.len(), "cell"));
        blocks.push(Block::Details(
            AttrValue::from(what),
            Some(AttrValue::Static("fill-left")),
            vec![bullets(&left)],
        ));
    }
    blocks
}

/// Figures to tick: a row for each measure and whose results, and a column for each year.
fn table(
    state: &State,
    choice: &Choice,
    id: &'static str,
    caption: &'static str,
    entries: &[&(usize, &Entry, bool)],
) -> Block {
    let mut years: Vec<_> = entries.iter().filter_map(|(_, entry, _)| year_of(&entry.field)).collect();
    // The latest first: on a small screen it is the one in view.
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let mut cells = vec![];
    for (place, entry, is_ticked) in entries {
        let (measure, whose) = what(&entry.field, &state.shipped.catalogue);
        let name = if whose.is_empty() { measure } else { format!("{measure}: {whose}") };
        // The file is of one key stage, and says which.
        let short = name.strip_prefix("Key stage 2 ").filter(|_| choice.tables.kind == FileKind::KeyStage2);
        let short = short.map_or_else(|| name.clone(), upper_first);
        let year = year_of(&entry.field);
        let before = year.map_or_else(String::new, |year| format!("{name}, {year}: "));
        let words = instead(&entry.text, &state.standing(&entry.field));
        let tick = Cell::Tick(format!("fill-tick-{place}").into(), words.into(), before.into(), *is_ticked);
        cells.push((short, years.iter().position(|of| Some(*of) == year).unwrap_or(0), tick));
    }
    let columns = years.iter().map(ToString::to_string).collect();
    preview_grid(id, caption, "Measure", columns, cells)
}

/// What a cell will become, and what stands there now: `63 for 50`.
pub(super) fn instead(text: &str, now: &str) -> String {
    let text = if text.is_empty() { "nothing" } else { text };
    if now.is_empty() { text.to_owned() } else { format!("{text} for {now}") }
}

/// A table of what will be filled in, made of cells that say each their row and column; those of a row follow each other.
pub(super) fn preview_grid(
    id: &'static str,
    caption: &'static str,
    first: &str,
    columns: Vec<String>,
    cells: Vec<(String, usize, Cell)>,
) -> Block {
    let mut rows: Vec<GridRow> = vec![];
    for (heading, column, cell) in cells {
        if rows.last().is_none_or(|row| *row.heading != heading) {
            let cells = columns.iter().map(|_| Cell::Words(AttrValue::Static(""))).collect();
            rows.push(GridRow { heading: heading.into(), note: AttrValue::Static(""), cells });
        }
        if let Some(place) = rows.last_mut().and_then(|row| row.cells.get_mut(column)) {
            *place = cell;
        }
    }
    Block::Grid(Grid {
        id: AttrValue::Static(id),
        caption: AttrValue::Static(caption),
        columns: [first.to_owned()].into_iter().chain(columns).collect(),
        rows: rows.into_iter().map(Rc::new).collect(),
    })
}

fn is_or_are(count: usize) -> String {
    format!("{} {}", counted(count, "figure"), if count == 1 { "is" } else { "are" })
}

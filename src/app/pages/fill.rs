//! Fill figures from a file: choose the file and the school, see what will be filled in, and say so.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Choice as Answer, Grid, GridRow, Look, Radios, TextBox};
use crate::app::filling::{Choice, Filling};
use crate::app::state::State;
use crate::domain::import::{FileKind, Release, RowKind, standing, year_of};
use crate::present::import::{counted, file, left_out, origins, release, school, what};
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
    let mut years: Vec<_> = entries.iter().filter_map(|(_, entry, _)| year_of(&entry.field)).collect();
    // The latest first: on a small screen it is the one in view.
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let (mut ticked, mut others, mut hidden) = (0, 0, 0);
    // A row for each measure and whose results, and a column for each year.
    let mut rows: Vec<GridRow> = vec![];
    for (place, entry, is_ticked) in &entries {
        let (measure, whose) = what(&entry.field, catalogue);
        let name = if whose.is_empty() { measure } else { format!("{measure}: {whose}") };
        // The file is of one key stage, and says which.
        let short = name.strip_prefix("Key stage 2 ").filter(|_| choice.tables.kind == FileKind::KeyStage2);
        let short = short.map_or_else(|| name.clone(), upper_first);
        if rows.last().is_none_or(|row| *row.heading != short) {
            let cells = years.iter().map(|_| Cell::Words(AttrValue::Static(""))).collect();
            rows.push(GridRow { heading: short.into(), note: AttrValue::Static(""), cells });
        }
        let now = standing(&state.draft, &entry.field);
        ticked += usize::from(*is_ticked);
        others += usize::from(!now.is_empty());
        hidden += usize::from(!state.shows(&entry.field));
        let year = year_of(&entry.field);
        let column = years.iter().position(|of| Some(*of) == year);
        let before = year.map_or_else(String::new, |year| format!("{name}, {year}: "));
        let words = if now.is_empty() { entry.text.clone() } else { format!("{} for {now}", entry.text) };
        let tick = Cell::Tick(format!("fill-tick-{place}").into(), words.into(), before.into(), *is_ticked);
        if let Some(cell) = rows.last_mut().zip(column).and_then(|(row, column)| row.cells.get_mut(column)) {
            *cell = tick;
        }
    }
    let same = choice.import.entries.len() - entries.len();
    let (name, _) = school(row);
    let mut blocks = vec![Block::Heading(3, AttrValue::from(format!("What the file has for {name}")), None)];
    let mut sentences = vec![];
    if same > 0 {
        sentences.push(format!("{} in the plan already.", is_or_are(same)));
    }
    if others > 0 {
        sentences.push(format!(
            "{} another figure than the plan: “63 for 50” is 63 in the place of 50. Tick what is to be replaced.",
            have(others)
        ));
    }
    if hidden > 0 {
        sentences.push(format!(
            "{} on no page of this scheme for this phase. The plan keeps such figures all the same, for other schemes and \
             years.",
            is_or_are(hidden)
        ));
    }
    if !sentences.is_empty() {
        blocks.push(small(sentences.join(" ")));
    }
    if rows.is_empty() {
        blocks.push(text("There is nothing to fill in."));
    } else {
        let columns =
            ["Measure".to_owned()].into_iter().chain(years.iter().map(ToString::to_string)).collect();
        blocks.push(Block::Grid(Grid {
            id: AttrValue::Static("fill-preview"),
            caption: AttrValue::Static("What will be filled in"),
            columns,
            rows: rows.into_iter().map(Rc::new).collect(),
        }));
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

fn is_or_are(count: usize) -> String {
    format!("{} {}", counted(count, "figure"), if count == 1 { "is" } else { "are" })
}

fn have(count: usize) -> String {
    format!("For {} the file has", counted(count, "field"))
}

//! The pages of the officer's area on which much stands in one table: numbers of rules, measures and national figures.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Grid, GridRow, Look, Takes};
use crate::app::council::{Making, national_place};
use crate::app::pages::{small, text};
use crate::app::state::State;
use crate::domain::school::Phase;
use crate::present::name::{self, upper_first};
use crate::present::number::number;
use crate::present::pack::word;

use super::form::{entry_title, error, id, lists, text_box};
use super::on;

/// Every number that rules use, in one table.
pub(super) fn numbers(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let scheme_id = [&*scheme, "/id"].concat();
    let mut rows = Vec::new();
    let catalogue = &state.shipped.catalogue;
    for threshold in 0..making.draft.count(&[&*scheme, "/thresholds"].concat()) {
        let place = format!("{scheme}/thresholds/{threshold}");
        let at = |key: &str| making.draft.text(&[&*place, "/", key].concat());
        for value in 0..making.draft.count(&[&*place, "/values"].concat()) {
            let of = |key: &str| making.draft.text(&format!("{place}/values/{value}/{key}"));
            let mut heading = upper_first(&at("label"));
            let measure = of("measure");
            if !measure.is_empty() {
                heading += &format!(", {}", name::measure_in_sentence(&measure.as_str().into(), catalogue));
            }
            if !of("year").is_empty() {
                heading += &format!(", {}", of("year"));
            }
            let number = format!("{place}/values/{value}/value");
            let basis = format!("{place}/values/{value}/clause/basis");
            let source = format!("{}: {}", word(&making.draft.text(&basis)), of("clause/place"));
            let is_same = [[&*place, "/id"].concat(), scheme_id.clone()]
                .iter()
                .all(|id| making.began.text(id) == making.draft.text(id));
            let before = making.began.text(&number);
            let note = if is_same && !before.is_empty() && before != making.draft.text(&number) {
                format!("Was {before}. Say below where the new value comes from. Now it says: {source}")
            } else {
                source
            };
            rows.push(Rc::new(GridRow {
                heading: AttrValue::from(format!("{heading} ({})", at("unit"))),
                note: AttrValue::from(note),
                cells: vec![Cell::Box {
                    id: id("pack", &number),
                    label: AttrValue::from(heading),
                    value: AttrValue::from(making.draft.text(&number)),
                    error: error(making, &number),
                    takes: Takes::Count,
                }],
            }));
        }
    }
    let mut blocks = vec![
        small(
            "Every number that a rule of your scheme compares with. Where the planner assumed one and your council has its \
             own, put that in, and say where it comes from under “Change”.",
        ),
        Block::Grid(Grid {
            id: AttrValue::Static("pack-numbers"),
            caption: AttrValue::Static("Numbers of the rules"),
            columns: vec!["Number".to_owned(), "Value".to_owned()],
            rows,
        }),
    ];
    blocks.push(Block::Details(
        AttrValue::Static("Change names, years and sources of numbers, or add one"),
        Some(AttrValue::Static("pack-thresholds")),
        lists(state, making, &["thresholds"]),
    ));
    blocks.push(on("measures", "Measures"));
    blocks
}

/// What is asked for in each phase.
pub(super) fn measures(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let mut blocks = vec![small(
        "Which measures the table of figures asks for in each phase, and which of them your rules mean by “headline”, \
         “progress” and “teacher assessment”.",
    )];
    for phase in 0..making.draft.count(&[&*scheme, "/phases"].concat()) {
        let place = format!("{scheme}/phases/{phase}");
        let of = |key: &str| -> Vec<String> { making.draft.texts(&[&*place, "/", key].concat()) };
        let phases: Vec<String> = of("phases").iter().map(|phase| word(phase)).collect();
        let title = name::list(&phases, "and");
        let asked = of("measures");
        let lists = [
            ("headline", "Headline"),
            ("progress", "Progress"),
            ("teacher", "Teacher assessment"),
            ("groups", "Disadvantaged"),
        ];
        let row = |measure: &crate::domain::measure::Measure, is_asked: bool| {
            let tick = |key: &str, words: &'static str| {
                let id = AttrValue::from(
                    [&*id("pack_tick", &[&*place, "/", key].concat()), ":", measure.id.as_str()].concat(),
                );
                let is_ticked = of(key).iter().any(|one| one == measure.id.as_str());
                Cell::Tick(
                    id,
                    AttrValue::Static(words),
                    AttrValue::from(format!("{}: ", measure.label)),
                    is_ticked,
                )
            };
            let mut cells = vec![tick("measures", "In the table")];
            if is_asked {
                cells.extend(lists.map(|(key, words)| tick(key, words)));
            }
            Rc::new(GridRow {
                heading: AttrValue::from(measure.label.clone()),
                note: AttrValue::from(measure.key_stage.clone()),
                cells,
            })
        };
        let rows = asked.iter().filter_map(|id| state.shipped.catalogue.get(&id.as_str().into()));
        let columns =
            ["Measure", "In the table", "Headline", "Progress", "Teacher assessment", "Disadvantaged"];
        let mut inner = vec![Block::Grid(Grid {
            id: id("pack-measures", &place),
            caption: AttrValue::from(format!("Measures of: {title}")),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.map(|measure| row(measure, true)).collect(),
        })];
        let served: Vec<Phase> = making.draft.phases(&place);
        let others = state.shipped.catalogue.iter().filter(|measure| {
            !asked.iter().any(|id| id == measure.id.as_str())
                && measure.phases.iter().any(|phase| served.contains(phase))
        });
        inner.push(Block::Grid(Grid {
            id: id("pack-others", &place),
            caption: AttrValue::from(format!("Measures that can be added: {title}")),
            columns: vec!["Measure".to_owned(), "In the table".to_owned()],
            rows: others.map(|measure| row(measure, false)).collect(),
        }));
        blocks.push(Block::Details(
            AttrValue::from(format!("{title} ({})", crate::app::pages::counted(asked.len(), "measure"))),
            Some(id("pack-phase", &place)),
            inner,
        ));
    }
    blocks.push(on("targets", "Targets and dates"));
    blocks
}

/// The years for which national figures can be typed: those that the scheme's rules look at, and the two after them.
pub(super) fn national(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let latest = making.draft.text(&[&*scheme, "/latest_results"].concat());
    let Ok(latest) = crate::domain::AcademicYear::parse(&latest) else {
        return vec![text(
            "Enter the year of the results that the scheme judges first, on the page Your copy.",
        )];
    };
    let years: Vec<_> =
        [latest.back(2), latest.back(1), Some(latest), latest.on(1)].into_iter().flatten().collect();
    let catalogue = &state.shipped.catalogue;
    let mut asked: Vec<String> = Vec::new();
    for phase in 0..making.draft.count(&[&*scheme, "/phases"].concat()) {
        for measure in making.draft.texts(&format!("{scheme}/phases/{phase}/measures")) {
            if !asked.contains(&measure) {
                asked.push(measure);
            }
        }
    }
    let measures = asked.iter().filter_map(|id| catalogue.get(&id.as_str().into()));
    let rows = measures.map(|measure| {
        let held = |year| {
            let held = state.shipped.reference.national(&measure.id, year, Default::default(), None)?;
            Some(number(held.value.exact(), held.decimals))
        };
        let cells = years.iter().map(|year| {
            let own = national_place(&making.draft, measure.id.as_str(), &year.to_string());
            let place = own.map(|place| [&*place, "/value"].concat());
            if !measure.exists_in(*year) && place.is_none() {
                return Cell::Words(AttrValue::Static("Not in this year"));
            }
            let value = place.as_ref().map_or_else(String::new, |place| making.draft.text(place));
            let ships = held(*year).map_or_else(String::new, |held| format!(", {held} if left empty"));
            Cell::Box {
                id: AttrValue::from(format!("pack_national-{}:{year}", measure.id)),
                label: AttrValue::from(format!("{}, {year}{ships}", measure.label)),
                value: AttrValue::from(value),
                error: place.and_then(|place| error(making, &place)),
                takes: Takes::Count,
            }
        });
        let shipped = years.iter().filter_map(|year| Some(format!("{year}: {}", held(*year)?)));
        let shipped: Vec<String> = shipped.collect();
        let note = if shipped.is_empty() {
            format!("{}. None in this planner", measure.id)
        } else {
            format!("{}. Already in this planner: {}", measure.id, shipped.join("; "))
        };
        Rc::new(GridRow {
            heading: AttrValue::from(measure.label.clone()),
            note: AttrValue::from(note),
            cells: cells.collect(),
        })
    });
    let rows = rows.collect();
    let columns = std::iter::once("Measure".to_owned()).chain(years.iter().map(ToString::to_string));
    let mut blocks = vec![
        small(
            "The planner holds the published national figures up to the day when it was made. Type those of a new year, or \
             a better one, for all pupils; an empty box leaves the planner’s own. A table can be pasted into any box, and a \
             file of comma-separated values with the columns measure (its short name), year, value and source fills them at once.",
        ),
        Block::Buttons(vec![Button::new("pack_national-file", "Fill them from a file", Look::Secondary)]),
        Block::Grid(Grid {
            id: AttrValue::Static("pack-national"),
            caption: AttrValue::Static("National figures of the scheme’s measures"),
            columns: columns.collect(),
            rows,
        }),
    ];
    let own = making.draft.count("/national");
    if own > 0 {
        let mut inner =
            vec![small("Where each of your own figures comes from. A school reads this beside the figure.")];
        for place in 0..own {
            let place = format!("/national/{place}");
            let at = |key: &str| [&*place, "/", key].concat();
            let words = format!("Source of: {}", entry_title(state, making, &place));
            inner.push(text_box(making, &at("source"), &words, "", false));
            // Such as of a year that a file had and the table does not show.
            let year = making.draft.text(&at("year"));
            let is_shown = asked.contains(&making.draft.text(&at("measure")))
                && years.iter().any(|shown| shown.to_string() == year);
            if !is_shown {
                let remove = Button::new(id("pack_remove", &place), "Remove this figure", Look::Small);
                let remove = remove.hidden(entry_title(state, making, &place));
                inner.push(Block::Reading(vec![
                    small("The table above has no place for it."),
                    Block::Buttons(vec![remove]),
                ]));
            }
        }
        let title = format!("Sources of your own {}", crate::app::pages::counted(own, "figure"));
        blocks.push(Block::Details(AttrValue::from(title), Some(AttrValue::Static("pack-sources")), inner));
    }
    blocks.push(on("rules", "Rules"));
    blocks
}

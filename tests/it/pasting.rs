//! Tables pasted into any table of boxes: by their headings and names, or by place; looked at before they are filled in.

use attainment_planner::app::state::Action;
use attainment_planner::domain::school::Phase;
use attainment_planner::format::read_pasted;
use attainment_planner::present::figures::sections;
use attainment_planner::present::pasting::{BoxRow, Boxes, Pasted, place_pasted};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::pages::{page, press, type_in, values};
use crate::random::proptest_config;
use crate::school::SHIPPED;

/// The tables of the figures page of a primary school in Doncaster.
fn tables() -> Vec<Boxes> {
    let sections = sections(&SHIPPED.doncaster, Phase::Primary, &SHIPPED.catalogue, &SHIPPED.reference);
    let columns = ["2012/13", "2013/14", "2014/15", "National 2014/15", "Target 2015/16"];
    let boxes = sections.iter().map(|section| Boxes {
        caption: section.caption.clone(),
        first: "Measure".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: section
            .rows
            .iter()
            .map(|row| {
                let mut ids: Vec<_> =
                    row.years.iter().map(|cell| Some(cell.as_ref()?.id.to_string())).collect();
                ids.push(None);
                ids.push(row.target.as_ref().map(|cell| cell.id.to_string()));
                let measure = ids[2].clone().unwrap_or_default();
                let cells = ids.into_iter().map(|id| Some((id?, String::new()))).collect();
                let is_combined = measure == "figure-ks2-rwm-l4-2014-15";
                let measure = if is_combined { "ks2.rwm.l4".to_owned() } else { String::new() };
                BoxRow { name: row.label.to_string(), measure, cells }
            })
            .collect(),
    });
    boxes.collect()
}

fn placed(start: &str, text: &str) -> Result<Pasted, String> {
    place_pasted(&tables(), start, &read_pasted(text).expect("it is a table"))
}

/// Where a text goes that is pasted into a cell: `box text`, in order.
#[track_caller]
fn pasted(start: &str, text: &str) -> Vec<String> {
    let entries = placed(start, text).unwrap().entries;
    entries.into_iter().map(|(id, text)| format!("{id} {text}")).collect()
}

/// The first cell of the table of key stage 2 beside the headline: level 4b or above in 2012/13.
const START: &str = "figure-ks2-rwm-l4b-2012-13";

#[test]
fn headings_say_the_year_and_names_the_measure_wherever_they_stand() {
    // The latest year first, a column of national figures, an empty cell, and rows of two tables in another order.
    let text = "Measure\t2014/15\tNational 2014/15\t2012-13\tTarget 2015/16\n\
                Mathematics, level 4 or above\t71\t87\t\t80\n\
                Good level of development\t66.2\t66.3\t50\t\n\
                ks2.rwm.l4\t62.3\t80\t60\t73\n";
    assert_eq!(
        pasted(START, text),
        [
            "figure-ks2-maths-l4-2014-15 71",
            "target-ks2-maths-l4 80",
            "figure-eyfs-gld-2014-15 66.2",
            "figure-eyfs-gld-2012-13 50",
            "figure-ks2-rwm-l4-2014-15 62.3",
            "figure-ks2-rwm-l4-2012-13 60",
            "target-ks2-rwm-l4 73",
        ]
    );
}

#[test]
fn names_alone_and_years_alone_are_enough() {
    // The name with that of its table; the columns by place, from the cell that it was pasted into.
    let text = "Key stage 2: reading, level 4 or above\t74\t75\n";
    assert_eq!(pasted(START, text), ["figure-ks2-reading-l4-2012-13 74", "figure-ks2-reading-l4-2013-14 75"]);
    let text = "2013/14\t2014/15\n47\t47.6\n9\t9.5\n";
    assert_eq!(
        pasted(START, text),
        [
            "figure-ks2-rwm-l4b-2013-14 47",
            "figure-ks2-rwm-l4b-2014-15 47.6",
            "figure-ks2-rwm-l5-2013-14 9",
            "figure-ks2-rwm-l5-2014-15 9.5"
        ]
    );
}

#[test]
fn without_headings_cells_go_where_they_stand() {
    assert_eq!(
        pasted(START, "1\t2\n3\t4\n"),
        [
            "figure-ks2-rwm-l4b-2012-13 1",
            "figure-ks2-rwm-l4b-2013-14 2",
            "figure-ks2-rwm-l5-2012-13 3",
            "figure-ks2-rwm-l5-2013-14 4"
        ]
    );
}

#[test]
fn what_has_no_place_is_left_out_and_said() {
    for (text, entries, left) in [
        (
            "Measure\t2014/15\tNational 2014/15\t2009/10\nReading, level 4 or above\t74\t80\t60\nLatin\t50\t\t\n\
             Reading, level 4 or above\t75\t\t\n",
            vec!["figure-ks2-reading-l4-2014-15 74"],
            vec![
                "The column “National 2014/15”: nothing can be entered there.",
                "The column “2009/10”: no column here is called so.",
                "The row “Latin”: no row here is called so.",
                "“75” for Reading, level 4 or above, 2014/15: it was given before.",
            ],
        ),
        // Teachers' assessments have no target.
        (
            "\t2014/15\tTarget\nKey stage 2 reading, level 4 or above: teacher assessment\t70\t80\n",
            vec!["figure-ks2-reading-l4-2014-15-teacher 70"],
            vec!["The column “Target”: nothing can be entered there."],
        ),
    ] {
        assert_eq!(pasted(START, text), entries);
        assert_eq!(placed(START, text).unwrap().left, left);
    }
}

#[test]
fn what_does_not_fit_is_refused_as_a_whole() {
    for (text, words) in [
        ("1\t2\t3\t4\t5\n", "there is room for"),
        ("Measure\t2009/10\nReading, level 4 or above\t74\n", "The column “2009/10”: no column here"),
        // A heading and nothing below it fills nothing.
        ("Measure\t2014/15\n", "Nothing of what you pasted has a place here."),
    ] {
        let refused = placed(START, text).unwrap_err();
        assert!(refused.contains(words), "{refused}");
    }
    assert!(placed("no-such-cell", "1\t2\n").is_err());
}

fn paste(id: &str, text: &str) -> Action {
    Action::Pasted(id.to_owned(), read_pasted(text).unwrap())
}

/// A primary school in Doncaster, after some steps from its page of figures.
fn after(steps: &[Action]) -> String {
    let begin = [press("new"), type_in("phase", "primary"), press("nav-figures")];
    page(begin.into_iter().chain(steps.iter().cloned()).collect())
}

/// What stands in a box.
#[track_caller]
fn value(html: &str, id: &str) -> String {
    let tag = html.split("<input").find(|tag| tag.contains(&format!("id=\"{id}\""))).unwrap();
    values(tag.split('>').next().unwrap(), "value").first().map_or("", |value| value).to_owned()
}

const WRITING: &str = "figure-ks2-writing-l4-2014-15";

#[test]
fn a_paste_is_looked_at_and_then_one_step() {
    let text = "Measure\t2013/14\t2014/15\nKey stage 2: writing, level 4 or above\t79\t81\nLatin\t5\t6\n";
    let first = [type_in(WRITING, "50"), paste(START, text)];
    let looked = after(&first);
    assert!(looked.contains("What you pasted fills in 2 figures") && looked.contains("81 for 50"));
    assert!(looked.contains("matched by the headings of its columns and the names of its rows"));
    assert!(looked.contains("The row “Latin”: no row here is called so."));
    assert!(looked.contains("Fill in 2 figures") && looked.contains("Do not fill in"));
    // Nothing is in the plan yet, and undo is that of the typing.
    assert_eq!(
        (value(&looked, WRITING), value(&looked, "figure-ks2-writing-l4-2013-14")),
        ("50".into(), String::new())
    );

    let with = |more: &[Action]| after(&[&first, more].concat());
    let filled = with(&[press("paste-in")]);
    assert_eq!(
        (value(&filled, WRITING), value(&filled, "figure-ks2-writing-l4-2013-14")),
        ("81".into(), "79".into())
    );
    assert!(filled.contains("2 figures are filled in. Undo takes it back in one step."));
    assert!(!filled.contains("id=\"paste-preview\""));
    let undone = with(&[press("paste-in"), press("undo")]);
    assert_eq!(
        (value(&undone, WRITING), value(&undone, "figure-ks2-writing-l4-2013-14")),
        ("50".into(), String::new())
    );
    assert!(!undone.contains("are filled in."));
    let left = with(&[press("paste-leave")]);
    assert!(left.contains("Nothing was filled in.") && value(&left, WRITING) == "50");
    // What is on another page is gone, and cannot be filled in from there.
    let gone = with(&[press("nav-gap"), press("paste-in"), press("nav-figures")]);
    assert!(!gone.contains("What you pasted") && value(&gone, WRITING) == "50");
}

#[test]
fn what_stands_there_already_is_not_filled_in_again() {
    let text = "50\t60\n";
    let same = after(&[type_in(WRITING, "60"), paste("figure-ks2-writing-l4-2013-14", text)]);
    assert!(
        same.contains("What you pasted fills in 1 figure<")
            && same.contains("What stands there already: 1 figure.")
    );
    let all = after(&[
        type_in(WRITING, "60"),
        type_in("figure-ks2-writing-l4-2013-14", "50"),
        paste("figure-ks2-writing-l4-2013-14", text),
    ]);
    assert!(all.contains("What you pasted fills in 0 figures") && !all.contains("id=\"paste-in\""));
    // An empty cell without headings empties its box, and says so.
    let empty = after(&[type_in(WRITING, "60"), paste("figure-ks2-writing-l4-2013-14", "50\t\n")]);
    assert!(empty.contains("nothing for 60"));
}

#[test]
fn every_table_of_boxes_takes_a_paste() {
    // Sizes of year groups, by their names.
    let sizes = after(&[
        press("nav-school"),
        paste("cohort-reception-2012-13", "\t2014/15\nYear 6\t30\n"),
        press("paste-in"),
    ]);
    assert_eq!(value(&sizes, "cohort-year-6-2014-15"), "30");
    // Numbers of the rules, by place.
    let rules = after(&[press("nav-rules")]);
    let number = values(&rules, "id").into_iter().find(|id| id.starts_with("threshold-")).unwrap().to_owned();
    let changed = after(&[press("nav-rules"), paste(&number, "12.5\n13.5\n"), press("paste-in")]);
    assert_eq!(value(&changed, &number), "12.5");
    // Milestones, whose dates are words.
    let planned = [press("example"), press("nav-trajectory")];
    let path = after(&planned);
    let date = values(&path, "id").into_iter().find(|id| id.starts_with("date-")).unwrap().to_owned();
    let table = "1 September 2015\n2 October 2015\n";
    let looked = after(&[&planned[..], &[paste(&date, table)]].concat());
    assert!(looked.contains("1 September 2015 for "), "{looked}");
    assert!(looked.contains("Fill in 2 cells"));
    let filled = after(&[&planned[..], &[paste(&date, table), press("paste-in")]].concat());
    assert_eq!(value(&filled, &date), "1 September 2015");
}

#[test]
fn a_text_that_no_saved_plan_can_hold_is_cut() {
    let long = "x".repeat(5_000);
    let html = after(&[paste(WRITING, &format!("{long}\t1\n")), press("paste-in")]);
    assert_eq!(value(&html, WRITING).len(), 4_000);
}

proptest! {
    #![proptest_config(proptest_config(100))]

    /// Figures that are written as a table with headings and names, in any order, come back to the boxes they are from.
    #[test]
    fn what_is_copied_with_its_headings_goes_back_where_it_was(
        rows in subsequence((0..6_usize).collect::<Vec<_>>(), 1..6).prop_shuffle(),
        columns in subsequence(vec![0_usize, 1, 2, 4], 1..4).prop_shuffle(),
        figures in prop::collection::vec("[1-9][0-9]?(\\.[0-9])?", 24),
    ) {
        // Measures have results in all the years, and a target.
        let tables = tables();
        let all = tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        let full: Vec<_> = all.filter(|(_, row)| row.cells.iter().flatten().count() == 4).collect();
        let mut text = String::from("Measure");
        for column in &columns {
            text.push('\t');
            text.push_str(&tables[0].columns[*column]);
        }
        let mut expected = vec![];
        for row in &rows {
            let (table, row_of) = full[*row];
            text.push_str(&format!("\n{}: {}", table.caption, row_of.name));
            for column in &columns {
                let figure = &figures[row * 4 + column.min(&3)];
                text.push('\t');
                text.push_str(figure);
                expected.push((row_of.cells[*column].clone().unwrap().0, figure.clone()));
            }
        }
        let found = placed(START, &text).unwrap();
        prop_assert_eq!((found.entries, found.left), (expected, Vec::<String>::new()));
    }
}

//! Tables pasted into the figures: by their headings and names, or by place; and never half.

use attainment_planner::domain::Field;
use attainment_planner::domain::draft::Part;
use attainment_planner::domain::school::Phase;
use attainment_planner::format::read_pasted;
use attainment_planner::present::figures::{Section, sections};
use attainment_planner::present::pasting::place_pasted;

use crate::school::SHIPPED;

fn tables() -> Vec<Section> {
    sections(&SHIPPED.doncaster, Phase::Primary, &SHIPPED.catalogue, &SHIPPED.reference)
}

/// Where a text goes that is pasted into a cell: `measure year text`, in order.
fn pasted(start: &str, text: &str) -> Result<Vec<String>, String> {
    let table = read_pasted(text).expect("it is a table");
    let entries = place_pasted(&tables(), start, &table)?;
    Ok(entries
        .into_iter()
        .map(|(field, text)| match field {
            Field::Figure(key) => format!("{} {} {text}", key.measure, key.year),
            Field::Target(key, Part::Value) => format!("{} target {text}", key.measure),
            other => panic!("no figure: {other:?}"),
        })
        .collect())
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
        pasted(START, text).unwrap(),
        [
            "ks2.maths.l4 2014/15 71",
            "ks2.maths.l4 target 80",
            "eyfs.gld 2014/15 66.2",
            "eyfs.gld 2012/13 50",
            "ks2.rwm.l4 2014/15 62.3",
            "ks2.rwm.l4 2012/13 60",
            "ks2.rwm.l4 target 73",
        ]
    );
}

#[test]
fn names_alone_and_years_alone_are_enough() {
    // The name with that of its table; the columns by place, from the cell that it was pasted into.
    let text = "Key stage 2: reading, level 4 or above\t74\t75\n";
    assert_eq!(pasted(START, text).unwrap(), ["ks2.reading.l4 2012/13 74", "ks2.reading.l4 2013/14 75"]);
    let text = "2013/14\t2014/15\n47\t47.6\n9\t9.5\n";
    assert_eq!(
        pasted(START, text).unwrap(),
        [
            "ks2.rwm.l4b 2013/14 47",
            "ks2.rwm.l4b 2014/15 47.6",
            "ks2.rwm.l5 2013/14 9",
            "ks2.rwm.l5 2014/15 9.5"
        ]
    );
}

#[test]
fn without_headings_cells_go_where_they_stand() {
    assert_eq!(
        pasted(START, "1\t2\n3\t4\n").unwrap(),
        ["ks2.rwm.l4b 2012/13 1", "ks2.rwm.l4b 2013/14 2", "ks2.rwm.l5 2012/13 3", "ks2.rwm.l5 2013/14 4"]
    );
}

#[test]
fn what_does_not_fit_is_refused_as_a_whole() {
    for (text, words) in [
        (
            "Measure\t2014/15\nReading, level 4 or above\t74\nLatin\t50\n",
            "“Latin” is not the name of a measure",
        ),
        ("Measure\t2009/10\nReading, level 4 or above\t74\n", "2009/10 is not one of the years"),
        ("1\t2\t3\t4\t5\n", "there is room for"),
    ] {
        let refused = pasted(START, text).unwrap_err();
        assert!(refused.contains(words) && refused.ends_with("Nothing was changed."), "{refused}");
    }
    // A heading and nothing below it fills nothing.
    assert_eq!(pasted(START, "Measure\t2014/15\n").unwrap(), [""; 0]);
    assert_eq!(pasted("no-such-cell", "1\t2\n").unwrap(), [""; 0]);
}

//! The gap page in each of its states: empty, one figure, full, very large, contradictory.
//!
//! `PLANNER_PAGES=folder` writes each page to a file, to be looked at in a browser with the compiled styles.
use crate::pages::{page, press, type_in, values};

/// The gap page of a primary school with these figures.
fn gap_page(name: &str, typed: &[(&str, &str)]) -> String {
    let mut actions = vec![press("new"), type_in("phase", "primary")];
    actions.extend(typed.iter().map(|(field, text)| type_in(field, text)));
    actions.push(press("nav-gap"));
    keep(name, page(actions))
}

fn keep(name: &str, html: String) -> String {
    if let Ok(folder) = std::env::var("PLANNER_PAGES") {
        let head = "<!doctype html><meta charset=utf8><meta name=viewport content=\"width=device-width\">\
                    <link rel=stylesheet href=page.css><body class=govuk-template__body>";
        std::fs::write(format!("{folder}/{name}.html"), format!("{head}{html}")).unwrap();
    }
    html
}

const COMBINED: &str = "figure-ks2-rwm-l4-2014-15";

const FULL: [(&str, &str); 17] = [
    ("cohort-year-6-2014-15", "30"),
    ("figure-ks2-rwm-l4-2012-13", "16/30"),
    ("figure-ks2-rwm-l4-2013-14", "17/28"),
    (COMBINED, "19/30"),
    ("figure-ks2-reading-l4-2012-13", "24/30"),
    ("figure-ks2-reading-l4-2013-14", "22/28"),
    ("figure-ks2-reading-l4-2014-15", "20/30"),
    ("figure-ks2-reading-l4-2014-15-teacher", "26/30"),
    ("figure-ks2-maths-l4-2013-14", "25/28"),
    ("figure-ks2-maths-l4-2014-15", "27/30"),
    ("figure-ks2-maths-l4-2014-15-teacher", "27/30"),
    ("figure-attendance-rate-2014-15", "94.1"),
    ("figure-absence-persistent-2014-15", "30/210"),
    ("figure-ks2-rwm-l4-2013-14-disadvantaged", "4/9"),
    ("figure-ks2-rwm-l4-2013-14-other", "13/19"),
    ("figure-ks2-rwm-l4-2014-15-disadvantaged", "5/12"),
    ("figure-ks2-rwm-l4-2014-15-other", "14/18"),
];

#[test]
fn without_a_figure_it_says_where_one_is_entered() {
    let html = gap_page("empty", &[]);
    assert!(html.contains("No results of 2014/15 are entered yet. Enter one on the figures page"));
    assert!(!html.contains("Over three years") && !html.contains("<svg class=\"chart\""));
}

#[test]
fn with_one_figure_it_shows_its_gap_and_the_way_national_went() {
    let html = gap_page("one", &[("cohort-year-6-2014-15", "30"), (COMBINED, "19/30")]);
    assert_eq!(html.matches("<svg class=\"chart\"").count(), 2);
    for id in ["gap-chart", "trend-chart-ks2-rwm-l4"] {
        assert!(values(&html, "id").contains(&id), "{id}");
    }
    assert!(html.contains("No result of disadvantaged pupils is entered."));
    assert!(!html.contains("Other measures") && !html.contains("Tests beside teacher assessments"));
}

#[test]
fn with_all_figures_it_shows_each_chart_once_with_its_sentence_region_and_table() {
    let html = gap_page("full", &FULL);
    let ids = values(&html, "id");
    let charts = [
        "gap-chart",
        "trend-chart-ks2-rwm-l4",
        "trend-chart-ks2-reading-l4",
        "trend-chart-ks2-maths-l4",
        "groups-ks2-rwm-l4",
    ];
    assert_eq!(html.matches("<svg class=\"chart\"").count(), charts.len());
    for id in charts {
        for part in ["", "-title", "-sentence", "-table"] {
            assert!(ids.contains(&format!("{id}{part}").as_str()), "{id}{part}");
        }
        // A name, a role, and a place in the tab order for a drawing that scrolls.
        let region = format!("role=\"group\" aria-labelledby=\"{id}-sentence\" tabindex=\"0\"");
        assert!(html.contains(&region), "{region}");
        assert!(html.contains(&format!("role=\"img\" aria-labelledby=\"{id}-title\"")));
    }
    // Attendance has one result: no trend of it.
    assert!(ids.contains(&"trend-of-ks2-reading-l4") && !ids.contains(&"trend-of-attendance-rate"));
    // 20/30 less 26/30.
    assert!(html.contains(
        "They are furthest apart in key stage 2 reading, level 4 or above: the test is 20.0 percentage points below the \
         teacher assessment."
    ));
    assert!(html.contains("Declining") && html.contains("No clear trend"));
    assert!(html.contains("Change from 2013/14 to 2014/15, and over three years"));
}

/// Five pupils or fewer, or a size that is not known, are not on paper (`styles/_print.scss` goes by the id).
#[test]
fn a_small_group_is_marked_for_the_printer() {
    let few = "figure-ks2-rwm-l4-2014-15-disadvantaged";
    for (name, text, words) in [
        (
            "small",
            "2/5",
            "In 2014/15 the disadvantaged pupils number 5. One pupil is worth 20.0 percentage points",
        ),
        ("unsized", "45", "How many pupils a group has is not known."),
    ] {
        let html = gap_page(name, &[(COMBINED, "19/30"), (few, text)]);
        assert!(values(&html, "id").contains(&"small-groups-ks2-rwm-l4"), "{name}");
        assert!(html.contains(words) && html.contains("left out on paper"), "{name}");
    }
    let html = gap_page("sized", &[(COMBINED, "19/30"), (few, "5/12")]);
    assert!(values(&html, "id").contains(&"groups-ks2-rwm-l4") && !html.contains("left out on paper"));
    let styles = std::fs::read_to_string("styles/_print.scss").unwrap();
    assert!(styles.contains("[id^=\"small-groups-\"]"));
}

#[test]
fn very_large_and_contradictory_figures_are_shown_as_they_are() {
    let html = gap_page("large", &[("cohort-year-6-2014-15", "5000"), (COMBINED, "4,012/5,000")]);
    assert!(html.contains("80.2% (4,012 of 5,000 pupils) in 2014/15 against 80.0% nationally"), "{html}");
    // 62.3% is no number of 30 pupils.
    let html = gap_page("contradictory", &[("cohort-year-6-2014-15", "30"), (COMBINED, "62.3")]);
    assert!(html.contains("To see the gap in pupils, enter the size of the year group"));
    assert!(html.contains("Cohort not known"));
}

#[test]
fn the_worked_example_says_the_same_of_a_figure_everywhere() {
    let html = keep("example", page(vec![press("example"), press("dismiss"), press("nav-gap")]));
    assert!(html.matches("41 pupils").count() >= 3);
}

//! How long an evaluation takes: `cargo bench --no-default-features`. The budget is in `budgets.toml`.
//!
//! The school is the sample pyramid of Doncaster's plan, with every figure that it prints.

use std::fmt::Write;

use attainment_planner::domain::evaluate::category_only;
use attainment_planner::domain::{Catalogue, Draft, Framework, Plan, Reference, evaluate, validate};
use attainment_planner::format;
use chrono::NaiveDate;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

struct Desk {
    catalogue: Catalogue,
    reference: Reference,
    framework: Framework,
}

impl Desk {
    fn open() -> Self {
        let catalogue = format::catalogue();
        let reference = format::reference(&catalogue);
        let framework = format::shipped_frameworks(&catalogue).remove(0);
        Self { catalogue, reference, framework }
    }

    fn plan(&self, draft: &Draft) -> Plan {
        let today = NaiveDate::from_ymd_opt(2015, 10, 1).unwrap();
        let (plan, issues) = validate(draft, &self.framework, &self.catalogue, today);
        assert_eq!(issues, vec![]);
        plan
    }
}

/// The pyramid as one school; `last_year` is its combined result of 2013/14, and may be empty.
fn pyramid(last_year: &str) -> Draft {
    let mut figures = String::new();
    let mut reader = csv::Reader::from_path("data/source_tables.csv").unwrap();
    for row in reader.records().map(Result::unwrap) {
        if &row[1] == "Sample partnership plan, performance and targets"
            && &row[5] == "pyramid"
            && !row[6].is_empty()
        {
            let _ =
                write!(figures, r#"{{"measure": "{}", "year": "2014/15", "text": "{}"}},"#, &row[3], &row[6]);
        }
    }
    if !last_year.is_empty() {
        let _ = write!(figures, r#"{{"measure": "ks2.rwm.l4", "year": "2013/14", "text": "{last_year}"}},"#);
    }
    let file = format!(
        r#"{{
            "format": "attainment-planner plan", "version": 1, "framework": "doncaster/2015-16",
            "school": {{"phase": "primary", "status": "maintained", "grade": "requires_improvement"}},
            "cohorts": [
                {{"group": "year_2", "year": "2014/15", "pupils": "309"}},
                {{"group": "year_6", "year": "2014/15", "pupils": "231"}}
            ],
            "figures": [{}],
            "answers": [
                {{"question": "capacity", "answer": "needs_external"}},
                {{"question": "behaviour_poor", "answer": "no"}},
                {{"question": "leadership_ineffective", "answer": "no"}}
            ]
        }}"#,
        figures.trim_end_matches(',')
    );
    format::read_plan(&file).unwrap()
}

fn only_the_phase() -> Draft {
    let file = r#"{"format": "attainment-planner plan", "version": 1, "school": {"phase": "primary"}}"#;
    format::read_plan(file).unwrap()
}

/// Everything: category, full trace, what would change it, gaps and paths. The budget is on this one.
#[divan::bench]
fn everything(bencher: Bencher<'_, '_>) {
    run(bencher, &pyramid("68.0"));
}

/// The same before last year's result is known: between 4 and 5.
#[divan::bench]
fn everything_before_last_year_is_known(bencher: Bencher<'_, '_>) {
    run(bencher, &pyramid(""));
}

/// The slowest there is: nothing known but the phase, so that every unknown matters.
#[divan::bench]
fn everything_of_a_school_without_figures(bencher: Bencher<'_, '_>) {
    run(bencher, &only_the_phase());
}

fn run(bencher: Bencher<'_, '_>, draft: &Draft) {
    let desk = Desk::open();
    let plan = desk.plan(draft);
    bencher.bench_local(|| evaluate(black_box(&plan), &desk.framework, &desk.catalogue, &desk.reference));
}

/// The category alone, for a whole country.
#[divan::bench]
fn category(bencher: Bencher<'_, '_>) {
    let desk = Desk::open();
    let plan = desk.plan(&pyramid("68.0"));
    let tests = desk.framework.tests();
    bencher.bench_local(|| {
        category_only(black_box(&plan), &desk.framework, &desk.catalogue, &desk.reference, &tests)
    });
}

/// From what was typed to a valid plan.
#[divan::bench]
fn validation(bencher: Bencher<'_, '_>) {
    let desk = Desk::open();
    let draft = pyramid("68.0");
    bencher.bench_local(|| desk.plan(black_box(&draft)));
}

//! How long the planner takes: one school with everything, and the category alone.

use attainment_planner::domain::{Catalogue, Framework, Plan, Reference, evaluate, validate};
use attainment_planner::format;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

struct Desk {
    plan: Plan,
    framework: Framework,
    catalogue: Catalogue,
    reference: Reference,
}

/// The worked example, with the result that decides its category.
fn desk() -> Desk {
    let catalogue = format::catalogue();
    let reference = format::reference(&catalogue);
    let framework = format::shipped_frameworks(&catalogue).remove(0);
    let mut draft = format::worked_example();
    let year = framework.latest_results.back(1).expect("a year before");
    draft
        .set_figure(attainment_planner::domain::figure::FigureKey::result("ks2.rwm.l4".into(), year), "68.0");
    let today = chrono::NaiveDate::from_ymd_opt(2015, 11, 1).expect("a date");
    let (plan, _) = validate(&draft, &framework, &catalogue, today);
    Desk { plan, framework, catalogue, reference }
}

/// Budget: 20 µs (`budgets.toml`).
#[divan::bench]
fn one_school_with_what_would_change_it(bencher: Bencher<'_, '_>) {
    let desk = desk();
    bencher
        .bench_local(|| evaluate(black_box(&desk.plan), &desk.framework, &desk.catalogue, &desk.reference));
}

#[divan::bench]
fn category_alone(bencher: Bencher<'_, '_>) {
    let desk = desk();
    let tests = desk.framework.tests();
    bencher.bench_local(|| {
        attainment_planner::domain::evaluate::category_only(
            black_box(&desk.plan),
            &desk.framework,
            &desk.catalogue,
            &desk.reference,
            &tests,
        )
    });
}

//! How long the planner takes: `cargo bench --no-default-features`. The budget is in `budgets.toml`.

use attainment_planner::domain::cohort::CohortGroup;
use attainment_planner::domain::draft::{Part, ScenarioDraft, TargetText};
use attainment_planner::domain::figure::{Figure, FigureKey, Typed};
use attainment_planner::domain::measure::Unit;
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::school::Phase;
use attainment_planner::domain::{
    Catalogue, Draft, Framework, Plan, Prepared, Reference, evaluate, evaluate_keeping, planned, validate,
};
use attainment_planner::format;
use chrono::NaiveDate;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

struct Desk {
    plan: Plan,
    draft: Draft,
    today: NaiveDate,
    framework: Framework,
    catalogue: Catalogue,
    reference: Reference,
}

impl Desk {
    fn with(draft: Draft) -> Self {
        let catalogue = format::catalogue();
        let reference = format::reference(&catalogue);
        let framework = format::shipped_frameworks().remove(0);
        let today = NaiveDate::from_ymd_opt(2015, 11, 1).expect("a date");
        let (plan, _) = validate(&draft, &framework, &catalogue, today);
        Self { plan, draft, today, framework, catalogue, reference }
    }

    fn prepared(&self) -> Prepared<'_> {
        let phase = self.plan.school.phase.expect("a phase");
        Prepared::new(&self.framework, phase, &self.catalogue, &self.reference).expect("it covers the phase")
    }

    /// As the page does it on every key: the scheme stays ready from one plan to the next.
    fn evaluate(&self, bencher: Bencher<'_, '_>) {
        let mut ready = None;
        bencher.bench_local(|| {
            let plan = black_box(&self.plan);
            evaluate_keeping(&mut ready, plan, &self.framework, &self.catalogue, &self.reference)
        });
    }
}

/// The worked example, with the result that decides its category.
fn settled() -> Desk {
    let desk = Desk::with(format::worked_example());
    let year = desk.framework.latest_results.back(1).expect("a year before");
    let mut draft = desk.draft;
    draft.set_figure(FigureKey::result("ks2.rwm.l4".into(), year), "68.0");
    Desk::with(draft)
}

/// Budget: 20 µs (`budgets.toml`).
#[divan::bench]
fn one_school_with_what_would_change_it(bencher: Bencher<'_, '_>) {
    settled().evaluate(bencher);
}

/// The same with the scheme made ready each time.
#[divan::bench]
fn one_school_and_its_scheme(bencher: Bencher<'_, '_>) {
    let desk = settled();
    bencher
        .bench_local(|| evaluate(black_box(&desk.plan), &desk.framework, &desk.catalogue, &desk.reference));
}

/// Ten measures, five years and three plans of targets, each with its own shape and way: every path with milestones, to the
/// target and to national. Budget: 200 µs.
#[divan::bench]
fn ten_measures_in_three_plans(bencher: Bencher<'_, '_>) {
    let catalogue = format::catalogue();
    let reference = format::reference(&catalogue);
    let frameworks = format::shipped_frameworks();
    let england =
        frameworks.iter().find(|framework| framework.council.starts_with("England")).expect("it ships");
    let mut draft = Draft { phase: Some(Phase::Primary), ..Draft::default() };
    let from = england.latest_results;
    let by = from.on(5).expect("a year").to_string();
    let measures = catalogue.iter().filter(|measure| {
        measure.unit == Unit::Percent
            && measure.id.as_str().starts_with("ks2.")
            && measure.last_year.is_none()
    });
    let measures: Vec<_> = measures.take(10).collect();
    assert_eq!(measures.len(), 10);
    for year in 0..=5 {
        let size = (58 + year).to_string();
        draft.set_cohort(CohortGroup::Year6, from.on(year).expect("a year"), &size);
    }
    let ways = [
        [(Part::Value, "80"), (Part::Shape, "early")],
        [(Part::Way, "national"), (Part::Shape, "later")],
        [(Part::Value, "44 of 58"), (Part::Shape, "steady")],
    ];
    for (place, parts) in ways.into_iter().enumerate() {
        let mut scenario = ScenarioDraft { carries_on: place == 1, ..ScenarioDraft::default() };
        for measure in &measures {
            draft.set_figure(FigureKey::result(measure.id.clone(), from), "35 of 58");
            let target = TargetText::default().with(Part::Year, &by);
            let target = parts.iter().fold(target, |target, (part, text)| target.with(*part, text));
            scenario.targets.insert(measure.id.clone().into(), target);
        }
        draft.scenarios.push(scenario);
    }
    let today = NaiveDate::from_ymd_opt(2025, 11, 1).expect("a date");
    let (plan, issues) = validate(&draft, england, &catalogue, today);
    assert!(issues.is_empty(), "{issues:?}");
    let paths = planned(&plan, england, &catalogue, &reference);
    assert_eq!(paths.iter().map(|paths| paths.trajectories.len()).collect::<Vec<_>>(), [10; 3]);
    assert!(paths.iter().flat_map(|paths| &paths.trajectories).all(|path| path.to_target.is_some()));
    bencher.bench_local(|| planned(black_box(&plan), england, &catalogue, &reference));
}

#[divan::bench]
fn preparing_a_scheme(bencher: Bencher<'_, '_>) {
    let desk = settled();
    bencher.bench_local(|| black_box(&desk).prepared().framework_id().clone());
}

/// The category with the trace of every rule.
#[divan::bench]
fn traced(bencher: Bencher<'_, '_>) {
    let desk = settled();
    let prepared = desk.prepared();
    bencher.bench_local(|| prepared.traced(black_box(&desk.plan)));
}

/// Every framework that ships, and one plan for all of them: a primary school with results of all their years, and an
/// answer to every question.
struct All {
    catalogue: Catalogue,
    reference: Reference,
    frameworks: Vec<Framework>,
    plan: Plan,
}

impl All {
    fn new() -> Self {
        let catalogue = format::catalogue();
        let reference = format::reference(&catalogue);
        let frameworks = format::shipped_frameworks();
        let mut plan = settled().plan;
        let phase = plan.school.phase.expect("a phase");
        for framework in &frameworks {
            for question in &framework.questions {
                // Several ask a question of the same name; the plan holds one answer to it, as a saved plan does.
                if let Some(option) = question.options.first() {
                    plan.answers.entry(question.id.clone()).or_insert(option.id.clone());
                }
                if let Some(range) = &question.number {
                    plan.numbers.insert(question.id.clone(), range.highest);
                }
            }
            let measures = framework.measures(phase).expect("each covers primary schools");
            for measure in measures.all.iter().filter_map(|id| catalogue.get(id)) {
                let groups: &[Group] = if measures.groups.contains(&measure.id) {
                    &[Group::All, Group::Disadvantaged, Group::Other]
                } else {
                    &[Group::All]
                };
                for year in framework.result_years().into_iter().filter(|year| measure.exists_in(*year)) {
                    for group in groups {
                        let key = FigureKey { group: *group, ..FigureKey::result(measure.id.clone(), year) };
                        let hundredths = if measure.unit == Unit::Count { 100 } else { 7_000 };
                        if plan.figures.get(&key).is_none() {
                            let typed = Typed::Decimal { hundredths, decimals: 0 };
                            plan.figures.put(&key, Figure::new(typed, None));
                        }
                    }
                }
            }
        }
        Self { catalogue, reference, frameworks, plan }
    }

    fn prepared(&self) -> Vec<Prepared<'_>> {
        let phase = self.plan.school.phase.expect("a phase");
        let of = |framework| {
            Prepared::new(framework, phase, &self.catalogue, &self.reference).expect("it covers the phase")
        };
        self.frameworks.iter().map(of).collect()
    }
}

/// Budget: 100 µs (`budgets.toml`). The category by each of the six frameworks with every rule's trace, without what
/// would change it.
#[divan::bench]
fn six_frameworks_traced(bencher: Bencher<'_, '_>) {
    let all = All::new();
    let prepared = all.prepared();
    bencher.bench_local(|| {
        prepared.iter().map(|prepared| prepared.traced(black_box(&all.plan))).collect::<Vec<_>>()
    });
}

/// The same, with the schemes prepared anew.
#[divan::bench]
fn six_frameworks_prepared_and_traced(bencher: Bencher<'_, '_>) {
    let all = All::new();
    bencher.bench_local(|| {
        let prepared = black_box(&all).prepared();
        prepared.iter().map(|prepared| prepared.traced(&all.plan)).collect::<Vec<_>>()
    });
}

/// The worked example as it is: between two categories, as a result is missing.
#[divan::bench]
fn one_school_between_two_categories(bencher: Bencher<'_, '_>) {
    Desk::with(format::worked_example()).evaluate(bencher);
}

/// Nothing known but the phase, so that every unknown matters. It is what a new plan is.
#[divan::bench]
fn one_school_of_which_nothing_is_known(bencher: Bencher<'_, '_>) {
    Desk::with(Draft { phase: Some(Phase::Primary), ..Draft::default() }).evaluate(bencher);
}

/// The same under the scheme that has most to go through.
#[divan::bench]
fn nothing_known_in_suffolk(bencher: Bencher<'_, '_>) {
    let mut desk = Desk::with(Draft { phase: Some(Phase::Infant), ..Draft::default() });
    let suffolk = format::shipped_frameworks().into_iter().find(|framework| framework.council == "Suffolk");
    desk.framework = suffolk.expect("it ships");
    desk.evaluate(bencher);
}

#[divan::bench]
fn category_alone(bencher: Bencher<'_, '_>) {
    let desk = settled();
    let prepared = desk.prepared();
    bencher.bench_local(|| prepared.category(black_box(&desk.plan)));
}

/// From what was typed to a valid plan.
#[divan::bench]
fn validation(bencher: Bencher<'_, '_>) {
    let desk = settled();
    bencher.bench_local(|| validate(black_box(&desk.draft), &desk.framework, &desk.catalogue, desk.today));
}

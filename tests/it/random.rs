//! Random schools for any framework, made from the framework itself: its phases, grades and questions, and every figure
//! that some condition of it reads in that phase. Anything may be unknown.

use std::fmt;

use attainment_planner::domain::category::{Input, Outcome};
use attainment_planner::domain::cohort::Cohort;
use attainment_planner::domain::draft::Draft;
use attainment_planner::domain::figure::{Assessment, Figure, FigureKey, Typed};
use attainment_planner::domain::ids::CategoryId;
use attainment_planner::domain::measure::{Measure, Unit};
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::school::{Grade, Phase, Status};
use attainment_planner::domain::{Framework, Plan, Prepared, Reference, validate};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::Config as ProptestConfig;

use crate::cases::input as words;
use crate::school::{SHIPPED, School, today};
use crate::seventh::MADE_UP;
use crate::slow::{Desk, Read, reads_of, rule_reads};

/// How many random cases a property is tried on: so many, or as many as `PROPTEST_CASES` says.
pub(crate) fn proptest_config(cases: u32) -> ProptestConfig {
    // A failure is shrunk and printed; it becomes a case by hand, not a file of seeds.
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases, ..config } }
}

/// The frameworks that ship, and those that are made up.
pub(crate) fn every_framework() -> impl Iterator<Item = &'static Framework> {
    SHIPPED.frameworks.iter().chain(MADE_UP.iter())
}

/// A school for one framework.
#[derive(Clone)]
pub(crate) struct RandomSchool {
    pub(crate) framework: &'static Framework,
    pub(crate) phase: Phase,
    pub(crate) school: School,
}

impl fmt::Debug for RandomSchool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.framework.id, self.school.0)
    }
}

impl RandomSchool {
    pub(crate) fn draft(&self) -> Draft {
        self.school.draft_for(self.framework)
    }

    /// The plan of the school. A percentage that no count of its cohort makes is an issue, and stays a figure.
    pub(crate) fn plan(&self) -> Plan {
        self.valid(&self.draft())
    }

    pub(crate) fn valid(&self, draft: &Draft) -> Plan {
        validate(draft, self.framework, &SHIPPED.catalogue, today()).0
    }

    pub(crate) fn prepared(&self) -> Prepared<'static> {
        self.prepared_with(&SHIPPED.reference)
    }

    /// The same with other national figures.
    pub(crate) fn prepared_with<'a>(&self, reference: &'a Reference) -> Prepared<'a> {
        Prepared::new(self.framework, self.phase, &SHIPPED.catalogue, reference).unwrap()
    }

    pub(crate) fn desk<'a>(&self, plan: &'a Plan) -> Desk<'a> {
        Desk { plan, framework: self.framework, catalogue: &SHIPPED.catalogue, reference: &SHIPPED.reference }
    }

    /// What the rules read of it; national figures, of which the school can say nothing, left out.
    pub(crate) fn rule_reads(&self) -> Vec<Read> {
        let plan = Plan { school: self.plan().school, ..Plan::default() };
        let mut reads = rule_reads(self.desk(&plan));
        reads.retain(|read| !matches!(read.input, Input::National(..)));
        reads
    }
}

/// What of a random school may be unknown: so many things at most, taken from those for which this is so.
#[derive(Clone, Copy)]
pub(crate) struct Unknown {
    pub(crate) most: usize,
    pub(crate) may_be: fn(&[Read], &str) -> bool,
}

impl Unknown {
    /// Up to `most` things, whatever they are.
    pub(crate) fn any(most: usize) -> Self {
        Self { most, may_be: |_, _| true }
    }
}

/// A school of any framework.
pub(crate) fn random_school(unknown: Unknown) -> impl Strategy<Value = RandomSchool> {
    // Frameworks alike, however many phases they cover.
    let all: Vec<Vec<(&Framework, Phase)>> = every_framework()
        .map(|framework| framework.phases().into_iter().map(|phase| (framework, phase)).collect())
        .collect();
    select(all)
        .prop_flat_map(select)
        .prop_flat_map(move |(framework, phase)| school_of(framework, phase, unknown))
}

/// A school of one phase of a framework.
pub(crate) fn school_of(
    framework: &'static Framework,
    phase: Phase,
    unknown: Unknown,
) -> impl Strategy<Value = RandomSchool> {
    let mut plan = Plan::default();
    plan.school.phase = Some(phase);
    let desk = Desk { plan: &plan, framework, catalogue: &SHIPPED.catalogue, reference: &SHIPPED.reference };
    let (reads, in_rules) = (reads_of(desk, framework.conditions()), rule_reads(desk));
    let mut entries = Vec::new();
    for read in &reads {
        let key = words(&read.input);
        let value = match &read.input {
            Input::Grade => select(grades(framework)).prop_map(|grade| grade_word(grade).to_owned()).boxed(),
            Input::Status => select(Status::ALL.map(status_word).to_vec()).prop_map(str::to_owned).boxed(),
            Input::Answer(question) => {
                let asked = framework.question(question).unwrap();
                let options: Vec<String> = asked.options.iter().map(|option| option.id.to_string()).collect();
                match &asked.number {
                    None => select(options).boxed(),
                    Some(range) => {
                        let (from, to) = (range.lowest.exact().floor(), range.highest.exact().floor());
                        // Small numbers, where thresholds are, more often than large ones.
                        prop_oneof![from..=to, from..=to.min(from + 12)].prop_map(|n| n.to_string()).boxed()
                    }
                }
            }
            Input::Result(measure, ..) | Input::Teacher(measure, _) => {
                figure(SHIPPED.catalogue.get(measure).unwrap()).boxed()
            }
            Input::National(..) => continue,
        };
        if entries.iter().all(|(known, _): &(String, _)| *known != key) {
            entries.push((key, value));
        }
    }
    let may_be_unknown: Vec<usize> =
        (0..entries.len()).filter(|place| (unknown.may_be)(&in_rules, &entries[*place].0)).collect();
    let most = unknown.most.min(may_be_unknown.len());
    let (keys, values): (Vec<String>, Vec<BoxedStrategy<String>>) = entries.into_iter().unzip();
    let cohort = proptest::option::weighted(0.3, select(vec![5, 20, 25, 30, 60]));
    (values, subsequence(may_be_unknown, 0..=most), cohort).prop_map(move |(values, unknown, cohort)| {
        let mut school = School::of(&[("phase", phase_word(phase))]);
        for (place, (key, value)) in keys.iter().zip(&values).enumerate() {
            if !unknown.contains(&place) {
                school = school.with(&[(key, value)]);
            }
        }
        let latest = framework.latest_results;
        for group in cohort.iter().flat_map(|_| ["reception", "year_2", "year_6", "year_11"]) {
            school = school.with(&[(&format!("{group} {latest}"), &cohort.unwrap().to_string())]);
        }
        RandomSchool { framework, phase, school }
    })
}

/// A figure as typed: counts of cohorts of various sizes, and decimals.
fn figure(measure: &Measure) -> impl Strategy<Value = String> + use<> {
    let (from, to) = (measure.lowest.exact().floor(), measure.highest.exact().floor());
    match measure.unit {
        Unit::Percent => prop_oneof![
            3 => (select(vec![5_u32, 10, 20, 30, 41]), 0..=100_u32)
                .prop_map(|(of, share)| format!("{}/{of}", (share * of + 50) / 100)),
            // Where floors and national figures are.
            1 => (550..=980_u32).prop_map(tenths),
        ]
        .boxed(),
        // Exclusions are few.
        Unit::Count => (from..=from + 4).prop_map(|count| count.to_string()).boxed(),
        Unit::Points | Unit::Score => {
            let (from, to) = ((from * 10).max(0) as u32, (to * 10).max(0) as u32);
            (from..=to).prop_map(tenths).boxed()
        }
    }
}

fn tenths(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The grades that a school may have.
pub(crate) fn grades(framework: &Framework) -> Vec<Grade> {
    let mut grades = framework.grades.clone();
    grades.push(Grade::NeverInspected);
    grades
}

fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Outstanding => "outstanding",
        Grade::Good => "good",
        Grade::RequiresImprovement => "requires_improvement",
        Grade::Satisfactory => "satisfactory",
        Grade::SeriousWeaknesses => "serious_weaknesses",
        Grade::SpecialMeasures => "special_measures",
        Grade::NeverInspected => "never_inspected",
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Maintained => "maintained",
        Status::SponsoredAcademy => "sponsored_academy",
        Status::ConverterAcademy => "converter_academy",
    }
}

fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::EarlyYears => "early_years",
        Phase::Infant => "infant",
        Phase::First => "first",
        Phase::Junior => "junior",
        Phase::Primary => "primary",
        Phase::Middle => "middle",
        Phase::Secondary => "secondary",
        Phase::Special => "special",
        Phase::Pru => "pru",
        Phase::Post16 => "post16",
    }
}

/// The place of a figure in a plan.
pub(crate) fn key_of(input: &Input) -> Option<FigureKey> {
    match input {
        Input::Result(measure, group, year) => {
            Some(FigureKey { group: *group, ..FigureKey::result(measure.clone(), *year) })
        }
        Input::Teacher(measure, year) => Some(FigureKey {
            assessment: Assessment::Teacher,
            group: Group::All,
            ..FigureKey::result(measure.clone(), *year)
        }),
        _ => None,
    }
}

/// `count` of `of` pupils.
pub(crate) fn share(count: u32, of: u32) -> Figure {
    Figure::new(Typed::Share { count, of: Cohort::new(of).unwrap() }, None)
}

/// A typed decimal, of a cohort that may be known.
pub(crate) fn decimal(tenths: i32, cohort: Option<Cohort>) -> Figure {
    Figure::new(Typed::Decimal { hundredths: tenths * 10, decimals: 1 }, cohort)
}

/// Every plan that a school's answer to `input` may make of `plan`, with the answer in words.
pub(crate) fn answered(plan: &Plan, framework: &Framework, input: &Input) -> Vec<(String, Plan)> {
    let mut plans = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        plans.push((what, plan));
    };
    match input {
        Input::Grade => grades(framework)
            .into_iter()
            .for_each(|grade| add(format!("{grade:?}"), &|plan| plan.school.grade = Some(grade))),
        Input::Status => Status::ALL
            .into_iter()
            .for_each(|status| add(format!("{status:?}"), &|plan| plan.school.status = Some(status))),
        Input::Answer(question) => {
            let asked = framework.question(question).unwrap();
            for option in &asked.options {
                add(option.id.to_string(), &|plan| {
                    plan.answers.insert(question.clone(), option.id.clone());
                });
            }
            if let Some(range) = &asked.number {
                for number in range.lowest.exact().floor()..=range.highest.exact().floor() {
                    add(number.to_string(), &|plan| {
                        plan.numbers.insert(question.clone(), Level::whole(number));
                    });
                }
            }
        }
        Input::Result(measure, group, year) => {
            let measure = SHIPPED.catalogue.get(measure).unwrap();
            let cohort = plan.cohort(measure, *year).filter(|_| *group == Group::All);
            for figure in typed(measure, cohort) {
                let key = key_of(input).unwrap();
                add(format!("{:?}", figure.typed()), &|plan| {
                    plan.figures.put(&key, figure);
                });
            }
        }
        Input::Teacher(measure, _) => {
            for figure in typed(SHIPPED.catalogue.get(measure).unwrap(), None) {
                let key = key_of(input).unwrap();
                add(format!("{:?}", figure.typed()), &|plan| {
                    plan.figures.put(&key, figure);
                });
            }
        }
        Input::National(..) => {}
    }
    plans
}

/// Figures over the whole range of a measure.
fn typed(measure: &Measure, cohort: Option<Cohort>) -> Vec<Figure> {
    let (from, to) = (measure.lowest.exact().floor(), measure.highest.exact().floor());
    match (measure.unit, cohort) {
        (Unit::Count, _) => (0..=6).map(|count| decimal(count * 10, None)).collect(),
        (Unit::Percent, Some(cohort)) => {
            let of = cohort.pupils();
            (0..=of).map(|count| share(count, of)).collect()
        }
        _ => {
            let step = ((to - from) * 10 / 40).max(1);
            let decimals = (0..=40).map(|at| decimal((from * 10 + at * step) as i32, None));
            let shares = (0..=12).filter(|_| measure.unit == Unit::Percent).map(|count| share(count, 12));
            decimals.chain(shares).collect()
        }
    }
}

/// How serious an outcome may be, from the least to the most, by the framework's order of categories; `None` where it is
/// possible that no description fits, which is not on that scale.
pub(crate) fn seriousness(framework: &Framework, outcome: &Outcome) -> Option<(usize, usize)> {
    let place =
        |id: &CategoryId| framework.categories.iter().position(|category| category.id == *id).unwrap();
    match outcome {
        Outcome::Decided { category, .. } => Some((place(category), place(category))),
        Outcome::Between { categories, or_none: false, .. } => {
            Some((categories.iter().map(place).min()?, categories.iter().map(place).max()?))
        }
        _ => None,
    }
}

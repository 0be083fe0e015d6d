//! The category engine beside the slow one of [`slow`](crate::slow): the reachable categories are exactly those that
//! some world reaches, and `settled_by` is the smallest set that settles it.

use std::fmt;

use attainment_planner::domain::category::{Input, NotApplicable, Outcome};
use attainment_planner::domain::cohort::{Cohort, CohortGroup};
use attainment_planner::domain::figure::{Assessment, Figure, FigureKey, Typed};
use attainment_planner::domain::framework::{
    AnswerOption, Basis, Category, Clause, Condition, Fact, FigureTest, InYears, Indicator, MeasureSet,
    NumberRange, Over, PhaseMeasures, Quantity, Question, Relation, Rule, Score, ScoreItem, Test, Threshold,
    ThresholdValue, Trend, WhenMissing,
};
use attainment_planner::domain::ids::MeasureId;
use attainment_planner::domain::measure::{Better, Measure, Unit};
use attainment_planner::domain::nearest::Then;
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::reference::{Group, National};
use attainment_planner::domain::school::{Grade, Phase, Status};
use attainment_planner::domain::{AcademicYear, Catalogue, Framework, Plan, Prepared, Reference, evaluate};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::cases;
use crate::random::{Unknown, answered, decimal, key_of, proptest_config, random_school, share};
use crate::school::{SHIPPED, School, judged, year};
use crate::slow::{
    Desk, Read, Worlds, is_unknown, known_level, measures, needs, one_pupil, previous_two, rule_reads, years,
};

/// The figures of a small world lie on a lattice, and those of an unknown one on a finer one, so that between any two
/// levels at which tests change there are as many values as unknowns of one measure, each different.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// Every threshold and known figure is a multiple of this.
    lattice: i32,
    /// Unknown figures take every multiple of this.
    step: i32,
    /// The highest figure.
    highest: i32,
    /// The size of the cohort; one pupil is worth a step of the lattice.
    cohort: Option<u32>,
    most_unknown_figures: usize,
}

/// Results, gaps, changes and trends: differences of two figures meet on the lattice itself, and a quarter of it tells
/// three unknown figures apart.
const DIFFERENCES: Scale =
    Scale { lattice: 4, step: 1, highest: 16, cohort: Some(25), most_unknown_figures: 3 };

/// Means and relative changes too: sums and differences of two unknown figures meet at half the lattice.
const SUMS: Scale = Scale { lattice: 12, step: 2, highest: 48, cohort: None, most_unknown_figures: 2 };

// From the first year that a measure has: no figure that a test can reach is left out.
const YEARS: [&str; 5] = ["2010/11", "2011/12", "2012/13", "2013/14", "2014/15"];
const MEASURES: [&str; 3] = ["m.first", "m.second", "m.progress"];

#[derive(Clone)]
struct SmallWorld {
    framework: Framework,
    catalogue: Catalogue,
    reference: Reference,
    plan: Plan,
}

/// What matters of it: the rules, and what is known.
impl fmt::Debug for SmallWorld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { framework, catalogue, reference, plan } = self;
        let desk = Desk { plan, framework, catalogue, reference };
        writeln!(f, "fact: {:?}", framework.indicators[0].when)?;
        framework.rules.iter().try_for_each(|rule| writeln!(f, "{}: {:?}", rule.category, rule.when))?;
        writeln!(f, "{:?} {:?} {:?}", plan.school.grade, plan.school.status, plan.answers)?;
        let known = inputs().into_iter().filter_map(|input| Some((known_level(desk, &input)?, input)));
        known.into_iter().try_for_each(|(level, input)| {
            write!(f, "{}: {}; ", cases::input(&input), level.exact().rounded(1))
        })
    }
}

impl SmallWorld {
    fn check(&self, scale: Scale) -> Result<(), TestCaseError> {
        let Self { framework, catalogue, reference, plan } = self;
        let desk = Desk { plan, framework, catalogue, reference };
        let worlds = Worlds::of(desk, |_| {
            let steps = 0..=scale.highest / scale.step;
            steps.map(|step| Level::hundredths(step * scale.step * 100)).collect()
        });
        let outcome = evaluate(plan, framework, catalogue, reference).outcome;
        let prepared = Prepared::new(framework, Phase::Primary, catalogue, reference).unwrap();
        prop_assert_eq!(&prepared.outcome(plan), &outcome);
        let alone = match &outcome {
            Outcome::Decided { category, .. } => Ok(Then::Category(category.clone())),
            Outcome::Between { .. } => Ok(Then::Open),
            Outcome::NoDescription { .. } => Ok(Then::NoDescription),
            Outcome::NotApplicable(why) => Err(*why),
        };
        prop_assert_eq!(prepared.category(plan), alone);
        worlds.check(framework, &outcome).map_err(TestCaseError::fail)
    }
}

fn clause() -> Clause {
    Clause { document: "d".into(), place: String::new(), basis: Basis::Assumed, note: String::new() }
}

fn test(fact: Fact) -> Condition {
    Condition::Test(Test { fact, clause: None, index: 0 })
}

/// The thresholds by which figures are judged: multiples of the lattice on both sides of nothing.
const THRESHOLDS: [&str; 6] = ["t-2", "t-1", "t0", "t1", "t2", "t3"];

fn thresholds(scale: Scale) -> Vec<Threshold> {
    let figures = THRESHOLDS.iter().map(|name| (*name, name[1..].parse::<i32>().unwrap() * scale.lattice));
    figures
        .chain([("c1", 1), ("c2", 2), ("c3", 3)])
        .map(|(name, value)| Threshold {
            id: name.into(),
            label: String::new(),
            unit: String::new(),
            values: vec![ThresholdValue {
                measure: None,
                year: None,
                value: Level::hundredths(value * 100),
                changed_from: None,
                clause: clause(),
            }],
        })
        .collect()
}

fn question(id: &str, options: &[&str]) -> Question {
    Question {
        id: id.into(),
        label: String::new(),
        text: String::new(),
        help: String::new(),
        options: options
            .iter()
            .map(|option| AnswerOption { id: (*option).into(), label: String::new() })
            .collect(),
        number: None,
        is_ladder: true,
        checklist: vec![],
        proposals: vec![],
        clause: clause(),
    }
}

fn measure(id: &str, scale: Scale, first: &str, better: Better) -> Measure {
    Measure {
        id: id.into(),
        label: String::new(),
        phases: vec![Phase::Primary],
        key_stage: "KS2".into(),
        unit: Unit::Percent,
        better,
        first_year: year(first),
        last_year: None,
        decimals: 1,
        lowest: Level::hundredths(0),
        highest: Level::hundredths(scale.highest * 100),
        denominator: "pupils at the end of key stage 2".into(),
        note: String::new(),
    }
}

fn over() -> impl Strategy<Value = Over> {
    select(vec![Over::Any, Over::Every, Over::AtLeast("c2".into())])
}

fn figure_test(scale: Scale) -> impl Strategy<Value = Condition> {
    let differences = vec![
        Quantity::Result,
        Quantity::Gap,
        Quantity::Change(1),
        Quantity::Change(2),
        Quantity::TestLessTeacher,
        Quantity::InSchoolGap,
    ];
    let sums = vec![
        Quantity::Result,
        Quantity::Gap,
        Quantity::Change(1),
        Quantity::Mean(2),
        Quantity::Mean(3),
        Quantity::RelativeChange(1),
        Quantity::InSchoolGapChange(1),
    ];
    let quantities = if scale.cohort.is_some() { differences } else { sums };
    let sets = vec![
        MeasureSet::Headline,
        MeasureSet::Named(vec![MEASURES[0].into()]),
        MeasureSet::Named(vec![MEASURES[1].into()]),
    ];
    let relations = vec![Relation::Below, Relation::AtMost, Relation::AtLeast, Relation::Above];
    let group = prop_oneof![3 => Just(Group::All), 1 => Just(Group::Disadvantaged)];
    let in_years = proptest::option::weighted(
        0.2,
        (2..=3_u16, over()).prop_map(|(of, hold)| InYears { of, hold, known: None }),
    );
    let of = (select(sets), group, select(quantities), in_years);
    (of, over(), 0..=1_u16, select(relations), select(THRESHOLDS.to_vec())).prop_map(
        |((measures, group, quantity, in_years), over, years_back, relation, threshold)| {
            test(Fact::Figure(FigureTest {
                measures,
                over,
                group,
                quantity,
                years_back,
                in_years,
                relation,
                threshold: threshold.into(),
                when_missing: WhenMissing::Unknown,
            }))
        },
    )
}

fn leaf(scale: Scale) -> impl Strategy<Value = Condition> {
    let progress = select(vec![Quantity::Result, Quantity::Gap]).prop_map(|quantity| {
        test(Fact::Figure(FigureTest {
            measures: MeasureSet::Progress,
            over: Over::Any,
            group: Group::All,
            quantity,
            years_back: 0,
            in_years: None,
            relation: Relation::AtLeast,
            threshold: "t1".into(),
            when_missing: WhenMissing::False,
        }))
    });
    let grades = vec![Grade::Good, Grade::RequiresImprovement];
    let rungs = vec!["low", "middle", "high"];
    prop_oneof![
        4 => figure_test(scale),
        2 => (over(), select(vec![Trend::Declining, Trend::Improving])).prop_map(|(over, trend)| {
            test(Fact::Trend { measures: MeasureSet::Headline, over, trend })
        }),
        1 => progress,
        1 => subsequence(grades, 1..=2).prop_map(|grades| test(Fact::Inspection(grades))),
        1 => subsequence(rungs.clone(), 1..=2).prop_map(|answers| {
            test(Fact::Answer { question: "ladder".into(), is: answers.into_iter().map(Into::into).collect() })
        }),
        1 => select(rungs).prop_map(|rung| {
            test(Fact::AnswerAtLeast { question: "ladder".into(), rung: rung.into() })
        }),
        1 => (select(vec![Relation::Below, Relation::Above]), select(vec!["c1", "c2"])).prop_map(|(relation, threshold)| {
            test(Fact::Number { question: "number".into(), relation, threshold: threshold.into() })
        }),
        1 => Just(test(Fact::Answer { question: "switch".into(), is: vec!["on".into()] })),
        1 => select(Status::ALL.to_vec()).prop_map(|status| test(Fact::Status(vec![status]))),
        1 => select(vec![Phase::Primary, Phase::Infant]).prop_map(|phase| test(Fact::Phase(vec![phase]))),
    ]
}

fn condition(scale: Scale, with_indicator: bool) -> impl Strategy<Value = Condition> {
    let indicator = Just(Condition::Indicator("fact".into())).boxed();
    let relations = vec![Relation::Below, Relation::AtMost, Relation::AtLeast, Relation::Above];
    let score = (select(relations), select(vec!["c1", "c2", "c3"])).prop_map(|(relation, threshold)| {
        Condition::Score { of: "points".into(), relation, threshold: threshold.into() }
    });
    let base = if with_indicator {
        prop_oneof![6 => leaf(scale), 1 => indicator, 1 => score].boxed()
    } else {
        leaf(scale).boxed()
    };
    base.prop_recursive(3, 8, 3, |part| {
        let parts = prop::collection::vec(part, 1..=3);
        prop_oneof![
            parts.clone().prop_map(Condition::All),
            parts.clone().prop_map(Condition::Any),
            parts.clone().prop_map(Condition::None),
            (select(vec!["c1", "c2"]), parts)
                .prop_map(|(count, of)| Condition::AtLeast { count: count.into(), of }),
        ]
    })
}

/// Rules in reading order; two of them give the same category.
fn framework(scale: Scale) -> impl Strategy<Value = Framework> {
    let rules = prop::collection::vec(condition(scale, true), 2..=4);
    let items = prop::collection::vec((leaf(scale), select(vec!["c1", "c2"])), 1..=3);
    (condition(scale, false), items, rules)
        .prop_map(move |(fact, items, rules)| framework_of(scale, fact, items, rules))
}

/// The framework with the indicator `fact`, the score of these items and these rules, which give the categories a, b, c,
/// a, …
fn framework_of(
    scale: Scale,
    fact: Condition,
    items: Vec<(Condition, &str)>,
    rules: Vec<Condition>,
) -> Framework {
    let phase = PhaseMeasures {
        phase: Phase::Primary,
        headline: vec![MEASURES[0].into(), MEASURES[1].into()],
        progress: vec![MEASURES[2].into()],
        teacher: vec![MEASURES[0].into()],
        groups: vec![],
        all: MEASURES.map(MeasureId::from).to_vec(),
    };
    let categories = ["a", "b", "c"].map(|id| Category {
        id: id.into(),
        name: String::new(),
        meaning: String::new(),
        follows: vec![],
        clause: clause(),
    });
    let rules = rules.into_iter().enumerate().map(|(place, when)| Rule {
        id: place.to_string().as_str().into(),
        label: String::new(),
        category: ["a", "b", "c"][place % 3].into(),
        when,
        clause: clause(),
    });
    let items = items.into_iter().map(|(when, points)| ScoreItem {
        label: String::new(),
        when,
        points: points.into(),
        clause: clause(),
    });
    let range = NumberRange { lowest: Level::whole(0), highest: Level::whole(4), unit: "days".to_owned() };
    let number = Question { number: Some(range), ..question("number", &[]) };
    let mut framework = Framework {
        id: "small".into(),
        council: String::new(),
        title: String::new(),
        year: year("2015/16"),
        latest_results: year("2014/15"),
        note: String::new(),
        contact: String::new(),
        documents: vec![],
        grades: vec![Grade::Good, Grade::RequiresImprovement],
        by_phase: vec![phase],
        thresholds: thresholds(scale),
        questions: vec![
            question("ladder", &["low", "middle", "high"]),
            question("switch", &["off", "on"]),
            number,
        ],
        scores: vec![Score { id: "points".into(), label: String::new(), items: items.collect() }],
        indicators: vec![Indicator { id: "fact".into(), label: String::new(), when: fact }],
        categories: categories.to_vec(),
        rules: rules.collect(),
        order: clause(),
        overlays: vec![],
        action_plan: None,
        support: vec![],
        targets: vec![],
        calendars: vec![],
    };
    framework.number_tests();
    framework
}

/// Every figure that a small world may hold.
fn inputs() -> Vec<Input> {
    let of = |make: fn(MeasureId, AcademicYear) -> Input| {
        MEASURES.iter().flat_map(move |id| YEARS.iter().map(move |text| make((*id).into(), year(text))))
    };
    of(|measure, year| Input::Result(measure, Group::All, year))
        .chain(of(Input::Teacher))
        .chain(of(|measure, year| Input::National(measure, Group::All, year)))
        .chain(of(|measure, year| Input::Result(measure, Group::Disadvantaged, year)))
        .chain(of(|measure, year| Input::Result(measure, Group::Other, year)))
        .chain(of(|measure, year| Input::National(measure, Group::Disadvantaged, year)))
        .collect()
}

fn small_world(scale: Scale) -> impl Strategy<Value = SmallWorld> {
    let count = inputs().len();
    let figures = prop::collection::vec(0..=scale.highest / scale.lattice, count);
    let unknown_figures = subsequence((0..count).collect::<Vec<_>>(), 0..=count / 2);
    let judgements = (
        proptest::option::of(select(vec![Grade::Good, Grade::RequiresImprovement, Grade::NeverInspected])),
        proptest::option::of(select(vec!["low", "middle", "high"])),
        proptest::option::of(select(vec!["off", "on"])),
        proptest::option::of(0..=4_i64),
        proptest::option::of(select(Status::ALL.to_vec())),
    );
    let better = select(vec![Better::Higher, Better::Lower]);
    (framework(scale), figures, unknown_figures, judgements, better).prop_map(
        move |(framework, figures, unknown_figures, (grade, ladder, switch, number, status), better)| {
            let catalogue = Catalogue::new(vec![
                measure(MEASURES[0], scale, "2010/11", better),
                // Too young for some of the tests.
                measure(MEASURES[1], scale, "2012/13", Better::Higher),
                measure(MEASURES[2], scale, "2010/11", Better::Higher),
            ]);
            let mut world =
                SmallWorld { framework, catalogue, reference: Reference::default(), plan: Plan::default() };
            world.plan.school.phase = Some(Phase::Primary);
            world.plan.school.grade = grade;
            world.plan.school.status = status;
            world.plan.answers.extend(ladder.map(|answer| ("ladder".into(), answer.into())));
            world.plan.answers.extend(switch.map(|answer| ("switch".into(), answer.into())));
            world.plan.numbers.extend(number.map(|number| ("number".into(), Level::whole(number))));
            let cohort = scale.cohort.and_then(Cohort::new);
            if let Some(cohort) = cohort {
                world.plan.cohorts.extend(YEARS.map(|text| ((CohortGroup::Year6, year(text)), cohort)));
            }
            world.fill(scale, &figures, &unknown_figures);
            world
        },
    )
}

impl SmallWorld {
    /// Puts every figure in its place but those that are unknown; of those that the rules need, only as many stay
    /// unknown as the scale can tell apart.
    fn fill(&mut self, scale: Scale, figures: &[i32], unknown: &[usize]) {
        let inputs = inputs();
        let needed: Vec<Input> = {
            let desk = Desk {
                plan: &self.plan,
                framework: &self.framework,
                catalogue: &self.catalogue,
                reference: &self.reference,
            };
            // Nothing is filled in yet: every figure that the rules need is unknown. One value each is enough to ask.
            let mut open = self.clone();
            open.plan.school.grade = Some(Grade::Good);
            open.plan.school.status = Some(Status::Maintained);
            open.plan.answers.extend([("ladder".into(), "low".into()), ("switch".into(), "off".into())]);
            open.plan.numbers.extend([("number".into(), Level::whole(0))]);
            let desk = Desk { plan: &open.plan, ..desk };
            let worlds = Worlds::of(desk, |_| vec![Level::hundredths(0)]);
            worlds.unknowns.into_iter().map(|(input, _)| input).collect()
        };
        let unknown_and_needed = unknown.iter().filter(|place| needed.contains(&inputs[**place]));
        let stays_unknown: Vec<usize> =
            unknown_and_needed.copied().take(scale.most_unknown_figures).collect();
        if stays_unknown.len() > 2 {
            // Worlds enough to list.
            self.plan.school.grade.get_or_insert(Grade::Good);
            self.plan.school.status.get_or_insert(Status::Maintained);
            self.plan.answers.entry("ladder".into()).or_insert("low".into());
            self.plan.answers.entry("switch".into()).or_insert("off".into());
            self.plan.numbers.entry("number".into()).or_insert(Level::whole(0));
        }
        for (place, input) in inputs.iter().enumerate() {
            // Progress may be missing too: then its tests do not hold.
            let is_spare = unknown.contains(&place) && !needed.contains(input);
            if !stays_unknown.contains(&place) && !is_spare {
                self.put(input, figures[place] * scale.lattice, scale);
            }
        }
    }

    fn put(&mut self, input: &Input, value: i32, scale: Scale) {
        let typed = Typed::Decimal { hundredths: value * 100, decimals: 0 };
        let figure = Figure::new(typed, scale.cohort.and_then(Cohort::new));
        match input {
            Input::National(measure, group, year) => {
                let national = National {
                    value: Level::hundredths(value * 100),
                    decimals: 1,
                    scope: String::new(),
                    status: String::new(),
                    source: String::new(),
                    is_own: false,
                };
                self.reference.add(measure.clone(), *year, *group, None, national);
            }
            Input::Teacher(measure, year) => {
                let key = FigureKey {
                    assessment: Assessment::Teacher,
                    ..FigureKey::result(measure.clone(), *year)
                };
                self.plan.figures.put(&key, figure);
            }
            Input::Result(measure, group, year) => {
                let key = FigureKey { group: *group, ..FigureKey::result(measure.clone(), *year) };
                self.plan.figures.put(&key, figure);
            }
            Input::Grade | Input::Status | Input::Answer(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(proptest_config(48))]

    #[test]
    fn small_worlds_of_differences(world in small_world(DIFFERENCES)) {
        world.check(DIFFERENCES)?;
    }

    #[test]
    fn small_worlds_of_sums(world in small_world(SUMS)) {
        world.check(SUMS)?;
    }
}

/// A test of the first measure.
fn first(quantity: Quantity, years_back: u16, relation: Relation, threshold: &str) -> Condition {
    test(Fact::Figure(FigureTest {
        measures: MeasureSet::Named(vec![MEASURES[0].into()]),
        over: Over::Any,
        group: Group::All,
        quantity,
        years_back,
        in_years: None,
        relation,
        threshold: threshold.into(),
        when_missing: WhenMissing::Unknown,
    }))
}

/// Checks a world with these rules in which no figure is known, and says what it comes to.
#[track_caller]
fn unknown_world(scale: Scale, rules: Vec<Condition>) -> Outcome {
    let nothing = Condition::Any(vec![]);
    let mut world = SmallWorld {
        framework: framework_of(scale, nothing, vec![], rules),
        catalogue: Catalogue::new(vec![measure(MEASURES[0], scale, "2010/11", Better::Higher)]),
        reference: Reference::default(),
        plan: Plan::default(),
    };
    world.plan.school.phase = Some(Phase::Primary);
    world.check(scale).unwrap();
    let SmallWorld { framework, catalogue, reference, plan } = &world;
    evaluate(plan, framework, catalogue, reference).outcome
}

fn always() -> Condition {
    test(Fact::Phase(vec![Phase::Primary]))
}

#[test]
fn a_level_between_two_thresholds_is_a_world() {
    // By hand: only between 4 and 8 does the first rule not fit.
    let ends = [
        first(Quantity::Result, 0, Relation::AtMost, "t1"),
        first(Quantity::Result, 0, Relation::AtLeast, "t2"),
    ];
    let outcome = unknown_world(DIFFERENCES, vec![Condition::Any(ends.to_vec()), always()]);
    assert_eq!(cases::outcome(&outcome), "between a b");
}

#[test]
fn a_level_on_a_threshold_is_a_world() {
    // By hand: only at 8 exactly does the first rule not fit.
    let sides = [
        first(Quantity::Result, 0, Relation::Below, "t2"),
        first(Quantity::Result, 0, Relation::Above, "t2"),
    ];
    let outcome = unknown_world(DIFFERENCES, vec![Condition::Any(sides.to_vec()), always()]);
    assert_eq!(cases::outcome(&outcome), "between a b");
}

#[test]
fn two_unknown_results_are_seen_in_relation_to_each_other() {
    // By hand: last year at 8 or more, this year below 8 and yet less than 4 lower: only between 4 and 8 this year.
    let parts = [
        first(Quantity::Result, 1, Relation::AtLeast, "t2"),
        first(Quantity::Result, 0, Relation::Below, "t2"),
        first(Quantity::Change(1), 0, Relation::Above, "t-1"),
    ];
    let outcome = unknown_world(DIFFERENCES, vec![Condition::All(parts.to_vec()), always()]);
    let Outcome::Between { settled_by, .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(cases::outcome(&outcome), "between a b");
    assert_eq!(settled_by.len(), 2);
}

#[test]
fn what_an_unknown_result_can_be_bounds_the_other() {
    // By hand: 8 or more above last year, which is at least 0, and below 12: only from 8 to 12 this year.
    let parts = [
        first(Quantity::Change(1), 0, Relation::AtLeast, "t2"),
        first(Quantity::Result, 0, Relation::Below, "t3"),
    ];
    let outcome = unknown_world(DIFFERENCES, vec![Condition::All(parts.to_vec()), always()]);
    assert_eq!(cases::outcome(&outcome), "between a b");
}

#[test]
fn three_unknown_results_are_seen_in_relation_to_each_other() {
    // By hand: each year no more than 4 below the year before, and 8 below in the two years together: only exactly 4
    // each year. With the last above 0 and the first below 12, only between 0 and 4 this year.
    let parts = [
        first(Quantity::Change(1), 0, Relation::AtLeast, "t-1"),
        first(Quantity::Change(1), 1, Relation::AtLeast, "t-1"),
        first(Quantity::Change(2), 0, Relation::AtMost, "t-2"),
        first(Quantity::Result, 0, Relation::Above, "t0"),
        first(Quantity::Result, 2, Relation::Below, "t3"),
    ];
    let outcome = unknown_world(DIFFERENCES, vec![Condition::All(parts.to_vec()), always()]);
    let Outcome::Between { settled_by, .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(settled_by.len(), 3);
}

#[test]
fn a_mean_of_unknown_results_is_seen_in_relation_to_them() {
    // By hand: the mean of both years at 12 or more, and neither of them above 12: only 12 in both.
    let parts = [
        first(Quantity::Mean(2), 0, Relation::AtLeast, "t1"),
        first(Quantity::Result, 0, Relation::AtMost, "t1"),
        first(Quantity::Result, 1, Relation::AtMost, "t1"),
    ];
    let outcome = unknown_world(SUMS, vec![Condition::All(parts.to_vec()), always()]);
    assert_eq!(cases::outcome(&outcome), "between a b");
}

#[test]
fn what_changes_nothing_is_not_asked_for() {
    // By hand: whatever the ladder, a or b follows from the switch.
    let ladder = |rung: &str| test(Fact::AnswerAtLeast { question: "ladder".into(), rung: rung.into() });
    let switch = |answer: &str| test(Fact::Answer { question: "switch".into(), is: vec![answer.into()] });
    let rules = vec![
        Condition::All(vec![ladder("middle"), switch("on")]),
        switch("off"),
        Condition::Any(vec![]),
        Condition::All(vec![Condition::None(vec![ladder("middle")]), switch("on")]),
    ];
    let outcome = unknown_world(DIFFERENCES, rules);
    let Outcome::Between { settled_by, .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(settled_by, &[Input::Answer("switch".into())]);
}

/// By the scheme's text: attendance and absence are signs in schools of some phases, and early years are not among them.
/// Nothing else is known, so that there are many thousand worlds in which the signs would have to be told apart.
#[test]
fn what_a_phase_shuts_out_is_not_asked_for_however_little_is_known() {
    let england = SHIPPED.frameworks.iter().find(|framework| framework.id.as_str() == "england/2025-26");
    let england = england.expect("it ships");
    let asked = |phase: &str| {
        let plan = School::of(&[("phase", phase)]).validated_for(england).0;
        let Outcome::Between { settled_by, .. } = judged(&plan, england).outcome else { panic!("{phase}") };
        let signs = ["attendance.rate", "absence.persistent"].map(MeasureId::from);
        signs.map(|sign| {
            settled_by.iter().any(|input| matches!(input, Input::Result(measure, ..) if *measure == sign))
        })
    };
    assert_eq!(asked("early_years"), [false, false]);
    assert_eq!(asked("primary"), [true, true]);
}

/// A comparison of the rules as hundredths: figures, each so many times, and a constant, set against nothing.
struct Line {
    terms: Vec<(Input, i64)>,
    constant: i64,
}

impl Line {
    /// The same with the figures that the plan knows put in.
    fn known(mut self, desk: Desk<'_>) -> Self {
        self.terms.retain(|(input, factor)| {
            let level = known_level(desk, input);
            self.constant += level.map_or(0, |level| hundredths(level) * factor);
            level.is_none()
        });
        self
    }

    fn factor(&self, input: &Input) -> i64 {
        self.terms.iter().find(|(of, _)| of == input).map_or(0, |(_, factor)| *factor)
    }
}

fn hundredths(level: Level) -> i64 {
    level.exact().rounded(2)
}

/// Every comparison that the rules make of figures, with what is known put in.
fn lines(desk: Desk<'_>) -> Vec<Line> {
    let framework = desk.framework;
    let mut lines = Vec::new();
    for test in framework.tests() {
        match &test.fact {
            Fact::Figure(test) => {
                for measure in measures(desk, &test.measures) {
                    for year in years(desk, test, measure) {
                        let Some((inputs, threshold)) = needs(desk, test, measure, year) else { continue };
                        let factors = match test.quantity {
                            Quantity::RelativeChange(_) | Quantity::InSchoolGapChange(_) => {
                                vec![1, -1, -1, 1]
                            }
                            Quantity::Mean(_) => vec![1; inputs.len()],
                            _ => vec![1, -1],
                        };
                        let times = if matches!(test.quantity, Quantity::Mean(_)) { inputs.len() } else { 1 };
                        let constant = -hundredths(threshold) * times as i64;
                        let terms = inputs.into_iter().zip(factors).collect();
                        lines.push(Line { terms, constant }.known(desk));
                    }
                }
            }
            Fact::Trend { measures: set, .. } => {
                let latest = framework.latest_results;
                for measure in measures(desk, set) {
                    let Some([last, before]) = previous_two(measure, latest) else { continue };
                    let pupil = hundredths(Level::hundredths(0) + one_pupil(desk, measure));
                    for (year, constant) in [(last, pupil), (last, -pupil), (before, 0)] {
                        let of = |year| Input::Result(measure.id.clone(), Group::All, year);
                        let terms = vec![(of(latest), 1), (of(year), -1)];
                        lines.push(Line { terms, constant }.known(desk));
                    }
                }
            }
            _ => {}
        }
    }
    lines
}

/// Adds one level strictly between each two neighbours.
fn with_between(mut levels: Vec<i64>) -> Vec<i64> {
    levels.sort_unstable();
    levels.dedup();
    let between: Vec<i64> = levels.windows(2).map(|pair| (pair[0] + pair[1]).div_euclid(2)).collect();
    levels.extend(between);
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Levels of unknown figures that stand for all, for rules that meet at most two unknown figures of a measure: for the
/// first, where a comparison changes, or two lines of comparisons cross, and one between each two; for the second, where
/// a comparison changes at any of those, and one between each two.
fn standing_levels(desk: Desk<'_>, unknown: &[Input]) -> Vec<(Input, Vec<Level>)> {
    let lines = lines(desk);
    let range = |input: &Input| {
        let (Input::Result(id, ..) | Input::Teacher(id, _) | Input::National(id, ..)) = input else {
            panic!()
        };
        let measure = desk.catalogue.get(id).unwrap();
        (id.clone(), hundredths(measure.lowest), hundredths(measure.highest))
    };
    // Where the comparisons of one figure alone change, and its ends.
    let alone = |input: &Input| {
        let (_, lowest, highest) = range(input);
        let single = lines.iter().filter(|line| line.terms.len() == 1 && line.factor(input) != 0);
        single.map(|line| -line.constant / line.factor(input)).chain([lowest, highest]).collect::<Vec<i64>>()
    };
    // Where they change when the other is at one of these levels.
    let across = |input: &Input, other: &Input, at: &[i64]| {
        let both = lines.iter().filter(|line| line.factor(input) != 0 && line.factor(other) != 0);
        both.flat_map(|line| {
            at.iter()
                .map(|at| -(line.constant + line.factor(other) * at) / line.factor(input))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<i64>>()
    };
    let mut found: Vec<(Input, Vec<i64>)> = Vec::new();
    for input in unknown {
        let (id, lowest, highest) = range(input);
        let other = unknown.iter().find(|other| *other != input && range(other).0 == id);
        let mut levels = alone(input);
        match other.map(|other| (other, found.iter().find(|(known, _)| known == other))) {
            Some((other, None)) => {
                levels.extend(across(input, other, &alone(other)));
                // Two lines that hold both figures may cross, too: those of a sum and a difference.
                for (place, one) in lines.iter().enumerate() {
                    for two in &lines[place + 1..] {
                        let of =
                            one.factor(input) * two.factor(other) - two.factor(input) * one.factor(other);
                        let constant = one.constant * two.factor(other) - two.constant * one.factor(other);
                        if one.factor(other) != 0 && two.factor(other) != 0 && of != 0 {
                            levels.push(-constant / of);
                        }
                    }
                }
            }
            Some((other, Some((_, at)))) => levels.extend(across(input, other, at)),
            None => {}
        }
        levels.retain(|level| (lowest..=highest).contains(level));
        found.push((input.clone(), with_between(levels)));
    }
    let level = |level: i64| Level::hundredths(i32::try_from(level).unwrap());
    found.into_iter().map(|(input, levels)| (input, levels.into_iter().map(level).collect())).collect()
}

/// Whether a thing may be unknown here: not what a rule does without while it is missing, because then a world in which
/// it is known does not say what the rules make of it while it is not. (What only such tests read stays known too.)
fn is_a_plain_unknown(reads: &[Read], key: &str) -> bool {
    let mut of = reads.iter().filter(|read| cases::input(&read.input) == key).peekable();
    of.peek().is_some() && of.all(|read| !read.is_left_out)
}

proptest! {
    #![proptest_config(proptest_config(192))]

    /// Every framework with up to four unknowns: as many as there are worlds of that can be listed.
    #[test]
    fn every_framework_with_up_to_four_unknowns(
        random in random_school(Unknown { most: 4, may_be: is_a_plain_unknown }),
    ) {
        // Cohorts and counts of which one pupil is whole hundredths, so that every level at which a test changes is.
        let mut plan = random.plan();
        let reads = random.rule_reads();
        let of = [5_u32, 10, 20, 25][reads.len() % 4];
        for group in [CohortGroup::Reception, CohortGroup::Year2, CohortGroup::Year6, CohortGroup::Year11] {
            plan.cohorts.insert((group, random.framework.latest_results), Cohort::new(of).unwrap());
        }
        for read in &reads {
            let Some(key) = key_of(&read.input) else { continue };
            let Some(figure) = plan.figures.get(&key).copied() else { continue };
            let tenths = i32::try_from(figure.level().exact().rounded(1)).unwrap();
            let is_percent = SHIPPED.catalogue.get(&key.measure).unwrap().unit == Unit::Percent;
            let figure = match u32::try_from(tenths) {
                Ok(tenths) if is_percent && tenths % 2 == 0 => share(tenths * of / 1_000, of),
                _ => decimal(tenths, None),
            };
            plan.figures.put(&key, figure);
        }
        let unknown = |plan: &Plan| -> Vec<Input> {
            let desk = random.desk(plan);
            let all = rule_reads(desk).into_iter().filter(|read| !read.is_left_out).map(|read| read.input);
            all.filter(|input| is_unknown(desk, input)).collect()
        };
        // National figures that the planner does not hold are unknown as well: they are made up.
        let mut reference = SHIPPED.reference.clone();
        let all = rule_reads(random.desk(&plan)).into_iter().map(|read| read.input);
        for input in all.filter(|input| known_level(random.desk(&plan), input).is_none()) {
            if let Input::National(measure, group, year) = input {
                let national = National {
                    value: Level::hundredths(7_000), decimals: 1,
                    scope: String::new(), status: String::new(), source: String::new(), is_own: false,
                };
                reference.add(measure, year, group, None, national);
            }
        }
        // At most two unknown figures of a measure, and worlds that can be listed.
        let figures = |unknown: &[Input]| -> Vec<Input> {
            unknown.iter().filter(|input| key_of(input).is_some()).cloned().collect()
        };
        loop {
            let desk = Desk { reference: &reference, ..random.desk(&plan) };
            let unknown: Vec<Input> =
                unknown(&plan).into_iter().filter(|input| !matches!(input, Input::National(..))).collect();
            let unknown_figures = figures(&unknown);
            let of_measure = |id: &MeasureId| {
                unknown_figures.iter().filter(|input| key_of(input).unwrap().measure == *id).count()
            };
            let most = unknown_figures.iter().map(|input| of_measure(&key_of(input).unwrap().measure)).max();
            if most.unwrap_or(0) <= 2 {
                let levels = standing_levels(desk, &unknown_figures);
                let choices = |input: &Input| match levels.iter().find(|(of, _)| of == input) {
                    Some((_, levels)) => levels.len(),
                    None => answered(&plan, random.framework, input).len(),
                };
                if unknown.iter().map(choices).product::<usize>() <= 30_000 {
                    let worlds = Worlds::of(desk, |input| {
                        levels.iter().find(|(of, _)| of == input).map(|(_, levels)| levels.clone()).unwrap()
                    });
                    let outcome = evaluate(&plan, random.framework, &SHIPPED.catalogue, &reference).outcome;
                    prop_assert_eq!(&random.prepared_with(&reference).outcome(&plan), &outcome);
                    if outcome == Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) {
                        prop_assert!(worlds.reached().len() > 1);
                    } else {
                        worlds.check(random.framework, &outcome).map_err(TestCaseError::fail)?;
                    }
                    break;
                }
            }
            // One unknown fewer: the last of its values, or a figure.
            let (_, known) = answered(&plan, random.framework, unknown.last().unwrap()).pop().unwrap();
            plan = known;
        }
    }
}

//! What holds of every school of every framework, those that are made up too.

use attainment_planner::domain::category::{Input, NotApplicable, Outcome};
use attainment_planner::domain::draft::Draft;
use attainment_planner::domain::figure::{FigureKey, Pupils};
use attainment_planner::domain::ids::MeasureId;
use attainment_planner::domain::nearest::Then;
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::{Framework, Plan};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::cases;
use crate::random::{
    RandomSchool, Unknown, answered, every_framework, key_of, proptest_config, random_school, seriousness,
    share,
};
use crate::school::{School, judged};
use crate::slow::is_unknown;

/// Whether `after`, once something more is known, is an outcome that `before` left possible.
fn fits(before: &Outcome, after: &Outcome) -> bool {
    let (possible, or_none) = match before {
        Outcome::Decided { category, .. } => (std::slice::from_ref(category), false),
        Outcome::Between { categories, or_none, .. } => (categories.as_slice(), *or_none),
        Outcome::NoDescription { .. } => (&[][..], true),
        // It says nothing yet, so nothing contradicts it.
        Outcome::NotApplicable(_) => return true,
    };
    match after {
        Outcome::Decided { category, .. } => possible.contains(category),
        Outcome::Between { categories, or_none: none_too, .. } => {
            categories.iter().all(|category| possible.contains(category)) && (or_none || !none_too)
        }
        Outcome::NoDescription { .. } => or_none,
        // The first figure of all, and not of a year that the scheme judges: what was open is open still.
        Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) => {
            matches!(before, Outcome::Between { .. })
        }
        Outcome::NotApplicable(_) => false,
    }
}

fn then(outcome: &Outcome) -> Then {
    match outcome {
        Outcome::Decided { category, .. } => Then::Category(category.clone()),
        Outcome::NoDescription { .. } => Then::NoDescription,
        _ => Then::Open,
    }
}

/// Puts things in one of their orders.
fn mix<T>(things: &mut [T], mut order: u64) {
    for last in (1..things.len()).rev() {
        let choices = last as u64 + 1;
        things.swap(last, usize::try_from(order % choices).unwrap());
        order /= choices;
    }
}

proptest! {
    #![proptest_config(proptest_config(32))]

    /// A figure that some rule does without while it is missing is no unknown ("does not hold", and years that are left
    /// out as long as enough are known): typing it may change even what was decided.
    #[test]
    fn answering_an_unknown_never_contradicts_the_outcome(random in random_school(Unknown::any(8))) {
        let (plan, prepared) = (random.plan(), random.prepared());
        let before = prepared.outcome(&plan);
        let reads = random.rule_reads();
        let is_left_out = |input: &Input| reads.iter().any(|read| read.input == *input && read.is_left_out);
        let mut unknowns: Vec<&Input> = reads.iter().map(|read| &read.input).collect();
        unknowns.dedup();
        unknowns.retain(|input| is_unknown(random.desk(&plan), input) && !is_left_out(input));
        for unknown in unknowns {
            for (what, plan) in answered(&plan, random.framework, unknown) {
                let after = prepared.outcome(&plan);
                prop_assert!(fits(&before, &after), "{} {what}: from {before:?} to {after:?}", cases::input(unknown));
            }
        }
    }

    /// The fewest pupils more and fewer, found by trying every count, and each answer, by giving it.
    #[test]
    fn what_would_change_it_is_the_nearest_that_does(random in random_school(Unknown::any(2)), at in any::<Index>(), of in 1..=30_u32) {
        let (mut plan, prepared) = (random.plan(), random.prepared());
        let measures = random.framework.measures(random.phase).unwrap();
        let headline: Vec<&MeasureId> = measures.headline.iter().chain(&measures.progress).collect();
        if let Some(measure) = (!headline.is_empty()).then(|| headline[at.index(headline.len())]) {
            // One of them of a cohort of any size.
            let key = FigureKey::result(measure.clone(), random.framework.latest_results);
            plan.figures.put(&key, share(at.index(of as usize + 1) as u32, of));
        }
        let now = judged(&plan, random.framework);
        let changed = |plan: &Plan| Some(then(&prepared.outcome(plan))).filter(|changed| *changed != then(&now.outcome));
        let mut turns = false;
        for measure in headline {
            let key = FigureKey::result(measure.clone(), random.framework.latest_results);
            let pupils = plan.figures.get(&key).and_then(|figure| figure.pupils());
            let Some(Pupils { fewest: k, of, .. }) = pupils.filter(|pupils| pupils.fewest == pupils.most) else { continue };
            let with = |count: u32| {
                let mut plan = plan.clone();
                plan.figures.put(&key, share(count, of.pupils()));
                changed(&plan)
            };
            let more = (k + 1..=of.pupils()).find_map(|count| with(count).map(|then| (count - k, then)));
            let fewer = (0..k).rev().find_map(|count| with(count).map(|then| (k - count, then)));
            turns |= [&more, &fewer].into_iter().flatten().any(|(pupils, _)| *pupils == 1);
            let change = now.nearest.by_measure.iter().find(|change| change.measure == *measure).unwrap();
            prop_assert_eq!((&change.more, &change.fewer), (&more, &fewer), "{} {} of {}", measure, k, of.pupils());
        }
        if let Some(is_stable) = now.nearest.is_stable {
            prop_assert_eq!(is_stable, !turns);
        }
        for question in &random.framework.questions {
            for option in &question.options {
                let mut plan = plan.clone();
                plan.answers.insert(question.id.clone(), option.id.clone());
                let found = now.nearest.by_answer.iter()
                    .find(|change| (&change.question, &change.answer) == (&question.id, &option.id))
                    .map(|change| change.then.clone());
                prop_assert_eq!(found, changed(&plan), "{} {}", question.id, option.id);
            }
        }
    }

    #[test]
    fn the_order_of_input_never_matters(random in random_school(Unknown::any(6)), order in any::<u64>()) {
        let draft = random.draft();
        let mut figures: Vec<_> = draft.figures.iter().collect();
        let scheme = &random.framework.id;
        let mut answers: Vec<_> = draft.scheme(scheme).answers.iter().collect();
        mix(&mut figures, order);
        mix(&mut answers, order);
        let mut again = Draft { figures: Default::default(), schemes: Default::default(), ..draft.clone() };
        figures.into_iter().for_each(|(key, text)| again.set_figure(key.clone(), text));
        answers.into_iter().for_each(|(question, answer)| again.set_answer(scheme, question, answer.as_str()));
        let plan = random.valid(&draft);
        prop_assert_eq!(&random.valid(&again), &plan);
        // Figures come into a plan one by one; in any order they make the same plan.
        let mut other = plan.clone();
        other.figures = Default::default();
        let mut entries: Vec<_> = draft.figures.keys().filter_map(|key| Some((key, *plan.figures.get(key)?))).collect();
        mix(&mut entries, order);
        for (key, figure) in entries {
            other.figures.put(key, figure);
        }
        prop_assert_eq!(&other, &plan);
        prop_assert_eq!(judged(&other, random.framework), judged(&plan, random.framework));
    }
}

/// Which result of a headline measure is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raised {
    /// The latest, of all pupils.
    Latest,
    /// The latest of a group that the scheme looks after: disadvantaged, or eligible for free school meals.
    LatestOfGroup,
    /// The latest of the other pupils.
    LatestOfOthers,
    /// An earlier one.
    Earlier,
    EarlierOfGroup,
    EarlierOfOthers,
}

impl Raised {
    fn of(group: Group, is_latest: bool) -> Self {
        match (group, is_latest) {
            (Group::All, true) => Self::Latest,
            (Group::Disadvantaged | Group::FreeSchoolMeals, true) => Self::LatestOfGroup,
            (Group::Other, true) => Self::LatestOfOthers,
            (Group::All, false) => Self::Earlier,
            (Group::Disadvantaged | Group::FreeSchoolMeals, false) => Self::EarlierOfGroup,
            (Group::Other, false) => Self::EarlierOfOthers,
        }
    }
}

/// A scheme in which a pupil more in some headline result may make the category worse, with a school of which that is so.
struct Exception {
    framework: &'static str,
    raised: Raised,
    /// The school, and the figure that is raised from the first text to the second.
    school: &'static [(&'static str, &'static str)],
    figure: (&'static str, &'static str, &'static str),
    outcomes: (&'static str, &'static str),
}

/// Each scheme below compares the latest result with something else that a school would rather see low: an earlier result,
/// or that of the other pupils. What is raised is what it is compared with. The latest result of all pupils, and that of a
/// group that a scheme looks after, has no exception in any framework.
const EXCEPTIONS: &[Exception] = &[
    // With a better result before, the latest is below each of the two years before: declining, a sign of category 5.
    Exception {
        framework: "doncaster/2015-16",
        raised: Raised::Earlier,
        school: &[
            ("phase", "early_years"),
            ("grade", "good"),
            ("concern", "affecting_capacity"),
            ("at_risk", "no"),
            ("capacity", "light_touch"),
            ("behaviour_poor", "yes"),
            ("leadership_ineffective", "no"),
            ("improvement", "improving"),
            ("knows_priorities", "yes"),
            ("eyfs.gld 2013/14", "14/20"),
            ("eyfs.gld 2014/15", "12/20"),
        ],
        figure: ("eyfs.gld 2012/13", "12/20", "13/20"),
        outcomes: ("3 by 3", "5 by 5"),
    },
    // Declining is for category 2 what a school without risk is not, in category 1.
    Exception {
        framework: "east-sussex/2014-15",
        raised: Raised::Earlier,
        school: &[
            ("phase", "primary"),
            ("grade", "good"),
            ("risk", "none"),
            ("new_head", "no"),
            ("ks2.rwm.l4 2012/13", "18/20"),
            ("ks2.rwm.l4 2013/14", "16/20"),
        ],
        figure: ("ks2.rwm.l4 2011/12", "16/20", "17/20"),
        outcomes: ("1 by 1", "2 by 2"),
    },
    // With a better result two years before, the school has lost ground on the country since: a sign.
    Exception {
        framework: "england/2025-26",
        raised: Raised::Earlier,
        school: &[
            ("phase", "early_years"),
            ("card", "no"),
            ("safeguarding", "met"),
            ("concern", "none"),
            ("eyfs.gld 2023/24", "18/20"),
            ("eyfs.gld 2024/25", "60.8"),
        ],
        figure: ("eyfs.gld 2022/23", "6/10", "7/10"),
        outcomes: ("universal by universal", "targeted by targeted"),
    },
    // Far below national for years is category A unless the school improves; with a better year before it does not.
    Exception {
        framework: "norfolk/2013-14",
        raised: Raised::Earlier,
        school: &[
            ("phase", "secondary"),
            ("grade", "good"),
            ("transition", "no"),
            ("ks4.five_ac_em 2012/13", "2/10"),
            ("ks4.five_ac_em 2012/13 disadvantaged", "60"),
            ("ks4.english.expected_progress 2011/12", "64.7"),
            ("ks4.english.expected_progress 2012/13", "79.0"),
            ("ks4.maths.expected_progress 2011/12", "17/30"),
            ("ks4.maths.expected_progress 2012/13", "5/10"),
        ],
        figure: ("ks4.five_ac_em 2011/12", "1/10", "2/10"),
        outcomes: ("E by E2", "A by A4"),
    },
    // Declining is a point of risk.
    Exception {
        framework: "suffolk/2015-16",
        raised: Raised::Earlier,
        school: &[
            ("phase", "early_years"),
            ("grade", "never_inspected"),
            ("warning_notice", "no"),
            ("disadvantaged_gap", "none"),
            ("own_targets", "none_set"),
            ("exclusion.permanent 2013/14", "2"),
            ("exclusion.permanent 2014/15", "3"),
            ("eyfs.gld 2012/13", "41/41"),
            ("eyfs.gld 2014/15", "28/30"),
        ],
        figure: ("eyfs.gld 2013/14", "9/10", "10/10"),
        outcomes: ("green by green", "amber by amber"),
    },
    // A gap between disadvantaged and other pupils that was narrower before has widened since: a point of risk.
    Exception {
        framework: "suffolk/2015-16",
        raised: Raised::EarlierOfGroup,
        school: &[
            ("phase", "secondary"),
            ("grade", "never_inspected"),
            ("warning_notice", "no"),
            ("disadvantaged_gap", "no"),
            ("own_targets", "none_set"),
            ("attendance.rate 2014/15", "80.0"),
            ("exclusion.permanent 2013/14", "4"),
            ("exclusion.permanent 2014/15", "1"),
            ("ks4.five_ac_em 2014/15", "27/41"),
            ("ks4.five_ac_em 2014/15 disadvantaged", "84.7"),
            ("ks4.five_ac_em 2014/15 other", "87.8"),
            ("ks4.five_ac_em 2013/14 other", "90.0"),
        ],
        figure: ("ks4.five_ac_em 2013/14 disadvantaged", "8/10", "9/10"),
        outcomes: ("green by green", "amber by amber"),
    },
    // The better the other pupils do, the wider is the gap to them.
    Exception {
        framework: "suffolk/2015-16",
        raised: Raised::LatestOfOthers,
        school: &[
            ("phase", "secondary"),
            ("grade", "never_inspected"),
            ("warning_notice", "no"),
            ("disadvantaged_gap", "no"),
            ("own_targets", "met"),
            ("attendance.rate 2014/15", "80.0"),
            ("exclusion.permanent 2013/14", "4"),
            ("exclusion.permanent 2014/15", "1"),
            ("ks4.five_ac_em 2014/15", "6/10"),
            ("ks4.five_ac_em 2014/15 disadvantaged", "46.3"),
            ("ks4.five_ac_em 2013/14 disadvantaged", "40"),
            ("ks4.five_ac_em 2013/14 other", "25"),
        ],
        figure: ("ks4.five_ac_em 2014/15 other", "4/10", "5/10"),
        outcomes: ("green by green", "amber by amber"),
    },
    // Declining is a point.
    Exception {
        framework: "marshwick/2015-16",
        raised: Raised::Earlier,
        school: &[
            ("phase", "primary"),
            ("grade", "good"),
            ("governance", "weak"),
            ("vacant_posts", "0"),
            ("ks2.rwm.l4 2014/15 disadvantaged", "14/20"),
            ("ks2.rwm.l4 2014/15 other", "14/20"),
            ("attendance.rate 2014/15", "96"),
            ("ks2.rwm.l4 2013/14", "16/20"),
            ("ks2.rwm.l4 2014/15", "14/20"),
        ],
        figure: ("ks2.rwm.l4 2012/13", "14/20", "15/20"),
        outcomes: ("green by up_to_2", "amber by from_3"),
    },
    // The better the other pupils do, the wider is the gap to them: two points.
    Exception {
        framework: "marshwick/2015-16",
        raised: Raised::LatestOfOthers,
        school: &[
            ("phase", "secondary"),
            ("grade", "good"),
            ("governance", "sound"),
            ("vacant_posts", "2"),
            ("ks4.five_ac_em 2014/15", "21/30"),
            ("ks4.five_ac_em 2014/15 disadvantaged", "10/20"),
            ("attendance.rate 2014/15", "94.7"),
        ],
        figure: ("ks4.five_ac_em 2014/15 other", "12/20", "13/20"),
        outcomes: ("green by up_to_2", "amber by from_3"),
    },
    // A second subject declines: a sign.
    Exception {
        framework: "eastmere/2014-15",
        raised: Raised::Earlier,
        school: EASTMERE,
        figure: ("ks2.maths.l4 2011/12", "79/100", "80/100"),
        outcomes: ("light by 1", "focused by 2"),
    },
    // The better the other pupils do, the wider is the gap to them: a sign.
    Exception {
        framework: "eastmere/2014-15",
        raised: Raised::LatestOfOthers,
        school: EASTMERE,
        figure: ("ks2.maths.l4 2013/14 other", "80/100", "81/100"),
        outcomes: ("light by 1", "focused by 2"),
    },
];

/// One sign, that of the staff; reading declines, and mathematics only if its first year was above its last.
const EASTMERE: &[(&str, &str)] = &[
    ("phase", "primary"),
    ("grade", "good"),
    ("capacity", "secure"),
    ("complaints", "no"),
    ("staff_left", "4"),
    ("ks2.reading.l4 2011/12", "80"),
    ("ks2.reading.l4 2012/13", "80"),
    ("ks2.reading.l4 2013/14", "75"),
    ("ks2.writing.l4 2011/12", "80"),
    ("ks2.writing.l4 2012/13", "80"),
    ("ks2.writing.l4 2013/14", "80"),
    ("ks2.maths.l4 2011/12", "79"),
    ("ks2.maths.l4 2012/13", "80"),
    ("ks2.maths.l4 2013/14", "79"),
    ("ks2.maths.l4 2013/14 free_school_meals", "60"),
    ("ks2.maths.l4 2013/14 other", "80"),
];

#[test]
fn every_exception_is_one() {
    for exception in EXCEPTIONS {
        let framework =
            every_framework().find(|framework| framework.id.as_str() == exception.framework).unwrap();
        let (figure, before, after) = exception.figure;
        let school = |text| School::of(exception.school).with(&[(figure, text)]);
        let outcome = |text| judged(&school(text).validated_for(framework).0, framework).outcome;
        let (before, after) = (outcome(before), outcome(after));
        let found = (cases::outcome(&before), cases::outcome(&after));
        assert_eq!((found.0.as_str(), found.1.as_str()), exception.outcomes, "{} {figure}", framework.id);
        assert!(seriousness(framework, &after) > seriousness(framework, &before), "{}", framework.id);
    }
}

fn is_exception(framework: &Framework, raised: Raised) -> bool {
    EXCEPTIONS.iter().any(|listed| listed.framework == framework.id.as_str() && listed.raised == raised)
}

/// The results of headline measures that the rules read of a school.
fn headline_results(random: &RandomSchool) -> Vec<(Input, Raised)> {
    let headline = &random.framework.measures(random.phase).unwrap().headline;
    let reads = random.rule_reads().into_iter().filter_map(|read| match &read.input {
        Input::Result(measure, group, year) if headline.contains(measure) => {
            let raised = Raised::of(*group, *year == random.framework.latest_results);
            Some((read.input, raised))
        }
        _ => None,
    });
    let mut results: Vec<_> = reads.collect();
    results.dedup();
    results
}

proptest! {
    #![proptest_config(proptest_config(96))]

    /// A better result never makes a category more serious, nor one that is possible: but for [`EXCEPTIONS`].
    #[test]
    fn a_pupil_more_in_the_headline_never_makes_it_worse(
        random in random_school(Unknown::any(3)),
        which in any::<Index>(),
        of in 1..=30_u32,
    ) {
        let (plan, prepared) = (random.plan(), random.prepared());
        let mut results = headline_results(&random);
        results.retain(|(_, raised)| !is_exception(random.framework, *raised));
        if !results.is_empty() {
            let (result, raised) = &results[which.index(results.len())];
            let at = |count: u32| {
                let mut plan = plan.clone();
                plan.figures.put(&key_of(result).unwrap(), share(count, of));
                seriousness(random.framework, &prepared.outcome(&plan))
            };
            let all: Vec<_> = (0..=of).map(at).collect();
            for pair in all.windows(2) {
                if let [Some((least, most)), Some((least_after, most_after))] = pair {
                    let is_no_worse = least_after <= least && most_after <= most;
                    prop_assert!(is_no_worse, "{raised:?} {}: {all:?}", cases::input(result));
                }
            }
        }
    }
}

//! What holds of every school of Doncaster.

use attainment_planner::domain::category::{Input, Outcome};
use attainment_planner::domain::draft::Draft;
use attainment_planner::domain::evaluate::Evaluation;
use attainment_planner::domain::nearest::Then;
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::validate;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::school::{SHIPPED, School, judged, proptest_config, today};

/// How serious each category is; "no description" is not on the scale.
fn seriousness(evaluation: &Evaluation) -> Option<u32> {
    evaluation.category().map(|category| category.as_str().parse().unwrap())
}

/// A primary school of which everything may be known or not, in cohorts of various sizes.
fn school(most_unknown: usize) -> impl Strategy<Value = School> {
    let grades = vec![
        "outstanding",
        "good",
        "requires_improvement",
        "satisfactory",
        "serious_weaknesses",
        "special_measures",
        "never_inspected",
    ];
    let grade = select(grades).prop_map(|grade| ("grade".to_owned(), grade.to_owned()));
    let answers = SHIPPED.doncaster.questions.iter().map(|question| {
        let options: Vec<String> = question.options.iter().map(|option| option.id.to_string()).collect();
        let id = question.id.to_string();
        select(options).prop_map(move |answer| (id.clone(), answer)).boxed()
    });
    let progress = [
        "ks2.rwm.l4 2012/13",
        "ks2.rwm.l4 2013/14",
        "ks2.rwm.l4 2014/15",
        "ks2.reading.expected_progress 2013/14",
        "ks2.reading.expected_progress 2014/15",
        "ks2.maths.expected_progress 2014/15",
    ]
    .map(|key| {
        (1..=40_u32, 0..=100_u32)
            .prop_map(move |(of, share)| (key.to_owned(), format!("{}/{of}", share * of / 100)))
            .boxed()
    });
    let known: Vec<_> = [grade.boxed()].into_iter().chain(answers).chain(progress).collect();
    let count = known.len();
    (known, subsequence((0..count).collect::<Vec<_>>(), 0..=most_unknown)).prop_map(|(known, unknown)| {
        let entries = known.iter().enumerate().filter(|(place, _)| !unknown.contains(place));
        let entries: Vec<_> = entries.map(|(_, (key, value))| (key.as_str(), value.as_str())).collect();
        School::of(&[("phase", "primary"), ("status", "maintained")]).with(&entries)
    })
}

/// What a school may answer to `input`.
fn answers(input: &Input) -> (String, Vec<String>) {
    match input {
        Input::Grade => {
            let grades =
                ["outstanding", "good", "requires_improvement", "special_measures", "never_inspected"];
            ("grade".into(), grades.map(str::to_owned).to_vec())
        }
        Input::Answer(question) => {
            let options = &SHIPPED.doncaster.question(question).unwrap().options;
            (question.to_string(), options.iter().map(|option| option.id.to_string()).collect())
        }
        Input::Result(measure, _, year) => {
            (format!("{measure} {year}"), (0..=20).map(|twentieth| format!("{twentieth}/20")).collect())
        }
        other => panic!("Doncaster's rules do not ask for {other:?}"),
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
    #![proptest_config(proptest_config(24))]

    /// Expected progress is no unknown: while it is missing, the floor is judged without it (frameworks.md), and so
    /// typing it may lift a school over the floor.
    #[test]
    fn answering_an_unknown_never_contradicts_the_outcome(school in school(12)) {
        let before = school.evaluated().outcome;
        let (possible, or_none, unknowns) = match &before {
            Outcome::Decided { category, .. } => {
                let questions = SHIPPED.doncaster.questions.iter().map(|question| Input::Answer(question.id.clone()));
                let results = ["2012/13", "2013/14", "2014/15"]
                    .map(|year| Input::Result("ks2.rwm.l4".into(), Group::All, crate::school::year(year)));
                (vec![category.clone()], false, [Input::Grade].into_iter().chain(questions).chain(results).collect())
            }
            Outcome::Between { categories, or_none, settled_by } => {
                (categories.clone(), *or_none, settled_by.clone())
            }
            _ => (vec![], true, vec![]),
        };
        for unknown in unknowns {
            let (key, values) = answers(&unknown);
            if school.0.contains_key(&key) {
                continue;
            }
            for value in values {
                let after = school.clone().with(&[(&key, &value)]).evaluated().outcome;
                let fits = match &after {
                    Outcome::Decided { category, .. } => possible.contains(category),
                    Outcome::Between { categories, or_none: none_too, .. } => {
                        categories.iter().all(|category| possible.contains(category)) && (or_none || !none_too)
                    }
                    Outcome::NoDescription { .. } => or_none,
                    Outcome::NotApplicable(_) => false,
                };
                prop_assert!(fits, "{key} {value}: from {before:?} to {after:?}");
            }
        }
    }

    /// A better result can only take signs of category 5 away, so it never makes a decided category more serious.
    /// (The year before is another matter: the better it was, the more this year declines.)
    #[test]
    fn a_pupil_more_in_the_headline_never_makes_it_worse(school in school(0), of in 1..=30_u32) {
        let at = |count: u32| {
            let figure = format!("{count}/{of}");
            seriousness(&school.clone().with(&[("ks2.rwm.l4 2014/15", &figure)]).evaluated())
        };
        let all: Vec<_> = (0..=of).map(at).collect();
        for pair in all.windows(2) {
            if let [Some(before), Some(after)] = pair {
                prop_assert!(after <= before, "{all:?}");
            }
            prop_assert!(!(pair[0].is_none() && pair[1] == Some(5)), "{all:?}");
        }
    }

    /// The fewest pupils more and fewer, found by trying every count.
    #[test]
    fn what_would_change_it_is_the_nearest_count_that_does(school in school(2), of in 1..=30_u32, k in 0..=30_u32) {
        let k = k % (of + 1);
        let with = |count: u32| school.clone().with(&[("ks2.rwm.l4 2014/15", &format!("{count}/{of}"))]).evaluated();
        let now = with(k);
        let then = |evaluation: &Evaluation| match &evaluation.outcome {
            Outcome::Decided { category, .. } => Then::Category(category.clone()),
            Outcome::NoDescription { .. } => Then::NoDescription,
            _ => Then::Open,
        };
        let changed = |count: u32| Some(then(&with(count))).filter(|changed| *changed != then(&now));
        let change = now.nearest.by_measure.iter().find(|change| change.measure.as_str() == "ks2.rwm.l4").unwrap();
        let more = (k + 1..=of).find_map(|count| changed(count).map(|then| (count - k, then)));
        let fewer = (0..k).rev().find_map(|count| changed(count).map(|then| (k - count, then)));
        prop_assert_eq!((&change.more, &change.fewer), (&more, &fewer), "{} of {}", k, of);
        // And each answer, by giving it.
        for question in &SHIPPED.doncaster.questions {
            for option in &question.options {
                let other = school.clone()
                    .with(&[("ks2.rwm.l4 2014/15", &format!("{k}/{of}")), (question.id.as_str(), option.id.as_str())]);
                let expected = Some(then(&other.evaluated())).filter(|changed| *changed != then(&now));
                let found = now.nearest.by_answer.iter()
                    .find(|change| (&change.question, &change.answer) == (&question.id, &option.id))
                    .map(|change| change.then.clone());
                prop_assert_eq!(found, expected, "{} {}", question.id, option.id);
            }
        }
    }

    #[test]
    fn the_order_of_input_never_matters(school in school(6), order in any::<u64>()) {
        let draft = school.draft();
        let mut figures: Vec<_> = draft.figures.iter().collect();
        let scheme = &SHIPPED.doncaster.id;
        let mut answers: Vec<_> = draft.scheme(scheme).answers.iter().collect();
        mix(&mut figures, order);
        mix(&mut answers, order);
        let mut again = Draft { figures: Default::default(), schemes: Default::default(), ..draft.clone() };
        figures.into_iter().for_each(|(key, text)| again.set_figure(key.clone(), text));
        answers.into_iter().for_each(|(question, answer)| again.set_answer(scheme, question, answer.as_str()));
        let valid = |draft: &Draft| validate(draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
        prop_assert_eq!(valid(&again), valid(&draft));
        // Figures come into a plan one by one; in any order they make the same plan.
        let (plan, _) = valid(&draft);
        let mut other = plan.clone();
        other.figures = Default::default();
        let mut entries: Vec<_> = draft.figures.keys().filter_map(|key| Some((key, *plan.figures.get(key)?))).collect();
        mix(&mut entries, order);
        for (key, figure) in entries {
            other.figures.put(key, figure);
        }
        prop_assert_eq!(&other, &plan);
        prop_assert_eq!(judged(&other, &SHIPPED.doncaster), judged(&plan, &SHIPPED.doncaster));
    }
}

//! From what was typed to what it means, with everything that is wrong on the way.

use chrono::{Datelike, NaiveDate};

use super::cohort::Cohort;
use super::draft::{DateText, Draft, Overruled, TargetText};
use super::figure::{Assessment, Figure, FigureFault, FigureKey, Typed, whole};
use super::framework::{Framework, NumberRange};
use super::ids::{AnswerId, QuestionId};
use super::issue::{Field, Issue, IssueKind};
use super::measure::{Catalogue, Measure, Unit};
use super::plan::{Plan, Target};
use super::quantity::Level;
use super::reference::Group;
use super::school::School;
use super::year::{AcademicYear, YearFault};

/// The plan that can be made of `draft`, and every issue, in the order of the pages.
///
/// Never fails as a whole: what cannot be read is left out of the plan, stays in the draft and has an issue. `today`
/// bounds the date of the inspection.
pub fn validate(
    draft: &Draft,
    framework: &Framework,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> (Plan, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut plan = Plan {
        school: School {
            name: draft.name.trim().to_owned(),
            phase: draft.phase,
            status: draft.status,
            grade: draft.grade,
            inspected: inspected(&draft.inspected, today, &mut issues),
            before: draft.grade_before,
        },
        ..Plan::default()
    };
    if draft.phase.is_some_and(|phase| !framework.phases().contains(&phase)) {
        issues.push(Issue { field: Field::Phase, kind: IssueKind::PhaseNotCovered });
    }
    for (&(group, year), text) in &draft.cohorts {
        match whole(text).ok().and_then(Cohort::new) {
            Some(cohort) => {
                plan.cohorts.insert((group, year), cohort);
            }
            None if text.trim().is_empty() => {}
            None => issues.push(Issue { field: Field::Cohort(group, year), kind: IssueKind::NotACohort }),
        }
    }
    for (key, text) in &draft.figures {
        // A figure of a measure that this copy does not know stays in the draft; there is no field to tie an issue to.
        if let Some(measure) = catalogue.get(&key.measure)
            && !text.trim().is_empty()
            && let Some(figure) = figure(key, text, measure, &plan, &mut issues)
        {
            plan.figures.put(key, figure);
        }
    }
    for (question, answer) in &draft.scheme(&framework.id).answers {
        match framework.question(question).map(|asked| (asked, &asked.number)) {
            Some((_, Some(range))) => {
                if let Some(number) = number(question, answer, range, &mut issues) {
                    plan.numbers.insert(question.clone(), number);
                }
            }
            Some((asked, None)) if asked.option(answer).is_some() => {
                plan.answers.insert(question.clone(), answer.clone());
            }
            _ => {
                issues.push(Issue { field: Field::Answer(question.clone()), kind: IssueKind::UnknownAnswer })
            }
        }
    }
    // Of a category that the scheme does not have, nothing is said: the draft keeps it.
    if let Some(Overruled { category: Some(category), reason }) = &draft.scheme(&framework.id).overruled
        && framework.category(category).is_some()
    {
        let reason = reason.trim();
        if reason.is_empty() {
            issues.push(Issue { field: Field::OverruledReason, kind: IssueKind::NoReason });
        }
        plan.overruled = Some((category.clone(), reason.to_owned()));
    }
    for measure in catalogue.iter() {
        if let Some(text) = draft.targets.get(&measure.id)
            && let Some(target) = target(text, measure, framework, &plan, &mut issues)
        {
            plan.targets.push(target);
        }
    }
    (plan, issues)
}

fn inspected(text: &DateText, today: NaiveDate, issues: &mut Vec<Issue>) -> Option<NaiveDate> {
    if text.is_empty() {
        return None;
    }
    let kind = match date(text) {
        None => IssueKind::NotADate,
        Some(date) if date > today => IssueKind::DateAhead,
        // The first inspections under the Education (Schools) Act 1992 were in September of that year.
        Some(date) if (date.year(), date.month()) < (1992, 9) => IssueKind::DateTooEarly,
        Some(date) => return Some(date),
    };
    issues.push(Issue { field: Field::Inspected, kind });
    None
}

fn date(text: &DateText) -> Option<NaiveDate> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let year = number(&text.year).filter(|_| text.year.trim().len() == 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month(text.month.trim())?, number(&text.day)?)
}

/// The month by its number or the first three letters of its name.
fn month(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    text.parse().ok().or_else(|| {
        let start = text.get(..3)?.to_ascii_lowercase();
        (1..).zip(NAMES).find(|(_, name)| *name == start).map(|(number, _)| number)
    })
}

fn figure(
    key: &FigureKey,
    text: &str,
    measure: &Measure,
    plan: &Plan,
    issues: &mut Vec<Issue>,
) -> Option<Figure> {
    let mut say = |kind| issues.push(Issue { field: Field::Figure(key.clone()), kind });
    let typed = match Typed::parse(text, measure) {
        Ok(typed) => typed,
        Err(fault) => {
            say(unreadable(fault, measure));
            return None;
        }
    };
    // A group's own size is not asked for, so only a typed share says how many disadvantaged pupils there are.
    let cohort = if key.group == Group::All { plan.cohort(measure, key.year) } else { None };
    let figure = Figure::new(typed, cohort);
    match (typed, cohort) {
        (Typed::Decimal { decimals, .. }, Some(cohort)) if figure.pupils().is_none() => {
            let (below, above) = cohort.counts_beside(typed.level());
            say(IssueKind::ImpossiblePercentage { typed: typed.level(), decimals, cohort, below, above });
        }
        (Typed::Share { of, .. }, Some(group)) if of != group && key.assessment == Assessment::Result => {
            say(IssueKind::OtherCohort { typed: of, group });
        }
        _ => {}
    }
    Some(figure)
}

/// An answer that is a number, as typed.
fn number(
    question: &QuestionId,
    text: &AnswerId,
    range: &NumberRange,
    issues: &mut Vec<Issue>,
) -> Option<Level> {
    let (lowest, highest) = (range.lowest, range.highest);
    let number = match whole(text.as_str()) {
        Ok(number) => Ok(Level::whole(i64::from(number))),
        Err(fault) => Err(fault),
    };
    let number = number.and_then(|number| {
        if (lowest..=highest).contains(&number) { Ok(number) } else { Err(FigureFault::OutOfRange) }
    });
    let issue = |fault| Issue {
        field: Field::Answer(question.clone()),
        kind: IssueKind::Unreadable { fault, lowest, highest, percent: false },
    };
    number.map_err(|fault| issues.push(issue(fault))).ok()
}

fn unreadable(fault: FigureFault, measure: &Measure) -> IssueKind {
    IssueKind::Unreadable {
        fault,
        lowest: measure.lowest,
        highest: measure.highest,
        percent: measure.unit == Unit::Percent,
    }
}

fn target(
    text: &TargetText,
    measure: &Measure,
    framework: &Framework,
    plan: &Plan,
    issues: &mut Vec<Issue>,
) -> Option<Target> {
    let mut say = |field, kind| issues.push(Issue { field, kind });
    let value_field = || Field::TargetValue(measure.id.clone());
    let year_field = || Field::TargetYear(measure.id.clone());
    let typed_year = text.year.trim();
    let year = match AcademicYear::parse(typed_year) {
        _ if typed_year.is_empty() => framework.target_year(),
        Ok(year) => Some(year),
        Err(fault) => {
            say(
                year_field(),
                match fault {
                    YearFault::NotConsecutive(first) => IssueKind::YearsDoNotFollow(first),
                    YearFault::NotAYear => IssueKind::NotAYear,
                },
            );
            None
        }
    };
    if text.value.trim().is_empty() {
        return None;
    }
    let typed = match Typed::parse(&text.value, measure) {
        Ok(typed) => typed,
        Err(fault) => {
            say(value_field(), unreadable(fault, measure));
            return None;
        }
    };
    let year = year?;
    let mut across_change = false;
    if let Some((latest, figure)) = plan.figures.results(&measure.id).next_back() {
        if year <= latest {
            say(year_field(), IssueKind::TargetYearPast { latest });
            return None;
        }
        across_change = !measure.exists_in(year) || !measure.same_series(latest, year);
        if across_change {
            let last = last_of_series(measure, latest, year);
            say(value_field(), IssueKind::AcrossChange { last, accepted: text.across_change });
            if !text.across_change {
                return None;
            }
        }
        if super::gap::is_short_of_today(measure, typed.level(), figure) {
            say(value_field(), IssueKind::BelowToday);
        }
    }
    let decimals = match typed {
        Typed::Decimal { decimals, .. } => decimals,
        Typed::Share { .. } => measure.decimals,
    };
    Some(Target { measure: measure.id.clone(), year, value: typed.level(), decimals, across_change })
}

/// The last year before `year` whose results are comparable with those of `latest`.
fn last_of_series(measure: &Measure, latest: AcademicYear, year: AcademicYear) -> AcademicYear {
    let mut last = latest;
    while let Some(next) = last.on(1)
        && next < year
        && measure.exists_in(next)
        && measure.same_series(latest, next)
    {
        last = next;
    }
    last
}

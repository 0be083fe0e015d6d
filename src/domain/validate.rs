//! From what was typed to what it means, with everything that is wrong on the way.

use chrono::{Datelike, NaiveDate};

use super::benchmark::benchmarks;
use super::calendar::year_of;
use super::cohort::Cohort;
use super::draft::{AreaDraft, DateText, Draft, MilestoneKey, Overruled, TermKey};
use super::figure::{Assessment, Figure, FigureFault, FigureKey, Typed, whole};
use super::framework::{Framework, NumberRange};
use super::ids::{AnswerId, QuestionId};
use super::issue::{Field, Issue, IssueKind};
use super::map::sort_by_key;
use super::measure::{Catalogue, Measure, Unit};
use super::plan::{Found, Plan, Scenario};
use super::quantity::Level;
use super::reference::Group;
use super::school::School;
use super::target;
use super::year::AcademicYear;

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
        benchmarks: benchmarks(draft, catalogue),
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
            && let cohort = cohort_of(&plan, measure, key.group, key.year)
            && let of_year_group = key.assessment == Assessment::Result
            && let field = Field::Figure(key.clone())
            && let Some(figure) = figure(text, measure, cohort, of_year_group, field, &mut issues)
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
    planned(draft, framework, catalogue, &mut plan, &mut issues);
    (plan, issues)
}

/// Targets, milestones, what was found at them, and counts by term.
fn planned(
    draft: &Draft,
    framework: &Framework,
    catalogue: &Catalogue,
    plan: &mut Plan,
    issues: &mut Vec<Issue>,
) {
    plan.calendar.clone_from(&draft.calendar);
    for (key, text) in &draft.dates {
        let year = match key {
            MilestoneKey::Printed(date) => year_of(*date),
            MilestoneKey::Own(year, _) => Some(*year),
        };
        let date = date_in_words(text);
        let kind = match (date, year) {
            (None, _) if text.trim().is_empty() => None,
            (None, _) => Some(IssueKind::NotADate),
            (Some(date), Some(year)) if year_of(date) != Some(year) => Some(IssueKind::OutsideYear(year)),
            _ => None,
        };
        match kind {
            Some(kind) => issues.push(Issue { field: Field::Milestone(*key), kind }),
            None => drop(plan.dates.insert(*key, date)),
        }
    }
    for ((key, milestone), text) in &draft.actuals {
        let field = Field::Actual(key.clone(), *milestone);
        let date = match (plan.dates.get(milestone), milestone) {
            (Some(Some(date)), _) => Some(*date),
            (Some(None), _) | (None, MilestoneKey::Own(..)) => None,
            (None, MilestoneKey::Printed(date)) => Some(*date),
        };
        // What belongs to a milestone that was taken out stays in the draft.
        if let (Some(measure), Some(date)) = (catalogue.get(&key.measure), date)
            && !text.trim().is_empty()
            && let cohort = year_of(date).and_then(|year| cohort_of(plan, measure, key.group, year))
            && let Some(figure) = figure(text, measure, cohort, false, field, issues)
        {
            let (measure, group) = (key.measure.clone(), key.group);
            plan.found.push(Found { measure, group, milestone: *milestone, date, figure });
        }
    }
    sort_by_key(&mut plan.found, |found| found.date);
    for (key, text) in &draft.terms {
        if catalogue.get(&key.measure).is_none_or(|measure| measure.unit != Unit::Count) {
            continue;
        }
        match whole(text) {
            Ok(count) => drop(plan.terms.insert(key.clone(), count)),
            Err(_) if text.trim().is_empty() => {}
            Err(_) => issues.push(Issue { field: Field::Term(key.clone()), kind: IssueKind::NotACount }),
        }
    }
    years_of_terms(framework, plan);
    for (number, area) in &draft.areas {
        // A measure that this copy does not know stays in the draft.
        let measure = area.measure.clone().filter(|measure| catalogue.get(measure).is_some());
        plan.areas.insert(*number, AreaDraft { words: area.words.trim().to_owned(), measure });
    }
    plan.in_view = draft.in_view.min(draft.scenarios.len().saturating_sub(1));
    for (place, scenario) in draft.scenarios.iter().enumerate() {
        let mut targets = Vec::new();
        // Of a plan that is not in view, no field is.
        let mut of_scenario = Vec::new();
        for (key, text) in &scenario.targets {
            let Some(measure) = catalogue.get(&key.measure) else { continue };
            targets.extend(target::read(key, text, measure, framework, plan, &mut of_scenario));
            if place == plan.in_view
                && let Some(before) = target::before(key, text, measure, framework, &mut of_scenario)
            {
                plan.set_before.insert(key.clone(), before);
            }
        }
        sort_by_key(&mut targets, |target| catalogue.place(&target.measure));
        if place == plan.in_view {
            issues.append(&mut of_scenario);
        }
        let (name, carries_on) = (scenario.name.trim().to_owned(), scenario.carries_on);
        plan.scenarios.push(Scenario { name, carries_on, targets });
    }
    if plan.scenarios.is_empty() {
        plan.scenarios.push(Scenario::default());
    }
}

/// The fewest terms of a school year, as in the planner's own calendar. Until so many are known, a year is not.
const FEWEST_TERMS: u8 = 3;

/// The count of a year that is known by its terms only: of a year that is over, because one that is on its way has more
/// terms to come, and where none before the last is missing.
fn years_of_terms(framework: &Framework, plan: &mut Plan) {
    // With the sum, how many terms are known and the number of the last.
    let mut sums: Vec<(FigureKey, u32, u8, u8)> = Vec::new();
    for (TermKey { measure, year, term }, count) in &plan.terms {
        let key = FigureKey::result(measure.clone(), *year);
        match sums.last_mut().filter(|(of, ..)| *of == key) {
            Some((_, sum, known, last)) => {
                (*sum, *known, *last) = (sum.saturating_add(*count), *known + 1, *term)
            }
            None => sums.push((key, *count, 1, *term)),
        }
    }
    for (key, sum, known, last) in sums {
        let is_whole = known == last && known >= FEWEST_TERMS;
        if is_whole
            && key.year <= framework.latest_results
            && plan.figures.result(&key.measure, key.year).is_none()
            && let Ok(hundredths) = i32::try_from(sum.saturating_mul(100))
        {
            let figure = Figure::new(Typed::Decimal { hundredths, decimals: 0 }, None);
            plan.figures.put(&key, figure);
        }
    }
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

/// A date as people write it: `20 December 2015`, `20/12/2015`, `2015-12-20`.
fn date_in_words(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [first, middle, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    date(&DateText { day: (*day).to_owned(), month: (*middle).to_owned(), year: (*year).to_owned() })
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

/// A figure of `cohort`, as typed: a result, or what was found at a milestone. With `of_year_group`, a share of another
/// cohort is said.
fn figure(
    text: &str,
    measure: &Measure,
    cohort: Option<Cohort>,
    of_year_group: bool,
    field: Field,
    issues: &mut Vec<Issue>,
) -> Option<Figure> {
    let mut say = |kind| issues.push(Issue { field: field.clone(), kind });
    let typed = match Typed::parse(text, measure) {
        Ok(typed) => typed,
        Err(fault) => {
            say(unreadable(fault, measure));
            return None;
        }
    };
    let figure = Figure::new(typed, cohort);
    match (typed, cohort) {
        (Typed::Decimal { decimals, .. }, Some(cohort)) if figure.pupils().is_none() => {
            let (below, above) = cohort.counts_beside(typed.level());
            say(IssueKind::ImpossiblePercentage { typed: typed.level(), decimals, cohort, below, above });
        }
        (Typed::Share { of, .. }, Some(group)) if of != group && of_year_group => {
            say(IssueKind::OtherCohort { typed: of, group });
        }
        _ => {}
    }
    Some(figure)
}

/// The cohort of a group's figure. A group's own size is not asked for, so only a typed share says how many disadvantaged
/// pupils there are.
fn cohort_of(plan: &Plan, measure: &Measure, group: Group, year: AcademicYear) -> Option<Cohort> {
    if group == Group::All { plan.cohort(measure, year) } else { None }
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

pub(super) fn unreadable(fault: FigureFault, measure: &Measure) -> IssueKind {
    IssueKind::Unreadable {
        fault,
        lowest: measure.lowest,
        highest: measure.highest,
        percent: measure.unit == Unit::Percent,
    }
}

//! The names of things, as a person would say them.

use crate::domain::category::Input;
use crate::domain::cohort::CohortGroup;
use crate::domain::draft::{MilestoneKey, Part, TargetKey};
use crate::domain::figure::{Assessment, FigureKey};
use crate::domain::framework::{Basis, Clause, Framework, ThresholdValue};
use crate::domain::ids::{CategoryId, MeasureId};
use crate::domain::issue::Field;
use crate::domain::measure::Catalogue;
use crate::domain::reference::Group;
use crate::domain::school::{Grade, Phase, Status};

/// A phase: `Primary`.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::EarlyYears => "Early years",
        Phase::Infant => "Infant",
        Phase::First => "First",
        Phase::Junior => "Junior",
        Phase::Primary => "Primary",
        Phase::Middle => "Middle",
        Phase::Secondary => "Secondary",
        Phase::Special => "Special",
        Phase::Pru => "Pupil referral unit",
        Phase::Post16 => "Post-16",
    }
}

/// Who maintains a school.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Maintained => "Maintained by the council",
        Status::SponsoredAcademy => "Sponsored academy",
        Status::ConverterAcademy => "Converter academy or free school",
    }
}

/// A grade of inspection, in lower case for use in a sentence.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Outstanding => "outstanding",
        Grade::Good => "good",
        Grade::RequiresImprovement => "requires improvement",
        Grade::Satisfactory => "satisfactory",
        Grade::SeriousWeaknesses => "inadequate, serious weaknesses",
        Grade::SpecialMeasures => "inadequate, special measures",
        Grade::NeverInspected => "not inspected yet",
    }
}

/// The grade of the inspection before the last, which may not have been one.
pub fn grade_before(before: Grade) -> &'static str {
    if before == Grade::NeverInspected { "there was none" } else { grade(before) }
}

/// A year group: `Year 6`.
pub fn cohort_group(group: CohortGroup) -> &'static str {
    match group {
        CohortGroup::Reception => "Reception",
        CohortGroup::Year1 => "Year 1",
        CohortGroup::Year2 => "Year 2",
        CohortGroup::Year4 => "Year 4",
        CohortGroup::Year6 => "Year 6",
        CohortGroup::Year11 => "Year 11",
        CohortGroup::OnRoll => "Pupils on roll",
    }
}

/// The pupils of a year group, for use in a sentence: `Year 6 pupils`.
pub fn lower_cohort(group: CohortGroup) -> String {
    match group {
        CohortGroup::Reception => "children in Reception".to_owned(),
        CohortGroup::OnRoll => "pupils on roll".to_owned(),
        _ => format!("{} pupils", cohort_group(group)),
    }
}

/// A category with the council's name for it: `category 4, School of Concern`; `category Green` where the name is its
/// id again.
pub fn category(id: &CategoryId, framework: &Framework) -> String {
    match framework.category(id) {
        Some(category) if !category.name.eq_ignore_ascii_case(id.as_str()) => {
            format!("category {id}, {}", category.name)
        }
        _ => format!("category {}", category_id(id, framework)),
    }
}

/// A category in short: its number or letter, or its name where that is its id again: `4`, `Green`.
pub fn category_id(id: &CategoryId, framework: &Framework) -> String {
    let name = framework.category(id).map(|category| &category.name);
    name.filter(|name| name.eq_ignore_ascii_case(id.as_str())).map_or_else(|| id.to_string(), String::clone)
}

/// A measure's name.
pub fn measure(id: &MeasureId, catalogue: &Catalogue) -> String {
    catalogue.get(id).map_or_else(|| id.to_string(), |measure| measure.label.clone())
}

/// A measure's name for use inside a sentence: without a capital, except where a name needs it.
pub fn measure_in_sentence(id: &MeasureId, catalogue: &Catalogue) -> String {
    label_in_sentence(&measure(id, catalogue))
}

/// The same of its label.
pub fn label_in_sentence(label: &str) -> String {
    let keeps_capital = label.starts_with("Year ")
        || label.starts_with("GCSE")
        || label.starts_with("EBacc")
        || label.starts_with("Attainment 8")
        || label.starts_with("Progress 8");
    if keeps_capital { label.to_owned() } else { lower_first(label) }
}

/// What an overlay says, inside a sentence: a council’s name keeps its capital.
pub fn level_in_sentence(label: &str, framework: &Framework) -> String {
    if label.starts_with(framework.council.as_str()) { label.to_owned() } else { lower_first(label) }
}

/// A group of pupils: `disadvantaged pupils`.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::All => "all pupils",
        Group::Disadvantaged => "disadvantaged pupils",
        Group::Other => "other pupils",
        Group::FreeSchoolMeals => "pupils eligible for free school meals",
    }
}

/// The same after a figure; nothing for all pupils.
pub fn of_group(of: Group) -> String {
    if of == Group::All { String::new() } else { format!(" of {}", group(of)) }
}

/// Something that is not known, as a thing that could be found out: `the 2013/14 result for …`.
pub fn input(input: &Input, framework: &Framework, catalogue: &Catalogue) -> String {
    match input {
        Input::Grade => "the grade of the last inspection".to_owned(),
        Input::Status => "who maintains the school".to_owned(),
        Input::Answer(id) => match framework.question(id) {
            Some(question) => format!("the answer to “{}”", question.text),
            None => format!("the answer to “{id}”"),
        },
        Input::Result(id, group, year) => {
            format!("the {year} result{} for {}", of_group(*group), measure_in_sentence(id, catalogue))
        }
        Input::Teacher(id, year) => {
            format!("the {year} teacher assessment for {}", measure_in_sentence(id, catalogue))
        }
        Input::National(id, group, year) => {
            format!(
                "the {year} national figure{} for {}, which the planner does not hold",
                of_group(*group),
                measure_in_sentence(id, catalogue)
            )
        }
    }
}

/// The field in which an unknown is typed or chosen; `None` for what the planner does not hold.
pub fn field_of(input: &Input) -> Option<Field> {
    match input {
        Input::Grade => Some(Field::Grade),
        Input::Status => Some(Field::Status),
        Input::Answer(id) => Some(Field::Answer(id.clone())),
        Input::Result(id, group, year) => {
            Some(Field::Figure(FigureKey { group: *group, ..FigureKey::result(id.clone(), *year) }))
        }
        Input::Teacher(id, year) => Some(Field::Figure(FigureKey {
            assessment: Assessment::Teacher,
            ..FigureKey::result(id.clone(), *year)
        })),
        Input::National(..) => None,
    }
}

/// The id of the element in which `field` is typed: the same on every page that shows it.
pub fn field_id(field: &Field) -> String {
    match field {
        Field::Framework => "framework".to_owned(),
        Field::Phase => "phase".to_owned(),
        Field::Status => "status".to_owned(),
        Field::Grade => "grade".to_owned(),
        Field::Inspected => "inspected".to_owned(),
        Field::GradeBefore => "grade-before".to_owned(),
        Field::Cohort(group, year) => {
            format!("cohort-{}-{}", slug(cohort_group(*group)), slug(&year.to_string()))
        }
        Field::Figure(key) => {
            let group = group_slug(key.group);
            let teacher = if key.assessment == Assessment::Teacher { "-teacher" } else { "" };
            format!("figure-{}-{}{group}{teacher}", slug(key.measure.as_str()), slug(&key.year.to_string()))
        }
        // There is no box for one: it comes from a file.
        Field::Benchmark(_) => String::new(),
        Field::Answer(id) => format!("answer-{}", slug(id.as_str())),
        Field::Target(key, part) => format!("{}-{}", target_part(*part), target_slug(key)),
        Field::Milestone(milestone) => format!("date-{}", milestone_slug(milestone)),
        Field::Actual(key, milestone) => {
            format!("actual-{}-{}", target_slug(key), milestone_slug(milestone))
        }
        Field::Term(key) => {
            format!("term-{}-{}-{}", slug(key.measure.as_str()), slug(&key.year.to_string()), key.term)
        }
        Field::ScenarioName => "scenario-name".to_owned(),
        Field::CarriesOn => "carries-on".to_owned(),
        Field::Calendar => "calendar".to_owned(),
        Field::Area(number) => format!("area-{number}"),
        Field::AreaMeasure(number) => format!("area-measure-{number}"),
        Field::Threshold(key) => {
            let measure =
                key.measure.as_ref().map_or_else(String::new, |id| format!("-{}", slug(id.as_str())));
            let year = key.year.map_or_else(String::new, |year| format!("-{}", slug(&year.to_string())));
            format!("threshold-{}{measure}{year}", slug(key.threshold.as_str()))
        }
        Field::Overruled => "overruled".to_owned(),
        Field::OverruledReason => "overruled-reason".to_owned(),
        Field::WhatIfName(place) => format!("what-if-name-{place}"),
        Field::Disagreement => "disagreement".to_owned(),
    }
}

fn group_slug(group: Group) -> &'static str {
    match group {
        Group::All => "",
        Group::Disadvantaged => "-disadvantaged",
        Group::Other => "-other",
        Group::FreeSchoolMeals => "-fsm",
    }
}

/// What a target is known by in ids.
pub fn target_slug(key: &TargetKey) -> String {
    format!("{}{}", slug(key.measure.as_str()), group_slug(key.group))
}

fn milestone_slug(milestone: &MilestoneKey) -> String {
    match milestone {
        MilestoneKey::Printed(date) => date.to_string(),
        MilestoneKey::Own(year, number) => format!("{}-{number}", slug(&year.to_string())),
    }
}

fn target_part(part: Part) -> &'static str {
    match part {
        Part::Way => "target-way",
        Part::Value => "target",
        Part::Year => "target-year",
        Part::Known => "accept-target",
        Part::Printed => "target-printed",
        Part::Fft50 => "target-fft-50",
        Part::Fft20 => "target-fft-20",
        Part::Fft5 => "target-fft-5",
        Part::Fft => "target-fft",
        Part::Narrow => "target-narrow",
        Part::Against => "target-against",
        Part::Amount => "target-amount",
        Part::EachTerm => "target-each-term",
        Part::Shape => "target-shape",
        Part::Weights => "target-weights",
        Part::Onwards => "target-onwards",
        Part::Ambition => "target-ambition",
        Part::Before => "target-before",
    }
}

/// Lower-case letters and digits, joined by hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Whether a clause is the council's or the planner's.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Published => "published",
        Basis::Assumed => "assumed",
    }
}

/// The same of a number of the rules, which may be changed for a plan.
pub fn basis_of(value: &ThresholdValue) -> &'static str {
    if value.changed_from.is_some() { "changed by you" } else { basis(value.clause.basis) }
}

/// Where a rule comes from: `Appendix 3, section 6, category 4 (published)`, or `Assumed: planner’s definition`.
pub fn clause(clause: &Clause) -> String {
    match clause.basis {
        Basis::Published => format!("Published: {}", clause.place),
        Basis::Assumed => format!("Assumed by the planner. {}", clause.place),
    }
}

/// The first letter in lower case; one beyond A to Z stays, as knowing them all takes more room than it is worth.
pub fn lower_first(text: &str) -> String {
    with_first(text, str::make_ascii_lowercase)
}

/// The first letter in upper case; one beyond A to Z stays.
pub fn upper_first(text: &str) -> String {
    with_first(text, str::make_ascii_uppercase)
}

fn with_first(text: &str, change: fn(&mut str)) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        change(first);
    }
    text
}

/// `a`, `a and b`, `a, b and c`; or with "or".
pub fn list(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {word} {last}", most.join(", ")),
    }
}

/// Whose scheme it is: `Doncaster’s`; `the England template’s` for what is no council: `England (template)`.
pub fn whose(council: &str) -> String {
    match council.strip_suffix(')').and_then(|council| council.rsplit_once(" (")) {
        Some((place, what)) => format!("the {place} {what}’s"),
        None => format!("{council}’s"),
    }
}

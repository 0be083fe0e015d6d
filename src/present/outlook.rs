//! The inspection outlook: likely dates with what they rest on, or why there are none.

use chrono::NaiveDate;

use crate::domain::Framework;
use crate::domain::framework::Basis;
use crate::domain::outlook::{DateRange, Likely, NoOutlook, Outlook, Third, outlook};
use crate::domain::school::School;

use super::number::date;
use super::table::Table;

/// What is said of a school's next inspections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlookView {
    /// Its heading.
    pub title: &'static str,
    /// What is likely, or why nothing is said.
    pub sentences: Vec<String>,
    /// The likely dates; no rows where there are none.
    pub dates: Table,
    /// Cautions, a sentence or two each.
    pub cautions: Vec<String>,
    /// The rules that were followed, each with its place and whether it is published or assumed; then what they leave
    /// out.
    pub sources: Vec<&'static str>,
}

/// The outlook of a school under a scheme, as of `today`.
pub fn view(school: &School, framework: &Framework, today: NaiveDate) -> OutlookView {
    let mut view = OutlookView {
        title: "Inspection outlook",
        sentences: vec![],
        dates: Table::new("Likely dates", &[("Inspection", false), ("Likely", false), ("Basis", false)]),
        cautions: vec![],
        sources: vec![],
    };
    // Such a scheme does not ask for a grade, so one that is left from another scheme could not be seen or changed.
    if framework.grades.is_empty() {
        let no_grade = "This scheme does not go by an overall grade. ";
        view.sentences.push([no_grade, reason(NoOutlook::AfterOverallGrades)].concat());
        return view;
    }
    match outlook(school) {
        Outlook::Nothing(why) => view.sentences.push(reason(why).to_owned()),
        Outlook::Likely(likely) => {
            likely_dates(&likely, &mut view, today);
            cautions(&likely, &mut view.cautions);
            view.sources = sources(&likely);
        }
    }
    view
}

fn reason(why: NoOutlook) -> &'static str {
    match why {
        NoOutlook::NoGrade => {
            "Enter the grade and the date of the last inspection on the school page, and the likely dates of the next \
             stand here."
        }
        NoOutlook::NoDate => {
            "Enter the date of the last inspection on the school page, and the likely dates of the next stand here."
        }
        NoOutlook::NeverInspected => {
            "The school has not been inspected yet. The councils’ rules count from an inspection, so no date is given."
        }
        NoOutlook::GoodAlready => {
            "The school is good or better already. The councils’ rules are about becoming good, and none of their \
             documents says when a good school is inspected again."
        }
        NoOutlook::AfterOverallGrades => {
            "No date is given: since September 2024 state-funded schools get no overall grade, and the councils’ rules \
             are about the grades before."
        }
    }
}

fn likely_dates(likely: &Likely, view: &mut OutlookView, today: NaiveDate) {
    view.dates.caption = format!("Likely dates, counted from the inspection of {}", date(likely.inspected));
    view.sentences.push(
        if likely.from_inadequate {
            "The next inspection is likely to find that the school requires improvement, and the one after it is the \
             first that is likely to judge it good. None of the councils’ documents says how soon an inadequate school \
             is inspected again, so the earliest date for good supposes that it is at once."
        } else {
            "The next inspection is the first that can judge the school good."
        }
        .to_owned(),
    );
    view.push("Next inspection", &likely.next);
    view.push("First that can judge the school good", &likely.good);
    match likely.third {
        None => {}
        Some(Third::Next) => {
            let running = "The last two inspections found that the school requires improvement, so the next is at \
                           least the third. ";
            view.cautions.push([running, NOT_GOOD].concat());
        }
        Some(other) => {
            let where_it_stands = match other {
                Third::AfterNext(range) => {
                    view.push("Third, if the next is not good", &range);
                    "If the next inspection finds again that the school requires improvement, the one after it is the \
                     third. "
                }
                Third::NotSaid => {
                    "Doncaster’s policy does not say whether an inspection that found the school satisfactory counts as \
                     one of the three. "
                }
                _ => {
                    "If the inspection before the last also found that the school requires improvement, the next is the \
                     third: enter its grade on the school page. "
                }
            };
            view.sentences.push([where_it_stands, NOT_GOOD].concat());
        }
    }
    if likely.next.is_past(today) {
        let further =
            if likely.good.is_past(today) { " and of the first that can judge the school good" } else { "" };
        view.sentences.push(format!(
            "Today, {}, the likely dates of the next inspection{further} are past. If the school has been inspected \
             since, enter that inspection on the school page.",
            date(today)
        ));
    }
}

const NOT_GOOD: &str = "By Doncaster’s policy, a school that is not good at its third inspection, after requiring \
                        improvement at two running, is likely to be judged inadequate and to require special measures.";

impl OutlookView {
    fn push(&mut self, heading: &'static str, range: &DateRange) {
        let latest = date(range.latest);
        let words = match range.earliest {
            Some(earliest) => [&date(earliest), " to ", &latest].concat(),
            None => ["By ", &latest, "; the earliest date is not stated"].concat(),
        };
        let basis = match range.basis {
            Basis::Published => "Published",
            Basis::Assumed => "Assumed by the planner",
        };
        self.dates.push(heading, vec![words, basis.to_owned()]);
    }
}

fn cautions(likely: &Likely, cautions: &mut Vec<String>) {
    if likely.is_out_of_use {
        cautions.push(
            "“Requires improvement” took the place of “satisfactory” in September 2012: check the grade and the date on \
             the school page."
                .to_owned(),
        );
    }
    if likely.is_earlier {
        cautions.push(
            "The grade was given before September 2012, under other rules: every date is assumed by the planner, and \
             “satisfactory” is taken as “requires improvement”."
                .to_owned(),
        );
    }
    if let Some(months) = likely.ofsted {
        cautions.push(format!(
            "Ofsted itself named a longer limit than the councils: up to {months} months. The next inspection may come \
             later than the dates here."
        ));
    }
}

fn sources(likely: &Likely) -> Vec<&'static str> {
    let mut sources = vec![
        "Norfolk, 21 November 2013, “When will Norfolk Schools get to Good?”, point 1. Published: a school that requires \
         improvement is not likely to be inspected again for at least a year, and an inadequate one is likely to require \
         improvement before it is good.",
        "Doncaster, School Improvement Strategy 2015-16, section 4, “Ofsted Categories”. Published: a school that \
         requires improvement is normally inspected again within two years; and what follows if it is not good at a third \
         inspection.",
    ];
    if likely.from_inadequate {
        sources.push(
            "East Sussex, draft action plan of 6 October 2014, priority 1, success measures: all inadequate schools leave \
             that grade within 18 months. Assumed by the planner: that such a school is inspected again in that time. It \
             is the council’s aim, not a rule of inspection.",
        );
    }
    if likely.ofsted.is_some() {
        sources.push(
            "Ofsted’s own limits: its inspection blog, 8 February 2016 and 13 April 2018. They are a caution, and change no \
             date here.",
        );
    }
    sources.push(
        "Assumed by the planner: that what these councils wrote from 2013 to 2015 goes for every grade from September 2012 \
         to August 2024.",
    );
    sources.push(
        "Norfolk’s method also weighs results over three years, its risk analysis and academies. It prints no rule for \
         these, so they change no date here, and nothing is said of how probable a date is.",
    );
    sources
}

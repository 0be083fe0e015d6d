//! What is wrong with what was typed, in words that say how to put it right.

use crate::domain::figure::FigureFault;
use crate::domain::issue::{Issue, IssueKind};
use crate::domain::quantity::Level;

use super::number;

/// The words of an issue, for beside the field and for the summary at the top.
pub fn words(issue: &Issue) -> String {
    match &issue.kind {
        IssueKind::NoFramework => "Choose a council’s scheme".to_owned(),
        IssueKind::NoPhase => {
            "Choose the school’s phase: it decides which figures and rules apply".to_owned()
        }
        IssueKind::PhaseNotCovered => "This scheme does not cover schools of this phase".to_owned(),
        IssueKind::Unreadable { fault, lowest, highest, percent } => {
            unreadable(*fault, *lowest, *highest, *percent)
        }
        IssueKind::ImpossiblePercentage { typed, decimals, cohort, below, above } => {
            let share = |count: u32| number::number(Level::share(count, cohort.pupils()).exact(), 1);
            format!(
                "{}% is not possible with {}: {} is {}%, {} is {}%",
                number::number(typed.exact(), *decimals),
                number::pupils(cohort.pupils()),
                number::pupils(*below),
                share(*below),
                above,
                share(*above),
            )
        }
        IssueKind::OtherCohort { typed, group } => format!(
            "The figure is of {}, but the year group has {}: check which is right",
            number::pupils(typed.pupils()),
            group.pupils(),
        ),
        IssueKind::NotACohort => "Enter a whole number of pupils from 1 to 5,000".to_owned(),
        IssueKind::NotACount => "Enter a whole number".to_owned(),
        IssueKind::NotWeights => {
            "Enter up to 12 numbers with commas between them, not all of them 0, such as 3, 2, 1".to_owned()
        }
        IssueKind::OutsideYear(year) => {
            format!(
                "Enter a date in the academic year {year}, from September {} to August {}",
                year.start(),
                year.end()
            )
        }
        IssueKind::NotADate => "Enter a real date, such as 27 3 2014".to_owned(),
        IssueKind::DateAhead => "The inspection date must be in the past".to_owned(),
        IssueKind::DateTooEarly => "The inspection date must be in 1992 or later".to_owned(),
        IssueKind::YearsDoNotFollow(first) => {
            format!("An academic year runs over two years that follow each other, such as {first}")
        }
        IssueKind::NotAYear => "Enter an academic year, such as 2015/16".to_owned(),
        IssueKind::TargetYearPast { latest } => {
            format!("The target year must be after the latest result, which is of {latest}")
        }
        IssueKind::AcrossChange { last, accepted: false } => format!(
            "The tests change after {last}, so results then cannot be compared with today’s. \
             To plan for this target all the same, say that you know"
        ),
        IssueKind::AcrossChange { last, accepted: true } => {
            format!("This target is in other tests than today’s result: they change after {last}")
        }
        IssueKind::BelowToday => "This target is below today’s result".to_owned(),
        IssueKind::NoReason => "Say why: the reason is shown beside the category".to_owned(),
        IssueKind::UnknownAnswer => "This answer is not one that the scheme offers: choose again".to_owned(),
    }
}

fn unreadable(fault: FigureFault, lowest: Level, highest: Level, percent: bool) -> String {
    let (low, high) = (plain(lowest), plain(highest));
    let example = if percent { ", such as 62.3 or 18 of 30" } else { "" };
    match fault {
        FigureFault::NotANumber => format!("Enter a number{example}"),
        FigureFault::TooManyDecimals => "Enter a number with at most two decimal places".to_owned(),
        FigureFault::ShareOfNothing => "Enter a single number: this is not a percentage of pupils".to_owned(),
        FigureFault::MoreThanCohort { count, of } => {
            format!("{count} of {of} is more pupils than there are: check the two numbers")
        }
        FigureFault::CohortOutOfRange => "The number of pupils in all must be from 1 to 5,000".to_owned(),
        FigureFault::NotWhole => "Enter a whole number".to_owned(),
        FigureFault::OutOfRange if percent => format!("A percentage is from {low} to {high}"),
        FigureFault::OutOfRange => format!("Enter a number from {low} to {high}"),
    }
}

/// A number with as many decimal places as it needs: `65`, `1.25`.
pub fn plain(level: Level) -> String {
    let exact = level.exact();
    let decimals = (0..=2)
        .find(|places| exact.rounded(*places) * 10_i64.pow(2 - u32::from(*places)) == exact.rounded(2));
    number::number(exact, decimals.unwrap_or(2))
}

//! The trajectory page: the path from here to there, in whole pupils.

use crate::domain::measure::{Catalogue, Measure, Unit};
use crate::domain::quantity::Difference;
use crate::domain::trajectory::{Course, MilestoneStep, Path, Trajectory, WholePupils, YearStep};
use crate::domain::{Evaluation, Framework};

use super::table::Table;
use super::{name, number};

/// Everything that the trajectory page shows of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrajectoryView {
    /// The measure's id, for the fields and charts of the page.
    pub id: String,
    /// The measure.
    pub title: String,
    /// Where it stands.
    pub start: String,
    /// The path to the school's own target.
    pub to_target: Option<PathView>,
    /// The path to national.
    pub to_national: Option<PathView>,
    /// The path itself, for its charts.
    pub trajectory: Trajectory,
}

/// A path in words and tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathView {
    /// Where it leads.
    pub title: String,
    /// What it asks for, a sentence each.
    pub sentences: Vec<String>,
    /// Cautions, a sentence each.
    pub cautions: Vec<String>,
    /// Results of successive cohorts.
    pub years: Table,
    /// The first year's cohort by milestones; no rows where the scheme prints no calendar for that year.
    pub milestones: Table,
    /// What is known of the calendar's dates.
    pub calendar_note: String,
}

/// The trajectory page of an evaluation, a part for each measure.
pub fn view(evaluation: &Evaluation, framework: &Framework, catalogue: &Catalogue) -> Vec<TrajectoryView> {
    evaluation
        .trajectories
        .iter()
        .filter_map(|trajectory| {
            let measure = catalogue.get(&trajectory.measure)?;
            let value = number::level(trajectory.from, trajectory.decimals, measure.unit);
            Some(TrajectoryView {
                id: trajectory.measure.to_string(),
                title: measure.label.clone(),
                start: format!("The latest result is {value}, in {}.", trajectory.from_year),
                to_target: trajectory
                    .to_target
                    .as_ref()
                    .map(|path| own(path, trajectory, measure, framework)),
                to_national: trajectory
                    .to_national
                    .as_ref()
                    .map(|path| national(path, trajectory, measure, framework)),
                trajectory: trajectory.clone(),
            })
        })
        .collect()
}

fn own(path: &Path, trajectory: &Trajectory, measure: &Measure, framework: &Framework) -> PathView {
    let goal = number::level(path.goal, path.decimals, measure.unit);
    let title = format!("To your target of {goal} by {}", due(path, framework));
    path_view(path, trajectory, measure, framework, title, "target")
}

fn national(path: &Path, trajectory: &Trajectory, measure: &Measure, framework: &Framework) -> PathView {
    let goal = number::level(path.goal, path.decimals, measure.unit);
    let title = format!("To the national figure of {goal} by {}", due(path, framework));
    path_view(path, trajectory, measure, framework, title, "national figure")
}

/// When the goal is due: the month of the last milestone where there is a calendar, otherwise the summer of the year.
fn due(path: &Path, framework: &Framework) -> String {
    let last = framework.calendars.first().and_then(|calendar| calendar.milestones.last());
    match last.filter(|_| framework.target_year() == Some(path.year)) {
        Some(milestone) => number::month_and_year(milestone.date),
        None => format!("summer {}", path.year.end()),
    }
}

fn path_view(
    path: &Path,
    trajectory: &Trajectory,
    measure: &Measure,
    framework: &Framework,
    title: String,
    goal_word: &str,
) -> PathView {
    let calendar = framework.calendars.first().filter(|_| !path.milestones.is_empty());
    PathView {
        title,
        sentences: sentences(path, trajectory, measure, goal_word),
        cautions: cautions(path, trajectory, goal_word),
        years: years(path, trajectory, measure, goal_word),
        milestones: milestones(
            path,
            measure,
            calendar.map_or("", |calendar| calendar.label.as_str()),
            goal_word,
        ),
        calendar_note: calendar.map_or_else(String::new, |calendar| {
            let note = &calendar.clause.note;
            format!("Dates: {}. {}. {note}", calendar.label, name::clause(&calendar.clause))
        }),
    }
}

fn sentences(path: &Path, trajectory: &Trajectory, measure: &Measure, goal_word: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let today = trajectory.from;
    let decimals = trajectory.decimals.max(path.decimals);
    match path.course {
        Course::Sustain => {
            sentences.push(format!("The {goal_word} is met already: the path sustains today’s result."))
        }
        Course::Improve | Course::Decline => {
            let change = path.goal - today;
            let verb = if change > Difference::ZERO { "up" } else { "down" };
            let years = path.years.len();
            let over = if years == 1 {
                "in one year".to_owned()
            } else {
                format!("in {} years, equal steps each year", super::reason::number_word(years))
            };
            sentences.push(format!(
                "{} {verb} {over}.",
                name::upper_first(&number::distance(change, decimals, measure.unit))
            ));
        }
    }
    if let Some(last) = path.years.last()
        && let Some(whole) = last.pupils
    {
        sentences.push(format!(
            "In {} that is {} of {}{}.",
            last.year,
            whole.count,
            number::pupils(whole.of.pupils()),
            assumed(whole),
        ));
    }
    sentences
}

fn assumed(whole: WholePupils) -> &'static str {
    if whole.cohort_is_assumed { ", if the year group is as large as the last one entered" } else { "" }
}

fn cautions(path: &Path, trajectory: &Trajectory, goal_word: &str) -> Vec<String> {
    let mut cautions = Vec::new();
    if path.across_change {
        cautions.push(format!(
            "The tests change between {} and {}: today’s result and the {goal_word} are on different scales. The path is \
             drawn with a break, as the council printed such targets, and nothing is said of how likely it is.",
            trajectory.from_year, path.year,
        ));
    } else if let Some(last) = path.measure_ends {
        cautions.push(format!(
            "No results in this measure exist after {last}. The path stays on its scale, as a yardstick: it is not joined \
             to the figures of the tests that came after."
        ));
    }
    if path.course == Course::Decline {
        cautions.push(format!("This {goal_word} is below today’s result."));
    }
    cautions
}

fn years(path: &Path, trajectory: &Trajectory, measure: &Measure, goal_word: &str) -> Table {
    let mut table = Table::new(
        format!("To the {goal_word} year by year: results of successive cohorts"),
        &[
            ("Academic year", false),
            ("Path", true),
            ("Pupils", true),
            ("Their percentage", true),
            ("National", true),
            ("Gap, points", true),
        ],
    );
    let decimals = trajectory.decimals.max(1);
    for step in &path.years {
        table.push(step.year.to_string(), year_cells(step, measure, decimals, path));
    }
    table
}

fn year_cells(step: &YearStep, measure: &Measure, decimals: u8, path: &Path) -> Vec<String> {
    // Beyond a change of tests, the old national figure is no comparator for the new target.
    let comparable = !path.across_change;
    vec![
        number::level(step.ideal, decimals, measure.unit),
        whole(step.pupils),
        percentage(step.pupils, measure),
        step.national.filter(|_| comparable).map_or_else(
            || "not comparable".to_owned(),
            |national| number::level(national, decimals, measure.unit),
        ),
        step.gap
            .filter(|_| comparable)
            .map_or_else(|| "not comparable".to_owned(), |gap| number::signed(gap, decimals)),
    ]
}

fn whole(pupils: Option<WholePupils>) -> String {
    pupils.map_or_else(|| "not known".to_owned(), |whole| format!("{} of {}", whole.count, whole.of.pupils()))
}

fn percentage(pupils: Option<WholePupils>, measure: &Measure) -> String {
    pupils
        .filter(|_| measure.unit == Unit::Percent)
        .map_or_else(|| "not known".to_owned(), |whole| number::level(whole.percentage(), 1, Unit::Percent))
}

fn milestones(path: &Path, measure: &Measure, calendar: &str, goal_word: &str) -> Table {
    let year = path.years.first().map_or_else(String::new, |step| step.year.to_string());
    let mut table = Table::new(
        format!("To the {goal_word} by milestones: the {year} cohort on track ({calendar})"),
        &[("Milestone", false), ("Path", true), ("Pupils on track", true), ("Their percentage", true)],
    );
    for step in &path.milestones {
        let MilestoneStep { date, ideal, pupils, .. } = step;
        table.push(
            number::date(*date),
            vec![number::level(*ideal, 1, measure.unit), whole(*pupils), percentage(*pupils, measure)],
        );
    }
    table
}

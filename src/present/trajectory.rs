//! The trajectory page: targets, and the path from here to there, in whole pupils.

use chrono::Datelike;

use crate::domain::calendar;
use crate::domain::draft::{Draft, MilestoneKey, TargetKey};
use crate::domain::figure::FigureKey;
use crate::domain::framework::{Basis, PrintedTarget, Scope, TargetKind};
use crate::domain::gap::to_reach;
use crate::domain::goal::{Comparator, NoGoal};
use crate::domain::line::Shape;
use crate::domain::measure::{Better, Catalogue, Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::Group;
use crate::domain::target::{Against, Narrowing, Target, Way};
use crate::domain::terms::Terms;
use crate::domain::trajectory::{
    Actual, Conflict, Course, MilestoneStep, Path, Revised, Standing, Step, Trajectory, WholePupils, YearStep,
};
use crate::domain::{AcademicYear, Evaluation, Field, Framework};

use super::table::{Column, Table};
use super::{name, number};

/// Everything that the trajectory page shows of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrajectoryView {
    /// Why there is no path to the target although one is set.
    pub refused: Option<String>,
    /// The path to the school's own target.
    pub to_target: Option<PathView>,
    /// The path to national.
    pub to_national: Option<PathView>,
    /// The year of a count by its terms.
    pub terms: Option<Table>,
    /// What to know of the terms.
    pub terms_note: Option<String>,
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
    pub years: Steps,
    /// The first year's cohort by milestones; no rows where there are none.
    pub milestones: Steps,
    /// What is known of the calendar's dates.
    pub calendar_note: String,
}

/// A table of steps, some of whose cells can be typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// What it shows.
    pub caption: String,
    /// Its columns; the first is that of row headings.
    pub columns: Vec<&'static str>,
    /// Its rows: heading and cells.
    pub rows: Vec<(String, Vec<StepCell>)>,
}

/// A cell of [`Steps`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepCell {
    /// Words.
    Words(String),
    /// A box: what is typed in it, its name for those who cannot see the table, and what stands in it before anything is
    /// typed.
    Box(Field, String, String),
}

impl Steps {
    /// The same to read: what was typed stands in the cells. A row or a column in which nothing stands is left out.
    pub fn printed(&self, draft: &Draft) -> Table {
        let mut table = Table { caption: self.caption.clone(), ..Table::default() };
        let said = |cell: &StepCell| match cell {
            StepCell::Words(words) => words.clone(),
            StepCell::Box(field, _, words) => typed(draft, field).unwrap_or(words).clone(),
        };
        table.columns.extend(self.columns.first().map(|heading| Column::words(*heading)));
        for (heading, cells) in &self.rows {
            let cells: Vec<String> = cells.iter().map(said).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                table.push(heading.clone(), cells);
            }
        }
        let mut place = 0;
        for heading in self.columns.iter().skip(1) {
            if table.rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| !cell.is_empty())) {
                table.columns.push(Column::number(*heading));
                place += 1;
            } else {
                table.rows.iter_mut().for_each(|row| drop(row.cells.remove(place)));
            }
        }
        table
    }
}

/// What was typed in a box of [`Steps`].
pub fn typed<'d>(draft: &'d Draft, field: &Field) -> Option<&'d String> {
    match field {
        Field::Cohort(group, year) => draft.cohorts.get(&(*group, *year)),
        Field::Figure(key) => draft.figures.get(key),
        Field::Milestone(key) => draft.dates.get(key),
        Field::Actual(key, milestone) => draft.actuals.get(&(key.clone(), *milestone)),
        _ => None,
    }
}

/// What a path is shown with.
#[derive(Clone, Copy)]
struct Of<'a> {
    trajectory: &'a Trajectory,
    measure: &'a Measure,
    plan: &'a Plan,
    framework: &'a Framework,
    draft: &'a Draft,
}

/// Where a measure stands.
pub fn start(trajectory: &Trajectory, measure: &Measure) -> String {
    let value = number::level(trajectory.from, trajectory.decimals, measure.unit);
    format!("The latest result is {value}, in {}.", trajectory.from_year)
}

/// The trajectory in view, in words and tables.
pub fn view(
    trajectory: &Trajectory,
    measure: &Measure,
    plan: &Plan,
    draft: &Draft,
    framework: &Framework,
) -> TrajectoryView {
    let of = Of { trajectory, measure, plan, framework, draft };
    let value = number::level(trajectory.from, trajectory.decimals, measure.unit);
    let terms = trajectory.terms.as_ref();
    TrajectoryView {
        refused: trajectory.no_target.as_ref().map(|why| of.refused(why)),
        to_target: trajectory.to_target.as_ref().map(|path| of.own(path)),
        to_national: trajectory.to_national.as_ref().map(|path| of.national(path)),
        terms: terms.map(|terms| terms_table(terms, measure)),
        terms_note: terms.and_then(|terms| terms.differs).map(|sum| {
            format!(
                "The terms of {} come to {sum}, but the year’s figure is {value}: check which is right.",
                trajectory.from_year
            )
        }),
    }
}

/// What stands of the target in view, for who cannot see it change: where the path leads, and how the latest result or
/// finding stands against it.
pub fn news(
    trajectory: &Trajectory,
    measure: &Measure,
    plan: &Plan,
    draft: &Draft,
    framework: &Framework,
) -> String {
    let of = Of { trajectory, measure, plan, framework, draft };
    let Some(path) = &trajectory.to_target else {
        return trajectory.no_target.as_ref().map_or_else(String::new, |why| of.refused(why));
    };
    let of_milestones = path.milestones.iter().filter_map(|step| step.actual.as_ref());
    let of_years = path.years.iter().filter_map(|step| step.actual.as_ref());
    let standing =
        of_years.chain(of_milestones).last().map_or_else(String::new, |actual| match actual.standing {
            Standing::OnPlan => "The latest result is on the path.".to_owned(),
            Standing::Ahead(Some(pupils)) => {
                format!("The latest result is {} ahead.", number::pupils(pupils))
            }
            Standing::Behind(Some(pupils)) => {
                format!("The latest result is {} behind.", number::pupils(pupils))
            }
            Standing::Ahead(None) => "The latest result is ahead of the path.".to_owned(),
            Standing::Behind(None) => "The latest result is behind the path.".to_owned(),
        });
    format!("{}. {} {standing}", of.own_title(path), of.own_sentences(path).join(" "))
}

/// Why the path to national may ask for another number of pupils than the gap.
pub(super) const ROUNDED: &str = "The national figure is rounded to a whole per cent: the gap in pupils is therefore a \
    range, while the path leads to the figure as it is printed.";

/// That, where the gap is a range for it.
pub(super) fn rounded(of: &Trajectory, measure: &Measure) -> Option<&'static str> {
    let pupils = of.from_pupils.filter(|pupils| pupils.fewest == pupils.most)?;
    let (national, decimals) = of.national?;
    let gap = to_reach(pupils, national, decimals, measure);
    (measure.unit == Unit::Percent && gap.fewest < gap.most).then_some(ROUNDED)
}

/// A measure, and whose results in it.
pub fn title(key: &TargetKey, catalogue: &Catalogue) -> String {
    format!("{}{}", name::measure(&key.measure, catalogue), name::of_group(key.group))
}

/// The plans of targets side by side: what each asks for in each measure.
pub fn overview(evaluation: &Evaluation, plan: &Plan, catalogue: &Catalogue) -> Table {
    let mut table = Table::new("What each plan asks for", &[("Measure", false), ("Latest result", true)]);
    for place in 0..plan.scenarios.len() {
        table.columns.push(Column::number(scenario_name(plan, place)));
    }
    let mut keys: Vec<TargetKey> = Vec::new();
    for trajectory in evaluation.paths.iter().flat_map(|paths| &paths.trajectories) {
        let is_planned = trajectory.to_target.is_some() || trajectory.no_target.is_some();
        if is_planned && !keys.contains(&trajectory.key()) {
            keys.push(trajectory.key());
        }
    }
    for key in &keys {
        let Some(measure) = catalogue.get(&key.measure) else { continue };
        let of = |place: usize| {
            evaluation.paths.get(place)?.trajectories.iter().find(|trajectory| trajectory.key() == *key)
        };
        let mut latest = String::new();
        let mut cells = Vec::new();
        for place in 0..plan.scenarios.len() {
            let trajectory = of(place);
            if let Some(path) = trajectory {
                latest =
                    format!("{}, {}", number::level(path.from, path.decimals, measure.unit), path.from_year);
            }
            cells.push(match trajectory.map(|path| (&path.to_target, &path.no_target)) {
                Some((Some(path), _)) => asked(path, measure),
                Some((None, Some(_))) => "cannot be reached".to_owned(),
                _ => "no target".to_owned(),
            });
        }
        cells.insert(0, latest);
        table.push(title(key, catalogue), cells);
    }
    table
}

/// `73%, 22 of 30, by 2015/16`.
pub(super) fn asked(path: &Path, measure: &Measure) -> String {
    let goal = number::level(path.goal, path.decimals, measure.unit);
    let pupils = path.years.last().and_then(|step| step.pupils);
    let pupils = pupils.map_or_else(String::new, |pupils| format!("{}, ", share(pupils)));
    format!("{goal}, {pupils}by {}", path.year)
}

/// The name of a plan of targets.
pub fn scenario_name(plan: &Plan, place: usize) -> String {
    let name = plan.scenarios.get(place).map_or("", |scenario| scenario.name.as_str());
    if name.is_empty() { format!("Plan {}", place + 1) } else { name.to_owned() }
}

/// What is to be said where a combined target asks for more than its parts allow.
pub fn conflict(conflict: &Conflict, catalogue: &Catalogue) -> String {
    let decimals =
        number::decimals_to_tell_apart(conflict.combined_goal.exact(), conflict.part_goal.exact(), 0);
    let level = |level: Level| number::level(level, decimals, Unit::Percent);
    format!(
        "The targets for {} do not fit together: a pupil counts in the combined figure who reaches every subject, so it \
         can be at most the smallest of the three. The path for {} leads to {}, that for {} to {}.",
        conflict.year,
        name::measure_in_sentence(&conflict.combined, catalogue),
        level(conflict.combined_goal),
        name::measure_in_sentence(&conflict.part, catalogue),
        level(conflict.part_goal),
    )
}

/// A target that the council printed, as an answer that can be chosen, and what to know of it.
pub fn printed_target(target: &PrintedTarget, measure: &Measure, council: &str) -> (String, String) {
    let amount = number::level(target.value, u8::from(!target.value.exact().is_integer()), measure.unit);
    let points = number::distance(target.value - Level::ZERO, 0, measure.unit);
    let what = match target.kind {
        TargetKind::Level => amount,
        TargetKind::AboveNational if target.value == Level::ZERO => "at least the national figure".to_owned(),
        TargetKind::AboveNational => format!("{points} above the national figure"),
        TargetKind::Closer => format!("the gap narrowed by {points}"),
        TargetKind::Fewer => format!("{}% fewer", super::issue::plain(target.value)),
    };
    let band = if target.band.is_empty() { String::new() } else { format!("{}: ", target.band) };
    let whose = match target.scope {
        Scope::School if target.clause.basis == Basis::Published => format!("Printed by {council}."),
        Scope::School => String::new(),
        Scope::Partnership => {
            format!("{council} printed it for a sample partnership of schools, not for yours.")
        }
        Scope::Authority => {
            format!("{council} set it for all its schools together, not for one school.")
        }
    };
    let other = if target.measure.as_ref() == Some(&measure.id) {
        String::new()
    } else {
        " It is in the tests that came after.".to_owned()
    };
    (
        name::upper_first(&format!("{band}{what} in {}", target.year)),
        format!("{}. {whose}{other} {}. {}", target.label, name::clause(&target.clause), target.clause.note),
    )
}

impl Of<'_> {
    fn refused(&self, why: &NoGoal) -> String {
        match why {
            NoGoal::NoNational(group, year) => format!(
                "This target cannot be worked out: no national figure{} is held for {year} on the scale of today’s result.",
                name::of_group(*group),
            ),
            NoGoal::NoOthers(year) => format!(
                "This target cannot be worked out without the {year} result of the school’s other pupils: enter it on the \
                 figures page."
            ),
            NoGoal::Impossible(level) => format!(
                "This target would need {}, which no school can have: a result is from {} to {}.",
                number::level(*level, 1, self.measure.unit),
                number::level(self.measure.lowest, 0, self.measure.unit),
                number::level(self.measure.highest, 0, self.measure.unit),
            ),
        }
    }

    fn target(&self) -> Option<&Target> {
        let is_it = |target: &&Target| {
            target.measure == self.trajectory.measure && target.group == self.trajectory.group
        };
        self.plan.targets().iter().find(is_it)
    }

    fn own(&self, path: &Path) -> PathView {
        self.path_view(path, self.own_title(path), self.own_sentences(path), "target", true)
    }

    fn own_title(&self, path: &Path) -> String {
        let goal = number::level(path.goal, path.decimals, self.measure.unit);
        format!("To your target of {goal} by {}", self.due(path))
    }

    fn own_sentences(&self, path: &Path) -> Vec<String> {
        let mut sentences = self.sentences(path, "target");
        let how = self.target().map_or_else(String::new, |target| self.how_it_is_set(target, path));
        if !how.is_empty() {
            sentences.insert(0, how);
        }
        sentences
    }

    fn national(&self, path: &Path) -> PathView {
        let goal = number::level(path.goal, path.decimals, self.measure.unit);
        let title = format!("To the national figure of {goal} by {}", self.due(path));
        let goal_word = "national figure";
        let mut sentences = self.sentences(path, goal_word);
        sentences.extend(rounded(self.trajectory, self.measure).map(str::to_owned));
        self.path_view(path, title, sentences, goal_word, false)
    }

    /// Where the target comes from, for one that was not simply typed.
    fn how_it_is_set(&self, target: &Target, path: &Path) -> String {
        let unit = self.measure.unit;
        let whom = |against: Against| match (target.group, against) {
            (Group::Disadvantaged, Against::School) => {
                "the gap inside the school, between its disadvantaged pupils and its others"
            }
            (Group::Disadvantaged, Against::National) => {
                "the gap to the other pupils of the country, as the Department for Education takes it"
            }
            _ => "the gap to the national figure",
        };
        match target.way {
            Way::At { .. } => String::new(),
            Way::National { above } => {
                let above = above - Level::ZERO;
                let start = if above == Difference::ZERO {
                    "The target is the national figure".to_owned()
                } else {
                    format!("The target is {} above the national figure", number::distance(above, 0, unit))
                };
                match path.years.last().and_then(|step| step.national) {
                    Some(national) => format!("{start}, {}.", comparator(&national, path.year)),
                    None => format!("{start}."),
                }
            }
            Way::Narrow { by, against } => {
                let gap = whom(against);
                match by {
                    Narrowing::Points(points) => format!(
                        "The target narrows {gap}, by {}.",
                        number::distance(points - Level::ZERO, u8::from(!points.exact().is_integer()), unit)
                    ),
                    Narrowing::ToNational => format!("The target narrows {gap}, to what it is nationally."),
                    Narrowing::ToNothing => format!("The target closes {gap}."),
                }
            }
            Way::Close { percent, against } => {
                format!("The target closes {}% of {}.", super::issue::plain(percent), whom(against))
            }
            Way::Reduce { percent, each_term } => {
                let each = each_term.map_or_else(String::new, |each| {
                    format!(", in steps of {}% a term", super::issue::plain(each))
                });
                let last = self.trajectory.from_year;
                format!("The target is {}% fewer than in {last}{each}.", super::issue::plain(percent))
            }
        }
    }

    /// When the goal is due: the month of the last milestone where the year has a calendar, otherwise its summer.
    fn due(&self, path: &Path) -> String {
        let last = calendar::calendar(self.plan, self.framework, path.year)
            .and_then(|calendar| calendar.milestones.last());
        // A list of milestones may be of other things, and end in the middle of the year.
        match last.filter(|milestone| (6..=8).contains(&milestone.date.month())) {
            Some(milestone) => number::month_and_year(milestone.date),
            None => format!("summer {}", path.year.end()),
        }
    }

    fn path_view(
        &self,
        path: &Path,
        title: String,
        sentences: Vec<String>,
        goal_word: &str,
        is_own: bool,
    ) -> PathView {
        let is_dated = !path.milestones.is_empty();
        let calendar = calendar::calendar(self.plan, self.framework, path.milestone_year);
        let calendar_note = match calendar {
            _ if !is_dated => String::new(),
            Some(calendar) => {
                let note = &calendar.clause.note;
                let source = name::clause(&calendar.clause);
                format!(
                    "Dates: {}. {source}. {note} The figures at these dates are the planner’s.",
                    calendar.label
                )
            }
            None => "Dates: the ends of terms, the planner’s own. Change them to the school’s.".to_owned(),
        };
        let label = calendar.map_or("ends of terms", |calendar| calendar.label.as_str());
        let mut milestones = self.milestones(path, label, goal_word, is_own);
        if !is_dated {
            milestones.rows.clear();
        }
        PathView {
            title,
            sentences,
            cautions: self.cautions(path, goal_word),
            years: self.years(path, goal_word, is_own),
            milestones,
            calendar_note,
        }
    }

    fn sentences(&self, path: &Path, goal_word: &str) -> Vec<String> {
        let (trajectory, unit) = (self.trajectory, self.measure.unit);
        let mut sentences = Vec::new();
        let decimals = trajectory.decimals.max(path.decimals);
        match path.course {
            Course::Sustain => {
                sentences.push(format!("The {goal_word} is met already: the path sustains today’s result."))
            }
            Course::Improve | Course::Decline => {
                let change = path.goal - trajectory.from;
                let verb = if change > Difference::ZERO { "up" } else { "down" };
                let years = path.years.len();
                let over = match years {
                    1 => "in one year".to_owned(),
                    years => format!("in {} years", super::reason::number_word(years)),
                };
                // Points between two scales are none.
                let way = if path.across_change {
                    let (from, to) = (trajectory.from, path.goal);
                    let level = |level| number::level(level, decimals, unit);
                    format!("From {} to {}", level(from), level(to))
                } else {
                    let distance = number::distance(change, decimals, unit);
                    format!("{} {verb}", name::upper_first(&distance))
                };
                sentences.push(format!("{way} {over}{}.", spread(path)));
            }
        }
        if let Some(last) = path.years.last()
            && let Some(whole) = last.pupils
        {
            sentences.push(format!("In {} that is {}{}.", last.year, of_pupils(whole), assumed(whole)));
        }
        if let Some(last) = path.years.last()
            && let (Some(gap), Some(national)) = (last.gap, last.national)
            && !path.across_change
            && goal_word == "target"
        {
            let side = if gap > Difference::ZERO { "above" } else { "below" };
            let place = if gap == Difference::ZERO {
                "on".to_owned()
            } else {
                format!("{} {side}", number::distance(gap, decimals.max(1), unit))
            };
            sentences.push(format!(
                "The target is {place} the national figure{}, {}.",
                name::of_group(trajectory.group),
                comparator(&national, last.year),
            ));
        }
        sentences
    }

    fn cautions(&self, path: &Path, goal_word: &str) -> Vec<String> {
        let trajectory = self.trajectory;
        let mut cautions = Vec::new();
        if path.across_change {
            cautions.push(format!(
                "The tests change between {} and {}: today’s result and the {goal_word} are on different scales. The path \
                 is drawn with a break, as the council printed such targets, and nothing is said of how likely it is.",
                trajectory.from_year, path.year,
            ));
        } else if let Some(last) = path.measure_ends {
            cautions.push(format!(
                "No results on this scale exist after {last}. The path stays on it, as a yardstick: it is not \
                 joined to the figures of the tests that came after."
            ));
        }
        if path.course == Course::Decline {
            cautions.push(format!("This {goal_word} is below today’s result."));
        }
        let rises = |pair: &[YearStep]| {
            let share = |step: &YearStep| step.pupils.map(|pupils| pupils.percentage());
            share(&pair[1]) < share(&pair[0]) && pair[1].pupils.is_some() && pair[0].pupils.is_some()
        };
        if path.course == Course::Improve && path.years.windows(2).any(rises) {
            cautions.push(
                "The percentage of whole pupils falls in some year although the path does not: cohorts differ in size."
                    .to_owned(),
            );
        }
        cautions
    }

    /// Whether a year's step is on the scale of the result: the way to a target in other tests begins on today's.
    fn is_comparable(&self, path: &Path, year: AcademicYear) -> bool {
        let is_of_today =
            self.measure.exists_in(year) && self.measure.same_series(self.trajectory.from_year, year);
        !path.across_change || is_of_today
    }

    /// Whether the steps are said in pupils, or would be if the size of the year group were entered.
    fn has_pupils(&self, path: &Path) -> bool {
        let may_be = self.measure.cohort_group().is_some() && self.trajectory.group == Group::All;
        let is_known = || path.years.iter().any(|step| step.pupils.is_some());
        self.measure.unit == Unit::Percent && (may_be || is_known())
    }

    fn years(&self, path: &Path, goal_word: &str, is_own: bool) -> Steps {
        let unit = self.measure.unit;
        let is_whole = |step: &YearStep| step.ideal.exact().is_integer();
        let decimals = if unit == Unit::Count && path.years.iter().all(is_whole) {
            0
        } else {
            self.trajectory.decimals.max(1)
        };
        let is_revised = path.years.iter().any(|step| step.revised.is_some());
        let has_pupils = self.has_pupils(path);
        let mut columns = vec!["Academic year", "Path"];
        if has_pupils {
            columns.extend(["Pupils", "Their percentage"]);
        }
        if unit != Unit::Count {
            columns.extend(["National", "Gap, points"]);
        }
        // Successive cohorts differ in size; the school page asks only for the years of results and the next.
        let year_group =
            self.measure.cohort_group().filter(|_| is_own && self.trajectory.group == Group::All);
        if year_group.is_some() {
            columns.push("Pupils in the year group");
        }
        if is_own {
            columns.extend(["Result, once known", "Against the path"]);
        }
        if is_revised {
            columns.extend(REVISED);
        }
        let row = |step: &YearStep| {
            // Beyond a change of tests, the old national figure is no comparator for the new target.
            let is_comparable = self.is_comparable(path, step.year);
            let not_comparable = || "not comparable".to_owned();
            let mut cells = vec![number::level(step.ideal, decimals, unit)];
            if has_pupils {
                cells.extend([whole(step.pupils), percentage(step.pupils)]);
            }
            if unit != Unit::Count {
                let national = step.national.filter(|_| is_comparable);
                cells.push(national.map_or_else(not_comparable, |national| {
                    let mark = if national.is_carried_on { ", carried on" } else { "" };
                    format!("{}{mark}", number::level(national.value, decimals, unit))
                }));
                let gap = step.gap.filter(|_| is_comparable);
                cells.push(gap.map_or_else(not_comparable, |gap| number::signed(gap, decimals)));
            }
            let mut cells: Vec<StepCell> = cells.into_iter().map(StepCell::Words).collect();
            if let Some(group) = year_group {
                let label = format!("{}, {}, number of pupils", name::cohort_group(group), step.year);
                cells.push(StepCell::Box(Field::Cohort(group, step.year), label, String::new()));
            }
            if is_own {
                let key = FigureKey {
                    group: self.trajectory.group,
                    ..FigureKey::result(self.trajectory.measure.clone(), step.year)
                };
                let exists = self.measure.exists_in(step.year) && is_comparable;
                cells.push(if exists {
                    let label = format!("Result of {}, once known", step.year);
                    StepCell::Box(Field::Figure(key), label, String::new())
                } else {
                    StepCell::Words("other tests".to_owned())
                });
                cells.push(StepCell::Words(self.standing(step.actual.as_ref())));
            }
            if is_revised {
                cells.extend(self.revised(step.revised.as_ref(), decimals));
            }
            (step.year.to_string(), cells)
        };
        let of = if self.measure.cohort_group().is_some() { ": results of successive cohorts" } else { "" };
        let caption = format!("To the {goal_word} year by year{of}");
        Steps { caption, columns, rows: path.years.iter().map(row).collect() }
    }

    fn milestones(&self, path: &Path, calendar: &str, goal_word: &str, is_own: bool) -> Steps {
        let year = path.milestone_year;
        let is_revised = path.milestones.iter().any(|step| step.revised.is_some());
        let mut columns = vec!["Milestone"];
        if is_own {
            columns.push("Date");
        }
        columns.push("Path");
        let has_pupils = self.has_pupils(path);
        if has_pupils {
            columns.extend(["Pupils on track", "Their percentage"]);
        }
        if is_own {
            columns.extend(["Found then", "Against the path"]);
        }
        if is_revised {
            columns.extend(REVISED);
        }
        let mut rows = Vec::new();
        let mut steps: Vec<&MilestoneStep> = path.milestones.iter().collect();
        if is_own {
            // In the order of the calendar, whatever is typed: a row that moved would take the keyboard out of its box.
            // What was taken out can be put back, and there is room for one more.
            let empty = columns.len() - 2;
            let mut is_room = true;
            for (key, printed) in calendar::printed(self.plan, self.framework, year) {
                if let Some(place) = steps.iter().position(|step| step.key == key) {
                    rows.push(self.milestone(steps.remove(place), is_own, true, is_revised, has_pupils));
                    continue;
                }
                let is_new = printed.is_none() && !self.draft.dates.contains_key(&key);
                if is_new && !std::mem::take(&mut is_room) {
                    continue;
                }
                let heading = milestone_heading(key, printed.map_or("", |dated| dated.printed));
                let mut cells = vec![self.date_box(key, &heading, String::new())];
                cells.extend(std::iter::repeat_n(StepCell::Words(String::new()), empty));
                rows.push((heading, cells));
            }
        }
        // One that belongs to a calendar which is not in view has its date there.
        let of_others = |step| self.milestone(step, is_own, false, is_revised, has_pupils);
        rows.extend(steps.into_iter().map(of_others));
        let caption = format!("To the {goal_word} by milestones: the {year} cohort on track ({calendar})");
        Steps { caption, columns, rows }
    }

    fn date_box(&self, key: MilestoneKey, heading: &str, words: String) -> StepCell {
        StepCell::Box(Field::Milestone(key), format!("{heading}: date"), words)
    }

    fn milestone(
        &self,
        step: &MilestoneStep,
        is_own: bool,
        is_here: bool,
        is_revised: bool,
        has_pupils: bool,
    ) -> (String, Vec<StepCell>) {
        let heading = milestone_heading(step.key, &step.printed);
        let mut cells = Vec::new();
        if is_own && is_here {
            cells.push(self.date_box(step.key, &heading, number::date(step.date)));
        } else if is_own {
            cells.push(StepCell::Words(number::date(step.date)));
        }
        let decimals = self.trajectory.decimals.max(1);
        cells.push(StepCell::Words(number::level(step.ideal, decimals, self.measure.unit)));
        if has_pupils {
            cells.extend([whole(step.pupils), percentage(step.pupils)].map(StepCell::Words));
        }
        if is_own {
            let field = Field::Actual(self.trajectory.key(), step.key);
            cells.push(StepCell::Box(field, format!("{heading}: found then"), String::new()));
            cells.push(StepCell::Words(self.standing(step.actual.as_ref())));
        }
        if is_revised {
            cells.extend(self.revised(step.revised.as_ref(), decimals));
        }
        (heading, cells)
    }

    /// `2 pupils behind; at this pace 68.3% in the end`.
    fn standing(&self, actual: Option<&Actual>) -> String {
        let Some(actual) = actual else { return String::new() };
        let unit = self.measure.unit;
        let by = |pupils: Option<u32>, word: &str| match pupils {
            Some(pupils) => format!("{} {word}", number::pupils(pupils)),
            None => format!("{} {word}", number::distance(actual.difference, actual.decimals.max(1), unit)),
        };
        let standing = match actual.standing {
            Standing::OnPlan => return "On the path".to_owned(),
            Standing::Ahead(pupils) => by(pupils, "ahead"),
            Standing::Behind(pupils) => by(pupils, "behind"),
        };
        let to_go = match actual.to_go {
            Some(0) => "; as many as are needed in the end".to_owned(),
            Some(pupils) if self.measure.better == Better::Higher => format!("; {pupils} more to go"),
            Some(pupils) => format!("; {pupils} fewer to go"),
            None => String::new(),
        };
        let end = number::level(actual.pace_leads_to, actual.decimals.max(1), unit);
        format!("{standing}{to_go}; at the planned pace {end} in the end")
    }

    fn revised(&self, revised: Option<&Revised>, decimals: u8) -> [StepCell; 2] {
        let words = |step: &Step| {
            let level = number::level(step.level, decimals, self.measure.unit);
            let pupils = step.pupils.map_or_else(String::new, |pupils| format!(", {}", share(pupils)));
            StepCell::Words(format!("{level}{pupils}"))
        };
        match revised {
            Some(revised) => [words(&revised.to_target), words(&revised.at_pace)],
            None => [StepCell::Words(String::new()), StepCell::Words(String::new())],
        }
    }
}

/// What a milestone is called, whatever its date is changed to.
fn milestone_heading(key: MilestoneKey, printed: &str) -> String {
    match key {
        MilestoneKey::Own(_, number) => format!("Your own date {number}"),
        MilestoneKey::Printed(date) if printed.is_empty() => number::date(date),
        MilestoneKey::Printed(_) => printed.to_owned(),
    }
}

const REVISED: [&str; 2] = ["From there, to keep the target", "From there, at the planned pace"];

/// `at its 2014/15 value of 80.0%`…: what the national figure of a year rests on.
fn comparator(national: &Comparator, year: AcademicYear) -> String {
    if national.held == year {
        format!("as published for {year}")
    } else if national.is_carried_on {
        format!("carried on from {} by the mean of its last three yearly changes", national.held)
    } else {
        format!("held as it was in {}", national.held)
    }
}

/// How the way is spread over the years, with the parts of each.
fn spread(path: &Path) -> String {
    let shape = match &path.shape {
        Shape::Steady if path.years.len() == 1 => return String::new(),
        Shape::Steady => return ", equal steps each year".to_owned(),
        Shape::Early if path.years.len() == 1 => {
            return ", most of it early: the pace falls from three to one".to_owned();
        }
        Shape::Later if path.years.len() == 1 => {
            return ", most of it later: the pace rises from one to three".to_owned();
        }
        Shape::Early => ", most of it early",
        Shape::Later => ", most of it later",
        Shape::Custom(weights) => {
            let weights = weights.iter().map(|weight| super::issue::plain(Level::hundredths(*weight as i32)));
            return format!(", by weights of your own: {}", weights.collect::<Vec<_>>().join(", "));
        }
        Shape::Yearly(_) => ", by the council’s targets for the years between",
    };
    let parts = path.shape.yearly(path.years.len() as i64);
    let parts: Vec<String> = parts
        .iter()
        .map(|part| format!("{}%", number::number(Level::percent_of(*part).exact(), 0)))
        .collect();
    format!("{shape}: {} of the way", name::list(&parts, "and"))
}

fn terms_table(terms: &Terms, measure: &Measure) -> Table {
    let caption = format!("{}: the year {} by terms, counted from its start", measure.label, terms.year);
    let mut table = Table::new(
        caption,
        &[
            ("Until the end of", false),
            ("Last year", true),
            ("Fewer by", true),
            ("At most this year", true),
            ("This year", true),
            ("Against the path", false),
        ],
    );
    for step in &terms.steps {
        let actual = step.actual.map_or_else(String::new, |(count, _)| count.to_string());
        let standing = match step.actual.map(|(_, standing)| standing) {
            None => String::new(),
            Some(Standing::OnPlan) => "On the path".to_owned(),
            Some(Standing::Ahead(by)) => format!("{} below it", by.unwrap_or(0)),
            Some(Standing::Behind(by)) => format!("{} above it", by.unwrap_or(0)),
        };
        let fewer = format!("{}%", number::number(step.fewer, u8::from(!step.fewer.is_integer())));
        table.push(
            format!("Term {}", step.term),
            vec![step.last_year.to_string(), fewer, step.ceiling.to_string(), actual, standing],
        );
    }
    table
}

pub(super) fn share(pupils: WholePupils) -> String {
    number::share(pupils.count, pupils.of.pupils())
}

fn of_pupils(whole: WholePupils) -> String {
    format!("{} of {}", number::thousands(u64::from(whole.count)), number::pupils(whole.of.pupils()))
}

/// What is added where a cohort's size is not known yet.
pub(super) fn assumed(whole: WholePupils) -> &'static str {
    if whole.cohort_is_assumed { ", if the year group is as large as the last one entered" } else { "" }
}

fn whole(pupils: Option<WholePupils>) -> String {
    pupils.map_or_else(|| "not known".to_owned(), share)
}

fn percentage(pupils: Option<WholePupils>) -> String {
    pupils.map_or_else(|| "not known".to_owned(), |whole| number::level(whole.percentage(), 1, Unit::Percent))
}

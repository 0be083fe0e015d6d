//! The way from past results to the target and to national, year by year.

use super::super::table::{Column, Row, Table};
use super::super::{name, number};
use super::Chart;
use super::axis::{Plot, Printed, Range, count};
use super::svg::{
    Anchor, LABEL, Label, Marker, Point, SMALL, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit, within,
};
use crate::domain::figure::Assessment;
use crate::domain::goal::Comparator;
use crate::domain::line::Onwards;
use crate::domain::map::sort_by_key;
use crate::domain::measure::{Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::Group;
use crate::domain::trajectory::{
    Actual, Course, Path, Revised, Standing, Step, Trajectory, WholePupils, YearStep,
};
use crate::domain::year::AcademicYear;

/// Results of the three years to the start and of those after it, and the paths from there to the target and to
/// national, by year. Where a result was not as planned, the way on from the latest follows, as the person chose it.
///
/// The range of values is the measure's own, not that of the figures. A year without a result, and a change of the
/// tests, leave a gap in the line. `None` where there is no path. `id` has to be unique on the page.
pub fn trajectory_chart(id: &str, trajectory: &Trajectory, plan: &Plan, measure: &Measure) -> Option<Chart> {
    let view = View::new(trajectory, plan, measure)?;
    let first = view.years().next().unwrap_or(trajectory.from_year);
    let title = format!("{}: results and path, {first} to {}", named(trajectory, measure), view.last);
    Some(Chart { sentence: view.sentence(), svg: view.draw(id, &title), table: view.table(&title), title })
}

/// The measure, and of whom where that is not all pupils.
pub(super) fn named(trajectory: &Trajectory, measure: &Measure) -> String {
    format!("{}{}", measure.label, name::of_group(trajectory.group))
}

/// Past years that are shown: that from which the paths start, and two before.
const YEARS_BEFORE: u16 = 2;

/// Everything that is shown, as it is printed.
struct View<'a> {
    measure: &'a Measure,
    trajectory: &'a Trajectory,
    /// Results shown, oldest first: those after the start too.
    results: Vec<(AcademicYear, Printed)>,
    from: Printed,
    target: Option<Way<'a>>,
    /// The path to national; left out beside a target where national is met, as it leads nowhere, and where results are
    /// there to be set against the path to the target.
    national_way: Option<Way<'a>>,
    /// The national figure of the latest result's year.
    goal: Option<Printed>,
    /// The national figure by year, from the latest result on.
    national: Vec<(AcademicYear, Printed)>,
    last: AcademicYear,
}

/// A path as it is printed.
struct Way<'a> {
    path: &'a Path,
    goal: Printed,
    /// Decimal places of the steps.
    decimals: u8,
    steps: Vec<(&'a YearStep, Printed)>,
    /// The way on from the latest result, that result first; empty where it was as planned.
    revised: Vec<(AcademicYear, Printed)>,
    /// The pupils at its end.
    revised_pupils: Option<WholePupils>,
}

impl<'a> Way<'a> {
    fn new(path: &'a Path, trajectory: &Trajectory, unit: Unit) -> Self {
        let goal = Printed::level(path.goal, path.decimals, unit);
        let decimals = trajectory.decimals.max(path.decimals);
        // The last step is the goal as it was set, so that the drawing ends at the words "Target 73%".
        let print = |level: Level| {
            if level == path.goal { goal.clone() } else { Printed::level(level, decimals, unit) }
        };
        let (mut steps, mut revised, mut revised_pupils) = (Vec::new(), Vec::new(), None);
        for step in &path.years {
            steps.push((step, print(step.ideal)));
            if let Some(actual) = &step.actual {
                revised = vec![(step.year, Printed::level(actual.level, actual.decimals, unit))];
            }
            if let Some(on) = &step.revised {
                let on = way_on(path, on);
                revised.push((step.year, print(on.level)));
                revised_pupils = on.pupils;
            }
        }
        if revised.len() < 2 {
            revised.clear();
        }
        Self { path, goal, decimals, steps, revised, revised_pupils }
    }

    /// What became of the latest step that has a result.
    fn latest(&self) -> Option<(&'a YearStep, &'a Actual)> {
        self.path.years.iter().rev().find_map(|step| Some((step, step.actual.as_ref()?)))
    }

    fn outcomes(&self) -> Outcomes {
        let years = &self.path.years;
        Outcomes {
            has_actual: years.iter().any(|step| step.actual.is_some()),
            has_revised: !self.revised.is_empty(),
            decimals: self.decimals,
        }
    }

    fn last_pupils(&self) -> Option<String> {
        self.steps.last().and_then(|(step, _)| step.pupils).map(whole_pupils)
    }

    fn at(&self, year: AcademicYear) -> Option<&(&'a YearStep, Printed)> {
        self.steps.iter().find(|(step, _)| step.year == year)
    }
}

/// The way on that the person chose.
pub(super) fn way_on<'a>(path: &Path, revised: &'a Revised) -> &'a Step {
    if path.onwards == Onwards::KeepPace { &revised.at_pace } else { &revised.to_target }
}

/// `2 pupils behind the path`; of a count, `2 above the path`.
pub(super) fn against(actual: &Actual, ideal: Level, measure: &Measure) -> String {
    let (by, mut word) = match actual.standing {
        Standing::OnPlan => return "on the path".to_owned(),
        Standing::Ahead(by) => (by, "ahead of"),
        Standing::Behind(by) => (by, "behind"),
    };
    let mut difference = actual.difference;
    if measure.unit == Unit::Count {
        // As both are printed.
        difference = actual.level - Level::whole(ideal.exact().rounded(0));
        word = if difference < Difference::ZERO { "below" } else { "above" };
    }
    let zero = Difference::ZERO.exact();
    let decimals = number::decimals_to_tell_apart(difference.exact(), zero, actual.decimals);
    let distance = || number::distance(difference, decimals, measure.unit);
    format!("{} {word} the path", by.map_or_else(distance, number::pupils))
}

/// The columns of a table for what became of the steps, and for the two ways on.
pub(super) struct Outcomes {
    pub(super) has_actual: bool,
    pub(super) has_revised: bool,
    pub(super) decimals: u8,
}

impl Outcomes {
    pub(super) fn columns(&self, columns: &mut Vec<Column>) {
        if self.has_actual {
            columns.push(Column::words("Against the path"));
        }
        if self.has_revised {
            columns.extend(["Revised path", "At the planned pace"].map(Column::number));
        }
    }

    /// The cells of a step: its ideal line, what became of it, how it goes on.
    pub(super) fn cells(
        &self,
        ideal: Level,
        actual: Option<&Actual>,
        revised: Option<&Revised>,
        measure: &Measure,
        cells: &mut Vec<String>,
    ) {
        if self.has_actual {
            let words = actual.map(|actual| name::upper_first(&against(actual, ideal, measure)));
            cells.push(words.unwrap_or_default());
        }
        if self.has_revised {
            let words = |step: Step| {
                let level = number::level(step.level, self.decimals, measure.unit);
                let pupils = step.pupils.map(|pupils| format!(", {}", whole_pupils(pupils)));
                format!("{level}{}", pupils.unwrap_or_default())
            };
            let ways = revised.map(|revised| [revised.to_target, revised.at_pace].map(words));
            cells.extend(ways.unwrap_or_default());
        }
    }
}

/// `169 of 231 pupils`.
pub(super) fn whole_pupils(pupils: WholePupils) -> String {
    format!("{} of {}", count(pupils.count), number::pupils(pupils.of.pupils()))
}

impl<'a> View<'a> {
    fn new(trajectory: &'a Trajectory, plan: &Plan, measure: &'a Measure) -> Option<Self> {
        let unit = measure.unit;
        let way = |path: &'a Path| Way::new(path, trajectory, unit);
        let target = trajectory.to_target.as_ref().map(way);
        let to_national = trajectory.to_national.as_ref();
        let paths = [trajectory.to_target.as_ref(), to_national].into_iter().flatten();
        let last = paths.map(|path| path.year).max()?;
        let is_worth_drawing = |path: &&Path| match &target {
            Some(way) => path.course != Course::Sustain && way.latest().is_none(),
            None => true,
        };
        let national_way = to_national.filter(is_worth_drawing).map(way);
        let goal = trajectory.national.map(|(level, decimals)| Printed::level(level, decimals, unit));
        let first = trajectory.from_year.back(YEARS_BEFORE).unwrap_or(trajectory.from_year);
        let mut results = Vec::new();
        for year in years(first, last) {
            let figure = plan.figures.find(&measure.id, year, trajectory.group, Assessment::Result);
            if let Some(figure) = figure {
                let decimals = crate::domain::gap::shown_decimals(figure, measure);
                results.push((year, Printed::level(figure.level(), decimals, unit)));
            }
        }
        let from = Printed::level(trajectory.from, trajectory.decimals, unit);
        let national = national_by_year(trajectory, measure);
        Some(Self { measure, trajectory, results, from, target, national_way, goal, national, last })
    }

    fn ways(&self) -> impl Iterator<Item = &Way<'a>> {
        [&self.target, &self.national_way].into_iter().flatten()
    }

    /// The first year after the start whose results are another series, where a path goes so far.
    fn first_after_change(&self) -> Option<AcademicYear> {
        self.measure_ended()?.on(1)
    }

    /// What the last national figure rests on.
    fn last_national(&self) -> Option<Comparator> {
        set_against(self.trajectory).last()?.national
    }

    /// `held from 2014/15`, or carried on, where the last national figure is not of its own year.
    fn national_is_from(&self) -> Option<String> {
        let national = self.last_national()?;
        Some(format!("{} from {}", not_published(&national, self.last)?, national.held))
    }

    fn measure_ended(&self) -> Option<AcademicYear> {
        self.ways().find_map(|way| way.path.measure_ends)
    }

    /// A measure may go on in another series.
    fn what_ended(&self) -> &'static str {
        if self.measure.last_year.is_some() { "measure" } else { "series" }
    }

    /// Tells of the latest result: that from which the paths start, or one after it, against the path.
    fn sentence(&self) -> String {
        let Trajectory { from_year, from, national, .. } = *self.trajectory;
        let unit = self.measure.unit;
        let latest = self.target.as_ref().and_then(Way::latest);
        let mut text = named(self.trajectory, self.measure);
        let (level, national) = if let Some((step, actual)) = latest {
            let value = number::level(actual.level, actual.decimals, unit);
            let against = against(actual, step.ideal, self.measure);
            text.push_str(&format!(": {value} in {}, {against}", step.year));
            (actual.level, step.national)
        } else {
            text.push_str(&format!(": {} in {from_year}{}", self.from.text, self.since()));
            let of_start =
                |(value, decimals)| Comparator { value, decimals, held: from_year, is_carried_on: false };
            (from, national.map(of_start))
        };
        let is_worse = |than| crate::domain::gap::is_worse(self.measure, level, than);
        if let Some(way) = &self.target {
            let (goal, year) = (&way.goal.text, way.path.year);
            let further = self.distance(way.path.goal - level);
            let is_decline = way.path.course == Course::Decline;
            text.push_str(&if way.path.across_change {
                format!("; the target is {goal} in {year}, in other tests, so the two are not to be compared")
            } else if is_decline && latest.is_none() {
                format!("; the target is {goal} in {year}, worse than today: {further}")
            } else if is_decline || is_worse(way.path.goal) {
                format!("; the target is {goal} in {year}, {further}")
            } else {
                format!("; the target of {goal} in {year} is met already")
            });
            if let Some((_, end)) = way.revised.last() {
                let is_pace = way.path.onwards == Onwards::KeepPace;
                let way = if is_pace { "the planned pace" } else { "a revised path" };
                text.push_str(&format!("; {way} leads to {}", end.text));
            }
        }
        if let Some(now) = national {
            let whom = if self.trajectory.group == Group::All { "" } else { " for these pupils" };
            let value = number::level(now.value, now.decimals, unit);
            text.push_str(&if now.is_carried_on {
                format!("; national{whom}, carried on from {}, is {value}", now.held)
            } else {
                format!("; national{whom} was {value} in {}", now.held)
            });
            text.push_str(&if is_worse(now.value) {
                format!(", {}", self.distance(now.value - level))
            } else {
                " and is met already".to_owned()
            });
            if let (Some((year, last)), Some(national)) = (self.national.last(), self.last_national())
                && national.value != now.value
            {
                text.push_str(&if national.is_carried_on {
                    format!("; carried on from {}, it is {} in {year}", national.held, last.text)
                } else {
                    format!("; it is {} in {}", last.text, national.held)
                });
            }
        }
        if let Some(ended) = self.measure_ended() {
            text.push_str(&format!("; the {} ended in {ended}", self.what_ended()));
            // A path to a target in other tests has its own words above.
            if self.national_way.is_some() {
                text.push_str(", so the path to national is a yardstick on the old scale");
            }
        }
        text
    }

    /// `, up from 53.3% in 2012/13`: the start against the earliest result shown that can be compared with it.
    fn since(&self) -> String {
        let from_year = self.trajectory.from_year;
        let is_comparable =
            |year: AcademicYear| year < from_year && self.measure.same_series(year, from_year);
        let Some((year, before)) = self.results.iter().find(|(year, _)| is_comparable(*year)) else {
            return String::new();
        };
        let direction = match self.from.drawn.total_cmp(&before.drawn) {
            std::cmp::Ordering::Less => "down from",
            std::cmp::Ordering::Equal => "the same as",
            std::cmp::Ordering::Greater => "up from",
        };
        format!(", {direction} {} in {year}", before.text)
    }

    fn distance(&self, difference: Difference) -> String {
        let decimals = self.trajectory.decimals;
        let decimals = number::decimals_to_tell_apart(difference.exact(), Difference::ZERO.exact(), decimals);
        let direction = if difference < Difference::ZERO { "lower" } else { "higher" };
        format!("{} {direction}", number::distance(difference, decimals, self.measure.unit))
    }

    fn table(&self, title: &str) -> Table {
        let is_assumed = self
            .ways()
            .flat_map(|way| &way.steps)
            .any(|(step, _)| step.pupils.is_some_and(|pupils| pupils.cohort_is_assumed));
        let note = if is_assumed { "; cohort sizes carried on from the latest known year" } else { "" };
        let mut columns = vec![Column::words("Year"), Column::number("Result")];
        for (way, name) in [(&self.target, "target"), (&self.national_way, "national")] {
            if let Some(way) = way {
                columns.push(Column::number(format!("Path to {name}")));
                if has_pupils(way) {
                    columns.push(Column::number(format!("Pupils on the path to {name}")));
                }
                way.outcomes().columns(&mut columns);
            }
        }
        if !self.national.is_empty() {
            columns.push(Column::number("National"));
        }
        let of_year = |figures: &[(AcademicYear, Printed)], year: AcademicYear| {
            let figure = figures.iter().find(|(each, _)| *each == year);
            figure.map(|(_, printed)| printed.text.clone())
        };
        let rows = self.years().map(|year| {
            let mut cells = vec![of_year(&self.results, year).unwrap_or_else(|| {
                if year < self.trajectory.from_year { "not known".to_owned() } else { String::new() }
            })];
            for way in self.ways() {
                let step = way.at(year);
                cells.push(step.map_or_else(String::new, |(_, printed)| printed.text.clone()));
                let step = step.map(|(step, _)| step);
                if has_pupils(way) {
                    let pupils = step.and_then(|step| step.pupils).map(whole_pupils);
                    cells.push(pupils.unwrap_or_default());
                }
                let ideal = step.map_or(way.path.goal, |step| step.ideal);
                let (actual, revised) =
                    (step.and_then(|step| step.actual.as_ref()), step.and_then(|step| step.revised.as_ref()));
                way.outcomes().cells(ideal, actual, revised, self.measure, &mut cells);
            }
            if !self.national.is_empty() {
                let mut cell = of_year(&self.national, year).unwrap_or_default();
                let step = set_against(self.trajectory).iter().find(|step| step.year == year);
                if let Some(how) = step.and_then(|step| not_published(&step.national?, year)) {
                    cell.push_str(&format!(", {how}"));
                }
                cells.push(cell);
            }
            Row::new(year.to_string(), cells)
        });
        Table { caption: format!("{title}{note}"), rows: rows.collect(), columns }
    }

    /// The years of the drawing: from the first result shown to the last goal.
    fn years(&self) -> impl Iterator<Item = AcademicYear> {
        years(self.results.first().map_or(self.trajectory.from_year, |(year, _)| *year), self.last)
    }
}

fn years(first: AcademicYear, last: AcademicYear) -> impl Iterator<Item = AcademicYear> {
    (0..).map_while(move |years| first.on(years)).take_while(move |year| *year <= last)
}

fn has_pupils(way: &Way) -> bool {
    way.steps.iter().any(|(step, _)| step.pupils.is_some())
}

/// The steps whose national figures are drawn.
fn set_against(trajectory: &Trajectory) -> &[YearStep] {
    let path = trajectory.to_national.as_ref().or(trajectory.to_target.as_ref());
    path.map_or(&[], |path| &path.years)
}

/// How the national figure of a year came about that has none of its own.
fn not_published(national: &Comparator, year: AcademicYear) -> Option<&'static str> {
    let how = if national.is_carried_on { "carried on" } else { "held" };
    (national.held != year).then_some(how)
}

/// The national figure of the start's year, then that which each step is set against.
fn national_by_year(trajectory: &Trajectory, measure: &Measure) -> Vec<(AcademicYear, Printed)> {
    let decimals = trajectory.to_national.as_ref().map_or(trajectory.decimals, |path| path.decimals);
    let printed = |level: Level| Printed::level(level, decimals, measure.unit);
    let begin = trajectory.national.map(|(level, _)| (trajectory.from_year, printed(level)));
    let steps = set_against(trajectory).iter();
    let steps = steps.filter_map(|step| Some((step.year, printed(step.national?.value))));
    begin.into_iter().chain(steps).collect()
}

/// The height of the field, in units.
pub(super) const HEIGHT: f64 = 264.0;
/// From the field to the words at its right.
pub(super) const ASIDE: f64 = 26.0;
/// Half of the gap in a line where the tests change.
const BREAK: f64 = 13.0;

impl View<'_> {
    fn draw(&self, id: &str, title: &str) -> String {
        let (mut svg, mut space) = (Svg::new(), Space::default());
        let years: Vec<AcademicYear> = self.years().collect();
        let change = self.change_words();
        let mut blocks = self.blocks();
        let aside = blocks.iter().map(Block::width).fold(0.0, f64::max);
        let plot = Plot {
            left: 60.0,
            right: WIDTH - aside - ASIDE - 2.0,
            top: 16.0 + 18.0 * change.len() as f64,
            bottom: 16.0 + 18.0 * change.len() as f64 + HEIGHT,
            range: Range::of(self.measure, &self.drawn().collect::<Vec<_>>()),
        };
        let inset = 30.0;
        let x = |year: AcademicYear| {
            let years_in_all = self.last.since(years[0]).max(1);
            let along = f64::from(year.since(years[0])) / f64::from(years_in_all);
            plot.left + inset + (plot.right - plot.left - inset) * along
        };
        let place = |(year, printed): &(AcademicYear, Printed)| (x(*year), plot.y(printed.drawn));

        plot.draw_grid(self.measure, &mut svg, &mut space);
        draw_years(&years, &plot, x, &mut svg, &mut space);
        let change_at =
            self.first_after_change().map(|year| (x(year) + x(year.back(1).unwrap_or(year))) / 2.0);
        if let Some(at) = change_at {
            draw_change(&change, at, &plot, &mut svg, &mut space);
        }

        let national: Vec<Point> = self.national.iter().map(place).collect();
        svg.line("chart-threshold", &national);
        space.add_line(&national);

        let start = (x(self.trajectory.from_year), plot.y(self.from.drawn));
        for (way, look) in self.ways_and_looks() {
            let steps = way.steps.iter().map(|(step, printed)| (x(step.year), plot.y(printed.drawn)));
            let points: Vec<Point> = std::iter::once(start).chain(steps).collect();
            let gap_at = change_at.filter(|_| way.path.across_change);
            let revised: Vec<Point> = way.revised.iter().map(place).collect();
            for piece in pieces(&revised, gap_at) {
                svg.line(REVISED, &piece);
                space.add_line(&piece);
            }
            for piece in pieces(&points, gap_at) {
                svg.line(&format!("chart-line chart-line--planned {}", look.series), &piece);
                space.add_line(&piece);
            }
            let mut marked: Vec<Point> = points[1..].to_vec();
            // A long path would be all markers.
            if marked.len() > 8 {
                marked.drain(..marked.len() - 1);
            }
            for point in marked {
                svg.marker(look.marker, &format!("chart-marker--hollow {}", look.series), point);
                space.add_area(around(point));
            }
        }

        for run in self.runs() {
            let points: Vec<Point> = run.iter().map(place).collect();
            svg.line("chart-line chart-series-1", &points);
            space.add_line(&points);
        }
        for result in &self.results {
            svg.marker(Marker::Circle, "chart-series-1", place(result));
            space.add_area(around(place(result)));
        }

        place_blocks(&mut blocks, &plot);
        for block in &blocks {
            block.draw(&plot, &mut svg, &mut space);
        }
        let rising = self.ways().next().is_none_or(|way| way.path.goal >= self.trajectory.from);
        for result in self.results.iter().rev() {
            let step = self.target.as_ref().and_then(|way| way.at(result.0));
            let is_above = step.map_or(!rising, |(_, planned)| result.1.drawn >= planned.drawn);
            label_point(&result.1.text, VALUE, place(result), is_above, &mut svg, &mut space);
        }
        self.label_steps(place, &mut svg, &mut space);
        svg.finish(id, title, plot.bottom + 32.0)
    }

    /// Writes the values of the steps on the way to the target that have no result, on the side away from the revised path
    /// or else from national, and those of the revised path on the other: all of them or, where one would lie over
    /// something, none. They are in the table too.
    fn label_steps(
        &self,
        place: impl Fn(&(AcademicYear, Printed)) -> Point,
        svg: &mut Svg,
        space: &mut Space,
    ) {
        let Some((way, _)) = self.ways_and_looks().last() else { return };
        let other = self.goal.as_ref().filter(|_| self.target.is_some()).unwrap_or(&self.from);
        let mut is_above = way.goal.drawn >= other.drawn;
        if let Some((year, result)) = way.revised.first() {
            is_above = way.at(*year).is_some_and(|(_, planned)| result.drawn < planned.drawn);
        }
        let is_open = |(step, _): &&(&YearStep, Printed)| step.actual.is_none();
        let planned = way.steps.iter().filter(is_open).map(|(step, printed)| (step.year, printed.clone()));
        let revised = way.revised.iter().skip(1).cloned();
        for (mut steps, is_above) in [(planned.collect::<Vec<_>>(), is_above), (revised.collect(), !is_above)]
        {
            // The last is said at the right.
            steps.pop();
            let label = |step: &(AcademicYear, Printed)| {
                let (x, y) = place(step);
                let y = y + if is_above { -13.0 } else { 24.0 };
                Label::new(step.1.text.as_str(), SMALL_VALUE, Anchor::Middle, (x, y))
            };
            let labels: Vec<Label> = steps.iter().map(label).collect();
            if space.takes_all(&labels) {
                for label in &labels {
                    svg.words(label);
                }
            }
        }
    }

    /// Every value that is drawn.
    fn drawn(&self) -> impl Iterator<Item = f64> {
        let revised = self.ways().flat_map(|way| &way.revised);
        let results =
            self.results.iter().chain(&self.national).chain(revised).map(|(_, printed)| printed.drawn);
        let steps = self.ways().flat_map(|way| &way.steps).map(|(_, printed)| printed.drawn);
        results.chain(steps)
    }

    /// The paths and how they look, the school's own target last, so that it lies on top.
    fn ways_and_looks(&self) -> impl Iterator<Item = (&Way<'_>, Look)> {
        let national = self.national_way.as_ref().map(|way| (way, TO_NATIONAL));
        national.into_iter().chain(self.target.as_ref().map(|way| (way, TO_TARGET)))
    }

    /// Results in runs that may be joined: years that follow each other, in one series.
    fn runs(&self) -> Vec<Vec<(AcademicYear, Printed)>> {
        let mut runs: Vec<Vec<(AcademicYear, Printed)>> = Vec::new();
        for result in &self.results {
            match runs.last_mut().and_then(|run| Some((run.last()?.0, run))) {
                Some((before, run))
                    if result.0.since(before) == 1 && self.measure.same_series(before, result.0) =>
                {
                    run.push(result.clone());
                }
                _ => runs.push(vec![result.clone()]),
            }
        }
        runs
    }

    /// What is written over the line between two series; empty where there is none.
    fn change_words(&self) -> Vec<String> {
        let Some(year) = self.measure_ended() else { return vec![] };
        let mut words = vec![format!("{} ended {year}", name::upper_first(self.what_ended()))];
        if self.ways().any(|way| way.path.across_change) {
            words.insert(0, "The tests change".to_owned());
        }
        words
    }

    /// The words at the right: where each line leads.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(way) = &self.target {
            let (goal, end) =
                (&way.goal, way.steps.last().map_or(way.goal.drawn, |(_, printed)| printed.drawn));
            let mut lines = match way.path.course {
                Course::Improve => vec![format!("Target {}", goal.text)],
                Course::Decline => vec![format!("Target {}", goal.text), "worse than today".to_owned()],
                Course::Sustain => {
                    let held = way.steps.last().map_or(&self.from.text, |(_, printed)| &printed.text);
                    vec![format!("Hold {held}"), format!("target {} is met", goal.text)]
                }
            };
            lines.extend(way.last_pupils());
            let on = way.revised.last();
            let apart = on.filter(|(_, on)| on.drawn != end);
            let has_key = on.is_some() && apart.is_none();
            if has_key {
                lines.push("Revised path".to_owned());
            }
            blocks.push(Block { lines, at: end, top: 0.0, has_key });
            if let Some((_, on)) = apart {
                let mut lines = vec![format!("This pace {}", on.text)];
                lines.extend(way.revised_pupils.map(whole_pupils));
                blocks.push(Block { lines, at: on.drawn, top: 0.0, has_key: false });
            }
        }
        let latest = self.trajectory.from_year;
        let mut is_path_said = false;
        if let Some((_, printed)) = self.national.last() {
            let mut lines = vec![format!("National {}", printed.text)];
            lines.extend(self.national_is_from());
            let ends_here = |way: &&Way| way.steps.last().is_some_and(|(_, end)| end.drawn == printed.drawn);
            if let Some(way) = self.national_way.as_ref().filter(ends_here) {
                lines.extend(way.last_pupils());
                is_path_said = true;
            }
            blocks.push(Block { lines, at: printed.drawn, top: 0.0, has_key: false });
        }
        // National moved on, or is met: the path ends beside its line.
        let apart = self.national_way.as_ref().filter(|_| !is_path_said);
        if let Some((way, (_, end))) = apart.and_then(|way| Some((way, way.steps.last()?))) {
            let mut lines = if way.path.course == Course::Sustain {
                vec![format!("Hold {}", end.text), "national is met".to_owned()]
            } else {
                vec![format!("Path to {}", end.text), format!("national in {latest}")]
            };
            lines.extend(way.last_pupils());
            blocks.push(Block { lines, at: end.drawn, top: 0.0, has_key: false });
        }
        blocks
    }
}

/// How a path looks.
#[derive(Clone, Copy)]
struct Look {
    series: &'static str,
    marker: Marker,
}

const TO_TARGET: Look = Look { series: "chart-series-3", marker: Marker::Triangle };
/// The line of the way on from a result that was not as planned.
pub(super) const REVISED: &str = "chart-line chart-line--revised chart-series-4";
const TO_NATIONAL: Look = Look { series: "chart-series-2", marker: Marker::Square };

/// Words at the right of the field: the first line bold, the others small.
pub(super) struct Block {
    pub(super) lines: Vec<String>,
    /// The value they belong to.
    pub(super) at: f64,
    /// Where they begin, once placed.
    pub(super) top: f64,
    /// Whether the last line names the revised path, with a piece of it.
    pub(super) has_key: bool,
}

/// The room of that piece.
const KEY: f64 = 28.0;

impl Block {
    pub(super) fn width(&self) -> f64 {
        let small =
            self.lines.iter().skip(1).map(|line| SMALL.width(line) + if self.has_key { KEY } else { 0.0 });
        self.lines.first().map(|line| VALUE.width(line)).into_iter().chain(small).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        18.0 + 16.0 * (self.lines.len() as f64 - 1.0) + 5.0
    }

    pub(super) fn draw(&self, plot: &Plot, svg: &mut Svg, space: &mut Space) {
        let left = plot.right + ASIDE;
        let mut y = self.top + 13.0;
        let value = plot.y(self.at);
        // Words that had to move stay tied to their value.
        if (y - 5.0 - value).abs() > 6.0 {
            let d =
                format!("M{} {}L{} {}", unit(plot.right + 9.0), unit(value), unit(left - 4.0), unit(y - 5.0));
            svg.path("chart-leader", &d);
        }
        for (place, line) in self.lines.iter().enumerate() {
            let font = if place == 0 { VALUE } else { SMALL };
            let is_key = self.has_key && place + 1 == self.lines.len();
            if is_key {
                svg.line(REVISED, &[(left, y - 4.5), (left + KEY - 6.0, y - 4.5)]);
            }
            let x = if is_key { left + KEY } else { left };
            let label = Label::new(line.as_str(), font, Anchor::Start, (x, y));
            space.add_label(&label);
            svg.words(&label);
            y += if place == 0 { 17.0 } else { 16.0 };
        }
    }
}

/// Gives each block its place: the first line level with its value where there is room. Blocks that would meet are moved
/// apart, each as little as the others allow.
pub(super) fn place_blocks(blocks: &mut Vec<Block>, plot: &Plot) {
    sort_by_key(blocks, |block| -block.at);
    // Groups of blocks that touch: where the group begins, how high it is, and how many blocks it has.
    let mut groups: Vec<(f64, f64, usize)> = Vec::new();
    let (least, most) = (0.0_f64, plot.bottom + 8.0);
    for block in blocks.iter() {
        let wanted = plot.y(block.at) - 8.0;
        let mut group = (wanted.min(most - block.height()).max(least), block.height(), 1);
        while let Some(before) = groups.pop_if(|before| before.0 + before.1 > group.0) {
            let count = before.2 + group.2;
            // The mean of where the two would begin, were the other not there.
            let begin = (before.0 * before.2 as f64 + (group.0 - before.1) * group.2 as f64) / count as f64;
            let height = before.1 + group.1;
            group = (begin.min(most - height).max(least), height, count);
        }
        groups.push(group);
    }
    let mut blocks = blocks.iter_mut();
    for (begin, _, count) in groups {
        let mut top = begin;
        for block in blocks.by_ref().take(count) {
            block.top = top;
            top += block.height();
        }
    }
}

/// The words of the years under the field, as many as there is room for: always the last.
pub(super) fn draw_years(
    years: &[AcademicYear],
    plot: &Plot,
    x: impl Fn(AcademicYear) -> f64,
    svg: &mut Svg,
    space: &mut Space,
) {
    let mut last_left = f64::INFINITY;
    for year in years.iter().rev() {
        let label = Label::new(year.to_string(), LABEL, Anchor::Middle, (x(*year), plot.bottom + 23.0));
        let area = label.area();
        let at = unit(x(*year));
        svg.path("chart-axis", &format!("M{at} {}v5", unit(plot.bottom)));
        if area.right + 6.0 <= last_left {
            last_left = area.left;
            space.add_label(&label);
            svg.words(&label);
        }
    }
}

/// The upright line between two series, with its words over it.
pub(super) fn draw_change(words: &[String], at: f64, plot: &Plot, svg: &mut Svg, space: &mut Space) {
    svg.path("chart-axis", &format!("M{} {}V{}", unit(at), unit(plot.top - 4.0), unit(plot.bottom)));
    space.add_line(&[(at, plot.top - 4.0), (at, plot.bottom)]);
    for (place, line) in words.iter().enumerate() {
        let half = VALUE.width(line) / 2.0;
        let middle = within(at, (half + 2.0, WIDTH - half - 2.0));
        let label = Label::new(line.as_str(), VALUE, Anchor::Middle, (middle, 14.0 + 18.0 * place as f64));
        space.add_label(&label);
        svg.words(&label);
    }
}

/// A line in two pieces about `gap_at`, or in one.
fn pieces(points: &[Point], gap_at: Option<f64>) -> Vec<Vec<Point>> {
    let Some(gap_at) = gap_at else { return vec![points.to_vec()] };
    let crossing = points.windows(2).position(|pair| pair[0].0 < gap_at && gap_at < pair[1].0);
    let Some(crossing) = crossing else { return vec![points.to_vec()] };
    let (from, to) = (points[crossing], points[crossing + 1]);
    let at = |x: f64| (x, from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0));
    let mut before = points[..=crossing].to_vec();
    before.push(at(gap_at - BREAK));
    let mut after = vec![at(gap_at + BREAK)];
    after.extend_from_slice(&points[crossing + 1..]);
    vec![before, after]
}

/// The room of a marker.
pub(super) fn around((x, y): Point) -> super::svg::Area {
    super::svg::Area { left: x - 7.0, right: x + 7.0, top: y - 7.0, bottom: y + 7.0 }
}

/// Writes a value over or under its point, or beside it, where there is room.
pub(super) fn label_point(
    words: &str,
    font: super::svg::Font,
    (x, y): Point,
    above_first: bool,
    svg: &mut Svg,
    space: &mut Space,
) {
    let at = |dx: f64, dy: f64, anchor| Label::new(words, font, anchor, (x + dx, y + dy));
    let (above, below) = (at(0.0, -12.0, Anchor::Middle), at(0.0, 23.0, Anchor::Middle));
    let (first, second) = if above_first { (above, below) } else { (below, above) };
    let beside = [at(-11.0, 5.0, Anchor::End), at(11.0, 5.0, Anchor::Start)];
    if let Some(label) = space.first_free([first, second].into_iter().chain(beside).collect()) {
        svg.words(&label);
    }
}

//! The way from past results to the target and to national, year by year.

use super::super::number;
use super::super::table::{Column, Row, Table};
use super::Chart;
use super::axis::{Plot, Printed, Range, count};
use super::svg::{
    Anchor, LABEL, Label, Marker, Point, SMALL, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit, within,
};
use crate::domain::map::sort_by_key;
use crate::domain::measure::{Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::{Difference, Level};
use crate::domain::trajectory::{Course, Path, Trajectory, WholePupils, YearStep};
use crate::domain::year::AcademicYear;

/// Results of the last three years, and the paths from the latest to the target and to national, by year.
///
/// The range of values is the measure's own, not that of the figures. A year without a result, and a change of the
/// tests, leave a gap in the line. `None` where there is no path. `id` has to be unique on the page.
pub fn trajectory_chart(id: &str, trajectory: &Trajectory, plan: &Plan, measure: &Measure) -> Option<Chart> {
    let view = View::new(trajectory, plan, measure)?;
    let first = view.years().next().unwrap_or(trajectory.from_year);
    let title = format!("{}: results and path, {first} to {}", measure.label, view.last);
    Some(Chart { sentence: view.sentence(), svg: view.draw(id, &title), table: view.table(&title), title })
}

/// Past years that are shown: the latest result's and two before.
const YEARS_BEFORE: u16 = 2;

/// Everything that is shown, as it is printed.
struct View<'a> {
    measure: &'a Measure,
    trajectory: &'a Trajectory,
    /// Results shown, oldest first; the last is the latest.
    past: Vec<(AcademicYear, Printed)>,
    from: Printed,
    target: Option<Way<'a>>,
    /// The path to national; left out beside a target where national is met, as it leads nowhere.
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
    steps: Vec<(&'a YearStep, Printed)>,
}

impl<'a> Way<'a> {
    fn new(path: &'a Path, trajectory: &Trajectory, unit: Unit) -> Self {
        let goal = Printed::level(path.goal, path.decimals, unit);
        let decimals = trajectory.decimals.max(path.decimals);
        let steps = path.years.iter().map(|step| {
            // The last step is the goal as it was set, so that the drawing ends at the words "Target 73%".
            let is_goal = step.ideal == path.goal;
            let printed = if is_goal { goal.clone() } else { Printed::level(step.ideal, decimals, unit) };
            (step, printed)
        });
        Self { path, steps: steps.collect(), goal }
    }

    fn last_pupils(&self) -> Option<String> {
        self.steps.last().and_then(|(step, _)| step.pupils).map(whole_pupils)
    }

    fn at(&self, year: AcademicYear) -> Option<&(&'a YearStep, Printed)> {
        self.steps.iter().find(|(step, _)| step.year == year)
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
        let is_worth_drawing = |path: &&Path| path.course != Course::Sustain || target.is_none();
        let national_way = to_national.filter(is_worth_drawing).map(way);
        let goal = trajectory.national.map(|(level, decimals)| Printed::level(level, decimals, unit));
        let first = trajectory.from_year.back(YEARS_BEFORE).unwrap_or(trajectory.from_year);
        let past: Vec<(AcademicYear, Printed)> = plan
            .figures
            .results(&measure.id)
            .filter(|(year, _)| (first..=trajectory.from_year).contains(year))
            .map(|(year, figure)| {
                let decimals = crate::domain::gap::shown_decimals(figure, measure);
                (year, Printed::level(figure.level(), decimals, unit))
            })
            .collect();
        let from = Printed::level(trajectory.from, trajectory.decimals, unit);
        let national = national_by_year(trajectory, measure);
        Some(Self { measure, trajectory, past, from, target, national_way, goal, national, last })
    }

    fn ways(&self) -> impl Iterator<Item = &Way<'a>> {
        [&self.target, &self.national_way].into_iter().flatten()
    }

    /// The first year after the latest result whose results are another series, as far as the chart goes.
    fn first_after_change(&self) -> Option<AcademicYear> {
        let from = self.trajectory.from_year;
        (1..)
            .map_while(|years| from.on(years))
            .take_while(|year| *year <= self.last)
            .find(|year| !self.measure.exists_in(*year) || !self.measure.same_series(from, *year))
    }

    /// Whether the national figure of the latest result's year stands for all years after it.
    fn national_is_held(&self) -> bool {
        self.goal.is_some() && self.national.windows(2).all(|pair| pair[0].1.drawn == pair[1].1.drawn)
    }

    fn measure_ended(&self) -> Option<AcademicYear> {
        self.ways().find_map(|way| way.path.measure_ends)
    }

    fn sentence(&self) -> String {
        let latest = self.trajectory.from_year;
        let mut text = format!("{}: {} in {latest}", self.measure.label, self.from.text);
        let is_comparable = |year: AcademicYear| year != latest && self.measure.same_series(year, latest);
        if let Some((year, before)) = self.past.iter().find(|(year, _)| is_comparable(*year)) {
            let direction = match self.from.drawn.total_cmp(&before.drawn) {
                std::cmp::Ordering::Less => "down from",
                std::cmp::Ordering::Equal => "the same as",
                std::cmp::Ordering::Greater => "up from",
            };
            text.push_str(&format!(", {direction} {} in {year}", before.text));
        }
        if let Some(way) = &self.target {
            let (goal, year) = (&way.goal.text, way.path.year);
            text.push_str(&match way.path.course {
                _ if way.path.across_change => {
                    format!(
                        "; the target is {goal} in {year}, in other tests, so the two are not to be compared"
                    )
                }
                Course::Improve => format!("; the target is {goal} in {year}, {}", self.further(way.path)),
                Course::Sustain => format!("; the target of {goal} in {year} is met already"),
                Course::Decline => {
                    format!("; the target is {goal} in {year}, worse than today: {}", self.further(way.path))
                }
            });
        }
        if let (Some(goal), Some((level, _))) = (&self.goal, self.trajectory.national) {
            let further = level - self.trajectory.from;
            text.push_str(&if crate::domain::gap::is_worse(self.measure, self.trajectory.from, level) {
                format!("; national was {} in {latest}, {}", goal.text, self.distance(further))
            } else {
                format!("; national was {} in {latest} and is met already", goal.text)
            });
            if let Some((year, last)) = self.national.last().filter(|(_, last)| last.drawn != goal.drawn) {
                text.push_str(&format!("; it is {} in {year}", last.text));
            }
        }
        if let Some(ended) = self.measure_ended() {
            text.push_str(&format!("; the measure ended in {ended}"));
            // A path to a target in other tests has its own words above.
            if self.national_way.is_some() {
                text.push_str(", so the path to national is a yardstick on the old scale");
            }
        }
        text
    }

    /// `10.7 percentage points higher`.
    fn further(&self, path: &Path) -> String {
        self.distance(path.goal - self.trajectory.from)
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
            }
        }
        if !self.national.is_empty() {
            let held = format!("National, held from {}", self.trajectory.from_year);
            columns.push(Column::number(if self.national_is_held() { held.as_str() } else { "National" }));
        }
        let of_year = |figures: &[(AcademicYear, Printed)], year: AcademicYear| {
            let figure = figures.iter().find(|(each, _)| *each == year);
            figure.map(|(_, printed)| printed.text.clone())
        };
        let rows = self.years().map(|year| {
            let mut cells = vec![of_year(&self.past, year).unwrap_or_else(|| {
                if year < self.trajectory.from_year { "not known".to_owned() } else { String::new() }
            })];
            for way in self.ways() {
                let step = way.at(year);
                cells.push(step.map_or_else(String::new, |(_, printed)| printed.text.clone()));
                if has_pupils(way) {
                    let pupils = step.and_then(|(step, _)| step.pupils).map(whole_pupils);
                    cells.push(pupils.unwrap_or_default());
                }
            }
            if !self.national.is_empty() {
                cells.push(of_year(&self.national, year).unwrap_or_default());
            }
            Row::new(year.to_string(), cells)
        });
        Table { caption: format!("{title}{note}"), rows: rows.collect(), columns }
    }

    /// The years of the drawing: from the first result shown to the last goal.
    fn years(&self) -> impl Iterator<Item = AcademicYear> {
        let first = self.past.first().map_or(self.trajectory.from_year, |(year, _)| *year);
        (0..).map_while(move |years| first.on(years)).take_while(|year| *year <= self.last)
    }
}

fn has_pupils(way: &Way) -> bool {
    way.steps.iter().any(|(step, _)| step.pupils.is_some())
}

/// The national figure of the latest result's year, then that which each step is set against.
fn national_by_year(trajectory: &Trajectory, measure: &Measure) -> Vec<(AcademicYear, Printed)> {
    let to_national = trajectory.to_national.as_ref();
    let Some(path) = to_national.or(trajectory.to_target.as_ref()) else { return vec![] };
    let decimals = to_national.map_or(trajectory.decimals, |path| path.decimals);
    let printed = |level: Level| Printed::level(level, decimals, measure.unit);
    let begin = trajectory.national.map(|(level, _)| (trajectory.from_year, printed(level)));
    let steps = path.years.iter().filter_map(|step| Some((step.year, printed(step.national?.value))));
    begin.into_iter().chain(steps).collect()
}

/// The height of the field, in units.
const HEIGHT: f64 = 264.0;
/// From the field to the words at its right.
const ASIDE: f64 = 26.0;
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
            range: Range::of(self.measure, self.drawn()),
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
        for result in &self.past {
            svg.marker(Marker::Circle, "chart-series-1", place(result));
            space.add_area(around(place(result)));
        }

        place_blocks(&mut blocks, &plot);
        for block in &blocks {
            block.draw(&plot, &mut svg, &mut space);
        }
        let rising = self.ways().next().is_none_or(|way| way.path.goal >= self.trajectory.from);
        for result in self.past.iter().rev() {
            label_point(&result.1.text, VALUE, place(result), !rising, &mut svg, &mut space);
        }
        self.label_steps(|year, printed| (x(year), plot.y(printed.drawn)), &mut svg, &mut space);
        svg.finish(id, title, plot.bottom + 32.0)
    }

    /// Writes the values of the steps on the way to the target, on the side away from national: all of them or, where
    /// one would lie over something, none. They are in the table too.
    fn label_steps(&self, place: impl Fn(AcademicYear, &Printed) -> Point, svg: &mut Svg, space: &mut Space) {
        let Some((way, _)) = self.ways_and_looks().last() else { return };
        let other = self.goal.as_ref().filter(|_| self.target.is_some()).unwrap_or(&self.from);
        let down = if way.goal.drawn >= other.drawn { -13.0 } else { 24.0 };
        let inner = &way.steps[..way.steps.len().saturating_sub(1)];
        let labels: Vec<Label> = inner
            .iter()
            .map(|(step, printed)| {
                let (x, y) = place(step.year, printed);
                Label::new(printed.text.as_str(), SMALL_VALUE, Anchor::Middle, (x, y + down))
            })
            .collect();
        if space.takes_all(&labels) {
            for label in &labels {
                svg.words(label);
            }
        }
    }

    /// Every value that is drawn.
    fn drawn(&self) -> impl Iterator<Item = f64> {
        let results = self.past.iter().chain(&self.national).map(|(_, printed)| printed.drawn);
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
        for result in &self.past {
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
        if self.first_after_change().is_none() {
            return vec![];
        }
        let mut words = Vec::new();
        if self.ways().any(|way| way.path.across_change) {
            words.push("The tests change".to_owned());
        }
        if let Some(year) = self.measure_ended() {
            words.push(format!("Measure ended {year}"));
        }
        if words.is_empty() {
            words.push("New series".to_owned());
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
            blocks.push(Block { lines, at: end, top: 0.0 });
        }
        let latest = self.trajectory.from_year;
        let mut is_path_said = false;
        if let Some((_, printed)) = self.national.last() {
            let mut lines = vec![format!("National {}", printed.text)];
            if self.national_is_held() {
                lines.push(format!("held from {latest}"));
            }
            let ends_here = |way: &&Way| way.steps.last().is_some_and(|(_, end)| end.drawn == printed.drawn);
            if let Some(way) = self.national_way.as_ref().filter(ends_here) {
                lines.extend(way.last_pupils());
                is_path_said = true;
            }
            blocks.push(Block { lines, at: printed.drawn, top: 0.0 });
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
            blocks.push(Block { lines, at: end.drawn, top: 0.0 });
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
const TO_NATIONAL: Look = Look { series: "chart-series-2", marker: Marker::Square };

/// Words at the right of the field: the first line bold, the others small.
struct Block {
    lines: Vec<String>,
    /// The value they belong to.
    at: f64,
    /// Where they begin, once placed.
    top: f64,
}

impl Block {
    fn width(&self) -> f64 {
        let small = self.lines.iter().skip(1).map(|line| SMALL.width(line));
        self.lines.first().map(|line| VALUE.width(line)).into_iter().chain(small).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        18.0 + 16.0 * (self.lines.len() as f64 - 1.0) + 5.0
    }

    fn draw(&self, plot: &Plot, svg: &mut Svg, space: &mut Space) {
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
            let label = Label::new(line.as_str(), font, Anchor::Start, (left, y));
            space.add_label(&label);
            svg.words(&label);
            y += if place == 0 { 17.0 } else { 16.0 };
        }
    }
}

/// Gives each block its place: the first line level with its value where there is room. Blocks that would meet are moved
/// apart, each as little as the others allow.
fn place_blocks(blocks: &mut Vec<Block>, plot: &Plot) {
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
fn draw_years(
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
fn draw_change(words: &[String], at: f64, plot: &Plot, svg: &mut Svg, space: &mut Space) {
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

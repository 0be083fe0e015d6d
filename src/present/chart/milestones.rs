//! One cohort's way to its result, milestone by milestone.

use chrono::{Datelike, NaiveDate};

use super::super::number;
use super::super::table::{Column, Row, Table};
use super::Chart;
use super::axis::{Plot, Printed, Range, count};
use super::svg::{Anchor, Label, Marker, Point, SMALL, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit};
use super::trajectory::{around, label_point, whole_pupils};
use crate::domain::measure::Measure;
use crate::domain::quantity::Difference;
use crate::domain::trajectory::{MilestoneStep, Path, Trajectory};
use crate::domain::year::AcademicYear;

/// The share of the first year's cohort that `path` wants on track by each of its milestones.
///
/// Another thing than the results of successive cohorts, so never in one drawing with them. `None` where the path has
/// no milestones. `id` has to be unique on the page.
pub fn milestone_chart(id: &str, trajectory: &Trajectory, path: &Path, measure: &Measure) -> Option<Chart> {
    let view = View::new(trajectory, path, measure)?;
    let title = format!("{}: on track by milestone, {}", measure.label, view.year);
    Some(Chart { sentence: view.sentence(), svg: view.draw(id, &title), table: view.table(&title), title })
}

struct View<'a> {
    trajectory: &'a Trajectory,
    path: &'a Path,
    measure: &'a Measure,
    year: AcademicYear,
    begin: NaiveDate,
    start: Printed,
    steps: Vec<(&'a MilestoneStep, Printed)>,
}

impl<'a> View<'a> {
    fn new(trajectory: &'a Trajectory, path: &'a Path, measure: &'a Measure) -> Option<Self> {
        let year = path.years.first()?.year;
        let decimals = trajectory.decimals.max(path.decimals);
        let steps: Vec<(&MilestoneStep, Printed)> = path
            .milestones
            .iter()
            .map(|step| (step, Printed::level(step.ideal, decimals, measure.unit)))
            .collect();
        let begin = NaiveDate::from_ymd_opt(i32::from(year.start()), 9, 1)?;
        let start = Printed::level(trajectory.from, trajectory.decimals, measure.unit);
        (!steps.is_empty()).then_some(Self { trajectory, path, measure, year, begin, start, steps })
    }

    fn sentence(&self) -> String {
        let describe = |(step, printed): &(&MilestoneStep, Printed)| {
            let pupils = step.pupils.map(|pupils| format!(" ({})", whole_pupils(pupils))).unwrap_or_default();
            format!("{} by {}{pupils}", printed.text, step.printed)
        };
        let (Some(first), Some(last)) = (self.steps.first(), self.steps.last()) else { return String::new() };
        let name = &self.measure.label;
        let change = last.0.ideal - first.0.ideal;
        let verb = match change.cmp(&Difference::ZERO) {
            std::cmp::Ordering::Less => "falls",
            std::cmp::Ordering::Equal => "holds",
            std::cmp::Ordering::Greater => "rises",
        };
        let mut text = if change == Difference::ZERO {
            format!("{name}: the path of the {} cohort {verb} {}", self.year, describe(last))
        } else {
            format!(
                "{name}: the path of the {} cohort {verb} from {} to {}",
                self.year,
                describe(first),
                describe(last)
            )
        };
        let (start, year) = (&self.start.text, self.trajectory.from_year);
        text.push_str(&if self.path.across_change {
            format!("; it starts from {start} in {year}, in other tests, so the two are not to be compared")
        } else {
            format!("; it starts from the {year} result of {start}")
        });
        text
    }

    fn table(&self, title: &str) -> Table {
        let has_pupils = self.steps.iter().any(|(step, _)| step.pupils.is_some());
        let is_assumed =
            self.steps.iter().any(|(step, _)| step.pupils.is_some_and(|pupils| pupils.cohort_is_assumed));
        let note = if is_assumed { "; cohort size carried on from the latest known year" } else { "" };
        let mut columns = vec![Column::words("By"), Column::number("On track")];
        let mut start = vec![self.start.text.clone()];
        if has_pupils {
            columns.push(Column::number("Pupils on track"));
            start.push(String::new());
        }
        let first = Row::new(format!("Result of {}", self.trajectory.from_year), start);
        let steps = self.steps.iter().map(|(step, printed)| {
            let mut cells = vec![printed.text.clone()];
            if has_pupils {
                cells.push(step.pupils.map(whole_pupils).unwrap_or_default());
            }
            Row::new(step.printed.clone(), cells)
        });
        Table {
            caption: format!("{title}{note}"),
            columns,
            rows: std::iter::once(first).chain(steps).collect(),
        }
    }

    fn draw(&self, id: &str, title: &str) -> String {
        let (mut svg, mut space) = (Svg::new(), Space::default());
        let Some((last, goal)) = self.steps.last() else { return String::new() };
        let top = if self.path.across_change { 34.0 } else { 16.0 };
        let drawn = self.steps.iter().map(|(_, printed)| printed.drawn).chain([self.start.drawn]);
        let plot = Plot {
            left: 60.0,
            right: WIDTH - 30.0,
            top,
            bottom: top + 264.0,
            range: Range::of(self.measure, drawn),
        };
        // The cohort before has its own place, left of September: its result is no point of this cohort's path.
        let begin = plot.left + 68.0;
        #[expect(clippy::cast_precision_loss, reason = "days of one year")]
        let days = |date: NaiveDate| (date - self.begin).num_days() as f64;
        let in_all = days(last.date).max(1.0);
        let x = |date: NaiveDate| begin + (plot.right - begin) * days(date) / in_all;

        plot.draw_grid(self.measure, &mut svg, &mut space);
        draw_months(self.begin, last.date, &plot, x, &mut svg, &mut space);
        let before = (plot.left + 30.0, plot.y(self.start.drawn));
        let year = self.trajectory.from_year.to_string();
        svg.words(&Label::new(year, SMALL, Anchor::Middle, (before.0, plot.bottom + 20.0)));

        let points: Vec<Point> =
            self.steps.iter().map(|(step, printed)| (x(step.date), plot.y(printed.drawn))).collect();
        let mut line = points.clone();
        if self.path.across_change {
            let at = begin - 4.0;
            svg.path("chart-axis", &format!("M{} {}V{}", unit(at), unit(plot.top - 4.0), unit(plot.bottom)));
            space.add_line(&[(at, plot.top - 4.0), (at, plot.bottom)]);
            let words = Label::new("The tests change", VALUE, Anchor::Middle, (at, 16.0));
            space.add_label(&words);
            svg.words(&words);
        } else {
            line.insert(0, (begin, before.1));
        }
        svg.line("chart-line chart-line--planned chart-series-3", &line);
        space.add_line(&line);
        svg.marker(Marker::Circle, "chart-series-1", before);
        space.add_area(around(before));
        for point in &points {
            svg.marker(Marker::Triangle, "chart-marker--hollow chart-series-3", *point);
            space.add_area(around(*point));
        }

        label_point(&self.start.text, VALUE, before, true, &mut svg, &mut space);
        let dy = if goal.drawn >= self.start.drawn { -14.0 } else { 25.0 };
        // From the end, so that where room is short the later ones are kept; all are in the table.
        for ((_, printed), (x, y)) in self.steps.iter().zip(&points).rev() {
            let label = Label::new(printed.text.as_str(), SMALL_VALUE, Anchor::Middle, (*x, y + dy));
            // The axis says per cent; the goal says it once more.
            let short = Label { words: printed.text.trim_end_matches('%').to_owned(), ..label.clone() };
            let label = if std::ptr::eq(printed, goal) { label } else { short };
            if let Some(label) = space.first_free(vec![label]) {
                svg.words(&label);
            }
        }
        self.draw_pupils(&plot, x, &mut svg);
        svg.finish(id, title, plot.bottom + 76.0)
    }

    /// The pupils on track, under the dates, where there is room for them.
    fn draw_pupils(&self, plot: &Plot, x: impl Fn(NaiveDate) -> f64, svg: &mut Svg) {
        if self.steps.iter().all(|(step, _)| step.pupils.is_none()) {
            return;
        }
        let y = plot.bottom + 64.0;
        svg.words(&Label::new("Pupils", SMALL, Anchor::Start, (0.0, y)));
        let mut free = f64::INFINITY;
        for (step, _) in self.steps.iter().rev() {
            let Some(pupils) = step.pupils else { continue };
            let label = Label::new(count(pupils.count), SMALL_VALUE, Anchor::Middle, (x(step.date), y));
            let area = label.area();
            if area.right + 4.0 <= free {
                free = area.left;
                svg.words(&label);
            }
        }
    }
}

/// The months under the field, each between its first days, and the year under September and January.
fn draw_months(
    begin: NaiveDate,
    end: NaiveDate,
    plot: &Plot,
    x: impl Fn(NaiveDate) -> f64,
    svg: &mut Svg,
    space: &mut Space,
) {
    let mut ticks = String::new();
    let mut month = begin;
    while month <= end {
        let (next_year, next_month) =
            if month.month() == 12 { (month.year() + 1, 1) } else { (month.year(), month.month() + 1) };
        let Some(next) = NaiveDate::from_ymd_opt(next_year, next_month, 1) else { break };
        ticks.push_str(&format!("M{} {}v5", unit(x(month)), unit(plot.bottom)));
        let name: String = number::month_and_year(month).chars().take(3).collect();
        let middle = (x(month) + x(next)) / 2.0;
        let label = Label::new(name, SMALL, Anchor::Middle, (middle, plot.bottom + 20.0));
        space.add_label(&label);
        svg.words(&label);
        if month == begin || month.month() == 1 {
            let at = (middle, plot.bottom + 37.0);
            svg.words(&Label::new(month.year().to_string(), SMALL, Anchor::Middle, at));
        }
        month = next;
    }
    svg.path("chart-axis", &ticks);
}

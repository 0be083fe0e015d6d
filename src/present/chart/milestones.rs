//! One cohort's way to its result, milestone by milestone.

use chrono::{Datelike, NaiveDate};

use super::super::table::{Column, Row, Table};
use super::super::{name, number};
use super::Chart;
use super::axis::{Plot, Printed, Range, count};
use super::svg::{Anchor, Label, Marker, Point, SMALL, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit};
use super::trajectory::{Outcomes, REVISED, against, around, label_point, named, way_on, whole_pupils};
use crate::domain::figure::Pupils;
use crate::domain::measure::Measure;
use crate::domain::quantity::Difference;
use crate::domain::trajectory::{Actual, MilestoneStep, Path, Standing, Trajectory};
use crate::domain::year::AcademicYear;

/// The share of one cohort that `path` wants on track by each of its milestones: that of the first year without a
/// result. With what was found there, and the way on from the latest finding to the end of the year.
///
/// Another thing than the results of successive cohorts, so never in one drawing with them. `None` where the path has
/// no milestones. `id` has to be unique on the page.
pub fn milestone_chart(id: &str, trajectory: &Trajectory, path: &Path, measure: &Measure) -> Option<Chart> {
    let view = View::new(trajectory, path, measure)?;
    let title = format!("{}: on track by milestone, {}", named(trajectory, measure), view.year);
    Some(Chart { sentence: view.sentence(), svg: view.draw(id, &title), table: view.table(&title), title })
}

struct View<'a> {
    trajectory: &'a Trajectory,
    path: &'a Path,
    measure: &'a Measure,
    year: AcademicYear,
    begin: NaiveDate,
    /// The year before, its result, and where the path stood then: on the plan, where the result was as planned.
    before: AcademicYear,
    start: Printed,
    path_start: Printed,
    /// Whether the tests change between the two years.
    across_change: bool,
    steps: Vec<(&'a MilestoneStep, Printed)>,
    decimals: u8,
}

impl<'a> View<'a> {
    fn new(trajectory: &'a Trajectory, path: &'a Path, measure: &'a Measure) -> Option<Self> {
        let year = path.milestone_year;
        let decimals = trajectory.decimals.max(path.decimals);
        let steps: Vec<(&MilestoneStep, Printed)> = path
            .milestones
            .iter()
            .map(|step| (step, Printed::level(step.ideal, decimals, measure.unit)))
            .collect();
        let begin = NaiveDate::from_ymd_opt(i32::from(year.start()), 9, 1)?;
        let mut before = trajectory.from_year;
        let mut start = Printed::level(trajectory.from, trajectory.decimals, measure.unit);
        let mut path_start = start.clone();
        for step in path.years.iter().take_while(|step| step.year < year) {
            let Some(actual) = &step.actual else { continue };
            before = step.year;
            start = Printed::level(actual.level, actual.decimals, measure.unit);
            let is_as_planned = actual.standing == Standing::OnPlan;
            path_start = if is_as_planned {
                Printed::level(step.ideal, decimals, measure.unit)
            } else {
                start.clone()
            };
        }
        let is_one_series = measure.exists_in(year) && measure.same_series(before, year);
        let across_change = path.across_change && !is_one_series;
        (!steps.is_empty()).then_some(Self {
            trajectory,
            path,
            measure,
            year,
            begin,
            before,
            start,
            path_start,
            across_change,
            steps,
            decimals,
        })
    }

    /// The latest finding.
    fn latest(&self) -> Option<(&'a MilestoneStep, &'a Actual, &Printed)> {
        let mut steps = self.steps.iter().rev();
        steps.find_map(|(step, printed)| Some((*step, step.actual.as_ref()?, printed)))
    }

    fn found(&self, actual: &Actual) -> Printed {
        Printed::level(actual.level, actual.decimals, self.measure.unit)
    }

    /// The way on from the latest finding, by date; the finding is the first.
    fn revised(&self) -> Vec<(NaiveDate, Printed)> {
        let mut revised = Vec::new();
        for (step, _) in &self.steps {
            if let Some(actual) = &step.actual {
                revised = vec![(step.date, self.found(actual))];
            } else if let Some(on) = &step.revised {
                let level = way_on(self.path, on).level;
                revised.push((step.date, Printed::level(level, self.decimals, self.measure.unit)));
            }
        }
        revised
    }

    fn sentence(&self) -> String {
        let describe = |(step, printed): &(&MilestoneStep, Printed)| {
            let pupils = step.pupils.map(|pupils| format!(" ({})", whole_pupils(pupils))).unwrap_or_default();
            format!("{} {}{pupils}", printed.text, by(step))
        };
        let (Some(first), Some(last)) = (self.steps.first(), self.steps.last()) else { return String::new() };
        let name = named(self.trajectory, self.measure);
        let change = last.0.ideal - first.0.ideal;
        let verb = match change.cmp(&Difference::ZERO) {
            std::cmp::Ordering::Less => "falls",
            std::cmp::Ordering::Equal => "holds",
            std::cmp::Ordering::Greater => "rises",
        };
        let mut text = format!("{name}: ");
        text.push_str(&if let Some((step, actual, _)) = self.latest() {
            let against = against(actual, step.ideal, self.measure);
            let found = self.found(actual).text;
            format!("{found} {}, {against} of the {} cohort, which {verb} ", by(step), self.year)
        } else {
            format!("the path of the {} cohort {verb} ", self.year)
        });
        if change != Difference::ZERO {
            text.push_str(&format!("from {} to ", describe(first)));
        }
        text.push_str(&describe(last));
        let (start, year) = (&self.start.text, self.before);
        text.push_str(&if self.across_change {
            format!("; it starts from {start} in {year}, in other tests, so the two are not to be compared")
        } else if self.path_start == self.start {
            format!("; it starts from the {year} result of {start}")
        } else {
            format!(
                "; it starts from the {} planned for {year}, as the result of {start} was on the path",
                self.path_start.text
            )
        });
        if let [_, .., (_, end)] = self.revised().as_slice() {
            text.push_str(&format!("; a revised path leads to {}", end.text));
        }
        text
    }

    fn table(&self, title: &str) -> Table {
        let has_pupils = self.steps.iter().any(|(step, _)| step.pupils.is_some());
        let is_assumed =
            self.steps.iter().any(|(step, _)| step.pupils.is_some_and(|pupils| pupils.cohort_is_assumed));
        let note = if is_assumed { "; cohort size carried on from the latest known year" } else { "" };
        let outcomes = Outcomes {
            has_actual: self.latest().is_some(),
            has_revised: self.revised().len() > 1,
            decimals: self.decimals,
        };
        let mut columns = vec![Column::words("By"), Column::number("On track")];
        if has_pupils {
            columns.push(Column::number("Pupils on track"));
        }
        if outcomes.has_actual {
            columns.push(Column::number("Found"));
        }
        outcomes.columns(&mut columns);
        let mut start = vec![self.start.text.clone()];
        start.resize(columns.len() - 1, String::new());
        let first = Row::new(format!("Result of {}", self.before), start);
        let steps = self.steps.iter().map(|(step, printed)| {
            let mut cells = vec![printed.text.clone()];
            if has_pupils {
                cells.push(step.pupils.map(whole_pupils).unwrap_or_default());
            }
            if outcomes.has_actual {
                let found = step.actual.as_ref().map(|actual| {
                    let pupils = counted(actual).map(|pupils| {
                        let count = number::thousands(u64::from(pupils.fewest));
                        format!(", {count} of {}", number::pupils(pupils.of.pupils()))
                    });
                    format!("{}{}", self.found(actual).text, pupils.unwrap_or_default())
                });
                cells.push(found.unwrap_or_default());
            }
            let (actual, revised) = (step.actual.as_ref(), step.revised.as_ref());
            outcomes.cells(step.ideal, actual, revised, self.measure, &mut cells);
            Row::new(when(step), cells)
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
        let top = if self.across_change { 34.0 } else { 16.0 };
        let revised = self.revised();
        let mut found = Vec::new();
        for (step, _) in &self.steps {
            found.extend(step.actual.as_ref().map(|actual| (step.date, self.found(actual))));
        }
        let ways = revised.iter().chain(&found).map(|(_, printed)| printed.drawn);
        let drawn = self.steps.iter().map(|(_, printed)| printed.drawn).chain([self.start.drawn]).chain(ways);
        let plot = Plot {
            left: 60.0,
            right: WIDTH - 30.0,
            top,
            bottom: top + 264.0,
            range: Range::of(self.measure, &drawn.collect::<Vec<_>>()),
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
        svg.words(&Label::new(
            self.before.to_string(),
            SMALL,
            Anchor::Middle,
            (before.0, plot.bottom + 20.0),
        ));

        let points: Vec<Point> =
            self.steps.iter().map(|(step, printed)| (x(step.date), plot.y(printed.drawn))).collect();
        let mut line = points.clone();
        if self.across_change {
            let at = begin - 4.0;
            svg.path("chart-axis", &format!("M{} {}V{}", unit(at), unit(plot.top - 4.0), unit(plot.bottom)));
            space.add_line(&[(at, plot.top - 4.0), (at, plot.bottom)]);
            let words = Label::new("The tests change", VALUE, Anchor::Middle, (at, 16.0));
            space.add_label(&words);
            svg.words(&words);
        } else {
            line.insert(0, (begin, plot.y(self.path_start.drawn)));
        }
        let place = |(date, printed): &(NaiveDate, Printed)| (x(*date), plot.y(printed.drawn));
        let revised: Vec<Point> = revised.iter().map(place).collect();
        svg.line(REVISED, &revised);
        space.add_line(&revised);
        svg.line("chart-line chart-line--planned chart-series-3", &line);
        space.add_line(&line);
        svg.marker(Marker::Circle, "chart-series-1", before);
        space.add_area(around(before));
        for point in &points {
            svg.marker(Marker::Triangle, "chart-marker--hollow chart-series-3", *point);
            space.add_area(around(*point));
        }
        let found_at: Vec<Point> = found.iter().map(place).collect();
        svg.line("chart-line chart-series-1", &found_at);
        space.add_line(&found_at);
        for point in &found_at {
            svg.marker(Marker::Circle, "chart-series-1", *point);
            space.add_area(around(*point));
        }

        label_point(&self.start.text, VALUE, before, true, &mut svg, &mut space);
        // The plan's values stand on the side away from what was found.
        let latest = self.latest().map(|(_, actual, printed)| self.found(actual).drawn > printed.drawn);
        let is_under = latest.unwrap_or(goal.drawn < self.start.drawn);
        for (point, (_, printed)) in found_at.iter().zip(&found).rev() {
            label_point(&printed.text, SMALL_VALUE, *point, is_under, &mut svg, &mut space);
        }
        name_revised(&revised, !is_under, &mut svg, &mut space);
        let dy = if is_under { 25.0 } else { -14.0 };
        // Up to the latest finding the findings are labelled; the plan's values are in the table.
        let open =
            self.steps.iter().rposition(|(step, _)| step.actual.is_some()).map_or(0, |place| place + 1);
        // From the end, so that where room is short the later ones are kept; all are in the table.
        for ((_, printed), (x, y)) in self.steps.iter().zip(&points).skip(open).rev() {
            let label = Label::new(printed.text.as_str(), SMALL_VALUE, Anchor::Middle, (*x, y + dy));
            // The axis says per cent; the goal says it once more.
            let short = Label { words: printed.text.trim_end_matches('%').to_owned(), ..label.clone() };
            let label = if std::ptr::eq(printed, goal) { label } else { short };
            if let Some(label) = space.first_free(vec![label]) {
                svg.words(&label);
            }
        }
        let planned = |step: &MilestoneStep| step.pupils.map(|pupils| pupils.count);
        let found = |step: &MilestoneStep| counted(step.actual.as_ref()?).map(|pupils| pupils.fewest);
        let mut bottom = plot.bottom + 44.0;
        self.draw_pupils("Pupils", &planned, &mut bottom, x, &mut svg);
        self.draw_pupils("Found", &found, &mut bottom, x, &mut svg);
        svg.finish(id, title, bottom + 12.0)
    }

    /// Pupils under the dates, in a row of their own below `bottom` where there are any, as far as there is room.
    fn draw_pupils(
        &self,
        name: &str,
        count_of: &dyn Fn(&MilestoneStep) -> Option<u32>,
        bottom: &mut f64,
        x: impl Fn(NaiveDate) -> f64,
        svg: &mut Svg,
    ) {
        let mut free = f64::INFINITY;
        for (step, _) in self.steps.iter().rev() {
            let Some(pupils) = count_of(step) else { continue };
            if free == f64::INFINITY {
                *bottom += 20.0;
                svg.words(&Label::new(name, SMALL, Anchor::Start, (0.0, *bottom)));
            }
            let label = Label::new(count(pupils), SMALL_VALUE, Anchor::Middle, (x(step.date), *bottom));
            let area = label.area();
            if area.right + 4.0 <= free {
                free = area.left;
                svg.words(&label);
            }
        }
    }
}

/// Writes the name of the revised path over or under one of its pieces, where all is clear.
fn name_revised(points: &[Point], under_first: bool, svg: &mut Svg, space: &mut Space) {
    for is_under in [under_first, !under_first] {
        for pair in points.windows(2) {
            for (dx, anchor) in [(6.0, Anchor::Start), (-6.0, Anchor::End)] {
                let (x, y) = ((pair[0].0 + pair[1].0) / 2.0 + dx, (pair[0].1 + pair[1].1) / 2.0);
                let y = y + if is_under { 18.0 } else { -8.0 };
                let label = Label::new("Revised path", SMALL, anchor, (x, y));
                if space.takes_all(std::slice::from_ref(&label)) {
                    svg.words(&label);
                    return;
                }
            }
        }
    }
}

/// The pupils of a finding; a share that was rounded may leave more than one count.
fn counted(actual: &Actual) -> Option<Pupils> {
    actual.pupils.filter(|pupils| pupils.fewest == pupils.most)
}

/// `by January 2016`, `by the end of the autumn term`.
fn by(step: &MilestoneStep) -> String {
    let when = when(step);
    match when.strip_suffix(" term") {
        Some(_) => format!("by the end of the {}", name::lower_first(&when)),
        None => format!("by {}", when.strip_prefix("By ").unwrap_or(&when)),
    }
}

/// A milestone as the calendar prints it, or its date.
fn when(step: &MilestoneStep) -> String {
    if step.printed.is_empty() { number::date(step.date) } else { step.printed.clone() }
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

//! The last three years of a measure against national, with what chance alone could do to each result.

use super::super::table::{Column, Row, Table};
use super::super::{name, number};
use super::Chart;
use super::axis::{Plot, Printed, Range, count};
use super::gap::{Standing, could_be_chance, decimals_of, pupils};
use super::svg::{Anchor, Label, Marker, Point, SMALL, Space, Svg, VALUE, WIDTH, unit};
use super::trajectory::{ASIDE, Block, HEIGHT, around, draw_change, draw_years, place_blocks};
use crate::domain::framework::Framework;
use crate::domain::gap::{Chance, Gap, YearBeside, by_year};
use crate::domain::measure::{Better, Measure, Unit};
use crate::domain::plan::Plan;
use crate::domain::quantity::Level;
use crate::domain::reference::Reference;
use crate::domain::year::AcademicYear;

/// Results of all pupils in the scheme's three years, each with the interval of what chance alone could give, and the
/// national figures.
///
/// The range of values is the measure's own. A year without a figure, and a change of the tests, leave a gap in the
/// line. `None` where there is no result, or nothing beside it. `id` has to be unique on the page.
pub fn trend_chart(
    id: &str,
    plan: &Plan,
    framework: &Framework,
    reference: &Reference,
    measure: &Measure,
) -> Option<Chart> {
    let years = by_year(plan, framework, reference, measure);
    let years: Vec<Shown> = years.iter().map(|of| Shown::new(of, measure)).collect();
    let figures: usize = years.iter().map(|year| year.value.iter().chain(&year.national).count()).sum();
    let last = years.iter().rposition(|year| year.value.is_some()).filter(|_| figures > 1)?;
    let (from, to) = (years.first()?.year, years.last()?.year);
    let title = format!("{}: results beside national, {from} to {to}", measure.label);
    let view = View { measure, years, last };
    Some(Chart { sentence: view.sentence(), svg: view.draw(id, &title), table: view.table(&title), title })
}

struct View<'a> {
    measure: &'a Measure,
    years: Vec<Shown<'a>>,
    /// The place of the latest year with a result.
    last: usize,
}

/// A year as it is printed.
struct Shown<'a> {
    year: AcademicYear,
    value: Option<Printed>,
    chance: Option<[Printed; 2]>,
    national: Option<Printed>,
    gap: Option<&'a Gap>,
    beside: Option<Beside<'a>>,
}

impl<'a> Shown<'a> {
    fn new(of: &'a YearBeside, measure: &Measure) -> Self {
        let gap = of.gap.as_ref();
        let national = of.national.as_ref();
        Self {
            year: of.year,
            value: gap.map(|gap| Printed::level(gap.value, gap.decimals, measure.unit)),
            chance: gap.and_then(|gap| gap.chance).map(interval),
            national: national.map(|figure| Printed::level(figure.value, figure.decimals, measure.unit)),
            gap,
            beside: gap.and_then(|gap| Beside::new(gap, measure)),
        }
    }
}

/// The interval of a result, as it is printed.
pub(super) fn interval(chance: Chance) -> [Printed; 2] {
    [chance.lower_tenths, chance.upper_tenths]
        .map(|tenths| Printed::level(Level::hundredths(tenths * 10), 1, Unit::Percent))
}

/// A gap as it is printed.
pub(super) struct Beside<'a> {
    gap: &'a Gap,
    pub(super) size: Printed,
    pub(super) distance: String,
    pub(super) standing: Standing,
}

impl<'a> Beside<'a> {
    pub(super) fn new(gap: &'a Gap, measure: &Measure) -> Option<Self> {
        let exact = gap.gap?;
        let decimals = decimals_of(exact, number::difference_decimals(measure, gap.decimals));
        let size = Printed::signed(exact, decimals);
        let standing = Standing::of(exact, size.drawn, measure.better);
        Some(Self { gap, distance: number::distance(exact, decimals, measure.unit), size, standing })
    }

    /// The gap in whole pupils.
    pub(super) fn pupils(&self) -> Option<String> {
        pupils(self.gap, self.standing)
    }

    /// `17.7 percentage points below national`.
    fn words(&self, measure: &Measure, with_pupils: bool) -> String {
        let side = match (self.standing, measure.better) {
            (Standing::Level, _) => return "level with national".to_owned(),
            (Standing::Worse, Better::Higher) => "below national",
            (Standing::Better, Better::Higher) => "above national",
            (Standing::Worse, Better::Lower) => "worse than national",
            (Standing::Better, Better::Lower) => "better than national",
        };
        let pupils = self.pupils().filter(|_| with_pupils);
        let pupils = pupils.map_or_else(String::new, |pupils| format!(" ({pupils})"));
        format!("{}{pupils} {side}", self.distance)
    }

    /// Whether chance could explain it; `None` where that is not judged, and where there is no gap.
    pub(super) fn is_chance(&self) -> Option<bool> {
        self.gap.chance?.national_is_inside.filter(|_| self.standing != Standing::Level)
    }

    pub(super) fn could_be_chance(&self) -> &'static str {
        could_be_chance(self.gap, self.standing)
    }
}

/// `, up from 53.3% in 2012/13`.
fn since(now: &Printed, year: AcademicYear, before: &Printed) -> String {
    let direction = match now.drawn.total_cmp(&before.drawn) {
        std::cmp::Ordering::Less => "down from",
        std::cmp::Ordering::Equal => return format!(", as in {year}"),
        std::cmp::Ordering::Greater => "up from",
    };
    format!(", {direction} {} in {year}", before.text)
}

/// `144 of 231 pupils`, where the count is certain.
pub(super) fn counted(gap: &Gap) -> Option<String> {
    let pupils = gap.pupils.filter(|pupils| pupils.fewest == pupils.most)?;
    Some(format!("{} of {}", count(pupils.fewest), number::pupils(pupils.of.pupils())))
}

impl View<'_> {
    /// The latest result, how far it came, where it stands beside national, and whether that could be chance.
    fn sentence(&self) -> String {
        let now = &self.years[self.last];
        let Some(value) = &now.value else { return String::new() };
        let mut text = format!("{}: {} in {}", self.measure.label, value.text, now.year);
        let mut earlier: Vec<&Shown> = self.years[..self.last].iter().collect();
        earlier.retain(|year| self.measure.same_series(year.year, now.year));
        let before = earlier.iter().find(|year| year.value.is_some());
        if let Some((year, printed)) = before.and_then(|year| Some((year.year, year.value.as_ref()?))) {
            text.push_str(&since(value, year, printed));
        } else if self.years[..self.last].iter().any(|year| year.value.is_some()) {
            text.push_str(", in another series than the results before it");
        }
        let Some((beside, national)) = now.beside.as_ref().zip(now.national.as_ref()) else {
            text.push_str("; there is no national figure to set it against");
            return text;
        };
        text.push_str(&format!("; {}, which was {}", beside.words(self.measure, true), national.text));
        // Of the same year as the school's, so that the two changes can be compared.
        let national_before = before.or_else(|| earlier.iter().find(|year| year.national.is_some()));
        let of_before = national_before.and_then(|year| Some((year.year, year.national.as_ref()?)));
        if let Some((year, printed)) = of_before {
            text.push_str(&since(national, year, printed));
        }
        if let Some((year, beside)) = before.and_then(|year| Some((year.year, year.beside.as_ref()?))) {
            text.push_str(&format!("; in {year} it was {}", beside.words(self.measure, false)));
        }
        text.push_str(match beside.is_chance() {
            Some(true) => "; the gap now could easily be chance",
            Some(false) => "; the gap now is more than chance would explain",
            None => "",
        });
        text
    }

    fn table(&self, title: &str) -> Table {
        let in_pupils = self.measure.unit == Unit::Percent;
        let points = if in_pupils { "Gap in percentage points" } else { "Gap in points" };
        let mut columns = vec![Column::words("Year"), Column::number("This school")];
        columns.extend(["National", points].map(Column::number));
        if in_pupils {
            columns.extend(["Gap in whole pupils", "Results that chance could give"].map(Column::number));
            columns.push(Column::words("Could the gap be chance?"));
        }
        let rows = self.years.iter().map(|year| {
            let printed = |figure: &Option<Printed>| {
                let missing = if self.measure.exists_in(year.year) { "not known" } else { "not measured" };
                figure.as_ref().map_or_else(|| missing.to_owned(), |printed| printed.text.clone())
            };
            let beside = year.beside.as_ref();
            let mut value = printed(&year.value);
            if let Some(counted) = year.gap.and_then(counted) {
                value.push_str(&format!(" ({counted})"));
            }
            let size = beside.map_or_else(String::new, |beside| beside.size.text.clone());
            let mut cells = vec![value, printed(&year.national), size];
            if in_pupils {
                cells.push(beside.and_then(Beside::pupils).unwrap_or_default());
                let reach = year.chance.as_ref();
                cells.push(
                    reach.map_or_else(String::new, |[low, high]| format!("{} to {}", low.text, high.text)),
                );
                cells.push(beside.map_or_else(String::new, |beside| beside.could_be_chance().to_owned()));
            }
            Row::new(year.year.to_string(), cells)
        });
        let rows = rows.collect();
        let begins = self.breaks().into_iter().map(|place| self.years[place].year.to_string());
        let begins: Vec<String> = begins.collect();
        let note = if begins.is_empty() {
            String::new()
        } else {
            format!(
                "; a new series begins in {}, not to be compared with what was before",
                name::list(&begins, "and")
            )
        };
        Table { caption: format!("{title}{note}"), rows, columns }
    }

    /// The places of the years that begin a new series.
    fn breaks(&self) -> Vec<usize> {
        let is_new =
            |place: &usize| !self.measure.same_series(self.years[place - 1].year, self.years[*place].year);
        (1..self.years.len()).filter(is_new).collect()
    }

    fn draw(&self, id: &str, title: &str) -> String {
        let (mut svg, mut space) = (Svg::new(), Space::default());
        let mut blocks = self.blocks();
        let aside = blocks.iter().map(Block::width).fold(0.0, f64::max);
        let breaks = self.breaks();
        let top = if breaks.is_empty() { 16.0 } else { 34.0 };
        let plot = Plot {
            left: 60.0,
            right: WIDTH - aside - ASIDE - 2.0,
            top,
            bottom: top + HEIGHT,
            range: Range::of(self.measure, &self.drawn()),
        };
        let left = plot.left + 34.0;
        let places = (self.years.len() - 1).max(1) as f64;
        let x = |place: usize| left + (plot.right - 8.0 - left) * place as f64 / places;
        plot.draw_grid(self.measure, &mut svg, &mut space);
        let years: Vec<AcademicYear> = self.years.iter().map(|year| year.year).collect();
        let x_of = |year| years.iter().position(|each| *each == year).map_or(left, &x);
        draw_years(&years, &plot, x_of, &mut svg, &mut space);
        for place in &breaks {
            let words = ["New series".to_owned()];
            draw_change(&words, (x(place - 1) + x(*place)) / 2.0, &plot, &mut svg, &mut space);
        }
        for (place, year) in self.years.iter().enumerate() {
            if let Some([low, high]) = &year.chance {
                let (at, low, high) = (x(place), plot.y(low.drawn), plot.y(high.drawn));
                let [at_text, low_text, high_text] = [at, low, high].map(unit);
                let cap = unit(at - 6.0);
                svg.path(
                    "chart-whisker",
                    &format!("M{at_text} {low_text}V{high_text}M{cap} {low_text}h12M{cap} {high_text}h12"),
                );
                space.add_line(&[(at, low), (at, high)]);
            }
        }
        let points = |figures: &[Option<&Printed>]| -> Vec<Option<Point>> {
            let each = figures.iter().enumerate();
            each.map(|(place, printed)| Some((x(place), plot.y((*printed)?.drawn)))).collect()
        };
        let (values, nationals) = (self.school(), self.national());
        let (school, national) = (points(&values), points(&nationals));
        for (class, points) in [("chart-threshold", &national), ("chart-line chart-series-1", &school)] {
            for place in 1..points.len() {
                // A line joins neighbouring years of one series only.
                if let (Some(from), Some(to), false) =
                    (points[place - 1], points[place], breaks.contains(&place))
                {
                    svg.line(class, &[from, to]);
                    space.add_line(&[from, to]);
                }
            }
        }
        for (x, y) in national.iter().flatten() {
            svg.marker(Marker::Square, "chart-marker--hollow chart-series-2", (*x, *y));
            space.add_area(around((*x, *y)));
        }
        for point in school.iter().flatten() {
            svg.marker(Marker::Circle, "chart-series-1", *point);
            space.add_area(around(*point));
        }
        place_blocks(&mut blocks, &plot);
        for block in &blocks {
            block.draw(&plot, &mut svg, &mut space);
        }
        // The last of each is said at the right.
        let values = [(VALUE, &school, &national, values), (SMALL, &national, &school, nationals)];
        for (font, points, others, figures) in values {
            let last = points.iter().rposition(Option::is_some);
            for (place, printed) in figures.into_iter().enumerate() {
                let Some((point, printed)) = points[place].zip(printed) else { continue };
                if Some(place) != last {
                    let is_above = others[place].is_none_or(|other| point.1 <= other.1);
                    // Beside the whisker, where the line leaves most room.
                    let (near, far) = if is_above { (-10.0, 20.0) } else { (20.0, -10.0) };
                    let mut places = Vec::new();
                    for dy in [near, far, 5.0] {
                        for (dx, anchor) in [(10.0, Anchor::Start), (-10.0, Anchor::End)] {
                            let at = (point.0 + dx, point.1 + dy);
                            places.push(Label::new(printed.text.as_str(), font, anchor, at));
                        }
                    }
                    if let Some(label) = space.first_free(places) {
                        svg.words(&label);
                    }
                }
            }
        }
        let mut bottom = plot.bottom + 32.0;
        if self.years.iter().any(|year| year.chance.is_some()) {
            let y = unit(bottom + 2.0);
            svg.path("chart-whisker", &format!("M66 {y}v16M60 {y}h12m-12 16h12"));
            let words = "What chance alone could give a cohort of this size";
            svg.words(&Label::new(words, SMALL, Anchor::Start, (84.0, bottom + 14.0)));
            bottom += 24.0;
        }
        svg.finish(id, title, bottom)
    }

    fn school(&self) -> Vec<Option<&Printed>> {
        self.years.iter().map(|year| year.value.as_ref()).collect()
    }

    fn national(&self) -> Vec<Option<&Printed>> {
        self.years.iter().map(|year| year.national.as_ref()).collect()
    }

    /// Every value that is drawn.
    fn drawn(&self) -> Vec<f64> {
        let mut drawn = Vec::new();
        for year in &self.years {
            drawn.extend(year.value.iter().chain(&year.national).map(|printed| printed.drawn));
        }
        drawn
    }

    /// The words at the right: where each line ends, and when, where that is not in the last year.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (name, figures) in [("This school", self.school()), ("National", self.national())] {
            let Some(place) = figures.iter().rposition(Option::is_some) else { continue };
            let (year, Some(printed)) = (&self.years[place], figures[place]) else { continue };
            let mut lines = vec![format!("{name} {}", printed.text)];
            if name != "National" {
                lines.extend(year.gap.and_then(counted));
            }
            if place + 1 < figures.len() {
                lines.push(format!("in {}", year.year));
            }
            blocks.push(Block { lines, at: printed.drawn, top: 0.0, has_key: false });
        }
        blocks
    }
}

//! Gaps to national by measure: a bar from zero for each, with what chance alone could do.

use super::super::number;
use super::super::table::{Column, Row, Table};
use super::Chart;
use super::axis::{Printed, Range};
use super::svg::{Anchor, Area, LABEL, Label, Marker, SMALL, Svg, VALUE, WIDTH, unit};
use crate::domain::gap::{Chance, Gap, Span};
use crate::domain::measure::{Better, Catalogue, Measure, Unit};
use crate::domain::quantity::{Difference, Level};

/// The gaps to national of the percentage measures among `gaps`, in the order given.
///
/// Measures of other units, and gaps without a national figure, are left out: they have no place on a scale of
/// percentage points. `None` where nothing is left. `id` has to be unique on the page.
pub fn gap_chart(id: &str, gaps: &[Gap], catalogue: &Catalogue) -> Option<Chart> {
    let bars: Vec<Bar> = gaps.iter().filter_map(|gap| Bar::new(gap, catalogue.get(&gap.measure)?)).collect();
    let year = bars.first()?.gap.year;
    let title = format!("Gap to national by measure, {year}");
    let words = Words::of(&bars);
    Some(Chart {
        sentence: sentence(&bars, words),
        svg: draw(id, &title, &bars, words),
        table: table(&title, &bars, words),
        title,
    })
}

/// One measure's gap, as it is printed.
struct Bar<'a> {
    measure: &'a Measure,
    gap: &'a Gap,
    value: Printed,
    national: Printed,
    difference: Printed,
    exact: Difference,
    decimals: u8,
    pupils: Option<String>,
    standing: Standing,
    chance: Option<Reach>,
}

/// Where a result stands beside national, or beside another group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Worse,
    Level,
    Better,
}

/// The gaps that chance alone could give.
struct Reach {
    low: Printed,
    high: Printed,
    /// Whether no gap at all is among them; `None` for a cohort too small for a label.
    could_be_chance: Option<bool>,
}

impl<'a> Bar<'a> {
    fn new(gap: &'a Gap, measure: &'a Measure) -> Option<Self> {
        if measure.unit != Unit::Percent {
            return None;
        }
        let (exact, national) = (gap.gap?, gap.national.as_ref()?);
        let decimals = number::difference_decimals(measure, gap.decimals);
        let gap_decimals = decimals_of(exact, decimals);
        let difference = Printed::signed(exact, gap_decimals);
        let standing = Standing::of(exact, difference.drawn, measure.better);
        Some(Self {
            measure,
            gap,
            value: Printed::level(gap.value, decimals, Unit::Percent),
            national: Printed::level(national.value, national.decimals, Unit::Percent),
            difference,
            exact,
            decimals: gap_decimals,
            pupils: pupils(gap, standing),
            standing,
            chance: gap.chance.map(|chance| reach(chance, national.value)),
        })
    }

    /// The direct label: `41 pupils, −17.7`.
    fn label(&self) -> String {
        match &self.pupils {
            Some(pupils) => format!("{pupils}, {}", self.difference.text),
            None => self.difference.text.clone(),
        }
    }

    fn name(&self) -> String {
        match self.measure.better {
            Better::Higher => self.measure.label.clone(),
            Better::Lower => format!("{} (lower is better)", self.measure.label),
        }
    }

    /// `by 17.7 percentage points (41 pupils)`.
    fn by(&self) -> String {
        let distance = number::distance(self.exact, self.decimals, Unit::Percent);
        match &self.pupils {
            Some(pupils) => format!("by {distance} ({pupils})"),
            None => format!("by {distance}"),
        }
    }

    fn could_be_chance(&self) -> Option<bool> {
        self.chance.as_ref().and_then(|chance| chance.could_be_chance)
    }

    /// The ends of what is drawn.
    fn extent(&self) -> (f64, f64) {
        let (low, high) =
            self.chance.as_ref().map_or((0.0, 0.0), |reach| (reach.low.drawn, reach.high.drawn));
        (low.min(self.difference.drawn), high.max(self.difference.drawn))
    }
}

/// Decimal places for a gap: one that is there is not printed as none.
pub(super) fn decimals_of(gap: Difference, decimals: u8) -> u8 {
    number::decimals_to_tell_apart(gap.exact(), Difference::ZERO.exact(), decimals)
}

impl Standing {
    /// Of a gap, and as it is printed.
    pub(super) fn of(gap: Difference, printed: f64, better: Better) -> Self {
        match better {
            _ if printed == 0.0 => Self::Level,
            Better::Higher if gap < Difference::ZERO => Self::Worse,
            Better::Lower if gap > Difference::ZERO => Self::Worse,
            _ => Self::Better,
        }
    }
}

/// The gap in whole pupils: those needed to reach national, or those to spare above it.
pub(super) fn pupils(gap: &Gap, standing: Standing) -> Option<String> {
    match standing {
        Standing::Worse => gap.to_reach.filter(|span| *span != Span { fewest: 0, most: 0 }).map(number::span),
        Standing::Level => None,
        // Of a national figure published to the whole per cent, pupils to spare would be a range: left unsaid.
        Standing::Better => {
            let is_exact = gap.national.as_ref().is_some_and(|national| national.decimals > 0)
                && gap.pupils.is_some_and(|pupils| pupils.fewest == pupils.most);
            let size = gap.gap_in_pupils.filter(|_| is_exact)?;
            let size = if size < Difference::ZERO { -size } else { size };
            u32::try_from(size.exact().floor()).ok().filter(|count| *count > 0).map(number::pupils)
        }
    }
}

fn reach(chance: Chance, national: Level) -> Reach {
    let end = |tenths: i32| Printed::signed(Level::hundredths(tenths * 10) - national, 1);
    Reach {
        low: end(chance.lower_tenths),
        high: end(chance.upper_tenths),
        could_be_chance: chance.national_is_inside,
    }
}

/// The words for a direction: a gap above national is good in most measures and bad in some.
#[derive(Clone, Copy)]
struct Words {
    worse: &'static str,
    better: &'static str,
    better_short: &'static str,
    has_lower_is_better: bool,
}

impl Words {
    fn of(bars: &[Bar]) -> Self {
        if bars.iter().any(|bar| bar.measure.better == Better::Lower) {
            Self {
                worse: "worse than national",
                better: "better than national",
                better_short: "better",
                has_lower_is_better: true,
            }
        } else {
            Self {
                worse: "below national",
                better: "above national",
                better_short: "above",
                has_lower_is_better: false,
            }
        }
    }
}

fn sentence(bars: &[Bar], words: Words) -> String {
    let with = |standing| bars.iter().filter(|bar| bar.standing == standing).collect::<Vec<_>>();
    let (worse, level, better) = (with(Standing::Worse), with(Standing::Level), with(Standing::Better));
    let year = bars.first().map_or_else(String::new, |bar| bar.gap.year.to_string());
    let is_or_are = |count: usize| if count == 1 { "is" } else { "are" };
    if let [bar] = bars {
        let national = &bar.national.text;
        let standing = match bar.standing {
            Standing::Worse => format!("{} ({national}) {}", words.worse, bar.by()),
            Standing::Level => format!("level with national ({national})"),
            Standing::Better => format!("{} ({national}) {}", words.better, bar.by()),
        };
        let chance = match (bar.could_be_chance(), bar.standing) {
            (None, _) | (_, Standing::Level) => "",
            (Some(true), _) => "; the gap could easily be chance",
            (Some(false), _) => "; the gap is more than chance would explain",
        };
        return format!("{}: {} in {year}, {standing}{chance}", bar.name(), bar.value.text);
    }
    let all = match bars.len() {
        2 => "Both".to_owned(),
        count => format!("All {count}"),
    };
    let of = |count: usize| format!("{count} of {} percentages of {year} {}", bars.len(), is_or_are(count));
    let mut text = match (worse.len(), level.len(), better.len()) {
        (_, 0, 0) => format!("{all} percentages of {year} are {}", words.worse),
        (0, _, 0) => format!("{all} percentages of {year} are level with national"),
        (0, 0, _) => format!("{all} percentages of {year} are {}", words.better),
        (0, _, better) => format!("{} {} and the rest are level with it", of(better), words.better),
        (worse, 0, better) => {
            format!("{} {} and {better} {} {}", of(worse), words.worse, is_or_are(better), words.better_short)
        }
        (worse, level, 0) => {
            format!("{} {} and {level} {} level with it", of(worse), words.worse, is_or_are(level))
        }
        (worse, level, better) => format!(
            "{} {}, {better} {} {} and {level} {} level with it",
            of(worse),
            words.worse,
            is_or_are(better),
            words.better_short,
            is_or_are(level)
        ),
    };
    let (side, word) = if worse.is_empty() { (&better, "ahead") } else { (&worse, "behind") };
    // The first of several with the same gap: `max_by` alone would give the last.
    let furthest =
        side.iter().rev().max_by(|a, b| a.difference.drawn.abs().total_cmp(&b.difference.drawn.abs()));
    if let Some(bar) = furthest {
        text.push_str(&format!("; furthest {word} is {}, {}", bar.name(), bar.by()));
    }
    let judged = worse.iter().filter_map(|bar| bar.could_be_chance()).count();
    let real = worse.iter().filter(|bar| bar.could_be_chance() == Some(false)).count();
    if judged > 0 {
        let of = match (real, judged == worse.len()) {
            (real, true) if real == judged && judged > 1 => format!("all {judged}"),
            (_, true) => format!("{real} of the {judged}"),
            (_, false) => format!("{real} of the {judged} with a known cohort"),
        };
        text.push_str(&format!("; for {of} the gap is more than chance would explain"));
    }
    text
}

fn table(title: &str, bars: &[Bar], words: Words) -> Table {
    let mut columns = vec![
        Column::words("Measure"),
        Column::number("Result"),
        Column::number("National"),
        Column::number("Gap in percentage points"),
        Column::number("Gap in whole pupils"),
        Column::number("Gaps that chance could give"),
        Column::words("Could the gap be chance?"),
    ];
    if words.has_lower_is_better {
        columns.push(Column::words("Beside national"));
    }
    let rows = bars
        .iter()
        .map(|bar| {
            let chance = bar.chance.as_ref();
            let mut cells = vec![
                bar.value.text.clone(),
                bar.national.text.clone(),
                bar.difference.text.clone(),
                bar.pupils.clone().unwrap_or_default(),
                chance.map_or_else(String::new, |reach| format!("{} to {}", reach.low.text, reach.high.text)),
                could_be_chance(bar.gap, bar.standing).to_owned(),
            ];
            if words.has_lower_is_better {
                cells.push(
                    match bar.standing {
                        Standing::Worse => "Worse",
                        Standing::Level => "Level",
                        Standing::Better => "Better",
                    }
                    .to_owned(),
                );
            }
            Row::new(bar.name(), cells)
        })
        .collect();
    Table { caption: title.to_owned(), columns, rows }
}

/// Whether the gap could be chance, for a table.
pub(super) fn could_be_chance(gap: &Gap, standing: Standing) -> &'static str {
    match gap.chance.map(|chance| chance.national_is_inside) {
        _ if standing == Standing::Level => "No gap",
        Some(Some(true)) => "It could easily be chance",
        Some(Some(false)) => "It is more than chance would explain",
        Some(None) => "Too few pupils to say",
        None => "Cohort not known",
    }
}

/// The sizes of a row, in units.
struct Rows {
    /// From one line of a name to the next.
    line: f64,
    /// The room of bar and value under the name.
    lane: f64,
    /// The height of a bar.
    bar: f64,
    /// The room between two rows.
    gap: f64,
}

/// Rows with air between them.
const ROOMY: Rows = Rows { line: 19.0, lane: 20.0, bar: 14.0, gap: 13.0 };
/// Rows so close that 26 of them fit on one side of A4 when the drawing is 150 mm wide.
const CLOSE: Rows = Rows { line: 17.0, lane: 16.0, bar: 11.0, gap: 5.0 };
/// The most rows that have air between them.
const MOST_ROOMY: usize = 12;

/// From the right end of the scale to the edge: room for half of a mark's words.
const RIGHT: f64 = 26.0;

fn draw(id: &str, title: &str, bars: &[Bar], words: Words) -> String {
    let mut svg = Svg::new();
    let sizes = if bars.len() > MOST_ROOMY { CLOSE } else { ROOMY };
    let (least, most) = bars
        .iter()
        .map(Bar::extent)
        .fold((0.0_f64, 0.0_f64), |all, bar| (all.0.min(bar.0), all.1.max(bar.1)));
    let range = Range::about_zero(least, most);
    let mark_words = |mark: i32| number::signed(Difference::hundredths(mark * 100), 0);
    let values = bars.iter().map(|bar| VALUE.width(&bar.label())).fold(0.0, f64::max);
    let axis_title = "Percentage points";
    let first_mark = LABEL.width(&mark_words(range.low)) / 2.0;
    let left = (values + 16.0).max(LABEL.width(axis_title) + 12.0 + first_mark);
    let x = |value: f64| left + (WIDTH - RIGHT - left) * range.along(value);

    let mut y = draw_key(&mut svg, bars, words);
    let zero = x(0.0);
    svg.words(&within(Label::new("National", VALUE, Anchor::Middle, (zero, y + 13.0))));
    let draw_marks = |svg: &mut Svg, base: f64| {
        svg.words(&Label::new(axis_title, LABEL, Anchor::Start, (0.0, base)));
        for mark in range.marks() {
            let at = (x(f64::from(mark)), base);
            svg.words(&Label::new(mark_words(mark), LABEL, Anchor::Middle, at));
        }
    };
    draw_marks(&mut svg, y + 32.0);
    y += 44.0;

    // Where names and bars go is worked out first, as the grid lies under the bars.
    let mut lanes = Vec::new();
    for bar in bars {
        let lines = LABEL.lines(&bar.name(), WIDTH);
        let lane = y + sizes.line * lines.len() as f64;
        lanes.push((y, lines, lane + sizes.lane / 2.0));
        y = lane + sizes.lane + sizes.gap;
    }
    let half = sizes.lane / 2.0 + 1.0;
    let upright = |mark: i32| {
        let at = unit(x(f64::from(mark)));
        lanes
            .iter()
            .map(|(_, _, middle)| format!("M{at} {}V{}", unit(middle - half), unit(middle + half)))
            .collect::<String>()
    };
    let grid: String = range.marks().filter(|mark| *mark != 0).map(upright).collect();
    svg.path("chart-grid", &grid);
    for (bar, (top, lines, middle)) in bars.iter().zip(&lanes) {
        for (place, line) in lines.iter().enumerate() {
            let base = top + 13.0 + sizes.line * place as f64;
            svg.words(&Label::new(line.as_str(), LABEL, Anchor::Start, (0.0, base)));
        }
        svg.words(&Label::new(bar.label(), VALUE, Anchor::Start, (0.0, middle + 5.0)));
        draw_bar(&mut svg, bar, *middle, sizes.bar, x);
    }
    svg.path("chart-axis", &upright(0));
    // A bar of no length would not be seen.
    for (bar, (_, _, middle)) in bars.iter().zip(&lanes) {
        if bar.difference.drawn == 0.0 {
            svg.marker(Marker::Circle, "chart-series-1", (zero, *middle));
        }
    }
    if bars.len() > MOST_ROOMY {
        draw_marks(&mut svg, y + 14.0);
        y += 22.0;
    }
    svg.finish(id, title, y)
}

fn draw_bar(svg: &mut Svg, bar: &Bar, middle: f64, height: f64, x: impl Fn(f64) -> f64) {
    let series = match bar.standing {
        Standing::Better => "chart-series-2",
        Standing::Worse | Standing::Level => "chart-series-1",
    };
    let is_pale = bar.could_be_chance() == Some(true);
    let (zero, end) = (x(0.0), x(bar.difference.drawn));
    let (left, right) = (zero.min(end), zero.max(end));
    if left < right {
        let shape = if is_pale { "chart-bar--faint" } else { "chart-bar" };
        let (top, bottom) = (middle - height / 2.0, middle + height / 2.0);
        svg.bar(&format!("{shape} {series}"), Area { left, right, top, bottom });
    }
    if let Some(reach) = &bar.chance {
        let dark = if is_pale { None } else { Some((left, right)) };
        svg.whisker((x(reach.low.drawn), x(reach.high.drawn)), middle, dark);
    }
}

/// The key to what is not said beside the bars; answers how far down it comes.
fn draw_key(svg: &mut Svg, bars: &[Bar], words: Words) -> f64 {
    #[derive(Clone, Copy)]
    enum Sign {
        Whisker,
        Bar(&'static str),
    }
    let has = |standing| bars.iter().any(|bar| bar.standing == standing);
    let mut entries = Vec::new();
    // Elsewhere the side of the zero line says it.
    if words.has_lower_is_better && has(Standing::Worse) && has(Standing::Better) {
        entries.push((Sign::Bar("chart-bar chart-series-1"), "Worse than national"));
        entries.push((Sign::Bar("chart-bar chart-series-2"), "Better than national"));
    }
    if bars.iter().any(|bar| bar.chance.is_some()) {
        entries.push((Sign::Whisker, "What chance alone could give"));
    }
    if bars.iter().any(|bar| bar.could_be_chance() == Some(true) && bar.standing != Standing::Level) {
        entries.push((Sign::Bar("chart-bar--faint chart-series-1"), "Pale: could easily be chance"));
    }
    let (mut x, mut y) = (0.0, 2.0);
    for (sign, text) in &entries {
        let width = 36.0 + SMALL.width(text);
        if x > 0.0 && x + width > WIDTH {
            (x, y) = (0.0, y + 22.0);
        }
        let middle = y + 8.0;
        match sign {
            Sign::Whisker => svg.whisker((x + 1.0, x + 27.0), middle, None),
            Sign::Bar(class) => {
                let area = Area { left: x + 1.0, right: x + 27.0, top: middle - 5.5, bottom: middle + 5.5 };
                svg.bar(class, area);
            }
        }
        svg.words(&Label::new(*text, SMALL, Anchor::Start, (x + 36.0, middle + 4.5)));
        x += width + 24.0;
    }
    if entries.is_empty() { 0.0 } else { y + 30.0 }
}

/// A label moved sideways into the drawing where it would leave it.
pub(super) fn within(mut label: Label) -> Label {
    let area = label.area();
    label.x += (1.0 - area.left).max(0.0) - (area.right - WIDTH + 1.0).max(0.0);
    label
}

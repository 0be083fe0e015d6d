//! How far schools moved on national, and where a target's change falls among them.

use super::super::table::Table;
use super::super::unusual;
use super::Chart;
use super::axis::{Printed, Range};
use super::gap::within;
use super::svg::{Anchor, Area, LABEL, Label, Marker, SMALL, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit};
use crate::domain::growth::Unusual;
use crate::domain::measure::{Measure, Unit};
use crate::domain::quantity::Difference;
use crate::present::number;

/// The schools like the one that asks as a strip, from the 10th percentile to the 90th, and the change that its target
/// needs. `id` has to be unique on the page.
pub fn growth_chart(id: &str, unusual: &Unusual, measure: &Measure) -> Chart {
    let cell = &unusual.cell;
    let percentiles = cell.percentiles.map(|change| Printed::signed(change, measure.decimals));
    let needed = Printed::signed(unusual.needed, unusual::decimals(unusual, measure));
    let in_years = format!("in {}, {} to {}", unusual::years(cell), cell.from, cell.to);
    let title = format!("How far schools moved on national {in_years}");
    let unit = if measure.unit == Unit::Percent { "percentage points" } else { "points" };
    let [tenth, quarter, middle, three_quarters, ninetieth] =
        percentiles.each_ref().map(|each| each.text.as_str());
    let sentence = format!(
        "Of {} schools of this size that started where this one does, half moved between {quarter} and {three_quarters} \
         {unit} on national {in_years}, and the middle one {middle}; the target needs {}",
        unusual::schools(cell),
        needed.text
    );
    let mut table = Table::new(
        format!("{title}: {} {}", unusual::schools(cell), unusual::schools_like(cell, measure)),
        &[("Schools", false), (&format!("Change on national, {unit}"), true)],
    );
    for (share, change) in [
        ("9 in 10 did at least this well", tenth),
        ("3 in 4 did at least this well", quarter),
        ("Half did at least this well", middle),
        ("1 in 4 did at least this well", three_quarters),
        ("1 in 10 did at least this well", ninetieth),
        ("The target needs", &needed.text),
    ] {
        table.push(share, vec![change.to_owned()]);
    }
    Chart { sentence, svg: draw(id, &title, &percentiles, &needed, unit), table, title }
}

/// The strip's upper and lower edge.
const STRIP: (f64, f64) = (54.0, 94.0);
/// The line of the scale.
const SCALE: f64 = 122.0;

fn draw(id: &str, title: &str, percentiles: &[Printed; 5], needed: &Printed, unit_words: &str) -> String {
    let mut svg = Svg::new();
    let (least, most) = percentiles
        .iter()
        .chain([needed])
        .fold((0.0_f64, 0.0_f64), |(least, most), each| (least.min(each.drawn), most.max(each.drawn)));
    let range = Range::about_zero(least, most);
    let (left, right) = (26.0, WIDTH - 26.0);
    let x = |value: f64| left + (right - left) * range.along(value);
    // Beside the strip and at the scale: between them are the values.
    let upright = |at: f64| {
        let [at, top, bottom, tick, scale] = [at, STRIP.0 - 8.0, STRIP.1, SCALE - 6.0, SCALE].map(unit);
        format!("M{at} {top}V{bottom}M{at} {tick}V{scale}")
    };
    let [tenth, quarter, middle, three_quarters, ninetieth] =
        percentiles.each_ref().map(|each| x(each.drawn));
    let zero = x(0.0);

    let grid: String =
        range.marks().filter(|mark| *mark != 0).map(|mark| upright(x(f64::from(mark)))).collect();
    svg.path("chart-grid", &grid);
    // A strip of no width could not be seen, nor would it be true: the median's line stands for it.
    for (class, left, right) in
        [("chart-band", tenth, ninetieth), ("chart-bar--faint", quarter, three_quarters)]
    {
        if left < right {
            let area = Area { left, right, top: STRIP.0, bottom: STRIP.1 };
            svg.bar(&format!("{class} chart-series-1"), area);
        }
    }
    svg.path("chart-axis", &format!("M{} 19V25{}", unit(zero), upright(zero)));
    svg.line("chart-line chart-series-1", &[(middle, STRIP.0), (middle, STRIP.1)]);
    let target = x(needed.drawn);
    svg.line("chart-line chart-series-3", &[(target, STRIP.0 - 8.0), (target, STRIP.1)]);
    svg.marker(Marker::Triangle, "chart-marker--hollow chart-series-3", (target, (STRIP.0 + STRIP.1) / 2.0));

    svg.words(&within(Label::new("Kept pace with national", VALUE, Anchor::Middle, (zero, 14.0))));
    let words = format!("The target needs {}", needed.text);
    svg.words(&within(Label::new(words, VALUE, Anchor::Middle, (target, 38.0))));
    // Where they stand close, the middle one and the ends are kept; all are in the table.
    let mut space = Space::default();
    for place in [2, 0, 4, 1, 3] {
        let at = (x(percentiles[place].drawn), STRIP.1 + 16.0);
        let label = Label::new(percentiles[place].text.as_str(), SMALL_VALUE, Anchor::Middle, at);
        if let Some(label) = space.first_free(vec![within(label)]) {
            svg.words(&label);
        }
    }
    svg.path("chart-axis", &format!("M{} {}H{}", unit(left), unit(SCALE), unit(right)));
    for mark in range.marks() {
        let words = number::signed(Difference::hundredths(mark * 100), 0);
        svg.words(&Label::new(words, LABEL, Anchor::Middle, (x(f64::from(mark)), SCALE + 18.0)));
    }
    let words = format!("Change on national, {unit_words}");
    svg.words(&Label::new(words, LABEL, Anchor::Start, (0.0, SCALE + 40.0)));
    let height = draw_key(&mut svg, SCALE + 52.0);
    svg.finish(id, title, height)
}

/// What the parts of the strip are; answers how far down it comes.
fn draw_key(svg: &mut Svg, top: f64) -> f64 {
    let middle = top + 8.0;
    let mut x = 1.0;
    for (class, text) in [
        ("chart-band", "8 schools in 10"),
        ("chart-bar--faint", "The middle half"),
        ("", "The middle school"),
    ] {
        if class.is_empty() {
            svg.line("chart-line chart-series-1", &[(x + 13.0, middle - 8.0), (x + 13.0, middle + 8.0)]);
        } else {
            let area = Area { left: x, right: x + 26.0, top: middle - 6.0, bottom: middle + 6.0 };
            svg.bar(&format!("{class} chart-series-1"), area);
        }
        let label = Label::new(text, SMALL, Anchor::Start, (x + 35.0, middle + 4.5));
        x = label.area().right + 24.0;
        svg.words(&label);
    }
    top + 24.0
}

//! How far schools moved on national, and where a target's change falls among them.

use super::super::table::Table;
use super::super::unusual;
use super::Chart;
use super::axis::{Printed, Range};
use super::gap::within;
use super::svg::{Anchor, Area, LABEL, Label, Marker, SMALL_VALUE, Space, Svg, VALUE, WIDTH, unit};
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
    let [_, Printed { text: quarter, .. }, middle, Printed { text: three_quarters, .. }, _] = &percentiles;
    let sentence = format!(
        "Of {} schools of this size that started where this one does, half moved between {quarter} and {three_quarters} \
         {unit} on national {in_years}, and the middle one {}; the target needs {}",
        unusual::schools(cell),
        middle.text,
        needed.text
    );
    let mut table = Table::new(
        format!("{title}: {} {}", unusual::schools(cell), unusual::schools_like(cell, measure)),
        &[("Schools", false), ("Change on national", true)],
    );
    for (share, change) in ["9 in 10", "3 in 4", "Half", "1 in 4", "1 in 10"].iter().zip(&percentiles) {
        table.push(format!("{share} did at least this well"), vec![change.text.clone()]);
    }
    table.push("The target needs", vec![needed.text.clone()]);
    Chart { sentence, svg: draw(id, &title, &percentiles, &needed, unit), table, title }
}

/// The strip's upper and lower edge.
const STRIP: (f64, f64) = (54.0, 94.0);
/// The line of the scale.
const SCALE: f64 = 122.0;

fn draw(id: &str, title: &str, percentiles: &[Printed; 5], needed: &Printed, unit_words: &str) -> String {
    let mut svg = Svg::new();
    let range =
        Range::about_zero(percentiles[0].drawn.min(needed.drawn), percentiles[4].drawn.max(needed.drawn));
    let (left, right) = (26.0, WIDTH - 26.0);
    let x = |value: f64| left + (right - left) * range.along(value);
    // Beside the strip and at the scale: between them are the values.
    let mut grid = String::new();
    for mark in range.marks() {
        let at = x(f64::from(mark));
        let words = number::signed(Difference::hundredths(mark * 100), 0);
        svg.words(&Label::new(words, LABEL, Anchor::Middle, (at, SCALE + 18.0)));
        let [at, top, bottom, tick, scale] = [at, STRIP.0 - 8.0, STRIP.1, SCALE - 6.0, SCALE].map(unit);
        let upright = format!("M{at} {top}V{bottom}M{at} {tick}V{scale}");
        if mark == 0 {
            svg.path("chart-axis", &format!("M{at} 19V25{upright}"));
        } else {
            grid.push_str(&upright);
        }
    }
    svg.path("chart-grid", &grid);
    // A strip of no width could not be seen, nor would it be true: the median's line stands for it.
    for (class, from, to) in [("chart-band chart-series-1", 0, 4), ("chart-bar--faint chart-series-1", 1, 3)]
    {
        let (left, right) = (x(percentiles[from].drawn), x(percentiles[to].drawn));
        if left < right {
            svg.bar(class, Area { left, right, top: STRIP.0, bottom: STRIP.1 });
        }
    }
    let target = x(needed.drawn);
    for (class, at) in
        [("chart-line chart-series-1", x(percentiles[2].drawn)), ("chart-line chart-series-3", target)]
    {
        svg.line(class, &[(at, STRIP.0), (at, STRIP.1)]);
    }
    svg.marker(Marker::Triangle, "chart-marker--hollow chart-series-3", (target, (STRIP.0 + STRIP.1) / 2.0));
    let target_words = format!("The target needs {}", needed.text);
    for (words, at) in [("Kept pace with national", (x(0.0), 14.0)), (&target_words, (target, 38.0))] {
        svg.words(&within(Label::new(words, VALUE, Anchor::Middle, at)));
    }
    // Where they stand close, the middle one and the ends are kept; all are in the table.
    let mut space = Space::default();
    for place in [2, 0, 4, 1, 3] {
        let at = (x(percentiles[place].drawn), STRIP.1 + 16.0);
        let label = Label::new(percentiles[place].text.as_str(), SMALL_VALUE, Anchor::Middle, at);
        if let Some(label) = space.first_free(vec![within(label)]) {
            svg.words(&label);
        }
    }
    svg.line("chart-axis", &[(left, SCALE), (right, SCALE)]);
    let scale_words = format!("Change on national, {unit_words}");
    let key = "Strip: 8 schools in 10. Box: the middle half. Line in it: the middle school.";
    for (words, y) in [(scale_words.as_str(), SCALE + 40.0), (key, SCALE + 62.0)] {
        svg.words(&Label::new(words, LABEL, Anchor::Start, (0.0, y)));
    }
    svg.finish(id, title, SCALE + 70.0)
}

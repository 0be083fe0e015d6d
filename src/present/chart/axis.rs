//! Scales: from a value that is printed to its place in the drawing.

use super::super::number;
use super::svg::{Anchor, LABEL, Label, Point, Space, Svg, unit};
use crate::domain::measure::{Measure, Unit};
use crate::domain::quantity::{Difference, Exact, Level};

/// A value as it is printed, and as it is drawn: both from the same rounding.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Printed {
    pub(super) text: String,
    pub(super) drawn: f64,
}

impl Printed {
    /// A figure with its unit, at `decimals` places.
    pub(super) fn level(level: Level, decimals: u8, unit: Unit) -> Self {
        Self { text: number::level(level, decimals, unit), drawn: rounded(level.exact(), decimals) }
    }

    /// A difference with its sign, at `decimals` places.
    pub(super) fn signed(difference: Difference, decimals: u8) -> Self {
        Self { text: number::signed(difference, decimals), drawn: rounded(difference.exact(), decimals) }
    }
}

/// A number of pupils on its own: `1,234`.
pub(super) fn count(pupils: u32) -> String {
    number::number(Level::share(pupils, 100).exact(), 0)
}

fn rounded(value: Exact, decimals: u8) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than a few digits")]
    let scaled = value.rounded(decimals) as f64;
    scaled / 10_f64.powi(i32::from(decimals))
}

/// The range of values that an axis shows, with a mark at every `step` from its lower end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i32,
    pub(super) high: i32,
    pub(super) step: i32,
}

impl Range {
    /// The range of a measure, fixed so that a small change never fills the drawing: 0 to 100%, a scaled score's 80 to
    /// 120, Attainment 8's 0 to 90. Progress is shown about its national mean, unless a value lies further out; a count
    /// has no highest value, so its range starts at 0 and holds what is shown.
    pub(super) fn of(measure: &Measure, shown: &[f64]) -> Self {
        let whole = |level: Level| level.exact().rounded(0).clamp(-1_000_000, 1_000_000) as i32;
        let (low, high) = (whole(measure.lowest), whole(measure.highest));
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        for value in shown {
            (least, most) = (least.min(*value), most.max(*value));
        }
        let (low, high) = match measure.unit {
            Unit::Percent => (0, 100),
            Unit::Count => {
                let ceiling = (most.ceil() as i32).max(5);
                let step = step_for(ceiling, 6);
                (0, (ceiling + step - 1) / step * step)
            }
            Unit::Points | Unit::Score if low < 0 => {
                let usual = if high < 10 { 2 } else { 10 };
                let fits = -f64::from(usual) <= least && most <= f64::from(usual);
                if fits { (-usual, usual) } else { (low, high) }
            }
            Unit::Points | Unit::Score => (low, high),
        };
        let span = (high - low).max(1);
        let step = (1..).map(nice).find(|step| *step >= span || (span % step == 0 && span / step <= 6));
        Self { low, high: low + span, step: step.unwrap_or(span) }
    }

    /// A range about zero that holds `least` to `most`, and never less than 10 either way in which there is anything, so
    /// that a small gap looks small.
    pub(super) fn about_zero(least: f64, most: f64) -> Self {
        let (mut below, mut above) = ((-least).max(0.0), most.max(0.0));
        if below >= above {
            below = below.max(10.0);
        } else {
            above = above.max(10.0);
        }
        let parts = |step: i32| {
            let count = |side: f64| (side / f64::from(step)).ceil() as i32;
            (count(below), count(above))
        };
        let step =
            [5, 10, 20, 25].into_iter().find(|step| parts(*step).0 + parts(*step).1 <= 8).unwrap_or(50);
        let (below, above) = parts(step);
        Self { low: -below * step, high: above * step, step }
    }

    pub(super) fn marks(self) -> impl Iterator<Item = i32> {
        (self.low..=self.high).step_by(usize::try_from(self.step).unwrap_or(1).max(1))
    }

    /// How far along the range `value` lies: 0 at its lower end, 1 at its upper.
    pub(super) fn along(self, value: f64) -> f64 {
        (value - f64::from(self.low)) / f64::from(self.high - self.low)
    }
}

/// The steps that people count in: 1, 2, 3, 5, 10, 15, 20, 25, 30, then 50, 100, 200, 500, …
fn nice(place: u32) -> i32 {
    const FIRST: [i32; 9] = [1, 2, 3, 5, 10, 15, 20, 25, 30];
    let place = place - 1;
    FIRST.get(place as usize).copied().unwrap_or_else(|| {
        let further = place - 9;
        let base = [50, 100, 200][further as usize % 3];
        10_i32.saturating_pow(further / 3).saturating_mul(base)
    })
}

fn step_for(span: i32, parts: i32) -> i32 {
    (1..).map(nice).find(|step| span <= step * parts).unwrap_or(span)
}

/// The field in which values are drawn against years or dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) range: Range,
}

impl Plot {
    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * self.range.along(value)
    }

    /// The grid with its values at the left, and the line that stands for the lower end or for zero.
    pub(super) fn draw_grid(&self, measure: &Measure, svg: &mut Svg, space: &mut Space) {
        let across = |value: i32| {
            format!("M{} {}H{}", unit(self.left), unit(self.y(f64::from(value))), unit(self.right))
        };
        let base = if self.range.low < 0 { 0 } else { self.range.low };
        let grid: String = self.range.marks().filter(|value| *value != base).map(across).collect();
        svg.path("chart-grid", &grid);
        svg.path("chart-axis", &across(base));
        space.add_line(&[(self.left, self.y(f64::from(base))), (self.right, self.y(f64::from(base)))]);
        for value in self.range.marks() {
            let level = Level::hundredths(value.saturating_mul(100));
            // The unit would be repeated at every mark; only the per cent sign is short enough.
            let unit = if measure.unit == Unit::Percent { Unit::Percent } else { Unit::Count };
            let at: Point = (self.left - 10.0, self.y(f64::from(value)) + 5.0);
            let label = Label::new(number::level(level, 0, unit), LABEL, Anchor::End, at);
            space.add_label(&label);
            svg.words(&label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_has_a_range_that_holds_it_and_shows_zero() {
        let range = |least, most| {
            let Range { low, high, step } = Range::about_zero(least, most);
            (low, high, step)
        };
        assert_eq!(range(0.0, 0.0), (-10, 0, 5));
        assert_eq!(range(-0.4, 0.0), (-10, 0, 5));
        assert_eq!(range(-25.3, 0.0), (-30, 0, 5));
        assert_eq!(range(-31.0, 4.0), (-35, 5, 5));
        assert_eq!(range(0.0, 7.0), (0, 10, 5));
        assert_eq!(range(-100.0, 100.0), (-100, 100, 25));
        for least in 0..=100 {
            for most in 0..=100 {
                let range = Range::about_zero(-f64::from(least), f64::from(most));
                assert!(range.low <= -least && range.high >= most && range.marks().any(|mark| mark == 0));
                assert!(range.marks().count() <= 9, "{least} {most}: {range:?}");
            }
        }
    }

    #[test]
    fn steps_grow_without_end() {
        let steps: Vec<i32> = (1..=14).map(nice).collect();
        assert_eq!(steps, [1, 2, 3, 5, 10, 15, 20, 25, 30, 50, 100, 200, 500, 1000]);
    }
}

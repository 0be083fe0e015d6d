//! The ideal line: how the way from a result to a target is spread over the time.

use super::measure::Measure;
use super::quantity::{Exact, Level};

/// How the way is spread over the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Equal points in equal times.
    #[default]
    Steady,
    /// Most at first: the points of a year fall in equal steps, from three parts in the first to one in the last. In a
    /// path of one year, so does the pace within it.
    Early,
    /// The mirror of it.
    Later,
    /// Weights of one's own for equal parts of the time, in hundredths; at least one is above zero.
    Custom(Vec<u32>),
    /// By a table of yearly targets: the part of the way that is behind at the end of each year but the last. It does not
    /// fall from year to year.
    Yearly(Vec<Exact>),
}

impl Shape {
    /// The part of the way that is behind at `at` of `years` years: 0 at 0, 1 at the end. It never falls, and depends
    /// on nothing but the time, so that it is the same however a year is split.
    ///
    /// Exact at whole years; within a year it is kept to a millionth, rounded down, which keeps sums of days small.
    pub(super) fn share(&self, at: Exact, years: i64) -> Exact {
        let end = Exact::whole(years);
        if at <= Exact::whole(0) || years <= 0 {
            return Exact::whole(0);
        }
        if at >= end {
            return Exact::whole(1);
        }
        let share = match self {
            Self::Steady => at * Exact::ratio(1, years),
            Self::Early => front_loaded(at, years),
            Self::Later => Exact::whole(1) - front_loaded(end - at, years),
            Self::Custom(weights) => weighted(weights, at, years),
            Self::Yearly(shares) => {
                let year = at.floor();
                let behind = |year: i64| match usize::try_from(year - 1) {
                    Ok(place) => shares.get(place).copied().unwrap_or(Exact::whole(1)),
                    Err(_) => Exact::whole(0),
                };
                let (from, to) = (behind(year), behind(year + 1));
                from + (to - from) * (at - Exact::whole(year))
            }
        };
        if at.is_integer() {
            return share;
        }
        // Rounded down, a year that adds next to nothing would fall below its own beginning.
        let begin = self.share(Exact::whole(at.floor()), years);
        Exact::ratio((share * Exact::whole(1_000_000)).floor(), 1_000_000).max(begin)
    }

    /// The parts of the way that each of `years` years has.
    pub fn yearly(&self, years: i64) -> Vec<Exact> {
        let share = |year| self.share(Exact::whole(year), years);
        (1..=years).map(|year| share(year) - share(year - 1)).collect()
    }
}

/// A pace that falls evenly, so that the years' parts are in arithmetic progression from three to one: over a year, an
/// even fall comes to the pace in its middle. One year has no progression: there the pace itself falls from three to
/// one.
fn front_loaded(at: Exact, years: i64) -> Exact {
    let square = at * at;
    if years == 1 {
        // The integral of 3 − 2t, over that of the whole year, 2.
        return (at * Exact::whole(3) - square) * Exact::ratio(1, 2);
    }
    // The integral of 3 + 1/(n − 1) − 2t/(n − 1), over that of all years, 2n.
    let steps = years - 1;
    (at * Exact::ratio(3 * steps + 1, steps) - square * Exact::ratio(1, steps)) * Exact::ratio(1, 2 * years)
}

fn weighted(weights: &[u32], at: Exact, years: i64) -> Exact {
    let parts = weights.len() as i64;
    let total: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
    let place = at * Exact::ratio(parts, years);
    let whole = place.floor();
    let behind: i64 = weights.iter().take(whole as usize).map(|weight| i64::from(*weight)).sum();
    let current = weights.get(whole as usize).map_or(0, |weight| i64::from(*weight));
    (Exact::whole(behind) + (place - Exact::whole(whole)) * Exact::whole(current))
        * Exact::ratio(1, total.max(1))
}

/// How a path goes on after an actual result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Onwards {
    /// To the same target: what is missing is spread over the time that is left.
    #[default]
    KeepTarget,
    /// With the steps that were planned, wherever they lead.
    KeepPace,
}

/// A line from a level to a goal.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) shape: &'a Shape,
    /// The years from start to goal.
    pub(super) years: i64,
    pub(super) from: Level,
    pub(super) goal: Level,
    /// The actual result from which it goes on: when, at which level, and how.
    pub(super) turn: Option<(i64, Level, Onwards)>,
}

impl Line<'_> {
    /// The level at `at` years from the start.
    pub(super) fn at(&self, at: Exact, measure: &Measure) -> Level {
        match self.turn {
            Some((turned, level, onwards)) if at >= Exact::whole(turned) => {
                let turned = Exact::whole(turned);
                match onwards {
                    Onwards::KeepTarget => {
                        self.towards((turned, level), (Exact::whole(self.years), self.goal), at)
                    }
                    Onwards::KeepPace => within(measure, level + (self.planned(at) - self.planned(turned))),
                }
            }
            _ => self.planned(at),
        }
    }

    fn planned(&self, at: Exact) -> Level {
        self.from + (self.goal - self.from).part(self.shape.share(at, self.years))
    }

    /// The level at `at` of the way between two points, spread over the time as the line is.
    pub(super) fn towards(
        &self,
        (turned, level): (Exact, Level),
        (end, goal): (Exact, Level),
        at: Exact,
    ) -> Level {
        let share = |at| self.shape.share(at, self.years);
        let (behind, all) = (share(at) - share(turned), share(end) - share(turned));
        if at >= end {
            goal
        } else if all == Exact::whole(0) {
            level
        } else {
            level + (goal - level).part(behind.over(all))
        }
    }
}

/// A level that the measure can have.
pub(super) fn within(measure: &Measure, level: Level) -> Level {
    level.min(measure.highest).max(measure.lowest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(shape: &Shape, years: i64, parts: i64) -> Vec<(i64, i64)> {
        (1..=years * parts).map(|part| shape.share(Exact::ratio(part, parts), years).terms()).collect()
    }

    #[test]
    fn years_are_weighted_three_to_one() {
        // Weights 3, 2, 1 of 6: a half, five sixths, all; of two years 3 and 1 of 4; of five 6, 5, 4, 3, 2 of 20.
        assert_eq!(shares(&Shape::Early, 3, 1), [(1, 2), (5, 6), (1, 1)]);
        assert_eq!(shares(&Shape::Later, 3, 1), [(1, 6), (1, 2), (1, 1)]);
        assert_eq!(shares(&Shape::Early, 2, 1), [(3, 4), (1, 1)]);
        assert_eq!(shares(&Shape::Early, 5, 1), [(3, 10), (11, 20), (3, 4), (9, 10), (1, 1)]);
        assert_eq!(shares(&Shape::Steady, 4, 1), [(1, 4), (1, 2), (3, 4), (1, 1)]);
        assert_eq!(
            Shape::Early.yearly(3).iter().map(|part| part.terms()).collect::<Vec<_>>(),
            [(1, 2), (1, 3), (1, 6)]
        );
    }

    #[test]
    fn within_one_year_the_pace_falls_from_three_to_one() {
        // (3t − t²)/2 at quarters: 11/32 = 0.34375, 5/8, 27/32 = 0.84375.
        assert_eq!(shares(&Shape::Early, 1, 4), [(11, 32), (5, 8), (27, 32), (1, 1)]);
        assert_eq!(shares(&Shape::Later, 1, 4), [(5, 32), (3, 8), (21, 32), (1, 1)]);
    }

    #[test]
    fn weights_of_ones_own_go_over_equal_parts_of_the_time() {
        // 1, 0 and 3 over three years; and over one year its thirds.
        let shape = Shape::Custom(vec![100, 0, 300]);
        assert_eq!(shares(&shape, 3, 1), [(1, 4), (1, 4), (1, 1)]);
        // A third, and its half: 0.25, 0.125; kept to a millionth within the year.
        assert_eq!(shares(&shape, 1, 6), [(1, 8), (1, 4), (1, 4), (1, 4), (5, 8), (1, 1)]);
    }

    #[test]
    fn a_line_never_falls_back_and_is_the_same_however_a_year_is_split() {
        for shape in [
            Shape::Steady,
            Shape::Early,
            Shape::Later,
            Shape::Custom(vec![0, 5, 1]),
            Shape::Custom(vec![1, 0, 2]),
        ] {
            for years in 1..=6 {
                let fine: Vec<_> =
                    (0..=years * 60).map(|part| shape.share(Exact::ratio(part, 60), years)).collect();
                assert!(fine.windows(2).all(|pair| pair[0] <= pair[1]), "{shape:?} {years}");
                for every in [5, 12, 20, 60] {
                    for part in 0..=years * (60 / every) {
                        assert_eq!(
                            shape.share(Exact::ratio(part, 60 / every), years),
                            fine[(part * every) as usize]
                        );
                    }
                }
            }
        }
    }
}

//! Where tests of figures change: the levels of an unknown figure between which it makes no difference how high it is.
//!
//! Each test is a sum of figures of one measure against a number, such as result less earlier result against −5. Where
//! other figures of the measure are unknown too, they are eliminated one after the other: what they can be in relation
//! to each other changes only where two of their boundaries cross.

use super::category::{Input, World, comparable_years, two_previous};
use super::framework::{Condition, Fact, FigureTest, Quantity};
use super::ids::MeasureId;
use super::measure::Measure;
use super::quantity::{Difference, Level};

/// A place at which a test changes: the figures, each so many times, and the constant add up to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Boundary {
    /// In the order of the inputs; no factor is 0.
    terms: Vec<(Input, i64)>,
    constant: Difference,
}

impl World<'_> {
    /// The levels of `input` at which some test that decides the category changes, or comes to change at other levels
    /// of another unknown figure. In no order.
    pub(super) fn critical_levels(&self, input: &Input) -> Vec<Level> {
        let Some(measure) = measure_of(input).and_then(|id| self.case.catalogue.get(id)) else {
            return vec![];
        };
        let mut boundaries = self.boundaries(measure, input);
        let mut others: Vec<Input> = Vec::new();
        for (other, _) in boundaries.iter().flat_map(|boundary| &boundary.terms) {
            if other != input && !others.contains(other) {
                others.push(other.clone());
            }
        }
        for other in &others {
            for end in [measure.lowest, measure.highest] {
                let constant = Level::hundredths(0) - end;
                boundaries.push(Boundary { terms: vec![(other.clone(), 1)], constant });
            }
        }
        for other in &others {
            boundaries = without(other, boundaries);
        }
        let levels = boundaries.iter().filter_map(|boundary| match boundary.terms.as_slice() {
            // Terms are kept in lowest terms with a positive first factor.
            [(_, factor)] => Some(Level::hundredths(0) + boundary.constant.times(-1, *factor)),
            _ => None,
        });
        levels.collect()
    }

    /// The boundary of every test of `measure` that decides the category, with what is known of it put in; those that
    /// then hold no unknown are left out. `input` counts as unknown.
    fn boundaries(&self, measure: &Measure, input: &Input) -> Vec<Boundary> {
        let mut found = Vec::new();
        let mut push = |terms: Vec<(Input, i64)>, constant: Difference| {
            let mut boundary = Boundary { terms: vec![], constant };
            for (figure, factor) in terms {
                match self.level(&figure).filter(|_| figure != *input) {
                    Some(level) => {
                        boundary.constant =
                            boundary.constant + (level - Level::hundredths(0)).times(factor, 1);
                    }
                    None => boundary.terms.push((figure, factor)),
                }
            }
            if !boundary.terms.is_empty() {
                add(&mut found, boundary);
            }
        };
        let deciding = self.case.framework.indicators.iter().map(|indicator| &indicator.when);
        for condition in deciding.chain(self.case.framework.rules.iter().map(|rule| &rule.when)) {
            self.each_boundary(condition, measure, &mut push);
        }
        found
    }

    fn each_boundary(
        &self,
        condition: &Condition,
        measure: &Measure,
        push: &mut impl FnMut(Vec<(Input, i64)>, Difference),
    ) {
        let test = match condition {
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast { of: parts, .. } => {
                return parts.iter().for_each(|part| self.each_boundary(part, measure, push));
            }
            Condition::Indicator(_) => return,
            Condition::Test(test) => test,
        };
        match &test.fact {
            Fact::Figure(test) if self.case.measures.of(&test.measures).contains(&measure.id) => {
                if let Some((terms, constant)) = self.figure_boundary(test, measure) {
                    push(terms, constant);
                }
            }
            Fact::Trend { measures, .. } if self.case.measures.of(measures).contains(&measure.id) => {
                let year = self.case.framework.latest_results;
                let Some([last, before]) = two_previous(measure, year) else { return };
                let result = |year| Input::Result(measure.id.clone(), year);
                let pupil = self.case.plan.one_pupil(measure, year);
                for by in [pupil, -pupil] {
                    push(vec![(result(year), 1), (result(last), -1)], by);
                }
                push(vec![(result(year), 1), (result(before), -1)], Difference::ZERO);
            }
            _ => {}
        }
    }

    fn figure_boundary(
        &self,
        test: &FigureTest,
        measure: &Measure,
    ) -> Option<(Vec<(Input, i64)>, Difference)> {
        let framework = self.case.framework;
        let year = framework.latest_results.back(test.years_back)?;
        let threshold = framework.threshold_value(&test.threshold, Some(&measure.id), year)?.value;
        let earlier = comparable_years(test.quantity, measure, year)?;
        let result = |year| Input::Result(measure.id.clone(), year);
        let national = |year| Input::National(measure.id.clone(), year);
        let mut terms = vec![(result(year), 1)];
        match test.quantity {
            Quantity::Result => {}
            Quantity::Gap => terms.push((national(year), -1)),
            Quantity::TestLessTeacher => terms.push((Input::Teacher(measure.id.clone(), year), -1)),
            Quantity::Change(_) => terms.extend(earlier.iter().map(|year| (result(*year), -1))),
            Quantity::RelativeChange(_) => {
                terms.push((national(year), -1));
                terms.extend(earlier.iter().flat_map(|year| [(result(*year), -1), (national(*year), 1)]));
            }
            Quantity::Mean(_) => terms.extend(earlier.iter().map(|year| (result(*year), 1))),
        }
        let count = if matches!(test.quantity, Quantity::Mean(_)) { terms.len() } else { 1 };
        let threshold = threshold - Level::hundredths(0);
        Some((terms, -threshold.times(i64::try_from(count).unwrap_or(1), 1)))
    }
}

fn measure_of(input: &Input) -> Option<&MeasureId> {
    match input {
        Input::Result(measure, _) | Input::Teacher(measure, _) | Input::National(measure, _) => Some(measure),
        Input::Grade | Input::Answer(_) | Input::Status => None,
    }
}

/// The boundaries that do not hold `unknown`, and the places where two that do cross.
fn without(unknown: &Input, boundaries: Vec<Boundary>) -> Vec<Boundary> {
    let (holding, mut rest): (Vec<_>, Vec<_>) =
        boundaries.into_iter().partition(|boundary| boundary.factor(unknown) != 0);
    for (place, one) in holding.iter().enumerate() {
        for other in &holding[place + 1..] {
            let crossing = one.times(other.factor(unknown)).plus(&other.times(-one.factor(unknown)));
            if !crossing.terms.is_empty() {
                add(&mut rest, crossing);
            }
        }
    }
    rest
}

/// Adds a boundary unless it is there already.
fn add(boundaries: &mut Vec<Boundary>, boundary: Boundary) {
    let boundary = boundary.in_lowest_terms();
    if !boundaries.contains(&boundary) {
        boundaries.push(boundary);
    }
}

impl Boundary {
    fn factor(&self, input: &Input) -> i64 {
        self.terms.iter().find(|(term, _)| term == input).map_or(0, |(_, factor)| *factor)
    }

    fn times(&self, factor: i64) -> Self {
        let terms = self.terms.iter().map(|(input, times)| (input.clone(), times * factor));
        Self { terms: terms.collect(), constant: self.constant.times(factor, 1) }
    }

    fn plus(mut self, other: &Self) -> Self {
        for (input, factor) in &other.terms {
            match self.terms.iter_mut().find(|(term, _)| term == input) {
                Some((_, times)) => *times += factor,
                None => self.terms.push((input.clone(), *factor)),
            }
        }
        self.terms.retain(|(_, factor)| *factor != 0);
        self.constant = self.constant + other.constant;
        self
    }

    /// The same boundary in one fixed form.
    fn in_lowest_terms(mut self) -> Self {
        super::map::sort_by_key(&mut self.terms, Clone::clone);
        let divisor = self.terms.iter().fold(0, |divisor, (_, factor)| gcd(divisor, factor.abs()));
        let sign = self.terms.first().map_or(1, |(_, factor)| factor.signum());
        if divisor > 0 {
            self.terms.iter_mut().for_each(|(_, factor)| *factor = *factor / divisor * sign);
            self.constant = self.constant.times(sign, divisor);
        }
        self
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

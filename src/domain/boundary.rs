//! The tests of one measure's figures as sums, and the levels of unknown figures that stand for all.
//!
//! Each test is a sum of figures against nothing, such as result less earlier result plus 5. Where that sum is nothing
//! is its boundary: between the boundaries it makes no difference how high an unknown figure is. Where other figures of
//! the measure are unknown too, they are eliminated one after the other: what they can be in relation to each other
//! changes only where two of their boundaries cross.

use super::category::{Input, Truth, World, comparable_years, two_previous, worse_when_lower};
use super::framework::{Fact, FigureTest, Quantity, Relation, Trend, WhenMissing};
use super::map::sort_by_key;
use super::measure::Measure;
use super::quantity::{Difference, Level};
use super::record::Record;

/// The figures of one measure that tests read, and those tests.
#[derive(Clone)]
pub(super) struct Figures<'a> {
    measure: &'a Measure,
    /// The figures, each in its place.
    pub(super) inputs: Vec<Input>,
    /// Their levels as known; `None` where one is not.
    pub(super) known: Levels,
    tests: Vec<Sums>,
}

/// A test: all sums must hold.
#[derive(Clone)]
struct Sums {
    slot: usize,
    sums: Vec<Sum>,
    when_missing: WhenMissing,
}

/// A sum of figures, each so many times, and a constant, compared with nothing.
#[derive(Clone)]
struct Sum {
    boundary: Boundary,
    relation: Relation,
}

/// The figures by their places, each so many times, and a constant that add up to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Boundary {
    /// In the order of the places; no factor is 0.
    terms: Vec<(usize, i64)>,
    constant: Difference,
}

/// The levels of figures by their places.
pub(super) type Levels = Vec<Option<Level>>;

/// What the tests of a measure come to: the truth at each slot.
pub(super) type Effect = Vec<(usize, Truth)>;

impl<'a> Figures<'a> {
    /// The figures of the record's measure that `tests` read, with the slot of each test.
    pub(super) fn new(
        world: &World<'_>,
        record: Record<'a>,
        tests: impl Iterator<Item = (usize, &'a Fact)>,
    ) -> Self {
        let mut figures = Self { measure: record.measure, inputs: vec![], known: vec![], tests: vec![] };
        for (slot, fact) in tests {
            match fact {
                Fact::Figure(test) => figures.add_figure_test(world, slot, test),
                Fact::Trend { trend, .. } => figures.add_trend(world, slot, *trend),
                _ => {}
            }
        }
        figures.known = figures.inputs.iter().map(|input| record.level(input)).collect();
        figures
    }

    fn place(&mut self, input: Input) -> usize {
        self.inputs.iter().position(|known| *known == input).unwrap_or_else(|| {
            self.inputs.push(input);
            self.inputs.len() - 1
        })
    }

    fn sum(&mut self, terms: Vec<(Input, i64)>, constant: Difference, relation: Relation) -> Sum {
        let terms = terms.into_iter().map(|(input, factor)| (self.place(input), factor)).collect();
        Sum { boundary: Boundary { terms, constant }, relation }
    }

    /// Where there is nothing to test, there is no sum, and the test never holds.
    fn add_figure_test(&mut self, world: &World<'_>, slot: usize, test: &FigureTest) {
        let (framework, id) = (world.case.framework, &self.measure.id);
        let Some(year) = framework.latest_results.back(test.years_back) else { return };
        let Some(threshold) = framework.threshold_value(&test.threshold, Some(id), year) else { return };
        let Some(earlier) = comparable_years(test.quantity, self.measure, year) else { return };
        let result = |year| Input::Result(id.clone(), year);
        let national = |year| Input::National(id.clone(), year);
        let mut terms = vec![(result(year), 1)];
        let mut times = 1;
        match test.quantity {
            Quantity::Result => {}
            Quantity::Gap => terms.push((national(year), -1)),
            Quantity::TestLessTeacher => terms.push((Input::Teacher(id.clone(), year), -1)),
            Quantity::Change(_) => terms.extend(earlier.map(|year| (result(year), -1))),
            Quantity::RelativeChange(_) => {
                terms.push((national(year), -1));
                terms.extend(earlier.flat_map(|year| [(result(year), -1), (national(year), 1)]));
            }
            // A mean against a threshold is the sum against so many times the threshold.
            Quantity::Mean(years) => {
                terms.extend(earlier.map(|year| (result(year), 1)));
                times = i64::from(years);
            }
        }
        let constant = (Level::hundredths(0) - threshold.value).times(times, 1);
        let sums = vec![self.sum(terms, constant, test.relation)];
        self.tests.push(Sums { slot, sums, when_missing: test.when_missing });
    }

    fn add_trend(&mut self, world: &World<'_>, slot: usize, trend: Trend) {
        let year = world.case.framework.latest_results;
        let Some([last, before]) = two_previous(self.measure, year) else { return };
        let pupil = world.case.plan.one_pupil(self.measure, year);
        let falls = worse_when_lower(self.measure, trend);
        let (by, relation) = if falls { (pupil, Relation::Below) } else { (-pupil, Relation::Above) };
        let id = self.measure.id.clone();
        let result = |year| Input::Result(id.clone(), year);
        let sums = vec![
            self.sum(vec![(result(year), 1), (result(last), -1)], by, relation),
            self.sum(vec![(result(year), 1), (result(before), -1)], Difference::ZERO, relation),
        ];
        self.tests.push(Sums { slot, sums, when_missing: WhenMissing::Unknown });
    }

    /// What the tests come to at `levels`.
    pub(super) fn effect(&self, levels: &Levels) -> Effect {
        self.truths(levels).collect()
    }

    /// The truth at the slot of each test at `levels`.
    pub(super) fn truths(&self, levels: &Levels) -> impl Iterator<Item = (usize, Truth)> {
        self.tests.iter().map(|test| (test.slot, test.truth(levels)))
    }

    /// The unknown figures that some open test needs.
    pub(super) fn unknowns(&self) -> Vec<usize> {
        self.open_places(&self.known, &self.effect(&self.known))
    }

    /// The same at `levels`, at which the tests come to `effect`: those of each test in turn.
    fn open_places(&self, levels: &Levels, effect: &Effect) -> Vec<usize> {
        let mut places = Vec::new();
        for (test, (_, truth)) in self.tests.iter().zip(effect) {
            if *truth == Truth::Unknown {
                for sum in &test.sums {
                    for (place, _) in &sum.boundary.terms {
                        if levels[*place].is_none() {
                            add(&mut places, *place);
                        }
                    }
                }
            }
        }
        places
    }

    /// What the tests can come to, whatever the unknown ones of `levels` are.
    pub(super) fn effects(&self, mut levels: Levels) -> Vec<Effect> {
        let mut found = Vec::new();
        self.for_each_world(&mut levels, None, &mut |_, effect| add(&mut found, effect));
        found
    }

    /// For each world of the other unknown figures in which it makes a difference what the figure at `place` is: what
    /// the tests can come to in it.
    pub(super) fn effects_of(&self, place: usize) -> Vec<Vec<Effect>> {
        let mut found = Vec::new();
        self.for_each_world(&mut self.known.clone(), Some(place), &mut |levels, _| {
            let mut effects = Vec::new();
            for level in self.values(place, levels) {
                levels[place] = Some(level);
                add(&mut effects, self.effect(levels));
            }
            levels[place] = None;
            if effects.len() > 1 {
                add(&mut found, effects);
            }
        });
        found
    }

    /// Calls `with` in a world of each kind that there is of the unknown figures; those but `spare`, where the tests
    /// depend on that.
    fn for_each_world(
        &self,
        levels: &mut Levels,
        spare: Option<usize>,
        with: &mut dyn FnMut(&mut Levels, Effect),
    ) {
        let effect = self.effect(levels);
        let open = self.open_places(levels, &effect);
        if spare.is_some_and(|spare| !open.contains(&spare)) {
            return;
        }
        let next = open.into_iter().find(|place| Some(*place) != spare);
        let Some(place) = next else { return with(levels, effect) };
        for level in self.values(place, levels) {
            levels[place] = Some(level);
            self.for_each_world(levels, spare, with);
        }
        levels[place] = None;
    }

    /// Levels of the figure at `place` that stand for all: those at which some test changes, or comes to change at
    /// other levels of another unknown figure, and one in each interval between them.
    pub(super) fn values(&self, place: usize, known: &Levels) -> Vec<Level> {
        let (lowest, highest) = (self.measure.lowest, self.measure.highest);
        let mut levels = self.critical_levels(place, known);
        levels.extend([lowest, highest]);
        levels.retain(|level| (lowest..=highest).contains(level));
        sort_by_key(&mut levels, |level| *level);
        levels.dedup();
        let between: Vec<Level> = levels.windows(2).map(|pair| pair[0].midpoint(pair[1])).collect();
        levels.extend(between);
        levels
    }

    /// The levels of the figure at `place` at which some test changes, or comes to change at other levels of another
    /// figure that `levels` do not know. In no order; the figure itself counts as unknown.
    pub(super) fn critical_levels(&self, place: usize, levels: &Levels) -> Vec<Level> {
        let (mut boundaries, mut others) = (Vec::new(), Vec::new());
        for test in &self.tests {
            for sum in &test.sums {
                let boundary = sum.boundary.with(levels, place);
                if boundary.terms.is_empty() {
                    continue;
                }
                for (other, _) in &boundary.terms {
                    if *other != place {
                        add(&mut others, *other);
                    }
                }
                add(&mut boundaries, boundary.in_lowest_terms());
            }
        }
        for other in &others {
            for end in [self.measure.lowest, self.measure.highest] {
                boundaries.push(Boundary { terms: vec![(*other, 1)], constant: Level::hundredths(0) - end });
            }
        }
        for other in &others {
            boundaries = without(*other, boundaries);
        }
        let mut found = Vec::new();
        for boundary in &boundaries {
            // Terms are kept in lowest terms with a positive first factor.
            if let [(_, factor)] = boundary.terms.as_slice() {
                found.push(Level::hundredths(0) + boundary.constant.times(-1, *factor));
            }
        }
        found
    }
}

impl Sums {
    fn truth(&self, levels: &[Option<Level>]) -> Truth {
        let truth = self.sums.iter().map(|sum| sum.truth(levels)).min().unwrap_or(Truth::False);
        match self.when_missing {
            WhenMissing::False if truth == Truth::Unknown => Truth::False,
            _ => truth,
        }
    }
}

impl Sum {
    fn truth(&self, levels: &[Option<Level>]) -> Truth {
        let Boundary { terms, constant } = &self.boundary;
        let mut amount = *constant;
        for (place, factor) in terms {
            let Some(level) = levels[*place] else { return Truth::Unknown };
            amount = amount + (level - Level::hundredths(0)).times(*factor, 1);
        }
        Truth::from(match self.relation {
            Relation::Below => amount < Difference::ZERO,
            Relation::AtMost => amount <= Difference::ZERO,
            Relation::AtLeast => amount >= Difference::ZERO,
            Relation::Above => amount > Difference::ZERO,
        })
    }
}

/// The boundaries that do not hold the figure at `unknown`, and the places where two that do cross.
fn without(unknown: usize, boundaries: Vec<Boundary>) -> Vec<Boundary> {
    let (holding, mut rest): (Vec<_>, Vec<_>) =
        boundaries.into_iter().partition(|boundary| boundary.factor(unknown) != 0);
    for (place, one) in holding.iter().enumerate() {
        for other in &holding[place + 1..] {
            let crossing = one.times(other.factor(unknown)).plus(&other.times(-one.factor(unknown)));
            if !crossing.terms.is_empty() {
                add(&mut rest, crossing.in_lowest_terms());
            }
        }
    }
    rest
}

/// Adds something unless it is there already.
fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

impl Boundary {
    fn factor(&self, place: usize) -> i64 {
        self.terms.iter().find(|(term, _)| *term == place).map_or(0, |(_, factor)| *factor)
    }

    /// The same with the figures that are known put in, but for that at `unknown`.
    fn with(&self, levels: &[Option<Level>], unknown: usize) -> Self {
        let mut rest = Self { terms: vec![], constant: self.constant };
        for &(place, factor) in &self.terms {
            match levels[place].filter(|_| place != unknown) {
                Some(level) => {
                    rest.constant = rest.constant + (level - Level::hundredths(0)).times(factor, 1);
                }
                None => rest.terms.push((place, factor)),
            }
        }
        rest
    }

    fn times(&self, factor: i64) -> Self {
        let terms = self.terms.iter().map(|(place, times)| (*place, times * factor));
        Self { terms: terms.collect(), constant: self.constant.times(factor, 1) }
    }

    fn plus(mut self, other: &Self) -> Self {
        for &(place, factor) in &other.terms {
            match self.terms.iter_mut().find(|(term, _)| *term == place) {
                Some((_, times)) => *times += factor,
                None => self.terms.push((place, factor)),
            }
        }
        self.terms.retain(|(_, factor)| *factor != 0);
        self.constant = self.constant + other.constant;
        self
    }

    /// The same boundary in one fixed form.
    fn in_lowest_terms(mut self) -> Self {
        sort_by_key(&mut self.terms, |(place, _)| *place);
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

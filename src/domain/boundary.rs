//! The tests of one measure's figures as sums, and the levels of unknown figures that stand for all.
//!
//! Each test is a sum of figures against nothing, such as result less earlier result plus 5. Where that sum is nothing
//! is its boundary: between the boundaries it makes no difference how high an unknown figure is. Where other figures of
//! the measure are unknown too, they are eliminated one after the other: what they can be in relation to each other
//! changes only where two of their boundaries cross.

use super::category::{Input, Truth};
use super::framework::{Relation, WhenMissing};
use super::map::sort_by_key;
use super::measure::Measure;
use super::prepared::{Asks, FigureSlot, Prepared, Slot, Term, Years};
use super::quantity::{Difference, Level};
use super::world::{World, settle};
use super::year::AcademicYear;

/// The figures of one measure that tests read, and those tests.
#[derive(Clone)]
pub(super) struct Figures<'a> {
    measure: &'a Measure,
    /// The figures, each in its place.
    pub(super) inputs: Vec<Term>,
    /// Their levels as known; `None` where one is not.
    pub(super) known: Levels,
    tests: Vec<Sums>,
}

/// A test: in how many years its sums must hold.
#[derive(Clone)]
struct Sums {
    slot: usize,
    sums: Vec<Sum>,
    years: Years,
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
    /// The figures of the measure at `place` that `slots` read.
    pub(super) fn new<'s>(
        world: &World<'a>,
        place: usize,
        slots: impl Iterator<Item = (usize, &'s Slot)>,
    ) -> Self {
        let prepared = world.prepared;
        let measure = prepared.measure(place);
        let mut figures = Self { measure, inputs: vec![], known: vec![], tests: vec![] };
        for (at, slot) in slots {
            match &slot.asks {
                Asks::Figure(figure) => figures.add_figure(prepared, at, figure),
                Asks::Trend(falls, Some(years)) => figures.add_trend(world, place, at, *falls, *years),
                _ => {}
            }
        }
        figures.known = figures.inputs.iter().map(|input| world.level(place, input)).collect();
        figures
    }

    /// The figure at `place`, for a person.
    pub(super) fn input(&self, place: usize) -> Input {
        self.inputs[place].wanted.input(&self.measure.id)
    }

    fn place(&mut self, input: Term) -> usize {
        self.inputs.iter().position(|known| known.wanted == input.wanted).unwrap_or_else(|| {
            self.inputs.push(input);
            self.inputs.len() - 1
        })
    }

    fn sum(&mut self, terms: &[Term], constant: Difference, relation: Relation) -> Sum {
        let terms = terms.iter().map(|term| (self.place(*term), term.factor)).collect();
        Sum { boundary: Boundary { terms, constant }, relation }
    }

    /// Where there is nothing to compare, there is no sum, and the test never holds.
    fn add_figure(&mut self, prepared: &Prepared<'_>, slot: usize, figure: &FigureSlot) {
        let mut sums = Vec::new();
        for comparison in &prepared.comparisons[figure.comparisons.clone()] {
            // A mean against a threshold is the sum against so many times the threshold.
            let constant = (-Difference::of(comparison.threshold.exact())).times(comparison.divisor, 1);
            sums.push(self.sum(&prepared.terms[comparison.terms.clone()], constant, figure.relation));
        }
        self.tests.push(Sums { slot, sums, years: figure.years, when_missing: figure.when_missing });
    }

    fn add_trend(
        &mut self,
        world: &World<'_>,
        place: usize,
        slot: usize,
        falls: bool,
        [last, before]: [AcademicYear; 2],
    ) {
        let year = world.prepared.framework.latest_results;
        let pupil = world.one_pupil(place);
        let (by, relation) = if falls { (pupil, Relation::Below) } else { (-pupil, Relation::Above) };
        let value = Term::result(year, 1);
        let sums = vec![
            self.sum(&[value, Term::result(last, -1)], by, relation),
            self.sum(&[value, Term::result(before, -1)], Difference::ZERO, relation),
        ];
        self.tests.push(Sums { slot, sums, years: Years::EVERY, when_missing: WhenMissing::Unknown });
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
        if let Some(effects) = self.effects_of_one_sum(&levels) {
            return effects;
        }
        let mut found = Vec::new();
        self.for_each_world(&mut levels, None, &mut |_, effect| add(&mut found, effect));
        found
    }

    /// The same where there is one test of one sum: it holds or not as far as the ends of the sum say, without going
    /// through worlds. `None` where there is more.
    fn effects_of_one_sum(&self, levels: &Levels) -> Option<Vec<Effect>> {
        let [Sums { slot, sums, when_missing: WhenMissing::Unknown, .. }] = self.tests.as_slice() else {
            return None;
        };
        let [sum] = sums.as_slice() else { return None };
        let ends = [true, false].map(|is_lowest| {
            let mut levels = levels.clone();
            for (place, factor) in &sum.boundary.terms {
                let lowest = (*factor > 0) == is_lowest;
                levels[*place].get_or_insert(if lowest { self.measure.lowest } else { self.measure.highest });
            }
            sum.truth(&levels)
        });
        let mut effects = Vec::new();
        ends.into_iter().for_each(|truth| add(&mut effects, vec![(*slot, truth)]));
        Some(effects)
    }

    /// For each world of the other unknown figures in which it makes a difference what the figure at `place` is: what
    /// the tests can come to in it.
    pub(super) fn effects_of(&self, place: usize) -> Vec<Vec<Effect>> {
        // A sum that may hold and may not does either by any one of its figures, at some levels of the others.
        if let Some(effects) = self.effects_of_one_sum(&self.known) {
            return if effects.len() > 1 { vec![effects] } else { vec![] };
        }
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
        settle(self.years.over(self.sums.iter().map(|sum| sum.truth(levels))), self.when_missing)
    }
}

impl Sum {
    fn truth(&self, levels: &[Option<Level>]) -> Truth {
        let Boundary { terms, constant } = &self.boundary;
        let mut amount = *constant;
        for (place, factor) in terms {
            let Some(level) = levels[*place] else { return Truth::Unknown };
            amount = amount + Difference::of(level.exact()).times(*factor, 1);
        }
        Truth::from(self.relation.holds(&amount, &Difference::ZERO))
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
                    rest.constant = rest.constant + Difference::of(level.exact()).times(factor, 1);
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

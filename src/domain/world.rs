//! One school as a scheme sees it: what each test comes to, and the trace of it.

use std::cell::Cell;

use super::category::{Reading, Trace, TraceKind, Truth};
use super::figure::{Assessment, Figure, Series};
use super::framework::{Condition, WhenMissing};
use super::measure::Measure;
use super::plan::Plan;
use super::prepared::{
    Answer, Asks, Comparison, FigureSlot, Kind, Prepared, Source, Term, Wanted, What, at_least,
    compare_points, has, points_of,
};
use super::quantity::{Difference, Exact, Level};
use super::reference::Group;
use super::year::AcademicYear;

/// The categories that are possible, as bits by their places.
#[derive(Clone, Copy)]
pub(super) struct Possible {
    pub(super) categories: u64,
    /// Whether it is possible that no description fits.
    pub(super) or_none: bool,
}

impl Possible {
    pub(super) fn of(places: &[usize], or_none: bool) -> Self {
        Self { categories: places.iter().fold(0, |bits, place| bits | 1 << place.min(&63)), or_none }
    }
}

/// A school, with the slots that have been judged so far.
pub(super) struct World<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) plan: &'a Plan,
    judged: Vec<Cell<Option<Truth>>>,
    /// Where the figures of each measure that is read are, once looked for.
    series: Vec<Cell<Option<usize>>>,
    possible: Cell<Option<Possible>>,
}

impl<'a> World<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, plan: &'a Plan) -> Self {
        Self {
            prepared,
            plan,
            judged: vec![Cell::new(None); prepared.slots.len()],
            series: vec![Cell::new(None); prepared.read.len()],
            possible: Cell::new(None),
        }
    }

    /// From here on the category is one of `possible`: for overlays and what follows.
    pub(super) fn set_outcome(&self, possible: Possible) {
        self.possible.set(Some(possible));
    }

    /// Whether what the slot asks holds.
    pub(super) fn at(&self, slot: usize) -> Truth {
        if let Asks::Outcome(categories) = self.prepared.slots[slot].asks {
            return self.is_outcome(categories);
        }
        self.judged[slot].get().unwrap_or_else(|| {
            let truth = self.judge(slot);
            self.judged[slot].set(Some(truth));
            truth
        })
    }

    /// Whether the condition at `step` holds.
    pub(super) fn holds(&self, step: usize) -> Truth {
        self.prepared.holds(step, &|slot| self.at(slot))
    }

    fn is_outcome(&self, categories: u64) -> Truth {
        let Some(possible) = self.possible.get() else { return Truth::Unknown };
        if possible.categories & categories == 0 {
            Truth::False
        } else if possible.categories & !categories == 0 && !possible.or_none {
            Truth::True
        } else {
            Truth::Unknown
        }
    }

    fn judge(&self, slot: usize) -> Truth {
        let slot = &self.prepared.slots[slot];
        let school = &self.plan.school;
        let known = |is: Option<bool>| is.map_or(Truth::Unknown, Truth::from);
        match &slot.asks {
            Asks::Known(truth) => *truth,
            Asks::Grade(grades) => known(school.grade.map(|grade| has(*grades, grade as usize))),
            Asks::Status(statuses) => known(school.status.map(|status| has(*statuses, status as usize))),
            Asks::Outcome(categories) => self.is_outcome(*categories),
            Asks::Answer(_) | Asks::Number(..) => {
                let Source::Question(place) = slot.source else { return Truth::Unknown };
                known(self.answer(place).map(|answer| slot.is_answered(answer)))
            }
            Asks::Figure(figure) => self.figure(figure, slot.measure),
            Asks::Trend(falls, years) => {
                years.map_or(Truth::False, |years| self.trend(*falls, years, slot.measure))
            }
        }
    }

    /// The answer to the question at `place`.
    pub(super) fn answer(&self, place: usize) -> Option<Answer> {
        let question = &self.prepared.framework.questions[place];
        match question.number {
            None => {
                let answer = self.plan.answers.get(&question.id)?;
                question.rung(answer).map(Answer::Rung)
            }
            Some(_) => self.plan.numbers.get(&question.id).copied().map(Answer::Number),
        }
    }

    fn series(&self, place: usize) -> Series<'a> {
        let figures = &self.plan.figures;
        let at = self.series[place].get().unwrap_or_else(|| {
            let at = figures.place(&self.prepared.read[place].id);
            self.series[place].set(Some(at));
            at
        });
        figures.at(at)
    }

    /// The level of a figure of the measure at `place`.
    pub(super) fn level(&self, place: usize, term: &Term) -> Option<Level> {
        let Wanted { what, group, year } = term.wanted;
        match what {
            What::National => term.national,
            What::Result => self.series(place).find(year, group, Assessment::Result).map(Figure::level),
            What::Teacher => self.series(place).find(year, group, Assessment::Teacher).map(Figure::level),
        }
    }

    /// The result of all pupils in the measure at `place`.
    pub(super) fn result(&self, place: usize, year: AcademicYear) -> Option<Level> {
        self.series(place).result(year).map(Figure::level)
    }

    /// What is compared with the threshold; `None` where a figure is missing.
    fn amount(&self, comparison: &Comparison, place: usize) -> Option<Exact> {
        let mut terms = self.prepared.terms[comparison.terms.clone()].iter();
        // The first is the result itself, once.
        let mut amount = self.level(place, terms.next()?)?.exact();
        for term in terms {
            let level = Difference::of(self.level(place, term)?.exact());
            amount = amount + level.times(term.factor, 1).exact();
        }
        Some(if comparison.divisor == 1 {
            amount
        } else {
            Difference::of(amount).times(1, comparison.divisor).exact()
        })
    }

    fn figure(&self, figure: &FigureSlot, place: usize) -> Truth {
        let comparisons = &self.prepared.comparisons[figure.comparisons.clone()];
        let truths = comparisons.iter().map(|comparison| {
            let amount = self.amount(comparison, place);
            amount.map_or(Truth::Unknown, |amount| {
                Truth::from(figure.relation.holds(&amount, &comparison.threshold.exact()))
            })
        });
        settle(figure.years.over(truths), figure.when_missing)
    }

    fn trend(&self, falls: bool, years: [AcademicYear; 2], place: usize) -> Truth {
        let prepared = self.prepared;
        let latest = prepared.framework.latest_results;
        let Some(value) = self.result(place, latest) else { return Truth::Unknown };
        let levels = years.map(|year| self.result(place, year));
        // A single year that did not go that way is enough to say no, whatever the other was.
        let pupil = || self.plan.one_pupil(prepared.read[place], latest);
        let goes = |level: Level, by: Difference| (if falls { level - value } else { value - level }) > by;
        let last = levels[0].map_or(Truth::Unknown, |level| Truth::from(goes(level, pupil())));
        let before = levels[1].map_or(Truth::Unknown, |level| Truth::from(goes(level, Difference::ZERO)));
        last.min(before)
    }

    /// The trace of the condition at `step`, with all parts judged, also where the outcome was clear before.
    pub(super) fn trace(&self, step: usize) -> Trace {
        let prepared = self.prepared;
        let at = &prepared.steps[step];
        let mut parts = Vec::new();
        if step + 1 < at.end {
            parts.reserve_exact(prepared.parts(step).count());
            for part in prepared.parts(step) {
                parts.push(self.trace(part));
            }
        }
        let truths = || parts.iter().map(|part| part.truth);
        let (kind, truth, readings) = match &at.kind {
            Kind::All => {
                let truth = truths().min().unwrap_or(Truth::True);
                let kind = match at.condition {
                    Condition::Indicator(id) => TraceKind::Indicator(id.clone()),
                    _ => TraceKind::All,
                };
                (kind, truth, vec![])
            }
            Kind::Any => (TraceKind::Any, truths().max().unwrap_or(Truth::False), vec![]),
            Kind::None => (TraceKind::None, truths().max().unwrap_or(Truth::False).not(), vec![]),
            Kind::AtLeast(needed) => (TraceKind::AtLeast(*needed), at_least(*needed, truths()), vec![]),
            Kind::Score(points, relation, threshold) => {
                let (fewest, most) = points_of(points, truths());
                let truth = compare_points((fewest, most), *relation, *threshold);
                (TraceKind::Score { points: points.clone(), fewest, most }, truth, vec![])
            }
            Kind::Slots(hold, slots) => {
                let index = match at.condition {
                    Condition::Test(test) => test.index,
                    _ => usize::MAX,
                };
                let mut readings = Vec::new();
                slots.clone().for_each(|slot| self.read(slot, &mut readings));
                (TraceKind::Test(index), hold.over(slots.clone().map(|slot| self.at(slot))), readings)
            }
        };
        Trace { kind, truth, parts, readings }
    }

    /// What the slot reads of figures.
    fn read(&self, slot: usize, readings: &mut Vec<Reading>) {
        let prepared = self.prepared;
        let place = prepared.slots[slot].measure;
        let Some(measure) = prepared.read.get(place).copied() else { return };
        match &prepared.slots[slot].asks {
            Asks::Figure(figure) => {
                let comparisons = &prepared.comparisons[figure.comparisons.clone()];
                if comparisons.is_empty() {
                    let nothing = Reading::nothing(measure, figure.year);
                    readings.push(Reading { threshold: figure.threshold, ..nothing });
                }
                for comparison in comparisons {
                    readings.push(self.read_comparison(comparison, figure, measure, place));
                }
            }
            Asks::Trend(_, years) => {
                let year = prepared.framework.latest_results;
                let mut reading = Reading::nothing(measure, year);
                let compared = years.map_or(vec![], |[last, before]| vec![year, last, before]);
                for (first, year) in compared.into_iter().enumerate() {
                    self.read_term(&Term::result(year, 1), measure, place, first == 0, &mut reading);
                }
                reading.truth = self.at(slot);
                readings.push(reading);
            }
            _ => {}
        }
    }

    fn read_comparison(
        &self,
        comparison: &Comparison,
        figure: &FigureSlot,
        measure: &Measure,
        place: usize,
    ) -> Reading {
        let mut reading = Reading::nothing(measure, comparison.year);
        reading.threshold = Some(comparison.threshold);
        let terms = &self.prepared.terms[comparison.terms.clone()];
        if terms.len() > 1 {
            reading.comparators.reserve_exact(terms.len() - 1);
        }
        for (first, term) in terms.iter().enumerate() {
            self.read_term(term, measure, place, first == 0, &mut reading);
        }
        reading.group = terms.first().map_or(Group::All, |term| term.wanted.group);
        reading.amount = self.amount(comparison, place);
        reading.truth = match reading.amount {
            Some(amount) => Truth::from(figure.relation.holds(&amount, &comparison.threshold.exact())),
            None => settle(Truth::Unknown, figure.when_missing),
        };
        reading
    }

    fn read_term(&self, term: &Term, measure: &Measure, place: usize, is_first: bool, reading: &mut Reading) {
        match self.level(place, term) {
            Some(level) if is_first => reading.value = Some(level),
            Some(level) => reading.comparators.push((term.wanted.year, level)),
            None => reading.missing.push(term.wanted.input(&measure.id)),
        }
    }
}

/// The truth of a test of figures once it is said what a missing one means.
pub(super) fn settle(truth: Truth, when_missing: WhenMissing) -> Truth {
    match when_missing {
        WhenMissing::False if truth == Truth::Unknown => Truth::False,
        _ => truth,
    }
}

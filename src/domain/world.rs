//! One school as a scheme sees it: what each test comes to, and the trace of it.

use std::cell::{Cell, OnceCell};

use super::category::{Reading, Trace, TraceKind, Truth};
use super::figure::{Assessment, Figure, Series};
use super::framework::WhenMissing;
use super::map::walk;
use super::measure::{Better, Measure};
use super::plan::Plan;
use super::prepared::{
    Answer, Asks, Comparison, FigureSlot, Kind, Prepared, Source, Term, Wanted, What, at_least,
    compare_points, has, points_of,
};
use super::quantity::{Difference, Exact, Level};
use super::reference::Group;
use super::school::Status;
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
    /// The answer to each question, and where the figures of each measure are that is read, once any is asked for.
    answers: OnceCell<Vec<Option<Answer>>>,
    series: OnceCell<Vec<usize>>,
    possible: Cell<Option<Possible>>,
}

/// What the unknowns are taken to be, to have a world in which all is known.
#[derive(Clone, Copy)]
pub(super) struct End {
    /// The last of the answers and grades, not the first.
    is_last: bool,
    /// The worst of all levels for the school's results of the latest year, not the best.
    is_worst: bool,
    /// The same for earlier results, and for what results are set against.
    was_worst: bool,
}

impl End {
    /// Every end. Answers mostly go from good to bad, and results are best that rose: what is furthest apart comes first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        [0b001, 0b110, 0b000, 0b111, 0b011, 0b100, 0b010, 0b101].into_iter().map(|bits| Self {
            is_last: bits & 0b100 != 0,
            is_worst: bits & 0b010 != 0,
            was_worst: bits & 0b001 != 0,
        })
    }

    fn of<T>(self, mut values: impl DoubleEndedIterator<Item = T>) -> Option<T> {
        if self.is_last { values.next_back() } else { values.next() }
    }
}

impl<'a> World<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, plan: &'a Plan) -> Self {
        Self {
            prepared,
            plan,
            judged: vec![Cell::new(None); prepared.slots.len()],
            answers: OnceCell::new(),
            series: OnceCell::new(),
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
            let truth = self.judge(slot, None);
            self.judged[slot].set(Some(truth));
            truth
        })
    }

    /// Whether it does where everything that is not known is at an end.
    pub(super) fn at_end(&self, slot: usize, end: End) -> Truth {
        self.judge(slot, Some(end))
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

    fn judge(&self, slot: usize, end: Option<End>) -> Truth {
        let slot = &self.prepared.slots[slot];
        let school = &self.plan.school;
        let known = |is: Option<bool>| is.map_or(Truth::Unknown, Truth::from);
        match &slot.asks {
            Asks::Known(truth) => *truth,
            Asks::Grade(grades) => {
                let grade = school.grade.or_else(|| end?.of(self.prepared.framework.possible_grades()));
                known(grade.map(|grade| has(*grades, grade as usize)))
            }
            Asks::Status(statuses) => {
                let status = school.status.or_else(|| end?.of(Status::ALL.into_iter()));
                known(status.map(|status| has(*statuses, status as usize)))
            }
            Asks::Outcome(categories) => self.is_outcome(*categories),
            Asks::Answer(_) | Asks::Number(..) => {
                let Source::Question(place) = slot.source else { return Truth::Unknown };
                let answer = self.answer(place).or_else(|| self.answer_at(place, end?));
                known(answer.map(|answer| slot.is_answered(answer)))
            }
            Asks::Figure(figure) => self.figure(figure, slot.measure, end),
            Asks::Trend(falls, years) => {
                years.map_or(Truth::False, |years| self.trend(*falls, years, slot.measure, end))
            }
        }
    }

    /// The answer to the question at `place`.
    pub(super) fn answer(&self, place: usize) -> Option<Answer> {
        self.answers.get_or_init(|| self.all_answers())[place]
    }

    fn all_answers(&self) -> Vec<Option<Answer>> {
        let Plan { answers, numbers, .. } = self.plan;
        let (questions, questions_by_id) =
            (&self.prepared.framework.questions, &self.prepared.questions_by_id);
        let mut all = vec![None; questions.len()];
        let ids = || questions_by_id.iter().map(|place| &questions[*place].id);
        walk(answers.keys(), ids(), &mut |number, at| {
            let place = questions_by_id[number];
            if questions[place].number.is_none() {
                let rung = answers.at(at).and_then(|answer| questions[place].rung(answer));
                all[place] = rung.map(Answer::Rung);
            }
        });
        walk(numbers.keys(), ids(), &mut |number, at| {
            let place = questions_by_id[number];
            if questions[place].number.is_some() {
                all[place] = numbers.at(at).copied().map(Answer::Number);
            }
        });
        all
    }

    fn answer_at(&self, place: usize, end: End) -> Option<Answer> {
        let question = &self.prepared.framework.questions[place];
        match &question.number {
            None => end.of(0..question.options.len()).map(Answer::Rung),
            Some(range) => end.of([range.lowest, range.highest].into_iter()).map(Answer::Number),
        }
    }

    fn series(&self, place: usize) -> Series<'a> {
        let (figures, prepared) = (&self.plan.figures, self.prepared);
        let series = self.series.get_or_init(|| {
            let mut series = vec![usize::MAX; prepared.read.len()];
            let ids = prepared.read_by_id.iter().map(|place| &prepared.measure(*place).id);
            walk(figures.measures(), ids, &mut |number, at| series[prepared.read_by_id[number]] = at);
            series
        });
        figures.at(series[place])
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

    /// What one pupil is worth in the latest result of the measure at `place`.
    pub(super) fn one_pupil(&self, place: usize) -> Difference {
        let (measure, year) = (self.prepared.measure(place), self.prepared.framework.latest_results);
        self.plan.one_pupil(measure, year, self.series(place).result(year))
    }

    /// The level of a figure where everything that is not known is at an end.
    fn level_at(&self, place: usize, term: &Term, end: Option<End>) -> Option<Level> {
        self.level(place, term).or_else(|| {
            let (measure, end) = (self.prepared.measure(place), end?);
            let Wanted { what, group, year } = term.wanted;
            let latest = self.prepared.framework.latest_results;
            let is_now = (what, year) == (What::Result, latest) && group != Group::Other;
            let is_worst = if is_now { end.is_worst } else { end.was_worst };
            let is_lowest = is_worst == (measure.better == Better::Higher);
            Some(if is_lowest { measure.lowest } else { measure.highest })
        })
    }

    /// What is compared with the threshold; `None` where a figure is missing and is not taken to be at an end.
    fn amount(&self, comparison: &Comparison, place: usize, end: Option<End>) -> Option<Exact> {
        let level = |term| self.level_at(place, term, end);
        let mut terms = self.prepared.terms[comparison.terms.clone()].iter();
        // The first is the result itself, once.
        let mut amount = level(terms.next()?)?.exact();
        for term in terms {
            let level = Difference::of(level(term)?.exact());
            amount = amount + level.times(term.factor, 1).exact();
        }
        Some(if comparison.divisor == 1 {
            amount
        } else {
            Difference::of(amount).times(1, comparison.divisor).exact()
        })
    }

    fn figure(&self, figure: &FigureSlot, place: usize, end: Option<End>) -> Truth {
        let comparisons = &self.prepared.comparisons[figure.comparisons.clone()];
        let truths = comparisons.iter().map(|comparison| {
            let amount = self.amount(comparison, place, end);
            amount.map_or(Truth::Unknown, |amount| {
                Truth::from(figure.relation.holds(&amount, &comparison.threshold.exact()))
            })
        });
        settle(figure.years.over(truths), figure.when_missing)
    }

    fn trend(&self, falls: bool, years: [AcademicYear; 2], place: usize, end: Option<End>) -> Truth {
        let prepared = self.prepared;
        let latest = prepared.framework.latest_results;
        let result = |year| self.level_at(place, &Term::result(year, 1), end);
        let Some(value) = result(latest) else { return Truth::Unknown };
        let levels = years.map(result);
        // A single year that did not go that way is enough to say no, whatever the other was.
        let goes = |level: Level, by: Difference| (if falls { level - value } else { value - level }) > by;
        let last = levels[0].map_or(Truth::Unknown, |level| Truth::from(goes(level, self.one_pupil(place))));
        let before = levels[1].map_or(Truth::Unknown, |level| Truth::from(goes(level, Difference::ZERO)));
        last.min(before)
    }

    /// The trace of the condition at `step`, with all parts judged, also where the outcome was clear before.
    pub(super) fn trace(&self, step: usize) -> Trace {
        let prepared = self.prepared;
        let at = &prepared.steps[step];
        let mut parts = Vec::with_capacity(prepared.parts(step).count());
        for part in prepared.parts(step) {
            parts.push(self.trace(part));
        }
        let truths = || parts.iter().map(|part| part.truth);
        let (kind, truth, readings) = match &at.kind {
            Kind::All => (TraceKind::All, truths().min().unwrap_or(Truth::True), vec![]),
            Kind::Indicator(id) => {
                (TraceKind::Indicator(id.clone()), truths().min().unwrap_or(Truth::True), vec![])
            }
            Kind::Any => (TraceKind::Any, truths().max().unwrap_or(Truth::False), vec![]),
            Kind::None => (TraceKind::None, truths().max().unwrap_or(Truth::False).not(), vec![]),
            Kind::AtLeast(needed) => (TraceKind::AtLeast(*needed), at_least(*needed, truths()), vec![]),
            Kind::Score(points, relation, threshold) => {
                let (fewest, most) = points_of(points, truths());
                let truth = compare_points((fewest, most), *relation, *threshold);
                (TraceKind::Score { points: points.clone(), fewest, most }, truth, vec![])
            }
            Kind::Test(index, hold, slots) => {
                let is_of_figures =
                    prepared.slots.get(slots.start).is_some_and(|slot| slot.measure != usize::MAX);
                let mut readings = Vec::with_capacity(if is_of_figures { slots.len() } else { 0 });
                slots.clone().for_each(|slot| self.read(slot, &mut readings));
                (TraceKind::Test(*index), hold.over(slots.clone().map(|slot| self.at(slot))), readings)
            }
        };
        Trace { kind, truth, parts, readings }
    }

    /// What the slot reads of figures.
    fn read(&self, slot: usize, readings: &mut Vec<Reading>) {
        let prepared = self.prepared;
        let place = prepared.slots[slot].measure;
        if place == usize::MAX {
            return;
        }
        let measure = prepared.measure(place);
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
                let compared = years.iter().flat_map(|[last, before]| [year, *last, *before]);
                for (first, year) in compared.enumerate() {
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
        reading.amount = self.amount(comparison, place, None);
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

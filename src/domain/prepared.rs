//! A scheme made ready for one phase: every name looked up and every condition written out in a row, so that a school
//! is judged quickly, and a whole country of schools too.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::category::{Input, NotApplicable, Truth};
use super::framework::{
    Condition, Fact, FigureTest, Framework, MeasureSet, Over, PhaseMeasures, Quantity, Question, Relation,
    Test, Threshold, Trend, WhenMissing,
};
use super::ids::{FrameworkId, IndicatorId, MeasureId, QuestionId};
use super::map::sort_by_key;
use super::measure::{Better, Catalogue, Measure};
use super::quantity::Level;
use super::reference::{Group, Reference};
use super::school::{Grade, Phase, Status};
use super::year::AcademicYear;

/// A [`Framework`] made ready for the schools of one phase.
pub struct Prepared<'a> {
    pub(super) framework: &'a Framework,
    pub(super) catalogue: &'a Catalogue,
    pub(super) reference: &'a Reference,
    pub(super) measures: &'a PhaseMeasures,
    ready: Arc<Ready>,
}

/// What making a scheme ready comes to. Nothing in it is borrowed, so that it can be kept while a plan is typed in.
pub struct Ready {
    phase: Phase,
    /// The measures that some test reads, by their rank in the catalogue.
    pub(super) read: Vec<usize>,
    /// Their places, in the order of their ids.
    pub(super) read_by_id: Vec<usize>,
    /// The places of the questions, in the order of their ids.
    pub(super) questions_by_id: Vec<usize>,
    /// Figures that tests see in relation to each other, and to no others: of each such set, its measure by its place.
    pub(super) sets: Vec<usize>,
    /// What can be asked of a school. Those that rules ask come first.
    pub(super) slots: Vec<Slot>,
    /// How many of the slots rules ask.
    pub(super) rule_slots: usize,
    /// Those of rules that wait for a missing figure where another of its set does without. Such a figure may settle the
    /// outcome by itself, though others, once entered, could still change it.
    pub(super) mixed: Vec<usize>,
    /// Comparisons of figures, those of a slot together.
    pub(super) comparisons: Vec<Comparison>,
    /// What the comparisons add up, those of one together.
    pub(super) terms: Vec<Term>,
    /// Conditions one after the other, each before its parts, indicators and scores written out.
    pub(super) steps: Vec<Step>,
    /// The step at which each rule begins.
    pub(super) rules: Vec<usize>,
    /// The same of the proposals of each question.
    pub(super) proposals: Vec<Vec<usize>>,
    /// The same of the levels of each overlay.
    pub(super) overlays: Vec<Vec<usize>>,
    /// The same of each support.
    pub(super) support: Vec<usize>,
    /// The same of what follows from each category; `None` where it follows for every school.
    pub(super) follows: Vec<Vec<Option<usize>>>,
    /// The slots of each test that has been met, by its index.
    slots_of: Vec<Option<Range<usize>>>,
}

/// Writes out the [`Ready`].
struct Writer<'a> {
    framework: &'a Framework,
    catalogue: &'a Catalogue,
    reference: &'a Reference,
    measures: &'a PhaseMeasures,
    ready: Ready,
    /// The lists of measures that have been met, each as a range of `listed`, which holds places of measures.
    lists: Vec<(&'a [MeasureId], Range<usize>)>,
    listed: Vec<usize>,
}

/// Something that can be asked of a school: a test of the school, or a test of figures for one measure.
#[derive(Clone)]
pub(super) struct Slot {
    pub(super) asks: Asks,
    pub(super) source: Source,
    /// The measure that it reads, by its place.
    pub(super) measure: usize,
    /// The first and the last rule that reads it.
    pub(super) rules: (usize, usize),
}

/// What a slot asks. Sets of grades, statuses, answers and categories are bits by their places.
#[derive(Clone)]
pub(super) enum Asks {
    /// What is settled by the phase, or can never hold.
    Known(Truth),
    Grade(u64),
    Status(u64),
    Answer(u64),
    Number(Relation, Level),
    Outcome(u64),
    Figure(FigureSlot),
    /// Whether the numbers fall, and the two years before; `None` where there are not two to compare with.
    Trend(bool, Option<[AcademicYear; 2]>),
}

/// A test of figures for one measure.
#[derive(Clone)]
pub(super) struct FigureSlot {
    pub(super) comparisons: Range<usize>,
    pub(super) relation: Relation,
    pub(super) years: Years,
    pub(super) when_missing: WhenMissing,
    /// The year of the test, and the threshold for it: for the trace where there is nothing to compare.
    pub(super) year: AcademicYear,
    pub(super) threshold: Option<Level>,
}

/// A comparison of a sum with a threshold, for one year.
#[derive(Clone)]
pub(super) struct Comparison {
    pub(super) year: AcademicYear,
    pub(super) threshold: Level,
    pub(super) terms: Range<usize>,
    /// By what the sum is divided: the number of years of a mean, otherwise 1.
    pub(super) divisor: i64,
}

/// A figure of the measure, so many times.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub(super) wanted: Wanted,
    pub(super) factor: i64,
    /// The national figure, where it is one that is held.
    pub(super) national: Option<Level>,
}

/// One figure of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) what: What,
    pub(super) group: Group,
    pub(super) year: AcademicYear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Result,
    Teacher,
    National,
}

/// What a slot depends on; questions and sets of figures by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Grade,
    Status,
    Question(usize),
    /// A set of figures of one measure.
    Figures(usize),
    /// What the planner always knows.
    Nothing,
}

/// A condition, with thresholds and slots looked up.
pub(super) struct Step {
    pub(super) kind: Kind,
    /// The step after its last part.
    pub(super) end: usize,
}

pub(super) enum Kind {
    All,
    /// A named fact; its condition is the only part.
    Indicator(IndicatorId),
    Any,
    None,
    AtLeast(usize),
    /// The points of each part, and how their sum compares with what; never holds without a threshold.
    Score(Vec<i64>, Relation, Option<Level>),
    /// A test, by its index and the slots of its measures; that of the school has one.
    Test(usize, Hold, Range<usize>),
}

/// In how many of several something must hold.
#[derive(Clone, Copy)]
pub(super) enum Hold {
    Any,
    Every,
    AtLeast(usize),
}

/// In how many years a comparison must hold.
#[derive(Clone, Copy)]
pub(super) struct Years {
    hold: Hold,
    /// If so many are known, the others do not count.
    known: Option<usize>,
}

impl<'a> Prepared<'a> {
    /// The scheme for schools of `phase`, or why it does not apply to them.
    pub fn new(
        framework: &'a Framework,
        phase: Phase,
        catalogue: &'a Catalogue,
        reference: &'a Reference,
    ) -> Result<Self, NotApplicable> {
        let measures = framework.measures(phase).ok_or(NotApplicable::PhaseNotCovered)?;
        let ready = Arc::new(Writer::new(framework, phase, catalogue, reference, measures).write());
        Ok(Self { framework, catalogue, reference, measures, ready })
    }

    /// The same with what was kept of making it ready for the phase; otherwise that is kept anew. It must be of this
    /// framework, this catalogue and this reference.
    pub fn keeping(
        kept: &mut Option<Arc<Ready>>,
        framework: &'a Framework,
        phase: Phase,
        catalogue: &'a Catalogue,
        reference: &'a Reference,
    ) -> Result<Self, NotApplicable> {
        let prepared = match kept.take().filter(|ready| ready.phase == phase) {
            Some(ready) => {
                let measures = framework.measures(phase).ok_or(NotApplicable::PhaseNotCovered)?;
                Self { framework, catalogue, reference, measures, ready }
            }
            None => Self::new(framework, phase, catalogue, reference)?,
        };
        *kept = Some(prepared.ready.clone());
        Ok(prepared)
    }

    /// The scheme's name in data.
    pub fn framework_id(&self) -> &FrameworkId {
        &self.framework.id
    }

    /// The measure at a place among those that are read.
    pub(super) fn measure(&self, place: usize) -> &'a Measure {
        self.catalogue.at_rank(self.read[place])
    }
}

/// Long, and nothing to read.
impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ready")
    }
}

impl Deref for Prepared<'_> {
    type Target = Ready;
    fn deref(&self) -> &Ready {
        &self.ready
    }
}

impl<'a> Writer<'a> {
    fn new(
        framework: &'a Framework,
        phase: Phase,
        catalogue: &'a Catalogue,
        reference: &'a Reference,
        measures: &'a PhaseMeasures,
    ) -> Self {
        let ready = Ready {
            phase,
            read: Vec::with_capacity(16),
            read_by_id: Vec::new(),
            questions_by_id: (0..framework.questions.len()).collect(),
            sets: Vec::new(),
            slots: Vec::with_capacity(128),
            rule_slots: 0,
            mixed: Vec::new(),
            comparisons: Vec::with_capacity(64),
            terms: Vec::with_capacity(128),
            steps: Vec::with_capacity(256),
            rules: Vec::with_capacity(framework.rules.len()),
            proposals: Vec::new(),
            overlays: Vec::new(),
            support: Vec::new(),
            follows: Vec::new(),
            slots_of: Vec::with_capacity(128),
        };
        let (lists, listed) = (Vec::new(), Vec::with_capacity(32));
        Self { framework, catalogue, reference, measures, ready, lists, listed }
    }

    fn write(mut self) -> Ready {
        let framework = self.framework;
        for (place, rule) in framework.rules.iter().enumerate() {
            let step = self.write_out(&rule.when, Some(place));
            self.ready.rules.push(step);
        }
        self.ready.rule_slots = self.ready.slots.len();
        for question in &framework.questions {
            let steps = question.proposals.iter().map(|p| self.write_out(&p.when, None)).collect();
            self.ready.proposals.push(steps);
        }
        for overlay in &framework.overlays {
            let steps = overlay.levels.iter().map(|level| self.write_out(&level.when, None)).collect();
            self.ready.overlays.push(steps);
        }
        for support in &framework.support {
            let step = self.write_out(&support.when, None);
            self.ready.support.push(step);
        }
        for category in &framework.categories {
            let steps = category
                .follows
                .iter()
                .map(|follow| follow.when.as_ref().map(|when| self.write_out(when, None)))
                .collect();
            self.ready.follows.push(steps);
        }
        let mut ready = self.ready;
        ready.part_figures(framework.latest_results);
        ready.read_by_id = (0..ready.read.len()).collect();
        let Ready { read, read_by_id, questions_by_id, .. } = &mut ready;
        sort_by_key(read_by_id, |place| read[*place]);
        sort_by_key(questions_by_id, |place| &framework.questions[*place].id);
        ready
    }

    /// Writes out a condition, which the rule at `place` reads; answers the step at which it begins.
    fn write_out(&mut self, condition: &'a Condition, place: Option<usize>) -> usize {
        let framework = self.framework;
        let (kind, parts): (Kind, &'a [Condition]) = match condition {
            Condition::All(parts) => (Kind::All, parts),
            Condition::Any(parts) => (Kind::Any, parts),
            Condition::None(parts) => (Kind::None, parts),
            Condition::AtLeast { count, of } => (Kind::AtLeast(framework.count(count)), of),
            Condition::Score { of, relation, threshold } => {
                let items = framework.score(of).map_or(&[][..], |score| &score.items);
                let points = items.iter().map(|item| framework.count(&item.points) as i64).collect();
                let threshold = framework.threshold_value(threshold, None, framework.latest_results);
                let step = self.begin(Kind::Score(points, *relation, threshold.map(|t| t.value)));
                for item in items {
                    self.write_out(&item.when, place);
                }
                return self.end(step);
            }
            Condition::Indicator(id) => match framework.indicator(id) {
                Some(indicator) => (Kind::Indicator(id.clone()), std::slice::from_ref(&indicator.when)),
                None => (Kind::Any, &[]),
            },
            Condition::Test(test) => (self.test(test, place), &[]),
        };
        let step = self.begin(kind);
        for part in parts {
            self.write_out(part, place);
        }
        self.end(step)
    }

    fn begin(&mut self, kind: Kind) -> usize {
        self.ready.steps.push(Step { kind, end: 0 });
        self.ready.steps.len() - 1
    }

    fn end(&mut self, step: usize) -> usize {
        self.ready.steps[step].end = self.ready.steps.len();
        step
    }

    fn test(&mut self, test: &'a Test, place: Option<usize>) -> Kind {
        if self.ready.slots_of.len() <= test.index {
            self.ready.slots_of.resize(test.index + 1, None);
        }
        let slots = match &self.ready.slots_of[test.index] {
            Some(slots) => slots.clone(),
            None => {
                let first = self.ready.slots.len();
                self.add_slots(&test.fact, place);
                let slots = first..self.ready.slots.len();
                self.ready.slots_of[test.index] = Some(slots.clone());
                slots
            }
        };
        if let Some(place) = place {
            self.ready.slots[slots.clone()].iter_mut().for_each(|slot| slot.rules.1 = place);
        }
        let hold = match &test.fact {
            Fact::Figure(figure) => self.hold(&figure.over),
            Fact::Trend { over, .. } => self.hold(over),
            _ => Hold::Any,
        };
        Kind::Test(test.index, hold, slots)
    }

    fn hold(&self, over: &Over) -> Hold {
        match over {
            Over::Any => Hold::Any,
            Over::Every => Hold::Every,
            Over::AtLeast(count) => Hold::AtLeast(self.framework.count(count)),
        }
    }

    /// Adds the slots of a test, which the rule at `place` is the first to read.
    fn add_slots(&mut self, fact: &'a Fact, place: Option<usize>) {
        let rules = place.map_or((usize::MAX, 0), |place| (place, place));
        let framework = self.framework;
        let asked = |id: &QuestionId| {
            let place = framework.questions.iter().position(|question| question.id == *id)?;
            Some((Source::Question(place), &framework.questions[place]))
        };
        let never = (Source::Nothing, Asks::Known(Truth::False));
        let (source, asks) = match fact {
            Fact::Inspection(grades) => {
                (Source::Grade, Asks::Grade(bits(grades.iter().map(|grade| *grade as usize))))
            }
            Fact::Status(statuses) => {
                (Source::Status, Asks::Status(bits(statuses.iter().map(|status| *status as usize))))
            }
            Fact::Phase(phases) => {
                (Source::Nothing, Asks::Known(Truth::from(phases.contains(&self.ready.phase))))
            }
            Fact::Outcome(categories) => {
                let places = framework.categories.iter().enumerate();
                let fitting = places.filter(|(_, category)| categories.contains(&category.id));
                (Source::Nothing, Asks::Outcome(bits(fitting.map(|(place, _)| place))))
            }
            Fact::Answer { question, is } => asked(question).map_or(never, |(source, question)| {
                (source, Asks::Answer(bits(is.iter().filter_map(|answer| question.rung(answer)))))
            }),
            Fact::AnswerAtLeast { question, rung } => asked(question).map_or(never, |(source, question)| {
                let rung = question.rung(rung).unwrap_or(usize::MAX);
                (source, Asks::Answer(bits(rung..question.options.len())))
            }),
            Fact::Number { question, relation, threshold } => {
                let threshold = framework.threshold_value(threshold, None, framework.latest_results);
                match (asked(question), threshold) {
                    (Some((source, _)), Some(threshold)) => {
                        (source, Asks::Number(*relation, threshold.value))
                    }
                    _ => never,
                }
            }
            Fact::Figure(test) => {
                let threshold = framework.threshold(&test.threshold);
                for listed in self.places(&test.measures) {
                    let place = self.listed[listed];
                    let asks = Asks::Figure(self.figure_slot(test, threshold, place));
                    self.ready.slots.push(Slot { asks, source: Source::Nothing, measure: place, rules });
                }
                return;
            }
            Fact::Trend { measures, trend, .. } => {
                for listed in self.places(measures) {
                    let place = self.listed[listed];
                    let measure = self.measure(place);
                    let years = two_previous(measure, framework.latest_results);
                    let asks = Asks::Trend(worse_when_lower(measure, *trend), years);
                    self.ready.slots.push(Slot { asks, source: Source::Nothing, measure: place, rules });
                }
                return;
            }
        };
        self.ready.slots.push(Slot { asks, source, measure: usize::MAX, rules });
    }

    fn measure(&self, place: usize) -> &'a Measure {
        self.catalogue.at_rank(self.ready.read[place])
    }

    /// Where `listed` holds the places of the measures that `set` means.
    fn places(&mut self, set: &'a MeasureSet) -> Range<usize> {
        let ids = self.measures.of(set);
        if let Some((_, places)) = self.lists.iter().find(|(known, _)| std::ptr::eq(*known, ids)) {
            return places.clone();
        }
        let first = self.listed.len();
        let read = &mut self.ready.read;
        for rank in ids.iter().filter_map(|id| self.catalogue.rank(id)) {
            let place = read.iter().position(|known| *known == rank).unwrap_or_else(|| {
                read.push(rank);
                read.len() - 1
            });
            self.listed.push(place);
        }
        let places = first..self.listed.len();
        self.lists.push((ids, places.clone()));
        places
    }

    fn figure_slot(&mut self, test: &FigureTest, threshold: Option<&Threshold>, place: usize) -> FigureSlot {
        let (framework, measure) = (self.framework, self.measure(place));
        let latest = framework.latest_results;
        let threshold = |year| threshold?.value(Some(&measure.id), year);
        let first = self.ready.comparisons.len();
        let year = latest.back(test.years_back);
        let years = test.in_years.as_ref().map_or(1, |years| years.of);
        for compared in (0..years).filter_map(|back| year.and_then(|year| year.back(back))) {
            // A measure for which the scheme sets no threshold, or that was not measured that year, cannot meet the
            // test in it.
            if let Some(threshold) = threshold(compared)
                && year.is_some_and(|year| measure.same_series(compared, year))
            {
                let begin = self.ready.terms.len();
                if self.add_terms(test.quantity, test.group, measure, compared) {
                    let terms = begin..self.ready.terms.len();
                    let divisor =
                        if let Quantity::Mean(years) = test.quantity { i64::from(years) } else { 1 };
                    let threshold = threshold.value;
                    self.ready.comparisons.push(Comparison { year: compared, threshold, terms, divisor });
                }
            }
        }
        let in_years = test.in_years.as_ref();
        FigureSlot {
            comparisons: first..self.ready.comparisons.len(),
            relation: test.relation,
            years: Years {
                hold: in_years.map_or(Hold::Every, |years| self.hold(&years.hold)),
                known: in_years.and_then(|years| years.known.as_ref()).map(|known| framework.count(known)),
            },
            when_missing: test.when_missing,
            year: year.unwrap_or(latest),
            threshold: year.and_then(threshold).map(|threshold| threshold.value),
        }
    }

    /// Adds what `quantity` adds up for `year`; nothing, and `false`, where there is nothing to compare, because the
    /// measure did not exist or changed in between.
    fn add_terms(&mut self, quantity: Quantity, group: Group, measure: &Measure, year: AcademicYear) -> bool {
        let begin = self.ready.terms.len();
        let mut add = |what, group, back, factor| {
            let comparable =
                |other: &AcademicYear| measure.exists_in(*other) && measure.same_series(*other, year);
            let Some(year) = year.back(back).filter(comparable) else { return false };
            let national = match what {
                What::National => {
                    self.reference.national(&measure.id, year, group, Some(self.ready.phase)).map(|n| n.value)
                }
                What::Result | What::Teacher => None,
            };
            self.ready.terms.push(Term { wanted: Wanted { what, group, year }, factor, national });
            true
        };
        let is_comparable = add(What::Result, group, 0, 1)
            && match quantity {
                Quantity::Result => true,
                Quantity::Gap => add(What::National, group, 0, -1),
                // Teachers assess all pupils: no figure is asked for of a group.
                Quantity::TestLessTeacher => add(What::Teacher, Group::All, 0, -1),
                Quantity::Change(years) => add(What::Result, group, years, -1),
                Quantity::RelativeChange(years) => {
                    add(What::Result, group, years, -1)
                        && add(What::National, group, 0, -1)
                        && add(What::National, group, years, 1)
                }
                Quantity::Mean(years) => (1..years).all(|back| add(What::Result, group, back, 1)),
                Quantity::InSchoolGap => add(What::Result, Group::Other, 0, -1),
                Quantity::InSchoolGapChange(years) => {
                    add(What::Result, Group::Other, 0, -1)
                        && add(What::Result, group, years, -1)
                        && add(What::Result, Group::Other, years, 1)
                }
            };
        if !is_comparable {
            self.ready.terms.truncate(begin);
        }
        is_comparable
    }
}

impl Ready {
    /// Parts the figures of each measure into sets that no test sees together: what is unknown of one set does not
    /// depend on another, and there are far fewer worlds to go through.
    fn part_figures(&mut self, latest: AcademicYear) {
        let mut seen: Vec<(usize, usize, Wanted)> = Vec::with_capacity(64);
        let mut wanted = Vec::with_capacity(16);
        for at in 0..self.slots.len() {
            let measure = self.slots[at].measure;
            if measure == usize::MAX {
                continue;
            }
            wanted.clear();
            self.add_wanted(at, latest, &mut wanted);
            // A new set, with which every set that holds one of the figures becomes one.
            let set = self.sets.len();
            self.sets.push(measure);
            self.slots[at].source = Source::Figures(set);
            for &figure in &wanted {
                let other = seen.iter().find(|(of, _, known)| (*of, *known) == (measure, figure));
                if let Some((_, other, _)) = other.copied() {
                    seen.iter_mut().filter(|(_, of, _)| *of == other).for_each(|(_, of, _)| *of = set);
                    let joined =
                        self.slots[..at].iter_mut().filter(|slot| slot.source == Source::Figures(other));
                    joined.for_each(|slot| slot.source = Source::Figures(set));
                } else {
                    seen.push((measure, set, figure));
                }
            }
        }
        let rules = &self.slots[..self.rule_slots];
        for (at, slot) in rules.iter().enumerate() {
            if matches!(&slot.asks, Asks::Figure(figure) if figure.does_without_missing()) {
                let others =
                    rules.iter().enumerate().filter(|(other, of)| *other != at && of.source == slot.source);
                self.mixed.extend(others.map(|(other, _)| other));
            }
        }
    }

    /// Adds the figures that a slot reads and that may be unknown.
    fn add_wanted(&self, slot: usize, latest: AcademicYear, wanted: &mut Vec<Wanted>) {
        match &self.slots[slot].asks {
            Asks::Figure(figure) => {
                let comparisons = self.comparisons[figure.comparisons.clone()].iter();
                let terms = comparisons.flat_map(|comparison| &self.terms[comparison.terms.clone()]);
                wanted.extend(terms.filter(|term| term.national.is_none()).map(|term| term.wanted));
            }
            Asks::Trend(_, Some([last, before])) => {
                let years = [latest, *last, *before];
                wanted.extend(years.map(|year| Term::result(year, 1).wanted));
            }
            _ => {}
        }
    }

    /// The index of the test that has the slot.
    pub(super) fn test_of(&self, slot: usize) -> Option<usize> {
        self.slots_of.iter().position(|slots| slots.as_ref().is_some_and(|slots| slots.contains(&slot)))
    }

    /// The parts of the condition at `step`.
    pub(super) fn parts(&self, step: usize) -> impl Iterator<Item = usize> {
        let (mut next, end) = (step + 1, self.steps[step].end);
        std::iter::from_fn(move || {
            let part = next;
            (part < end).then(|| {
                next = self.steps[part].end;
                part
            })
        })
    }

    /// The first rule from `from` on that holds or may hold, and which it is, where the slots have the truths that `at`
    /// says; `None` where none can.
    pub(super) fn first_standing(&self, from: usize, at: &dyn Fn(usize) -> Truth) -> Option<(usize, Truth)> {
        for (place, step) in self.rules.iter().enumerate().skip(from) {
            match self.holds(*step, at) {
                Truth::False => {}
                truth => return Some((place, truth)),
            }
        }
        None
    }

    /// Whether the condition at `step` holds, where the slots have the truths that `at` says.
    pub(super) fn holds(&self, step: usize, at: &dyn Fn(usize) -> Truth) -> Truth {
        let truth = |part: usize| match &self.steps[part].kind {
            // What is asked of the school, or of one measure: most tests, and at once.
            Kind::Test(_, Hold::Any | Hold::Every, slots) if slots.len() == 1 => at(slots.start),
            _ => self.holds(part, at),
        };
        let truths = || self.parts(step).map(truth);
        match &self.steps[step].kind {
            Kind::Test(_, hold, slots) => hold.over(slots.clone().map(at)),
            Kind::All | Kind::Indicator(_) => all(truths()),
            Kind::Any => any(truths()),
            Kind::None => any(truths()).not(),
            Kind::AtLeast(needed) => at_least(*needed, truths()),
            Kind::Score(points, relation, threshold) => {
                compare_points(points_of(points, truths()), *relation, *threshold)
            }
        }
    }
}

/// Whether all of them hold; no further than one that does not.
fn all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut all = Truth::True;
    for truth in truths {
        all = all.min(truth);
        if all == Truth::False {
            break;
        }
    }
    all
}

/// Whether any of them holds; no further than one that does.
fn any(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut any = Truth::False;
    for truth in truths {
        any = any.max(truth);
        if any == Truth::True {
            break;
        }
    }
    any
}

/// The fewest and the most points that the items give.
pub(super) fn points_of(points: &[i64], truths: impl Iterator<Item = Truth>) -> (i64, i64) {
    let (mut fewest, mut most) = (0, 0);
    for (points, truth) in points.iter().zip(truths) {
        fewest += if truth == Truth::True { *points } else { 0 };
        most += if truth == Truth::False { 0 } else { *points };
    }
    (fewest, most)
}

/// Whether a number of points between these two compares as said.
pub(super) fn compare_points(
    (fewest, most): (i64, i64),
    relation: Relation,
    threshold: Option<Level>,
) -> Truth {
    let Some(threshold) = threshold.map(Level::exact) else { return Truth::False };
    let holds = |points: i64| {
        let points = Level::whole(points).exact();
        Truth::from(relation.holds(&points, &threshold))
    };
    // The comparisons go one way: the ends say what lies between them.
    match (holds(fewest), holds(most)) {
        (one, other) if one == other => one,
        _ => Truth::Unknown,
    }
}

impl Hold {
    pub(super) fn over(self, mut truths: impl Iterator<Item = Truth>) -> Truth {
        match self {
            Self::Any => any(truths),
            Self::Every => {
                let Some(first) = truths.next() else { return Truth::False };
                all(std::iter::once(first).chain(truths))
            }
            Self::AtLeast(needed) => at_least(needed, truths),
        }
    }
}

impl Years {
    pub(super) const EVERY: Self = Self { hold: Hold::Every, known: None };

    /// What a comparison comes to that in each year comes to one of `truths`; unknown where a figure is missing.
    pub(super) fn over(self, truths: impl Iterator<Item = Truth> + Clone) -> Truth {
        let all = self.hold.over(truths.clone());
        let known = |truth: &Truth| *truth != Truth::Unknown;
        match self.known {
            Some(needed)
                if all == Truth::Unknown && truths.clone().filter(known).count() >= needed.max(1) =>
            {
                self.hold.over(truths.filter(known))
            }
            _ => all,
        }
    }
}

impl Term {
    /// The result of all pupils.
    pub(super) fn result(year: AcademicYear, factor: i64) -> Self {
        Self { wanted: Wanted { what: What::Result, group: Group::All, year }, factor, national: None }
    }
}

impl FigureSlot {
    /// Whether a missing figure may leave it decided.
    pub(super) fn does_without_missing(&self) -> bool {
        self.when_missing == WhenMissing::False || self.years.known.is_some()
    }
}

impl Wanted {
    /// What an input asks for, and of which measure; nothing where it is no figure.
    pub(super) fn of(input: &Input) -> Option<(&MeasureId, Self)> {
        let (measure, what, group, year) = match input {
            Input::Result(measure, group, year) => (measure, What::Result, *group, *year),
            Input::Teacher(measure, year) => (measure, What::Teacher, Group::All, *year),
            Input::National(measure, group, year) => (measure, What::National, *group, *year),
            Input::Grade | Input::Answer(_) | Input::Status => return None,
        };
        Some((measure, Self { what, group, year }))
    }

    /// The same for a person: which figure of `measure`.
    pub(super) fn input(self, measure: &MeasureId) -> Input {
        let measure = measure.clone();
        match self.what {
            What::Result => Input::Result(measure, self.group, self.year),
            What::Teacher => Input::Teacher(measure, self.year),
            What::National => Input::National(measure, self.group, self.year),
        }
    }
}

impl Slot {
    /// Whether the answer at `rung` of its question, or that number, is one that it asks for.
    pub(super) fn is_answered(&self, answer: Answer) -> bool {
        match (&self.asks, answer) {
            (Asks::Answer(rungs), Answer::Rung(rung)) => has(*rungs, rung),
            (Asks::Number(relation, threshold), Answer::Number(number)) => relation.holds(&number, threshold),
            _ => false,
        }
    }

    pub(super) fn is_of_grade(&self, grade: Grade) -> bool {
        matches!(self.asks, Asks::Grade(grades) if has(grades, grade as usize))
    }

    pub(super) fn is_of_status(&self, status: Status) -> bool {
        matches!(self.asks, Asks::Status(statuses) if has(statuses, status as usize))
    }
}

/// An answer: one of the options by its place, or a number.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    Rung(usize),
    Number(Level),
}

/// Every answer of `question` that can make a difference to `slots`, which ask it: its options, or numbers that stand for
/// all.
pub(super) fn answers<'s>(question: &Question, slots: impl Iterator<Item = &'s Slot>) -> Vec<Answer> {
    let Some(range) = &question.number else {
        return (0..question.options.len()).map(Answer::Rung).collect();
    };
    let mut numbers = vec![range.lowest, range.highest];
    for slot in slots {
        if let Asks::Number(_, threshold) = slot.asks {
            let at = threshold.exact().floor();
            numbers.extend([at - 1, at, at + 1].map(Level::whole));
        }
    }
    numbers.retain(|number| (range.lowest..=range.highest).contains(number));
    numbers.into_iter().map(Answer::Number).collect()
}

/// A set of places as bits; places beyond the bits are left out: the reader of frameworks takes no more.
fn bits(places: impl IntoIterator<Item = usize>) -> u64 {
    places.into_iter().filter(|place| *place < 64).fold(0, |bits, place| bits | 1 << place)
}

/// Whether `place` is in a set of places.
pub(super) fn has(bits: u64, place: usize) -> bool {
    place < 64 && bits & 1 << place != 0
}

pub(super) fn at_least(needed: usize, truths: impl Iterator<Item = Truth>) -> Truth {
    let (mut hold, mut may_hold) = (0, 0);
    for truth in truths {
        hold += usize::from(truth == Truth::True);
        may_hold += usize::from(truth != Truth::False);
    }
    reached(needed, hold, may_hold)
}

/// Whether so many hold as are needed, of which some do and so many may.
pub(super) fn reached(needed: usize, hold: usize, may_hold: usize) -> Truth {
    if hold >= needed {
        Truth::True
    } else if may_hold >= needed {
        Truth::Unknown
    } else {
        Truth::False
    }
}

/// The two years before `year` in which `measure` existed, latest first, in the same series; `None` where there are not
/// two, or it does not exist in `year`.
pub(super) fn two_previous(measure: &Measure, year: AcademicYear) -> Option<[AcademicYear; 2]> {
    if !measure.exists_in(year) {
        return None;
    }
    // No test has been missed for more than two years running.
    let mut years = (1..=4)
        .filter_map(|back| year.back(back))
        .filter(|other| measure.exists_in(*other) && measure.same_series(*other, year));
    Some([years.next()?, years.next()?])
}

/// Whether `trend` is a fall of the number rather than a rise.
fn worse_when_lower(measure: &Measure, trend: Trend) -> bool {
    (measure.better == Better::Higher) == (trend == Trend::Declining)
}

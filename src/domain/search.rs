//! The outcome: which categories some world of the unknowns reaches, and what would settle it.
//!
//! Every reading of a deciding test has a slot: a test of the school has one, a test of figures one for each measure. A
//! world is a truth at each slot; what is unknown has for each of its values an effect on some slots.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use super::boundary::{Effect, Figures};
use super::category::{Input, Outcome, Truth, World, at_least, nearest_rules};
use super::framework::{Condition, Fact, Framework, MeasureSet, Over, Question};
use super::ids::{CategoryId, QuestionId};
use super::map::{Map, sort_by_key};
use super::quantity::Level;
use super::record::Record;
use super::school::{Grade, Status};

/// What the rules make of the school as it is known, and of worlds that differ from it.
pub(super) struct Search<'a> {
    world: &'a World<'a>,
    /// The conditions of the rules one after the other, each before its parts, indicators written out.
    steps: Vec<Step>,
    /// Where the condition of each rule begins.
    rules: Vec<usize>,
    /// What each slot reads.
    slots: Vec<Slot<'a>>,
    /// As known.
    known: Vec<Truth>,
    /// The first rule that then holds or may hold.
    standing: Option<(usize, Truth)>,
    records: Vec<Record<'a>>,
    figures: Vec<OnceCell<Figures<'a>>>,
    choices: RefCell<Map<Source, Rc<[Effect]>>>,
    scratch: RefCell<Vec<Truth>>,
}

/// A condition, with thresholds and slots looked up: so that a world is judged quickly.
struct Step {
    kind: Kind,
    /// The step after its last part.
    end: usize,
}

enum Kind {
    All,
    Any,
    None,
    AtLeast(usize),
    /// A test, by the slots of its measures; that of the school has one.
    Every(Range<usize>),
    Some(Range<usize>),
    Count(usize, Range<usize>),
}

#[derive(Clone, Copy)]
struct Slot<'a> {
    fact: &'a Fact,
    source: Source,
    /// The first and the last rule that reads it.
    rules: (usize, usize),
}

/// What a slot depends on; questions and measures by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Grade,
    Status,
    Question(usize),
    Measure(usize),
    /// What the planner always knows.
    Nothing,
}

/// A short form of an outcome, for comparing one world with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict<'a> {
    Decided(&'a CategoryId),
    Open,
    NoDescription,
}

/// A set of outcomes: a bit for each rule, and one for "no description".
#[derive(Clone, Copy, Default)]
struct Outcomes(u64);

/// The reader of frameworks takes no more than this many rules.
const NONE_FITS: usize = 63;

/// What a search has found in worlds that are alike in all that is still read: from a rule on, the truths.
///
/// One kind for every search: what each finds fits into a set of outcomes.
type Memo = Map<(usize, Vec<Truth>), Outcomes>;

impl<'a> Search<'a> {
    pub(super) fn new(world: &'a World<'a>) -> Self {
        let rules = &world.case.framework.rules;
        let mut search = Self {
            world,
            steps: Vec::with_capacity(128),
            rules: Vec::with_capacity(rules.len()),
            slots: Vec::with_capacity(64),
            known: Vec::with_capacity(64),
            standing: None,
            records: Vec::new(),
            figures: Vec::new(),
            choices: RefCell::default(),
            scratch: RefCell::default(),
        };
        let mut slots_of = vec![None; world.tests.len()];
        for (place, rule) in rules.iter().enumerate() {
            search.rules.push(search.steps.len());
            search.add_steps(&rule.when, place, &mut slots_of);
        }
        search.figures = search.records.iter().map(|_| OnceCell::new()).collect();
        search.standing = search.first_standing(&search.known, 0);
        search
    }

    /// Writes out the condition of the rule at `place`.
    fn add_steps(&mut self, condition: &'a Condition, place: usize, slots_of: &mut [Option<Range<usize>>]) {
        let framework = self.world.case.framework;
        let (kind, parts) = match condition {
            Condition::All(parts) => (Kind::All, parts.as_slice()),
            Condition::Any(parts) => (Kind::Any, parts.as_slice()),
            Condition::None(parts) => (Kind::None, parts.as_slice()),
            Condition::AtLeast { count, of } => (Kind::AtLeast(framework.count(count)), of.as_slice()),
            Condition::Indicator(id) => match framework.indicator(id) {
                Some(indicator) => (Kind::All, std::slice::from_ref(&indicator.when)),
                None => (Kind::Any, [].as_slice()),
            },
            Condition::Test(test) => {
                let slots =
                    slots_of[test.index].get_or_insert_with(|| self.add_slots(&test.fact, place)).clone();
                self.slots[slots.clone()].iter_mut().for_each(|slot| slot.rules.1 = place);
                let over = match &test.fact {
                    Fact::Figure(figure) => &figure.over,
                    Fact::Trend { over, .. } => over,
                    _ => &Over::Any,
                };
                let kind = match over {
                    Over::Any => Kind::Some(slots),
                    Over::Every => Kind::Every(slots),
                    Over::AtLeast(count) => Kind::Count(framework.count(count), slots),
                };
                (kind, [].as_slice())
            }
        };
        let step = self.steps.len();
        self.steps.push(Step { kind, end: 0 });
        for part in parts {
            self.add_steps(part, place, slots_of);
        }
        self.steps[step].end = self.steps.len();
    }

    /// Adds the slots of a test, which the rule at `place` is the first to read.
    fn add_slots(&mut self, fact: &'a Fact, place: usize) -> Range<usize> {
        let (world, case) = (self.world, self.world.case);
        let (first, rules) = (self.slots.len(), (place, place));
        let (set, read): (&MeasureSet, &dyn Fn(&Record<'_>) -> Truth) = match fact {
            Fact::Figure(test) => (&test.measures, &|record| world.read_figure(test, record).truth),
            Fact::Trend { measures, trend, .. } => {
                (measures, &|record| world.read_trend(*trend, record).truth)
            }
            _ => {
                let question =
                    |id: &QuestionId| case.framework.questions.iter().position(|question| question.id == *id);
                let source = match fact {
                    Fact::Inspection(_) => Source::Grade,
                    Fact::Status(_) => Source::Status,
                    Fact::Answer { question: id, .. } | Fact::AnswerAtLeast { question: id, .. } => {
                        question(id).map_or(Source::Nothing, Source::Question)
                    }
                    _ => Source::Nothing,
                };
                self.slots.push(Slot { fact, source, rules });
                self.known.push(world.judge(fact, None));
                return first..first + 1;
            }
        };
        for record in case.records(set).iter() {
            let is_it = |known: &Record<'_>| std::ptr::eq(known.measure, record.measure);
            let measure = self.records.iter().position(is_it).unwrap_or_else(|| {
                self.records.push(*record);
                self.records.len() - 1
            });
            self.slots.push(Slot { fact, source: Source::Measure(measure), rules });
            self.known.push(read(record));
        }
        first..self.slots.len()
    }

    fn figures(&self, place: usize) -> &Figures<'a> {
        self.figures[place].get_or_init(|| {
            let slots = self.slots.iter().enumerate();
            let tests = slots.filter(|(_, slot)| slot.source == Source::Measure(place));
            Figures::new(self.world, self.records[place], tests.map(|(slot, of)| (slot, of.fact)))
        })
    }

    /// Whether the condition at `step` holds.
    fn holds(&self, step: usize, truths: &[Truth]) -> Truth {
        match &self.steps[step].kind {
            Kind::All => {
                let mut truth = Truth::True;
                for part in self.parts(step) {
                    truth = truth.min(self.holds(part, truths));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Kind::Any => self.any(step, truths),
            Kind::None => self.any(step, truths).not(),
            Kind::AtLeast(needed) => at_least(*needed, self.parts(step).map(|part| self.holds(part, truths))),
            Kind::Every(slots) => truths[slots.clone()].iter().copied().min().unwrap_or(Truth::False),
            Kind::Some(slots) => truths[slots.clone()].iter().copied().max().unwrap_or(Truth::False),
            Kind::Count(needed, slots) => at_least(*needed, truths[slots.clone()].iter().copied()),
        }
    }

    fn any(&self, step: usize, truths: &[Truth]) -> Truth {
        let mut truth = Truth::False;
        for part in self.parts(step) {
            truth = truth.max(self.holds(part, truths));
            if truth == Truth::True {
                break;
            }
        }
        truth
    }

    /// The parts of the condition at `step`.
    fn parts(&self, step: usize) -> impl Iterator<Item = usize> {
        let end = self.steps[step].end;
        let first = (step + 1 < end).then_some(step + 1);
        std::iter::successors(first, move |part| Some(self.steps[*part].end).filter(|next| *next < end))
    }

    /// The first rule from `from` on that holds or may hold, and which it is; `None` where none can.
    fn first_standing(&self, truths: &[Truth], from: usize) -> Option<(usize, Truth)> {
        self.rules.iter().enumerate().skip(from).find_map(|(place, step)| {
            let truth = self.holds(*step, truths);
            (truth != Truth::False).then_some((place, truth))
        })
    }

    /// What the first open test depends on that keeps the rule at `place` open.
    fn first_unknown(&self, place: usize, truths: &[Truth]) -> Option<Source> {
        self.first_unknown_in(self.rules[place], truths)
    }

    fn first_unknown_in(&self, step: usize, truths: &[Truth]) -> Option<Source> {
        match &self.steps[step].kind {
            Kind::All | Kind::Any | Kind::None | Kind::AtLeast(_) => self
                .parts(step)
                .filter(|part| self.holds(*part, truths) == Truth::Unknown)
                .find_map(|part| self.first_unknown_in(part, truths)),
            Kind::Every(slots) | Kind::Some(slots) | Kind::Count(_, slots) => {
                slots.clone().find(|slot| truths[*slot] == Truth::Unknown).map(|slot| self.slots[slot].source)
            }
        }
    }

    /// The effects of every value that `source` can have, each once.
    fn choices(&self, source: Source) -> Rc<[Effect]> {
        if let Some(known) = self.choices.borrow().get(&source) {
            return known.clone();
        }
        let framework = self.world.case.framework;
        let effects: Vec<Effect> = match source {
            Source::Grade => self.grades().map(|grade| self.grade_effect(grade)).collect(),
            Source::Status => Status::ALL
                .iter()
                .map(|status| {
                    self.effect(source, &|fact| match fact {
                        Fact::Status(statuses) => statuses.contains(status),
                        _ => false,
                    })
                })
                .collect(),
            Source::Question(place) => {
                let question = &framework.questions[place];
                (0..question.options.len()).map(|rung| self.answer_effect(place, question, rung)).collect()
            }
            Source::Measure(place) => {
                let figures = self.figures(place);
                figures.effects(figures.known.clone())
            }
            Source::Nothing => vec![],
        };
        let mut once = Vec::new();
        for effect in effects {
            if !once.contains(&effect) {
                once.push(effect);
            }
        }
        let effects: Rc<[Effect]> = once.into();
        self.choices.borrow_mut().insert(source, effects.clone());
        effects
    }

    fn effect(&self, source: Source, holds: &dyn Fn(&Fact) -> bool) -> Effect {
        let slots = self.slots.iter().enumerate().filter(|(_, slot)| slot.source == source);
        slots.map(|(place, slot)| (place, Truth::from(holds(slot.fact)))).collect()
    }

    /// Every grade that a school may have: "never inspected" is always one.
    pub(super) fn grades(&self) -> impl Iterator<Item = Grade> {
        let grades = &self.world.case.framework.grades;
        let never = (!grades.contains(&Grade::NeverInspected)).then_some(Grade::NeverInspected);
        grades.iter().copied().chain(never)
    }

    fn grade_effect(&self, grade: Grade) -> Effect {
        self.effect(Source::Grade, &|fact| match fact {
            Fact::Inspection(grades) => grades.contains(&grade),
            _ => false,
        })
    }

    fn answer_effect(&self, place: usize, question: &Question, rung: usize) -> Effect {
        self.effect(Source::Question(place), &|fact| is_answered(fact, question, rung))
    }

    /// The world of `truths` as far as the rules from `place` on read it.
    fn key(&self, truths: &[Truth], place: usize) -> (usize, Vec<Truth>) {
        let slots = truths.iter().zip(&self.slots);
        let read = slots.map(|(truth, slot)| if slot.rules.1 < place { Truth::False } else { *truth });
        (place, read.collect())
    }

    /// Every outcome that some world of the unknowns reaches, and what was asked on the way.
    fn reachable(
        &self,
        truths: &[Truth],
        from: usize,
        memo: &mut Memo,
        asked: &mut Map<Source, ()>,
    ) -> Outcomes {
        let place = match self.first_standing(truths, from) {
            None => return Outcomes::of(NONE_FITS),
            Some((place, Truth::True)) => return Outcomes::of(place),
            Some((place, _)) => place,
        };
        let key = self.key(truths, place);
        if let Some(known) = memo.get(&key) {
            return *known;
        }
        let Some(source) = self.first_unknown(place, truths) else { return Outcomes::default() };
        asked.insert(source, ());
        let mut outcomes = Outcomes::default();
        for effect in self.choices(source).iter() {
            outcomes = outcomes.or(self.reachable(&after(truths, effect), place, memo, asked));
        }
        memo.insert(key, outcomes);
        outcomes
    }

    /// Whether it changes the category, in some world of the other unknowns, which of `effects` something has.
    ///
    /// Unknowns are independent of each other, so the smallest set that settles the outcome is that of all unknowns of
    /// which this is so, and no other set of its size does.
    fn matters(&self, effects: &[Effect], truths: &[Truth], from: usize, memo: &mut Memo) -> bool {
        let Some((place, Truth::Unknown)) = self.first_standing(truths, from) else { return false };
        let key = self.key(truths, place);
        if let Some(known) = memo.get(&key) {
            return known.is_any();
        }
        let rules = &self.world.case.framework.rules;
        let mut other = None;
        let mut categories = Vec::new();
        for effect in effects {
            let truths = after(truths, effect);
            match self.first_standing(&truths, place) {
                Some((open, Truth::Unknown)) => {
                    other = self.first_unknown(open, &truths);
                    break;
                }
                standing => categories.push(standing.map(|(place, _)| &rules[place].category)),
            }
        }
        let matters = match other {
            Some(other) => self
                .choices(other)
                .iter()
                .any(|effect| self.matters(effects, &after(truths, effect), place, memo)),
            None => categories.windows(2).any(|pair| pair[0] != pair[1]),
        };
        memo.insert(key, if matters { Outcomes::of(0) } else { Outcomes::default() });
        matters
    }

    /// The unknowns of `source` of which it makes a difference to the category what they are. National figures are left
    /// out: what the planner does not hold, the school cannot answer.
    fn inputs_that_matter(&self, source: Source) -> Vec<Input> {
        let matters = |effects: &[Effect]| self.matters(effects, &self.known, 0, &mut Memo::new());
        let one = |input| if matters(&self.choices(source)) { vec![input] } else { vec![] };
        match source {
            Source::Grade => one(Input::Grade),
            Source::Status => one(Input::Status),
            Source::Question(place) => {
                one(Input::Answer(self.world.case.framework.questions[place].id.clone()))
            }
            Source::Measure(place) => {
                let figures = self.figures(place);
                let unknowns = figures.unknowns().into_iter();
                let unknowns = unknowns.filter(|of| !matches!(figures.inputs[*of], Input::National(..)));
                unknowns
                    .filter(|of| figures.effects_of(*of).iter().any(|effects| matters(effects)))
                    .map(|of| figures.inputs[of].clone())
                    .collect()
            }
            Source::Nothing => vec![],
        }
    }

    /// Whether every world of the unknowns has the verdict that `found` comes to hold.
    fn agree(&self, truths: &[Truth], from: usize, found: &mut Option<Verdict<'a>>, seen: &mut Memo) -> bool {
        let rules = &self.world.case.framework.rules;
        let verdict = match self.first_standing(truths, from) {
            None => Verdict::NoDescription,
            Some((place, Truth::True)) => Verdict::Decided(&rules[place].category),
            Some((place, _)) => {
                let Some(source) = self.first_unknown(place, truths) else { return false };
                if seen.insert(self.key(truths, place), Outcomes::default()).is_some() {
                    return true;
                }
                let choices = self.choices(source);
                return choices.iter().all(|effect| self.agree(&after(truths, effect), place, found, seen));
            }
        };
        *found.get_or_insert(verdict) == verdict
    }

    /// The verdict that the rules give without looking into unknowns: quick. `None` where it depends on them; they may
    /// still all lead to one category.
    fn verdict_as_it_stands(&self, truths: &[Truth]) -> Option<Verdict<'a>> {
        match self.first_standing(truths, 0) {
            None => Some(Verdict::NoDescription),
            Some((place, Truth::True)) => {
                Some(Verdict::Decided(&self.world.case.framework.rules[place].category))
            }
            Some(_) => None,
        }
    }

    fn verdict(&self, truths: &[Truth]) -> Verdict<'a> {
        let mut found = None;
        let agree = self.agree(truths, 0, &mut found, &mut Memo::new());
        found.filter(|_| agree).unwrap_or(Verdict::Open)
    }

    /// The verdict as things are known.
    pub(super) fn verdict_now(&self) -> Verdict<'a> {
        self.verdict(&self.known)
    }

    /// Whether a rule that is read asks the question at `place`: no rule after the one that holds is read.
    pub(super) fn is_read(&self, place: usize) -> bool {
        let (asked, last) = (Source::Question(place), self.last_read());
        self.slots.iter().any(|slot| slot.source == asked && slot.rules.0 <= last)
    }

    fn last_read(&self) -> usize {
        match self.standing {
            Some((place, Truth::True)) => place,
            _ => usize::MAX,
        }
    }

    /// The verdict if the question at `place` had the answer at `rung`; `None` where no rule that is read would notice.
    pub(super) fn verdict_with_answer(&self, place: usize, rung: usize) -> Option<Verdict<'a>> {
        let (question, asked) = (&self.world.case.framework.questions[place], Source::Question(place));
        let slots = self.slots.iter().enumerate().filter(|(_, slot)| slot.source == asked);
        let mut truths = slots.map(|(at, slot)| (at, Truth::from(is_answered(slot.fact, question, rung))));
        self.notice(&mut truths, &|truths| self.verdict(truths))
    }

    /// What `with` says of the known world with these truths instead; `None` where no rule that is read sees a
    /// difference.
    fn notice(
        &self,
        changes: &mut dyn Iterator<Item = (usize, Truth)>,
        with: &dyn Fn(&[Truth]) -> Verdict<'a>,
    ) -> Option<Verdict<'a>> {
        let last = self.last_read();
        // One place for all: this is done for every answer and many counts.
        let mut truths = self.scratch.borrow_mut();
        truths.clone_from(&self.known);
        let mut is_noticed = false;
        for (slot, truth) in changes {
            // What is open may be open in another way.
            let is_another = truths[slot] != truth || truth == Truth::Unknown;
            is_noticed |= is_another && self.slots[slot].rules.0 <= last;
            truths[slot] = truth;
        }
        is_noticed.then(|| with(&truths))
    }

    /// The verdict if the grade were `grade`.
    pub(super) fn verdict_with_grade(&self, grade: Grade) -> Verdict<'a> {
        self.verdict(&after(&self.known, &self.grade_effect(grade)))
    }

    /// What other levels of a figure would make of the school; `None` where no rule reads it.
    pub(super) fn by_level(&self, figure: &Input) -> Option<ByLevel<'_, 'a>> {
        let of = figure.measure()?;
        let place = self.records.iter().position(|record| record.measure.id == *of)?;
        let input = self.figures(place).inputs.iter().position(|input| input == figure)?;
        Some(ByLevel { search: self, place, input })
    }

    /// The scheme.
    pub(super) fn framework(&self) -> &'a Framework {
        self.world.case.framework
    }

    /// The outcome of the rules.
    pub(super) fn outcome(&self) -> Outcome {
        let framework = self.world.case.framework;
        let decided = |place: usize| Outcome::Decided {
            rule: framework.rules[place].id.clone(),
            category: framework.rules[place].category.clone(),
        };
        match self.standing {
            None => return Outcome::NoDescription { nearest: nearest_rules(self.world) },
            Some((place, Truth::True)) => return decided(place),
            Some(_) => {}
        }
        let mut asked = Map::new();
        let outcomes = self.reachable(&self.known, 0, &mut Memo::new(), &mut asked);
        let reached: Vec<&CategoryId> =
            outcomes.rules().map(|place| &framework.rules[place].category).collect();
        let in_order = framework.categories.iter().map(|category| &category.id);
        let categories: Vec<CategoryId> = in_order.filter(|id| reached.contains(id)).cloned().collect();
        match (categories.as_slice(), outcomes.none_fits(), outcomes.rules().next()) {
            ([_], false, Some(first)) => decided(first),
            ([], _, _) | (_, _, None) => Outcome::NoDescription { nearest: nearest_rules(self.world) },
            (_, or_none, _) => {
                let mut settled_by: Vec<Input> =
                    asked.keys().flat_map(|source| self.inputs_that_matter(*source)).collect();
                sort_by_key(&mut settled_by, Clone::clone);
                Outcome::Between { settled_by, categories, or_none }
            }
        }
    }
}

/// What other levels of one figure would make of the school.
pub(super) struct ByLevel<'s, 'a> {
    search: &'s Search<'a>,
    place: usize,
    input: usize,
}

impl<'a> ByLevel<'_, 'a> {
    /// The levels at which some test may change, in no order.
    pub(super) fn critical_levels(&self) -> Vec<Level> {
        let figures = self.search.figures(self.place);
        figures.critical_levels(self.input, &figures.known)
    }

    /// Levels that stand for all: those at which some test may change, and one between each two of them.
    pub(super) fn values(&self) -> Vec<Level> {
        let figures = self.search.figures(self.place);
        figures.values(self.input, &figures.known)
    }

    /// The verdict at `level`; `None` where no rule that is read would notice a difference.
    pub(super) fn verdict(&self, level: Level) -> Option<Verdict<'a>> {
        let search = self.search;
        let figures = search.figures(self.place);
        let mut levels = figures.known.clone();
        levels[self.input] = Some(level);
        search.notice(&mut figures.truths(&levels), &|truths| {
            search.verdict_as_it_stands(truths).unwrap_or_else(|| {
                // What other figures of the measure may still be follows from this level.
                let source = Source::Measure(self.place);
                let mine = figures.effects(levels.clone()).into();
                let before = search.choices.borrow_mut().insert(source, mine);
                let verdict = search.verdict(truths);
                search.choices.borrow_mut().remove(&source);
                search.choices.borrow_mut().extend(before.map(|before| (source, before)));
                verdict
            })
        })
    }
}

/// Whether the answer at `rung` of `question` is one that the test asks for.
fn is_answered(fact: &Fact, question: &Question, rung: usize) -> bool {
    match fact {
        Fact::Answer { is, .. } => is.contains(&question.options[rung].id),
        Fact::AnswerAtLeast { rung: needed, .. } => Some(rung) >= question.rung(needed),
        _ => false,
    }
}

/// `truths` after something has had its effect.
fn after(truths: &[Truth], effect: &Effect) -> Vec<Truth> {
    let mut truths = truths.to_vec();
    for (slot, truth) in effect {
        truths[*slot] = *truth;
    }
    truths
}

impl Outcomes {
    fn of(place: usize) -> Self {
        Self(1 << place.min(NONE_FITS))
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn rules(self) -> impl Iterator<Item = usize> {
        (0..NONE_FITS).filter(move |place| self.0 & (1 << place) != 0)
    }

    fn is_any(self) -> bool {
        self.0 != 0
    }

    fn none_fits(self) -> bool {
        self.0 & (1 << NONE_FITS) != 0
    }
}

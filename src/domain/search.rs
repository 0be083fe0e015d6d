//! The outcome: which categories some world of the unknowns reaches, and what would settle it.
//!
//! Every reading of a deciding test has a slot: a test of the school has one, a test of figures one for each measure. A
//! world is a truth at each slot; what is unknown has for each of its values an effect on some slots.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::boundary::{Effect, Figures};
use super::category::{Input, Outcome, Truth, World, at_least, nearest_rules};
use super::cohort::Cohort;
use super::framework::{Condition, Fact, Over, Question};
use super::ids::{CategoryId, MeasureId, QuestionId};
use super::measure::Measure;
use super::quantity::Level;
use super::school::{Grade, Status};
use super::year::AcademicYear;

/// What the rules make of the school as it is known, and of worlds that differ from it.
pub(super) struct Search<'a> {
    world: &'a World<'a>,
    /// What each slot reads.
    slots: Vec<Slot<'a>>,
    /// The first slot of each deciding test, and the end.
    first_slots: Vec<usize>,
    /// As known.
    known: Vec<Truth>,
    /// The first rule that then holds or may hold.
    standing: Option<(usize, Truth)>,
    measures: Vec<&'a Measure>,
    figures: Vec<OnceCell<Figures<'a>>>,
    /// The first and the last rule that reads each slot.
    rules_of: OnceCell<Vec<(usize, usize)>>,
    choices: RefCell<BTreeMap<Source, Rc<[Effect]>>>,
}

#[derive(Clone, Copy)]
struct Slot<'a> {
    fact: &'a Fact,
    source: Source,
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
type Memo<T> = BTreeMap<(usize, Vec<Truth>), T>;

impl<'a> Search<'a> {
    pub(super) fn new(world: &'a World<'a>) -> Self {
        let case = world.case;
        let mut search = Self {
            world,
            slots: Vec::with_capacity(64),
            first_slots: Vec::with_capacity(64),
            known: Vec::with_capacity(64),
            standing: None,
            measures: Vec::new(),
            figures: Vec::new(),
            rules_of: OnceCell::new(),
            choices: RefCell::default(),
        };
        let deciding = case.framework.deciding_tests();
        for test in &world.tests[..deciding] {
            search.first_slots.push(search.slots.len());
            search.add_slots(&test.fact);
        }
        search.first_slots.push(search.slots.len());
        search.figures = search.measures.iter().map(|_| OnceCell::new()).collect();
        search.standing = search.first_standing(&search.known, 0);
        search
    }

    fn add_slots(&mut self, fact: &'a Fact) {
        let (world, case) = (self.world, self.world.case);
        let (ids, read): (&[MeasureId], &dyn Fn(&Measure) -> Truth) = match fact {
            Fact::Figure(test) => {
                (case.measures.of(&test.measures), &|measure| world.read_figure(test, measure).truth)
            }
            Fact::Trend { measures, trend, .. } => {
                (case.measures.of(measures), &|measure| world.read_trend(*trend, measure).truth)
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
                self.slots.push(Slot { fact, source });
                self.known.push(world.judge(fact, None));
                return;
            }
        };
        for measure in ids.iter().filter_map(|id| case.catalogue.get(id)) {
            let place = self.measures.iter().position(|known| known.id == measure.id).unwrap_or_else(|| {
                self.measures.push(measure);
                self.measures.len() - 1
            });
            self.slots.push(Slot { fact, source: Source::Measure(place) });
            self.known.push(read(measure));
        }
    }

    fn figures(&self, place: usize) -> &Figures<'a> {
        self.figures[place].get_or_init(|| {
            let slots = self.slots.iter().enumerate();
            let tests = slots.filter(|(_, slot)| slot.source == Source::Measure(place));
            Figures::new(self.world, self.measures[place], tests.map(|(slot, of)| (slot, of.fact)))
        })
    }

    fn holds(&self, condition: &Condition, truths: &[Truth]) -> Truth {
        match condition {
            Condition::All(parts) => {
                let mut truth = Truth::True;
                for part in parts {
                    truth = truth.min(self.holds(part, truths));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Condition::Any(parts) => self.any(parts, truths),
            Condition::None(parts) => self.any(parts, truths).not(),
            Condition::AtLeast { count, of } => {
                let needed = self.world.case.framework.count(count);
                at_least(needed, of.iter().map(|part| self.holds(part, truths)))
            }
            Condition::Indicator(id) => {
                let indicator = self.world.case.framework.indicator(id);
                indicator.map_or(Truth::False, |indicator| self.holds(&indicator.when, truths))
            }
            Condition::Test(test) => {
                let truths =
                    truths[self.first_slots[test.index]..self.first_slots[test.index + 1]].iter().copied();
                match &test.fact {
                    Fact::Figure(figure) => self.over(&figure.over, truths),
                    Fact::Trend { over, .. } => self.over(over, truths),
                    _ => truths.min().unwrap_or(Truth::False),
                }
            }
        }
    }

    fn any(&self, parts: &[Condition], truths: &[Truth]) -> Truth {
        let mut truth = Truth::False;
        for part in parts {
            truth = truth.max(self.holds(part, truths));
            if truth == Truth::True {
                break;
            }
        }
        truth
    }

    fn over(&self, over: &Over, truths: impl Iterator<Item = Truth>) -> Truth {
        match over {
            Over::Any => truths.max().unwrap_or(Truth::False),
            Over::Every => truths.min().unwrap_or(Truth::False),
            Over::AtLeast(count) => at_least(self.world.case.framework.count(count), truths),
        }
    }

    /// The first rule from `from` on that holds or may hold, and which it is; `None` where none can.
    fn first_standing(&self, truths: &[Truth], from: usize) -> Option<(usize, Truth)> {
        self.world.case.framework.rules.iter().enumerate().skip(from).find_map(|(place, rule)| {
            let truth = self.holds(&rule.when, truths);
            (truth != Truth::False).then_some((place, truth))
        })
    }

    /// What the first open test that keeps `condition` open depends on.
    fn first_unknown(&self, condition: &Condition, truths: &[Truth]) -> Option<Source> {
        match condition {
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast { of: parts, .. } => parts
                .iter()
                .filter(|part| self.holds(part, truths) == Truth::Unknown)
                .find_map(|part| self.first_unknown(part, truths)),
            Condition::Indicator(id) => {
                self.first_unknown(&self.world.case.framework.indicator(id)?.when, truths)
            }
            Condition::Test(test) => (self.first_slots[test.index]..self.first_slots[test.index + 1])
                .find(|slot| truths[*slot] == Truth::Unknown)
                .map(|slot| self.slots[slot].source),
        }
    }

    /// The effects of every value that `source` can have, each once.
    fn choices(&self, source: Source) -> Rc<[Effect]> {
        if let Some(known) = self.choices.borrow().get(&source) {
            return known.clone();
        }
        let framework = self.world.case.framework;
        let effects: BTreeSet<Effect> = match source {
            Source::Grade => {
                let grades = framework.grades.iter().copied().chain([Grade::NeverInspected]);
                grades
                    .map(|grade| {
                        self.effect(source, |fact| match fact {
                            Fact::Inspection(grades) => grades.contains(&grade),
                            _ => false,
                        })
                    })
                    .collect()
            }
            Source::Status => Status::ALL
                .iter()
                .map(|status| {
                    self.effect(source, |fact| match fact {
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
            Source::Nothing => BTreeSet::new(),
        };
        let effects: Rc<[Effect]> = effects.into_iter().collect();
        self.choices.borrow_mut().insert(source, effects.clone());
        effects
    }

    fn effect(&self, source: Source, holds: impl Fn(&Fact) -> bool) -> Effect {
        let slots = self.slots.iter().enumerate().filter(|(_, slot)| slot.source == source);
        slots.map(|(place, slot)| (place, Truth::from(holds(slot.fact)))).collect()
    }

    fn answer_effect(&self, place: usize, question: &Question, rung: usize) -> Effect {
        let answer = &question.options[rung].id;
        self.effect(Source::Question(place), |fact| match fact {
            Fact::Answer { is, .. } => is.contains(answer),
            Fact::AnswerAtLeast { rung: needed, .. } => Some(rung) >= question.rung(needed),
            _ => false,
        })
    }

    /// The world of `truths` as far as the rules from `place` on read it.
    fn key(&self, truths: &[Truth], place: usize) -> (usize, Vec<Truth>) {
        let rules_of = self.rules_of();
        let read =
            |(truth, (_, last)): (&Truth, &(usize, usize))| if *last < place { Truth::False } else { *truth };
        (place, truths.iter().zip(rules_of).map(read).collect())
    }

    fn rules_of(&self) -> &[(usize, usize)] {
        self.rules_of.get_or_init(|| {
            let mut rules_of = vec![(usize::MAX, 0); self.slots.len()];
            for (place, rule) in self.world.case.framework.rules.iter().enumerate() {
                self.mark(&rule.when, place, &mut rules_of);
            }
            rules_of
        })
    }

    fn mark(&self, condition: &Condition, place: usize, rules_of: &mut [(usize, usize)]) {
        match condition {
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| self.mark(part, place, rules_of));
            }
            Condition::Indicator(id) => {
                if let Some(indicator) = self.world.case.framework.indicator(id) {
                    self.mark(&indicator.when, place, rules_of);
                }
            }
            Condition::Test(test) => {
                for (first, last) in
                    &mut rules_of[self.first_slots[test.index]..self.first_slots[test.index + 1]]
                {
                    (*first, *last) = ((*first).min(place), place);
                }
            }
        }
    }

    /// Every outcome that some world of the unknowns reaches, and what was asked on the way.
    fn reachable(
        &self,
        truths: &[Truth],
        from: usize,
        memo: &mut Memo<Outcomes>,
        asked: &mut BTreeSet<Source>,
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
        let rule = &self.world.case.framework.rules[place];
        let Some(source) = self.first_unknown(&rule.when, truths) else { return Outcomes::default() };
        asked.insert(source);
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
    fn matters(&self, effects: &[Effect], truths: &[Truth], from: usize, memo: &mut Memo<bool>) -> bool {
        let Some((place, Truth::Unknown)) = self.first_standing(truths, from) else { return false };
        let key = self.key(truths, place);
        if let Some(known) = memo.get(&key) {
            return *known;
        }
        let rules = &self.world.case.framework.rules;
        let mut other = None;
        let mut categories = Vec::new();
        for effect in effects {
            let truths = after(truths, effect);
            match self.first_standing(&truths, place) {
                Some((open, Truth::Unknown)) => {
                    other = self.first_unknown(&rules[open].when, &truths);
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
        memo.insert(key, matters);
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
    fn agree(
        &self,
        truths: &[Truth],
        from: usize,
        found: &mut Option<Verdict<'a>>,
        seen: &mut Memo<()>,
    ) -> bool {
        let rules = &self.world.case.framework.rules;
        let verdict = match self.first_standing(truths, from) {
            None => Verdict::NoDescription,
            Some((place, Truth::True)) => Verdict::Decided(&rules[place].category),
            Some((place, _)) => {
                let Some(source) = self.first_unknown(&rules[place].when, truths) else { return false };
                if seen.insert(self.key(truths, place), ()).is_some() {
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

    /// The verdict if the question at `place` had the answer at `rung`; `None` where no rule that is read would notice.
    pub(super) fn verdict_with_answer(&self, place: usize, rung: usize) -> Option<Verdict<'a>> {
        let effect = self.answer_effect(place, &self.world.case.framework.questions[place], rung);
        self.is_noticed(&effect).then(|| self.verdict(&after(&self.known, &effect)))
    }

    /// Whether a rule that is read sees a difference: no rule after the one that holds is.
    fn is_noticed(&self, effect: &Effect) -> bool {
        let last = match self.standing {
            Some((place, Truth::True)) => place,
            _ => usize::MAX,
        };
        let rules_of = self.rules_of();
        effect.iter().any(|(slot, truth)| self.known[*slot] != *truth && rules_of[*slot].0 <= last)
    }

    /// The verdict if `count` of `of` pupils had reached `measure` in `year`; `None` where no deciding test reads it.
    pub(super) fn by_count(
        &self,
        measure: &MeasureId,
        year: AcademicYear,
        of: Cohort,
    ) -> Option<ByCount<'_, 'a>> {
        let place = self.measures.iter().position(|known| known.id == *measure)?;
        let figures = self.figures(place);
        let input = figures
            .inputs
            .iter()
            .position(|input| matches!(input, Input::Result(_, result) if *result == year))?;
        Some(ByCount { search: self, place, input, of })
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
        let mut asked = BTreeSet::new();
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
                    asked.into_iter().flat_map(|source| self.inputs_that_matter(source)).collect();
                settled_by.sort_unstable();
                Outcome::Between { settled_by, categories, or_none }
            }
        }
    }
}

/// What other counts of pupils would make of one result.
pub(super) struct ByCount<'s, 'a> {
    search: &'s Search<'a>,
    place: usize,
    input: usize,
    of: Cohort,
}

impl<'a> ByCount<'_, 'a> {
    /// For each level at which some test may change, the count below it, a count on it, and the count above: once each,
    /// in order. The verdict is the same from one of them to the next.
    pub(super) fn crossings(&self) -> Vec<u32> {
        let mut counts = Vec::new();
        let figures = self.search.figures(self.place);
        for level in figures.critical_levels(self.input, &figures.known) {
            let reached = self.of.fewest_reaching(level.max(Level::hundredths(0)));
            counts.extend(reached.checked_sub(1));
            counts.push(reached);
            if Level::share(reached, self.of.pupils()) == level {
                counts.push(reached + 1);
            }
        }
        counts.retain(|count| *count <= self.of.pupils());
        counts.sort_unstable();
        counts.dedup();
        counts
    }

    /// The verdict if `count` pupils had reached it.
    pub(super) fn verdict(&self, count: u32) -> Verdict<'a> {
        let search = self.search;
        let figures = search.figures(self.place);
        let mut levels = figures.known.clone();
        levels[self.input] = Some(Level::share(count, self.of.pupils()));
        let truths = after(&search.known, &figures.effect(&levels));
        if let Some(verdict) = search.verdict_as_it_stands(&truths) {
            return verdict;
        }
        // What other figures of the measure may still be follows from this count.
        let source = Source::Measure(self.place);
        let mine = figures.effects(levels).into_iter().collect();
        let before = search.choices.borrow_mut().insert(source, mine);
        let verdict = search.verdict(&truths);
        search.choices.borrow_mut().remove(&source);
        search.choices.borrow_mut().extend(before.map(|before| (source, before)));
        verdict
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

    fn none_fits(self) -> bool {
        self.0 & (1 << NONE_FITS) != 0
    }
}

//! The outcome: which categories some world of the unknowns reaches, and what would settle it.
//!
//! Every reading of a deciding test has a slot: a test of the school has one, a test of figures one for each measure. A
//! world is a truth at each slot; what is unknown has for each of its values an effect on some slots.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::boundary::{Effect, Figures};
use super::category::{Input, Outcome, Truth, nearest_rules};
use super::framework::Framework;
use super::ids::CategoryId;
use super::map::{Map, sort_by_key};
use super::prepared::{Answer, Asks, Kind, Prepared, Slot, Source, What, answers, has};
use super::quantity::Level;
use super::school::{Grade, Status};
use super::world::World;

/// What the rules make of the school as it is known, and of worlds that differ from it.
pub(super) struct Search<'a> {
    world: &'a World<'a>,
    /// How many slots it looks at: those that rules read, or all.
    slots: usize,
    /// The first rule that holds or may hold.
    standing: Option<(usize, Truth)>,
    /// The truth at each slot that rules read, as known; not filled for a category that is clear without.
    known: OnceCell<Vec<Truth>>,
    figures: Vec<OnceCell<Figures<'a>>>,
    choices: RefCell<Map<Source, Rc<[Effect]>>>,
    scratch: RefCell<Vec<Truth>>,
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

/// The most steps of a quick look for two worlds that do not agree.
const MOST_ENDS: usize = 48;

/// The most worlds that are gone through for an overlay, and the most unknowns of which they are worlds.
const MOST_WORLDS: usize = 256;
const MOST_UNKNOWN: usize = 6;

/// What the worlds of the unknowns make of an overlay.
#[derive(Default)]
pub(super) struct Levels {
    /// The levels that some world reaches, by their place.
    pub(super) reached: Vec<bool>,
    /// Whether some world reaches none.
    pub(super) or_none: bool,
    seen: Map<(Option<usize>, Vec<Truth>), ()>,
}

impl<'a> Search<'a> {
    /// Of the rules.
    pub(super) fn new(world: &'a World<'a>) -> Self {
        Self::over(world, world.prepared.rule_slots)
    }

    /// Of the rules and of what goes by the category.
    pub(super) fn of_all(world: &'a World<'a>) -> Self {
        Self::over(world, world.prepared.slots.len())
    }

    fn over(world: &'a World<'a>, slots: usize) -> Self {
        let rules = world.prepared.rules.iter().enumerate();
        let mut standing = rules.map(|(place, step)| (place, world.holds(*step)));
        Self {
            world,
            slots,
            standing: standing.find(|(_, truth)| *truth != Truth::False),
            known: OnceCell::new(),
            figures: world.prepared.read.iter().map(|_| OnceCell::new()).collect(),
            choices: RefCell::default(),
            scratch: RefCell::default(),
        }
    }

    fn prepared(&self) -> &'a Prepared<'a> {
        self.world.prepared
    }

    fn known(&self) -> &Vec<Truth> {
        self.known.get_or_init(|| (0..self.slots).map(|slot| self.world.at(slot)).collect())
    }

    /// The slots that it looks at, with their places.
    fn slots(&self) -> impl Iterator<Item = (usize, &'a Slot)> {
        self.prepared().slots[..self.slots].iter().enumerate()
    }

    /// Those of them that depend on `source`.
    fn slots_of(&self, source: Source) -> impl Iterator<Item = (usize, &'a Slot)> {
        self.slots().filter(move |(_, slot)| slot.source == source)
    }

    fn figures(&self, place: usize) -> &Figures<'a> {
        self.figures[place]
            .get_or_init(|| Figures::new(self.world, place, self.slots_of(Source::Measure(place))))
    }

    /// The first rule from `from` on that holds or may hold, and which it is; `None` where none can.
    fn first_standing(&self, truths: &[Truth], from: usize) -> Option<(usize, Truth)> {
        self.prepared().rules.iter().enumerate().skip(from).find_map(|(place, step)| {
            let truth = self.prepared().holds(*step, &|slot| truths[slot]);
            (truth != Truth::False).then_some((place, truth))
        })
    }

    /// What the first open test depends on that keeps the rule at `place` open.
    fn first_unknown(&self, place: usize, truths: &[Truth]) -> Option<Source> {
        self.first_unknown_in(self.prepared().rules[place], truths)
    }

    fn first_unknown_in(&self, step: usize, truths: &[Truth]) -> Option<Source> {
        let prepared = self.prepared();
        match &prepared.steps[step].kind {
            Kind::Slots(_, slots) => slots
                .clone()
                .find(|slot| truths[*slot] == Truth::Unknown)
                .map(|slot| prepared.slots[slot].source),
            _ => prepared
                .parts(step)
                .filter(|part| prepared.holds(*part, &|slot| truths[slot]) == Truth::Unknown)
                .find_map(|part| self.first_unknown_in(part, truths)),
        }
    }

    /// The effects of every value that `source` can have, each once.
    fn choices(&self, source: Source) -> Rc<[Effect]> {
        if let Some(known) = self.choices.borrow().get(&source) {
            return known.clone();
        }
        let effects: Vec<Effect> = match source {
            Source::Grade => self.grades().map(|grade| self.grade_effect(grade)).collect(),
            Source::Status => {
                let of = |status| self.effect(source, &|slot| slot.is_of_status(status));
                Status::ALL.into_iter().map(of).collect()
            }
            Source::Question(place) => {
                let answers = self.answers(place).into_iter();
                answers.map(|answer| self.effect(source, &|slot| slot.is_answered(answer))).collect()
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

    fn effect(&self, source: Source, holds: &dyn Fn(&Slot) -> bool) -> Effect {
        self.slots_of(source).map(|(place, slot)| (place, Truth::from(holds(slot)))).collect()
    }

    /// Every answer to the question at `place` that can make a difference.
    pub(super) fn answers(&self, place: usize) -> Vec<Answer> {
        let slots = self.slots_of(Source::Question(place));
        answers(&self.framework().questions[place], slots.map(|(_, slot)| slot))
    }

    /// Every grade that a school may have: "never inspected" is always one.
    pub(super) fn grades(&self) -> impl Iterator<Item = Grade> {
        let grades = &self.framework().grades;
        let never = (!grades.contains(&Grade::NeverInspected)).then_some(Grade::NeverInspected);
        grades.iter().copied().chain(never)
    }

    fn grade_effect(&self, grade: Grade) -> Effect {
        self.effect(Source::Grade, &|slot| slot.is_of_grade(grade))
    }

    /// The world of `truths` as far as the rules from `place` on read it.
    fn key(&self, truths: &[Truth], place: usize) -> (usize, Vec<Truth>) {
        let slots = truths.iter().zip(&self.prepared().slots);
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

    /// The levels of an overlay, by the steps at which they begin, that the worlds of the unknowns reach; `None` where
    /// there are too many worlds to go through. The category goes with each world.
    pub(super) fn levels(&self, steps: &[usize]) -> Option<Levels> {
        let mut unknown = Vec::new();
        for (at, slot) in self.slots() {
            if self.known()[at] == Truth::Unknown && !unknown.contains(&slot.source) {
                unknown.push(slot.source);
            }
        }
        if unknown.len() > MOST_UNKNOWN {
            return None;
        }
        let mut levels = Levels { reached: vec![false; steps.len()], ..Levels::default() };
        self.add_levels(steps, self.known().clone(), None, &mut levels).then_some(levels)
    }

    /// Adds the levels that the worlds of `truths` reach; `rule` is the one that decides in them, once it is known.
    fn add_levels(
        &self,
        steps: &[usize],
        mut truths: Vec<Truth>,
        rule: Option<usize>,
        levels: &mut Levels,
    ) -> bool {
        if levels.seen.len() == MOST_WORLDS {
            return false;
        }
        if levels.seen.insert((rule, truths.clone()), ()).is_some() {
            return true;
        }
        let open = if rule.is_some() {
            let truth = |step: &usize| self.prepared().holds(*step, &|slot| truths[slot]);
            match steps.iter().map(truth).enumerate().find(|(_, truth)| *truth != Truth::False) {
                None => {
                    levels.or_none = true;
                    return true;
                }
                Some((place, Truth::True)) => {
                    levels.reached[place] = true;
                    return true;
                }
                Some((place, _)) => self.first_unknown_in(steps[place], &truths),
            }
        } else {
            match self.first_standing(&truths, 0) {
                Some((place, Truth::Unknown)) => self.first_unknown(place, &truths),
                standing => {
                    let rules = &self.framework().rules;
                    let decided = standing.map(|(place, _)| &rules[place].category);
                    let mut categories = self.framework().categories.iter();
                    let category = categories.position(|category| Some(&category.id) == decided);
                    for (at, slot) in self.slots() {
                        if let Asks::Outcome(fitting) = slot.asks {
                            truths[at] = Truth::from(category.is_some_and(|place| has(fitting, place)));
                        }
                    }
                    let rule = standing.map_or(NONE_FITS, |(place, _)| place);
                    return self.add_levels(steps, truths, Some(rule), levels);
                }
            }
        };
        let Some(source) = open else { return false };
        self.choices(source).iter().all(|effect| self.add_levels(steps, after(&truths, effect), rule, levels))
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
        let rules = &self.framework().rules;
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
        let matters = |effects: &[Effect]| self.matters(effects, self.known(), 0, &mut Memo::new());
        let one = |input| if matters(&self.choices(source)) { vec![input] } else { vec![] };
        match source {
            Source::Grade => one(Input::Grade),
            Source::Status => one(Input::Status),
            Source::Question(place) => one(Input::Answer(self.framework().questions[place].id.clone())),
            Source::Measure(place) => {
                let figures = self.figures(place);
                let unknowns = figures.unknowns().into_iter();
                let unknowns = unknowns.filter(|of| figures.inputs[*of].wanted.what != What::National);
                unknowns
                    .filter(|of| figures.effects_of(*of).iter().any(|effects| matters(effects)))
                    .map(|of| figures.input(of))
                    .collect()
            }
            Source::Nothing => vec![],
        }
    }

    /// Two worlds of `source` or a few more, quickly had: the first and the last answer, all figures at their lowest and at
    /// their highest.
    fn ends(&self, source: Source) -> Rc<[Effect]> {
        if let Some(known) = self.choices.borrow().get(&source) {
            return known.clone();
        }
        match source {
            Source::Question(place) => {
                let answers = self.answers(place);
                let ends = answers.first().into_iter().chain(answers.last());
                ends.map(|answer| self.effect(source, &|slot| slot.is_answered(*answer))).collect()
            }
            Source::Measure(place) => {
                let figures = self.figures(place);
                let measure = self.prepared().read[place];
                let at =
                    |end| figures.effect(&figures.known.iter().map(|level| level.or(Some(end))).collect());
                [at(measure.lowest), at(measure.highest)].into()
            }
            _ => self.choices(source),
        }
    }

    /// Whether every world of the unknowns has the verdict that `found` comes to hold. With `ends`, only a few worlds are
    /// looked at: quick where they do not agree, and otherwise no answer.
    fn agree(
        &self,
        truths: &[Truth],
        from: usize,
        found: &mut Option<Verdict<'a>>,
        seen: &mut Memo,
        ends: bool,
    ) -> bool {
        if ends && seen.len() > MOST_ENDS {
            return true;
        }
        let rules = &self.framework().rules;
        let verdict = match self.first_standing(truths, from) {
            None => Verdict::NoDescription,
            Some((place, Truth::True)) => Verdict::Decided(&rules[place].category),
            Some((place, _)) => {
                let Some(source) = self.first_unknown(place, truths) else { return false };
                if seen.insert(self.key(truths, place), Outcomes::default()).is_some() {
                    return true;
                }
                let choices = if ends { self.ends(source) } else { self.choices(source) };
                let agree = |effect| self.agree(&after(truths, effect), place, found, seen, ends);
                return choices.iter().all(agree);
            }
        };
        *found.get_or_insert(verdict) == verdict
    }

    /// The verdict that the rules give without looking into unknowns: quick. `None` where it depends on them; they may
    /// still all lead to one category.
    fn verdict_as_it_stands(&self, truths: &[Truth], from: usize) -> Option<Verdict<'a>> {
        match self.first_standing(truths, from) {
            None => Some(Verdict::NoDescription),
            Some((place, Truth::True)) => Some(Verdict::Decided(&self.framework().rules[place].category)),
            Some(_) => None,
        }
    }

    fn verdict(&self, truths: &[Truth], from: usize) -> Verdict<'a> {
        let (mut found, mut seen) = (None, Memo::new());
        // Two worlds that do not agree are mostly found at once.
        if !self.agree(truths, from, &mut found, &mut seen, true) {
            return Verdict::Open;
        }
        if seen.is_empty() {
            return found.unwrap_or(Verdict::Open);
        }
        let mut found = None;
        let agree = self.agree(truths, from, &mut found, &mut Memo::new(), false);
        found.filter(|_| agree).unwrap_or(Verdict::Open)
    }

    /// The verdict as things are known.
    pub(super) fn verdict_now(&self) -> Verdict<'a> {
        match self.standing {
            None => Verdict::NoDescription,
            Some((place, Truth::True)) => Verdict::Decided(&self.framework().rules[place].category),
            Some((place, _)) => self.verdict(self.known(), place),
        }
    }

    /// Whether a rule that is read asks the question at `place`: no rule after the one that holds is read.
    pub(super) fn is_read(&self, place: usize) -> bool {
        let (asked, last) = (Source::Question(place), self.last_read());
        self.slots_of(asked).any(|(_, slot)| slot.rules.0 <= last)
    }

    fn last_read(&self) -> usize {
        match self.standing {
            Some((place, Truth::True)) => place,
            _ => usize::MAX,
        }
    }

    /// The verdict if the question at `place` had this answer; `None` where no rule that is read would notice.
    pub(super) fn verdict_with_answer(&self, place: usize, answer: Answer) -> Option<Verdict<'a>> {
        let slots = self.slots_of(Source::Question(place));
        let mut truths = slots.map(|(at, slot)| (at, Truth::from(slot.is_answered(answer))));
        self.notice(&mut truths, &|truths, from| self.verdict(truths, from))
    }

    /// What `with` says of the known world with these truths instead, read from a rule on; `None` where no rule that is read sees a
    /// difference.
    fn notice(
        &self,
        changes: &mut dyn Iterator<Item = (usize, Truth)>,
        with: &dyn Fn(&[Truth], usize) -> Verdict<'a>,
    ) -> Option<Verdict<'a>> {
        let last = self.last_read();
        // Rules before the one that stands do not fit, unless they see a difference.
        let mut from = self.standing.map_or(usize::MAX, |(place, _)| place);
        // One place for all: this is done for every answer and many counts.
        let mut truths = self.scratch.borrow_mut();
        truths.clone_from(self.known());
        let mut is_noticed = false;
        for (slot, truth) in changes {
            // What is open may be open in another way.
            let is_another = truths[slot] != truth || truth == Truth::Unknown;
            is_noticed |= is_another && self.prepared().slots[slot].rules.0 <= last;
            from = from.min(self.prepared().slots[slot].rules.0);
            truths[slot] = truth;
        }
        is_noticed.then(|| with(&truths, from))
    }

    /// The verdict if the grade were `grade`.
    pub(super) fn verdict_with_grade(&self, grade: Grade) -> Verdict<'a> {
        self.verdict(&after(self.known(), &self.grade_effect(grade)), 0)
    }

    /// What other levels of a figure would make of the school; `None` where no rule reads it.
    pub(super) fn by_level(&self, figure: &Input) -> Option<ByLevel<'_, 'a>> {
        let of = figure.measure()?;
        let place = self.prepared().read.iter().position(|measure| measure.id == *of)?;
        let inputs = &self.figures(place).inputs;
        let input = inputs.iter().position(|input| input.wanted.input(of) == *figure)?;
        Some(ByLevel { search: self, place, input })
    }

    /// Measures of which one test waits for a missing figure and another does without it. Such a figure may settle the
    /// outcome by itself, though others, once entered, could still change it.
    fn mixed(&self) -> Vec<Source> {
        let does_without =
            |slot: &Slot| matches!(&slot.asks, Asks::Figure(figure) if figure.does_without_missing());
        let mut mixed = Vec::new();
        for (at, slot) in self.slots().filter(|(at, _)| self.known()[*at] == Truth::Unknown) {
            let is_new = !mixed.contains(&slot.source);
            if is_new && self.slots_of(slot.source).any(|(other, slot)| other != at && does_without(slot)) {
                mixed.push(slot.source);
            }
        }
        mixed
    }

    /// Whether every value of a figure gives one outcome.
    fn settles(&self, figure: &Input) -> bool {
        let Some(by_level) = self.by_level(figure) else { return false };
        let is_clear = |level| by_level.verdict(level).is_some_and(|verdict| verdict != Verdict::Open);
        by_level.values().into_iter().all(is_clear)
    }

    /// The school.
    pub(super) fn world(&self) -> &'a World<'a> {
        self.world
    }

    /// The scheme.
    pub(super) fn framework(&self) -> &'a Framework {
        self.prepared().framework
    }

    /// The outcome of the rules.
    pub(super) fn outcome(&self) -> Outcome {
        let framework = self.framework();
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
        let outcomes = self.reachable(self.known(), 0, &mut Memo::new(), &mut asked);
        let reached: Vec<&CategoryId> =
            outcomes.rules().map(|place| &framework.rules[place].category).collect();
        let in_order = framework.categories.iter().map(|category| &category.id);
        let categories: Vec<CategoryId> = in_order.filter(|id| reached.contains(id)).cloned().collect();
        match (categories.as_slice(), outcomes.none_fits(), outcomes.rules().next()) {
            ([_], false, Some(first)) => decided(first),
            ([], _, _) | (_, _, None) => Outcome::NoDescription { nearest: nearest_rules(self.world) },
            (_, or_none, _) => {
                let mixed = self.mixed();
                asked.extend(mixed.iter().map(|source| (*source, ())));
                let mut settled_by: Vec<Input> =
                    asked.keys().flat_map(|source| self.inputs_that_matter(*source)).collect();
                sort_by_key(&mut settled_by, Clone::clone);
                let alone =
                    if mixed.is_empty() { None } else { settled_by.iter().find(|one| self.settles(one)) };
                Outcome::Between {
                    settled_by: alone.cloned().map_or(settled_by, |one| vec![one]),
                    categories,
                    or_none,
                }
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
        search.notice(&mut figures.truths(&levels), &|truths, from| {
            search.verdict_as_it_stands(truths, from).unwrap_or_else(|| {
                // What other figures of the measure may still be follows from this level.
                let source = Source::Measure(self.place);
                let mine = figures.effects(levels.clone()).into();
                let before = search.choices.borrow_mut().insert(source, mine);
                let verdict = search.verdict(truths, from);
                search.choices.borrow_mut().remove(&source);
                search.choices.borrow_mut().extend(before.map(|before| (source, before)));
                verdict
            })
        })
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

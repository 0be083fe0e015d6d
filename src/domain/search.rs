//! The outcome: which categories some world of the unknowns reaches, and what would settle it.
//!
//! Every reading of a deciding test has a slot: a test of the school has one, a test of figures one for each measure. A
//! world is a truth at each slot; what is unknown has for each of its values an effect on some slots.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::boundary::{Effect, Figures};
use super::category::{Input, Outcome, Truth, nearest_rules};
use super::framework::{Condition, Framework, Relation};
use super::ids::CategoryId;
use super::map::{Map, sort_by_key};
use super::prepared::{
    Answer, Asks, Kind, Prepared, Slot, Source, Wanted, What, answers, compare_points, has, reached,
};
use super::quantity::Level;
use super::school::{Grade, Status};
use super::world::{End, World};

/// What the rules make of the school as it is known, and of worlds that differ from it.
pub(super) struct Search<'a> {
    world: &'a World<'a>,
    /// How many slots it looks at: those that rules read, or all.
    slots: usize,
    /// The first rule that holds or may hold.
    standing: Option<(usize, Truth)>,
    /// The truth at each slot that it looks at, as known; not filled for a category that is clear without.
    known: OnceCell<Vec<Truth>>,
    last_read: OnceCell<usize>,
    /// What open slots depend on, of rules that are read.
    unknown: OnceCell<Vec<Source>>,
    figures: OnceCell<Vec<OnceCell<Figures<'a>>>>,
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

/// The most kinds of worlds that are gone through to show that something does not matter. Beyond them it is asked for: rather one
/// question too many, where almost nothing is known yet, than a page that does not answer.
const MOST_SEEN: usize = 4_000;

/// The most worlds that are gone through for an overlay, and the most unknowns of which they are worlds.
const MOST_WORLDS: usize = 256;
const MOST_UNKNOWN: usize = 6;

/// What the worlds of the unknowns make of an overlay.
pub(super) struct Levels {
    /// The levels that some world reaches, by their place.
    pub(super) reached: Vec<bool>,
    /// Whether some world reaches none.
    pub(super) or_none: bool,
    seen: Memo,
}

impl<'a> Search<'a> {
    /// Of the rules.
    pub(super) fn new(world: &'a World<'a>) -> Self {
        let standing = world.prepared.first_standing(0, &|slot| world.at(slot));
        Self::over(world, world.prepared.rule_slots, standing)
    }

    /// The same with what goes by the category.
    pub(super) fn of_all(&self) -> Self {
        Self::over(self.world, self.world.prepared.slots.len(), self.standing)
    }

    fn over(world: &'a World<'a>, slots: usize, standing: Option<(usize, Truth)>) -> Self {
        Self {
            world,
            slots,
            standing,
            known: OnceCell::new(),
            last_read: OnceCell::new(),
            unknown: OnceCell::new(),
            figures: OnceCell::new(),
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

    /// The figures of a set.
    fn figures(&self, set: usize) -> &Figures<'a> {
        let sets = &self.prepared().sets;
        let figures = self.figures.get_or_init(|| sets.iter().map(|_| OnceCell::new()).collect());
        figures[set].get_or_init(|| Figures::new(self.world, sets[set], self.slots_of(Source::Figures(set))))
    }

    /// The first rule from `from` on that holds or may hold, and which it is; `None` where none can.
    fn first_standing(&self, truths: &[Truth], from: usize) -> Option<(usize, Truth)> {
        self.prepared().first_standing(from, &|slot| truths[slot])
    }

    /// What the first open test depends on that keeps the rule at `place` open.
    fn first_unknown(&self, place: usize, truths: &[Truth]) -> Option<Source> {
        self.first_unknown_in(self.prepared().rules[place], truths)
    }

    fn first_unknown_in(&self, step: usize, truths: &[Truth]) -> Option<Source> {
        let prepared = self.prepared();
        match &prepared.steps[step].kind {
            Kind::Test(_, _, slots) => slots
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
            Source::Grade => {
                self.framework().possible_grades().map(|grade| self.grade_effect(grade)).collect()
            }
            Source::Status => {
                let of = |status| self.effect(source, &|slot| slot.is_of_status(status));
                Status::ALL.into_iter().map(of).collect()
            }
            Source::Question(place) => {
                let answers = self.answers(place).into_iter();
                answers.map(|answer| self.effect(source, &|slot| slot.is_answered(answer))).collect()
            }
            Source::Figures(set) => {
                let figures = self.figures(set);
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

    /// What is asked of the answer to the question at `place`.
    pub(super) fn slots_of_question(&self, place: usize) -> Vec<&'a Slot> {
        self.slots_of(Source::Question(place)).map(|(_, slot)| slot).collect()
    }

    /// Every answer to the question at `place` that can make a difference.
    pub(super) fn answers(&self, place: usize) -> Vec<Answer> {
        let slots = self.slots_of(Source::Question(place));
        answers(&self.framework().questions[place], slots.map(|(_, slot)| slot))
    }

    fn grade_effect(&self, grade: Grade) -> Effect {
        self.effect(Source::Grade, &|slot| slot.is_of_grade(grade))
    }

    /// What the rules from `place` on still depend on in the world of `truths`: worlds that agree in it come to the same,
    /// whatever else differs. Of points that are known only their sum counts, which is why schemes by points have far
    /// fewer kinds of worlds than worlds.
    fn key(&self, truths: &[Truth], place: usize) -> Key {
        let prepared = self.prepared();
        let mut key = Key::with_capacity(128);
        // A test that does without a missing figure may turn once another that waits for it has it: until then it is open.
        let mut open = Cow::Borrowed(truths);
        let waiting = || prepared.mixed.iter().filter(|slot| truths[**slot] == Truth::Unknown);
        if waiting().next().is_some() {
            for (at, slot) in self.slots() {
                let may_turn = matches!(&slot.asks, Asks::Figure(figure) if figure.does_without_missing());
                if may_turn && waiting().any(|other| prepared.slots[*other].source == slot.source) {
                    open.to_mut()[at] = Truth::Unknown;
                }
            }
        }
        for step in &prepared.rules[place..] {
            if self.add_open(*step, &open, &mut key) == Truth::True {
                key.push(*step as u32);
                break;
            }
        }
        key
    }

    /// Adds to `key` what the condition at `step` still depends on, and answers whether it holds.
    fn add_open(&self, step: usize, truths: &[Truth], key: &mut Key) -> Truth {
        // Numbers of steps and of slots are told apart.
        const SLOT: u32 = 1 << 31;
        let (prepared, begin) = (self.prepared(), key.len());
        let kind = &prepared.steps[step].kind;
        if let Kind::Test(_, hold, slots) = kind
            && slots.len() == 1
        {
            // Of one open slot, how many hold is known.
            let truth = hold.over(std::iter::once(truths[slots.start]));
            key.extend((truth == Truth::Unknown).then_some(SLOT | slots.start as u32));
            return truth;
        }
        key.extend([step as u32, 0]);
        let (mut fewest, mut most, mut worst, mut best) = (0, 0, Truth::True, Truth::False);
        let mut count = |points: i64, truth: Truth| {
            fewest += if truth == Truth::True { points } else { 0 };
            most += if truth == Truth::False { 0 } else { points };
            (worst, best) = (worst.min(truth), best.max(truth));
        };
        if let Kind::Test(_, _, slots) = kind {
            for slot in slots.clone() {
                count(1, truths[slot]);
                if truths[slot] == Truth::Unknown {
                    key.push(SLOT | slot as u32);
                }
            }
        }
        let points = if let Kind::Score(points, ..) = kind { points.as_slice() } else { &[] };
        for (place, part) in prepared.parts(step).enumerate() {
            let truth = self.add_open(part, truths, key);
            count(points.get(place).copied().unwrap_or(1), truth);
        }
        let truth = match kind {
            Kind::Test(_, hold, slots) => hold.over(slots.clone().map(|slot| truths[slot])),
            Kind::All | Kind::Indicator(_) => worst,
            Kind::Any => best,
            Kind::None => best.not(),
            Kind::AtLeast(needed) => reached(*needed, fewest as usize, most as usize),
            Kind::Score(_, relation, threshold) => compare_points((fewest, most), *relation, *threshold),
        };
        if truth == Truth::Unknown {
            key[begin + 1] = fewest as u32;
        } else {
            key.truncate(begin);
        }
        truth
    }

    /// Adds to `goal` every outcome that some world of the unknowns reaches, until all that there can be are found.
    fn reach(&self, truths: &[Truth], from: usize, goal: &mut Goal) {
        if goal.is_complete() {
            return;
        }
        let place = match self.first_standing(truths, from) {
            None => return goal.add(NONE_FITS),
            Some((place, Truth::True)) => return goal.add(place),
            Some((place, _)) => place,
        };
        if goal.seen.has_seen(self.key(truths, place)) {
            return;
        }
        let Some(source) = self.first_unknown(place, truths) else { return };
        self.choices(source).iter().for_each(|effect| self.reach(&after(truths, effect), place, goal));
    }

    /// Every outcome that some world of the unknowns reaches.
    fn reached(&self) -> Outcomes {
        let mut goal = Goal::new(self);
        self.reach(self.known(), 0, &mut goal);
        goal.found
    }

    fn unknown(&self) -> &[Source] {
        self.unknown.get_or_init(|| self.unknown_of(self.last_read()))
    }

    /// What open slots depend on, of rules no further than the one at `last`.
    fn unknown_of(&self, last: usize) -> Vec<Source> {
        let mut unknown = Vec::new();
        for (at, slot) in self.slots().filter(|(_, slot)| slot.rules.0 <= last) {
            if self.known()[at] == Truth::Unknown && !unknown.contains(&slot.source) {
                unknown.push(slot.source);
            }
        }
        unknown
    }

    /// The levels of an overlay, by the steps at which they begin, that the worlds of the unknowns reach; `None` where
    /// there are too many worlds to go through. The category goes with each world.
    pub(super) fn levels(&self, steps: &[usize]) -> Option<Levels> {
        if self.unknown_of(usize::MAX).len() > MOST_UNKNOWN {
            return None;
        }
        let mut levels = Levels { reached: vec![false; steps.len()], or_none: false, seen: Memo::new() };
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
        if levels.seen.count == MOST_WORLDS {
            return false;
        }
        let world = truths.iter().map(|truth| *truth as u32).chain(rule.map(|place| place as u32));
        if levels.seen.has_seen(world.collect()) {
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
        if memo.count > MOST_SEEN {
            return true;
        }
        let key = self.key(truths, place);
        if let Some(known) = memo.get(&key) {
            return *known;
        }
        let matters = match self.tell_apart(effects, truths, place) {
            Ok(matters) => matters,
            Err(other) => self
                .choices(other)
                .iter()
                .any(|effect| self.matters(effects, &after(truths, effect), place, memo)),
        };
        memo.insert(key, matters);
        matters
    }

    /// Whether `effects` lead to several categories; or what that still depends on.
    fn tell_apart(&self, effects: &[Effect], truths: &[Truth], from: usize) -> Result<bool, Source> {
        let rules = &self.framework().rules;
        let mut categories = Vec::new();
        for effect in effects {
            let truths = after(truths, effect);
            match self.first_standing(&truths, from) {
                Some((open, Truth::Unknown)) => {
                    if let Some(other) = self.first_unknown(open, &truths) {
                        return Err(other);
                    }
                }
                standing => categories.push(standing.map(|(place, _)| &rules[place].category)),
            }
        }
        Ok(categories.windows(2).any(|pair| pair[0] != pair[1]))
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
            Source::Figures(set) => {
                let figures = self.figures(set);
                let unknowns = figures.unknowns().into_iter();
                let unknowns = unknowns.filter(|of| figures.inputs[*of].wanted.what != What::National);
                // Many worlds of the other figures leave the same choice: each pair of effects is tried once, and of the
                // figures together.
                let mut tried: Vec<([Effect; 2], bool)> = Vec::new();
                let mut pair_matters = |one: &Effect, other: &Effect| {
                    let pair = if one < other { [one, other] } else { [other, one] }.map(Clone::clone);
                    if let Some((_, known)) = tried.iter().find(|(known, _)| *known == pair) {
                        return *known;
                    }
                    let found = matters(&pair);
                    tried.push((pair, found));
                    found
                };
                let mut any_pair = |effects: &Vec<Effect>| {
                    let pairs = effects.iter().enumerate();
                    pairs
                        .flat_map(|(at, one)| effects[at + 1..].iter().map(move |other| (one, other)))
                        .any(|(one, other)| pair_matters(one, other))
                };
                unknowns
                    .filter(|of| figures.effects_of(*of).iter().any(&mut any_pair))
                    .map(|of| figures.input(of))
                    .collect()
            }
            Source::Nothing => vec![],
        }
    }

    /// Whether every world of the unknowns has the verdict that `found` comes to hold.
    fn agree(&self, truths: &[Truth], from: usize, found: &mut Option<Verdict<'a>>, seen: &mut Memo) -> bool {
        let verdict = match self.first_standing(truths, from) {
            Some((place, Truth::Unknown)) => {
                let Some(source) = self.first_unknown(place, truths) else { return false };
                if seen.has_seen(self.key(truths, place)) {
                    return true;
                }
                let choices = self.choices(source);
                return choices.iter().all(|effect| self.agree(&after(truths, effect), place, found, seen));
            }
            standing => self.decided(standing),
        };
        *found.get_or_insert(verdict) == verdict
    }

    fn decided(&self, standing: Option<(usize, Truth)>) -> Verdict<'a> {
        standing.map_or(Verdict::NoDescription, |(place, _)| {
            Verdict::Decided(&self.framework().rules[place].category)
        })
    }

    /// The verdict that the rules give without looking into unknowns: quick. `None` where it depends on them; they may
    /// still all lead to one category.
    fn verdict_as_it_stands(&self, truths: &[Truth], from: usize) -> Option<Verdict<'a>> {
        match self.first_standing(truths, from) {
            Some((_, Truth::Unknown)) => None,
            standing => Some(self.decided(standing)),
        }
    }

    fn verdict(&self, truths: &[Truth], from: usize) -> Verdict<'a> {
        if let Some(verdict) = self.verdict_as_it_stands(truths, from) {
            return verdict;
        }
        self.at_a_glance(from, &|slot| truths[slot]).unwrap_or_else(|| self.search(truths, from))
    }

    /// The verdict where the rules depend on unknowns, if it shows without a search: mostly it does.
    fn at_a_glance(&self, from: usize, truth: &dyn Fn(usize) -> Truth) -> Option<Verdict<'a>> {
        let prepared = self.prepared();
        // The rules that may hold, up to the first that does.
        let (mut open, mut certain) = (Outcomes::default(), None);
        for (place, step) in prepared.rules.iter().enumerate().skip(from) {
            match prepared.holds(*step, truth) {
                Truth::False => {}
                Truth::Unknown => open = open.or(Outcomes::of(place)),
                Truth::True => {
                    certain = Some((place, Truth::True));
                    break;
                }
            }
        }
        let last = self.decided(certain);
        if certain.is_some() && open.rules().all(|place| self.decided(Some((place, Truth::True))) == last) {
            return Some(last);
        }
        // What does without a figure is taken in worlds as if it was never entered, unless something waits for it.
        if prepared.mixed.iter().any(|slot| truth(*slot) == Truth::Unknown) {
            return None;
        }
        // Whether the outcome is another with all unknowns at one end than at another.
        let mut ends = End::all().map(|end| {
            let at_end = |slot| match truth(slot) {
                Truth::Unknown => self.world.at_end(slot, end),
                known => known,
            };
            let standing = open.rules().map(|place| (place, prepared.holds(prepared.rules[place], &at_end)));
            let standing = standing.chain(certain).find(|(_, truth)| *truth != Truth::False);
            standing.is_none_or(|(_, truth)| truth == Truth::True).then(|| self.decided(standing))
        });
        let first = ends.next().flatten();
        (first.is_some() && ends.any(|other| other.is_some() && other != first)).then_some(Verdict::Open)
    }

    /// The verdict by worlds of the unknowns.
    fn search(&self, truths: &[Truth], from: usize) -> Verdict<'a> {
        let mut found = None;
        let agree = self.agree(truths, from, &mut found, &mut Memo::new());
        found.filter(|_| agree).unwrap_or(Verdict::Open)
    }

    /// The verdict as things are known.
    pub(super) fn verdict_now(&self) -> Verdict<'a> {
        match self.standing {
            Some((place, Truth::Unknown)) => {
                let glance = self.at_a_glance(place, &|slot| self.world.at(slot));
                glance.unwrap_or_else(|| self.search(self.known(), place))
            }
            standing => self.decided(standing),
        }
    }

    /// Whether a rule that is read asks the question at `place`: no rule after the one that holds is read.
    pub(super) fn is_read(&self, place: usize) -> bool {
        let (asked, last) = (Source::Question(place), self.last_read());
        self.slots_of(asked).any(|(_, slot)| slot.rules.0 <= last)
    }

    /// The last rule that is read: none after the first that holds ever is.
    fn last_read(&self) -> usize {
        if let Some((place, Truth::True)) = self.standing {
            return place;
        }
        *self.last_read.get_or_init(|| {
            let holds = |step: &usize| self.world.holds(*step) == Truth::True;
            self.prepared().rules.iter().position(holds).unwrap_or(usize::MAX)
        })
    }

    /// The verdict if the question at `place` had this answer; `None` where no rule that is read would notice.
    pub(super) fn verdict_with_answer(&self, place: usize, answer: Answer) -> Option<Verdict<'a>> {
        let slots = self.slots_of(Source::Question(place));
        let mut truths = slots.map(|(at, slot)| (at, Truth::from(slot.is_answered(answer))));
        self.notice(&mut truths, &|truths, from| self.verdict(truths, from))
    }

    /// What `with` says of the known world with these truths instead, read from a rule on; `None` where no rule that is
    /// read sees a difference.
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
        let (measure, wanted) = Wanted::of(figure)?;
        let (prepared, rank) = (self.prepared(), self.prepared().catalogue.rank(measure)?);
        let of_measure = |(_, place): &(usize, &usize)| prepared.read[**place] == rank;
        prepared.sets.iter().enumerate().filter(of_measure).find_map(|(set, _)| {
            let input = self.figures(set).inputs.iter().position(|input| input.wanted == wanted)?;
            Some(ByLevel { search: self, set, input })
        })
    }

    /// What the school can say and has not said, of what is read: also what tests do without.
    pub(super) fn missing(&self) -> Vec<Input> {
        let (mut missing, mut seen) = (Vec::new(), Vec::new());
        for (at, slot) in self.slots().filter(|(_, slot)| slot.rules.0 <= self.last_read()) {
            let is_open = self.known()[at] == Truth::Unknown;
            let source = slot.source;
            let is_asked = is_open || matches!(source, Source::Figures(_));
            if !is_asked || seen.contains(&source) {
                continue;
            }
            seen.push(source);
            match source {
                Source::Grade => missing.push((source, Input::Grade)),
                Source::Status => missing.push((source, Input::Status)),
                Source::Question(place) => {
                    missing.push((source, Input::Answer(self.framework().questions[place].id.clone())));
                }
                Source::Figures(set) => {
                    let figures = self.figures(set);
                    for (place, input) in figures.inputs.iter().enumerate() {
                        if figures.known[place].is_none() && input.wanted.what != What::National {
                            missing.push((source, figures.input(place)));
                        }
                    }
                }
                Source::Nothing => {}
            }
        }
        self.in_order(missing)
    }

    /// Inputs, each with its source, in the order in which they are best found out: by the first rule that reads them,
    /// because the first that fits decides; then by how easily they are known: what stands in the last inspection's
    /// report, results of the latest year, answers in the order in which they are asked, earlier results from the latest
    /// back, teacher assessments.
    fn in_order(&self, mut inputs: Vec<(Source, Input)>) -> Vec<Input> {
        let latest = self.framework().latest_results;
        let first = |source| self.slots_of(source).map(|(_, slot)| slot.rules.0).min();
        sort_by_key(&mut inputs, |(source, input)| {
            let (ease, place, year) = match input {
                Input::Grade | Input::Status => (0, 0, latest),
                Input::Result(_, _, year) if *year == latest => (1, 0, latest),
                Input::Answer(_) => {
                    (2, if let Source::Question(place) = source { *place } else { 0 }, latest)
                }
                Input::Result(_, _, year) => (3, 0, *year),
                Input::Teacher(_, year) => (4, 0, *year),
                Input::National(_, _, year) => (5, 0, *year),
            };
            (first(*source), ease, place, std::cmp::Reverse(year))
        });
        inputs.into_iter().map(|(_, input)| input).collect()
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
        let outcomes = self.reached();
        let reached: Vec<&CategoryId> =
            outcomes.rules().map(|place| &framework.rules[place].category).collect();
        let in_order = framework.categories.iter().map(|category| &category.id);
        let categories: Vec<CategoryId> = in_order.filter(|id| reached.contains(id)).cloned().collect();
        match (categories.as_slice(), outcomes.none_fits(), outcomes.rules().next()) {
            ([_], false, Some(first)) => decided(first),
            ([], _, _) | (_, _, None) => Outcome::NoDescription { nearest: nearest_rules(self.world) },
            (_, or_none, _) => {
                let mut mixed = self.prepared().mixed.iter();
                let is_mixed = mixed.any(|slot| self.known()[*slot] == Truth::Unknown);
                let unknown = self.unknown().iter();
                let settled_by =
                    unknown.flat_map(|of| self.inputs_that_matter(*of).into_iter().map(|one| (*of, one)));
                let settled_by = self.in_order(settled_by.collect());
                let alone = if is_mixed { settled_by.iter().find(|one| self.settles(one)) } else { None };
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
    set: usize,
    input: usize,
}

impl<'a> ByLevel<'_, 'a> {
    /// The levels at which some test may change, in no order.
    pub(super) fn critical_levels(&self) -> Vec<Level> {
        let figures = self.search.figures(self.set);
        figures.critical_levels(self.input, &figures.known)
    }

    /// Levels that stand for all: those at which some test may change, and one between each two of them.
    pub(super) fn values(&self) -> Vec<Level> {
        let figures = self.search.figures(self.set);
        figures.values(self.input, &figures.known)
    }

    /// The first test, by its index, that comes out otherwise at `level` than at `before`.
    pub(super) fn turns(&self, before: Level, level: Level) -> Option<usize> {
        let figures = self.search.figures(self.set);
        let [before, level] = [before, level].map(|level| {
            let mut levels = figures.known.clone();
            levels[self.input] = Some(level);
            figures.effect(&levels)
        });
        let (slot, _) = *level.iter().zip(&before).find(|(level, before)| level != before)?.0;
        self.search.prepared().test_of(slot)
    }

    /// The verdict at `level`; `None` where no rule that is read would notice a difference.
    pub(super) fn verdict(&self, level: Level) -> Option<Verdict<'a>> {
        let search = self.search;
        let figures = search.figures(self.set);
        let mut levels = figures.known.clone();
        levels[self.input] = Some(level);
        search.notice(&mut figures.truths(&levels), &|truths, from| {
            // Mostly all figures are known, and what others of them may be need not be gone through.
            let source = Source::Figures(self.set);
            if search.slots_of(source).all(|(slot, _)| truths[slot] != Truth::Unknown) {
                return search.verdict(truths, from);
            }
            search.verdict_as_it_stands(truths, from).unwrap_or_else(|| {
                // They follow from this level.
                let mine = figures.effects(levels.clone()).into();
                let before = search.choices.borrow_mut().insert(source, mine);
                let verdict = search.search(truths, from);
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

/// What tells a kind of worlds from others: see [`Search::key`].
type Key = Vec<u32>;

/// What a search has answered in worlds of a kind. In buckets, because there may be very many, and each is put in order in
/// its bucket.
struct Memo {
    buckets: Vec<Map<Key, bool>>,
    count: usize,
}

impl Memo {
    fn new() -> Self {
        Self { buckets: vec![Map::new()], count: 0 }
    }

    fn bucket(key: &Key, buckets: usize) -> usize {
        // FNV-1a.
        let hash = key.iter().fold(2_166_136_261, |hash: u32, part| (hash ^ part).wrapping_mul(16_777_619));
        hash as usize % buckets
    }

    fn get(&self, key: &Key) -> Option<&bool> {
        self.buckets[Self::bucket(key, self.buckets.len())].get(key)
    }

    /// Whether such a world was met before; from now on it was.
    fn has_seen(&mut self, key: Key) -> bool {
        self.insert(key, true)
    }

    /// Keeps an answer; whether there was one before.
    fn insert(&mut self, key: Key, found: bool) -> bool {
        if self.count > 16 * self.buckets.len() {
            let count = self.buckets.len() * 16;
            let old = std::mem::replace(&mut self.buckets, (0..count).map(|_| Map::new()).collect());
            for (key, found) in old.iter().flatten() {
                self.buckets[Self::bucket(key, count)].insert(key.clone(), *found);
            }
        }
        let place = Self::bucket(&key, self.buckets.len());
        let was_there = self.buckets[place].insert(key, found).is_some();
        self.count += usize::from(!was_there);
        was_there
    }
}

/// The outcomes that are looked for, and those found.
struct Goal {
    found: Outcomes,
    /// The category of each rule as a bit, and that of "no description".
    bits: Vec<u64>,
    wanted: u64,
    reached: u64,
    seen: Memo,
}

impl Goal {
    /// All that rules may give which do not fail whatever is still unknown.
    fn new(search: &Search<'_>) -> Self {
        let framework = search.framework();
        let categories = || framework.categories.iter();
        let bit =
            |id: &CategoryId| categories().position(|category| category.id == *id).map_or(0, |at| 1 << at);
        let bits: Vec<u64> = framework.rules.iter().map(|rule| bit(&rule.category)).collect();
        let wanted = if some_rule_always_fits(framework) { 0 } else { 1 << NONE_FITS };
        let mut goal = Self { found: Outcomes::default(), bits, wanted, reached: 0, seen: Memo::new() };
        for (place, step) in search.prepared().rules.iter().enumerate() {
            match search.world.holds(*step) {
                Truth::False => {}
                Truth::Unknown => goal.wanted |= goal.bits[place],
                Truth::True => {
                    goal.wanted = (goal.wanted | goal.bits[place]) & !(1 << NONE_FITS);
                    break;
                }
            }
        }
        goal
    }

    fn add(&mut self, place: usize) {
        self.found = self.found.or(Outcomes::of(place));
        self.reached |= if place == NONE_FITS { 1 << NONE_FITS } else { self.bits[place] };
    }

    /// Whether more worlds could add nothing. Where there is one outcome only, the first rule that gives it is wanted.
    fn is_complete(&self) -> bool {
        self.reached == self.wanted && self.wanted.count_ones() > 1
    }
}

/// Whether it can be seen that some rule fits every school: one says that no other does, or two part the points of a
/// score between them.
fn some_rule_always_fits(framework: &Framework) -> bool {
    let rules = || framework.rules.iter().map(|rule| &rule.when);
    let is_rest = |when: &Condition| match when {
        Condition::None(parts) => parts.iter().all(|part| rules().any(|other| other == part)),
        Condition::Score { of, relation: Relation::Below, threshold } => rules().any(|other| {
            matches!(other, Condition::Score { of: score, relation: Relation::AtLeast, threshold: from }
                if (score, from) == (of, threshold))
        }),
        _ => false,
    };
    rules().any(is_rest)
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

//! The what-if page: the school as it is beside the school as it would be, in large type, with or without its figures.

use crate::domain::category::Outcome;
use crate::domain::draft::{TargetKey, WhatIfDraft};
use crate::domain::figure::Typed;
use crate::domain::gap::{Gap, Span, is_worse, pupils_to_reach};
use crate::domain::map::Map;
use crate::domain::measure::{Better, Catalogue, Measure, Unit};
use crate::domain::nearest::Then;
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::Group;
use crate::domain::trajectory::{Path, Trajectory};
use crate::domain::what_if::{Movable, Step, Unmovable, movable, part_below};
use crate::domain::{Evaluation, Framework, Plan};

use super::category::headline;
use super::reason::{Words, number_word};
use super::table::Table;
use super::trajectory::title;
use super::{gap, name, number};

/// What is moved and what is not; said on the page.
pub const LEFT_ALONE: &str = "Only the results that you move are changed. In a real year other figures would move too: \
    results of disadvantaged pupils, other subjects, teacher assessments. They stay as they are here unless you move them, \
    and so do earlier years and the national figures. Pupils still to go to a target are counted in a year group of this \
    size. Nothing on this page changes your plan. With the keyboard, the arrow keys move a figure by one, Page Up and Page \
    Down by five, and Home sets it back.";

const AS_NOW: &str = "as it is now";
const RESULT: &str = "Result";

/// A plan and what is worked out from it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its evaluation.
    pub evaluation: &'a Evaluation,
}

/// The school as it is and as it would be.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The scheme.
    pub framework: &'a Framework,
    /// The measures.
    pub catalogue: &'a Catalogue,
    /// As it is.
    pub now: Side<'a>,
    /// As it would be.
    pub then: Side<'a>,
    /// What is supposed.
    pub by: &'a Map<TargetKey, i32>,
    /// Whether only categories are shown, and no figure.
    pub hides: bool,
}

/// A result that can be moved, with what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The measure, and whose results.
    pub title: String,
    /// The result as it would be, `146 of 231 pupils`; empty where figures are hidden.
    pub value: String,
    /// What is supposed, `2 more than now`.
    pub change: String,
    /// The number to which it is set, and the lowest and highest; `None` where figures are hidden.
    pub numbers: Option<[String; 3]>,
    /// What one step is, as in `One pupil`.
    pub step: &'static str,
    /// Whether it can go down, and up.
    pub can_move: [bool; 2],
    /// What follows.
    pub facts: Vec<Fact>,
    /// What to know of it, a sentence each.
    pub notes: Vec<String>,
    /// The fewest pupils more, and the fewest fewer, with which the category changes, from here.
    pub nearest: [Option<Nearest>; 2],
}

/// Something that follows from a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub label: String,
    /// As it would be.
    pub then: String,
    /// As it is.
    pub now: String,
}

/// The fewest pupils with which the category changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// How many steps, down where negative.
    pub by: i32,
    /// What they lead to, `3 more from here: category 3, Securing Good`.
    pub text: String,
    /// The words of the button, `Try 3 more`.
    pub button: String,
}

/// The name of a what-if. One with a figure in it is not said while figures are hidden.
pub fn what_if_name(what_if: &WhatIfDraft, place: usize, hides: bool) -> String {
    let name = what_if.name.trim();
    let tells = hides && name.bytes().any(|byte| byte.is_ascii_digit());
    if name.is_empty() || tells { format!("Scenario {}", place + 1) } else { name.to_owned() }
}

/// Why a result cannot be moved, and what to enter.
pub fn unmovable(why: Unmovable, framework: &Framework) -> String {
    let year = framework.latest_results;
    match why {
        Unmovable::NoResult => format!("No result of {year} is entered that can be read: enter it first."),
        Unmovable::NoCohort => {
            format!(
                "Enter how many pupils were in the year group in {year}: without it nothing can be said in pupils."
            )
        }
        Unmovable::NoCount => {
            format!(
                "Enter the result of {year} in pupils, such as 18 of 30: a percentage alone does not say how many."
            )
        }
        Unmovable::Impossible => format!(
            "No number of pupils in the year group gives the percentage entered for {year}: put one of the two right first."
        ),
    }
}

/// An outcome inside a sentence: `category 4, School of Concern`, `between categories 4 and 5`.
fn outcome(side: Side<'_>, framework: &Framework, catalogue: &Catalogue) -> String {
    match &side.evaluation.outcome {
        Outcome::Decided { category, .. } => name::category(category, framework),
        Outcome::Between { .. } => {
            let headline = headline(side.evaluation, Words { framework, catalogue, plan: side.plan });
            format!("{} {}", name::lower_first(&headline.label), headline.number)
        }
        Outcome::NoDescription { .. } => "no description that fits".to_owned(),
        Outcome::NotApplicable(_) => "no category".to_owned(),
    }
}

/// The steps of a measure as they are said: `146 of 231 pupils`, `48.5 points`.
fn value(movable: &Movable, by: i32, measure: &Measure) -> String {
    match movable.step {
        Step::Pupil { count, of } => {
            let count = count.saturating_add_signed(movable.within(by));
            format!("{} of {}", number::thousands(u64::from(count)), number::pupils(of.pupils()))
        }
        Step::One { .. } | Step::Tenth { .. } => level(movable, by, measure),
    }
}

fn level(movable: &Movable, by: i32, measure: &Measure) -> String {
    let figure = movable.figure(by);
    let decimals = crate::domain::gap::shown_decimals(&figure, measure);
    // One pupil of a very large cohort is less than a tenth.
    let decimals =
        number::decimals_to_tell_apart(figure.level().exact(), movable.now.level().exact(), decimals);
    number::level(figure.level(), decimals, measure.unit)
}

/// How far it is moved: `2`, `0.2`.
fn size(movable: &Movable, by: i32) -> String {
    let steps = movable.within(by).unsigned_abs();
    match movable.step {
        Step::Tenth { .. } => format!("{}.{}", steps / 10, steps % 10),
        _ => number::thousands(u64::from(steps)),
    }
}

fn more_or_fewer(by: i32) -> &'static str {
    if by > 0 { "more" } else { "fewer" }
}

impl<'a> Compared<'a> {
    fn movable(&self, key: &TargetKey) -> Option<(Movable, &'a Measure, i32)> {
        let measure = self.catalogue.get(&key.measure)?;
        let movable = movable(self.now.plan, measure, key.group, self.framework.latest_results).ok()?;
        let by = self.by.get(key).map_or(0, |by| movable.within(*by));
        Some((movable, measure, by))
    }

    /// Whether the outcome is another than it is.
    pub fn is_changed(&self) -> bool {
        self.outcome(self.then) != self.outcome(self.now)
    }

    fn outcome(&self, side: Side<'_>) -> String {
        outcome(side, self.framework, self.catalogue)
    }

    /// What is supposed and what follows, in sentences: also for who cannot see it change.
    pub fn sentence(&self, name: &str) -> String {
        let (mut moved, mut figures) = (Vec::new(), Vec::new());
        for key in self.by.keys() {
            let Some((movable, measure, by)) = self.movable(key).filter(|(_, _, by)| *by != 0) else {
                continue;
            };
            let size = match movable.step {
                _ if self.hides => String::new(),
                Step::Tenth { .. } => format!("{} points ", size(&movable, by)),
                _ => format!("{} ", number_word(movable.within(by).unsigned_abs() as usize)),
            };
            let pupils = match (movable.step, by) {
                (Step::Pupil { .. }, 1 | -1) if !self.hides => " pupil",
                (Step::Pupil { .. }, _) => " pupils",
                _ => "",
            };
            let label = name::measure_in_sentence(&key.measure, self.catalogue);
            moved.push(format!(
                "{size}{}{pupils} in {label}{}",
                more_or_fewer(by),
                name::of_group(key.group)
            ));
            if !self.hides {
                let [then, now] = [by, 0].map(|by| level(&movable, by, measure));
                let gaps = self.gap(self.then, key).zip(self.gap(self.now, key));
                let short = gaps.map_or_else(String::new, |(then, now)| self.short(then, now));
                figures.push(format!(" {then} instead of {now}{short}."));
            }
        }
        let (then, now) = (self.outcome(self.then), self.outcome(self.now));
        if moved.is_empty() {
            return format!("{name}: nothing is changed yet. {}.", name::upper_first(&now));
        }
        let then = name::upper_first(&then);
        let category = match self.now.evaluation.category() {
            _ if !self.is_changed() => format!("Still {now}."),
            Some(_) => format!("{then}, instead of {now}."),
            None => format!("{then}; at present {now}."),
        };
        // Of several, the figures stand beside each.
        let figures = if figures.len() == 1 { figures.concat() } else { String::new() };
        format!("{name}: {}. {category}{figures}", moved.join("; "))
    }

    fn gap(&self, side: Side<'a>, key: &TargetKey) -> Option<&'a Gap> {
        let gaps = &side.evaluation.gaps;
        gaps.iter().find(|gap| gap.measure == key.measure && key.group == Group::All && gap.gap.is_some())
    }

    /// `; 39 pupils short of national instead of 41`, or that it is reached.
    fn short(&self, then: &Gap, now: &Gap) -> String {
        let (Some(then_left), Some(now_left)) = (then.to_reach, now.to_reach) else { return String::new() };
        let is_lower =
            self.catalogue.get(&then.measure).is_some_and(|measure| measure.better == Better::Lower);
        let side = if is_lower { "too many to be at national" } else { "short of national" };
        match (then_left.most, now_left.most) {
            (0, 0) => String::new(),
            (0, _) => format!("; national is reached, which was {} away", number::span(now_left)),
            (_, 0) => format!("; {} {side}, which was reached", number::span(then_left)),
            _ => {
                format!("; {} {side} instead of {}", number::span(then_left), gap::short_span(now_left))
            }
        }
    }

    /// A result, how it can be moved, and what follows from it; `None` where it cannot be.
    pub fn row(&self, key: &TargetKey) -> Option<Row> {
        let (movable, measure, by) = self.movable(key)?;
        let title = title(key, self.catalogue);
        let change = match (by, self.hides) {
            (0, _) => AS_NOW.to_owned(),
            (by, true) => format!("{} than now", more_or_fewer(by)),
            (by, false) => format!("{} {} than now", size(&movable, by), more_or_fewer(by)),
        };
        let at = |by: i32| match movable.step {
            Step::Pupil { count, .. } | Step::One { count } => count.saturating_add_signed(by).to_string(),
            Step::Tenth { hundredths } => super::issue::plain(Level::hundredths(hundredths + 10 * by)),
        };
        let mut notes = Vec::new();
        if let (Step::Pupil { count, of }, Some(pupils), false) =
            (movable.step, movable.now.pupils(), self.hides)
            && pupils.fewest < pupils.most
        {
            notes.push(format!(
                "{} of {} may stand for {} to {}: {} is taken, the nearest.",
                number::level(movable.now.level(), typed_decimals(&movable), measure.unit),
                number::thousands(u64::from(of.pupils())),
                number::thousands(u64::from(pupils.fewest)),
                number::pupils(pupils.most),
                number::thousands(u64::from(count)),
            ));
        }
        let below = part_below(self.then.plan, measure, self.framework.latest_results);
        if let Some((part, pupils)) = below.filter(|_| key.group == Group::All && !self.by.is_empty()) {
            let many = if self.hides { String::new() } else { format!(" ({})", number::pupils(pupils.most)) };
            notes.push(format!(
                "That cannot be by itself: a pupil counts here who reaches every part, and fewer reach {}{many}. Move that \
                 one up too.",
                name::measure_in_sentence(&part, self.catalogue),
            ));
        }
        Some(Row {
            value: if self.hides { String::new() } else { value(&movable, by, measure) },
            change,
            numbers: (!self.hides).then(|| [at(by), at(movable.least), at(movable.most)]),
            step: match movable.step {
                Step::Pupil { .. } => "One pupil",
                Step::One { .. } => "One",
                Step::Tenth { .. } => "A tenth of a point",
            },
            can_move: [by > movable.least, by < movable.most],
            facts: self.facts(key, &movable, measure, by),
            notes,
            nearest: self.nearest(key),
            title,
        })
    }

    fn facts(&self, key: &TargetKey, movable: &Movable, measure: &Measure, by: i32) -> Vec<Fact> {
        let mut facts = Vec::new();
        let mut push = |label: &str, then: String, now: String| {
            facts.push(Fact { label: label.to_owned(), then, now: format!("{now} now") });
        };
        let [then, now] = [self.then, self.now].map(|side| self.outcome(side));
        push("Outcome", name::upper_first(&then), name::upper_first(&now));
        if !self.hides {
            push(RESULT, level(movable, by, measure), level(movable, 0, measure));
        }
        let gaps = [self.then, self.now].map(|side| self.gap(side, key));
        if let [Some(then), Some(now)] = gaps {
            if self.hides {
                facts.push(hidden("Gap to national", beside(then.gap, now.gap)));
            } else {
                let [then, now] = [then, now].map(|gap| self.gap_words(gap, measure));
                push("Gap to national", then, now);
            }
        }
        let of = |side: Side<'a>| {
            let mut all = side.evaluation.trajectories().iter();
            let trajectory = all.find(|trajectory| trajectory.key() == *key)?;
            Some((trajectory, trajectory.to_target.as_ref()?))
        };
        if let (Some((then, path)), Some((now, path_now))) = (of(self.then), of(self.now)) {
            if self.hides {
                let away = |of: &Trajectory, path: &Path| distance(Some(path.goal - of.from));
                if !path.across_change {
                    let is_met = |of: &Trajectory, path: &Path| !is_worse(measure, of.from, path.goal);
                    let words = match [is_met(then, path), is_met(now, path_now)] {
                        [true, _] => "Target met",
                        [_, true] => "Target no longer met",
                        _ if away(then, path) < away(now, path_now) => "Nearer",
                        _ if away(then, path) > away(now, path_now) => "Further",
                        _ => "As now",
                    };
                    facts.push(hidden("Path to the target", words));
                }
            } else {
                let goal = number::level(path.goal, path.decimals, measure.unit);
                let other = if path.across_change { ", other tests" } else { "" };
                facts.push(Fact {
                    label: format!("Path to {goal} in {}{other}", path.year),
                    then: to_go(then, path, measure),
                    now: format!("{} now", to_go(now, path_now, measure)),
                });
            }
        }
        facts
    }

    /// `−16.8 points, 39 pupils short`.
    fn gap_words(&self, of: &Gap, measure: &Measure) -> String {
        let Some(difference) = of.gap else { return String::new() };
        let signed = number::signed(difference, gap::gap_decimals(of));
        let points = if measure.unit == Unit::Count { "" } else { " points" };
        let pupils = match of.to_reach {
            None => String::new(),
            Some(Span { most: 0, .. }) => ", reached".to_owned(),
            Some(span) => format!(", {}", number::span(span)),
        };
        format!("{signed}{points}{pupils}")
    }

    /// The fewest pupils more and fewer with which the category changes.
    fn nearest(&self, key: &TargetKey) -> [Option<Nearest>; 2] {
        let by_measure = self.then.evaluation.nearest.by_measure.iter();
        let found = by_measure.filter(|_| key.group == Group::All).find(|found| found.measure == key.measure);
        let Some(found) = found else { return [None, None] };
        let of = |change: &Option<(u32, Then)>, sign: i32| {
            let (pupils, then) = change.as_ref()?;
            let by = sign * i32::try_from(*pupils).ok()?;
            let then = match then {
                Then::Category(id) => name::category(id, self.framework),
                Then::Open => "several categories possible".to_owned(),
                Then::NoDescription => "no description fits".to_owned(),
            };
            let word = more_or_fewer(by);
            Some(if self.hides {
                Nearest {
                    by,
                    text: format!("With enough {word}: {then}"),
                    button: format!("{} until it changes", name::upper_first(word)),
                }
            } else {
                Nearest {
                    by,
                    text: format!("{pupils} {word} from here: {then}"),
                    button: format!("Try {pupils} {word}"),
                }
            })
        };
        [of(&found.more, 1), of(&found.fewer, -1)]
    }

    /// Whether the category hangs on the numbers of pupils in a measure at all: `None` where that is not asked.
    pub fn hangs_on(&self, key: &TargetKey) -> Option<bool> {
        let mut by_measure = self.then.evaluation.nearest.by_measure.iter();
        let found = by_measure.find(|found| found.measure == key.measure && key.group == Group::All)?;
        Some(found.more.is_some() || found.fewer.is_some())
    }
}

fn typed_decimals(movable: &Movable) -> u8 {
    match movable.now.typed() {
        Typed::Decimal { decimals, .. } => decimals,
        Typed::Share { .. } => 0,
    }
}

fn hidden(label: &str, words: &str) -> Fact {
    Fact { label: label.to_owned(), then: words.to_owned(), now: String::new() }
}

fn distance(of: Option<Difference>) -> Difference {
    let of = of.unwrap_or(Difference::ZERO);
    if of < Difference::ZERO { -of } else { of }
}

/// How a result stands to national beside how it stands now, without a figure: true on both sides of it.
fn beside(then: Option<Difference>, now: Option<Difference>) -> &'static str {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let [then, now] = [then, now].map(|of| of.unwrap_or(Difference::ZERO));
    let side = |of: Difference| of.cmp(&Difference::ZERO);
    match (side(then), side(now)) {
        _ if then == now => "As now",
        (Equal, _) => "None: level with national",
        (Greater, Greater) if then > now => "Further above national",
        (Less, Less) if then < now => "Further below national",
        (Greater, Greater) => "Closer to national, and above",
        (Less, Less) => "Closer to national",
        (Greater, Less) => "Above national, no longer below",
        (Less, Greater) => "Below national, no longer above",
        (Greater, Equal) => "Above national, no longer level",
        (Less, Equal) => "Below national, no longer level",
    }
}

/// How much of the way to a target is left: `25 pupils to go`.
fn to_go(trajectory: &Trajectory, path: &Path, measure: &Measure) -> String {
    let pupils = trajectory.from_pupils.filter(|pupils| pupils.fewest == pupils.most);
    if path.across_change {
        // Points and pupils between two scales are none.
        let whole = path.years.last().and_then(|step| step.pupils).zip(pupils);
        return whole.map_or_else(
            || "Not comparable".to_owned(),
            |(goal, from)| {
                let from = number::thousands(u64::from(from.fewest));
                format!("{from} to {}", number::share(goal.count, goal.of.pupils()))
            },
        );
    }
    let met = "Target met".to_owned();
    match pupils {
        Some(pupils) => {
            let left = match measure.better {
                Better::Higher => pupils_to_reach(pupils, path.goal).most,
                Better::Lower => pupils.fewest.saturating_sub(pupils.of.most_within(path.goal)),
            };
            if left == 0 { met } else { format!("{} to go", number::pupils(left)) }
        }
        None if !is_worse(measure, trajectory.from, path.goal) => met,
        None => {
            let decimals = trajectory.decimals.max(path.decimals);
            format!("{} to go", number::distance(path.goal - trajectory.from, decimals, measure.unit))
        }
    }
}

/// The what-ifs side by side, each with its name and its school, beside the school as it is.
pub fn table(of: Compared<'_>, sides: &[(String, Compared<'_>)], keys: &[TargetKey]) -> Table {
    let mut table = Table::new("Side by side", &[("", false), ("As it is", false)]);
    table.columns[0].heading = "What follows".to_owned();
    table.columns.extend(sides.iter().map(|(name, _)| super::table::Column::words(name.clone())));
    let now = name::upper_first(&of.outcome(of.now));
    let mut cells = vec![now];
    cells.extend(sides.iter().map(|(_, side)| name::upper_first(&side.outcome(side.then))));
    table.push("Outcome", cells);
    for key in keys {
        let rows: Vec<Option<Row>> = sides.iter().map(|(_, side)| side.row(key)).collect();
        let Some(first) = rows.iter().flatten().next() else { continue };
        let Some((movable, measure, _)) = of.movable(key) else { continue };
        let percent = |words: &str, percent: &str| match movable.step {
            Step::Pupil { .. } => format!("{words} ({percent})"),
            _ => words.to_owned(),
        };
        let now = if of.hides {
            AS_NOW.to_owned()
        } else {
            percent(&value(&movable, 0, measure), &level(&movable, 0, measure))
        };
        let said = |row: &Row| {
            if of.hides {
                return row.change.clone();
            }
            let result = row.facts.iter().find(|fact| fact.label == RESULT);
            let value = percent(&row.value, result.map_or("", |fact| &fact.then));
            if row.change == AS_NOW { value } else { format!("{value}, {}", row.change) }
        };
        let cells = rows.iter().flatten().map(said);
        table.push(first.title.clone(), [now].into_iter().chain(cells).collect());
        for fact in first.facts.iter().skip(2).filter(|_| !of.hides) {
            // A target may lead elsewhere from another result: a fact is known by how its label begins.
            let is_it = |other: &&Fact| other.label.get(..3) == fact.label.get(..3);
            let of_row =
                |row: &Row| row.facts.iter().find(is_it).map_or_else(String::new, |fact| fact.then.clone());
            let now = fact.now.strip_suffix(" now").unwrap_or_default().to_owned();
            let heading = if keys.len() == 1 {
                fact.label.clone()
            } else {
                format!("{}: {}", first.title, name::lower_first(&fact.label))
            };
            let cells = rows.iter().flatten().map(of_row);
            table.push(heading, [now].into_iter().chain(cells).collect());
        }
    }
    table
}

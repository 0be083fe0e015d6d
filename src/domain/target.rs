//! A target that is valid, and the words in which a draft keeps what was chosen of it.

use super::draft::{Part, TargetKey, TargetText};
use super::figure::{FigureFault, Typed};
use super::framework::{Framework, PrintedTarget, Scope, TargetKind};
use super::ids::MeasureId;
use super::issue::{Field, Issue, IssueKind};
use super::line::{Onwards, Shape};
use super::measure::Measure;
use super::plan::{Plan, Scenario};
use super::quantity::Level;
use super::reference::Group;
use super::school::Phase;
use super::year::{AcademicYear, YearFault};

/// A level that a measure is to reach in a year, by the way in which it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The measure.
    pub measure: MeasureId,
    /// Whose results.
    pub group: Group,
    /// The year.
    pub year: AcademicYear,
    /// The way in which it is set.
    pub way: Way,
    /// How the way there is spread.
    pub shape: Shape,
    /// The council's targets for the years before, where the way leads along its yearly table.
    pub stations: Vec<(AcademicYear, Level)>,
    /// How it goes on from an actual result.
    pub onwards: Onwards,
    /// Whether the tests change between the latest result and the target year.
    pub across_change: bool,
}

/// A way in which a target is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// At a level: typed, one of the school's own FFT figures, or printed by the council.
    At {
        /// The level.
        level: Level,
        /// Decimal places at which it is shown.
        decimals: u8,
    },
    /// At the national figure, or so many points above it.
    National {
        /// Points above; zero for the figure itself.
        above: Level,
    },
    /// A gap, narrowed.
    Narrow {
        /// How far.
        by: Narrowing,
        /// To whom.
        against: Against,
    },
    /// A part of the gap to the national figure, closed.
    Close {
        /// Per cent of the gap.
        percent: Level,
        /// To whom.
        against: Against,
    },
    /// A count, reduced.
    Reduce {
        /// Per cent of the count of the year before.
        percent: Level,
        /// Per cent that are added with each term.
        each_term: Option<Level>,
    },
}

/// How far a gap is narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// By so many points.
    Points(Level),
    /// To the gap that there is nationally.
    ToNational,
    /// To nothing.
    ToNothing,
}

/// Whom a gap is to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// The national figure; for disadvantaged pupils that of other pupils, as the Department for Education has it.
    #[default]
    National,
    /// The other pupils of the school.
    School,
}

impl Target {
    /// The target of a measure and group.
    pub(super) fn find<'a>(scenario: &'a Scenario, measure: &MeasureId, group: Group) -> Option<&'a Self> {
        scenario.targets.iter().find(|target| target.group == group && target.measure == *measure)
    }
}

/// The words of the ways, as a draft keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayWord {
    /// [`Way::At`], typed.
    Typed,
    /// [`Way::National`].
    National,
    /// As printed by the council.
    Printed,
    /// One of three FFT figures.
    Fft,
    /// [`Way::Narrow`].
    Narrow,
    /// [`Way::Close`].
    Close,
    /// [`Way::Reduce`].
    Reduce,
}

/// A choice that a draft keeps as a word: the words with what they mean. The first stands where nothing was chosen.
pub type Words<T> = &'static [(&'static str, T)];

/// The ways to set a target.
pub const WAYS: Words<WayWord> = &[
    ("typed", WayWord::Typed),
    ("national", WayWord::National),
    ("printed", WayWord::Printed),
    ("fft", WayWord::Fft),
    ("narrow", WayWord::Narrow),
    ("close", WayWord::Close),
    ("reduce", WayWord::Reduce),
];

/// The ways to narrow a gap; the points are typed beside it.
pub const NARROWINGS: Words<Narrowing> = &[
    ("points", Narrowing::Points(Level::ZERO)),
    ("national", Narrowing::ToNational),
    ("nothing", Narrowing::ToNothing),
];

/// Whom a gap is to.
pub const AGAINST: Words<Against> = &[("national", Against::National), ("school", Against::School)];

/// The three FFT figures.
pub const FFT: Words<Part> = &[("20", Part::Fft20), ("50", Part::Fft50), ("5", Part::Fft5)];

/// The shapes; the weights of one's own are typed beside it.
pub const SHAPES: Words<Shape> = &[
    ("steady", Shape::Steady),
    ("early", Shape::Early),
    ("later", Shape::Later),
    ("custom", Shape::Custom(vec![])),
];

/// How a path goes on from an actual result.
pub const ONWARDS: Words<Onwards> = &[("target", Onwards::KeepTarget), ("pace", Onwards::KeepPace)];

/// The word for yes.
pub const YES: &str = "yes";

/// The most weights of a shape of one's own, and the largest.
const MOST_WEIGHTS: usize = 12;
const LARGEST_WEIGHT: Level = Level::whole(1_000);

/// What was chosen of `words`.
pub fn chosen<T: Clone>(words: Words<T>, text: &str) -> T {
    words.iter().find(|(word, _)| *word == text).unwrap_or(&words[0]).1.clone()
}

/// What a printed target is known by among those of a measure.
pub fn printed_name(target: &PrintedTarget) -> String {
    format!("{} {} {}", target.band, target.year, target.value.exact().rounded(2)).trim_start().to_owned()
}

/// The council's printed targets that a target of `key` can take: those of the measure, and of the one that came after it.
pub fn printed<'a>(
    framework: &'a Framework,
    measure: &Measure,
    group: Group,
    phase: Option<Phase>,
) -> impl Iterator<Item = &'a PrintedTarget> {
    let (own, successor) = (measure.id.clone(), measure.successor());
    framework.targets.iter().filter(move |target| {
        // What is set against a national figure means nothing on another scale.
        let is_level = target.kind == TargetKind::Level;
        let is_of = |of: &MeasureId| *of == own || (is_level && Some(of) == successor.as_ref());
        let is_for_phase =
            target.phases.is_empty() || phase.is_some_and(|phase| target.phases.contains(&phase));
        target.group == group && is_for_phase && target.measure.as_ref().is_some_and(is_of)
    })
}

/// The one of them with this name; the first where none was chosen.
pub fn printed_called<'a>(
    framework: &'a Framework,
    measure: &Measure,
    group: Group,
    phase: Option<Phase>,
    name: &str,
) -> Option<&'a PrintedTarget> {
    let is_it = |target: &&PrintedTarget| name.is_empty() || printed_name(target) == name;
    printed(framework, measure, group, phase).find(is_it)
}

/// The target that the council would have a school of the phase take for a measure, of all that it printed: one for the
/// tests of today before one for those to come, one that it adopted before one beside it, and the last year of a table.
///
/// A sample partnership's target is for nobody else.
pub fn foremost<'a>(
    framework: &'a Framework,
    measure: &Measure,
    group: Group,
    phase: Option<Phase>,
) -> Option<&'a PrintedTarget> {
    let rank = |target: &&PrintedTarget| {
        let is_of_today = measure.exists_in(target.year) && target.measure.as_ref() == Some(&measure.id);
        let is_level = target.kind == TargetKind::Level;
        (is_of_today, target.is_adopted, target.scope == Scope::School, is_level, target.year)
    };
    let printed = printed(framework, measure, group, phase);
    printed.filter(|target| target.scope != Scope::Partnership).max_by_key(rank)
}

/// Reads a target, or nothing where there is none yet; what is wrong goes to `issues`.
pub(super) fn read(
    key: &TargetKey,
    text: &TargetText,
    measure: &Measure,
    framework: &Framework,
    plan: &Plan,
    issues: &mut Vec<Issue>,
) -> Option<Target> {
    let reader = Reader { key, text, measure, framework, phase: plan.school.phase };
    let mut say = |part, kind| issues.push(Issue { field: Field::Target(key.clone(), part), kind });
    let typed_year = text.get(Part::Year).trim();
    let year = match AcademicYear::parse(typed_year) {
        _ if typed_year.is_empty() => reader.year_of_its_own().or_else(|| framework.target_year()),
        Ok(year) => Some(year),
        Err(fault) => {
            say(
                Part::Year,
                match fault {
                    YearFault::NotConsecutive(first) => IssueKind::YearsDoNotFollow(first),
                    YearFault::NotAYear => IssueKind::NotAYear,
                },
            );
            None
        }
    };
    let shape = match reader.shape() {
        Ok(shape) => shape,
        Err(kind) => {
            say(Part::Weights, kind);
            Shape::Steady
        }
    };
    let (part, way) = reader.way(&mut say)?;
    let year = year?;
    let mut across_change = false;
    if let Some((latest, figure)) = plan.figures.base(&measure.id, key.group, framework.latest_results) {
        if year <= latest {
            say(Part::Year, IssueKind::TargetYearPast { latest });
            return None;
        }
        if let Way::At { level, .. } = way {
            // A level may be meant on the scale of the tests that come; what is set against another figure is on today's.
            // What was printed for this very measure, though its results ended before, is on its own scale too.
            let is_meant_so = part == Part::Printed && reader.is_of_this_measure();
            let last = last_of_series(measure, latest, year).filter(|_| !is_meant_so);
            if let Some(last) = last {
                across_change = true;
                // As the council printed it, it is meant so; otherwise the person has to know.
                let accepted = part == Part::Printed || text.get(Part::Known) == YES;
                say(part, IssueKind::AcrossChange { last, accepted });
                if !accepted {
                    return None;
                }
            } else if super::gap::is_short_of_today(measure, level, figure) {
                say(part, IssueKind::BelowToday);
            }
        }
    }
    let onwards = chosen(ONWARDS, text.get(Part::Onwards));
    let stations = if part == Part::Printed { reader.stations() } else { vec![] };
    let (measure, group) = (measure.id.clone(), key.group);
    Some(Target { measure, group, year, way, shape, stations, onwards, across_change })
}

/// Reads the target that had been set for the year of the latest results: its level, and the decimal places at which it is
/// shown; what is wrong goes to `issues`.
pub(super) fn before(
    key: &TargetKey,
    text: &TargetText,
    measure: &Measure,
    framework: &Framework,
    issues: &mut Vec<Issue>,
) -> Option<(Level, u8)> {
    let mut say = |part, kind| issues.push(Issue { field: Field::Target(key.clone(), part), kind });
    match (Reader { key, text, measure, framework, phase: None }).level(Part::Before, &mut say)? {
        (_, Way::At { level, decimals }) => Some((level, decimals)),
        _ => None,
    }
}

struct Reader<'a> {
    key: &'a TargetKey,
    text: &'a TargetText,
    measure: &'a Measure,
    framework: &'a Framework,
    phase: Option<Phase>,
}

impl<'a> Reader<'a> {
    fn chosen<T: Clone>(&self, words: Words<T>, part: Part) -> T {
        chosen(words, self.text.get(part))
    }

    fn printed(&self) -> Option<&'a PrintedTarget> {
        let name = self.text.get(Part::Printed);
        printed_called(self.framework, self.measure, self.key.group, self.phase, name)
    }

    /// The targets that the council printed for the years before the one that is chosen, in the same row of its table.
    fn stations(&self) -> Vec<(AcademicYear, Level)> {
        let Some(last) = self.printed().filter(|last| last.kind == TargetKind::Level) else { return vec![] };
        let is_before = |target: &&PrintedTarget| {
            (target.kind, target.scope) == (last.kind, last.scope)
                && target.measure == last.measure
                && target.band == last.band
                && target.year < last.year
        };
        let before = printed(self.framework, self.measure, self.key.group, self.phase).filter(is_before);
        before.map(|target| (target.year, target.value)).collect()
    }

    /// Whether the printed target is one of this measure, and not of the one that came after it.
    fn is_of_this_measure(&self) -> bool {
        self.printed().is_some_and(|target| target.measure.as_ref() == Some(&self.measure.id))
    }

    /// A printed target has its own year.
    fn year_of_its_own(&self) -> Option<AcademicYear> {
        let is_printed = self.chosen(WAYS, Part::Way) == WayWord::Printed;
        self.printed().filter(|_| is_printed).map(|target| target.year)
    }

    /// The way, and the part that what is wrong with it is said of. Nothing where it is not complete yet.
    fn way(&self, say: &mut dyn FnMut(Part, IssueKind)) -> Option<(Part, Way)> {
        let mut amount = |highest: Level| -> Option<Level> {
            let text = self.text.get(Part::Amount).trim();
            amount(text, highest).map_err(|kind| say(Part::Amount, kind)).ok()?
        };
        let hundred = Level::whole(100);
        let against = self.chosen(AGAINST, Part::Against);
        Some(match self.chosen(WAYS, Part::Way) {
            WayWord::Typed => return self.level(Part::Value, say),
            WayWord::Fft => return self.level(self.chosen(FFT, Part::Fft), say),
            WayWord::National => (Part::Way, Way::National { above: Level::ZERO }),
            WayWord::Narrow => {
                let by = match self.chosen(NARROWINGS, Part::Narrow) {
                    Narrowing::Points(_) => Narrowing::Points(amount(self.measure.highest)?),
                    by => by,
                };
                (Part::Way, Way::Narrow { by, against })
            }
            WayWord::Close => (Part::Amount, Way::Close { percent: amount(hundred)?, against }),
            WayWord::Reduce => {
                let percent = amount(hundred)?;
                let each_term = self::amount(self.text.get(Part::EachTerm).trim(), hundred);
                let each_term = each_term.map_err(|kind| say(Part::EachTerm, kind)).ok()?;
                (Part::Amount, Way::Reduce { percent, each_term })
            }
            WayWord::Printed => {
                let PrintedTarget { value, each_term, .. } = *self.printed()?;
                let way = match self.printed()?.kind {
                    TargetKind::Level => Way::At { level: value, decimals: self.measure.decimals },
                    TargetKind::AboveNational => Way::National { above: value },
                    TargetKind::Closer => Way::Narrow { by: Narrowing::Points(value), against },
                    TargetKind::Fewer => Way::Reduce { percent: value, each_term },
                };
                (Part::Printed, way)
            }
        })
    }

    fn level(&self, part: Part, say: &mut dyn FnMut(Part, IssueKind)) -> Option<(Part, Way)> {
        let text = self.text.get(part);
        if text.trim().is_empty() {
            return None;
        }
        match Typed::parse(text, self.measure) {
            Ok(typed) => {
                let decimals = match typed {
                    Typed::Decimal { decimals, .. } => decimals,
                    Typed::Share { .. } => self.measure.decimals.max(1),
                };
                Some((part, Way::At { level: typed.level(), decimals }))
            }
            Err(fault) => {
                say(part, super::validate::unreadable(fault, self.measure));
                None
            }
        }
    }

    fn shape(&self) -> Result<Shape, IssueKind> {
        let Shape::Custom(_) = self.chosen(SHAPES, Part::Shape) else {
            return Ok(self.chosen(SHAPES, Part::Shape));
        };
        let mut weights = Vec::new();
        // A comma may be a decimal point elsewhere; between weights it is not.
        for text in self.text.get(Part::Weights).split([',', ';', ' ']).filter(|text| !text.is_empty()) {
            let weight = amount(text, LARGEST_WEIGHT).ok().flatten().ok_or(IssueKind::NotWeights)?;
            weights.push(u32::try_from(weight.exact().rounded(2)).unwrap_or(0));
        }
        let is_usable = weights.len() <= MOST_WEIGHTS && weights.iter().any(|weight| *weight > 0);
        if is_usable { Ok(Shape::Custom(weights)) } else { Err(IssueKind::NotWeights) }
    }
}

/// Points or a percentage from 0 to `highest`, as typed; nothing where nothing is.
fn amount(text: &str, highest: Level) -> Result<Option<Level>, IssueKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    let lowest = Level::ZERO;
    let unreadable = |fault| IssueKind::Unreadable { fault, lowest, highest, percent: false };
    let level = Typed::decimal(number).map_err(unreadable)?.level();
    if (lowest..=highest).contains(&level) {
        Ok(Some(level))
    } else {
        Err(unreadable(FigureFault::OutOfRange))
    }
}

/// The last year whose results are comparable with those of `latest`, where it is before `year`.
pub(super) fn last_of_series(
    measure: &Measure,
    latest: AcademicYear,
    year: AcademicYear,
) -> Option<AcademicYear> {
    if measure.exists_in(year) && measure.same_series(latest, year) {
        return None;
    }
    let mut last = latest;
    while let Some(next) = last.on(1)
        && next < year
        && measure.exists_in(next)
        && measure.same_series(latest, next)
    {
        last = next;
    }
    Some(last)
}

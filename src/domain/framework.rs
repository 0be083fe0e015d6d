//! A council's scheme as data: categories, questions, thresholds and rules, each with its source.

use chrono::NaiveDate;

use super::figure::Assessment;
use super::ids::{
    AnswerId, CategoryId, DocumentId, FrameworkId, IndicatorId, MeasureId, OverlayId, QuestionId, RuleId,
    ScoreId, ThresholdId,
};
use super::quantity::Level;
use super::reference::Group;
use super::school::{Grade, Phase, Status};
use super::year::AcademicYear;

/// One scheme of one council for the academic years that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its name in data, such as `doncaster/2015-16`.
    pub id: FrameworkId,
    /// The council.
    pub council: String,
    /// The scheme's name.
    pub title: String,
    /// The academic year it belongs to.
    pub year: AcademicYear,
    /// The year of the results that it judges: "latest" in a rule is this year.
    pub latest_results: AcademicYear,
    /// What the council means by the scheme, and what the planner cannot know of it.
    pub note: String,
    /// Whom a school asks at the council, in words; may be empty.
    pub contact: String,
    /// The documents that clauses name.
    pub documents: Vec<Document>,
    /// The inspection grades that it knows.
    pub grades: Vec<Grade>,
    /// The measures of each phase that it covers.
    pub by_phase: Vec<PhaseMeasures>,
    /// The numbers that its rules use.
    pub thresholds: Vec<Threshold>,
    /// The questions that it asks.
    pub questions: Vec<Question>,
    /// Named facts that several rules use.
    pub indicators: Vec<Indicator>,
    /// Points that rules count.
    pub scores: Vec<Score>,
    /// The categories, least serious first.
    pub categories: Vec<Category>,
    /// The rules, in the order in which they are read.
    pub rules: Vec<Rule>,
    /// On what the reading order rests.
    pub order: Clause,
    /// What is derived beside the category.
    pub overlays: Vec<Overlay>,
    /// Visits and days of support.
    pub support: Vec<Support>,
    /// Targets that the council has printed.
    pub targets: Vec<PrintedTarget>,
    /// Milestone calendars; the first is the default.
    pub calendars: Vec<Calendar>,
    /// The council's own form of an action plan, whose performance table the planner fills in; `None` where it has
    /// printed none.
    pub action_plan: Option<ActionPlan>,
}

/// A council's form of an action plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPlan {
    /// What the council calls it.
    pub title: String,
    /// Where it is printed.
    pub clause: Clause,
}

/// A document that rules and numbers are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name in clauses.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// The file that the project keeps of it.
    pub file: String,
}

/// Where a rule or number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The document.
    pub document: DocumentId,
    /// The place in the document; where it is assumed, what it is based on.
    pub place: String,
    /// Whether the council printed it.
    pub basis: Basis,
    /// What the planner adds or leaves out; may be empty.
    pub note: String,
}

/// Whether the council printed a rule or number, or the planner assumes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// In the council's document.
    Published,
    /// The planner's own default.
    Assumed,
}

/// The measures that a scheme looks at in one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseMeasures {
    /// The phase.
    pub phase: Phase,
    /// The measures that its rules mean by "headline"; may be empty.
    pub headline: Vec<MeasureId>,
    /// The measures that its rules mean by "progress"; may be empty.
    pub progress: Vec<MeasureId>,
    /// Measures for which it also looks at teacher assessment.
    pub teacher: Vec<MeasureId>,
    /// Measures for which it also looks at disadvantaged and other pupils.
    pub groups: Vec<MeasureId>,
    /// Every measure that it looks at, in the order of its table; includes the others.
    pub all: Vec<MeasureId>,
}

/// A number that rules use, by measure and year where it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its name in rules.
    pub id: ThresholdId,
    /// Its name in words, such as "the floor standard".
    pub label: String,
    /// What it is counted in, in words: "per cent", "percentage points", "years", "signs".
    pub unit: String,
    /// Its values; the first that fits a measure and year counts.
    pub values: Vec<ThresholdValue>,
}

/// One value of a [`Threshold`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdValue {
    /// The measure it is for; `None` for all.
    pub measure: Option<MeasureId>,
    /// The year it is for; `None` for all.
    pub year: Option<AcademicYear>,
    /// The value.
    pub value: Level,
    /// The scheme's own value, where it was changed for a plan.
    pub changed_from: Option<Level>,
    /// Where it comes from.
    pub clause: Clause,
}

/// A question that the scheme asks of the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in rules.
    pub id: QuestionId,
    /// A few words for it, such as "Capacity to improve".
    pub label: String,
    /// The question itself.
    pub text: String,
    /// Where the answer is found, or who knows.
    pub help: String,
    /// The answers, least favourable or smallest first where they form a ladder.
    pub options: Vec<AnswerOption>,
    /// The numbers that may be typed, where the answer is a number: there are no options then.
    pub number: Option<NumberRange>,
    /// Whether the answers form a ladder, so that "at least" has a meaning.
    pub is_ladder: bool,
    /// Things to look at before answering; may be empty.
    pub checklist: Vec<String>,
    /// Answers that the figures suggest, in the order in which they are tried.
    pub proposals: Vec<Proposal>,
    /// Where it comes from.
    pub clause: Clause,
}

/// The whole numbers that a question takes for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// The lowest.
    pub lowest: Level,
    /// The highest.
    pub highest: Level,
    /// What is counted, such as "days".
    pub unit: String,
}

/// One answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOption {
    /// Its name in rules.
    pub id: AnswerId,
    /// The answer in words.
    pub label: String,
}

/// An answer that the figures suggest. It stays a suggestion until the person gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The answer.
    pub answer: AnswerId,
    /// When it is suggested.
    pub when: Condition,
}

/// A named fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name in rules.
    pub id: IndicatorId,
    /// Its name in words, such as "below the floor standard this year".
    pub label: String,
    /// When it holds.
    pub when: Condition,
}

/// Points that are added up over the items that hold, such as a risk score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its name in rules.
    pub id: ScoreId,
    /// Its name in words.
    pub label: String,
    /// What gives points.
    pub items: Vec<ScoreItem>,
}

/// What gives points of a [`Score`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreItem {
    /// Its name in words.
    pub label: String,
    /// When it gives them.
    pub when: Condition,
    /// How many.
    pub points: ThresholdId,
    /// Where it comes from.
    pub clause: Clause,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name in rules, and the number or letter that the council uses.
    pub id: CategoryId,
    /// The council's name for it.
    pub name: String,
    /// What it means, in the planner's words.
    pub meaning: String,
    /// What follows from it.
    pub follows: Vec<Consequence>,
    /// Where it comes from.
    pub clause: Clause,
}

/// Something that follows from a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// What, in the planner's words.
    pub text: String,
    /// For whom; `None` for every school of the category.
    pub when: Option<Condition>,
    /// Where it comes from.
    pub clause: Clause,
}

/// A rule: a description that, where it fits, gives a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, such as `2b`.
    pub id: RuleId,
    /// Its name in words.
    pub label: String,
    /// The category it gives.
    pub category: CategoryId,
    /// When it fits.
    pub when: Condition,
    /// Where it comes from.
    pub clause: Clause,
}

/// Something derived beside the category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Its name in data.
    pub id: OverlayId,
    /// Its name in words, such as "Proposed tier for desktop risk assessment".
    pub label: String,
    /// What to know of it, such as that it is only proposed.
    pub note: String,
    /// What it says where no level fits.
    pub otherwise: String,
    /// Its levels, in the order in which they are read.
    pub levels: Vec<OverlayLevel>,
}

/// One level of an [`Overlay`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayLevel {
    /// Its name in words, such as "Tier 1".
    pub label: String,
    /// When it fits.
    pub when: Condition,
    /// What a school at this level may expect.
    pub candidates_for: Vec<String>,
    /// Where it comes from.
    pub clause: Clause,
}

/// A visit, or days of support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// The term, such as "Autumn".
    pub term: String,
    /// What happens in it.
    pub text: String,
    /// How many days; `None` where the document does not say.
    pub days: Option<Level>,
    /// Whether the school may choose it.
    pub is_optional: bool,
    /// For which schools.
    pub when: Condition,
    /// Where it comes from.
    pub clause: Clause,
}

/// A target that the council has printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTarget {
    /// What it is a target of, in words.
    pub label: String,
    /// The measure, where the catalogue has it.
    pub measure: Option<MeasureId>,
    /// The year.
    pub year: AcademicYear,
    /// Which of several, such as "FFT 20"; may be empty.
    pub band: String,
    /// What the value is.
    pub kind: TargetKind,
    /// The value.
    pub value: Level,
    /// Of a reduction: the per cent that are added with each term.
    pub each_term: Option<Level>,
    /// Whose results.
    pub group: Group,
    /// Whether it is a target of each school.
    pub scope: Scope,
    /// The phases that it is for; empty for all.
    pub phases: Vec<Phase>,
    /// Whether the council adopted it, where it printed several beside each other.
    pub is_adopted: bool,
    /// Where it comes from.
    pub clause: Clause,
}

/// What the value of a printed target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// The level to reach.
    Level,
    /// Points above the national figure.
    AboveNational,
    /// Points by which the gap is to narrow.
    Closer,
    /// Per cent fewer than in the year before.
    Fewer,
}

/// Whose target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A school's.
    School,
    /// That of a partnership of schools, which the council printed as a sample.
    Partnership,
    /// That of all the council's schools together; offered with these words, and never as a school's own.
    Authority,
}

/// A list of dated milestones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its name in words.
    pub label: String,
    /// The milestones, earliest first.
    pub milestones: Vec<Milestone>,
    /// Where it comes from.
    pub clause: Clause,
}

/// A date by which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The date; where only a month is printed, a day of it that is assumed.
    pub date: NaiveDate,
    /// The date as printed.
    pub printed: String,
    /// What is due, in the planner's words.
    pub text: String,
}

/// When a rule fits: a small closed set of combinations and tests, and no expression language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// None of them holds.
    None(Vec<Condition>),
    /// At least as many of them hold as the threshold says.
    AtLeast {
        /// How many.
        count: ThresholdId,
        /// Of which.
        of: Vec<Condition>,
    },
    /// The points of a score compare as said with a threshold.
    Score {
        /// The score.
        of: ScoreId,
        /// How they compare.
        relation: Relation,
        /// With what.
        threshold: ThresholdId,
    },
    /// A named fact holds.
    Indicator(IndicatorId),
    /// A test.
    Test(Test),
}

/// A single test, with its source where it differs from its rule's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is tested.
    pub fact: Fact,
    /// Where it comes from; `None` where the rule's clause covers it.
    pub clause: Option<Clause>,
    /// Its place among all tests of the framework, given by [`Framework::number_tests`].
    pub index: usize,
}

/// What a [`Test`] tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The grade of the last inspection is one of these.
    Inspection(Vec<Grade>),
    /// The answer is one of these.
    Answer {
        /// The question.
        question: QuestionId,
        /// The answers.
        is: Vec<AnswerId>,
    },
    /// The answer stands at least as high on its ladder as this one.
    AnswerAtLeast {
        /// The question.
        question: QuestionId,
        /// The rung.
        rung: AnswerId,
    },
    /// The number that was answered against a threshold.
    Number {
        /// The question.
        question: QuestionId,
        /// How it compares.
        relation: Relation,
        /// With what.
        threshold: ThresholdId,
    },
    /// A figure, or something reckoned from figures, against a threshold.
    Figure(FigureTest),
    /// Figures that go down or up (`calculation.md`, "Gap, trend, groups").
    Trend {
        /// Of which measures.
        measures: MeasureSet,
        /// In how many of them.
        over: Over,
        /// Which way.
        trend: Trend,
    },
    /// The school's phase is one of these.
    Phase(Vec<Phase>),
    /// The school's status is one of these.
    Status(Vec<Status>),
    /// The category is one of these. Only outside rules: in overlays, support and consequences.
    Outcome(Vec<CategoryId>),
}

/// A comparison of figures with a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTest {
    /// Of which measures.
    pub measures: MeasureSet,
    /// In how many of them.
    pub over: Over,
    /// Whose results.
    pub group: Group,
    /// What of them.
    pub quantity: Quantity,
    /// How many years before the latest results; 0 for the latest.
    pub years_back: u16,
    /// Whether it is made in several years; `None` for one.
    pub in_years: Option<InYears>,
    /// How it compares.
    pub relation: Relation,
    /// With what. A threshold without a value for the measure and year makes the test false.
    pub threshold: ThresholdId,
    /// What a missing figure means.
    pub when_missing: WhenMissing,
}

/// A comparison that is made in each of several years.
///
/// Years in which the measure did not exist, or belongs to another series, do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InYears {
    /// How many years, the last of them the test's year.
    pub of: u16,
    /// In how many of them it must hold.
    pub hold: Over,
    /// If so many are known, those that are not do not count; `None` where each must be known.
    pub known: Option<ThresholdId>,
}

/// The measures that a test looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureSet {
    /// The phase's headline measures.
    Headline,
    /// The phase's progress measures.
    Progress,
    /// The phase's measures that have a teacher assessment.
    TeacherAssessed,
    /// These.
    Named(Vec<MeasureId>),
}

/// In how many measures a test must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// In at least one.
    Any,
    /// In every one, of at least one.
    Every,
    /// In at least as many as the threshold says.
    AtLeast(ThresholdId),
}

/// What is compared with a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The result of the year.
    Result,
    /// The mean of the results of so many years, the last of them the year.
    Mean(u16),
    /// The result less the national figure.
    Gap,
    /// The result less that of so many years before.
    Change(u16),
    /// The same, less the change of the national figure.
    RelativeChange(u16),
    /// The test result less the teacher assessment.
    TestLessTeacher,
    /// The result of the group less that of the other pupils of the school.
    InSchoolGap,
    /// The same, less that of so many years before.
    InSchoolGapChange(u16),
}

/// How a quantity compares with its threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Below it.
    Below,
    /// At it or below.
    AtMost,
    /// At it or above.
    AtLeast,
    /// Above it.
    Above,
}

impl Relation {
    /// Whether `amount` compares so with `threshold`.
    pub fn holds<T: PartialOrd>(self, amount: &T, threshold: &T) -> bool {
        match self {
            Self::Below => amount < threshold,
            Self::AtMost => amount <= threshold,
            Self::AtLeast => amount >= threshold,
            Self::Above => amount > threshold,
        }
    }
}

/// What a missing figure means for a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenMissing {
    /// Unknown, as everywhere unless a rule says otherwise.
    Unknown,
    /// That the test does not hold, and the trace says that there was nothing to test.
    False,
}

/// Which way figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Worse than in each of the two previous years.
    Declining,
    /// Better than in each of the two previous years.
    Improving,
}

impl Framework {
    /// The phases that it covers.
    pub fn phases(&self) -> Vec<Phase> {
        self.by_phase.iter().map(|measures| measures.phase).collect()
    }

    /// The measures of `phase`; `None` where it does not cover the phase.
    pub fn measures(&self, phase: Phase) -> Option<&PhaseMeasures> {
        self.by_phase.iter().find(|measures| measures.phase == phase)
    }

    /// The question called `id`.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The category called `id`.
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == *id)
    }

    /// The rule called `id`.
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// The named fact called `id`.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// The score called `id`.
    pub fn score(&self, id: &ScoreId) -> Option<&Score> {
        self.scores.iter().find(|score| score.id == *id)
    }

    /// The threshold called `id`.
    pub fn threshold(&self, id: &ThresholdId) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.id == *id)
    }

    /// The value of the threshold called `id` for a measure and year.
    pub fn threshold_value(
        &self,
        id: &ThresholdId,
        measure: Option<&MeasureId>,
        year: AcademicYear,
    ) -> Option<&ThresholdValue> {
        self.threshold(id)?.value(measure, year)
    }

    /// The value of a threshold that counts something, such as signs or years; 0 where there is none.
    pub fn count(&self, id: &ThresholdId) -> usize {
        let value = self.threshold_value(id, None, self.latest_results);
        value.map_or(0, |value| usize::try_from(value.value.exact().ceiling()).unwrap_or(0))
    }

    /// Whether a threshold counts something, such as signs, years or points: its values are whole numbers.
    pub fn is_count(&self, id: &ThresholdId) -> bool {
        let counts = |condition: &Condition| counts(condition, id);
        let items = self.scores.iter().flat_map(|score| &score.items);
        items.into_iter().any(|item| item.points == *id) || self.conditions().any(counts)
    }

    /// The year that targets are for unless they say otherwise: the one after the latest results.
    pub fn target_year(&self) -> Option<AcademicYear> {
        self.latest_results.on(1)
    }

    /// Every grade that a school may have: "never inspected" is always one.
    pub(super) fn possible_grades(&self) -> impl DoubleEndedIterator<Item = Grade> {
        let never = (!self.grades.contains(&Grade::NeverInspected)).then_some(Grade::NeverInspected);
        self.grades.iter().copied().chain(never)
    }

    /// The three years of results that a table asks for, earliest first.
    pub fn result_years(&self) -> Vec<AcademicYear> {
        [2, 1, 0].into_iter().filter_map(|back| self.latest_results.back(back)).collect()
    }

    /// Numbers every test in the framework, so that their results can be kept in a list. Called once, when it is read.
    pub fn number_tests(&mut self) {
        let mut next = 0;
        for condition in self.conditions_mut() {
            number(condition, &mut next);
        }
    }

    /// Every test, by its index.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::with_capacity(128);
        for condition in self.conditions() {
            collect(condition, &mut tests);
        }
        tests
    }

    /// The tests that can decide the category: those of indicators, scores and rules.
    pub fn deciding_tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.deciding().for_each(|condition| collect(condition, &mut tests));
        tests
    }

    fn deciding(&self) -> impl Iterator<Item = &Condition> {
        let items = self.scores.iter().flat_map(|score| score.items.iter().map(|item| &item.when));
        self.indicators.iter().map(|i| &i.when).chain(items).chain(self.rules.iter().map(|rule| &rule.when))
    }

    /// Every condition of the framework; the indicators and rules, which decide the category, come first.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let proposals = self.questions.iter().flat_map(|question| question.proposals.iter().map(|p| &p.when));
        let overlays =
            self.overlays.iter().flat_map(|overlay| overlay.levels.iter().map(|level| &level.when));
        let support = self.support.iter().map(|support| &support.when);
        let follows = self
            .categories
            .iter()
            .flat_map(|category| category.follows.iter().filter_map(|f| f.when.as_ref()));
        self.deciding().chain(proposals).chain(overlays).chain(support).chain(follows)
    }

    fn conditions_mut(&mut self) -> impl Iterator<Item = &mut Condition> {
        let items =
            self.scores.iter_mut().flat_map(|score| score.items.iter_mut().map(|item| &mut item.when));
        let deciding = self
            .indicators
            .iter_mut()
            .map(|i| &mut i.when)
            .chain(items)
            .chain(self.rules.iter_mut().map(|rule| &mut rule.when));
        let proposals =
            self.questions.iter_mut().flat_map(|question| question.proposals.iter_mut().map(|p| &mut p.when));
        let overlays = self
            .overlays
            .iter_mut()
            .flat_map(|overlay| overlay.levels.iter_mut().map(|level| &mut level.when));
        let support = self.support.iter_mut().map(|support| &mut support.when);
        let follows = self
            .categories
            .iter_mut()
            .flat_map(|category| category.follows.iter_mut().filter_map(|f| f.when.as_mut()));
        deciding.chain(proposals).chain(overlays).chain(support).chain(follows)
    }
}

impl Question {
    /// The answer called `id`.
    pub fn option(&self, id: &AnswerId) -> Option<&AnswerOption> {
        self.options.iter().find(|option| option.id == *id)
    }

    /// The place of an answer among the options.
    pub fn rung(&self, id: &AnswerId) -> Option<usize> {
        self.options.iter().position(|option| option.id == *id)
    }
}

impl Threshold {
    /// Its value for a measure and year.
    pub(super) fn value(&self, measure: Option<&MeasureId>, year: AcademicYear) -> Option<&ThresholdValue> {
        self.values.iter().find(|value| {
            value.measure.as_ref().is_none_or(|wanted| Some(wanted) == measure)
                && value.year.is_none_or(|wanted| wanted == year)
        })
    }
}

impl PhaseMeasures {
    /// The measures that `set` means in this phase.
    pub fn of<'a>(&'a self, set: &'a MeasureSet) -> &'a [MeasureId] {
        match set {
            MeasureSet::Headline => &self.headline,
            MeasureSet::Progress => &self.progress,
            MeasureSet::TeacherAssessed => &self.teacher,
            MeasureSet::Named(measures) => measures,
        }
    }

    /// Every figure that the table of this phase asks for beside results: those of teacher assessment.
    pub fn assessments(&self, measure: &MeasureId) -> &'static [Assessment] {
        if self.teacher.contains(measure) {
            &[Assessment::Result, Assessment::Teacher]
        } else {
            &[Assessment::Result]
        }
    }
}

/// Whether `condition`, or a part of it, uses the threshold to count something.
fn counts(condition: &Condition, id: &ThresholdId) -> bool {
    let is_it = |over: &Over| matches!(over, Over::AtLeast(count) if count == id);
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            parts.iter().any(|part| counts(part, id))
        }
        Condition::AtLeast { count, of } => count == id || of.iter().any(|part| counts(part, id)),
        Condition::Score { threshold, .. } => threshold == id,
        Condition::Indicator(_) => false,
        Condition::Test(test) => match &test.fact {
            Fact::Number { threshold, .. } => threshold == id,
            Fact::Trend { over, .. } => is_it(over),
            Fact::Figure(figure) => {
                let years = figure.in_years.as_ref();
                is_it(&figure.over)
                    || years.is_some_and(|years| is_it(&years.hold) || years.known.as_ref() == Some(id))
            }
            _ => false,
        },
    }
}

fn number(condition: &mut Condition, next: &mut usize) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            parts.iter_mut().for_each(|part| number(part, next));
        }
        Condition::AtLeast { of, .. } => of.iter_mut().for_each(|part| number(part, next)),
        Condition::Indicator(_) | Condition::Score { .. } => {}
        Condition::Test(test) => {
            test.index = *next;
            *next += 1;
        }
    }
}

fn collect<'a>(condition: &'a Condition, tests: &mut Vec<&'a Test>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            parts.iter().for_each(|part| collect(part, tests));
        }
        Condition::AtLeast { of, .. } => of.iter().for_each(|part| collect(part, tests)),
        Condition::Indicator(_) | Condition::Score { .. } => {}
        Condition::Test(test) => tests.push(test),
    }
}

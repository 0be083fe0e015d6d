//! A plan as it is typed: text, exactly as the person left it.

use chrono::NaiveDate;

use super::benchmark::{BenchmarkKey, BenchmarkText};
use super::cohort::CohortGroup;
use super::figure::FigureKey;
use super::ids::{AnswerId, CategoryId, FrameworkId, MeasureId, QuestionId, ThresholdId};
use super::import::{Entry, Origin};
use super::issue::Field;
use super::map::Map;
use super::reference::Group;
use super::school::{Grade, Phase, Status};
use super::year::AcademicYear;

/// Everything that a person has typed or chosen. Always valid as a draft: what it means is for
/// [`validate`](super::validate()) to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The council's scheme that was chosen; `None` before a choice.
    pub framework: Option<FrameworkId>,
    /// The school's name; may be empty.
    pub name: String,
    /// Its phase.
    pub phase: Option<Phase>,
    /// Who maintains it.
    pub status: Option<Status>,
    /// The grade of its last inspection; `None` is "not known yet".
    pub grade: Option<Grade>,
    /// The date of that inspection.
    pub inspected: DateText,
    /// The grade of the inspection before it; `None` is "not known yet".
    pub grade_before: Option<Grade>,
    /// Sizes of year groups. No entry is empty text.
    pub cohorts: Map<(CohortGroup, AcademicYear), String>,
    /// Results. No entry is empty text.
    pub figures: Map<FigureKey, String>,
    /// Where figures and sizes came from that were filled from a file. What is typed has no entry.
    pub origins: Map<Field, Origin>,
    /// Figures to compare with that were filled from a file, in the place of those that ship or beside them.
    pub benchmarks: Map<BenchmarkKey, BenchmarkText>,
    /// What was said of each scheme: another scheme's questions may bear the same names and mean other things.
    pub schemes: Map<FrameworkId, SchemeDraft>,
    /// Plans of targets that are kept side by side. None at all is one without a name and a target.
    pub scenarios: Vec<ScenarioDraft>,
    /// The one in view, by its place.
    pub in_view: usize,
    /// The calendar that was chosen, by its label; empty stands for the first that fits.
    pub calendar: String,
    /// Dates of milestones that were changed or added, as typed; an empty one takes the milestone out.
    pub dates: Map<MilestoneKey, String>,
    /// What was found at milestones: the pupils then on track.
    pub actuals: Map<(TargetKey, MilestoneKey), String>,
    /// Counts by term, such as suspensions.
    pub terms: Map<TermKey, String>,
    /// The areas for improvement of the action plan, by their number from 1, where the person has said something of them.
    pub areas: Map<u8, AreaDraft>,
    /// What the person wonders about: other results of the latest year, side by side.
    pub what_ifs: [WhatIfDraft; MOST_WHAT_IFS],
    /// What the school holds against the category, for the record in the report.
    pub disagreement: String,
}

/// Other results of the latest year. What is empty is as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIfDraft {
    /// What it is called; may be empty.
    pub name: String,
    /// How many pupils more reach each measure, or fewer where negative; of an average, tenths of its unit. No entry is
    /// zero.
    pub by: Map<TargetKey, i32>,
}

/// What a person has said of an area for improvement. What is empty is as the planner proposes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaDraft {
    /// What it is, in their own words.
    pub words: String,
    /// The measure that shows it.
    pub measure: Option<MeasureId>,
}

/// What a person has said of one scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemeDraft {
    /// Answers to its questions, a number as it is typed; no entry is "not known yet".
    pub answers: Map<QuestionId, AnswerId>,
    /// Numbers of its rules that are changed for this plan, as typed.
    pub thresholds: Map<ThresholdKey, String>,
    /// A category that the person holds to be right whatever the rules say.
    pub overruled: Option<Overruled>,
}

/// One value of a threshold: its name, and the measure and year that it is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThresholdKey {
    /// The threshold.
    pub threshold: ThresholdId,
    /// The measure; `None` for all.
    pub measure: Option<MeasureId>,
    /// The year; `None` for all.
    pub year: Option<AcademicYear>,
}

/// A category that overrules the one worked out, with the reason. The one worked out is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overruled {
    /// The category; `None` while it is not chosen yet.
    pub category: Option<CategoryId>,
    /// Why.
    pub reason: String,
}

impl SchemeDraft {
    const EMPTY: Self = Self { answers: Map::new(), thresholds: Map::new(), overruled: None };

    fn is_empty(&self) -> bool {
        *self == Self::EMPTY
    }
}

static NOTHING: SchemeDraft = SchemeDraft::EMPTY;

/// A date as it is typed, in three fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateText {
    /// Day of the month.
    pub day: String,
    /// Month, 1 to 12 or its name.
    pub month: String,
    /// Year, four digits.
    pub year: String,
}

impl DateText {
    /// Whether nothing was typed in any of the fields.
    pub fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year].iter().all(|part| part.trim().is_empty())
    }
}

/// A plan of targets as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioDraft {
    /// What it is called; may be empty.
    pub name: String,
    /// Whether national figures that are not held yet go on as they went; otherwise they stay as they are.
    pub carries_on: bool,
    /// Its targets.
    pub targets: Map<TargetKey, TargetText>,
}

/// Whose results in which measure a target is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetKey {
    /// The measure.
    pub measure: MeasureId,
    /// Whose results.
    pub group: Group,
}

impl From<MeasureId> for TargetKey {
    fn from(measure: MeasureId) -> Self {
        Self { measure, group: Group::All }
    }
}

impl From<&str> for TargetKey {
    fn from(measure: &str) -> Self {
        MeasureId::from(measure).into()
    }
}

/// A target as it is typed: the text of each of its parts. A part without text is as it comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetText(Map<Part, String>);

/// A part of a target that can be typed or chosen. What is chosen is kept by its word in [`super::target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// In which way it is set.
    Way,
    /// The value, where it is typed.
    Value,
    /// The academic year that it is for; empty stands for the framework's target year.
    Year,
    /// Whether the person has said that they know the tests change between now and then.
    Known,
    /// Which of the council's printed targets.
    Printed,
    /// The school's own FFT 50 figure.
    Fft50,
    /// Its FFT 20 figure.
    Fft20,
    /// Its FFT 5 figure.
    Fft5,
    /// Which of the three.
    Fft,
    /// How far a gap is narrowed.
    Narrow,
    /// Whom the gap is to.
    Against,
    /// Points, or a percentage of a gap or a count.
    Amount,
    /// The reduction that is added with each term.
    EachTerm,
    /// How the way is spread over the time.
    Shape,
    /// The weights of a shape of one's own.
    Weights,
    /// How the path goes on from an actual result.
    Onwards,
    /// How unusual a suggested target may be.
    Ambition,
    /// The target that had been set for the year of the latest results. It is looked back at, and makes no target.
    Before,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 18] = [
        Self::Way,
        Self::Value,
        Self::Year,
        Self::Known,
        Self::Printed,
        Self::Fft50,
        Self::Fft20,
        Self::Fft5,
        Self::Fft,
        Self::Narrow,
        Self::Against,
        Self::Amount,
        Self::EachTerm,
        Self::Shape,
        Self::Weights,
        Self::Onwards,
        Self::Ambition,
        Self::Before,
    ];
}

impl TargetText {
    /// The text of a part; empty where there is none.
    pub fn get(&self, part: Part) -> &str {
        self.0.get(&part).map_or("", String::as_str)
    }

    /// Sets the text of a part; empty text takes it away.
    pub fn set(&mut self, part: Part, text: &str) {
        put(&mut self.0, part, text);
    }

    /// The same with a part set.
    #[must_use]
    pub fn with(mut self, part: Part, text: &str) -> Self {
        self.set(part, text);
        self
    }

    /// Whether anything of a target to come was typed or chosen.
    pub fn looks_ahead(&self) -> bool {
        self.0.keys().any(|part| *part != Part::Before)
    }

    /// The parts that have a text.
    pub fn parts(&self) -> impl Iterator<Item = (Part, &str)> {
        self.0.iter().map(|(part, text)| (*part, text.as_str()))
    }
}

/// What a milestone is known by, so that what was found there stays with it when its date is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneKey {
    /// One of a calendar, by the date that it has there.
    Printed(NaiveDate),
    /// One that the person added to a year, by its number.
    Own(AcademicYear, u8),
}

/// A count of one term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermKey {
    /// What is counted.
    pub measure: MeasureId,
    /// The year.
    pub year: AcademicYear,
    /// The term, from 1.
    pub term: u8,
}

/// The most plans of targets that are kept side by side.
pub const MOST_SCENARIOS: usize = 6;

/// The what-ifs that stand side by side.
pub const MOST_WHAT_IFS: usize = 3;

/// The areas for improvement of an action plan: three, as Doncaster's template has it.
pub const AREAS: u8 = 3;

/// The most terms of a year.
pub const MOST_TERMS: u8 = 6;

impl ScenarioDraft {
    const EMPTY: Self = Self { name: String::new(), carries_on: false, targets: Map::new() };

    /// The text of a part of a target; empty where there is none.
    pub fn part(&self, key: &TargetKey, part: Part) -> &str {
        self.targets.get(key).map_or("", |target| target.get(part))
    }
}

static NO_SCENARIO: ScenarioDraft = ScenarioDraft::EMPTY;

impl Draft {
    /// Sets the text of a figure; empty text takes it away. Where an earlier one came from is forgotten.
    pub fn set_figure(&mut self, key: FigureKey, text: &str) {
        self.origins.remove(&Field::Figure(key.clone()));
        put(&mut self.figures, key, text);
    }

    /// Sets the text of a cohort's size; empty text takes it away. Where an earlier one came from is forgotten.
    pub fn set_cohort(&mut self, group: CohortGroup, year: AcademicYear, text: &str) {
        self.origins.remove(&Field::Cohort(group, year));
        put(&mut self.cohorts, (group, year), text);
    }

    /// Fills a field with what a file has for it.
    pub fn fill(&mut self, entry: &Entry) {
        match &entry.field {
            Field::Figure(key) => self.set_figure(key.clone(), &entry.text),
            Field::Cohort(group, year) => self.set_cohort(*group, *year, &entry.text),
            // A figure to compare with has an origin of its own.
            _ => return,
        }
        self.origins.insert(entry.field.clone(), entry.origin.clone());
    }

    /// What was said of a scheme.
    pub fn scheme(&self, framework: &FrameworkId) -> &SchemeDraft {
        self.schemes.get(framework).unwrap_or(&NOTHING)
    }

    /// Changes what is said of a scheme.
    pub fn change_scheme(&mut self, framework: &FrameworkId, change: impl FnOnce(&mut SchemeDraft)) {
        let scheme = self.schemes.entry(framework.clone()).or_default();
        change(scheme);
        if scheme.is_empty() {
            self.schemes.remove(framework);
        }
    }

    /// Answers a question of a scheme; empty text makes the answer unknown.
    pub fn set_answer(&mut self, framework: &FrameworkId, question: &QuestionId, text: &str) {
        self.change_scheme(framework, |scheme| {
            if text.is_empty() {
                scheme.answers.remove(question);
            } else {
                scheme.answers.insert(question.clone(), text.into());
            }
        });
    }

    /// The plan of targets in view.
    pub fn scenario(&self) -> &ScenarioDraft {
        self.scenarios.get(self.in_view).or(self.scenarios.first()).unwrap_or(&NO_SCENARIO)
    }

    /// Changes the plan of targets in view. One that is alone and empty is as good as none.
    pub fn change_scenario(&mut self, change: impl FnOnce(&mut ScenarioDraft)) {
        if self.scenarios.is_empty() {
            self.scenarios.push(ScenarioDraft::EMPTY);
        }
        self.in_view = self.in_view.min(self.scenarios.len() - 1);
        change(&mut self.scenarios[self.in_view]);
        if self.scenarios.len() == 1 && self.scenarios[0] == ScenarioDraft::EMPTY {
            self.scenarios.clear();
        }
    }

    /// Sets the text of a part of a target; a target without any text is taken away.
    pub fn set_target(&mut self, key: &TargetKey, part: Part, text: &str) {
        self.change_scenario(|scenario| {
            let target = scenario.targets.entry(key.clone()).or_default();
            target.set(part, text);
            if *target == TargetText::default() {
                scenario.targets.remove(key);
            }
        });
    }

    /// Sets what was found at a milestone; empty text takes it away.
    pub fn set_actual(&mut self, key: TargetKey, milestone: MilestoneKey, text: &str) {
        put(&mut self.actuals, (key, milestone), text);
    }

    /// Sets the count of a term; empty text takes it away.
    pub fn set_term(&mut self, key: TermKey, text: &str) {
        put(&mut self.terms, key, text);
    }

    /// Changes what is said of an area for improvement.
    pub fn change_area(&mut self, number: u8, change: impl FnOnce(&mut AreaDraft)) {
        let area = self.areas.entry(number).or_default();
        change(area);
        if *area == AreaDraft::default() {
            self.areas.remove(&number);
        }
    }

    /// Sets how many pupils more or fewer a what-if supposes; zero takes it away. Nothing happens where there is no such
    /// what-if.
    pub fn suppose(&mut self, what_if: usize, key: &TargetKey, by: i32) {
        let Some(what_if) = self.what_ifs.get_mut(what_if) else { return };
        if by == 0 {
            what_if.by.remove(key);
        } else {
            what_if.by.insert(key.clone(), by);
        }
    }

    /// Whether nothing was typed or chosen beyond the scheme.
    pub fn is_empty(&self) -> bool {
        *self == Self { framework: self.framework.clone(), ..Self::default() }
    }
}

fn put<K: Ord>(texts: &mut Map<K, String>, key: K, text: &str) {
    if text.is_empty() {
        texts.remove(&key);
    } else {
        texts.insert(key, text.to_owned());
    }
}

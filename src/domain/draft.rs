//! A plan as it is typed: text, exactly as the person left it.

use super::cohort::CohortGroup;
use super::figure::FigureKey;
use super::ids::{AnswerId, CategoryId, FrameworkId, MeasureId, QuestionId, ThresholdId};
use super::map::Map;
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
    /// What was said of each scheme: another scheme's questions may bear the same names and mean other things.
    pub schemes: Map<FrameworkId, SchemeDraft>,
    /// Targets by measure.
    pub targets: Map<MeasureId, TargetText>,
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

/// A target as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetText {
    /// The value.
    pub value: String,
    /// The academic year that it is for; empty stands for the framework's target year.
    pub year: String,
    /// Whether the person has said that they know the tests change between now and then.
    pub across_change: bool,
}

impl Draft {
    /// Sets the text of a figure; empty text takes it away.
    pub fn set_figure(&mut self, key: FigureKey, text: &str) {
        put(&mut self.figures, key, text);
    }

    /// Sets the text of a cohort's size; empty text takes it away.
    pub fn set_cohort(&mut self, group: CohortGroup, year: AcademicYear, text: &str) {
        put(&mut self.cohorts, (group, year), text);
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

//! A plan as it is typed: text, exactly as the person left it.

use super::cohort::CohortGroup;
use super::figure::FigureKey;
use super::ids::{AnswerId, FrameworkId, MeasureId, QuestionId};
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
    /// Sizes of year groups. No entry is empty text.
    pub cohorts: Map<(CohortGroup, AcademicYear), String>,
    /// Results. No entry is empty text.
    pub figures: Map<FigureKey, String>,
    /// Answers to the scheme's questions; no entry is "not known yet".
    pub answers: Map<QuestionId, AnswerId>,
    /// Targets by measure.
    pub targets: Map<MeasureId, TargetText>,
}

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

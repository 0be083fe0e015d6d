//! A scheme with numbers of its rules changed for one plan.

use super::draft::{SchemeDraft, ThresholdKey};
use super::figure::{FigureFault, Typed};
use super::framework::{Framework, ThresholdValue};
use super::ids::ThresholdId;
use super::issue::{Field, Issue, IssueKind};
use super::quantity::Level;

/// The lowest and the highest number that a rule may be given, in hundredths.
const RANGE: (i32, i32) = (-1_000_000, 1_000_000);

impl Framework {
    /// The scheme with the numbers that `draft` changes, each with the scheme's own beside it, and what is wrong with
    /// those that cannot be used: the scheme's own stay in their place.
    pub fn edited(&self, draft: &SchemeDraft) -> (Self, Vec<Issue>) {
        let (mut edited, mut issues) = (self.clone(), Vec::new());
        // A number of another version of the scheme stays in the draft; there is no field to tie an issue to.
        for threshold in &mut edited.thresholds {
            for value in &mut threshold.values {
                let key = ThresholdKey::of(&threshold.id, value);
                let Some(text) = draft.thresholds.get(&key) else { continue };
                let is_count = self.is_count(&threshold.id);
                match number(text, is_count) {
                    Ok(typed) => {
                        value.changed_from = (typed != value.value).then_some(value.value);
                        value.value = typed;
                    }
                    Err(fault) => {
                        let kind = IssueKind::Unreadable {
                            fault,
                            lowest: Level::hundredths(if is_count { 0 } else { RANGE.0 }),
                            highest: Level::hundredths(RANGE.1),
                            percent: false,
                        };
                        issues.push(Issue { field: Field::Threshold(key), kind });
                    }
                }
            }
        }
        (edited, issues)
    }

    /// The value of a threshold at `key`.
    pub fn value_at(&self, key: &ThresholdKey) -> Option<&ThresholdValue> {
        let values = &self.threshold(&key.threshold)?.values;
        values.iter().find(|value| (&value.measure, &value.year) == (&key.measure, &key.year))
    }
}

impl ThresholdKey {
    /// Of a value of the threshold called `id`.
    pub fn of(id: &ThresholdId, value: &ThresholdValue) -> Self {
        Self { threshold: id.clone(), measure: value.measure.clone(), year: value.year }
    }
}

fn number(text: &str, is_count: bool) -> Result<Level, FigureFault> {
    let Typed::Decimal { hundredths, .. } = Typed::decimal(text.trim())? else {
        return Err(FigureFault::NotANumber);
    };
    match hundredths {
        part if is_count && part % 100 != 0 => Err(FigureFault::NotWhole),
        low if is_count && low < 0 => Err(FigureFault::OutOfRange),
        far if !(RANGE.0..=RANGE.1).contains(&far) => Err(FigureFault::OutOfRange),
        number => Ok(Level::hundredths(number)),
    }
}

//! A scheme with numbers of its rules changed for one plan.

use super::draft::{SchemeDraft, ThresholdKey};
use super::figure::{FigureFault, Typed};
use super::framework::{Framework, ThresholdValue};
use super::issue::{Field, Issue, IssueKind};
use super::quantity::Level;

/// The lowest and the highest number that a rule may be given, in hundredths.
const RANGE: (i32, i32) = (-1_000_000, 1_000_000);

impl Framework {
    /// The scheme with the numbers that `draft` changes, each with the scheme's own beside it, and what is wrong with
    /// those that cannot be used: the scheme's own stay in their place.
    pub fn edited(&self, draft: &SchemeDraft) -> (Self, Vec<Issue>) {
        let (mut edited, mut issues) = (self.clone(), Vec::new());
        for (key, text) in &draft.thresholds {
            // A number of another version of the scheme stays in the draft; there is no field to tie an issue to.
            let Some(own) = self.value_at(key).map(|own| own.value) else { continue };
            match number(text, self.is_count(&key.threshold)) {
                Ok(value) => edited.set(key, value, own),
                Err(fault) => {
                    let lowest = if self.is_count(&key.threshold) { 0 } else { RANGE.0 };
                    let kind = IssueKind::Unreadable {
                        fault,
                        lowest: Level::hundredths(lowest),
                        highest: Level::hundredths(RANGE.1),
                        percent: false,
                    };
                    issues.push(Issue { field: Field::Threshold(key.clone()), kind });
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

    fn set(&mut self, key: &ThresholdKey, to: Level, own: Level) {
        let values = self.thresholds.iter_mut().filter(|threshold| threshold.id == key.threshold);
        for value in values.flat_map(|threshold| &mut threshold.values) {
            if (&value.measure, &value.year) == (&key.measure, &key.year) {
                value.value = to;
                value.changed_from = (to != own).then_some(own);
            }
        }
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

//! Planning: which targets are in view and could be, what can be typed of them, and what is done at one press.

use crate::domain::calendar;
use crate::domain::draft::{Draft, MOST_SCENARIOS, MOST_TERMS, Part, ScenarioDraft, TargetKey, TermKey};
use crate::domain::figure::FigureKey;
use crate::domain::measure::Unit;
use crate::domain::reference::Group;
use crate::domain::suggest::{AMBITIONS, Reason, Suggestion, Why, suggest};
use crate::domain::target::{chosen, foremost, printed_name};
use crate::domain::trajectory::Trajectory;
use crate::domain::{Field, Issue, Measure, trajectory_of};
use crate::present::name::lower_first;
use crate::present::trajectory::{news, scenario_name, title};
use crate::present::{issue, number};

use super::state::{State, What};

impl State {
    /// What can be typed on the trajectory page while a target is in view.
    pub(super) fn planning_fields(&self, key: &TargetKey) -> Vec<Field> {
        let mut fields = vec![Field::ScenarioName, Field::CarriesOn, Field::Calendar];
        fields.extend(Part::ALL.map(|part| Field::Target(key.clone(), part)));
        if let Some(path) = self.trajectory(key).and_then(|trajectory| trajectory.to_target) {
            let shown = calendar::printed(&self.worked.plan, &self.framework, path.milestone_year);
            let found = path.milestones.iter().map(|step| step.key);
            for milestone in shown.into_iter().map(|(milestone, _)| milestone).chain(found) {
                fields.extend([Field::Milestone(milestone), Field::Actual(key.clone(), milestone)]);
            }
            let results = path.years.iter().map(|step| FigureKey {
                group: key.group,
                ..FigureKey::result(key.measure.clone(), step.year)
            });
            fields.extend(results.map(Field::Figure));
            let measure = self.shipped.catalogue.get(&key.measure);
            if let Some(group) = measure.and_then(Measure::cohort_group) {
                fields.extend(path.years.iter().map(|step| Field::Cohort(group, step.year)));
            }
        }
        fields.extend(self.terms(key).into_iter().map(Field::Term));
        fields
    }

    /// The terms whose counts are asked for: of the year from which a path starts, and the next.
    pub fn terms(&self, key: &TargetKey) -> Vec<TermKey> {
        let measure = &key.measure;
        if self.shipped.catalogue.get(measure).is_none_or(|measure| measure.unit != Unit::Count) {
            return vec![];
        }
        let from = self.trajectory(key).map_or(self.framework.latest_results, |path| path.from_year);
        let years = [Some(from), from.on(1)].into_iter().flatten();
        let terms = |year| (1..=MOST_TERMS).map(move |term| TermKey { measure: measure.clone(), year, term });
        years.flat_map(terms).collect()
    }

    /// The paths of a measure and group in the plan of targets in view.
    pub fn trajectory(&self, key: &TargetKey) -> Option<Trajectory> {
        let shipped = &self.shipped;
        trajectory_of(&self.worked.plan, &self.framework, &shipped.catalogue, &self.reference, key)
    }

    /// What stands of the target in view: announced when it changes.
    pub fn news(&self) -> String {
        let (plan, draft) = (&self.worked.plan, &self.draft);
        let scenario = if draft.scenarios.len() > 1 {
            format!("{} is in view. ", scenario_name(plan, plan.in_view))
        } else {
            String::new()
        };
        let measure = |key: &TargetKey| self.shipped.catalogue.get(&key.measure);
        let news = self.planning().and_then(|key| {
            Some(news(&self.trajectory(&key)?, measure(&key)?, plan, draft, &self.framework))
        });
        let targets = match plan.targets().len() {
            0 => String::new(),
            1 => " One target is set.".to_owned(),
            many => format!(" {many} targets are set."),
        };
        format!("{scenario}{}{targets}", news.unwrap_or_default())
    }

    /// The words of an issue where it stands apart from its field: those of a target that is not in view name its measure.
    pub fn issue_words(&self, issue: &Issue) -> String {
        match &issue.field {
            Field::Target(key, _) | Field::Actual(key, _) if self.planning().as_ref() != Some(key) => {
                format!("{}: {}", title(key, &self.shipped.catalogue), lower_first(&issue::words(issue)))
            }
            _ => issue::words(issue),
        }
    }

    /// The target that the planner suggests for a measure and group, or why it suggests none.
    pub fn suggested(&self, of: &Trajectory, measure: &Measure) -> Result<Suggestion, Why> {
        let ambition = chosen(AMBITIONS, self.draft.scenario().part(&of.key(), Part::Ambition));
        suggest(of, measure, &self.worked.plan, &self.shipped.reference.growth, ambition)
    }

    /// Whether the council printed a target that a school of the phase can take.
    pub fn has_printed_targets(&self) -> bool {
        !self.printed_targets().is_empty()
    }

    /// The target that the council would have the school take, for each measure that has one.
    fn printed_targets(&self) -> Vec<(TargetKey, String)> {
        let keys = self.planned().into_iter().chain(self.plannable());
        let printed = |key: TargetKey| {
            let measure = self.shipped.catalogue.get(&key.measure)?;
            let target = foremost(&self.framework, measure, key.group, self.draft.phase)?;
            Some((key, printed_name(target)))
        };
        keys.filter_map(printed).collect()
    }

    /// Takes every target that the council printed, by one press.
    pub(super) fn take_printed(&self) -> Self {
        let mut draft = (*self.draft).clone();
        for (key, name) in self.printed_targets() {
            draft.set_target(&key, Part::Way, "printed");
            draft.set_target(&key, Part::Printed, &name);
            draft.set_target(&key, Part::Year, "");
        }
        self.changed(draft, What::Scenario)
    }

    /// Takes the suggested target as one that is typed, so that it can be changed.
    pub(super) fn take_suggestion(&self) -> Self {
        let of = self.planning().and_then(|key| self.trajectory(&key));
        let suggested = of.and_then(|of| {
            let measure = self.shipped.catalogue.get(&of.measure)?;
            Some((self.suggested(&of, measure).ok()?, of))
        });
        let Some((Suggestion { level, year, reason }, of)) = suggested else { return self.clone() };
        let key = of.key();
        let mut draft = (*self.draft).clone();
        let is_national = matches!(reason, Reason::ToNational { .. });
        draft.set_target(&key, Part::Way, if is_national { "national" } else { "" });
        if !is_national {
            // To hold a result is to hold its pupils: a rounded percentage could ask for one more.
            let certain =
                of.from_pupils.filter(|pupils| pupils.fewest == pupils.most && reason == Reason::Sustain);
            let text = match certain {
                Some(pupils) => format!("{} of {}", pupils.fewest, pupils.of.pupils()),
                None => number::number(level.exact(), 1).replace('\u{2212}', "-"),
            };
            draft.set_target(&key, Part::Value, &text);
        }
        draft.set_target(&key, Part::Year, &year.to_string());
        self.changed(draft, What::Field(Field::Target(key, Part::Ambition)))
    }

    /// What is planned: the headline measures of the phase, and everything with a target.
    pub fn planned(&self) -> Vec<TargetKey> {
        let Some(measures) = self.draft.phase.and_then(|phase| self.framework.measures(phase)) else {
            return vec![];
        };
        let mut planned: Vec<TargetKey> = measures.headline.iter().cloned().map(TargetKey::from).collect();
        for (key, text) in &self.draft.scenario().targets {
            // What is only looked back at is not planned.
            if text.looks_ahead() && !planned.contains(key) {
                planned.push(key.clone());
            }
        }
        planned
    }

    /// What could be planned besides.
    pub fn plannable(&self) -> Vec<TargetKey> {
        let Some(measures) = self.draft.phase.and_then(|phase| self.framework.measures(phase)) else {
            return vec![];
        };
        let planned = self.planned();
        let groups = [Group::Disadvantaged, Group::Other];
        let of_groups = measures
            .groups
            .iter()
            .flat_map(|measure| groups.map(|group| TargetKey { measure: measure.clone(), group }));
        let all = measures.all.iter().cloned().map(TargetKey::from).chain(of_groups);
        all.filter(|key| !planned.contains(key)).collect()
    }

    /// The target in view.
    pub fn planning(&self) -> Option<TargetKey> {
        let chosen = self.planning.as_ref().filter(|_| self.draft.phase.is_some());
        chosen.cloned().or_else(|| self.planned().into_iter().next())
    }
}

/// Adds a plan of targets that begins as a copy of the one in view, takes that one away, or puts another in view.
pub(super) fn change_scenarios(draft: &mut Draft, what: &str) {
    match what {
        "add" if draft.scenarios.len() < MOST_SCENARIOS => {
            // Beside what there is, an empty one too is a plan.
            if draft.scenarios.is_empty() {
                draft.scenarios.push(ScenarioDraft::default());
            }
            let copy = ScenarioDraft { name: String::new(), ..draft.scenario().clone() };
            draft.scenarios.push(copy);
            draft.in_view = draft.scenarios.len() - 1;
        }
        "remove" if draft.scenarios.len() > 1 => {
            draft.scenarios.remove(draft.in_view.min(draft.scenarios.len() - 1));
            draft.in_view = draft.in_view.saturating_sub(1);
            draft.change_scenario(|_| {});
        }
        place => {
            if let Some(place) = place.parse().ok().filter(|place| *place < draft.scenarios.len()) {
                draft.in_view = place;
            }
        }
    }
}

//! What is done on the what-if page: results are moved, scenarios chosen, figures hidden and the screen filled.

use yew::prelude::*;

use crate::browser::full_screen;
use crate::domain::draft::{MOST_WHAT_IFS, TargetKey};
use crate::domain::reference::Group;
use crate::domain::split::split_once;
use crate::domain::what_if::{Movable, Unmovable, movable, supposed};
use crate::domain::{Evaluation, Plan};
use crate::present::name::target_slug;
use crate::present::what_if::{Compared, Side, what_if_name};

use super::page::Page;
use super::state::{Action, State, What};

/// How the what-if page is shown. Never kept: it is for the meeting.
#[derive(Clone, Debug, Default)]
pub(super) struct Meeting {
    /// The scenario that the buttons move.
    pub(super) chosen: usize,
    /// Whether categories are shown and no figures.
    pub(super) hides: bool,
    /// Whether the page fills the screen, in large type and without what stands around it.
    pub(super) is_large: bool,
    /// What is said of the last press that shows nothing by itself.
    pub(super) said: &'static str,
    /// The one measure in view; `None` for several.
    pub(super) alone: Option<TargetKey>,
    /// Measures that were put in view, or taken out of it.
    pub(super) shown: Vec<(TargetKey, bool)>,
}

/// Steps at one press of Page Up or Page Down.
const LEAP: i32 = 5;

/// The key that a control hears, as the verb of its buttons.
pub(super) fn verb_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "ArrowUp" | "ArrowRight" => "more",
        "ArrowDown" | "ArrowLeft" => "fewer",
        "PageUp" => "leap",
        "PageDown" => "drop",
        "Home" => "now",
        // There is no end to go to; the page must not jump to its own either.
        "End" => "stay",
        _ => return None,
    })
}

impl State {
    /// What can be in view: the headline measures first, then every other of the phase, and groups.
    pub(super) fn supposable(&self) -> Vec<TargetKey> {
        let Some(measures) = self.draft.phase.and_then(|phase| self.framework.measures(phase)) else {
            return vec![];
        };
        let mut keys: Vec<TargetKey> = Vec::new();
        for measure in measures.headline.iter().chain(&measures.all) {
            let key = TargetKey::from(measure.clone());
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for measure in &measures.groups {
            let of = |group| TargetKey { measure: measure.clone(), group };
            keys.extend([Group::Disadvantaged, Group::Other].map(of));
        }
        keys
    }

    /// Whether a measure is in view: the headline ones are, and what is moved in some scenario, unless it was said
    /// otherwise.
    pub(super) fn is_supposing(&self, key: &TargetKey) -> bool {
        let said = self.meeting.shown.iter().find(|(of, _)| of == key);
        said.map_or_else(|| self.is_headline(key) || self.is_moved(key), |(_, is_shown)| *is_shown)
    }

    pub(super) fn is_headline(&self, key: &TargetKey) -> bool {
        let measures = self.draft.phase.and_then(|phase| self.framework.measures(phase));
        key.group == Group::All && measures.is_some_and(|measures| measures.headline.contains(&key.measure))
    }

    fn is_moved(&self, key: &TargetKey) -> bool {
        self.draft.what_ifs.iter().any(|what_if| what_if.by.contains_key(key))
    }

    /// How a measure's result can be moved.
    pub(super) fn movable(&self, key: &TargetKey) -> Result<Movable, Unmovable> {
        let measure = self.shipped.catalogue.get(&key.measure).ok_or(Unmovable::NoResult)?;
        movable(&self.worked.plan, measure, key.group, self.framework.latest_results)
    }

    /// The school as it would be in a scenario.
    pub(super) fn supposed(&self, place: usize) -> (Plan, Evaluation) {
        let (shipped, framework) = (&self.shipped, &self.framework);
        let by = &self.draft.what_ifs[place].by;
        let plan = supposed(&self.worked.plan, &shipped.catalogue, framework.latest_results, by);
        let evaluation = self.evaluated(&plan);
        (plan, evaluation)
    }

    /// The school as it is beside a school that is supposed.
    pub(super) fn compared<'a>(
        &'a self,
        place: usize,
        (plan, evaluation): &'a (Plan, Evaluation),
    ) -> Compared<'a> {
        Compared {
            framework: &self.framework,
            catalogue: &self.shipped.catalogue,
            now: Side { plan: &self.worked.plan, evaluation: &self.worked.evaluation },
            then: Side { plan, evaluation },
            by: &self.draft.what_ifs[place].by,
            hides: self.meeting.hides,
        }
    }

    /// The name of a scenario.
    pub(super) fn what_if_name(&self, place: usize) -> String {
        what_if_name(&self.draft.what_ifs[place], place, self.meeting.hides)
    }

    /// What stands in the scenario in view: announced when it changes.
    pub(super) fn what_if_news(&self) -> String {
        if self.draft.phase.is_none() {
            return String::new();
        }
        let place = self.meeting.chosen;
        self.compared(place, &self.supposed(place)).sentence(&self.what_if_name(place))
    }

    /// The class of the whole page.
    pub(super) fn meeting_class(&self) -> &'static str {
        if self.meeting.is_large && self.page == Page::WhatIf { "planner-meeting" } else { "" }
    }

    /// A press on a measure's buttons or keys: the verb, then what the measure is known by.
    pub(super) fn suppose_pressed(&self, words: &str) -> Option<Self> {
        let (verb, slug) = split_once(words, "-")?;
        let key = self.supposable().into_iter().find(|key| target_slug(key) == slug)?;
        if verb == "alone" {
            let alone = if self.meeting.alone.as_ref() == Some(&key) { None } else { Some(key) };
            return Some(self.meeting(|meeting| meeting.alone = alone));
        }
        let movable = self.movable(&key).ok()?;
        let place = self.meeting.chosen;
        let by = movable.within(self.draft.what_ifs[place].by.get(&key).copied().unwrap_or(0));
        let nearest = || {
            let (_, evaluation) = self.supposed(place);
            let found =
                evaluation.nearest.by_measure.into_iter().find(|found| found.measure == key.measure)?;
            let (change, sign) = if verb == "reach" { (found.more, 1) } else { (found.fewer, -1) };
            Some(sign * i32::try_from(change?.0).ok()?)
        };
        let to = match verb {
            "more" => by + 1,
            "fewer" => by - 1,
            "leap" => by + LEAP,
            "drop" => by - LEAP,
            "now" => 0,
            "reach" | "fall" => by + nearest()?,
            _ => return None,
        };
        let mut draft = (*self.draft).clone();
        draft.suppose(place, &key, movable.within(to));
        Some(self.changed(draft, What::Supposed).meeting(|meeting| meeting.said = ""))
    }

    /// A press on what concerns the scenario in view, or the page: by its id without `what-if-`.
    pub(super) fn what_if_pressed(&self, id: &str) -> Self {
        let mut draft = (*self.draft).clone();
        let chosen = self.meeting.chosen;
        match (id, split_once(id, "copy-").and_then(|(_, place)| place.parse::<usize>().ok())) {
            ("undo", _) => return self.step(Action::Undo),
            ("hide", _) => {
                return self.meeting(|meeting| {
                    meeting.hides = !meeting.hides;
                    meeting.said =
                        if meeting.hides { "Figures are hidden." } else { "Figures are shown again." };
                });
            }
            ("reset", _) => {
                draft.what_ifs[chosen].by = Default::default();
                let next = self.changed(draft, What::Supposed);
                return next.meeting(|meeting| meeting.said = "The scenario is set back.");
            }
            (_, Some(place)) if place < MOST_WHAT_IFS => {
                draft.what_ifs[place].by = draft.what_ifs[chosen].by.clone();
                let next = self.changed(draft, What::Supposed);
                return next.meeting(|meeting| meeting.said = "The scenario is copied.");
            }
            _ => {}
        }
        self.changed(draft, What::Supposed)
    }

    /// Puts a measure in view, or takes it out.
    pub(super) fn suppose_shown(&self, slug: &str, is_shown: bool) -> Self {
        let found = self.supposable().into_iter().find(|key| target_slug(key) == slug);
        self.meeting(|meeting| {
            let Some(key) = found else { return };
            meeting.shown.retain(|(of, _)| *of != key);
            meeting.shown.push((key, is_shown));
        })
    }

    /// Shows the page otherwise.
    pub(super) fn meeting(&self, change: impl FnOnce(&mut Meeting)) -> Self {
        let mut next = self.clone();
        change(&mut next.meeting);
        next
    }
}

/// Leaves the full screen with the large layout, and the large layout with the full screen, whichever is left first.
#[hook]
pub(super) fn use_full_screen(state: &State, act: &Callback<Action>) {
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            let listener = full_screen::on_leave(move || act.emit(Action::Large(false)));
            move || drop(listener)
        });
    }
    use_effect_with(state.meeting.is_large, |is_large| {
        if !is_large {
            full_screen::leave();
        }
    });
}

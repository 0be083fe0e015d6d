//! Targets, and the paths to them in whole pupils.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, TextBox, Tick};
use crate::app::state::{State, accept_id};
use crate::domain::Field;
use crate::domain::ids::MeasureId;
use crate::domain::issue::IssueKind;
use crate::present::chart::{milestone_chart, trajectory_chart};
use crate::present::name::{self, field_id};
use crate::present::trajectory::{self, PathView, TrajectoryView};

use super::{error, go_on, small, subheading, text};

/// The trajectory page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let measures = state.planned();
    if measures.is_empty() {
        return vec![text(match state.draft.phase {
            None => "Choose the school’s phase first: it decides which measures are planned.",
            Some(_) => {
                "No headline measure of this scheme belongs to this phase. Type a target for another measure on the \
                 figures page, and its path stands here."
            }
        })];
    }
    let views = trajectory::view(&state.worked.evaluation, &state.framework, &state.shipped.catalogue);
    let mut blocks = vec![text(
        "Set a target and see the path to it, year by year and milestone by milestone, in whole pupils. The path to \
         national is always shown beside it.",
    )];
    for measure in &measures {
        let heading_id =
            AttrValue::from(format!("measure-{}", field_id(&Field::TargetValue(measure.clone()))));
        let label = AttrValue::from(name::measure(measure, &state.shipped.catalogue));
        let mut section = vec![Block::Heading(2, label, Some(heading_id.clone()))];
        form(state, measure, &mut section);
        match views.iter().find(|view| view.id == measure.as_str()) {
            Some(view) => paths(state, view, &mut section),
            None => {
                section.push(text("Enter a result on the figures page, and the path from it stands here."))
            }
        }
        blocks.push(Block::Section(heading_id, section));
    }
    blocks.push(go_on());
    blocks
}

fn form(state: &State, measure: &MeasureId, blocks: &mut Vec<Block>) {
    let (value, year) = (Field::TargetValue(measure.clone()), Field::TargetYear(measure.clone()));
    let target = state.draft.targets.get(measure).cloned().unwrap_or_default();
    let text_box = |field: &Field, label: &'static str, hint: String, typed: String| {
        Block::TextBox(TextBox {
            id: AttrValue::from(field_id(field)),
            label: AttrValue::Static(label),
            hint: AttrValue::from(hint),
            error: error(state, field),
            value: AttrValue::from(typed),
            is_figure: true,
        })
    };
    let default_year = state.framework.target_year().map_or_else(String::new, |year| year.to_string());
    blocks.push(text_box(&value, "Target", "Per cent, or pupils such as 22 of 30".to_owned(), target.value));
    blocks.push(text_box(
        &year,
        "Academic year of the target",
        format!("Leave empty for {default_year}"),
        target.year,
    ));
    // Whether the person knows that the tests change is asked as soon as a target goes beyond, and stays while it does.
    let goes_beyond = |kind: &IssueKind| matches!(kind, IssueKind::AcrossChange { .. });
    if state.worked.issues.iter().any(|issue| issue.field == value && goes_beyond(&issue.kind)) {
        blocks.push(Block::Tick(Tick {
            id: AttrValue::from(accept_id(measure)),
            label: AttrValue::Static(
                "I know that the tests change before this target, and that results then cannot be compared with today’s",
            ),
            hint: AttrValue::Static("Councils printed such targets. The path is drawn with a break."),
            is_ticked: target.across_change,
        }));
    }
}

fn paths(state: &State, view: &TrajectoryView, blocks: &mut Vec<Block>) {
    let Some(measure) = state.shipped.catalogue.get(&view.trajectory.measure) else { return };
    let slug = field_id(&Field::TargetValue(measure.id.clone()));
    let id = |start: &str| AttrValue::from(format!("{start}-{slug}"));
    let plan = &state.worked.plan;
    blocks.push(text(view.start.clone()));
    if let Some(chart) = trajectory_chart(&id("chart"), &view.trajectory, plan, measure) {
        blocks.push(Block::Chart(id("chart"), Box::new(chart)));
    }
    if let Some(own) = &view.to_target {
        blocks.push(subheading(own.title.clone()));
        blocks.extend(path(&id("own"), own));
    }
    if let Some(national) = &view.to_national {
        let steps = path(&id("national"), national);
        // Beside a target of its own, the path to national is the second thing to look at.
        if view.to_target.is_some() {
            blocks.push(Block::Details(
                AttrValue::from(national.title.clone()),
                Some(id("to-national")),
                steps,
            ));
        } else {
            blocks.push(subheading(national.title.clone()));
            blocks.extend(steps);
        }
    }
    let shown = view.trajectory.to_target.as_ref().or(view.trajectory.to_national.as_ref());
    if let Some(chart) =
        shown.and_then(|path| milestone_chart(&id("milestones"), &view.trajectory, path, measure))
    {
        blocks.push(Block::Chart(id("milestones"), Box::new(chart)));
    }
}

fn path(id: &str, path: &PathView) -> Vec<Block> {
    let mut blocks = vec![text(path.sentences.join(" "))];
    blocks.extend(path.cautions.iter().map(|caution| Block::Warning(AttrValue::from(caution.clone()))));
    blocks.push(Block::Table(AttrValue::from(format!("{id}-years")), path.years.clone()));
    blocks.push(Block::Table(AttrValue::from(format!("{id}-milestones")), path.milestones.clone()));
    if !path.calendar_note.is_empty() {
        blocks.push(small(path.calendar_note.clone()));
    }
    blocks
}

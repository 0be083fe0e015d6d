//! Targets, and the paths to them in whole pupils.

use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::{Ticked, Typed, *};
use crate::app::state::Action;
use crate::domain::Field;
use crate::domain::ids::MeasureId;
use crate::domain::issue::IssueKind;
use crate::present::chart::{milestone_chart, trajectory_chart};
use crate::present::name::{self, field_id};
use crate::present::trajectory::{self, PathView, TrajectoryView};

use super::tables::{chart, table};
use super::{go_on, heading, paragraph};

/// The trajectory page.
#[component]
pub(super) fn TrajectoryPage(props: &PageProps) -> Html {
    let (state, act) = (&props.state, &props.act);
    let measures = targeted(props);
    let typed = use_callback((act.clone(), measures.clone()), |typed: Typed, (act, measures)| {
        let fields = measures
            .iter()
            .flat_map(|measure| [Field::TargetValue(measure.clone()), Field::TargetYear(measure.clone())]);
        for field in fields.filter(|field| field_id(field) == typed.id.as_str()) {
            act.emit(Action::Type(field, typed.value.clone()));
        }
    });
    let accepted = use_callback((act.clone(), measures.clone()), |ticked: Ticked, (act, measures)| {
        if let Some(measure) = measures.iter().find(|measure| accept_id(measure) == ticked.id.as_str()) {
            act.emit(Action::AcceptChange(measure.clone(), ticked.ticked));
        }
    });
    let enter = use_callback(act.clone(), |_: AttrValue, act| act.emit(Action::Continue));
    let views = trajectory::view(&state.worked.evaluation, &state.framework, &state.shipped.catalogue);
    if measures.is_empty() {
        return html! {
            <>
                { heading(state, "Trajectory") }
                { paragraph("Choose the school’s phase first: it decides which measures are planned.") }
            </>
        };
    }
    html! {
        <>
            { heading(state, "Trajectory") }
            { paragraph("Set a target and see the path to it, year by year and milestone by milestone, in whole pupils. The \
                         path to national is always shown beside it.") }
            { for measures.iter().map(|measure| html! {
                <section key={measure.to_string()} aria-labelledby={format!("measure-{}", field_id(&Field::TargetValue(measure.clone())))}>
                    { form(props, measure, &typed, &accepted, &enter) }
                    { for views.iter().filter(|view| view.id == measure.as_str()).map(|view| paths(props, view)) }
                    if !views.iter().any(|view| view.id == measure.as_str()) {
                        { paragraph("Enter a result on the figures page, and the path from it stands here.") }
                    }
                </section>
            }) }
            { go_on(act) }
        </>
    }
}

/// The headline measures and those with a target, in the catalogue's order.
fn targeted(props: &PageProps) -> Vec<MeasureId> {
    let state = &props.state;
    let Some(measures) = state.draft.phase.and_then(|phase| state.framework.measures(phase)) else {
        return vec![];
    };
    let mut targeted = measures.headline.clone();
    targeted.extend(state.draft.targets.keys().filter(|id| !measures.headline.contains(id)).cloned());
    targeted
}

fn accept_id(measure: &MeasureId) -> String {
    format!("accept-{}", field_id(&Field::TargetValue(measure.clone())))
}

fn form(
    props: &PageProps,
    measure: &MeasureId,
    typed: &Callback<Typed>,
    accepted: &Callback<Ticked>,
    enter: &Callback<AttrValue>,
) -> Html {
    let state = &props.state;
    let (value, year) = (Field::TargetValue(measure.clone()), Field::TargetYear(measure.clone()));
    let target = state.draft.targets.get(measure).cloned().unwrap_or_default();
    let error = |field: &Field| state.error(field).map(AttrValue::from);
    // The question whether the tests change is asked as soon as a target goes beyond, and stays while it does.
    let asks_about_change = state
        .worked
        .issues
        .iter()
        .any(|issue| issue.field == value && matches!(issue.kind, IssueKind::AcrossChange { .. }));
    let label = name::measure(measure, &state.shipped.catalogue);
    let default_year = state.framework.target_year().map_or_else(String::new, |year| year.to_string());
    html! {
        <>
            <h2 class="govuk-heading-m" id={format!("measure-{}", field_id(&value))}>{ &label }</h2>
            { yew::props!(TextInputProps {
                id: field_id(&value),
                label: "Target",
                hint: Some(AttrValue::Static("Per cent, or pupils such as 22 of 30")),
                value: target.value.clone(),
                width: 10,
                inputmode: Some(AttrValue::Static("decimal")),
                error: error(&value),
                on_input: typed.clone(),
                on_enter: enter.clone(),
            }).view() }
            { yew::props!(TextInputProps {
                id: field_id(&year),
                label: "Academic year of the target",
                hint: Some(AttrValue::from(format!("Leave empty for {default_year}"))),
                value: target.year.clone(),
                width: 10,
                error: error(&year),
                on_input: typed.clone(),
                on_enter: enter.clone(),
            }).view() }
            if asks_about_change {
                { yew::props!(CheckboxProps {
                    id: accept_id(measure),
                    label: "I know that the tests change before this target, and that results then cannot be compared with \
                            today’s",
                    hint: Some(AttrValue::Static("Councils printed such targets. The path is drawn with a break.")),
                    ticked: target.across_change,
                    on_change: accepted.clone(),
                }).view() }
            }
        </>
    }
}

fn paths(props: &PageProps, view: &TrajectoryView) -> Html {
    let state = &props.state;
    let Some(measure) = state.shipped.catalogue.get(&view.trajectory.measure) else { return Html::default() };
    let slug = field_id(&Field::TargetValue(measure.id.clone()));
    let chart_id = format!("chart-{slug}");
    let milestones_id = format!("milestones-{slug}");
    let plan = &state.worked.plan;
    let path_in_view = view.trajectory.to_target.as_ref().or(view.trajectory.to_national.as_ref());
    let milestones =
        path_in_view.and_then(|path| milestone_chart(&milestones_id, &view.trajectory, path, measure));
    html! {
        <>
            { paragraph(view.start.clone()) }
            { for trajectory_chart(&chart_id, &view.trajectory, plan, measure).iter().map(|c| chart(&chart_id, c)) }
            { for view.to_target.iter().map(|shown| path(&format!("own-{slug}"), shown)) }
            { for view.to_national.iter().map(|shown| path(&format!("national-{slug}"), shown)) }
            { for milestones.iter().map(|c| chart(&milestones_id, c)) }
        </>
    }
}

fn path(id: &str, path: &PathView) -> Html {
    html! {
        <>
            <h3 class="govuk-heading-s">{ &path.title }</h3>
            { paragraph(path.sentences.join(" ")) }
            { for path.cautions.iter().map(|caution| yew::props!(WarningTextProps { text: caution.clone() }).view()) }
            { table(&format!("{id}-years"), &path.years) }
            { table(&format!("{id}-milestones"), &path.milestones) }
            if !path.calendar_note.is_empty() {
                <p class="govuk-body-s">{ &path.calendar_note }</p>
            }
        </>
    }
}

//! The gap to national, in points and in pupils.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Look, Meaning, Reason};
use crate::app::state::State;
use crate::domain::action_plan::is_left_out;
use crate::domain::draft::TargetKey;
use crate::domain::framework::Trend;
use crate::domain::gap::groups_by_year;
use crate::domain::reference::Group;
use crate::present::chart::{Chart, gap_chart, groups_chart, trend_chart};
use crate::present::import::not_the_planners;
use crate::present::{gap, name};

use super::{heading, small, text};

/// The gap page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let worked = &state.worked;
    let catalogue = &state.shipped.catalogue;
    let view = gap::view(&worked.evaluation, &worked.plan, &state.framework, catalogue, &state.reference);
    let groups = groups(state);
    let mut blocks = Vec::new();
    if view.table.rows.is_empty() {
        blocks.push(text(format!(
            "No results of {} are entered yet. Enter one on the figures page, and its gap stands here.",
            state.framework.latest_results,
        )));
        let figures = Button::new("see-figures", "Enter the figures", Look::Secondary);
        blocks.push(Block::Buttons(vec![figures]));
        blocks.extend(groups);
        return blocks;
    }
    for headline in &view.headlines {
        let sentences = Block::Lead(AttrValue::from(headline.sentences.join(" ")));
        blocks.push(Block::Reading(vec![heading(headline.title.clone()), sentences]));
    }
    let mut all = Vec::new();
    if let Some(chart) = gap_chart("gap-chart", &view.charted, catalogue) {
        blocks.push(heading("All measures: headline measures, then the most pupils first"));
        all.push(Block::Chart(AttrValue::Static("gap-chart"), Box::new(chart)));
    }
    all.push(Block::Table(AttrValue::Static("gaps"), view.table));
    // On paper the table stands first: it begins on the first sheet, where the chart, which cannot be parted, has no room.
    blocks.push(Block::Boxed("planner-gaps", all));
    blocks.extend([
        Block::Table(AttrValue::Static("authority"), view.authority),
        Block::Details(AttrValue::Static("How chance is judged"), None, vec![text(view.method)]),
    ]);
    blocks.extend(over_years(state, &view.measures));
    blocks.push(Block::Table(AttrValue::Static("changes"), view.changes));
    blocks.extend(groups);
    if !view.checked.is_empty() {
        blocks.push(Block::Reading(vec![heading("Tests beside teacher assessments"), text(view.checked)]));
    }
    let own = not_the_planners(&worked.plan);
    let own = if own.is_empty() { vec![] } else { vec![small(own)] };
    blocks.extend([
        Block::Reading(own),
        Block::Table(AttrValue::Static("cross-checks"), view.cross_checks),
        Block::Details(
            AttrValue::Static("Where the national figures come from"),
            None,
            vec![
                Block::Table(AttrValue::Static("sources"), view.sources),
                text("Contains public sector information licensed under the Open Government Licence v3.0."),
            ],
        ),
    ]);
    blocks
}

fn chart(id: String, chart: Chart) -> Block {
    Block::Chart(AttrValue::from(id), Box::new(chart))
}

/// Three years of each headline measure, and of the others for who asks.
fn over_years(state: &State, measures: &[gap::Listed]) -> Vec<Block> {
    let (plan, reference) = (&state.worked.plan, &state.reference);
    let (mut blocks, mut others) = (Vec::new(), Vec::new());
    for listed in measures {
        // One result is no trend; of a headline measure it is shown beside the way that national went.
        if !listed.is_headline && plan.figures.results(&listed.id).count() < 2 {
            continue;
        }
        let slug = name::target_slug(&TargetKey::from(listed.id.clone()));
        let id = format!("trend-chart-{slug}");
        let measure = state.shipped.catalogue.get(&listed.id);
        let Some(trend) = measure.and_then(|it| trend_chart(&id, plan, &state.framework, reference, it))
        else {
            continue;
        };
        if listed.is_headline {
            blocks.push(chart(id, trend));
        } else {
            let (verdict, meaning) = match listed.trend {
                Some(Trend::Declining) => ("Declining", Meaning::Bad),
                Some(Trend::Improving) => ("Improving", Meaning::Good),
                None => ("No clear trend", Meaning::Neutral),
            };
            others.push(Reason {
                id: Some(AttrValue::from(format!("trend-of-{slug}"))),
                claim: AttrValue::from(listed.name.clone()),
                verdict: AttrValue::Static(verdict),
                meaning,
                blocks: vec![chart(id, trend)],
            });
        }
    }
    if !others.is_empty() {
        // Known by its id where it is printed: there only those stand that are open.
        let id = Some(AttrValue::Static("trend-of-others"));
        blocks.push(Block::Heading(3, AttrValue::Static("Other measures, one by one"), id));
        blocks.push(Block::Reasons(others));
    }
    if !blocks.is_empty() {
        blocks.insert(0, heading("Over three years"));
    }
    blocks
}

/// Disadvantaged and other pupils, in every measure with a result of disadvantaged pupils; or where to enter one.
fn groups(state: &State) -> Vec<Block> {
    let (plan, reference) = (&state.worked.plan, &state.reference);
    let catalogue = &state.shipped.catalogue;
    let mut blocks = Vec::new();
    for measure in catalogue.iter() {
        let years = groups_by_year(plan, &state.framework, reference, measure);
        if years.is_empty() {
            continue;
        }
        let is_small = years.iter().any(|of| {
            [Group::Disadvantaged, Group::Other]
                .iter()
                .any(|group| is_left_out(plan, catalogue, &measure.id, *group, of.year))
        });
        let slug = name::target_slug(&TargetKey::from(measure.id.clone()));
        // What is small is known by its id where it is printed.
        let id = format!("{}groups-{slug}", if is_small { "small-" } else { "" });
        let Some(shown) = groups_chart(&id, &years, measure) else { continue };
        blocks.push(chart(id, shown));
        let cautions = gap::of_groups(&years, measure, is_small);
        blocks.push(Block::Reading(cautions.into_iter().map(small).collect()));
    }
    let asked = plan.school.phase.and_then(|phase| state.framework.measures(phase));
    let has_gaps = !state.worked.evaluation.gaps.is_empty();
    if blocks.is_empty() && has_gaps && asked.is_some_and(|measures| !measures.groups.is_empty()) {
        let words = text(
            "No result of disadvantaged pupils is entered. Enter theirs and the other pupils’ on the figures page, as 9 of \
             20: then two gaps stand here, the one in the school and the one to other pupils nationally.",
        );
        blocks.push(Block::Reading(vec![words]));
    }
    if !blocks.is_empty() {
        blocks.insert(0, heading("Disadvantaged and other pupils"));
    }
    blocks
}

//! Targets, and the paths to them in whole pupils.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{
    Block, Button, Cell, Choice, Grid, GridRow, Item, Look, Radios, Takes, TextBox, Tick,
};
use crate::app::state::State;
use crate::domain::draft::{MOST_SCENARIOS, Part, TargetKey};
use crate::domain::framework::TargetKind;
use crate::domain::issue::IssueKind;
use crate::domain::line::Shape;
use crate::domain::measure::Unit;
use crate::domain::reference::Group;
use crate::domain::suggest::{AMBITIONS, Plausible, plausible};
use crate::domain::target::{self, Narrowing, WayWord, Words, chosen};
use crate::domain::trajectory::{Path, Trajectory};
use crate::domain::{Field, Measure, calendar};
use crate::present::chart::{growth_chart, milestone_chart, trajectory_chart};
use crate::present::import::not_the_planners;
use crate::present::name::{field_id, target_slug, whose};
use crate::present::trajectory::{self, PathView, StepCell, Steps};
use crate::present::unusual;

use super::{error, go_on, small, subheading, text};

/// The trajectory page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    if state.draft.phase.is_none() {
        return vec![
            text("Choose the school’s phase first: it decides which measures are planned."),
            super::choose_phase(),
        ];
    }
    let mut blocks = vec![text(
        "Set a target and see the path to it, year by year and milestone by milestone, in whole pupils. The path to \
         national is always shown beside it.",
    )];
    scenarios(state, &mut blocks);
    if state.has_printed_targets() {
        let council = whose(&state.framework.council);
        let words = format!("Take {council} printed targets for these measures");
        blocks.push(Block::Buttons(vec![Button::new("use-printed", words, Look::Secondary)]));
    }
    let planning = state.planning();
    measures(state, planning.as_ref(), &mut blocks);
    if let Some(key) = &planning {
        measure(state, key, &mut blocks);
    } else {
        blocks
            .push(text("No headline measure of this scheme belongs to this phase: choose another to plan."));
    }
    blocks.extend(super::outlook::blocks(state));
    blocks.push(go_on());
    blocks
}

/// The plans of targets side by side, and what each asks for.
fn scenarios(state: &State, blocks: &mut Vec<Block>) {
    let (draft, worked, catalogue) = (&state.draft, &state.worked, &state.shipped.catalogue);
    let overview = trajectory::overview(&worked.evaluation, &worked.plan, catalogue);
    blocks.push(Block::Table(AttrValue::Static("overview"), overview));
    // What comes and goes stands in a part of its own, so that the boxes after it stay where they are.
    let several = draft.scenarios.len() > 1;
    let mut conflicts = Vec::new();
    for (place, paths) in worked.evaluation.paths.iter().enumerate() {
        for conflict in &paths.conflicts {
            let mut words = trajectory::conflict(conflict, catalogue);
            if several {
                words = format!("{}: {words}", trajectory::scenario_name(&worked.plan, place));
            }
            conflicts.push(caution(&words));
        }
    }
    let own = not_the_planners(&worked.plan);
    if !own.is_empty() {
        conflicts.push(small(own));
    }
    blocks.push(Block::Reading(conflicts));
    let mut inside = Vec::new();
    if several {
        let buttons = (0..draft.scenarios.len()).map(|place| {
            let name = trajectory::scenario_name(&worked.plan, place);
            let words =
                if place == draft.in_view { format!("{name} (in view)") } else { format!("Show {name}") };
            Button::new(format!("scenario-{place}"), words, Look::Secondary)
        });
        inside.push(Block::Buttons(buttons.collect()));
        inside.push(Block::TextBox(TextBox {
            id: AttrValue::from(field_id(&Field::ScenarioName)),
            label: AttrValue::Static("Name of the plan in view"),
            hint: AttrValue::Static("Such as “What the council asks” or “Our own”"),
            error: None,
            value: AttrValue::from(draft.scenario().name.clone()),
            is_figure: false,
        }));
    } else {
        inside.push(text(
            "Keep several plans of targets beside each other, such as what the council asks and what you aim for. A new \
             one begins as a copy of the one in view.",
        ));
    }
    let mut buttons = Vec::new();
    if draft.scenarios.len() < MOST_SCENARIOS {
        buttons.push(Button::new("scenario-add", "Add another plan", Look::Secondary));
    }
    if several {
        buttons.push(Button::new("scenario-remove", "Take the plan in view away", Look::Secondary));
    }
    inside.push(Block::Buttons(buttons));
    inside.push(Block::Tick(Tick {
        id: AttrValue::from(field_id(&Field::CarriesOn)),
        label: AttrValue::Static("Carry national figures on at their recent rate"),
        hint: AttrValue::Static(
            "By the mean of their last three yearly changes, unless the tests changed in between. Otherwise the latest figure is \
             held.",
        ),
        is_ticked: draft.scenario().carries_on,
    }));
    blocks.push(Block::Details(
        AttrValue::Static("Plans side by side, and the national figure to come"),
        Some(AttrValue::Static("scenarios")),
        inside,
    ));
}

/// What is planned, and what could be.
fn measures(state: &State, planning: Option<&TargetKey>, blocks: &mut Vec<Block>) {
    let catalogue = &state.shipped.catalogue;
    let button = |key: &TargetKey| {
        let title = trajectory::title(key, catalogue);
        let words = if Some(key) == planning { format!("{title} (in view)") } else { title };
        let button = Button::new(format!("plan-{}", target_slug(key)), words, Look::Link);
        Item { text: AttrValue::Static(""), blocks: vec![Block::Buttons(vec![button])] }
    };
    let planned = state.planned();
    if planned.len() > 1 || planning.is_some_and(|key| !planned.contains(key)) {
        let mut list = vec![Block::Strong(AttrValue::Static("Planned measures"))];
        list.push(Block::Items(planned.iter().map(button).collect()));
        blocks.push(Block::Panel(list));
    }
    let others = state.plannable();
    if !others.is_empty() {
        blocks.push(Block::Details(
            AttrValue::Static("Plan another measure or group"),
            Some(AttrValue::Static("plan-another")),
            vec![Block::Items(others.iter().map(button).collect())],
        ));
    }
}

/// The target of a measure and group, and the paths to it.
fn measure(state: &State, key: &TargetKey, blocks: &mut Vec<Block>) {
    let catalogue = &state.shipped.catalogue;
    let Some(measure) = catalogue.get(&key.measure) else { return };
    let heading_id = AttrValue::from(format!("measure-{}", target_slug(key)));
    let title = AttrValue::from(trajectory::title(key, catalogue));
    let mut section = vec![Block::Heading(2, title, Some(heading_id.clone()))];
    let of = state.trajectory(key);
    // Where the school stands comes before what it aims for.
    section.push(text(of.as_ref().map_or_else(
        || "Enter a result on the figures page: the path begins at it.".to_owned(),
        |of| trajectory::start(of, measure),
    )));
    let mut form = Vec::new();
    Form { state, key, measure }.blocks(&mut form);
    let mut after = Vec::new();
    // What is asked and the path that answers move together, so they are seen together. The columns are there without a
    // path too: the first count that makes one is typed in the form, which must stay.
    let mut beside = Vec::new();
    if let Some(of) = of {
        suggestion(state, &of, measure, &mut form);
        let id = chart_id("chart", key);
        let chart = trajectory_chart(&id, &of, &state.worked.plan, measure);
        beside.extend(chart.map(|chart| Block::Chart(id, Box::new(chart))));
        paths(state, &of, measure, &mut after);
    }
    section.push(Block::Columns(form, "The path", beside));
    section.append(&mut after);
    blocks.push(Block::Section(heading_id, section));
}

/// A target that the planner would suggest, for who asks.
fn suggestion(state: &State, trajectory: &Trajectory, measure: &Measure, blocks: &mut Vec<Block>) {
    let key = &trajectory.key();
    let form = Form { state, key, measure };
    let ambition = chosen(AMBITIONS, form.part(Part::Ambition));
    let labels = [
        ("4", "At least 1 in 4 schools like this one moved as far"),
        ("2", "At least 1 in 2 did: more cautious"),
        ("10", "At least 1 in 10 did: more ambitious"),
    ];
    let choices = Form::choices(AMBITIONS, &labels);
    let hint = "Schools like this one had about as many pupils in the year group and began about as far from national. \
                Which of these is right for a target is the planner’s own measure, and yours to change.";
    let mut inside = vec![form.radios(Part::Ambition, "How unusual the target may be", hint, choices)];
    match state.suggested(trajectory, measure) {
        Ok(suggested) => {
            let words = unusual::suggestion(&suggested, trajectory, measure, ambition);
            inside.push(Block::Reading(words.into_iter().map(text).collect()));
            let button = Button::new("use-suggestion", "Use this target", Look::Secondary);
            inside.push(Block::Buttons(vec![button]));
            inside.push(small(unusual::BASIS));
        }
        Err(why) => inside.push(Block::Reading(vec![text(unusual::why(why))])),
    }
    let id = format!("suggestion-{}", target_slug(key));
    blocks.push(Block::Details(AttrValue::Static("Suggest a target"), Some(id.into()), inside));
}

/// How often schools have moved as far as the target asks.
fn how_unusual(state: &State, of: &Trajectory, measure: &Measure, blocks: &mut Vec<Block>) {
    let Some(path) = &of.to_target else { return };
    blocks.push(subheading("How often schools have moved that far"));
    match plausible(of, path, measure, &state.worked.plan, &state.shipped.reference.growth) {
        Ok(Plausible { unusual, first_years_only }) => {
            let view = unusual::view(&unusual, first_years_only, measure);
            blocks.push(text(view.sentences.join(" ")));
            let id = AttrValue::from(format!("growth-{}", target_slug(&of.key())));
            blocks.push(Block::Chart(id.clone(), Box::new(growth_chart(&id, &unusual, measure))));
            blocks.extend(view.cautions.into_iter().map(text));
            blocks.push(small(unusual::BASIS));
            blocks.push(small(
                "Contains public sector information licensed under the Open Government Licence v3.0.",
            ));
        }
        Err(why) => blocks.push(text(unusual::why(why))),
    }
}

/// What is asked of a target.
struct Form<'a> {
    state: &'a State,
    key: &'a TargetKey,
    measure: &'a Measure,
}

impl Form<'_> {
    fn part(&self, part: Part) -> &str {
        self.state.draft.scenario().part(self.key, part)
    }

    fn field(&self, part: Part) -> Field {
        Field::Target(self.key.clone(), part)
    }

    fn text_box(&self, part: Part, label: &'static str, hint: impl Into<AttrValue>) -> Block {
        let field = self.field(part);
        Block::TextBox(TextBox {
            id: AttrValue::from(field_id(&field)),
            label: AttrValue::Static(label),
            hint: hint.into(),
            error: error(self.state, &field),
            value: AttrValue::from(self.part(part).to_owned()),
            is_figure: true,
        })
    }

    fn radios(&self, part: Part, legend: &'static str, hint: &'static str, choices: Vec<Choice>) -> Block {
        let field = self.field(part);
        // The first choice stands where none was made.
        let first = choices.first().map_or(AttrValue::Static(""), |choice| choice.value.clone());
        let given = self.part(part);
        let is_known = choices.iter().any(|choice| &*choice.value == given);
        Block::Radios(Radios {
            id: AttrValue::from(field_id(&field)),
            legend: AttrValue::Static(legend),
            hint: AttrValue::Static(hint),
            error: error(self.state, &field),
            value: if is_known { AttrValue::from(given.to_owned()) } else { first },
            choices,
        })
    }

    fn choices<T: PartialEq>(words: Words<T>, labels: &[(&'static str, &'static str)]) -> Vec<Choice> {
        let label = |word: &str| labels.iter().find(|(of, _)| *of == word).map(|(_, label)| *label);
        words.iter().filter_map(|(word, _)| Some(Choice::new(*word, label(word)?))).collect()
    }

    fn blocks(&self, blocks: &mut Vec<Block>) {
        let is_count = self.measure.unit == Unit::Count;
        let is_percent = self.measure.unit == Unit::Percent;
        let council = &self.state.framework.council;
        let printed: Vec<Choice> =
            target::printed(&self.state.framework, self.measure, self.key.group, self.state.draft.phase)
                .map(|target| {
                    let (words, hint) = trajectory::printed_target(target, self.measure, council);
                    Choice { hint: hint.into(), ..Choice::new(target::printed_name(target), words) }
                })
                .collect();
        let mut labels = vec![("typed", "Type it")];
        if !is_count {
            labels.push(("national", "Reach the national figure"));
        }
        if !printed.is_empty() {
            labels.push(("printed", "Take one that the council printed"));
        }
        if is_percent && !self.measure.key_stage.is_empty() {
            labels.push(("fft", "Take one of the school’s FFT figures"));
        }
        if is_count {
            labels.push(("reduce", "Reduce the count by a percentage"));
        } else {
            labels.push(("narrow", "Narrow the gap"));
            labels.push(("close", "Close a part of the gap"));
        }
        let choices = Self::choices(target::WAYS, &labels);
        blocks.push(self.radios(Part::Way, "How the target is set", "", choices));
        let mut details = Vec::new();
        match chosen(target::WAYS, self.part(Part::Way)) {
            WayWord::Typed => {
                let hint = match (is_percent, self.measure.cohort_group()) {
                    (true, Some(_)) => "Per cent, or pupils such as 22 of 30",
                    (true, None) => "Per cent",
                    _ => "",
                };
                details.push(self.text_box(Part::Value, "Target", hint));
            }
            WayWord::National => {}
            WayWord::Printed => {
                let (framework, phase) = (&self.state.framework, self.state.draft.phase);
                let name = self.part(Part::Printed);
                let closes = target::printed_called(framework, self.measure, self.key.group, phase, name);
                details.push(self.radios(Part::Printed, "Which of the council’s targets", "", printed));
                if closes.is_some_and(|target| target.kind == TargetKind::Closer) {
                    self.against(&mut details);
                }
            }
            WayWord::Fft => self.fft(&mut details),
            WayWord::Narrow => self.narrow(&mut details),
            WayWord::Close => {
                details.push(self.text_box(Part::Amount, "Part of the gap to close", "Per cent, such as 50"));
                self.against(&mut details);
            }
            WayWord::Reduce => {
                details.push(self.text_box(Part::Amount, "Fewer than last year by", "Per cent, such as 25"));
                details.push(self.text_box(
                    Part::EachTerm,
                    "Added with each term",
                    "Per cent, such as 5. Leave empty for equal steps over the year’s terms.",
                ));
            }
        }
        let default_year = self.state.framework.target_year();
        let default_year = default_year.map_or_else(String::new, |year| format!("Leave empty for {year}"));
        if chosen(target::WAYS, self.part(Part::Way)) != WayWord::Printed {
            details.push(self.text_box(Part::Year, "Academic year of the target", default_year));
        }
        self.knowing(&mut details);
        blocks.push(Block::Reading(details));
        if is_count {
            blocks.push(self.terms());
        }
        self.shape(blocks);
    }

    fn fft(&self, blocks: &mut Vec<Block>) {
        blocks.push(self.text_box(Part::Fft50, "FFT 50", "Per cent, from the school’s own FFT report"));
        blocks.push(self.text_box(Part::Fft20, "FFT 20", ""));
        blocks.push(self.text_box(Part::Fft5, "FFT 5", ""));
        let labels = [("20", "FFT 20"), ("50", "FFT 50"), ("5", "FFT 5")];
        blocks.push(self.radios(
            Part::Fft,
            "Which of them is the target",
            "",
            Self::choices(target::FFT, &labels),
        ));
    }

    fn narrow(&self, blocks: &mut Vec<Block>) {
        let mut labels = vec![("points", "By a number of points"), ("nothing", "To nothing")];
        if self.key.group == Group::Disadvantaged {
            labels.push(("national", "To what it is nationally"));
        }
        let choices = Self::choices(target::NARROWINGS, &labels);
        blocks.push(self.radios(Part::Narrow, "How far the gap is narrowed", "", choices));
        if matches!(chosen(target::NARROWINGS, self.part(Part::Narrow)), Narrowing::Points(_)) {
            blocks.push(self.text_box(Part::Amount, "Points", "Such as 4"));
        }
        self.against(blocks);
    }

    /// There are two gaps of disadvantaged pupils, and each is called by its name.
    fn against(&self, blocks: &mut Vec<Block>) {
        if self.key.group == Group::Disadvantaged {
            let labels = [
                ("national", "To other pupils nationally (the Department for Education’s definition)"),
                ("school", "To the other pupils of the school (the gap inside the school)"),
            ];
            blocks.push(self.radios(Part::Against, "Which gap", "", Self::choices(target::AGAINST, &labels)));
        }
    }

    /// Whether the person knows that the tests change is asked as soon as a target goes beyond, and stays while it does.
    fn knowing(&self, blocks: &mut Vec<Block>) {
        let goes_beyond = self.state.worked.issues.iter().any(|issue| {
            matches!(&issue.field, Field::Target(key, part) if key == self.key && *part != Part::Printed)
                && matches!(issue.kind, IssueKind::AcrossChange { .. })
        });
        if goes_beyond {
            blocks.push(Block::Tick(Tick {
                id: AttrValue::from(field_id(&self.field(Part::Known))),
                label: AttrValue::Static(
                    "I know that the tests change before this target, and that results then cannot be compared with today’s",
                ),
                hint: AttrValue::Static("Councils printed such targets. The path is drawn with a break."),
                is_ticked: self.part(Part::Known) == target::YES,
            }));
        }
    }

    fn terms(&self) -> Block {
        let all = self.state.terms(self.key);
        let years = all.chunk_by(|a, b| a.year == b.year);
        let row = |terms: &[crate::domain::draft::TermKey]| {
            let year = terms.first().map_or_else(String::new, |term| term.year.to_string());
            let cell = |term: &crate::domain::draft::TermKey| {
                let field = Field::Term(term.clone());
                Cell::Box {
                    id: AttrValue::from(field_id(&field)),
                    label: AttrValue::from(format!("{year}, term {}, count", term.term)),
                    value: self
                        .state
                        .draft
                        .terms
                        .get(term)
                        .cloned()
                        .map_or(AttrValue::Static(""), AttrValue::from),
                    error: error(self.state, &field),
                    takes: Takes::Count,
                }
            };
            Rc::new(GridRow {
                heading: AttrValue::from(year.clone()),
                note: AttrValue::Static(""),
                cells: terms.iter().map(cell).collect(),
            })
        };
        Block::Grid(Grid {
            id: AttrValue::Static("terms"),
            caption: AttrValue::Static("Counts by term: as many terms as the school’s year has"),
            columns: ["Year".to_owned()]
                .into_iter()
                .chain((1..=6).map(|term| format!("Term {term}")))
                .collect(),
            rows: years.map(row).collect(),
        })
    }

    fn shape(&self, blocks: &mut Vec<Block>) {
        let labels = [
            ("steady", "Steady: equal points in equal times"),
            ("early", "Early push: three times as much at the start as at the end"),
            ("later", "Later push: three times as much at the end as at the start"),
            ("custom", "Weights of your own"),
        ];
        let choices = Self::choices(target::SHAPES, &labels);
        let mut inside =
            vec![self.radios(Part::Shape, "How the change is spread over the time", "", choices)];
        if matches!(chosen(target::SHAPES, self.part(Part::Shape)), Shape::Custom(_)) {
            inside.push(self.text_box(
                Part::Weights,
                "Weights",
                "For equal parts of the time, with commas between them: 3, 2, 1 puts half of the way in the first third",
            ));
        }
        let id = format!("shape-{}", target_slug(self.key));
        blocks.push(Block::Details(
            AttrValue::Static("How fast: the shape of the path"),
            Some(id.into()),
            inside,
        ));
    }
}

/// The id of a chart or table of a target.
fn chart_id(start: &str, key: &TargetKey) -> AttrValue {
    let slug = field_id(&Field::Target(key.clone(), Part::Value));
    AttrValue::from(format!("{start}-{slug}"))
}

fn paths(state: &State, of: &Trajectory, measure: &Measure, blocks: &mut Vec<Block>) {
    let view = trajectory::view(of, measure, &state.worked.plan, &state.draft, &state.framework);
    let key = &of.key();
    let id = |start: &str| chart_id(start, key);
    blocks.push(Block::Reading(view.refused.iter().map(|words| caution(words)).collect()));
    let chart_of = |path: Option<&Path>, blocks: &mut Vec<Block>| {
        let chart = path.and_then(|path| milestone_chart(&id("milestones"), of, path, measure));
        blocks.extend(chart.map(|chart| Block::Chart(id("milestones"), Box::new(chart))));
    };
    if let Some(own) = &view.to_target {
        blocks.push(subheading(own.title.clone()));
        blocks.extend(path(state, &id("own"), own));
        chart_of(of.to_target.as_ref(), blocks);
        if !own.milestones.rows.is_empty() {
            calendars(state, of.to_target.as_ref().map(|path| path.milestone_year), blocks);
        }
        onwards(state, of, measure, blocks);
    }
    if let Some(terms) = &view.terms {
        blocks.push(Block::Table(id("terms"), terms.clone()));
        blocks.extend(view.terms_note.as_ref().map(|words| caution(words)));
    }
    how_unusual(state, of, measure, blocks);
    if let Some(national) = &view.to_national {
        let steps = path(state, &id("national"), national);
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
            chart_of(of.to_national.as_ref(), blocks);
        }
    }
}

fn path(state: &State, id: &str, path: &PathView) -> Vec<Block> {
    let mut blocks = vec![text(path.sentences.join(" "))];
    blocks.push(Block::Reading(path.cautions.iter().map(|words| caution(words)).collect()));
    blocks.push(steps(state, AttrValue::from(format!("{id}-years")), &path.years));
    if !path.milestones.rows.is_empty() {
        blocks.push(steps(state, AttrValue::from(format!("{id}-milestones")), &path.milestones));
    }
    if !path.calendar_note.is_empty() {
        blocks.push(small(path.calendar_note.clone()));
    }
    blocks
}

fn caution(words: &str) -> Block {
    Block::Warning(AttrValue::from(words.to_owned()))
}

/// Which list of milestones is used, where there is a choice.
fn calendars(state: &State, year: Option<crate::domain::AcademicYear>, blocks: &mut Vec<Block>) {
    let Some(year) = year else { return };
    let mut choices: Vec<Choice> = calendar::calendars(&state.framework, year)
        .map(|calendar| Choice::new(calendar.label.clone(), calendar.label.clone()))
        .collect();
    if choices.is_empty() {
        return;
    }
    choices.push(Choice::new(calendar::ENDS_OF_TERMS, "The ends of three terms (the planner’s own)"));
    let given = &state.draft.calendar;
    let is_known = choices.iter().any(|choice| *choice.value == **given);
    let value = if is_known { AttrValue::from(given.clone()) } else { choices[0].value.clone() };
    let radios = Block::Radios(Radios {
        id: AttrValue::from(field_id(&Field::Calendar)),
        legend: AttrValue::Static("Which milestones"),
        hint: AttrValue::Static("What was found at a date stays with it, whichever list is chosen."),
        error: None,
        choices,
        value,
    });
    let label = AttrValue::Static("Use other milestones");
    blocks.push(Block::Details(label, Some(AttrValue::Static("calendars")), vec![radios]));
}

/// How the path goes on from a result that was not as planned.
fn onwards(state: &State, of: &Trajectory, measure: &Measure, blocks: &mut Vec<Block>) {
    let (key, path) = (&of.key(), &of.to_target);
    // Only a result of a year turns the path of the next ones; there has to be a next one.
    let is_turned = path.as_ref().is_some_and(|path| path.years.iter().any(|step| step.revised.is_some()));
    if is_turned {
        let labels = [
            ("target", "Keep the target: what is missing is spread over the years that are left"),
            ("pace", "Keep the pace: the planned steps, wherever they lead"),
        ];
        let form = Form { state, key, measure };
        let choices = Form::choices(target::ONWARDS, &labels);
        blocks.push(form.radios(
            Part::Onwards,
            "From the latest result on",
            "This year’s milestones follow it.",
            choices,
        ));
    }
}

/// A table of steps, with boxes where something can be typed.
fn steps(state: &State, id: AttrValue, steps: &Steps) -> Block {
    let draft = &state.draft;
    let cell = |cell: &StepCell| match cell {
        StepCell::Words(words) => Cell::Words(AttrValue::from(words.clone())),
        StepCell::Box(field, label, words) => {
            let typed = trajectory::typed(draft, field);
            Cell::Box {
                id: AttrValue::from(field_id(field)),
                label: AttrValue::from(label.clone()),
                value: AttrValue::from(typed.unwrap_or(words).clone()),
                error: error(state, field),
                takes: match field {
                    Field::Milestone(_) => Takes::Date,
                    Field::Cohort(..) => Takes::Count,
                    _ => Takes::Share,
                },
            }
        }
    };
    let rows = steps.rows.iter().map(|(heading, cells)| {
        Rc::new(GridRow {
            heading: AttrValue::from(heading.clone()),
            note: AttrValue::Static(""),
            cells: cells.iter().map(cell).collect(),
        })
    });
    Block::Grid(Grid {
        id,
        caption: AttrValue::from(steps.caption.clone()),
        columns: steps.columns.iter().map(|column| (*column).to_owned()).collect(),
        rows: rows.collect(),
    })
}

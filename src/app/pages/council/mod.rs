//! The officer's area: a council's own copy, step by step. A control's id is `pack` and its place in the pack.

mod cases;
mod finish;
mod form;
mod tables;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Look, Radios};
use crate::app::council::{Making, control_of, place_of_fault};
use crate::app::page::Step;
use crate::app::state::State;
use crate::domain::fault::{Fault, FaultKind};
use crate::present::name::{self, upper_first};
use crate::present::pack::{beside, contrast, faults_at, label};

use super::{bullets, heading, small, subheading, text};

pub(in crate::app) use finish::snippet_of;
use form::{
    entry_page, entry_title, field_of, grades, group, id, lists, spoken_for, spoken_of, text_box, tick,
    words_of,
};

/// A page of the area: its heading and its blocks.
pub(super) fn show(state: &State, step: Step) -> (String, Vec<Block>) {
    let Some(making) = &state.making else {
        return ("Make your council’s own copy".to_owned(), begin(state));
    };
    if !making.at.is_empty() && !matches!(step, Step::Copy | Step::National | Step::Look | Step::Finish) {
        return entry_page(state, making);
    }
    let (title, mut blocks) = match step {
        Step::Copy => ("Your council’s own copy", copy(state, making)),
        Step::Words => ("Words", words(state, making)),
        Step::Numbers => ("Numbers of the rules", tables::numbers(state, making)),
        Step::Measures => ("Measures", tables::measures(state, making)),
        Step::Targets => {
            let mut blocks = lists(state, making, &["targets", "calendars"]);
            blocks.push(on("national", "National figures"));
            ("Targets and dates", blocks)
        }
        Step::National => ("National figures", tables::national(state, making)),
        Step::Rules => ("Rules", rules(state, making)),
        Step::Cases => ("Try your rules", cases::blocks(state, making)),
        Step::Look => ("Logo and colours", look(making)),
        Step::Finish => ("Check and download", finish::finish(state, making)),
    };
    blocks.insert(0, said(making));
    (title.to_owned(), blocks)
}

/// What was done, for those who cannot see it.
fn said(making: &Making) -> Block {
    Block::Status(AttrValue::from(making.said.clone()))
}

/// What is wrong with the page in view, once it was to be left: each with the id of its control.
pub(in crate::app) fn problems(state: &State) -> Vec<(String, String)> {
    let Some(making) = state.making.as_ref().filter(|making| making.is_checked) else { return vec![] };
    let scheme = making.scheme_place();
    let faults = state.copy_faults().into_iter().take(MOST_TOLD);
    let problem = |fault| {
        let place = place_of_fault(fault);
        let base = if making.at.is_empty() { &scheme } else { &making.at };
        (control_of(&making.draft, &place), told(state, making, fault, base))
    };
    faults.map(problem).collect()
}

/// The most faults that are told at once: the first often bring the others.
const MOST_TOLD: usize = 30;

/// What is wrong, and where: the names on the way to it, from `base` on where it is below that.
fn told(state: &State, making: &Making, fault: &Fault, base: &str) -> String {
    let place = place_of_fault(fault);
    let below = place.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let (mut whole, below) = below.map_or_else(|| (String::new(), &*place), |below| (base.to_owned(), below));
    let mut words = Vec::new();
    for part in below.split('/').skip(1) {
        whole += &["/", part].concat();
        words.push(match part.parse::<usize>() {
            Ok(number) => match entry_title(state, making, &whole) {
                title if title.is_empty() => format!("number {}", number + 1),
                title => format!("“{title}”"),
            },
            Err(_) if label(part).0.is_empty() => upper_first(part),
            Err(_) => label(part).0.to_owned(),
        });
    }
    let words = words.join(", ");
    if words.is_empty() { beside(fault) } else { format!("{words}: {}", beside(fault)) }
}

/// The area before a copy is begun.
fn begin(state: &State) -> Vec<Block> {
    let mut blocks = vec![
        Block::Lead(AttrValue::Static(
            "For council officers. Put your council’s scheme, figures, words, logo and colours into the planner, and \
             download it as one file that works wherever it is opened.",
        )),
        text(
            "No developer and no other program is needed. What you change here is about your copy; no school’s figures \
             are in it unless you add a school to try, and nothing leaves this device.",
        ),
        heading("How it goes"),
        Block::Numbered(
            [
                "Begin with the scheme that is nearest to yours.",
                "Change its words, numbers, measures, targets and dates, national figures and rules, as far as you need.",
                "Add your logo and colours.",
                "Check it, look at it as a school will see it, and download your planner.html.",
            ]
            .map(AttrValue::Static)
            .to_vec(),
        ),
    ];
    if let Some((pack, _)) = &state.shipped.pack {
        blocks.push(Block::Buttons(vec![Button::new(
            "pack_begin-this",
            format!("Go on with this copy of {}", pack.council),
            Look::Primary,
        )]));
    }
    blocks.push(heading("Begin with the scheme of"));
    let schemes = state.frameworks.iter().enumerate().map(|(place, known)| {
        let name = format!("{} {}", known.framework.council, known.framework.year);
        Button::new(format!("pack_begin-{place}"), name, Look::Secondary)
    });
    blocks.push(Block::Buttons(schemes.collect()));
    blocks.push(heading("Or go on with work that you saved"));
    blocks.push(Block::Buttons(vec![Button::new("pack_open", "Open work that you saved", Look::Secondary)]));
    blocks
}

/// Whose copy it is, and its schemes.
fn copy(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![
        text_box(making, "/council", "Council, in the header", "", false),
        text_box(making, "/contact", "Who a school asks about this copy", label("contact").1, false),
        text_box(
            making,
            "/id",
            "Short name of the copy",
            "Small letters, digits and hyphens. Plans that schools keep in their browsers belong to this name. Keep it from year to year, so that next year’s \
             copy finds them",
            false,
        ),
        heading("Schemes in the copy"),
        small(
            "The first is chosen when a school begins. Keep last year’s beside the new one, so that last year’s plans still open with it.",
        ),
    ];
    let count = making.draft.count("/schemes");
    if count > 1 {
        let choices = (0..count).map(|place| Choice::new(place.to_string(), scheme_name(making, place)));
        blocks.push(Block::Radios(Radios {
            id: AttrValue::Static("pack_scheme"),
            legend: AttrValue::Static("Scheme that the next pages are about"),
            hint: AttrValue::Static(""),
            error: None,
            choices: choices.collect(),
            value: AttrValue::from(making.scheme.to_string()),
        }));
    }
    let scheme = making.scheme_place();
    let at = |key: &str| [&*scheme, "/", key].concat();
    let mut fields = vec![subheading(scheme_name(making, making.scheme))];
    for key in ["council", "title", "year", "latest_results", "id", "contact", "note"] {
        fields.extend(field_of(state, making, &at(key), key));
    }
    fields.extend(grades(state, making, &at("grades")));
    let mut buttons =
        vec![Button::new("pack_next", "Add next year’s scheme, made from this one", Look::Secondary)];
    if count > 1 {
        buttons.push(Button::new(id("pack_remove", &scheme), "Remove this scheme", Look::Secondary));
    }
    fields.push(Block::Buttons(buttons));
    blocks.push(Block::Reading(fields));
    let others = state.frameworks.iter().enumerate().map(|(place, known)| {
        let name = format!("{} {}", known.framework.council, known.framework.year);
        Button::new(format!("pack_take-{place}"), name, Look::Small)
    });
    blocks.push(Block::Details(
        AttrValue::Static("Add another scheme"),
        Some(AttrValue::Static("pack-more-schemes")),
        vec![
            small("One that you opened from a file on the Schemes and rules page is among them."),
            Block::Buttons(others.collect()),
        ],
    ));
    blocks.push(tick(making, "/others", "others"));
    blocks.push(on("words", "Words"));
    blocks.push(Block::Details(
        AttrValue::Static("Start again from nothing"),
        Some(AttrValue::Static("pack-anew")),
        vec![
            small("This takes the copy away that is being made here. Save your work to a file first, if you may want it again."),
            Block::Buttons(vec![
                Button::new("pack_file", "Save your work to a file", Look::Small),
                Button::new("pack_open-1", "Open work that you saved", Look::Small),
                Button::new("pack_drop", "Throw this work away", Look::Small),
            ]),
        ],
    ));
    blocks
}

fn scheme_name(making: &Making, scheme: usize) -> String {
    let text = |key: &str| making.draft.text(&format!("/schemes/{scheme}/{key}"));
    format!("{} {}", text("council"), text("year"))
}

/// The button for the next step.
pub(super) fn on(step: &str, words: &str) -> Block {
    Block::Buttons(vec![Button::new(format!("see-copy-{step}"), format!("Carry on: {words}"), Look::Primary)])
}

/// The lists that hold the scheme's words.
fn words(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![small(
        "Everything that a school reads of your scheme. Choose what to change; a step back is the Undo button at the top.",
    )];
    blocks.extend(lists(state, making, &["categories", "questions", "support", "overlays", "documents"]));
    blocks.push(Block::Boxed("planner-part", action_plan(state, making)));
    blocks.push(on("numbers", "Numbers"));
    blocks
}

fn action_plan(state: &State, making: &Making) -> Vec<Block> {
    let place = [&making.scheme_place(), "/action_plan"].concat();
    let mut blocks = vec![heading(label("action_plan").0)];
    if making.draft.has(&place) {
        blocks.extend(group(state, making, &place));
        blocks.push(Block::Buttons(vec![Button::new(id("pack_remove", &place), "Remove it", Look::Small)]));
    } else {
        blocks.push(small("The council’s name for the action plan whose table the planner fills in."));
        blocks.push(Block::Buttons(vec![Button::new(
            id("pack_add", &place),
            "Add an action plan",
            Look::Small,
        )]));
    }
    blocks
}

/// The rules as sentences, each of which can be changed.
fn rules(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![small(
        "Rules are read from the top, and the first that holds gives the category. Each is made of a few kinds of tests. What \
         a rule says is shown as a sentence, also while you change it.",
    )];
    if let Ok(pack) = &making.read
        && let Some(framework) = pack.schemes.get(making.scheme)
    {
        let plan = spoken_of(state, framework);
        let words = words_of(state, framework, &plan);
        let sentences = framework.rules.iter().map(|rule| {
            let category = upper_first(&name::category(&rule.category, framework));
            AttrValue::from(format!("{category}, if: {}.", name::lower_first(&words.short(&rule.when))))
        });
        blocks.push(Block::Details(
            AttrValue::Static("All the rules as sentences"),
            Some(AttrValue::Static("pack-sentences")),
            vec![spoken_for(&plan), Block::Numbered(sentences.collect())],
        ));
    }
    blocks.extend(lists(state, making, &["rules", "indicators", "scores"]));
    let order = [&making.scheme_place(), "/order"].concat();
    blocks.push(Block::Details(
        AttrValue::Static(label("order").0),
        Some(id("pack-order", &order)),
        group(state, making, &order),
    ));
    blocks.push(on("cases", "Try your rules"));
    blocks
}

/// Logo and colours.
fn look(making: &Making) -> Vec<Block> {
    let mut blocks = vec![heading("Logo")];
    let logo = making.draft.text("/brand/logo");
    if logo.is_empty() {
        blocks.push(small(
            "A picture (PNG, JPEG, GIF, WebP or SVG). It is made small enough for the header and stored as a PNG inside your \
             copy.",
        ));
        blocks.push(Block::Buttons(vec![Button::new("pack_logo", "Choose a picture", Look::Secondary)]));
    } else {
        blocks.push(Block::Picture(
            AttrValue::from(logo),
            AttrValue::from(making.draft.text("/brand/logo_text")),
        ));
        blocks.push(text_box(making, "/brand/logo_text", label("logo_text").0, label("logo_text").1, false));
        blocks.push(Block::Buttons(vec![
            Button::new("pack_logo", "Choose another picture", Look::Secondary),
            Button::new(id("pack_remove", "/brand/logo"), "Remove the logo", Look::Secondary),
        ]));
    }
    blocks.push(heading("Colours"));
    for key in ["main", "on_main", "link"] {
        let (words, hint) = label(key);
        blocks.push(text_box(making, &["/brand/", key].concat(), words, hint, true));
    }
    let contrasts: Vec<String> =
        making.draft.brand().contrasts().into_iter().map(|(pair, ratio)| contrast(pair, ratio)).collect();
    blocks.push(subheading("Contrast"));
    blocks.push(small(
        "Text must stand out from what is behind it by at least 4.5 to 1, or many people cannot read it.",
    ));
    blocks.push(bullets(&contrasts));
    let low =
        faults_at(making.faults(), "/brand").filter(|fault| matches!(fault.kind, FaultKind::LowContrast(..)));
    blocks.push(Block::Reading(low.map(|fault| Block::Warning(AttrValue::from(beside(fault)))).collect()));
    blocks.push(on("finish", "Check and download"));
    blocks
}

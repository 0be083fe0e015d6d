//! The app: its state, its pages and what they are made of.
//!
//! A page is data (`components::Block`), drawn in one place and heard in one place: the app's root element listens to
//! every control and knows it by its id. What is said of a school comes from `present`; what a press or a keystroke does
//! is a pure step of [`state`]; the outside world is reached through `browser`, in `keeping` and `deeds`.

mod components;
pub mod council;
mod deeds;
mod filling;
mod hosting;
mod keeping;
mod markup;
pub mod page;
mod pages;
mod pasting;
mod planning;
pub mod state;
mod what_if;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::NaiveDate;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::{clipboard, clock, history, keys, link, page as browser_page, storage};
use crate::format::read_pasted;
use crate::present::category;
use crate::present::name::field_id;
use crate::present::pack::made;
use crate::present::tasks::TaskState;

#[cfg(feature = "render")]
pub use components::examples;
#[cfg(feature = "render")]
pub use hosting::Request;
use hosting::use_hosting;
use keeping::use_keeping;
use page::Page;
use state::{Action, Shipped, State};
use what_if::{use_full_screen, verb_of};

/// What the app is given.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What holds the plan outside the app.
    pub shell: Shell,
}

/// The app.
#[component]
pub fn App(props: &Props) -> Html {
    let reducer = use_reducer(first_state);
    let act = {
        let dispatch = reducer.dispatcher();
        use_callback((), move |action: Action, ()| dispatch.dispatch(action))
    };
    let (keeping, press_kept) = use_keeping(&reducer.state, &act, &props.shell);
    let (Some(state), Some(shown)) = (&reducer.state, &reducer.shown) else {
        return markup::text("This copy of the planner holds no scheme that it can read.");
    };
    let latest = use_latest(state);
    use_history(shown, &act);
    use_keys(&latest, &act);
    use_focus(shown);
    use_full_screen(shown, &act);
    use_document(shown);
    use_link(&latest, keeping != keeping::Keeping::Starting, &act);
    use_hosting(state, &latest, keeping != keeping::Keeping::Starting, &act);
    use_pause(state, &act);
    let announcement = use_announcement(shown, state.is_behind);

    // A file may be dropped anywhere; what is no file is left to the browser.
    let ondragover = Callback::from(|event: DragEvent| {
        if event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let ondrop = {
        let (latest, act) = (latest.clone(), act.clone());
        Callback::from(move |event: DragEvent| {
            if let Some(transfer) = event.data_transfer().filter(|of| of.types().includes(&"Files".into(), 0))
            {
                event.prevent_default();
                deeds::drop(&transfer, latest.state(), &act);
            }
        })
    };
    let heard = Heard { latest, act, press_kept };
    let (onclick, oninput, onchange, onpaste, onkeydown) = heard.handlers();
    html! {
        <div class={shown.meeting_class()} {onclick} {oninput} {onchange} {onpaste} {onkeydown} {ondragover} {ondrop}>
            <Screen state={state.clone()} shown={shown.clone()} {keeping} />
            { announcement }
        </div>
    }
}

/// What is drawn.
#[derive(Properties)]
struct ScreenProps {
    state: Rc<State>,
    /// The state that there was when it was last to be drawn.
    shown: Rc<State>,
    keeping: keeping::Keeping,
}

impl PartialEq for ScreenProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown) && self.keeping == other.keeping
    }
}

/// Draws only what is another.
struct Screen;

impl Component for Screen {
    type Message = ();
    type Properties = ScreenProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let ScreenProps { state, keeping, .. } = context.props();
        // Where it is drawn for another reason, the digits typed since stay in their box.
        screen(&caught_up(state), *keeping, keeping.words())
    }
}

/// The state with everything made of what was typed.
fn caught_up(state: &Rc<State>) -> Rc<State> {
    if state.is_behind { Rc::new(state.caught_up()) } else { state.clone() }
}

/// Everything that can be seen.
fn screen(state: &State, keeping: keeping::Keeping, kept: &'static str) -> Html {
    markup::stand(state.hosting.below + 1, state.hosting.is_read_only, state.anew);
    let shown = pages::show(state, keeping);
    html! {
        <>
            { components::skip_link() }
            { header(state, kept) }
            { navigation(state) }
            <div class="govuk-width-container">
                <main class="govuk-main-wrapper" id="main" tabindex="-1">
                    { hosted(state) }
                    { notice(state, keeping) }
                    { problems(state) }
                    { heading(state, shown.heading) }
                    { components::draw(&shown.blocks) }
                    { components::pagination(turn(state.page.previous()), turn(state.page.next())) }
                </main>
            </div>
            { components::footer(under(state)) }
        </>
    }
}

/// The header: a council's name and logo, and the tools of the area in view.
fn header(state: &State, kept: &'static str) -> Html {
    let pack = state.shipped.pack.as_ref().map(|(pack, _)| pack);
    let logo = state.brand().map_or(("", ""), |brand| (&*brand.logo, &*brand.logo_text));
    let council = pack.map_or(&*state.framework.council, |pack| &*pack.council);
    let council = state.hosting.name.as_deref().unwrap_or(council);
    if let Page::Council(_) = state.page {
        let tool = |back| state.making_can_travel(back).then_some(AttrValue::Static("change of the copy"));
        return components::header(components::Header {
            council: "Council officers’ area",
            logo,
            kept: "",
            undo: tool(true),
            redo: tool(false),
            last: ("see-start", "Back to the planner", ""),
        });
    }
    components::header(components::Header {
        council,
        logo,
        kept,
        undo: state.undo_words().map(AttrValue::from),
        redo: state.redo_words().map(AttrValue::from),
        last: ("save", "Save to a file", "Control+S"),
    })
}

/// What stands under every page.
fn under(state: &State) -> Vec<AttrValue> {
    let mut sentences = vec![
        AttrValue::Static(pages::host::promise(state, "Everything you enter stays on this device.")),
        AttrValue::Static(category::CAVEAT),
        AttrValue::Static(
            "Contains public sector information licensed under the Open Government Licence v3.0.",
        ),
    ];
    if let Some((pack, _)) = &state.shipped.pack {
        sentences.insert(0, AttrValue::from(made(pack)));
    }
    sentences
}

/// What a person sees before the program is there: the start page, as the app first draws it. The hosted page carries it
/// (`src/app/first.html`).
#[cfg(feature = "render")]
#[component]
pub fn First() -> Html {
    let state = Shipped::load().map(Rc::new).and_then(|shipped| State::new(shipped, NaiveDate::default()));
    state.map_or_else(Html::default, |state| screen(&state, keeping::Keeping::Starting, keeping::STARTING))
}

/// The page as it is drawn, for the tests of pages: without anything that listens or is kept.
#[cfg(feature = "render")]
#[derive(PartialEq, Properties)]
pub struct StillProps {
    /// What was done, in order.
    pub actions: Vec<Action>,
    /// The day on which it was done.
    pub today: NaiveDate,
}

/// A page as it stands after some actions.
#[cfg(feature = "render")]
#[component]
pub fn Still(props: &StillProps) -> Html {
    let state = Shipped::load().map(Rc::new).and_then(|shipped| State::new(shipped, props.today));
    let Some(state) = state else { return Html::default() };
    let state = props.actions.iter().fold(state, |state, action| state.step(action.clone())).caught_up();
    markup::stand(state.hosting.below + 1, state.hosting.is_read_only, state.anew);
    let shown = pages::show(&state, keeping::Keeping::On);
    html! {
        <main>
            { navigation(&state) }
            { hosted(&state) }
            { notice(&state, keeping::Keeping::On) }
            { problems(&state) }
            { heading(&state, shown.heading) }
            { components::draw(&shown.blocks) }
        </main>
    }
}

/// The state of the app: none where a copy holds no scheme.
struct Held {
    state: Option<Rc<State>>,
    /// What is drawn of it. A digit is shown by the box that it is typed into; what follows from it, once typing rests.
    shown: Option<Rc<State>>,
}

impl Reducible for Held {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let Some(state) = &self.state else { return self };
        if matches!(action, Action::Rested) && !state.is_behind {
            return self;
        }
        let next = Rc::new(state.step(action));
        let shown = if next.is_behind { self.shown.clone() } else { Some(next.clone()) };
        Rc::new(Self { state: Some(next), shown })
    }
}

thread_local! {
    static READY: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Reads what ships and works out the empty plan, for the [`App`] that is drawn next: a task of its own, so that a slow
/// device can answer in between.
pub fn prepare() {
    let (year, month, day) = clock::today();
    let today = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let pack = browser_page::data("planner-pack").map(Rc::from);
    let state = Shipped::load().and_then(|shipped| State::of_copy(shipped, pack, today));
    let state = state.map(|state| state.in_tab(storage::token()));
    READY.with(|ready| ready.replace(state));
}

fn first_state() -> Held {
    let state = READY.with(RefCell::take).map(Rc::new);
    Held { shown: state.clone(), state }
}

/// What concerns the page around the planner: what it asks, and what stands for as long as it is so.
fn hosted(state: &State) -> Html {
    let asked = pages::host::question(state)
        .map_or_else(Html::default, |(heading, blocks)| components::notice("host", false, &heading, &blocks));
    markup::all(vec![asked, components::draw(&pages::host::standing(state))])
}

fn notice(state: &State, keeping: keeping::Keeping) -> Html {
    // What has to be chosen stays in view on every page.
    let shown = pages::keeping_notice(keeping)
        .or_else(|| state.notice.as_ref().map(pages::notice))
        .or_else(|| pages::preview_notice(state));
    shown.map_or_else(Html::default, |(is_success, heading, blocks)| {
        components::notice("notice", is_success, &heading, &blocks)
    })
}

fn problems(state: &State) -> Html {
    components::error_summary(&said_problems(state))
}

/// What is wrong with the page in view, once it was to be left: each with the id of its control.
fn said_problems(state: &State) -> Vec<(String, String)> {
    if let Page::Council(_) = state.page {
        return pages::copy_problems(state);
    }
    let problems = state.problems().into_iter();
    problems.map(|issue| (control_id(&issue.field), state.issue_words(&issue))).collect()
}

/// The id of the control that a problem with a field leads to: the first box of a date.
fn control_id(field: &crate::domain::Field) -> String {
    match field {
        crate::domain::Field::Inspected => "inspected-day".to_owned(),
        _ => field_id(field),
    }
}

fn heading(state: &State, words: String) -> Html {
    let mut heading = markup::heading(1, "govuk-heading-l planner-heading")
        .attr("id", "page-heading")
        .attr("tabindex", "-1");
    let name = state.draft.name.trim();
    if !name.is_empty() && !matches!(state.page, Page::Council(_)) {
        heading =
            heading.with(markup::classed("span", "planner-heading__caption").say(name.to_owned()).node());
    }
    heading.say(words).node()
}

fn navigation(state: &State) -> Html {
    let label =
        if matches!(state.page, Page::Council(_)) { "Pages for council officers" } else { "Planner pages" };
    components::navigation(
        label,
        state.page.area().into_iter().map(|page| {
            let task = state.worked.tasks.iter().find(|task| state::page_asking(task.page) == page);
            let mark = task.and_then(|task| match task.state {
                TaskState::Done => Some(("(complete)", '✓')),
                TaskState::Missing => Some(("(something is missing)", '○')),
                TaskState::Problem => Some(("(there is a problem)", '!')),
                TaskState::Optional => None,
            });
            components::NavItem {
                id: format!("nav-{}", page.name()),
                title: page.title(),
                state: mark,
                is_current: page == state.page,
            }
        }),
    )
}

fn turn(page: Option<Page>) -> Option<(String, &'static str)> {
    page.map(|page| (format!("turn-{}", page.name()), page.title()))
}

/// The latest state, for handlers that are made once.
#[derive(Clone)]
struct Latest(Rc<RefCell<Rc<State>>>);

impl Latest {
    /// It, with everything made of what was typed.
    fn state(&self) -> Rc<State> {
        caught_up(&self.0.borrow())
    }
}

#[hook]
fn use_latest(state: &Rc<State>) -> Latest {
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    Latest(latest)
}

/// Everything that the root hears.
struct Heard {
    latest: Latest,
    act: Callback<Action>,
    press_kept: Callback<String>,
}

type Handlers =
    (Callback<MouseEvent>, Callback<InputEvent>, Callback<Event>, Callback<Event>, Callback<KeyboardEvent>);

impl Heard {
    fn handlers(self) -> Handlers {
        let Self { latest, act, press_kept } = self;
        let onclick = {
            let act = act.clone();
            Callback::from(move |event: MouseEvent| {
                let Some(pressed) = closest(&event, "button, a[href^='#']") else { return };
                if let Some(target) = pressed.get_attribute("href") {
                    // A link inside the page moves the keyboard, and leaves the address alone.
                    event.prevent_default();
                    let id = target.trim_start_matches('#');
                    // What it leads to may stand where another target is in view.
                    if browser_page::focus(id).is_err() {
                        act.emit(Action::Pressed(format!("go-{id}")));
                    }
                    return;
                }
                if pressed.get_attribute("aria-disabled").is_some() {
                    return;
                }
                let id = pressed.id();
                if id.starts_with("kept-") {
                    press_kept.emit(id.clone());
                }
                deeds::press(&id, &latest.state(), &act);
                act.emit(Action::Pressed(id));
            })
        };
        let oninput = {
            let act = act.clone();
            Callback::from(move |event: InputEvent| {
                if let Some((id, value)) = typed(&event) {
                    act.emit(Action::Typed(id, value));
                }
            })
        };
        let onchange = {
            let act = act.clone();
            Callback::from(move |event: Event| {
                let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
                match input.type_().as_str() {
                    "radio" => act.emit(Action::Typed(input.name(), input.value())),
                    "checkbox" => act.emit(Action::Ticked(input.id(), input.checked())),
                    _ => {}
                }
            })
        };
        let onpaste = {
            let act = act.clone();
            Callback::from(move |event: Event| {
                let pasted =
                    event.dyn_ref().and_then(clipboard::pasted_text).and_then(|text| read_pasted(&text));
                let cell = closest(&event, ".planner-cell__input");
                // A single value goes into its cell as the browser puts it there.
                if let (Some(table), Some(cell)) = (pasted, cell) {
                    event.prevent_default();
                    act.emit(Action::Pasted(cell.id(), table));
                }
            })
        };
        // Enter in a field does what Continue does; keys on what is moved by steps move it.
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
            if let Some(verb) = verb_of(&event.key()).filter(|_| is_plain)
                && let Some(control) = closest(&event, ".planner-stepper__control")
            {
                event.prevent_default();
                // Its id is `suppose-` and what the measure is known by.
                act.emit(Action::Pressed(control.id().replacen('-', &format!("-{verb}-"), 1)));
            }
            // What the keyboard goes to stands where it will, and what is printed (Ctrl+P) goes by all that was typed.
            if matches!(event.key().as_str(), "Tab" | "p") {
                act.emit(Action::Rested);
            }
            let is_enter = event.key() == "Enter" && !event.is_composing();
            // What was pasted has the keyboard at its heading: one key more fills it in.
            if is_enter && closest(&event, "#paste-heading").is_some() {
                event.prevent_default();
                act.emit(Action::Pressed("paste-in".to_owned()));
            }
            if is_enter && let Some(field) = closest(&event, "input[type='text']") {
                event.prevent_default();
                // In what is asked of a file it stays there.
                let deed = if field.id().starts_with("fill-") { "fill-enter" } else { "continue" };
                act.emit(Action::Pressed(deed.to_owned()));
            }
        });
        (onclick, oninput, onchange, onpaste, onkeydown)
    }
}

/// The element that an event is about: its target, or the nearest around it that fits.
fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The id and the text of the box that was typed into.
fn typed(event: &Event) -> Option<(String, String)> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        // Radios and ticks fire this too; they are heard when they change.
        return (input.type_() == "text").then(|| (input.id(), input.value()));
    }
    target.dyn_ref::<web_sys::HtmlTextAreaElement>().map(|area| (area.id(), area.value()))
}

/// How long typing must have rested before what follows from it is shown.
const REST: u32 = 300; // milliseconds

/// How long after that it must have paused before a new outcome is announced, and before what is wrong with what is typed
/// is said.
const PAUSE: u32 = 600; // milliseconds

/// Tells of a rest and of a pause in typing, where something waits for it.
#[hook]
fn use_pause(state: &State, act: &Callback<Action>) {
    let act = act.clone();
    let rests = state.is_behind;
    let waiting = (rests || state.holds_back()).then(|| (rests, state.draft.clone()));
    use_effect_with(waiting, move |waiting| {
        let rests = waiting.as_ref().map(|(rests, _)| *rests);
        let timer = rests.map(|rests| {
            let after = if rests { REST } else { PAUSE };
            Timeout::new(after, move || act.emit(if rests { Action::Rested } else { Action::Paused }))
        });
        move || drop(timer)
    });
}

/// Says the outcome once typing has paused, to those who cannot see it change.
#[hook]
fn use_announcement(state: &State, is_behind: bool) -> Html {
    // What a page shows of the change that was typed: of a target, where it leads and how it stands.
    let sentence = AttrValue::from(match state.page {
        Page::Trajectory => state.news(),
        Page::WhatIf => state.what_if_news(),
        _ => state.worked.headline.sentence.clone(),
    });
    let said = use_state(|| AttrValue::Static(""));
    // None of these yet.
    let heard = use_mut_ref(|| ((Page::About, None), AttrValue::Static("")));
    // Of the pages that show the outcome, all are one.
    let page = match state.page {
        Page::Trajectory => (state.page, state.planning()),
        Page::WhatIf => (state.page, None),
        _ => (Page::Start, None),
    };
    {
        let said = said.setter();
        use_effect_with((page, sentence, is_behind), move |now| {
            // What the page shows when it opens is read as part of it.
            if heard.borrow().0 != now.0 {
                heard.replace((now.0.clone(), now.1.clone()));
            }
            let is_news = !is_behind && heard.borrow().1 != now.1;
            let waiting = is_news.then(|| {
                let sentence = now.1.clone();
                Timeout::new(PAUSE, move || {
                    said.set(sentence.clone());
                    heard.borrow_mut().1 = sentence;
                })
            });
            move || drop(waiting)
        });
    }
    markup::classed("div", "govuk-visually-hidden")
        .attr("id", "planner-status")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .say((*said).clone())
        .node()
}

/// Keeps the browser's Back and Forward in step with the page in view.
#[hook]
fn use_history(state: &State, act: &Callback<Action>) {
    // A change of page that Back or Forward brought must not become a new entry.
    let travelled = use_mut_ref(|| Cell::new(false));
    {
        let (act, travelled) = (act.clone(), travelled.clone());
        use_effect_with((), move |()| {
            match history::current() {
                // The page was loaded again: go on where it was.
                Ok(Some(name)) => {
                    if let Some(page) = Page::named(&name).filter(|page| *page != Page::Start) {
                        travelled.borrow().set(true);
                        act.emit(Action::Travelled(page));
                    }
                }
                // Where history cannot be used, pages are only state.
                _ => drop(history::replace(Page::Start.name())),
            }
            let listener = history::on_travel(move |name| {
                let page = name.as_deref().and_then(Page::named).unwrap_or_default();
                travelled.borrow().set(true);
                act.emit(Action::Travelled(page));
            });
            move || drop(listener)
        });
    }
    let is_first = use_mut_ref(|| true);
    use_effect_with(state.page, move |page| {
        let was_travelled = travelled.borrow().replace(false);
        if !is_first.replace(false) && !was_travelled {
            let _ = history::push(page.name());
        }
    });
}

/// Opens the plan that the page's address carries: once what was kept is there, and when a link is opened here later.
#[hook]
fn use_link(latest: &Latest, is_ready: bool, act: &Callback<Action>) {
    let (latest, act) = (latest.clone(), act.clone());
    use_effect_with(is_ready, move |is_ready| {
        let listener = is_ready.then(|| {
            let open = move || deeds::open_link(latest.state(), &act);
            open();
            link::on_change(open)
        });
        move || drop(listener)
    });
}

/// Gives the document its title, and the colours of the council's copy or of the page around it.
#[hook]
fn use_document(state: &State) {
    let error = if said_problems(state).is_empty() { "" } else { "Error: " };
    let title = format!("{error}{} \u{2013} Attainment planner", state.page.title());
    let colours = state.brand().map(|brand| brand.colours().map(|colour| colour.to_string()));
    use_effect_with((title, colours), |(title, colours)| {
        let _ = browser_page::set_title(title);
        // Where it is refused, the planner's own colours stay.
        let _ = browser_page::set_colours(colours.as_ref());
    });
}

/// Undo, redo and save by keyboard. Inside a field Ctrl+Z is the browser's.
#[hook]
fn use_keys(latest: &Latest, act: &Callback<Action>) {
    let (latest, act) = (latest.clone(), act.clone());
    use_effect_with((), move |()| {
        let listener = keys::on_key(move |press| {
            if press.key == "Escape" && latest.state().is_pasting() {
                act.emit(Action::Pressed("paste-leave".to_owned()));
                return true;
            }
            if press.key == "Escape" && !latest.state().meeting_class().is_empty() {
                act.emit(Action::Large(false));
                return true;
            }
            if !press.command || press.alt {
                return false;
            }
            match press.key.to_ascii_lowercase().as_str() {
                "s" => deeds::press("save", &latest.state(), &act),
                "z" if !press.in_field && press.shift => act.emit(Action::Redo),
                "z" if !press.in_field => act.emit(Action::Undo),
                "y" if !press.in_field => act.emit(Action::Redo),
                _ => return false,
            }
            true
        });
        move || drop(listener)
    });
}

/// Moves the keyboard: to the heading of a new page, to the field that was asked for, to the summary of what Continue
/// found wrong, or to a message.
#[hook]
fn use_focus(state: &State) {
    let of_copy = state.making.as_ref().filter(|_| matches!(state.page, Page::Council(_)));
    let target = match (&state.go_to, of_copy) {
        (Some(field), _) => field_id(field),
        (None, Some(making)) => making.to.clone(),
        _ => String::new(),
    };
    // Who moved an entry of a list sees the list stand still.
    let stays = state.go_to.is_none() && !target.is_empty();
    let focus = |id: &str| {
        let _ = browser_page::focus(id);
    };
    use_each(
        state.turns,
        Box::new(move || {
            if !stays {
                let _ = browser_page::scroll_to_top();
            }
            if browser_page::focus(&target).is_err() {
                let _ = browser_page::scroll_to_top();
                focus("page-heading");
            }
        }),
    );
    let is_open = state.is_pasting();
    let pasting = state.pasting.as_ref();
    let pasted =
        pasting.map(|pasting| if pasting.is_open { "paste-heading".into() } else { pasting.start.clone() });
    use_each(
        state.pastes,
        Box::new(move || {
            let Some(id) = pasted else { return };
            // All of it, where the window is high enough; its heading in any case.
            if is_open {
                let _ = browser_page::show_around(&id);
            }
            focus(&id);
        }),
    );
    use_each(state.notices, Box::new(move || focus("notice")));
    use_each(state.checks, Box::new(move || focus("error-summary")));
}

/// Does something each time that a count has grown.
#[hook]
fn use_each(count: u32, then: Box<dyn FnOnce()>) {
    use_effect_with(count, move |count| {
        if *count > 0 {
            then();
        }
    });
}

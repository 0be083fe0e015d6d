//! The app: its state, its pages and what they are made of.
//!
//! `Html` code computes nothing but attributes: what is said of a school comes from `present`, what is done from
//! [`state`]. The outside world is reached through `browser`, in [`keeping`] and [`deeds`].

pub mod components;
pub mod deeds;
pub mod keeping;
pub mod page;
pub mod pages;
pub mod state;

use std::cell::Cell;
use std::rc::Rc;

use chrono::NaiveDate;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::{clock, history, keys, page as browser_page};
use crate::domain::Field;
use crate::present::category;
use crate::present::name::field_id;
use crate::present::reason::Words;
use crate::present::tasks::TaskState;

use components::*;
use keeping::{Keeping, use_keeping};
use page::Page;
use state::{Action, Shipped, State};

/// What the app is given.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What holds the plan outside the app.
    pub shell: Shell,
}

/// What pages are given.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// The state.
    pub state: Shown,
    /// What a page asks to be done; the same for as long as the app runs.
    pub act: Callback<Action>,
    /// Whether and where the plan is kept.
    pub keeping: Keeping,
    /// Lets the plan be kept on this computer, where the person has to be asked first.
    pub allow_keeping: Callback<()>,
}

/// The state as pages see it: the same as long as nothing was done.
#[derive(Clone)]
pub struct Shown(pub Rc<State>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shown {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// The app.
#[component]
pub fn App(props: &Props) -> Html {
    let shipped = use_memo((), |()| {
        let (year, month, day) = clock::today();
        let today = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        Shipped::load().map(Rc::new).and_then(|shipped| State::new(shipped, today))
    });
    match shipped.as_ref() {
        Some(first) => {
            html! { <Planner first={Shown(Rc::new(first.clone()))} shell={props.shell.clone()} /> }
        }
        None => {
            html! { <p class="govuk-body">{ "This copy of the planner holds no scheme that it can read." }</p> }
        }
    }
}

#[derive(PartialEq, Properties)]
struct PlannerProps {
    first: Shown,
    shell: Shell,
}

#[component]
fn Planner(props: &PlannerProps) -> Html {
    let reducer = {
        let first = props.first.clone();
        use_reducer(move || (*first).clone())
    };
    let state = Shown(Rc::new((*reducer).clone()));
    let act = {
        let dispatch = reducer.dispatcher();
        use_callback((), move |action: Action, ()| dispatch.dispatch(action))
    };
    let (keeping, allow_keeping) = use_keeping(&state, &act, &props.shell);
    use_history(&state, &act);
    use_keys(&state, &act);
    use_focus(&state);

    let go = use_callback(act.clone(), |id: AttrValue, act| {
        if let Some(page) = id.strip_prefix("nav-").and_then(Page::named) {
            act.emit(Action::Go(page));
        }
    });
    let undo = use_callback(act.clone(), |_: MouseEvent, act| act.emit(Action::Undo));
    let redo = use_callback(act.clone(), |_: MouseEvent, act| act.emit(Action::Redo));
    let save = {
        let draft = state.draft.clone();
        use_callback((draft, act.clone()), |_: MouseEvent, (draft, act)| deeds::save(draft, act))
    };
    let page = PageProps { state: state.clone(), act, keeping: keeping.clone(), allow_keeping };
    html! {
        <>
            { yew::props!(SkipLinkProps {}).view() }
            { yew::props!(HeaderProps {
                council: AttrValue::from(state.framework.council.clone()),
                children: yew::props!(ToolBarProps {
                    undo: state.undo_words().map(AttrValue::from),
                    redo: state.redo_words().map(AttrValue::from),
                    kept: Some(AttrValue::Static(keeping.words())),
                    on_undo: undo,
                    on_redo: redo,
                    on_save: save,
                }).view(),
            }).view() }
            { yew::props!(NavigationProps {
                items: navigation(&state),
                current: AttrValue::from(nav_id(state.page)),
                on_go: go.clone(),
            }).view() }
            <div class="govuk-width-container">
                <main class="govuk-main-wrapper" id="main" tabindex="-1">
                    { pages::notice(&page) }
                    { problems(&page) }
                    { pages::show(&page) }
                    { yew::props!(PaginationProps {
                        previous: state.page.previous().map(|page| PageLink::new(nav_id(page), page.title())),
                        next: state.page.next().map(|page| PageLink::new(nav_id(page), page.title())),
                        on_go: go.clone(),
                    }).view() }
                </main>
            </div>
            { footer(&go) }
            <Announcer state={state} />
        </>
    }
}

fn nav_id(page: Page) -> String {
    format!("nav-{}", page.name())
}

fn navigation(state: &State) -> IArray<NavItem> {
    let progress = |page: Page| {
        let task = state.worked.tasks.iter().find(|task| state::page_asking(task.page) == page);
        task.map_or(Progress::Plain, |task| match task.state {
            TaskState::Done => Progress::Done,
            TaskState::Missing => Progress::Missing,
            TaskState::Problem => Progress::Problem,
            TaskState::Optional => Progress::Plain,
        })
    };
    Page::ALL.map(|page| NavItem::new(nav_id(page), page.title(), progress(page))).into_iter().collect()
}

fn problems(props: &PageProps) -> Html {
    let problems: IArray<Problem> = props
        .state
        .problems()
        .into_iter()
        .map(|issue| Problem::new(field_id(&target_of(&issue.field)), crate::present::issue::words(issue)))
        .collect();
    html! { <ErrorSummary {problems} focus={props.state.checks} /> }
}

/// The field that an error leads to: the first box of a date.
fn target_of(field: &Field) -> Field {
    field.clone()
}

fn footer(go: &Callback<AttrValue>) -> Html {
    yew::props!(FooterProps {
        children: html! {
            <>
                <p class="planner-footer__text">
                    { "Everything you enter stays on this device. " }{ category::CAVEAT }
                </p>
                <p class="planner-footer__text">
                    { "Contains public sector information licensed under the Open Government Licence v3.0." }
                </p>
                <ul class="planner-footer__links">
                    <li>{ yew::props!(LinkButtonProps {
                        text: "About, privacy and method",
                        id: "nav-about",
                        on_press: go.clone(),
                    }).view() }</li>
                </ul>
            </>
        },
    })
    .view()
}

/// Says the outcome once typing has paused, to those who cannot see it change.
#[derive(PartialEq, Properties)]
struct AnnouncerProps {
    state: Shown,
}

/// How long typing must have paused.
const PAUSE: u32 = 900; // milliseconds

#[component]
fn Announcer(props: &AnnouncerProps) -> Html {
    let state = &props.state;
    let words =
        Words { framework: &state.framework, catalogue: &state.shipped.catalogue, plan: &state.worked.plan };
    let sentence = category::headline(&state.worked.evaluation, words).sentence;
    let said = use_state(|| AttrValue::Static(""));
    {
        let said = said.clone();
        let is_first = use_mut_ref(|| true);
        use_effect_with(sentence, move |sentence| {
            let sentence = AttrValue::from(sentence.clone());
            // What the page shows when it opens is read as part of it.
            let is_first = is_first.replace(false);
            let waiting = (!is_first).then(|| Timeout::new(PAUSE, move || said.set(sentence)));
            move || drop(waiting)
        });
    }
    html! { <StatusBar message={(*said).clone()} /> }
}

/// Keeps the browser's Back and Forward in step with the page in view.
#[hook]
fn use_history(state: &Shown, act: &Callback<Action>) {
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
                        act.emit(Action::Go(page));
                    }
                }
                // Where history cannot be used, pages are only state.
                _ => drop(history::replace(Page::Start.name())),
            }
            let listener = history::on_travel(move |name| {
                let page = name.as_deref().and_then(Page::named).unwrap_or_default();
                travelled.borrow().set(true);
                act.emit(Action::Go(page));
            });
            move || drop(listener)
        });
    }
    let page = state.page;
    let is_first = use_mut_ref(|| true);
    use_effect_with(page, move |page| {
        let was_travelled = travelled.borrow().replace(false);
        if !is_first.replace(false) && !was_travelled {
            let _ = history::push(page.name());
        }
    });
}

/// Undo, redo and save by keyboard. Inside a field Ctrl+Z is the browser's.
#[hook]
fn use_keys(state: &Shown, act: &Callback<Action>) {
    let draft = state.draft.clone();
    use_effect_with((draft, act.clone()), |(draft, act)| {
        let (draft, act) = (draft.clone(), act.clone());
        let listener = keys::on_key(move |press| {
            if !press.command || press.alt {
                return false;
            }
            match press.key.to_lowercase().as_str() {
                "s" => deeds::save(&draft, &act),
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

/// Gives each page its title, and moves the keyboard: to the heading of a new page, or to the field that was asked for.
#[hook]
fn use_focus(state: &Shown) {
    let has_problems = !state.problems().is_empty();
    use_effect_with((state.page, has_problems), |(page, has_problems)| {
        let error = if *has_problems { "Error: " } else { "" };
        let _ = browser_page::set_title(&format!("{error}{} \u{2013} Attainment planner", page.title()));
    });
    let go_to = state.go_to.clone();
    use_effect_with((state.turns, go_to), |(turns, go_to)| {
        if *turns > 0 {
            let _ = match go_to {
                Some(field) => browser_page::focus(&field_id(field)),
                None => {
                    let _ = browser_page::scroll_to_top();
                    browser_page::focus("page-heading")
                }
            };
        }
    });
}

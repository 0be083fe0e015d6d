//! What is done with messages of the page around the planner (`docs/host-messages.md`).
//!
//! Figures go there only after the person agrees, on the page; a plan of theirs is replaced only after they agree; and
//! whatever else is asked for changes nothing that they cannot take back.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::{Unavailable, host, page as browser_page};
use crate::domain::fault::FaultKind;
use crate::domain::pack::Brand;
use crate::domain::{Draft, Framework};
use crate::format::{Ask, Configure, MARK, MOST_OF_A_PLAN, Said, read_message, write_message};
use crate::present::fault;

use super::Latest;
use super::page::Page;
use super::state::{Action, Known, Notice, State, What};

/// How it stands with the page around the planner. Never kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosting {
    /// Its origin; `None` where it has no name, or there is no such page.
    pub(super) origin: Option<Rc<str>>,
    /// What the person said of figures.
    pub(super) figures: Figures,
    /// What the person is asked.
    pub(super) asked: Option<Rc<Request>>,
    /// Whether the plan may be read and not changed.
    pub(super) is_read_only: bool,
    /// How many levels the headings stand below their own.
    pub(super) below: u8,
    /// The name and the look that it set.
    pub(super) name: Option<Rc<str>>,
    pub(super) brand: Option<Rc<Brand>>,
    /// The scheme that it set.
    framework: Option<Rc<Framework>>,
    /// The plan that it opened, as it was then.
    loaded: Option<Rc<Draft>>,
}

/// What the person said of figures that the page around the planner asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Figures {
    /// Nothing that lasts.
    #[default]
    Unsaid,
    /// That it gets them, also when they change.
    Follow,
    /// That it does not.
    Refused,
}

/// A message of the page around the planner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What the answer repeats.
    pub id: Option<String>,
    /// The origin that it came from; `None` of one without a name.
    pub origin: Option<Rc<str>>,
    /// What it asks for.
    pub ask: Ask,
}

impl State {
    /// Whether a plan that is to be opened would replace something that is the person's.
    fn asks_before_load(&self) -> bool {
        !self.draft.is_empty() && self.hosting.loaded.as_ref() != Some(&self.draft)
    }

    /// How the page looks: as the page around it says, or as the council's copy does.
    pub(super) fn brand(&self) -> Option<&Brand> {
        let of_copy = self.shipped.pack.as_ref().map(|(pack, _)| &pack.brand);
        self.hosting.brand.as_deref().or(of_copy)
    }

    /// Does what a message asks for, as far as the person need not be asked, or begins to ask.
    pub(super) fn hosted(&self, request: Rc<Request>) -> Self {
        let mut next = self.clone();
        next.hosting.origin.clone_from(&request.origin);
        match &request.ask {
            Ask::Configure(wanted) => next.configured(wanted),
            Ask::Load(draft) if !self.asks_before_load() => next.loaded(draft),
            Ask::Load(_) | Ask::Get { .. } if next.hosting.asked.is_none() => {
                next.hosting.asked = Some(request);
                next
            }
            _ => next,
        }
    }

    fn configured(mut self, wanted: &Configure) -> Self {
        self.hosting.is_read_only = wanted.read_only.unwrap_or(self.hosting.is_read_only);
        self.hosting.below = wanted.heading_level.map_or(self.hosting.below, |level| level - 1);
        self.hosting.name = wanted.name.clone().or(self.hosting.name);
        self.hosting.brand = wanted.brand.clone().or(self.hosting.brand);
        match &wanted.framework {
            Some(framework) => self.with_scheme_of_host(framework),
            None => self,
        }
    }

    /// With the scheme that the page around the planner sets, until this page is closed.
    pub(super) fn with_scheme_of_host(&self, framework: &Rc<Framework>) -> Self {
        let mut frameworks = (*self.frameworks).clone();
        // One that the person opened stays kept.
        let same = frameworks.iter().position(|known| known.framework.id == framework.id);
        let file = same.and_then(|place| frameworks.remove(place).file);
        frameworks.push(Known { framework: framework.clone(), file });
        let mut next = self.clone();
        next.frameworks = Rc::new(frameworks);
        next.hosting.framework = Some(framework.clone());
        let draft = Draft { framework: Some(framework.id.clone()), ..(*self.draft).clone() };
        if draft.is_empty() || draft == *self.draft {
            return next.with_draft(Rc::new(draft));
        }
        let mut next = next.changed(draft, What::Scheme);
        next.notice = Some(Notice::Shelf(
            true,
            "The page around the planner has set the council’s scheme. Undo brings the one before back",
        ));
        next
    }

    /// What the page around the planner has set, in a state that is begun anew.
    pub(super) fn hosted_as(mut self, before: &Self) -> Self {
        self.hosting.clone_from(&before.hosting);
        match &before.hosting.framework {
            Some(framework) => self.with_scheme_of_host(framework),
            None => self,
        }
    }

    /// Opens a plan of the host's, without moving the keyboard: nobody in this frame asked for it.
    fn loaded(&self, draft: &Draft) -> Self {
        let mut next = self.changed(draft.clone(), What::Opened);
        // It takes the place of the one that the host opened before, so that many do not fill the list of kept plans.
        if !self.asks_before_load() && !self.draft.is_empty() {
            next.plan.clone_from(&self.plan);
        }
        next.page = Page::Start;
        next.notice = Some(Notice::Opened);
        next.hosting.loaded = Some(next.draft.clone());
        next
    }

    /// What the person says to it, or takes back: by a button's id without `host-`.
    pub(super) fn host_pressed(&self, id: &str) -> Self {
        let mut next = self.clone();
        let asked = next.hosting.asked.take();
        match (id, asked.as_ref().map(|request| &request.ask)) {
            ("open", Some(Ask::Load(draft))) => next = next.loaded(draft),
            ("always", _) => next.hosting.figures = Figures::Follow,
            ("no", _) => next.hosting.figures = Figures::Refused,
            ("stop" | "ask", _) => next.hosting.figures = Figures::Unsaid,
            _ => {}
        }
        // The button that had the keyboard is gone.
        next.go_to = None;
        next.turns += 1;
        next
    }
}

/// The page is left as it is: what the host is told of it, as an answer.
fn answer(said: Said<'_>, id: Option<&str>) {
    // A host that is gone needs no answer.
    let _ = host::answer(&write_message(said, id));
}

const DECLINED: Said<'static> = Said::Error("declined", "The person said no.");

/// Tells the host what the button with this id, without `host-`, says.
pub(super) fn press(id: &str, state: &State) {
    if id == "stop" {
        return answer(Said::Error("declined", "The person no longer sends the plan."), None);
    }
    let Some(Request { id: of, ask, .. }) = state.hosting.asked.as_deref() else { return };
    let said = match (id, ask) {
        ("once" | "always", Ask::Get { .. }) => Said::Change(&state.draft),
        ("open", Ask::Load(_)) => Said::Done,
        _ => DECLINED,
    };
    answer(said, of.as_deref());
}

/// Tells the host that the person saves the plan, where it may know.
pub(super) fn saved(state: &State) {
    if state.hosting.figures == Figures::Follow {
        answer(Said::Save(&state.draft), None);
    }
}

/// Hears a message: answers it, lets it be done, or lets the person be asked.
fn hear(heard: Result<String, Unavailable>, state: &State, act: &Callback<Action>) {
    let refused = |code, words| answer(Said::Error(code, words), None);
    let text = match heard {
        Ok(text) => text,
        Err(Unavailable::Full) => return refused("too_many", "Too many messages came at once."),
        Err(Unavailable::TooLarge) => return refused("too_large", "The message is larger than is read."),
        Err(_) => return refused("not_json", "The message cannot be written as JSON."),
    };
    let (id, ask) = read_message(&text, &state.shipped.catalogue);
    let id = id.as_deref();
    let ask = match ask {
        Ok(ask) => ask,
        Err(faults) => {
            let code = match faults.first().map(|fault| &fault.kind) {
                Some(FaultKind::NotJson { .. }) => "not_json",
                Some(FaultKind::TooLarge { .. }) => "too_large",
                _ if faults.iter().any(|fault| matches!(fault.kind, FaultKind::Newer { .. })) => "newer",
                _ => "malformed",
            };
            return answer(Said::Error(code, &fault::list(&faults).join(". ")), id);
        }
    };
    let hosting = &state.hosting;
    match &ask {
        Ask::Configure(_) => answer(Said::Done, id),
        Ask::Print => {
            // The dialogue holds the page up, and one after the other would hold it for ever.
            host::count(9);
            answer(Said::Done, id);
            // Where the browser refuses, nothing says so.
            let _ = browser_page::print();
            return;
        }
        Ask::Get { .. } if hosting.figures == Figures::Refused => return answer(DECLINED, id),
        Ask::Get { .. } if hosting.figures == Figures::Follow => {
            return answer(Said::Change(&state.draft), id);
        }
        Ask::Load(_) if !state.asks_before_load() => answer(Said::Done, id),
        _ if hosting.asked.is_some() => {
            return answer(Said::Error("busy", "The person is being asked about an earlier message."), id);
        }
        _ => {}
    }
    let origin = host::origin().map(Rc::from);
    act.emit(Action::Host(Rc::new(Request { id: id.map(str::to_owned), origin, ask })));
}

/// How long typing must have paused before the host is told of a change.
const PAUSE: u32 = 300; // milliseconds

/// How long a change of height waits for the next.
const WAIT: u32 = 100; // milliseconds

/// Talks with the page around the planner, where there is one: once what was kept is there.
#[hook]
pub(super) fn use_hosting(state: &State, latest: &Latest, is_ready: bool, act: &Callback<Action>) {
    {
        let (latest, act) = (latest.clone(), act.clone());
        use_effect_with(is_ready, move |is_ready| {
            let held = is_ready.then(|| talk(&latest, &act));
            move || drop(held)
        });
    }
    let follows = |state: &State| state.hosting.figures == Figures::Follow;
    let is_followed = follows(state);
    let latest = latest.clone();
    use_effect_with(state.draft.clone(), move |_| {
        let waiting = is_followed.then(|| {
            Timeout::new(PAUSE, move || {
                let state = latest.state();
                if follows(&state) {
                    answer(Said::Change(&state.draft), None);
                }
            })
        });
        move || drop(waiting)
    });
}

/// Listens, says that the planner is there, and how high its page is.
fn talk(latest: &Latest, act: &Callback<Action>) -> Option<impl Sized + use<>> {
    let (heard_by, act) = (latest.clone(), act.clone());
    let listener = host::listen("planner", MARK, MOST_OF_A_PLAN, move |heard| {
        // What it leads to may draw the page anew.
        let state = heard_by.state();
        hear(heard, &state, &act);
    });
    let listener = listener.ok()?;
    let _ = host::call(&write_message(Said::Ready, None));
    let latest = latest.clone();
    let (is_due, seen, told) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let watch = host::Height::watch(move |height| {
        seen.set(height);
        if is_due.replace(true) {
            return;
        }
        let (latest, is_due, seen, told) = (latest.clone(), is_due.clone(), seen.clone(), told.clone());
        Timeout::new(WAIT, move || {
            is_due.set(false);
            // The large layout is as high as its window: a frame made so high would never be lower again.
            let is_large = !latest.state().meeting_class().is_empty();
            let height = seen.get();
            if !is_large && told.replace(height) != height {
                let _ = host::call(&write_message(Said::Height(height), None));
            }
        })
        .forget();
    });
    Some((listener, watch))
}

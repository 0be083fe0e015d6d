//! Keeping the plan as it is typed, where the browser allows it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::storage::{self, TextStore};
use crate::browser::{Unavailable, leave};
use crate::domain::Draft;
use crate::format::{read_plan, write_plan};

use super::state::{Action, Notice, State};

/// The database, and the key of the plan in it.
const DATABASE: &str = "attainment-planner";
const KEY: &str = "plan";
/// The key of the schemes that were opened from files: a JSON text sequence (RFC 7464).
const SCHEMES: &str = "schemes";
const RECORD: char = '\u{1e}';

/// Whether and where the plan is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It is being found out.
    Starting,
    /// It is kept in this browser as it is typed.
    On,
    /// The planner was opened from a disk, where every local file can read what is kept: the person is asked first.
    AskFirst,
    /// It is not kept; why.
    Off(Unavailable),
}

impl Keeping {
    /// The state in a few words, for the tool bar.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Starting => "",
            Self::On => "Kept in this browser",
            Self::AskFirst | Self::Off(_) => "Not kept in this browser: save your plan to a file",
        }
    }

    /// Why it is not kept, in a sentence.
    pub(super) fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::Starting | Self::On => return None,
            Self::AskFirst => {
                "You opened the planner from a disk. What is kept there can be read by any other page that is opened \
                 from a disk in this browser, so nothing is kept unless you say so."
            }
            Self::Off(Unavailable::Refused) => {
                "This browser, or the page that the planner stands in, does not let it keep anything."
            }
            Self::Off(Unavailable::Missing) => "This browser cannot keep anything for the planner.",
            Self::Off(Unavailable::Full) => "There is no room left in this browser’s storage.",
            Self::Off(Unavailable::TooLarge | Unavailable::Failed) => {
                "Keeping the plan in this browser failed."
            }
        })
    }
}

/// How long a change may wait before it is written to storage.
const WAIT: u32 = 200; // milliseconds

/// What is to be kept, and where.
struct Keeper {
    shell: Shell,
    failed: Callback<Unavailable>,
    storage: RefCell<Option<Rc<TextStore>>>,
    /// Whether the person and the browser allow it to be kept in storage.
    is_allowed: Cell<bool>,
    /// The plan that is still to be written to storage; a newer one takes its place.
    due: RefCell<Option<String>>,
}

impl Keeper {
    /// Hands a plan to the shell at once, so that a failure loses nothing, and writes it to storage soon: by one timer
    /// for all that changes until it rings.
    fn keep(self: &Rc<Self>, draft: &Draft) {
        let text = write_plan(draft);
        // A plan in which nothing stands is not worth promising to give back.
        if !draft.is_empty() || self.shell.kept().is_some() {
            self.shell.keep(&text);
        }
        if self.due.replace(Some(text)).is_none() {
            let keeper = self.clone();
            Timeout::new(WAIT, move || keeper.store()).forget();
        }
    }

    /// Writes what is due to storage, if anything is.
    fn store(&self) {
        let Some(text) = self.due.take() else { return };
        if let Some(storage) = self.storage.borrow().clone().filter(|_| self.is_allowed.get()) {
            let failed = self.failed.clone();
            // Storage itself does one write after the other.
            spawn_local(async move {
                if let Err(why) = storage.put(KEY, &text).await {
                    failed.emit(why);
                }
            });
        }
    }
}

/// Keeps the plan: hands it to the shell soon after every change, and writes it to the browser's storage where that may
/// be used. Answers how it stands, and a callback by which the person allows it where they have to be asked.
#[hook]
pub(super) fn use_keeping(
    state: &Option<State>,
    act: &Callback<Action>,
    shell: &Shell,
) -> (Keeping, Callback<()>) {
    let keeping = use_state(|| Keeping::Starting);
    let draft = state.as_ref().map_or_else(Rc::default, |state| state.draft.clone());
    let keeper = {
        let (keeping, shell) = (keeping.setter(), shell.clone());
        use_memo((), move |()| Keeper {
            shell,
            failed: Callback::from(move |why| keeping.set(Keeping::Off(why))),
            storage: RefCell::default(),
            is_allowed: Cell::default(),
            due: RefCell::default(),
        })
    };
    {
        let (keeping, keeper) = (keeping.setter(), keeper.clone());
        let (act, shell) = (act.clone(), shell.clone());
        use_effect_with((), move |()| {
            // After a failure the shell holds the plan, newer than what was kept.
            let held = shell.kept();
            let without_plan = shell.without_plan();
            if let Some(text) = &held {
                resume(text, &act);
            }
            spawn_local(async move {
                let opened = async {
                    let storage = TextStore::open(DATABASE).await?;
                    let kept = storage.get(KEY).await?;
                    let schemes = storage.get(SCHEMES).await?;
                    Ok::<_, Unavailable>((storage, kept, schemes))
                };
                match opened.await {
                    Ok((storage, kept, schemes)) => {
                        // Before the plan, which may be of one of them.
                        act.emit(Action::ResumeSchemes(schemes.unwrap_or_default()));
                        let may_keep = kept.is_some() || !storage::is_file_url();
                        *keeper.storage.borrow_mut() = Some(Rc::new(storage));
                        if let Some(text) = kept.filter(|_| held.is_none() && !without_plan) {
                            resume(&text, &act);
                        }
                        keeping.set(if may_keep { Keeping::On } else { Keeping::AskFirst });
                    }
                    Err(why) => keeping.set(Keeping::Off(why)),
                }
            });
        });
    }
    {
        let keeper = keeper.clone();
        use_effect_with((draft.clone(), *keeping), move |(draft, keeping)| {
            // While it is being found out whether a plan was kept, an empty one must not take its place.
            if *keeping != Keeping::Starting || !draft.is_empty() {
                keeper.is_allowed.set(*keeping == Keeping::On);
                keeper.keep(draft);
            }
        });
    }
    {
        let keeper = keeper.clone();
        let files: Rc<str> = state.as_ref().map_or_else(String::new, scheme_files).into();
        let is_on = *keeping == Keeping::On;
        use_effect_with((files, is_on), move |(files, is_on)| {
            if let Some(storage) = keeper.storage.borrow().clone().filter(|_| *is_on) {
                let (files, failed) = (files.clone(), keeper.failed.clone());
                spawn_local(async move {
                    if let Err(why) = storage.put(SCHEMES, &files).await {
                        failed.emit(why);
                    }
                });
            }
        });
    }
    use_effect_with((), move |()| {
        // Where the page is left, the timer rings no more.
        let listener = storage::on_hide(move || keeper.store());
        move || drop(listener)
    });
    {
        let is_at_risk = !matches!(*keeping, Keeping::On | Keeping::Starting) && !draft.is_empty();
        use_effect_with(is_at_risk, |is_at_risk| {
            let guard = is_at_risk.then(leave::warn);
            move || drop(guard)
        });
    }
    let allow = {
        let keeping = keeping.setter();
        use_callback((), move |(), ()| keeping.set(Keeping::On))
    };
    (*keeping, allow)
}

/// The files of the schemes that were opened, one after the other.
fn scheme_files(state: &State) -> String {
    let files = state.frameworks.iter().filter_map(|known| known.file.as_deref());
    files.map(|file| format!("{RECORD}{file}\n")).collect()
}

/// The files that [`scheme_files`] put together.
pub(super) fn split_schemes(files: &str) -> impl Iterator<Item = &str> {
    files.split(RECORD).map(str::trim).filter(|file| !file.is_empty())
}

fn resume(text: &str, act: &Callback<Action>) {
    match read_plan(text) {
        Ok(draft) => act.emit(Action::Resume(Box::new(draft))),
        Err(faults) => act.emit(Action::Tell(Notice::Faulty(faults))),
    }
}

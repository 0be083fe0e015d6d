//! Keeping the plan as it is typed, where the browser allows it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::storage::{self, TextStore};
use crate::browser::{Unavailable, leave};
use crate::format::{read_plan, write_plan};

use super::state::{Action, Notice, State};

/// The database, and the key of the plan in it.
const DATABASE: &str = "attainment-planner";
const KEY: &str = "plan";

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

/// What is to be written, and where.
#[derive(Default)]
struct Keeper {
    storage: RefCell<Option<Rc<TextStore>>>,
    /// The text that is to be written next; a newer one takes its place.
    next: RefCell<Option<String>>,
    is_writing: Cell<bool>,
}

impl Keeper {
    /// Writes what is to be written: at once, or as soon as the write before is done. Tells `failed` if it could not be.
    fn write(self: &Rc<Self>, failed: &Callback<Unavailable>) {
        let Some(storage) = self.storage.borrow().clone() else { return };
        if self.is_writing.replace(true) {
            return;
        }
        let (keeper, failed) = (self.clone(), failed.clone());
        spawn_local(async move {
            while let Some(text) = keeper.next.take() {
                if let Err(why) = storage.put(KEY, &text).await {
                    failed.emit(why);
                    break;
                }
            }
            keeper.is_writing.set(false);
        });
    }
}

/// Keeps the plan: hands it to the shell with every change, and writes it to the browser's storage where that may be
/// used. Answers how it stands, and a callback by which the person allows it where they have to be asked.
#[hook]
pub(super) fn use_keeping(
    state: &Option<State>,
    act: &Callback<Action>,
    shell: &Shell,
) -> (Keeping, Callback<()>) {
    let keeping = use_state(|| Keeping::Starting);
    let draft = state.as_ref().map_or_else(Rc::default, |state| state.draft.clone());
    let keeper = use_memo((), |()| Rc::new(Keeper::default()));
    let failed = {
        let keeping = keeping.setter();
        use_callback((), move |why: Unavailable, ()| keeping.set(Keeping::Off(why)))
    };
    {
        let (keeping, keeper) = (keeping.setter(), (*keeper).clone());
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
                    Ok::<_, Unavailable>((storage, kept))
                };
                match opened.await {
                    Ok((storage, kept)) => {
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
        let (keeper, shell, failed) = ((*keeper).clone(), shell.clone(), failed.clone());
        use_effect_with((draft.clone(), *keeping), move |(draft, keeping)| {
            // While it is being found out whether a plan was kept, an empty one must not take its place.
            if *keeping == Keeping::Starting && draft.is_empty() {
                return;
            }
            let text = write_plan(draft);
            // A plan in which nothing stands is not worth promising to give back.
            if !draft.is_empty() || shell.kept().is_some() {
                shell.keep(&text);
            }
            if *keeping == Keeping::On {
                keeper.next.replace(Some(text));
                keeper.write(&failed);
            }
        });
    }
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

fn resume(text: &str, act: &Callback<Action>) {
    match read_plan(text) {
        Ok(draft) => act.emit(Action::Resume(Box::new(draft))),
        Err(faults) => act.emit(Action::Tell(Notice::Faulty(faults))),
    }
}

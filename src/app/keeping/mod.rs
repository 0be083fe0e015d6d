//! Keeping plans as they are typed, where the browser allows it.

mod keeper;

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::{Unavailable, leave, storage};
use crate::domain::fault::Fault;

use super::page::Page;
use super::state::{Action, State};

use keeper::Keeper;

/// What stands between the files of schemes that are kept: they are a JSON text sequence (RFC 7464).
const RECORD: char = '\u{1e}';

/// The most plans that are kept in one browser.
pub(super) const MOST_PLANS: usize = 50;

/// Whether and where the plan is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It is being found out.
    Starting,
    /// It is kept in this browser as it is typed.
    On,
    /// The planner was opened from a disk, where every local file can read what is kept: the person is asked first.
    AskFirst,
    /// The person asked that nothing is ever kept in this browser.
    Never,
    /// Another tab has changed the plan, and the person has to say how to go on.
    Changed,
    /// There are as many plans as are kept in one browser.
    TooMany,
    /// It is not kept; why.
    Off(Unavailable),
}

/// Said until it is known whether plans are kept.
pub(super) const STARTING: &str = "The planner is starting";

impl Keeping {
    /// The state in a few words, for the tool bar. At first such as will most likely follow, or as long: the tool bar would
    /// take a line more in a moment, and move the page under a finger.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Starting if !storage::is_file_url() => STARTING,
            Self::On => "Kept in this browser",
            Self::Changed => "Not kept: changed in another tab",
            _ => "Not kept in this browser: save your plan to a file",
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
            Self::Never => {
                "You asked the planner never to keep anything in this browser. It remembers that word alone, and \
                 forgets your plan when this page is closed."
            }
            Self::Changed => {
                "Another tab or window has changed this plan. What you type here is not kept until you choose how to \
                 go on."
            }
            Self::TooMany => {
                "This browser keeps 50 plans, which is the most. Delete one that you no longer need, on the Start page."
            }
            Self::Off(Unavailable::Refused) => {
                "This browser, or the page that the planner stands in, does not let it keep anything."
            }
            Self::Off(Unavailable::Missing) => "This browser cannot keep anything for the planner.",
            Self::Off(Unavailable::Full) => "There is no room left in this browser’s storage.",
            Self::Off(Unavailable::Cleared) => {
                "What was kept in this browser was cleared while the planner was open. Your plan is still on this page."
            }
            Self::Off(Unavailable::Newer) => {
                "A newer version of the planner has kept plans in this browser, which this one cannot read. They stay \
                 as they are. Open the newer version to go on with them."
            }
            Self::Off(_) => "Keeping the plan in this browser failed.",
        })
    }

    /// Whether trying again may help.
    pub(super) fn may_try_again(self) -> bool {
        matches!(
            self,
            Self::TooMany
                | Self::Off(
                    Unavailable::Full | Unavailable::Cleared | Unavailable::Failed | Unavailable::Changed
                )
        )
    }
}

/// A plan that is kept, as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPlan {
    /// By what it is known.
    pub id: Rc<str>,
    /// The name of its school, and the id of its scheme; `None` where the plan cannot be read.
    pub what: Option<(String, String)>,
    /// When it was last changed, in words.
    pub changed: String,
    /// Whether it is the worked example as it ships.
    pub is_example: bool,
}

/// A kept text that is no plan to this planner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// By what it is known.
    pub id: Rc<str>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// Keeps the plan: hands it to the shell after every change, and writes it to the browser's storage soon where that may
/// be used. Answers how it stands, and a callback for the buttons that have to do with it.
#[hook]
pub(super) fn use_keeping(
    state: &Option<Rc<State>>,
    act: &Callback<Action>,
    shell: &Shell,
) -> (Keeping, Callback<String>) {
    let keeping = use_state(|| Keeping::Starting);
    let keeper = {
        let (setter, act, shell) = (keeping.setter(), act.clone(), shell.clone());
        let pack = state.as_ref().and_then(|state| state.shipped.pack.as_ref());
        let copy = pack.map_or_else(String::new, |(pack, _)| pack.id.clone());
        use_memo((), move |()| Rc::new(Keeper::new(&copy, setter, act, shell)))
    };
    {
        let keeper = keeper.clone();
        use_effect_with((), move |()| {
            keeper.start();
            // Where the page is left, the timer rings no more.
            let (left, hidden) = (keeper.clone(), keeper);
            let listener = storage::on_hide(move || hidden.hidden());
            let returns = leave::load_again_on_return(move || left.is_on());
            move || drop((listener, returns))
        });
    }
    let draft = state.as_ref().map_or_else(Rc::default, |state| state.draft.clone());
    let plan: Rc<str> = state.as_ref().map_or_else(|| "".into(), |state| state.plan.clone());
    {
        let keeper = keeper.clone();
        use_effect_with((plan, draft.clone(), *keeping), move |(plan, draft, _)| keeper.keep(plan, draft));
    }
    {
        let keeper = keeper.clone();
        let files: Rc<str> = state.as_ref().map_or_else(String::new, |state| scheme_files(state)).into();
        use_effect_with((files, *keeping), move |(files, _)| keeper.keep_schemes(files));
    }
    {
        // What officers make is kept beside the plans.
        let keeper = keeper.clone();
        let making = state.as_ref().and_then(|state| state.making.clone());
        let edits = making.as_ref().map(|making| making.edits);
        use_effect_with((edits, *keeping), move |_| keeper.keep_making(making.as_deref()));
    }
    {
        // Other tabs change the list too, so it is read when it comes into view.
        let keeper = keeper.clone();
        let in_view = state.as_ref().filter(|state| state.page == Page::Start).map(|state| state.turns);
        use_effect_with(in_view, move |in_view| {
            if in_view.is_some() {
                keeper.list();
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
    let press = use_callback((), move |id: String, ()| keeper.press(id));
    (*keeping, press)
}

/// The files of the schemes that were opened, one after the other.
fn scheme_files(state: &State) -> String {
    let files: Vec<&str> = state.frameworks.iter().filter_map(|known| known.file.as_deref()).collect();
    join_schemes(&files)
}

fn join_schemes(files: &[&str]) -> String {
    files.iter().map(|file| format!("{RECORD}{file}\n")).collect()
}

/// The files that [`join_schemes`] put together.
pub(super) fn split_schemes(files: &str) -> impl Iterator<Item = &str> {
    files.split(RECORD).map(str::trim).filter(|file| !file.is_empty())
}

//! The shell around the app (`shell.js`): it holds the last good plan, and takes over when the app fails.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The shell, as one instance of the app sees it. Handed to `start`.
    #[derive(Clone, Debug, PartialEq)]
    pub type Shell;

    /// Gives the shell the plan to hold, as the text of a plan file, and a mark by which it is known in storage. Call it
    /// after every change: this is what a person gets back after a failure.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Shell, text: &str, mark: &str);

    /// Gives the shell the open database, so that it is closed when the app fails: a dead app cannot, and would keep the
    /// next from clearing it.
    #[wasm_bindgen(method)]
    pub fn holds(this: &Shell, database: &JsValue);

    /// Makes the shell forget the plan.
    #[wasm_bindgen(method)]
    pub fn forget(this: &Shell);

    /// The plan to begin with: there is one only in an instance that was started again after a failure.
    #[wasm_bindgen(method)]
    pub fn kept(this: &Shell) -> Option<String>;

    /// The mark that came with the plan that is held; empty if there is none.
    #[wasm_bindgen(method)]
    pub fn mark(this: &Shell) -> String;

    /// Whether the person asked to start without the plan, because it made the planner fail. What is in storage is
    /// then not to be opened.
    #[wasm_bindgen(method, js_name = withoutPlan)]
    pub fn without_plan(this: &Shell) -> bool;

    /// Whether this instance may still act. A dead one is never called again, so this matters only to code that is
    /// running while it dies.
    #[wasm_bindgen(method)]
    pub fn alive(this: &Shell) -> bool;

    /// The page as a file that carries this block of data: a council's own copy. `None` where the page has its parts
    /// beside it and not inside.
    #[wasm_bindgen(method, js_name = copyWith)]
    pub fn copy_with(this: &Shell, pack: &str) -> Option<String>;

    #[wasm_bindgen(method)]
    fn failed(this: &Shell, place: &str);
}

thread_local! {
    // A panic hook must be `Send + Sync`, which nothing of JavaScript is; the page has one thread.
    static SHELL: RefCell<Option<Shell>> = const { RefCell::new(None) };
}

/// The page as a file that carries this text as its pack: see [`Shell::copy_with`].
pub fn copy_with(pack: &str) -> Option<String> {
    SHELL.with(|held| held.try_borrow().ok()?.as_ref()?.copy_with(pack))
}

/// What to do on a panic, to be set before anything else runs: it tells `shell` the place, and only the place, because
/// a panic's message can hold figures.
pub fn panic_hook(shell: &Shell) -> Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync> {
    SHELL.with(|held| held.replace(Some(shell.clone())));
    Box::new(|info| {
        let place = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        // A panic inside `replace` above is the one case in which this cannot be borrowed; the trap that follows
        // tells the shell just the same.
        SHELL.with(|held| {
            if let Ok(held) = held.try_borrow()
                && let Some(shell) = held.as_ref()
            {
                shell.failed(&place);
            }
        });
    })
}

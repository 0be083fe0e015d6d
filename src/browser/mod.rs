//! The outside world: storage, files, clipboard, page, full screen, history, links, keys, clock, the page around.
//!
//! In a sandboxed frame, on `file://` or in a locked-down browser any of it may be missing, and some of it throws on
//! being looked at. So every facility is asked, and answers [`Unavailable`] with a reason that the page can word.
//! Nothing here panics, and nothing knows what is kept or copied: it is text.

pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod files;
pub mod full_screen;
pub mod history;
pub mod host;
pub mod keys;
pub mod leave;
pub mod link;
pub mod page;
pub mod picture;
pub mod shell;
pub mod storage;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Window};

/// Why the browser did not do what it was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unavailable {
    /// This browser has no such thing.
    Missing,
    /// It may not be used here: a sandboxed frame, a setting of the browser, or a missing permission.
    Refused,
    /// There is no room left.
    Full,
    /// What was to be read is larger than the limit.
    TooLarge,
    /// Another tab has written in the meantime.
    Changed,
    /// What was kept was taken away while it was in use.
    Cleared,
    /// A newer planner keeps its things there in another way.
    Newer,
    /// It was tried and did not work, and the browser gave no reason that a person could act on.
    Failed,
}

impl From<JsValue> for Unavailable {
    /// By the name of the `DOMException`: its message differs from browser to browser.
    fn from(error: JsValue) -> Self {
        let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("SecurityError" | "NotAllowedError") => Self::Refused,
            Some("QuotaExceededError") => Self::Full,
            Some("ConstraintError") => Self::Changed,
            Some("VersionError") => Self::Newer,
            // A call of something that is not there.
            Some("TypeError" | "NotSupportedError") => Self::Missing,
            _ => Self::Failed,
        }
    }
}

fn window() -> Result<Window, Unavailable> {
    web_sys::window().ok_or(Unavailable::Missing)
}

fn document() -> Result<Document, Unavailable> {
    window()?.document().ok_or(Unavailable::Missing)
}

/// The value under `name`, unless it is missing. Reading it through a typed getter would hand out an `undefined` that
/// calls itself an object.
fn present<T: JsCast>(object: &JsValue, name: &str) -> Result<T, Unavailable> {
    let value = js_sys::Reflect::get(object, &name.into())?;
    if value.is_undefined() || value.is_null() {
        Err(Unavailable::Missing)
    } else {
        Ok(value.unchecked_into())
    }
}

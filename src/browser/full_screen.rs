//! The full screen.

use std::future::Future;

use gloo::events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Unavailable, document, present};

/// What an older Safari calls it after.
const NAMES: [[&str; 4]; 2] = [
    ["requestFullscreen", "exitFullscreen", "fullscreenElement", "fullscreenchange"],
    ["webkitRequestFullscreen", "webkitExitFullscreen", "webkitFullscreenElement", "webkitfullscreenchange"],
];

/// Calls what is there under one of two names.
fn call(object: &JsValue, which: usize) -> Result<JsValue, Unavailable> {
    let found = NAMES.iter().find_map(|names| present::<Function>(object, names[which]).ok());
    Ok(found.ok_or(Unavailable::Missing)?.call0(object)?)
}

/// Asks for the whole screen: at once, because browsers allow it only from a click or a key. The answer says whether it
/// was given. An iPhone has none to give, and a frame needs `allow="fullscreen"`.
pub fn enter() -> impl Future<Output = Result<(), Unavailable>> {
    let root = document().and_then(|document| document.document_element().ok_or(Unavailable::Missing));
    let asked = root.and_then(|root| call(&root.into(), 0));
    async move {
        // An older Safari promises nothing.
        if let Ok(promise) = asked?.dyn_into::<Promise>() {
            JsFuture::from(promise).await?;
        }
        Ok(())
    }
}

/// Gives the screen back, if the page has it.
pub fn leave() {
    if let Ok(document) = document()
        && is_on()
    {
        // Where it is refused, the browser's own Escape key still can.
        let _ = call(&document.into(), 1);
    }
}

fn is_on() -> bool {
    let Ok(document) = document() else { return false };
    NAMES.iter().any(|names| present::<JsValue>(&document, names[2]).is_ok())
}

/// Calls back when the page has given the screen back, also by the browser's own key. Stops when the answer is dropped.
pub fn on_leave(left: impl Fn() + Clone + 'static) -> Result<[EventListener; 2], Unavailable> {
    let document = document()?;
    Ok(NAMES.map(|names| {
        let left = left.clone();
        EventListener::new(&document, names[3], move |_| {
            if !is_on() {
                left();
            }
        })
    }))
}

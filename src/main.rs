//! The program that the page loads. `src/browser/shell.js` calls [`load`], and [`start`] in a task of its own.

use attainment_planner::app::{App, Props, prepare};
use attainment_planner::browser::shell::{self, Shell};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {
    // Nothing starts by itself: the shell says where, and with what.
}

/// Reads what ships. To be called before [`start`].
#[wasm_bindgen]
pub fn load(shell: &Shell) {
    yew::set_custom_panic_hook(shell::panic_hook(shell));
    prepare();
}

/// Mounts the app in an empty element of the page.
#[wasm_bindgen]
pub fn start(root: HtmlElement, shell: Shell) {
    #[cfg(feature = "crash-test")]
    crash::listen();
    yew::Renderer::<App>::with_root_and_props(root.into(), Props { shell }).render();
}

/// A way to make the app fail, for the tests of what happens then. Not in the build that ships.
#[cfg(feature = "crash-test")]
mod crash {
    use gloo::events::EventListener;
    use wasm_bindgen::JsCast;
    use web_sys::CustomEvent;

    /// Fails in the way that the next `planner-crash` event names, or lets a room fail when its code is next at work:
    /// `in domain`.
    pub(crate) fn listen() {
        let document = gloo::utils::document();
        EventListener::new(&document, "planner-crash", |event| {
            let way = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
            if let Some(place) = way.as_deref().and_then(|way| way.strip_prefix("in ")) {
                return attainment_planner::crash::arm(place);
            }
            match way.as_deref() {
                Some("memory") => exhaust_memory(),
                Some("stack") => drop(std::hint::black_box(deeper(1))),
                Some("throw") => wasm_bindgen::throw_str("12.3"),
                _ => panic!("a message that holds a figure: 12.3"),
            }
        })
        .forget();
    }

    fn exhaust_memory() {
        let mut held = Vec::new();
        loop {
            held.push(std::hint::black_box(vec![0_u8; 1 << 24]));
        }
    }

    fn deeper(level: u64) -> u64 {
        if level == u64::MAX { 0 } else { std::hint::black_box(deeper(level + 1)) + level }
    }
}

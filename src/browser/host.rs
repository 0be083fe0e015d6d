//! The page around the planner: what it says, what it is told, and how high it should make the frame.
//!
//! The only place that sends or hears messages between windows. It knows JSON only as text.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer, JSON, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, MessageEvent, ResizeObserver, ResizeObserverEntry, Window};

use super::{Unavailable, clock, document, present, window};

/// The most values in a message, and the most that hold each other.
const MOST_VALUES: usize = 500_000;
const DEEPEST: u32 = 100;

/// The most messages that are heard in a second, where so many bytes of one count as one more.
const MOST_IN_A_SECOND: usize = 20;
const BYTES_OF_ONE: usize = 100_000;

/// The origin that has no name.
const NAMELESS: &str = "null";

/// Messages of one second.
#[derive(Clone, Copy)]
struct Second {
    began: u64, // milliseconds since 1970
    heard: usize,
    /// Whether it was said that too many came.
    is_told: bool,
}

thread_local! {
    /// The origin that spoke first.
    static SPOKE: RefCell<Option<String>> = const { RefCell::new(None) };
    static SECOND: Cell<Second> = const { Cell::new(Second { began: 0, heard: 0, is_told: false }) };
}

/// The window around this one. [`Unavailable::Missing`] where the page stands by itself.
fn parent() -> Result<Window, Unavailable> {
    let window = window()?;
    let parent: Window = present(&window, "parent")?;
    if parent == window { Err(Unavailable::Missing) } else { Ok(parent) }
}

/// The origin that is talked with; `None` where it has no name, or nobody has spoken.
pub fn origin() -> Option<String> {
    SPOKE.with_borrow(Clone::clone).filter(|origin| origin != NAMELESS)
}

/// Calls back with each message of the page around this one that carries `mark` under `key`, as a text of at most about
/// `most` bytes. What cannot be such a text is [`Unavailable::TooLarge`] or [`Unavailable::Failed`];
/// [`Unavailable::Full`] says, once in a second, that more came than are heard. Stops when the answer is dropped.
pub fn listen(
    key: &'static str,
    mark: &'static str,
    most: usize,
    heard: impl Fn(Result<String, Unavailable>) + 'static,
) -> Result<EventListener, Unavailable> {
    let around: JsValue = parent()?.into();
    Ok(EventListener::new(&window()?.into(), "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        if event.source().is_none_or(|source| *source != around) {
            return;
        }
        let data = event.data();
        let is_ours = match data.dyn_ref::<JsString>() {
            Some(text) => text.includes(mark, 0),
            None => Reflect::get(&data, &key.into()).is_ok_and(|value| value == mark),
        };
        // A page from a disk may have an origin that nothing can be sent to.
        let mut origin = event.origin();
        if origin.starts_with("file:") {
            NAMELESS.clone_into(&mut origin);
        }
        if !is_ours || SPOKE.with_borrow_mut(|spoke| *spoke.get_or_insert_with(|| origin.clone()) != origin) {
            return;
        }
        let now = clock::now_ms();
        let mut second = SECOND.get();
        if now.abs_diff(second.began) >= 1_000 {
            second = Second { began: now, heard: 0, is_told: false };
        }
        let (is_heard, is_told) = (second.heard < MOST_IN_A_SECOND, second.is_told);
        SECOND.set(Second { heard: second.heard + 1, is_told: !is_heard, ..second });
        if is_heard {
            heard(text(&data, most).inspect(|text| count(text.len() / BYTES_OF_ONE)));
        } else if !is_told {
            heard(Err(Unavailable::Full));
        }
    }))
}

/// Counts what was heard as so many messages more.
pub fn count(more: usize) {
    let second = SECOND.get();
    SECOND.set(Second { heard: second.heard + more, ..second });
}

/// A message as JSON.
fn text(data: &JsValue, most: usize) -> Result<String, Unavailable> {
    if let Some(text) = data.dyn_ref::<JsString>() {
        return if text.length() as usize > most { Err(Unavailable::TooLarge) } else { Ok(text.into()) };
    }
    measure(data, most)?;
    let text = JSON::stringify(data).map_err(|_| Unavailable::Failed)?;
    if text.length() as usize > most { Err(Unavailable::TooLarge) } else { Ok(text.into()) }
}

/// Whether a message is small enough to be written down. It may hold itself, or one thing a billion times, or be a list
/// with nothing in it but its length: the browser would write until its memory or its stack is at an end.
fn measure(data: &JsValue, most: usize) -> Result<(), Unavailable> {
    let (mut values, mut characters) = (0, 0);
    let mut open = vec![(data.clone(), 0)];
    while let Some((value, depth)) = open.pop() {
        values += 1;
        if let Some(text) = value.dyn_ref::<JsString>() {
            characters += text.length() as usize;
        } else if value.is_object() {
            if depth == DEEPEST || ArrayBuffer::is_view(&value) {
                return Err(Unavailable::Failed);
            }
            let list = value.dyn_ref::<Array>();
            let keys =
                if list.is_some() { Array::new() } else { Object::keys(value.unchecked_ref::<Object>()) };
            let length = list.map_or(keys.length(), Array::length);
            if values + open.len() + length as usize > MOST_VALUES {
                return Err(Unavailable::TooLarge);
            }
            for place in 0..length {
                let inner = match list {
                    Some(list) => list.get(place),
                    None => {
                        let key = keys.get(place);
                        characters += key.unchecked_ref::<JsString>().length() as usize;
                        Reflect::get(&value, &key)?
                    }
                };
                open.push((inner, depth + 1));
            }
        }
        if characters > most || values > MOST_VALUES {
            return Err(Unavailable::TooLarge);
        }
    }
    Ok(())
}

/// Says `json` to whoever frames this page, whoever that is. Never anything of the person's.
pub fn call(json: &str) -> Result<(), Unavailable> {
    post(json, "*")
}

/// Says `json` to the page around this one, if it is the one that spoke first. [`Unavailable::Missing`] where nobody
/// spoke.
pub fn answer(json: &str) -> Result<(), Unavailable> {
    let origin = SPOKE.with_borrow(Clone::clone).ok_or(Unavailable::Missing)?;
    // There is no name for an origin without one; that its window spoke is known.
    post(json, if origin == NAMELESS { "*" } else { &origin })
}

fn post(json: &str, origin: &str) -> Result<(), Unavailable> {
    Ok(parent()?.post_message(&JSON::parse(json)?, origin)?)
}

/// Watches how high the page is. Stops when it is dropped.
pub struct Height {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut(Array)>,
}

impl Height {
    /// Calls back with the height of the page, in CSS pixels, when it is another; at first at once. What stands in the page
    /// counts, whatever the height of its window.
    pub fn watch(mut changed: impl FnMut(u32) + 'static) -> Result<Self, Unavailable> {
        present::<JsValue>(&window()?.into(), "ResizeObserver")?;
        // The height that the browser has noticed, which may not be that of a moment later: it calls again only where a height
        // differs from the one that it gave here.
        let changed = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            if let Ok(entry) = entries.pop().dyn_into::<ResizeObserverEntry>() {
                changed(entry.content_rect().height().ceil() as u32);
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref())?;
        observer.observe(&page()?);
        Ok(Self { observer, _changed: changed })
    }
}

impl Drop for Height {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn page() -> Result<Element, Unavailable> {
    document()?.get_element_by_id("planner").ok_or(Unavailable::Missing)
}

use std::cell::RefCell;
use std::rc::Rc;

use attainment_planner::browser::keys::{self, KeyPress};
use attainment_planner::browser::{Unavailable, leave, page, storage};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Event, HtmlElement};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn added(tag: &str, id: &str) -> HtmlElement {
    let element: HtmlElement = document().create_element(tag).unwrap().unchecked_into();
    element.set_id(id);
    document().body().unwrap().append_child(&element).unwrap();
    element
}

fn press(target: &HtmlElement, key: &str) -> Event {
    let make = js_sys::Function::new_with_args(
        "key",
        "return new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true })",
    );
    let event: Event = make.call1(&wasm_bindgen::JsValue::NULL, &key.into()).unwrap().unchecked_into();
    target.dispatch_event(&event).unwrap();
    event
}

#[wasm_bindgen_test]
fn a_key_says_whether_it_was_pressed_in_a_field() {
    let pressed: Rc<RefCell<Vec<KeyPress>>> = Rc::default();
    let told = Rc::clone(&pressed);
    let listener = keys::on_key(move |press| {
        let used = !press.in_field;
        told.borrow_mut().push(press);
        used
    })
    .unwrap();
    let (field, heading) = (added("input", "key-field"), added("h1", "key-heading"));
    assert!(!press(&field, "z").default_prevented());
    assert!(press(&heading, "y").default_prevented());
    drop(listener);
    press(&heading, "x");
    let pressed = pressed.borrow();
    assert_eq!(pressed.len(), 2);
    assert!(pressed[0].in_field && pressed[0].command && pressed[0].key == "z");
    assert!(!pressed[1].in_field && !pressed[1].shift && pressed[1].key == "y");
    field.remove();
    heading.remove();
}

#[wasm_bindgen_test]
fn focus_goes_to_what_is_there_and_says_what_is_not() {
    let heading = added("h1", "focus-heading");
    heading.set_tab_index(-1);
    assert_eq!(page::focus("focus-heading"), Ok(()));
    assert_eq!(document().active_element().unwrap().id(), "focus-heading");
    assert_eq!(page::focus("nowhere"), Err(Unavailable::Missing));
    heading.remove();
}

#[wasm_bindgen_test]
fn the_page_is_known_for_what_it_is() {
    page::set_title("Figures").unwrap();
    assert_eq!(document().title(), "Figures");
    assert!(!storage::is_file_url());
    page::scroll_to_top().unwrap();
}

#[wasm_bindgen_test]
fn leaving_is_asked_about_only_while_the_warning_is_held() {
    let window = web_sys::window().unwrap();
    let leaves = || {
        let event = Event::new_with_event_init_dict("beforeunload", &{
            let init = web_sys::EventInit::new();
            init.set_cancelable(true);
            init
        })
        .unwrap();
        window.dispatch_event(&event).unwrap()
    };
    let warning = leave::warn().unwrap();
    assert!(!leaves());
    drop(warning);
    assert!(leaves());
}

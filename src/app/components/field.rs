//! What every form field shares: what it tells its page, and how label, hint and error are tied to the control.

use web_sys::HtmlElement;
use yew::html::ImplicitClone;
use yew::prelude::*;

/// What was typed or chosen, exactly as it stands in the control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The control's id. For radios and date inputs see their own words on which id that is.
    pub id: AttrValue,
    /// The whole text of the control, untrimmed; for a select or radios, the value of the option.
    pub value: String,
}

/// A checkbox that was ticked or cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// The id of the checkbox, or of its group.
    pub id: AttrValue,
    /// The value of the checkbox.
    pub value: AttrValue,
    /// Whether it is ticked now.
    pub ticked: bool,
}

/// A paste into a control, before the browser has acted on it.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// The control's id.
    pub id: AttrValue,
    /// The browser's own `paste` event: read its clipboard text through `browser`, and call `prevent_default` when the
    /// text was taken as a table.
    pub event: Event,
}

/// One option of radios, checkboxes or a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the page is told when it is chosen.
    pub value: AttrValue,
    /// What people read.
    pub text: AttrValue,
    /// More words under the option; a select has no room for them and leaves them out.
    pub hint: Option<AttrValue>,
}

impl ImplicitClone for Choice {}

impl Choice {
    /// An option without a hint.
    pub fn new(value: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), text: text.into(), hint: None }
    }

    /// The same option with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<AttrValue>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How large a label, legend, caption or heading is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// The size of body text, not bold.
    #[default]
    Body,
    /// Small: bold, the size of body text.
    S,
    /// Medium.
    M,
    /// Large.
    L,
    /// Extra large.
    Xl,
}

impl ImplicitClone for Size {}

impl Size {
    /// The class for a label of this size.
    pub(super) fn label_class(self) -> &'static str {
        match self {
            Self::Body => "govuk-label",
            Self::S => "govuk-label govuk-label--s",
            Self::M => "govuk-label govuk-label--m",
            Self::L | Self::Xl => "govuk-label govuk-label--l",
        }
    }

    /// The class for a legend of this size.
    pub(super) fn legend_class(self) -> &'static str {
        match self {
            Self::Body => "govuk-fieldset__legend",
            Self::S => "govuk-fieldset__legend govuk-fieldset__legend--s",
            Self::M => "govuk-fieldset__legend govuk-fieldset__legend--m",
            Self::L | Self::Xl => "govuk-fieldset__legend govuk-fieldset__legend--l",
        }
    }

    /// The class for a heading of this size; body size is set small, as a heading is always bold.
    pub(super) fn heading_class(self) -> &'static str {
        match self {
            Self::Body | Self::S => "govuk-heading-s",
            Self::M => "govuk-heading-m",
            Self::L => "govuk-heading-l",
            Self::Xl => "govuk-heading-xl",
        }
    }
}

/// The class of the box round a field.
pub(super) fn group_class(error: bool) -> &'static str {
    if error { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
}

/// The ids that describe a control: what its page adds, then its hint, then its error; `None` when nothing does.
pub(super) fn described_by(id: &str, also: Option<&str>, hint: bool, error: bool) -> Option<AttrValue> {
    let mut ids = String::from(also.unwrap_or_default());
    for (present, end) in [(hint, "-hint"), (error, "-error")] {
        if present {
            if !ids.is_empty() {
                ids.push(' ');
            }
            ids.push_str(id);
            ids.push_str(end);
        }
    }
    (!ids.is_empty()).then(|| ids.into())
}

/// A hint, with the id that [`described_by`] names.
pub(super) fn hint_html(id: &str, hint: Option<&AttrValue>) -> Html {
    hint.map_or_else(Html::default, |words| {
        html! { <div id={join(id, "-hint")} class="govuk-hint">{ words }</div> }
    })
}

/// An error, with the id that [`described_by`] names.
pub(super) fn error_html(id: &str, error: Option<&AttrValue>) -> Html {
    error.map_or_else(Html::default, |words| {
        html! {
            <p id={join(id, "-error")} class="govuk-error-message">
                <span class="govuk-visually-hidden">{ "Error: " }</span>{ words }
            </p>
        }
    })
}

/// `id` followed by `end`; without the formatting machinery, as this runs for every field on every render.
pub(super) fn join(id: &str, end: &str) -> AttrValue {
    let mut joined = String::with_capacity(id.len() + end.len());
    joined.push_str(id);
    joined.push_str(end);
    joined.into()
}

/// A `keydown` handler that calls `on_enter` with `id` when Enter is pressed outside a text composition.
///
/// There is no form to submit: in a sandboxed frame a submit never fires.
pub(super) fn enter_handler(id: &AttrValue, on_enter: &Callback<AttrValue>) -> Callback<KeyboardEvent> {
    let id = id.clone();
    let on_enter = on_enter.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            on_enter.emit(id.clone());
        }
    })
}

/// A handler that calls `callback` with `id`, whatever the event.
pub(super) fn id_handler<E: 'static>(id: &AttrValue, callback: &Callback<AttrValue>) -> Callback<E> {
    let id = id.clone();
    let callback = callback.clone();
    Callback::from(move |_| callback.emit(id.clone()))
}

/// A `paste` handler that passes the event on with `id`.
pub(super) fn paste_handler(id: &AttrValue, on_paste: &Callback<Pasted>) -> Callback<Event> {
    let id = id.clone();
    let on_paste = on_paste.clone();
    Callback::from(move |event| on_paste.emit(Pasted { id: id.clone(), event }))
}

/// Moves the keyboard to the element `id` of the document that `event` came from; does nothing when it is not there.
///
/// Used in place of a link's `#id`, which would change the address, and which a `srcdoc` frame forbids.
pub fn focus_by_id(event: &MouseEvent, id: &str) {
    let target = event
        .target_dyn_into::<web_sys::Node>()
        .and_then(|node| node.owner_document())
        .and_then(|document| document.get_element_by_id(id));
    focus_element(target);
}

/// Moves the keyboard to `element`, which may have gone.
pub(super) fn focus_element(element: Option<web_sys::Element>) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Focus fails only on an element that has left the page, where there is nothing to do.
        let _ = element.focus();
    }
}

/// A node that takes the keyboard whenever `turn` changes to another number than 0.
#[hook]
pub(super) fn use_focus(turn: u32) -> NodeRef {
    let node = use_node_ref();
    use_effect_with((turn, node.clone()), |(turn, node)| {
        if *turn > 0 {
            focus_element(node.cast::<web_sys::Element>());
        }
    });
    node
}

#[cfg(test)]
mod tests {
    use super::described_by;

    #[test]
    fn describing_ids_are_joined_in_reading_order() {
        assert_eq!(described_by("a", None, false, false), None);
        assert_eq!(described_by("a", None, true, true).as_deref(), Some("a-hint a-error"));
        assert_eq!(described_by("a", Some("unit"), false, true).as_deref(), Some("unit a-error"));
    }
}

//! Markup as plain calls.
//!
//! Yew's `html!` writes out hundreds of bytes of code for every element. The planner is one file that has to stay small,
//! and its pages are data: so elements are made by these few functions, and `html!` is used where events are heard.

use std::cell::Cell;
use std::rc::Rc;

use yew::virtual_dom::{AttrValue, VList, VNode, VTag};

/// An element that is being made. Held where it will stay, so that only a pointer goes from call to call: an element by
/// value would be copied at each of hundreds of calls.
pub(super) struct El(Rc<VTag>);

thread_local! {
    /// The level of the first heading, and whether nothing may be changed: the page around the planner says so, and every
    /// part of the page goes by it. And how often the boxes were to be drawn anew.
    static STANDING: Cell<(u8, bool, u32)> = const { Cell::new((1, false, 0)) };
}

/// What is drawn from now on has its first heading at this level, and lets its fields be changed or not. Boxes are drawn
/// anew where they were so another number of times before.
pub(super) fn stand(level: u8, is_fixed: bool, anew: u32) {
    STANDING.set((level, is_fixed, anew));
}

/// How often boxes were to be drawn anew.
pub(super) fn anew() -> u32 {
    STANDING.get().2
}

/// A heading, of a level that counts from the first.
pub(super) fn heading(level: u8, class: &'static str) -> El {
    let level = usize::from(level + STANDING.get().0);
    classed(["h1", "h2", "h3", "h4", "h5", "h6"][level.saturating_sub(2).min(5)], class)
}

/// Whether the control with this id, or of this name, may not be used: those that only look at the plan may.
pub(super) fn is_fixed(id: &str) -> bool {
    let looks = ["report-kind", "with-small", "what-if-place"];
    STANDING.get().1 && !looks.contains(&id) && !id.starts_with("suppose-show-")
}

/// An element with this tag.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> El {
    El(Rc::new(VTag::new(tag)))
}

/// An element with this tag and class.
pub(super) fn classed(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

/// Text.
pub(super) fn text(words: impl Into<AttrValue>) -> VNode {
    words_node(words.into())
}

#[inline(never)]
fn words_node(words: AttrValue) -> VNode {
    yew::virtual_dom::VText::new(words).into()
}

/// Several nodes as one.
pub(super) fn all(nodes: Vec<VNode>) -> VNode {
    nodes.into_iter().collect()
}

/// A node told from its neighbours by its place.
pub(super) fn keyed(place: usize, node: VNode) -> VNode {
    VList::with_children(vec![node], Some(place.into())).into()
}

impl El {
    /// Changed: nobody else has it yet.
    fn with_changed(mut self, change: impl FnOnce(&mut VTag)) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            change(tag);
        }
        self
    }

    /// With an attribute.
    pub(super) fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.put(name, value.into())
    }

    /// With an attribute, where there is a value.
    pub(super) fn attr_if(self, name: &'static str, value: Option<impl Into<AttrValue>>) -> Self {
        match value {
            Some(value) => self.put(name, value.into()),
            None => self,
        }
    }

    #[inline(never)]
    fn put(self, name: &'static str, value: AttrValue) -> Self {
        self.with_changed(|tag| tag.add_attribute(name, value))
    }

    /// With the value of a control.
    #[inline(never)]
    pub(super) fn value(self, value: AttrValue) -> Self {
        self.with_changed(|tag| tag.set_value(value))
    }

    /// Ticked or not.
    #[inline(never)]
    pub(super) fn checked(self, checked: bool) -> Self {
        self.with_changed(|tag| tag.set_checked(checked))
    }

    /// Told from its neighbours by a key, in a list that changes.
    #[inline(never)]
    pub(super) fn key(self, key: &str) -> Self {
        self.with_changed(|tag| tag.key = Some(key.into()))
    }

    /// With something in it.
    #[inline(never)]
    pub(super) fn with(self, child: VNode) -> Self {
        self.with_changed(|tag| tag.add_child(child))
    }

    /// With several things in it.
    #[inline(never)]
    pub(super) fn with_all(self, children: Vec<VNode>) -> Self {
        self.with_changed(|tag| tag.add_children(children))
    }

    /// With words in it.
    pub(super) fn say(self, words: impl Into<AttrValue>) -> Self {
        self.with(text(words))
    }

    /// Made.
    #[inline(never)]
    pub(super) fn node(self) -> VNode {
        VNode::VTag(self.0)
    }
}

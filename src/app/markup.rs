//! Markup as plain calls.
//!
//! Yew's `html!` writes out hundreds of bytes of code for every element. The planner is one file that has to stay small,
//! and its pages are data: so elements are made by these few functions, and `html!` is used where events are heard.

use yew::virtual_dom::{AttrValue, VList, VNode, VTag};

/// An element that is being made.
pub(super) struct El(VTag);

/// An element with this tag.
pub(super) fn el(tag: &'static str) -> El {
    El(VTag::new(tag))
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
    fn put(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// With the value of a control.
    #[inline(never)]
    pub(super) fn value(mut self, value: AttrValue) -> Self {
        self.0.set_value(value);
        self
    }

    /// Ticked or not.
    #[inline(never)]
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Told from its neighbours by a key, in a list that changes.
    #[inline(never)]
    pub(super) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// With something in it.
    #[inline(never)]
    pub(super) fn with(mut self, child: VNode) -> Self {
        self.0.add_child(child);
        self
    }

    /// With several things in it.
    #[inline(never)]
    pub(super) fn with_all(mut self, children: Vec<VNode>) -> Self {
        self.0.add_children(children);
        self
    }

    /// With words in it.
    pub(super) fn say(self, words: impl Into<AttrValue>) -> Self {
        self.with(text(words))
    }

    /// Made.
    #[inline(never)]
    pub(super) fn node(self) -> VNode {
        self.0.into()
    }
}

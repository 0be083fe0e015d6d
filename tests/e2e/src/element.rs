//! One element of the page.

use fantoccini::elements::Element as Found;

use crate::{Browser, Engine};

/// An element that was found. What it is asked panics if it has left the page since.
pub struct Element<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) found: Found,
}

impl Element<'_> {
    /// Clicks in its middle, having scrolled it into view.
    pub fn click(&self) {
        self.browser.ask(self.found.click());
    }

    /// The text that is shown.
    pub fn text(&self) -> String {
        if self.browser.engine() == Engine::WebKit {
            // Its driver also gives what a closed `details` holds.
            let shown = self.browser.ask(self.found.prop("innerText")).unwrap_or_default();
            return shown.trim().to_owned();
        }
        self.browser.ask(self.found.text())
    }

    /// What stands in a field.
    pub fn value(&self) -> String {
        self.browser.ask(self.found.prop("value")).unwrap_or_default()
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.browser.ask(self.found.attr(name))
    }

    /// Whether a box is ticked or an option chosen.
    pub fn is_selected(&self) -> bool {
        self.browser.ask(self.found.is_selected())
    }

    /// Whether it can be seen.
    pub fn is_displayed(&self) -> bool {
        self.browser.ask(self.found.is_displayed())
    }

    /// Empties a field, then types into it.
    pub fn fill(&self, text: &str) {
        self.browser.ask(self.found.clear());
        self.browser.ask(self.found.send_keys(text));
    }

    /// Hands a file to a file input.
    pub fn choose_file(&self, file: &std::path::Path) {
        self.browser.ask(self.found.send_keys(&file.display().to_string()));
    }

    /// The name that assistive technology is told.
    pub fn name(&self) -> String {
        self.browser.computed(&self.found, "nameOf")
    }

    /// The role that assistive technology is told: `link`, `button`, `textbox`, `radio`, `checkbox`, `combobox`, …
    pub fn role(&self) -> String {
        self.browser.computed(&self.found, "roleOf")
    }
}

//! What a person does with the planner's own pages, and what a test reads off them.

use std::path::PathBuf;

use serde_json::Value;

use crate::{Browser, Key};

/// The heading of the start page.
pub const START: &str = "Plan your school’s attainment";

/// Every page: its name in ids, its title, and its heading.
pub const PAGES: [(&str, &str, &str); 11] = [
    ("start", "Start", START),
    ("school", "School", "The school"),
    ("figures", "Figures", "Figures"),
    ("judgements", "Judgements", "Judgements"),
    ("category", "Category", "Category under Doncaster’s scheme"),
    ("gap", "Gap to national", "Gap to national"),
    ("trajectory", "Trajectory", "Trajectory"),
    ("what-if", "What if", "What if"),
    ("report", "Report", "Summary for governors"),
    ("rules", "Schemes and rules", "Schemes and rules"),
    ("about", "About", "About this planner"),
];

/// The combined headline measure of key stage 2.
pub const COMBINED: &str = "Key stage 2 reading, writing and mathematics combined, level 4 or above";

impl Browser {
    /// Opens the planner at an address, as far as its start page.
    pub fn open_planner(&self, address: &str) {
        self.go(address);
        self.wait_for_program();
    }

    /// Waits until the program is there: the hosted page shows its start page before, and then takes it away. It is there
    /// when it says whether and how plans are kept, which moves what is below.
    pub fn wait_for_program(&self) {
        self.wait_for_heading(START);
        self.wait_for("the program", || self.all("#planner-first").is_empty());
        self.wait_for("what is said of keeping", || !self.all("#kept-clear").is_empty());
    }

    /// Goes to a page of the officers' area, by its name in ids.
    pub fn turn_to_step(&self, name: &str, heading: &str) {
        self.css(&format!("#nav-{name}")).click();
        self.wait_for_heading(heading);
    }

    /// Begins a copy of Doncaster's scheme for the council of Ambridge.
    pub fn begin_copy(&self) {
        self.css("#see-copy").click();
        self.wait_for_heading("Make your council’s own copy");
        self.button("Doncaster 2015/16").click();
        self.wait_for_heading("Your council’s own copy");
        self.put("pack-council", "Ambridge");
        self.put("pack-id", "ambridge");
        self.put("pack-contact", "the school improvement team");
    }

    /// Goes to a page, by its name in ids, with the navigation. It is there when the title says so too, which comes with
    /// its entry in the browser's history.
    pub fn turn_to(&self, page: &str) {
        let (_, title, heading) =
            PAGES.into_iter().find(|(name, ..)| *name == page).expect("there is such a page");
        self.css(&format!("#nav-{page}")).click();
        self.wait_for_heading(heading);
        let title = format!("{title} – Attainment planner");
        // The page's own: the driver gives that of the page around a frame.
        let titled =
            || self.script("return document.title").as_str().is_some_and(|now| now.ends_with(&title));
        self.wait_for(&format!("the title {title:?}"), titled);
    }

    /// Begins a plan for a primary school and stays on the school page.
    pub fn begin_primary(&self) {
        self.button("Start a plan").click();
        self.wait_for_heading("The school");
        self.choice("phase", "Primary").click();
        self.css("#cohort-year-6-2014-15");
    }

    /// The answer with these words to the question with this id.
    pub fn choice(&self, question: &str, answer: &str) -> crate::Element<'_> {
        let value = format!(
            "return [...document.querySelectorAll('input[name={question}]')]
               .find((input) => input.labels[0]?.textContent === {})?.id ?? null",
            Value::from(answer)
        );
        let mut id = Value::Null;
        self.wait_for(&format!("the answer {answer:?}"), || {
            id = self.script(&value);
            !id.is_null()
        });
        self.css(&format!("#{} + label", id.as_str().unwrap_or_default()))
    }

    /// Answers a question with the keyboard alone: Tab to its group, arrows to the answer.
    pub fn answer_by_keys(&self, question: &str, answer: &str) {
        let legend =
            "return document.activeElement.closest('fieldset')?.querySelector('legend').textContent ?? ''";
        self.tab_until(&format!("the question {question:?}"), || {
            self.script(legend) == question && self.focused().role() == "radio"
        });
        for _ in 0..20 {
            if self.focused().name() == answer {
                return;
            }
            self.press(Key::Up);
        }
        panic!("{question:?} has no answer {answer:?}");
    }

    /// Presses Tab until something holds of what has the focus.
    pub fn tab_until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..250 {
            self.press(Key::Tab);
            if holds() {
                return;
            }
        }
        panic!("Tab never comes to {what}\n{}", self.text());
    }

    /// Tabs to a button and presses it.
    pub fn press_by_keys(&self, button: &str) {
        self.tab_to("button", button);
        self.press(Key::Enter);
    }

    /// The id of what has the focus.
    pub fn focus_id(&self) -> String {
        self.script("return document.activeElement?.id ?? ''").as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the focus is on the element with this id.
    pub fn wait_for_focus(&self, id: &str) {
        self.wait_for(&format!("the focus on #{id}"), || self.focus_id() == id);
    }

    /// All the words of an element, also those for people who cannot see it, with single spaces. Empty where it is not
    /// on the page.
    pub fn words(&self, selector: &str) -> String {
        let words = self.script(&format!(
            "return (document.querySelector({})?.textContent ?? '').replace(/\\s+/g, ' ').trim()",
            Value::from(selector)
        ));
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an element's words hold these.
    pub fn wait_for_words(&self, selector: &str, words: &str) {
        self.wait_for(&format!("{words:?} in {selector}"), || self.words(selector).contains(words));
    }

    /// The body of a table: the words of every cell, row headings first.
    pub fn table(&self, id: &str) -> Vec<Vec<String>> {
        self.css(&format!("#{id}"));
        let rows = self.script(&format!(
            "return [...document.querySelectorAll('#{id} > tbody > tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
        ));
        serde_json::from_value(rows).expect("a table is rows of words")
    }

    /// What stands in every field of the page, by id; a radio or tick says whether it is chosen.
    pub fn fields(&self) -> serde_json::Map<String, Value> {
        let fields = self.script(
            "return Object.fromEntries([...document.querySelectorAll('main input, main textarea')].map((field) =>
               [field.id, ['radio', 'checkbox'].includes(field.type) ? field.checked : field.value]))",
        );
        fields.as_object().cloned().unwrap_or_default()
    }

    /// Types text into a field in the place of what stands there.
    pub fn put(&self, field: &str, text: &str) {
        self.css(&format!("#{field}")).click();
        self.chord(&[Key::Control], 'a');
        self.press(Key::Backspace);
        self.type_text(text);
    }

    /// Pastes text into a field, as the browser tells the page of it. Not by keys: what is in the clipboard of a test's
    /// machine is nobody's business.
    pub fn paste(&self, field: &str, text: &str) {
        self.css(&format!("[id='{field}']")).click();
        self.script(&format!(
            "const data = new DataTransfer();
             data.setData('text/plain', {});
             const event = new ClipboardEvent('paste', {{ bubbles: true, cancelable: true }});
             // Not every engine takes it from the one who makes the event.
             Object.defineProperty(event, 'clipboardData', {{ value: data }});
             document.getElementById({}).dispatchEvent(event);",
            Value::from(text),
            Value::from(field)
        ));
    }
}

/// A file of a folder of the clone's, such as `data/measures.csv`.
pub fn source(path: &str) -> PathBuf {
    crate::dist::root().join(path)
}

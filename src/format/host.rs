//! Messages between the planner and the page that frames it: their shapes, and how they are read and written
//! (`docs/host-messages.md`).

use std::rc::Rc;

use crate::domain::fault::Fault;
use crate::domain::pack::Brand;
use crate::domain::{Catalogue, Draft, Framework};

use super::framework::framework_at;
use super::json::{Json, read};
use super::pack::{BRAND, brand, check_brand};
use super::plan::{plan, tree};
use super::shape::Shape::{self, Embedded, Flag, Object, Text, Version, Whole, Word};
use super::shape::{check, may, must};

/// What every message says of itself, so that other messages of the same windows are left alone.
pub const MARK: &str = "attainment-planner";
const VERSION: i64 = 1;

/// The most characters of the `id` that an answer repeats.
const MOST_OF_AN_ID: usize = 200;

/// What the planner can be asked, for hosts that know more than one version of it.
const CAPABILITIES: &[&str] = &[
    "configure",
    "framework",
    "name",
    "brand",
    "read_only",
    "heading_level",
    "load",
    "get",
    "follow",
    "print",
    "height",
];

/// A message of this type: what every message has, and keys of its own.
macro_rules! message {
    ($kind:expr $(, $own:expr)*) => {
        Object(&[
            must("planner", &Word(&[MARK])),
            must("version", &Version(VERSION)),
            must("type", &Word(&[$kind])),
            may("id", &TEXT),
            $($own),*
        ])
    };
}

static TEXT: Shape = Text;
static FLAG: Shape = Flag;
static PLAN: Shape = Embedded;

pub(super) static CONFIGURE: Shape = message!(
    "configure",
    may("framework", &Embedded),
    may("name", &TEXT),
    may("brand", &BRAND),
    may("read_only", &FLAG),
    may("heading_level", &Whole(1, 4, "a level of heading, 1 to 4"))
);
pub(super) static LOAD: Shape = message!("load", must("plan", &PLAN));
pub(super) static GET: Shape = message!("get", may("follow", &FLAG));
pub(super) static PRINT: Shape = message!("print");

/// What a host may say.
static TO_THE_PLANNER: [(&str, &Shape); 4] =
    [("configure", &CONFIGURE), ("load", &LOAD), ("get", &GET), ("print", &PRINT)];

/// What has to be right before a message has a shape.
static HEAD: [(&str, Shape); 3] = [
    ("planner", Word(&[MARK])),
    ("version", Version(VERSION)),
    ("type", Word(&["configure", "load", "get", "print"])),
];

/// What a host asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// That the planner is otherwise.
    Configure(Configure),
    /// That a plan is opened.
    Load(Rc<Draft>),
    /// The plan; with `follow`, also after every change and when the person saves it.
    Get {
        /// Whether what comes later is asked for too.
        follow: bool,
    },
    /// That the page is printed.
    Print,
}

/// How a host wants the planner. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configure {
    /// The scheme to judge by.
    pub framework: Option<Rc<Framework>>,
    /// Whose page it is, to be said in the header.
    pub name: Option<Rc<str>>,
    /// How the page looks.
    pub brand: Option<Rc<Brand>>,
    /// Whether the plan may be read and not changed.
    pub read_only: Option<bool>,
    /// The level of the page's first heading, 1 to 4.
    pub heading_level: Option<u8>,
}

/// Reads a message: its `id`, as far as it has one, and what it asks for, or everything that is wrong with it.
pub fn read_message(text: &str, catalogue: &Catalogue) -> (Option<String>, Result<Ask, Vec<Fault>>) {
    let mut id = None;
    let ask = read(text, |root| {
        let head = root.object(&root.keys())?;
        id = root.text_at("id").filter(|id| id.len() <= MOST_OF_AN_ID).map(str::to_owned);
        for (key, shape) in &HEAD {
            if let Some(value) = head.need(key) {
                check(&value, shape);
            }
        }
        let json = root.sound()?;
        let (_, shape) = TO_THE_PLANNER.iter().find(|(name, _)| *name == json.at("type").as_str())?;
        check(root, shape);
        if let Some(node) = root.child("brand") {
            check_brand(&node);
        }
        Some(match json.at("type").as_str() {
            "load" => Ask::Load(Rc::new(plan(&root.child("plan")?)?)),
            "get" => Ask::Get { follow: json.is_set("follow") },
            "print" => Ask::Print,
            _ => Ask::Configure(Configure {
                framework: match root.child("framework") {
                    Some(node) => Some(Rc::new(framework_at(&node, catalogue)?)),
                    None => None,
                },
                name: json.get("name").map(|_| json.text_of("name").into()),
                brand: json.get("brand").map(|json| Rc::new(brand(json))),
                read_only: json.get("read_only").map(|_| json.is_set("read_only")),
                heading_level: json.get("heading_level").map(|_| json.years("heading_level") as u8),
            }),
        })
    });
    (id, ask)
}

/// What the planner says.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// It is there.
    Ready,
    /// How high its page is, in CSS pixels.
    Height(u32),
    /// The plan, as asked for.
    Change(&'a Draft),
    /// The plan, because the person saves it.
    Save(&'a Draft),
    /// What was asked for is done.
    Done,
    /// It is not: a code among those of `docs/host-messages.md`, and why in words.
    Error(&'static str, &'a str),
}

/// Writes a message, as an answer to the message with this `id`, where there is one.
pub fn write_message(said: Said<'_>, id: Option<&str>) -> String {
    let kind = match said {
        Said::Ready => "ready",
        Said::Height(_) => "height",
        Said::Change(_) => "change",
        Said::Save(_) => "save",
        Said::Done => "done",
        Said::Error(..) => "error",
    };
    let mut entries = vec![
        ("planner", Json::text(MARK)),
        ("version", Json::Number(VERSION as f64)),
        ("type", Json::text(kind)),
    ];
    entries.extend(id.map(|id| ("id", Json::text(id))));
    match said {
        Said::Ready => {
            let capabilities = CAPABILITIES.iter().map(|word| Json::text(*word)).collect();
            entries.push(("planner_version", Json::text(env!("CARGO_PKG_VERSION"))));
            entries.push(("capabilities", Json::List(capabilities)));
        }
        Said::Height(height) => entries.push(("height", Json::Number(f64::from(height)))),
        Said::Change(draft) | Said::Save(draft) => entries.push(("plan", tree(draft))),
        Said::Done => {}
        Said::Error(code, words) => {
            entries.push(("code", Json::text(code)));
            entries.push(("words", Json::text(words.chars().take(MOST_OF_WORDS).collect::<String>())));
        }
    }
    let entries = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    // Writing to memory cannot fail, and the tree has no keys but text.
    serde_json::to_string(&Json::Object(entries)).unwrap_or_default()
}

/// The most characters of an error's words.
const MOST_OF_WORDS: usize = 4_000;

/// The shapes of what the planner says: for the schema alone, and no part of the page.
#[cfg(not(target_family = "wasm"))]
pub(super) mod said {
    use super::super::json::MOST_ENTRIES;
    use super::super::shape::Shape::List;
    use super::{CAPABILITIES, MARK, Object, PLAN, Shape, TEXT, VERSION, Version, Whole, Word, may, must};

    /// Why something was not done.
    const CODES: &[&str] = &["not_json", "too_large", "too_many", "newer", "malformed", "busy", "declined"];

    pub(in crate::format) static READY: Shape = message!(
        "ready",
        must("planner_version", &TEXT),
        must("capabilities", &List(&Word(CAPABILITIES), MOST_ENTRIES))
    );
    pub(in crate::format) static HEIGHT: Shape =
        message!("height", must("height", &Whole(0, 10_000_000, "a number of CSS pixels")));
    pub(in crate::format) static CHANGE: Shape = message!("change", must("plan", &PLAN));
    pub(in crate::format) static SAVE: Shape = message!("save", must("plan", &PLAN));
    pub(in crate::format) static DONE: Shape = message!("done");
    pub(in crate::format) static ERROR: Shape =
        message!("error", must("code", &Word(CODES)), must("words", &TEXT));
}

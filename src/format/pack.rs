//! A pack: what makes a copy of the planner a council's own. One file, and the same text stands in the copy.
//!
//! The schemes in it are framework files, checked as strictly as one that is opened by itself.

use std::rc::Rc;

use crate::domain::benchmark::{Area, Benchmark, BenchmarkKey};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::figure::Typed;
use crate::domain::measure::Catalogue;
use crate::domain::pack::{Brand, Colour, LEAST_CONTRAST, Pack};
use crate::domain::reference::National;

use super::framework::framework;
use super::json::{Json, MOST_ENTRIES, Node, has_format, read, refuse_foreign_head};
use super::names::GROUPS;
use super::references::check_references;
use super::shape::{
    FRAMEWORK,
    Shape::{self, Date, Flag, List, Object, Text, Version, Word, Year},
    check, check_filled, may, must, word,
};

pub(super) const FORMAT: &str = "attainment-planner pack";
pub(super) const VERSION: i64 = 1;

/// The most schemes in a pack: some years of one council.
const MOST_SCHEMES: usize = 12;

/// The most characters of the name by which a copy is known.
const MOST_OF_AN_ID: usize = 40;

static TEXT: Shape = Text;
static COLOUR: Shape = Shape::Colour;

/// The whole file.
pub(super) static PACK: Shape = Object(&[
    must("format", &Word(&[FORMAT])),
    must("version", &Version(VERSION)),
    must("id", &TEXT),
    must("council", &TEXT),
    must("made", &Date),
    must("schemes", &List(&FRAMEWORK, MOST_SCHEMES)),
    may("contact", &TEXT),
    may("brand", &BRAND),
    may("others", &Flag),
    may("national", &List(&NATIONAL, MOST_ENTRIES)),
]);

pub(super) static BRAND: Shape = Object(&[
    may("logo", &Shape::Picture),
    may("logo_text", &TEXT),
    may("main", &COLOUR),
    may("on_main", &COLOUR),
    may("link", &COLOUR),
]);

pub(super) static NATIONAL: Shape = Object(&[
    must("measure", &TEXT),
    must("year", &Year),
    may("group", &word!(GROUPS)),
    must("value", &TEXT),
    must("source", &TEXT),
]);

/// Whether a file says of itself that it is a pack: then [`read_pack`] says what is wrong with it.
pub fn is_pack(text: &str) -> bool {
    has_format(text, FORMAT)
}

/// Reads a pack: what makes a copy a council's own, or everything that is wrong with it.
pub fn read_pack(text: &str, catalogue: &Catalogue) -> Result<Pack, Vec<Fault>> {
    read(text, |root| checked(root, catalogue))
}

/// The pack, where nothing in it has a fault.
pub(super) fn checked(root: &Node<'_>, catalogue: &Catalogue) -> Option<Pack> {
    refuse_foreign_head(root, FORMAT, VERSION)?;
    check(root, &PACK);
    let schemes = root.entries("schemes");
    for scheme in &schemes {
        check_references(scheme, catalogue);
        check_filled(scheme, &FRAMEWORK);
    }
    check_rest(root, &schemes, catalogue);
    pack(root.sound()?)
}

/// What no shape can say.
fn check_rest(root: &Node<'_>, schemes: &[Node<'_>], catalogue: &Catalogue) {
    if let Some(id) = root.child("id").filter(|id| id.as_text().is_some_and(|id| !is_id(id))) {
        id.fault(FaultKind::WrongKind {
            expected: "small letters from a to z, digits and hyphens, at most 40",
        });
    }
    if let Some(council) = root.child("council").filter(|council| council.as_text().is_some_and(is_blank)) {
        council.fault(FaultKind::WrongKind { expected: "the council’s name" });
    }
    if root.child("schemes").is_some() && schemes.is_empty() {
        root.fault(FaultKind::MissingKey("schemes"));
    }
    let mut seen: Vec<&str> = Vec::new();
    for scheme in schemes {
        if let Some(id) = scheme.text_at("id") {
            if seen.contains(&id) {
                scheme.fault(FaultKind::Repeated(format!("scheme {id}")));
            }
            seen.push(id);
        }
    }
    let mut given = Vec::new();
    for national in root.entries("national") {
        let measure = national.text_at("measure").unwrap_or_default();
        let known = catalogue.iter().find(|known| known.id.as_str() == measure);
        if known.is_none()
            && let Some(node) = national.child("measure")
        {
            node.fault(FaultKind::UnknownName(measure.to_owned()));
        }
        if let (Some(known), Some(value)) = (known, national.child("value"))
            && value.as_text().is_some_and(|text| {
                figure(text).is_none_or(|(level, _)| level < known.lowest || level > known.highest)
            })
        {
            value.fault(FaultKind::WrongKind {
                expected: "a figure that the measure can have, such as 61 or 61.4",
            });
        }
        let key = (measure, national.text_at("year"), national.text_at("group").unwrap_or("all"));
        if given.contains(&key) {
            national.fault(FaultKind::Repeated(format!("figure of {measure}")));
        }
        given.push(key);
    }
    if let Some(node) = root.child("brand") {
        check_brand(&node);
    }
}

/// What no shape can say of how a copy looks.
pub(super) fn check_brand(node: &Node<'_>) {
    for (pair, contrast) in brand(node.json()).contrasts() {
        if contrast < LEAST_CONTRAST {
            node.fault(FaultKind::LowContrast(pair, contrast));
        }
    }
    if node.child("logo").is_some() && node.text_at("logo_text").is_none_or(is_blank) {
        node.fault(FaultKind::MissingKey("logo_text"));
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_id(text: &str) -> bool {
    let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MOST_OF_AN_ID).contains(&text.len()) && text.bytes().all(is_good)
}

/// A figure with its decimal places.
pub(super) fn figure(text: &str) -> Option<(crate::domain::quantity::Level, u8)> {
    match Typed::decimal(text.trim()) {
        Ok(typed @ Typed::Decimal { decimals, .. }) => Some((typed.level(), decimals)),
        _ => None,
    }
}

pub(super) fn brand(json: &Json) -> Brand {
    let colour = |key| Colour::parse(json.at(key).as_str());
    Brand {
        logo: json.text_of("logo"),
        logo_text: json.text_of("logo_text"),
        main: colour("main"),
        on_main: colour("on_main"),
        link: colour("link"),
    }
}

fn pack(json: &Json) -> Option<Pack> {
    let national = |json: &Json| {
        let (value, decimals) = figure(json.at("value").as_str())?;
        let of = BenchmarkKey {
            measure: json.id("measure"),
            year: json.year("year")?,
            group: json.word("group", GROUPS),
            area: Area::National,
        };
        let source = json.text_of("source");
        // Which schools it is taken over, and how final it is, only the council knows.
        let given = "given by the council".to_owned();
        let figure = National { value, decimals, scope: given.clone(), status: given, source, is_own: false };
        Some(Benchmark { of, phase: None, figure })
    };
    Some(Pack {
        id: json.text_of("id"),
        council: json.text_of("council"),
        made: json.at("made").as_date()?,
        contact: json.text_of("contact"),
        brand: brand(json.at("brand")),
        schemes: json.entries("schemes").iter().filter_map(framework).map(Rc::new).collect(),
        has_others: json.is_set("others"),
        national: json.entries("national").iter().filter_map(national).collect(),
    })
}

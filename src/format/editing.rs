//! A pack that is being made: the tree of its file, changed place by place.
//!
//! What may stand where is the table of shapes by which files are read. So whatever a file can hold can be edited, and
//! nothing else; whether it is right is said by the reader of packs.

use crate::domain::fault::Fault;
use crate::domain::measure::Catalogue;
use crate::domain::pack::{Brand, Pack};
use crate::domain::school::Phase;
use crate::domain::split::split_once;

use super::framework::SHIPPED;
use super::json::{Json, read_tree};
use super::names::PHASES;
use super::pack::{FORMAT, PACK, VERSION, brand, checked};
use super::shape::{Key, Need, Shape};

/// A pack that is being made. Anything of the right shape may be in it, with faults.
#[derive(Clone, Debug, PartialEq)]
pub struct PackDraft {
    pub(super) json: Json,
}

/// What one change of a [`PackDraft`] comes to: a place, as the way down to it by number, and what stands there. A step of
/// undo is as large as what was changed, and not as the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    way: Vec<usize>,
    json: Json,
}

/// Something that can be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where, as faults name it: `/schemes/0/rules/2/label`.
    pub place: String,
    /// The key, or the number of an entry of a list.
    pub key: String,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// What.
    pub kind: Kind,
}

/// What can be filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text: what is typed, also for numbers, years and dates.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// One of some words, with the one that is chosen.
    Word(Vec<&'static str>, String),
    /// Several of some words, with those that are chosen.
    Words(Vec<&'static str>, Vec<String>),
    /// Texts, one a line.
    Lines(String),
    /// A list of more than words: the place of each entry, and what it is called.
    List(Vec<(String, String)>),
    /// Something with entries of its own.
    Group,
    /// Something left out that would have entries of its own.
    Absent,
}

/// The word for "something else than one of the words".
pub const OTHER: &str = "other";

impl PackDraft {
    /// A pack around one scheme: the text of a framework file. `None` where it is no JSON.
    pub fn around(scheme: &str, council: &str, made: chrono::NaiveDate) -> Option<Self> {
        let scheme = Json::parse(scheme).ok()?;
        let json = Json::object([
            ("format", Json::text(FORMAT)),
            ("version", Json::Number(VERSION as f64)),
            ("id", Json::text(id_of(council))),
            ("council", Json::text(council)),
            ("made", Json::text(made.to_string())),
            ("schemes", Json::List(vec![scheme])),
        ]);
        Some(Self { json })
    }

    /// A pack from what is given of one: `pack` may lack its schemes, and `scheme`, the text of a framework file, goes
    /// before those that it has. What else is missing is said by [`PackDraft::read`].
    pub fn assembled(pack: &str, scheme: Option<&str>, made: chrono::NaiveDate) -> Result<Self, Fault> {
        let mut draft = Self::open(pack)?;
        for (place, value) in [
            ("/format", Json::text(FORMAT)),
            ("/version", Json::Number(VERSION as f64)),
            ("/made", Json::text(made.to_string())),
            ("/schemes", Json::List(vec![])),
        ] {
            if !draft.has(place) {
                draft.put(place, Some(value));
            }
        }
        if let Some(scheme) = scheme {
            Json::parse(scheme)?;
            draft.add_scheme(scheme);
        }
        Ok(draft)
    }

    /// Opens a pack, which may have faults, or says why it cannot be opened at all.
    pub fn open(text: &str) -> Result<Self, Fault> {
        Json::parse(text).map(|json| Self { json })
    }

    /// The pack, or everything that is wrong with it.
    pub fn read(&self, catalogue: &Catalogue) -> Result<Pack, Vec<Fault>> {
        read_tree(self.json.clone(), |root| checked(root, catalogue))
    }

    /// Its file, in the order of the format.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write(&self.json, &PACK, 0, &mut text);
        text.push('\n');
        text
    }

    /// The file of one of its schemes.
    pub fn scheme_text(&self, scheme: usize) -> String {
        let mut text = String::new();
        let schemes = PACK.keys().iter().find(|key| key.name == "schemes");
        if let Some((Shape::List(shape, _), json)) =
            schemes.map(|key| key.shape).zip(self.json.entries("schemes").get(scheme))
        {
            write(json, shape, 0, &mut text);
            text.push('\n');
        }
        text
    }

    /// The text at a place; empty where there is none.
    pub fn text(&self, place: &str) -> String {
        find(&self.json, place).map_or_else(String::new, shown)
    }

    /// Whether "yes" stands at a place.
    pub fn flag(&self, place: &str) -> bool {
        find(&self.json, place) == Some(&Json::Bool(true))
    }

    /// The texts of the list at a place.
    pub fn texts(&self, place: &str) -> Vec<String> {
        find(&self.json, place).map_or(&[][..], Json::as_entries).iter().map(shown).collect()
    }

    /// The phases that the entry at a place is for.
    pub fn phases(&self, place: &str) -> Vec<Phase> {
        let named = self.texts(&join(place, "phases"));
        PHASES
            .iter()
            .filter(|(name, _)| named.iter().any(|one| one == name))
            .map(|(_, phase)| *phase)
            .collect()
    }

    /// How the copy looks, as far as it can be read.
    pub fn brand(&self) -> Brand {
        brand(self.json.at("brand"))
    }

    /// What the thing at a place is called.
    pub fn title(&self, place: &str) -> String {
        find(&self.json, place).map_or_else(String::new, title)
    }

    /// Whether anything stands at a place.
    pub fn has(&self, place: &str) -> bool {
        find(&self.json, place).is_some()
    }

    /// How many entries the list at a place has.
    pub fn count(&self, place: &str) -> usize {
        find(&self.json, place).map_or(0, |json| json.as_entries().len())
    }

    /// What can be filled in at a place that holds something with entries.
    pub fn entries(&self, place: &str) -> Vec<Entry> {
        let (Some(shape), Some(json)) = (self.shape(place), find(&self.json, place)) else { return vec![] };
        match shape {
            Shape::Object(keys) | Shape::Choice(keys, _) => {
                let is_asked = |key: &&Key| !matches!(key.need, Need::One) || json.get(key.name).is_some();
                let keys = keys.iter().filter(is_asked);
                keys.map(|key| self.entry(&join(place, key.name), key.name, key.shape, !is_must(key)))
                    .collect()
            }
            Shape::List(entry, _) => (0..json.as_entries().len())
                .map(|index| self.entry(&join(place, &index.to_string()), &index.to_string(), entry, false))
                .collect(),
            _ => vec![],
        }
    }

    /// What kinds the thing at a place can be, and which it is; `None` where there is one way only.
    pub fn kinds(&self, place: &str) -> Option<(Vec<&'static str>, String)> {
        let json = find(&self.json, place)?;
        match self.outer_shape(place)? {
            Shape::Choice(keys, _) => {
                let one = keys.iter().filter(|key| matches!(key.need, Need::One)).map(|key| key.name);
                let kinds: Vec<&str> = one.collect();
                let chosen = kinds.iter().find(|kind| json.get(kind).is_some()).copied();
                Some((kinds, chosen.unwrap_or_default().to_owned()))
            }
            Shape::WordOr(words, _) => {
                let kinds = words.iter().copied().chain([OTHER]).collect();
                let chosen = if json.as_str().is_empty() { OTHER } else { json.as_str() };
                Some((kinds, chosen.to_owned()))
            }
            _ => None,
        }
    }

    /// Makes the thing at a place one of another kind; what it held goes.
    pub fn set_kind(&mut self, place: &str, kind: &str) {
        let Some(shape) = self.outer_shape(place) else { return };
        let new = match shape {
            Shape::Choice(keys, _) => {
                let Some(key) = keys.iter().find(|key| key.name == kind) else { return };
                let Some(Json::Object(entries)) = find_mut(&mut self.json, place) else { return };
                let is_other =
                    |name: &str| keys.iter().any(|key| key.name == name && matches!(key.need, Need::One));
                entries.retain(|(name, _)| !is_other(name));
                entries.insert(0, (kind.to_owned(), self::blank(key.shape)));
                return;
            }
            Shape::WordOr(words, other) if !words.contains(&kind) => blank(other),
            _ => Json::text(kind),
        };
        if let Some(json) = find_mut(&mut self.json, place) {
            *json = new;
        }
    }

    /// Puts what was typed or chosen at a place. An empty text takes away what may be left out.
    pub fn set(&mut self, place: &str, text: &str) {
        let Some(shape) = self.shape(place) else { return };
        let (parent, name) = place.rsplit_once('/').unwrap_or_default();
        let is_optional = matches!(self.shape(parent), Some(shape @ (Shape::Object(_) | Shape::Choice(..)))
            if shape.keys().iter().any(|key| key.name == name && !is_must(key)));
        let value = match shape {
            _ if text.is_empty() && is_optional => None,
            Shape::Flag => Some(Json::Bool(!text.is_empty())),
            Shape::Number | Shape::Whole(..) | Shape::Version(_) => Some(number(text)),
            Shape::List(..) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                Some(Json::List(lines.map(Json::text).collect()))
            }
            _ => Some(Json::text(text)),
        };
        self.put(place, value);
    }

    /// Adds or takes away a word of a list.
    pub fn tick(&mut self, place: &str, word: &str, is_ticked: bool) {
        if !self.has(place) {
            self.put(place, Some(Json::List(vec![])));
        }
        let Some(Json::List(entries)) = find_mut(&mut self.json, place) else { return };
        entries.retain(|entry| entry.as_str() != word);
        if is_ticked {
            entries.push(Json::text(word));
        }
    }

    /// Adds an empty entry at the end of the list at a place, or what is left out there. The place of what is new.
    pub fn add(&mut self, place: &str) -> Option<String> {
        match self.shape(place)? {
            Shape::List(entry, _) => {
                if !self.has(place) {
                    self.put(place, Some(Json::List(vec![])));
                }
                let new = self.with_document(blank(entry), place);
                let Some(Json::List(entries)) = find_mut(&mut self.json, place) else { return None };
                entries.push(new);
                Some(join(place, &(entries.len() - 1).to_string()))
            }
            shape => {
                let new = self.with_document(blank(shape), place);
                self.put(place, Some(new));
                Some(place.to_owned())
            }
        }
    }

    /// Adds a scheme: the text of a framework file.
    pub fn add_scheme(&mut self, text: &str) {
        if let (Ok(scheme), Some(Json::List(schemes))) =
            (Json::parse(text), find_mut(&mut self.json, "/schemes"))
        {
            schemes.retain(|known| known.at("id") != scheme.at("id"));
            schemes.insert(0, scheme);
        }
    }

    /// Makes the scheme at a place that of the next year, and keeps it as it was after the new one.
    pub fn add_next_year(&mut self, scheme: usize) {
        let Some(Json::List(schemes)) = find_mut(&mut self.json, "/schemes") else { return };
        let Some(mut next) = schemes.get(scheme).cloned() else { return };
        let (council, _) = split_once(next.at("id").as_str(), "/").unwrap_or((next.at("id").as_str(), ""));
        let on = |key: &str| next.year(key).and_then(|year| year.on(1)).map(|year| year.to_string());
        let (year, latest) = (on("year"), on("latest_results"));
        let id = [council, "/", &year.clone().unwrap_or_default().replace('/', "-")].concat();
        let new = [("year", year), ("latest_results", latest), ("id", Some(id))];
        super::cases::move_on(&mut next);
        let Json::Object(entries) = &mut next else { return };
        for (key, value) in entries {
            if let Some((_, Some(text))) = new.iter().find(|(name, _)| name == key) {
                *value = Json::text(text);
            }
        }
        if !schemes.iter().any(|known| known.at("id") == next.at("id")) {
            schemes.insert(0, next);
        }
    }

    /// Takes away what stands at a place.
    pub fn remove(&mut self, place: &str) {
        self.put(place, None);
    }

    /// Moves an entry of a list one place up.
    pub fn raise(&mut self, place: &str) {
        let Some((list, index)) = place.rsplit_once('/') else { return };
        if let (Some(Json::List(entries)), Ok(index)) =
            (find_mut(&mut self.json, list), index.parse::<usize>())
            && (1..entries.len()).contains(&index)
        {
            entries.swap(index - 1, index);
        }
    }

    /// The names that things of the scheme around a place go by, such as those of its thresholds, with what each is
    /// called.
    pub fn names(&self, place: &str, list: &str) -> Vec<(String, String)> {
        let scheme = place.split('/').take(3).collect::<Vec<_>>().join("/");
        let entries = find(&self.json, &join(&scheme, list)).map_or(&[][..], Json::as_entries);
        entries.iter().map(|entry| (entry.text_of("id"), title(entry))).collect()
    }

    /// What leads from this to `other`: where the two part, and what `other` has there.
    pub fn patch_to(&self, other: &Self) -> Patch {
        let mut way = Vec::new();
        let (mut one, mut two) = (&self.json, &other.json);
        while let Some((place, ones, twos)) = only_difference(one, two) {
            way.push(place);
            (one, two) = (ones, twos);
        }
        Patch { way, json: two.clone() }
    }

    /// Puts what `patch` has in its place; the patch that leads back.
    pub fn patched(&mut self, patch: Patch) -> Patch {
        let mut place = &mut self.json;
        for step in &patch.way {
            let inside = match place {
                Json::List(entries) => entries.get_mut(*step),
                Json::Object(entries) => entries.get_mut(*step).map(|(_, json)| json),
                _ => None,
            };
            // It is made for this tree, so that it leads somewhere.
            let Some(inside) = inside else { return patch };
            place = inside;
        }
        Patch { json: std::mem::replace(place, patch.json), way: patch.way }
    }

    /// This with what became of `base` in `theirs`. Where both changed the same text, this one's stays; where both made a list
    /// longer or shorter, theirs.
    pub fn merged(&self, base: &Self, theirs: &Self) -> Self {
        Self { json: merge(&base.json, &self.json, &theirs.json) }
    }

    fn entry(&self, place: &str, key: &str, shape: &'static Shape, is_optional: bool) -> Entry {
        let json = find(&self.json, place);
        let text = json.map_or_else(String::new, shown);
        let kind = match shape {
            Shape::Flag => Kind::Flag(json == Some(&Json::Bool(true))),
            Shape::Word(words) => Kind::Word(words.to_vec(), text),
            Shape::List(Shape::Word(words), _) => {
                let chosen = json.map_or(&[][..], Json::as_entries).iter().map(shown).collect();
                Kind::Words(words.to_vec(), chosen)
            }
            Shape::List(Shape::Text, _) => {
                let lines: Vec<String> = json.map_or(&[][..], Json::as_entries).iter().map(shown).collect();
                Kind::Lines(lines.join("\n"))
            }
            Shape::List(..) => {
                let entries = json.map_or(&[][..], Json::as_entries).iter().enumerate();
                Kind::List(
                    entries.map(|(index, entry)| (join(place, &index.to_string()), title(entry))).collect(),
                )
            }
            Shape::Object(_) | Shape::Choice(..) | Shape::WordOr(..) => {
                if json.is_some() {
                    Kind::Group
                } else {
                    Kind::Absent
                }
            }
            _ => Kind::Text(text),
        };
        Entry { place: place.to_owned(), key: key.to_owned(), is_optional, kind }
    }

    /// The shape of what stands, or may stand, at a place; of a word or something else, that of what stands there.
    fn shape(&self, place: &str) -> Option<&'static Shape> {
        match self.outer_shape(place)? {
            Shape::WordOr(_, other)
                if find(&self.json, place).is_some_and(|json| json.as_str().is_empty()) =>
            {
                Some(other)
            }
            shape => Some(shape),
        }
    }

    fn outer_shape(&self, place: &str) -> Option<&'static Shape> {
        let mut shape: &'static Shape = &PACK;
        for part in place.split('/').skip(1) {
            if let Shape::WordOr(_, other) = shape {
                shape = other;
            }
            shape = match shape {
                Shape::List(entry, _) => entry,
                Shape::Object(keys) | Shape::Choice(keys, _) => {
                    keys.iter().find(|key| key.name == part)?.shape
                }
                _ => return None,
            };
        }
        Some(shape)
    }

    pub(super) fn put(&mut self, place: &str, value: Option<Json>) {
        let Some((parent, name)) = place.rsplit_once('/') else { return };
        if value.is_some() && !self.has(parent) {
            self.put(parent, Some(Json::Object(vec![])));
        }
        match find_mut(&mut self.json, parent) {
            Some(Json::Object(entries)) => match (entries.iter().position(|(key, _)| key == name), value) {
                (Some(at), Some(value)) => entries[at].1 = value,
                (Some(at), None) => drop(entries.remove(at)),
                (None, Some(value)) => entries.push((name.to_owned(), value)),
                (None, None) => {}
            },
            Some(Json::List(entries)) => {
                let Some(at) = name.parse().ok().filter(|at: &usize| *at < entries.len()) else { return };
                match value {
                    Some(value) => entries[at] = value,
                    None => drop(entries.remove(at)),
                }
            }
            _ => {}
        }
    }

    /// A new thing whose clauses name the scheme's first document: most have one.
    fn with_document(&self, mut json: Json, place: &str) -> Json {
        if let Some((document, _)) = self.names(place, "documents").into_iter().next() {
            name_document(&mut json, &document);
        }
        json
    }
}

fn name_document(json: &mut Json, document: &str) {
    if let Json::Object(entries) = json {
        for (key, value) in entries {
            if key == "document" {
                *value = Json::text(document);
            } else {
                name_document(value, document);
            }
        }
    }
}

/// The text of a scheme that ships with the planner.
pub fn shipped_text(id: &str) -> Option<String> {
    let begins = ["\"id\":\"", id, "\""].concat();
    let (text, from, to) = SHIPPED.0.iter().find(|(text, ..)| text.contains(&begins))?;
    Some([&text[..text.len() - 1], &SHIPPED.1[*from..*to]].concat())
}

/// A name such as `east-sussex` for a council.
fn id_of(council: &str) -> String {
    let letters = council.chars().map(|letter| letter.to_ascii_lowercase());
    let words: String =
        letters.map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join("-").chars().take(40).collect()
}

/// Where two values differ, if it is inside one entry: its number, and both of it.
fn only_difference<'a>(one: &'a Json, two: &'a Json) -> Option<(usize, &'a Json, &'a Json)> {
    let mut found = None;
    for place in 0.. {
        let (key, inside) = match (one.child(place), two.child(place)) {
            (Some(inside), Some(other)) => (inside.0 == other.0, (place, inside.1, other.1)),
            (None, None) => break,
            _ => return None,
        };
        if !key || found.is_some() && inside.1 != inside.2 {
            return None;
        }
        if inside.1 != inside.2 {
            found = Some(inside);
        }
    }
    found
}

fn merge(base: &Json, mine: &Json, theirs: &Json) -> Json {
    match (base, mine, theirs) {
        _ if mine == base => theirs.clone(),
        _ if theirs == base => mine.clone(),
        (_, Json::Object(mines), Json::Object(others)) => {
            let new = mines.iter().filter(|(key, _)| theirs.get(key).is_none());
            let merged = others.iter().chain(new).map(|(key, _)| {
                // What is left out is nothing.
                (key.clone(), merge(base.at(key), mine.at(key), theirs.at(key)))
            });
            Json::Object(merged.filter(|(_, json)| *json != Json::Null).collect())
        }
        (Json::List(bases), Json::List(mines), Json::List(others))
            if bases.len() == mines.len() && bases.len() == others.len() =>
        {
            Json::List(
                (0..bases.len()).map(|place| merge(&bases[place], &mines[place], &others[place])).collect(),
            )
        }
        (_, Json::List(_), _) => theirs.clone(),
        _ => mine.clone(),
    }
}

fn is_must(key: &Key) -> bool {
    matches!(key.need, Need::Must | Need::One)
}

fn join(place: &str, key: &str) -> String {
    [place, "/", key].concat()
}

pub(super) fn find<'a>(json: &'a Json, place: &str) -> Option<&'a Json> {
    let mut json = json;
    for part in place.split('/').skip(1) {
        json = match json {
            Json::List(entries) => entries.get(part.parse::<usize>().ok()?)?,
            json => json.get(part)?,
        };
    }
    Some(json)
}

pub(super) fn find_mut<'a>(json: &'a mut Json, place: &str) -> Option<&'a mut Json> {
    let mut json = json;
    for part in place.split('/').skip(1) {
        json = match json {
            Json::List(entries) => entries.get_mut(part.parse::<usize>().ok()?)?,
            Json::Object(entries) => entries.iter_mut().find(|(key, _)| key == part).map(|(_, json)| json)?,
            _ => return None,
        };
    }
    Some(json)
}

/// A number as it is typed; what is none stays text, so that it can be said what is wrong with it.
fn number(text: &str) -> Json {
    let plain = text.trim().replace('\u{2212}', "-");
    match super::pack::figure(&plain) {
        Some((level, _)) => Json::Number(level.exact().rounded(2) as f64 / 100.0),
        None => Json::text(text),
    }
}

/// A value as it is shown in a box.
fn shown(json: &Json) -> String {
    match json {
        Json::Text(text) => text.clone(),
        Json::Number(number) => decimal(*number),
        _ => String::new(),
    }
}

/// A number with at most two decimal places, without those that are not needed.
fn decimal(number: f64) -> String {
    let hundredths = (number * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    match (part / 10, part % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, rest) => format!("{sign}{whole}.{tenths}{rest}"),
    }
}

/// The keys by which a thing is called, the best first.
const NAMING: [&str; 11] =
    ["label", "name", "title", "text", "measure", "date", "id", "council", "place", "value", "term"];

/// What a thing is called: the first of its words that says so.
fn title(json: &Json) -> String {
    for key in NAMING {
        let text = shown(json.at(key));
        if text.is_empty() {
            continue;
        }
        // Several targets are of the same thing, and a visit comes back in another term.
        let more = ["band", "year", "term"].map(|key| shown(json.at(key)));
        return match more {
            [band, year, _] if !band.is_empty() => format!("{text}, {year}, {band}"),
            [_, _, term] if !term.is_empty() => format!("{term}: {text}"),
            _ => text,
        };
    }
    match json {
        // A test is called by its kind; a new thing, whose words are still empty, by nothing.
        Json::Object(entries) => match entries.first() {
            Some((key, Json::Text(text))) if text.is_empty() && NAMING.contains(&key.as_str()) => {
                String::new()
            }
            Some((key, _)) => key.clone(),
            None => String::new(),
        },
        json => shown(json),
    }
}

/// What stands in a new thing of this shape: nothing that could be taken for an answer.
fn blank(shape: &Shape) -> Json {
    match shape {
        Shape::Flag => Json::Bool(false),
        // Who made a thing here says so; until then it is assumed.
        Shape::Word(words) => Json::text(*words.iter().find(|word| **word == "assumed").unwrap_or(&"")),
        Shape::WordOr(words, _) => Json::text(words[0]),
        Shape::List(..) => Json::List(vec![]),
        Shape::Object(keys) | Shape::Choice(keys, _) => {
            let mut is_first = true;
            let mut entries = Vec::new();
            for key in *keys {
                let is_given = match key.need {
                    Need::Must => true,
                    Need::One => std::mem::take(&mut is_first),
                    _ => false,
                };
                if is_given {
                    entries.push((key.name.to_owned(), blank(key.shape)));
                }
            }
            Json::Object(entries)
        }
        _ => Json::text(""),
    }
}

/// Writes a tree in the order of its shape, so that two files of the same content are the same.
fn write(json: &Json, shape: &Shape, depth: usize, text: &mut String) {
    let line = |depth: usize, text: &mut String| {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    };
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => text.push_str(&decimal(*number)),
        // Only a text, so nothing can go wrong.
        Json::Text(value) => text.push_str(&serde_json::to_string(value).unwrap_or_default()),
        Json::List(entries) => {
            let inner = match shape {
                Shape::List(entry, _) | Shape::WordOr(_, Shape::List(entry, _)) => entry,
                _ => &Shape::Text,
            };
            text.push('[');
            let is_long = entries.iter().any(|entry| matches!(entry, Json::Object(_)));
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                if is_long {
                    line(depth + 1, text);
                } else if place > 0 {
                    text.push(' ');
                }
                write(entry, inner, depth + 1, text);
            }
            if is_long {
                line(depth, text);
            }
            text.push(']');
        }
        Json::Object(entries) => {
            let shape = if let Shape::WordOr(_, other) = shape { other } else { shape };
            let keys = shape.keys();
            let known = keys.iter().flat_map(|key| entries.iter().filter(|(name, _)| name == key.name));
            let others = entries.iter().filter(|(name, _)| !keys.iter().any(|key| key.name == name));
            text.push('{');
            for (place, (name, value)) in known.chain(others).enumerate() {
                if place > 0 {
                    text.push(',');
                }
                line(depth + 1, text);
                text.push_str(&serde_json::to_string(name).unwrap_or_default());
                text.push_str(": ");
                let key = keys.iter().find(|key| key.name == name);
                write(value, key.map_or(&Shape::Text, |key| key.shape), depth + 1, text);
            }
            if !entries.is_empty() {
                line(depth, text);
            }
            text.push('}');
        }
    }
}

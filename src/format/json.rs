//! JSON as a tree that keeps every key, and a reader of it that collects every fault with its place.

use std::cell::RefCell;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::domain::AcademicYear;
use crate::domain::fault::{Fault, FaultKind, shortened};
use crate::domain::quantity::Level;

/// The most bytes of a plan or a scheme that the planner reads.
pub const MOST_BYTES: usize = 2_000_000;
pub(super) const MOST_CHARACTERS: usize = 4_000;
pub(super) const MOST_ENTRIES: usize = 20_000;

/// The most faults whose places are looked for: more than are told. Each place is a walk through the file, and a file made
/// to have many would hold the page up for minutes.
const MOST_PLACED: usize = 128;

/// The most years that a rule reaches back, and the largest number, either way, that a figure can be compared with.
pub(super) const MOST_YEARS: i64 = 10;
pub(super) const LARGEST: f64 = 10_000_000.0;

const YEAR: &str = "an academic year such as 2014/15";

/// A JSON value. Objects keep repeated keys, so that they can be refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn object<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Reads `text`, or says why it is not JSON that the planner reads.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let whole = |kind| Fault { place: String::new(), kind };
        if text.len() > MOST_BYTES {
            return Err(whole(FaultKind::TooLarge { most: MOST_BYTES }));
        }
        // A file saved by a Windows editor may begin with a byte-order mark.
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| whole(FaultKind::NotJson { line: error.line(), column: error.column() }))
    }
}

/// What a key that is left out stands for.
static NOTHING: Json = Json::Null;

/// For a file that has been checked by its shape: what is left out is empty, and nothing is asked twice. So a file can
/// be built without a way out at every value, which would be most of the code.
impl Json {
    /// The value of `key`, where it is there.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, json)| json)
    }

    /// The entry with this number of a list, or of an object with its key.
    pub(super) fn child(&self, place: usize) -> Option<(&str, &Self)> {
        match self {
            Self::List(entries) => entries.get(place).map(|json| ("", json)),
            Self::Object(entries) => entries.get(place).map(|(key, json)| (&**key, json)),
            _ => None,
        }
    }

    /// The value of `key`.
    pub(super) fn at(&self, key: &str) -> &Self {
        self.get(key).unwrap_or(&NOTHING)
    }

    /// The first key that is not `other`, with its value.
    pub(super) fn first_but(&self, other: &str) -> (&str, &Self) {
        let Self::Object(entries) = self else { return ("", &NOTHING) };
        let found = entries.iter().find(|(name, _)| name != other);
        found.map_or(("", &NOTHING), |(name, json)| (name, json))
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    pub(super) fn as_id<T: for<'t> From<&'t str>>(&self) -> T {
        T::from(self.as_str())
    }

    pub(super) fn as_entries(&self) -> &[Self] {
        match self {
            Self::List(entries) => entries,
            _ => &[],
        }
    }

    pub(super) fn as_ids<T: for<'t> From<&'t str>>(&self) -> Vec<T> {
        self.as_entries().iter().map(Self::as_id).collect()
    }

    /// The value that `names` gives for the word; the first of them where it is left out.
    fn as_word<T: Copy>(&self, names: &[(&str, T)]) -> T {
        let word = self.as_str();
        let place = names.iter().position(|(name, _)| *name == word);
        debug_assert!(
            place.is_some() || *self == Self::Null,
            "the shape of {word:?} is not {:?}",
            names[0].0
        );
        names[place.unwrap_or(0)].1
    }

    pub(super) fn as_words<T: Copy>(&self, names: &[(&str, T)]) -> Vec<T> {
        self.as_entries().iter().map(|json| json.as_word(names)).collect()
    }

    pub(super) fn as_level(&self) -> Level {
        Level::hundredths((self.as_number() * 100.0).round() as i32)
    }

    fn as_number(&self) -> f64 {
        match self {
            Self::Number(value) => *value,
            _ => 0.0,
        }
    }

    /// The date, written as in `2016-07-31`; `None` of anything else.
    pub(super) fn as_date(&self) -> Option<chrono::NaiveDate> {
        let text = self.as_str();
        let mut parts = text.split('-');
        let mut part = |digits: usize| -> Option<u32> {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        chrono::NaiveDate::from_ymd_opt(year as i32, month, day).filter(|_| text.len() == 10)
    }

    pub(super) fn text_of(&self, key: &str) -> String {
        self.at(key).as_str().to_owned()
    }

    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.each(key, |json| json.as_str().to_owned())
    }

    pub(super) fn id<T: for<'t> From<&'t str>>(&self, key: &str) -> T {
        self.at(key).as_id()
    }

    pub(super) fn id_if<T: for<'t> From<&'t str>>(&self, key: &str) -> Option<T> {
        self.get(key).map(Self::as_id)
    }

    pub(super) fn ids<T: for<'t> From<&'t str>>(&self, key: &str) -> Vec<T> {
        self.at(key).as_ids()
    }

    pub(super) fn is_set(&self, key: &str) -> bool {
        *self.at(key) == Self::Bool(true)
    }

    pub(super) fn year(&self, key: &str) -> Option<AcademicYear> {
        AcademicYear::parse(self.at(key).as_str()).ok()
    }

    pub(super) fn years(&self, key: &str) -> u16 {
        self.at(key).as_number() as u16
    }

    pub(super) fn level(&self, key: &str) -> Level {
        self.at(key).as_level()
    }

    pub(super) fn word<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> T {
        self.at(key).as_word(names)
    }

    pub(super) fn words<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Vec<T> {
        self.at(key).as_words(names)
    }

    pub(super) fn entries(&self, key: &str) -> &[Self] {
        self.at(key).as_entries()
    }

    pub(super) fn each<T>(&self, key: &str, read: fn(&Self) -> T) -> Vec<T> {
        self.entries(key).iter().map(read).collect()
    }
}

/// For a file in which something may be wrong: what is not as it must be is not there.
impl Json {
    /// The value that `names` gives for the word at `key`.
    pub(super) fn word_if<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Option<T> {
        let word = self.at(key).as_str();
        names.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
    }

    /// The same; the first of them where the key is left out.
    pub(super) fn word_or_first<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Option<T> {
        if self.get(key).is_none() { Some(names[0].1) } else { self.word_if(key, names) }
    }

    /// The name at `key`.
    pub(super) fn name_if<T: for<'t> From<&'t str>>(&self, key: &str) -> Option<T> {
        match self.get(key) {
            Some(Self::Text(text)) => Some(T::from(text)),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers in our files are small, and checked when they are read"
    )]
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers in our files are small, and checked when they are read"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Json::Object(entries))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            // Our files hold whole numbers only; figures are kept as the text that was typed.
            Self::Number(value) => serializer.serialize_i64(*value as i64),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => {
                let mut seq = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|value| seq.serialize_element(value))?;
                seq.end()
            }
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

/// A file that is being read, with the faults found in it.
pub(super) struct File {
    json: Json,
    faults: RefCell<Vec<Fault>>,
}

/// A value of a file. Cheap to copy: its place in the file is looked for only when it has a fault.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    json: &'a Json,
    file: &'a File,
}

/// An object whose keys have been checked.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    entries: &'a [(String, Json)],
    node: Node<'a>,
}

/// Puts the place of `wanted` below `json` in front of `place`, where it is there.
fn find_place(json: &Json, wanted: &Json, place: &mut String) -> bool {
    let mut is_in = |json: &Json, key: &dyn fmt::Display| {
        let found = find_place(json, wanted, place);
        // Written only of what is on the way: a file has a million places.
        if found {
            *place = format!("/{key}{place}");
        }
        found
    };
    std::ptr::eq(json, wanted)
        || match json {
            Json::List(values) => values.iter().enumerate().any(|(index, value)| is_in(value, &index)),
            Json::Object(entries) => entries.iter().any(|(key, value)| is_in(value, key)),
            _ => false,
        }
}

impl<'a> Node<'a> {
    pub(super) fn fault(&self, kind: FaultKind) {
        let mut place = String::new();
        let mut faults = self.file.faults.borrow_mut();
        if faults.len() < MOST_PLACED {
            find_place(&self.file.json, self.json, &mut place);
        }
        faults.push(Fault { place, kind });
    }

    pub(super) fn wrong<T>(&self, expected: &'static str) -> Option<T> {
        self.fault(FaultKind::WrongKind { expected });
        None
    }

    fn with(&self, json: &'a Json) -> Self {
        Self { json, file: self.file }
    }

    pub(super) fn json(&self) -> &'a Json {
        self.json
    }

    /// The value, where nothing in the file has a fault.
    pub(super) fn sound(&self) -> Option<&'a Json> {
        self.file.faults.borrow().is_empty().then_some(self.json)
    }

    pub(super) fn is_null(&self) -> bool {
        *self.json == Json::Null
    }

    pub(super) fn is_true(&self) -> bool {
        *self.json == Json::Bool(true)
    }

    pub(super) fn is_bool(&self) -> bool {
        matches!(self.json, Json::Bool(_))
    }

    /// The whole number, without a fault where this is none.
    pub(super) fn as_whole(&self) -> Option<i64> {
        match self.json {
            Json::Number(value) if value.fract() == 0.0 && value.abs() < 1e15 => Some(*value as i64),
            _ => None,
        }
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.json, Json::Text(_))
    }

    /// The object, with a fault for every key that is not among `known` and for every repeated one.
    pub(super) fn object(&self, known: &[&str]) -> Option<Object<'a>> {
        let Json::Object(entries) = self.json else { return self.wrong("an object") };
        for (place, (key, _)) in entries.iter().enumerate() {
            if !known.contains(&key.as_str()) {
                self.fault(FaultKind::UnknownKey(shortened(key)));
            } else if entries[..place].iter().any(|(earlier, _)| earlier == key) {
                self.fault(FaultKind::DuplicateKey(key.clone()));
            }
        }
        Some(Object { entries, node: *self })
    }

    /// The keys of an object, in the order of the file.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        match self.json {
            Json::Object(entries) => entries.iter().map(|(key, _)| key.as_str()).collect(),
            _ => vec![],
        }
    }

    /// The entries of a list of at most so many.
    pub(super) fn list(&self, most: usize) -> Option<Vec<Self>> {
        let Json::List(values) = self.json else { return self.wrong("a list") };
        if values.len() > most {
            self.fault(FaultKind::TooMany { most });
            return None;
        }
        Some(self.children())
    }

    /// The value of `key`, without a fault where it is not there or this is no object.
    pub(super) fn child(&self, key: &str) -> Option<Self> {
        let Json::Object(entries) = self.json else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, json)| self.with(json))
    }

    /// The entries of the list at `key`, without a fault where there is no list.
    pub(super) fn entries(&self, key: &str) -> Vec<Self> {
        self.child(key)
            .filter(|node| matches!(node.json, Json::List(_)))
            .map_or(vec![], |node| node.children())
    }

    /// The values of a list or an object; none of anything else.
    pub(super) fn children(&self) -> Vec<Self> {
        match self.json {
            Json::List(values) => values.iter().map(|json| self.with(json)).collect(),
            Json::Object(entries) => entries.iter().map(|(_, json)| self.with(json)).collect(),
            _ => vec![],
        }
    }

    /// The text at `key`, without a fault where there is none.
    pub(super) fn text_at(&self, key: &str) -> Option<&'a str> {
        self.child(key).and_then(|node| node.as_text())
    }

    /// The text, without a fault where this is none.
    pub(super) fn as_text(&self) -> Option<&'a str> {
        match self.json {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&'a str> {
        let Json::Text(text) = self.json else { return self.wrong("text") };
        if text.chars().count() > MOST_CHARACTERS {
            self.fault(FaultKind::TooLong { most: MOST_CHARACTERS });
            return None;
        }
        Some(text)
    }

    pub(super) fn boolean(&self) -> Option<bool> {
        match self.json {
            Json::Bool(value) => Some(*value),
            _ => self.wrong("true or false"),
        }
    }

    pub(super) fn whole(&self) -> Option<i64> {
        self.as_whole().or_else(|| self.wrong("a whole number"))
    }

    /// A fault where this is no whole number from `least` to `most`.
    pub(super) fn check_whole(&self, least: i64, most: i64, expected: &'static str) {
        if self.whole().is_some_and(|number| !(least..=most).contains(&number)) {
            self.fault(FaultKind::WrongKind { expected });
        }
    }

    /// A fault where this is no whole number of steps, or none.
    pub(super) fn check_steps(&self) {
        if self.whole().is_some_and(|steps| steps == 0 || i32::try_from(steps).is_err()) {
            self.fault(FaultKind::WrongKind { expected: "a whole number other than 0" });
        }
    }

    /// A fault where this is no number with at most two decimal places.
    pub(super) fn check_number(&self) {
        match self.json {
            // The hundredth next to a number with two decimal places, divided, gives the very same number.
            Json::Number(value) if (value * 100.0).round() / 100.0 != *value || value.abs() > LARGEST => {
                self.fault(FaultKind::WrongKind { expected: "a number with at most two decimal places" });
            }
            Json::Number(_) => {}
            _ => self.fault(FaultKind::WrongKind { expected: "a number" }),
        }
    }

    /// A version that this planner reads.
    pub(super) fn version(&self, newest: i64) -> Option<i64> {
        match self.whole()? {
            known if (1..=newest).contains(&known) => Some(known),
            newer if newer > newest => {
                self.fault(FaultKind::Newer { found: newer, known: newest });
                None
            }
            _ => self.wrong("a version, 1 or more"),
        }
    }

    /// A fault where this is no academic year, written as the planner writes it.
    pub(super) fn check_year(&self) {
        if self.year().is_some_and(|year| year.to_string() != self.json.as_str()) {
            self.fault(FaultKind::WrongKind { expected: YEAR });
        }
    }

    pub(super) fn check_date(&self) {
        if self.text().is_some() && self.json.as_date().is_none() {
            self.fault(FaultKind::WrongKind { expected: "a date such as 2016-07-31" });
        }
    }

    /// A fault where this is none of `words`.
    pub(super) fn check_word(&self, words: &[&str]) {
        if let Some(found) = self.text().filter(|found| !words.contains(found)) {
            let expected = words.iter().map(|word| (*word).to_owned()).collect();
            self.fault(FaultKind::NotOneOf { found: shortened(found), expected });
        }
    }

    pub(super) fn year(&self) -> Option<AcademicYear> {
        let text = self.text()?;
        AcademicYear::parse(text).ok().or_else(|| self.wrong(YEAR))
    }

    /// A fault where this is a text that is not among `known`.
    pub(super) fn check_known(&self, known: &[&str]) {
        if let Some(name) = self.as_text().filter(|name| !known.contains(name)) {
            self.fault(FaultKind::UnknownName(shortened(name)));
        }
    }
}

impl<'a> Object<'a> {
    /// The value of `key`, where it is there.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, json)| self.node.with(json))
    }

    /// The value of `key`, with a fault where it is not there.
    pub(super) fn need(&self, key: &'static str) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.node.fault(FaultKind::MissingKey(key));
        }
        found
    }
}

/// Reads the tree of `text` with `read`: what it reads, or every fault.
pub(super) fn read<T>(text: &str, read: impl FnOnce(&Node<'_>) -> Option<T>) -> Result<T, Vec<Fault>> {
    #[cfg(feature = "crash-test")]
    crate::crash::point("format");
    read_tree(Json::parse(text).map_err(|fault| vec![fault])?, read)
}

/// Reads a tree with `read`: what it reads, or every fault.
pub(super) fn read_tree<T>(json: Json, read: impl FnOnce(&Node<'_>) -> Option<T>) -> Result<T, Vec<Fault>> {
    let file = File { json, faults: RefCell::default() };
    let value = read(&Node { json: &file.json, file: &file });
    match (value, file.faults.into_inner()) {
        (Some(value), faults) if faults.is_empty() => Ok(value),
        (_, faults) => Err(faults),
    }
}

/// Whether `text` is JSON that says it is of `format`.
pub(super) fn has_format(text: &str, format: &str) -> bool {
    let Ok(Json::Object(entries)) = Json::parse(text) else { return false };
    entries.iter().any(|(key, value)| key == "format" && *value == Json::text(format))
}

/// Checks the head of a file: its format and version. The version, if this planner reads it.
pub(super) fn head(object: &Object<'_>, format: &'static str, newest: i64) -> Option<i64> {
    let found = object.get("format").filter(|node| matches!(node.json, Json::Text(text) if text == format));
    if found.is_none() {
        object.node.fault(FaultKind::NotThisFormat { expected: format });
        return None;
    }
    object.need("version")?.version(newest)
}

/// Refuses a file of another format or a newer version. Then only its head is read, for its own fault: every other key
/// may mean something else.
pub(super) fn refuse_foreign_head(root: &Node<'_>, format: &'static str, newest: i64) -> Option<()> {
    if has_foreign_head(root, format, newest) {
        head(&root.object(&root.keys())?, format, newest);
        return None;
    }
    Some(())
}

/// Whether the head of a file, read without looking at its keys, is of another format or a newer version: then its
/// other keys are not worth a fault each.
fn has_foreign_head(json_root: &Node<'_>, format: &str, newest: i64) -> bool {
    let Json::Object(entries) = json_root.json else { return false };
    let value = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, json)| json);
    let is_format = matches!(value("format"), Some(Json::Text(text)) if text == format);
    let is_newer = matches!(value("version"), Some(Json::Number(version)) if *version > newest as f64);
    !is_format || is_newer
}

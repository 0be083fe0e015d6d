//! The officer's area: a council's own copy of the planner, made in the page.
//!
//! What is made is one file, a pack (`format::PackDraft`), and the form follows its shape: a control's id is `pack` and the
//! place in the file, and a button's says what it does there.

use std::rc::Rc;

use crate::domain::fault::Fault;
use crate::domain::pack::Pack;
use crate::format::{PackDraft, shipped_text};
use crate::present::embedding::Permission;

use super::page::{Page, Step};
use super::state::{Action, Notice, Shipped, State};

/// The most steps back that are kept.
const MOST_STEPS: usize = 200;

/// A copy that is being made.
#[derive(Clone, Debug)]
pub struct Making {
    /// What is in it so far.
    pub draft: PackDraft,
    /// What its reader says of it.
    pub read: Result<Rc<Pack>, Rc<Vec<Fault>>>,
    /// Which of its schemes is in view.
    pub scheme: usize,
    /// The place of the entry in view; empty where a step is shown as a whole.
    pub at: String,
    /// What was done, for those who cannot see it.
    pub said: &'static str,
    /// Counts the changes, so that each is kept.
    pub edits: u32,
    /// What it began with in this page, so that what is changed can be shown.
    pub began: Rc<PackDraft>,
    /// How it is to be put into a page of the intranet. No part of the copy.
    pub embedding: Embedding,
    past: Rc<Vec<(PackDraft, String)>>,
    future: Rc<Vec<(PackDraft, String)>>,
}

/// How the copy is to be put into a page of the intranet.
#[derive(Clone, Debug)]
pub struct Embedding {
    /// The address at which it will be.
    pub address: String,
    /// How high its frame is, in CSS pixels, as typed.
    pub height: String,
    /// What the frame lets it do.
    pub permissions: Vec<Permission>,
    /// How copying its text went.
    pub said: &'static str,
}

impl Default for Embedding {
    fn default() -> Self {
        let permissions =
            vec![Permission::Downloads, Permission::Modals, Permission::FullScreen, Permission::Clipboard];
        Self { address: String::new(), height: "900".to_owned(), permissions, said: "" }
    }
}

impl Embedding {
    /// Its height, where it is one.
    pub fn pixels(&self) -> Option<u32> {
        self.height.trim().parse().ok().filter(|pixels| (200..=10_000).contains(pixels))
    }
}

/// What a frame can let the planner do, each with a name in ids.
pub const PERMISSIONS: [(&str, Permission); 5] = [
    ("downloads", Permission::Downloads),
    ("modals", Permission::Modals),
    ("storage", Permission::Keeping),
    ("full", Permission::FullScreen),
    ("clipboard", Permission::Clipboard),
];

impl Making {
    fn new(draft: PackDraft, shipped: &Shipped) -> Self {
        let read = read(&draft, shipped);
        Self {
            began: Rc::new(draft.clone()),
            draft,
            read,
            scheme: 0,
            at: String::new(),
            said: "",
            edits: 0,
            embedding: Embedding::default(),
            past: Rc::default(),
            future: Rc::default(),
        }
    }

    /// The faults that its reader finds.
    pub fn faults(&self) -> &[Fault] {
        self.read.as_ref().map_or_else(|faults| faults.as_slice(), |_| &[])
    }

    /// The place of the scheme in view.
    pub fn scheme_place(&self) -> String {
        format!("/schemes/{}", self.scheme)
    }

    /// The same after a change at a place. A run of typing in one field is one step back.
    pub(super) fn changed(&self, draft: PackDraft, place: &str, shipped: &Shipped) -> Self {
        if draft == self.draft {
            return self.clone();
        }
        let mut next = Self { read: read(&draft, shipped), draft, ..self.clone() };
        next.said = "";
        next.edits += 1;
        if self.past.last().is_none_or(|(_, last)| last != place || place.is_empty())
            || !self.future.is_empty()
        {
            let past = Rc::make_mut(&mut next.past);
            past.push((self.draft.clone(), place.to_owned()));
            if past.len() > MOST_STEPS {
                past.remove(0);
            }
        }
        next.future = Rc::default();
        next
    }

    fn travelled(&self, back: bool, shipped: &Shipped) -> Self {
        let mut next = Self { edits: self.edits + 1, ..self.clone() };
        let (from, to) =
            if back { (&mut next.past, &mut next.future) } else { (&mut next.future, &mut next.past) };
        let Some((draft, place)) = Rc::make_mut(from).pop() else { return next };
        Rc::make_mut(to).push((self.draft.clone(), place));
        next.read = read(&draft, shipped);
        next.scheme = next.scheme.min(draft.count("/schemes").saturating_sub(1));
        if !draft.has(&next.at) {
            next.at = String::new();
        }
        next.draft = draft;
        next
    }
}

fn read(draft: &PackDraft, shipped: &Shipped) -> Result<Rc<Pack>, Rc<Vec<Fault>>> {
    draft.read(&shipped.catalogue).map(Rc::new).map_err(Rc::new)
}

/// Puts what was typed into the box with this id in its place; `false` where that is no box of a copy's.
pub(super) fn put_typed(draft: &mut PackDraft, id: &str, text: &str) -> bool {
    match id.split_once('-') {
        Some(("pack", place)) => draft.set(&place_of(place), text),
        Some(("pack_national", of)) => {
            let Some((measure, year)) = of.split_once(':') else { return false };
            put_national(draft, measure, year, text, "");
        }
        _ => return false,
    }
    true
}

/// The place in a pack that a control's id names after its verb.
fn place_of(id: &str) -> String {
    ["/", &id.replace('-', "/")].concat()
}

impl State {
    /// The state with a step of the area shown from its beginning: no entry of a list is in view.
    pub(super) fn at_a_step(&self) -> Self {
        match &self.making {
            Some(making) if !making.at.is_empty() => {
                self.with_making(Some(Making { at: String::new(), ..(**making).clone() }))
            }
            _ => self.clone(),
        }
    }

    /// Begins a copy around a scheme, by its place among those that can be chosen, or goes on with the one that this copy was
    /// made from.
    fn making_begun(&self, place: &str) -> Option<Making> {
        let draft = match place.parse::<usize>() {
            Ok(place) => {
                let known = self.frameworks.get(place)?;
                let council = &known.framework.council;
                PackDraft::around(&self.scheme_text(place)?, council, self.today)?
            }
            Err(_) => PackDraft::open(&self.shipped.pack.as_ref()?.1).ok()?,
        };
        Some(Making::new(draft, &self.shipped))
    }

    /// The file of a scheme, by its place among those that can be chosen.
    fn scheme_text(&self, place: usize) -> Option<Rc<str>> {
        let known = self.frameworks.get(place)?;
        let id = &known.framework.id;
        let of_pack = || {
            let (pack, text) = self.shipped.pack.as_ref()?;
            let place = pack.schemes.iter().position(|scheme| scheme.id == *id)?;
            Some(PackDraft::open(text).ok()?.scheme_text(place).into())
        };
        known.file.clone().or_else(of_pack).or_else(|| shipped_text(id.as_str()).map(Into::into))
    }

    /// The state with another copy in the making.
    pub(super) fn with_making(&self, making: Option<Making>) -> Self {
        let mut next = self.clone();
        next.making = making.map(Rc::new);
        next
    }

    /// Opens a pack to go on with it.
    pub(super) fn pack_opened(&self, text: &str) -> Self {
        match PackDraft::open(text) {
            Ok(draft) => {
                let next = self.with_making(Some(Making::new(draft, &self.shipped)));
                next.turned_to(Page::Council(Step::Copy)).told(Notice::Pack)
            }
            Err(fault) => self.told(Notice::Faulty(vec![fault])),
        }
    }

    /// Takes up the copy that was kept, unless one was begun meanwhile.
    pub(super) fn pack_resumed(&self, text: &str) -> Self {
        match (&self.making, PackDraft::open(text)) {
            (None, Ok(draft)) => self.with_making(Some(Making::new(draft, &self.shipped))),
            _ => self.clone(),
        }
    }

    /// The state after one of the copy's fields was typed or chosen.
    pub(super) fn pack_typed(&self, id: &str, text: &str) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        let mut draft = making.draft.clone();
        let (verb, rest) = id.split_once('-').unwrap_or((id, ""));
        let place = place_of(rest);
        match verb {
            "pack_scheme" => {
                let scheme = text.parse().unwrap_or(0);
                return self.with_making(Some(Making { scheme, at: String::new(), ..(**making).clone() }));
            }
            "pack_embed" => {
                let mut next = (**making).clone();
                let field =
                    if rest == "height" { &mut next.embedding.height } else { &mut next.embedding.address };
                text.clone_into(field);
                next.embedding.said = "";
                return self.with_making(Some(next));
            }
            "pack_kind" => draft.set_kind(&place, text),
            _ => _ = put_typed(&mut draft, id, text),
        }
        self.with_making(Some(making.changed(draft, id, &self.shipped)))
    }

    /// The state after one of its boxes was ticked or not.
    pub(super) fn pack_ticked(&self, id: &str, is_ticked: bool) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        let mut draft = making.draft.clone();
        let (verb, rest) = id.split_once('-').unwrap_or((id, ""));
        if let Some((_, permission)) =
            PERMISSIONS.iter().find(|(name, _)| verb == "pack_embed" && *name == rest)
        {
            let mut next = (**making).clone();
            next.embedding.permissions.retain(|one| one != permission);
            if is_ticked {
                next.embedding.permissions.push(*permission);
            }
            return self.with_making(Some(next));
        }
        match (verb, rest.split_once(':')) {
            ("pack_tick", Some((place, word))) => {
                let place = place_of(place);
                draft.tick(&place, word, is_ticked);
                // What is not asked for is in no other list of the phase either.
                if let Some(phase) = place.strip_suffix("/measures") {
                    for list in ["headline", "progress", "teacher", "groups"] {
                        let list = [phase, "/", list].concat();
                        if !is_ticked && draft.has(&list) {
                            draft.tick(&list, word, false);
                        }
                    }
                }
            }
            _ => draft.set(&place_of(rest), if is_ticked { "yes" } else { "" }),
        }
        self.with_making(Some(making.changed(draft, id, &self.shipped)))
    }

    /// The state after one of the area's buttons.
    pub(super) fn pack_pressed(&self, id: &str) -> Self {
        let (verb, rest) = id.split_once('-').unwrap_or((id, ""));
        if verb == "pack_begin" {
            return self.with_making(self.making_begun(rest)).turned_to(Page::Council(Step::Copy));
        }
        let Some(making) = &self.making else { return self.clone() };
        let (mut next, place) = ((**making).clone(), place_of(rest));
        let mut draft = making.draft.clone();
        let said = match verb {
            "pack_edit" => {
                next.at = place;
                return self.with_making(Some(next)).shown_anew();
            }
            "pack_back" => {
                return self.at_a_step().shown_anew();
            }
            "pack_way" => return self.on_the_way(&place),
            "pack_preview" => return self.copy_previewed(),
            "pack_add" => {
                let added = draft.add(&place);
                next = making.changed(draft, "", &self.shipped);
                next.at = added.filter(|_| rest.starts_with("schemes")).unwrap_or_default();
                return self.with_making(Some(next)).shown_anew();
            }
            "pack_take" => {
                // The text of a scheme that can be chosen, by its place among them.
                let text = rest.parse().ok().and_then(|place| self.scheme_text(place));
                draft.add_scheme(&text.unwrap_or_default());
                next.scheme = 0;
                "The scheme is added."
            }
            "pack_next" => {
                let before = draft.count("/schemes");
                draft.add_next_year(making.scheme);
                if draft.count("/schemes") > before {
                    next.scheme = 0;
                    "The next year’s scheme is added, and in view."
                } else {
                    "The copy holds a scheme of the year after already."
                }
            }
            "pack_remove" => {
                draft.remove(&place);
                next.scheme = next.scheme.min(draft.count("/schemes").saturating_sub(1));
                next.at = String::new();
                "It is removed. Undo brings it back."
            }
            "pack_raise" => {
                draft.raise(&place);
                "It is moved up."
            }
            "pack_drop" => return self.with_making(None).turned_to(Page::Council(Step::Copy)),
            _ => return self.clone(),
        };
        let mut next = next.changed(draft, "", &self.shipped);
        next.said = said;
        self.with_making(Some(next))
    }

    /// The page on which what stands at a place is put right.
    fn on_the_way(&self, place: &str) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        let parts: Vec<&str> = place.split('/').collect();
        let mut next = (**making).clone();
        next.at = String::new();
        let step = match parts.as_slice() {
            [_, "brand", ..] => Step::Look,
            [_, "national", ..] => Step::National,
            [_, "schemes", scheme, rest @ ..] => {
                next.scheme = scheme.parse().unwrap_or(0);
                if rest.len() > 1 {
                    next.at = parts[..5].join("/");
                }
                match rest.first().copied().unwrap_or_default() {
                    "thresholds" => Step::Numbers,
                    "phases" => Step::Measures,
                    "targets" | "calendars" => Step::Targets,
                    "rules" | "indicators" | "scores" | "order" => Step::Rules,
                    "categories" | "questions" | "support" | "overlays" | "documents" | "action_plan" => {
                        Step::Words
                    }
                    _ => Step::Copy,
                }
            }
            _ => Step::Copy,
        };
        self.with_making(Some(next)).turned_to(Page::Council(step))
    }

    /// The same page from its beginning, with the keyboard on its heading.
    fn shown_anew(mut self) -> Self {
        (self.turns, self.go_to, self.notice) = (self.turns + 1, None, None);
        self
    }

    /// The copy's changes taken back, or done again.
    pub(super) fn making_travelled(&self, back: bool) -> Self {
        let making = self.making.as_ref().map(|making| making.travelled(back, &self.shipped));
        self.with_making(making)
    }

    /// Whether a change of the copy can be taken back, or done again.
    pub(super) fn making_can_travel(&self, back: bool) -> bool {
        let making = self.making.as_ref();
        making.is_some_and(|making| !if back { &making.past } else { &making.future }.is_empty())
    }

    /// The planner as a school will see this copy. The plan in view stays among those that are kept.
    fn copy_previewed(&self) -> Self {
        let Some(pack) = self.making.as_ref().and_then(|making| making.read.clone().ok()) else {
            return self.clone();
        };
        let text = self.making.as_ref().map_or_else(String::new, |making| making.draft.to_text());
        let shipped = Rc::new(self.shipped.bare().with_pack(pack, text.into()));
        let before = self.before_preview.clone().unwrap_or_else(|| self.shipped.clone());
        let mut next = self.with_shipped(shipped);
        next.before_preview = Some(before);
        next.turned_to(Page::Start).told(Notice::Preview)
    }

    /// The planner as it was before the preview.
    pub(super) fn preview_ended(&self) -> Self {
        match &self.before_preview {
            Some(before) => {
                let mut next = self.with_shipped(before.clone());
                (next.before_preview, next.notice) = (None, None);
                next.turned_to(Page::Council(Step::Finish))
            }
            None => self.clone(),
        }
    }
}

/// The place of the copy's own figure of a measure and year, for all pupils.
pub(super) fn national_place(draft: &PackDraft, measure: &str, year: &str) -> Option<String> {
    let places = (0..draft.count("/national")).map(|place| format!("/national/{place}"));
    let text = |place: &str, key: &str| draft.text(&[place, "/", key].concat());
    places.into_iter().find(|place| {
        text(place, "measure") == measure
            && text(place, "year") == year
            && matches!(text(place, "group").as_str(), "" | "all")
    })
}

fn put_national(draft: &mut PackDraft, measure: &str, year: &str, text: &str, from: &str) {
    let place = national_place(draft, measure, year);
    if text.trim().is_empty() {
        if let Some(place) = place {
            draft.remove(&place);
        }
        return;
    }
    let Some(place) = place.or_else(|| draft.add("/national")) else { return };
    for (key, value) in [("measure", measure), ("year", year), ("value", text)] {
        draft.set(&[&place, "/", key].concat(), value);
    }
    let source = [&place, "/source"].concat();
    if !from.is_empty() {
        draft.set(&source, from);
    } else if draft.text(&source).is_empty() {
        draft.set(&source, "Source not stated");
    }
}

/// What an action of the officer's area does; `None` for any other.
pub(super) fn step(state: &State, action: &Action) -> Option<State> {
    let is_mine = |id: &str| id.starts_with("pack");
    let is_here = matches!(state.page, Page::Council(_));
    Some(match action {
        Action::Typed(id, text) if is_mine(id) => state.pack_typed(id, text),
        Action::Ticked(id, is_ticked) if is_mine(id) => state.pack_ticked(id, *is_ticked),
        Action::Pressed(id) if id == "preview-end" => state.preview_ended(),
        Action::Pressed(id) if is_mine(id) => state.pack_pressed(id),
        Action::Pressed(id) if is_here && id == "undo" => state.making_travelled(true),
        Action::Pressed(id) if is_here && id == "redo" => state.making_travelled(false),
        Action::Undo if is_here => state.making_travelled(true),
        Action::Redo if is_here => state.making_travelled(false),
        Action::SnippetCopied(words) => {
            let Some(making) = &state.making else { return Some(state.clone()) };
            let mut next = (**making).clone();
            next.embedding.said = words;
            state.with_making(Some(next))
        }
        Action::National(figures) => {
            let Some(making) = &state.making else { return Some(state.clone()) };
            let mut draft = making.draft.clone();
            for figure in figures.iter() {
                put_national(&mut draft, &figure.measure, &figure.year, &figure.value, &figure.source);
            }
            let next = state.with_making(Some(making.changed(draft, "", &state.shipped)));
            next.told(Notice::Filled(figures.len()))
        }
        Action::OpenPack(text) => state.pack_opened(text),
        Action::ResumePack(text) => state.pack_resumed(text),
        Action::Logo(address) => {
            let Some(making) = &state.making else { return Some(state.clone()) };
            let mut draft = making.draft.clone();
            draft.set("/brand/logo", address);
            state.with_making(Some(making.changed(draft, "", &state.shipped)))
        }
        _ => return None,
    })
}

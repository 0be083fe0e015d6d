//! The officer's area: a council's own copy of the planner, made in the page.
//!
//! What is made is one file, a pack (`format::PackDraft`), and the form follows its shape: a control's id is `pack` and the
//! place in the file, and a button's says what it does there.

use std::rc::Rc;

use crate::domain::case::{Case, school_of};
use crate::domain::category::Outcome;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::pack::Pack;
use crate::domain::{Framework, Reference};
use crate::format::{Kind, PackDraft, Patch, shipped_text};
use crate::present::cases::Tried;
use crate::present::embedding::Permission;
use crate::present::import::counted;
use crate::present::pack::faults_at;

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
    pub said: Rc<str>,
    /// The id of the control that the keyboard goes to with the next turn; empty for the page's heading.
    pub to: String,
    /// Whether the page in view was to be left, and something on it has to be put right first.
    pub is_checked: bool,
    /// Whether the entry in view was just added, so that it is still to be said what it is.
    pub is_new: bool,
    /// Counts the changes, so that each is kept.
    pub edits: u32,
    /// What it began with in this page, so that what is changed can be shown.
    pub began: Rc<PackDraft>,
    /// How it is to be put into a page of the intranet. No part of the copy.
    pub embedding: Embedding,
    past: Rc<Vec<Rc<Change>>>,
    future: Rc<Vec<Rc<Change>>>,
}

/// A step that can be taken back: the way to the copy before it, and the id of the field that was changed.
type Change = (Patch, String);

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
            said: "".into(),
            to: String::new(),
            is_checked: false,
            is_new: false,
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

    /// The same with an entry in view, or a step as a whole, from its beginning; the keyboard goes to the control `to`.
    fn turned(&self, at: &str, to: String) -> Self {
        let said = "".into();
        Self { at: at.to_owned(), to, said, is_checked: false, is_new: false, ..self.clone() }
    }

    /// The same after a change at a place. A run of typing in one field is one step back.
    pub(super) fn changed(&self, draft: PackDraft, place: &str, shipped: &Shipped) -> Self {
        if draft == self.draft {
            return self.clone();
        }
        let mut next =
            Self { read: read(&draft, shipped), said: "".into(), edits: self.edits + 1, ..self.clone() };
        let past = Rc::make_mut(&mut next.past);
        let goes_on = |last: &&Rc<Change>| last.1 == place && !place.is_empty() && self.future.is_empty();
        let mut before = self.draft.clone();
        if let Some(last) = self.past.last().filter(goes_on) {
            before.patched(last.0.clone());
            past.pop();
        }
        past.push(Rc::new((draft.patch_to(&before), place.to_owned())));
        if past.len() > MOST_STEPS {
            past.remove(0);
        }
        (next.draft, next.future) = (draft, Rc::default());
        next.in_view()
    }

    fn travelled(&self, back: bool, shipped: &Shipped) -> Self {
        let mut next = Self { edits: self.edits + 1, ..self.clone() };
        let (from, to) =
            if back { (&mut next.past, &mut next.future) } else { (&mut next.future, &mut next.past) };
        let Some(change) = Rc::make_mut(from).pop() else { return next };
        let back_again = next.draft.patched(change.0.clone());
        Rc::make_mut(to).push(Rc::new((back_again, change.1.clone())));
        let left = counted(from.len(), "change");
        next.said = if back {
            format!("Taken back. {left} left to take back.").into()
        } else {
            format!("Done again. {left} left to do again.").into()
        };
        next.read = read(&next.draft, shipped);
        next.in_view()
    }

    /// The same with something in view that is there.
    fn in_view(mut self) -> Self {
        self.scheme = self.scheme.min(self.draft.count("/schemes").saturating_sub(1));
        if !self.draft.has(&self.at) {
            self.at = String::new();
        }
        self
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

/// The id of the control for a place.
pub(super) fn id_of(verb: &str, place: &str) -> String {
    [verb, &place.replace('/', "-")].concat()
}

/// The entry of a list around a place, which may be one itself: the nearest that has a page of its own.
pub(super) fn entry_around<'p>(draft: &PackDraft, mut place: &'p str) -> &'p str {
    // `/schemes/0/rules/2` is five parts long; what is nearer to the beginning is no entry of a scheme.
    while place.split('/').count() > 4 {
        let Some((list, last)) = place.rsplit_once('/') else { break };
        if last.parse::<usize>().is_ok() && !draft.entries(place).is_empty() {
            return place;
        }
        place = list;
    }
    ""
}

/// The place at which a fault is put right: that of the key which is missing, or of the colour.
pub(super) fn place_of_fault(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::MissingKey(key) => [&fault.place, "/", key].concat(),
        FaultKind::LowContrast(..) => [&fault.place, "/main"].concat(),
        _ => fault.place.clone(),
    }
}

/// The id of the control, or of the heading of the list, at which what stands at a place is changed.
pub(super) fn control_of(draft: &PackDraft, place: &str) -> String {
    if let Some(number) = place.strip_prefix("/national/").and_then(|rest| rest.split('/').next())
        && !place.ends_with("/source")
    {
        let text = |key: &str| draft.text(&["/national/", number, "/", key].concat());
        return ["pack_national-", &text("measure"), ":", &text("year")].concat();
    }
    // A thing that is there twice is known by its short name.
    let of_id = [place, "/id"].concat();
    let mut place = if draft.has(&of_id) { &of_id } else { place };
    while let Some((parent, key)) = place.rsplit_once('/') {
        // The entries of a list are in the list's own control.
        let entries = if key.parse::<usize>().is_ok() { vec![] } else { draft.entries(parent) };
        match entries.into_iter().find(|entry| entry.key == key).map(|entry| entry.kind) {
            Some(Kind::Text(_) | Kind::Flag(_) | Kind::Word(..) | Kind::Lines(_)) => {
                return id_of("pack", place);
            }
            Some(Kind::Words(words, _)) => {
                return [&*id_of("pack_tick", place), ":", words.first().unwrap_or(&"")].concat();
            }
            Some(Kind::List(_)) => return id_of("pack_list", place),
            Some(Kind::Absent) => return id_of("pack_add", place),
            _ => place = parent,
        }
    }
    String::new()
}

/// The page on which what stands at a place is put right.
fn step_of(place: &str) -> Step {
    let parts: Vec<&str> = place.split('/').collect();
    match parts.as_slice() {
        [_, "brand", ..] => Step::Look,
        [_, "national", ..] => Step::National,
        [_, "schemes", _, list, ..] => match *list {
            "thresholds" => Step::Numbers,
            "phases" => Step::Measures,
            "targets" | "calendars" => Step::Targets,
            "rules" | "indicators" | "scores" | "order" => Step::Rules,
            "cases" => Step::Cases,
            "categories" | "questions" | "support" | "overlays" | "documents" | "action_plan" => Step::Words,
            _ => Step::Copy,
        },
        _ => Step::Copy,
    }
}

/// The place in a pack that a control's id names after its verb.
fn place_of(id: &str) -> String {
    ["/", &id.replace('-', "/")].concat()
}

impl State {
    /// The state with a step of the area shown from its beginning: no entry of a list is in view.
    pub(super) fn at_a_step(&self) -> Self {
        match &self.making {
            Some(making) => self.with_making(Some(making.turned("", String::new()))),
            None => self.clone(),
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
                let mut opened = Making::new(draft, &self.shipped);
                // It is another than the one before, which is to be kept.
                opened.edits = self.making.as_ref().map_or(0, |before| before.edits + 1);
                let next = self.with_making(Some(opened));
                next.turned_to(Page::Council(Step::Copy)).told(Notice::Pack)
            }
            Err(fault) => self.told(Notice::Faulty(vec![fault])),
        }
    }

    /// Takes up the copy as it is kept. What another tab has made of `known` goes in with what was made of it here, which can
    /// be had back by undo.
    pub(super) fn pack_resumed(&self, text: &str, known: &str) -> Self {
        let Ok(theirs) = PackDraft::open(text) else { return self.clone() };
        let Some(making) = &self.making else {
            return self.with_making(Some(Making::new(theirs, &self.shipped)));
        };
        let draft = match PackDraft::open(known) {
            Ok(base) => making.draft.merged(&base, &theirs),
            Err(_) => theirs,
        };
        // The same keys may stand in another order.
        if draft.to_text() == making.draft.to_text() {
            return self.clone();
        }
        let mut next = self.with_making(Some(making.changed(draft, "", &self.shipped)));
        next.notice = Some(Notice::OtherTab);
        next
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
        let (list, index) = place.rsplit_once('/').unwrap_or_default();
        let index = index.parse::<usize>();
        let (said, to) = match verb {
            "pack_edit" => {
                return self.with_making(Some(making.turned(&place, String::new()))).shown_anew();
            }
            "pack_back" => return self.one_out(),
            "pack_done" => return self.left(None),
            "pack_way" => return self.on_the_way(&place),
            "pack_preview" => return self.copy_previewed(),
            "pack_add" => {
                let added = draft.add(&place).unwrap_or_default();
                next = making.changed(draft, "", &self.shipped);
                if added == place {
                    let first = next.draft.entries(&place).into_iter().next();
                    let to = first.map_or_else(String::new, |entry| control_of(&next.draft, &entry.place));
                    next = next.turned(&making.at, to);
                } else {
                    next = Making { is_new: true, ..next.turned(&added, String::new()) };
                }
                return self.with_making(Some(next)).shown_anew();
            }
            "pack_take" => {
                // The text of a scheme that can be chosen, by its place among them.
                let text = rest.parse().ok().and_then(|place| self.scheme_text(place));
                draft.add_scheme(&text.unwrap_or_default());
                next.scheme = 0;
                ("The scheme is added, and in view.", String::new())
            }
            "pack_next" => {
                let before = draft.count("/schemes");
                draft.add_next_year(making.scheme);
                if draft.count("/schemes") > before {
                    next.scheme = 0;
                    ("The next year’s scheme is added, and in view.", String::new())
                } else {
                    ("The copy holds a scheme of the year after already.", String::new())
                }
            }
            "pack_remove" => {
                draft.remove(&place);
                // The button is gone, or is another entry's now.
                let to = if index.is_ok() { id_of("pack_list", list) } else { id_of("pack_add", &place) };
                ("It is removed. Undo brings it back.", to)
            }
            "pack_raise" => {
                draft.raise(&place);
                // Along with the entry; the first of a list has no such button.
                let to = match index {
                    Ok(index @ 2..) => id_of("pack_raise", &format!("{list}/{}", index - 1)),
                    _ => id_of("pack_edit", &[list, "/0"].concat()),
                };
                ("It is moved up.", to)
            }
            "pack_expect" => {
                for (place, (_, trial)) in self.tried(making).iter().enumerate() {
                    let case = format!("{}/cases/{place}", making.scheme_place());
                    if let Ok(trial) = trial
                        && !trial.is_as_expected
                        && (rest == "all" || place_of(rest) == case)
                    {
                        draft.expect(&case, &trial.evaluation.outcome);
                    }
                }
                ("What came out is now what is expected. Undo takes it back.", String::new())
            }
            "pack_case" => {
                let Some(case) = self.case_in_view(making) else { return self.clone() };
                draft.add_case(making.scheme, &case);
                ("The school is added. Give it a name of your own below.", String::new())
            }
            "pack_drop" => return self.with_making(None).turned_to(Page::Council(Step::Copy)),
            _ => return self.clone(),
        };
        let mut next = next.changed(draft, "", &self.shipped);
        (next.said, next.to) = (said.into(), to);
        self.with_making(Some(next)).shown_anew()
    }

    /// One step out of the entry in view: to what it is a part of, or to its list; the keyboard goes to where it was.
    fn one_out(&self) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        let above = making.at.rsplit_once('/').map_or("", |(list, _)| entry_around(&making.draft, list));
        self.with_making(Some(making.turned(above, id_of("pack_edit", &making.at)))).shown_anew()
    }

    /// What is wrong on the page of the area that is in view.
    pub(super) fn copy_faults(&self) -> Vec<&Fault> {
        let (Some(making), Page::Council(step)) = (&self.making, self.page) else { return vec![] };
        if !making.at.is_empty() {
            return faults_at(making.faults(), &making.at).collect();
        }
        let scheme = [&*making.scheme_place(), "/"].concat();
        let is_here = |fault: &&Fault| {
            step_of(&fault.place) == step
                && (!fault.place.starts_with("/schemes/") || fault.place.starts_with(&scheme))
        };
        making.faults().iter().filter(is_here).collect()
    }

    /// Goes on to another page, or out of the entry in view, where nothing is wrong on the one in view. Otherwise that is said,
    /// and the keyboard goes there.
    fn left(&self, page: Option<Page>) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        if !self.copy_faults().is_empty() {
            let mut next = self.with_making(Some(Making { is_checked: true, ..(**making).clone() }));
            next.checks += 1;
            return next;
        }
        match page {
            _ if !making.at.is_empty() => self.one_out(),
            Some(page) => self.gone_to(page),
            None => self.clone(),
        }
    }

    /// The page on which what stands at a place is put right, with the keyboard there.
    fn on_the_way(&self, place: &str) -> Self {
        let Some(making) = &self.making else { return self.clone() };
        let step = step_of(place);
        let mut next = making.turned(entry_around(&making.draft, place), control_of(&making.draft, place));
        if let Some(scheme) = place.strip_prefix("/schemes/").and_then(|rest| rest.split('/').next()) {
            next.scheme = scheme.parse().unwrap_or(0);
        }
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

    /// The test cases of the scheme in view, tried with it and with the copy's national figures; none while it has
    /// faults. Worked out anew each time: a dozen takes no time to notice.
    pub(super) fn tried(&self, making: &Making) -> Vec<Tried> {
        let Some((framework, reference)) = self.rules_of(making) else { return vec![] };
        let tried = making.draft.cases(making.scheme).into_iter().map(|case| {
            let trial = case.tried(&framework, &self.shipped.catalogue, &reference, self.today);
            (case, trial)
        });
        tried.collect()
    }

    /// The scheme in view with the national figures that the copy will have.
    fn rules_of(&self, making: &Making) -> Option<(Rc<Framework>, Reference)> {
        let pack = making.read.as_ref().ok()?;
        let framework = pack.schemes.get(making.scheme)?.clone();
        // The figures of the copy that this page is are not those of the copy that is made.
        Some((framework, self.shipped.own_reference.with(&pack.national)))
    }

    /// The plan that is open in the planner as a case, with the outcome that it has now as the expected one.
    fn case_in_view(&self, making: &Making) -> Option<Case> {
        let (framework, reference) = self.rules_of(making)?;
        let name = "A school of ours".to_owned();
        let school = school_of(&self.draft, &framework, &self.shipped.catalogue);
        let expected = Outcome::NoDescription { nearest: vec![] };
        let mut case = Case { name, school, expected, clause: None };
        let trial = case.tried(&framework, &self.shipped.catalogue, &reference, self.today).ok()?;
        case.expected = trial.evaluation.outcome;
        Some(case)
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
        // From the page that is in view to the next, by its button or by Enter in a box.
        Action::Pressed(id) if is_here && id == "continue" => state.left(state.page.next()),
        Action::Pressed(id) if is_here && id.starts_with("see-copy-") => {
            state.left(Page::named(&id["see-".len()..]))
        }
        // A link to what is wrong in an entry that is not in view.
        Action::Pressed(id) if is_here && id.starts_with("go-pack") => {
            let place = id.split(':').next().unwrap_or_default().splitn(3, '-').nth(2).unwrap_or_default();
            state.on_the_way(&place_of(place))
        }
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
        Action::ResumePack(text, known) => state.pack_resumed(text, known),
        Action::Logo(address) => {
            let Some(making) = &state.making else { return Some(state.clone()) };
            let mut draft = making.draft.clone();
            draft.set("/brand/logo", address);
            state.with_making(Some(making.changed(draft, "", &state.shipped)))
        }
        _ => return None,
    })
}

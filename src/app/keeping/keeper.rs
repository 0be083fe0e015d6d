//! What is written to storage, when, and what becomes of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::NaiveDate;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::council::Making;
use crate::app::deeds;
use crate::app::state::{Action, Notice};
use crate::browser::channel::Channel;
use crate::browser::shell::Shell;
use crate::browser::storage::{self, Record, TextStore, Words};
use crate::browser::{Unavailable, clock};
use crate::domain::Draft;
use crate::domain::map::{Map, sort_by_key};
use crate::format::{PackDraft, read_plan, worked_example, write_plan};
use crate::present::number;

use super::{Keeping, KeptPlan, MOST_PLANS, Unread, join_schemes, split_schemes};

/// What the planner's things in a browser are named by; a council's copy adds its own id.
const NAME: &str = "attainment-planner";
const NEVER: &str = "never";
/// The key of the one plan that the first version of the database held.
const FIRST_PLAN: &str = "plan";
/// The key of the schemes that were opened from files.
const SCHEMES: &str = "schemes";
/// The key of the council's copy that is being made.
const MAKING: &str = "pack";

/// How long a change may wait before it is written to storage.
const WAIT: u32 = 150; // milliseconds

/// How long what is left of a deleted plan, its id alone, tells other tabs of it.
const A_DAY: u64 = 86_400_000; // milliseconds

/// The plan in view, what is to be kept of it, and where.
pub(super) struct Keeper {
    /// The name of the database, of the channel between tabs, of the word "never", and of the plan that a tab has in view.
    name: String,
    /// What a last copy's key begins with; the plan's id follows.
    last: String,
    setter: UseStateSetter<Keeping>,
    act: Callback<Action>,
    shell: Shell,
    /// The word by which this page signs what it writes.
    me: String,
    /// The mark of the plan that the shell held when this instance began.
    held: String,
    now: Cell<Keeping>,
    store: RefCell<Option<Rc<TextStore>>>,
    channel: RefCell<Option<Channel>>,
    /// The plan in view.
    view: RefCell<(Rc<str>, Rc<Draft>)>,
    /// The revision of each kept plan that this page last read or wrote.
    revisions: RefCell<Map<Rc<str>, u32>>,
    /// How many plans are kept.
    count: Cell<usize>,
    /// What is still to be written, by plan; a newer text takes the place of the one before.
    due: RefCell<Vec<(Rc<str>, String)>>,
    /// What was last written, or read.
    written: RefCell<(Rc<str>, String)>,
    schemes: RefCell<Rc<str>>,
    making: RefCell<Made>,
    rings: Cell<bool>,
    is_writing: Cell<bool>,
    /// Whether a last copy may be in `localStorage`.
    has_copy: Cell<bool>,
    /// The plan that another tab has changed.
    behind: RefCell<Option<Rc<str>>>,
    /// Whether other tabs were asked who has the plan open.
    has_asked: Cell<bool>,
    /// The plan that was last deleted.
    deleted: RefCell<(Rc<str>, String)>,
}

/// How far the council's copy that is being made is kept.
#[derive(Default)]
struct Made {
    /// As it was last written or read; empty where there is none.
    written: String,
    /// As it is on the page, where it is still to be written.
    due: Option<String>,
    /// Whether another tab has said that it wrote it.
    is_behind: bool,
    is_writing: bool,
}

impl Keeper {
    /// A keeper for the copy of this id: two councils' copies on one host do not mix.
    pub(super) fn new(
        copy: &str,
        setter: UseStateSetter<Keeping>,
        act: Callback<Action>,
        shell: Shell,
    ) -> Self {
        let name = if copy.is_empty() { NAME.to_owned() } else { [NAME, "-", copy].concat() };
        let none: Rc<str> = "".into();
        let held = shell.mark();
        Self {
            last: [&name, "/"].concat(),
            name,
            setter,
            act,
            shell,
            me: storage::token(),
            held,
            now: Cell::new(Keeping::Starting),
            store: RefCell::default(),
            channel: RefCell::default(),
            view: RefCell::new((none.clone(), Rc::default())),
            revisions: RefCell::default(),
            count: Cell::default(),
            due: RefCell::default(),
            written: RefCell::new((none.clone(), String::new())),
            schemes: RefCell::new(none.clone()),
            making: RefCell::default(),
            rings: Cell::default(),
            is_writing: Cell::default(),
            has_copy: Cell::default(),
            behind: RefCell::default(),
            has_asked: Cell::default(),
            deleted: RefCell::new((none, String::new())),
        }
    }

    fn becomes(&self, keeping: Keeping) {
        self.now.set(keeping);
        self.setter.set(keeping);
    }

    /// It cannot be kept at present. Said where it could before.
    fn fails(&self, keeping: Keeping) {
        if self.now.get() == Keeping::On {
            self.act.emit(Action::Warn(Notice::NotKept(keeping.reason().unwrap_or_default())));
        }
        self.becomes(keeping);
    }

    fn id_in_view(&self) -> Rc<str> {
        self.view.borrow().0.clone()
    }

    fn revision(&self, id: &str) -> u32 {
        self.revisions.borrow().get(&Rc::from(id)).copied().unwrap_or(0)
    }

    fn say(&self, words: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            // Where the others cannot be told, they find out when they write.
            let _ = channel.say(words);
        }
    }

    /// Storage, where it may be used.
    fn store(&self) -> Option<Rc<TextStore>> {
        let may = !matches!(self.now.get(), Keeping::Starting | Keeping::AskFirst | Keeping::Never);
        self.store.borrow().clone().filter(|_| may)
    }

    // ---- beginning ----

    /// Finds out what is kept, and takes up the plan of this tab, or the latest.
    pub(super) fn start(self: &Rc<Self>) {
        // After a failure the shell holds the plan, newer than what was kept.
        if let Some(text) = self.shell.kept() {
            let id = self.held.rsplit(' ').next().unwrap_or_default();
            self.resume(id, &text);
        }
        if Words::Shared.get(&self.name).as_deref() == Some(NEVER) {
            return self.becomes(Keeping::Never);
        }
        self.open(true);
    }

    fn open(self: &Rc<Self>, is_start: bool) {
        let keeper = self.clone();
        spawn_local(async move {
            if let Err(why) = keeper.opened(is_start).await {
                keeper.becomes(Keeping::Off(why));
            }
        });
    }

    async fn opened(self: &Rc<Self>, is_start: bool) -> Result<(), Unavailable> {
        let keeper = self.clone();
        let gone = move |why| {
            let keeper = keeper.clone();
            // In a task of its own: the listener that tells of it goes with the store.
            spawn_local(async move { keeper.gone(why) });
        };
        let store = Rc::new(TextStore::open(&self.name, gone).await?);
        self.shell.holds(store.database());
        let in_vain = store.take_over(FIRST_PLAN, clock::now_ms()).await.err();
        let mut records = all(&store).await?;
        let schemes: Rc<str> = store.get(SCHEMES).await?.unwrap_or_default().into();
        // Before the plan, which may be of one of them.
        self.act.emit(Action::ResumeSchemes((*schemes).to_owned()));
        self.has_making(store.get(MAKING).await?.unwrap_or_default(), "");
        if let Some(why) = in_vain {
            // The plan of the first version is shown all the same, and kept at a later change if there is room.
            self.act.emit(Action::Warn(Notice::NotKept(Keeping::Off(why).reason().unwrap_or_default())));
        }
        let may_keep = !is_start || !records.is_empty() || !schemes.is_empty() || !storage::is_file_url();
        *self.schemes.borrow_mut() = schemes;
        if may_keep {
            self.rescue(&store, &mut records).await?;
        }
        *self.store.borrow_mut() = Some(store);
        for record in &records {
            self.revisions.borrow_mut().entry(record.id.as_str().into()).or_insert(record.revision);
        }
        self.count(&records);
        if is_start {
            self.take_up(records);
        }
        let keeper = self.clone();
        *self.channel.borrow_mut() = Channel::join(&self.name, move |words| keeper.heard(&words)).ok();
        self.has_asked.set(true);
        self.say(&["open ", &self.id_in_view()].concat());
        let may = if may_keep { Keeping::On } else { Keeping::AskFirst };
        self.becomes(in_vain.map_or(may, Keeping::Off));
        self.list();
        Ok(())
    }

    /// Shows the plan to begin with.
    fn take_up(&self, mut records: Vec<Record>) {
        if self.shell.kept().is_some() {
            // What it is a change of; unless this tab itself wrote in between.
            let mut mark = self.held.split(' ');
            let revision = mark.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            let by = mark.next().unwrap_or_default();
            let id = mark.next().unwrap_or_default();
            if !records.iter().any(|record| record.id == id && record.by == by) {
                self.revisions.borrow_mut().insert(id.into(), revision);
            }
        } else if !self.shell.without_plan() {
            let of_tab = Words::OfTab.get(&self.name).unwrap_or_default();
            latest_last(&mut records, &of_tab);
            if let Some(record) = records.pop() {
                self.resume(&record.id, &record.text);
            }
        }
    }

    fn resume(&self, id: &str, text: &str) {
        let id: Rc<str> = id.into();
        self.act.emit(match read_plan(text) {
            Ok(draft) => {
                let draft = Rc::new(draft);
                *self.written.borrow_mut() = (id.clone(), text.to_owned());
                // Other tabs are asked before the page is drawn again.
                *self.view.borrow_mut() = (id.clone(), draft.clone());
                Action::Resume(id, Box::new((*draft).clone()))
            }
            Err(faults) => Action::Tell(Notice::Unread(Unread { id, faults })),
        });
    }

    /// Takes in the copies that pages made when they were left, where what they wrote to storage did not arrive.
    async fn rescue(&self, store: &TextStore, records: &mut Vec<Record>) -> Result<(), Unavailable> {
        for key in Words::Shared.keys(&self.last) {
            let copy = Words::Shared.get(&key).unwrap_or_default();
            let mut parts = copy.splitn(4, '\n');
            let mut part = || parts.next().unwrap_or_default();
            let (revision, by, changed, text) = (
                part().parse().unwrap_or(0),
                part().to_owned(),
                part().parse().unwrap_or(0),
                part().to_owned(),
            );
            let id = key[self.last.len()..].to_owned();
            let mut copy = Record { id, revision: revision + 1, changed, by, text };
            let kept = records.iter().find(|record| record.id == copy.id);
            let is_late = match kept {
                Some(kept) if kept.text == copy.text => true,
                // The same page wrote it later; or wrote an earlier text after it made the copy.
                Some(kept) if kept.by == copy.by || kept.revision == revision => {
                    copy.revision = kept.revision + 1;
                    kept.changed > copy.changed
                }
                None if revision == 0 => false,
                // Another tab went on with the plan, or deleted it.
                _ => {
                    (copy.id, copy.revision) = (storage::token(), 1);
                    false
                }
            };
            let is_wanted = !is_late && !copy.text.is_empty();
            let is_done = !is_wanted || store.swap(&copy).await.is_ok();
            if is_done {
                let _ = Words::Shared.remove(&key);
            } else {
                // It is tried again when it is next changed, and stays where it is until then.
                copy.revision -= 1;
            }
            if is_wanted {
                records.retain(|record| record.id != copy.id);
                records.push(copy);
            }
        }
        // What is left of plans that were deleted long ago.
        let now = clock::now_ms();
        let (old, new): (Vec<_>, Vec<_>) =
            records.drain(..).partition(|record| record.text.is_empty() && record.changed + A_DAY < now);
        *records = new;
        for record in old {
            store.remove(&record.id, record.revision).await?;
        }
        Ok(())
    }

    /// Storage was taken away.
    fn gone(&self, why: Unavailable) {
        *self.store.borrow_mut() = None;
        self.forgets();
        self.act.emit(Action::Shelf(vec![]));
        self.now.set(Keeping::On);
        self.fails(Keeping::Off(why));
    }

    fn forgets(&self) {
        let mut made = self.making.borrow_mut();
        *made = Made { is_writing: made.is_writing, ..Made::default() };
        *self.revisions.borrow_mut() = Map::new();
        *self.written.borrow_mut() = ("".into(), String::new());
        *self.behind.borrow_mut() = None;
        *self.schemes.borrow_mut() = "".into();
        self.due.borrow_mut().clear();
        self.count.set(0);
    }

    // ---- writing ----

    /// Hands a plan to the shell at once, so that a failure loses nothing, and writes it to storage soon: by one timer
    /// for all that changes until it rings.
    pub(super) fn keep(self: &Rc<Self>, plan: &Rc<str>, draft: &Rc<Draft>) {
        let (last, last_draft) = self.view.replace((plan.clone(), draft.clone()));
        // While it is being found out whether a plan was kept, an empty one must not take its place.
        if self.now.get() == Keeping::Starting && draft.is_empty() {
            return;
        }
        if last != *plan && self.behind.borrow_mut().take_if(|behind| *behind == last).is_some() {
            // Who turns to another plan without saying how to go on keeps both.
            if last_draft != *draft {
                self.due.borrow_mut().push((storage::token().into(), write_plan(&last_draft)));
            }
            self.becomes(Keeping::On);
        }
        let text = write_plan(draft);
        // A plan in which nothing stands is not worth promising to give back.
        if !draft.is_empty() || self.shell.kept().is_some() {
            self.shell.keep(&text, &self.mark(plan));
        }
        if self.behind.borrow().as_ref() == Some(plan) {
            return;
        }
        let is_known = self.revisions.borrow().contains_key(plan);
        let is_written = {
            let written = self.written.borrow();
            written.0 == *plan && written.1 == text && !self.is_writing.get()
        };
        let mut due = self.due.borrow_mut();
        due.retain(|(id, _)| id != plan);
        if !is_written && (is_known || !draft.is_empty()) {
            due.push((plan.clone(), text));
        }
        if !due.is_empty() && !self.rings.replace(true) {
            let keeper = self.clone();
            Timeout::new(WAIT, move || {
                #[cfg(feature = "crash-test")]
                crate::crash::point("timer");
                keeper.rings.set(false);
                keeper.write();
            })
            .forget();
        }
        if self.store().is_some() && !draft.is_empty() {
            let _ = Words::OfTab.set(&self.name, plan);
        }
    }

    /// What a fresh instance has to know of the plan that the shell holds: what it is a change of, and by whom.
    fn mark(&self, plan: &str) -> String {
        // What is kept is not known before storage has answered.
        if self.now.get() == Keeping::Starting && self.held.ends_with(plan) && !plan.is_empty() {
            return self.held.clone();
        }
        format!("{} {} {plan}", self.revision(plan), self.me)
    }

    /// Whether what is on the page is kept.
    pub(super) fn is_on(&self) -> bool {
        self.now.get() == Keeping::On
    }

    /// The page is hidden, perhaps for good: whatever is still due is written, and copied to where it is there at once,
    /// because an engine may give up what storage is handed while a page is left.
    pub(super) fn hidden(self: &Rc<Self>) {
        if self.store().is_some() {
            for (id, text) in &*self.due.borrow() {
                let copy = format!("{}\n{}\n{}\n{text}", self.revision(id), self.me, clock::now_ms());
                let _ = Words::Shared.set(&[&*self.last, &**id].concat(), &copy);
                self.has_copy.set(true);
            }
        }
        self.write();
    }

    /// Writes what is due, one after the other, so that each knows the revision before it.
    fn write(self: &Rc<Self>) {
        if self.is_writing.replace(true) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            while let Some(store) = keeper.store() {
                let Some((id, text)) = keeper.due.borrow().first().cloned() else { break };
                if !keeper.write_one(&store, &id, text).await {
                    break;
                }
            }
            keeper.is_writing.set(false);
        });
    }

    /// Writes one plan; whether to go on.
    async fn write_one(&self, store: &TextStore, id: &Rc<str>, text: String) -> bool {
        let known = self.revision(id);
        if known == 0 && self.count.get() >= MOST_PLANS {
            self.fails(Keeping::TooMany);
            return false;
        }
        let record = self.record(id, known + 1, text);
        match store.swap(&record).await {
            Ok(()) => {
                self.is_kept(id, record);
                true
            }
            Err(Unavailable::Changed) => match store.record(id).await {
                // Written by this page after all, or the same.
                Ok(Some(kept)) if kept.by == self.me || kept.text == record.text => {
                    self.revisions.borrow_mut().insert(id.clone(), kept.revision);
                    if kept.text == record.text {
                        self.is_kept(id, kept);
                    }
                    true
                }
                _ => {
                    self.due.borrow_mut().retain(|(due, _)| due != id);
                    if *id == self.id_in_view() {
                        self.changed_elsewhere(id);
                    } else {
                        self.due.borrow_mut().push((storage::token().into(), record.text));
                    }
                    true
                }
            },
            Err(why) => {
                // Tried again at the next change.
                if self.store.borrow().is_some() {
                    self.fails(Keeping::Off(why));
                }
                false
            }
        }
    }

    fn record(&self, id: &str, revision: u32, text: String) -> Record {
        Record { id: id.to_owned(), revision, changed: clock::now_ms(), by: self.me.clone(), text }
    }

    fn is_kept(&self, id: &Rc<str>, record: Record) {
        // Cleared meanwhile.
        if self.store().is_none() {
            return;
        }
        if self.revisions.borrow_mut().insert(id.clone(), record.revision).is_none() {
            self.count.set(self.count.get() + 1);
        }
        self.due.borrow_mut().retain(|(due, text)| due != id || *text != record.text);
        if self.has_copy.get() {
            let _ = Words::Shared.remove(&[&*self.last, &**id].concat());
            self.has_copy.set(!self.due.borrow().is_empty());
        }
        *self.written.borrow_mut() = (id.clone(), record.text);
        if *id == self.id_in_view() && !self.view.borrow().1.is_empty() {
            self.shell.keep(&write_plan(&self.view.borrow().1), &self.mark(id));
        }
        self.say(&["wrote ", id].concat());
        if matches!(self.now.get(), Keeping::Off(_) | Keeping::TooMany) {
            self.becomes(Keeping::On);
        }
    }

    /// Keeps the schemes that were opened from files. What another tab has added meanwhile stays, and is taken up here.
    pub(super) fn keep_schemes(self: &Rc<Self>, files: &Rc<str>) {
        let Some(store) = self.store() else { return };
        let known = self.schemes.borrow().clone();
        let new: Vec<&str> =
            split_schemes(files).filter(|file| !split_schemes(&known).any(|of| of == *file)).collect();
        if new.is_empty() {
            return;
        }
        let (keeper, files, new) = (self.clone(), files.clone(), join_schemes(&new));
        spawn_local(async move {
            // Of two files of one scheme the later counts.
            let merged = |kept: String| if *kept == *known { (*files).to_owned() } else { kept + &new };
            match store.change(SCHEMES, merged).await {
                Ok(kept) if *kept == *files => {
                    *keeper.schemes.borrow_mut() = files;
                    keeper.say(SCHEMES);
                }
                Ok(kept) => {
                    keeper.has_schemes(kept);
                    keeper.say(SCHEMES);
                }
                Err(why) => keeper.fails(Keeping::Off(why)),
            }
        });
    }

    fn has_schemes(&self, files: String) {
        *self.schemes.borrow_mut() = files.as_str().into();
        self.act.emit(Action::ResumeSchemes(files));
    }

    /// Keeps the council's copy that is being made. What another tab has made of it meanwhile goes in with it, and is taken up
    /// here.
    pub(super) fn keep_making(self: &Rc<Self>, making: Option<&Making>) {
        if self.store().is_none() {
            return;
        }
        self.making.borrow_mut().due = Some(making.map(|making| making.draft.to_text()).unwrap_or_default());
        self.write_making();
    }

    /// Writes and reads the copy, one after the other, so that each knows the one before it.
    fn write_making(self: &Rc<Self>) {
        if std::mem::replace(&mut self.making.borrow_mut().is_writing, true) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            while let Some(store) = keeper.store() {
                if !keeper.write_making_once(&store).await {
                    break;
                }
            }
            keeper.making.borrow_mut().is_writing = false;
        });
    }

    /// Brings together what is kept of the copy and what is on the page; whether to go on.
    async fn write_making_once(&self, store: &TextStore) -> bool {
        let (known, due, is_behind) = {
            let mut made = self.making.borrow_mut();
            let due = made.due.take().filter(|due| *due != made.written);
            (made.written.clone(), due, std::mem::take(&mut made.is_behind))
        };
        let kept = match &due {
            Some(text) => store.change(MAKING, |kept| merged(&known, text, kept)).await,
            None if is_behind => store.get(MAKING).await.map(Option::unwrap_or_default),
            None => return false,
        };
        match kept {
            Ok(kept) => {
                let text = due.as_deref().unwrap_or(&known);
                self.has_making(kept, text);
                if due.is_some() {
                    self.say(MAKING);
                }
                true
            }
            Err(why) => {
                // Tried again at the next change.
                self.fails(Keeping::Off(why));
                false
            }
        }
    }

    /// Takes up the copy as it is kept, where that is more than the page's `known`.
    fn has_making(&self, kept: String, known: &str) {
        let mut made = self.making.borrow_mut();
        if kept == known || kept.is_empty() {
            made.written = known.to_owned();
            return;
        }
        // What was typed meanwhile does not know of it yet.
        made.due = made.due.take().map(|due| merged(known, &due, kept.clone()));
        made.written.clone_from(&kept);
        drop(made);
        self.act.emit(Action::ResumePack(kept.into(), known.into()));
    }

    // ---- other tabs ----

    fn heard(self: &Rc<Self>, words: &str) {
        let (verb, id) = words.split_once(' ').unwrap_or((words, ""));
        let is_mine = *id == *self.id_in_view() && !id.is_empty();
        match verb {
            "open" if is_mine && self.revision(id) > 0 => self.say(&["here ", id].concat()),
            "here" if is_mine && self.has_asked.replace(false) => {
                self.act.emit(Action::Warn(Notice::Elsewhere))
            }
            "wrote" if is_mine => {
                let Some(store) = self.store() else { return };
                let (keeper, id) = (self.clone(), Rc::<str>::from(id));
                spawn_local(async move {
                    let Ok(Some(kept)) = store.record(&id).await else { return };
                    if kept.revision != keeper.revision(&id)
                        && kept.by != keeper.me
                        && id == keeper.id_in_view()
                    {
                        keeper.due.borrow_mut().retain(|(due, _)| *due != id);
                        keeper.changed_elsewhere(&id);
                    }
                });
            }
            SCHEMES => {
                let Some(store) = self.store() else { return };
                let keeper = self.clone();
                spawn_local(async move {
                    if let Ok(Some(files)) = store.get(SCHEMES).await {
                        keeper.has_schemes(files);
                    }
                });
            }
            MAKING => {
                self.making.borrow_mut().is_behind = true;
                self.write_making();
            }
            "clear" => {
                let keeper = self.clone();
                spawn_local(async move { keeper.cleared(false).await });
            }
            NEVER => {
                self.lets_go();
                self.becomes(Keeping::Never);
            }
            _ => {}
        }
    }

    fn changed_elsewhere(&self, id: &Rc<str>) {
        *self.behind.borrow_mut() = Some(id.clone());
        self.becomes(Keeping::Changed);
    }

    // ---- what a person asks ----

    /// Reads which plans are kept, for the start page.
    pub(super) fn list(self: &Rc<Self>) {
        let Some(store) = self.store() else { return };
        let keeper = self.clone();
        spawn_local(async move {
            let Ok(mut records) = all(&store).await else { return };
            keeper.count(&records);
            latest_last(&mut records, "");
            let example = write_plan(&worked_example());
            let entry = |record: Record| {
                let (year, month, day, hour, minute) = clock::local(record.changed);
                let day = NaiveDate::from_ymd_opt(year, month, day).map_or_else(String::new, number::date);
                let scheme =
                    |draft: &Draft| draft.framework.as_ref().map_or_else(String::new, ToString::to_string);
                KeptPlan {
                    id: record.id.into(),
                    what: read_plan(&record.text)
                        .ok()
                        .map(|draft| (draft.name.trim().to_owned(), scheme(&draft))),
                    changed: format!("{day}, {hour:02}:{minute:02}"),
                    is_example: record.text == example,
                }
            };
            keeper.act.emit(Action::Shelf(records.into_iter().rev().map(entry).collect()));
        });
    }

    fn count(&self, records: &[Record]) {
        self.count.set(records.iter().filter(|record| !record.text.is_empty()).count());
    }

    /// Does what the button with this id does with what is kept.
    pub(super) fn press(self: &Rc<Self>, button: String) {
        let keeper = self.clone();
        spawn_local(async move {
            if let Err(why) = keeper.pressed(&button).await {
                let reason = match why {
                    Unavailable::Changed => "Another tab has changed the plan in the meantime. Try again.",
                    _ => Keeping::Off(why).reason().unwrap_or_default(),
                };
                keeper.act.emit(Action::Tell(Notice::Shelf(false, reason)));
                keeper.list();
            }
        });
    }

    async fn pressed(self: &Rc<Self>, button: &str) -> Result<(), Unavailable> {
        let words = button.strip_prefix("kept-").unwrap_or_default();
        let (verb, id) = words.split_once('-').unwrap_or((words, ""));
        let behind = self.behind.borrow().clone();
        let id: Rc<str> = behind.filter(|_| verb == "take").unwrap_or_else(|| id.into());
        match verb {
            "allow" if self.now.get() == Keeping::AskFirst => {
                self.becomes(Keeping::On);
                self.list();
            }
            "allow" => {
                if self.now.get() == Keeping::Never {
                    Words::Shared.remove(&self.name)?;
                }
                self.opened(false).await?;
            }
            "clear" => {
                self.say("clear");
                self.cleared(true).await;
            }
            NEVER => {
                self.say(NEVER);
                self.lets_go();
                self.becomes(Keeping::Never);
                let is_gone = self.forget().await;
                Words::Shared.set(&self.name, NEVER)?;
                is_gone?;
                self.act.emit(Action::Tell(Notice::Shelf(true, "Nothing is kept in this browser any more")));
            }
            "both" => {
                *self.behind.borrow_mut() = None;
                self.becomes(Keeping::On);
            }
            _ => {
                let store = self.store().ok_or(Unavailable::Failed)?;
                if verb == "delete" {
                    self.due.borrow_mut().retain(|(due, _)| *due != id);
                }
                // What is deleted and gone is there to be brought back.
                let kept = all(&store).await?.into_iter().find(|record| *record.id == *id);
                let kept = kept.ok_or(Unavailable::Cleared)?;
                self.pressed_of(&store, verb, id, kept).await?;
                self.list();
            }
        }
        Ok(())
    }

    async fn pressed_of(
        self: &Rc<Self>,
        store: &TextStore,
        verb: &str,
        id: Rc<str>,
        kept: Record,
    ) -> Result<(), Unavailable> {
        let is_in_view = id == self.id_in_view();
        let newest = match &*self.view.borrow() {
            (_, draft) if is_in_view && verb != "take" => write_plan(draft),
            _ => kept.text.clone(),
        };
        match (verb, read_plan(&newest)) {
            ("take", _) if kept.text.is_empty() => {
                *self.behind.borrow_mut() = None;
                self.becomes(Keeping::On);
                self.act.emit(Action::Deleted(id, String::new()));
            }
            ("open" | "take", Ok(draft)) => {
                self.revisions.borrow_mut().insert(id.clone(), kept.revision);
                *self.written.borrow_mut() = (id.clone(), kept.text);
                if is_in_view {
                    *self.behind.borrow_mut() = None;
                    self.becomes(Keeping::On);
                }
                // Of the plan that was taken it is known that it is open elsewhere.
                if verb == "open" {
                    self.has_asked.set(true);
                    self.say(&["open ", &id].concat());
                }
                *self.view.borrow_mut() = (id.clone(), Rc::new(draft.clone()));
                self.act.emit(Action::OpenKept(id, Box::new(draft)));
            }
            ("open" | "take", Err(faults)) => {
                self.act.emit(Action::Tell(Notice::Unread(Unread { id, faults })));
            }
            ("file", _) => deeds::offer("attainment-plan.json".to_owned(), kept.text, &self.act),
            ("copy", Ok(mut draft)) => {
                if self.count.get() >= MOST_PLANS {
                    let words = Keeping::TooMany.reason().unwrap_or_default();
                    self.act.emit(Action::Tell(Notice::Shelf(false, words)));
                    return Ok(());
                }
                draft.name.push_str(" (copy)");
                store.swap(&self.record(&storage::token(), 1, write_plan(&draft))).await?;
                self.act.emit(Action::Tell(Notice::Shelf(true, "The plan is duplicated")));
            }
            ("delete", read) => {
                let name = read.map_or_else(|_| String::new(), |draft| draft.name);
                // Its id alone is left, so that other tabs do not take it for one that was never kept.
                store.swap(&self.record(&id, kept.revision + 1, String::new())).await?;
                self.revisions.borrow_mut().insert(id.clone(), kept.revision + 1);
                self.due.borrow_mut().retain(|(due, _)| *due != id);
                let _ = Words::Shared.remove(&[&*self.last, &*id].concat());
                *self.deleted.borrow_mut() = (id.clone(), newest);
                // Undo brings back the same text, which is then to be written.
                *self.written.borrow_mut() = ("".into(), String::new());
                if is_in_view {
                    self.shell.forget();
                }
                self.say(&["wrote ", &id].concat());
                self.act.emit(Action::Deleted(id, name));
            }
            ("restore", _) if self.deleted.borrow().0 == id => {
                let text = self.deleted.borrow().1.clone();
                store.swap(&self.record(&id, kept.revision + 1, text.clone())).await?;
                self.revisions.borrow_mut().insert(id.clone(), kept.revision + 1);
                self.act.emit(Action::Tell(Notice::Shelf(true, "The plan is back")));
                if self.view.borrow().1.is_empty() {
                    self.resume(&id, &text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Lets go of everything that is kept, without touching it.
    fn lets_go(&self) {
        self.forgets();
        if let Some(store) = self.store.take() {
            store.close();
        }
        self.act.emit(Action::Shelf(vec![]));
    }

    /// Takes everything away that the planner has in this browser.
    async fn forget(&self) -> Result<(), Unavailable> {
        for key in Words::Shared.keys(&self.last) {
            let _ = Words::Shared.remove(&key);
        }
        let _ = Words::OfTab.remove(&self.name);
        storage::forget(&self.name).await
    }

    /// Forgets everything, also what is on this page. What is kept is taken away by the tab in which it was asked.
    async fn cleared(self: &Rc<Self>, is_here: bool) {
        let before = self.now.get();
        self.lets_go();
        self.shell.forget();
        *self.deleted.borrow_mut() = ("".into(), String::new());
        // Nothing of what is on the page may be written again before the page is drawn without it.
        self.now.set(Keeping::Starting);
        let (is_gone, words) = if is_here {
            (self.forget().await, "This computer is cleared")
        } else {
            let _ = Words::OfTab.remove(&self.name);
            (Ok(()), "This computer was cleared in another tab")
        };
        // Where nothing could be kept, there is nothing to take away.
        let notice = match (before, is_gone) {
            (Keeping::Off(_), _) | (_, Ok(())) => Notice::Shelf(true, words),
            (_, Err(_)) => Notice::Shelf(
                false,
                "The browser did not remove everything. Clear the data of this site in the browser’s settings.",
            ),
        };
        self.act.emit(Action::Cleared(notice));
        match before {
            Keeping::Never | Keeping::Off(Unavailable::Refused | Unavailable::Missing) => {
                self.becomes(before)
            }
            _ => self.open(true),
        }
    }
}

/// Every record; and the plan of the first version, where it could not be made one.
async fn all(store: &TextStore) -> Result<Vec<Record>, Unavailable> {
    let mut records = store.records().await?;
    if !records.iter().any(|record| record.id == FIRST_PLAN)
        && let Some(text) = store.get(FIRST_PLAN).await?
    {
        // Revision 0: the next is written where there is none. Older than any other.
        let id = FIRST_PLAN.to_owned();
        records.push(Record { id, revision: 0, changed: 0, by: String::new(), text });
    }
    Ok(records)
}

/// The records that are not deleted, in the order of their last change; the one with this id after them all.
fn latest_last(records: &mut Vec<Record>, id: &str) {
    records.retain(|record| !record.text.is_empty());
    sort_by_key(records, |record| (record.id == id, record.changed));
}

/// A copy of which both tabs know `known`, with what became of it in each. What cannot be read stays as it is kept.
fn merged(known: &str, text: &str, kept: String) -> String {
    if kept == known || kept.is_empty() {
        return text.to_owned();
    }
    match (PackDraft::open(known), PackDraft::open(text), PackDraft::open(&kept)) {
        (Ok(base), Ok(mine), Ok(theirs)) => mine.merged(&base, &theirs).to_text(),
        _ => kept,
    }
}

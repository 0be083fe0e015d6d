//! The state of the app: one reducer, whose steps are pure.

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::draft::{AREAS, MOST_WHAT_IFS, MilestoneKey, Overruled, Part, TargetKey};
use crate::domain::fault::Fault;
use crate::domain::figure::FigureFault;
use crate::domain::ids::FrameworkId;
use crate::domain::issue::IssueKind;
use crate::domain::map::Map;
use crate::domain::pack::Pack;
use crate::domain::school::{Grade, Phase, Status};
use crate::domain::target::YES;
use crate::domain::{
    Catalogue, Draft, Evaluation, Field, Framework, Issue, Plan, Ready, Reference, evaluate_keeping, validate,
};
use crate::format::NationalRow;
use crate::format::dfe::Tables;
use crate::format::{read_framework, read_pack, shipped_frameworks, worked_example};
use crate::present::category::{Headline, headline};
use crate::present::figures::{FirstBox, Section, cell, cohorts, first_answer, sections};
use crate::present::name::field_id;
use crate::present::reason::Words;
use crate::present::report::Kind;
use crate::present::tasks::{Asking, Task, page_of, tasks};
use crate::present::{issue, name, number, rules};

use super::council::{self, Making};
use super::filling::Filling;
use super::hosting::{Hosting, Request};
use super::keeping::{KeptPlan, Unread, split_schemes};
use super::page::Page;
use super::pasting::Pasting;
use super::planning::change_scenarios;
use super::what_if::Meeting;

/// What ships with the planner and does not change while it runs.
#[derive(Debug)]
pub struct Shipped {
    /// The measures.
    pub catalogue: Catalogue,
    /// The national figures.
    pub reference: Rc<Reference>,
    /// The same without what a council added.
    pub own_reference: Rc<Reference>,
    /// The councils' schemes; at least one.
    pub frameworks: Vec<Rc<Framework>>,
    /// What makes this copy a council's own, with the text that it was read from.
    pub pack: Option<(Rc<Pack>, Rc<str>)>,
}

impl Shipped {
    /// What ships. `None` where not one scheme can be read, which a test rules out.
    pub fn load() -> Option<Self> {
        let catalogue = crate::format::catalogue();
        let reference = Rc::new(crate::format::reference(&catalogue));
        let shipped = Self::of(catalogue, reference);
        (!shipped.frameworks.is_empty()).then_some(shipped)
    }

    /// The same without what a council added.
    pub(super) fn bare(&self) -> Self {
        Self::of(self.catalogue.clone(), self.own_reference.clone())
    }

    fn of(catalogue: Catalogue, reference: Rc<Reference>) -> Self {
        let frameworks = shipped_frameworks().into_iter().map(Rc::new).collect();
        Self { catalogue, own_reference: reference.clone(), reference, frameworks, pack: None }
    }

    /// The same as a council's own copy: its schemes go before those that ship, and its figures in their place.
    pub fn with_pack(mut self, pack: Rc<Pack>, text: Rc<str>) -> Self {
        self.reference = Rc::new(self.reference.with(&pack.national));
        if !pack.has_others {
            self.frameworks.clear();
        }
        self.frameworks.retain(|known| !pack.schemes.iter().any(|own| own.id == known.id));
        self.frameworks.splice(0..0, pack.schemes.iter().cloned());
        self.pack = Some((pack, text));
        self
    }
}

/// What the planner makes of the draft.
#[derive(Debug)]
pub struct Worked {
    /// What is valid of it.
    pub plan: Plan,
    /// What is wrong with it.
    pub issues: Vec<Issue>,
    /// What is worked out from it.
    pub evaluation: Evaluation,
    /// The short answer.
    pub headline: Headline,
    /// What is done and missing, page by page.
    pub tasks: Vec<Task>,
    /// What the scheme was made ready as, for the next plan under it.
    ready: Option<Arc<Ready>>,
}

/// A scheme that can be chosen.
#[derive(Clone, Debug)]
pub struct Known {
    /// The scheme.
    pub framework: Rc<Framework>,
    /// The text of the file that it was opened from; `None` of one that ships.
    pub file: Option<Rc<str>>,
}

/// Everything that the app shows.
#[derive(Clone, Debug)]
pub struct State {
    /// What ships.
    pub shipped: Rc<Shipped>,
    /// The day on which the app was opened.
    pub today: NaiveDate,
    /// What was typed.
    pub draft: Rc<Draft>,
    /// By what the plan is known where it is kept.
    pub(super) plan: Rc<str>,
    /// The plans that are kept in this browser, the latest first.
    pub(super) kept: Rc<Vec<KeptPlan>>,
    /// What the ids of new plans begin with in this tab, and how many there have been.
    ids: (Rc<str>, u32),
    /// The schemes that can be chosen: those that ship, and those opened from files. One from a file goes before one
    /// that ships under the same name.
    pub frameworks: Rc<Vec<Known>>,
    /// The scheme in use, with the numbers that the draft changes: the draft's, or the first where it names none that
    /// is known.
    pub framework: Rc<Framework>,
    /// The same as its council's file has it.
    pub own: Rc<Framework>,
    /// The national figures: those that ship, with those of the draft in their places.
    pub reference: Rc<Reference>,
    /// What the planner makes of it; until typing rests, of what was typed before.
    pub worked: Rc<Worked>,
    /// Whether digits were typed that nothing was made of yet: half a figure is none, and what follows from one that is
    /// whole comes once the typing rests. Whatever else is done goes by all that was typed.
    pub(super) is_behind: bool,
    /// Counts what was done before digits were drawn. It may have taken them back: their row would then be as it was drawn
    /// last, and their box not.
    pub(super) anew: u32,
    /// The page in view.
    pub page: Page,
    /// Counts the changes of page, so that each moves the keyboard to the new heading.
    pub turns: u32,
    /// Counts the presses of Continue that found something wrong, so that each moves the keyboard to the summary.
    pub checks: u32,
    /// Counts the messages that the keyboard is to go to.
    pub notices: u32,
    /// The field that the keyboard goes to once its page is in view.
    pub go_to: Option<Field>,
    /// The field that is being typed in: what is wrong with it is not said before the typing pauses, because half a figure
    /// is often none. `None` where it was said before, and changes with each key.
    half_typed: Option<Field>,
    /// What the person is told about files and the like.
    pub notice: Option<Notice>,
    /// The tables of figures that the scheme asks for in the school's phase.
    pub sections: Rc<Vec<Section>>,
    /// The target in view on the trajectory page; `None` for the first.
    pub(super) planning: Option<TargetKey>,
    /// The text of a plan that is to be opened.
    pub pasted_plan: String,
    /// The file of figures that is on its way or open; nothing of it is in the plan before it is said so.
    pub(super) filling: Filling,
    /// The table that was pasted last on the page in view.
    pub(super) pasting: Option<Rc<Pasting>>,
    /// Counts the pastes that were begun and ended, so that each moves the keyboard.
    pub pastes: u32,
    /// Which report is in view.
    pub report: Kind,
    /// Whether reports hold groups of few pupils too. Never kept: it is asked for each time.
    pub with_small: bool,
    /// What is said of copying a report: nothing before it was tried.
    pub table_copied: &'static str,
    /// A link that carries the plan; empty before it is asked for, and once the plan is another.
    pub link: Rc<str>,
    /// What is said of making and copying it.
    pub link_said: &'static str,
    /// How the what-if page is shown. Never kept.
    pub(super) meeting: Meeting,
    /// The council's copy that is being made.
    pub making: Option<Rc<Making>>,
    /// What shipped before a copy was looked at as a school sees it.
    pub(super) before_preview: Option<Rc<Shipped>>,
    /// How it stands with the page around the planner. Never kept.
    pub(super) hosting: Hosting,
    checked: Vec<Page>,
    // Counted, because every step makes a new state, and most change neither.
    past: Rc<Vec<Change>>,
    future: Rc<Vec<Change>>,
}

/// A draft that can be gone back to, with what was done to it.
#[derive(Clone, Debug)]
struct Change {
    draft: Rc<Draft>,
    plan: Rc<str>,
    what: What,
}

/// What a step of undo takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Typing or choosing in one field: a run of it is one step.
    Field(Field),
    Name,
    Scheme,
    New,
    Opened,
    Example,
    Deleted,
    Pasted,
    Filled,
    Benchmarks,
    Rules,
    Scenario,
    Supposed,
}

impl What {
    fn words(&self) -> String {
        match self {
            Self::Field(Field::Answer(_)) => "answer".to_owned(),
            Self::Field(Field::Figure(_)) => "figure".to_owned(),
            Self::Field(Field::Cohort(..)) => "year group size".to_owned(),
            Self::Field(Field::Target(..)) => "target".to_owned(),
            Self::Field(Field::Milestone(_) | Field::Calendar) => "change of the milestones".to_owned(),
            Self::Field(Field::Actual(..) | Field::Term(_)) => "figure".to_owned(),
            Self::Field(Field::ScenarioName | Field::CarriesOn) | Self::Scenario => {
                "change of the plans side by side".to_owned()
            }
            Self::Field(Field::WhatIfName(_)) | Self::Supposed => "what if".to_owned(),
            Self::Field(Field::Disagreement) => "record of disagreement".to_owned(),
            Self::Field(Field::Area(_) | Field::AreaMeasure(_)) => "area for improvement".to_owned(),
            Self::Field(Field::Threshold(_)) | Self::Rules => "change of the rules".to_owned(),
            Self::Field(Field::Overruled | Field::OverruledReason) => "your own category".to_owned(),
            Self::Field(_) => "school details".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Scheme => "change of scheme".to_owned(),
            Self::New => "new plan".to_owned(),
            Self::Opened => "opened plan".to_owned(),
            Self::Deleted => "deleted plan".to_owned(),
            Self::Example => "worked example".to_owned(),
            Self::Pasted => "paste".to_owned(),
            Self::Filled => "figures from a file".to_owned(),
            Self::Benchmarks => "figures to compare with".to_owned(),
        }
    }
}

/// What the person is told about something outside the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A plan was opened.
    Opened,
    /// A scheme was opened from a file; its council and year.
    Scheme(String),
    /// The worked example was loaded.
    Example,
    /// A new plan was begun; the one before can be had back by undo.
    New,
    /// A file was offered for saving; its text, for where downloads are dropped.
    Saved {
        /// The name under which it was offered.
        name: String,
        /// What is in it.
        text: String,
        /// What is said of copying it: nothing before it was tried.
        copied: &'static str,
    },
    /// A file could not be opened.
    Faulty(Vec<Fault>),
    /// A file could not be read at all.
    Unreadable(String),
    /// A paste did not fit.
    Paste(String),
    /// The plan is open in another tab too.
    Elsewhere,
    /// The plan can no longer be kept in this browser; why.
    NotKept(&'static str),
    /// A kept plan cannot be read. It stays as it is.
    Unread(Unread),
    /// A kept plan was deleted; by what it is known, and its name.
    Deleted(Rc<str>, String),
    /// What the person asked, such as of the kept plans, is done, or could not be done, in words.
    Shelf(bool, &'static str),
    /// Figures were filled in from a file: how many.
    Filled(usize),
    /// What makes this copy a council's own has faults.
    FaultyPack(Vec<Fault>),
    /// A council's pack is open.
    Pack,
    /// A council's copy is looked at as a school sees it.
    Preview,
    /// Another tab has changed the council's copy.
    OtherTab,
    /// A council's copy was offered for saving; its name.
    Copy(String),
}

/// Something that a person did, or that came from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Typed into, or chose in, the control with this id.
    Typed(String, String),
    /// Ticked the box with this id, or took the tick away.
    Ticked(String, bool),
    /// Typed nothing more for a moment: what follows from it is shown.
    Rested,
    /// Typed nothing more for a while: what is wrong with it is said.
    Paused,
    /// Pressed the button with this id.
    Pressed(String),
    /// Pasted a table into the cell with this id.
    Pasted(String, Vec<Vec<String>>),
    /// Took the last change back.
    Undo,
    /// Did it again.
    Redo,
    /// Came to a page by Back or Forward.
    Travelled(Page),
    /// Opened a plan.
    Open(Box<Draft>),
    /// Waits for a file of figures: its name, and how much of it is read, in per cent.
    Reading(Rc<str>, u8),
    /// Has a file of figures read.
    Read(Rc<Tables>),
    /// Could not read a file of figures.
    NotRead(Fault),
    /// Opened a scheme from a file, whose text this is.
    OpenScheme(Box<Framework>, Rc<str>),
    /// Took up the schemes that were kept, as their files.
    ResumeSchemes(String),
    /// Took up the plan that was kept under an id.
    Resume(Rc<str>, Box<Draft>),
    /// Opened the plan that is kept under an id, or takes it as another tab has left it.
    OpenKept(Rc<str>, Box<Draft>),
    /// Is told which plans are kept.
    Shelf(Vec<KeptPlan>),
    /// Had a kept plan deleted; its id and its name.
    Deleted(Rc<str>, String),
    /// Had everything cleared, with what is told of it.
    Cleared(Notice),
    /// Is told something while typing: the keyboard stays where it is.
    Warn(Notice),
    /// Is told something.
    Tell(Notice),
    /// Is told how copying the text of the saved plan went.
    Copied(&'static str),
    /// Is told how copying a report went.
    TableCopied(&'static str),
    /// Has a link that carries the plan.
    Linked(Rc<str>),
    /// Is told how making or copying it went.
    LinkSaid(&'static str),
    /// Has the what-if page in the large layout, or no longer.
    Large(bool),
    /// Is told that the page may not fill the screen.
    NotFullScreen,
    /// Opened a council's pack, whose text this is.
    OpenPack(Rc<str>),
    /// Took up the copy that was being made, and what was known of it here before.
    ResumePack(Rc<str>, Rc<str>),
    /// Has national figures from a file, for a council's copy.
    National(Rc<[NationalRow]>),
    /// Is told how copying the text of a frame went.
    SnippetCopied(&'static str),
    /// Chose a logo: a PNG picture as a `data:` address.
    Logo(Rc<str>),
    /// Has a message of the page around the planner, which is not answered at once.
    Host(Rc<Request>),
}

/// The most characters of a text that a saved plan can hold.
pub(super) const MOST_CHARACTERS: usize = 4_000;

/// The most steps back that are kept.
const MOST_STEPS: usize = 500;

impl State {
    /// The state with nothing typed, on the start page.
    pub fn new(shipped: Rc<Shipped>, today: NaiveDate) -> Option<Self> {
        let framework = shipped.frameworks.first()?.clone();
        let known = |framework: &Rc<Framework>| Known { framework: framework.clone(), file: None };
        let frameworks = Rc::new(shipped.frameworks.iter().map(known).collect());
        let draft = Rc::new(Draft { framework: Some(framework.id.clone()), ..Draft::default() });
        let reference = shipped.reference.clone();
        let worked = Rc::new(work(&draft, &framework, vec![], &shipped, Some((&reference, None)), today).0);
        Some(Self {
            shipped,
            reference,
            today,
            draft,
            plan: "0".into(),
            kept: Rc::default(),
            ids: ("0".into(), 0),
            frameworks,
            own: framework.clone(),
            framework,
            worked,
            is_behind: false,
            anew: 0,
            page: Page::Start,
            turns: 0,
            checks: 0,
            notices: 0,
            go_to: None,
            half_typed: None,
            notice: None,
            sections: Rc::default(),
            planning: None,
            pasted_plan: String::new(),
            filling: Filling::default(),
            pasting: None,
            pastes: 0,
            report: Kind::default(),
            with_small: false,
            table_copied: "",
            link: "".into(),
            link_said: "",
            meeting: Meeting::default(),
            making: None,
            before_preview: None,
            hosting: Hosting::default(),
            checked: vec![],
            past: Rc::default(),
            future: Rc::default(),
        })
    }

    /// The same for a council's copy, whose pack the page carries. A pack with a fault is not used at all, and that is said.
    pub fn of_copy(shipped: Shipped, pack: Option<Rc<str>>, today: NaiveDate) -> Option<Self> {
        let Some(text) = pack else { return Self::new(Rc::new(shipped), today) };
        match read_pack(&text, &shipped.catalogue) {
            Ok(pack) => Self::new(Rc::new(shipped.with_pack(Rc::new(pack), text)), today),
            Err(faults) => {
                let state = Self::new(Rc::new(shipped), today)?;
                Some(Self { notice: Some(Notice::FaultyPack(faults)), ..state })
            }
        }
    }

    /// The state with ids of its own for new plans, which no other tab gives.
    pub fn in_tab(self, token: String) -> Self {
        let token: Rc<str> = token.into();
        Self { plan: token.clone(), ids: (token, 0), ..self }
    }

    /// An id for a new plan.
    fn new_id(&mut self) -> Rc<str> {
        self.ids.1 += 1;
        format!("{}-{}", self.ids.0, self.ids.1).into()
    }

    /// The state after `action`. What reaches outside the page, such as saving, is not done here.
    ///
    /// Where the plan may only be read, whatever would change it or its scheme is refused, but for clearing the computer.
    pub fn step(&self, action: Action) -> Self {
        let may_change = !self.hosting.is_read_only
            || matches!(action, Action::Host(_) | Action::Cleared(_) | Action::Deleted(..))
            || matches!(&action, Action::Pressed(id) if id == "host-open");
        let ends_typing = matches!(
            action,
            Action::Paused
                | Action::Ticked(..)
                | Action::Pressed(_)
                | Action::Pasted(..)
                | Action::Undo
                | Action::Redo
                | Action::Travelled(_)
        );
        let is_typed = matches!(action, Action::Typed(..));
        let mut now = if self.is_behind && !is_typed { self.caught_up() } else { self.clone() };
        if ends_typing {
            now.half_typed = None;
        }
        let is_rest = matches!(action, Action::Rested);
        let mut next = now.taken(action);
        if self.is_behind && !next.is_behind && !is_rest {
            next.anew = self.anew + 1;
        }
        if may_change || next.draft == now.draft && Rc::ptr_eq(&next.frameworks, &now.frameworks) {
            return next;
        }
        now.told(Notice::Shelf(false, "Nothing is changed: this plan is here to be read"))
    }

    fn taken(&self, action: Action) -> Self {
        #[cfg(feature = "crash-test")]
        crate::crash::point("app");
        if let Some(next) = council::step(self, &action) {
            return next;
        }
        match action {
            Action::Typed(id, text) => self.typed(&id, text),
            Action::Rested | Action::Paused => self.clone(),
            Action::Ticked(id, is_ticked) if id == "with-small" => {
                Self { with_small: is_ticked, table_copied: "", ..self.clone() }
            }
            Action::Reading(..) | Action::Read(_) | Action::NotRead(_) => self.filling_read(action),
            Action::Ticked(id, is_ticked) => {
                if let Some(place) = id.strip_prefix("fill-tick-") {
                    return self.filling_ticked(place, is_ticked);
                }
                if let Some(slug) = id.strip_prefix("suppose-show-") {
                    return self.suppose_shown(slug, is_ticked);
                }
                let Some(field) = self.field(&id) else { return self.clone() };
                let mut draft = (*self.draft).clone();
                self.set(&mut draft, &field, if is_ticked { YES } else { "" });
                self.changed(draft, What::Field(field))
            }
            Action::Pressed(id) => self.pressed(&id),
            Action::Pasted(id, table) => self.pasted(id, table),
            Action::Undo => self.travelled(true),
            Action::Redo => self.travelled(false),
            Action::Travelled(page) => self.gone_to(page),
            Action::Open(draft) => {
                let mut next = self.changed(*draft, What::Opened).turned_to(Page::Start);
                next.notice = Some(Notice::Opened);
                next.pasted_plan.clear();
                next
            }
            Action::OpenScheme(framework, file) => {
                let name = format!("{} {}", framework.council, framework.year);
                let mut draft = (*self.draft).clone();
                draft.framework = Some(framework.id.clone());
                let next = self.with_schemes(vec![(*framework, file)]).changed(draft, What::Scheme);
                next.told(Notice::Scheme(name))
            }
            Action::ResumeSchemes(files) if files.is_empty() => self.clone(),
            Action::ResumeSchemes(files) => {
                // One that this version cannot read any more is left out; its file is the person's.
                let read = |file| Some((read_framework(file, &self.shipped.catalogue).ok()?, file.into()));
                self.with_schemes(split_schemes(&files).filter_map(read).collect())
            }
            Action::National(_) | Action::OpenPack(_) | Action::ResumePack(..) | Action::Logo(_) | Action::SnippetCopied(_) => self.clone(),
            // Whoever was quick enough to type before storage answered keeps what they typed.
            Action::Resume(..) if !self.draft.is_empty() => self.clone(),
            Action::Resume(plan, draft) => Self { plan, ..self.with_draft(Rc::new(*draft)) },
            Action::OpenKept(plan, draft) => {
                let next = self.changed(*draft, What::Opened).turned_to(Page::Start);
                Self { plan, notice: Some(Notice::Opened), ..next }
            }
            Action::Shelf(kept) => Self { kept: Rc::new(kept), ..self.clone() },
            Action::Deleted(plan, name) => {
                let mut next = self.clone();
                if plan == self.plan {
                    let draft = Draft { framework: self.draft.framework.clone(), ..Draft::default() };
                    next = self.changed(draft, What::Deleted);
                }
                next.told(Notice::Deleted(plan, name))
            }
            // A preview ends with what it was of.
            Action::Cleared(notice) => match Self::new(
                self.before_preview.as_ref().unwrap_or(&self.shipped).clone(),
                self.today,
            ) {
                Some(new) => {
                    let mut next = Self { ids: self.ids.clone(), turns: self.turns, notices: self.notices, ..new };
                    next.plan = next.new_id();
                    next.hosted_as(self).turned_to(Page::Start).told(notice)
                }
                None => self.clone(),
            },
            Action::Warn(notice) => Self { notice: Some(notice), ..self.clone() },
            Action::Tell(notice) => self.told(notice),
            Action::Host(request) => self.hosted(request),
            Action::Large(is_large) => self.meeting(|meeting| (meeting.is_large, meeting.said) = (is_large, "")),
            Action::NotFullScreen => self.meeting(|meeting| {
                meeting.said = "This browser, or the page that the planner stands in, does not let it fill the screen. The \
                                   large layout is on all the same; Escape leaves it.";
            }),
            Action::Linked(link) => Self { link, link_said: "The link is made.", ..self.clone() },
            Action::LinkSaid(words) => Self { link_said: words, ..self.clone() },
            Action::TableCopied(words) => Self { table_copied: words, ..self.clone() },
            Action::Copied(words) => {
                let mut next = self.clone();
                if let Some(Notice::Saved { copied, .. }) = &mut next.notice {
                    *copied = words;
                }
                next
            }
        }
    }

    /// The state with more schemes to choose from.
    fn with_schemes(&self, schemes: Vec<(Framework, Rc<str>)>) -> Self {
        let mut frameworks = (*self.frameworks).clone();
        for (framework, file) in schemes {
            frameworks.retain(|known| known.framework.id != framework.id);
            frameworks.push(Known { framework: Rc::new(framework), file: Some(file) });
        }
        // The scheme in use may be one of them.
        Self { frameworks: Rc::new(frameworks), ..self.clone() }.with_draft(self.draft.clone())
    }

    /// The state with other things that ship. The plan stays, where its scheme is among them; else a new one is begun.
    pub(super) fn with_shipped(&self, shipped: Rc<Shipped>) -> Self {
        let mut frameworks: Vec<Known> = shipped
            .frameworks
            .iter()
            .map(|framework| Known { framework: framework.clone(), file: None })
            .collect();
        let pack = shipped.pack.as_ref().map_or(&[][..], |(pack, _)| &pack.schemes);
        for known in self.frameworks.iter().filter(|known| known.file.is_some()) {
            if !pack.iter().any(|own| own.id == known.framework.id) {
                frameworks.retain(|other| other.framework.id != known.framework.id);
                frameworks.push(known.clone());
            }
        }
        let next = Self { shipped, frameworks: Rc::new(frameworks), ..self.clone() };
        let next = next.worked_out(self.draft.clone(), true);
        let is_known =
            next.frameworks.iter().any(|known| Some(&known.framework.id) == self.draft.framework.as_ref());
        if is_known {
            return next;
        }
        let first = next.frameworks.first().map(|known| known.framework.id.clone());
        let draft = Draft { framework: first, ..Draft::default() };
        if self.draft.is_empty() { next.with_draft(Rc::new(draft)) } else { next.changed(draft, What::New) }
    }

    fn typed(&self, id: &str, mut text: String) -> Self {
        // A text that is longer could be saved, but not opened again.
        if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS).filter(|_| id != "open-text") {
            text.truncate(end);
        }
        let mut draft = (*self.draft).clone();
        let what = match id {
            // It is not part of the plan until it is opened.
            "open-text" => return Self { pasted_plan: text, ..self.clone() },
            _ if id.starts_with("fill-") => return self.filling_typed(id, text),
            "what-if-place" => {
                let place = text.parse().ok().filter(|place| *place < MOST_WHAT_IFS);
                return self.meeting(|meeting| meeting.chosen = place.unwrap_or(meeting.chosen));
            }
            "report-kind" => {
                let kind = Kind::ALL.into_iter().find(|(word, _)| *word == text);
                let report = kind.map_or(self.report, |(_, kind)| kind);
                let said = match report {
                    Kind::Summary => "The summary for governors is below.",
                    Kind::Full => "The full report is below.",
                    Kind::ActionPlan => "The action plan is below.",
                };
                return Self { report, table_copied: said, ..self.clone() };
            }
            "framework" => {
                draft.framework = Some(FrameworkId::from(text.as_str()));
                What::Scheme
            }
            "name" => {
                draft.name = text;
                What::Name
            }
            "inspected-day" | "inspected-month" | "inspected-year" => {
                let date = &mut draft.inspected;
                *match id {
                    "inspected-day" => &mut date.day,
                    "inspected-month" => &mut date.month,
                    _ => &mut date.year,
                } = text;
                What::Field(Field::Inspected)
            }
            _ => {
                let Some(field) = self.field(id) else { return self.clone() };
                self.set(&mut draft, &field, &text);
                What::Field(field)
            }
        };
        let half_typed = match &what {
            What::Field(field) if self.error(field).is_none() => Some(field.clone()),
            _ => None,
        };
        let mut next = match &what {
            _ if draft == *self.draft => self.clone(),
            What::Field(field) if is_typed_by_digits(field) => self.followed_by(self.typed_on(draft), what),
            _ => self.changed(draft, what),
        };
        next.half_typed = half_typed;
        next
    }

    fn pressed(&self, id: &str) -> Self {
        let page = ["nav-", "turn-", "task-", "see-"]
            .iter()
            .find_map(|start| id.strip_prefix(start))
            .and_then(Page::named);
        if let Some(page) = page {
            return self.gone_to(page);
        }
        if let Some(field) = id.strip_prefix("go-").and_then(|id| self.field(id)) {
            let page = page_of(&field).map_or(Page::Start, page_asking);
            let next = if page == self.page { self.clone() } else { self.turned_to(page) };
            let planning = match &field {
                Field::Target(key, _) | Field::Actual(key, _) => Some(key.clone()),
                _ => next.planning.clone(),
            };
            return Self { go_to: Some(field), planning, turns: next.turns + 1, ..next };
        }
        if let Some(field) = id.strip_prefix("use-").and_then(|id| self.field(id)) {
            let proposals = &self.worked.evaluation.proposals;
            let proposed = proposals.iter().find(|(question, _)| Field::Answer(question.clone()) == field);
            return match proposed {
                Some((_, answer)) => {
                    let mut draft = (*self.draft).clone();
                    self.set(&mut draft, &field, answer.as_str());
                    self.changed(draft, What::Field(field))
                }
                None => self.clone(),
            };
        }
        if let Some(slug) = id.strip_prefix("plan-") {
            let all = self.planned().into_iter().chain(self.plannable());
            let planning = all.into_iter().find(|key| name::target_slug(key) == slug);
            let go_to = planning.clone().map(|key| Field::Target(key, Part::Way));
            // Other pages lead there too.
            let next = self.gone_to(Page::Trajectory);
            return Self { planning, go_to, turns: next.turns + 1, ..next };
        }
        if let Some(place) = id.strip_prefix("scenario-") {
            let mut draft = (*self.draft).clone();
            change_scenarios(&mut draft, place);
            // The button may be gone, or be another.
            let field = if draft.scenarios.len() > 1 { Field::ScenarioName } else { Field::CarriesOn };
            let next = self.changed(draft, What::Scenario);
            return Self { go_to: Some(field), turns: self.turns + 1, ..next };
        }
        if let Some(Field::Threshold(key)) = id.strip_prefix("reset-").and_then(|id| self.field(id)) {
            let mut draft = (*self.draft).clone();
            draft.change_scheme(&self.own.id, |scheme| drop(scheme.thresholds.remove(&key)));
            return self.changed(draft, What::Rules);
        }
        if let Some(words) = id.strip_prefix("host-") {
            return self.host_pressed(words);
        }
        if id.starts_with("fill-") {
            return self.filling_pressed(id);
        }
        if id.starts_with("paste-") {
            return self.pasting_pressed(id);
        }
        if let Some(words) = id.strip_prefix("suppose-") {
            return self.suppose_pressed(words).unwrap_or_else(|| self.clone());
        }
        if let Some(words) = id.strip_prefix("what-if-") {
            return self.what_if_pressed(words);
        }
        match id {
            "full-screen" => self.step(Action::Large(!self.meeting.is_large)),
            "reset-rules" => {
                let mut draft = (*self.draft).clone();
                draft.change_scheme(&self.own.id, |scheme| scheme.thresholds = Map::new());
                self.changed(draft, What::Rules)
            }
            "new" => {
                let draft = Draft { framework: Some(self.framework.id.clone()), ..Draft::default() };
                let notice = (!self.draft.is_empty()).then_some(Notice::New);
                let mut next = self.changed(draft, What::New).turned_to(Page::School);
                next.checked.clear();
                Self { notice, ..next }
            }
            "use-printed" => self.take_printed(),
            "use-suggestion" => self.take_suggestion(),
            "example" => {
                let next = self.changed(worked_example(), What::Example).turned_to(Page::Category);
                Self { notice: Some(Notice::Example), ..next }
            }
            // The other tab's stays as it is; what was done here can be taken back in the new one.
            "kept-both" => {
                let mut next = self.clone();
                let (old, new) = (self.plan.clone(), next.new_id());
                next.plan = new.clone();
                for changes in [&mut next.past, &mut next.future] {
                    let changes = Rc::make_mut(changes).iter_mut().filter(|change| change.plan == old);
                    changes.for_each(|change| change.plan = new.clone());
                }
                next.told(Notice::Shelf(true, "Both plans are kept"))
            }
            "continue" => self.continued(),
            "undo" => self.travelled(true),
            "redo" => self.travelled(false),
            // The button that had the keyboard is gone: it goes to the page's heading.
            "dismiss" => Self { notice: None, go_to: None, turns: self.turns + 1, ..self.clone() },
            _ => self.clone(),
        }
    }

    pub(super) fn told(&self, notice: Notice) -> Self {
        Self { notice: Some(notice), notices: self.notices + 1, ..self.clone() }
    }

    fn continued(&self) -> Self {
        let mut next = self.clone();
        // Who names a scenario at a meeting does not mean to leave.
        if self.page == Page::WhatIf {
            return next;
        }
        if !next.checked.contains(&self.page) {
            next.checked.push(self.page);
        }
        if !next.problems().is_empty() {
            next.checks += 1;
            return next;
        }
        match self.page.next() {
            // The report has no such button: Enter in one of its boxes leaves it in view.
            Some(page) if self.page != Page::Report => next.gone_to(page),
            _ => next,
        }
    }

    pub(super) fn gone_to(&self, page: Page) -> Self {
        let is_inside = self.making.as_ref().is_some_and(|making| !making.at.is_empty());
        if page == self.page && !is_inside {
            return self.clone();
        }
        Self { notice: None, ..self.at_a_step().turned_to(page) }
    }

    /// Puts a text or a choice in its field.
    pub(super) fn set(&self, draft: &mut Draft, field: &Field, text: &str) {
        let scheme = &self.own.id;
        match field {
            Field::Answer(question) => draft.set_answer(scheme, question, text),
            Field::Threshold(key) => draft.change_scheme(scheme, |scheme| {
                if self.own.value_at(key).is_some_and(|own| issue::plain(own.value) == text) {
                    scheme.thresholds.remove(key);
                } else {
                    scheme.thresholds.insert(key.clone(), text.to_owned());
                }
            }),
            Field::Overruled | Field::OverruledReason => draft.change_scheme(scheme, |scheme| {
                let overruled = scheme.overruled.get_or_insert_default();
                if *field == Field::Overruled {
                    overruled.category = (!text.is_empty()).then(|| text.into());
                } else {
                    text.clone_into(&mut overruled.reason);
                }
                scheme.overruled.take_if(|overruled| *overruled == Overruled::default());
            }),
            Field::Framework => draft.framework = Some(FrameworkId::from(text)),
            Field::Phase => {
                draft.phase = Phase::ALL.into_iter().find(|phase| choice(name::phase(*phase)) == text);
            }
            Field::Status => {
                draft.status = Status::ALL.into_iter().find(|status| choice(name::status(*status)) == text);
            }
            Field::Grade => {
                draft.grade = Grade::ALL.into_iter().find(|grade| choice(name::grade(*grade)) == text);
            }
            Field::GradeBefore => {
                let is_chosen = |grade: &Grade| choice(name::grade_before(*grade)) == text;
                draft.grade_before = Grade::ALL.into_iter().find(is_chosen);
            }
            // Its three boxes are typed in one by one.
            // A figure to compare with has no box.
            Field::Inspected | Field::Benchmark(_) => {}
            Field::Cohort(group, year) => draft.set_cohort(*group, *year, text),
            Field::Figure(key) => draft.set_figure(key.clone(), text),
            Field::Target(key, part) => {
                draft.set_target(key, *part, text);
                // The figures page has a box for the value alone: who types there means what they type.
                if *part == Part::Value {
                    draft.set_target(key, Part::Way, "");
                }
            }
            Field::Milestone(milestone) => {
                let is_as_printed = match milestone {
                    MilestoneKey::Printed(date) => number::date(*date) == text,
                    MilestoneKey::Own(..) => text.is_empty(),
                };
                if is_as_printed {
                    draft.dates.remove(milestone);
                } else {
                    draft.dates.insert(*milestone, text.to_owned());
                }
            }
            Field::Actual(key, milestone) => draft.set_actual(key.clone(), *milestone, text),
            Field::Term(key) => draft.set_term(key.clone(), text),
            Field::ScenarioName => draft.change_scenario(|scenario| text.clone_into(&mut scenario.name)),
            Field::CarriesOn => draft.change_scenario(|scenario| scenario.carries_on = text == YES),
            Field::Calendar => text.clone_into(&mut draft.calendar),
            Field::WhatIfName(place) => {
                if let Some(what_if) = draft.what_ifs.get_mut(*place) {
                    text.clone_into(&mut what_if.name);
                }
            }
            Field::Disagreement => text.clone_into(&mut draft.disagreement),
            Field::Area(number) => draft.change_area(*number, |area| text.clone_into(&mut area.words)),
            Field::AreaMeasure(number) => {
                draft.change_area(*number, |area| area.measure = (!text.is_empty()).then(|| text.into()));
            }
        }
    }

    /// The field whose control has this id.
    pub(super) fn field(&self, id: &str) -> Option<Field> {
        if let Some(cell) = cell(&self.sections, id) {
            return Some(cell.field.clone());
        }
        let choices = [Field::Phase, Field::Status, Field::Grade, Field::GradeBefore].into_iter();
        let answers = self.framework.questions.iter().map(|question| Field::Answer(question.id.clone()));
        let rows = self.draft.phase.map(|phase| cohorts(&self.framework, phase, &self.shipped.catalogue));
        let cohorts = rows.into_iter().flatten().flat_map(|row| row.cells);
        let cohorts = cohorts.map(|(group, year, _)| Field::Cohort(group, year));
        let others = rules::fields(&self.own).chain([Field::Overruled, Field::OverruledReason]);
        let issues = self.worked.issues.iter().map(|issue| issue.field.clone());
        let planning = self.planning().into_iter().flat_map(|key| self.planning_fields(&key));
        let targets = self.planned().into_iter().chain(self.plannable());
        let before = targets.map(|key| Field::Target(key, Part::Before));
        let areas = (1..=AREAS).flat_map(|number| [Field::Area(number), Field::AreaMeasure(number)]);
        let planning = planning.chain(before).chain(areas);
        let what_ifs = (0..MOST_WHAT_IFS).map(Field::WhatIfName).chain([Field::Disagreement]);
        let planning = planning.chain(what_ifs);
        let all = choices.chain(answers).chain(cohorts).chain(others).chain(issues).chain(planning);
        all.into_iter().find(|field| field_id(field) == id)
    }

    /// What is needed to put the evaluation into words.
    pub fn words(&self) -> Words<'_> {
        Words { framework: &self.framework, catalogue: &self.shipped.catalogue, plan: &self.worked.plan }
    }

    /// What the next undo would take back.
    pub fn undo_words(&self) -> Option<String> {
        self.past.last().map(|change| change.what.words())
    }

    /// What the next redo would do again.
    pub fn redo_words(&self) -> Option<String> {
        self.future.last().map(|change| change.what.words())
    }

    /// What is wrong with a field, in words; `None` while it is not to be said.
    ///
    /// An impossible percentage is said when the typing pauses. Everything else is said once Continue was pressed on the page.
    pub fn error(&self, field: &Field) -> Option<String> {
        if self.is_half_typed(field) { None } else { self.fault(field) }
    }

    fn is_half_typed(&self, field: &Field) -> bool {
        self.half_typed.as_ref() == Some(field)
    }

    /// Whether something is to be said when the typing pauses.
    pub fn holds_back(&self) -> bool {
        self.half_typed.as_ref().is_some_and(|field| self.fault(field).is_some())
    }

    fn fault(&self, field: &Field) -> Option<String> {
        let no_phase = self.no_phase().filter(|issue| issue.field == *field);
        no_phase.as_ref().or_else(|| self.issues_said().find(|issue| issue.field == *field)).map(issue::words)
    }

    /// Everything that Continue finds wrong with the page in view.
    pub fn problems(&self) -> Vec<Issue> {
        if !self.checked.contains(&self.page) {
            return vec![];
        }
        let on_page = |issue: &&Issue| {
            issue.is_error() && self.is_on_page(&issue.field) && !self.is_half_typed(&issue.field)
        };
        self.no_phase().into_iter().chain(self.worked.issues.iter().filter(on_page).cloned()).collect()
    }

    /// The one answer that the page about the school cannot be left without, once Continue was pressed on it.
    fn no_phase(&self) -> Option<Issue> {
        let is_missing =
            self.page == Page::School && self.draft.phase.is_none() && self.checked.contains(&Page::School);
        is_missing.then_some(Issue { field: Field::Phase, kind: IssueKind::NoPhase })
    }

    fn issues_said(&self) -> impl Iterator<Item = &Issue> {
        let is_checked = self.checked.contains(&self.page);
        self.worked.issues.iter().filter(move |issue| {
            let impossible = matches!(
                issue.kind,
                IssueKind::ImpossiblePercentage { .. }
                    | IssueKind::OtherCohort { .. }
                    | IssueKind::Unreadable { fault: FigureFault::OutOfRange, percent: true, .. }
            );
            // Of a number of the rules or of the report there is no page to continue from.
            impossible
                || matches!(
                    issue.field,
                    Field::Threshold(_) | Field::OverruledReason | Field::Target(_, Part::Before)
                )
                || is_checked && issue.is_error()
        })
    }

    fn is_on_page(&self, field: &Field) -> bool {
        // Targets are typed on two pages; what is wrong with one is put right on the trajectory page.
        page_of(field).map_or(Page::Start, page_asking) == self.page
            || self.page == Page::Start && self.first_boxes().iter().any(|first| first.field == *field)
    }

    /// The boxes of the first answer, beside the phase and the last inspection.
    pub fn first_boxes(&self) -> Vec<FirstBox> {
        let boxes = |phase| first_answer(&self.framework, phase, &self.shipped.catalogue, &self.sections);
        self.draft.phase.map_or_else(Vec::new, boxes)
    }

    /// Whether nothing was typed beyond what the first answer asks for.
    pub fn is_first_answer(&self) -> bool {
        let mut rest = Draft { phase: None, grade: None, ..(*self.draft).clone() };
        for first in self.first_boxes() {
            self.set(&mut rest, &first.field, "");
        }
        rest.is_empty()
    }

    pub(super) fn changed(&self, draft: Draft, what: What) -> Self {
        if draft == *self.draft {
            return self.clone();
        }
        self.followed_by(self.with_draft(Rc::new(draft)), what)
    }

    /// The state after this one, with what can be taken back.
    fn followed_by(&self, mut next: Self, what: What) -> Self {
        // Another plan is kept beside this one. The worked example once, as long as it is as it was.
        if matches!(what, What::New | What::Opened | What::Example | What::Deleted) {
            let example = self.kept.iter().find(|kept| what == What::Example && kept.is_example);
            next.plan = example.map_or_else(|| next.new_id(), |kept| kept.id.clone());
        }
        // Who may see small groups was said of the plan before.
        if next.plan != self.plan {
            next.with_small = false;
            // Who asked for no figures goes on seeing none.
            next.meeting = Meeting { hides: self.meeting.hides, ..Meeting::default() };
        }
        let goes_on =
            matches!(what, What::Field(_)) && self.past.last().is_some_and(|last| last.what == what);
        if !goes_on || !self.future.is_empty() {
            let past = Rc::make_mut(&mut next.past);
            past.push(Change { draft: self.draft.clone(), plan: self.plan.clone(), what });
            if past.len() > MOST_STEPS {
                past.remove(0);
            }
        }
        next.future = Rc::default();
        next
    }

    fn travelled(&self, back: bool) -> Self {
        let mut next = self.clone();
        let (from, to) =
            if back { (&mut next.past, &mut next.future) } else { (&mut next.future, &mut next.past) };
        let Some(Change { draft, plan, what }) = Rc::make_mut(from).pop() else { return next };
        Rc::make_mut(to).push(Change { draft: self.draft.clone(), plan: self.plan.clone(), what });
        next.plan = plan;
        // What was said of the change is no longer so.
        next.notice = None;
        if let Some(pasting) = &mut next.pasting {
            Rc::make_mut(pasting).said.clear();
        }
        next.with_draft(draft)
    }

    pub(super) fn with_draft(&self, draft: Rc<Draft>) -> Self {
        self.worked_out(draft, false)
    }

    /// The same with digits more or less in a figure, of which nothing is made yet.
    fn typed_on(&self, draft: Draft) -> Self {
        let mut next = self.not_copied();
        next.draft = Rc::new(draft);
        next.is_behind = true;
        next
    }

    /// The same with everything made of what was typed.
    pub fn caught_up(&self) -> Self {
        self.with_draft(self.draft.clone())
    }

    /// The same with nothing said of what was copied: it is no longer what there is.
    fn not_copied(&self) -> Self {
        let mut next = self.clone();
        (next.table_copied, next.link, next.link_said) = ("", "".into(), "");
        next
    }

    /// The same with another draft; `is_new` where the national figures are others too.
    fn worked_out(&self, draft: Rc<Draft>, is_new: bool) -> Self {
        let known = self.frameworks.iter().map(|known| &known.framework);
        let own = known.clone().find(|known| Some(&known.id) == draft.framework.as_ref());
        let own = own.or_else(|| known.into_iter().next()).unwrap_or(&self.own).clone();
        let (framework, issues) = match draft.scheme(&own.id) {
            scheme if scheme.thresholds.is_empty() => (own.clone(), vec![]),
            scheme => {
                let (edited, issues) = own.edited(scheme);
                (Rc::new(edited), issues)
            }
        };
        // National figures are put together anew only when they are others: there are hundreds. So is the scheme made ready.
        let ready = self.worked.ready.clone().filter(|_| Rc::ptr_eq(&framework, &self.framework));
        let is_known = !is_new && draft.benchmarks == self.draft.benchmarks;
        let known = is_known.then_some((&self.reference, ready));
        let (worked, reference) = work(&draft, &framework, issues, &self.shipped, known, self.today);
        let worked = Rc::new(worked);
        // The tables are made anew only when other figures are asked for.
        let is_same = draft.phase == self.draft.phase && Rc::ptr_eq(&reference, &self.reference);
        let sections = if is_same && Rc::ptr_eq(&own, &self.own) {
            self.sections.clone()
        } else {
            let made = |phase| sections(&framework, phase, &self.shipped.catalogue, &reference);
            Rc::new(draft.phase.map_or_else(Vec::new, made))
        };
        Self { draft, framework, own, reference, worked, is_behind: false, sections, ..self.not_copied() }
    }

    /// What the planner makes of another plan under the scheme in use.
    pub(super) fn evaluated(&self, plan: &Plan) -> Evaluation {
        let mut ready = self.worked.ready.clone();
        evaluate_keeping(&mut ready, plan, &self.framework, &self.shipped.catalogue, &self.reference)
    }

    pub(super) fn turned_to(&self, page: Page) -> Self {
        let mut next = Self { page, turns: self.turns + 1, go_to: None, pasting: None, ..self.clone() };
        next.meeting.is_large = false;
        next
    }
}

/// Whether it is a number of the school's that is typed digit by digit, and that decides neither what is asked for nor
/// what it is compared with. Not a target or what becomes of it: boxes come and go with them, and would under the hand.
fn is_typed_by_digits(field: &Field) -> bool {
    matches!(field, Field::Figure(_) | Field::Cohort(..))
}

/// The page that asks for it.
pub fn page_asking(asking: Asking) -> Page {
    match asking {
        Asking::School => Page::School,
        Asking::Figures => Page::Figures,
        Asking::Judgements => Page::Judgements,
        Asking::Trajectory => Page::Trajectory,
        Asking::Category => Page::Category,
        Asking::WhatIf => Page::WhatIf,
        Asking::Report => Page::Report,
        Asking::Rules => Page::Rules,
    }
}

/// Works a draft out, with what is known from the draft before: the national figures, and what the scheme was made ready
/// as with them.
fn work(
    draft: &Draft,
    framework: &Framework,
    of_rules: Vec<Issue>,
    shipped: &Shipped,
    known: Option<(&Rc<Reference>, Option<Arc<Ready>>)>,
    today: NaiveDate,
) -> (Worked, Rc<Reference>) {
    let (plan, mut issues) = validate(draft, framework, &shipped.catalogue, today);
    issues.extend(of_rules);
    if draft.framework.as_ref().is_some_and(|id| *id != framework.id) {
        issues.insert(0, Issue { field: Field::Framework, kind: IssueKind::NoFramework });
    }
    let (reference, mut ready) = match known {
        Some((reference, ready)) => (reference.clone(), ready),
        None if plan.benchmarks.is_empty() => (shipped.reference.clone(), None),
        None => (Rc::new(shipped.reference.with(&plan.benchmarks)), None),
    };
    let evaluation = evaluate_keeping(&mut ready, &plan, framework, &shipped.catalogue, &reference);
    let tasks = tasks(&plan, &issues, framework, &shipped.catalogue);
    let words = Words { framework, catalogue: &shipped.catalogue, plan: &plan };
    let headline = headline(&evaluation, words);
    (Worked { plan, issues, evaluation, headline, tasks, ready }, reference)
}

/// The value of a choice in a form: its words without spaces.
pub fn choice(words: &str) -> String {
    words.to_ascii_lowercase().replace([' ', ','], "-")
}

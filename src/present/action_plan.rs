//! The table that goes to the council: last year and this year beside national, what had been aimed for and what is aimed
//! for next, by phase; and three areas for improvement with dated milestones. In the council's own form where it has one.

use chrono::NaiveDate;

use crate::domain::action_plan::{Area, Areas, MILESTONES, SMALL, areas, is_left_out, spread};
use crate::domain::draft::{AREAS, TargetKey};
use crate::domain::figure::Assessment;
use crate::domain::gap::shown_decimals;
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Measure, Unit};
use crate::domain::reference::{Group, Reference};
use crate::domain::target::Way;
use crate::domain::trajectory::{MilestoneStep, Path};
use crate::domain::{AcademicYear, Evaluation};

use super::document::{Part, to_html, to_text};
use super::reason::Words;
use super::table::Table;
use super::trajectory::{asked, assumed, share, title};
use super::{figures, gap, name, number};

/// The action plan's table and areas, ready to be shown and copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPlanView {
    /// What the council calls it, or a name that is no council's.
    pub title: String,
    /// What it is, a sentence or two each.
    pub intro: Vec<String>,
    /// A table for each phase, for attendance and for teaching.
    pub tables: Vec<Table>,
    /// What to know of the figures.
    pub notes: Vec<String>,
    /// How the areas came about.
    pub choice: Vec<String>,
    /// The areas for improvement.
    pub areas: Vec<AreaView>,
    /// Whether anything is left out because few pupils stand behind it.
    pub leaves_out: bool,
    /// Targets that had been set, to be typed: whose, and their name.
    pub before: Vec<(TargetKey, String)>,
    /// The heading of that column.
    pub before_heading: String,
    /// Measures that can be chosen to show an area.
    pub measures: Vec<(MeasureId, String)>,
}

/// An area for improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaView {
    /// Its number, from 1.
    pub number: u8,
    /// What it is.
    pub title: String,
    /// The name of the measure that shows it; empty where none does.
    pub measure: String,
    /// The figures that speak for it, and where its path leads.
    pub sentences: Vec<String>,
    /// Its milestones; no rows where there are none.
    pub milestones: Table,
}

/// What stands where a figure is left out.
const LEFT_OUT: &str = "left out";

/// Measures that the form has rows for also before anything is entered: those of Doncaster's, Appendix 3, its appendix 1.
const ALWAYS: [&str; 4] = ["eyfs.gld", "y1.phonics", "y2.phonics", "attendance.rate"];

/// The action plan of an evaluation, as of `today`; with groups of few pupils only if asked for.
pub fn view(
    evaluation: &Evaluation,
    words: Words<'_>,
    reference: &Reference,
    today: NaiveDate,
    with_small: bool,
) -> ActionPlanView {
    let of = Of { evaluation, words, reference, with_small };
    let keys = of.keys();
    let this = words.framework.latest_results;
    let before_heading = format!("Target set for {this}");
    let tables = of.tables(&keys, &before_heading);
    let areas = areas(words.plan, evaluation, words.framework, words.catalogue, reference, with_small);
    let shown: Vec<AreaView> = areas.areas.iter().map(|area| of.area(area)).collect();
    let has_gap_left_out = !with_small
        && evaluation.gaps.iter().any(|gap| gap.pupils.is_some_and(|pupils| pupils.of.pupils() <= SMALL));
    let all = tables.iter().chain(shown.iter().map(|area| &area.milestones)).flat_map(|table| &table.rows);
    let leaves_out = has_gap_left_out || all.flat_map(|row| &row.cells).any(|cell| cell == LEFT_OUT);
    let form = words.framework.action_plan.as_ref();
    let measure = |id: &MeasureId| (id.clone(), name::measure(id, words.catalogue));
    ActionPlanView {
        title: form
            .map_or_else(|| "Action plan: performance and targets".to_owned(), |form| form.title.clone()),
        intro: of.intro(today),
        notes: of.notes(&keys, leaves_out),
        tables,
        choice: of.choice(&areas),
        areas: shown,
        leaves_out,
        before: keys
            .iter()
            .filter(|key| words.catalogue.get(&key.measure).is_some_and(|measure| measure.exists_in(this)))
            .map(|key| (key.clone(), title(key, words.catalogue)))
            .collect(),
        before_heading,
        measures: areas.measures.iter().map(measure).collect(),
    }
}

struct Of<'a> {
    evaluation: &'a Evaluation,
    words: Words<'a>,
    reference: &'a Reference,
    with_small: bool,
}

impl Of<'_> {
    /// Everything that has a row, in the catalogue's order: what is planned, what has a result of the two years, and what
    /// the form always has.
    fn keys(&self) -> Vec<TargetKey> {
        let Words { framework, catalogue, plan } = self.words;
        let measures = plan.school.phase.and_then(|phase| framework.measures(phase));
        let this = framework.latest_results;
        let mut keys = Vec::new();
        for measure in catalogue.iter() {
            let is_asked = measures.is_some_and(|measures| measures.all.contains(&measure.id));
            let is_headline = measures.is_some_and(|measures| measures.headline.contains(&measure.id));
            for group in Group::ALL {
                let key = TargetKey { measure: measure.id.clone(), group };
                let has_result = |year: Option<AcademicYear>| {
                    let find = |year| plan.figures.find(&measure.id, year, group, Assessment::Result);
                    year.and_then(find).is_some()
                };
                let is_planned = plan.set_before.contains_key(&key)
                    || plan
                        .targets()
                        .iter()
                        .any(|target| target.group == group && target.measure == measure.id);
                let always = group == Group::All && (is_headline || ALWAYS.contains(&measure.id.as_str()));
                if is_planned || is_asked && (always || has_result(Some(this)) || has_result(this.back(1))) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    fn intro(&self, today: NaiveDate) -> Vec<String> {
        let Words { framework, plan, .. } = self.words;
        let school = if plan.school.name.is_empty() { "the school" } else { plan.school.name.as_str() };
        let mut intro = vec![format!("Of {school}, {}.", number::date(today))];
        intro.push(match &framework.action_plan {
            Some(form) => {
                let document = framework.documents.iter().find(|document| document.id == form.clause.document);
                let document = document.map_or_else(String::new, |document| format!(", in “{}”", document.title));
                let place = name::clause(&form.clause);
                format!("The form is {} own. {place}{document}. {}", name::whose(&framework.council), form.clause.note)
            }
            None => format!(
                "The planner holds no form of {} for this. This one is the planner’s: it has the columns of the form that \
                 Doncaster printed in 2015.",
                framework.council
            ),
        });
        intro
    }

    fn tables(&self, keys: &[TargetKey], before: &str) -> Vec<Table> {
        let this = self.words.framework.latest_results;
        let last = this.back(1);
        let of_year = |what: &str, year: Option<AcademicYear>| {
            year.map_or_else(|| what.to_owned(), |year| format!("{what} {year}"))
        };
        let headings = [
            of_year("School", last),
            of_year("National", last),
            before.to_owned(),
            of_year("School", Some(this)),
            of_year("National", Some(this)),
            "Next target".to_owned(),
        ];
        let mut columns = vec![("Measure", false)];
        columns.extend(headings.iter().map(|heading| (heading.as_str(), true)));
        let mut tables: Vec<Table> = Vec::new();
        for key in keys {
            let Some(measure) = self.words.catalogue.get(&key.measure) else { continue };
            let stage = figures::stage(&measure.key_stage);
            if tables.last().is_none_or(|table| table.caption != stage) {
                tables.push(Table::new(stage, &columns));
            }
            let Some(table) = tables.last_mut() else { continue };
            let mut cells = Vec::new();
            for year in [last, Some(this)] {
                if year == Some(this) {
                    cells.push(self.before(key, measure));
                }
                match year.filter(|year| measure.exists_in(*year)) {
                    Some(year) => {
                        cells.extend([self.school(key, measure, year), self.national(key, measure, year)])
                    }
                    None => cells.extend(["no results", "no results"].map(str::to_owned)),
                }
            }
            cells.push(self.next(key, measure));
            table.push(title(key, self.words.catalogue), cells);
        }
        tables.push(teaching());
        tables
    }

    fn is_left_out(&self, key: &TargetKey, year: AcademicYear) -> bool {
        let Words { catalogue, plan, .. } = self.words;
        !self.with_small && is_left_out(plan, catalogue, &key.measure, key.group, year)
    }

    fn school(&self, key: &TargetKey, measure: &Measure, year: AcademicYear) -> String {
        match self.words.plan.figures.find(&key.measure, year, key.group, Assessment::Result) {
            None => "not entered".to_owned(),
            Some(_) if self.is_left_out(key, year) => LEFT_OUT.to_owned(),
            Some(figure) => number::level(figure.level(), shown_decimals(figure, measure), measure.unit),
        }
    }

    fn national(&self, key: &TargetKey, measure: &Measure, year: AcademicYear) -> String {
        let phase = self.words.plan.school.phase;
        match self.reference.national(&key.measure, year, key.group, phase) {
            None => "none held".to_owned(),
            Some(national) => {
                let level = number::level(national.value, national.decimals, measure.unit);
                // What is held for a count is a rate (`data/measures.csv`).
                if measure.unit == Unit::Count { format!("{level} per 100 pupils") } else { level }
            }
        }
    }

    fn before(&self, key: &TargetKey, measure: &Measure) -> String {
        let this = self.words.framework.latest_results;
        match self.words.plan.set_before.get(key) {
            _ if !measure.exists_in(this) => "no results".to_owned(),
            None => "not entered".to_owned(),
            Some(_) if self.is_left_out(key, this) => LEFT_OUT.to_owned(),
            Some((level, decimals)) => number::level(*level, *decimals, measure.unit),
        }
    }

    /// `73%, 169 of 231, by 2015/16`.
    fn next(&self, key: &TargetKey, measure: &Measure) -> String {
        let trajectory = self.evaluation.trajectories().iter().find(|path| path.key() == *key);
        let from = trajectory.map_or(self.words.framework.latest_results, |trajectory| trajectory.from_year);
        let of = self.words.plan.targets().iter();
        let mut of = of.filter(|target| target.group == key.group && target.measure == key.measure);
        match (of.next(), trajectory) {
            (None, _) => "none set".to_owned(),
            (Some(_), _) if self.is_left_out(key, from) => LEFT_OUT.to_owned(),
            (Some(_), Some(trajectory)) => match &trajectory.to_target {
                Some(path) if self.is_of_few(path) => LEFT_OUT.to_owned(),
                Some(path) => format!("{}{}", asked(path, measure), scale(path)),
                None => "cannot be reached".to_owned(),
            },
            (Some(target), None) => match target.way {
                Way::At { level, decimals } => {
                    format!("{} by {}", number::level(level, decimals, measure.unit), target.year)
                }
                _ => "not known without a result".to_owned(),
            },
        }
    }

    fn is_of_few(&self, path: &Path) -> bool {
        let pupils = path.years.iter().filter_map(|step| step.pupils);
        !self.with_small && pupils.into_iter().any(|pupils| pupils.of.pupils() <= SMALL)
    }

    fn notes(&self, keys: &[TargetKey], leaves_out: bool) -> Vec<String> {
        let Words { framework, catalogue, plan } = self.words;
        let mut notes = Vec::new();
        let this = framework.latest_results;
        let is_across = |key: &&TargetKey| {
            let find = |year| plan.figures.find(&key.measure, year, key.group, Assessment::Result);
            this.back(1).is_some_and(|last| {
                let is_one = |measure: &Measure| measure.same_series(last, this);
                find(last).is_some()
                    && find(this).is_some()
                    && !catalogue.get(&key.measure).is_some_and(is_one)
            })
        };
        let across: Vec<String> = keys.iter().filter(is_across).map(|key| title(key, catalogue)).collect();
        if !across.is_empty() {
            notes.push(format!(
                "The two years are not to be compared in {}: the tests or their scale changed in between.",
                name::list(&across, "and")
            ));
        }
        let paths = self.evaluation.trajectories().iter().filter_map(|of| of.to_target.as_ref());
        if paths.clone().any(|path| path.across_change) {
            notes.push(
                "“Other tests” stands where the tests change before the target: it is not to be compared with the results \
                 beside it."
                    .to_owned(),
            );
        }
        if paths.into_iter().any(|path| !path.across_change && path.measure_ends.is_some()) {
            notes.push(
                "“Old scale” stands where no such results exist any more in the target’s year: it is a yardstick.".to_owned(),
            );
        }
        if self.with_small {
            notes.push(format!(
                "Groups of {SMALL} or fewer pupils are in, as you asked: pass this on only to those who may see them."
            ));
        } else if leaves_out {
            notes.push(format!(
                "“Left out” stands for figures of {SMALL} or fewer pupils, for those from which such figures could be worked \
                 out, and for groups of pupils whose size is not known: to have these in, enter their results as pupils, \
                 such as 6 of 14. No area for improvement rests on {SMALL} or fewer pupils."
            ));
        }
        notes
    }

    fn choice(&self, areas: &Areas) -> Vec<String> {
        let catalogue = self.words.catalogue;
        let mut choice = vec![
            "The planner proposes the measures in which most pupils are short of national, one for each subject. Those with \
             a target go first; of as many pupils, the larger gap in points. It is a proposal by the planner’s own rule: what the areas are is \
             for the school and the council to say."
                .to_owned(),
        ];
        let shown = areas.areas.iter().filter(|area| area.gap.is_some()).count();
        if areas.measures.is_empty() {
            choice.push(format!(
                "Nothing can be proposed yet: it needs a result of {}, the size of its year group, and a national figure.",
                self.words.framework.latest_results
            ));
        } else if shown == 0 {
            choice.push("Nothing is proposed: no measure with a known cohort is below national.".to_owned());
        } else if shown < usize::from(AREAS) {
            choice.push(
                "Fewer than three are proposed: in no other subject with a known cohort are results below national."
                    .to_owned(),
            );
        }
        if !areas.tied.is_empty() {
            let tied: Vec<String> =
                areas.tied.iter().map(|id| name::measure_in_sentence(id, catalogue)).collect();
            choice.push(format!(
                "As many pupils are short in {} as in the last one proposed; its gap in points is larger, or it stands \
                 first in the planner’s list.",
                name::list(&tied, "and")
            ));
        }
        choice
    }

    fn area(&self, area: &Area) -> AreaView {
        let measure = area.gap.as_ref().and_then(|gap| self.words.catalogue.get(&gap.measure));
        let label = measure.map_or("", |measure| measure.label.as_str());
        let mut sentences = Vec::new();
        if let (Some(gap), Some(measure)) = (&area.gap, measure) {
            let by = if area.is_proposed { "proposed by the planner" } else { "chosen by you" };
            sentences.push(if area.words.is_empty() {
                format!("{}.", name::upper_first(by))
            } else {
                format!("In your words; the measure that shows it, {label}, is {by}.")
            });
            sentences.extend(gap::sentences(gap, measure));
        } else {
            sentences.push(
                "In your words. No figure stands behind it: its milestones are for the school to set."
                    .to_owned(),
            );
        }
        let mut milestones = Table::new(
            format!("Milestones of area {}", area.number),
            &[("Milestone", false), ("Date", false), ("On track", true), ("Pupils on track", true)],
        );
        if let (Some(path), Some(measure)) = (area.path(), measure) {
            let is_own = area.trajectory.as_ref().is_some_and(|of| of.to_target.is_some());
            sentences.push(self.leads_to(path, measure, is_own));
            let dates: Vec<NaiveDate> = path.milestones.iter().map(|step| step.date).collect();
            let places = spread(path.milestone_year, &dates);
            for (place, step) in places.iter().filter_map(|place| path.milestones.get(*place)).enumerate() {
                milestones.push(format!("Milestone {}", place + 1), self.milestone(step, measure));
            }
            if places.len() < MILESTONES {
                sentences.push(format!(
                    "The calendar of {} has fewer than five dates: more can be added beside the path to a target.",
                    path.milestone_year
                ));
            }
        } else if measure.is_some() {
            sentences.push(
                "No national figure and no target leads on from here, so there are no milestones.".to_owned(),
            );
        }
        AreaView {
            number: area.number,
            title: if area.words.is_empty() { label.to_owned() } else { area.words.clone() },
            measure: label.to_owned(),
            sentences,
            milestones,
        }
    }

    fn leads_to(&self, path: &Path, measure: &Measure, is_own: bool) -> String {
        let whose = if is_own { "your target" } else { "the national figure" };
        let pupils = path.years.last().and_then(|step| step.pupils);
        let goal = if self.is_of_few(path) {
            format!("{} by {}", number::level(path.goal, path.decimals, measure.unit), path.year)
        } else {
            format!("{}{}", asked(path, measure), pupils.map_or("", assumed))
        };
        let scale = match (path.across_change, path.measure_ends) {
            (true, _) => " The tests change before it: the milestones are a line between two scales.",
            (false, Some(_)) => {
                " No such results exist any more then: the milestones are a yardstick on the old scale."
            }
            (false, None) => "",
        };
        format!("The milestones lead to {whose}: {goal}.{scale}")
    }

    fn milestone(&self, step: &MilestoneStep, measure: &Measure) -> Vec<String> {
        let mut cells = vec![number::date(step.date)];
        cells.extend(match step.pupils {
            Some(pupils) if pupils.of.pupils() <= SMALL && !self.with_small => {
                [LEFT_OUT, LEFT_OUT].map(str::to_owned)
            }
            pupils => [
                number::level(step.ideal, 1, measure.unit),
                pupils.map_or_else(|| "not known".to_owned(), share),
            ],
        });
        cells
    }
}

/// On which scale a target is, where that is not the one of today's results.
pub(super) fn scale(path: &Path) -> &'static str {
    match (path.across_change, path.measure_ends) {
        (true, _) => " (other tests)",
        (false, Some(_)) => " (old scale)",
        (false, None) => "",
    }
}

/// The planner holds nothing of lessons, so that block stands empty, with the rows and columns of Doncaster's form.
fn teaching() -> Table {
    let mut table = Table::new(
        "Quality of teaching: for the school to fill in",
        &[("Teaching judged", false), ("Actual (date)", true)],
    );
    for _ in 0..5 {
        table.columns.push(super::table::Column::number("Target (date)"));
    }
    for judged in ["Requires improvement or better", "Good or better", "Outstanding"] {
        table.push(format!("{judged}, %"), vec![String::new(); 6]);
    }
    table
}

impl ActionPlanView {
    /// Every part in order; the heading above the areas is of this level.
    pub fn parts(&self, level: u8) -> Vec<Part> {
        let mut parts: Vec<Part> = self.intro.iter().cloned().map(Part::Text).collect();
        parts.extend(self.tables.iter().cloned().map(Part::Table));
        parts.extend(self.notes.iter().cloned().map(Part::Note));
        parts.push(Part::Heading(level, "Areas for improvement".to_owned()));
        parts.extend(self.choice.iter().cloned().map(Part::Text));
        for area in &self.areas {
            parts.push(Part::Heading(3, area.heading()));
            parts.push(Part::Text(area.sentences.join(" ")));
            parts.push(Part::Table(area.milestones.clone()));
        }
        parts
    }

    /// All of it as HTML, for a document or an e-mail.
    pub fn to_html(&self) -> String {
        to_html(&self.title, &self.parts(2))
    }

    /// All of it as text, tables with tabs, for a spreadsheet.
    pub fn to_text(&self) -> String {
        to_text(&self.title, &self.parts(2))
    }
}

impl AreaView {
    /// `Area for improvement 1: …`.
    pub fn heading(&self) -> String {
        format!("Area for improvement {}: {}", self.number, self.title)
    }
}

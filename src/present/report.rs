//! The report: one page for governors, the full report, and the council's action plan; each one list of parts, so that
//! what is shown, printed, copied and saved is the same.

use chrono::NaiveDate;

use crate::domain::action_plan::{SMALL, areas, is_left_out};
use crate::domain::figure::Assessment;
use crate::domain::gap::{Gap, is_worse, shown_decimals};
use crate::domain::measure::Unit;
use crate::domain::reference::{Group, Reference};
use crate::domain::small::without_small;
use crate::domain::trajectory::{Path, Trajectory};
use crate::domain::{AcademicYear, Draft, Evaluation, Measure};

use super::action_plan::scale;
use super::category::{self, CAVEAT, category_title, headline};
use super::document::{self, Part};
use super::explanation::{NATIONAL_FIGURES, Section, explain};
use super::questions::questions;
use super::reason::{Words, number_word};
use super::table::{Column, Table};
use super::trajectory::share;
use super::{action_plan, gap, import, name, number, rules, trajectory};

/// What is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One page for governors.
    #[default]
    Summary,
    /// Everything.
    Full,
    /// The table that goes to the council.
    ActionPlan,
}

impl Kind {
    /// Every kind, with what it is known by, also in the names of files.
    pub const ALL: [(&'static str, Self); 3] = [
        ("summary-for-governors", Self::Summary),
        ("full-report", Self::Full),
        ("action-plan", Self::ActionPlan),
    ];

    /// What it is known by.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    /// What was worked out.
    pub evaluation: &'a Evaluation,
    /// The scheme with the numbers that the plan changes, the measures and the plan.
    pub words: Words<'a>,
    /// What was typed.
    pub draft: &'a Draft,
    /// The national figures.
    pub reference: &'a Reference,
    /// The day on which it is made.
    pub today: NaiveDate,
    /// Whether groups of few pupils are in.
    pub with_small: bool,
}

/// A report, ready to be shown, printed, copied and saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is.
    pub title: String,
    /// The school's name; may be empty.
    pub school: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Whether anything is left out because few pupils stand behind it.
    pub leaves_out: bool,
}

impl Report {
    fn heading(&self) -> String {
        if self.school.is_empty() { self.title.clone() } else { format!("{}: {}", self.title, self.school) }
    }

    /// The report as HTML, for a document or an e-mail.
    pub fn to_html(&self) -> String {
        document::to_html(&self.heading(), &self.parts)
    }

    /// The report as text, tables with tabs.
    pub fn to_text(&self) -> String {
        document::to_text(&self.heading(), &self.parts)
    }
}

/// The data's licence.
const LICENCE: &str = "Contains public sector information licensed under the Open Government Licence v3.0.";

/// The most reasons, rows of the gap table, paths, years and questions that the summary has room for.
const MOST_REASONS: usize = 5;
const MOST_GAPS: usize = 6;
const MOST_PATHS: usize = 3;
const MOST_YEARS: usize = 4;
const MOST_QUESTIONS: usize = 5;

/// Makes a report.
pub fn report(kind: Kind, of: Of<'_>) -> Report {
    let plan = of.words.plan;
    let school = plan.school.name.clone();
    if kind == Kind::ActionPlan {
        let view = of.action_plan();
        let mut writing = Writing { of, whole: of, parts: Vec::new(), leaves_out: view.leaves_out };
        writing.outcome();
        writing.parts.extend(view.parts(2));
        writing.note(import::not_the_planners(plan));
        let (title, parts) = (view.title.clone(), writing.parts);
        return Report { title, school, parts, leaves_out: view.leaves_out };
    }
    let (shown, any) = if of.with_small {
        (of.evaluation.clone(), false)
    } else {
        without_small(of.evaluation, plan, of.words.catalogue)
    };
    let mut writing =
        Writing { of: Of { evaluation: &shown, ..of }, whole: of, parts: Vec::new(), leaves_out: any };
    let title = if kind == Kind::Full {
        writing.full();
        "Full report"
    } else {
        writing.summary();
        "Summary for governors"
    };
    Report { title: title.to_owned(), school, leaves_out: writing.leaves_out, parts: writing.parts }
}

impl Of<'_> {
    fn action_plan(&self) -> action_plan::ActionPlanView {
        action_plan::view(self.evaluation, self.words, self.reference, self.today, self.with_small)
    }
}

struct Writing<'a> {
    /// What is shown, without small groups.
    of: Of<'a>,
    /// The whole, for what leaves small groups out by itself.
    whole: Of<'a>,
    parts: Vec<Part>,
    leaves_out: bool,
}

impl Writing<'_> {
    fn heading(&mut self, words: &str) {
        self.parts.push(Part::Heading(2, words.to_owned()));
    }

    fn text(&mut self, words: impl Into<String>) {
        self.parts.push(Part::Text(words.into()));
    }

    fn note(&mut self, words: impl Into<String>) {
        let words = words.into();
        if !words.is_empty() {
            self.parts.push(Part::Note(words));
        }
    }

    fn summary(&mut self) {
        self.outcome();
        self.why(MOST_REASONS);
        self.priorities();
        let view = self.gaps();
        let all = view.table.rows.len();
        self.heading("Gap to national");
        let mut table = view.table;
        table.rows.truncate(MOST_GAPS);
        table.columns.truncate(5);
        table.rows.iter_mut().for_each(|row| row.cells.truncate(4));
        self.table_or_nothing(table);
        if all > MOST_GAPS {
            self.note(format!("The first {MOST_GAPS} of {all} measures: headline measures, then those with most pupils short of national. The full report has them all."));
        }
        self.note(import::not_the_planners(self.of.words.plan));
        self.paths_in_short();
        self.questions(MOST_QUESTIONS);
        self.end();
    }

    fn full(&mut self) {
        self.outcome();
        self.why(usize::MAX);
        self.priorities();
        let view = self.gaps();
        self.heading("Gap to national");
        self.table_or_nothing(view.table);
        let years = self.over_the_years();
        for table in [view.authority, years, view.changes, view.cross_checks] {
            self.parts.push(Part::Table(table));
        }
        self.note(view.method);
        self.paths();
        self.questions(usize::MAX);
        let (evaluation, words, today) = (self.of.evaluation, self.of.words, self.of.today);
        self.heading("How the category is worked out");
        for Section { heading, mut lines } in explain(evaluation, words, today).sections.into_iter().skip(2) {
            // They have a table of their own.
            let nationals = lines.iter().position(|line| line.text == NATIONAL_FIGURES);
            lines.truncate(nationals.unwrap_or(lines.len()));
            self.parts.push(Part::Heading(3, heading));
            self.parts.push(Part::Outline(lines));
        }
        self.heading("Assumptions changed for this plan");
        let changed = rules::changed_numbers(words.framework, words.catalogue);
        if changed.rows.is_empty() {
            self.text("No number of the rules is changed.");
        }
        self.parts.push(Part::Table(changed));
        self.heading("Sources of the national figures");
        self.note(import::not_the_planners(self.of.words.plan));
        self.parts.push(Part::Table(view.sources));
        let origins = import::origins(self.of.draft);
        if !origins.is_empty() {
            self.heading("Figures of the school that came from files");
            self.text("The others were typed.");
            self.parts.push(Part::Bullets(origins));
        }
        self.text(LICENCE);
        let action_plan = self.whole.action_plan();
        self.leaves_out |= action_plan.leaves_out;
        self.heading(&action_plan.title);
        self.parts.extend(action_plan.parts(3));
        self.disagreement();
        self.heading("Sign-off");
        let mut table = Table::new(
            "Read and agreed",
            &[("Who", false), ("Name", false), ("Signature", false), ("Date", false)],
        );
        for who in ["Headteacher", "Chair of governors", "The council’s adviser"] {
            table.push(who, vec![String::new(); 3]);
        }
        self.parts.push(Part::Table(table));
        self.about();
        self.end();
    }

    /// What it is about, and the category with what is to be known of it.
    fn outcome(&mut self) {
        let Of { evaluation, words, today, .. } = self.of;
        let (framework, school) = (words.framework, &words.plan.school);
        let mut of =
            if school.name.is_empty() { "The school is not named. ".to_owned() } else { String::new() };
        if let Some(phase) = school.phase {
            of += &format!("{} school. ", name::phase(phase));
        }
        self.text(format!(
            "{of}{}, {}, {}, on results of {}. Made on {}.",
            framework.council,
            framework.title,
            framework.year,
            framework.latest_results,
            number::date(today)
        ));
        let remark = match evaluation.nearest.is_stable {
            Some(false) => "One pupil would change it",
            _ => "",
        };
        self.parts.push(Part::Outcome(headline(evaluation, words), remark));
        self.note(CAVEAT);
        for words in [category::overruled(words), rules::changed(framework)].into_iter().flatten() {
            self.text(words);
        }
    }

    fn why(&mut self, most: usize) {
        let Of { evaluation, words, .. } = self.of;
        let others = category::others(evaluation, words);
        let giving = category::giving(evaluation, words);
        let mut reasons = category::because(evaluation, &giving, words);
        let open = category::open(evaluation, words);
        if !open.is_empty() {
            let together = if open.len() == 1 { "" } else { ", taken together" };
            let left = open.len().saturating_sub(most);
            let mut open: Vec<String> =
                open.into_iter().take(most).map(|open| name::lower_first(&open.text)).collect();
            if left > 0 {
                open.push(format!("and {left} more"));
            }
            let open = open.join("; ");
            // A question that is quoted has its own mark at the end.
            let end = if open.ends_with('\u{201d}') { "" } else { "." };
            let mut words = format!("What would settle it{together}: {open}{end}");
            match others.as_slice() {
                [] => {}
                [first, _, ..] if most < usize::MAX => words.push_str(&format!(
                    " Other things could settle it too, such as {first}: the full report names them all."
                )),
                others => words.push_str(&format!(" {}", category::others_say(others))),
            }
            self.text(words);
        }
        if reasons.is_empty() {
            return;
        }
        self.heading(if evaluation.category().is_some() { "Why" } else { "Why it is not decided" });
        let left = reasons.len().saturating_sub(most);
        reasons.truncate(most);
        self.parts.push(Part::Bullets(reasons));
        if let Some(words) = category::why_not_worse(evaluation, &giving, words) {
            self.text(words);
        }
        if left > 0 {
            let more = if left == 1 { "one more reason" } else { &format!("{left} more reasons") };
            self.note(format!("The full report has {more}."));
        }
    }

    /// The areas for improvement, in pupils: the same as the action plan's.
    fn areas(&self) -> Vec<crate::domain::action_plan::Area> {
        let Of { evaluation, words, reference, with_small, .. } = self.of;
        areas(words.plan, evaluation, words.framework, words.catalogue, reference, with_small).areas
    }

    fn priorities(&mut self) {
        self.heading("Priorities, by pupils");
        let areas = self.areas();
        let mut items = Vec::new();
        let mut by_the_school = false;
        for area in &areas {
            by_the_school |= !area.is_proposed || !area.words.is_empty();
            let measure = area.gap.as_ref().and_then(|gap| self.of.words.catalogue.get(&gap.measure));
            items.push(match (&area.gap, measure) {
                (Some(gap), Some(measure)) if area.words.is_empty() => {
                    format!("{}: {}", measure.label, short_of(gap, measure))
                }
                (Some(gap), Some(measure)) => {
                    format!("{}. {}: {}", area.words, measure.label, short_of(gap, measure))
                }
                _ => format!("{}. No figure stands behind it.", area.words),
            });
        }
        if items.is_empty() {
            let year = self.of.words.framework.latest_results;
            let is_known = self.of.evaluation.gaps.iter().any(|gap| gap.to_reach.is_some());
            return self.text(if is_known {
                "No measure with a known cohort is below national.".to_owned()
            } else if self.leaves_out {
                "None can be shown: few pupils stand behind the results.".to_owned()
            } else {
                format!(
                    "Nothing can be named yet: it needs a result of {year}, the size of its year group, and a national \
                     figure."
                )
            });
        }
        self.parts.push(Part::Numbered(items));
        self.note(if by_the_school {
            "Chosen by the school where it said so; otherwise the measures with most pupils short of national, one for each \
             subject, and those with a target first."
        } else {
            "Chosen by the planner: the measures with most pupils short of national, one for each subject, and those with a \
             target first."
        });
    }

    fn gaps(&self) -> gap::GapView {
        let Words { framework, catalogue, plan } = self.of.words;
        gap::view(self.of.evaluation, plan, framework, catalogue, self.of.reference)
    }

    fn table_or_nothing(&mut self, table: Table) {
        if table.rows.is_empty() {
            let year = self.of.words.framework.latest_results;
            return self.text(if self.leaves_out {
                format!("No results of {year} can be shown.")
            } else {
                format!("No results of {year} are entered yet.")
            });
        }
        self.parts.push(Part::Table(table));
    }

    /// Every result of the scheme’s years, with its gap to national; no rows where it would say no more than the gaps of
    /// the latest year do.
    fn over_the_years(&mut self) -> Table {
        let Words { framework, catalogue, plan } = self.of.words;
        let latest = framework.latest_results;
        let has = |measure: &Measure, group, year| {
            plan.figures.find(&measure.id, year, group, Assessment::Result).is_some()
        };
        let any = |year| catalogue.iter().any(|of| Group::ALL.into_iter().any(|group| has(of, group, year)));
        // A year of which nothing is known has no column.
        let years = [2, 1, 0].into_iter().filter_map(|back| latest.back(back)).filter(|year| any(*year));
        let years: Vec<AcademicYear> = years.collect();
        let mut table = Table::new(
            "Results over the years, with the gap to the national figure of the same pupils in points",
            &[("Measure", false)],
        );
        table.columns.extend(years.iter().map(|year| Column::number(year.to_string())));
        let mut says_more = years.iter().any(|year| *year != latest);
        for measure in catalogue.iter() {
            for group in Group::ALL {
                if years.iter().any(|year| has(measure, group, *year)) {
                    says_more |= group != Group::All;
                    let cells = years.iter().map(|year| self.result(measure, group, *year)).collect();
                    table.push(format!("{}{}", measure.label, name::of_group(group)), cells);
                }
            }
        }
        if !says_more {
            table.rows.clear();
        }
        table
    }

    /// `62.3% (−17.7)`.
    fn result(&mut self, measure: &Measure, group: Group, year: AcademicYear) -> String {
        let Of { words: Words { catalogue, plan, .. }, reference, with_small, .. } = self.of;
        let Some(figure) = plan.figures.find(&measure.id, year, group, Assessment::Result) else {
            return if measure.exists_in(year) { "not entered" } else { "no results" }.to_owned();
        };
        if !with_small && is_left_out(plan, catalogue, &measure.id, group, year) {
            self.leaves_out = true;
            return "left out".to_owned();
        }
        let decimals = shown_decimals(figure, measure);
        let level = number::level(figure.level(), decimals, measure.unit);
        match reference.national(&measure.id, year, group, plan.school.phase) {
            Some(national) if measure.unit != Unit::Count => {
                let gap = number::signed(figure.level() - national.value, decimals.max(national.decimals));
                format!("{level} ({gap})")
            }
            _ => level,
        }
    }

    /// The paths that the summary shows: those to targets first.
    fn paths_in_short(&mut self) {
        let Of { evaluation, words, draft, .. } = self.of;
        let Words { framework, catalogue, plan } = words;
        self.heading("The path");
        let path_of = |of: &Trajectory| of.to_target.clone().or_else(|| of.to_national.clone());
        let all = evaluation.trajectories();
        let with_target = all.iter().filter(|of| of.to_target.is_some());
        let others = all.iter().filter(|of| of.to_target.is_none());
        let mut shown: Vec<(&Trajectory, &Measure, Path)> = Vec::new();
        for of in with_target.chain(others) {
            if let (Some(measure), Some(path)) = (catalogue.get(&of.measure), path_of(of)) {
                shown.push((of, measure, path));
            }
        }
        let left = if shown.len() > MOST_PATHS { shown.split_off(MOST_PATHS) } else { vec![] };
        let Some((first, measure, _)) = shown.first() else { return self.no_path() };
        let view = trajectory::view(first, measure, plan, draft, framework);
        if let Some(path) = view.to_target.or(view.to_national) {
            let title = trajectory::title(&first.key(), catalogue);
            let mut words = format!("{title}. {}. {}", path.title, path.sentences.join(" "));
            if path_of(first).is_some_and(|path| path.across_change) {
                words.push_str(" The tests change in between: the two are on different scales.");
            }
            self.text(words);
        }
        let mut years: Vec<AcademicYear> = Vec::new();
        for step in shown.iter().flat_map(|(_, _, path)| &path.years) {
            if !years.contains(&step.year) {
                years.push(step.year);
            }
        }
        years.sort_unstable();
        // The next years, and the last.
        if years.len() > MOST_YEARS {
            let last = years[years.len() - 1];
            years.truncate(MOST_YEARS - 1);
            years.push(last);
        }
        let from_year = first.from_year;
        let is_one_year = shown.iter().all(|(of, ..)| of.from_year == from_year);
        let latest = if is_one_year { format!("Result of {from_year}") } else { "Latest result".to_owned() };
        let mut table = Table::new("Year by year", &[("Measure", false), (&latest, true)]);
        table.columns.extend(years.iter().map(|year| Column::number(year.to_string())));
        for (of, measure, path) in &shown {
            let decimals = of.decimals.max(1);
            let from = number::level(of.from, of.decimals, measure.unit);
            let mut cells = vec![if is_one_year { from } else { format!("{from}, {}", of.from_year) }];
            for year in &years {
                let step = path.years.iter().find(|step| step.year == *year);
                cells.push(step.map_or_else(
                    || "\u{2013}".to_owned(),
                    |step| {
                        let pupils =
                            step.pupils.map_or_else(String::new, |pupils| format!(", {}", share(pupils)));
                        let scale = if *year == path.year { scale(path) } else { "" };
                        format!("{}{pupils}{scale}", number::level(step.ideal, decimals, measure.unit))
                    },
                ));
            }
            let to = if of.to_target.is_some() { "to the target" } else { "to national" };
            table.push(format!("{}, {to}", trajectory::title(&of.key(), catalogue)), cells);
        }
        self.parts.push(Part::Table(table));
        let is_rounded = shown
            .iter()
            .any(|(of, measure, _)| of.to_target.is_none() && trajectory::rounded(of, measure).is_some());
        if is_rounded && first.to_target.is_some() {
            self.note(trajectory::ROUNDED);
        }
        let (targets, others): (Vec<_>, Vec<_>) = left.iter().partition(|(of, ..)| of.to_target.is_some());
        let met = |(of, measure, path): &&&(&Trajectory, &Measure, Path)| {
            !path.across_change && !is_worse(measure, of.from, path.goal)
        };
        let met = targets.iter().filter(met).count();
        let mut more = Vec::new();
        if !targets.is_empty() {
            let all = several(targets.len(), "target");
            let met = match met {
                0 => " (not met yet)".to_owned(),
                met if met == targets.len() => " (met by the latest results)".to_owned(),
                met => format!(" (of which the latest results meet {})", number_word(met)),
            };
            more.push(format!("{all}{met}"));
        }
        if !others.is_empty() {
            more.push(several(others.len(), "path") + " to national");
        }
        let refused = all.iter().filter(|of| of.no_target.is_some()).count();
        if refused > 0 {
            let s = if refused == 1 { "" } else { "s" };
            more.push(format!("why {} target{s} cannot be worked out", number_word(refused)));
        }
        if !more.is_empty() {
            self.note(format!("Not shown here, but in the full report: {}.", name::list(&more, "and")));
        }
    }

    fn no_path(&mut self) {
        self.text(if self.leaves_out {
            "None can be shown: few pupils stand behind the results."
        } else {
            "There is no path yet: it begins at a result, and leads to a target or to national."
        });
    }

    fn paths(&mut self) {
        let Of { evaluation, words, draft, .. } = self.of;
        let Words { framework, catalogue, plan } = words;
        self.heading("Targets and paths");
        if plan.scenarios.len() > 1 {
            self.parts.push(Part::Table(trajectory::overview(evaluation, plan, catalogue)));
            self.text(format!("The paths are those of “{}”.", trajectory::scenario_name(plan, plan.in_view)));
        }
        for conflict in evaluation.paths.get(evaluation.in_view).iter().flat_map(|paths| &paths.conflicts) {
            self.text(trajectory::conflict(conflict, catalogue));
        }
        if evaluation.trajectories().is_empty() {
            self.no_path();
        }
        for of in evaluation.trajectories() {
            let Some(measure) = catalogue.get(&of.measure) else { continue };
            let view = trajectory::view(of, measure, plan, draft, framework);
            self.parts.push(Part::Heading(3, trajectory::title(&of.key(), catalogue)));
            self.text(trajectory::start(of, measure));
            self.parts.extend(view.refused.map(Part::Text));
            let mut is_first = true;
            for path in [view.to_target, view.to_national].into_iter().flatten() {
                self.text(format!("{}. {}", path.title, path.sentences.join(" ")));
                for words in path.cautions {
                    self.text(words);
                }
                // Beside a target of its own, where the path to national leads is enough.
                if !std::mem::take(&mut is_first) {
                    break;
                }
                self.parts.push(Part::Table(path.years.printed(draft)));
                self.parts.push(Part::Table(path.milestones.printed(draft)));
                if !path.calendar_note.is_empty() {
                    self.note(path.calendar_note);
                }
            }
            self.parts.extend(view.terms.map(Part::Table));
            self.parts.extend(view.terms_note.map(Part::Text));
        }
    }

    fn questions(&mut self, most: usize) {
        self.heading("Questions to ask");
        let Words { catalogue, plan, .. } = self.of.words;
        let with_small = self.of.with_small;
        let areas = self.areas();
        let priorities: Vec<&Gap> = areas.iter().filter_map(|area| area.gap.as_ref()).collect();
        let may_show = |gap: &Gap, group: Group| {
            with_small || !is_left_out(plan, catalogue, &gap.measure, group, gap.year)
        };
        let asked = questions(self.of.evaluation, self.of.words, &priorities, &may_show);
        if asked.is_empty() {
            return self.text(
                "Questions come from the rules that fit and from the figures: there will be some once the school’s phase and a \
                 result are entered.",
            );
        }
        self.parts.push(Part::Numbered(asked.iter().take(most).map(|question| question.said()).collect()));
    }

    /// What the school holds against the category, beside what was worked out.
    fn disagreement(&mut self) {
        let Of { evaluation, words, draft, .. } = self.of;
        self.heading("Record of disagreement");
        let mut table =
            Table::new("The category", &[("Whose", false), ("Category", false), ("Reason", false)]);
        table.push(
            "Worked out by the planner",
            vec![headline(evaluation, words).short(), "As above".to_owned()],
        );
        let held = words.plan.overruled.as_ref();
        let held = held.and_then(|(id, reason)| Some((words.framework.category(id)?, reason)));
        let cells = held.map_or_else(
            || vec!["None is recorded".to_owned(), String::new()],
            |(category, reason)| vec![format!("Category {}", category_title(category)), reason.clone()],
        );
        table.push("Held to be right by the school", cells);
        table.push("Decided by the council", vec![String::new(); 2]);
        self.parts.push(Part::Table(table));
        self.parts.push(Part::Written(draft.disagreement.trim().to_owned()));
    }

    fn about(&mut self) {
        let framework = self.of.words.framework;
        self.heading("About this report");
        self.parts.push(Part::Bullets(vec![
            format!(
                "Rules: {}, {}, {} (framework {}), on the results of {}. {}",
                framework.council,
                framework.title,
                framework.year,
                framework.id,
                framework.latest_results,
                framework.note
            ),
            format!(
                "Made on {} with the attainment planner, version {}. Nothing that was entered has left the device on \
                 which it was made.",
                number::date(self.of.today),
                env!("CARGO_PKG_VERSION")
            ),
            CAVEAT.to_owned(),
            LICENCE.to_owned(),
        ]));
    }

    /// What is left out, at the end.
    fn end(&mut self) {
        if self.of.with_small {
            self.note(format!(
                "Groups of {SMALL} or fewer pupils are in, as you asked: pass this on only to those who may see them."
            ));
        } else if self.leaves_out {
            self.note(format!(
                "Left out: figures of {SMALL} or fewer pupils, those from which such figures could be worked out, and those of \
                 groups whose size is not known."
            ));
        }
    }
}

/// `two more targets`.
fn several(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{} more {what}{s}", number_word(count))
}

/// `41 more of 231 pupils are needed to reach national: 62.3% against 80.0%. The gap is more than chance would explain.`
fn short_of(gap: &Gap, measure: &Measure) -> String {
    let value = number::level(gap.value, gap.decimals, measure.unit);
    let against = gap.national.as_ref().map_or_else(String::new, |national| {
        format!(" against {}", number::level(national.value, national.decimals, measure.unit))
    });
    let pupils = match (gap.to_reach, gap.pupils) {
        (Some(span), Some(pupils)) if span.most > 0 => gap::needed(span, measure, pupils.of.pupils()),
        _ => "national is reached".to_owned(),
    };
    let chance = match gap.chance.and_then(|chance| chance.national_is_inside) {
        Some(true) => " It could easily be chance.",
        Some(false) => " The gap is more than chance would explain.",
        None => "",
    };
    format!("{pupils}: {value}{against}.{chance}")
}

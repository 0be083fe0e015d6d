//! The whole explanation of a category as one list of sentences, in the order in which a person would argue it: what
//! decided it, what else was tested, what is not known.
//!
//! It is what a school attaches to a representation to its council. `docs/trace-format.md` has the same for machines.

use chrono::NaiveDate;

use crate::domain::Evaluation;
use crate::domain::category::{Input, Outcome, Trace, TraceKind, Truth};
use crate::domain::framework::{Basis, Condition, Fact, Rule, Test};

use super::category::{self, CAVEAT, CategoryView, RuleView};
use super::issue::plain;
use super::reason::{self, Ground, Source, Words};
use super::{name, number};

/// The explanation of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it explains.
    pub title: String,
    /// Its sections, in the order in which they are read.
    pub sections: Vec<Section>,
}

/// A part of an [`Explanation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its sentences.
    pub lines: Vec<Line>,
}

/// A sentence, or a few that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands below others: 0 at the edge.
    pub depth: u8,
    /// The words.
    pub text: String,
}

impl Explanation {
    /// The explanation as plain text, for an e-mail or a document: a tree by indentation, with a newline at its end.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for section in &self.sections {
            text.push('\n');
            text.push_str(&section.heading);
            text.push('\n');
            for line in &section.lines {
                for _ in 0..line.depth {
                    text.push_str("  ");
                }
                text.push_str("- ");
                text.push_str(&line.text);
                text.push('\n');
            }
        }
        text
    }

    /// Every heading and sentence with its depth, headings at 0: for the export to machines.
    pub fn outline(&self) -> Vec<(u8, String)> {
        let mut outline = vec![(0, self.title.clone())];
        for section in &self.sections {
            outline.push((0, section.heading.clone()));
            outline.extend(section.lines.iter().map(|line| (line.depth + 1, line.text.clone())));
        }
        outline
    }
}

/// Explains `evaluation`; `date` is the day on which it is done.
pub fn explain(evaluation: &Evaluation, words: Words<'_>, date: NaiveDate) -> Explanation {
    let view = category::view(evaluation, words);
    let teller = Teller { evaluation, words, view: &view };
    let name = &words.plan.school.name;
    let decided = teller.decided();
    let others = teller.others(&decided.1);
    let tested = if decided.0.is_empty() { "What was tested" } else { "What else was tested" };
    let sections = [
        ("About this explanation", teller.about(date)),
        ("The outcome", teller.outcome()),
        ("What decided it", decided),
        ("The descriptions that come nearest", teller.nearest()),
        (tested, others),
        ("What is not known", teller.unknown()),
        ("What would change it", teller.changes()),
        ("Beside the category", teller.overlays()),
        ("What follows", teller.follows()),
        ("Sources and assumptions", teller.sources()),
    ];
    Explanation {
        title: format!(
            "How the category of {} is worked out",
            if name.is_empty() { "the school" } else { name }
        ),
        sections: sections
            .into_iter()
            .filter(|(_, lines)| !lines.0.is_empty())
            .map(|(heading, lines)| Section { heading: heading.to_owned(), lines: lines.0 })
            .collect(),
    }
}

/// What stands above the national figures, which come last.
pub(super) const NATIONAL_FIGURES: &str = "National figures of the latest year:";

/// Lines that are being written, and the names of the facts and scores that have been gone into.
#[derive(Default)]
struct Lines(Vec<Line>, Vec<String>);

impl Lines {
    fn push(&mut self, depth: u8, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Line { depth, text });
        }
    }

    /// Whether the fact or score called `id` has been gone into; from now on it has.
    fn tells(&mut self, id: &str) -> bool {
        let is_told = self.1.iter().any(|told| told == id);
        if !is_told {
            self.1.push(id.to_owned());
        }
        is_told
    }

    fn each(&mut self, depth: u8, texts: &[String]) {
        texts.iter().for_each(|text| self.push(depth, text.as_str()));
    }
}

struct Teller<'a> {
    evaluation: &'a Evaluation,
    words: Words<'a>,
    view: &'a CategoryView,
}

impl<'a> Teller<'a> {
    fn about(&self, date: NaiveDate) -> Lines {
        let (framework, school) = (self.words.framework, &self.words.plan.school);
        let mut lines = Lines::default();
        let phase = school.phase.map_or_else(
            || "phase not chosen yet".to_owned(),
            |phase| format!("phase: {}", name::lower_first(name::phase(phase))),
        );
        let called = if school.name.is_empty() { "not named" } else { &school.name };
        lines.push(0, format!("School: {called}; {phase}"));
        lines.push(0, format!("Scheme: {}, {}, {}", framework.council, framework.title, framework.year));
        lines.push(0, format!("Latest results that it judges: {}", framework.latest_results));
        lines.push(0, format!("Worked out on {} with the attainment planner", number::date(date)));
        lines.push(0, CAVEAT);
        lines.push(0, framework.note.as_str());
        lines
    }

    fn outcome(&self) -> Lines {
        let view = self.view;
        let mut lines = Lines::default();
        let headline = &view.headline;
        lines.push(0, headline.short());
        lines.push(0, headline.sentence.as_str());
        lines.push(0, category::overruled(self.words).unwrap_or_default());
        lines.push(0, super::rules::changed(self.words.framework).unwrap_or_default());
        lines.push(0, view.meaning.as_str());
        if let Some(stability) = &view.stability {
            lines.push(0, stability.text.as_str());
        }
        lines
    }

    fn giving(&self) -> Vec<usize> {
        category::giving(self.evaluation, self.words)
    }

    /// The rules that decide it, or may: what holds of each, and what is still needed.
    fn decided(&self) -> Lines {
        let mut lines = Lines::default();
        for place in self.giving() {
            self.rule(place, &mut lines);
        }
        lines
    }

    fn rule(&self, place: usize, lines: &mut Lines) {
        let (rule, shown): (&Rule, &RuleView) = (&self.words.framework.rules[place], &self.view.rules[place]);
        lines.push(0, format!("{}. {}.", shown.title, shown.said));
        lines.push(1, shown.source.said());
        self.argue(&rule.when, &self.evaluation.rules[place].trace, 1, lines);
    }

    fn nearest(&self) -> Lines {
        let mut lines = Lines::default();
        for near in &self.view.nearest {
            lines.push(0, format!("{}. What stands in its way:", near.title));
            lines.each(1, &near.unmet);
        }
        lines
    }

    /// The other rules, in their order; `told` are the facts and scores that need no telling again.
    fn others(&self, told: &[String]) -> Lines {
        let mut lines = Lines(Vec::new(), told.to_vec());
        let giving = self.giving();
        let rules = 0..self.view.rules.len();
        if rules.is_empty() {
            return lines;
        }
        lines.push(0, "The rules are read in this order, and the first that fits decides.");
        lines.push(1, self.view.order.said());
        rules.filter(|place| !giving.contains(place)).for_each(|place| self.rule(place, &mut lines));
        lines
    }

    fn unknown(&self) -> Lines {
        let mut lines = Lines::default();
        let view = self.view;
        if !view.open.is_empty() {
            let together = if view.open.len() == 1 { "This" } else { "These, taken together," };
            lines.push(0, format!("{together} would settle it:"));
        }
        for open in &view.open {
            lines.push(1, open.text.as_str());
            lines.each(2, &open.cases);
        }
        let others = category::others(self.evaluation, self.words);
        if !others.is_empty() {
            lines.push(0, category::others_begin(others.len()));
            others.iter().for_each(|other| lines.push(1, name::upper_first(other)));
        }
        let giving = self.giving();
        let of_rules = |is_wanted: &dyn Fn(usize) -> bool| {
            let mut inputs = Vec::new();
            let rules = self.words.framework.rules.iter().zip(&self.evaluation.rules).enumerate();
            for (_, (rule, traced)) in rules.filter(|(place, _)| is_wanted(*place)) {
                unknown_inputs(&rule.when, &traced.trace, self.words, &mut inputs);
            }
            inputs
        };
        let mut say = |heading: &str, inputs: &[Input]| {
            if !inputs.is_empty() {
                lines.push(0, heading);
            }
            for input in inputs {
                let text = name::input(input, self.words.framework, self.words.catalogue);
                lines.push(1, name::upper_first(&text));
            }
        };
        let mut telling = Vec::new();
        if giving.len() > 1 {
            telling = of_rules(&|place| giving.contains(&place));
            say("Not known; it decides which rule gives the category, and not the category:", &telling);
        }
        let mut others = of_rules(&|_| true);
        others.retain(|input| !telling.contains(input));
        let heading = match &self.evaluation.outcome {
            Outcome::Decided { .. } => "Read by the rules and not known; whatever it is, the category stays:",
            Outcome::Between { settled_by, .. } => {
                others.retain(|input| !settled_by.contains(input));
                "Also read by the rules and not known:"
            }
            _ => "Read by the rules and not known:",
        };
        say(heading, &others);
        lines
    }

    fn changes(&self) -> Lines {
        let mut lines = Lines::default();
        lines.each(0, &self.view.pupils);
        lines.each(0, &self.view.answers);
        lines
    }

    fn overlays(&self) -> Lines {
        let mut lines = Lines::default();
        let framework = self.words.framework;
        for ((shown, overlay), outcome) in
            self.view.overlays.iter().zip(&framework.overlays).zip(&self.evaluation.overlays)
        {
            lines.push(0, format!("{}: {}", shown.label, shown.result));
            lines.push(1, shown.note.as_str());
            if !shown.candidates_for.is_empty() {
                lines.push(1, "A school at this level is a candidate for:");
                lines.each(2, &shown.candidates_for);
            }
            for ((level, view), trace) in overlay.levels.iter().zip(&shown.levels).zip(&outcome.traces) {
                lines.push(1, format!("{}. {}.", view.title, view.said));
                if view.decides || trace.truth == Truth::Unknown {
                    lines.push(2, view.source.said());
                    self.argue(&level.when, trace, 2, &mut lines);
                }
            }
        }
        lines
    }

    fn follows(&self) -> Lines {
        let mut lines = Lines::default();
        for follow in &self.view.follows {
            lines.push(0, follow.text.as_str());
            lines.push(1, follow.source.said());
        }
        for row in &self.view.support.rows {
            if let [text, days, source] = row.cells.as_slice() {
                let days = match days.as_str() {
                    "not stated" => "days not stated".to_owned(),
                    "1" => "1 day".to_owned(),
                    days => format!("{days} days"),
                };
                lines.push(0, format!("{}, {days} – {text}", row.heading));
                lines.push(1, source.trim_end_matches('.'));
            }
        }
        lines
    }

    /// Documents, and every number and assumed clause that was read, once.
    fn sources(&self) -> Lines {
        let mut lines = Lines::default();
        let framework = self.words.framework;
        for document in &framework.documents {
            lines.push(0, format!("Document: {}", document.title));
        }
        if self.evaluation.rules.is_empty() {
            return lines;
        }
        let mut grounds = vec![Ground::Clause(&framework.order)];
        for (rule, traced) in framework.rules.iter().zip(&self.evaluation.rules) {
            grounds.push(Ground::Clause(&rule.clause));
            self.words.grounds(&rule.when, &traced.trace, false, &mut grounds);
        }
        let (mut numbers, mut assumed) = (Vec::new(), Vec::new());
        for ground in grounds {
            match ground {
                Ground::Number(threshold, value) => {
                    let of = value.measure.as_ref().map_or_else(String::new, |measure| {
                        format!(" for {}", name::measure_in_sentence(measure, self.words.catalogue))
                    });
                    let year = value.year.map_or_else(String::new, |year| format!(" in {year}"));
                    let label = name::upper_first(&threshold.label);
                    let own = value.changed_from.map_or_else(String::new, |own| {
                        format!(" Changed for this plan: the scheme’s own number is {}.", plain(own))
                    });
                    let clause = Source::from(&value.clause).said();
                    numbers.push(format!(
                        "{label}{of}{year}: set at {} ({}).{own} {clause}",
                        plain(value.value),
                        threshold.unit
                    ));
                }
                Ground::Clause(clause) if clause.basis == Basis::Assumed => {
                    let source = Source { text: clause.place.clone(), ..Source::from(clause) };
                    assumed.push(source.said());
                }
                Ground::Clause(_) => {}
            }
        }
        for (heading, mut texts) in
            [("Numbers that the rules used:", numbers), ("Readings that the planner assumes:", assumed)]
        {
            once(&mut texts);
            if !texts.is_empty() {
                lines.push(0, heading);
                lines.each(1, &texts);
            }
        }
        let read = self
            .evaluation
            .gaps
            .iter()
            .filter_map(|gap| gap.national.as_ref().map(|national| (gap, national)));
        let mut nationals = Vec::new();
        for (gap, national) in read {
            let Some(measure) = self.words.catalogue.get(&gap.measure) else { continue };
            let figure = number::level(national.value, national.decimals, measure.unit);
            let words = [measure.label.as_str(), &national.scope, &national.status, &national.source];
            let mut words: Vec<&str> =
                words.into_iter().filter(|words| !matches!(*words, "" | "not stated")).collect();
            words.dedup();
            nationals.push(format!("{figure} in {}: {}", gap.year, words.join("; ")));
        }
        if !nationals.is_empty() {
            lines.push(0, NATIONAL_FIGURES);
            lines.each(1, &nationals);
        }
        lines
    }

    /// Why a condition is as it is: what holds of one that holds, what is in the way of one that does not, and both
    /// with what is missing of one that is not known.
    fn argue(&self, condition: &'a Condition, trace: &Trace, depth: u8, lines: &mut Lines) {
        let each = |parts: &'a [Condition], wanted: &[Truth], depth: u8, lines: &mut Lines| {
            for (part, trace) in parts.iter().zip(&trace.parts) {
                if wanted.contains(&trace.truth) {
                    self.argue(part, trace, depth, lines);
                }
            }
        };
        use Truth::{False, True, Unknown};
        match condition {
            Condition::All(parts) => {
                // A part for another phase says all that there is to say.
                if let Some(place) =
                    (0..parts.len()).find(|place| is_other_phase(&parts[*place], &trace.parts[*place]))
                {
                    return self.argue(&parts[place], &trace.parts[place], depth, lines);
                }
                let wanted: &[Truth] = if trace.truth == False { &[False] } else { &[True, Unknown] };
                each(parts, wanted, depth, lines);
            }
            Condition::Any(parts) => match trace.truth {
                True => {
                    if let Some(place) = trace.parts.iter().position(|part| part.truth == True) {
                        self.argue(&parts[place], &trace.parts[place], depth, lines);
                    }
                }
                truth => {
                    let ways = || parts.iter().zip(&trace.parts).filter(|(_, part)| part.truth == truth);
                    let own = |(part, trace): &(&Condition, &Trace)| !is_other_phase(part, trace);
                    let mut of_phase: Vec<_> = ways().filter(own).collect();
                    if of_phase.is_empty() {
                        of_phase = ways().take(1).collect();
                    }
                    let deeper = u8::from(of_phase.len() > 1);
                    if deeper > 0 {
                        lines.push(
                            depth,
                            if truth == False {
                                "Any one of these would do, and none holds:"
                            } else {
                                "Any one of these would do, and none is known to hold:"
                            },
                        );
                    }
                    for (part, trace) in of_phase {
                        let told =
                            trace.parts.iter().filter(|part| truth == Unknown || part.truth == False).count();
                        let is_group = deeper > 0 && matches!(part, Condition::All(_)) && told > 1;
                        if is_group {
                            lines.push(depth + deeper, "All of these would be needed together:");
                        }
                        self.argue(part, trace, depth + deeper + u8::from(is_group), lines);
                    }
                }
            },
            // That the school is of a phase needs no arguing.
            Condition::None(parts) if trace.truth == True && parts.iter().all(is_phase) => {}
            Condition::None(parts) => {
                let (must_not, wanted) = match (trace.truth, parts.len()) {
                    (True, 1) if matches!(&parts[0], Condition::Test(test) if self.words.is_left_out(test, &trace.parts[0])) => {
                        ("This must not hold, and no figure says that it does:", False)
                    }
                    (True, 1) => ("This must not hold, and it does not:", False),
                    (True, _) => ("None of these may hold, and none does:", False),
                    (False, _) => ("This must not hold, but it does:", True),
                    (Unknown, _) => ("This must not hold, and it is not known whether it does:", Unknown),
                };
                lines.push(depth, must_not);
                each(parts, &[wanted], depth + 1, lines);
            }
            Condition::AtLeast { of, .. } => {
                let TraceKind::AtLeast(needed) = trace.kind else { return };
                let needed = reason::at_least(needed, of.len());
                let holding = name::lower_first(&reason::holding(trace));
                lines.push(depth, format!("{needed}: {holding}"));
                let wanted: &[Truth] = match trace.truth {
                    True => &[True],
                    Unknown => &[True, Unknown],
                    False => &[True, False],
                };
                each(of, wanted, depth + 1, lines);
            }
            Condition::Indicator(id) => {
                let Some(indicator) = self.words.framework.indicator(id) else { return };
                let is_told = lines.tells(id.as_str());
                let above = if is_told { ", as above" } else { "" };
                lines.push(depth, format!("{}{}{above}", verdict(trace.truth), indicator.label));
                if let Some(inner) = trace.parts.first().filter(|_| !is_told) {
                    self.argue(&indicator.when, inner, depth + 1, lines);
                }
            }
            Condition::Score { of, relation, threshold } => {
                let claim = self.words.score_claim(of, *relation, threshold);
                lines.push(depth, format!("{}{}", verdict(trace.truth), name::lower_first(&claim)));
                lines.push(depth + 1, reason::score_found(trace));
                if lines.tells(of.as_str()) {
                    lines.push(depth + 1, "The points are counted above");
                    return;
                }
                let reasons = self.words.reason(condition, trace);
                let items = self.words.framework.score(of).map_or(&[][..], |score| &score.items);
                for ((item, trace), reason) in items.iter().zip(&trace.parts).zip(&reasons.parts) {
                    lines.push(
                        depth + 1,
                        format!("{}{}", verdict(trace.truth), name::lower_first(&reason.claim)),
                    );
                    lines.push(depth + 2, reason.source.as_ref().map(Source::said).unwrap_or_default());
                    self.argue(&item.when, trace, depth + 2, lines);
                }
            }
            Condition::Test(Test { fact: Fact::Phase(_), .. }) if trace.truth == True => {}
            Condition::Test(test) => {
                let mut reason = self.words.reason(condition, trace);
                if let Some(chosen) = self.words.chosen(test, trace) {
                    reason.claim = chosen;
                    reason.found.clear();
                }
                let held = match reason.verdict {
                    reason::Verdict::LeftOut => "No figure – ",
                    _ => verdict(trace.truth),
                };
                lines.push(depth, format!("{held}{}", name::lower_first(&reason.claim)));
                lines.each(depth + 1, &reason.found);
                lines.push(depth + 1, reason.source.as_ref().map(Source::said).unwrap_or_default());
            }
        }
    }
}

fn is_phase(condition: &Condition) -> bool {
    matches!(condition, Condition::Test(Test { fact: Fact::Phase(_), .. }))
}

/// Whether a condition does not hold because it is for schools of another phase.
fn is_other_phase(condition: &Condition, trace: &Trace) -> bool {
    trace.truth == Truth::False
        && match condition {
            Condition::Test(_) => is_phase(condition),
            Condition::None(parts) => parts.iter().all(is_phase),
            Condition::All(parts) => {
                parts.iter().zip(&trace.parts).any(|(part, trace)| is_other_phase(part, trace))
            }
            _ => false,
        }
}

fn verdict(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "Yes – ",
        Truth::False => "No – ",
        Truth::Unknown => "Not known yet – ",
    }
}

/// Keeps the first of texts that are alike.
fn once(texts: &mut Vec<String>) {
    let mut kept: Vec<String> = Vec::new();
    for text in texts.drain(..) {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    *texts = kept;
}

/// Collects what the tests of a condition that is not known ask for and do not find, once each.
fn unknown_inputs(condition: &Condition, trace: &Trace, words: Words<'_>, found: &mut Vec<Input>) {
    if trace.truth != Truth::Unknown {
        return;
    }
    let framework = words.framework;
    let mut each = |parts: &[Condition]| {
        parts.iter().zip(&trace.parts).for_each(|(part, trace)| unknown_inputs(part, trace, words, found));
    };
    match condition {
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeast { of: parts, .. } => each(parts),
        Condition::Indicator(id) => {
            if let Some(indicator) = framework.indicator(id) {
                each(std::slice::from_ref(&indicator.when));
            }
        }
        Condition::Score { of, .. } => {
            let items = framework.score(of).map_or(&[][..], |score| &score.items);
            for (item, trace) in items.iter().zip(&trace.parts) {
                unknown_inputs(&item.when, trace, words, found);
            }
        }
        Condition::Test(test) => {
            let asked = match &test.fact {
                Fact::Inspection(_) => vec![Input::Grade],
                Fact::Status(_) => vec![Input::Status],
                Fact::Answer { question, .. }
                | Fact::AnswerAtLeast { question, .. }
                | Fact::Number { question, .. } => vec![Input::Answer(question.clone())],
                _ => trace
                    .readings
                    .iter()
                    .filter(|reading| reading.truth == Truth::Unknown)
                    .flat_map(|reading| reading.missing.iter().cloned())
                    .collect(),
            };
            for input in asked {
                if !found.contains(&input) {
                    found.push(input);
                }
            }
        }
    }
}

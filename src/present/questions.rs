//! Questions for governors to ask, each with the place it comes from: a rule that fired or did not, something unknown, an
//! assumption, or a figure. The sentences are a fixed list, and all of it is here.

use crate::domain::Evaluation;
use crate::domain::category::{Input, Outcome, Trace, TraceKind, Truth};
use crate::domain::figure::Assessment;
use crate::domain::framework::{Basis, Condition, Fact, Framework, Rule, Trend};
use crate::domain::gap::Gap;
use crate::domain::ids::{CategoryId, QuestionId};
use crate::domain::nearest::Then;
use crate::domain::quantity::Level;
use crate::domain::reference::Group;
use crate::domain::school::Grade;
use crate::domain::split::split_once;

use super::category::{category_title, giving, is_coded, is_template};
use super::issue::plain;
use super::reason::{Ground, Words};
use super::{name, number};

/// The most questions: as many as a meeting has time for.
pub const MOST: usize = 7;

/// A question to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: String,
    /// Where it comes from.
    pub from: String,
}

impl Question {
    /// The question with the place it comes from.
    pub fn said(&self) -> String {
        format!("{} (From {}.)", self.text, self.from)
    }
}

/// At most [`MOST`] questions, those that matter most first; `priorities` are gaps in the order in which they matter.
/// `evaluation` holds no more than may be shown ([`without_small`](crate::domain::small::without_small)), and
/// `may_show` says of a group's figures whether they may.
pub fn questions(
    evaluation: &Evaluation,
    words: Words<'_>,
    priorities: &[&Gap],
    may_show: &dyn Fn(&Gap, Group) -> bool,
) -> Vec<Question> {
    let mut asked = Asked { evaluation, words, questions: Vec::new() };
    asked.open();
    asked.unstable();
    asked.overruled();
    asked.rule();
    asked.changed();
    asked.disadvantaged(may_show);
    asked.better();
    asked.priority(priorities);
    asked.declining();
    asked.overlays();
    asked.assumed();
    asked.questions.truncate(MOST);
    asked.questions
}

struct Asked<'a> {
    evaluation: &'a Evaluation,
    words: Words<'a>,
    questions: Vec<Question>,
}

/// The most questions about the parts of the rule that decides.
const MOST_OF_RULE: usize = 3;

impl<'a> Asked<'a> {
    fn ask(&mut self, text: String, from: impl Into<String>) {
        if self.questions.iter().all(|question| question.text != text) {
            self.questions.push(Question { text, from: from.into() });
        }
    }

    fn category(&self, id: &CategoryId) -> String {
        name::category(id, self.words.framework)
    }

    fn label(&self, id: &QuestionId) -> String {
        self.words.framework.question(id).map_or_else(|| id.to_string(), |question| question.label.clone())
    }

    /// What would settle an outcome that is open, or that no description fits.
    fn open(&mut self) {
        match &self.evaluation.outcome {
            Outcome::Between { settled_by, .. } => {
                for input in settled_by.iter().take(MOST_OF_RULE) {
                    let Words { framework, catalogue, .. } = self.words;
                    let what = name::input(input, framework, catalogue);
                    let text = match input {
                        Input::Answer(id) => {
                            let asked = framework.question(id).map_or("", |question| question.text.as_str());
                            format!("“{asked}” What is our answer, and what shows it? The category depends on it.")
                        }
                        Input::Status => format!("Do we know {what}? The category depends on it."),
                        Input::National(..) => continue,
                        _ => format!("What was {what}? The category depends on it."),
                    };
                    self.ask(text, "what is not known yet");
                }
            }
            Outcome::NoDescription { .. } => self.ask(
                "None of the scheme’s descriptions fits the school. Which category would the council use, and why?"
                    .to_owned(),
                "the rules, of which none fits",
            ),
            _ => {}
        }
    }

    /// A category that one pupil would change.
    fn unstable(&mut self) {
        if self.evaluation.nearest.is_stable != Some(false) {
            return;
        }
        let mut one = None;
        for by in &self.evaluation.nearest.by_measure {
            let change = [(&by.more, "more"), (&by.fewer, "fewer")].into_iter();
            let then = change.filter_map(|(change, word)| Some((word, change.as_ref()?)));
            for (word, (pupils, then)) in then {
                if *pupils == 1 && one.is_none() {
                    let measure = name::measure_in_sentence(&by.measure, self.words.catalogue);
                    let then = match then {
                        Then::Category(id) => format!("make it {}", self.category(id)),
                        _ => "change the outcome".to_owned(),
                    };
                    one = Some(format!("One pupil {word} in {measure} would {then}."));
                }
            }
        }
        let one = one.unwrap_or_else(|| "One pupil more or fewer would change the category.".to_owned());
        self.ask(
            format!("{one} How sure are we of the result, and what do we expect of the next year group?"),
            "how near the outcome is to another",
        );
    }

    fn overruled(&mut self) {
        let Some((id, _)) = &self.words.plan.overruled else { return };
        let Some(category) = self.words.framework.category(id) else { return };
        let category = category_title(category);
        self.ask(
            format!(
                "The school holds category {category} to be right. What would show the council that it is?"
            ),
            "the category set by the school",
        );
    }

    /// The parts by which the deciding rule fits; while it is open, those by which rules may.
    fn rule(&mut self) {
        let (evaluation, words) = (self.evaluation, self.words);
        let deciding = giving(evaluation, words);
        let is_open = matches!(evaluation.outcome, Outcome::Between { .. });
        let mut asked = 0;
        for (place, (rule, traced)) in words.framework.rules.iter().zip(&evaluation.rules).enumerate() {
            let truth = traced.trace.truth;
            if deciding != [place] && !(is_open && truth != Truth::False) {
                continue;
            }
            let mut texts = Vec::new();
            self.holding(&rule.when, &traced.trace, &mut texts);
            for text in texts {
                if asked < MOST_OF_RULE {
                    self.ask(text, from_rule(rule, words));
                }
                asked += 1;
            }
            // Below one that fits, no rule is read.
            if truth == Truth::True {
                break;
            }
        }
    }

    fn holding(&self, condition: &Condition, trace: &Trace, texts: &mut Vec<String>) {
        if trace.truth == Truth::False {
            return;
        }
        let each = |parts: &[Condition], texts: &mut Vec<String>| {
            parts.iter().zip(&trace.parts).for_each(|(part, trace)| self.holding(part, trace, texts));
        };
        match condition {
            Condition::All(parts) | Condition::AtLeast { of: parts, .. } => each(parts, texts),
            // One that holds is enough.
            Condition::Any(parts) => {
                match parts.iter().zip(&trace.parts).find(|(_, trace)| trace.truth == Truth::True) {
                    Some((part, trace)) => self.holding(part, trace, texts),
                    None => each(parts, texts),
                }
            }
            Condition::None(_) => {}
            Condition::Indicator(id) => {
                if let (Some(indicator), Some(inner)) =
                    (self.words.framework.indicator(id), trace.parts.first())
                {
                    self.holding(&indicator.when, inner, texts);
                }
            }
            Condition::Score { of, .. } => {
                let items = self.words.framework.score(of).map_or(&[][..], |score| &score.items);
                let TraceKind::Score { points, .. } = &trace.kind else { return };
                for ((item, trace), points) in items.iter().zip(&trace.parts).zip(points) {
                    if trace.truth == Truth::True {
                        let points = super::reason::points_word(*points);
                        texts.push(format!(
                            "“{}” counts {points}. What explains it, and what would end it?",
                            item.label
                        ));
                    }
                }
            }
            Condition::Test(test) if trace.truth == Truth::True => {
                let text = match &test.fact {
                    Fact::Inspection(_) => self.words.plan.school.grade.map(inspected),
                    Fact::Answer { question, .. }
                    | Fact::AnswerAtLeast { question, .. }
                    | Fact::Number { question, .. } => self.answered(question),
                    Fact::Figure(_) | Fact::Trend { .. } => Some(format!(
                        "{}. What explains it, and what do we expect of the next year group?",
                        self.words.claim(test)
                    )),
                    Fact::Phase(_) | Fact::Status(_) | Fact::Outcome(_) => None,
                };
                texts.extend(text);
            }
            Condition::Test(_) => {}
        }
    }

    fn answered(&self, id: &QuestionId) -> Option<String> {
        let plan = self.words.plan;
        let question = self.words.framework.question(id)?;
        let answer = match plan.answers.get(id) {
            Some(answer) => question.option(answer)?.label.clone(),
            None => plain(*plan.numbers.get(id)?),
        };
        let label = &question.label;
        Some(format!(
            "“{label}” is answered “{answer}”. What shows it, and would the council’s adviser agree?"
        ))
    }

    /// A number of the rules that was changed, and decides.
    fn changed(&mut self) {
        let grounds = self.grounds();
        for ground in grounds {
            if let Ground::Number(threshold, value) = ground
                && let Some(own) = value.changed_from
            {
                self.ask(
                    format!(
                        "For this plan, {} is set at {} ({}); in the scheme it is {}. Would the council accept that?",
                        name::lower_first(&threshold.label),
                        plain(value.value),
                        threshold.unit,
                        plain(own)
                    ),
                    "a number changed for this plan",
                );
            }
        }
    }

    /// On what the deciding rule rests.
    fn grounds(&self) -> Vec<Ground<'a>> {
        let (evaluation, words) = (self.evaluation, self.words);
        let mut grounds = Vec::new();
        for place in giving(evaluation, words) {
            let (rule, traced) = (&words.framework.rules[place], &evaluation.rules[place]);
            grounds.push(Ground::Clause(&rule.clause));
            words.grounds(&rule.when, &traced.trace, true, &mut grounds);
        }
        grounds
    }

    /// Disadvantaged pupils beside the others of the school, in the first measure in which they are behind.
    fn disadvantaged(&mut self, may_show: &dyn Fn(&Gap, Group) -> bool) {
        let Words { catalogue, plan, .. } = self.words;
        for gap in &self.evaluation.gaps {
            let find = |group| plan.figures.find(&gap.measure, gap.year, group, Assessment::Result);
            let (Some(own), Some(measure)) = (find(Group::Disadvantaged), catalogue.get(&gap.measure)) else {
                continue;
            };
            let other = find(Group::Other).map(|other| (other.level(), "other pupils of the school"));
            let Some((other, who)) = other.or(Some((gap.value, "all pupils of the school"))) else {
                continue;
            };
            if !may_show(gap, Group::Disadvantaged)
                || !crate::domain::gap::is_worse(measure, own.level(), other)
            {
                continue;
            }
            let decimals = crate::domain::gap::shown_decimals(own, measure).max(gap.decimals);
            let level = |level| number::level(level, decimals, measure.unit);
            self.ask(
                format!(
                    "In {}, disadvantaged pupils are at {} and {who} at {}. What is in place to close the gap?",
                    name::measure_in_sentence(&gap.measure, catalogue),
                    level(own.level()),
                    level(other)
                ),
                "results of disadvantaged pupils",
            );
            return;
        }
    }

    /// What would make it a less serious category: an answer, otherwise pupils.
    fn better(&mut self) {
        let categories = &self.words.framework.categories;
        let place = |id: &CategoryId| categories.iter().position(|category| category.id == *id);
        let Some(today) = self.evaluation.category().and_then(place) else { return };
        let is_better = |then: &Then| match then {
            Then::Category(id) => place(id).filter(|place| *place < today),
            _ => None,
        };
        let (by_answer, by_measure) =
            (&self.evaluation.nearest.by_answer, &self.evaluation.nearest.by_measure);
        // The nearest of the better ones: the most serious of them.
        let mut best: Option<(usize, String)> = None;
        for change in by_answer {
            let option = self.words.framework.question(&change.question);
            let option = option.and_then(|question| question.option(&change.answer));
            if let (Some(then), Some(option)) = (is_better(&change.then), option)
                && best.as_ref().is_none_or(|(known, _)| then > *known)
            {
                let label = self.label(&change.question);
                best =
                    Some((then, format!("What would it take to answer “{label}” with “{}”?", option.label)));
            }
        }
        for by in by_measure {
            // One pupil was asked about already.
            if let Some((pupils, then)) = by.more.as_ref().filter(|(pupils, _)| *pupils > 1)
                && let (Some(then), None) = (is_better(then), &best)
            {
                let measure = name::measure_in_sentence(&by.measure, self.words.catalogue);
                let pupils = number::pupils(*pupils);
                best = Some((then, format!("What would {pupils} more in {measure} take?")));
            }
        }
        if let Some((then, text)) = best {
            let category = self.category(&categories[then].id);
            self.ask(
                format!("{text} It would make it {category}."),
                format!(
                    "a rule that does not decide, for category {}",
                    name::category_id(&categories[then].id, self.words.framework)
                ),
            );
        }
    }

    fn priority(&mut self, priorities: &[&Gap]) {
        let is_clear = |gap: &&&Gap| {
            gap.to_reach.is_some_and(|span| span.most > 0)
                && gap.chance.and_then(|chance| chance.national_is_inside) != Some(true)
        };
        let Some(gap) = priorities.iter().find(is_clear) else { return };
        let Some(span) = gap.to_reach else { return };
        let measure = name::measure_in_sentence(&gap.measure, self.words.catalogue);
        self.ask(
            format!(
                "In {measure}, {} more pupils would close the gap to national. What is in place for them, and when will it show?",
                super::gap::short_span(span)
            ),
            "the gap to national",
        );
    }

    fn declining(&mut self) {
        for gap in self.evaluation.gaps.iter().filter(|gap| gap.trend == Some(Trend::Declining)).take(1) {
            let measure = name::measure_in_sentence(&gap.measure, self.words.catalogue);
            self.ask(
                format!("Results are declining over three years in {measure}. What explains it, and what would end it?"),
                "the trend",
            );
        }
    }

    /// What is derived beside the category, such as that moderation is likely.
    fn overlays(&mut self) {
        for (overlay, outcome) in self.words.framework.overlays.iter().zip(&self.evaluation.overlays) {
            if let ([place], false) = (outcome.possible.as_slice(), outcome.or_none) {
                let level = name::level_in_sentence(&overlay.levels[*place].label, self.words.framework);
                let label = &overlay.label;
                let text =
                    format!("“{label}: {level}” would follow. What does the council intend, and by when?");
                return self.ask(text, "what is derived beside the category");
            }
        }
    }

    /// What the planner assumes where the council printed nothing, and the rule rests on.
    fn assumed(&mut self) {
        let Framework { council, .. } = self.words.framework;
        let is_template = is_template(self.words.framework);
        for ground in self.grounds() {
            if ground.clause().basis == Basis::Published {
                continue;
            }
            let text = match ground {
                // A mark of nothing is no number that anybody would print.
                Ground::Number(_, value) if value.changed_from.is_some() || value.value == Level::ZERO => {
                    continue;
                }
                Ground::Number(threshold, value) if is_template => format!(
                    "The template sets {} at {} ({}). What would our council set?",
                    name::lower_first(&threshold.label),
                    plain(value.value),
                    threshold.unit
                ),
                Ground::Clause(_) if is_template => {
                    "The rules are a template’s, and no council’s. By what would our council judge the school?".to_owned()
                }
                Ground::Number(threshold, value) => format!(
                    "{council} printed no number for {}{}; the planner assumes {} ({}). What does the council use?",
                    name::lower_first(&threshold.label),
                    value.year.map_or_else(String::new, |year| format!(" in {year}")),
                    plain(value.value),
                    threshold.unit
                ),
                Ground::Clause(_) => {
                    format!(
                        "In part the category rests on the planner’s reading of {council}’s scheme. How does the council read it?"
                    )
                }
            };
            return self.ask(text, "an assumption of the planner");
        }
    }
}

/// `the rule for category 4`, `rule 2b, for category 2`.
fn from_rule(rule: &Rule, words: Words<'_>) -> String {
    let category = name::category_id(&rule.category, words.framework);
    if is_coded(rule) {
        format!("rule {}, for category {category}", rule.id)
    } else {
        format!("the rule for category {category}")
    }
}

fn inspected(grade: Grade) -> String {
    let found = match grade {
        Grade::NeverInspected => {
            return "The school has not been inspected yet. What would an inspection find, and what shows it?".to_owned();
        }
        Grade::Outstanding | Grade::Good => {
            let grade = name::grade(grade);
            return format!("The last inspection found the school {grade}. What shows that it still is?");
        }
        Grade::RequiresImprovement => "that the school requires improvement".to_owned(),
        Grade::Satisfactory | Grade::SeriousWeaknesses | Grade::SpecialMeasures => {
            let found = match split_once(name::grade(grade), ", ") {
                Some((grade, kind)) => format!("{grade} ({kind})"),
                None => name::grade(grade).to_owned(),
            };
            format!("the school {found}")
        }
    };
    format!("The last inspection found {found}. What has changed since, and what shows it?")
}

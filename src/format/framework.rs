//! A framework file: a council's scheme, read with every fault at once.
//!
//! A file is first checked as a whole, by its shape and its names. Only a file without a fault is then built, and the
//! building may take it that everything is there: nothing is asked twice, and nothing is half-loaded.

use crate::domain::Framework;
use crate::domain::fault::Fault;
use crate::domain::framework::{
    ActionPlan, AnswerOption, Calendar, Category, Clause, Condition, Consequence, Document, Fact, FigureTest,
    InYears, Indicator, MeasureSet, Milestone, NumberRange, Over, Overlay, OverlayLevel, PhaseMeasures,
    PrintedTarget, Proposal, Quantity, Question, Rule, Score, ScoreItem, Support, Test, Threshold,
    ThresholdValue,
};
use crate::domain::map::sort_by_key;
use crate::domain::measure::Catalogue;

use super::json::{Json, Node, has_format, read, refuse_foreign_head};
use super::names::{
    BASES, GRADES, GROUPS, PHASES, RELATIONS, SCOPES, STATUSES, TARGET_KINDS, TRENDS, WHEN_MISSING,
};
use super::references::check_references;
use super::shape::{FORMAT, FRAMEWORK, VERSION, check};

/// Every file in `frameworks/`, as `build.rs` shortens it: its text without the test cases, and where these stand in the
/// text of all cases, which is the second, each with its end.
pub(super) const SHIPPED: (&[(&str, usize, usize)], &str) =
    include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// The frameworks that ship, in the order in which they are offered.
pub fn shipped_frameworks() -> Vec<Framework> {
    // A test checks each and finds no fault, so a start need not: it takes half of the time of reading.
    SHIPPED.0.iter().filter_map(|(text, ..)| framework(&Json::parse(text).ok()?)).collect()
}

/// Whether a file says of itself that it is a framework file: then [`read_framework`] says what is wrong with it.
pub fn is_framework(text: &str) -> bool {
    has_format(text, FORMAT)
}

/// Reads a framework file: the framework, or everything that is wrong with it.
pub fn read_framework(text: &str, catalogue: &Catalogue) -> Result<Framework, Vec<Fault>> {
    read(text, |root| framework_at(root, catalogue))
}

/// Reads a framework where it stands: a file, or a part of a message.
pub(super) fn framework_at(root: &Node<'_>, catalogue: &Catalogue) -> Option<Framework> {
    refuse_foreign_head(root, FORMAT, VERSION)?;
    check(root, &FRAMEWORK);
    // Also where something has another shape: the names are those that the file gives, and every fault is wanted.
    check_references(root, catalogue);
    framework(root.sound()?)
}

pub(super) fn framework(json: &Json) -> Option<Framework> {
    let mut framework = Framework {
        year: json.year("year")?,
        latest_results: json.year("latest_results")?,
        id: json.id("id"),
        council: json.text_of("council"),
        title: json.text_of("title"),
        note: json.text_of("note"),
        contact: json.text_of("contact"),
        documents: json.each("documents", document),
        grades: json.words("grades", GRADES),
        by_phase: json.entries("phases").iter().flat_map(phase_measures).collect(),
        thresholds: json.each("thresholds", threshold),
        questions: json.each("questions", question),
        indicators: json.each("indicators", indicator),
        scores: json.each("scores", score),
        categories: json.each("categories", category),
        rules: json.each("rules", rule),
        order: clause(json.at("order")),
        overlays: json.each("overlays", overlay),
        support: json.each("support", support),
        targets: json.entries("targets").iter().filter_map(printed_target).collect(),
        calendars: json.each("calendars", calendar),
        action_plan: json.get("action_plan").map(action_plan),
    };
    framework.number_tests();
    Some(framework)
}

fn document(json: &Json) -> Document {
    Document { id: json.id("id"), title: json.text_of("title"), file: json.text_of("file") }
}

pub(super) fn clause(json: &Json) -> Clause {
    Clause {
        document: json.id("document"),
        place: json.text_of("place"),
        basis: json.word("basis", BASES),
        note: json.text_of("note"),
    }
}

/// The measures of each of the phases that an entry names.
fn phase_measures(json: &Json) -> Vec<PhaseMeasures> {
    let measures = |phase| PhaseMeasures {
        phase,
        headline: json.ids("headline"),
        progress: json.ids("progress"),
        teacher: json.ids("teacher"),
        groups: json.ids("groups"),
        all: json.ids("measures"),
    };
    json.words("phases", PHASES).into_iter().map(measures).collect()
}

fn threshold(json: &Json) -> Threshold {
    Threshold {
        id: json.id("id"),
        label: json.text_of("label"),
        unit: json.text_of("unit"),
        values: json.each("values", |json| ThresholdValue {
            measure: json.id_if("measure"),
            year: json.year("year"),
            value: json.level("value"),
            changed_from: None,
            clause: clause(json.at("clause")),
        }),
    }
}

fn question(json: &Json) -> Question {
    Question {
        id: json.id("id"),
        label: json.text_of("label"),
        text: json.text_of("text"),
        help: json.text_of("help"),
        options: json
            .each("options", |json| AnswerOption { id: json.id("id"), label: json.text_of("label") }),
        number: json.get("number").map(|json| NumberRange {
            lowest: json.level("lowest"),
            highest: json.level("highest"),
            unit: json.text_of("unit"),
        }),
        is_ladder: json.is_set("ladder"),
        checklist: json.texts("checklist"),
        proposals: json.each("proposals", |json| Proposal { answer: json.id("answer"), when: when(json) }),
        clause: clause(json.at("clause")),
    }
}

fn score(json: &Json) -> Score {
    Score {
        id: json.id("id"),
        label: json.text_of("label"),
        items: json.each("items", |json| ScoreItem {
            label: json.text_of("label"),
            when: when(json),
            points: json.id("points"),
            clause: clause(json.at("clause")),
        }),
    }
}

fn indicator(json: &Json) -> Indicator {
    Indicator { id: json.id("id"), label: json.text_of("label"), when: when(json) }
}

fn category(json: &Json) -> Category {
    Category {
        id: json.id("id"),
        name: json.text_of("name"),
        meaning: json.text_of("meaning"),
        follows: json.each("follows", |json| Consequence {
            text: json.text_of("text"),
            when: json.get("when").map(condition),
            clause: clause(json.at("clause")),
        }),
        clause: clause(json.at("clause")),
    }
}

fn rule(json: &Json) -> Rule {
    Rule {
        id: json.id("id"),
        label: json.text_of("label"),
        category: json.id("category"),
        when: when(json),
        clause: clause(json.at("clause")),
    }
}

fn overlay(json: &Json) -> Overlay {
    Overlay {
        id: json.id("id"),
        label: json.text_of("label"),
        note: json.text_of("note"),
        otherwise: json.text_of("otherwise"),
        levels: json.each("levels", |json| OverlayLevel {
            label: json.text_of("label"),
            when: when(json),
            candidates_for: json.texts("candidates_for"),
            clause: clause(json.at("clause")),
        }),
    }
}

fn support(json: &Json) -> Support {
    Support {
        term: json.text_of("term"),
        text: json.text_of("text"),
        days: json.get("days").map(Json::as_level),
        is_optional: json.is_set("optional"),
        when: when(json),
        clause: clause(json.at("clause")),
    }
}

fn printed_target(json: &Json) -> Option<PrintedTarget> {
    Some(PrintedTarget {
        year: json.year("year")?,
        label: json.text_of("label"),
        measure: json.id_if("measure"),
        band: json.text_of("band"),
        kind: json.word("kind", TARGET_KINDS),
        value: json.level("value"),
        each_term: json.get("each_term").map(Json::as_level),
        group: json.word("group", GROUPS),
        scope: json.word("scope", SCOPES),
        phases: json.words("phases", PHASES),
        is_adopted: json.is_set("adopted"),
        clause: clause(json.at("clause")),
    })
}

fn calendar(json: &Json) -> Calendar {
    let milestone = |json: &Json| {
        Some(Milestone {
            date: json.at("date").as_date()?,
            printed: json.text_of("printed"),
            text: json.text_of("text"),
        })
    };
    let mut milestones: Vec<Milestone> = json.entries("milestones").iter().filter_map(milestone).collect();
    sort_by_key(&mut milestones, |milestone| milestone.date);
    Calendar { label: json.text_of("label"), milestones, clause: clause(json.at("clause")) }
}

fn action_plan(json: &Json) -> ActionPlan {
    ActionPlan { title: json.text_of("title"), clause: clause(json.at("clause")) }
}

fn when(json: &Json) -> Condition {
    condition(json.at("when"))
}

fn condition(json: &Json) -> Condition {
    // Beside its clause a condition has one key, its kind.
    let (kind, value) = json.first_but("clause");
    let fact = match kind {
        "all" => return Condition::All(conditions(value)),
        "any" => return Condition::Any(conditions(value)),
        "none" => return Condition::None(conditions(value)),
        "at_least" => {
            return Condition::AtLeast { count: value.id("count"), of: conditions(value.at("of")) };
        }
        "score" => {
            return Condition::Score {
                of: value.id("of"),
                relation: value.word("is", RELATIONS),
                threshold: value.id("threshold"),
            };
        }
        "indicator" => return Condition::Indicator(value.as_id()),
        "inspection" => Fact::Inspection(value.as_words(GRADES)),
        "answer" => match value.id_if("at_least") {
            Some(rung) => Fact::AnswerAtLeast { question: value.id("question"), rung },
            None => Fact::Answer { question: value.id("question"), is: value.ids("is") },
        },
        "number" => Fact::Number {
            question: value.id("question"),
            relation: value.word("is", RELATIONS),
            threshold: value.id("threshold"),
        },
        "figure" => Fact::Figure(figure(value)),
        "trend" => Fact::Trend {
            measures: measure_set(value.at("measures")),
            over: over(value.at("over")),
            trend: value.word("is", TRENDS),
        },
        "phase" => Fact::Phase(value.as_words(PHASES)),
        "status" => Fact::Status(value.as_words(STATUSES)),
        _ => Fact::Outcome(value.as_ids()),
    };
    Condition::Test(Test { fact, clause: json.get("clause").map(clause), index: 0 })
}

fn conditions(list: &Json) -> Vec<Condition> {
    list.as_entries().iter().map(condition).collect()
}

fn figure(json: &Json) -> FigureTest {
    let years = json.years("years");
    FigureTest {
        measures: measure_set(json.at("measures")),
        over: over(json.at("over")),
        group: json.word("group", GROUPS),
        quantity: match json.at("quantity").as_str() {
            "gap" => Quantity::Gap,
            "mean" => Quantity::Mean(years),
            "change" => Quantity::Change(years),
            "relative_change" => Quantity::RelativeChange(years),
            "test_less_teacher" => Quantity::TestLessTeacher,
            "in_school_gap" => Quantity::InSchoolGap,
            "in_school_gap_change" => Quantity::InSchoolGapChange(years),
            _ => Quantity::Result,
        },
        years_back: json.years("years_back"),
        in_years: json.get("in_years").map(|json| InYears {
            of: json.years("of"),
            hold: over(json.at("hold")),
            known: json.id_if("known"),
        }),
        relation: json.word("is", RELATIONS),
        threshold: json.id("threshold"),
        when_missing: json.word("when_missing", WHEN_MISSING),
    }
}

fn measure_set(json: &Json) -> MeasureSet {
    match json.as_str() {
        "headline" => MeasureSet::Headline,
        "progress" => MeasureSet::Progress,
        "teacher" => MeasureSet::TeacherAssessed,
        _ => MeasureSet::Named(json.as_ids()),
    }
}

fn over(json: &Json) -> Over {
    match json.as_str() {
        "any" => Over::Any,
        "every" => Over::Every,
        _ => Over::AtLeast(json.id("at_least")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{catalogue, shipped_text};

    #[test]
    fn the_shipped_frameworks_have_no_fault() {
        let catalogue = catalogue();
        for framework in shipped_frameworks() {
            let text = shipped_text(framework.id.as_str()).unwrap();
            assert_eq!(read_framework(&text, &catalogue), Ok(framework));
        }
        assert_eq!(shipped_frameworks().len(), SHIPPED.0.len());
    }
}

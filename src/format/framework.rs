//! A framework file: a council's scheme, read with every fault at once.

use crate::domain::Framework;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::framework::{
    AnswerOption, Calendar, Category, Clause, Condition, Consequence, Document, Fact, FigureTest, InYears,
    Indicator, MeasureSet, Milestone, NumberRange, Over, Overlay, OverlayLevel, PhaseMeasures, PrintedTarget,
    Proposal, Quantity, Question, Rule, Scope, Score, ScoreItem, Support, Test, Threshold, ThresholdValue,
    WhenMissing,
};
use crate::domain::ids::MeasureId;
use crate::domain::map::sort_by_key;
use crate::domain::measure::Catalogue;
use crate::domain::reference::Group;

use super::json::{Node, Object, has_format, head, read, refuse_foreign_head};
use super::names::{BASES, GRADES, GROUPS, PHASES, RELATIONS, SCOPES, STATUSES, TRENDS, WHEN_MISSING};
use super::references::check_references;

const FORMAT: &str = "attainment-planner framework";
const VERSION: i64 = 1;

// Every file in `frameworks/`, as `build.rs` shortens it.
const SHIPPED: &[&str] = include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// The frameworks that ship, in the order in which they are offered.
pub fn shipped_frameworks(catalogue: &Catalogue) -> Vec<Framework> {
    // A test reads each without a fault; one that could not be read would be left out.
    SHIPPED.iter().filter_map(|text| read_framework(text, catalogue).ok()).collect()
}

/// Whether a file says of itself that it is a framework file: then [`read_framework`] says what is wrong with it.
pub fn is_framework(text: &str) -> bool {
    has_format(text, FORMAT)
}

/// Reads a framework file: the framework, or everything that is wrong with it.
pub fn read_framework(text: &str, catalogue: &Catalogue) -> Result<Framework, Vec<Fault>> {
    read(text, |root| {
        refuse_foreign_head(root, FORMAT, VERSION)?;
        let object = root.object(&[
            "format",
            "version",
            "id",
            "council",
            "title",
            "year",
            "latest_results",
            "note",
            "contact",
            "documents",
            "grades",
            "phases",
            "thresholds",
            "questions",
            "indicators",
            "scores",
            "categories",
            "rules",
            "order",
            "overlays",
            "support",
            "targets",
            "calendars",
        ])?;
        head(&object, FORMAT, VERSION)?;
        let framework = read_parts(&object);
        // Also where a part could not be read: the names are those that the file gives, and every fault is wanted.
        check_references(root, catalogue);
        framework
    })
}

fn read_parts(object: &Object<'_>) -> Option<Framework> {
    // Everything is read before anything missing ends the reading, so that every fault is found.
    let id = object.need("id").and_then(|node| node.id());
    let council = object.need("council").and_then(|node| node.string());
    let title = object.need("title").and_then(|node| node.string());
    let year = object.need("year").and_then(|node| node.year());
    let latest_results = object.need("latest_results").and_then(|node| node.year());
    let grades = object.need("grades").and_then(|node| node.each(|grade| grade.one_of(GRADES)));
    let documents = object.need("documents").and_then(|node| node.each(document));
    let by_phase = object.need("phases").and_then(|node| node.each(phase));
    let categories = object.need("categories").and_then(|node| node.each(category));
    let rules = object.need("rules").and_then(|node| node.each(rule));
    let order = object.need("order").and_then(|node| clause(&node));
    let mut framework = Framework {
        note: object.text_or_empty("note"),
        contact: object.text_or_empty("contact"),
        scores: object.each("scores", score),
        thresholds: object.each("thresholds", threshold),
        questions: object.each("questions", question),
        indicators: object.each("indicators", indicator),
        overlays: object.each("overlays", overlay),
        support: object.each("support", support),
        targets: object.each("targets", printed_target),
        calendars: object.each("calendars", calendar),
        id: id?,
        council: council?,
        title: title?,
        year: year?,
        latest_results: latest_results?,
        grades: grades?,
        documents: documents?,
        by_phase: by_phase?.into_iter().flatten().collect(),
        categories: categories?,
        rules: rules?,
        order: order?,
    };
    framework.number_tests();
    Some(framework)
}

fn document(node: &Node<'_>) -> Option<Document> {
    let object = node.object(&["id", "title", "file"])?;
    Some(Document {
        id: object.need("id")?.id()?,
        title: object.need("title")?.string()?,
        file: object.text_or_empty("file"),
    })
}

fn clause(node: &Node<'_>) -> Option<Clause> {
    let object = node.object(&["document", "place", "basis", "note"])?;
    let (document, place, basis) = (object.need("document"), object.need("place"), object.need("basis"));
    Some(Clause {
        document: document?.id()?,
        place: place?.string()?,
        basis: basis?.one_of(BASES)?,
        note: object.text_or_empty("note"),
    })
}

fn need_clause(object: &Object<'_>) -> Option<Clause> {
    object.need("clause").and_then(|node| clause(&node))
}

/// The measures of each of the phases that an entry names.
fn phase(node: &Node<'_>) -> Option<Vec<PhaseMeasures>> {
    let object = node.object(&["phases", "headline", "progress", "teacher", "groups", "measures"])?;
    let measures = |key: &'static str| object.each(key, |measure| measure.id());
    let (headline, progress, teacher) = (measures("headline"), measures("progress"), measures("teacher"));
    let groups = measures("groups");
    let all: Vec<MeasureId> = measures("measures");
    let known: Vec<&str> = all.iter().map(MeasureId::as_str).collect();
    for key in ["headline", "progress", "teacher", "groups"] {
        node.entries(key).iter().for_each(|measure| measure.check_known(&known));
    }
    let phases = object.need("phases")?.each(|phase| phase.one_of(PHASES))?;
    Some(
        phases
            .into_iter()
            .map(|phase| PhaseMeasures {
                phase,
                headline: headline.clone(),
                progress: progress.clone(),
                teacher: teacher.clone(),
                groups: groups.clone(),
                all: all.clone(),
            })
            .collect(),
    )
}

fn threshold(node: &Node<'_>) -> Option<Threshold> {
    let object = node.object(&["id", "label", "unit", "values"])?;
    let (id, label, unit, values) =
        (object.need("id"), object.need("label"), object.need("unit"), object.need("values"));
    let values = values?.each(|node| {
        let object = node.object(&["measure", "year", "value", "clause"])?;
        let clause = need_clause(&object);
        Some(ThresholdValue {
            measure: object.get("measure").and_then(|node| node.id()),
            year: object.get("year").and_then(|node| node.year()),
            value: object.need("value")?.level()?,
            changed_from: None,
            clause: clause?,
        })
    })?;
    Some(Threshold { id: id?.id()?, label: label?.string()?, unit: unit?.string()?, values })
}

fn question(node: &Node<'_>) -> Option<Question> {
    let object = node.object(&[
        "id",
        "label",
        "text",
        "help",
        "options",
        "number",
        "ladder",
        "checklist",
        "proposals",
        "clause",
    ])?;
    let (id, label, text) = (object.need("id"), object.need("label"), object.need("text"));
    let (help, clause) = (object.need("help"), need_clause(&object));
    // Answers to choose from, or a number.
    let number = object.get("number").map(|node| number_range(&node));
    if number.is_none() {
        object.need("options");
    }
    let options = object.each("options", |node| {
        let object = node.object(&["id", "label"])?;
        Some(AnswerOption { id: object.need("id")?.id()?, label: object.need("label")?.string()? })
    });
    if number.is_some() && !options.is_empty() {
        node.fault(FaultKind::WrongKind { expected: "either \"options\" or \"number\"" });
    }
    Some(Question {
        number: number.map_or(Some(None), |range| range.map(Some))?,
        is_ladder: object.get("ladder").and_then(|node| node.boolean()).unwrap_or(false),
        checklist: object.each("checklist", |node| node.string()),
        proposals: object.each("proposals", |node| {
            let object = node.object(&["answer", "when"])?;
            Some(Proposal { answer: object.need("answer")?.id()?, when: condition(&object.need("when")?)? })
        }),
        id: id?.id()?,
        label: label?.string()?,
        text: text?.string()?,
        help: help?.string()?,
        options,
        clause: clause?,
    })
}

fn number_range(node: &Node<'_>) -> Option<NumberRange> {
    let object = node.object(&["lowest", "highest", "unit"])?;
    let (lowest, highest, unit) = (object.need("lowest"), object.need("highest"), object.need("unit"));
    Some(NumberRange { lowest: lowest?.level()?, highest: highest?.level()?, unit: unit?.string()? })
}

fn score(node: &Node<'_>) -> Option<Score> {
    let object = node.object(&["id", "label", "items"])?;
    let (id, label, items) = (object.need("id"), object.need("label"), object.need("items"));
    let items = items?.each(|node| {
        let object = node.object(&["label", "when", "points", "clause"])?;
        let (label, when, points) = (object.need("label"), object.need("when"), object.need("points"));
        let clause = need_clause(&object);
        Some(ScoreItem {
            when: condition(&when?)?,
            label: label?.string()?,
            points: points?.id()?,
            clause: clause?,
        })
    })?;
    Some(Score { id: id?.id()?, label: label?.string()?, items })
}

fn indicator(node: &Node<'_>) -> Option<Indicator> {
    let object = node.object(&["id", "label", "when"])?;
    let (id, label, when) = (object.need("id"), object.need("label"), object.need("when"));
    Some(Indicator { when: condition(&when?)?, id: id?.id()?, label: label?.string()? })
}

fn category(node: &Node<'_>) -> Option<Category> {
    let object = node.object(&["id", "name", "meaning", "follows", "clause"])?;
    let (id, name, meaning, clause) =
        (object.need("id"), object.need("name"), object.need("meaning"), need_clause(&object));
    Some(Category {
        follows: object.each("follows", |node| {
            let object = node.object(&["text", "when", "clause"])?;
            let (text, clause) = (object.need("text"), need_clause(&object));
            let when = object.get("when").map(|node| condition(&node));
            if matches!(when, Some(None)) {
                return None;
            }
            Some(Consequence { text: text?.string()?, when: when.flatten(), clause: clause? })
        }),
        id: id?.id()?,
        name: name?.string()?,
        meaning: meaning?.string()?,
        clause: clause?,
    })
}

fn rule(node: &Node<'_>) -> Option<Rule> {
    let object = node.object(&["id", "label", "category", "when", "clause"])?;
    let (id, label, category) = (object.need("id"), object.need("label"), object.need("category"));
    let (when, clause) = (object.need("when"), need_clause(&object));
    Some(Rule {
        when: condition(&when?)?,
        id: id?.id()?,
        label: label?.string()?,
        category: category?.id()?,
        clause: clause?,
    })
}

fn overlay(node: &Node<'_>) -> Option<Overlay> {
    let object = node.object(&["id", "label", "note", "otherwise", "levels"])?;
    let (id, label, levels) = (object.need("id"), object.need("label"), object.need("levels"));
    let levels = levels?.each(|node| {
        let object = node.object(&["label", "when", "candidates_for", "clause"])?;
        let (label, when, clause) = (object.need("label"), object.need("when"), need_clause(&object));
        Some(OverlayLevel {
            candidates_for: object.each("candidates_for", |node| node.string()),
            when: condition(&when?)?,
            label: label?.string()?,
            clause: clause?,
        })
    })?;
    Some(Overlay {
        id: id?.id()?,
        label: label?.string()?,
        note: object.text_or_empty("note"),
        otherwise: object.text_or_empty("otherwise"),
        levels,
    })
}

fn support(node: &Node<'_>) -> Option<Support> {
    let object = node.object(&["term", "text", "days", "optional", "when", "clause"])?;
    let (term, text, when, clause) =
        (object.need("term"), object.need("text"), object.need("when"), need_clause(&object));
    Some(Support {
        days: object.get("days").and_then(|node| node.level()),
        is_optional: object.get("optional").and_then(|node| node.boolean()).unwrap_or(false),
        when: condition(&when?)?,
        term: term?.string()?,
        text: text?.string()?,
        clause: clause?,
    })
}

fn printed_target(node: &Node<'_>) -> Option<PrintedTarget> {
    let object = node.object(&["label", "measure", "year", "band", "value", "scope", "clause"])?;
    let (label, year, value, clause) =
        (object.need("label"), object.need("year"), object.need("value"), need_clause(&object));
    Some(PrintedTarget {
        measure: object.get("measure").and_then(|node| node.id()),
        band: object.text_or_empty("band"),
        scope: object.get("scope").map_or(Some(Scope::School), |node| node.one_of(SCOPES))?,
        label: label?.string()?,
        year: year?.year()?,
        value: value?.level()?,
        clause: clause?,
    })
}

fn calendar(node: &Node<'_>) -> Option<Calendar> {
    let object = node.object(&["label", "milestones", "clause"])?;
    let (label, milestones, clause) = (object.need("label"), object.need("milestones"), need_clause(&object));
    let mut milestones = milestones?.each(|node| {
        let object = node.object(&["date", "printed", "text"])?;
        Some(Milestone {
            date: object.need("date")?.date()?,
            printed: object.need("printed")?.string()?,
            text: object.text_or_empty("text"),
        })
    })?;
    sort_by_key(&mut milestones, |milestone| milestone.date);
    Some(Calendar { label: label?.string()?, milestones, clause: clause? })
}

/// The kinds of condition. Exactly one of them is a key of every condition.
const KINDS: &[&str] = &[
    "all",
    "any",
    "none",
    "at_least",
    "score",
    "indicator",
    "inspection",
    "answer",
    "number",
    "figure",
    "trend",
    "phase",
    "status",
    "outcome",
];

fn condition(node: &Node<'_>) -> Option<Condition> {
    let known: Vec<&str> = KINDS.iter().copied().chain(["clause"]).collect();
    let object = node.object(&known)?;
    let given: Vec<&str> = node.keys().into_iter().filter(|key| KINDS.contains(key)).collect();
    let [kind] = given.as_slice() else {
        node.fault(FaultKind::WrongKind { expected: "a condition of exactly one kind" });
        return None;
    };
    let value = object.get(kind)?;
    // Every part is read even where another is faulty.
    let parts = |node: &Node<'_>| {
        let list = node.list()?;
        let read: Vec<_> = list.iter().map(condition).collect();
        read.into_iter().collect::<Option<Vec<_>>>()
    };
    let fact = match *kind {
        "all" => return Some(Condition::All(parts(&value)?)),
        "any" => return Some(Condition::Any(parts(&value)?)),
        "none" => return Some(Condition::None(parts(&value)?)),
        "at_least" => {
            let object = value.object(&["count", "of"])?;
            let (count, of) = (object.need("count"), object.need("of"));
            return Some(Condition::AtLeast { of: parts(&of?)?, count: count?.id()? });
        }
        "score" => {
            let object = value.object(&["of", "is", "threshold"])?;
            let (of, relation, threshold) = (object.need("of"), object.need("is"), object.need("threshold"));
            return Some(Condition::Score {
                of: of?.id()?,
                relation: relation?.one_of(RELATIONS)?,
                threshold: threshold?.id()?,
            });
        }
        "indicator" => return Some(Condition::Indicator(value.id()?)),
        "inspection" => Fact::Inspection(value.each(|grade| grade.one_of(GRADES))?),
        "answer" => answer(&value)?,
        "number" => {
            let object = value.object(&["question", "is", "threshold"])?;
            let (question, relation, threshold) =
                (object.need("question"), object.need("is"), object.need("threshold"));
            Fact::Number {
                question: question?.id()?,
                relation: relation?.one_of(RELATIONS)?,
                threshold: threshold?.id()?,
            }
        }
        "figure" => Fact::Figure(figure(&value)?),
        "trend" => {
            let object = value.object(&["measures", "over", "is"])?;
            let (measures, over, trend) = (object.need("measures"), object.need("over"), object.need("is"));
            Fact::Trend {
                measures: measure_set(&measures?)?,
                over: quantifier(&over?)?,
                trend: trend?.one_of(TRENDS)?,
            }
        }
        "phase" => Fact::Phase(value.each(|phase| phase.one_of(PHASES))?),
        "status" => Fact::Status(value.each(|status| status.one_of(STATUSES))?),
        _ => Fact::Outcome(value.each(|category| category.id())?),
    };
    let clause = match object.get("clause") {
        Some(node) => Some(clause(&node)?),
        None => None,
    };
    Some(Condition::Test(Test { fact, clause, index: 0 }))
}

fn answer(node: &Node<'_>) -> Option<Fact> {
    let object = node.object(&["question", "is", "at_least"])?;
    let question = object.need("question")?.id()?;
    match (object.get("is"), object.get("at_least")) {
        (Some(is), None) => Some(Fact::Answer { question, is: is.each(|answer| answer.id())? }),
        (None, Some(rung)) => Some(Fact::AnswerAtLeast { question, rung: rung.id()? }),
        _ => {
            node.fault(FaultKind::WrongKind { expected: "either \"is\" or \"at_least\"" });
            None
        }
    }
}

fn figure(node: &Node<'_>) -> Option<FigureTest> {
    let object = node.object(&[
        "measures",
        "over",
        "group",
        "quantity",
        "years",
        "years_back",
        "in_years",
        "is",
        "threshold",
        "when_missing",
    ])?;
    let (measures, over, quantity) = (object.need("measures"), object.need("over"), object.need("quantity"));
    let (relation, threshold) = (object.need("is"), object.need("threshold"));
    let years = object.get("years").map(|node| node.years());
    let quantity = quantity?;
    let years = || match years {
        Some(Some(0)) => {
            quantity.fault(FaultKind::WrongKind { expected: "a number of years, 1 to 10" });
            None
        }
        Some(years) => years,
        None => {
            quantity.fault(FaultKind::MissingKey("years"));
            None
        }
    };
    let words = [
        "result",
        "gap",
        "mean",
        "change",
        "relative_change",
        "test_less_teacher",
        "in_school_gap",
        "in_school_gap_change",
    ];
    let quantity = match quantity.place_among(&words)? {
        0 => Quantity::Result,
        1 => Quantity::Gap,
        2 => Quantity::Mean(years()?),
        3 => Quantity::Change(years()?),
        4 => Quantity::RelativeChange(years()?),
        5 => Quantity::TestLessTeacher,
        6 => Quantity::InSchoolGap,
        _ => Quantity::InSchoolGapChange(years()?),
    };
    let in_years = object.get("in_years").map(|node| in_years(&node));
    Some(FigureTest {
        group: object.get("group").map_or(Some(Group::All), |node| node.one_of(GROUPS))?,
        in_years: in_years.map_or(Some(None), |years| years.map(Some))?,
        years_back: object.get("years_back").map_or(Some(0), |node| node.years())?,
        when_missing: object
            .get("when_missing")
            .map_or(Some(WhenMissing::Unknown), |n| n.one_of(WHEN_MISSING))?,
        measures: measure_set(&measures?)?,
        over: quantifier(&over?)?,
        quantity,
        relation: relation?.one_of(RELATIONS)?,
        threshold: threshold?.id()?,
    })
}

fn in_years(node: &Node<'_>) -> Option<InYears> {
    let object = node.object(&["of", "hold", "known"])?;
    let (of, hold) = (object.need("of"), object.need("hold"));
    let known = object.get("known").map(|node| node.id());
    let of = of?;
    let years = of.years()?;
    if years == 0 {
        of.fault(FaultKind::WrongKind { expected: "a number of years, 1 to 10" });
    }
    Some(InYears {
        of: years,
        hold: quantifier(&hold?)?,
        known: known.map_or(Some(None), |id| id.map(Some))?,
    })
}

fn measure_set(node: &Node<'_>) -> Option<MeasureSet> {
    if node.is_text() {
        return Some(match node.place_among(&["headline", "progress", "teacher"])? {
            0 => MeasureSet::Headline,
            1 => MeasureSet::Progress,
            _ => MeasureSet::TeacherAssessed,
        });
    }
    node.each(|measure| measure.id()).map(MeasureSet::Named)
}

fn quantifier(node: &Node<'_>) -> Option<Over> {
    if node.is_text() {
        return Some(if node.place_among(&["any", "every"])? == 0 { Over::Any } else { Over::Every });
    }
    node.object(&["at_least"])?.need("at_least")?.id().map(Over::AtLeast)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::catalogue;

    #[test]
    fn the_shipped_frameworks_have_no_fault() {
        let catalogue = catalogue();
        for text in SHIPPED {
            let start = text.get(..100).unwrap_or(text);
            assert_eq!(read_framework(text, &catalogue).err(), None, "{start}");
        }
    }
}

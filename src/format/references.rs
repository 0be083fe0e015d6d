//! Whether every name in a framework file stands for something, and each thing has a name of its own.
//!
//! Looks at the file itself rather than at what was read of it, so that each fault has its place, and a thing that could
//! not be read is not also missed by everything that names it.

use crate::domain::AcademicYear;
use crate::domain::fault::FaultKind;
use crate::domain::measure::Catalogue;

use super::cases::school;
use super::json::Node;

/// Notes every name that stands for nothing in the file or `catalogue`, and everything that is given twice.
pub(super) fn check_references(root: &Node<'_>, catalogue: &Catalogue) {
    let names = Names {
        measures: catalogue.iter().map(|measure| measure.id.as_str()).collect(),
        documents: ids(&root.entries("documents")),
        thresholds: root.entries("thresholds"),
        questions: root.entries("questions"),
        scores: ids(&root.entries("scores")),
        categories: ids(&root.entries("categories")),
        latest: root.text_at("latest_results").and_then(|text| AcademicYear::parse(text).ok()),
    };
    let lists = [
        ("document", "documents"),
        ("threshold", "thresholds"),
        ("question", "questions"),
        ("indicator", "indicators"),
        ("score", "scores"),
        ("category", "categories"),
        ("rule", "rules"),
        ("overlay", "overlays"),
    ];
    for (kind, list) in lists {
        check_repeated(kind, root.entries(list).iter().map(|node| (*node, node.text_at("id"))));
    }
    let phases = root.entries("phases");
    let named =
        phases.iter().flat_map(|node| node.entries("phases").into_iter().map(move |name| (node, name)));
    check_repeated("phase", named.map(|(node, name)| (*node, name.as_text())));
    for phase in &phases {
        let measures = phase.entries("measures");
        measures.iter().for_each(|measure| measure.check_known(&names.measures));
        let listed: Vec<&str> = measures.iter().filter_map(|measure| measure.as_text()).collect();
        for set in ["headline", "progress", "teacher", "groups"] {
            phase.entries(set).iter().for_each(|measure| measure.check_known(&listed));
        }
    }
    for threshold in &names.thresholds {
        threshold.entries("values").iter().for_each(|value| names.check_measure(value));
    }
    root.entries("targets").iter().for_each(|target| names.check_measure(target));
    for calendar in root.entries("calendars") {
        let milestones = calendar.entries("milestones");
        check_repeated("milestone", milestones.iter().map(|node| (*node, node.text_at("date"))));
    }
    if let Some(order) = root.child("order") {
        names.check_clause(&order);
    }
    names.check_clauses(root);
    check_cases(root);

    // An indicator may use those before it only, so that none can go round in a circle.
    let indicators = root.entries("indicators");
    let every = ids(&indicators);
    for (place, indicator) in indicators.iter().enumerate() {
        let earlier = ids(&indicators[..place]);
        names.check_when(indicator, &Scope { indicators: &earlier, scores: &[], after_category: false });
    }
    // Nor may an item of a score count a score, or an indicator.
    let items = Scope { indicators: &every, scores: &[], after_category: false };
    for item in root.entries("scores").into_iter().flat_map(|score| score.entries("items")) {
        item.child("points").iter().for_each(|points| names.check_count(points));
        names.check_when(&item, &items);
    }
    let before = Scope { scores: &names.scores, ..items };
    let after = Scope { after_category: true, ..before };
    for rule in &root.entries("rules") {
        rule.child("category").iter().for_each(|category| category.check_known(&names.categories));
        names.check_when(rule, &before);
    }
    for question in &names.questions {
        let options = question.entries("options");
        check_repeated("answer", options.iter().map(|node| (*node, node.text_at("id"))));
        for proposal in question.entries("proposals") {
            proposal.child("answer").iter().for_each(|answer| answer.check_known(&ids(&options)));
            names.check_when(&proposal, &before);
        }
    }
    let levels = root.entries("overlays").into_iter().flat_map(|overlay| overlay.entries("levels"));
    let follows = root.entries("categories").into_iter().flat_map(|category| category.entries("follows"));
    for node in levels.chain(follows).chain(root.entries("support")) {
        names.check_when(&node, &after);
    }
}

/// What no shape can say of test cases. What a case says of its school or expects, and the scheme does not have (any more),
/// is no fault: whoever changes a question is not to lose the file for it. Trying the case tells it (`domain::case`). Nor
/// does anything refer to a case's name.
fn check_cases(root: &Node<'_>) {
    for case in &root.entries("cases") {
        // For what is given twice.
        school(case, &"".into());
        let Some(expected) = case.child("expected") else { continue };
        for (key, beside) in [("rule", "category"), ("or_none", "between")] {
            if let Some(node) = expected.child(key).filter(|_| expected.child(beside).is_none()) {
                node.fault(FaultKind::UnknownKey(key.to_owned()));
            }
        }
    }
}

fn ids<'a>(nodes: &[Node<'a>]) -> Vec<&'a str> {
    nodes.iter().filter_map(|node| node.text_at("id")).collect()
}

fn check_repeated<'a>(kind: &str, named: impl Iterator<Item = (Node<'a>, Option<&'a str>)>) {
    let mut seen = Vec::new();
    for (node, name) in named.filter_map(|(node, name)| Some((node, name?))) {
        if seen.contains(&name) {
            node.fault(FaultKind::Repeated(format!("{kind} {name}")));
        }
        seen.push(name);
    }
}

/// The names that the file gives, and those of measures.
struct Names<'a> {
    measures: Vec<&'a str>,
    documents: Vec<&'a str>,
    thresholds: Vec<Node<'a>>,
    questions: Vec<Node<'a>>,
    scores: Vec<&'a str>,
    categories: Vec<&'a str>,
    latest: Option<AcademicYear>,
}

/// What a condition may use where it stands.
#[derive(Clone, Copy)]
struct Scope<'a> {
    indicators: &'a [&'a str],
    scores: &'a [&'a str],
    /// Whether the category is known there.
    after_category: bool,
}

impl Names<'_> {
    fn check_measure(&self, node: &Node<'_>) {
        node.child("measure").iter().for_each(|measure| measure.check_known(&self.measures));
    }

    fn check_clause(&self, clause: &Node<'_>) {
        clause.child("document").iter().for_each(|document| document.check_known(&self.documents));
    }

    /// Every clause in `node`, however deep.
    fn check_clauses(&self, node: &Node<'_>) {
        node.child("clause").iter().for_each(|clause| self.check_clause(clause));
        node.children().iter().for_each(|child| self.check_clauses(child));
    }

    fn check_when(&self, node: &Node<'_>, scope: &Scope<'_>) {
        node.child("when").iter().for_each(|when| self.check_condition(when, scope));
    }

    fn check_condition(&self, condition: &Node<'_>, scope: &Scope<'_>) {
        for parts in ["all", "any", "none"] {
            condition.entries(parts).iter().for_each(|part| self.check_condition(part, scope));
        }
        if let Some(at_least) = condition.child("at_least") {
            at_least.child("count").iter().for_each(|count| self.check_count(count));
            at_least.entries("of").iter().for_each(|part| self.check_condition(part, scope));
        }
        if let Some(score) = condition.child("score") {
            score.child("of").iter().for_each(|of| of.check_known(scope.scores));
            score.child("threshold").iter().for_each(|threshold| self.check_count(threshold));
        }
        if let Some(number) = condition.child("number") {
            number.child("question").iter().for_each(|question| self.check_number(question));
            number.child("threshold").iter().for_each(|threshold| self.check_count(threshold));
        }
        condition.child("indicator").iter().for_each(|name| name.check_known(scope.indicators));
        condition.child("answer").iter().for_each(|answer| self.check_answer(answer));
        for test in ["figure", "trend"].into_iter().filter_map(|kind| condition.child(kind)) {
            test.entries("measures").iter().for_each(|measure| measure.check_known(&self.measures));
            let over = test.child("over").and_then(|over| over.child("at_least"));
            over.iter().for_each(|count| self.check_count(count));
            if let Some(years) = test.child("in_years") {
                let hold = years.child("hold").and_then(|hold| hold.child("at_least"));
                hold.iter().for_each(|count| self.check_count(count));
                years.child("known").iter().for_each(|count| self.check_count(count));
            }
            test.child("threshold").iter().for_each(|name| name.check_known(&ids(&self.thresholds)));
        }
        if let Some(outcome) = condition.child("outcome") {
            if !scope.after_category {
                outcome.fault(FaultKind::WrongKind { expected: "a test that does not ask for the category" });
            }
            outcome.children().iter().for_each(|category| category.check_known(&self.categories));
        }
    }

    /// A threshold that counts something has a value whatever the measure.
    fn check_count(&self, count: &Node<'_>) {
        let named = self.thresholds.iter().find(|node| node.text_at("id") == count.as_text());
        let Some(threshold) = named else { return count.check_known(&ids(&self.thresholds)) };
        let serves = |value: &Node<'_>| {
            let year = value.text_at("year").map(AcademicYear::parse);
            value.child("measure").is_none() && year.is_none_or(|year| year.ok() == self.latest)
        };
        if !threshold.entries("values").iter().any(serves) {
            count.fault(FaultKind::WrongKind { expected: "a threshold with a value for every measure" });
        }
    }

    fn check_number(&self, question: &Node<'_>) {
        let named = self.questions.iter().find(|node| node.text_at("id") == question.as_text());
        match named {
            None => question.check_known(&ids(&self.questions)),
            Some(asked) if asked.child("number").is_none() => {
                question.fault(FaultKind::WrongKind { expected: "a question whose answer is a number" });
            }
            Some(_) => {}
        }
    }

    fn check_answer(&self, answer: &Node<'_>) {
        let Some(question) = answer.child("question") else { return };
        let named = self.questions.iter().find(|node| node.text_at("id") == question.as_text());
        let Some(asked) = named else { return question.check_known(&ids(&self.questions)) };
        let options = ids(&asked.entries("options"));
        answer.entries("is").iter().for_each(|option| option.check_known(&options));
        if let Some(rung) = answer.child("at_least") {
            rung.check_known(&options);
            if !asked.child("ladder").is_some_and(|ladder| ladder.is_true()) {
                question.fault(FaultKind::WrongKind { expected: "a question whose answers form a ladder" });
            }
        }
    }
}

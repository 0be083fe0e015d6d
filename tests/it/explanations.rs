//! The explanations: the words of whole cases under every scheme, and what must hold of each.
//!
//! `INSTA_UPDATE=always` takes the text of today as the one to compare with.

use attainment_planner::domain::category::{Outcome, Trace};
use attainment_planner::domain::framework::Framework;
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::{Evaluation, Plan};
use attainment_planner::format::write_trace;
use attainment_planner::present::category::{CategoryView, view};
use attainment_planner::present::explanation::{Explanation, explain};
use attainment_planner::present::questions::{Question, questions};
use attainment_planner::present::reason::{Reason, Source, Verdict, Words};
use serde_json::{Value, json};

use crate::school::{SHIPPED, School, judged, today};

/// A case of `tests/cases/`: the framework, the plan and what is made of it.
struct Case {
    framework: Framework,
    plan: Plan,
    evaluation: Evaluation,
}

fn case(framework: &Framework, school: School) -> Case {
    let framework = framework.clone();
    let plan = school.validated_for(&framework).0;
    let evaluation = judged(&plan, &framework);
    Case { framework, plan, evaluation }
}

/// Every case of a framework's file, with its name.
fn cases(framework: &Framework) -> Vec<(String, School)> {
    let path = format!("{}/tests/cases/{}.json", env!("CARGO_MANIFEST_DIR"), framework.id);
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let entries = |value: &Value| -> Vec<(String, String)> {
        let object = value.as_object().cloned().unwrap_or_default();
        object.iter().map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect()
    };
    let cases = file["cases"].as_array().unwrap().iter().filter(|case| case.get("results_year").is_none());
    cases
        .map(|case| {
            let like = case.get("like").map_or(&Value::Null, |like| &file["schools"][like.as_str().unwrap()]);
            let all = [entries(like), entries(&case["but"])].concat();
            let all: Vec<(&str, &str)> =
                all.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            (case["case"].as_str().unwrap().to_owned(), School::default().with(&all))
        })
        .collect()
}

impl Case {
    fn explained(&self) -> Explanation {
        let words = Words { framework: &self.framework, catalogue: &SHIPPED.catalogue, plan: &self.plan };
        explain(&self.evaluation, words, today())
    }
}

/// What is written for people and for machines.
fn written(case: &Case) -> (String, String) {
    let explanation = case.explained();
    let Case { framework, plan, evaluation } = case;
    (explanation.to_text(), write_trace(evaluation, plan, framework, today(), &explanation.outline()))
}

fn framework(id: &str) -> &'static Framework {
    SHIPPED.frameworks.iter().find(|framework| framework.id.as_str() == id).unwrap()
}

/// The case called `name` of a scheme.
fn named(id: &str, name: &str) -> Case {
    let framework = framework(id);
    let (_, school) = cases(framework).into_iter().find(|(found, _)| found == name).unwrap();
    case(framework, school.with(&[("name", "Sample School")]))
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The cases whose words are kept: by scheme, what each is one of and what it is called.
const KEPT: [(&str, &[(&str, &str)]); 6] = [
    (
        "doncaster/2015-16",
        &[
            ("decided", "5: below the floor twice"),
            ("between", "unknown: capacity, requires improvement"),
            ("no_description", "hole: good, lacking leadership"),
            ("not_applicable", "not applicable: phase not covered"),
        ],
    ),
    (
        "east-sussex/2014-15",
        &[
            ("decided", "2: below national"),
            ("between", "unknown: assessed at risk"),
            ("no_description", "hole: never inspected, new head"),
            ("not_applicable", "year edge: figures of other years only"),
        ],
    ),
    (
        "england/2025-26",
        &[
            ("decided", "universal: one sign is not enough"),
            ("between", "unknown: safeguarding"),
            ("not_applicable", "no phase"),
        ],
    ),
    (
        "norfolk/2013-14",
        &[
            ("decided", "D1: follows an outstanding school"),
            ("between", "the year before is missing, requires improvement"),
            ("no_description", "hole: never inspected"),
            ("not_applicable", "year edge: results only of years that are not judged"),
        ],
    ),
    (
        "staffordshire/2007-08",
        &[
            ("decided", "4: special measures, whatever the self-evaluation"),
            ("between", "unknown: grade and self-evaluation"),
            ("not_applicable", "not applicable: phase not covered"),
        ],
    ),
    (
        "suffolk/2015-16",
        &[
            ("decided", "one sign: attendance"),
            ("between", "notice not known, two signs"),
            ("not_applicable", "figures, but none in the years that are read"),
        ],
    ),
];

#[test]
fn the_words_of_whole_cases() {
    for (id, kept) in KEPT {
        for (kind, name) in kept {
            let case = named(id, name);
            let found = match case.evaluation.outcome {
                Outcome::Decided { .. } => "decided",
                Outcome::Between { .. } => "between",
                Outcome::NoDescription { .. } => "no_description",
                Outcome::NotApplicable(_) => "not_applicable",
            };
            assert_eq!(found, *kind, "{id}: {name}");
            let council = id.split('/').next().unwrap();
            snapshot(&format!("explanation__{council}_{kind}"), &written(&case).0);
        }
    }
}

#[test]
fn the_export_of_a_case() {
    snapshot(
        "explanation__east-sussex_decided_json",
        &written(&named("east-sussex/2014-15", "2: below national")).1,
    );
}

#[test]
fn where_several_rules_may_give_the_category_none_is_shown_as_certain() {
    let norfolk = framework("norfolk/2013-14");
    let school = School::of(&[("phase", "primary"), ("transition", "yes")]);
    let case = case(norfolk, school.clone());
    let words = Words { framework: norfolk, catalogue: &SHIPPED.catalogue, plan: &case.plan };
    let shown = view(&case.evaluation, words);
    assert_eq!((shown.headline.number.as_str(), shown.headline.name.as_str()), ("D", "In transition"));
    assert!(shown.headline.sentence.ends_with("Which rule gives it is not known yet: D1, D2 or D3 may."));
    assert!(shown.rules.iter().all(|rule| !rule.decides));
    let (text, json) = written(&case);
    snapshot("explanation__norfolk_several_rules", &text);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["outcome"], json!({"kind": "decided", "category": "D", "rules": ["D1", "D2", "D3"]}));

    let certain = self::case(norfolk, school.with(&[("predecessor", "good")]));
    let words = Words { plan: &certain.plan, ..words };
    let shown = view(&certain.evaluation, words);
    let deciding: Vec<_> =
        shown.rules.iter().filter(|rule| rule.decides).map(|rule| rule.id.as_str()).collect();
    assert_eq!(deciding, ["D2"]);
}

#[test]
fn a_headline_says_on_what_it_rests() {
    for (id, name, expected) in [
        (
            "staffordshire/2007-08",
            "2: self-evaluation",
            "Staffordshire’s published rules place the school in category 2, Good.",
        ),
        (
            "doncaster/2015-16",
            "5: special measures",
            "Doncaster’s published rules place the school in category 5,",
        ),
        ("doncaster/2015-16", "5: below the floor twice", "In part this rests on what the planner assumes"),
        (
            "suffolk/2015-16",
            "one sign: attendance",
            "the planner’s own reading of what Suffolk published, the school is in category Green.",
        ),
        ("east-sussex/2014-15", "2: below national", "The council has not published the test itself."),
        (
            "england/2025-26",
            "universal: one sign is not enough",
            "It is a template, and no council’s policy.",
        ),
    ] {
        let text = written(&named(id, name)).0;
        assert!(text.contains(expected), "{id}, {name}: {text}");
    }
}

#[test]
fn a_number_that_was_changed_is_never_shown_as_the_councils() {
    let mut changed = named("doncaster/2015-16", "5: below the floor twice");
    let floors =
        changed.framework.thresholds.iter_mut().find(|threshold| threshold.id.as_str() == "floor").unwrap();
    for value in &mut floors.values {
        value.changed_from = Some(value.value);
        value.value = Level::hundredths(9_000);
    }
    changed.evaluation = judged(&changed.plan, &changed.framework);
    let (text, json) = written(&changed);
    for words in [
        "with numbers that you changed in Doncaster’s rules, the school is in category 5",
        "is below 90% (the floor standard, changed by you)",
        "the scheme’s own number is 65.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(json.contains("\"changed_from\""));
}

#[test]
fn what_follows_names_its_own_unknown() {
    let east = framework("east-sussex/2014-15");
    let school = School::of(&[("phase", "primary"), ("risk", "special_measures")]);
    let text = written(&case(east, school)).0;
    assert!(text.contains(". Whether it applies depends on the grade of the last inspection"), "{text}");
    assert!(text.contains(". Whether it applies depends on who maintains the school."), "{text}");
    // Support that goes by a category which is open.
    let text = written(&case(framework("england/2025-26"), School::of(&[("phase", "primary")]))).0;
    let visit = "Autumn, 0.5 days – Conversation about results and priorities. Whether it applies depends on the category.";
    assert!(text.contains(visit), "{text}");
}

/// Faults of wording that no sentence may have.
fn faults(line: &str) -> Option<&'static str> {
    let words: Vec<&str> = line.split(' ').collect();
    let files = [".txt", ".csv", ".xls", ".pdf", ".zip", ".ods", "RECTYPE"];
    // What stands before a colon, and again after it.
    let repeated = line.split_once(": ").is_some_and(|(label, rest)| {
        label.len() > 5 && rest.to_lowercase().starts_with(&label.trim_start_matches('“').to_lowercase())
    });
    let doubled = words.windows(2).any(|pair| pair[0] == pair[1] && pair[0].chars().any(char::is_alphabetic));
    [
        (doubled, "a doubled word"),
        (line.contains("  ") || line.ends_with(' '), "a space too many"),
        (
            ["..", ".,", " .", " ,", ": :", "()", "( ", ",,", ":."].iter().any(|bad| line.contains(bad)),
            "punctuation",
        ),
        (line.contains('{') || line.contains("Some(") || line.contains('_'), "code"),
        (files.iter().any(|file| line.contains(file)), "the name of a raw file"),
        (repeated, "words said again after a colon"),
        (line.contains("A*-C") || line.contains(" english"), "a grade or a subject that nobody writes so"),
        (line.contains("one of one") || line.contains("no phase"), "a sentence of nothing"),
        (line.ends_with(':') && line.len() < 4, "a heading of nothing"),
        (line.contains(" 1 points") || line.contains(" 1 pupils"), "a plural"),
    ]
    .into_iter()
    .find(|(is, _)| *is)
    .map(|(_, fault)| fault)
}

/// Every case of every scheme, and each phase with only so much known.
fn many() -> Vec<(String, Case)> {
    let mut many = Vec::new();
    for framework in &SHIPPED.frameworks {
        let every = if std::env::var_os("PLANNER_EVERY_CASE").is_some() { 1 } else { 7 };
        let all = cases(framework).into_iter().step_by(every);
        many.extend(all.map(|(name, school)| (format!("{}, {name}", framework.id), case(framework, school))));
        for phase in ["early_years", "junior", "secondary", "special"] {
            let bare = case(framework, School::of(&[("phase", phase), ("grade", "good")]));
            many.push((format!("{}, {phase} with a grade alone", framework.id), bare));
        }
    }
    many
}

#[test]
fn every_sentence_is_one_and_every_export_can_be_read() {
    for (name, case) in many() {
        let (text, export) = written(&case);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
        for line in text.lines() {
            let line = line.trim_start().trim_start_matches("- ");
            if let Some(fault) = faults(line) {
                panic!("{name}: {fault} in {line:?}");
            }
        }
        let Case { framework, plan, evaluation } = &case;
        let words = Words { framework, catalogue: &SHIPPED.catalogue, plan };
        let asked = questions(evaluation, words, &[], &|_, _| true);
        for line in shown(&case).into_iter().chain(asked.iter().map(Question::said)) {
            if let Some(fault) = faults(&line) {
                panic!("{name}: {fault} on the page in {line:?}");
            }
        }
        let json: Value = serde_json::from_str(&export).unwrap();
        assert_eq!(json["format"], "attainment-planner explanation", "{name}");
        let rules = json["rules"].as_array().unwrap();
        assert_eq!(rules.len(), case.evaluation.rules.len(), "{name}");
        for (rule, traced) in rules.iter().zip(&case.evaluation.rules) {
            assert_eq!(rule["trace"], trace_of(&rule["trace"], &traced.trace), "{name}");
        }
        if let Outcome::Decided { category, .. } = &case.evaluation.outcome {
            assert_eq!(json["outcome"]["category"], category.as_str(), "{name}");
            assert!(text.contains("What decided it\n- Category "), "{name}: {text}");
        }
        // The same again, to the byte.
        assert_eq!(written(&case), (text, export), "{name}");
    }
}

/// Every sentence of the category page.
fn shown(case: &Case) -> Vec<String> {
    fn inside(reason: &Reason, found: &mut Vec<String>) {
        found.push(reason.claim.clone());
        found.extend(reason.found.iter().cloned());
        found.extend(reason.source.as_ref().map(Source::said));
        reason.parts.iter().for_each(|part| inside(part, found));
    }
    let words = Words { framework: &case.framework, catalogue: &SHIPPED.catalogue, plan: &case.plan };
    let shown = view(&case.evaluation, words);
    let mut found = vec![shown.headline.sentence, shown.headline.label];
    found.extend([shown.because, shown.pupils, shown.answers].concat());
    found.extend(shown.nearest.into_iter().flat_map(|near| near.unmet));
    found.extend(shown.follows.into_iter().map(|follow| follow.text));
    found.extend(shown.support.rows.into_iter().flat_map(|row| row.cells));
    found.push(shown.also);
    found.extend(shown.overlays.iter().map(|overlay| format!("{}: {}", overlay.label, overlay.result)));
    found.extend(shown.open.into_iter().flat_map(|open| [vec![open.text], open.cases].concat()));
    let levels = shown.overlays.iter().flat_map(|overlay| &overlay.levels);
    for rule in shown.rules.iter().chain(levels) {
        found.push(rule.title.clone());
        inside(&rule.reason, &mut found);
    }
    found
}

/// An exported trace with its truths, numbers of readings and parts set to those of the trace itself.
fn trace_of(exported: &Value, trace: &Trace) -> Value {
    let mut expected = exported.clone();
    expected["truth"] = json!(format!("{:?}", trace.truth).to_lowercase());
    if let Some(items) = expected.get_mut("items").and_then(Value::as_array_mut) {
        assert_eq!(items.len(), trace.parts.len());
        for (item, part) in items.iter_mut().zip(&trace.parts) {
            item["trace"] = trace_of(&item["trace"], part);
        }
    }
    if let Some(parts) = expected.get_mut("parts").and_then(Value::as_array_mut) {
        assert_eq!(parts.len(), trace.parts.len());
        for (exported, part) in parts.iter_mut().zip(&trace.parts) {
            *exported = trace_of(exported, part);
        }
    }
    if let Some(readings) = expected.get("readings").and_then(Value::as_array) {
        assert_eq!(readings.len(), trace.readings.len());
    }
    expected
}

fn viewed(case: &Case) -> CategoryView {
    let Case { framework, plan, evaluation } = case;
    view(evaluation, Words { framework, catalogue: &SHIPPED.catalogue, plan })
}

/// The sample partnership in the words of a case: 62.3% is below the floor of 65%, and of the year before nothing is known.
fn below_the_floor(but: &[(&str, &str)]) -> Case {
    let school = School::of(&[
        ("phase", "primary"),
        ("grade", "requires_improvement"),
        ("capacity", "needs_external"),
        ("behaviour_poor", "no"),
        ("leadership_ineffective", "no"),
        ("at_risk", "no"),
        ("ks2.rwm.l4 2014/15", "62.3"),
    ]);
    case(framework("doncaster/2015-16"), school.with(but))
}

#[test]
fn what_else_could_settle_it_is_said() {
    let open = below_the_floor(&[]);
    let shown = viewed(&open);
    assert_eq!(shown.open.len(), 1);
    // The floor of 2013/14 is not in the council’s document: 65% is assumed of it.
    assert_eq!(
        shown.open[0].cases,
        [
            "Below 65% (the floor standard, assumed): category 5, School of Extreme Concern",
            "65% or more: category 4, School of Concern"
        ]
    );
    let progress =
        |subject: &str| format!("key stage 1 to 2 expected progress, {subject}, in 2014/15 or 2013/14");
    let all = ["reading", "writing", "mathematics"].map(progress).join("; ");
    assert_eq!(shown.also, format!("Depending on what it is, any of these could settle it too: {all}."));
    // It is so: expected progress at national (91%) lifts the school over the floor; below national it settles nothing.
    let over = below_the_floor(&[("ks2.reading.expected_progress 2013/14", "91")]);
    assert_eq!(over.evaluation.category().unwrap().as_str(), "4");
    let under = below_the_floor(&[("ks2.reading.expected_progress 2013/14", "90.9")]);
    assert_eq!(viewed(&under).open.len(), 1);
    assert!(!viewed(&under).also.contains("reading, in 2014/15 or 2013/14"), "{}", viewed(&under).also);
    // Where nothing else could, nothing is said.
    assert_eq!(viewed(&over).also, "");
}

#[test]
fn a_figure_that_is_left_out_is_said_to_be_missing() {
    fn all<'r>(reason: &'r Reason, found: &mut Vec<&'r Reason>) {
        found.push(reason);
        reason.parts.iter().for_each(|part| all(part, found));
    }
    let progress = |case: &Case, verdict: Verdict| {
        let shown = viewed(case);
        let mut found = Vec::new();
        shown.rules.iter().for_each(|rule| all(&rule.reason, &mut found));
        let claim = "At or above the national figure in 2013/14, in any one of these";
        let said = found.iter().find(|reason| reason.claim.starts_with(claim)).unwrap();
        assert_eq!(said.verdict, verdict);
        said.found[0].clone()
    };
    assert_eq!(
        progress(&below_the_floor(&[]), Verdict::LeftOut),
        "Key stage 1 to 2 expected progress, reading: the 2013/14 result is missing, and the test does without it"
    );
    // One of three is enough for the test to be one that was read.
    progress(&below_the_floor(&[("ks2.writing.expected_progress 2013/14", "50")]), Verdict::No);
    let text = written(&below_the_floor(&[])).0;
    assert!(text.contains("This must not hold, and no figure says that it does:"), "{text}");
}

/// The stated order: by the first rule that reads it, then what the inspection’s report has, results of the latest year,
/// answers in the order of the form, earlier results from the latest back.
#[test]
fn what_would_settle_it_comes_in_the_order_in_which_it_is_best_found_out() {
    let school = School::of(&[("phase", "secondary"), ("inclusion", "expected_standard")]);
    let open = viewed(&case(framework("england/2025-26"), school)).open;
    let texts: Vec<&str> = open.iter().map(|open| open.text.as_str()).collect();
    let asked = |text: &&str| text.starts_with("The answer to");
    let (answers, figures): (Vec<&str>, Vec<&str>) = texts.iter().partition(|text| asked(text));
    let results = |year: &str, of: &str| format!("The {year} result for {of}");
    // The first rule reads Attainment 8 of two years and the report card; attendance is read by the second.
    assert_eq!(
        figures,
        [
            results("2024/25", "Attainment 8"),
            results("2023/24", "Attainment 8"),
            results("2022/23", "Attainment 8"),
            results("2024/25", "attendance"),
            results("2024/25", "persistent absence (missing 10% or more)"),
        ]
    );
    // The answers of the first rule come between the latest result and the earlier ones, in the order of the form.
    let place = |what: &str| texts.iter().position(|text| text.contains(what)).unwrap();
    assert_eq!(place("2024/25 result for Attainment 8"), 0);
    assert_eq!(place("Has Ofsted published a report card"), 1);
    assert_eq!(place("2023/24 result for Attainment 8"), 1 + answers.len());
    let form = framework("england/2025-26").questions.iter().map(|question| question.text.as_str());
    let form: Vec<&str> = form.filter(|text| answers.iter().any(|answer| answer.contains(text))).collect();
    assert!(
        answers.len() > 9 && answers.iter().zip(form).all(|(answer, text)| answer.contains(text)),
        "{answers:?}"
    );
}

#[test]
fn levels_of_overlays_have_plain_ids() {
    let staffordshire = framework("staffordshire/2007-08");
    let case = case(staffordshire, School::of(&[("phase", "secondary")]));
    let words = Words { framework: staffordshire, catalogue: &SHIPPED.catalogue, plan: &case.plan };
    let shown = view(&case.evaluation, words);
    let ids: Vec<&str> =
        shown.overlays.iter().flat_map(|overlay| &overlay.levels).map(|level| level.id.as_str()).collect();
    assert!(ids.contains(&"consultant_cost-1") && ids.contains(&"consultant_cost-6"));
    let is_plain = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    assert!(ids.iter().all(|id| is_plain(id)), "{ids:?}");
}

/// Every rule and named fact as one sentence, as the officers' area shows it. Brackets show what belongs together.
#[test]
fn rules_as_sentences() {
    let mut text = String::new();
    for framework in &SHIPPED.frameworks {
        let plan = case(framework, School::of(&[("phase", "primary")])).plan;
        let words = Words { framework, catalogue: &SHIPPED.catalogue, plan: &plan };
        text += &format!("== {}\n", framework.id);
        let rules = framework.rules.iter().map(|rule| (&rule.label, &rule.when));
        for (label, when) in framework.indicators.iter().map(|one| (&one.label, &one.when)).chain(rules) {
            text += &format!("{label}: {}\n", words.short(when));
        }
    }
    snapshot("rules_as_sentences", &text);
}

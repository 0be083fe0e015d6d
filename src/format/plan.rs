//! The saved plan: what was typed, as text, in a versioned file.

use crate::domain::benchmark::{BenchmarkKey, BenchmarkText};
use crate::domain::cohort::CohortGroup;
use crate::domain::draft::{
    AreaDraft, DateText, MilestoneKey, Overruled, ScenarioDraft, SchemeDraft, TargetKey, TargetText, TermKey,
    ThresholdKey, WhatIfDraft,
};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::figure::FigureKey;
use crate::domain::import::Origin;
use crate::domain::map::Map;
use crate::domain::target::YES;
use crate::domain::{AcademicYear, Draft, Field};

use super::json::{Json, Node, read, refuse_foreign_head};
use super::names::{
    AREAS_COMPARED, ASSESSMENTS, COHORT_GROUPS, GRADES, GROUPS, PARTS, PHASES, RELEASES, STATUSES, word,
};
use super::plan_shape::{FORMAT, PLAN, PLAN_1, PLAN_2, VERSION, milestone};
use super::shape::check;

/// The only scheme that there was in version 1, which kept the answers without naming theirs.
const SCHEME_OF_VERSION_1: &str = "doncaster/2015-16";

/// Reads a saved plan: the draft, or everything that is wrong with the file.
pub fn read_plan(text: &str) -> Result<Draft, Vec<Fault>> {
    read(text, plan)
}

/// Reads a saved plan where it stands: a file, or a part of a message.
pub(super) fn plan(root: &Node<'_>) -> Option<Draft> {
    refuse_foreign_head(root, FORMAT, VERSION)?;
    let version = root.child("version").and_then(|version| version.as_whole());
    let shape = match version {
        Some(1) => &PLAN_1,
        Some(2) => &PLAN_2,
        _ => &PLAN,
    };
    check(root, shape);
    // Also where something has another shape: what is given twice is still to be told.
    Some(draft(root, root.json()))
}

/// The draft of a file, as far as it has its shape. What is given twice is a fault.
pub(super) fn draft(root: &Node<'_>, file: &Json) -> Draft {
    let school = file.at("school");
    let inspected = school.at("inspected");
    let mut draft = Draft {
        framework: file.name_if("framework"),
        name: school.text_of("name"),
        phase: school.word_if("phase", PHASES),
        status: school.word_if("status", STATUSES),
        grade: school.word_if("grade", GRADES),
        grade_before: school.word_if("grade_before", GRADES),
        inspected: DateText {
            day: inspected.text_of("day"),
            month: inspected.text_of("month"),
            year: inspected.text_of("year"),
        },
        calendar: file.text_of("calendar"),
        disagreement: file.text_of("disagreement"),
        ..Draft::default()
    };
    fill(&mut draft.cohorts, root, "cohorts", |_, entry| Some((cohort_key(entry)?, entry.text_of("pupils"))));
    fill(&mut draft.figures, root, "figures", |_, entry| Some((figure_key(entry)?, entry.text_of("text"))));
    for node in root.entries("cohorts") {
        let field = cohort_key(node.json()).map(|(group, year)| Field::Cohort(group, year));
        draft.origins.extend(field.zip(origin(node.json())));
    }
    for node in root.entries("figures") {
        draft.origins.extend(figure_key(node.json()).map(Field::Figure).zip(origin(node.json())));
    }
    fill(&mut draft.benchmarks, root, "benchmarks", |_, entry| {
        let key = BenchmarkKey {
            area: entry.word_if("area", AREAS_COMPARED)?,
            measure: entry.name_if("measure")?,
            year: entry.year("year")?,
            group: entry.word_or_first("group", GROUPS)?,
        };
        let (text, schools) = (entry.text_of("text"), entry.text_of("schools"));
        Some((key, BenchmarkText { text, schools, origin: origin(entry).unwrap_or_default() }))
    });
    // Of a list that this version does not have, the key was a fault.
    let of_version_1 = scheme(root, file);
    if of_version_1 != SchemeDraft::default() {
        let framework = draft.framework.clone().unwrap_or_else(|| SCHEME_OF_VERSION_1.into());
        draft.schemes.insert(framework, of_version_1);
    }
    fill(&mut draft.schemes, root, "schemes", |node, entry| {
        Some((entry.name_if("framework")?, scheme(node, entry)))
    });
    // So was that of an earlier list of targets.
    let of_earlier = scenario(root, &Json::Null);
    if of_earlier != ScenarioDraft::default() {
        draft.scenarios.push(of_earlier);
    }
    draft.scenarios.extend(root.entries("scenarios").iter().map(|node| scenario(node, node.json())));
    draft.in_view = usize::from(file.years("in_view")).min(draft.scenarios.len().saturating_sub(1));
    fill(&mut draft.dates, root, "dates", |_, entry| {
        Some((milestone(entry.at("milestone").as_str())?, entry.text_of("date")))
    });
    fill(&mut draft.actuals, root, "actuals", |_, entry| {
        Some(((target_key(entry)?, milestone(entry.at("milestone").as_str())?), entry.text_of("text")))
    });
    fill(&mut draft.terms, root, "terms", |_, entry| {
        let term = u8::try_from(entry.years("term")).ok()?;
        let key = TermKey { measure: entry.name_if("measure")?, year: entry.year("year")?, term };
        Some((key, entry.text_of("count")))
    });
    fill(&mut draft.areas, root, "areas", |_, entry| {
        let area = AreaDraft { words: entry.text_of("words"), measure: entry.name_if("measure") };
        Some((u8::try_from(entry.years("area")).ok()?, area))
    });
    for (what_if, node) in draft.what_ifs.iter_mut().zip(root.entries("what_ifs")) {
        what_if.name = node.json().text_of("name");
        fill(&mut what_if.by, &node, "changes", |node, entry| {
            let by = node.child("by").and_then(|by| by.as_whole()).and_then(|by| i32::try_from(by).ok())?;
            Some((target_key(entry)?, by))
        });
    }
    draft
}

/// Since version 5, a figure or size that was filled from a file says which.
fn origin(entry: &Json) -> Option<Origin> {
    let release = entry.word_if("release", RELEASES)?;
    Some(Origin { file: entry.text_of("file"), release })
}

fn scenario(node: &Node<'_>, file: &Json) -> ScenarioDraft {
    let mut scenario = ScenarioDraft {
        name: file.text_of("name"),
        carries_on: file.is_set("carries_on"),
        ..ScenarioDraft::default()
    };
    fill(&mut scenario.targets, node, "targets", |_, entry| {
        let mut target = TargetText::default();
        for (name, part) in PARTS {
            // Until version 3 one of them was yes or no, and not a word.
            target.set(*part, if entry.is_set(name) { YES } else { entry.at(name).as_str() });
        }
        Some((target_key(entry)?, target))
    });
    scenario
}

fn cohort_key(entry: &Json) -> Option<(CohortGroup, AcademicYear)> {
    Some((entry.word_if("group", COHORT_GROUPS)?, entry.year("year")?))
}

fn figure_key(entry: &Json) -> Option<FigureKey> {
    Some(FigureKey {
        measure: entry.name_if("measure")?,
        year: entry.year("year")?,
        group: entry.word_or_first("group", GROUPS)?,
        assessment: entry.word_or_first("assessment", ASSESSMENTS)?,
    })
}

fn target_key(entry: &Json) -> Option<TargetKey> {
    Some(TargetKey { measure: entry.name_if("measure")?, group: entry.word_or_first("group", GROUPS)? })
}

fn milestone_name(key: &MilestoneKey) -> String {
    match key {
        MilestoneKey::Printed(date) => date.to_string(),
        MilestoneKey::Own(year, number) => format!("{year} {number}"),
    }
}

fn scheme(node: &Node<'_>, file: &Json) -> SchemeDraft {
    let mut scheme = SchemeDraft::default();
    fill(&mut scheme.answers, node, "answers", |_, entry| {
        Some((entry.name_if("question")?, entry.id("answer")))
    });
    fill(&mut scheme.thresholds, node, "thresholds", |_, entry| {
        let key = ThresholdKey {
            threshold: entry.name_if("threshold")?,
            measure: entry.name_if("measure"),
            year: entry.year("year"),
        };
        Some((key, entry.text_of("value")))
    });
    scheme.overruled = file.get("overruled").map(|overruled| Overruled {
        category: overruled.name_if("category"),
        reason: overruled.text_of("reason"),
    });
    scheme
}

/// Fills a map from a list of entries; the same entry twice is a fault.
fn fill<K: Ord, V>(
    map: &mut Map<K, V>,
    node: &Node<'_>,
    list: &'static str,
    read: fn(&Node<'_>, &Json) -> Option<(K, V)>,
) {
    for entry in node.entries(list) {
        if let Some((key, value)) = read(&entry, entry.json())
            && map.insert(key, value).is_some()
        {
            entry.fault(FaultKind::Repeated(list.to_owned()));
        }
    }
}

fn of_key(key: &TargetKey) -> Vec<(String, Json)> {
    vec![
        ("measure".to_owned(), Json::text(key.measure.as_str())),
        ("group".to_owned(), Json::text(word(GROUPS, &key.group))),
    ]
}

/// An entry with the file and the release that it came from, where it did.
fn with_origin(entry: &[(&str, Json)], origin: Option<&Origin>) -> Json {
    let mut entry: Vec<_> = entry.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    if let Some(Origin { file, release }) = origin {
        entry.push(("file".to_owned(), Json::text(file)));
        entry.push(("release".to_owned(), Json::text(word(RELEASES, release))));
    }
    Json::Object(entry)
}

/// The draft as a file. The same draft always gives the same text.
pub fn write_plan(draft: &Draft) -> String {
    // Writing to memory cannot fail, and the tree has no keys but text.
    serde_json::to_string_pretty(&tree(draft)).unwrap_or_default()
}

/// The draft as the tree of its file.
pub(super) fn tree(draft: &Draft) -> Json {
    let name = |name: &str| Json::text(name);
    let mut school = vec![("name".to_owned(), name(&draft.name))];
    let mut choose = |key: &str, chosen: Option<&'static str>| {
        school.extend(chosen.map(|word| (key.to_owned(), name(word))));
    };
    choose("phase", draft.phase.map(|phase| word(PHASES, &phase)));
    choose("status", draft.status.map(|status| word(STATUSES, &status)));
    choose("grade", draft.grade.map(|grade| word(GRADES, &grade)));
    choose("grade_before", draft.grade_before.map(|grade| word(GRADES, &grade)));
    // A blank is kept too: what was typed comes back as it was.
    if draft.inspected != DateText::default() {
        let DateText { day, month, year } = &draft.inspected;
        school.push((
            "inspected".to_owned(),
            Json::object([("day", name(day)), ("month", name(month)), ("year", name(year))]),
        ));
    }
    let cohorts = draft.cohorts.iter().map(|((group, year), pupils)| {
        let entry = [
            ("group", name(word(COHORT_GROUPS, group))),
            ("year", name(&year.to_string())),
            ("pupils", name(pupils)),
        ];
        with_origin(&entry, draft.origins.get(&Field::Cohort(*group, *year)))
    });
    let figures = draft.figures.iter().map(|(key, text)| {
        let entry = [
            ("measure", name(key.measure.as_str())),
            ("year", name(&key.year.to_string())),
            ("group", name(word(GROUPS, &key.group))),
            ("assessment", name(word(ASSESSMENTS, &key.assessment))),
            ("text", name(text)),
        ];
        with_origin(&entry, draft.origins.get(&Field::Figure(key.clone())))
    });
    let benchmarks = draft.benchmarks.iter().map(|(of, own)| {
        let entry = [
            ("area", name(word(AREAS_COMPARED, &of.area))),
            ("measure", name(of.measure.as_str())),
            ("year", name(&of.year.to_string())),
            ("group", name(word(GROUPS, &of.group))),
            ("text", name(&own.text)),
            ("schools", name(&own.schools)),
        ];
        with_origin(&entry, Some(&own.origin))
    });
    let schemes = draft.schemes.iter().map(|(framework, scheme)| {
        let mut entry = vec![("framework".to_owned(), name(framework.as_str()))];
        if !scheme.answers.is_empty() {
            let answers = scheme.answers.iter().map(|(question, answer)| {
                Json::object([("question", name(question.as_str())), ("answer", name(answer.as_str()))])
            });
            entry.push(("answers".to_owned(), Json::List(answers.collect())));
        }
        if !scheme.thresholds.is_empty() {
            let thresholds = scheme.thresholds.iter().map(|(key, value)| {
                let mut entry = vec![("threshold".to_owned(), name(key.threshold.as_str()))];
                entry.extend(key.measure.as_ref().map(|id| ("measure".to_owned(), name(id.as_str()))));
                entry.extend(key.year.map(|year| ("year".to_owned(), name(&year.to_string()))));
                entry.push(("value".to_owned(), name(value)));
                Json::Object(entry)
            });
            entry.push(("thresholds".to_owned(), Json::List(thresholds.collect())));
        }
        if let Some(Overruled { category, reason }) = &scheme.overruled {
            let category = category.iter().map(|id| ("category".to_owned(), name(id.as_str())));
            let reason = ("reason".to_owned(), name(reason));
            entry.push(("overruled".to_owned(), Json::Object(category.chain([reason]).collect())));
        }
        Json::Object(entry)
    });
    let scenarios = draft.scenarios.iter().map(|scenario| {
        let targets = scenario.targets.iter().map(|(key, target)| {
            let mut entry = of_key(key);
            for (part, text) in target.parts() {
                entry.push((word(PARTS, &part).to_owned(), name(text)));
            }
            Json::Object(entry)
        });
        Json::object([
            ("name", name(&scenario.name)),
            ("carries_on", Json::Bool(scenario.carries_on)),
            ("targets", Json::List(targets.collect())),
        ])
    });
    let dates = draft.dates.iter().map(|(milestone, date)| {
        Json::object([("milestone", name(&milestone_name(milestone))), ("date", name(date))])
    });
    let actuals = draft.actuals.iter().map(|((key, milestone), text)| {
        let mut entry = of_key(key);
        entry.push(("milestone".to_owned(), name(&milestone_name(milestone))));
        entry.push(("text".to_owned(), name(text)));
        Json::Object(entry)
    });
    let terms = draft.terms.iter().map(|(key, count)| {
        Json::object([
            ("measure", name(key.measure.as_str())),
            ("year", name(&key.year.to_string())),
            ("term", Json::Number(f64::from(key.term))),
            ("count", name(count)),
        ])
    });
    let areas = draft.areas.iter().map(|(number, area)| {
        let mut entry = vec![("area".to_owned(), Json::Number(f64::from(*number)))];
        entry.extend(area.measure.as_ref().map(|id| ("measure".to_owned(), name(id.as_str()))));
        entry.push(("words".to_owned(), name(&area.words)));
        Json::Object(entry)
    });
    let used = draft.what_ifs.iter().rposition(|what_if| *what_if != WhatIfDraft::default());
    let what_ifs = draft.what_ifs[..used.map_or(0, |last| last + 1)].iter().map(|what_if| {
        let changes = what_if.by.iter().map(|(key, by)| {
            let mut entry = of_key(key);
            entry.push(("by".to_owned(), Json::Number(f64::from(*by))));
            Json::Object(entry)
        });
        Json::object([("name", name(&what_if.name)), ("changes", Json::List(changes.collect()))])
    });
    Json::object([
        ("format", name(FORMAT)),
        ("version", Json::Number(VERSION as f64)),
        ("framework", draft.framework.as_ref().map_or(Json::Null, |id| name(id.as_str()))),
        ("school", Json::Object(school)),
        ("cohorts", Json::List(cohorts.collect())),
        ("figures", Json::List(figures.collect())),
        ("benchmarks", Json::List(benchmarks.collect())),
        ("schemes", Json::List(schemes.collect())),
        ("scenarios", Json::List(scenarios.collect())),
        ("in_view", Json::Number(draft.in_view as f64)),
        ("calendar", name(&draft.calendar)),
        ("dates", Json::List(dates.collect())),
        ("actuals", Json::List(actuals.collect())),
        ("terms", Json::List(terms.collect())),
        ("areas", Json::List(areas.collect())),
        ("what_ifs", Json::List(what_ifs.collect())),
        ("disagreement", name(&draft.disagreement)),
    ])
}

//! The saved plan: what was typed, as text, in a versioned file.

use crate::domain::calendar::MOST_OWN;
use crate::domain::draft::{
    AREAS, AreaDraft, DateText, MOST_SCENARIOS, MOST_TERMS, MOST_WHAT_IFS, MilestoneKey, Overruled,
    ScenarioDraft, SchemeDraft, TargetKey, TargetText, TermKey, ThresholdKey, WhatIfDraft,
};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::figure::FigureKey;
use crate::domain::import::Origin;
use crate::domain::map::Map;
use crate::domain::target::YES;
use crate::domain::{AcademicYear, Draft, Field};

use super::json::{Json, MOST_ENTRIES, Node, Object, head, read, refuse_foreign_head};
use super::names::{ASSESSMENTS, COHORT_GROUPS, GRADES, GROUPS, PARTS, PHASES, RELEASES, STATUSES, word};

const FORMAT: &str = "attainment-planner plan";
/// A change of the format adds a version and a step from the one before; a file of each version reads for ever.
const VERSION: i64 = 5;
/// The only scheme that there was in version 1, which kept the answers without naming theirs.
const SCHEME_OF_VERSION_1: &str = "doncaster/2015-16";

/// Reads a saved plan: the draft, or everything that is wrong with the file.
///
/// Names of measures, questions and answers are taken as they are: a plan may belong to a scheme or year that this
/// copy does not hold, and nothing in it may be lost.
pub fn read_plan(text: &str) -> Result<Draft, Vec<Fault>> {
    read(text, |root| {
        refuse_foreign_head(root, FORMAT, VERSION)?;
        let object = root.object(&[
            "format",
            "version",
            "framework",
            "school",
            "cohorts",
            "figures",
            if matches!(version(root), Some(1..=4)) { "figures" } else { "origins" },
            if version(root) == Some(1) { "answers" } else { "schemes" },
            // Until version 3 there was one plan of targets, without a name.
            if matches!(version(root), Some(1 | 2)) { "targets" } else { "scenarios" },
            "in_view",
            "calendar",
            "dates",
            "actuals",
            "terms",
            "areas",
            "what_ifs",
            "disagreement",
        ])?;
        head(&object, FORMAT, VERSION)?;
        let framework = object.get("framework").filter(|node| !node.is_null()).and_then(|node| node.id());
        let mut draft = Draft { framework, ..Draft::default() };
        if let Some(school) = object.get("school") {
            read_school(&school, &mut draft);
        }
        fill(&mut draft.cohorts, &object, "cohorts", |entry| {
            let group = entry.need("group")?.one_of(COHORT_GROUPS)?;
            Some(((group, entry.need("year")?.year()?), entry.need("pupils")?.string()?))
        });
        fill(&mut draft.figures, &object, "figures", |entry| {
            let key = figure_key(entry)?;
            Some((key, entry.need("text")?.string()?))
        });
        fill(&mut draft.origins, &object, "origins", |entry| {
            let field = match entry.get("cohort") {
                Some(group) => Field::Cohort(group.one_of(COHORT_GROUPS)?, entry.need("year")?.year()?),
                None => Field::Figure(figure_key(entry)?),
            };
            let release = entry.need("release")?.one_of(RELEASES)?;
            Some((field, Origin { file: entry.need("file")?.string()?, release }))
        });
        // Of a list that this version does not have, the keys were a fault.
        let of_version_1 = read_scheme(&object);
        if of_version_1 != SchemeDraft::default() {
            let framework = draft.framework.clone().unwrap_or_else(|| SCHEME_OF_VERSION_1.into());
            draft.schemes.insert(framework, of_version_1);
        }
        fill(&mut draft.schemes, &object, "schemes", |entry| {
            Some((entry.need("framework")?.id()?, read_scheme(entry)))
        });
        let of_earlier = read_scenario(&object);
        if of_earlier != ScenarioDraft::default() {
            draft.scenarios.push(of_earlier);
        }
        if let Some(entries) = object.get("scenarios").and_then(|node| node.list(MOST_SCENARIOS)) {
            let scenarios = entries.iter().filter_map(|node| node.object(entry_keys("scenarios")));
            draft.scenarios = scenarios.map(|entry| read_scenario(&entry)).collect();
        }
        let in_view = object.get("in_view").and_then(|node| node.whole()).unwrap_or(0);
        draft.in_view = usize::try_from(in_view).unwrap_or(0).min(draft.scenarios.len().saturating_sub(1));
        draft.calendar = object.text_or_empty("calendar");
        fill(&mut draft.dates, &object, "dates", |entry| {
            Some((milestone(&entry.need("milestone")?)?, entry.need("date")?.string()?))
        });
        fill(&mut draft.actuals, &object, "actuals", |entry| {
            let milestone = milestone(&entry.need("milestone")?)?;
            Some(((target_key(entry)?, milestone), entry.need("text")?.string()?))
        });
        fill(&mut draft.terms, &object, "terms", |entry| {
            let term = entry.need("term")?;
            let number = u8::try_from(term.whole()?).ok().filter(|number| (1..=MOST_TERMS).contains(number));
            let number = number.or_else(|| term.wrong("a term from 1 to 6"))?;
            let measure = entry.need("measure")?.id()?;
            let key = TermKey { measure, year: entry.need("year")?.year()?, term: number };
            Some((key, entry.need("count")?.string()?))
        });
        fill(&mut draft.areas, &object, "areas", |entry| {
            let area = entry.need("area")?;
            let number = u8::try_from(area.whole()?).ok().filter(|number| (1..=AREAS).contains(number));
            let number = number.or_else(|| area.wrong("an area from 1 to 3"))?;
            let measure = entry.get("measure").and_then(|node| node.id());
            Some((number, AreaDraft { words: entry.text_or_empty("words"), measure }))
        });
        if let Some(entries) = object.get("what_ifs").and_then(|node| node.list(MOST_WHAT_IFS)) {
            for (what_if, node) in draft.what_ifs.iter_mut().zip(entries) {
                let Some(entry) = node.object(entry_keys("what_ifs")) else { continue };
                what_if.name = entry.text_or_empty("name");
                fill(&mut what_if.by, &entry, "changes", |entry| {
                    let by = entry.need("by")?;
                    let steps = i32::try_from(by.whole()?).ok().filter(|by| *by != 0);
                    Some((target_key(entry)?, steps.or_else(|| by.wrong("a whole number other than 0"))?))
                });
            }
        }
        draft.disagreement = object.text_or_empty("disagreement");
        Some(draft)
    })
}

fn figure_key(entry: &Object<'_>) -> Option<FigureKey> {
    Some(FigureKey {
        measure: entry.need("measure")?.id()?,
        year: entry.need("year")?.year()?,
        group: entry.get("group").map_or(Some(Default::default()), |node| node.one_of(GROUPS))?,
        assessment: entry
            .get("assessment")
            .map_or(Some(Default::default()), |node| node.one_of(ASSESSMENTS))?,
    })
}

fn version(root: &Node<'_>) -> Option<i64> {
    root.child("version").and_then(|version| version.as_whole())
}

fn read_scenario(object: &Object<'_>) -> ScenarioDraft {
    let carries_on = object.get("carries_on").and_then(|node| node.boolean()).unwrap_or(false);
    let mut scenario =
        ScenarioDraft { name: object.text_or_empty("name"), carries_on, ..ScenarioDraft::default() };
    fill(&mut scenario.targets, object, "targets", |entry| {
        let mut target = TargetText::default();
        for (name, part) in PARTS {
            match entry.get(name) {
                // Until version 3 it was yes or no, and not a word.
                Some(node) if node.is_bool() => target.set(*part, if node.boolean()? { YES } else { "" }),
                Some(node) => target.set(*part, &node.string()?),
                None => {}
            }
        }
        Some((target_key(entry)?, target))
    });
    scenario
}

fn target_key(entry: &Object<'_>) -> Option<TargetKey> {
    let group = entry.get("group").map_or(Some(Default::default()), |node| node.one_of(GROUPS))?;
    Some(TargetKey { measure: entry.need("measure")?.id()?, group })
}

/// What a milestone is known by: `2015-12-31`, or `2015/16 1` for the first that was added to a year.
fn milestone(node: &Node<'_>) -> Option<MilestoneKey> {
    let text = node.text()?;
    let own = || {
        let (year, number) = crate::domain::split::split_once(text, " ")?;
        let number = number.parse().ok().filter(|number| (1..=MOST_OWN).contains(number))?;
        Some(MilestoneKey::Own(AcademicYear::parse(year).ok()?, number))
    };
    let key = match node.as_date() {
        Some(date) => Some(MilestoneKey::Printed(date)),
        None => own(),
    };
    key.or_else(|| node.wrong("a date such as 2015-12-31, or a year and a number such as 2015/16 1"))
}

fn milestone_name(key: &MilestoneKey) -> String {
    match key {
        MilestoneKey::Printed(date) => date.to_string(),
        MilestoneKey::Own(year, number) => format!("{year} {number}"),
    }
}

fn read_scheme(object: &Object<'_>) -> SchemeDraft {
    let mut scheme = SchemeDraft::default();
    fill(&mut scheme.answers, object, "answers", |entry| {
        Some((entry.need("question")?.id()?, entry.need("answer")?.id()?))
    });
    fill(&mut scheme.thresholds, object, "thresholds", |entry| {
        let key = ThresholdKey {
            threshold: entry.need("threshold")?.id()?,
            measure: entry.get("measure").and_then(|node| node.id()),
            year: entry.get("year").and_then(|node| node.year()),
        };
        Some((key, entry.need("value")?.string()?))
    });
    let overruled = object.get("overruled").and_then(|node| node.object(&["category", "reason"]));
    scheme.overruled = overruled.map(|entry| Overruled {
        category: entry.get("category").and_then(|node| node.id()),
        reason: entry.text_or_empty("reason"),
    });
    scheme
}

/// The keys that an entry of each list has.
fn entry_keys(list: &str) -> &'static [&'static str] {
    match list {
        "cohorts" => &["group", "year", "pupils"],
        "figures" => &["measure", "year", "group", "assessment", "text"],
        // Since version 5. A figure without an entry was typed.
        "origins" => &["measure", "year", "group", "assessment", "cohort", "file", "release"],
        "schemes" => &["framework", "answers", "thresholds", "overruled"],
        "answers" => &["question", "answer"],
        "thresholds" => &["threshold", "measure", "year", "value"],
        "scenarios" => &["name", "carries_on", "targets"],
        "dates" => &["milestone", "date"],
        "actuals" => &["measure", "group", "milestone", "text"],
        "terms" => &["measure", "year", "term", "count"],
        "areas" => &["area", "measure", "words"],
        "what_ifs" => &["name", "changes"],
        "changes" => &["measure", "group", "by"],
        _ => TARGET_KEYS,
    }
}

const TARGET_KEYS: &[&str] = &[
    "measure",
    "group",
    "way",
    "value",
    "year",
    "across_change",
    "printed",
    "fft_50",
    "fft_20",
    "fft_5",
    "fft",
    "narrow",
    "against",
    "amount",
    "each_term",
    "shape",
    "weights",
    "onwards",
    "ambition",
    "before",
];

/// Fills a map from a list of entries; the same entry twice is a fault.
fn fill<K: Ord, V>(
    map: &mut Map<K, V>,
    object: &Object<'_>,
    list: &'static str,
    read: fn(&Object<'_>) -> Option<(K, V)>,
) {
    let Some(entries) = object.get(list).and_then(|node| node.list(MOST_ENTRIES)) else { return };
    for node in entries {
        let Some((key, value)) = node.object(entry_keys(list)).and_then(|entry| read(&entry)) else {
            continue;
        };
        if map.insert(key, value).is_some() {
            node.fault(FaultKind::Repeated(list.to_owned()));
        }
    }
}

fn read_school(node: &Node<'_>, draft: &mut Draft) {
    let Some(school) = node.object(&["name", "phase", "status", "grade", "grade_before", "inspected"]) else {
        return;
    };
    draft.name = school.text_or_empty("name");
    draft.phase = school.get("phase").and_then(|node| node.one_of(PHASES));
    draft.status = school.get("status").and_then(|node| node.one_of(STATUSES));
    draft.grade = school.get("grade").and_then(|node| node.one_of(GRADES));
    draft.grade_before = school.get("grade_before").and_then(|node| node.one_of(GRADES));
    if let Some(date) = school.get("inspected").and_then(|node| node.object(&["day", "month", "year"])) {
        draft.inspected = DateText {
            day: date.text_or_empty("day"),
            month: date.text_or_empty("month"),
            year: date.text_or_empty("year"),
        };
    }
}

fn of_key(key: &TargetKey) -> Vec<(String, Json)> {
    vec![
        ("measure".to_owned(), Json::text(key.measure.as_str())),
        ("group".to_owned(), Json::text(word(GROUPS, &key.group))),
    ]
}

/// The draft as a file. The same draft always gives the same text.
pub fn write_plan(draft: &Draft) -> String {
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
        Json::object([
            ("group", name(word(COHORT_GROUPS, group))),
            ("year", name(&year.to_string())),
            ("pupils", name(pupils)),
        ])
    });
    let of_figure = |key: &FigureKey| {
        let words = [
            ("measure", name(key.measure.as_str())),
            ("year", name(&key.year.to_string())),
            ("group", name(word(GROUPS, &key.group))),
            ("assessment", name(word(ASSESSMENTS, &key.assessment))),
        ];
        words.map(|(key, word)| (key.to_owned(), word)).to_vec()
    };
    let figures = draft.figures.iter().map(|(key, text)| {
        let mut entry = of_figure(key);
        entry.push(("text".to_owned(), name(text)));
        Json::Object(entry)
    });
    let origins = draft.origins.iter().filter_map(|(field, origin)| {
        let mut entry = match field {
            Field::Figure(key) => of_figure(key),
            Field::Cohort(group, year) => vec![
                ("cohort".to_owned(), name(word(COHORT_GROUPS, group))),
                ("year".to_owned(), name(&year.to_string())),
            ],
            _ => return None,
        };
        entry.push(("file".to_owned(), name(&origin.file)));
        entry.push(("release".to_owned(), name(word(RELEASES, &origin.release))));
        Some(Json::Object(entry))
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
    let file = Json::object([
        ("format", name(FORMAT)),
        ("version", Json::Number(VERSION as f64)),
        ("framework", draft.framework.as_ref().map_or(Json::Null, |id| name(id.as_str()))),
        ("school", Json::Object(school)),
        ("cohorts", Json::List(cohorts.collect())),
        ("figures", Json::List(figures.collect())),
        ("origins", Json::List(origins.collect())),
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
    ]);
    // Writing to memory cannot fail, and the tree has no keys but text.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

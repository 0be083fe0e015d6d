//! The explanation for machines: the outcome, and every rule with its trace (`docs/trace-format.md`).

use chrono::NaiveDate;

use crate::domain::category::{Input, NotApplicable, Outcome, Reading, Trace, TraceKind, Truth};
use crate::domain::framework::{
    Clause, Condition, Fact, FigureTest, Framework, InYears, MeasureSet, Over, Quantity,
};
use crate::domain::ids::{MeasureId, ThresholdId};
use crate::domain::nearest::Then;
use crate::domain::quantity::{Difference, Exact, Level};
use crate::domain::settling::When;
use crate::domain::{AcademicYear, Evaluation, Plan};

use super::json::Json;
use super::names::{BASES, GRADES, GROUPS, PHASES, RELATIONS, STATUSES, TRENDS, WHEN_MISSING, word};

const FORMAT: &str = "attainment-planner explanation";
const VERSION: i64 = 1;

/// The explanation of `evaluation` as a file. The same input always gives the same text.
///
/// `date` is the day on which it is made, and `words` the same explanation in sentences, each with its depth.
pub fn write_trace(
    evaluation: &Evaluation,
    plan: &Plan,
    framework: &Framework,
    date: NaiveDate,
    words: &[(u8, String)],
) -> String {
    let writer = Writer { framework, plan };
    let school = &plan.school;
    let rules = framework.rules.iter().zip(&evaluation.rules).map(|(rule, traced)| {
        Json::object([
            ("id", Json::text(rule.id.as_str())),
            ("category", Json::text(rule.category.as_str())),
            ("label", Json::text(&rule.label)),
            ("clause", clause(&rule.clause)),
            ("trace", writer.trace(&rule.when, &traced.trace)),
        ])
    });
    let overlays = framework.overlays.iter().zip(&evaluation.overlays).map(|(overlay, found)| {
        let levels = overlay.levels.iter().zip(&found.traces).map(|(level, trace)| {
            Json::object([
                ("label", Json::text(&level.label)),
                ("clause", clause(&level.clause)),
                ("trace", writer.trace(&level.when, trace)),
            ])
        });
        Json::object([
            ("id", Json::text(overlay.id.as_str())),
            ("label", Json::text(&overlay.label)),
            ("levels", Json::List(levels.collect())),
            ("possible", list(found.possible.iter().map(|place| whole(*place as i64)))),
            ("or_none", Json::Bool(found.or_none)),
        ])
    });
    let spoken = words
        .iter()
        .map(|(depth, text)| Json::object([("depth", whole(i64::from(*depth))), ("text", Json::text(text))]));
    let file = Json::object([
        ("format", Json::text(FORMAT)),
        ("version", whole(VERSION)),
        ("date", Json::text(date.to_string())),
        (
            "framework",
            Json::object([
                ("id", Json::text(framework.id.as_str())),
                ("council", Json::text(&framework.council)),
                ("title", Json::text(&framework.title)),
                ("year", year(framework.year)),
                ("latest_results", year(framework.latest_results)),
            ]),
        ),
        (
            "school",
            Json::object([
                ("name", Json::text(&school.name)),
                ("phase", or_null(school.phase.map(|phase| Json::text(word(PHASES, &phase))))),
                ("status", or_null(school.status.map(|status| Json::text(word(STATUSES, &status))))),
                ("grade", or_null(school.grade.map(|grade| Json::text(word(GRADES, &grade))))),
            ]),
        ),
        ("outcome", writer.outcome(evaluation)),
        (
            "overruled",
            plan.overruled.as_ref().map_or(Json::Null, |(category, reason)| {
                Json::object([("category", Json::text(category.as_str())), ("reason", Json::text(reason))])
            }),
        ),
        ("order", clause(&framework.order)),
        ("rules", Json::List(rules.collect())),
        ("overlays", Json::List(overlays.collect())),
        ("changes", changes(evaluation)),
        ("words", Json::List(spoken.collect())),
    ]);
    // Writing to memory cannot fail, and the tree has no keys but text.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

struct Writer<'a> {
    framework: &'a Framework,
    plan: &'a Plan,
}

impl Writer<'_> {
    fn outcome(&self, evaluation: &Evaluation) -> Json {
        let mut entries = Vec::new();
        match &evaluation.outcome {
            Outcome::Decided { category, .. } => {
                push(&mut entries, "kind", Json::text("decided"));
                push(&mut entries, "category", Json::text(category.as_str()));
                // Several rules may still give it: those of the category that may fit, down to the first that does.
                let rules = self.framework.rules.iter().zip(&evaluation.rules);
                let certain = rules.clone().position(|(_, traced)| traced.trace.truth == Truth::True);
                let giving =
                    rules.take(certain.map_or(usize::MAX, |place| place + 1)).filter(|(rule, traced)| {
                        rule.category == *category && traced.trace.truth != Truth::False
                    });
                push(&mut entries, "rules", list(giving.map(|(rule, _)| Json::text(rule.id.as_str()))));
            }
            Outcome::Between { categories, or_none, settled_by } => {
                push(&mut entries, "kind", Json::text("between"));
                push(&mut entries, "categories", list(categories.iter().map(|id| Json::text(id.as_str()))));
                push(&mut entries, "or_none", Json::Bool(*or_none));
                push(&mut entries, "settled_by", list(settled_by.iter().map(input)));
                if let Some(settling) = &evaluation.settling {
                    let cases = settling.cases.iter().map(|(value, outcome)| {
                        Json::object([("when", when(value)), ("then", then(outcome))])
                    });
                    push(&mut entries, "cases", Json::List(cases.collect()));
                    push(&mut entries, "or_by", list(settling.others.iter().map(input)));
                }
            }
            Outcome::NoDescription { nearest } => {
                push(&mut entries, "kind", Json::text("no_description"));
                let tests = self.framework.tests();
                let nearest = nearest.iter().map(|near| {
                    let unmet = near.unmet.iter().filter_map(|(test, must_hold)| {
                        let fact = self.fact(&tests.get(*test)?.fact);
                        Some(Json::object([
                            ("test", whole(*test as i64)),
                            ("fact", fact),
                            ("must_hold", Json::Bool(*must_hold)),
                        ]))
                    });
                    Json::object([
                        ("rule", Json::text(near.rule.as_str())),
                        ("unmet", Json::List(unmet.collect())),
                    ])
                });
                push(&mut entries, "nearest", Json::List(nearest.collect()));
            }
            Outcome::NotApplicable(why) => {
                push(&mut entries, "kind", Json::text("not_applicable"));
                let why = match why {
                    NotApplicable::NoPhase => "no_phase",
                    NotApplicable::PhaseNotCovered => "phase_not_covered",
                    NotApplicable::NoResultsInItsYears => "no_results_in_its_years",
                };
                push(&mut entries, "why", Json::text(why));
            }
        }
        Json::Object(entries)
    }

    /// A condition with its trace, and everything in it.
    fn trace(&self, condition: &Condition, trace: &Trace) -> Json {
        let mut entries = Vec::new();
        let kind = match &trace.kind {
            TraceKind::All => "all",
            TraceKind::Any => "any",
            TraceKind::None => "none",
            TraceKind::AtLeast(_) => "at_least",
            TraceKind::Score { .. } => "score",
            TraceKind::Indicator(_) => "indicator",
            TraceKind::Test(_) => "test",
        };
        push(&mut entries, "kind", Json::text(kind));
        push(&mut entries, "truth", truth(trace.truth));
        let each = |conditions: &[Condition]| {
            list(conditions.iter().zip(&trace.parts).map(|(part, trace)| self.trace(part, trace)))
        };
        let latest = self.framework.latest_results;
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
                push(&mut entries, "parts", each(parts));
            }
            Condition::AtLeast { count, of } => {
                push(&mut entries, "threshold", self.threshold(count, None, latest));
                push(&mut entries, "parts", each(of));
            }
            Condition::Score { of, relation, threshold } => {
                push(&mut entries, "score", Json::text(of.as_str()));
                push(&mut entries, "relation", Json::text(word(RELATIONS, relation)));
                push(&mut entries, "threshold", self.threshold(threshold, None, latest));
                let TraceKind::Score { points, fewest, most } = &trace.kind else {
                    return Json::Object(entries);
                };
                push(&mut entries, "fewest", whole(*fewest));
                push(&mut entries, "most", whole(*most));
                let items = self.framework.score(of).map_or(&[][..], |score| &score.items);
                let parts = items.iter().zip(&trace.parts).zip(points).map(|((item, trace), points)| {
                    Json::object([
                        ("label", Json::text(&item.label)),
                        ("points", whole(*points)),
                        ("threshold", self.threshold(&item.points, None, latest)),
                        ("clause", clause(&item.clause)),
                        ("trace", self.trace(&item.when, trace)),
                    ])
                });
                push(&mut entries, "items", Json::List(parts.collect()));
            }
            Condition::Indicator(id) => {
                push(&mut entries, "indicator", Json::text(id.as_str()));
                if let (Some(indicator), Some(inner)) = (self.framework.indicator(id), trace.parts.first()) {
                    push(&mut entries, "label", Json::text(&indicator.label));
                    push(&mut entries, "parts", Json::List(vec![self.trace(&indicator.when, inner)]));
                }
            }
            Condition::Test(test) => {
                push(&mut entries, "test", whole(test.index as i64));
                push(&mut entries, "fact", self.fact(&test.fact));
                if let Some(own) = &test.clause {
                    push(&mut entries, "clause", clause(own));
                }
                if let Fact::Figure(FigureTest { threshold, .. }) = &test.fact {
                    let readings =
                        trace.readings.iter().map(|reading| self.reading(reading, Some(threshold)));
                    push(&mut entries, "readings", Json::List(readings.collect()));
                } else if !trace.readings.is_empty() {
                    let readings = trace.readings.iter().map(|reading| self.reading(reading, None));
                    push(&mut entries, "readings", Json::List(readings.collect()));
                }
            }
        }
        Json::Object(entries)
    }

    /// What is tested, and what was given where it is no figure.
    fn fact(&self, fact: &Fact) -> Json {
        let mut entries = Vec::new();
        let latest = self.framework.latest_results;
        let kind = match fact {
            Fact::Inspection(grades) => {
                push(&mut entries, "is", list(grades.iter().map(|grade| Json::text(word(GRADES, grade)))));
                let given = self.plan.school.grade.map(|grade| Json::text(word(GRADES, &grade)));
                push(&mut entries, "given", or_null(given));
                "inspection"
            }
            Fact::Answer { question, is } => {
                push(&mut entries, "question", Json::text(question.as_str()));
                push(&mut entries, "is", list(is.iter().map(|answer| Json::text(answer.as_str()))));
                let given = self.plan.answers.get(question);
                push(&mut entries, "given", or_null(given.map(|answer| Json::text(answer.as_str()))));
                "answer"
            }
            Fact::AnswerAtLeast { question, rung } => {
                push(&mut entries, "question", Json::text(question.as_str()));
                push(&mut entries, "at_least", Json::text(rung.as_str()));
                let given = self.plan.answers.get(question);
                push(&mut entries, "given", or_null(given.map(|answer| Json::text(answer.as_str()))));
                "answer"
            }
            Fact::Number { question, relation, threshold } => {
                push(&mut entries, "question", Json::text(question.as_str()));
                push(&mut entries, "relation", Json::text(word(RELATIONS, relation)));
                push(&mut entries, "threshold", self.threshold(threshold, None, latest));
                let given = self.plan.numbers.get(question);
                push(&mut entries, "given", or_null(given.map(|given| number(given.exact()))));
                "number"
            }
            Fact::Figure(test) => {
                self.figure(test, &mut entries);
                "figure"
            }
            Fact::Trend { measures, over, trend } => {
                push(&mut entries, "measures", self.measures(measures));
                push(&mut entries, "over", self.over(over));
                push(&mut entries, "is", Json::text(word(TRENDS, trend)));
                "trend"
            }
            Fact::Phase(phases) => {
                push(&mut entries, "is", list(phases.iter().map(|phase| Json::text(word(PHASES, phase)))));
                let given = self.plan.school.phase.map(|phase| Json::text(word(PHASES, &phase)));
                push(&mut entries, "given", or_null(given));
                "phase"
            }
            Fact::Status(statuses) => {
                push(&mut entries, "is", list(statuses.iter().map(|is| Json::text(word(STATUSES, is)))));
                let given = self.plan.school.status.map(|status| Json::text(word(STATUSES, &status)));
                push(&mut entries, "given", or_null(given));
                "status"
            }
            Fact::Outcome(categories) => {
                push(&mut entries, "is", list(categories.iter().map(|id| Json::text(id.as_str()))));
                "outcome"
            }
        };
        entries.insert(0, ("kind".to_owned(), Json::text(kind)));
        Json::Object(entries)
    }

    fn figure(&self, test: &FigureTest, entries: &mut Vec<(String, Json)>) {
        push(entries, "measures", self.measures(&test.measures));
        push(entries, "over", self.over(&test.over));
        push(entries, "group", Json::text(word(GROUPS, &test.group)));
        let (quantity, years) = match test.quantity {
            Quantity::Result => ("result", None),
            Quantity::Mean(years) => ("mean", Some(years)),
            Quantity::Gap => ("gap", None),
            Quantity::Change(years) => ("change", Some(years)),
            Quantity::RelativeChange(years) => ("relative_change", Some(years)),
            Quantity::TestLessTeacher => ("test_less_teacher", None),
            Quantity::InSchoolGap => ("in_school_gap", None),
            Quantity::InSchoolGapChange(years) => ("in_school_gap_change", Some(years)),
        };
        push(entries, "quantity", Json::text(quantity));
        if let Some(years) = years {
            push(entries, "years", whole(i64::from(years)));
        }
        push(entries, "years_back", whole(i64::from(test.years_back)));
        if let Some(InYears { of, hold, known }) = &test.in_years {
            let latest = self.framework.latest_results;
            let known = known.as_ref().map(|known| self.threshold(known, None, latest));
            push(
                entries,
                "in_years",
                Json::object([
                    ("of", whole(i64::from(*of))),
                    ("hold", self.over(hold)),
                    ("known", or_null(known)),
                ]),
            );
        }
        push(entries, "relation", Json::text(word(RELATIONS, &test.relation)));
        push(entries, "threshold", Json::text(test.threshold.as_str()));
        push(entries, "when_missing", Json::text(word(WHEN_MISSING, &test.when_missing)));
    }

    fn measures(&self, set: &MeasureSet) -> Json {
        let measures = self.plan.school.phase.and_then(|phase| self.framework.measures(phase));
        let ids = measures.map(|measures| measures.of(set)).unwrap_or_default();
        list(ids.iter().map(|id| Json::text(id.as_str())))
    }

    fn over(&self, over: &Over) -> Json {
        match over {
            Over::Any => Json::text("any"),
            Over::Every => Json::text("every"),
            Over::AtLeast(count) => {
                let threshold = self.threshold(count, None, self.framework.latest_results);
                Json::object([("at_least", threshold)])
            }
        }
    }

    fn reading(&self, reading: &Reading, threshold: Option<&ThresholdId>) -> Json {
        let comparators = reading
            .comparators
            .iter()
            .map(|(of, level)| Json::object([("year", year(*of)), ("value", number(level.exact()))]));
        let mut entries = Vec::new();
        push(&mut entries, "measure", Json::text(reading.measure.as_str()));
        push(&mut entries, "group", Json::text(word(GROUPS, &reading.group)));
        push(&mut entries, "year", year(reading.year));
        push(&mut entries, "truth", truth(reading.truth));
        push(&mut entries, "value", or_null(reading.value.map(|level| number(level.exact()))));
        push(&mut entries, "comparators", Json::List(comparators.collect()));
        push(&mut entries, "amount", or_null(reading.amount.map(number)));
        if let Some(id) = threshold {
            let threshold =
                reading.threshold.map(|_| self.threshold(id, Some(&reading.measure), reading.year));
            push(&mut entries, "threshold", or_null(threshold));
        }
        push(&mut entries, "missing", list(reading.missing.iter().map(input)));
        Json::Object(entries)
    }

    /// A threshold with the value that counts for a measure and year.
    fn threshold(&self, id: &ThresholdId, measure: Option<&MeasureId>, of: AcademicYear) -> Json {
        let mut entries = Vec::new();
        push(&mut entries, "id", Json::text(id.as_str()));
        if let Some(threshold) = self.framework.threshold(id) {
            push(&mut entries, "label", Json::text(&threshold.label));
            push(&mut entries, "unit", Json::text(&threshold.unit));
        }
        if let Some(value) = self.framework.threshold_value(id, measure, of) {
            push(&mut entries, "value", number(value.value.exact()));
            if let Some(own) = value.changed_from {
                push(&mut entries, "changed_from", number(own.exact()));
            }
            push(&mut entries, "clause", clause(&value.clause));
        }
        Json::Object(entries)
    }
}

fn changes(evaluation: &Evaluation) -> Json {
    let nearest = &evaluation.nearest;
    let step = |change: &Option<(u32, Then)>| {
        or_null(change.as_ref().map(|(pupils, outcome)| {
            Json::object([("pupils", whole(i64::from(*pupils))), ("then", then(outcome))])
        }))
    };
    let pupils = nearest.by_measure.iter().map(|change| {
        Json::object([
            ("measure", Json::text(change.measure.as_str())),
            ("pupils", whole(i64::from(change.pupils))),
            ("of", whole(i64::from(change.of.pupils()))),
            ("more", step(&change.more)),
            ("fewer", step(&change.fewer)),
        ])
    });
    let answers = nearest.by_answer.iter().map(|change| {
        Json::object([
            ("question", Json::text(change.question.as_str())),
            ("answer", Json::text(change.answer.as_str())),
            ("then", then(&change.then)),
        ])
    });
    Json::object([
        ("stable", or_null(nearest.is_stable.map(Json::Bool))),
        ("pupils", Json::List(pupils.collect())),
        ("answers", Json::List(answers.collect())),
    ])
}

fn push(entries: &mut Vec<(String, Json)>, key: &str, value: Json) {
    entries.push((key.to_owned(), value));
}

fn list(values: impl Iterator<Item = Json>) -> Json {
    Json::List(values.collect())
}

fn or_null(value: Option<Json>) -> Json {
    value.unwrap_or(Json::Null)
}

fn whole(number: i64) -> Json {
    Json::Number(number as f64)
}

fn year(year: AcademicYear) -> Json {
    Json::text(year.to_string())
}

fn truth(truth: Truth) -> Json {
    Json::text(match truth {
        Truth::False => "false",
        Truth::Unknown => "unknown",
        Truth::True => "true",
    })
}

fn clause(clause: &Clause) -> Json {
    Json::object([
        ("document", Json::text(clause.document.as_str())),
        ("place", Json::text(&clause.place)),
        ("basis", Json::text(word(BASES, &clause.basis))),
        ("note", Json::text(&clause.note)),
    ])
}

fn then(then: &Then) -> Json {
    match then {
        Then::Category(id) => Json::object([("category", Json::text(id.as_str()))]),
        Then::Open => Json::text("open"),
        Then::NoDescription => Json::text("no_description"),
    }
}

fn when(when: &When) -> Json {
    let bound = |bound: &Option<(Level, bool)>| {
        or_null(bound.map(|(level, is_in)| {
            Json::object([("value", number(level.exact())), ("included", Json::Bool(is_in))])
        }))
    };
    match when {
        When::Answer(answer) => Json::object([("answer", Json::text(answer.as_str()))]),
        When::Grade(grade) => Json::object([("grade", Json::text(word(GRADES, grade)))]),
        When::Levels { from, to, .. } => Json::object([("from", bound(from)), ("to", bound(to))]),
    }
}

fn input(input: &Input) -> Json {
    let figure = |kind, measure: &MeasureId, group, of| {
        Json::object([
            ("kind", Json::text(kind)),
            ("measure", Json::text(measure.as_str())),
            ("group", Json::text(word(GROUPS, group))),
            ("year", year(of)),
        ])
    };
    match input {
        Input::Grade => Json::object([("kind", Json::text("grade"))]),
        Input::Status => Json::object([("kind", Json::text("status"))]),
        Input::Answer(question) => {
            Json::object([("kind", Json::text("answer")), ("question", Json::text(question.as_str()))])
        }
        Input::Result(measure, group, of) => figure("result", measure, group, *of),
        Input::Teacher(measure, of) => figure("teacher", measure, &Default::default(), *of),
        Input::National(measure, group, of) => figure("national", measure, group, *of),
    }
}

/// A number as decimal text; one that no six decimal places hold is rounded there, with its fraction beside it.
fn number(value: Exact) -> Json {
    for places in 0..=6 {
        let scaled = value.rounded(places);
        if ratio(scaled, 10_i64.pow(u32::from(places))) == value {
            return Json::object([("decimal", Json::text(decimal(scaled, places)))]);
        }
    }
    let (numerator, denominator) = value.terms();
    Json::object([
        ("decimal", Json::text(decimal(value.rounded(6), 6))),
        ("fraction", Json::text(format!("{numerator}/{denominator}"))),
    ])
}

fn ratio(numerator: i64, denominator: i64) -> Exact {
    Difference::of(Level::whole(1).exact()).times(numerator, denominator).exact()
}

fn decimal(scaled: i64, places: u8) -> String {
    let unit = 10_u64.pow(u32::from(places));
    let (whole, rest) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    let sign = if scaled < 0 { "-" } else { "" };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = usize::from(places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        let text = |value| serde_json::to_string(&number(value)).unwrap();
        assert_eq!(text(Level::hundredths(6230).exact()), r#"{"decimal":"62.3"}"#);
        assert_eq!(text(Level::hundredths(-5).exact()), r#"{"decimal":"-0.05"}"#);
        assert_eq!(text(Level::whole(-10).exact()), r#"{"decimal":"-10"}"#);
        let share = Level::share(144, 231);
        assert_eq!(text(share.exact()), r#"{"decimal":"62.337662","fraction":"4800/77"}"#);
        let gap = Level::share(1111, 4999) - Level::share(2, 4997);
        let gap = text((gap - Difference::hundredths(1)).exact());
        // By hand: 100 × 1111/4999 less 100 × 2/4997 less 1/100.
        assert_eq!(gap, r#"{"decimal":"22.174421","fraction":"55391709997/2498000300"}"#);
        assert_eq!(
            text((Level::whole(0) - share).exact()),
            r#"{"decimal":"-62.337662","fraction":"-4800/77"}"#
        );
    }
}

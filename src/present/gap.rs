//! The gap page: every measure beside national, in points and in pupils, sorted by what matters most.

use crate::domain::framework::Trend;
use crate::domain::gap::{CrossCheck, FEWEST_FOR_A_LABEL, Gap, GroupsOfYear, Span, to_reach};
use crate::domain::ids::MeasureId;
use crate::domain::map::sort_by_key;
use crate::domain::measure::{Better, Catalogue, Measure, Unit};
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::{Group, National, Reference};
use crate::domain::{Evaluation, Framework, Plan};

use super::import::{from_file, own_mark};
use super::table::Table;
use super::{name, number};

/// Everything that the gap page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapView {
    /// The headline measures, a paragraph each.
    pub headlines: Vec<Measured>,
    /// Every gap, largest number of pupils first.
    pub table: Table,
    /// Trends and three-year averages, for the measures that have earlier results.
    pub changes: Table,
    /// Tests beside teacher assessments.
    pub cross_checks: Table,
    /// How far tests and teacher assessments lie apart at most; empty where none stand beside each other.
    pub checked: String,
    /// The measures in the order of the table, each with its name, the word for its trend and whether it is a headline.
    pub measures: Vec<Listed>,
    /// Gaps in the order of the table, for the chart: percentages with a national figure.
    pub charted: Vec<Gap>,
    /// The results beside the authority's, where a file had them.
    pub authority: Table,
    /// Where each national figure comes from.
    pub sources: Table,
    /// How chance is judged.
    pub method: &'static str,
}

/// A measure of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The measure.
    pub id: MeasureId,
    /// Its name.
    pub name: String,
    /// Whether it is a headline measure.
    pub is_headline: bool,
    /// Whether results go down or up.
    pub trend: Option<Trend>,
}

/// A measure's gap in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The measure.
    pub title: String,
    /// The sentences.
    pub sentences: Vec<String>,
}

const METHOD: &str = "“More than chance would explain” means that the national figure lies outside the 95% Wilson score \
    interval of the result. The method is the planner’s own, and a cohort is not a sample: it says how far a group of this \
    size can differ from one year to the next with nothing else changed. With fewer than 11 pupils the interval is shown \
    and no label is given.";

/// The gap page of an evaluation.
pub fn view(
    evaluation: &Evaluation,
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
) -> GapView {
    let headline = plan.school.phase.and_then(|phase| framework.measures(phase)).map(|m| m.headline.clone());
    let headline = headline.unwrap_or_default();
    let mut sorted: Vec<(&Gap, &Measure)> =
        evaluation.gaps.iter().filter_map(|gap| Some((gap, catalogue.get(&gap.measure)?))).collect();
    // What matters most: the most pupils short of national first, then the largest gap, then those above.
    sort_by_key(&mut sorted, |(gap, measure)| {
        let is_headline = headline.contains(&gap.measure);
        let pupils = gap.to_reach.map_or(0, |span| span.most);
        (
            !is_headline,
            std::cmp::Reverse(pupils),
            gap.gap.unwrap_or(Difference::ZERO),
            catalogue.place(&measure.id),
        )
    });
    let mut table = Table::new(
        format!("Results of {} beside national", framework.latest_results),
        &[
            ("Measure", false),
            ("School", true),
            ("National", true),
            ("Gap, points", true),
            ("Pupils to national", true),
            ("One pupil, points", true),
            ("By chance alone", true),
            ("Could it be chance?", false),
        ],
    );
    let mut sources = Table::new(
        "National figures used",
        &[
            ("Measure", false),
            ("Figure", true),
            ("Schools it covers", false),
            ("Status", false),
            ("Source", false),
        ],
    );
    let latest = framework.latest_results;
    let mut authority = Table::new(
        format!("Results of {latest} beside the local authority’s"),
        &[
            ("Measure", false),
            ("School", true),
            ("Authority", true),
            ("National", true),
            ("Gap to the authority, points", true),
            ("Pupils to the authority", true),
            ("Source", false),
        ],
    );
    let before = latest.back(1).map_or_else(String::new, |before| format!(" from {before}"));
    let mut changes = Table::new(
        format!("Change{before} to {latest}, and over three years"),
        &[
            ("Measure", false),
            ("Change, points", true),
            ("Change against national, points", true),
            ("Three-year average", true),
            ("Trend", false),
        ],
    );
    for (gap, measure) in &sorted {
        table.push(measure.label.clone(), row(gap, measure));
        if let Some(national) = &gap.national {
            sources.push(measure.label.clone(), source_row(national, measure));
        }
        if let Some(figure) = reference.authority(&gap.measure, gap.year, Group::All) {
            authority.push(measure.label.clone(), authority_row(gap, figure, measure));
        }
        if gap.change.is_some() || gap.trend.is_some() {
            changes.push(measure.label.clone(), change_row(gap, measure));
        }
    }
    let mut cross_checks = Table::new(
        format!("The same pupils, tested and assessed in {}", framework.latest_results),
        &[
            ("Measure", false),
            ("Test", true),
            ("Teacher assessment", true),
            ("Test less teacher assessment, points", true),
        ],
    );
    let size = |check: &CrossCheck| check.difference.max(-check.difference);
    let mut furthest: Option<(&CrossCheck, &Measure)> = None;
    for check in &evaluation.cross_checks {
        let Some(measure) = catalogue.get(&check.measure) else { continue };
        if furthest.is_none_or(|(other, _)| size(check) > size(other)) {
            furthest = Some((check, measure));
        }
        let decimals = measure.decimals.max(1);
        cross_checks.push(
            measure.label.clone(),
            vec![
                number::level(check.test, decimals, measure.unit),
                number::level(check.teacher, decimals, measure.unit),
                number::signed(check.difference, decimals),
            ],
        );
    }
    GapView {
        headlines: sorted
            .iter()
            .filter(|(gap, _)| headline.contains(&gap.measure))
            .map(|(gap, measure)| Measured {
                title: measure.label.clone(),
                sentences: sentences(gap, measure),
            })
            .collect(),
        table,
        changes,
        cross_checks,
        checked: furthest.map_or_else(String::new, |(check, measure)| checked(check, measure)),
        measures: sorted
            .iter()
            .map(|(gap, measure)| Listed {
                id: measure.id.clone(),
                name: measure.label.clone(),
                is_headline: headline.contains(&measure.id),
                trend: gap.trend,
            })
            .collect(),
        charted: sorted
            .iter()
            .filter(|(gap, measure)| gap.gap.is_some() && measure.unit == Unit::Percent)
            .map(|(gap, _)| (*gap).clone())
            .collect(),
        authority,
        sources,
        method: METHOD,
    }
}

/// How far apart the test and the teacher assessment of a measure are.
fn checked(check: &CrossCheck, measure: &Measure) -> String {
    let side = match check.difference.cmp(&Difference::ZERO) {
        std::cmp::Ordering::Equal => {
            return "Tests and teacher assessments of the same pupils agree.".to_owned();
        }
        std::cmp::Ordering::Less => "below",
        std::cmp::Ordering::Greater => "above",
    };
    format!(
        "Tests and teacher assessments of the same pupils should tell the same story. They are furthest apart in {}: the \
         test is {} {side} the teacher assessment. An adviser may ask why.",
        name::label_in_sentence(&measure.label),
        number::distance(check.difference, measure.decimals.max(1), measure.unit),
    )
}

/// What is to be kept in mind of the results of disadvantaged and other pupils.
pub fn of_groups(years: &[GroupsOfYear], measure: &Measure, is_left_out: bool) -> Vec<String> {
    let mut words = Vec::new();
    let Some(year) = years.iter().rev().find(|year| year.disadvantaged.is_some()) else { return words };
    let mut is_sized = true;
    for (result, who) in [(&year.disadvantaged, "disadvantaged pupils"), (&year.other, "other pupils")] {
        let Some(result) = result else { continue };
        match result.pupils {
            Some(pupils) if pupils.of.pupils() < FEWEST_FOR_A_LABEL => words.push(format!(
                "In {} the {who} number {}. One pupil is worth {}, so a gap says little about the school.",
                year.year,
                pupils.of.pupils(),
                number::distance(pupils.of.one_pupil(), 1, Unit::Percent)
            )),
            None if measure.unit == Unit::Percent => is_sized = false,
            _ => {}
        }
    }
    if !is_sized {
        let how = "How many pupils a group has is not known. Enter its figure as 9 of 20, and it is said in pupils, with \
                   what chance could do to it.";
        words.push(how.to_owned());
    }
    if is_left_out {
        words.push(
            "This chart is left out on paper: a group of five pupils or fewer, or one whose size is not known, is not \
             printed."
                .to_owned(),
        );
    }
    words
}

/// The gaps of the headline measures in words: also for beside the forms.
pub fn headlines(
    evaluation: &Evaluation,
    plan: &Plan,
    framework: &Framework,
    catalogue: &Catalogue,
) -> Vec<Measured> {
    let measures = plan.school.phase.and_then(|phase| framework.measures(phase));
    let headline = measures.map(|measures| measures.headline.as_slice()).unwrap_or_default();
    let gaps = evaluation.gaps.iter().filter(|gap| headline.contains(&gap.measure));
    gaps.filter_map(|gap| {
        let measure = catalogue.get(&gap.measure)?;
        Some(Measured { title: measure.label.clone(), sentences: sentences(gap, measure) })
    })
    .collect()
}

/// Decimal places for a gap: those of the result or of the national figure, whichever has more.
pub fn gap_decimals(gap: &Gap) -> u8 {
    gap.decimals.max(gap.national.as_ref().map_or(0, |national| national.decimals))
}

fn row(gap: &Gap, measure: &Measure) -> Vec<String> {
    let dash = || "not known".to_owned();
    let [by_chance, could_be_chance] = chance(gap, measure);
    vec![
        number::level(gap.value, gap.decimals, measure.unit),
        gap.national.as_ref().map_or_else(
            || if measure.unit == Unit::Count { "a rate only" } else { "none held" }.to_owned(),
            |national| number::level(national.value, national.decimals, measure.unit),
        ),
        gap.gap.map_or_else(dash, |difference| number::signed(difference, gap_decimals(gap))),
        short_of(gap.to_reach, gap),
        gap.one_pupil.map_or_else(dash, |one| number::number(one.exact(), worth_decimals(one))),
        by_chance,
        could_be_chance,
    ]
}

/// The result beside the authority's figure: a comparison alone, which no scheme's rules go by.
fn authority_row(gap: &Gap, figure: &National, measure: &Measure) -> Vec<String> {
    let short = gap.pupils.map(|pupils| to_reach(pupils, figure.value, figure.decimals, measure));
    let [school, national] =
        row(gap, measure).into_iter().take(2).collect::<Vec<_>>().try_into().unwrap_or_default();
    vec![
        school,
        number::level(figure.value, figure.decimals, measure.unit),
        national,
        number::signed(gap.value - figure.value, gap.decimals.max(figure.decimals)),
        short_of(short, gap),
        format!("{}: {}", figure.scope, from_file(figure)),
    ]
}

/// `41 of 231`: the pupils who are needed, of those there are.
fn short_of(short: Option<Span>, gap: &Gap) -> String {
    match (short, gap.pupils) {
        (Some(Span { most: 0, .. }), Some(pupils)) => format!("none of {}", count(pupils.of.pupils())),
        (Some(span), Some(pupils)) => format!("{} of {}", short_span(span), count(pupils.of.pupils())),
        _ => "not known".to_owned(),
    }
}

fn count(pupils: u32) -> String {
    number::thousands(u64::from(pupils))
}

/// Decimal places for what one pupil is worth: of a large cohort more than one, as it is never nothing.
fn worth_decimals(one: Difference) -> u8 {
    number::decimals_to_tell_apart(one.exact(), Difference::ZERO.exact(), 1)
}

/// `41 more of 231 pupils are needed to reach national`.
pub(super) fn needed(span: Span, measure: &Measure, of: u32) -> String {
    let word = if measure.better == Better::Higher { "more" } else { "fewer" };
    let verb = if span.most == 1 { "is" } else { "are" };
    format!("{} {word} of {} {verb} needed to reach national", short_span(span), number::pupils(of))
}

/// `41`, or `6 to 8` where rounding leaves a range.
pub(super) fn short_span(span: Span) -> String {
    let (fewest, most) = (count(span.fewest), count(span.most));
    if span.fewest == span.most { most } else { format!("{fewest} to {most}") }
}

/// What chance alone could give, and whether it could explain the gap.
fn chance(gap: &Gap, measure: &Measure) -> [String; 2] {
    let Some(chance) = gap.chance else {
        let is_share = measure.unit == Unit::Percent;
        let why = if is_share { "not known: needs a result in whole pupils" } else { "not judged" };
        return [String::new(), why.to_owned()];
    };
    let end = |tenths: i32| number::level(Level::hundredths(tenths * 10), 1, Unit::Percent);
    let words = match chance.national_is_inside {
        Some(true) => "Could easily be chance",
        Some(false) => "More than chance would explain",
        None if gap.national.is_some() => "Too few pupils to say",
        None => "",
    };
    [format!("{} to {}", end(chance.lower_tenths), end(chance.upper_tenths)), words.to_owned()]
}

fn source_row(national: &National, measure: &Measure) -> Vec<String> {
    vec![
        number::level(national.value, national.decimals, measure.unit),
        name::upper_first(&national.scope),
        name::upper_first(&national.status),
        if national.is_own {
            format!("{}, a file that was filled in", national.source)
        } else {
            national.source.clone()
        },
    ]
}

fn change_row(gap: &Gap, measure: &Measure) -> Vec<String> {
    let decimals = gap.decimals;
    vec![
        gap.change.map_or_else(|| "not known".to_owned(), |change| number::signed(change, decimals)),
        gap.relative_change.map_or_else(|| "not known".to_owned(), |change| number::signed(change, decimals)),
        gap.three_year_average
            .map_or_else(|| "not known".to_owned(), |average| number::level(average, decimals, measure.unit)),
        match gap.trend {
            Some(Trend::Declining) => "Declining",
            Some(Trend::Improving) => "Improving",
            None => "No clear trend",
        }
        .to_owned(),
    ]
}

/// A gap in sentences.
pub(super) fn sentences(gap: &Gap, measure: &Measure) -> Vec<String> {
    let value = number::level(gap.value, gap.decimals, measure.unit);
    let mut sentences = Vec::new();
    let certain = gap.pupils.filter(|pupils| pupils.fewest == pupils.most);
    let of = certain.map_or_else(String::new, |pupils| {
        format!(" ({} of {})", count(pupils.fewest), number::pupils(pupils.of.pupils()))
    });
    match (&gap.national, gap.gap) {
        (Some(national), Some(difference)) => {
            let mark = own_mark(national);
            let national = number::level(national.value, national.decimals, measure.unit);
            let decimals = gap_decimals(gap);
            let side = match difference.cmp(&Difference::ZERO) {
                std::cmp::Ordering::Less => "below",
                std::cmp::Ordering::Equal => "at",
                std::cmp::Ordering::Greater => "above",
            };
            sentences.push(if difference == Difference::ZERO {
                format!("{value}{of} in {}, the same as nationally{mark}.", gap.year)
            } else {
                format!(
                    "{value}{of} in {} against {national} nationally{mark}: {} {side}.",
                    gap.year,
                    number::distance(
                        difference,
                        number::decimals_to_tell_apart(
                            difference.exact(),
                            Difference::ZERO.exact(),
                            decimals
                        ),
                        measure.unit
                    ),
                )
            });
        }
        _ => sentences.push(format!("{value}{of} in {}. No national figure is held for it.", gap.year)),
    }
    match (gap.to_reach, gap.pupils) {
        (Some(Span { most: 0, .. }), Some(_)) => sentences.push("National is reached.".to_owned()),
        (Some(span), Some(pupils)) => {
            let why = match (&gap.national, span.fewest < span.most) {
                (Some(national), true) if national.decimals == 0 => {
                    " (a range, as the national figure is rounded to a whole per cent)"
                }
                (_, true) => " (a range, as the result is rounded)",
                _ => "",
            };
            sentences.push(format!("{}{why}.", needed(span, measure, pupils.of.pupils())));
        }
        _ if measure.unit == Unit::Percent => {
            sentences.push("To see the gap in pupils, enter the size of the year group, and a percentage that is possible with it.".to_owned());
        }
        _ => {}
    }
    if let (Some(one), Some(pupils)) = (gap.one_pupil, gap.pupils) {
        sentences.push(format!(
            "One pupil of {} is worth {}.",
            count(pupils.of.pupils()),
            number::distance(one, worth_decimals(one), Unit::Percent)
        ));
    }
    if let Some(inside) = gap.chance.and_then(|chance| chance.national_is_inside) {
        sentences.push(if inside {
            format!(
                "The gap could easily be chance for a cohort of {}.",
                count(gap.pupils.map_or(0, |p| p.of.pupils()))
            )
        } else {
            "The gap is more than chance would explain.".to_owned()
        });
    }
    match gap.trend {
        Some(Trend::Declining) => sentences.push("Results are declining over three years.".to_owned()),
        Some(Trend::Improving) => sentences.push("Results are improving over three years.".to_owned()),
        None => {}
    }
    sentences
}

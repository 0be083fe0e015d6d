//! Figures from a file: what the file is, what will be filled in before it is, and what is left out and why.

use crate::domain::benchmark::Area;
use crate::domain::cohort::CohortGroup;
use crate::domain::figure::Assessment;
use crate::domain::import::{FileKind, Import, Listed, NoFigure, Origin, Reason, Release, year_of};
use crate::domain::reference::{Group, National, Reference};
use crate::domain::{AcademicYear, Catalogue, Draft, Field, Plan};

use super::table::Table;
use super::{name, number};

/// How final figures are, in a word.
pub fn release(release: Release) -> &'static str {
    match release {
        Release::Provisional => "provisional",
        Release::Revised => "revised",
        Release::Final => "final",
        Release::NotStated => "not stated",
    }
}

/// What a file is: `Performance tables of key stage 2, 2018/19, final`.
pub fn file(kind: FileKind, year: Option<AcademicYear>, of: Release) -> String {
    let mut words = match kind {
        FileKind::KeyStage2 => "Performance tables of key stage 2",
        FileKind::KeyStage4 => "Performance tables of key stage 4",
        FileKind::Tidy => "A table by year and school",
    }
    .to_owned();
    if let Some(year) = year {
        words.push_str(&format!(", {year}"));
    }
    if of != Release::NotStated {
        words.extend([", ", release(of)]);
    }
    words
}

/// A school, to be chosen: its name with the town, and its numbers.
pub fn school(row: &Listed) -> (String, String) {
    let name = if row.name.is_empty() { "A school without a name" } else { &row.name };
    let name = if row.town.is_empty() { name.to_owned() } else { format!("{name}, {}", row.town) };
    let mut numbers = Vec::new();
    if !row.urn.is_empty() {
        numbers.push(format!("URN {}", row.urn));
    }
    match row.laestab.split_at_checked(3) {
        Some((authority, school)) if !school.is_empty() => {
            numbers.push(format!("LAESTAB {authority}/{school}"))
        }
        _ => {}
    }
    (name, numbers.join(", "))
}

/// What a figure is of: the measure, and whose results or which pupils.
pub fn what(field: &Field, catalogue: &Catalogue) -> (String, &'static str) {
    match field {
        Field::Figure(key) => {
            let whose = match (key.assessment, key.group) {
                (Assessment::Teacher, _) => "teacher assessment",
                (_, Group::All) => "",
                (_, group) => name::group(group),
            };
            (name::measure(&key.measure, catalogue), whose)
        }
        Field::Benchmark(key) => {
            let whose = if key.group == Group::All { "" } else { name::group(key.group) };
            (name::measure(&key.measure, catalogue), whose)
        }
        Field::Cohort(CohortGroup::OnRoll, _) => ("Pupils on roll".to_owned(), ""),
        Field::Cohort(group, _) => (format!("Number of {}", name::lower_cohort(*group)), ""),
        _ => (String::new(), ""),
    }
}

/// The same with its year, for a list.
fn listed(field: &Field, catalogue: &Catalogue) -> String {
    let (measure, whose) = what(field, catalogue);
    let year = year_of(field).map_or(String::new(), |year| year.to_string());
    let area = match field {
        Field::Benchmark(key) if key.area == Area::National => "national",
        Field::Benchmark(_) => "the authority’s",
        _ => "",
    };
    [measure, whose.to_owned(), area.to_owned(), year]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The figures that are left out, a sentence for each reason.
pub fn left_out(import: &Import, catalogue: &Catalogue) -> Vec<String> {
    let mut reasons: Vec<&Reason> = import.left_out.iter().map(|left| &left.reason).collect();
    crate::domain::map::sort_by_key(&mut reasons, |reason| *reason);
    reasons.dedup();
    let sentence = |reason: &Reason| {
        let fields = || import.left_out.iter().filter(|left| left.reason == *reason);
        if *reason == Reason::Empty {
            return format!("Empty in the file: {}.", counted(fields().count(), "figure"));
        }
        let listed: Vec<String> = fields().map(|left| listed(&left.field, catalogue)).collect();
        format!("{}: {}.", because(reason), listed.join("; "))
    };
    reasons.into_iter().map(sentence).collect()
}

fn because(reason: &Reason) -> String {
    match reason {
        Reason::Code(code) => match code {
            NoFigure::Suppressed => "Suppressed, because few pupils stand behind it or results came late",
            NoFigure::NoEntries => "Nobody was entered",
            NoFigure::NotApplicable => "Not applicable, or not available for the year",
            NoFigure::NotPublished => "Not published",
            NoFigure::LowCoverage => "Fewer than half of the pupils are covered",
            NoFigure::New => "The school is new",
            NoFigure::Small => "Too small to print, and not zero",
            NoFigure::Redacted => "Taken out of the file by the department",
            NoFigure::NotAvailable => "Not available",
        }
        .to_owned(),
        Reason::PublishedError => {
            "Published wrong in this file, as later files of the department show".to_owned()
        }
        Reason::NoResults => "There are no results of this measure for the year".to_owned(),
        Reason::Unreadable(text) => format!("“{text}” is not a figure that this measure can have"),
        Reason::Twice => "The file has two figures that differ".to_owned(),
        Reason::Empty => String::new(),
    }
}

/// So many of something.
pub fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// Where the figures of a draft came from that were filled from files: a sentence for each file and release.
pub fn origins(draft: &Draft) -> Vec<String> {
    let mut found: Vec<(&Origin, usize)> = Vec::new();
    for origin in draft.origins.values() {
        match found.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, count)) => *count += 1,
            None => found.push((origin, 1)),
        }
    }
    let words = |(origin, count): (&Origin, usize)| {
        let release = match origin.release {
            Release::NotStated => "release not stated",
            known => release(known),
        };
        format!("{} from {} ({release}).", counted(count, "figure"), origin.file)
    };
    found.into_iter().map(words).collect()
}

/// The figures to compare with that did not ship, each beside the one that did; no rows where there are none.
pub fn compared(plan: &Plan, shipped: &Reference, catalogue: &Catalogue) -> Table {
    let mut table = Table::new(
        "Figures to compare with, from files",
        &[("Measure", false), ("Figure", true), ("The planner’s own", true), ("Of", false), ("File", false)],
    );
    for own in &plan.benchmarks {
        let (of, figure) = (&own.of, &own.figure);
        let Some(measure) = catalogue.get(&of.measure) else { continue };
        let held = shipped.national(&of.measure, of.year, of.group, plan.school.phase);
        let held = held.filter(|_| of.area == Area::National);
        let group = name::of_group(of.group);
        table.push(
            format!("{}{group}, {}", measure.label, of.year),
            vec![
                number::level(figure.value, figure.decimals, measure.unit),
                held.map_or_else(
                    || "none held".to_owned(),
                    |held| number::level(held.value, held.decimals, measure.unit),
                ),
                name::upper_first(&figure.scope),
                from_file(figure),
            ],
        );
    }
    table
}

/// The file of a figure to compare with, and its release.
pub(super) fn from_file(figure: &National) -> String {
    match &*figure.status {
        "" | "not stated" => format!("{} (release not stated)", figure.source),
        status => format!("{} ({status})", figure.source),
    }
}

/// What stands behind a national figure in a sentence where it did not ship: ` (from 2025-2026_ks2final.csv, final)`.
pub(super) fn own_mark(figure: &National) -> String {
    if !figure.is_own {
        return String::new();
    }
    match &*figure.status {
        "" | "not stated" => format!(" (from {})", figure.source),
        status => format!(" (from {}, {status})", figure.source),
    }
}

/// What is said once where national figures are used that did not ship; nothing where all did.
pub fn not_the_planners(plan: &Plan) -> String {
    let mut files: Vec<String> = Vec::new();
    let national = || plan.benchmarks.iter().filter(|own| own.of.area == Area::National);
    for own in national() {
        let file = from_file(&own.figure);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    match national().count() {
        0 => String::new(),
        1 => format!("One national figure is not the planner’s own, but from a file: {}.", files.concat()),
        count => format!(
            "{count} national figures are not the planner’s own, but from files: {}.",
            files.join("; ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::FigureKey;
    use crate::domain::import::LeftOut;

    #[test]
    fn a_school_is_told_from_its_namesakes() {
        let row = |name: &str, town: &str, urn: &str, laestab: &str| Listed {
            kind: crate::domain::import::RowKind::School,
            urn: urn.into(),
            laestab: laestab.into(),
            name: name.into(),
            town: town.into(),
        };
        let words = |row: Listed| {
            let (name, numbers) = school(&row);
            format!("{name} | {numbers}")
        };
        assert_eq!(
            words(row("St John’s", "Alton", "115851", "8502001")),
            "St John’s, Alton | URN 115851, LAESTAB 850/2001"
        );
        assert_eq!(words(row("", "", "", "850")), "A school without a name | ");
    }

    #[test]
    fn what_is_left_out_is_told_by_its_reason() {
        let year = AcademicYear::starting(2018).unwrap();
        let field = |measure: &str| Field::Figure(FigureKey::result(measure.into(), year));
        let left = |measure, reason| LeftOut { field: field(measure), reason };
        let import = Import {
            entries: vec![],
            left_out: vec![
                left("a", Reason::Empty),
                left("b", Reason::Code(NoFigure::Suppressed)),
                left("c", Reason::Unreadable("=1".into())),
                left("d", Reason::Code(NoFigure::Suppressed)),
            ],
        };
        assert_eq!(
            left_out(&import, &Catalogue::default()),
            [
                "Suppressed, because few pupils stand behind it or results came late: b, 2018/19; d, 2018/19.",
                "“=1” is not a figure that this measure can have: c, 2018/19.",
                "Empty in the file: 1 figure.",
            ]
        );
    }
}

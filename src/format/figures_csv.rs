//! The planner's own CSV: a tidy row for each figure and each size of a year group (`docs/csv-format.md`).

use crate::domain::figure::{Assessment, FigureKey, Typed, whole};
use crate::domain::import::Release;
use crate::domain::reference::Group;
use crate::domain::{AcademicYear, Catalogue, Draft, Field};

use super::csv::written;
use super::names::{ASSESSMENTS, COHORT_GROUPS, GROUPS, word};

const HEADINGS: &str = "time_period,time_identifier,geographic_level,school_urn,school_laestab,school_name,measure,\
                        pupil_group,assessment,value,numerator,denominator,version,source_file";

/// The figures and sizes of a draft that are valid by themselves, as CSV.
///
/// What is typed and cannot be read, or belongs to a measure that this copy does not know, is not in it.
pub fn write_csv(draft: &Draft, catalogue: &Catalogue) -> String {
    // Without the mark, Excel takes UTF-8 for windows-1252.
    let mut text = format!("\u{feff}{HEADINGS}\r\n");
    let name = written(draft.name.trim());
    let mut row = |field: Field, year: AcademicYear, cells: [&str; 6]| {
        let origin = draft.origins.get(&field);
        let version = origin.map_or("", |origin| match origin.release {
            Release::Provisional => "Provisional",
            Release::Revised => "Revised",
            Release::Final => "Final",
            Release::NotStated => "",
        });
        let file = origin.map_or(String::new(), |origin| written(&origin.file));
        let period = format!("{}{:02}", year.start(), year.end() % 100);
        let cells = cells.map(written).join(",");
        text.push_str(&format!("{period},Academic year,School,,,{name},{cells},{version},{file}\r\n"));
    };
    for ((group, year), pupils) in &draft.cohorts {
        let of = ["cohort.", word(COHORT_GROUPS, group)].concat();
        if let Some(cohort) = whole(pupils).ok().and_then(crate::domain::cohort::Cohort::new) {
            let (pupils, all) = (cohort.pupils().to_string(), word(GROUPS, &Group::All));
            let cells = [&*of, all, word(ASSESSMENTS, &Assessment::Result), &pupils, "", ""];
            row(Field::Cohort(*group, *year), *year, cells);
        }
    }
    for (key @ FigureKey { measure, year, group, assessment }, typed) in &draft.figures {
        let Some(typed) = catalogue.get(measure).and_then(|measure| Typed::parse(typed, measure).ok()) else {
            continue;
        };
        let (value, numerator, denominator) = match typed {
            Typed::Decimal { hundredths, decimals } => {
                (decimal(hundredths, decimals), String::new(), String::new())
            }
            Typed::Share { count, of } => {
                // To one decimal, halves up; at most 5,000 thousands.
                let tenths = (count * 2_000 + of.pupils()) / (of.pupils() * 2);
                (
                    decimal(i32::try_from(tenths * 10).unwrap_or(0), 1),
                    count.to_string(),
                    of.pupils().to_string(),
                )
            }
        };
        let (group, assessment) = (word(GROUPS, group), word(ASSESSMENTS, assessment));
        row(
            Field::Figure(key.clone()),
            *year,
            [measure.as_str(), group, assessment, &value, &numerator, &denominator],
        );
    }
    text
}

fn decimal(hundredths: i32, decimals: u8) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match decimals {
        0 => format!("{sign}{whole}"),
        1 => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

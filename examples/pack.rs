//! Writes a council's pack to standard output, for `cargo xtask dist --framework FILE --brand FILE`: put together from a
//! framework file and a pack that may lack its schemes, and read as strictly as the page reads it. Either may be `-`.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use attainment_planner::domain::fault::Fault;
use attainment_planner::format::{PackDraft, catalogue, read_framework};
use attainment_planner::present::fault;
use chrono::{DateTime, NaiveDate};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [framework, brand] = arguments.as_slice() else {
        eprintln!("a framework file and a pack, or - for one of them");
        return ExitCode::FAILURE;
    };
    match pack(framework, brand) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn pack(framework: &str, brand: &str) -> Result<String, String> {
    let read = |file: &str| std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"));
    let said = |file: &str, faults: &[Fault]| format!("{file}:\n  {}", fault::list(faults).join("\n  "));
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let now = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let today = now.map_or(NaiveDate::default(), |now| now.date_naive());
    let catalogue = catalogue();
    let scheme = if framework == "-" { None } else { Some(read(framework)?) };
    let draft = match (&scheme, brand) {
        (Some(scheme), "-") => {
            let council =
                read_framework(scheme, &catalogue).map_err(|faults| said(framework, &faults))?.council;
            PackDraft::around(scheme, &council, today).ok_or("no JSON")?
        }
        _ => PackDraft::assembled(&read(brand)?, scheme.as_deref(), today)
            .map_err(|fault| said(brand, &[fault]))?,
    };
    draft.read(&catalogue).map_err(|faults| said("The pack", &faults))?;
    Ok(draft.to_text())
}

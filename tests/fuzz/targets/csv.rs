//! Whatever is opened as a file of figures: it is refused with a fault, or every school in it can be found and filled in,
//! and what was filled in can be written as CSV and read again.

#![no_main]

use std::sync::LazyLock;

use attainment_planner::domain::import::Release;
use attainment_planner::domain::{AcademicYear, Catalogue, Draft};
use attainment_planner::format::dfe::Reading;
use attainment_planner::format::{catalogue, write_csv};
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

fuzz_target!(|bytes: &[u8]| {
    let Ok(tables) = Reading::whole("2018-2019_850_ks2final.csv", bytes.to_vec()) else { return };
    let _ = tables.search("st mary", 20);
    let mut draft = Draft::default();
    let year = AcademicYear::starting(2018);
    for place in 0..tables.rows().count().min(50) {
        for entry in tables.import(place, year, Release::Final, &CATALOGUE).entries {
            draft.fill(&entry);
        }
    }
    let written = write_csv(&draft, &CATALOGUE);
    assert!(draft.figures.is_empty() || Reading::whole("own.csv", written.into_bytes()).is_ok());
});

//! Whatever is opened as a council's scheme: it is refused with faults, or the worked example can be evaluated under it.

#![no_main]

use std::sync::LazyLock;

use attainment_planner::domain::{Catalogue, Reference, evaluate, validate};
use attainment_planner::format::{catalogue, read_framework, reference, worked_example};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

static SHIPPED: LazyLock<(Catalogue, Reference)> = LazyLock::new(|| {
    let catalogue = catalogue();
    let reference = reference(&catalogue);
    (catalogue, reference)
});

fuzz_target!(|text: &str| {
    let (catalogue, reference) = &*SHIPPED;
    match read_framework(text, catalogue) {
        Err(faults) => assert!(!faults.is_empty()),
        Ok(framework) => {
            let today = NaiveDate::from_ymd_opt(2015, 10, 1).expect("a date");
            let (plan, _) = validate(&worked_example(), &framework, catalogue, today);
            let _ = evaluate(&plan, &framework, catalogue, reference);
        }
    }
});

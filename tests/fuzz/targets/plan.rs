//! Whatever is opened as a saved plan, or comes out of a link: it is refused with faults, or it is a plan that can be saved,
//! opened again and evaluated under every scheme.

#![no_main]

use std::sync::LazyLock;

use attainment_planner::domain::{Catalogue, Framework, Reference, evaluate, validate};
use attainment_planner::format::{catalogue, read_plan, reference, shipped_frameworks, write_plan};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

static SHIPPED: LazyLock<(Catalogue, Reference, Vec<Framework>)> = LazyLock::new(|| {
    let catalogue = catalogue();
    let (reference, frameworks) = (reference(&catalogue), shipped_frameworks());
    (catalogue, reference, frameworks)
});

fuzz_target!(|text: &str| {
    match read_plan(text) {
        Err(faults) => assert!(!faults.is_empty()),
        Ok(draft) => {
            assert_eq!(read_plan(&write_plan(&draft)), Ok(draft.clone()));
            let (catalogue, reference, frameworks) = &*SHIPPED;
            let today = NaiveDate::from_ymd_opt(2015, 10, 1).expect("a date");
            // Its own scheme, or the first.
            let own = frameworks.iter().find(|framework| Some(&framework.id) == draft.framework.as_ref());
            let framework = own.unwrap_or(&frameworks[0]);
            let (plan, _) = validate(&draft, framework, catalogue, today);
            let _ = evaluate(&plan, framework, catalogue, reference);
        }
    }
});

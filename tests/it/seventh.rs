//! A seventh council, and an eighth: schemes that are made up, written as framework files and judged like those that
//! ship. That they work is the proof that a new council needs no line of code.
//!
//! `points` adds up points, and bands of them give the category. `signs` asks for at least so many of several signs, over
//! several measures and years. Both ask for a number and read the results of groups. The cases were worked out by hand.

use std::sync::LazyLock;

use attainment_planner::domain::Framework;
use attainment_planner::format::read_framework;

use crate::cases;
use crate::equal::MADE_UP_TEXTS;
use crate::school::SHIPPED;

pub(crate) static MADE_UP: LazyLock<Vec<Framework>> = LazyLock::new(|| {
    let read = |(text, _): (&str, _)| read_framework(text, &SHIPPED.catalogue);
    MADE_UP_TEXTS
        .into_iter()
        .map(|texts| read(texts).unwrap_or_else(|faults| panic!("{faults:#?}")))
        .collect()
});

#[test]
fn every_case_of_a_council_that_no_code_knows() {
    for (framework, (_, cases)) in MADE_UP.iter().zip(MADE_UP_TEXTS) {
        cases::run(cases, framework);
    }
}

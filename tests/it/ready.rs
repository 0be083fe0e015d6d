//! What stays ready from one key to the next is that of the scheme, the phase and the national figures in view.

use std::rc::Rc;

use attainment_planner::app::state::{Action, Shipped, State};
use attainment_planner::domain::benchmark::{Area, BenchmarkKey, BenchmarkText};
use attainment_planner::domain::evaluate;
use attainment_planner::domain::reference::Group;
use proptest::prelude::*;

use crate::random::{Unknown, proptest_config, random_school};
use crate::school::today;

proptest! {
    #![proptest_config(proptest_config(24))]

    /// However plans follow each other, each comes to what it comes to by itself.
    #[test]
    fn a_plan_does_not_depend_on_the_one_before(
        schools in prop::collection::vec((random_school(Unknown::any(6)), any::<bool>(), any::<bool>()), 1..5),
    ) {
        let shipped = Rc::new(Shipped::load().unwrap());
        let mut state = State::new(shipped.clone(), today()).unwrap();
        for (random, has_other_national, once_more) in schools {
            let mut draft = random.draft();
            if has_other_national {
                for year in random.framework.result_years() {
                    for measure in random.framework.measures(random.phase).unwrap().all.clone() {
                        let of = BenchmarkKey { area: Area::National, measure, year, group: Group::All };
                        draft.benchmarks.insert(of, BenchmarkText { text: "51".into(), ..Default::default() });
                    }
                }
            }
            for _ in 0..=usize::from(once_more) {
                state = state.step(Action::Open(Box::new(draft.clone())));
                let (worked, catalogue) = (&state.worked, &shipped.catalogue);
                let reference = shipped.reference.with(&worked.plan.benchmarks);
                let alone = evaluate(&worked.plan, &state.framework, catalogue, &reference);
                prop_assert_eq!(&worked.evaluation, &alone);
                // Once more it is another plan under the same scheme, of the same phase.
                draft.name.push('x');
            }
        }
    }
}

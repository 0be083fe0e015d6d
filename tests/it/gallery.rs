//! The examples of the components: every kind has some, and the markup of each is kept.

use std::collections::BTreeSet;

use attainment_planner::app::examples::{FRAME, KINDS, Sample, SampleProps, examples};
use yew::LocalServerRenderer;

use crate::markup::{kept, lines, values};

fn sample(place: usize) -> String {
    let renderer = LocalServerRenderer::<Sample>::with_props(SampleProps { place }).hydratable(false);
    pollster::block_on(renderer.render())
}

#[test]
fn every_kind_of_block_and_every_part_of_the_frame_has_an_example() {
    let shown: BTreeSet<_> = examples().iter().map(|example| example.kind).collect();
    let named: BTreeSet<_> = KINDS.iter().copied().chain(FRAME).collect();
    assert_eq!(shown, named);
}

#[test]
fn the_markup_of_each_example_is_kept() {
    let mut text = String::new();
    for (place, example) in examples().iter().enumerate() {
        let html = sample(place);
        text.push_str(&format!("==== {}: {}\n{}\n", example.kind, example.name, lines(&html)));
    }
    kept("gallery", &text);
}

/// What an example refers to is in it, and no example of a block takes an id of another.
#[test]
fn every_example_stands_for_itself() {
    let mut taken = BTreeSet::new();
    for (place, example) in examples().iter().enumerate() {
        let html = sample(place);
        let what = format!("{}: {}", example.kind, example.name);
        let ids = values(&html, "id");
        for id in &ids {
            // The frame is there once on a page, and its ids are fixed.
            assert!(FRAME.contains(&example.kind) || taken.insert((*id).to_owned()), "{what}: {id} again");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for target in values(&html, attribute).iter().flat_map(|target| target.split(' ')) {
                assert!(ids.contains(&target), "{what}: {attribute} names {target}");
            }
        }
        assert!(!html.contains(" style="), "{what}: the policy of the page drops a style attribute");
    }
}

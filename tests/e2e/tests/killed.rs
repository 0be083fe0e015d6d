//! A browser that is killed in the middle of typing: at most the last half second is lost, never the plan.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use e2e::{Browser, Facility, Options, Server};

/// How much of the end of the typing may be lost.
const MAY_BE_LOST: Duration = Duration::from_millis(500);
const NAME: &str = "Name of the school (optional)";

/// A number from the environment.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Random enough, and the same again for the same seed (SplitMix64).
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// `PLANNER_KILLS` says how often (3 where it is not set), `PLANNER_SEED` begins the same moments again.
#[test]
fn a_killed_browser_loses_at_most_the_last_half_second() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    let mut seed = number("PLANNER_SEED").unwrap_or(now.as_nanos() as u64);
    let kills = number("PLANNER_KILLS").unwrap_or(3);
    println!("PLANNER_SEED={seed}, {kills} kills");
    let server = Server::start();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let open = || {
        let browser = Browser::open_in(folder.path(), Options::default());
        browser.open_planner(&server.address("/site/"));
        browser.wait_for_words(".planner-toolbar__kept", "Kept in this browser");
        browser.turn_to("school");
        browser
    };
    let mut browser = open();
    if !browser.can(Facility::Profile) {
        return;
    }
    browser.choice("phase", "Primary").click();
    let mut before = String::new();
    let mut most_lost = Duration::ZERO;
    for round in 1..=kills {
        browser.put("name", "");
        // No two places of it are the same.
        let text: String = (0..200).map(|place| format!("{round}.{place} ")).collect();
        let after = Duration::from_millis(200 + next(&mut seed) % 2_300);
        let answered = browser.killed_while_typing(&text, after);
        let sure = answered.iter().filter(|ago| **ago > MAY_BE_LOST).count();
        browser = open();
        assert_eq!(
            browser.script("return document.querySelector('input[name=phase]:checked')?.value"),
            "primary"
        );
        let kept = browser.field(NAME).value();
        // Of what was cleared just before, as much may be lost.
        let is_before = sure == 0 && kept == before;
        assert!(
            is_before || text.starts_with(&kept) && kept.len() >= sure,
            "kill {round} after {after:?}: {sure} of {} keys were typed in time, and {kept:?} was kept",
            answered.len(),
        );
        if !is_before && let Some(ago) = answered.get(kept.len()) {
            most_lost = most_lost.max(*ago);
        }
        println!("kill {round} after {after:?}: {} keys answered, {} kept", answered.len(), kept.len());
        before = kept;
    }
    println!("{kills} kills: the oldest key that was lost was typed {most_lost:?} before its kill");
}

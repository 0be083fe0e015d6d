//! How long the single file takes from being opened from a disk to its first page, on which something can be pressed:
//! medians of ten, as this machine is and with its processor slowed six times. `cargo xtask bench` runs this and holds it
//! to the budget.

use e2e::{Browser, dist};
use serde_json::json;

const RUNS: usize = 10;

/// Notes when the first page is there and drawn: the frame after the one that its button came in.
const WATCH: &str = "
    const watch = () => {
      if (document.getElementById('example')) requestAnimationFrame(() => { window.usable = performance.now(); });
      else requestAnimationFrame(watch);
    };
    watch();";

fn main() {
    for (name, slowed) in [("start_milliseconds", 1), ("start_slowed_milliseconds", 6)] {
        let mut times: Vec<f64> = (0..RUNS).map(|_| start(slowed)).collect();
        times.sort_by(f64::total_cmp);
        println!("{name} = {:.0}", times[RUNS / 2].midpoint(times[RUNS / 2 - 1]));
    }
}

/// One start in a browser of its own, in milliseconds.
fn start(slowed: u32) -> f64 {
    let browser = Browser::open();
    browser.devtools("Page.enable", json!({}));
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH}));
    browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": slowed}));
    browser.go(&dist::single_file());
    let mut time = None;
    browser.wait_for("the first page", || {
        time = browser.script("return window.usable").as_f64();
        time.is_some()
    });
    time.unwrap_or_default()
}

//! What a person needs who sees, hears or points in another way: nothing wrong by axe in any state of any page, zoom to
//! 400%, wider text spacing, forced colours, no motion, a focus that is always seen, targets large enough, names that
//! tell things apart, and changes that are said once.

use std::cell::Cell;
use std::collections::BTreeMap;

use e2e::planner::PAGES;
use e2e::{Browser, Facility, Key, Server};
use serde_json::{Value, json};

/// A state of the planner in which every page is looked at.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// The worked example.
    Example,
    /// The worked example, with everything opened that opens.
    Opened,
    /// A plan in which nothing stands.
    Empty,
    /// The worked example with something wrong on each page that asks, and said to be.
    Wrong,
}

/// Boxes of a page, each with what does not belong into it.
const WRONG: [(&str, &[(&str, &str)]); 4] = [
    ("school", &[("cohort-year-6-2014-15", "many")]),
    ("figures", &[("figure-ks2-rwm-l4-2014-15", "sixty"), ("figure-ks2-reading-l4-2014-15", "101")]),
    ("trajectory", &[("target-ks2-rwm-l4", "high")]),
    ("rules", &[("threshold-floor-ks2-rwm-l4-2014-15", "6o")]),
];

fn open(server: &Server, state: State) -> Browser {
    let browser = Browser::open();
    browser.open_planner(&server.address("/site/"));
    if state != State::Empty {
        browser.button("See the worked example").click();
        browser.wait_for_text("This is the worked example");
        browser.button("Close this message").click();
    }
    browser
}

/// Goes to a page of a state.
fn turn(browser: &Browser, state: State, page: &str) {
    browser.css(&format!("#nav-{page}")).click();
    let (_, title, _) = PAGES.into_iter().find(|(name, ..)| *name == page).expect("there is such a page");
    browser.wait_for(title, || browser.title().contains(title));
    match state {
        State::Example | State::Empty => {}
        State::Opened => {
            browser.script("document.querySelectorAll('details').forEach((e) => { e.open = true; })");
        }
        State::Wrong => {
            let boxes = WRONG.iter().find(|(name, _)| *name == page).map_or(&[][..], |(_, boxes)| boxes);
            browser.script("document.querySelectorAll('details').forEach((e) => { e.open = true; })");
            for (id, text) in boxes {
                if browser.css(&format!("#{id}")).value() != *text {
                    browser.put(id, text);
                }
            }
            let goes_on = browser.all("#continue").pop();
            if let Some(button) = goes_on.filter(|_| !boxes.is_empty()) {
                button.click();
                browser.wait_for_text("There is a problem");
            } else if !boxes.is_empty() {
                browser.css(".govuk-error-message");
            }
        }
    }
}

fn everywhere(state: State, look: impl Fn(&Browser, &str)) {
    let server = Server::start();
    let browser = open(&server, state);
    for (page, ..) in PAGES {
        turn(&browser, state, page);
        look(&browser, page);
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The list that a script gives.
#[track_caller]
fn none(browser: &Browser, script: &str, what: &str) {
    let found = browser.script(&format!("{SEEN} {script}"));
    assert_eq!(found, json!([]), "{what}");
}

/// What the scripts share: which elements can be seen, and a name for a message.
const SEEN: &str = "
    const shown = (e) => e.checkVisibility({ opacityProperty: false, visibilityProperty: true })
      && !e.closest('.govuk-visually-hidden') && e.getBoundingClientRect().width > 0;
    const called = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') +
      (typeof e.className === 'string' && e.className ? '.' + e.className.split(' ')[0] : '') + ' ' +
      (e.textContent || e.getAttribute('aria-label') || '').trim().replace(/\\s+/g, ' ').slice(0, 50);";

// ---- axe ----

fn axe_finds_nothing(state: State) {
    everywhere(state, |browser, page| {
        for width in [1280, 320] {
            browser.resize(width, 900);
            assert_eq!(browser.axe(), [], "{page} at {width}");
        }
        browser.resize(1280, 900);
    });
}

#[test]
fn axe_finds_nothing_where_everything_is_opened() {
    axe_finds_nothing(State::Opened);
}

#[test]
fn axe_finds_nothing_in_an_empty_plan() {
    axe_finds_nothing(State::Empty);
}

#[test]
fn axe_finds_nothing_where_something_is_wrong() {
    axe_finds_nothing(State::Wrong);
}

// ---- zoom and text spacing ----

/// Every text that runs out of the box that cuts it, and every two texts that lie upon each other.
const CUT: &str = "
    const found = [];
    for (const e of document.querySelectorAll('#planner *')) {
      if (!shown(e) || e.closest('svg') || e.matches('input, textarea, .govuk-skip-link')) continue;
      const style = getComputedStyle(e);
      const cuts = (way) => ['hidden', 'clip'].includes(way);
      if (cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1) found.push('cut across: ' + called(e));
      if (cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1) found.push('cut below: ' + called(e));
    }
    const texts = [];
    const walker = document.createTreeWalker(document.getElementById('planner'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      // A drawing's labels have fixed places. Spaced out, they may touch: the table under the drawing says the same.
      if (node.parentElement.closest('svg') && document.adoptedStyleSheets.length) continue;
      if (!node.data.trim() || !shown(node.parentElement) || node.parentElement.matches('.govuk-skip-link')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) texts.push({ node, box });
    }
    texts.sort((a, b) => a.box.top - b.box.top);
    texts.forEach((a, place) => {
      for (const b of texts.slice(place + 1)) {
        if (b.box.top >= a.box.bottom) break;
        if (a.node === b.node) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        // A line's box is higher than its letters.
        const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (across > 2 && down > 0.4 * Math.min(a.box.height, b.box.height)) {
          found.push('upon each other: ' + a.node.data.trim().slice(0, 40) + ' / ' + b.node.data.trim().slice(0, 40));
        }
      }
    });
    return [...new Set(found)];";

#[track_caller]
fn nothing_is_lost(browser: &Browser, width: u32, what: &str) {
    let wide = browser.script("return document.documentElement.scrollWidth").as_u64().unwrap_or(0);
    assert!(wide <= u64::from(width), "{what}: {wide} wide at {width}");
    none(browser, CUT, what);
    // What is wider than the page scrolls in a region of its own that the keyboard reaches: tables and drawings.
    none(
        browser,
        "return [...document.querySelectorAll('#planner *')].filter((e) => shown(e) && !e.closest('svg') &&
           ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 &&
           !(e.tabIndex === 0 && (e.querySelector('table') || e.querySelector('svg')) || e.matches('textarea')))
           .map(called)",
        what,
    );
}

/// 1,280 by 1,024 pixels at 400% are 320 by 256.
#[test]
fn at_400_per_cent_nothing_is_lost() {
    for state in [State::Opened, State::Wrong, State::Empty] {
        let server = Server::start();
        let browser = open(&server, state);
        browser.resize(320, 256);
        for (page, ..) in PAGES {
            turn(&browser, state, page);
            nothing_is_lost(&browser, 320, &format!("{page} at 400%"));
        }
    }
}

/// WCAG 2.2, success criterion 1.4.12: what people set who read letters easier further apart.
#[test]
fn text_may_be_spaced_out() {
    for width in [1280, 320] {
        for state in [State::Opened, State::Wrong] {
            let server = Server::start();
            let browser = open(&server, state);
            browser.resize(width, 900);
            // A style element would be refused by the policy; a sheet that a script makes is the reader's own.
            browser.script(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; ' +
                   'word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
                 document.adoptedStyleSheets = [sheet];",
            );
            for (page, ..) in PAGES {
                turn(&browser, state, page);
                browser.shot(&format!("spaced-{page}-{width}"));
                nothing_is_lost(&browser, width, &format!("{page}, spaced out, at {width}"));
                let rows = browser.script(
                    "const dates = [...document.querySelectorAll('.govuk-date-input')];
                     return dates.map((date) => new Set([...date.children].map((part) => part.offsetTop)).size)",
                );
                assert!(rows == json!([]) || rows == json!([1]), "{page}: a date in {rows} rows at {width}");
            }
        }
    }
}

// ---- the keyboard ----

/// What a test asks at each stop of the Tab key. The look of what has the focus is compared with its look once it has
/// lost it; of a radio or a tick, that of its label, which draws it.
const STOP: &str = "
    const look = (e) => [e, e.labels?.[0]].filter(Boolean).map((part) => ['', '::before', '::after'].map((pseudo) => {
      const style = getComputedStyle(part, pseudo || null);
      return ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'borderTopWidth',
        'borderTopColor', 'borderBottomColor', 'textDecorationLine', 'color'].map((name) => style[name]).join();
    }).join()).join();
    const faults = [];
    const e = document.activeElement;
    window.stops ??= [];
    const before = window.stops.at(-1);
    if (before && before.e !== e && before.e.isConnected && look(before.e) === before.look) {
      faults.push('looks the same with the keyboard: ' + called(before.e));
    }
    if (!e || e === document.body || window.stops.some((stop) => stop.e === e)) {
      return { end: true, faults };
    }
    const box = (e.labels?.[0] && e.matches('[type=radio], [type=checkbox]') ? e.labels[0] : e).getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (left >= right || top >= bottom) {
      faults.push('out of sight: ' + called(e));
    } else {
      // Of something large, some part of it: a long region may begin above.
      const points = [[0.5, 0.5], [0.1, 0.5], [0.5, 0.1], [0.5, 0.9]];
      const seen = points.some(([x, y]) => {
        const at = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
        return at && (e.contains(at) || [...(e.labels ?? [])].some((label) => label.contains(at)));
      });
      if (!seen) faults.push('covered: ' + called(e));
    }
    if (before && !(before.e.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) {
      faults.push('out of order: ' + called(before.e) + ', then ' + called(e));
    }
    // In one column the eye goes down, too. A stop inside a region that scrolls may lie beside the one before.
    const y = box.top + scrollY;
    if (innerWidth < 500 && before && !before.e.contains(e) && y < before.y - 30) {
      faults.push('further up: ' + called(before.e) + ', then ' + called(e));
    }
    window.stops.push({ e, look: look(e), y });
    return { end: false, faults };";

/// Two drawings later, and once what has the focus is in sight, or six hundred: Firefox scrolls to it when it draws, on a busy machine
/// not with the first.
const DRAWN: &str = "new Promise((drawn) => {
    let drawings = 0;
    const look = () => {
      const box = document.activeElement?.getBoundingClientRect();
      const isSeen = !box || box.bottom > 0 && box.top < innerHeight;
      if (drawings >= (isSeen ? 2 : 600)) return drawn();
      drawings += 1;
      requestAnimationFrame(look);
    };
    look();
  })";

/// Presses Tab through a whole page; gives what was wrong and how many stops there were.
fn tab_through(browser: &Browser) -> (Vec<String>, usize) {
    browser.script(&format!(
        "window.focus(); window.stops = []; document.activeElement.blur(); window.scrollTo(0, 0);
        getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus({{ preventScroll: true }});
        document.body.removeAttribute('tabindex');
        return {DRAWN};"
    ));
    let mut faults = Vec::new();
    for stops in 0..600 {
        browser.press(Key::Tab);
        let stop = browser.script(&format!("return {DRAWN}.then(() => {{ {SEEN} {STOP} }});"));
        let words = stop["faults"].as_array().cloned().unwrap_or_default();
        faults.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
        if stop["end"] == true {
            return (faults, stops);
        }
    }
    panic!("Tab never comes to the end of the page");
}

fn the_focus_is_seen(width: u32, height: u32, colours: &str) {
    let server = Server::start();
    let browser = open(&server, State::Example);
    if !browser.can(Facility::ShownFocus) {
        return;
    }
    browser.resize(width, height);
    if colours == "active" {
        if !browser.can(Facility::ForcedColours) {
            return;
        }
        browser.emulate("", &[("forced-colors", colours)]);
    }
    for (page, ..) in PAGES {
        turn(&browser, State::Example, page);
        let (faults, stops) = tab_through(&browser);
        assert_eq!(faults, Vec::<String>::new(), "{page} at {width} by {height}");
        // The frame alone has a link to skip it, three tools, nine pages, and more.
        assert!(stops > 15, "{page} has {stops} stops");
    }
}

#[test]
fn the_focus_is_seen_at_every_stop_of_every_page() {
    the_focus_is_seen(1280, 900, "none");
}

#[test]
fn the_focus_is_seen_at_400_per_cent() {
    the_focus_is_seen(320, 256, "none");
}

#[test]
fn the_focus_is_seen_in_forced_colours() {
    the_focus_is_seen(1280, 900, "active");
}

/// WCAG 2.2, success criterion 2.5.8: 24 by 24 pixels, or so far from others that circles of that width keep apart; links
/// within a sentence are let be.
#[test]
fn every_target_can_be_hit() {
    for width in [1280, 320] {
        everywhere(State::Opened, |browser, page| {
            browser.resize(width, 900);
            none(
                browser,
                "const targets = [...document.querySelectorAll('#planner :is(a[href], button, input, textarea, summary)')]
                   .filter((e) => shown(e) || e.labels?.length).map((e) => {
                     const parts = [e, ...(e.labels ?? [])].filter((part) => part.checkVisibility()
                       && (part === e || e.matches('[type=radio], [type=checkbox]')));
                     const boxes = parts.map((part) => part.getBoundingClientRect());
                     const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
                     const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
                     return { e, left, right, top, bottom };
                   }).filter((t) => t.right > t.left);
                 const small = (t) => t.right - t.left < 23.9 || t.bottom - t.top < 23.9;
                 return targets.filter((t) => {
                   const style = getComputedStyle(t.e);
                   const sentence = style.display === 'inline' && t.e.closest('p, li, label, caption') &&
                     t.e.parentElement.textContent.trim() !== t.e.textContent.trim();
                   if (!small(t) || sentence || t.e.matches('.govuk-skip-link')) return false;
                   const x = (t.left + t.right) / 2, y = (t.top + t.bottom) / 2;
                   return targets.some((other) => {
                     if (other === t) return false;
                     if (small(other)) {
                       return Math.hypot((other.left + other.right) / 2 - x, (other.top + other.bottom) / 2 - y) < 24;
                     }
                     const dx = Math.max(other.left - x, 0, x - other.right);
                     const dy = Math.max(other.top - y, 0, y - other.bottom);
                     return Math.hypot(dx, dy) < 12;
                   });
                 }).map((t) => called(t.e) + ' ' + Math.round(t.right - t.left) + ' by ' + Math.round(t.bottom - t.top))",
                &format!("too small a target on {page} at {width}"),
            );
        });
    }
}

// ---- colours and motion ----

/// Where colours are forced, a chart's words and lines stand out from the page, and its series still differ.
#[test]
fn charts_can_be_read_in_forced_colours() {
    if !Browser::open().can(Facility::ForcedColours) {
        return;
    }
    let words = Cell::new(0);
    everywhere(State::Opened, |browser, page| {
        browser.emulate("", &[("forced-colors", "active"), ("prefers-color-scheme", "dark")]);
        browser.shot(&format!("forced-{page}"));
        none(
            browser,
            "const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
             const lightness = (colour, under) => {
               canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
               canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
               const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
                 .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
               return 0.2126 * r + 0.7152 * g + 0.0722 * b;
             };
             const behind = (e) => {
               for (let at = e; at; at = at.parentElement) {
                 const colour = getComputedStyle(at).backgroundColor;
                 if (colour !== 'rgba(0, 0, 0, 0)') return colour;
               }
               return getComputedStyle(document.documentElement).backgroundColor === 'rgba(0, 0, 0, 0)'
                 ? 'Canvas' : getComputedStyle(document.documentElement).backgroundColor;
             };
             const ratio = (colour, under) => {
               const [a, b] = [lightness(colour, under), lightness(under, under)].sort((a, b) => b - a);
               return (a + 0.05) / (b + 0.05);
             };
             const faults = [];
             for (const svg of document.querySelectorAll('svg.chart')) {
               const under = behind(svg.parentElement);
               for (const e of svg.querySelectorAll('text')) {
                 if (ratio(getComputedStyle(e).fill, under) < 4.5) faults.push('words: ' + called(e));
               }
               for (const e of svg.querySelectorAll('.chart-line, .chart-bar, .chart-axis, .chart-marker')) {
                 const style = getComputedStyle(e);
                 const paints = [style.stroke, style.fill].filter((paint) => paint !== 'none');
                 if (paints.length && !paints.some((paint) => ratio(paint, under) >= 3)) {
                   faults.push('line: ' + e.getAttribute('class') + ' ' + paints.join() + ' on ' + under);
                 }
               }
             }
             return faults",
            page,
        );
        let count =
            browser.script("return document.querySelectorAll('svg.chart text').length").as_u64().unwrap();
        words.set(words.get() + count);
    });
    assert!(words.get() > 100, "{} words in charts were looked at", words.get());
}

#[test]
fn nothing_moves_for_those_who_ask_for_less_motion() {
    let server = Server::start();
    let browser = open(&server, State::Opened);
    browser.emulate("", &[("prefers-reduced-motion", "reduce")]);
    for (page, ..) in PAGES {
        turn(&browser, State::Opened, page);
        none(
            &browser,
            "const moves = (style) => [style.transitionDuration, style.animationDuration].join().split(',')
               .some((time) => parseFloat(time) > 0) || style.scrollBehavior === 'smooth';
             return [...document.querySelectorAll('*')].flatMap((e) => ['', '::before', '::after']
               .filter((pseudo) => moves(getComputedStyle(e, pseudo || null))).map(() => called(e)))",
            page,
        );
        assert_eq!(browser.script("return document.getAnimations().length"), 0, "{page}");
    }
}

// ---- names and announcements ----

/// No two controls, tables or regions of a page have one role and one name. A reason inside another apart: a fact that
/// several rules ask for stands under each, and says the same. And the navigation, whose buttons lead where a button of the
/// page with the same words leads.
#[test]
fn names_tell_things_apart() {
    for state in [State::Opened, State::Wrong, State::Empty] {
        everywhere(state, |browser, page| {
            let selector = "#planner :is(header, main, footer) :is(button, details:not(details details) > summary, a[href], textarea, table, nav, \
                            input:not([type=radio]), section, aside, figure, [role=region], [role=group])";
            let named: Vec<String> = browser
                .all(selector)
                .iter()
                .filter(|element| element.is_displayed())
                .map(|element| format!("{} {}", element.role(), element.name()))
                .collect();
            assert_eq!(
                named.iter().find(|name| name.ends_with(' ')),
                None,
                "{page} has something without a name"
            );
            let mut times: BTreeMap<&str, usize> = BTreeMap::new();
            named.iter().for_each(|name| *times.entry(name).or_default() += 1);
            let again: Vec<_> = times.into_iter().filter(|(_, times)| *times > 1).collect();
            assert_eq!(again, [], "{page}");
        });
    }
}

/// What the place for announcements has said since [`listen`].
fn said(browser: &Browser) -> Vec<String> {
    let said = browser.script("return window.said");
    said.as_array()
        .map(|said| said.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default()
}

fn listen(browser: &Browser) {
    browser.script(
        "window.said = [];
         const status = document.getElementById('planner-status');
         new MutationObserver(() => said.push(status.textContent))
           .observe(status, { childList: true, characterData: true, subtree: true });",
    );
}

/// Longer than typing has to pause before anything is said (nine tenths of a second): that nothing more is said can only
/// be waited for.
fn pause(browser: &Browser) {
    browser.later("setTimeout(done, 1500)");
}

#[test]
fn a_new_outcome_is_said_once_when_typing_pauses() {
    let server = Server::start();
    let browser = open(&server, State::Example);
    browser.turn_to("figures");
    browser.css("#figure-ks2-rwm-l4-2013-14").click();
    listen(&browser);
    // The outcome changes on the way, too: 6 and 68 are other results than 68.0.
    browser.type_text("68.0");
    assert_eq!(said(&browser), Vec::<String>::new(), "nothing is said while keys are pressed");
    browser.wait_for("the outcome to be said", || !said(&browser).is_empty());
    let first = said(&browser);
    assert!(first.len() == 1 && first[0].contains("School of Concern"), "{first:?}");
    // A key that changes nothing of the outcome is not worth a word.
    browser.press(Key::Backspace);
    browser.type_text("5");
    pause(&browser);
    assert_eq!(said(&browser), first);
}

#[test]
fn what_stands_of_a_target_is_said_once() {
    let server = Server::start();
    let browser = open(&server, State::Example);
    browser.turn_to("trajectory");
    browser.put("target-ks2-rwm-l4", "");
    pause(&browser);
    listen(&browser);
    browser.type_text("75");
    browser.wait_for("the path to be said", || !said(&browser).is_empty());
    pause(&browser);
    let said = said(&browser);
    assert!(said.len() == 1 && said[0].contains("75"), "{said:?}");
}

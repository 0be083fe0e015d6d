//! A plan in a link: made on request, opened elsewhere, and refused where it is damaged.

use e2e::planner::START;
use e2e::{Browser, Server};

const SAMPLE: &str = "Sample partnership (worked example)";

fn name(browser: &Browser) -> String {
    browser.turn_to("school");
    browser.field("Name of the school (optional)").value()
}

/// A link with the worked example, made on the report page.
fn link(browser: &Browser) -> String {
    browser.button("See the worked example").click();
    browser.wait_for_text("This is the worked example");
    browser.turn_to("report");
    browser.button("Send this plan as a link").click();
    browser.button("Make the link").click();
    browser.wait_for_words("#send-link [role=status]", "The link is made.");
    browser.shot("link");
    browser.field("Link with your plan").value()
}

#[test]
fn a_plan_goes_to_another_computer_in_a_link() {
    let server = Server::start();
    let page = server.address("/planner.html");
    let browser = Browser::open();
    browser.open_planner(&page);
    let link = link(&browser);
    assert!(link.starts_with(&format!("{page}#plan=")), "{link}");
    assert!(browser.axe().is_empty(), "{:?}", browser.axe());

    let elsewhere = Browser::open();
    elsewhere.open_planner(&link);
    elsewhere.wait_for_text("The plan is open");
    assert_eq!(name(&elsewhere), SAMPLE);
    assert_eq!(elsewhere.script("return location.href"), page, "the address is as it was");
    let heard = server.requests();
    assert!(
        heard.iter().all(|request| !request.contains("plan=")),
        "the server never hears of it: {heard:?}"
    );
    // Engines differ in what they call the request: with what stands behind the #, or without.
    let requests = elsewhere.requests();
    assert!(requests.iter().all(|address| address.split('#').next() == Some(&page)), "{requests:?}");

    // Another figure, and the link is no longer that of the plan.
    browser.turn_to("school");
    browser.put("name", "Hill Top");
    browser.turn_to("report");
    assert_eq!(browser.all("#link").len(), 0);
}

#[test]
fn a_link_opens_in_a_planner_that_holds_a_plan_and_can_be_taken_back() {
    let server = Server::start();
    let page = server.address("/planner.html");
    let maker = Browser::open();
    maker.open_planner(&page);
    let link = link(&maker);

    let browser = Browser::open();
    browser.open_planner(&page);
    browser.turn_to("school");
    browser.put("name", "Hill Top");
    browser.script(&format!("location.hash = '{}'", &link[page.len()..]));
    browser.wait_for_text("The plan is open");
    assert_eq!(name(&browser), SAMPLE);
    browser.css("#undo").click();
    browser.wait_for("the plan before it", || name(&browser) == "Hill Top");
}

#[test]
fn a_link_that_is_damaged_changes_nothing() {
    let server = Server::start();
    let page = server.address("/planner.html");
    let browser = Browser::open();
    browser.open_planner(&page);
    browser.turn_to("school");
    browser.put("name", "Hill Top");
    let link = {
        let maker = Browser::open();
        maker.open_planner(&page);
        self::link(&maker)
    };
    // Little that unpacks to much: three million spaces.
    let bomb = browser.later(
        "(async () => { const stream = new Blob([' '.repeat(3000000)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
         const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
         done(btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')); })()",
    );
    let bomb = format!("#plan={}", bomb.as_str().unwrap());
    let cut = &link[page.len()..link.len() - link.len() / 3];
    for hash in [cut, "#plan=", "#plan=%%%", "#plan=bm90IHBhY2tlZA", &bomb] {
        browser.script("document.getElementById('dismiss')?.click()");
        browser.wait_for("no message", || browser.all("#notice").is_empty());
        browser.script(&format!("location.hash = '{hash}'"));
        browser.wait_for_text("The link is damaged or cut short");
        assert_eq!(browser.script("return location.hash"), "");
    }
    // What is no plan's, is nobody's.
    browser.script("document.getElementById('dismiss')?.click(); location.hash = '#main'");
    assert_eq!(name(&browser), "Hill Top");
    assert!(browser.all("#notice").is_empty());
}

#[test]
fn a_frame_makes_a_link_where_it_has_an_address_and_says_so_where_it_has_none() {
    let server = Server::start();
    let browser = Browser::open();
    browser.go(&server.framing(&server.other_site("/planner.html"), "sandbox=\"allow-scripts\""));
    browser.enter_frame("frame");
    browser.wait_for_heading(START);
    let made = link(&browser);
    assert!(made.starts_with(&server.other_site("/planner.html#plan=")), "{made}");

    // Written into the frame: there is no address to add to.
    browser.go(&server.framing("about:blank", "sandbox=\"allow-scripts\""));
    browser.later(
        "fetch('/planner.html').then((answer) => answer.text()).then((page) => {
           const frame = document.getElementById('frame');
           frame.onload = done;
           frame.srcdoc = page;
         });",
    );
    browser.enter_frame("frame");
    browser.wait_for_heading(START);
    browser.turn_to("report");
    browser.button("Send this plan as a link").click();
    browser.button("Make the link").click();
    browser.wait_for_words("#send-link [role=status]", "No link can be made here");
}

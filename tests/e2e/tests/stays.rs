//! The page stays where it is, whatever is pressed: nothing opens another address, sends a form or leaves. In the code
//! `tests/it/leaving.rs` looks for the same; what is asked of a server, every journey looks at by itself.

use e2e::planner::PAGES;
use e2e::{Browser, Server, dist};
use serde_json::{Value, json};

/// Notes every way out that is tried, and stands in for what would cover the page.
const WATCH: &str = "
    const noted = window.noted = [];
    for (const kind of ['beforeunload', 'pagehide', 'submit']) {
      addEventListener(kind, (event) => { noted.push(kind); if (kind === 'submit') event.preventDefault(); }, true);
    }
    addEventListener('click', (event) => {
      const link = event.target.closest?.('a, area');
      if (link && !link.getAttribute('href')?.startsWith('#')) {
        noted.push('link to ' + link.getAttribute('href'));
        event.preventDefault();
      }
    }, true);
    const { click } = HTMLElement.prototype;
    HTMLElement.prototype.click = function () {
      // A link in no page is not seen by the listener above; a file dialogue would stay open.
      const isSaved = this.href?.startsWith('blob:') && this.download;
      if (this.tagName === 'A' && !this.isConnected && !isSaved) noted.push('link to ' + this.href);
      else if (this.type !== 'file') click.call(this);
    };
    window.open = (address) => { noted.push('window ' + address); return null; };
    window.print = () => {};
    navigator.sendBeacon = (address) => { noted.push('beacon ' + address); return true; };
    // Where the browser tells of every navigation. A file that is saved is one to the page's own memory.
    window.navigation?.addEventListener('navigate', (event) => {
      const { sameDocument, url } = event.destination;
      if (!sameDocument && !url.startsWith('blob:')) noted.push('navigation to ' + url);
    });";

/// Presses everything on the page that can be pressed, and gives how much that was. What takes the plan away is left out,
/// and so is what takes every page away.
const PRESS_ALL: &str = "
    const kept = /^(new|example|undo|redo|kept-|full-screen|nav-|turn-|see-|task-|go-|open-this-text)/;
    const all = [...document.querySelectorAll('main button, main summary, main a, header button, footer a')];
    let pressed = 0;
    for (const control of all) {
      if (control.isConnected && !kept.test(control.id) && control.getAttribute('aria-disabled') === null) {
        control.click();
        pressed += 1;
      }
    }
    setTimeout(() => done(pressed));";

#[test]
fn whatever_is_pressed_the_page_stays_where_it_is() {
    let server = Server::start();
    for address in [dist::single_file(), server.address("/site/")] {
        let browser = Browser::open();
        browser.open_planner(&address);
        browser.script(WATCH);
        let mut pressed = 0;
        for (page, ..) in PAGES {
            browser.turn_to("start");
            browser.button("See the worked example").click();
            browser.wait_for_heading("Category under Doncaster’s scheme");
            browser.css(&format!("#nav-{page}")).click();
            browser.wait_for("the page", || {
                browser.script("return document.querySelector('nav [aria-current]')?.id")
                    == format!("nav-{page}")
            });
            pressed += browser.later(PRESS_ALL).as_u64().unwrap_or(0);
            assert_eq!(browser.script("return window.noted"), json!([]), "on {page}");
        }
        assert!(pressed > 100, "only {pressed} things were pressed");
        println!("{pressed} things were pressed at {address}");
        assert_eq!(browser.script("return location.href"), Value::from(address.as_str()));

        // The watch sees what there is to see.
        browser.script(
            "const link = document.createElement('a');
             link.href = 'https://council.example/';
             document.body.append(link);
             link.click();
             link.remove();
             link.click();
             window.open('https://council.example/');
             const form = document.createElement('form');
             document.body.append(form);
             form.requestSubmit();",
        );
        let council = "https://council.example/";
        let expected = [
            format!("link to {council}"),
            format!("link to {council}"),
            format!("window {council}"),
            "submit".to_owned(),
        ];
        assert_eq!(browser.script("return window.noted.splice(0)"), json!(expected));
    }
}

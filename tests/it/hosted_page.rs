//! What the page shows of the page around it: what it is asked, what stands meanwhile, and a plan that is only read.

use std::rc::Rc;

use attainment_planner::app::Request;
use attainment_planner::app::state::Action;
use attainment_planner::format::{Ask, Configure, worked_example};

use crate::markup::values;
use crate::pages::{PAGES, page, press, type_in};

fn host(ask: Ask) -> Action {
    let origin = Some("https://intranet.example.org".into());
    Action::Host(Rc::new(Request { id: None, origin, ask }))
}

fn configure(wanted: Configure) -> Action {
    host(Ask::Configure(wanted))
}

fn read_only() -> Action {
    configure(Configure { read_only: Some(true), ..Configure::default() })
}

#[test]
fn headings_begin_at_the_level_that_the_host_says_on_every_page() {
    for name in PAGES {
        let levels = |level| {
            let configured = configure(Configure { heading_level: Some(level), ..Configure::default() });
            let html = page(vec![press("example"), configured, press(&format!("nav-{name}"))]);
            [1, 2, 3, 4, 5, 6].map(|level| html.matches(&format!("<h{level}")).count())
        };
        let [one, two, three, rest @ ..] = levels(1);
        assert_eq!((one, rest), (1, [0, 0, 0]), "{name}");
        assert_eq!(levels(2), [0, 1, two, three, 0, 0], "{name}");
        assert_eq!(levels(4), [0, 0, 0, 1, two, three], "{name}");
    }
}

#[test]
fn a_plan_to_be_read_has_no_field_that_can_be_changed_and_nothing_changes_it() {
    for name in PAGES {
        let html = page(vec![press("example"), read_only(), press(&format!("nav-{name}"))]);
        assert!(html.contains("This plan is here to be read."), "{name}");
        let fields = html.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea"));
        for field in fields {
            let looks = ["report-kind", "with-small", "what-if-place", "suppose-show-"];
            let may = looks.iter().any(|id| field.contains(&format!("name=\"{id}")));
            assert!(may || field.contains(" readonly=") || field.contains(" disabled="), "{name}: {field}");
        }
    }
    let before = page(vec![press("example"), read_only(), press("nav-school"), press("nav-category")]);
    for refused in [
        type_in("name", "Another"),
        type_in("framework", "suffolk/2015-16"),
        press("new"),
        press("undo"),
        press("use-suggestion"),
        press("scenario-add"),
        Action::Ticked("overruled".to_owned(), true),
        Action::Open(Box::default()),
        Action::OpenKept("1".into(), Box::default()),
        Action::Pasted("figure-ks2-rwm-l4-2014-15".to_owned(), vec![vec!["1".to_owned(), "2".to_owned()]]),
    ] {
        let what = format!("{refused:?}");
        let after =
            page(vec![press("example"), read_only(), refused, press("nav-school"), press("nav-category")]);
        assert_eq!(after, before, "{what}");
    }
    let told = page(vec![press("example"), read_only(), press("new")]);
    assert!(told.contains("Nothing is changed: this plan is here to be read"));
}

#[test]
fn what_the_host_asks_stands_on_every_page_until_it_is_answered() {
    let ask = |follow| host(Ask::Get { follow });
    for name in PAGES {
        let html = page(vec![press("example"), ask(true), press(&format!("nav-{name}"))]);
        assert!(
            html.contains("The page around the planner (https://intranet.example.org) asks for this plan’s figures. Send them?"),
            "{name}"
        );
        let ids = values(&html, "id");
        for id in ["host-once", "host-always", "host-no"] {
            assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{name}: {id}");
        }
    }
    let asked = page(vec![press("example"), ask(false)]);
    assert!(asked.contains("host-once") && !asked.contains("host-always"));
    for answer in ["host-once", "host-always", "host-no"] {
        let html = page(vec![press("example"), ask(true), press(answer)]);
        assert!(!html.contains("Send them?"), "{answer}");
        assert_eq!(html.contains("whenever they change"), answer == "host-always", "{answer}");
    }
    let stopped = page(vec![press("example"), ask(true), press("host-always"), press("host-stop")]);
    assert!(!stopped.contains("whenever they change"));
}

#[test]
fn a_loaded_plan_takes_the_place_of_nothing_that_is_the_persons() {
    let load = || host(Ask::Load(worked_example().into()));
    let category = |mut actions: Vec<Action>| {
        actions.push(press("nav-category"));
        page(actions)
    };
    // Of a page on which nothing is typed, nothing is lost.
    assert!(category(vec![load()]).contains("outcome-heading"));
    let own = vec![press("new"), type_in("name", "My own"), load()];
    let asked = category(own.clone());
    assert!(asked.contains("asks to open another plan") && asked.contains("My own"));
    let kept = category([own.clone(), vec![press("host-keep")]].concat());
    assert!(!kept.contains("asks to open another plan") && kept.contains("My own"));
    let opened = category([own.clone(), vec![press("host-open")]].concat());
    assert!(!opened.contains("My own"));
    let undone = category([own, vec![press("host-open"), press("undo")]].concat());
    assert!(undone.contains("My own"));
    // A plan that the host opened is replaced once the person has changed it only if they say so.
    let changed = category(vec![load(), load(), type_in("name", "My own"), load()]);
    assert!(changed.contains("asks to open another plan") && changed.contains("My own"));
}

//! A council's own copy: what a pack may hold, and how one is made place by place.

use std::rc::Rc;

use attainment_planner::app::state::{Action, Notice, Shipped, State};
use attainment_planner::domain::fault::FaultKind;
use attainment_planner::domain::pack::{Pack, Pair};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::{AcademicYear, evaluate, validate};
use attainment_planner::format::{
    Kind, PackDraft, is_pack, read_framework, read_national, read_pack, shipped_text, worked_example,
};
use attainment_planner::present::pack::{figures_out_of_date, made, out_of_date};
use chrono::NaiveDate;

use crate::pages::{page, press, type_in, values};
use crate::school::SHIPPED;

const PNG: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGM4wQAEJwAFfwGRzv1XIQAAAABJRU5ErkJggg==";

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn doncaster() -> PackDraft {
    let text = shipped_text("doncaster/2015-16").unwrap();
    PackDraft::around(&text, "Doncaster", day(2026, 11, 22)).unwrap()
}

fn faults(draft: &PackDraft) -> Vec<(String, FaultKind)> {
    let faults = draft.read(&SHIPPED.catalogue).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.place, fault.kind)).collect()
}

fn pack(draft: &PackDraft) -> Pack {
    draft.read(&SHIPPED.catalogue).unwrap()
}

/// Every scheme that ships can be the beginning of a copy, and comes out of its file as it went in.
#[test]
fn a_pack_around_each_scheme_reads_back_the_same() {
    for framework in &SHIPPED.frameworks {
        let text = shipped_text(framework.id.as_str()).unwrap();
        let draft = PackDraft::around(&text, &framework.council, day(2026, 11, 22)).unwrap();
        let pack = pack(&draft);
        assert_eq!(*pack.schemes[0], *framework, "{}", framework.id);
        let written = draft.to_text();
        assert!(is_pack(&written));
        assert_eq!(read_pack(&written, &SHIPPED.catalogue).as_ref(), Ok(&pack), "{}", framework.id);
        // A file that is opened and saved again stays the same to the letter.
        assert_eq!(PackDraft::open(&written).unwrap().to_text(), written);
        let alone = read_framework(&draft.scheme_text(0), &SHIPPED.catalogue);
        assert_eq!(alone.as_ref(), Ok(framework), "{}", framework.id);
    }
}

/// Every place that the form offers can be walked to, and setting what stands there changes nothing.
#[test]
fn every_field_of_every_scheme_can_be_reached_and_set_to_what_it_is() {
    for framework in &SHIPPED.frameworks {
        let text = shipped_text(framework.id.as_str()).unwrap();
        let draft = PackDraft::around(&text, &framework.council, day(2026, 11, 22)).unwrap();
        let mut again = draft.clone();
        let mut places = vec!["/schemes/0".to_owned()];
        let mut fields = 0;
        while let Some(place) = places.pop() {
            for entry in draft.entries(&place) {
                fields += 1;
                match entry.kind {
                    Kind::Text(text) | Kind::Lines(text) | Kind::Word(_, text)
                        if !(text.is_empty() && entry.is_optional) =>
                    {
                        again.set(&entry.place, &text);
                    }
                    Kind::List(_) | Kind::Group => places.push(entry.place),
                    _ => {}
                }
            }
        }
        assert!(fields > 300, "{}: only {fields} fields", framework.id);
        assert!(again == draft, "{}", framework.id);
    }
}

#[test]
fn words_numbers_and_lists_are_changed_where_they_stand() {
    let mut draft = doncaster();
    draft.set("/schemes/0/title", "Our own scheme");
    draft.set("/schemes/0/thresholds/0/values/0/value", "66.5");
    let added = draft.add("/schemes/0/calendars/0/milestones").unwrap();
    draft.set(&[&added, "/date"].concat(), "2016-03-01");
    draft.set(&[&added, "/printed"].concat(), "March 2016");
    let pack = pack(&draft);
    let scheme = &pack.schemes[0];
    assert_eq!(scheme.title, "Our own scheme");
    assert_eq!(scheme.thresholds[0].values[0].value.exact().rounded(2), 6650);
    assert!(scheme.calendars[0].milestones.iter().any(|milestone| milestone.date == day(2016, 3, 1)));
    // What may be left out goes when it is emptied; what must be there stays, and is told of.
    assert!(!scheme.note.is_empty());
    draft.set("/schemes/0/note", "");
    assert!(!draft.has("/schemes/0/note"));
    draft.set("/schemes/0/year", "");
    assert_eq!(faults(&draft)[0].0, "/schemes/0/year");
}

#[test]
fn a_number_that_is_none_is_kept_as_typed_and_told_of() {
    let mut draft = doncaster();
    let place = "/schemes/0/thresholds/0/values/0/value";
    for wrong in ["", "about 65", "65.123", "sixty"] {
        draft.set(place, wrong);
        assert_eq!(draft.text(place), wrong);
        let faults = faults(&draft);
        assert_eq!(faults, [(place.to_owned(), FaultKind::WrongKind { expected: "a number" })], "{wrong}");
    }
    // Minus signs as people type and as the page prints them.
    for minus in ["-2.5", "\u{2212}2.5"] {
        draft.set(place, minus);
        assert_eq!(pack(&draft).schemes[0].thresholds[0].values[0].value.exact().rounded(2), -250);
    }
    assert_eq!(draft.text(place), "-2.5");
}

/// A rule is put together from the closed kinds of conditions, and read as strictly as one in a file.
#[test]
fn a_rule_is_made_from_the_kinds_of_conditions() {
    let mut draft = doncaster();
    let rule = draft.add("/schemes/0/rules").unwrap();
    let at = |key: &str| [&rule, "/", key].concat();
    draft.set(&at("id"), "9");
    draft.set(&at("label"), "Too few inspections");
    draft.set(&at("category"), "5");
    draft.set(&at("clause/place"), "Section 6");
    let (kinds, chosen) = draft.kinds(&at("when")).unwrap();
    assert_eq!(chosen, "all");
    for kind in
        ["any", "none", "at_least", "inspection", "answer", "figure", "trend", "phase", "status", "outcome"]
    {
        assert!(kinds.contains(&kind), "{kind}");
    }
    draft.set_kind(&at("when"), "inspection");
    draft.tick(&at("when/inspection"), "special_measures", true);
    let pack = pack(&draft);
    let rules = &pack.schemes[0].rules;
    assert_eq!(rules.last().unwrap().label, "Too few inspections");
    // A rule may not ask for the category that it gives.
    draft.set_kind(&at("when"), "outcome");
    draft.set(&at("when/outcome"), "5");
    assert!(faults(&draft).iter().any(|(place, _)| *place == at("when/outcome")));
    // Moved up, it is read earlier.
    draft.set_kind(&at("when"), "inspection");
    draft.raise(&rule);
    assert_eq!(draft.text(&[&rule, "/id"].concat()), rules[rules.len() - 2].id.as_str());
    draft.remove("/schemes/0/rules/0");
    assert_eq!(draft.count("/schemes/0/rules"), rules.len() - 1);
}

#[test]
fn next_years_scheme_stands_first_and_last_years_stays() {
    let mut draft = doncaster();
    draft.add_next_year(0);
    let pack = pack(&draft);
    let ids: Vec<&str> = pack.schemes.iter().map(|scheme| scheme.id.as_str()).collect();
    assert_eq!(ids, ["doncaster/2016-17", "doncaster/2015-16"]);
    assert_eq!(pack.schemes[0].latest_results.to_string(), "2015/16");
    assert_eq!(pack.good_until(), Some(day(2017, 8, 31)));
    // Once more it would be there twice.
    draft.add_next_year(1);
    assert_eq!(draft.count("/schemes"), 2);
}

#[test]
fn what_no_shape_can_say_is_told_of() {
    let mut draft = doncaster();
    draft.set("/id", "Doncaster 2026");
    draft.set("/council", " ");
    draft.set("/brand/main", "#ffffff");
    draft.set("/brand/logo", PNG);
    let place = draft.add("/national").unwrap();
    for (key, value) in [("measure", "ks2.rwm.exs"), ("year", "2025/26"), ("value", "161"), ("source", "x")] {
        draft.set(&[&place, "/", key].concat(), value);
    }
    let found = faults(&draft);
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["/id", "/council", "/national/0/value", "/brand", "/brand"]);
    // White words on white: 1 to 1.
    assert_eq!(found[3].1, FaultKind::LowContrast(Pair::Header, 100));
    assert_eq!(found[4].1, FaultKind::MissingKey("logo_text"));
    for wrong in [
        "",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "https://example.org/a.png",
        &[PNG, "\"><script>"].concat(),
    ] {
        let text = doncaster().to_text().replacen(
            "\"made\"",
            &format!(
                "\"brand\": {{\"logo\": {}, \"logo_text\": \"Arms\"}}, \"made\"",
                serde_json::json!(wrong)
            ),
            1,
        );
        let faults = read_pack(&text, &SHIPPED.catalogue).unwrap_err();
        assert_eq!(faults[0].place, "/brand/logo", "{wrong}");
    }
}

#[test]
fn its_figures_and_schemes_take_their_places() {
    let mut draft = doncaster();
    let place = draft.add("/national").unwrap();
    let given =
        [("measure", "ks2.rwm.l4"), ("year", "2014/15"), ("value", "81.5"), ("source", "The council")];
    for (key, value) in given {
        draft.set(&[&place, "/", key].concat(), value);
    }
    let shipped = Shipped::load().unwrap().with_pack(Rc::new(pack(&draft)), draft.to_text().into());
    assert_eq!(shipped.frameworks.len(), 1);
    let year = AcademicYear::parse("2014/15").unwrap();
    let held = shipped.reference.national(&"ks2.rwm.l4".into(), year, Group::All, None).unwrap();
    assert_eq!(
        (held.value.exact().rounded(2), held.decimals, held.source.as_str()),
        (8150, 1, "The council")
    );
    // The worked example stands at 62.3: 19.2 below it now, and 17.7 below the 80.0 that ship.
    let framework = &shipped.frameworks[0];
    let (plan, _) = validate(&worked_example(), framework, &shipped.catalogue, day(2015, 11, 1));
    let gap = |reference| {
        let evaluation = evaluate(&plan, framework, &shipped.catalogue, reference);
        let gap = evaluation.gaps.iter().find(|gap| gap.measure.as_str() == "ks2.rwm.l4" && gap.year == year);
        gap.unwrap().gap.unwrap().exact().rounded(1)
    };
    assert_eq!((gap(&SHIPPED.reference), gap(&shipped.reference)), (-177, -192));
    draft.set("/others", "yes");
    let shipped = Shipped::load().unwrap().with_pack(Rc::new(pack(&draft)), draft.to_text().into());
    assert_eq!(shipped.frameworks.len(), SHIPPED.frameworks.len());
}

#[test]
fn a_copy_says_whose_it_is_and_when_it_is_out_of_date() {
    let mut draft = doncaster();
    draft.set("/contact", "the school improvement team");
    let pack = pack(&draft);
    assert_eq!(
        made(&pack),
        "Doncaster’s copy of the planner, made on 22 November 2026. Questions about it go to the school improvement team."
    );
    // The scheme of 2015/16 is good until 31 August 2016.
    assert_eq!(out_of_date(&pack, day(2016, 8, 31)), None);
    let words = out_of_date(&pack, day(2016, 9, 1)).unwrap();
    assert!(words.contains("2015/16") && words.contains("31 August 2016"), "{words}");
    // The latest figures are those of the year that begins in `start`; the next come until the end of `start` + 2.
    let start = i32::from(SHIPPED.reference.latest_year().unwrap().start());
    assert_eq!(figures_out_of_date(&SHIPPED.reference, day(start + 2, 12, 31)), None);
    assert!(figures_out_of_date(&SHIPPED.reference, day(start + 3, 1, 1)).is_some());
}

/// Rows of other groups are left out; a faulty file is told of whole, and none of it is taken.
#[test]
fn national_figures_come_from_a_table() {
    let read = |text: &str| read_national(text, &SHIPPED.catalogue);
    let text = "\u{feff}measure,year,group,value,source\r\nks2.rwm.exs,2025/26,all,63.5,\"DfE, revised\"\r\n\
                ks2.rwm.exs,2025/26,disadvantaged,47,DfE\r\n";
    let found = read(text).unwrap();
    let row = ["ks2.rwm.exs", "2025/26", "63.5", "DfE, revised"].map(str::to_owned);
    assert_eq!(found.len(), 1);
    assert_eq!([&found[0].measure, &found[0].year, &found[0].value, &found[0].source], row.each_ref());
    let faults =
        read("measure,year,value\nks2.rwm.exs,2025/26,about 60\nks9,2025/26,60\nks2.rwm.exs,2025,60\n");
    let places: Vec<String> = faults.unwrap_err().into_iter().map(|fault| fault.place).collect();
    assert_eq!(places, ["/2/value", "/3/measure", "/4/year"]);
}

/// The officer's way through the area, as actions.
#[test]
fn a_copy_is_made_looked_at_and_left_again() {
    let state = State::new(Rc::new(Shipped::load().unwrap()), day(2015, 11, 1)).unwrap();
    let done = |state: &State, actions: &[Action]| {
        actions.iter().fold(state.clone(), |state, action| state.step(action.clone()))
    };
    let state = done(&state, &[press("example"), press("see-copy"), press("pack_begin-0")]);
    let plan = state.draft.clone();
    let state = done(
        &state,
        &[
            type_in("pack-council", "Ambridge"),
            press("see-copy-numbers"),
            type_in("pack-schemes-0-thresholds-0-values-0-value", "1"),
        ],
    );
    assert_eq!(*state.draft, *plan, "an officer changes no plan");
    assert!(state.making.as_ref().unwrap().faults().is_empty());
    // As a school sees it, and back.
    let seen = done(&state, &[press("see-copy-finish"), press("pack_preview")]);
    assert_eq!(seen.shipped.pack.as_ref().unwrap().0.council, "Ambridge");
    assert_eq!(seen.notice, Some(Notice::Preview));
    assert_eq!(seen.framework.thresholds[0].values[0].value.exact().rounded(0), 1);
    let back = done(&seen, &[press("preview-end")]);
    assert!(back.shipped.pack.is_none());
    assert_eq!(back.framework.thresholds[0].values[0].value, state.framework.thresholds[0].values[0].value);
    // Undo in the area takes back its own steps: the number, then the name; the plan stays.
    let undone = done(&back, &[press("undo"), press("undo")]);
    assert_eq!(undone.making.as_ref().unwrap().draft.text("/council"), "Doncaster");
    assert_eq!(*undone.draft, *plan);
    let again = done(&undone, &[press("redo")]);
    assert_eq!(again.making.as_ref().unwrap().draft.text("/council"), "Ambridge");
}

/// A preview reckons with the copy's own national figures, and what comes after it with those from before.
#[test]
fn a_preview_has_the_national_figures_of_the_copy() {
    let state = State::new(Rc::new(Shipped::load().unwrap()), day(2015, 11, 1)).unwrap();
    let done = |state: &State, actions: &[Action]| {
        actions.iter().fold(state.clone(), |state, action| state.step(action.clone()))
    };
    let gap = |state: &State| {
        let gap = state.worked.evaluation.gaps.iter().find(|gap| gap.measure.as_str() == "ks2.rwm.l4");
        gap.and_then(|gap| gap.gap).map(|gap| gap.exact().rounded(1))
    };
    let state = done(&state, &[press("example")]);
    // 62.3 against 80, and against 70.
    assert_eq!(gap(&state), Some(-177));
    let seen = done(
        &state,
        &[
            press("see-copy"),
            press("pack_begin-0"),
            type_in("pack-council", "Ambridge"),
            press("see-copy-national"),
            type_in("pack_national-ks2.rwm.l4:2014/15", "70"),
            press("see-copy-finish"),
            press("pack_preview"),
        ],
    );
    assert_eq!(seen.notice, Some(Notice::Preview));
    assert_eq!(gap(&seen), Some(-77));
    assert_eq!(gap(&done(&seen, &[press("preview-end")])), Some(-177));
}

#[test]
fn a_faulty_pack_is_not_used_and_that_is_said() {
    let text = doncaster().to_text().replace("\"council\": \"Doncaster\"", "\"council\": 7");
    let state = State::of_copy(Shipped::load().unwrap(), Some(text.into()), day(2015, 11, 1)).unwrap();
    assert!(state.shipped.pack.is_none());
    assert!(matches!(state.notice, Some(Notice::FaultyPack(faults)) if !faults.is_empty()));
}

/// A question that says nothing would be asked of a school, and a rule without a test would hold for each.
#[test]
fn what_is_added_and_not_filled_in_is_told_of() {
    let told = |list: &str| {
        let mut draft = doncaster();
        let added = draft.add(&["/schemes/0/", list].concat()).unwrap();
        let places: Vec<String> = faults(&draft)
            .into_iter()
            .filter_map(|(place, _)| Some(place.strip_prefix(&added)?.to_owned()))
            .collect();
        places.join(" ")
    };
    assert_eq!(told("questions"), "/id /label /text /options /clause/place");
    assert_eq!(told("rules"), "/category /id /label /when/all /clause/place");
    assert_eq!(told("categories"), "/id /name /meaning /clause/place");
    assert_eq!(told("documents"), "/id /title");
    // Of a new test nothing is chosen that could be taken for an answer, but for that it is assumed.
    let mut draft = doncaster();
    let test = draft.add("/schemes/0/rules/1/when/any").unwrap();
    draft.set_kind(&test, "figure");
    let at = |key: &str| [&*test, "/figure/", key].concat();
    assert_eq!([draft.text(&at("quantity")), draft.text(&at("is"))], ["", ""]);
    let places: Vec<String> = faults(&draft).into_iter().map(|(place, _)| place).collect();
    for key in ["quantity", "is", "threshold"] {
        assert!(places.contains(&at(key)), "{places:?}");
    }
    // A list of answers from which all is taken.
    let mut draft = doncaster();
    draft.set("/schemes/0/questions/0/label", " ");
    while draft.count("/schemes/0/questions/0/options") > 0 {
        draft.remove("/schemes/0/questions/0/options/0");
    }
    let found = faults(&draft);
    assert!(found.iter().any(|(place, kind)| place == "/schemes/0/questions/0/options"
        && *kind == FaultKind::WrongKind { expected: "at least one" }));
    assert!(found.iter().any(|(place, _)| place == "/schemes/0/questions/0/label"));
}

/// Steps of undo hold what was changed, not the whole: taken back one by one they lead through every copy there was.
#[test]
fn changes_lead_back_and_forth() {
    let mut draft = doncaster();
    let mut copies = vec![draft.clone()];
    let mut back = Vec::new();
    let place = "/schemes/0/thresholds/0/values/0";
    let changes: [&dyn Fn(&mut PackDraft); 8] = [
        &|draft| draft.set("/council", "Ambridge"),
        &|draft| draft.set(&[place, "/value"].concat(), "70"),
        // A key that comes, and goes again.
        &|draft| draft.set("/contact", "the team"),
        &|draft| draft.set("/contact", ""),
        &|draft| draft.raise("/schemes/0/rules/2"),
        &|draft| draft.remove("/schemes/0/categories/1"),
        &|draft| draft.set_kind("/schemes/0/rules/0/when", "outcome"),
        &|draft| draft.add_next_year(0),
    ];
    for change in changes {
        let before = draft.clone();
        change(&mut draft);
        back.push(draft.patch_to(&before));
        copies.push(draft.clone());
    }
    let size = |number: usize| format!("{:?}", back[number]).len();
    assert!(size(1) < 100, "a number holds {}", size(1));
    let whole = format!("{draft:?}").len();
    assert!(size(4) * 5 < whole, "two rules hold {} of {whole}", size(4));
    let mut forth = Vec::new();
    for (number, patch) in back.into_iter().enumerate().rev() {
        forth.push(draft.patched(patch));
        assert!(draft == copies[number], "back to {number}");
    }
    for (number, patch) in forth.into_iter().rev().enumerate() {
        draft.patched(patch);
        assert!(draft == copies[number + 1], "forth to {}", number + 1);
    }
}

fn begun() -> State {
    let state = State::new(Rc::new(Shipped::load().unwrap()), day(2015, 11, 1)).unwrap();
    done(&state, &[press("see-copy"), press("pack_begin-0")])
}

fn done(state: &State, actions: &[Action]) -> State {
    actions.iter().fold(state.clone(), |state, action| state.step(action.clone()))
}

/// Where the keyboard goes after each button, what is said, and which entry is in view.
#[test]
fn the_keyboard_goes_along_with_what_it_did() {
    let at = |state: &State| {
        let making = state.making.as_ref().unwrap();
        (making.at.clone(), making.to.clone(), making.said.to_string())
    };
    let words = done(&begun(), &[press("see-copy-words")]);
    let categories = words.making.as_ref().unwrap().draft.count("/schemes/0/categories");
    // To the list when an entry goes, be it the last; with the entry that moves; to its own button out of an entry.
    let last = format!("pack_remove-schemes-0-categories-{}", categories - 1);
    let state = done(&words, &[press(&last)]);
    assert_eq!(at(&state).1, "pack_list-schemes-0-categories");
    assert_eq!(state.turns, words.turns + 1);
    let state = done(&words, &[press("pack_raise-schemes-0-categories-2")]);
    assert_eq!(at(&state).1, "pack_raise-schemes-0-categories-1");
    let state = done(&state, &[press("pack_raise-schemes-0-categories-1")]);
    assert_eq!(at(&state).1, "pack_edit-schemes-0-categories-0");
    let state = done(&words, &[press("pack_edit-schemes-0-categories-3"), press("pack_done")]);
    assert_eq!(at(&state), (String::new(), "pack_edit-schemes-0-categories-3".to_owned(), String::new()));
    // Undo says so, and how much is left.
    let state = done(&words, &[press("pack_raise-schemes-0-categories-2"), press(&last), press("undo")]);
    assert_eq!(at(&state).2, "Taken back. 1 change left to take back.");
    assert_eq!(at(&done(&state, &[press("redo")])).2, "Done again. 0 changes left to do again.");
    // What was said is not so on another page.
    assert_eq!(at(&done(&state, &[press("nav-copy-rules")])).2, "");

    // A test is a part of a rule: what is done in it leads back to the rule, and removing one stays there.
    let rule = "/schemes/0/rules/1";
    let inside = done(&begun(), &[press("nav-copy-rules"), press("pack_edit-schemes-0-rules-1")]);
    let state = done(&inside, &[press("pack_edit-schemes-0-rules-1-when-any-0"), press("pack_back")]);
    assert_eq!(at(&state).0, rule);
    assert_eq!(at(&state).1, "pack_edit-schemes-0-rules-1-when-any-0");
    let state = done(&inside, &[press("pack_remove-schemes-0-rules-1-when-any-1")]);
    assert_eq!(at(&state).0, rule);
    // A part that is added stays in view, with the keyboard in its first box.
    let state = done(&inside, &[press("pack_add-schemes-0-rules-1-when-clause")]);
    assert_eq!(at(&state).0, rule);
    assert_eq!(at(&state).1, "pack-schemes-0-rules-1-when-clause-document");
}

#[test]
fn what_is_wrong_is_said_before_a_page_is_left_and_leads_to_its_box() {
    use attainment_planner::app::page::{Page, Step};
    let rules = done(&begun(), &[press("nav-copy-rules")]);
    let added = rules.making.as_ref().unwrap().draft.count("/schemes/0/rules");
    let entry = done(&rules, &[press("pack_add-schemes-0-rules")]);
    // Enter in a box, and Done, stay at what is wrong; the way back does not.
    for id in ["continue", "pack_done"] {
        let state = done(&entry, &[press(id)]);
        assert_eq!(state.checks, entry.checks + 1, "{id}");
        assert_eq!(state.page, Page::Council(Step::Rules));
        assert_eq!(state.making.as_ref().unwrap().at, format!("/schemes/0/rules/{added}"));
    }
    let list = done(&entry, &[press("pack_back")]);
    assert_eq!(list.making.as_ref().unwrap().at, "");
    let state = done(&list, &[press("see-copy-look")]);
    assert_eq!((state.page, state.checks), (Page::Council(Step::Rules), list.checks + 1));
    // From the page of the list a link leads into the entry; and from the last page.
    let box_of_category = format!("pack-schemes-0-rules-{added}-category");
    for (from, id) in [
        (&state, format!("go-{box_of_category}")),
        (&done(&list, &[press("nav-copy-finish")]), format!("pack_way-schemes-0-rules-{added}-category")),
    ] {
        let state = done(from, &[press(&id)]);
        assert_eq!(state.page, Page::Council(Step::Rules));
        assert_eq!(state.making.as_ref().unwrap().at, format!("/schemes/0/rules/{added}"));
        assert_eq!(state.making.as_ref().unwrap().to, box_of_category);
    }
    // A test inside a rule has a page of its own.
    let place = "pack_way-schemes-0-rules-1-when-any-0-all-0-inspection";
    let state = done(&begun(), &[press(place)]);
    assert_eq!(state.making.as_ref().unwrap().at, "/schemes/0/rules/1/when/any/0/all/0");
    // Where nothing is wrong, Enter goes on.
    let state = done(&begun(), &[press("continue")]);
    assert_eq!(state.page, Page::Council(Step::Words));
}

#[test]
fn a_preview_ends_when_the_computer_is_cleared() {
    let before = begun();
    let seen = done(&before, &[type_in("pack-council", "Ambridge"), press("pack_preview")]);
    assert!(seen.shipped.pack.is_some());
    let state = done(&seen, &[Action::Cleared(Notice::Opened)]);
    assert!(state.shipped.pack.is_none() && state.making.is_none());
    assert_eq!(state.frameworks.len(), before.frameworks.len());
}

#[test]
fn what_another_tab_made_of_the_copy_is_taken_up_beside_what_was_made_here() {
    let base = begun();
    let text = |state: &State| Rc::<str>::from(state.making.as_ref().unwrap().draft.to_text());
    let number = "/schemes/0/thresholds/0/values/0/value";
    let said = |state: &State, place: &str| state.making.as_ref().unwrap().draft.text(place);
    let here = [type_in("pack-council", "Ambridge"), type_in("pack-contact", "the office")];
    let here = done(&base, &here);
    let there = [
        type_in("pack-council", "Borchester"),
        type_in("pack-schemes-0-thresholds-0-values-0-value", "71"),
        press("pack_add-schemes-0-questions"),
    ];
    let there = done(&base, &there);
    let questions = |state: &State| state.making.as_ref().unwrap().draft.count("/schemes/0/questions");
    let both = done(&here, &[Action::ResumePack(text(&there), text(&base))]);
    assert_eq!(both.notice, Some(Notice::OtherTab));
    // The text that both changed is that of here; all else of both is there.
    let words = ["/council", "/contact", number].map(|place| said(&both, place));
    assert_eq!(words, ["Ambridge", "the office", "71"]);
    assert_eq!(questions(&both), questions(&base) + 1);
    assert_eq!(text(&done(&both, &[press("undo")])), text(&here));
    // What is told to a tab that changed nothing is as it is there.
    let told = done(&base, &[Action::ResumePack(text(&there), text(&base))]);
    assert_eq!(text(&told), text(&there));
    // The same again is no news; and one begun without word of the other gives way to it, but for undo.
    assert_eq!(done(&here, &[Action::ResumePack(text(&here), text(&here))]).notice, None);
    let other = done(&here, &[Action::ResumePack(text(&there), "".into())]);
    assert_eq!(said(&other, "/council"), "Borchester");
}

/// Every page of the officers' area, and every kind of entry: the first and the last of its list.
#[test]
fn every_entry_names_its_controls_apart() {
    use std::collections::BTreeSet;
    for (scheme, steps) in [(0, 400), (2, 400)] {
        let begin = format!("pack_begin-{scheme}");
        let mut seen = BTreeSet::new();
        let mut open: Vec<Vec<String>> = attainment_planner::app::page::Step::ALL
            .map(|step| vec![format!("nav-{}", attainment_planner::app::page::Page::Council(step).name())])
            .to_vec();
        while let Some(way) = open.pop() {
            assert!(seen.len() < steps, "there is no end to it");
            let actions = [press("see-copy"), press(&begin)].into_iter();
            let html = page(actions.chain(way.iter().map(|id| press(id))).collect());
            let ids = values(&html, "id");
            let once: BTreeSet<_> = ids.iter().collect();
            assert_eq!(once.len(), ids.len(), "{way:?}: an id stands twice");
            for attribute in ["for", "aria-describedby", "aria-labelledby", "list"] {
                for target in values(&html, attribute).iter().flat_map(|target| target.split(' ')) {
                    assert!(ids.contains(&target), "{way:?}: {attribute} names {target}");
                }
            }
            let heading = html.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
            assert!(!heading.contains("Short name") && !heading.contains(">: "), "{heading}");
            let mut names = BTreeSet::new();
            for button in html.split("<button ").skip(1) {
                let words = button.split("</button>").next().unwrap();
                let text: String =
                    words.split('<').flat_map(|part| part.split('>').skip(1)).collect::<Vec<_>>().concat();
                assert!(names.insert(text.clone()), "{way:?}: two buttons say {text}");
            }
            for id in ids.iter().filter(|id| id.starts_with("pack_edit-")) {
                // Of a kind of entry one is enough: numbers are left out of what it is known by.
                let kind: String = id.chars().filter(|letter| !letter.is_ascii_digit()).collect();
                if seen.insert(kind) {
                    open.push([&way[..], &[(*id).to_owned()]].concat());
                }
            }
        }
        assert!(seen.len() > 15, "only {}", seen.len());
    }
}

/// Whatever may stand in a copy has a name on the form; a new key has to be given one.
#[test]
fn every_key_has_words() {
    use attainment_planner::present::pack::label;
    fn keys(json: &serde_json::Value, found: &mut Vec<String>) {
        match json {
            serde_json::Value::Object(entries) => {
                for (key, value) in entries {
                    if let ("properties", Some(of)) = (key.as_str(), value.as_object()) {
                        found.extend(of.keys().cloned());
                    }
                    keys(value, found);
                }
            }
            serde_json::Value::Array(entries) => entries.iter().for_each(|entry| keys(entry, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for file in ["docs/framework.schema.json", "docs/pack.schema.json"] {
        let text = std::fs::read_to_string([env!("CARGO_MANIFEST_DIR"), "/", file].concat()).unwrap();
        keys(&serde_json::from_str(&text).unwrap(), &mut found);
    }
    // What is written by the planner itself, and what is said of schools to try on a page of its own.
    let own = ["format", "version", "made", "$schema", "between", "or_none", "rule", "assessment", "grade"];
    found.retain(|key| !own.contains(&key.as_str()));
    assert!(found.len() > 100, "{}", found.len());
    let without: Vec<_> = found.iter().filter(|key| label(key).0.is_empty()).collect();
    assert!(without.is_empty(), "{without:?}");
}

//! Figures filled in from a file, on the page: nothing is changed before it is said so, and then it is one step.

use std::rc::Rc;

use attainment_planner::app::state::Action;
use attainment_planner::domain::fault::{Fault, FaultKind};
use attainment_planner::format::dfe::Reading;

use crate::import::bytes;
use crate::pages::{page, press, type_in, values};

fn read(path: &str) -> Action {
    let name = path.rsplit('/').next().unwrap();
    Action::Read(Rc::new(Reading::whole(name, bytes(path)).unwrap()))
}

const HAMPSHIRE: &str = "ks2/2018-2019_850_ks2final.csv";

/// A primary school under England's scheme, which judges the results of today's tests.
fn begun(more: Vec<Action>) -> Vec<Action> {
    let begin = vec![
        press("new"),
        type_in("framework", "england/2025-26"),
        type_in("phase", "primary"),
        press("nav-figures"),
    ];
    begin.into_iter().chain(more).collect()
}

fn ticked(html: &str) -> (usize, usize) {
    let boxes: Vec<&str> = html.split("<input").filter(|tag| tag.contains("id=\"fill-tick-")).collect();
    let is_ticked = |tag: &&&str| tag.split('>').next().unwrap().contains("checked");
    (boxes.len(), boxes.iter().filter(is_ticked).count())
}

#[test]
fn a_file_is_chosen_from_by_school_and_changes_nothing_before_it_is_said_so() {
    let reading = page(begun(vec![Action::Reading("england_ks2final.csv".into(), 40)]));
    assert!(reading.contains("40% is read.") && reading.contains("id=\"fill-stop\""));
    let stopped = page(begun(vec![Action::Reading("x.csv".into(), 40), press("fill-stop")]));
    assert!(stopped.contains("id=\"fill-choose\"") && !stopped.contains("fill-stop"));

    let open = page(begun(vec![read(HAMPSHIRE)]));
    assert!(open.contains("Performance tables of key stage 2, 2018/19, final: 331 schools."));
    // Twenty of many, to choose from.
    let many = page(begun(vec![read(HAMPSHIRE), type_in("fill-school", "junior")]));
    assert_eq!(many.matches("name=\"fill-place\"").count(), 20);
    assert!(many.contains("The first 20 of "));
    let none = page(begun(vec![read(HAMPSHIRE), type_in("fill-school", "nowhere")]));
    assert!(none.contains("No school of the file fits."));

    let one = [read(HAMPSHIRE), type_in("fill-school", "115851"), press("fill-enter")];
    let shown = page(begun(one.to_vec()));
    let (rows, is_ticked) = ticked(&shown);
    assert!(rows > 40 && rows == is_ticked, "{rows} {is_ticked}");
    assert!(shown.contains(&format!("Fill in {rows} figures")));
    // A row for each measure and whose results, a column for each year.
    let preview = shown.split("id=\"fill-preview\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(preview.matches("scope=\"col\"").count(), 4, "{preview}");
    assert!(preview.contains("2016/17") && preview.contains("2018/19"));
    assert!(preview.contains("Reading, expected standard: disadvantaged pupils"));
    assert_eq!(preview.matches("scope=\"row\"").count(), preview.matches("<tr").count() - 1);
    // The scheme judges the results of 2024/25, and shows no year before 2022/23.
    assert!(shown.contains(&format!("{rows} figures are on no page of this scheme for this phase.")));
    // Nothing is in the plan yet.
    let before = page(begun(one.iter().cloned().chain([press("fill-close")]).collect()));
    assert_eq!(before, page(begun(vec![])));

    let filled: Vec<Action> = begun(one.iter().cloned().chain([press("fill-in")]).collect());
    let html = page(filled.clone());
    assert!(html.contains(&format!("{rows} figures filled in")));
    assert!(html.contains(&format!("{rows} figures from 2018-2019_850_ks2final.csv (final).")));
    // Of the file again, all are there.
    let again = page(filled.iter().cloned().chain(one.clone()).collect());
    assert_eq!(ticked(&again), (0, 0));
    assert!(again.contains("There is nothing to fill in."));
    // One step takes all of it out.
    let undone = page(filled.into_iter().chain([press("undo")]).collect());
    assert_eq!(undone, page(begun(vec![])));
}

#[test]
fn what_differs_is_marked_and_not_ticked() {
    // A file whose year the scheme judges; Sheredes has 78% in the combined measure.
    let html = page(begun(vec![]));
    let id = values(&html, "id")
        .into_iter()
        .find(|id| id.contains("rwm") && id.contains("exs") && id.contains("2024"))
        .unwrap()
        .to_owned();
    let file = "excerpts/ks2_2024-2025_919_excerpt.csv";
    let one = [read(file), type_in("fill-school", "sheredes"), press("fill-enter")];
    let shown = page(begun([type_in(&id, "50")].into_iter().chain(one.clone()).collect()));
    let (rows, is_ticked) = ticked(&shown);
    assert_eq!(rows, is_ticked + 1);
    assert!(shown.contains("78 for 50"));
    // Ticked, it replaces; the others can be left.
    let boxes: Vec<String> = values(&shown, "id")
        .into_iter()
        .filter(|id| id.starts_with("fill-tick-"))
        .map(str::to_owned)
        .collect();
    let all = boxes.iter().map(|id| Action::Ticked(id.clone(), true));
    let more = page(begun(
        [type_in(&id, "50")].into_iter().chain(one.clone()).chain(all).chain([press("fill-in")]).collect(),
    ));
    assert!(more.contains(&format!("{rows} figures filled in")) && more.contains("value=\"78\""));
    let none = boxes.iter().map(|id| Action::Ticked(id.clone(), false));
    let less = page(begun(
        [type_in(&id, "50")].into_iter().chain(one.clone()).chain(none).chain([press("fill-in")]).collect(),
    ));
    assert!(!less.contains("figures filled in") && less.contains("value=\"50\""));
    // The same figure, however it is written, is there already.
    let same = page(begun([type_in(&id, "78.0 %")].into_iter().chain(one).collect()));
    assert_eq!(ticked(&same), (rows - 1, rows - 1));
    assert!(same.contains("1 figure is in the plan already."));
}

#[test]
fn a_file_that_does_not_say_its_year_is_asked_for_it() {
    let file = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,ATT8SCR\n1,850,4000,1,A,100,46.1\n";
    let read = Action::Read(Rc::new(Reading::whole("england_ks4.csv", file.as_bytes().to_vec()).unwrap()));
    let asked = page(begun(vec![read.clone()]));
    assert!(asked.contains("Academic year of the file") && asked.contains("Release of the file"));
    assert!(asked.contains("Type the year of the file to see what it has."));
    let told = page(begun(vec![
        read,
        type_in("fill-year", "2018/19"),
        type_in("fill-release", "revised"),
        press("fill-in"),
    ]));
    assert!(told.contains("2 figures from england_ks4.csv (revised)."), "{told}");
}

#[test]
fn a_faulty_file_is_told_and_changes_nothing() {
    let fault = Fault { place: "line 3".into(), kind: FaultKind::TooManyColumns { most: 2_000 } };
    let html = page(begun(vec![Action::Reading("x.csv".into(), 3), Action::NotRead(fault)]));
    assert!(html.contains("The file was not opened, and your plan is as it was"));
    assert!(html.contains("The row has more than 2000 cells (at line 3)"));
    assert_eq!(
        page(begun(vec![
            Action::Reading("x.csv".into(), 3),
            Action::NotRead(Fault { place: String::new(), kind: FaultKind::NoSuchTable }),
            press("dismiss")
        ])),
        page(begun(vec![press("dismiss")]))
    );
}

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
    let (rows, is_ticked) = ticked(table(&shown, "fill-preview"));
    assert!(rows > 40 && rows == is_ticked, "{rows} {is_ticked}");
    // With those to compare with, where the planner holds none.
    let all = ticked(&shown).1;
    assert!(all > rows && shown.contains(&format!("Fill in {all} figures")));
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
    assert!(html.contains(&format!("{all} figures filled in")));
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
    assert!(same.contains("1 figure is in use already."));
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

/// A file of 2024/25 whose national figure is another than the planner's 62%, and one that the planner does not hold.
fn with_england() -> Action {
    let file = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,PTREAD_EXP,PTREAD_EXP_FSM6CLA1A,PTMAT_EXP_3YR\n\
                1,919,2001,117000,A School,30,66%,70%,60%,1%\n3,919, , ,Hertfordshire,14321,64%,77%,SUPP,1%\n\
                4, , , , ,655415,70%,75%,63%,1%\n5, , , , ,652648,71%,1%,1%,1%\n";
    let tables = Reading::whole("2024-2025_919_ks2final.csv", file.as_bytes().to_vec()).unwrap();
    Action::Read(Rc::new(tables))
}

/// The page, with one of the school's headline results of 2024/25 before the figures of the file.
fn compared(more: &[Action]) -> String {
    page(begun([with_england()].into_iter().chain(more.iter().cloned()).collect()))
}

/// The part of the page with this id, up to the end of its table.
fn table<'h>(html: &'h str, id: &str) -> &'h str {
    html.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_default().split("</table>").next().unwrap()
}

#[test]
fn national_rows_are_offered_where_the_planner_has_none_and_shown_where_it_has_another() {
    let shown = compared(&[]);
    let national = table(&shown, "fill-national");
    // The combined measure is 62 as it ships, and is left as it is; reading is 75 in both, and not in the table; of
    // disadvantaged pupils in reading none ships.
    assert_eq!(ticked(national), (2, 1), "{national}");
    assert!(national.contains("70 for 62") && national.contains("disadvantaged pupils"));
    assert!(shown.contains("1 figure is in use already."));
    assert!(shown.contains("National figures of the file, of all schools"));
    let authority = table(&shown, "fill-authority");
    assert_eq!(ticked(authority), (2, 2));
    assert!(shown.contains("Figures of Hertfordshire"));
    assert!(shown.contains("Suppressed, because few pupils stand behind it or results came late: Key stage 2 reading, expected standard, disadvantaged pupils, the authority’s, 2024/25"));
    // Nothing is compared with another before it is said so.
    let gap = compared(&[press("fill-close"), type_in("figure-ks2-rwm-exs-2024-25", "66"), press("nav-gap")]);
    assert!(gap.contains("66% in 2024/25 against 62% nationally: 4 percentage points above."));
    assert!(!gap.contains("authority’s"));
}

#[test]
fn a_national_figure_of_a_file_is_used_everywhere_and_says_so() {
    let shown = compared(&[]);
    let row = table(&shown, "fill-national").split("70 for 62").next().unwrap().to_owned();
    let other = values(&row, "id").into_iter().rfind(|id| id.starts_with("fill-tick-")).unwrap().to_owned();
    let filled = [Action::Ticked(other, true), press("fill-in")];
    let after = |more: &[Action]| compared(&[&filled, more].concat());
    let figures = after(&[]);
    assert!(figures.contains("70% (your file)"));
    assert!(figures.contains("2024-2025_919_ks2final.csv (final) (all schools), a file that was filled in"));
    let list = table(&figures, "compared");
    assert_eq!(list.matches("<tr").count(), 1 + 4, "{list}");
    assert!(list.contains(">62%<") && list.contains(">none held<") && list.contains("Hertfordshire"));
    let from = "nationally (from 2024-2025_919_ks2final.csv, final)";
    let gap = after(&[press("nav-gap")]);
    // 66 less 70 in whole pupils of 30: 20 of 30 are 66.7%, which is 66 rounded down, and 21 are 70%.
    assert!(gap.contains(&format!("66% in 2024/25 against 70% {from}: 4 percentage points below.")), "{gap}");
    let authority = table(&gap, "authority");
    assert!(authority.contains(">66%<") && authority.contains(">64%<") && authority.contains(">70%<"));
    assert!(
        authority.contains("+2") && authority.contains("Hertfordshire: 2024-2025_919_ks2final.csv (final)")
    );
    assert!(table(&gap, "sources").contains("2024-2025_919_ks2final.csv, a file that was filled in"));
    let category = after(&[type_in("grade", "good"), press("nav-category")]);
    assert!(category.contains(from), "{category}");
    let said =
        "2 national figures are not the planner’s own, but from files: 2024-2025_919_ks2final.csv (final).";
    let trajectory = after(&[press("nav-trajectory")]);
    assert!(trajectory.contains(said));
    for kind in ["summary", "full", "action-plan"] {
        let report = after(&[press("nav-report"), type_in("report-kind", kind)]);
        assert!(report.contains(said), "{kind}");
    }
    // All of them are taken out in one step, and so is what was filled in.
    let without = after(&[press("fill-compare"), press("nav-gap")]);
    assert!(
        without.contains("against 62% nationally: 4 percentage points above.")
            && !without.contains("from 2024-2025")
    );
    let back = after(&[press("fill-compare"), press("undo"), press("nav-gap")]);
    assert!(back.contains(from));
    let undone = after(&[press("undo"), press("nav-gap")]);
    assert!(undone.contains("No results of 2024/25 are entered yet."));
}

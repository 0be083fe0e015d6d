//! Files of figures: the real ones that the department published (`tests/data/dfe/README.md`), and what is wrong with
//! them. Every trap that was met in them is a test here.

use std::path::Path;

use attainment_planner::domain::Field;
use attainment_planner::domain::benchmark::{Area, BenchmarkKey};
use attainment_planner::domain::cohort::CohortGroup;
use attainment_planner::domain::fault::FaultKind;
use attainment_planner::domain::figure::{Assessment, FigureKey, Typed};
use attainment_planner::domain::import::{FileKind, Import, NoFigure, Reason, Release, RowKind};
use attainment_planner::domain::reference::Group;
use attainment_planner::format::dfe::{Reading, Tables};

use crate::school::{SHIPPED, year};

pub(crate) fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/dfe").join(path)).unwrap()
}

#[track_caller]
fn open(path: &str) -> Tables {
    let name = path.rsplit('/').next().unwrap();
    Reading::whole(name, bytes(path)).unwrap()
}

/// What a file has for the row at a place, as the file says of itself.
#[track_caller]
fn import(tables: &Tables, place: usize) -> Import {
    tables.import(place, tables.year, tables.release, &SHIPPED.catalogue)
}

#[track_caller]
fn school(tables: &Tables, query: &str) -> Import {
    let (found, 1) = tables.search(query, 20) else { panic!("{query} is not one school") };
    import(tables, found[0])
}

fn figure(measure: &str, of: &str, group: Group) -> Field {
    Field::Figure(FigureKey { group, ..FigureKey::result(measure.into(), year(of)) })
}

/// The text that an import has for a field, or why it has none.
fn says(import: &Import, field: &Field) -> String {
    let entry = import.entries.iter().find(|entry| entry.field == *field).map(|entry| entry.text.clone());
    let left =
        || import.left_out.iter().find(|left| left.field == *field).map(|left| format!("{:?}", left.reason));
    entry.or_else(left).unwrap_or_else(|| "nothing".into())
}

struct Expected {
    path: &'static str,
    kind: FileKind,
    year: Option<&'static str>,
    release: Release,
    /// Rows of schools, authorities, all schools of England, its state-funded schools.
    rows: [usize; 4],
}

const FILES: [Expected; 14] = {
    use FileKind::{KeyStage2, KeyStage4};
    use Release::{Final, NotStated, Provisional};
    const fn file(
        path: &'static str,
        kind: FileKind,
        year: Option<&'static str>,
        release: Release,
        rows: [usize; 4],
    ) -> Expected {
        Expected { path, kind, year, release, rows }
    }
    // Counted with another reader (Python's csv), by RECTYPE: in key stage 2 the mainstream and special schools of
    // Hampshire are 313 + 15, 312 + 16 and 315 + 16; in key stage 4 95 + 28 and 92 + 29, of Waltham Forest 21 + 4, of
    // England 4296 + 1199, with 155 authorities.
    [
        file("ks2/2016-2017_850_ks2final.csv", KeyStage2, Some("2016/17"), Final, [328, 1, 1, 1]),
        file("ks2/2017-2018_850_ks2final.csv", KeyStage2, Some("2017/18"), Final, [328, 1, 1, 1]),
        file("ks2/2018-2019_850_ks2final.csv", KeyStage2, Some("2018/19"), Final, [331, 1, 1, 1]),
        file("ks4/2016-2017_320_ks4final.csv", KeyStage4, Some("2016/17"), Final, [25, 1, 1, 1]),
        file("ks4/2016-2017_850_ks4final.csv", KeyStage4, Some("2016/17"), Final, [123, 1, 1, 1]),
        file("ks4/2017-2018_850_ks4final.csv", KeyStage4, Some("2017/18"), Final, [121, 1, 1, 1]),
        file(
            "ks4/2018-2019_england_ks4provisional.csv",
            KeyStage4,
            Some("2018/19"),
            Provisional,
            [5495, 155, 1, 1],
        ),
        file("excerpts/ks2_2022-2023_919_excerpt.csv", KeyStage2, Some("2022/23"), NotStated, [3, 1, 1, 1]),
        file("excerpts/ks2_2023-2024_919_excerpt.csv", KeyStage2, Some("2023/24"), NotStated, [2, 1, 1, 1]),
        file("excerpts/ks2_2024-2025_919_excerpt.csv", KeyStage2, Some("2024/25"), NotStated, [5, 1, 1, 1]),
        file(
            "excerpts/ks4_2021-2022_excerpt_first_columns.csv",
            KeyStage4,
            Some("2021/22"),
            NotStated,
            [0, 1, 1, 1],
        ),
        file(
            "excerpts/ks4_2022-2023_excerpt_first_columns.csv",
            KeyStage4,
            Some("2022/23"),
            NotStated,
            [2, 1, 1, 1],
        ),
        file(
            "excerpts/ks4_2023-2024_excerpt_first_columns.csv",
            KeyStage4,
            Some("2023/24"),
            NotStated,
            [1, 1, 1, 1],
        ),
        file(
            "excerpts/ks4_2024-2025_excerpt_first_columns.csv",
            KeyStage4,
            Some("2024/25"),
            NotStated,
            [2, 0, 1, 1],
        ),
    ]
};

/// The same file with a school in it: one excerpt has none.
fn with_a_school(path: &str) -> Tables {
    let mut text = bytes(path);
    if path.contains("ks4_2021") {
        text.extend(b"1,999,1,999999,A school\n");
    }
    Reading::whole(path.rsplit('/').next().unwrap(), text).unwrap()
}

#[test]
fn every_row_of_every_file_is_found_by_what_it_says_of_itself() {
    for expected in FILES {
        let tables = with_a_school(expected.path);
        let count = |kind| tables.rows().filter(|row| row.kind == kind).count();
        let mut rows =
            [RowKind::School, RowKind::Authority, RowKind::National, RowKind::NationalState].map(count);
        rows[0] -= usize::from(expected.path.contains("ks4_2021"));
        assert_eq!(rows, expected.rows, "{}", expected.path);
        assert_eq!((tables.kind, tables.release), (expected.kind, expected.release), "{}", expected.path);
        assert_eq!(tables.year, expected.year.map(year), "{}", expected.path);
        assert!(tables.damaged.is_empty(), "{}", expected.path);
    }
}

#[test]
fn a_file_that_lost_its_name_is_known_by_the_years_of_its_columns() {
    for expected in FILES {
        let tables = with_a_school(expected.path);
        let renamed = Reading::whole(
            "Book1.csv",
            if expected.path.contains("ks4_2021") {
                [bytes(expected.path), b"1,999,1,999999,A school\n".to_vec()].concat()
            } else {
                bytes(expected.path)
            },
        )
        .unwrap();
        // The first columns of two excerpts, and the provisional file, name no year: then it has to be asked.
        let is_silent =
            ["provisional", "ks4_2023", "ks4_2024"].iter().any(|name| expected.path.contains(name));
        assert_eq!(renamed.year, tables.year.filter(|_| !is_silent), "{}", expected.path);
        assert_eq!(renamed.release, Release::NotStated);
    }
    // A name that says another year than the columns is not believed, and neither are they.
    let wrong =
        Reading::whole("2016-2017_850_ks2final.csv", bytes("ks2/2018-2019_850_ks2final.csv")).unwrap();
    assert_eq!((wrong.year, wrong.years_differ), (None, Some((year("2016/17"), year("2018/19")))));
}

/// Every national figure that the planner ships with one of these files as its source is what the file is read to say.
#[test]
fn national_rows_are_the_published_figures() {
    let mut compared = [0; FILES.len()];
    let mut csv =
        csv::Reader::from_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/benchmarks.csv")).unwrap();
    for row in csv.records().map(Result::unwrap) {
        let source = row.iter().skip(9).collect::<Vec<_>>().join(" ");
        for (expected, compared) in FILES.iter().zip(&mut compared) {
            if !source.contains(expected.path.rsplit('/').next().unwrap()) {
                continue;
            }
            let tables = with_a_school(expected.path);
            let kind = if row[5].starts_with("state") { RowKind::NationalState } else { RowKind::National };
            let place = tables.rows().position(|row| row.kind == kind).unwrap();
            let group = match &row[2] {
                "disadvantaged" => Group::Disadvantaged,
                "other" => Group::Other,
                _ => Group::All,
            };
            let field = figure(&row[0], &row[1], group);
            let measure = SHIPPED.catalogue.get(&row[0].into()).unwrap();
            let level = |text: &str| Typed::parse(text, measure).map(Typed::level);
            assert_eq!(level(&says(&import(&tables, place), &field)), level(&row[4]), "{source}: {field:?}");
            *compared += 1;
        }
    }
    // As counted in data/benchmarks.csv.
    assert_eq!(compared, [26, 18, 18, 12, 0, 0, 0, 22, 14, 0, 8, 8, 8, 7]);
}

/// The figures of a school to be compared with come from the row of England that published figures are quoted from, and
/// from the row of its own authority, in each kind of file.
#[test]
fn a_school_is_compared_with_england_and_its_own_authority() {
    let of = |area, measure: &str, of: &str, group| {
        Field::Benchmark(BenchmarkKey { area, measure: measure.into(), year: year(of), group })
    };
    let compared = |path: &str, query: &str| {
        let tables = with_a_school(path);
        let (found, 1) = tables.search(query, 20) else { panic!("{query} is not one school") };
        tables.benchmarks(found[0], tables.year, tables.release, &SHIPPED.catalogue)
    };
    use Area::{Authority, National};
    use Group::{All, Disadvantaged};
    // As the cells of the files have it: RECTYPE 4 of key stage 2 is England, 3 Hampshire.
    let key_stage_2 = compared("ks2/2018-2019_850_ks2final.csv", "115851");
    let schools: Vec<_> = key_stage_2.iter().map(|(area, schools, _)| (*area, schools.as_str())).collect();
    assert_eq!(schools, [(National, "all schools"), (Authority, "Hampshire")]);
    for (area, of_year, group, expected) in [
        (National, "2018/19", All, "65"),
        (National, "2017/18", All, "64"),
        (National, "2018/19", Disadvantaged, "51"),
        (Authority, "2018/19", All, "68"),
        (Authority, "2018/19", Disadvantaged, "49"),
    ] {
        let (_, _, import) = key_stage_2.iter().find(|(of, ..)| *of == area).unwrap();
        assert_eq!(says(import, &of(area, "ks2.rwm.exs", of_year, group)), expected);
    }
    // RECTYPE 4 of key stage 4 is the authority, which has no name there, 7 England's state-funded schools: 46.3, where
    // all schools (5) are 44.6.
    let key_stage_4 = compared("ks4/2016-2017_320_ks4final.csv", "103106");
    let schools: Vec<_> = key_stage_4.iter().map(|(area, schools, _)| (*area, schools.as_str())).collect();
    assert_eq!(schools, [(National, "state-funded schools"), (Authority, "authority 320")]);
    assert_eq!(says(&key_stage_4[0].2, &of(National, "ks4.a8", "2016/17", All)), "46.3");
    assert_eq!(says(&key_stage_4[0].2, &of(National, "ks4.em94", "2016/17", All)), "63.9");
    assert_eq!(says(&key_stage_4[1].2, &of(Authority, "ks4.a8", "2016/17", All)), "45.5");
    // Neither sizes of year groups nor teachers' assessments, and nothing for want of a cell.
    for (area, _, import) in key_stage_2.iter().chain(&key_stage_4) {
        let fields = import.entries.iter().map(|entry| &entry.field);
        let fields: Vec<_> = fields.chain(import.left_out.iter().map(|left| &left.field)).collect();
        assert!(fields.len() > 10);
        assert!(fields.iter().all(|field| matches!(field, Field::Benchmark(key) if key.area == *area)));
        assert!(import.left_out.iter().all(|left| left.reason != Reason::Empty));
    }
    // Of 155 authorities of all England the school's own.
    let england = compared("ks4/2018-2019_england_ks4provisional.csv", "100053");
    let schools: Vec<_> = england.iter().map(|(_, schools, _)| schools.as_str()).collect();
    assert_eq!(schools, ["state-funded schools", "authority 202"]);
    // A school of no authority that the file has: England alone.
    assert_eq!(compared("excerpts/ks4_2021-2022_excerpt_first_columns.csv", "999999").len(), 1);
}

/// The traps of the columns hold for the rows of England too: the revised file of 2017/18 has 37 for the 41.1 of
/// disadvantaged pupils in 2015/16, and a measure has no figure of a year without results.
#[test]
fn a_published_error_is_no_figure_to_compare_with() {
    let text = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,ATT8SCR_FSM6CLA1A_16,PT5EM_94_18,ATT8SCR\n\
                1,850,4000,1,A,100,37,1%,46\n7, , , , ,523626,37,1%,46.5\n";
    let tables = Reading::whole("2017-2018_england_ks4revised.csv", text.as_bytes().to_vec()).unwrap();
    let found = tables.benchmarks(0, Some(year("2017/18")), tables.release, &SHIPPED.catalogue);
    let [(Area::National, _, import)] = found.as_slice() else { panic!("{found:?}") };
    let key = |of: &str, group| BenchmarkKey {
        area: Area::National,
        measure: "ks4.a8".into(),
        year: year(of),
        group,
    };
    assert_eq!(says(import, &Field::Benchmark(key("2017/18", Group::All))), "46.5");
    let wrong = Field::Benchmark(key("2015/16", Group::Disadvantaged));
    assert_eq!(says(import, &wrong), "PublishedError");
    assert_eq!((import.entries.len(), import.left_out.len()), (1, 1));
}

/// Rows of open data that are about England or an authority have no school to be known by, and are not mixed up with one.
#[test]
fn rows_about_areas_are_no_schools() {
    let text = "time_period,geographic_level,school_urn,school_laestab,school_name,measure,value\n\
                202425,National,,,,ks2.rwm.exs,62\n202425,School,,,,ks2.rwm.exs,70\n\
                202425,Local authority,,,,ks2.rwm.exs,64\n";
    let tables = Reading::whole("figures.csv", text.as_bytes().to_vec()).unwrap();
    let (found, 1) = tables.search("", 2) else { panic!("one school") };
    let field = figure("ks2.rwm.exs", "2024/25", Group::All);
    assert_eq!(says(&import(&tables, found[0]), &field), "70");
    assert_eq!(tables.benchmarks(found[0], None, Release::Final, &SHIPPED.catalogue), []);
}

/// Of two files that have the same figure, of its own year and of the year before, both say the same.
#[test]
fn figures_of_the_year_before_agree_with_the_file_of_that_year() {
    let mut compared = 0;
    let mut differ: Vec<String> = Vec::new();
    for (earlier, later) in [
        ("ks2/2016-2017_850_ks2final.csv", "ks2/2017-2018_850_ks2final.csv"),
        ("ks2/2017-2018_850_ks2final.csv", "ks2/2018-2019_850_ks2final.csv"),
        ("ks4/2016-2017_850_ks4final.csv", "ks4/2017-2018_850_ks4final.csv"),
    ] {
        let (earlier, later) = (open(earlier), open(later));
        for (place, row) in earlier.rows().enumerate().filter(|(_, row)| row.kind == RowKind::School) {
            let Some(same) = later.rows().position(|of| of.urn == row.urn) else { continue };
            let (before, after) = (import(&earlier, place), import(&later, same));
            for entry in before.entries {
                let other = after.entries.iter().find(|other| other.field == entry.field);
                if let (Some(other), Field::Figure(key)) = (other, &entry.field) {
                    compared += 1;
                    let measure = SHIPPED.catalogue.get(&key.measure).unwrap();
                    let level = |text: &str| Typed::parse(text, measure).map(Typed::level);
                    if level(&entry.text) != level(&other.text) {
                        differ.push(format!(
                            "{} {} {} {} {:?}",
                            row.urn, key.measure, key.year, entry.text, other.text
                        ));
                    }
                }
            }
        }
    }
    assert_eq!((compared, differ), (13_870, vec![]));
}

#[test]
fn suppressed_is_never_a_figure() {
    // Six pupils: the whole cohort's 0% is published, the groups and the years before are not.
    let tables = open("excerpts/ks2_2024-2025_919_excerpt.csv");
    for (place, row) in tables.rows().enumerate() {
        let found = import(&tables, place);
        for column in ["PTRWM_EXP", "PTRWM_EXP_FSM6CLA1A", "PTRWM_EXP_24", "TELIG_23", "MATPROG"] {
            let cell = tables.cell(place, column).unwrap();
            let of = if column.ends_with("_24") {
                "2023/24"
            } else if column.ends_with("_23") {
                "2022/23"
            } else {
                "2024/25"
            };
            let field = match column {
                "TELIG_23" => Field::Cohort(CohortGroup::Year6, year(of)),
                "MATPROG" => figure("ks2.maths.progress", of, Group::All),
                "PTRWM_EXP_FSM6CLA1A" => figure("ks2.rwm.exs", of, Group::Disadvantaged),
                _ => figure("ks2.rwm.exs", of, Group::All),
            };
            let said = says(&found, &field);
            match cell.as_str() {
                "SUPP" => assert_eq!(said, "Code(Suppressed)", "{} {column}", row.name),
                "" => assert_eq!(said, "Empty", "{} {column}", row.name),
                _ if row.kind == RowKind::School => {
                    assert_eq!(said, cell.trim_end_matches('%'), "{} {column}", row.name)
                }
                _ => {}
            }
        }
    }
}

/// Of the file's own year and all pupils: what each column of the real files holds, read here in the plainest way.
#[test]
fn a_cell_is_a_figure_only_where_it_is_a_number() {
    let columns = [
        ("PTRWM_EXP", "ks2.rwm.exs"),
        ("PTREAD_HIGH", "ks2.reading.high"),
        ("MAT_AVERAGE", "ks2.maths.scaled"),
        ("PTGPS_EXP", "ks2.gps.exs"),
        ("PTWRITTA_HIGH", "ks2.writing.gds"),
        ("WRITPROG", "ks2.writing.progress"),
        ("ATT8SCR", "ks4.a8"),
        ("P8MEA", "ks4.p8"),
        ("PTL2BASICS_94", "ks4.em94"),
        ("PTEBACC_E_PTQ_EE", "ks4.ebacc_entry"),
        ("EBACCAPS", "ks4.ebacc_aps"),
    ];
    // Figures, zeros among them, codes, and empty cells.
    let mut seen = [0; 4];
    for expected in FILES {
        let tables = with_a_school(expected.path);
        // Of England's 5,652 rows every ninth: the files of an area go through every row.
        let step = if expected.path.contains("england") { 9 } else { 1 };
        for place in (0..tables.rows().count()).step_by(step) {
            let found = import(&tables, place);
            for (column, measure) in columns {
                let Some(cell) = tables.cell(place, column) else { continue };
                let said = says(&found, &figure(measure, &tables.year.unwrap().to_string(), Group::All));
                let number = cell.trim_end_matches('%').parse::<f64>();
                match (number, cell.as_str()) {
                    (Ok(number), _) => {
                        assert_eq!(said.parse(), Ok(number), "{} {column}", expected.path);
                        seen[0] += 1;
                        seen[1] += u32::from(number == 0.0);
                    }
                    (Err(_), "") => {
                        assert_eq!(said, "Empty", "{} {column}", expected.path);
                        seen[3] += 1;
                    }
                    (Err(_), code) => {
                        let meaning = match code {
                            "SUPP" => "Suppressed",
                            "NE" => "NoEntries",
                            "NA" => "NotApplicable",
                            "NP" => "NotPublished",
                            "LOWCOV" => "LowCoverage",
                            _ => panic!("{} {column}: {code}", expected.path),
                        };
                        assert_eq!(said, format!("Code({meaning})"), "{} {column}", expected.path);
                        seen[2] += 1;
                    }
                }
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen > 100), "{seen:?}");
}

#[test]
fn a_school_is_found_by_its_numbers_and_by_its_name() {
    let tables = open("ks2/2018-2019_850_ks2final.csv");
    let names = |query: &str| -> Vec<String> {
        let (found, all) = tables.search(query, 3);
        assert!(found.len() == all.min(3));
        let names = tables.rows().map(|row| row.name.clone()).collect::<Vec<_>>();
        found.into_iter().map(|place| names[place].clone()).collect()
    };
    for query in ["115851", "850/2001", "8502001", "850 2001", "anstey", "ANSTEY jun", "Alton anstey"] {
        assert_eq!(names(query), ["Anstey Junior School"], "{query}");
    }
    // St Anne’s is found however its apostrophe is typed.
    for query in ["st annes catholic", "St Anne’s Catholic", "st. anne's catholic"] {
        assert_eq!(
            names(query).first().map(String::as_str),
            Some("St Anne's Catholic Primary School"),
            "{query}"
        );
    }
    assert_eq!(tables.search("850", 20).1, 331);
    assert_eq!(names("Hampshire council of nowhere"), Vec::<String>::new());
    // Neither the authority nor England is a school.
    assert_eq!((tables.search("", 20), tables.search("hampshire", 20).1), ((vec![], 0), 0));
}

#[test]
fn a_school_has_its_figures_groups_years_and_size() {
    // Row 115851 of the file: TELIG 60, PTRWM_EXP 63%, READ_AVERAGE 106, READPROG ‑2.4 and so on, read by eye.
    let tables = open("ks2/2018-2019_850_ks2final.csv");
    let anstey = school(&tables, "115851");
    let cell = |column: &str| tables.cell(tables.search("115851", 1).0[0], column).unwrap();
    assert_eq!((cell("TELIG").as_str(), cell("PTRWM_EXP").as_str()), ("60", "63%"));
    let check = |field: Field, column: &str| {
        assert_eq!(says(&anstey, &field), cell(column).trim_end_matches('%'), "{column}");
    };
    check(Field::Cohort(CohortGroup::Year6, year("2018/19")), "TELIG");
    check(Field::Cohort(CohortGroup::Year6, year("2016/17")), "TELIG_17");
    check(figure("ks2.rwm.exs", "2018/19", Group::All), "PTRWM_EXP");
    check(figure("ks2.rwm.exs", "2018/19", Group::Disadvantaged), "PTRWM_EXP_FSM6CLA1A");
    check(figure("ks2.rwm.exs", "2018/19", Group::Other), "PTRWM_EXP_NOTFSM6CLA1A");
    check(figure("ks2.rwm.high", "2017/18", Group::Other), "PTRWM_HIGH_NOTFSM6CLA1A_18");
    check(figure("ks2.maths.progress", "2018/19", Group::All), "MATPROG");
    check(figure("ks2.reading.scaled", "2016/17", Group::All), "READ_AVERAGE_17");
    let teacher = Field::Figure(FigureKey {
        assessment: Assessment::Teacher,
        ..FigureKey::result("ks2.maths.exs".into(), year("2016/17"))
    });
    let of_2017 = open("ks2/2016-2017_850_ks2final.csv");
    let place = of_2017.search("115851", 1).0[0];
    assert_eq!(
        says(&import(&of_2017, place), &teacher),
        of_2017.cell(place, "PTMATTA_EXP").unwrap().trim_end_matches('%')
    );
    // Where it came from stays with every figure.
    for entry in &anstey.entries {
        let origin = &entry.origin;
        assert_eq!((origin.file.as_str(), origin.release), ("2018-2019_850_ks2final.csv", Release::Final));
    }
    // Each figure once, sizes of year groups first.
    let mut fields: Vec<_> = anstey.entries.iter().map(|entry| entry.field.clone()).collect();
    assert!(matches!(
        fields[..4],
        [Field::Cohort(..), Field::Cohort(..), Field::Cohort(..), Field::Figure(_)]
    ));
    let all = fields.len();
    fields.sort();
    fields.dedup();
    assert_eq!(fields.len(), all);
}

#[test]
fn a_new_schools_short_row_has_no_figures() {
    let tables = open("ks2/2018-2019_850_ks2final.csv");
    let new = school(&tables, "147021");
    assert_eq!(new.entries, []);
    assert!(new.left_out.iter().all(|left| left.reason == Reason::Empty));
}

/// A file of one school, made of a real one.
fn made(name: &str, headings: &str, cells: &str) -> Tables {
    Reading::whole(name, format!("{headings}\n{cells}\n").into_bytes()).unwrap()
}

#[test]
fn figures_that_were_published_wrong_are_left_out() {
    // The revised file has the figure of the year after in this column; the final one has it right.
    let bytes = bytes("ks4/2017-2018_850_ks4final.csv");
    let field = figure("ks4.a8", "2015/16", Group::Disadvantaged);
    for (name, expected) in [
        ("2017-2018_850_ks4final.csv", "41.1"),
        ("2017-2018_850_ks4revised.csv", "PublishedError"),
        ("2017-2018_850_ks4.csv", "PublishedError"),
    ] {
        let tables = Reading::whole(name, bytes.clone()).unwrap();
        let place = tables.rows().position(|row| row.kind == RowKind::NationalState).unwrap();
        assert_eq!(says(&import(&tables, place), &field), expected, "{name}");
    }
    // In the file of the year before it is right in every release.
    let before =
        Reading::whole("2016-2017_850_ks4revised.csv", self::bytes("ks4/2016-2017_850_ks4final.csv"))
            .unwrap();
    let place = before.rows().position(|row| row.kind == RowKind::NationalState).unwrap();
    assert_eq!(says(&import(&before, place), &field), "41.1");
    // 1% for 60.1%, and 10% for 28%, in the final file of 2018/19: neither is a figure of any measure.
    let headings = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,PTL2BASICS_94_18,PT5EM_94_18,PTEBACC_94_NFSM6CLA1A_17";
    let made = made("2018-2019_850_ks4final.csv", headings, "1,850,4000,1,A,100,64%,1%,10%");
    let texts: Vec<String> = import(&made, 0).entries.into_iter().map(|entry| entry.text).collect();
    assert_eq!(texts, ["100", "64"]);
}

#[test]
fn the_files_own_year_is_not_counted_twice() {
    // `PT5EM_94_17` of 2016/17 repeats the own year; so would any other. The own column counts, whatever the other says.
    let headings = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,PTL2BASICS_94,PTL2BASICS_94_17,PTL2BASICS_94_16";
    let made = made("2016-2017_850_ks4final.csv", headings, "1,850,4000,1,A,100,64%,65%,66%");
    // There are no grades 9 to 4 in 2015/16.
    assert_eq!(import(&made, 0).entries.len(), 2);
    assert_eq!(says(&import(&made, 0), &figure("ks4.em94", "2016/17", Group::All)), "64");
    assert_eq!(says(&import(&made, 0), &figure("ks4.em94", "2015/16", Group::All)), "NoResults");
}

#[test]
fn years_before_by_number_and_by_word() {
    let headings = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,ATT8SCR,ATT8SCR_PREV,ATT8SCR_NFSM6CLA1A_PREV2";
    let made = made("england_ks4final.csv", headings, "1,850,4000,1,A,100,46.1,45.9,NA");
    // Nothing in it says its year: it is asked.
    assert_eq!(made.year, None);
    let import = made.import(0, Some(year("2024/25")), Release::Final, &SHIPPED.catalogue);
    assert_eq!(says(&import, &figure("ks4.a8", "2024/25", Group::All)), "46.1");
    assert_eq!(says(&import, &figure("ks4.a8", "2023/24", Group::All)), "45.9");
    assert_eq!(says(&import, &figure("ks4.a8", "2022/23", Group::Other)), "Code(NotApplicable)");
    // Until it is known, nothing of the own year is read.
    assert_eq!(made.import(0, None, Release::Final, &SHIPPED.catalogue), Import::default());
}

#[test]
fn codes_and_formats_of_cells() {
    let check = |cell: &str, expected: &str| {
        let headings = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP";
        let made = made("2018-2019_ks2final.csv", headings, &format!("1,850,2000,1,A,30,{cell}"));
        assert_eq!(
            says(&import(&made, 0), &figure("ks2.rwm.exs", "2018/19", Group::All)),
            expected,
            "{cell}"
        );
    };
    let code = |cell: &str, meaning: NoFigure| check(cell, &format!("Code({meaning:?})"));
    for (cell, meaning) in [
        ("SUPP", NoFigure::Suppressed),
        ("SUPP*", NoFigure::Suppressed),
        ("c", NoFigure::Suppressed),
        ("NE", NoFigure::NoEntries),
        ("NA", NoFigure::NotApplicable),
        ("z", NoFigure::NotApplicable),
        ("NP", NoFigure::NotPublished),
        ("LOWCOV", NoFigure::LowCoverage),
        ("NEW", NoFigure::New),
        ("SP", NoFigure::Small),
        ("low", NoFigure::Small),
        ("k", NoFigure::Small),
        ("RE", NoFigure::Redacted),
        ("x", NoFigure::NotAvailable),
        ("u", NoFigure::NotAvailable),
        ("-", NoFigure::NotAvailable),
    ] {
        code(cell, meaning);
    }
    for (cell, expected) in [
        ("", "Empty"),
        (" ", "Empty"),
        // A real zero.
        ("0%", "0"),
        ("62%", "62"),
        ("62.3%", "62.3"),
        // Two decimals of which the second is always zero are one.
        ("65.00%", "65.0"),
        ("63.90%", "63.9"),
        ("63.95%", "63.95"),
        ("62", "62"),
        ("\"62,3\"", "62,3"),
        ("162%", "Unreadable(\"162%\")"),
        ("about 62", "Unreadable(\"about 62\")"),
        ("=1+1", "Unreadable(\"=1+1\")"),
    ] {
        check(cell, expected);
    }
}

#[test]
fn a_file_saved_again_by_a_spreadsheet_says_the_same() {
    let text = String::from_utf8(bytes("ks2/2018-2019_850_ks2final.csv")).unwrap();
    let original = open("ks2/2018-2019_850_ks2final.csv");
    let expected = school(&original, "115851");
    let name = "2018-2019_850_ks2final.csv";
    for (what, again) in [
        ("no mark, LF", text.trim_start_matches('\u{feff}').replace("\r\n", "\n").into_bytes()),
        (
            "small headings",
            text.replacen(text.lines().next().unwrap(), &text.lines().next().unwrap().to_lowercase(), 1)
                .into_bytes(),
        ),
        (
            "windows-1252",
            text.replace("Anstey", "Ansté")
                .trim_start_matches('\u{feff}')
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
                .collect(),
        ),
    ] {
        let tables = Reading::whole(name, again).unwrap();
        assert_eq!(tables.rows().count(), original.rows().count(), "{what}");
        assert_eq!(school(&tables, "115851"), expected, "{what}");
    }
    // With semicolons and with tabs, by another writer.
    for separator in [b';', b'\t'] {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(vec![]);
        reader.records().for_each(|row| writer.write_record(&row.unwrap()).unwrap());
        let tables = Reading::whole(name, writer.into_inner().unwrap()).unwrap();
        assert_eq!(school(&tables, "115851"), expected);
    }
}

/// One row of the department's other downloads has more cells than headings, by a comma in a name without quotes.
#[test]
fn a_row_with_too_many_cells_is_left_out_and_said() {
    let headings = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP";
    let made = made(
        "2018-2019_ks2final.csv",
        headings,
        "1,850,2000,1,A,30,50%\n1,850,2001,2,St Mary, the Virgin,30,50%\n1,850,2002,3,B,30,60%,,",
    );
    assert_eq!(made.rows().map(|row| row.urn.clone()).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(made.damaged, [3]);
}

#[test]
fn what_is_no_file_of_figures_is_refused() {
    let fault = |bytes: &[u8]| Reading::whole("x.csv", bytes.to_vec()).unwrap_err().kind;
    for bytes in [
        &b""[..],
        b"\n\n",
        b"a,b\n1,2\n",
        b"{\"format\": \"attainment-planner plan\"}",
        // Census and 16 to 18 have a RECTYPE too.
        b"RECTYPE,LEA,ESTAB,URN,NOR\n1,850,2000,1,300\n",
    ] {
        assert_eq!(fault(bytes), FaultKind::NoSuchTable, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(fault(b"RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG\n4,,,,,600000\n"), FaultKind::NoSchools);
    // The department's own description of a file, in windows-1252, is not the file.
    assert_eq!(
        fault(b"Column,Metafile heading,Metafile description\n1,RECTYPE,Record type \x96 school\n"),
        FaultKind::NoSuchTable
    );
    assert_eq!(fault(b"PK\x03\x04"), FaultKind::Spreadsheet);
}

/// As a page reads it: a little at a time, and every time a little further.
#[test]
fn a_file_read_in_steps_is_the_file_read_at_once() {
    let name = "2018-2019_england_ks4provisional.csv";
    let bytes = bytes("ks4/2018-2019_england_ks4provisional.csv");
    let whole = Reading::whole(name, bytes.clone()).unwrap();
    let mut reading = Reading::open(name, bytes).unwrap();
    let mut shares = vec![];
    while let Some(share) = reading.step(20_000).unwrap() {
        shares.push(share);
    }
    // 695,827 bytes in steps of 20,000 and a little.
    assert!((30..=35).contains(&shares.len()) && shares.is_sorted() && shares[1] <= 7, "{shares:?}");
    assert!(reading.finish().unwrap().rows().eq(whole.rows()));
}

mod csv_of_the_planner {
    use attainment_planner::domain::cohort::CohortGroup;
    use attainment_planner::domain::figure::{Assessment, FigureKey};
    use attainment_planner::domain::import::{Entry, Origin, Release};
    use attainment_planner::domain::reference::Group;
    use attainment_planner::domain::{AcademicYear, Draft, Field, validate};
    use attainment_planner::format::dfe::Reading;
    use attainment_planner::format::write_csv;
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use crate::random::proptest_config;
    use crate::school::{SHIPPED, today, year};

    /// What a draft becomes that is written and read again.
    fn again(draft: &Draft) -> Draft {
        let mut read = Draft::default();
        let file = write_csv(draft, &SHIPPED.catalogue);
        // Of a draft without figures there is no row, and so no school.
        let Ok(tables) = Reading::whole("figures.csv", file.into_bytes()) else { return read };
        let import = tables.import(0, None, Release::NotStated, &SHIPPED.catalogue);
        import.entries.iter().for_each(|entry| read.fill(entry));
        read
    }

    #[test]
    fn a_plan_as_csv() {
        let mut draft = Draft { name: "=Hill, Top".into(), ..Draft::default() };
        let result = FigureKey::result("ks2.rwm.exs".into(), year("2018/19"));
        draft.set_cohort(CohortGroup::Year6, year("2018/19"), " 30 ");
        draft.set_figure(result.clone(), "62,3 %");
        draft.set_figure(FigureKey { group: Group::Disadvantaged, ..result.clone() }, "2 of 3");
        draft.set_figure(FigureKey { assessment: Assessment::Teacher, ..result.clone() }, "7o");
        let field = Field::Figure(FigureKey::result("ks2.maths.progress".into(), year("2016/17")));
        let origin = Origin { file: "ks2, final.csv".into(), release: Release::Revised };
        draft.fill(&Entry { field, text: "-2.50".into(), origin });
        let rows = "202223";
        assert!(!write_csv(&draft, &SHIPPED.catalogue).contains(rows));
        // 2 of 3 is 66.67%, to one decimal 66.7.
        assert_eq!(
            write_csv(&draft, &SHIPPED.catalogue),
            "\u{feff}time_period,time_identifier,geographic_level,school_urn,school_laestab,school_name,measure,pupil_group,\
             assessment,value,numerator,denominator,version,source_file\r\n\
             201819,Academic year,School,,,\"'=Hill, Top\",cohort.year_6,all,result,30,,,,\r\n\
             201617,Academic year,School,,,\"'=Hill, Top\",ks2.maths.progress,all,result,-2.50,,,Revised,\"ks2, final.csv\"\r\n\
             201819,Academic year,School,,,\"'=Hill, Top\",ks2.rwm.exs,all,result,62.3,,,,\r\n\
             201819,Academic year,School,,,\"'=Hill, Top\",ks2.rwm.exs,disadvantaged,result,66.7,2,3,,\r\n"
        );
        let read = again(&draft);
        let text = |key: &FigureKey| read.figures.get(key).map(String::as_str);
        assert_eq!(text(&result), Some("62.3"));
        assert_eq!(text(&FigureKey { group: Group::Disadvantaged, ..result }), Some("2 of 3"));
        assert_eq!(read.figures.len(), 3);
    }

    /// Figures as people type them, of measures and years that there are: a percentage or a share, points, a count.
    fn draft() -> impl Strategy<Value = Draft> {
        let one = (
            any::<Index>(),
            2010..2025_u16,
            select(Group::ALL.to_vec()),
            any::<bool>(),
            0..=10_000_i32,
            0..4_u8,
            any::<bool>(),
        );
        let cohorts = prop::collection::vec((2010..2025_u16, 1..=5_000_u32), 0..4);
        (prop::collection::vec(one, 0..40), cohorts, "\\PC{0,12}").prop_map(|(figures, cohorts, name)| {
            let mut draft = Draft { name, ..Draft::default() };
            for (start, pupils) in cohorts {
                draft.set_cohort(
                    CohortGroup::Year6,
                    AcademicYear::starting(start).unwrap(),
                    &pupils.to_string(),
                );
            }
            let measures: Vec<_> = SHIPPED.catalogue.iter().collect();
            for (index, start, group, is_teacher, number, way, is_filled) in figures {
                let measure = measures[index.index(measures.len())];
                let year = AcademicYear::starting(start).unwrap();
                if !measure.exists_in(year) {
                    continue;
                }
                let assessment = if is_teacher { Assessment::Teacher } else { Assessment::Result };
                let key = FigureKey { measure: measure.id.clone(), year, group, assessment };
                let text = match way {
                    0 => format!("{}", number / 100),
                    1 => format!("{},{} %", number / 100, number / 10 % 10),
                    2 => format!("{} of {}", number / 100, 100 + number % 50),
                    _ => format!("-{}.{:02}", number / 1_000, number % 100),
                };
                if is_filled {
                    let release = Release::ALL[index.index(3)];
                    let origin = Origin { file: format!("{start}.csv"), release };
                    draft.fill(&Entry { field: Field::Figure(key), text, origin });
                } else {
                    draft.set_figure(key, &text);
                }
            }
            draft
        })
    }

    proptest! {
        #![proptest_config(proptest_config(100))]

        /// Every figure and size that is valid comes back as the same; what is not valid is not written.
        #[test]
        fn what_is_written_is_read_again(draft in draft()) {
            let plan = |draft: &Draft| validate(draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today()).0;
            let (before, after) = (plan(&draft), plan(&again(&draft)));
            prop_assert_eq!(&before.figures, &after.figures);
            prop_assert_eq!(&before.cohorts, &after.cohorts);
            // Where a figure came from comes with it; one that was typed has come from this file.
            let read = again(&draft);
            for (field, origin) in &draft.origins {
                let kept = read.origins.get(field);
                prop_assert!(kept.is_none() || kept == Some(origin));
            }
            for (field, origin) in &read.origins {
                prop_assert!(draft.origins.get(field).is_none_or(|of| of == origin));
            }
        }

        /// Whatever happens to a file, it is read or refused, and no text of it is a figure that its measure cannot have.
        #[test]
        fn damage_is_never_more_than_a_fault(
            file in select(vec!["ks2/2018-2019_850_ks2final.csv", "ks4/2016-2017_320_ks4final.csv", "excerpts/ks4_2024-2025_excerpt_first_columns.csv"]),
            cut in any::<Index>(),
            changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..30),
        ) {
            let mut bytes = super::bytes(file);
            bytes.truncate(40_000);
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            bytes.truncate(cut.index(bytes.len()));
            if let Ok(tables) = Reading::whole("2018-2019_final.csv", bytes) {
                for place in 0..tables.rows().count() {
                    let import = tables.import(place, Some(year("2018/19")), Release::Final, &SHIPPED.catalogue);
                    let mut draft = Draft::default();
                    import.entries.iter().for_each(|entry| draft.fill(entry));
                    let (plan, _) = validate(&draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
                    prop_assert_eq!(plan.figures.measures().count() > 0, !draft.figures.is_empty());
                }
            }
        }
    }
}

//! `cargo xtask growth`: how far schools really moved, from the results of every school in England.
//!
//! Reads `data/growth/`, one row a school and year, and the national figures of `data/benchmarks.csv`, and writes
//! `data/growth.csv`: percentiles of the change relative to national by measure, period, size of year group and gap to
//! national at the start. `data/README.md` says what is left out and why. Everything is in whole hundredths.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::repo::Repo;

/// What is made of the files.
struct Wanted {
    measure: &'static str,
    file: &'static str,
    column: &'static str,
    /// The gaps at which one band ends and the next begins, in hundredths; a band holds its lower edge.
    edges: [i32; 4],
    /// From the results of one year to those of another: for each length, the latest that the files have.
    periods: &'static [(&'static str, &'static str)],
    /// What a row has to be to count for this measure.
    counts: fn(&SchoolYear, i32) -> Result<(), LeftOut>,
}

/// Why a row does not count for a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LeftOut {
    /// Every result of the row is 0.
    AllZero,
    /// The measure is 0, and may be a blank.
    DoubtfulZero,
    /// No Progress 8: nearly always an independent school, which the national figure is not taken over.
    NotInNational,
}

const KS2: &str = "data/growth/ks2_2016_2018.csv";
const KS4: &str = "data/growth/ks4_2016_2018.csv";
const SUBJECTS: [&str; 3] = ["reading_exs", "gps_exs", "maths_exs"];
const TEN_POINTS: [i32; 4] = [-2_000, -1_000, 0, 1_000];
/// Attainment 8 spreads over half as many points as a percentage: 8 between state-funded schools of 2016/17, where the
/// combined standard has 16 (standard deviations). In bands of ten points, eight schools in ten would fall into two.
const FIVE_POINTS: [i32; 4] = [-1_000, -500, 0, 500];
const ONE_AND_TWO_YEARS: &[(&str, &str)] = &[("2016/17", "2017/18"), ("2015/16", "2017/18")];

const WANTED: [Wanted; 6] = [
    Wanted::ks2("ks2.rwm.exs", "rwm_exs", not_all_zero),
    Wanted::ks2("ks2.reading.exs", "reading_exs", subject),
    Wanted::ks2("ks2.gps.exs", "gps_exs", subject),
    Wanted::ks2("ks2.maths.exs", "maths_exs", subject),
    Wanted {
        measure: "ks4.a8",
        file: KS4,
        column: "attainment8",
        edges: FIVE_POINTS,
        periods: ONE_AND_TWO_YEARS,
        counts: state_funded,
    },
    Wanted {
        measure: "ks4.em95",
        file: KS4,
        column: "en_ma_9_5",
        edges: TEN_POINTS,
        // What the file has for 2015/16 is not grades 9 to 5.
        periods: &[("2016/17", "2017/18")],
        counts: state_funded_above_zero,
    },
];

impl Wanted {
    const fn ks2(
        measure: &'static str,
        column: &'static str,
        counts: fn(&SchoolYear, i32) -> Result<(), LeftOut>,
    ) -> Self {
        Self { measure, file: KS2, column, edges: TEN_POINTS, periods: ONE_AND_TWO_YEARS, counts }
    }
}

/// The fewest and the most pupils of each band. The department publishes no results of 5 pupils or fewer.
const COHORTS: [(u32, Option<u32>); 5] =
    [(6, Some(10)), (11, Some(20)), (21, Some(30)), (31, Some(60)), (61, None)];
const PERCENTILES: [usize; 5] = [10, 25, 50, 75, 90];
/// A cell of fewer schools is left out. Not merged with its neighbour: the answer for one start would come from schools
/// that started elsewhere.
const FEWEST_SCHOOLS: usize = 50;
/// A subject's 0 beside another subject of at least this is doubtful. An assumption: hardly a row lies between special
/// schools, whose subjects are nearly all below 30, and rows where the subject is plainly missing.
const PLAINLY_TESTED: i32 = 5_000;

/// One school's results of one year.
struct SchoolYear {
    pupils: Option<u32>,
    /// By the columns of the file, in hundredths; `None` is a blank.
    results: BTreeMap<String, Option<i32>>,
}

impl SchoolYear {
    fn get(&self, column: &str) -> Option<i32> {
        self.results.get(column).copied().flatten()
    }

    fn is_all_zero(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.get(column) == Some(0))
    }
}

fn not_all_zero(row: &SchoolYear, _: i32) -> Result<(), LeftOut> {
    if row.is_all_zero(&["rwm_exs"]) && row.is_all_zero(&SUBJECTS) { Err(LeftOut::AllZero) } else { Ok(()) }
}

fn subject(row: &SchoolYear, result: i32) -> Result<(), LeftOut> {
    not_all_zero(row, result)?;
    let is_tested = SUBJECTS.iter().any(|column| row.get(column) >= Some(PLAINLY_TESTED));
    if result == 0 && is_tested { Err(LeftOut::DoubtfulZero) } else { Ok(()) }
}

fn state_funded(row: &SchoolYear, _: i32) -> Result<(), LeftOut> {
    if row.get("progress8").is_none() {
        return Err(LeftOut::NotInNational);
    }
    if row.is_all_zero(&["attainment8", "en_ma_9_5"]) { Err(LeftOut::AllZero) } else { Ok(()) }
}

fn state_funded_above_zero(row: &SchoolYear, result: i32) -> Result<(), LeftOut> {
    state_funded(row, result)?;
    if result == 0 { Err(LeftOut::DoubtfulZero) } else { Ok(()) }
}

/// The rows of a file, by school and year.
type Rows = BTreeMap<(String, String), SchoolYear>;
/// The changes relative to national of the schools in each cell: by band of cohort and band of gap.
type Cells = BTreeMap<(usize, usize), Vec<i32>>;

/// What one measure and period come to.
struct Period {
    cells: Cells,
    /// Schools with a result in both years, before any is left out.
    with_both: usize,
    /// Schools left out, by the first reason.
    left_out: BTreeMap<LeftOut, usize>,
}

/// Writes `data/growth.csv`, and prints what was counted and what was left out.
pub(crate) fn command(repo: &Repo) -> Result<()> {
    let (text, report) = table(repo)?;
    std::fs::write(repo.path("data/growth.csv"), text)?;
    print!("{report}");
    println!("data/growth.csv is written.");
    Ok(())
}

/// The text of `data/growth.csv`, and a line for each measure and period.
fn table(repo: &Repo) -> Result<(String, String)> {
    let mut text =
        "measure,from,to,pupils_from,pupils_to,gap_from,gap_below,schools,p10,p25,p50,p75,p90\n".to_owned();
    let mut report = String::new();
    let nationals = nationals(&repo.read("data/benchmarks.csv")?)?;
    for file in [KS2, KS4] {
        let rows = rows(&repo.read(file)?).with_context(|| format!("in {file}"))?;
        for wanted in WANTED.iter().filter(|wanted| wanted.file == file) {
            for (from, to) in wanted.periods {
                let period = period(&rows, wanted, (from, to), &nationals)?;
                report.push_str(&format!("{} {from} to {to}: {}\n", wanted.measure, period.report()));
                for ((cohort, gap), mut changes) in period.cells {
                    if changes.len() < FEWEST_SCHOOLS {
                        continue;
                    }
                    changes.sort_unstable();
                    let (fewest, most) = COHORTS[cohort];
                    let edge = |place: Option<usize>| {
                        place
                            .and_then(|place| wanted.edges.get(place))
                            .map_or_else(String::new, |edge| decimal(*edge))
                    };
                    let mut cells = vec![
                        wanted.measure.to_owned(),
                        (*from).to_owned(),
                        (*to).to_owned(),
                        fewest.to_string(),
                        most.map_or_else(String::new, |most| most.to_string()),
                        edge(gap.checked_sub(1)),
                        edge(Some(gap)),
                        changes.len().to_string(),
                    ];
                    cells.extend(PERCENTILES.map(|percent| decimal(nearest_rank(&changes, percent))));
                    text.push_str(&cells.join(","));
                    text.push('\n');
                }
            }
        }
    }
    Ok((text, report))
}

impl Period {
    fn report(&self) -> String {
        let held = self.cells.values().filter(|changes| changes.len() >= FEWEST_SCHOOLS);
        let small = self.cells.values().filter(|changes| changes.len() < FEWEST_SCHOOLS);
        let schools = |cells: &mut dyn Iterator<Item = &Vec<i32>>| cells.map(Vec::len).sum::<usize>();
        format!(
            "{} schools with both results; left out {:?}; {} schools in {} cells, and {} in {} cells too small to say",
            self.with_both,
            self.left_out,
            schools(&mut held.clone()),
            held.count(),
            schools(&mut small.clone()),
            small.count(),
        )
    }
}

fn period(
    rows: &Rows,
    wanted: &Wanted,
    (from, to): (&str, &str),
    nationals: &BTreeMap<(String, String), i32>,
) -> Result<Period> {
    let national = |year: &str| {
        let found = nationals.get(&(wanted.measure.to_owned(), year.to_owned()));
        found.copied().with_context(|| format!("no national figure of {} for {year}", wanted.measure))
    };
    let (national_from, national_to) = (national(from)?, national(to)?);
    let mut period = Period { cells: Cells::new(), with_both: 0, left_out: BTreeMap::new() };
    for ((school, _), start) in rows.iter().filter(|((_, year), _)| year == from) {
        let Some(end) = rows.get(&(school.clone(), to.to_owned())) else { continue };
        let (Some(first), Some(last)) = (start.get(wanted.column), end.get(wanted.column)) else { continue };
        period.with_both += 1;
        if let Err(why) = (wanted.counts)(start, first).and_then(|()| (wanted.counts)(end, last)) {
            *period.left_out.entry(why).or_default() += 1;
            continue;
        }
        let cohort = start.pupils.and_then(cohort_band).with_context(|| {
            format!("school {school} has a result of {from} and not the pupils to publish one")
        })?;
        let cell = (cohort, gap_band(first - national_from, wanted.edges));
        period.cells.entry(cell).or_default().push((last - first) - (national_to - national_from));
    }
    Ok(period)
}

fn cohort_band(pupils: u32) -> Option<usize> {
    COHORTS.iter().position(|(fewest, most)| *fewest <= pupils && most.is_none_or(|most| pupils <= most))
}

/// The band of a gap; an edge belongs to the band above it.
fn gap_band(gap: i32, edges: [i32; 4]) -> usize {
    edges.iter().filter(|edge| **edge <= gap).count()
}

/// The percentile by nearest rank: the smallest value that at least `percent` in a hundred do not exceed. `sorted` may
/// not be empty.
fn nearest_rank(sorted: &[i32], percent: usize) -> i32 {
    sorted[(percent * sorted.len()).div_ceil(100).max(1) - 1]
}

fn rows(text: &str) -> Result<Rows> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record?;
        let mut results = BTreeMap::new();
        for (header, cell) in headers.iter().zip(&record).skip(3) {
            let result = if cell.is_empty() { None } else { Some(hundredths(cell)?) };
            results.insert(header.to_owned(), result);
        }
        let pupils = if record[2].is_empty() { None } else { Some(record[2].parse()?) };
        let key = (record[0].to_owned(), record[1].to_owned());
        if rows.insert(key.clone(), SchoolYear { pupils, results }).is_some() {
            bail!("school {} has two rows for {}", key.0, key.1);
        }
    }
    Ok(rows)
}

/// The figures that the planner compares with: the preferred ones of all pupils, by measure and year.
fn nationals(text: &str) -> Result<BTreeMap<(String, String), i32>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut nationals = BTreeMap::new();
    for record in reader.deserialize::<BTreeMap<String, String>>() {
        let record = record?;
        let cell = |name: &str| record.get(name).map(String::as_str).unwrap_or_default();
        if (cell("preferred"), cell("group"), cell("phase")) == ("yes", "all", "") {
            let key = (cell("measure").to_owned(), cell("year").to_owned());
            nationals.insert(key, hundredths(cell("value"))?);
        }
    }
    Ok(nationals)
}

/// A decimal with at most two places, in hundredths.
fn hundredths(text: &str) -> Result<i32> {
    let digits = text.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.len() > 2 {
        bail!("{text} has more than two decimal places");
    }
    let size: i32 =
        format!("{whole}{part:0<2}").parse().with_context(|| format!("{text} is not a number"))?;
    Ok(if text.starts_with('-') { -size } else { size })
}

/// The same as text, with no more places than it needs.
fn decimal(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repo() -> Repo {
        Repo::find().unwrap()
    }

    fn of(measure: &str) -> &'static Wanted {
        WANTED.iter().find(|wanted| wanted.measure == measure).unwrap()
    }

    #[test]
    fn the_table_is_that_of_the_files() {
        assert_eq!(table(&repo()).unwrap().0, repo().read("data/growth.csv").unwrap());
    }

    /// The specification's own numbers.
    #[test]
    fn the_check_cell_and_the_totals_hold() {
        let rows = rows(&repo().read(KS2).unwrap()).unwrap();
        let nationals = nationals(&repo().read("data/benchmarks.csv").unwrap()).unwrap();
        let period = period(&rows, of("ks2.rwm.exs"), ("2015/16", "2017/18"), &nationals).unwrap();
        assert_eq!(period.with_both, 13_495);
        // 380 schools have a row of nothing but zeros at the start, the end or both.
        assert_eq!(period.left_out, BTreeMap::from([(LeftOut::AllZero, 380)]));
        assert_eq!(period.cells.values().map(Vec::len).sum::<usize>(), 13_495 - 380);
        let mut cell = period.cells[&(2, 1)].clone();
        cell.sort_unstable();
        assert_eq!(cell.len(), 513);
        assert_eq!(PERCENTILES.map(|percent| nearest_rank(&cell, percent) / 100), [-10, 0, 10, 20, 27]);
    }

    /// What `data/README.md` says of zeros, blanks and small year groups.
    #[test]
    fn the_zeros_are_as_many_as_the_notes_say() {
        let (ks2, ks4) =
            (rows(&repo().read(KS2).unwrap()).unwrap(), rows(&repo().read(KS4).unwrap()).unwrap());
        assert_eq!((ks2.len(), ks4.len()), (48_839, 16_253));
        let count = |rows: &Rows, year: &str, is_counted: &dyn Fn(&SchoolYear) -> bool| {
            rows.iter().filter(|((_, of), row)| of == year && is_counted(row)).count()
        };
        for (year, all_zero, subject_zero, ks4_zero, state_funded_zero) in
            [("2015/16", 425, 1, 744, 354), ("2016/17", 417, 21, 891, 361), ("2017/18", 448, 45, 909, 354)]
        {
            assert_eq!(count(&ks2, year, &|row| not_all_zero(row, 0).is_err()), all_zero);
            let doubtful = |row: &SchoolYear, column| {
                row.get(column).is_some_and(|result| subject(row, result) == Err(LeftOut::DoubtfulZero))
            };
            let in_subjects = SUBJECTS.map(|column| count(&ks2, year, &|row| doubtful(row, column)));
            assert_eq!(in_subjects.iter().sum::<usize>(), subject_zero);
            let is_zero = |row: &SchoolYear| row.get("en_ma_9_5") == Some(0);
            assert_eq!(count(&ks4, year, &is_zero), ks4_zero);
            let is_state_funded = |row: &SchoolYear| row.get("progress8").is_some();
            assert_eq!(count(&ks4, year, &|row| is_zero(row) && is_state_funded(row)), state_funded_zero);
        }
        let has_result = |row: &SchoolYear| row.get("rwm_exs").is_some() || row.get("attainment8").is_some();
        for row in ks2.values().chain(ks4.values()).filter(|row| has_result(row)) {
            assert!(
                row.pupils.is_some_and(|pupils| pupils > 5),
                "nothing is published of five pupils or fewer"
            );
        }
    }

    #[test]
    fn a_percentile_is_a_value_by_nearest_rank() {
        // By hand, of 15, 20, 35, 40, 50: rank 0.3 × 5 = 1.5, so the 2nd, 20; 0.4 × 5 = 2, the 2nd; 0.5 × 5 = 2.5, the 3rd.
        let values = [15, 20, 35, 40, 50];
        assert_eq!([5, 30, 40, 50, 100].map(|percent| nearest_rank(&values, percent)), [15, 20, 20, 35, 50]);
        // 10% of 10 is the 1st, 25% (2.5) the 3rd, 90% the 9th.
        let values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        assert_eq!(PERCENTILES.map(|percent| nearest_rank(&values, percent)), [1, 3, 5, 8, 9]);
        assert_eq!(PERCENTILES.map(|percent| nearest_rank(&[7], percent)), [7; 5]);
    }

    #[test]
    fn a_band_holds_its_lower_edge() {
        let bands = [-2_001, -2_000, -1_001, -1_000, -1, 0, 999, 1_000, 9_000];
        assert_eq!(bands.map(|gap| gap_band(gap, TEN_POINTS)), [0, 1, 1, 2, 2, 3, 3, 4, 4]);
        let pupils = [5, 6, 10, 11, 20, 21, 30, 31, 60, 61, 900];
        let expected =
            [None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), Some(4), Some(4)];
        assert_eq!(pupils.map(cohort_band), expected);
    }

    #[test]
    fn numbers_are_read_and_written_alike() {
        for (text, value) in
            [("42.7", 4_270), ("-0.6", -60), ("0", 0), ("-11", -1_100), ("0.05", 5), ("100", 10_000)]
        {
            assert_eq!((hundredths(text).unwrap(), decimal(value)), (value, text.to_owned()));
        }
        assert_eq!(hundredths("43.30").unwrap(), 4_330);
        assert!(hundredths("1.234").is_err() && hundredths("SUPP").is_err());
    }

    /// A small country: what counts, what does not, and where it falls. National goes from 53 to 64, up by 11.
    #[test]
    fn a_small_country_by_hand() {
        let text = "urn,year,pupils,rwm_exs,rwm_high,reading_exs,gps_exs,maths_exs\n\
                    1,2015/16,21,43,0,50,50,50\n1,2017/18,40,64,0,70,70,70\n\
                    2,2015/16,30,33,0,50,50,50\n2,2017/18,30,33,0,50,50,50\n\
                    3,2015/16,30,42,0,50,50,50\n3,2017/18,30,0,0,0,80,0\n\
                    4,2015/16,8,0,0,0,0,0\n4,2017/18,8,0,0,0,0,0\n\
                    5,2015/16,30,53,0,60,60,60\n5,2017/18,30,0,0,0,0,0\n\
                    6,2015/16,30,53,0,60,60,60\n6,2017/18,4,,,,,\n\
                    7,2015/16,30,53,0,60,60,60\n";
        let rows = rows(text).unwrap();
        let national = |measure: &str, year: &str, value| ((measure.to_owned(), year.to_owned()), value);
        let nationals = BTreeMap::from([
            national("ks2.rwm.exs", "2015/16", 5_300),
            national("ks2.rwm.exs", "2017/18", 6_400),
            national("ks2.reading.exs", "2015/16", 6_600),
            national("ks2.reading.exs", "2017/18", 7_500),
        ]);
        let combined = period(&rows, of("ks2.rwm.exs"), ("2015/16", "2017/18"), &nationals).unwrap();
        // 6 has no result at the end and 7 no row; 4 and 5 have rows of nothing but zeros.
        assert_eq!((combined.with_both, combined.left_out), (5, BTreeMap::from([(LeftOut::AllZero, 2)])));
        // 1: 43 is a gap of −10, the lower edge of its band; +21 less national’s 11 is 10. The size is that of the start.
        // 2: 33 is a gap of −20; no change less 11. 3: −42 less 11; the combined 0 stays.
        assert_eq!(combined.cells, Cells::from([((2, 2), vec![1_000]), ((2, 1), vec![-1_100, -5_300])]));
        // In reading the same 0 stands beside 80 in another subject, so school 3 does not count.
        let reading = period(&rows, of("ks2.reading.exs"), ("2015/16", "2017/18"), &nationals).unwrap();
        let reasons = BTreeMap::from([(LeftOut::AllZero, 2), (LeftOut::DoubtfulZero, 1)]);
        assert_eq!(reading.left_out, reasons);
        // 50 is 16 below 66; +20 less 9, and 0 less 9.
        assert_eq!(reading.cells, Cells::from([((2, 1), vec![1_100, -900])]));
    }

    #[test]
    fn secondary_schools_count_where_the_national_figure_is_taken_over_them() {
        let row = |a8: i32, progress8: Option<i32>, em95: i32| SchoolYear {
            pupils: Some(100),
            results: [("attainment8", Some(a8)), ("progress8", progress8), ("en_ma_9_5", Some(em95))]
                .map(|(column, result)| (column.to_owned(), result))
                .into(),
        };
        let a8 = |row: SchoolYear| state_funded(&row, row.get("attainment8").unwrap());
        let em95 = |row: SchoolYear| state_funded_above_zero(&row, row.get("en_ma_9_5").unwrap());
        assert_eq!(a8(row(4_210, None, 6_000)), Err(LeftOut::NotInNational));
        assert_eq!(a8(row(0, Some(-191), 0)), Err(LeftOut::AllZero));
        assert_eq!(a8(row(5_510, Some(-20), 0)), Ok(()));
        assert_eq!(em95(row(5_510, Some(-20), 0)), Err(LeftOut::DoubtfulZero));
        assert_eq!(em95(row(5_510, Some(-20), 100)), Ok(()));
    }

    #[test]
    fn a_school_with_two_rows_for_a_year_is_refused() {
        assert!(rows("urn,year,pupils,rwm_exs\n1,2015/16,20,50\n1,2015/16,20,50\n").is_err());
    }
}

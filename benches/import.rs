//! How fast files of figures are read, and plans written: `cargo bench --no-default-features --bench import`. A file of
//! the size of the largest that is published, 12 MB, made of the real rows of one authority; and a plan with a figure in
//! every measure, year and group of five years.

use attainment_planner::domain::figure::{Assessment, FigureKey};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::{AcademicYear, Draft};
use attainment_planner::format::dfe::Reading;
use attainment_planner::format::{self, read_plan, write_csv, write_plan};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const SIZE: usize = 12_000_000;

fn file() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/dfe/ks2/2018-2019_850_ks2final.csv");
    let bytes = std::fs::read(path).expect("the file is there");
    let first = bytes.iter().position(|byte| *byte == b'\n').expect("it has a first line") + 1;
    let (first, rows) = bytes.split_at(first);
    let mut file = first.to_vec();
    while file.len() < SIZE {
        file.extend(rows);
    }
    file
}

/// The reader of the page: rows, what each is about, and where it stands.
#[divan::bench]
fn performance_tables(bencher: Bencher<'_, '_>) {
    let file = file();
    bencher.counter(BytesCount::from(file.len())).with_inputs(|| file.clone()).bench_local_values(|bytes| {
        Reading::whole("2018-2019_ks2final.csv", black_box(bytes)).expect("it is read")
    });
}

/// The same in the page's slices.
#[divan::bench]
fn in_slices(bencher: Bencher<'_, '_>) {
    let file = file();
    bencher.counter(BytesCount::from(file.len())).with_inputs(|| file.clone()).bench_local_values(|bytes| {
        let mut reading = Reading::open("2018-2019_ks2final.csv", black_box(bytes)).expect("it is read");
        while reading.step(128 * 1024).expect("it is read").is_some() {}
        reading.finish().expect("it is read")
    });
}

/// The crate `csv` alone, which keeps nothing of a row.
#[divan::bench]
fn the_crate_csv(bencher: Bencher<'_, '_>) {
    let file = file();
    bencher.counter(BytesCount::from(file.len())).with_inputs(|| file.clone()).bench_local_values(|bytes| {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(black_box(&bytes[..]));
        let mut row = csv::ByteRecord::new();
        let mut rows = 0;
        while reader.read_byte_record(&mut row).expect("it is read") {
            rows += row.len();
        }
        rows
    });
}

/// One school's figures out of the file that is read.
#[divan::bench]
fn a_school(bencher: Bencher<'_, '_>) {
    let tables = Reading::whole("2018-2019_ks2final.csv", file()).expect("it is read");
    let catalogue = format::catalogue();
    bencher.bench_local(|| tables.import(black_box(20), tables.year, tables.release, &catalogue));
}

/// A plan in which everything is typed that the catalogue has.
fn full_plan() -> Draft {
    let mut draft = format::worked_example();
    for measure in format::catalogue().iter() {
        for year in (2014..2019).filter_map(AcademicYear::starting) {
            for group in [Group::All, Group::Disadvantaged, Group::Other] {
                let key =
                    FigureKey { measure: measure.id.clone(), year, group, assessment: Assessment::Result };
                draft.set_figure(key, "62.3");
            }
        }
    }
    draft
}

/// What is done 150 ms after every change.
#[divan::bench]
fn a_full_plan_is_written(bencher: Bencher<'_, '_>) {
    let draft = full_plan();
    bencher.counter(BytesCount::from(write_plan(&draft).len())).bench_local(|| write_plan(black_box(&draft)));
}

#[divan::bench]
fn a_full_plan_is_read(bencher: Bencher<'_, '_>) {
    let text = write_plan(&full_plan());
    bencher
        .counter(BytesCount::from(text.len()))
        .bench_local(|| read_plan(black_box(&text)).expect("it opens"));
}

#[divan::bench]
fn a_full_plan_as_csv(bencher: Bencher<'_, '_>) {
    let (draft, catalogue) = (full_plan(), format::catalogue());
    bencher.bench_local(|| write_csv(black_box(&draft), &catalogue));
}

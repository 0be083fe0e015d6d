//! How often schools moved that far: which cell answers, where a change falls in it, and what is said and drawn.

use attainment_planner::domain::AcademicYear;
use attainment_planner::domain::cohort::Cohort;
use attainment_planner::domain::growth::{Ask, Cell, Growth, Percentile, Standing, Unsaid, Unusual, unusual};
use attainment_planner::domain::measure::{Catalogue, Measure};
use attainment_planner::domain::quantity::{Difference, Level};
use attainment_planner::format;
use attainment_planner::present::chart::growth_chart;
use attainment_planner::present::unusual::{unsaid, view};

use super::charts::{check, check_snapshot};

fn points(hundredths: i32) -> Difference {
    Difference::hundredths(hundredths)
}

fn year(start: u16) -> AcademicYear {
    AcademicYear::starting(start).unwrap()
}

fn shipped() -> (Catalogue, Growth) {
    let catalogue = format::catalogue();
    let growth = format::reference(&catalogue).growth;
    (catalogue, growth)
}

fn measure<'a>(catalogue: &'a Catalogue, id: &str) -> &'a Measure {
    catalogue.get(&id.into()).unwrap()
}

/// A question about the combined standard, in hundredths.
fn ask(pupils: u32, gap: i32, needed: i32, years: u16) -> Ask {
    let (gap, needed) = (points(gap), points(needed));
    Ask { measure: "ks2.rwm.exs".into(), cohort: Cohort::new(pupils).unwrap(), gap, needed, years }
}

fn asked(growth: &Growth, measure: &str, pupils: u32, gap: i32, needed: i32, years: u16) -> Unusual {
    unusual(growth, &Ask { measure: measure.into(), ..ask(pupils, gap, needed, years) }).unwrap()
}

/// A cell of the combined standard: of year groups of 21 to 30, 10 to 20 points below, unless changed.
fn cell(percentiles: [i32; 5]) -> Cell {
    Cell {
        measure: "ks2.rwm.exs".into(),
        from: year(2015),
        to: year(2017),
        fewest: 21,
        most: Some(30),
        gap_from: Some(points(-2000)),
        gap_below: Some(points(-1000)),
        schools: 513,
        percentiles: percentiles.map(points),
    }
}

#[test]
fn the_table_that_ships_has_the_check_cell() {
    let (_, growth) = shipped();
    let found = asked(&growth, "ks2.rwm.exs", 25, -1500, 1700, 2);
    assert_eq!(found.cell, cell([-1000, 0, 1000, 2000, 2700]));
    assert_eq!(found.standing, Standing::OneInFour);
}

#[test]
fn cells_of_the_table_are_sound() {
    let (catalogue, growth) = shipped();
    for (place, cell) in growth.cells().iter().enumerate() {
        assert!(cell.schools >= 50 && cell.percentiles.is_sorted(), "{cell:?}");
        assert!((1..=2).contains(&cell.years()) && cell.most.is_none_or(|most| cell.fewest < most));
        let measure = catalogue.get(&cell.measure).unwrap();
        assert!(measure.exists_in(cell.from) && measure.exists_in(cell.to), "{cell:?}");
        // The words for a start need a band that is open at one end or lies on one side of national.
        let (from, below) = (cell.gap_from, cell.gap_below);
        let is_far = below <= Some(points(0)) && below.is_some() || from > Some(points(0)) && below.is_none();
        assert!(is_far || from == Some(points(0)), "{cell:?}");
        // No two cells answer one question: of each pair of one measure and length, sizes or gaps lie apart.
        for other in &growth.cells()[..place] {
            let is_same = |cell: &Cell| (cell.measure.clone(), cell.years());
            let sizes_apart = cell.most.is_some_and(|most| most < other.fewest)
                || other.most.is_some_and(|most| most < cell.fewest);
            let apart =
                |a: Option<Difference>, b: Option<Difference>| matches!((a, b), (Some(a), Some(b)) if a <= b);
            let gaps_apart = apart(cell.gap_below, other.gap_from) || apart(other.gap_below, cell.gap_from);
            assert!(is_same(cell) != is_same(other) || sizes_apart || gaps_apart, "{cell:?} and {other:?}");
        }
    }
    let longest = |id: &str| {
        growth.cells().iter().filter(|cell| cell.measure.as_str() == id).map(Cell::years).max().unwrap()
    };
    assert_eq!([longest("ks4.a8"), longest("ks4.em95")], [2, 1]);
}

#[test]
fn a_band_of_gaps_holds_its_lower_edge_and_a_size_both_ends() {
    let (_, growth) = shipped();
    let gap = |gap| {
        let cell = asked(&growth, "ks2.rwm.exs", 25, gap, 0, 2).cell;
        (cell.gap_from, cell.gap_below)
    };
    let between = |from: i32, below: i32| (Some(points(from)), Some(points(below)));
    assert_eq!(gap(-2001), (None, Some(points(-2000))));
    assert_eq!([gap(-2000), gap(-1001)], [between(-2000, -1000); 2]);
    assert_eq!([gap(-1000), gap(-1)], [between(-1000, 0); 2]);
    assert_eq!([gap(0), gap(999)], [between(0, 1000); 2]);
    assert_eq!(gap(1000), (Some(points(1000)), None));
    let size = |pupils| asked(&growth, "ks2.rwm.exs", pupils, 500, 0, 1).cell.fewest;
    assert_eq!([6, 10, 11, 20, 21, 30, 31, 60, 61, 5000].map(size), [6, 6, 11, 11, 21, 21, 31, 31, 61, 61]);
    // A gap is exact: 10 of 30 pupils is a third of a point above 33%, and so above a gap of −20 to 53.
    let third = Level::share(10, 30) - Level::hundredths(5_300);
    let start = |gap| unusual(&growth, &Ask { gap, ..ask(30, 0, 0, 2) }).unwrap().cell.gap_from;
    assert_eq!(start(third), Some(points(-2000)));
    assert_eq!(start(third - points(34)), None);
}

#[test]
fn a_change_at_a_percentile_is_one_that_so_many_reached() {
    let growth = Growth::new(vec![cell([-1000, 0, 1000, 2000, 2700])]);
    let standing = |needed| unusual(&growth, &ask(21, -1100, needed, 2)).unwrap().standing;
    for (percentile, at, beyond) in [
        (-1000, Standing::NineInTen, Standing::ThreeInFour),
        (0, Standing::ThreeInFour, Standing::Half),
        (1000, Standing::Half, Standing::OneInFour),
        (2000, Standing::OneInFour, Standing::OneInTen),
        (2700, Standing::OneInTen, Standing::Fewer),
    ] {
        assert_eq!((standing(percentile), standing(percentile + 1)), (at, beyond), "{percentile}");
    }
    assert_eq!((standing(-5000), standing(9000)), (Standing::NineInTen, Standing::Fewer));
    // Where percentiles are equal, as many schools reached the one as the other.
    let growth = Growth::new(vec![cell([-500, -500, -500, 0, 100])]);
    let standing = |needed| unusual(&growth, &ask(21, -1100, needed, 2)).unwrap().standing;
    assert_eq!((standing(-500), standing(-499)), (Standing::NineInTen, Standing::OneInFour));
}

/// Ten schools by hand: the share that is said holds of them for every change.
#[test]
fn the_share_holds_of_the_schools_behind_the_percentiles() {
    let changes = [-12, -10, -3, 0, 0, 4, 9, 9, 15, 21];
    // By nearest rank of ten: the 1st, 3rd, 5th, 8th and 9th.
    let growth = Growth::new(vec![cell([-1200, -300, 0, 900, 1500])]);
    for needed in -15..=25 {
        let reached = changes.iter().filter(|change| **change >= needed).count() * 10;
        let share = match unusual(&growth, &ask(21, -1100, needed * 100, 2)).unwrap().standing {
            Standing::NineInTen => 90..=100,
            Standing::ThreeInFour => 75..=90,
            Standing::Half => 50..=75,
            Standing::OneInFour => 25..=50,
            Standing::OneInTen => 10..=25,
            Standing::Fewer => 0..=10,
        };
        assert!(share.contains(&reached), "{reached}% reached {needed}");
    }
}

#[test]
fn a_percentile_can_be_had_for_a_suggestion() {
    let (_, growth) = shipped();
    let at = |measure: &str, pupils, gap, years, which| {
        growth.percentile(&measure.into(), Cohort::new(pupils).unwrap(), points(gap), years, which)
    };
    let of = |which| at("ks2.rwm.exs", 30, -2000, 2, which);
    assert_eq!(
        [Percentile::P10, Percentile::P25, Percentile::P50, Percentile::P75, Percentile::P90].map(of),
        [-1000, 0, 1000, 2000, 2700].map(|change| Some(points(change)))
    );
    assert_eq!(at("ks2.rwm.l4", 30, -2000, 2, Percentile::P50), None);
    assert_eq!(at("ks4.em95", 150, 0, 2, Percentile::P50), None);
}

#[test]
fn what_cannot_be_said_has_its_reason() {
    let (_, growth) = shipped();
    let why = |measure: &str, pupils, gap, years| {
        let ask = Ask { measure: measure.into(), ..ask(pupils, gap, 0, years) };
        let why = unusual(&growth, &ask).unwrap_err();
        (why, unsaid(why))
    };
    let (kind, words) = why("ks2.rwm.l4", 25, 0, 1);
    assert_eq!(kind, Unsaid::NoResults);
    assert_eq!(
        words,
        "How often schools move that far cannot be said: no real results of schools are held for this measure."
    );
    let (kind, words) = why("ks2.rwm.exs", 25, 0, 3);
    assert_eq!(kind, Unsaid::Years { longest: 2 });
    assert!(words.ends_with("real results of schools are held over one and two years only."), "{words}");
    assert_eq!(why("ks2.rwm.exs", 25, 0, 0).0, Unsaid::Years { longest: 2 });
    let (kind, words) = why("ks4.em95", 150, 0, 2);
    assert_eq!(kind, Unsaid::Years { longest: 1 });
    assert!(words.ends_with("are held over one year only."), "{words}");
    // No results are published for five pupils; few secondary schools have year groups of 25.
    for (measure, pupils) in [("ks2.rwm.exs", 5), ("ks4.em95", 25)] {
        let (kind, words) = why(measure, pupils, 0, 1);
        assert_eq!(kind, Unsaid::TooFewSchools);
        assert!(words.contains("fewer than 50 schools"), "{words}");
    }
    // 34 schools of 6 to 10 pupils started 10 to 20 points below national in reading: too few, over two years.
    assert_eq!(why("ks2.reading.exs", 8, -1500, 2).0, Unsaid::TooFewSchools);
    assert_eq!(unusual(&Growth::default(), &ask(25, 0, 0, 1)), Err(Unsaid::NoResults));
}

#[test]
fn a_gain_is_put_into_words() {
    let (catalogue, growth) = shipped();
    let combined = measure(&catalogue, "ks2.rwm.exs");
    let said = view(&asked(&growth, "ks2.rwm.exs", 25, -1500, 2350, 2), false, combined);
    assert_eq!(
        said.sentences,
        [
            "This target needs a gain of 23.5 percentage points on national in two years.",
            "Between 1 in 10 and 1 in 4 schools with 21 to 30 pupils in the year group that started 10 to 20 percentage \
             points below national gained at least this much on national in two years (2015/16 to 2017/18, 513 schools).",
        ]
    );
    assert_eq!(
        said.cautions,
        [
            "Schools far below national tend to rise by chance alone, as a bad year is seldom followed by one as bad. The \
             middle one of these 513 schools gained 10 percentage points on national.",
            "How this measure is taken changed between 2015/16 and 2017/18. Changes relative to national leave out only \
             what all schools had in common, so part of them may come from that.",
            "This says how unusual such a change was, and not what this school can do.",
        ]
    );
}

#[test]
fn holding_and_losing_are_put_into_words() {
    let (catalogue, growth) = shipped();
    let reading = measure(&catalogue, "ks2.reading.exs");
    let said = |gap, needed| view(&asked(&growth, "ks2.reading.exs", 45, gap, needed, 1), false, reading);
    let pace = said(-300, 0);
    assert_eq!(pace.sentences[0], "This target needs no more than to keep pace with national in one year.");
    assert!(pace.sentences[1].contains(" kept pace with national or gained on it in one year ("), "{pace:?}");
    // Near national and within one series there is nothing to warn of but the last.
    assert_eq!(pace.cautions, ["This says how unusual such a change was, and not what this school can do."]);
    let room = said(1200, -400);
    assert_eq!(
        room.sentences[0],
        "This target leaves room to lose 4 percentage points on national in one year."
    );
    assert!(
        room.sentences[1]
            .contains("that started 10 percentage points or more above national lost no more than this"),
        "{room:?}"
    );
    assert!(
        room.cautions[0].starts_with("Schools far above national tend to fall by chance alone"),
        "{room:?}"
    );
}

#[test]
fn the_words_for_a_share_and_a_start() {
    let (catalogue, growth) = shipped();
    let combined = measure(&catalogue, "ks2.rwm.exs");
    let words = |gap, needed| {
        view(&asked(&growth, "ks2.rwm.exs", 61, gap, needed, 2), false, combined).sentences.remove(1)
    };
    for (needed, share) in [
        (-5000, "At least 9 in 10 schools "),
        (-500, "Between 3 in 4 and 9 in 10 schools "),
        (300, "Between half and 3 in 4 of the schools "),
        (1000, "Between 1 in 4 and half of the schools "),
        (2000, "Between 1 in 10 and 1 in 4 schools "),
        (5000, "No more than 1 in 10 schools "),
    ] {
        let words = words(-1500, needed);
        assert!(words.starts_with(share), "{needed}: {words}");
    }
    for (gap, start) in [
        (
            -2500,
            "with 61 pupils or more in the year group that started more than 20 percentage points below national ",
        ),
        (-500, "that started up to 10 percentage points below national "),
        (0, "that started level with national or less than 10 percentage points above it "),
        (1000, "that started 10 percentage points or more above national "),
    ] {
        let words = words(gap, 100);
        assert!(words.contains(start), "{gap}: {words}");
    }
    // Points of Attainment 8 are points, in bands half as wide.
    let a8 = view(&asked(&growth, "ks4.a8", 150, -600, 130, 1), false, measure(&catalogue, "ks4.a8"));
    assert!(a8.sentences[0].contains("a gain of 1.3 points on national"), "{a8:?}");
    assert!(a8.sentences[1].contains("that started 5 to 10 points below national "), "{a8:?}");
}

/// Where the median goes the other way, the warning says so: it never claims what its number does not show.
#[test]
fn the_pull_to_the_average_is_said_with_its_number() {
    let (catalogue, _) = shipped();
    let combined = measure(&catalogue, "ks2.rwm.exs");
    let pull = |median: i32| {
        let growth = Growth::new(vec![cell([-3000, -2000, median, 2000, 3000])]);
        view(&unusual(&growth, &ask(25, -1500, 100, 2)).unwrap(), false, combined).cautions.remove(0)
    };
    assert!(
        pull(800).ends_with(". The middle one of these 513 schools gained 8 percentage points on national.")
    );
    assert!(
        pull(0)
            .ends_with("It does not show here: the middle one of these 513 schools kept pace with national.")
    );
    assert!(pull(-100).ends_with("the middle one of these 513 schools lost 1 percentage point on national."));
}

/// 9.96 is under a median of 10: neither the sentence nor the drawing may print both as 10.
#[test]
fn a_change_close_to_a_percentile_is_told_apart_from_it() {
    let (catalogue, growth) = shipped();
    let combined = measure(&catalogue, "ks2.rwm.exs");
    let near = asked(&growth, "ks2.rwm.exs", 25, -1500, 996, 2);
    assert_eq!(near.standing, Standing::Half);
    assert!(view(&near, false, combined).sentences[0].contains("9.96 percentage points"));
    assert!(growth_chart("near", &near, combined).svg.contains(">The target needs +9.96<"));
}

#[test]
fn the_chart_of_the_check_cell() {
    let (catalogue, growth) = shipped();
    let combined = measure(&catalogue, "ks2.rwm.exs");
    let found = asked(&growth, "ks2.rwm.exs", 25, -1500, 1700, 2);
    check_snapshot("growth of the check cell", &growth_chart("growth", &found, combined));
}

#[test]
fn the_chart_of_a_secondary_school_that_holds() {
    let (catalogue, growth) = shipped();
    let a8 = measure(&catalogue, "ks4.a8");
    let found = asked(&growth, "ks4.a8", 180, 620, -50, 1);
    check_snapshot("growth that holds", &growth_chart("growth", &found, a8));
}

#[test]
fn the_chart_of_a_target_beyond_nearly_all() {
    let (catalogue, growth) = shipped();
    let maths = measure(&catalogue, "ks2.maths.exs");
    let found = asked(&growth, "ks2.maths.exs", 90, 1500, 4480, 2);
    check_snapshot("growth beyond nearly all", &growth_chart("growth", &found, maths));
}

/// Every cell, with changes far and near, and cells in which nothing moved.
#[test]
fn every_chart_keeps_its_words_apart_and_inside() {
    let (catalogue, growth) = shipped();
    let flat = [cell([0; 5]), cell([-1100, -1100, -1100, 2500, 3800]), cell([500; 5])];
    for cell in growth.cells().iter().chain(&flat) {
        for needed in [-10_000, -2_000, -40, 0, 333, 1_000, 2_000, 10_000] {
            let unusual = Unusual { cell: cell.clone(), needed: points(needed), standing: Standing::Half };
            check(&growth_chart("growth", &unusual, measure(&catalogue, cell.measure.as_str())));
        }
    }
}

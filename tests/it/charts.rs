//! The charts: what must hold of each drawing, and what the main ones look like.
//!
//! `INSTA_UPDATE=always` takes the text of today as the one to compare with; `PLANNER_CHARTS=folder` also writes each
//! chart of the snapshots to a file, to be looked at in a browser.
use attainment_planner::domain::cohort::{Cohort, CohortGroup};
use attainment_planner::domain::draft::{Part, TargetKey};
use attainment_planner::domain::figure::FigureKey;
use attainment_planner::domain::gap::{Chance, Gap, Span, groups_by_year};
use attainment_planner::domain::ids::MeasureId;
use attainment_planner::domain::measure::{Better, Catalogue, Measure, Unit};
use attainment_planner::domain::quantity::{Difference, Level};
use attainment_planner::domain::reference::{Group, National};
use attainment_planner::domain::school::Phase;
use attainment_planner::domain::target::YES;
use attainment_planner::domain::trajectory::Trajectory;
use attainment_planner::domain::{
    AcademicYear, Draft, Evaluation, Framework, Plan, Reference, evaluate, validate,
};
use attainment_planner::format;
use attainment_planner::present::chart::{
    Chart, gap_chart, groups_chart, milestone_chart, text_width, trajectory_chart, trend_chart,
};
use chrono::NaiveDate;
use std::sync::{Arc, OnceLock};

fn year(start: u16) -> AcademicYear {
    AcademicYear::starting(start).unwrap()
}

/// The sample pyramid of Doncaster's plan, with the cohorts that `data/README.md` infers.
fn sample() -> Draft {
    let mut draft = Draft { phase: Some(Phase::Primary), ..Draft::default() };
    draft.set_cohort(CohortGroup::Year6, year(2014), "231");
    draft.set_cohort(CohortGroup::Year2, year(2014), "309");
    let table = std::fs::read_to_string("data/source_tables.csv").unwrap();
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        if &row[1] == "Sample partnership plan, performance and targets" && &row[5] == "pyramid" {
            let key = FigureKey::result(MeasureId::from(&row[3]), AcademicYear::parse(&row[4]).unwrap());
            draft.set_figure(key, &row[6]);
        }
    }
    for (part, text) in [(Part::Value, "73"), (Part::Year, "2015/16"), (Part::Known, YES)] {
        draft.set_target(&"ks2.rwm.l4".into(), part, text);
    }
    draft
}

/// Doncaster's scheme and the data that ship, read once.
fn shipped() -> &'static (Framework, Catalogue, Reference) {
    static SHIPPED: OnceLock<(Framework, Catalogue, Reference)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let catalogue = format::catalogue();
        let reference = format::reference(&catalogue);
        (format::shipped_frameworks().remove(0), catalogue, reference)
    })
}

/// What the planner makes of `draft` under Doncaster's scheme.
fn evaluated(draft: &Draft) -> (Plan, Evaluation, &'static Catalogue) {
    let (framework, catalogue, reference) = shipped();
    let today = NaiveDate::from_ymd_opt(2015, 11, 1).unwrap();
    let (plan, _) = validate(draft, framework, catalogue, today);
    let evaluation = evaluate(&plan, framework, catalogue, reference);
    (plan, evaluation, catalogue)
}

/// The paths of `draft`.
fn paths(draft: &Draft) -> (Plan, Vec<Trajectory>) {
    let (framework, catalogue, reference) = shipped();
    let today = NaiveDate::from_ymd_opt(2015, 11, 1).unwrap();
    let (plan, _) = validate(draft, framework, catalogue, today);
    let evaluation = evaluate(&plan, framework, catalogue, reference);
    (plan, evaluation.trajectories().to_vec())
}

/// The trajectory of `measure` in `draft`, drawn by year and, where it has them, by milestone.
fn ways(draft: &Draft, measure: &str) -> (Chart, Option<Chart>) {
    let (plan, evaluation, catalogue) = evaluated(draft);
    let measure = catalogue.get(&measure.into()).unwrap();
    let trajectory = evaluation.trajectories().iter().find(|each| each.measure == measure.id).unwrap();
    let chart = trajectory_chart("way", trajectory, &plan, measure).unwrap();
    let path = trajectory.to_target.as_ref().or(trajectory.to_national.as_ref()).unwrap();
    (chart, milestone_chart("milestones", trajectory, path, measure))
}

/// A draft with results of `measure` by the year they start in, and a target.
fn draft_of(measure: &str, results: &[(u16, &str)], target: Option<(&str, &str)>) -> Draft {
    let mut draft = Draft { phase: Some(Phase::Primary), ..Draft::default() };
    for (start, text) in results {
        draft.set_figure(FigureKey::result(measure.into(), year(*start)), text);
    }
    if let Some((value, year)) = target {
        for (part, text) in [(Part::Value, value), (Part::Year, year), (Part::Known, YES)] {
            draft.set_target(&measure.into(), part, text);
        }
    }
    draft
}

#[track_caller]
pub(crate) fn check_snapshot(name: &str, chart: &Chart) {
    check(chart);
    let mut text =
        format!("{}\n{}\n\n{}\n\n{}\n", chart.title, chart.sentence, chart.svg, chart.table.caption);
    let headings: Vec<&str> = chart.table.columns.iter().map(|column| column.heading.as_str()).collect();
    text.push_str(&headings.join(" | "));
    for row in &chart.table.rows {
        text.push_str(&format!("\n{} | {}", row.heading, row.cells.join(" | ")));
    }
    if let Ok(folder) = std::env::var("PLANNER_CHARTS") {
        let file = name.replace([' ', '/', ','], "-");
        let page = format!(
            "<figcaption class=planner-chart__sentence>{}</figcaption>\n<div class=planner-chart__drawing>{}</div>",
            chart.sentence, chart.svg
        );
        std::fs::write(format!("{folder}/{file}.html"), page).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("charts__{}", name.replace(' ', "_")), text));
}

/// An element of a drawing: its name, its attributes, its words.
struct Element<'a> {
    name: &'a str,
    attributes: &'a str,
    words: &'a str,
}

impl<'a> Element<'a> {
    fn get(&self, attribute: &str) -> Option<&'a str> {
        let start = self.attributes.find(&format!(" {attribute}=\""))? + attribute.len() + 3;
        self.attributes[start..].split('"').next()
    }

    fn number(&self, attribute: &str) -> f64 {
        self.get(attribute).and_then(|text| text.parse().ok()).unwrap()
    }

    fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
    }
}

/// The elements of a drawing; each is on a line of its own.
fn elements(svg: &str) -> Vec<Element<'_>> {
    svg.lines()
        .filter(|line| line.starts_with('<') && !line.starts_with("</"))
        .map(|line| {
            let (tag, rest) = line[1..].split_once('>').unwrap();
            let (name, attributes) = tag.split_at(tag.find(' ').unwrap());
            Element { name, attributes, words: rest.split('<').next().unwrap() }
        })
        .collect()
}

/// The room of words: left, top, right, bottom.
fn area(text: &Element) -> [f64; 4] {
    let size = if text.has_class("chart-small") { 13.0 } else { 15.0 };
    let words =
        text.words.replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let width = text_width(&words, size, text.has_class("chart-value"));
    let (x, y) = (text.number("x"), text.number("y"));
    let left = match (text.has_class("chart-label--middle"), text.has_class("chart-label--end")) {
        (true, _) => x - width / 2.0,
        (_, true) => x - width,
        _ => x,
    };
    // Capitals, figures and descenders.
    [left, y - size * 0.75, left + width, y + size * 0.22]
}

/// What holds of every chart.
#[track_caller]
pub(crate) fn check(chart: &Chart) {
    let svg = chart.svg.as_str();
    for forbidden in [" style=", "<script", "<style", "href", " on"] {
        // Words may say "on"; attributes may not.
        assert!(
            !elements(svg).iter().any(|element| element.attributes.contains(forbidden))
                && (forbidden == " on" || !svg.contains(forbidden)),
            "{forbidden} in {svg}"
        );
    }
    let all = elements(svg);
    let root = &all[0];
    assert_eq!((root.name, root.get("role")), ("svg", Some("img")));
    assert_eq!((all[1].name, all[1].get("id")), ("title", root.get("aria-labelledby")));
    let ids = all.iter().filter(|element| element.get("id").is_some()).count();
    assert_eq!(ids, 1, "only the title has an id");
    let view: Vec<f64> = root.get("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    let texts: Vec<&Element> = all.iter().filter(|element| element.name == "text").collect();
    for (place, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = area(text);
        assert!(
            left >= 0.0 && top >= 0.0 && right <= view[2] && bottom <= view[3],
            "“{}” leaves the drawing: {:?} in {view:?}",
            text.words,
            area(text)
        );
        for other in &texts[..place] {
            let [l, t, r, b] = area(other);
            assert!(
                left >= r || l >= right || top >= b || t >= bottom,
                "“{}” lies over “{}”: {:?}, {:?}\n{svg}",
                text.words,
                other.words,
                area(text),
                area(other)
            );
        }
    }
    for shape in all.iter().filter(|element| element.name == "rect") {
        let (x, width) = (shape.number("x"), shape.number("width"));
        assert!(x >= 0.0 && width > 0.0 && x + width <= view[2], "a bar leaves the drawing: {svg}");
    }
    assert!(!chart.title.is_empty() && !chart.sentence.is_empty() && !chart.sentence.ends_with('.'));
    assert!(!chart.sentence.contains("NaN") && !svg.contains("NaN") && !svg.contains("inf"));
    let columns = chart.table.columns.len();
    assert!(chart.table.rows.iter().all(|row| row.cells.len() + 1 == columns), "{:?}", chart.table);
    let headings: std::collections::BTreeSet<&str> =
        chart.table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings.len(), columns, "each column has its own heading");
}

fn printed_number(text: &str) -> f64 {
    text.replace('\u{2212}', "-").replace(['+', '%', ','], "").parse().unwrap()
}

/// Every bar is as long as its printed value, on the scale that the marks print.
#[track_caller]
fn check_bars(chart: &Chart) {
    let all = elements(&chart.svg);
    let marks: Vec<(f64, f64)> = all
        .iter()
        .filter(|element| element.has_class("chart-label--middle") && !element.has_class("chart-value"))
        .map(|mark| (printed_number(mark.words), mark.number("x")))
        .collect();
    let (first, last) = (marks[0], marks.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap());
    let unit = (last.1 - first.1) / (last.0 - first.0);
    let zero = first.1 - first.0 * unit;
    for (value, x) in &marks {
        assert!((zero + value * unit - x).abs() < 0.02, "the marks are even");
    }
    let printed: Vec<f64> = all
        .iter()
        .filter(|element| element.has_class("chart-value") && element.words != "National")
        .map(|value| printed_number(value.words.rsplit(", ").next().unwrap()))
        .collect();
    // A gap of nothing is a marker at zero. The key's bars come before the first mark.
    let scale = all.iter().position(|element| element.words == "National").unwrap();
    let mut drawn: Vec<(f64, f64)> = all[scale..]
        .iter()
        .filter(|element| element.name == "rect" || element.name == "circle")
        .map(|shape| {
            if shape.name == "circle" {
                return (shape.number("cy"), (shape.number("cx") - zero) / unit);
            }
            let (left, right) = (shape.number("x"), shape.number("x") + shape.number("width"));
            assert!((left - zero).abs() < 0.02 || (right - zero).abs() < 0.02, "a bar begins at zero");
            let end = if (left - zero).abs() < 0.02 { right } else { left };
            (shape.number("y"), (end - zero) / unit)
        })
        .collect();
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0));
    let drawn: Vec<f64> = drawn.into_iter().map(|(_, value)| value).collect();
    assert_eq!(printed.len(), chart.table.rows.len());
    assert_eq!(drawn.len(), printed.len());
    for (drawn, printed) in drawn.iter().zip(&printed) {
        assert!((drawn - printed).abs() < 0.02, "{drawn} is drawn and {printed} printed");
    }
    for (row, printed) in chart.table.rows.iter().zip(&printed) {
        assert_eq!(printed_number(&row.cells[2]), *printed);
    }
}

/// A gap of `count` of `of` pupils to a national figure in hundredths.
fn gap(measure: &Measure, count: u32, of: u32, national: i32) -> Gap {
    let (value, national) = (Level::share(count, of), Level::hundredths(national));
    let cohort = Cohort::new(of).unwrap();
    let needed = cohort.fewest_reaching(national).saturating_sub(count);
    let share = f64::from(count) / f64::from(of) * 1000.0;
    let half = 600.0 / f64::from(of).sqrt();
    Gap {
        measure: measure.id.clone(),
        year: year(2014),
        value,
        decimals: 1,
        pupils: Some(attainment_planner::domain::figure::Pupils { fewest: count, most: count, of: cohort }),
        gap: Some(value - national),
        gap_in_pupils: Some((value - national).times(i64::from(of), 100)),
        to_reach: Some(Span { fewest: needed, most: needed }),
        one_pupil: Some(cohort.one_pupil()),
        chance: Some(Chance {
            lower_tenths: (share - half).max(0.0) as i32,
            upper_tenths: (share + half).min(1000.0) as i32,
            national_is_inside: Some((share - f64::from(national.exact().rounded(1) as i32)).abs() <= half),
        }),
        national: Some(Arc::new(National {
            value: national,
            decimals: 1,
            scope: String::new(),
            status: String::new(),
            source: String::new(),
            is_own: false,
        })),
        change: None,
        relative_change: None,
        trend: None,
        three_year_average: None,
    }
}

fn percentages(catalogue: &Catalogue) -> Vec<&Measure> {
    catalogue.iter().filter(|measure| measure.unit == Unit::Percent).collect()
}

/// The gaps of the sample, the worst first.
fn sample_gaps() -> (Vec<Gap>, &'static Catalogue) {
    let (_, evaluation, catalogue) = evaluated(&sample());
    let mut gaps = evaluation.gaps;
    gaps.sort_by_key(|gap| gap.gap);
    (gaps, catalogue)
}

#[test]
fn the_sample_s_gaps() {
    let (gaps, catalogue) = sample_gaps();
    let chart = gap_chart("gaps", &gaps, catalogue).unwrap();
    check_bars(&chart);
    check_snapshot("gaps of the sample", &chart);
    let headline: Vec<Gap> =
        gaps.iter().filter(|gap| gap.measure.as_str() == "ks2.rwm.l4").cloned().collect();
    let chart = gap_chart("gaps", &headline, catalogue).unwrap();
    assert!(chart.svg.contains(">41 pupils, \u{2212}17.7<"), "{}", chart.svg);
    check_bars(&chart);
    check_snapshot("one gap", &chart);
}

#[test]
fn gaps_either_side() {
    let catalogue = &shipped().1;
    let of = |id: &str| catalogue.get(&id.into()).unwrap();
    let mut gaps = vec![
        gap(of("ks2.rwm.l4"), 19, 30, 8000),
        gap(of("ks2.reading.l4"), 25, 30, 8900),
        gap(of("ks2.maths.l4"), 26, 30, 8670),
        gap(of("ks2.writing.l4"), 28, 30, 8700),
        gap(of("absence.persistent"), 30, 210, 1090),
    ];
    gaps[2].gap = Some(Difference::ZERO);
    // A cohort whose size is not known.
    gaps[3].chance = None;
    let chart = gap_chart("gaps", &gaps, catalogue).unwrap();
    check_bars(&chart);
    check_snapshot("gaps either side", &chart);
}

#[test]
fn any_number_of_gaps_of_any_size_fits() {
    let catalogue = &shipped().1;
    let measures = percentages(catalogue);
    assert!(measures.iter().any(|measure| measure.better == Better::Lower));
    for rows in 1..=26 {
        // Shares and national figures that cover the scale in a different order for each number of rows.
        for (spread, of) in [(1, 30), (7, 231), (13, 8), (31, 4_999)] {
            let gaps: Vec<Gap> = (0..rows)
                .map(|row| {
                    let measure = measures[(row * spread + rows) % measures.len()];
                    let count = (row as u32 * 37 * spread as u32 + rows as u32) % (of + 1);
                    let national = (row as i32 * 1_370 * spread as i32) % 10_000;
                    gap(measure, count, of, national)
                })
                .collect();
            let chart = gap_chart("gaps", &gaps, catalogue).unwrap();
            check(&chart);
            check_bars(&chart);
        }
    }
}

#[test]
fn gaps_of_nothing_and_of_everything() {
    let catalogue = &shipped().1;
    let measures = percentages(catalogue);
    for (count, national) in [(0, 0), (100, 10_000), (0, 10_000), (100, 0), (80, 8_000)] {
        let gaps: Vec<Gap> =
            measures.iter().take(14).map(|measure| gap(measure, count, 100, national)).collect();
        let chart = gap_chart("gaps", &gaps, catalogue).unwrap();
        check(&chart);
        check_bars(&chart);
    }
    assert_eq!(gap_chart("gaps", &[], catalogue), None);
    let mut without = gap(measures[0], 19, 30, 8000);
    (without.gap, without.national) = (None, None);
    assert_eq!(gap_chart("gaps", &[without], catalogue), None);
}

#[test]
fn a_small_gap_is_not_printed_as_none() {
    let catalogue = &shipped().1;
    let measure = catalogue.get(&"ks2.rwm.l4".into()).unwrap();
    let chart = gap_chart("gaps", &[gap(measure, 3999, 5000, 8000)], catalogue).unwrap();
    assert!(chart.sentence.contains("by 0.02 percentage points (1 pupil)"), "{}", chart.sentence);
    check_bars(&chart);
}

#[test]
fn names_and_ids_are_escaped() {
    let mut measure = shipped().1.get(&"ks2.rwm.l4".into()).unwrap().clone();
    measure.label = "5 < 6 & \"x\" <script>alert(1)</script>".into();
    let catalogue = Catalogue::new(vec![measure.clone()]);
    let chart = gap_chart("a\"><script>", &[gap(&measure, 19, 30, 8000)], &catalogue).unwrap();
    assert!(chart.svg.contains("5 &lt; 6 &amp; &quot;x&quot; &lt;script&gt;"), "{}", chart.svg);
    assert!(!chart.svg.contains("<script") && chart.sentence.contains("<script>"));
    let draft = draft_of("ks2.rwm.l4", &[(2014, "19/30")], Some(("73", "2015/16")));
    let (plan, evaluation, _) = evaluated(&draft);
    let trajectory: &Trajectory = &evaluation.trajectories()[0];
    let way = trajectory_chart("a\"><script>", trajectory, &plan, &measure).unwrap();
    let path = trajectory.to_target.as_ref().unwrap();
    let milestones = milestone_chart("a\"><script>", trajectory, path, &measure).unwrap();
    assert!(!way.svg.contains("<script") && !milestones.svg.contains("<script"));
}

#[test]
fn the_sample_s_way() {
    let (way, milestones) = ways(&sample(), "ks2.rwm.l4");
    check_snapshot("way of the sample", &way);
    check_snapshot("milestones of the sample", &milestones.unwrap());
}

#[test]
fn a_way_of_several_years_with_a_year_missing() {
    let mut draft = draft_of("eyfs.gld", &[(2012, "16/30"), (2014, "17 of 29")], Some(("75", "2018/19")));
    draft.set_cohort(CohortGroup::Reception, year(2015), "28");
    let (way, milestones) = ways(&draft, "eyfs.gld");
    check_snapshot("way with a year missing", &way);
    check_snapshot("milestones of the first year", &milestones.unwrap());
}

#[test]
fn a_target_that_is_met_is_held() {
    let draft =
        draft_of("eyfs.gld", &[(2012, "20/30"), (2013, "22/30"), (2014, "24/30")], Some(("80", "2016/17")));
    check_snapshot("way that holds", &ways(&draft, "eyfs.gld").0);
}

#[test]
fn a_target_below_today_and_a_score() {
    let draft = draft_of("attendance.rate", &[(2013, "95.1"), (2014, "96.2")], Some(("95", "2016/17")));
    check_snapshot("way down", &ways(&draft, "attendance.rate").0);
    let draft = draft_of("exclusion.suspensions", &[(2013, "9"), (2014, "14")], Some(("10", "2016/17")));
    check_snapshot("way of a count", &ways(&draft, "exclusion.suspensions").0);
}

/// A path of the good level of development to 75% in 2018/19, with the results that came after 2014/15.
fn with_results(after: &[(u16, &str)]) -> Draft {
    let mut results = vec![(2012, "16/30"), (2013, "17/30"), (2014, "18/30")];
    results.extend(after);
    draft_of("eyfs.gld", &results, Some(("75", "2018/19")))
}

/// Sets what was found at milestones of the path's year: their places, and the pupils.
fn find(draft: &mut Draft, key: &TargetKey, found: &[(usize, &str)]) {
    let (_, trajectories) = paths(draft);
    let trajectory = trajectories.iter().find(|each| each.key() == *key).unwrap();
    let milestones = &trajectory.to_target.as_ref().unwrap().milestones;
    for (place, text) in found {
        draft.set_actual(key.clone(), milestones[*place].key, text);
    }
}

/// The share that is drawn of every point of a path's `d`, by the marks of a percentage's axis.
fn drawn_shares(chart: &Chart, d: &str) -> Vec<f64> {
    let all = elements(&chart.svg);
    let mark = |words: &str| {
        let is_mark = |element: &&Element| element.words == words && element.has_class("chart-label--end");
        all.iter().find(is_mark).unwrap().number("y") - 5.0
    };
    let (zero, hundred) = (mark("0%"), mark("100%"));
    let ys = d.split(['M', 'L']).skip(1).map(|point| point.split(' ').nth(1).unwrap());
    ys.map(|y| (y.parse::<f64>().unwrap() - zero) / (hundred - zero) * 100.0).collect()
}

/// The shares of the first line of two classes; a piece of it may follow in a key.
fn shares(chart: &Chart, classes: [&str; 2]) -> Vec<f64> {
    let all = elements(&chart.svg);
    let line = all.iter().find(|each| classes.iter().all(|class| each.has_class(class)));
    drawn_shares(chart, line.unwrap().get("d").unwrap())
}

#[track_caller]
fn assert_near(drawn: &[f64], expected: &[f64]) {
    let is_near = drawn.len() == expected.len()
        && drawn.iter().zip(expected).all(|(drawn, expected)| (drawn - expected).abs() < 0.02);
    assert!(is_near, "{drawn:?} is drawn for {expected:?}");
}

/// From 60% to 75% in four years the path is at 63.75, 67.5, 71.25 and 75%; of 30 pupils 63.75% are 19.125: 20 pupils.
#[test]
fn a_result_ahead_of_the_path() {
    let draft = with_results(&[(2015, "22/30")]);
    let (way, milestones) = ways(&draft, "eyfs.gld");
    assert!(
        way.sentence.starts_with(
            "Good level of development: 73.3% in 2015/16, 2 pupils ahead of the path; the target is 75% in 2018/19, 1.7 \
             percentage points higher; a revised path leads to 75%; national was 69.3% in 2015/16 and is met already"
        ),
        "{}",
        way.sentence
    );
    // What is missing from 73.33% to 75%, in thirds: 73.9, 74.4, 75.
    assert_near(&shares(&way, ["chart-line--revised", "chart-series-4"]), &[73.3, 73.9, 74.4, 75.0]);
    // The plan stays as it was.
    assert_near(&shares(&way, ["chart-line--planned", "chart-series-3"]), &[60.0, 63.8, 67.5, 71.3, 75.0]);
    check_snapshot("way ahead", &way);
    // The year after has the milestones, and they start from what was reached, on the revised path.
    let milestones = milestones.unwrap();
    assert!(milestones.sentence.contains("the 2016/17 cohort"), "{}", milestones.sentence);
    assert!(
        milestones.sentence.ends_with("it starts from the 2015/16 result of 73.3%"),
        "{}",
        milestones.sentence
    );
    assert_eq!(milestones.table.rows[0].heading, "Result of 2015/16");
    let line = shares(&milestones, ["chart-line--planned", "chart-series-3"]);
    assert_near(&[line[0], line[line.len() - 1]], &[73.3, 73.9]);
    check_snapshot("milestones of the second year", &milestones);
}

#[test]
fn a_result_behind_the_path() {
    let mut draft = with_results(&[(2015, "18/30"), (2016, "19/30")]);
    let (way, _) = ways(&draft, "eyfs.gld");
    // 67.5% of 30 are 20.25, so 21 pupils; 19 are 2 behind. The rest of the way, 11.67 points, is in two equal parts.
    assert!(way.sentence.contains("63.3% in 2016/17, 2 pupils behind the path;"), "{}", way.sentence);
    assert_near(&shares(&way, ["chart-line--revised", "chart-series-4"]), &[63.3, 69.2, 75.0]);
    assert_eq!(shares(&way, ["chart-line", "chart-series-1"]).len(), 5, "one line through all results");
    check_snapshot("way behind", &way);
    // At the planned pace, 3.75 points a year: 67.1 and 70.8.
    draft.set_target(&"eyfs.gld".into(), Part::Onwards, "pace");
    let (way, _) = ways(&draft, "eyfs.gld");
    assert!(way.sentence.contains("; the planned pace leads to 70.8%;"), "{}", way.sentence);
    assert_near(&shares(&way, ["chart-line--revised", "chart-series-4"]), &[63.3, 67.1, 70.8]);
    check_snapshot("way behind at the planned pace", &way);
}

#[test]
fn a_result_on_the_path_changes_nothing() {
    // 63.75% of 30: 20 pupils are on the path, although their 66.7% are above it.
    let (way, milestones) = ways(&with_results(&[(2015, "20/30")]), "eyfs.gld");
    assert!(way.sentence.contains(": 66.7% in 2015/16, on the path;"), "{}", way.sentence);
    assert!(!way.svg.contains("chart-line--revised"));
    check_snapshot("way on the path", &way);
    // The milestones go on along the plan, from 63.75%.
    let milestones = milestones.unwrap();
    let line = shares(&milestones, ["chart-line--planned", "chart-series-3"]);
    assert_near(&[line[0], line[line.len() - 1]], &[63.8, 67.5]);
    assert!(
        milestones.sentence.contains("starts from the 63.8% planned for 2015/16"),
        "{}",
        milestones.sentence
    );
}

/// A target of the series that begins in 2021/22: the year with the milestones is long before the change.
#[test]
fn milestones_before_a_change_of_the_tests() {
    let draft = draft_of("eyfs.gld", &[(2014, "18/30"), (2015, "19/30")], Some(("75", "2021/22")));
    let (way, milestones) = ways(&draft, "eyfs.gld");
    assert!(way.svg.contains("The tests change") && way.sentence.contains("in other tests"));
    check_snapshot("way to other tests", &way);
    let milestones = milestones.unwrap();
    assert!(!milestones.svg.contains("The tests change"), "{}", milestones.svg);
    assert!(milestones.sentence.contains("2016/17 cohort") && !milestones.sentence.contains("other tests"));
    check(&milestones);
    // The sample's are right beyond it.
    assert!(ways(&sample(), "ks2.rwm.l4").1.unwrap().svg.contains("The tests change"));
}

#[test]
fn what_was_found_at_milestones() {
    let key = TargetKey::from("eyfs.gld");
    let mut draft = with_results(&[]);
    draft.set_cohort(CohortGroup::Reception, year(2015), "30");
    find(&mut draft, &key, &[(0, "17/30"), (2, "17/30"), (4, "18/30")]);
    let chart = ways(&draft, "eyfs.gld").1.unwrap();
    // In January the path is at 61.7%: 18.5 of 30, so 19 pupils.
    let start = "Good level of development: 60.0% by January 2016, 1 pupil behind the path of the 2015/16 cohort, which";
    assert!(chart.sentence.starts_with(start), "{}", chart.sentence);
    assert!(chart.sentence.ends_with("; a revised path leads to 63.8%"), "{}", chart.sentence);
    let revised = shares(&chart, ["chart-line--revised", "chart-series-4"]);
    assert_near(&[revised[0], revised[revised.len() - 1]], &[60.0, 63.8]);
    assert_near(&shares(&chart, ["chart-line", "chart-series-1"]), &[56.7, 56.7, 60.0]);
    check_snapshot("milestones found behind", &chart);
    find(&mut draft, &key, &[(5, "24/30")]);
    check_snapshot("milestones found ahead", &ways(&draft, "eyfs.gld").1.unwrap());
}

#[test]
fn a_group_has_its_own_results() {
    let key = TargetKey { measure: "eyfs.gld".into(), group: Group::FreeSchoolMeals };
    let mut draft = draft_of("eyfs.gld", &[(2013, "20/30"), (2014, "21/30")], Some(("80", "2017/18")));
    for (start, text) in [(2013, "4/10"), (2014, "5/10"), (2015, "5/9")] {
        let result = FigureKey { group: key.group, ..FigureKey::result("eyfs.gld".into(), year(start)) };
        draft.set_figure(result, text);
    }
    for (part, text) in [(Part::Value, "70"), (Part::Year, "2017/18")] {
        draft.set_target(&key, part, text);
    }
    let (plan, evaluation, catalogue) = evaluated(&draft);
    let measure = catalogue.get(&key.measure).unwrap();
    let trajectory = evaluation.trajectories().iter().find(|each| each.key() == key).unwrap();
    let way = trajectory_chart("way", trajectory, &plan, measure).unwrap();
    assert_near(&shares(&way, ["chart-line", "chart-series-1"]), &[40.0, 50.0, 55.6]);
    assert!(
        way.title.starts_with("Good level of development of pupils eligible for free school meals: "),
        "{}",
        way.title
    );
    assert!(way.sentence.contains("; national for these pupils was 54.0% in 2015/16"), "{}", way.sentence);
    check_snapshot("way of a group", &way);
    let path = trajectory.to_target.as_ref().unwrap();
    let milestones = milestone_chart("milestones", trajectory, path, measure).unwrap();
    assert!(milestones.sentence.starts_with("Good level of development of pupils eligible"));
    check_snapshot("milestones of a group", &milestones);
}

#[test]
fn a_count_with_results() {
    let results = [(2013, "18"), (2014, "24"), (2015, "23")];
    let mut draft = draft_of("exclusion.suspensions", &results, Some(("12", "2017/18")));
    let (way, milestones) = ways(&draft, "exclusion.suspensions");
    assert_eq!(milestones, None);
    // A third of the way from 24 to 12 is 20; 23 are 3 more.
    assert!(way.sentence.contains(": 23 in 2015/16, 3 above the path;"), "{}", way.sentence);
    check_snapshot("way of a count behind", &way);
    // From 24 to 13 in two years: 18.5, within which are 18.
    draft.set_target(&"exclusion.suspensions".into(), Part::Value, "13");
    draft.set_target(&"exclusion.suspensions".into(), Part::Year, "2016/17");
    let way = ways(&draft, "exclusion.suspensions").0;
    assert!(way.sentence.contains(": 23 in 2015/16, 5 above the path;"), "{}", way.sentence);
}

#[test]
fn an_early_push() {
    let mut draft = draft_of("eyfs.gld", &[(2013, "17/30"), (2014, "18/30")], Some(("78", "2017/18")));
    draft.set_target(&"eyfs.gld".into(), Part::Shape, "early");
    let (way, milestones) = ways(&draft, "eyfs.gld");
    // Of 18 points a half, a third and a sixth.
    assert_near(&shares(&way, ["chart-line--planned", "chart-series-3"]), &[60.0, 69.0, 75.0, 78.0]);
    check_snapshot("way with an early push", &way);
    check_snapshot("milestones with an early push", &milestones.unwrap());
}

#[test]
fn national_is_carried_on() {
    let mut draft = draft_of("ks2.rwm.l4", &[(2014, "144/231")], None);
    draft.set_target(&"ks2.rwm.l4".into(), Part::Way, "national");
    draft.set_target(&"ks2.rwm.l4".into(), Part::Year, "2016/17");
    draft.change_scenario(|scenario| scenario.carries_on = true);
    let way = ways(&draft, "ks2.rwm.l4").0;
    // 75, 75, 78 and 80% from 2011/12 to 2014/15: 5 points in three years, so 81.7% and 83.3%.
    assert!(way.sentence.contains("; carried on from 2014/15, it is 83.3% in 2016/17"), "{}", way.sentence);
    assert!(way.svg.contains(">carried on from 2014/15<"), "{}", way.svg);
    let national = |row: usize| way.table.rows[row].cells.last().unwrap().clone();
    assert_eq!([0, 1, 2].map(national), ["80.0%", "81.7%, carried on", "83.3%, carried on"]);
    check_snapshot("way with national carried on", &way);
    draft.change_scenario(|scenario| scenario.carries_on = false);
    let way = ways(&draft, "ks2.rwm.l4").0;
    assert!(way.svg.contains(">held from 2014/15<"), "{}", way.svg);
    assert_eq!(way.table.rows[2].cells.last().map(String::as_str), Some("80.0%, held"));
}

/// Any results after the start and any findings, in every shape and either way on.
#[test]
fn every_outcome_fits() {
    for id in ["eyfs.gld", "absence.persistent", "ks4.p8", "exclusion.suspensions"] {
        let measure = shipped().1.get(&id.into()).unwrap();
        let text = |share: i32| match measure.unit {
            Unit::Points => format!("{:.2}", f64::from(share - 50) / 20.0),
            _ => share.to_string(),
        };
        for (target, last) in [(75, "2016/17"), (40, "2018/19"), (100, "2031/32")] {
            for outcome in [0, 58, 62, 66, 100] {
                for years in 0..=3 {
                    let (start, then) = (text(60), text(outcome));
                    let mut results = vec![(2013, start.as_str()), (2014, start.as_str())];
                    results.extend((2015..2015 + years).map(|year| (year, then.as_str())));
                    let mut draft = draft_of(id, &results, Some((&text(target), last)));
                    if id == "ks4.p8" {
                        draft.phase = Some(Phase::Secondary);
                    }
                    draft.set_cohort(CohortGroup::Reception, year(2014), "30");
                    for (shape, onwards) in [("steady", "target"), ("early", "pace"), ("later", "target")] {
                        draft.set_target(&id.into(), Part::Shape, shape);
                        draft.set_target(&id.into(), Part::Onwards, onwards);
                        let (_, trajectories) = paths(&draft);
                        let key = TargetKey::from(id);
                        let of = trajectories.iter().find(|each| each.key() == key).unwrap();
                        let milestones = of.to_target.as_ref().map_or(&[][..], |path| &path.milestones);
                        for step in milestones.iter().step_by(2).take(3) {
                            draft.set_actual(key.clone(), step.key, &then);
                        }
                        let (way, milestones) = ways(&draft, id);
                        check(&way);
                        if let Some(chart) = milestones {
                            check(&chart);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_way_fits() {
    for id in ["eyfs.gld", "y1.phonics", "ks2.rwm.l4", "ks4.p8", "attendance.rate", "absence.persistent"] {
        let measure = shipped().1.get(&id.into()).unwrap().clone();
        for latest in [0, 50, 62, 80, 99, 100] {
            for target in [0, 60, 75, 98, 100] {
                for last in ["2015/16", "2018/19", "2031/32"] {
                    let text = |share: i32| match measure.unit {
                        Unit::Points => format!("{:.2}", f64::from(share - 50) / 20.0),
                        _ => share.to_string(),
                    };
                    let (now, before) = (text(latest), text((latest + target) / 2));
                    let results = [(2012, before.as_str()), (2013, now.as_str()), (2014, now.as_str())];
                    let mut draft = draft_of(id, &results, Some((&text(target), last)));
                    if id == "ks4.p8" {
                        draft.phase = Some(Phase::Secondary);
                    }
                    draft.set_cohort(CohortGroup::Year6, year(2014), "100");
                    draft.set_cohort(CohortGroup::Reception, year(2014), "100");
                    let (plan, trajectories) = paths(&draft);
                    for trajectory in trajectories.iter().filter(|each| each.measure == measure.id) {
                        if let Some(chart) = trajectory_chart("way", trajectory, &plan, &measure) {
                            check(&chart);
                        }
                        let paths = [&trajectory.to_target, &trajectory.to_national];
                        for path in paths.into_iter().flatten() {
                            if let Some(chart) = milestone_chart("milestones", trajectory, path, &measure) {
                                check(&chart);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The result, the steps and national are drawn where the printed value says, on the scale that the marks print.
#[test]
fn markers_stand_at_their_printed_values() {
    let (way, _) = ways(&sample(), "ks2.rwm.l4");
    let all = elements(&way.svg);
    let mark = |words: &str| {
        let found =
            all.iter().find(|element| element.words == words && element.has_class("chart-label--end"));
        found.unwrap().number("y") - 5.0
    };
    let (zero, hundred) = (mark("0%"), mark("100%"));
    let at = |percent: f64| zero + (hundred - zero) * percent / 100.0;
    let result = all.iter().find(|element| element.name == "circle").unwrap();
    assert!((result.number("cy") - at(62.3)).abs() < 0.02);
    let national = all.iter().find(|element| element.has_class("chart-threshold")).unwrap();
    let y: f64 = national.get("d").unwrap().split(['M', 'L', ' ']).nth(2).unwrap().parse().unwrap();
    assert!((y - at(80.0)).abs() < 0.02);
}

/// The three years of `measure` to `latest` in `draft`, beside national.
fn trend_to(latest: u16, draft: &Draft, measure: &str) -> Option<Chart> {
    let (framework, catalogue, reference) = shipped();
    let framework = Framework { latest_results: year(latest), ..framework.clone() };
    let today = NaiveDate::from_ymd_opt(i32::from(latest) + 1, 11, 1).unwrap();
    let (plan, _) = validate(draft, &framework, catalogue, today);
    trend_chart("trend", &plan, &framework, reference, catalogue.get(&measure.into()).unwrap())
}

fn trend(draft: &Draft, measure: &str) -> Option<Chart> {
    trend_to(2014, draft, measure)
}

/// The pieces of the lines of a class: the shares at their ends.
fn lines(chart: &Chart, class: &str) -> Vec<Vec<f64>> {
    let all = elements(&chart.svg);
    let of_class = all.iter().filter(|each| each.name == "path" && each.has_class(class));
    of_class.map(|each| drawn_shares(chart, each.get("d").unwrap())).collect()
}

/// What chance could do, as it is drawn: the ends of each upright whisker.
fn whiskers(chart: &Chart) -> Vec<[f64; 2]> {
    let all = elements(&chart.svg);
    let of_class = all.iter().filter(|each| each.has_class("chart-whisker"));
    let paths = of_class.map(|each| each.get("d").unwrap()).filter(|d| d.contains('V'));
    let ends = |d: &str| {
        let stem = d[1..].split('M').next().unwrap();
        let (from, to) = stem.split_once('V').unwrap();
        let (x, from) = from.split_once(' ').unwrap();
        let shares = drawn_shares(chart, &format!("M{x} {from}L{x} {to}"));
        [shares[0], shares[1]]
    };
    paths.map(ends).collect()
}

/// National is 75, 78 and 80.0% from 2012/13 to 2014/15.
#[test]
fn three_years_beside_national() {
    let results = [(2012, "16/30"), (2013, "17/30"), (2014, "19/30")];
    let chart = trend(&draft_of("ks2.rwm.l4", &results, None), "ks2.rwm.l4").unwrap();
    // 63.33 less 80 is −16.67; 24 of 30 are 80%, so 5 more than 19. 53.33 less 75 is −21.67.
    assert_eq!(
        chart.sentence,
        "Key stage 2 reading, writing and mathematics combined, level 4 or above: 63.3% in 2014/15, up from 53.3% in \
         2012/13; 16.7 percentage points (5 pupils) below national, which was 80.0%, up from 75% in 2012/13; in 2012/13 it \
         was 21.7 percentage points below national; the gap now is more than chance would explain"
    );
    assert_eq!(lines(&chart, "chart-series-1")[0].len(), 2);
    let mut school = vec![53.3];
    let mut national = vec![75.0];
    for (line, ends) in [("chart-line", &mut school), ("chart-threshold", &mut national)] {
        for piece in lines(&chart, line) {
            assert!((piece[0] - ends[ends.len() - 1]).abs() < 0.02, "the pieces of a line meet");
            ends.push(piece[1]);
        }
    }
    assert_near(&school, &[53.3, 56.7, 63.3]);
    assert_near(&national, &[75.0, 78.0, 80.0]);
    // The Wilson interval of 19 of 30: (0.63333 + 1.92080/30 ± 1.96 √(0.232222/30 + 0.9604/900)) / (1 + 3.8416/30), which is
    // (0.69736 ± 0.18395) / 1.12805: 45.5 to 78.1%.
    let last = whiskers(&chart)[2];
    assert_near(&last, &[45.5, 78.1]);
    assert_eq!(
        chart.table.rows[2].cells,
        [
            "63.3% (19 of 30 pupils)",
            "80.0%",
            "\u{2212}16.7",
            "5 pupils",
            "45.5% to 78.1%",
            "It is more than chance would explain"
        ]
    );
    check_snapshot("trend of three years", &chart);
}

#[test]
fn a_year_missing_is_a_gap_in_the_trend() {
    let chart = trend(&draft_of("ks2.rwm.l4", &[(2012, "16/30"), (2014, "70")], None), "ks2.rwm.l4").unwrap();
    assert!(lines(&chart, "chart-line").is_empty(), "{}", chart.svg);
    assert_eq!(lines(&chart, "chart-threshold").len(), 2, "national goes on");
    let circles = elements(&chart.svg).iter().filter(|each| each.name == "circle").count();
    assert_eq!(circles, 2);
    assert_eq!(chart.table.rows[1].cells[..3], ["not known", "78%", ""]);
    // Without a size no interval, and nothing in pupils.
    assert_eq!(whiskers(&chart).len(), 1);
    assert_eq!(chart.table.rows[2].cells[3..], ["", "", "Cohort not known"]);
    check_snapshot("trend with a year missing", &chart);
}

#[test]
fn one_result_stands_beside_the_way_national_went() {
    let chart = trend(&sample(), "ks2.rwm.l4").unwrap();
    assert!(
        chart.sentence.ends_with(
            ": 62.3% in 2014/15; 17.7 percentage points (41 pupils) below national, which was 80.0%, up from 75% in \
             2012/13; the gap now is more than chance would explain"
        ),
        "{}",
        chart.sentence
    );
    check_snapshot("trend of the sample", &chart);
    assert_eq!(trend(&Draft { phase: Some(Phase::Primary), ..Draft::default() }, "ks2.rwm.l4"), None);
    // A latest result of an earlier year is said with its year.
    let chart = trend(&draft_of("ks2.rwm.l4", &[(2013, "17/30")], None), "ks2.rwm.l4").unwrap();
    assert!(
        chart
            .sentence
            .contains(": 56.7% in 2013/14; 21.3 percentage points (7 pupils) below national, which was 78%")
    );
    assert!(chart.svg.contains(">in 2013/14<"), "{}", chart.svg);
    check(&chart);
}

/// Writing was judged anew in 2017/18: a new series of the combined measure begins (`data/README.md`, caution 1).
#[test]
fn a_change_of_the_tests_is_a_gap_in_the_trend() {
    let results = [(2015, "15/30"), (2016, "18/30"), (2017, "20/30")];
    let chart = trend_to(2017, &draft_of("ks2.rwm.exs", &results, None), "ks2.rwm.exs").unwrap();
    assert_eq!(lines(&chart, "chart-threshold").len(), 1);
    assert_near(&lines(&chart, "chart-line")[0], &[50.0, 60.0]);
    assert_eq!(lines(&chart, "chart-line").len(), 1, "nothing joins 2016/17 and 2017/18");
    assert_eq!(chart.svg.matches(">New series<").count(), 1);
    assert!(!chart.sentence.contains("up from"), "{}", chart.sentence);
    check_snapshot("trend across a change", &chart);
    // The scale of Attainment 8 changed twice.
    let mut draft = draft_of("ks4.a8", &[(2015, "50"), (2016, "46"), (2017, "46.5")], None);
    draft.phase = Some(Phase::Secondary);
    let chart = trend_to(2017, &draft, "ks4.a8").unwrap();
    assert!(lines_of(&chart, "chart-line").is_empty());
    assert_eq!(chart.svg.matches(">New series<").count(), 2);
    check_snapshot("trend of points", &chart);
}

fn lines_of<'a>(chart: &'a Chart, class: &str) -> Vec<&'a str> {
    let all = elements(&chart.svg);
    all.iter().filter(|each| each.has_class(class)).map(|each| each.get("d").unwrap()).collect()
}

#[test]
fn trends_of_what_is_better_low_and_of_counts() {
    let results = [(2012, "28/200"), (2013, "26/200"), (2014, "30/200")];
    let chart = trend(&draft_of("absence.persistent", &results, None), "absence.persistent").unwrap();
    // 15.00 less 8.42 is 6.58. 8.42% of 200 are 16.84: at most 16, 14 fewer than 30.
    assert!(
        chart.sentence.contains("; 6.6 percentage points (14 pupils) worse than national, which was 8.42%;"),
        "{}",
        chart.sentence
    );
    check_snapshot("trend where lower is better", &chart);
    // The national figure of a count is a rate, and is not set against it.
    let results = [(2012, "9"), (2013, "12"), (2014, "14")];
    let chart = trend(&draft_of("exclusion.suspensions", &results, None), "exclusion.suspensions").unwrap();
    assert!(chart.sentence.ends_with("up from 9 in 2012/13; there is no national figure to set it against"));
    assert!(!chart.svg.contains("National"));
    check(&chart);
}

/// A draft with results of disadvantaged and of other pupils by year.
fn groups_of(measure: &str, results: &[(u16, Group, &str)]) -> Draft {
    let mut draft = Draft { phase: Some(Phase::Primary), ..Draft::default() };
    for (start, group, text) in results {
        let key = FigureKey { group: *group, ..FigureKey::result(measure.into(), year(*start)) };
        draft.set_figure(key, text);
    }
    draft
}

fn groups(draft: &Draft, measure: &str) -> Option<Chart> {
    let (framework, catalogue, reference) = shipped();
    let today = NaiveDate::from_ymd_opt(2015, 11, 1).unwrap();
    let (plan, _) = validate(draft, framework, catalogue, today);
    let measure = catalogue.get(&measure.into()).unwrap();
    groups_chart("groups", &groups_by_year(&plan, framework, reference, measure), measure)
}

/// Other pupils nationally were at 83% in 2013/14 and at 85% in 2014/15.
#[test]
fn disadvantaged_against_other_pupils() {
    use Group::{Disadvantaged, Other};
    let results = [
        (2013, Disadvantaged, "7/18"),
        (2013, Other, "60/80"),
        (2014, Disadvantaged, "9/20"),
        (2014, Other, "75"),
    ];
    let chart = groups(&groups_of("ks2.rwm.l4", &results), "ks2.rwm.l4").unwrap();
    // 9 of 20 are 45%. In school 45 − 75 = −30: 15 of 20 are 75%, so 6 more. Nationally 45 − 85 = −40: 85 is published to the
    // whole per cent, so 84.5 to 85.5% of 20, 17 to 18 pupils: 8 to 9 more. Chance: (900 − 1700)² = 640,000 >
    // 3.8416 × 20 × 85 × 15 = 97,960.8: outside.
    assert_eq!(
        chart.sentence,
        "Key stage 2 reading, writing and mathematics combined, level 4 or above, 2014/15: 45.0% (9 of 20 pupils) for \
         disadvantaged pupils; the in-school gap is 30.0 percentage points (6 pupils) behind the school’s other pupils at \
         75.0%; the gap to other pupils nationally is 40.0 percentage points (8 to 9 pupils) behind their 85%, more than chance \
         would explain"
    );
    // The latest year stands first. In the year before, 82.5 to 83.5% of 18 are 14.85 to 15.03: 15 to 16 pupils.
    assert_eq!(chart.table.rows[0].heading, "2014/15");
    assert_eq!(chart.table.rows[1].cells[4], "\u{2212}44.1, 8 to 9 pupils");
    check_dots(&chart, 0.0, 100.0);
    check_snapshot("groups of two years", &chart);
}

/// Every marker of the groups stands at its printed value, on the scale from `low` to `high` that the marks print.
#[track_caller]
fn check_dots(chart: &Chart, low: f64, high: f64) {
    let all = elements(&chart.svg);
    let marks: Vec<(f64, f64)> = all
        .iter()
        .filter(|each| each.has_class("chart-label--middle"))
        .map(|mark| (printed_number(mark.words), mark.number("x")))
        .collect();
    let (first, last) = (marks[0], marks[marks.len() - 1]);
    assert_eq!((first.0, last.0), (low, high));
    let x = |value: f64| first.1 + (last.1 - first.1) * (value - low) / (high - low);
    let printed: Vec<f64> = all
        .iter()
        .filter(|each| each.has_class("chart-value") && each.number("x") > 0.0)
        .map(|value| printed_number(value.words.split([',', ' ']).next().unwrap()))
        .collect();
    let drawn: Vec<f64> = all
        .iter()
        .filter(|each| each.has_class("chart-marker"))
        .map(|marker| match marker.get("cx") {
            Some(x) => x.parse().unwrap(),
            None => {
                let d = marker.get("d").unwrap();
                let x: f64 = d[1..].split(' ').next().unwrap().parse().unwrap();
                // A square begins at its left edge, a triangle at its top.
                if d.contains("h10") { x + 5.0 } else { x }
            }
        })
        .collect();
    let expected: Vec<f64> = printed.into_iter().map(x).collect();
    assert_near(&drawn, &expected);
}

#[test]
fn groups_that_are_ahead_level_alone_or_few() {
    use Group::{Disadvantaged, Other};
    let of = |results: &[(u16, Group, &str)]| groups(&groups_of("ks2.rwm.l4", results), "ks2.rwm.l4");
    let chart = of(&[(2014, Disadvantaged, "18/20"), (2014, Other, "16/20")]).unwrap();
    assert!(
        chart.sentence.contains(
            "the in-school gap is 10.0 percentage points ahead of the school’s other pupils at 80.0%"
        ),
        "{}",
        chart.sentence
    );
    assert!(
        chart.sentence.ends_with("5.0 percentage points ahead of their 85%, which could easily be chance")
    );
    let chart = of(&[(2014, Disadvantaged, "85"), (2014, Other, "85.0")]).unwrap();
    assert!(
        chart.sentence.ends_with(
            "the in-school gap is nothing, with the school’s other pupils at 85.0%; the gap to other pupils nationally is \
             nothing, with their 85%"
        ),
        "{}",
        chart.sentence
    );
    // Under 11 pupils there is an interval and no label.
    let chart = of(&[(2014, Disadvantaged, "2/8")]).unwrap();
    assert!(!chart.sentence.contains("chance") && chart.svg.contains("chart-whisker"), "{}", chart.sentence);
    assert!(!chart.sentence.contains("in-school"));
    assert_eq!(chart.table.rows[0].cells.last().map(String::as_str), Some("Too few pupils to say"));
    check_snapshot("groups with one alone", &chart);
    // Others by themselves are no gap.
    assert_eq!(of(&[(2014, Other, "16/20")]), None);
}

/// The marks of the scale of values, first and last.
fn scale(chart: &Chart, class: &str) -> (f64, f64) {
    let all = elements(&chart.svg);
    let marks: Vec<f64> = all
        .iter()
        .filter(|each| each.has_class(class) && !each.has_class("chart-value") && !each.words.contains('/'))
        .filter_map(|each| each.words.replace('\u{2212}', "-").replace('%', "").parse().ok())
        .collect();
    (marks.iter().copied().fold(f64::MAX, f64::min), marks.iter().copied().fold(f64::MIN, f64::max))
}

/// A measure has one scale, whatever is shown of it and on whichever page.
#[test]
fn a_measure_has_the_same_scale_in_every_chart() {
    use Group::{Disadvantaged, Other};
    for (id, low, high, texts) in [
        ("ks2.rwm.exs", 0.0, 100.0, ["12", "95", "40", "41"]),
        ("eyfs.gld", 0.0, 100.0, ["98", "99", "100", "100"]),
        ("ks2.reading.scaled", 80.0, 120.0, ["101", "102", "103", "104"]),
        ("ks4.a8", 0.0, 90.0, ["46.5", "47.1", "20", "50"]),
        ("ks4.p8", -2.0, 2.0, ["0.1", "\u{2212}0.4", "0.2", "0.3"]),
    ] {
        let mut draft = groups_of(id, &[(2018, Disadvantaged, texts[2]), (2018, Other, texts[3])]);
        if id.starts_with("ks4") {
            draft.phase = Some(Phase::Secondary);
        }
        for (start, text) in [(2017, texts[0]), (2018, texts[1])] {
            draft.set_figure(FigureKey::result(id.into(), year(start)), text);
        }
        for (part, text) in [(Part::Value, texts[3]), (Part::Year, "2019/20"), (Part::Known, YES)] {
            draft.set_target(&id.into(), part, text);
        }
        let (framework, catalogue, reference) = shipped();
        let framework = Framework { latest_results: year(2018), ..framework.clone() };
        let today = NaiveDate::from_ymd_opt(2019, 11, 1).unwrap();
        let (plan, _) = validate(&draft, &framework, catalogue, today);
        let measure = catalogue.get(&id.into()).unwrap();
        let trend = trend_chart("trend", &plan, &framework, reference, measure).unwrap();
        let groups =
            groups_chart("groups", &groups_by_year(&plan, &framework, reference, measure), measure).unwrap();
        let evaluation = evaluate(&plan, &framework, catalogue, reference);
        let path = evaluation.trajectories().iter().find(|path| path.key() == TargetKey::from(id)).unwrap();
        let way = trajectory_chart("way", path, &plan, measure).unwrap();
        check(&trend);
        check(&groups);
        assert_eq!(scale(&trend, "chart-label--end"), (low, high), "{id}");
        assert_eq!(scale(&way, "chart-label--end"), (low, high), "{id}");
        check_dots(&groups, low, high);
    }
}

#[test]
fn every_trend_and_every_pair_of_groups_fits() {
    for measure in shipped().1.iter() {
        let text = |share: u32| match measure.unit {
            Unit::Percent => format!("{}/{}", share * 43, 4300),
            Unit::Points if measure.lowest < Level::ZERO => {
                format!("{:.2}", (f64::from(share) - 50.0) / 20.0)
            }
            Unit::Points => format!("{:.1}", f64::from(share) * 0.9),
            Unit::Score => (80 + share * 2 / 5).to_string(),
            Unit::Count => (share * 40).to_string(),
        };
        for [before, between, now] in [[0, 100, 50], [100, 100, 100], [0, 0, 0], [60, 61, 62], [80, 30, 79]] {
            for latest in [2014, 2018] {
                let results = [(latest - 2, before), (latest - 1, between), (latest, now)];
                let mut draft = Draft { phase: measure.phases.first().copied(), ..Draft::default() };
                for (start, share) in results {
                    for group in Group::ALL {
                        let key = FigureKey { group, ..FigureKey::result(measure.id.clone(), year(start)) };
                        draft.set_figure(key, &text(if group == Group::Other { 100 - share } else { share }));
                    }
                }
                let (framework, catalogue, reference) = shipped();
                let framework = Framework { latest_results: year(latest), ..framework.clone() };
                let today = NaiveDate::from_ymd_opt(i32::from(latest) + 1, 11, 1).unwrap();
                let (plan, _) = validate(&draft, &framework, catalogue, today);
                for chart in [
                    trend_chart("trend", &plan, &framework, reference, measure),
                    groups_chart("groups", &groups_by_year(&plan, &framework, reference, measure), measure),
                ] {
                    chart.iter().for_each(check);
                }
            }
        }
    }
}

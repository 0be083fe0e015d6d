//! Disadvantaged pupils of the school beside its others, and beside other pupils nationally.

use super::super::number;
use super::super::table::{Column, Row, Table};
use super::Chart;
use super::axis::{Printed, Range};
use super::gap::{Standing, decimals_of};
use super::svg::{Anchor, LABEL, Label, Marker, SMALL, Svg, VALUE, WIDTH, unit};
use super::trend::{Beside, counted, interval};
use crate::domain::gap::{Gap, GroupsOfYear, Span};
use crate::domain::measure::{Measure, Unit};
use crate::domain::quantity::Level;

/// The results of disadvantaged and of other pupils in the given years, the latest first, with what chance alone could give, and the national figure of other pupils.
///
/// Two gaps are told apart: that in the school, and that to other pupils nationally, as the Department for Education
/// takes it. The range of values is the measure's own. `None` where no result of disadvantaged pupils is known. `id` has
/// to be unique on the page.
pub fn groups_chart(id: &str, years: &[GroupsOfYear], measure: &Measure) -> Option<Chart> {
    let years: Vec<GroupsOfYear> = years.iter().rev().cloned().collect();
    let latest = years.iter().find(|year| year.disadvantaged.is_some())?;
    let title = format!("{}: disadvantaged and other pupils", measure.label);
    let sentence = sentence(latest, measure)?;
    Some(Chart {
        sentence,
        svg: draw(id, &title, &years, measure),
        table: table(&title, &years, measure),
        title,
    })
}

/// The in-school gap as it is printed: signed, in words, and in whole pupils.
fn in_school(year: &GroupsOfYear, measure: &Measure) -> Option<(String, String, String)> {
    let (gap, few, rest) = (year.in_school?, year.disadvantaged.as_ref()?, year.other.as_ref()?);
    let decimals =
        decimals_of(gap.gap, number::difference_decimals(measure, few.decimals.max(rest.decimals)));
    let size = Printed::signed(gap.gap, decimals);
    let side = match Standing::of(gap.gap, size.drawn, measure.better) {
        Standing::Level => return Some((size.text, "nothing".to_owned(), String::new())),
        Standing::Worse => "behind",
        Standing::Better => "ahead of",
    };
    let pupils = gap.to_close.filter(|span| *span != Span { fewest: 0, most: 0 }).map(number::span);
    let distance = number::distance(gap.gap, decimals, measure.unit);
    let words = format!("{distance}{} {side}", in_brackets(pupils.as_deref()));
    Some((size.text, words, pupils.unwrap_or_default()))
}

fn in_brackets(words: Option<&str>) -> String {
    words.map_or_else(String::new, |words| format!(" ({words})"))
}

fn printed(level: Level, decimals: u8, measure: &Measure) -> String {
    number::level(level, decimals, measure.unit)
}

fn sentence(year: &GroupsOfYear, measure: &Measure) -> Option<String> {
    let few = year.disadvantaged.as_ref()?;
    let mut text = format!(
        "{}, {}: {}{} for disadvantaged pupils",
        measure.label,
        year.year,
        printed(few.value, few.decimals, measure),
        in_brackets(counted(few).as_deref()),
    );
    if let Some(((_, words, _), rest)) = in_school(year, measure).zip(year.other.as_ref()) {
        let level = printed(rest.value, rest.decimals, measure);
        text.push_str(&format!("; the in-school gap is {words}"));
        text.push_str(if words == "nothing" { ", with" } else { "" });
        text.push_str(&format!(" the school’s other pupils at {level}"));
    }
    let national = year.national.as_ref().map(|figure| printed(figure.value, figure.decimals, measure));
    if let Some((beside, national)) = Beside::new(few, measure).zip(national) {
        let side = match beside.standing {
            Standing::Level => "nothing, with",
            Standing::Worse => "behind",
            Standing::Better => "ahead of",
        };
        let distance = if beside.standing == Standing::Level {
            String::new()
        } else {
            format!("{}{} ", beside.distance, in_brackets(beside.pupils().as_deref()))
        };
        text.push_str(&format!(
            "; the gap to other pupils nationally is {distance}{side} their {national}{}",
            match beside.is_chance() {
                Some(true) => ", which could easily be chance",
                Some(false) => ", more than chance would explain",
                None => "",
            }
        ));
    }
    Some(text)
}

fn table(title: &str, years: &[GroupsOfYear], measure: &Measure) -> Table {
    let is_share = measure.unit == Unit::Percent;
    let points = if is_share { "percentage points" } else { "points" };
    let mut columns = vec![Column::words("Year")];
    let (in_school_gap, to_them) = (format!("In-school gap, {points}"), format!("Gap to them, {points}"));
    let headings =
        ["Disadvantaged pupils", "Other pupils", &in_school_gap, "Other pupils nationally", &to_them];
    columns.extend(headings.map(Column::number));
    if is_share {
        columns.push(Column::words("Could the gap to them be chance?"));
    }
    let rows = years.iter().map(|year| {
        let result = |gap: &Option<Gap>| {
            let Some(gap) = gap else { return "not known".to_owned() };
            let mut text = printed(gap.value, gap.decimals, measure) + &in_brackets(counted(gap).as_deref());
            if let Some([low, high]) = gap.chance.map(interval) {
                text.push_str(&format!(", by chance {} to {}", low.text, high.text));
            }
            text
        };
        let with_pupils = |size: String, pupils: Option<String>| match pupils {
            Some(pupils) if !pupils.is_empty() => format!("{size}, {pupils}"),
            _ => size,
        };
        let in_school = in_school(year, measure).map(|(size, _, pupils)| with_pupils(size, Some(pupils)));
        let national = year.national.as_ref().map(|figure| printed(figure.value, figure.decimals, measure));
        let beside = year.disadvantaged.as_ref().and_then(|few| Beside::new(few, measure));
        let to_them = beside.as_ref().map(|beside| with_pupils(beside.size.text.clone(), beside.pupils()));
        let mut cells = vec![result(&year.disadvantaged), result(&year.other), in_school.unwrap_or_default()];
        cells.push(national.unwrap_or_else(|| "none held".to_owned()));
        cells.push(to_them.unwrap_or_default());
        if is_share {
            cells.push(beside.map_or_else(String::new, |beside| beside.could_be_chance().to_owned()));
        }
        Row::new(year.year.to_string(), cells)
    });
    Table { caption: title.to_owned(), rows: rows.collect(), columns }
}

/// From one row to the next.
const ROW: f64 = 28.0;
/// Where the scale begins: beside the longest name.
const LEFT: f64 = 196.0;

fn draw(id: &str, title: &str, years: &[GroupsOfYear], measure: &Measure) -> String {
    let mut svg = Svg::new();
    // Each year's rows: name, value, words, interval, look.
    let rows = |year: &GroupsOfYear| {
        let of_school = [
            ("Disadvantaged pupils", &year.disadvantaged, Marker::Circle, "chart-series-1"),
            ("Other pupils", &year.other, Marker::Square, "chart-series-2"),
        ];
        let mut rows: Vec<GroupRow> = Vec::new();
        for (name, gap, marker, class) in of_school {
            let Some(gap) = gap else { continue };
            let value = Printed::level(gap.value, gap.decimals, measure.unit);
            let note = counted(gap).map(|counted| counted.replace(" pupils", "").replace(" pupil", ""));
            rows.push(GroupRow { name, value, note, reach: gap.chance.map(interval), marker, class });
        }
        if let Some(figure) = &year.national {
            let value = Printed::level(figure.value, figure.decimals, measure.unit);
            let (name, class) = ("Other pupils nationally", "chart-marker--hollow chart-series-3");
            rows.push(GroupRow { name, value, note: None, reach: None, marker: Marker::Triangle, class });
        }
        rows
    };
    let years: Vec<(String, Vec<GroupRow>)> =
        years.iter().map(|year| (year.year.to_string(), rows(year))).collect();
    let all = || years.iter().flat_map(|(_, rows)| rows);
    let words = all().map(|row| VALUE.width(&row.words())).fold(0.0, f64::max);
    let range = Range::of(measure, &all().map(|row| row.value.drawn).collect::<Vec<_>>());
    let right = WIDTH - words - 30.0;
    let x = |value: f64| LEFT + (right - LEFT) * range.along(value);

    let mut y = 0.0;
    for (year, rows) in &years {
        svg.words(&Label::new(year.as_str(), VALUE, Anchor::Start, (0.0, y + 15.0)));
        y += 24.0;
        let bottom = y + ROW * rows.len() as f64;
        let upright = |value: f64| format!("M{} {}V{}", unit(x(value)), unit(y), unit(bottom));
        let marks = range.marks().map(|mark| upright(f64::from(mark)));
        svg.path("chart-grid", &marks.collect::<String>());
        // National stands through the rows that are set against it.
        if let Some(national) = rows.iter().find(|row| row.class.contains("hollow")) {
            svg.path("chart-threshold", &upright(national.value.drawn));
        }
        for row in rows {
            let middle = y + ROW / 2.0;
            svg.words(&Label::new(row.name, LABEL, Anchor::Start, (0.0, middle + 5.0)));
            svg.words(&Label::new(row.words(), VALUE, Anchor::Start, (right + 26.0, middle + 5.0)));
            if let Some([low, high]) = &row.reach {
                svg.whisker((x(low.drawn), x(high.drawn)), middle, None);
            }
            svg.marker(row.marker, row.class, (x(row.value.drawn), middle));
            y += ROW;
        }
        y += 10.0;
    }
    for mark in range.marks() {
        let level = Level::hundredths(mark.saturating_mul(100));
        let unit = if measure.unit == Unit::Percent { Unit::Percent } else { Unit::Count };
        let at = (x(f64::from(mark)), y + 8.0);
        svg.words(&Label::new(number::level(level, 0, unit), LABEL, Anchor::Middle, at));
    }
    y += 20.0;
    if all().any(|row| row.reach.is_some()) {
        svg.whisker((1.0, 27.0), y + 12.0, None);
        let words = "What chance alone could give a group of this size";
        svg.words(&Label::new(words, SMALL, Anchor::Start, (36.0, y + 16.5)));
        y += 24.0;
    }
    svg.finish(id, title, y)
}

/// A row of the drawing.
struct GroupRow {
    name: &'static str,
    value: Printed,
    note: Option<String>,
    reach: Option<[Printed; 2]>,
    marker: Marker,
    class: &'static str,
}

impl GroupRow {
    /// `45.0%, 9 of 20`.
    fn words(&self) -> String {
        match &self.note {
            Some(note) => format!("{}, {note}", self.value.text),
            None => self.value.text.clone(),
        }
    }
}

//! SVG text, and the room that words take in it.

use std::fmt::Write;

/// The width of every drawing, in units of about a pixel.
pub(super) const WIDTH: f64 = 640.0;

/// A drawing in the making. Later shapes lie over earlier ones.
pub(super) struct Svg {
    body: String,
}

impl Svg {
    pub(super) fn new() -> Self {
        Self { body: String::new() }
    }

    /// The whole element, `height` units high. `id` has to be unique on the page.
    pub(super) fn finish(self, id: &str, title: &str, height: f64) -> String {
        let (id, title) = (escaped(id), escaped(title));
        format!(
            "<svg class=\"chart\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"xMinYMin\" role=\"img\" \
             aria-labelledby=\"{id}-title\">\n\
             <title id=\"{id}-title\">{title}</title>\n{}</svg>",
            unit(WIDTH),
            unit(height),
            self.body
        )
    }

    pub(super) fn words(&mut self, label: &Label) {
        let anchor = match label.anchor {
            Anchor::Start => "",
            Anchor::Middle => " chart-label--middle",
            Anchor::End => " chart-label--end",
        };
        let (x, y, words) = (unit(label.x), unit(label.y), escaped(&label.words));
        self.element(format_args!(
            "<text class=\"{}{anchor}\" x=\"{x}\" y=\"{y}\">{words}</text>",
            label.font.class
        ));
    }

    pub(super) fn path(&mut self, class: &str, d: &str) {
        self.element(format_args!("<path class=\"{class}\" d=\"{d}\"/>"));
    }

    /// A straight line through `points`; nothing where there are fewer than two.
    pub(super) fn line(&mut self, class: &str, points: &[Point]) {
        if points.len() > 1 {
            let places: Vec<String> =
                points.iter().map(|(x, y)| format!("{} {}", unit(*x), unit(*y))).collect();
            self.path(class, &format!("M{}", places.join("L")));
        }
    }

    pub(super) fn bar(&mut self, class: &str, area: Area) {
        let [x, y, width, height] =
            [area.left, area.top, area.right - area.left, area.bottom - area.top].map(unit);
        self.element(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    pub(super) fn marker(&mut self, marker: Marker, class: &str, (x, y): Point) {
        match marker {
            Marker::Circle => self.element(format_args!(
                "<circle class=\"chart-marker {class}\" cx=\"{}\" cy=\"{}\" r=\"5.5\"/>",
                unit(x),
                unit(y)
            )),
            Marker::Square => {
                let d = format!("M{} {}h10v10h-10z", unit(x - 5.0), unit(y - 5.0));
                self.path(&format!("chart-marker {class}"), &d);
            }
            Marker::Triangle => {
                let d = format!("M{} {}l6.5 11.5h-13z", unit(x), unit(y - 7.5));
                self.path(&format!("chart-marker {class}"), &d);
            }
        }
    }

    /// What chance could do: a line with caps from one end of `reach` to the other, about `y`. Over the `dark` bar, if
    /// there is one, it is light.
    pub(super) fn whisker(&mut self, reach: (f64, f64), y: f64, dark: Option<(f64, f64)>) {
        let (from, to) = dark.unwrap_or((reach.0, reach.0));
        // The bar's part of the reach; what is left and right of it is dark on the page.
        let (from, to) = (within(from, reach), within(to, reach));
        let piece = |from: f64, to: f64| {
            if from < to { format!("M{} {}H{}", unit(from), unit(y), unit(to)) } else { String::new() }
        };
        let cap = |x: f64| format!("M{} {}v8", unit(x), unit(y - 4.0));
        let is_over = |x: f64| dark.is_some_and(|(left, right)| left < x && x < right);
        let (mut on_page, mut on_bar) = (piece(reach.0, from) + &piece(to, reach.1), piece(from, to));
        for end in [reach.0, reach.1] {
            if is_over(end) { on_bar.push_str(&cap(end)) } else { on_page.push_str(&cap(end)) }
        }
        self.path("chart-whisker", &on_page);
        if !on_bar.is_empty() {
            // Of this class only the edge shows, as lines have no inside: the colour of the page.
            self.path("chart-marker", &on_bar);
        }
    }

    fn element(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{text}");
    }
}

/// `value`, or the end of `range` that it lies beyond. Not `f64::clamp`: that can panic with a message about floating-point
/// numbers, and would be all that brings their formatting into the program: 16 KB before compression.
pub(super) fn within(value: f64, range: (f64, f64)) -> f64 {
    value.max(range.0).min(range.1)
}

/// A place in the drawing.
pub(super) type Point = (f64, f64);

/// The shape that tells a series from others without its colour.
#[derive(Clone, Copy)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
}

/// A font of the drawing's style sheet.
#[derive(Clone, Copy)]
pub(super) struct Font {
    class: &'static str,
    size: f64,
    is_bold: bool,
}

/// Names of rows, axes and keys.
pub(super) const LABEL: Font = Font { class: "chart-label", size: 15.0, is_bold: false };
/// Further words beside a value.
pub(super) const SMALL: Font = Font { class: "chart-label chart-small", size: 13.0, is_bold: false };
/// Values and the names of series.
pub(super) const VALUE: Font = Font { class: "chart-value", size: 15.0, is_bold: true };
/// Values where they stand close.
pub(super) const SMALL_VALUE: Font = Font { class: "chart-value chart-small", size: 13.0, is_bold: true };

/// Which end of the words is at their place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Words at a place: `y` is their base line.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) words: String,
    pub(super) font: Font,
    pub(super) anchor: Anchor,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Label {
    pub(super) fn new(words: impl Into<String>, font: Font, anchor: Anchor, (x, y): Point) -> Self {
        Self { words: words.into(), font, anchor, x, y }
    }

    /// The room that the words take, in the widest of the usual fonts.
    pub(super) fn area(&self) -> Area {
        let width = self.font.width(&self.words);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        let (ascent, descent) = (self.font.size * 0.78, self.font.size * 0.24);
        Area { left, right: left + width, top: self.y - ascent, bottom: self.y + descent }
    }
}

/// A rectangle along the axes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_crossed_by(&self, (from, to): (Point, Point)) -> bool {
        // Liang and Barsky: the part of the line that is within all four sides, if any.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let mut range = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ] {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                range.0 = range.0.max(room / step);
            } else {
                range.1 = range.1.min(room / step);
            }
        }
        range.0 <= range.1
    }
}

/// What is drawn already, so that further words find a free place.
#[derive(Default)]
pub(super) struct Space {
    areas: Vec<Area>,
    lines: Vec<(Point, Point)>,
}

impl Space {
    pub(super) fn add_label(&mut self, label: &Label) {
        self.areas.push(label.area());
    }

    pub(super) fn add_area(&mut self, area: Area) {
        self.areas.push(area);
    }

    pub(super) fn add_line(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// The first of `places` that touches neither words nor a line, or else no words; takes its room. `None` leaves the
    /// words to the table.
    pub(super) fn first_free(&mut self, places: Vec<Label>) -> Option<Label> {
        let is_inside = |area: &Area| area.left >= 0.0 && area.right <= WIDTH && area.top >= 0.0;
        let clear: Vec<Label> = places
            .into_iter()
            .filter(|label| {
                let area = label.area();
                is_inside(&area) && !self.areas.iter().any(|taken| taken.meets(&area))
            })
            .collect();
        let is_uncrossed = |label: &&Label| !self.lines.iter().any(|line| label.area().is_crossed_by(*line));
        let label = clear.iter().find(is_uncrossed).or(clear.first())?.clone();
        self.add_label(&label);
        Some(label)
    }
}

impl Space {
    /// Whether all of `labels` lie clear of words and lines; takes their room only then.
    pub(super) fn takes_all(&mut self, labels: &[Label]) -> bool {
        let is_clear = |label: &Label| {
            let area = label.area();
            let is_inside = area.left >= 0.0 && area.right <= WIDTH && area.top >= 0.0;
            is_inside
                && !self.areas.iter().any(|taken| taken.meets(&area))
                && !self.lines.iter().any(|line| area.is_crossed_by(*line))
                && labels.iter().all(|other| std::ptr::eq(other, label) || !other.area().meets(&area))
        };
        let fits = labels.iter().all(is_clear);
        if fits {
            self.areas.extend(labels.iter().map(Label::area));
        }
        fits
    }
}

impl Font {
    pub(super) fn width(self, words: &str) -> f64 {
        text_width(words, self.size, self.is_bold)
    }

    /// `words` in lines of at most `room` units, broken at spaces only.
    pub(super) fn lines(self, words: &str, room: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}")) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

/// The width of `words` at `size` units in DejaVu Sans, which is as wide as Verdana and wider than the fonts of most
/// systems: drawings leave this much room.
pub fn text_width(words: &str, size: f64, is_bold: bool) -> f64 {
    let advances = words.chars().map(|letter| {
        let (regular, bold) = advance(letter);
        if is_bold { bold } else { regular }
    });
    f64::from(advances.sum::<u32>()) / 100.0 * size
}

/// Advance widths in hundredths of the size, regular and bold, from DejaVu Sans 2.37, rounded up.
fn advance(letter: char) -> (u32, u32) {
    match letter {
        'i' | 'j' | 'l' | '\'' => (28, 35),
        'I' | 'J' => (30, 38),
        ' ' | ',' | '.' | '’' => (32, 38),
        ':' | ';' | '/' | '|' => (34, 40),
        'f' => (36, 44),
        '-' => (37, 42),
        't' | '(' | ')' => (40, 48),
        'r' => (42, 50),
        's' | 'z' => (53, 60),
        'c' => (55, 60),
        'L' | 'k' | 'F' => (58, 68),
        'v' | 'x' | 'y' => (60, 66),
        'a' | 'o' | 'e' | 'T' | 'Y' | 'P' => (62, 73),
        '0'..='9' | 'b' | 'd' | 'g' | 'h' | 'n' | 'p' | 'q' | 'u' | 'E' | 'S' | '–' | '*' => (64, 72),
        'A' | 'B' | 'C' | 'K' | 'R' | 'V' | 'X' | 'Z' => (70, 78),
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '&' => (79, 88),
        'w' | '+' | '\u{2212}' | '=' | '<' | '>' => (84, 92),
        // As wide as the widest: an unknown letter gets too much room rather than too little.
        _ => (100, 110),
    }
}

/// A coordinate with at most two decimal places.
pub(super) fn unit(value: f64) -> String {
    // By whole numbers: writing an `f64` would bring 12 KB of code for exact decimals into the page.
    let hundredths = (value * 100.0).round_ties_even() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// `words` as content or attribute of an element.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_coordinates_short() {
        assert_eq!(escaped("a<b>&\"c'"), "a&lt;b&gt;&amp;&quot;c&#39;");
        assert_eq!([0.0, -0.001, 12.5, 100.0, 3.126].map(unit), ["0", "0", "12.5", "100", "3.13"]);
    }

    #[test]
    fn lines_keep_every_word() {
        let name = "Key stage 2 grammar, punctuation and spelling, level 4b or above";
        for room in [60.0, 150.0, 300.0, 640.0] {
            let lines = LABEL.lines(name, room);
            assert_eq!(lines.join(" "), name);
            assert!(lines.iter().all(|line| !line.contains(' ') || LABEL.width(line) <= room));
        }
        assert!(LABEL.lines("", 100.0).is_empty());
    }

    #[test]
    fn words_find_a_free_place_or_none() {
        let mut space = Space::default();
        let at = |y| Label::new("62.3%", VALUE, Anchor::Middle, (100.0, y));
        let mut place = |places: Vec<Label>| space.first_free(places).map(|label| label.y);
        assert_eq!(place(vec![at(50.0), at(90.0)]), Some(50.0));
        assert_eq!(place(vec![at(50.0), at(90.0)]), Some(90.0));
        assert_eq!(place(vec![at(50.0), at(90.0)]), None);
        space.add_line(&[(0.0, 140.0), (200.0, 140.0)]);
        let label = space.first_free(vec![at(145.0), at(180.0)]);
        assert_eq!(label.map(|label| label.y), Some(180.0));
    }
}

//! A council's own copy of the planner: whose it is, how it looks, and the schemes and figures that it carries.

use std::rc::Rc;

use chrono::NaiveDate;

use super::benchmark::Benchmark;
use super::framework::Framework;

/// What makes a copy a council's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// By what the copy is known where plans are kept: copies with one id share them, whatever their year.
    pub id: String,
    /// Whose copy it is.
    pub council: String,
    /// When it was made.
    pub made: NaiveDate,
    /// Whom a school asks about the copy, in words; may be empty.
    pub contact: String,
    /// How it looks.
    pub brand: Brand,
    /// Its schemes, the first of which is chosen at the beginning; at least one.
    pub schemes: Vec<Rc<Framework>>,
    /// Whether the schemes that ship with the planner can be chosen too.
    pub has_others: bool,
    /// National figures beside those that ship, or in their place.
    pub national: Vec<Benchmark>,
}

impl Pack {
    /// The last day on which one of its schemes is of the year in progress: 31 August.
    pub fn good_until(&self) -> Option<NaiveDate> {
        let last = self.schemes.iter().map(|scheme| scheme.year).max()?;
        NaiveDate::from_ymd_opt(i32::from(last.start()) + 1, 8, 31)
    }
}

/// How a copy looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// A PNG picture as a `data:` address; empty where there is none.
    pub logo: String,
    /// What the picture says, for those who cannot see it.
    pub logo_text: String,
    /// The colour of the header and of buttons; `None` for the planner's own.
    pub main: Option<Colour>,
    /// The colour of the words on it.
    pub on_main: Option<Colour>,
    /// The colour of links.
    pub link: Option<Colour>,
}

/// A colour of a screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Its parts of red, green and blue.
    pub parts: [u8; 3],
}

/// The planner's own colours: of the header, of the words on it, and of links (`styles/_brand.scss`).
pub const OWN: [Colour; 3] =
    [Colour::new(0x12, 0x43, 0x6d), Colour::new(0xff, 0xff, 0xff), Colour::new(0x0b, 0x53, 0x94)];

/// What stands behind links: the page, and its quiet boxes.
const BEHIND: [Colour; 2] = [Colour::new(0xff, 0xff, 0xff), Colour::new(0xf3, 0xf6, 0xf8)];

/// The least contrast of text, in hundredths (WCAG 2.2, success criterion 1.4.3).
pub const LEAST_CONTRAST: u32 = 450;

impl Colour {
    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { parts: [red, green, blue] }
    }

    /// Reads a colour such as `#12436d`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.as_bytes();
        if digits.len() != 6 {
            return None;
        }
        let mut parts = [0; 3];
        for (part, pair) in parts.iter_mut().zip(digits.chunks(2)) {
            let digit = |byte: u8| (byte as char).to_digit(16);
            *part = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self { parts })
    }

    /// Relative luminance in thousand-millionths (WCAG 2.2, "relative luminance").
    fn luminance(self) -> u64 {
        let [red, green, blue] = self.parts.map(linear);
        (red * 2126 + green * 7152 + blue * 722) / 10_000
    }

    /// The contrast with another colour in hundredths, from 100 to 2,100 (WCAG 2.2, "contrast ratio"), rounded down: what
    /// is not enough never seems so.
    pub fn contrast(self, other: Self) -> u32 {
        let (one, two) = (self.luminance() + FLARE, other.luminance() + FLARE);
        u32::try_from(one.max(two) * 100 / one.min(two)).unwrap_or(u32::MAX)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.parts;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// 0.05, in thousand-millionths.
const FLARE: u64 = 50_000_000;

/// The light of a part of a colour, in thousand-millionths, in whole numbers so that it is the same everywhere.
fn linear(part: u8) -> u64 {
    let part = u64::from(part);
    // 0.04045 × 255 = 10.3.
    if part <= 10 {
        return part * 1_000_000_000_000 / 3_294_600; // ÷ 255 ÷ 12.92
    }
    // ((part ÷ 255 + 0.055) ÷ 1.055) ^ 2.4, as a² · (a²)^⅕. The root is looked for in hundred-thousandths.
    let a = (part * 1_000 + 14_025) * 1_000_000_000 / 269_025_000; // millionths
    let square = u128::from(a * a); // 10⁻¹²
    let (mut low, mut high) = (0_u128, 100_000_u128);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if middle.pow(5) <= square * 10_000_000_000_000 {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    (square * low / 100_000_000) as u64
}

/// One pair of colours that are read together: what, and their contrast in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// The words of the header and of buttons.
    Header,
    /// Links on the page.
    Link,
    /// Links in quiet boxes.
    LinkInBox,
}

impl Brand {
    /// Its colours, with the planner's own where it has none: of the header, of the words on it, and of links.
    pub fn colours(&self) -> [Colour; 3] {
        [self.main.unwrap_or(OWN[0]), self.on_main.unwrap_or(OWN[1]), self.link.unwrap_or(OWN[2])]
    }

    /// The contrast of every pair of colours that are read together, in hundredths.
    pub fn contrasts(&self) -> [(Pair, u32); 3] {
        let [main, on_main, link] = self.colours();
        [
            (Pair::Header, on_main.contrast(main)),
            (Pair::Link, link.contrast(BEHIND[0])),
            (Pair::LinkInBox, link.contrast(BEHIND[1])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_in_one_way() {
        assert_eq!(colour("#12436d").parts, [0x12, 0x43, 0x6d]);
        assert_eq!(colour("#12436D"), colour("#12436d"));
        for wrong in ["", "12436d", "#12436", "#12436dd", "#1243zz", "red", "#12436é"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        // WCAG: black on white is 21. #777 on white is 4.48 and fails; #767676 is 4.54 and passes.
        assert_eq!(colour("#000000").contrast(colour("#ffffff")), 2100);
        assert_eq!(colour("#ffffff").contrast(colour("#ffffff")), 100);
        assert_eq!(colour("#777777").contrast(colour("#ffffff")), 447);
        assert_eq!(colour("#767676").contrast(colour("#ffffff")), 454);
        // GOV.UK's blue link #1d70b8 on white: 5.1698, rounded down.
        assert_eq!(colour("#ffffff").contrast(colour("#1d70b8")), 516);
        // #ff0000: 0.2126 of light, 1.05 / 0.2626 = 3.998.
        assert_eq!(colour("#ff0000").contrast(colour("#ffffff")), 399);
    }

    #[test]
    fn the_planners_own_colours_pass() {
        for (pair, contrast) in Brand::default().contrasts() {
            assert!(contrast >= LEAST_CONTRAST, "{pair:?} {contrast}");
        }
    }
}

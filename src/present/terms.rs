//! What the words mean: the terms of the field, explained in plain words where they are used.

/// A term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is explained.
    pub word: &'static str,
    /// How it is found in what a page says, in lower case.
    sign: &'static str,
    /// What it means.
    meaning: &'static str,
    /// Who defined it; empty of a word that the planner uses in its own way.
    source: &'static str,
}

impl Term {
    /// The term with its meaning and who defined it.
    pub fn said(&self) -> String {
        let source = if self.source.is_empty() { "The planner’s own word" } else { self.source };
        format!("{}: {} {source}.", self.word, self.meaning)
    }
}

const DFE: &str = "Defined by the Department for Education";
const STA: &str = "Defined by the Standards and Testing Agency";
const OFSTED: &str = "Defined by Ofsted";

const fn term(word: &'static str, sign: &'static str, meaning: &'static str, source: &'static str) -> Term {
    Term { word, sign, meaning, source }
}

/// Every term, in the order of the alphabet.
pub static TERMS: [Term; 32] = [
    term(
        "Academy",
        "academy",
        "a school run by a trust, not by the council. A sponsored academy was taken on by a sponsor, often after weak results; \
         a converter chose to become one.",
        DFE,
    ),
    term(
        "Assumed",
        "assumed",
        "the planner’s own reading or number, where the council printed none. What is published stands in the council’s document.",
        "",
    ),
    term(
        "Attainment 8",
        "attainment 8",
        "a pupil’s points in eight GCSE subjects, with English and mathematics counted double. A school’s figure is the mean \
         of its pupils.",
        DFE,
    ),
    term(
        "Category",
        "category",
        "what the council calls a group of schools that need the same help. It decides visits and support.",
        "",
    ),
    term(
        "Chance",
        "chance",
        "how far the result of a small group moves from year to year with nothing else changed. The planner uses the 95% Wilson \
         score interval.",
        "",
    ),
    term(
        "Cohort",
        "cohort",
        "the pupils whose results are counted together, such as those who were in Year 6 in a year.",
        DFE,
    ),
    term(
        "Disadvantaged pupils",
        "disadvantaged",
        "pupils who could have free school meals at any time in the last six years, and pupils who are or were in a council’s \
         care. All the rest are other pupils.",
        DFE,
    ),
    term(
        "EBacc",
        "ebacc",
        "GCSEs in English, mathematics, sciences, a language, and history or geography.",
        DFE,
    ),
    term(
        "Expected progress",
        "expected progress",
        "to 2015, at least two levels up from key stage 1 to 2, or three from key stage 2 to 4.",
        DFE,
    ),
    term(
        "Expected standard",
        "expected standard",
        "since 2016, what a pupil should be able to do at the end of a key stage. In a test it is a scaled score of 100.",
        STA,
    ),
    term(
        "Five or more GCSEs at A* to C",
        "five or more gcses",
        "or equal qualifications, with English and mathematics among them.",
        DFE,
    ),
    term(
        "Floor standard",
        "floor",
        "the least that the government asked of a school’s results in a year. It was set anew each year to 2018.",
        DFE,
    ),
    term(
        "Good level of development",
        "good level of development",
        "at the end of Reception, the expected level in personal development, physical development, language, mathematics and \
         literacy.",
        DFE,
    ),
    term(
        "Headline measure",
        "headline",
        "a result by which this scheme decides the category of schools of this phase.",
        "",
    ),
    term(
        "Higher standard, greater depth",
        "higher standard",
        "above the expected standard: a scaled score of 110 in a test, or working at greater depth in the teacher’s judgement.",
        STA,
    ),
    term(
        "Inadequate",
        "special measures",
        "special measures means that the school fails its pupils and its leaders cannot yet improve it; serious weaknesses, that \
         they can.",
        OFSTED,
    ),
    term(
        "Key stage",
        "key stage",
        "a block of school years: key stage 1 is Years 1 and 2, key stage 2 Years 3 to 6, key stage 4 Years 10 and 11.",
        DFE,
    ),
    term(
        "Level 2",
        "level 2",
        "to 2015, what most pupils reached at the end of key stage 1. 2c is its lower part, 2b its middle. Level 3 is above it.",
        DFE,
    ),
    term(
        "Level 4",
        "level 4",
        "to 2015, what most pupils reached at the end of key stage 2. 4b or above leaves its lower part out. Level 5 is above it.",
        DFE,
    ),
    term(
        "Moderation",
        "moderation",
        "the council compares how schools are judged, may know more than the figures say, and then decides.",
        "",
    ),
    term(
        "Multiplication tables check",
        "multiplication tables",
        "25 questions on a screen, taken in Year 4.",
        STA,
    ),
    term("National", "national", "the figure for schools in England in the same measure and year.", DFE),
    term(
        "Not known yet",
        "not known yet",
        "no answer. The planner never takes it as no: it works out what every answer would lead to.",
        "",
    ),
    term(
        "Percentage points",
        "percentage point",
        "the difference of two percentages. From 60% to 65% it is 5 percentage points.",
        "",
    ),
    term(
        "Phonics screening check",
        "phonics",
        "whether a child can read words by their sounds: taken in Year 1, and again in Year 2 where it was not met.",
        STA,
    ),
    term(
        "Progress 8",
        "progress 8",
        "how far a school’s Attainment 8 is from that of pupils with the same results at key stage 2. 0 is the average.",
        DFE,
    ),
    term(
        "Progress score",
        "progress score",
        "how far pupils did better or worse than others with the same earlier results. 0 is the average.",
        DFE,
    ),
    term(
        "Provisional",
        "provisional",
        "on what has been entered so far. It may change with every answer and figure.",
        "",
    ),
    term("Pupil referral unit", "pupil referral", "a school for pupils who cannot be taught in others.", DFE),
    term(
        "Scaled score",
        "scaled score",
        "marks of a test turned into 80 to 120, so that years can be compared.",
        STA,
    ),
    term("Session", "sessions", "half a school day.", DFE),
    term(
        "Teacher assessment",
        "teacher assessment",
        "what a teacher judges a pupil to have reached, from the work of the year.",
        STA,
    ),
];

/// The terms that these words use.
pub fn used(words: &str) -> Vec<&'static Term> {
    let words = words.to_ascii_lowercase();
    TERMS.iter().filter(|term| words.contains(term.sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::{TERMS, used};

    #[test]
    fn terms_are_in_order_and_said_in_sentences() {
        assert!(TERMS.is_sorted_by_key(|term| term.word.to_ascii_lowercase()));
        for term in TERMS {
            assert!(term.said().ends_with('.') && term.meaning.ends_with('.'), "{}", term.word);
            assert_eq!(term.sign, term.sign.to_ascii_lowercase(), "{}", term.word);
        }
    }

    #[test]
    fn the_words_of_a_page_find_their_terms() {
        let found = |words: &str| used(words).iter().map(|term| term.word).collect::<Vec<_>>();
        assert_eq!(found("Key stage 2 reading, level 4 or above"), ["Key stage", "Level 4"]);
        assert_eq!(found("Reading, Expected standard"), ["Expected standard"]);
        assert!(found("Attendance").is_empty());
    }
}

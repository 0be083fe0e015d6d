//! Splitting text at a short mark.

/// What stands before and after the first `mark` in `text`. Not `str::split_once`: that brings in a search for long
/// needles, which is 2 KB of the program.
pub fn split_once<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    text.char_indices().find_map(|(place, _)| {
        let (before, rest) = text.split_at_checked(place)?;
        Some((before, rest.strip_prefix(mark)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_the_standard_library_does() {
        for text in ["", ": ", "a: b: c", "a:b", "é: ü", "18 of 30", ": x", "x: "] {
            for mark in [": ", " of ", "/"] {
                assert_eq!(split_once(text, mark), text.split_once(mark), "{text:?} {mark:?}");
            }
        }
    }
}

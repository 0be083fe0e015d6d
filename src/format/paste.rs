//! A table pasted from a spreadsheet or a document.

/// The most rows or columns that are looked at.
const MOST: usize = 500;

/// The cells of a pasted text, row by row; `None` where it is a single value and not a table.
///
/// Spreadsheets part cells by tabs and rows by line ends, and end with one.
pub fn read_pasted(text: &str) -> Option<Vec<Vec<String>>> {
    let text = text.trim_end_matches(['\r', '\n']);
    if !text.contains(['\t', '\n']) {
        return None;
    }
    let row = |line: &str| {
        line.trim_end_matches('\r')
            .split('\t')
            .take(MOST)
            .map(|cell| cell.trim().trim_matches('"').to_owned())
            .collect()
    };
    Some(text.split('\n').take(MOST).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cells_by_tab_and_line() {
        let table = |text: &str| {
            read_pasted(text).map(|rows| rows.iter().map(|row| row.join("|")).collect::<Vec<_>>())
        };
        assert_eq!(table("62.3"), None);
        assert_eq!(table("62.3\r\n"), None);
        assert_eq!(table("62.3\t68\r\n50\t\r\n"), Some(vec!["62.3|68".into(), "50|".into()]));
        assert_eq!(table("62.3\n68"), Some(vec!["62.3".into(), "68".into()]));
    }
}

//! Comma-separated values, read row by row, so that a large file can be read in steps.
//!
//! With or without a byte-order mark; commas, semicolons or tabs, whichever the first line has most of; any line ends;
//! rows shorter than the first. A cell that is not UTF-8 is read as windows-1252, which old downloads and Excel write.

use std::borrow::Cow;
use std::cell::RefCell;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::domain::fault::{Fault, FaultKind};

/// The most bytes of a file: the largest that the department publishes has 12 million.
pub const MOST_BYTES: usize = 40_000_000;
/// The most rows.
const MOST_ROWS: u64 = 200_000;
/// The most cells of a row.
const MOST_COLUMNS: usize = 2_000;
/// The most bytes of a cell.
const MOST_IN_CELL: usize = 4_000;
/// The most bytes of a row.
const MOST_IN_ROW: usize = 200_000;

/// A file on its way.
pub(super) struct Rows {
    bytes: Vec<u8>,
    at: usize,
    rows: u64,
    reader: Reader,
    /// For rows that are read again. Not a clone of the first: csv-core 0.1.13 clones a reader without its states.
    second: RefCell<Reader>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// A row: its cells, and where it stands in the file.
pub(super) struct Row<'a> {
    /// Its line, from 1.
    pub(super) line: u64,
    /// Its first byte and the one after its last.
    pub(super) span: (u32, u32),
    cells: &'a [u8],
    ends: &'a [usize],
}

impl Rows {
    /// The rows of a file. A file that is no text or too large is refused.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Fault> {
        let whole = |kind| Fault { place: String::new(), kind };
        if bytes.len() > MOST_BYTES {
            return Err(whole(FaultKind::TooLarge { most: MOST_BYTES }));
        }
        // Every spreadsheet of today is a ZIP archive, and those before were compound files.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(whole(FaultKind::Spreadsheet));
        }
        let at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let begin = &bytes[at..bytes.len().min(MOST_IN_ROW)];
        // Text of two bytes a character has a zero in every other.
        if begin.contains(&0) {
            return Err(whole(FaultKind::NotText));
        }
        let line = begin.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
        // The last of those with most, so the comma where there is none of any.
        let separator = [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator));
        let reader = || ReaderBuilder::new().delimiter(separator.unwrap_or(b',')).build();
        Ok(Self {
            bytes,
            at,
            rows: 0,
            reader: reader(),
            second: RefCell::new(reader()),
            cells: vec![0; MOST_IN_ROW],
            ends: vec![0; MOST_COLUMNS],
        })
    }

    /// How many bytes are read, and of how many.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.at, self.bytes.len())
    }

    /// The next row; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, Fault> {
        let line = self.reader.line();
        let fault = |kind| Fault { place: format!("line {line}"), kind };
        let start = self.at;
        let (mut length, mut count) = (0, 0);
        loop {
            let input = &self.bytes[self.at..];
            let (result, read, written, ended) =
                self.reader.read_record(input, &mut self.cells[length..], &mut self.ends[count..]);
            (self.at, length, count) = (self.at + read, length + written, count + ended);
            match result {
                // Asked again without input, it gives the last row.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => return Err(fault(FaultKind::TooLong { most: MOST_IN_ROW })),
                ReadRecordResult::OutputEndsFull => {
                    return Err(fault(FaultKind::TooManyColumns { most: MOST_COLUMNS }));
                }
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
            }
        }
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(fault(FaultKind::TooManyRows { most: MOST_ROWS }));
        }
        let row = Row {
            line,
            // A file has fewer bytes than 32 bits can say.
            span: (start as u32, self.at as u32),
            cells: &self.cells[..length],
            ends: &self.ends[..count],
        };
        let has_long = length > MOST_IN_CELL && (0..count).any(|cell| row.bytes(cell).len() > MOST_IN_CELL);
        if has_long { Err(fault(FaultKind::TooLong { most: MOST_IN_CELL })) } else { Ok(Some(row)) }
    }

    /// Reads the row at a place again, and hands it on.
    pub(super) fn again<T>(&self, (start, end): (u32, u32), with: impl FnOnce(&Row<'_>) -> T) -> Option<T> {
        let bytes = self.bytes.get(start as usize..end as usize)?;
        let mut reader = self.second.borrow_mut();
        reader.reset();
        let (mut cells, mut ends) = (vec![0; bytes.len()], vec![0; MOST_COLUMNS]);
        let (mut result, read, length, mut count) = reader.read_record(bytes, &mut cells, &mut ends);
        if result == ReadRecordResult::InputEmpty {
            let (last, _, _, more) =
                reader.read_record(&bytes[read..], &mut cells[length..], &mut ends[count..]);
            (result, count) = (last, count + more);
        }
        let row = Row { line: 0, span: (start, end), cells: &cells, ends: &ends[..count] };
        (result == ReadRecordResult::Record).then(|| with(&row))
    }
}

impl Row<'_> {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of a cell; none where the row is shorter.
    pub(super) fn bytes(&self, cell: usize) -> &[u8] {
        let start = if cell == 0 { 0 } else { self.ends.get(cell - 1).copied().unwrap_or(0) };
        self.ends.get(cell).map_or(&[], |end| &self.cells[start..*end])
    }

    /// The text of a cell, without blanks around it; empty where the row is shorter.
    pub(super) fn text(&self, cell: usize) -> Cow<'_, str> {
        let bytes = self.bytes(cell).trim_ascii();
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
        }
    }
}

/// The character of a byte in windows-1252: as in Latin-1, but for 32 of them.
fn windows_1252(byte: u8) -> char {
    const OTHERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => OTHERS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

/// A cell as it is written: in quotes where it needs them, and with an apostrophe before what a spreadsheet would run as
/// a formula. A number with a sign is a number.
pub(super) fn written(text: &str) -> String {
    let number = text.strip_prefix(['+', '-']).unwrap_or("");
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let runs = text.trim_start_matches([' ', '\u{a0}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
        && !is_number;
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', ';', '"', '\n', '\r', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut rows = Rows::open(bytes.to_vec()).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            found.push((0..row.len()).map(|cell| row.text(cell).into_owned()).collect());
        }
        found
    }

    #[test]
    fn one_table_in_every_writing() {
        let expected = [["name", "value"], ["Saint Paul’s, a “school”", "62"], ["Ö", ""]];
        for text in [
            "name,value\n\"Saint Paul’s, a “school”\",62\nÖ,\n",
            "\u{feff}name,value\r\n\"Saint Paul’s, a “school”\",62\r\nÖ,",
            "name;value\nSaint Paul’s, a “school”;\"62\"\nÖ;\n",
            "name\tvalue\rSaint Paul’s, a “school”\t 62 \rÖ\t\r",
        ] {
            assert_eq!(rows(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(
            rows(b"name,value\nSaint Paul\x92s,\"a\"\"b\"\n"),
            [["name", "value"], ["Saint Paul’s", "a\"b"]]
        );
        // Windows-1252 has no character for five bytes; they are controls, as in Latin-1.
        assert_eq!(rows(b"a\n\x80\x81\x9f\xa0\xe9\n")[1][0], "€\u{81}Ÿ\u{a0}é");
    }

    #[test]
    fn rows_may_be_short_and_lines_blank() {
        assert_eq!(
            rows(b"a,b,c\n\n1\n1,2\n1,2,3"),
            [vec!["a", "b", "c"], vec!["1"], vec!["1", "2"], vec!["1", "2", "3"]]
        );
        assert_eq!(rows(b""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_row_is_found_again_by_its_place() {
        let mut file = Rows::open(b"a,b\n1,\"x\ny\"\n2,z\n".to_vec()).unwrap();
        let mut spans = Vec::new();
        while let Some(row) = file.next().unwrap() {
            spans.push((row.line, row.span));
        }
        assert_eq!(spans.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 4]);
        let again = |place: usize| file.again(spans[place].1, |row| row.text(1).into_owned());
        assert_eq!((again(1), again(2)), (Some("x\ny".to_owned()), Some("z".to_owned())));
    }

    #[track_caller]
    fn fault(bytes: &[u8]) -> (String, FaultKind) {
        let open = Rows::open(bytes.to_vec());
        let fault = open.map(|mut rows| {
            loop {
                match rows.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => panic!("it is read"),
                    Err(fault) => return fault,
                }
            }
        });
        let fault = fault.unwrap_or_else(|fault| fault);
        (fault.place, fault.kind)
    }

    #[test]
    fn what_is_too_much_is_refused_with_its_line() {
        let wide = format!("a\n1\n{}\n", ",".repeat(MOST_COLUMNS));
        assert_eq!(fault(wide.as_bytes()), ("line 3".into(), FaultKind::TooManyColumns { most: 2_000 }));
        let long = format!("a\n{}\n", "x".repeat(MOST_IN_CELL + 1));
        assert_eq!(fault(long.as_bytes()), ("line 2".into(), FaultKind::TooLong { most: 4_000 }));
        // A quote that nobody closes takes in all that follows.
        let open = format!("a\n\"b\n{}", "c,d\n".repeat(MOST_IN_ROW));
        assert_eq!(fault(open.as_bytes()), ("line 2".into(), FaultKind::TooLong { most: 200_000 }));
        let high = "a\n".repeat(MOST_ROWS as usize + 1);
        assert_eq!(fault(high.as_bytes()), ("line 200001".into(), FaultKind::TooManyRows { most: 200_000 }));
        assert_eq!(fault(&vec![b'a'; MOST_BYTES + 1]).1, FaultKind::TooLarge { most: MOST_BYTES });
        assert_eq!(fault(b"PK\x03\x04...").1, FaultKind::Spreadsheet);
        assert_eq!(fault(b"\xff\xfea\0,\0b\0").1, FaultKind::NotText);
    }

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+A1", "'+A1"),
            ("@x", "'@x"),
            ("-x", "'-x"),
            ("-", "'-"),
            ("-2.5+1", "'-2.5+1"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            (" =1", "' =1"),
            ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
            ("-2.5", "-2.5"),
            ("+2", "+2"),
            ("62.3", "62.3"),
            ("a, b", "\"a, b\""),
            ("", ""),
        ] {
            assert_eq!(written(text), cell);
        }
    }
}

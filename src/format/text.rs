//! JSON as text: read into a tree, and written from one.
//!
//! Of our own because the page carries it: half the size of `serde_json`, whose answers it gives, down to the line and
//! column of a fault. Tests hold the two against each other.

use super::json::Json;

/// How deep lists and objects may stand in each other: deeper, reading would use up the stack.
const MOST_DEEP: u32 = 127;

/// Where a text stops being JSON.
#[derive(Debug, PartialEq)]
pub(super) struct NotJson {
    /// The line, from 1.
    pub(super) line: usize,
    /// The byte in the line, from 1.
    pub(super) column: usize,
}

/// Reads `text`, which is one JSON value.
pub(super) fn read(text: &str) -> Result<Json, NotJson> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0).and_then(|value| match reader.next_token() {
        None => Ok(value),
        Some(_) => reader.refuse_next(),
    });
    value.map_err(|at| {
        let read = &text.as_bytes()[..at];
        let begin = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        NotJson { line: 1 + read.iter().filter(|byte| **byte == b'\n').count(), column: at - begin }
    })
}

/// A text that is being read. Its faults are places: how many bytes had been read, with the one that is wrong.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        self.at += usize::from(byte.is_some());
        byte
    }

    /// The next byte that is not a space, without taking it.
    fn next_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Refuses the byte that was taken last.
    fn refuse<T>(&self) -> Result<T, usize> {
        Err(self.at)
    }

    /// Refuses the byte that comes next, or the end of the text.
    fn refuse_next<T>(&self) -> Result<T, usize> {
        Err(self.text.len().min(self.at + 1))
    }

    fn value(&mut self, depth: u32) -> Result<Json, usize> {
        match self.next_token() {
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(b'[' | b'{') if depth == MOST_DEEP => self.refuse_next(),
            Some(b'[') => {
                let mut values = Vec::new();
                while self.goes_on(b']', values.is_empty())? {
                    values.push(self.value(depth + 1)?);
                }
                Ok(Json::List(values))
            }
            Some(b'{') => {
                let mut entries = Vec::new();
                while self.goes_on(b'}', entries.is_empty())? {
                    if self.next_token() != Some(b'"') {
                        return self.refuse_next();
                    }
                    let key = self.string()?;
                    if self.next_token() != Some(b':') {
                        return self.refuse_next();
                    }
                    self.at += 1;
                    entries.push((key, self.value(depth + 1)?));
                }
                Ok(Json::Object(entries))
            }
            _ => self.refuse_next(),
        }
    }

    /// Whether a list or object goes on, with what stands before its next entry taken: its opening or a comma. At its
    /// `end`, that is taken.
    fn goes_on(&mut self, end: u8, is_first: bool) -> Result<bool, usize> {
        if is_first {
            self.at += 1;
        }
        let next = self.next_token();
        if next == Some(end) {
            self.at += 1;
            return Ok(false);
        }
        if is_first {
            return if next.is_some() { Ok(true) } else { self.refuse_next() };
        }
        if next != Some(b',') {
            return self.refuse_next();
        }
        self.at += 1;
        match self.next_token() {
            Some(byte) if byte != end => Ok(true),
            _ => self.refuse_next(),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, usize> {
        for byte in word.bytes() {
            if self.next() != Some(byte) {
                return self.refuse();
            }
        }
        Ok(value)
    }

    fn string(&mut self) -> Result<String, usize> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let begin = self.at;
            while self.peek().is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)) {
                self.at += 1;
            }
            string.push_str(self.text.get(begin..self.at).unwrap_or_default());
            match self.next() {
                Some(b'"') => return Ok(string),
                Some(b'\\') => string.push(self.escaped()?),
                _ => return self.refuse(),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, usize> {
        Ok(match self.next() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut code = self.hexadecimal()?;
                // Beyond the first plane a character is written as two halves.
                if let 0xd800..0xdc00 = code {
                    if self.next() != Some(b'\\') || self.next() != Some(b'u') {
                        return self.refuse();
                    }
                    let low = self.hexadecimal()?;
                    let 0xdc00..0xe000 = low else { return self.refuse() };
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                }
                match char::from_u32(code) {
                    Some(letter) => letter,
                    None => return self.refuse(),
                }
            }
            _ => return self.refuse(),
        })
    }

    fn hexadecimal(&mut self) -> Result<u32, usize> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        self.at = self.text.len().min(self.at + 4);
        let mut code = 0;
        for digit in digits.unwrap_or_default() {
            match char::from(*digit).to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return self.refuse(),
            }
        }
        if digits.is_some() { Ok(code) } else { self.refuse() }
    }

    fn number(&mut self) -> Result<f64, usize> {
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let (mut digits, mut exponent) = (0, 0);
        match self.next() {
            Some(b'0') => {
                if let Some(b'0'..=b'9') = self.peek() {
                    return self.refuse_next();
                }
            }
            Some(b'1'..=b'9') => {
                self.at -= 1;
                exponent = self.digits(&mut digits).1;
            }
            _ => return self.refuse(),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            let (taken, left_out) = self.digits(&mut digits);
            if taken + left_out == 0 {
                return self.refuse_next();
            }
            exponent -= taken;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            exponent = exponent.saturating_add(self.exponent(digits == 0)?);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "numbers in our files are small, and checked when they are read"
        )]
        let mut number = digits as f64;
        // No power of ten beyond this one is a number.
        while exponent < -308 && number != 0.0 {
            number /= 1e308;
            exponent += 308;
        }
        if number != 0.0 {
            let power = 10_f64.powi(exponent.abs());
            number = if exponent < 0 { number / power } else { number * power };
        }
        if number.is_infinite() {
            return self.refuse();
        }
        Ok(if is_negative { -number } else { number })
    }

    /// Takes digits, each at the end of `digits`; how many, and how many were left out because there was no more room.
    fn digits(&mut self, digits: &mut u64) -> (i32, i32) {
        let (mut taken, mut left_out) = (0, 0);
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            let longer = digits.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(byte - b'0')));
            match longer {
                Some(longer) if left_out == 0 => {
                    *digits = longer;
                    taken += 1;
                }
                _ => left_out += 1,
            }
            self.at += 1;
        }
        (taken, left_out)
    }

    /// The exponent; what is far too large is a fault at once, unless the digits before it are nothing but zeros.
    fn exponent(&mut self, of_zero: bool) -> Result<i32, usize> {
        let is_negative = self.peek() == Some(b'-');
        if let Some(b'+' | b'-') = self.peek() {
            self.at += 1;
        }
        let Some(b'0'..=b'9') = self.next() else { return self.refuse() };
        self.at -= 1;
        let mut exponent = 0_i32;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            let longer = exponent.checked_mul(10).and_then(|tens| tens.checked_add(i32::from(byte - b'0')));
            if longer.is_none() && !of_zero && !is_negative {
                return self.refuse();
            }
            exponent = longer.unwrap_or(i32::MAX);
        }
        Ok(if is_negative { -exponent } else { exponent })
    }
}

/// Writes `json` over many lines, each level of it further in by two spaces. Numbers are whole in what we write.
pub(super) fn write(json: &Json) -> String {
    let mut text = String::new();
    write_value(json, 0, &mut text);
    text
}

fn write_value(json: &Json, depth: usize, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(value) => text.push_str(&(*value as i64).to_string()),
        Json::Text(value) => write_string(value, text),
        Json::List(values) => {
            text.push('[');
            for (place, value) in values.iter().enumerate() {
                begin_line(place > 0, depth + 1, text);
                write_value(value, depth + 1, text);
            }
            if !values.is_empty() {
                begin_line(false, depth, text);
            }
            text.push(']');
        }
        Json::Object(entries) => {
            text.push('{');
            for (place, (key, value)) in entries.iter().enumerate() {
                begin_line(place > 0, depth + 1, text);
                write_string(key, text);
                text.push_str(": ");
                write_value(value, depth + 1, text);
            }
            if !entries.is_empty() {
                begin_line(false, depth, text);
            }
            text.push('}');
        }
    }
}

fn begin_line(is_after_another: bool, depth: usize, text: &mut String) {
    text.push_str(if is_after_another { ",\n" } else { "\n" });
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for letter in string.chars() {
        let short = match letter {
            '"' | '\\' => letter,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                text.push_str(if letter < '\u{10}' { "\\u000" } else { "\\u001" });
                text.extend(char::from_digit(u32::from(letter) % 16, 16));
                continue;
            }
            _ => {
                text.push(letter);
                continue;
            }
        };
        text.push('\\');
        text.push(short);
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn value(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => (*value).into(),
            Json::Number(value) => digits(*value),
            Json::Text(text) => text.as_str().into(),
            Json::List(values) => values.iter().map(value).collect(),
            Json::Object(entries) => entries.iter().map(|(key, json)| (key.as_str(), value(json))).collect(),
        }
    }

    /// A number to so many digits: in tests, and nowhere else, `serde_json` is built to get the last one right.
    fn digits(number: f64) -> Value {
        format!("number {number:.12e}").into()
    }

    fn with_digits(json: Value) -> Value {
        match json {
            Value::Number(number) => number.as_f64().map(digits).into(),
            Value::Array(values) => values.into_iter().map(with_digits).collect(),
            Value::Object(entries) => {
                entries.into_iter().map(|(key, value)| (key, with_digits(value))).collect()
            }
            other => other,
        }
    }

    fn agrees(text: &str) {
        let ours = read(text).map(|json| value(&json));
        let theirs = serde_json::from_str::<Value>(text).map(with_digits);
        let theirs = theirs.map_err(|error| NotJson { line: error.line(), column: error.column() });
        assert_eq!(ours, theirs, "{text}");
    }

    const SAMPLE: &str = r#" {"a": [1, -2.5, 62.30, 0, -0, 1e3, 2.5E-1, 12e+2, true, false, null, [], {}],
        "b\n\"\\\/\b\f\r\t": "é \u00e9 \ud83d\ude00 \u2019",
        "c": {"d": {"e": ["", "x", 18446744073709551615, 184467440737095516150, 0.12345678901234567890123]}}} "#;

    #[test]
    fn reads_as_serde_json_does_and_finds_the_same_place() {
        agrees(SAMPLE);
        for (place, _) in SAMPLE.char_indices() {
            agrees(&SAMPLE[..place]);
            for wrong in [
                "x", "\"", "\\", ",", "]", "}", "[", "{", ":", "0", "-", ".", "e", "\n", "\u{1}", "é", " ",
                "u",
            ] {
                let (before, after) = SAMPLE.split_at(place);
                agrees(&format!("{before}{wrong}{after}"));
                let rest = after.chars().skip(1).collect::<String>();
                agrees(&format!("{before}{wrong}{rest}"));
                agrees(&format!("{before}{wrong}"));
            }
        }
    }

    #[test]
    fn reads_numbers_and_escapes_as_serde_json_does() {
        for number in [
            "0",
            "-0",
            "00",
            "01",
            "-",
            "-x",
            "1.",
            "1.x",
            ".5",
            "1e",
            "1e+",
            "1e-",
            "1e400",
            "-1e400",
            "0e400",
            "1e-400",
            "1e-320",
            "123456789e-330",
            "1e308",
            "1e309",
            "1e99999999999",
            "0e99999999999",
            "1e-99999999999",
            "99999999999999999999",
            "99999999999999999999.5e1",
            "1.00000000000000000000000000000",
            "62.3",
            "0.1",
            "1e22",
            "123456.78",
            "9999999.99",
            "10000000",
            "0.07",
            "1E2",
            "--1",
            "+1",
            "1 2",
            "-9223372036854775809",
        ] {
            agrees(number);
        }
        for escape in [
            r"\u",
            r"\u12",
            r"\u12g4",
            r"\u12é4",
            r"\udc00",
            r"\ud800",
            r"\ud800x",
            r"\ud800\",
            r"\ud800\n",
            r"\ud800\u",
            r"\ud800\u0041",
            r"\ud800\udc00",
            r"\udbff\udfff",
            r"\ud800\ud800",
            r"\x",
            r"\U0041",
            r"\u00E9",
            r"\u0000",
        ] {
            agrees(&format!("\"{escape}\""));
            agrees(&format!("\"{escape}"));
        }
    }

    #[test]
    fn refuses_what_is_too_deep_as_serde_json_does() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for depth in [126, 127, 128, 200_000] {
                agrees(&open.repeat(depth));
                agrees(&format!("{}1{}", open.repeat(depth), close.repeat(depth)));
            }
        }
    }

    #[test]
    fn writes_as_serde_json_does() {
        let letters: String = ('\0'..'\u{a0}').chain("é’😀".chars()).collect();
        let json = Json::object([
            (&letters, Json::text(&letters)),
            ("empty", Json::object([])),
            ("lists", Json::List(vec![Json::List(vec![]), Json::List(vec![Json::Null, Json::Bool(true)])])),
            ("z", Json::object([("number", Json::text("-0.05"))])),
        ]);
        let text = write(&json);
        assert_eq!(text, serde_json::to_string_pretty(&value(&json)).unwrap());
        assert_eq!(read(&text), Ok(json));
        assert_eq!(write(&Json::List(vec![Json::Number(3.0), Json::Number(-12.0)])), "[\n  3,\n  -12\n]");
    }
}

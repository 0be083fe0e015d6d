//! Short names for what WebAssembly imports from its glue. wasm-bindgen ends each with 16 digits of a hash, which stand
//! in both files and do not compress.

use anyhow::{Context, Result, bail};

/// The number of the import section, and the sizes that the format gives to parts of it.
const IMPORTS: u8 = 2;
const HEADER: usize = 8;

/// Gives every import a short name, in the program and in its glue.
pub(crate) fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let (mut short_wasm, mut glue) = (wasm[..HEADER].to_vec(), glue.to_owned());
    let mut reader = Reader { bytes: wasm, at: HEADER };
    while reader.at < wasm.len() {
        let section = reader.byte()?;
        let size = reader.number()?;
        let mut contents = reader.take(size)?.to_vec();
        if section == IMPORTS {
            contents = rename(&contents, &mut glue)?;
        }
        short_wasm.push(section);
        push_number(&mut short_wasm, contents.len());
        short_wasm.extend(contents);
    }
    Ok((short_wasm, glue))
}

/// The contents of an import section with short names, which `glue` is given too.
fn rename(section: &[u8], glue: &mut String) -> Result<Vec<u8>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let count = reader.number()?;
    let mut renamed = Vec::new();
    push_number(&mut renamed, count);
    for place in 0..count {
        let module = reader.name()?;
        let name = std::str::from_utf8(reader.name()?)?;
        let key = format!(" {name}: ");
        if glue.matches(&key).count() != 1 {
            bail!("the glue does not give {name} once");
        }
        let short = short_name(place);
        *glue = glue.replacen(&key, &format!(" {short}: "), 1);
        for text in [module, short.as_bytes()] {
            push_number(&mut renamed, text.len());
            renamed.extend(text);
        }
        let [kind, kind_of_function] = [reader.byte()?, 0];
        if kind != kind_of_function {
            bail!("{name} is not a function");
        }
        renamed.push(kind);
        push_number(&mut renamed, reader.number()?);
    }
    Ok(renamed)
}

/// `a` to `z`, `aa`, `ab`, …: each its own, and none of them is a key of the glue for anything else.
fn short_name(place: usize) -> String {
    let letter = char::from(b'a' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { format!("{}{letter}", short_name(place / 26 - 1)) }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, size: usize) -> Result<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + size).context("the WebAssembly is cut short")?;
        self.at += size;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        bail!("a number in the WebAssembly does not end")
    }

    fn name(&mut self) -> Result<&'a [u8]> {
        let size = self.number()?;
        self.take(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_get_the_same_names() {
        let section = [1, 1, b'm', 4, b'l', b'o', b'n', b'g', 0, 5];
        let wasm = [&b"\0asm\x01\0\0\0"[..], &[IMPORTS, section.len() as u8], &section, &[10, 1, 0]].concat();
        let (short, glue) = shorten(&wasm, "{\n    long: function() {},\n}").unwrap();
        assert_eq!(short[HEADER..], [IMPORTS, 7, 1, 1, b'm', 1, b'a', 0, 5, 10, 1, 0]);
        assert_eq!(glue, "{\n    a: function() {},\n}");
        assert!(shorten(&wasm, "{}").is_err());
    }

    #[test]
    fn names_are_each_their_own() {
        assert_eq!([0, 25, 26, 51, 52, 702].map(short_name), ["a", "z", "aa", "az", "ba", "aaa"]);
    }
}

//! Every case of every file evaluated, as digests: what the native tests and those inside a browser must both come to.
//! (`tests/browser/equal.rs` is the other side.)

use std::fmt::{self, Write};

use attainment_planner::domain::Framework;
use attainment_planner::format::read_framework;
use serde_json::Value;

use crate::school::{SHIPPED, School, judged, scheme_of_case};

/// What both sides must come to.
const EXPECTED: &str = include_str!("../cases/evaluations.txt");

/// The cases of each framework that ships.
const SHIPPED_CASES: [(&str, &str); 6] = [
    ("doncaster/2015-16", include_str!("../cases/doncaster/2015-16.json")),
    ("east-sussex/2014-15", include_str!("../cases/east-sussex/2014-15.json")),
    ("england/2025-26", include_str!("../cases/england/2025-26.json")),
    ("norfolk/2013-14", include_str!("../cases/norfolk/2013-14.json")),
    ("staffordshire/2007-08", include_str!("../cases/staffordshire/2007-08.json")),
    ("suffolk/2015-16", include_str!("../cases/suffolk/2015-16.json")),
];

/// Each made-up framework with its cases ([`seventh`](crate::seventh)).
pub(crate) const MADE_UP_TEXTS: [(&str, &str); 2] = [
    (include_str!("../seventh/points.json"), include_str!("../seventh/points-cases.json")),
    (include_str!("../seventh/signs.json"), include_str!("../seventh/signs-cases.json")),
];

/// The first line that is not as expected; the digests of its cases stand in the order of the file, 20 to a line.
pub(crate) fn difference(found: &str) -> Option<String> {
    let mut framework = "";
    let pairs = found.lines().zip(EXPECTED.lines());
    for (line, (found, expected)) in pairs.enumerate() {
        framework = if found.starts_with(' ') { framework } else { found };
        // The heads of two frameworks differ wherever any of their cases does.
        if found != expected && (found.starts_with(' ') || !expected.contains(": ")) {
            return Some(format!("{framework}, line {}:\n{found}\nnot\n{expected}", line + 1));
        }
    }
    (found != EXPECTED).then(|| "other frameworks, or another number of cases".to_owned())
}

/// For each framework a digest of all its cases, and the first digits of that of each case, so that a difference is found.
pub(crate) fn digests() -> String {
    let shipped = SHIPPED.frameworks.iter().map(|framework| {
        let of = SHIPPED_CASES.iter().find(|(id, _)| *id == framework.id.as_str());
        let (_, cases) = of.unwrap_or_else(|| panic!("{} has no file of cases here", framework.id));
        (framework.clone(), *cases)
    });
    let made_up = MADE_UP_TEXTS
        .iter()
        .map(|(framework, cases)| (read_framework(framework, &SHIPPED.catalogue).unwrap(), *cases));
    shipped.chain(made_up).map(|(framework, cases)| of_framework(&framework, cases)).collect()
}

fn of_framework(framework: &Framework, cases: &str) -> String {
    let file: Value = serde_json::from_str(cases).unwrap();
    let (mut all, mut lines) = (Digest::NEW, String::new());
    let cases = file["cases"].as_array().unwrap();
    for (place, case) in cases.iter().enumerate() {
        let framework = scheme_of_case(case, framework);
        let (plan, issues) = School::of_case(case, &file["schools"]).validated_for(&framework);
        let mut one = Digest::NEW;
        // Everything that there is of an evaluation, in full.
        write!(one, "{issues:?} {:?}", judged(&plan, &framework)).unwrap();
        write!(all, "{:016x}", one.0).unwrap();
        let separator = if place % 20 == 0 { "\n " } else { "" };
        write!(lines, "{separator} {:04x}", one.0 >> 48).unwrap();
    }
    format!("{}: {} cases, {:016x}{lines}\n", framework.id, cases.len(), all.0)
}

/// FNV-1a of 64 bits: short, and the same everywhere.
struct Digest(u64);

impl Digest {
    const NEW: Self = Self(0xcbf2_9ce4_8422_2325);
}

impl Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

/// After a change of what is evaluated, `PLANNER_ACCEPT=1 cargo test --no-default-features --test it equal` writes the
/// file again.
#[cfg(not(target_family = "wasm"))]
#[test]
fn native_evaluations_are_those_of_the_file() {
    let found = digests();
    if std::env::var_os("PLANNER_ACCEPT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/evaluations.txt");
        std::fs::write(path, &found).unwrap();
    } else {
        if let Some(difference) = difference(&found) {
            panic!("{difference}\nWhere it is meant to differ: see tests/it/equal.rs");
        }
    }
}

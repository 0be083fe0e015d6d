//! How another page shows the planner: the text to paste into it.

use super::table::escaped;

/// What a frame may be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Saving files.
    Downloads,
    /// Printing, and asking before the page is left.
    Modals,
    /// Keeping plans in the browser. Only where the planner is on another host name than the page around it.
    Keeping,
    /// Filling the screen, for meetings.
    FullScreen,
    /// Copying by the newer way.
    Clipboard,
}

/// The HTML of a frame that shows the planner at `address`, `height` CSS pixels high, under a title that screen readers
/// say. Without a permission it does its whole job. What it is given is text, whatever stands in it.
pub fn snippet(address: &str, height: u32, title: &str, permissions: &[Permission]) -> String {
    let mut sandbox = "allow-scripts".to_owned();
    let mut allow: Vec<&str> = Vec::new();
    for permission in permissions {
        match permission {
            Permission::Downloads => sandbox.push_str(" allow-downloads"),
            Permission::Modals => sandbox.push_str(" allow-modals"),
            Permission::Keeping => sandbox.push_str(" allow-same-origin"),
            Permission::FullScreen => allow.push("fullscreen"),
            Permission::Clipboard => allow.push("clipboard-write"),
        }
    }
    let (address, title) = (in_attribute(address), in_attribute(title));
    let mut html = format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" sandbox=\"{sandbox}\""
    );
    if !allow.is_empty() {
        html.push_str(&format!(" allow=\"{}\"", allow.join("; ")));
    }
    html.push_str("></iframe>");
    html
}

/// A text as it stands in an attribute, on one line: some editors break a page where a line ends in one.
fn in_attribute(words: &str) -> String {
    escaped(words).replace('"', "&quot;").replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_what_it_is_given_and_no_more() {
        assert_eq!(
            snippet("https://schools.example.org/planner.html", 700, "Attainment planner", &[]),
            "<iframe src=\"https://schools.example.org/planner.html\" title=\"Attainment planner\" width=\"100%\" \
             height=\"700\" sandbox=\"allow-scripts\"></iframe>"
        );
        let all = [
            Permission::Downloads,
            Permission::Modals,
            Permission::Keeping,
            Permission::FullScreen,
            Permission::Clipboard,
        ];
        let html = snippet("planner.html", 1, "x", &all);
        assert!(html.contains(" sandbox=\"allow-scripts allow-downloads allow-modals allow-same-origin\""));
        assert!(html.contains(" allow=\"fullscreen; clipboard-write\">"));
    }

    #[test]
    fn whatever_is_typed_stays_in_its_attribute() {
        assert_eq!(
            snippet("a?b=1&c=\"2\"", 1, "\"><script>alert('x')</script>\nSchool’s", &[]),
            "<iframe src=\"a?b=1&amp;c=&quot;2&quot;\" title=\"&quot;&gt;&lt;script&gt;alert('x')&lt;/script&gt; School’s\" \
             width=\"100%\" height=\"1\" sandbox=\"allow-scripts\"></iframe>"
        );
    }
}

//! The browser engines that journeys run in, and what each cannot do.

use std::io::Write;

/// A browser engine. `PLANNER_ENGINE` chooses: `chromium` (where it is not set), `firefox` or `webkit`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// Chromium, by ChromeDriver: headless.
    Chromium,
    /// Firefox, by geckodriver: headless.
    Firefox,
    /// WebKit for GTK in its own small browser, by `WebKitWebDriver`: in a window on a display of its own.
    WebKit,
}

/// What not every engine can do when it is driven. Ask with [`crate::Browser::can`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Facility {
    /// Printing to a PDF.
    Print,
    /// The colours of a system with forced colours.
    ForcedColours,
    /// Saying what its console was told from the first line of a page on, and by `console.log`.
    WholeConsole,
    /// A profile that is there when the browser is opened again.
    Profile,
    /// Commands of the DevTools protocol, such as printing on the sheets that the style sheet asks for.
    DevTools,
    /// Recording what the page's thread does.
    Trace,
    /// Getting another size while it fills the screen.
    ResizedFullScreen,
    /// Showing what has the keyboard, as in a window that is in front.
    ShownFocus,
    /// Being set to block all site data: [`Setting::NoStorage`].
    BlockedStorage,
    /// Being set to run no scripts of pages: [`Setting::NoScripts`].
    ScriptsOff,
    /// Giving the keyboard to a frame of another origin.
    FrameKeyboard,
}

/// What a browser is set to do without, for the whole session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Nothing: as it comes.
    Usual,
    /// It keeps no data of any site. Ask first whether it [can](Facility::BlockedStorage) be set so.
    NoStorage,
    /// It has no WebAssembly.
    NoWebAssembly,
    /// It runs no scripts of pages. Ask first whether it [can](Facility::ScriptsOff) be set so.
    NoScripts,
}

impl Engine {
    /// The engine that the environment asks for.
    pub fn chosen() -> Self {
        match std::env::var("PLANNER_ENGINE").as_deref() {
            Err(_) | Ok("" | "chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("PLANNER_ENGINE is {other}: there are chromium, firefox and webkit"),
        }
    }

    /// Its name in files and in the environment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Why it cannot do something; `None` if it can. The table in `docs/development.md` says the same.
    fn why_not(self, facility: Facility) -> Option<&'static str> {
        match (self, facility) {
            (Self::WebKit, Facility::Print) => Some("its driver has no command to print"),
            (Self::Firefox | Self::WebKit, Facility::ResizedFullScreen) => {
                Some("its driver leaves the full screen to size the window, as WebDriver has it")
            }
            (Self::WebKit, Facility::ShownFocus) => {
                Some("its window is never in front on the tests' display, which has no window manager")
            }
            (Self::WebKit, Facility::ForcedColours) => Some("it has no forced colours on this system"),
            (Self::Firefox, Facility::WholeConsole) => {
                Some("its driver tells of errors and refusals, not of what a page writes")
            }
            (Self::WebKit, Facility::WholeConsole) => {
                Some("its driver tells nothing, so errors and refusals are noted once a page is loaded")
            }
            (Self::WebKit, Facility::Profile) => Some("it keeps nothing of a session that is driven"),
            (Self::WebKit, Facility::BlockedStorage | Facility::ScriptsOff) => {
                Some("its driver takes no settings of the browser")
            }
            (Self::WebKit, Facility::FrameKeyboard) => {
                Some("its driver gives it the keyboard only now and then")
            }
            (Self::Firefox | Self::WebKit, Facility::DevTools) => Some("the protocol is Chromium's own"),
            (Self::Firefox | Self::WebKit, Facility::Trace) => Some("only Chromium's driver hands one over"),
            _ => None,
        }
    }

    /// Whether it can do something. If not, the test's output says so, with the reason.
    pub(crate) fn can(self, facility: Facility) -> bool {
        let Some(reason) = self.why_not(facility) else { return true };
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("a test");
        // Not by a macro: what macros print in a test that passes is not shown.
        let _ = writeln!(
            std::io::stderr(),
            "{test}: {facility:?} is left out in {}, because {reason}",
            self.name()
        );
        false
    }
}

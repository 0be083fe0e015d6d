//! A driver: one process a session, so that tests share nothing.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Engine, Setting};

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(20);

/// A running driver. Ended when dropped, with every process that it started.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    // The display that a browser without a headless mode needs.
    _display: Option<Display>,
}

impl Driver {
    /// Starts the driver of an engine on a free port. The browser keeps its things in `folder`.
    pub(crate) fn start(engine: Engine, folder: &Path, setting: Setting) -> Self {
        match engine {
            // "ChromeDriver was started successfully on port 12345."
            Engine::Chromium => Self::that_says_its_port(
                program("CHROMEDRIVER", "chromedriver").arg("--port=0"),
                "started successfully on port ",
            ),
            // "Listening on 127.0.0.1:12345". What concerns the browser and not a page needs system access.
            Engine::Firefox => Self::that_says_its_port(
                program("GECKODRIVER", "geckodriver")
                    .args(["--port=0", "--allow-system-access", "--log=info"])
                    // Its profiles go where they are taken away.
                    .env("TMPDIR", folder),
                "Listening on 127.0.0.1:",
            ),
            Engine::WebKit => Self::webkit(folder, setting),
        }
    }

    fn that_says_its_port(command: &mut Command, before: &str) -> Self {
        // On a busy machine, and just after another was killed, a driver was seen to end at once.
        for _ in 0..3 {
            let mut process = started(command.stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0));
            let mut lines = BufReader::new(process.stdout.take().expect("standard output is piped")).lines();
            let port = lines
                .by_ref()
                .map_while(Result::ok)
                .find_map(|line| line.split_once(before)?.1.trim_end_matches('.').parse().ok());
            // Read on, or the driver stands still when the pipe is full.
            std::thread::spawn(move || lines.for_each(drop));
            if let Some(port) = port {
                return Self { process, port, _display: None };
            }
            end(&mut process);
        }
        panic!("{command:?} ended without saying its port");
    }

    fn webkit(folder: &Path, setting: Setting) -> Self {
        let display = Display::start();
        let config = folder.join("config");
        let write = |file: &str, text: String| {
            let file = config.join(file);
            fs::create_dir_all(file.parent().expect("it is in a folder"))
                .and_then(|()| fs::write(&file, text))
                .expect("the profile is writable");
        };
        write("user-dirs.dirs", format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.join("downloads").display()));
        // A window is never narrower than its toolbar, and a phone is 320 px wide.
        write(
            "gtk-3.0/gtk.css",
            "* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }\n"
                .to_owned(),
        );
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("a port is free").port();
        let mut command = program("WEBKIT_WEBDRIVER", "WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{}", display.number))
            .env("GDK_BACKEND", "x11")
            .env("XDG_CONFIG_HOME", &config)
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .env("XDG_DATA_HOME", folder.join("data"))
            // Its sandbox refuses to run in a container; the only pages that it opens are ours.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        if setting == Setting::NoWebAssembly {
            command.env("JSC_useWasm", "0");
        }
        let mut process = started(&mut command);
        let end_of_patience = Instant::now() + START;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > end_of_patience || process.try_wait().is_ok_and(|status| status.is_some()) {
                end(&mut process);
                panic!("{command:?} does not listen");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { process, port, _display: Some(display) }
    }

    /// The group of its process and all that it started.
    pub(crate) fn group(&self) -> u32 {
        self.process.id()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A display that nobody sees. One a session, because windows on one display share the clipboard and the focus.
struct Display {
    process: Child,
    number: u32,
}

impl Display {
    fn start() -> Self {
        let mut command = program("XVFB", "Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0);
        let mut process = started(&mut command);
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("standard output is piped")).take(20);
        let number = output.read_line(&mut line).ok().and_then(|_| line.trim().parse().ok());
        match number {
            Some(number) => Self { process, number },
            None => {
                end(&mut process);
                panic!("{command:?} ended without saying its display");
            }
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// The program that a variable names, or the one on `PATH`.
fn program(variable: &str, name: &str) -> Command {
    Command::new(std::env::var(variable).unwrap_or_else(|_| name.to_owned()))
}

fn started(command: &mut Command) -> Child {
    let engine = Engine::chosen().name();
    command.spawn().unwrap_or_else(|error| {
        panic!("cannot start {command:?} ({error}): run `cargo xtask test journeys {engine}`")
    })
}

/// Ends a process and its group: a browser would outlive a driver that is killed.
fn end(process: &mut Child) {
    kill(process.id());
    let _ = process.kill();
    let _ = process.wait();
}

/// Kills every process of a group.
pub(crate) fn kill(group: u32) {
    // They may have ended by themselves; either way they are gone.
    let group = format!("-{group}");
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
}

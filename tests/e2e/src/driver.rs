//! ChromeDriver: one process a session, so that tests share nothing.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running ChromeDriver. Ended when dropped.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts ChromeDriver on a port that it chooses.
    pub(crate) fn start() -> Self {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("cannot start {program} ({error}): run `cargo xtask test journeys`")
            });
        let output = BufReader::new(process.stdout.take().expect("standard output is piped"));
        // "ChromeDriver was started successfully on port 12345."
        let port = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
        let Some(port) = port else {
            let _ = process.kill();
            panic!("{program} ended without saying its port");
        };
        Self { process, port }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

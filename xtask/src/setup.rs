//! Set-up: each function makes sure of one tool and gives where it is. A tool that is there costs a file look-up.
//!
//! What the user may install goes into the user's cache folder, by version, so that a fresh clone reuses it.
//! What needs the whole machine (a browser, a compiler for WebAssembly) is installed only by root, or with a `sudo`
//! that asks nothing; otherwise the one command to run is printed and the command fails.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::repo::{Repo, cache};
use crate::run::{cargo, on_path, read, run, succeeds};

/// The WebAssembly target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The version of cargo-deny that the checks use. Nothing of ours links to it, so no lock file names it.
const CARGO_DENY: &str = "0.20.2";

/// The version of cargo-fuzz.
const CARGO_FUZZ: &str = "0.13.2";

/// The version of geckodriver. Older ones than 0.36 do not let a test speak to Firefox itself.
const GECKODRIVER: &str = "0.37.1";

/// What compiles to WebAssembly.
pub(crate) enum WasmToolchain {
    /// The rustup toolchain in use, with its WebAssembly target.
    Rustup,
    /// Debian's compiler, which builds the standard library itself, with the linker of the toolchain in use.
    Debian {
        /// rustup's `rust-lld`, or Debian's `lld`.
        linker: PathBuf,
    },
}

/// Makes sure of a compiler for WebAssembly: rustup's target first, Debian's own compiler where that cannot be had.
pub(crate) fn wasm_toolchain() -> Result<WasmToolchain> {
    if rustup_target().is_some() {
        return Ok(WasmToolchain::Rustup);
    }
    if let Some(linker) = debian_compiler() {
        return Ok(WasmToolchain::Debian { linker });
    }
    let _lock = lock()?;
    say("adding the WebAssembly target with rustup (a few seconds where it can be had)");
    if on_path("rustup").is_some()
        && run(Command::new("rustup").args(["target", "add", TARGET])).is_ok()
        && rustup_target().is_some()
    {
        return Ok(WasmToolchain::Rustup);
    }
    say("rustup cannot add the target here; trying Debian's own compiler (about a minute)");
    machine_packages(
        &["rustc-web", "cargo-web", "rust-web-src"],
        "a compiler for WebAssembly: run `rustup target add wasm32-unknown-unknown`, or install",
    )?;
    match debian_compiler() {
        Some(linker) => Ok(WasmToolchain::Debian { linker }),
        None => bail!("rustc-web, cargo-web and rust-web-src are installed, but do not work together"),
    }
}

/// Makes sure of wasm-bindgen's command-line tools, at exactly the version of the library; gives their folder.
pub(crate) fn wasm_bindgen(repo: &Repo) -> Result<PathBuf> {
    let version = repo.locked_version("wasm-bindgen")?;
    // Not `--locked`: its lock file has named a crate version that cannot be had everywhere.
    cargo_tool(repo, "wasm-bindgen-cli", &version, &[], "about 3 minutes")
}

/// Makes sure of cargo-deny; gives its folder.
pub(crate) fn cargo_deny(repo: &Repo) -> Result<PathBuf> {
    cargo_tool(repo, "cargo-deny", CARGO_DENY, &["--locked"], "about 6 minutes")
}

/// Makes sure of cargo-fuzz and a nightly compiler; gives cargo-fuzz and what runs it with that compiler.
pub(crate) fn cargo_fuzz(repo: &Repo) -> Result<(PathBuf, Command)> {
    if !succeeds(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])) {
        bail!("fuzzing takes a nightly compiler: run `rustup toolchain install nightly --profile minimal`");
    }
    let folder = cargo_tool(repo, "cargo-fuzz", CARGO_FUZZ, &["--locked"], "about a minute")?;
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).current_dir(repo.root());
    Ok((folder.join("cargo-fuzz"), command))
}

/// Makes sure of the npm packages in `package-lock.json`; gives their `node_modules`, which the clone links to.
pub(crate) fn node_modules(repo: &Repo) -> Result<PathBuf> {
    let lock_text = repo.read("package-lock.json")?;
    let hash = hex(&Sha256::digest(lock_text.as_bytes())[..6]);
    let folder = cache()?.join(format!("npm-{hash}"));
    if !folder.is_dir() {
        let _lock = lock()?;
        if !folder.is_dir() {
            if on_path("npm").is_none() {
                bail!("npm is needed: install Node.js 20 or newer");
            }
            say(
                "installing npm packages: govuk-frontend, sass, binaryen, terser, axe-core (about 20 seconds)",
            );
            let half = unfinished(&folder);
            empty_folder(&half)?;
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(repo.path(file), half.join(file))?;
            }
            run(Command::new("npm").args(["ci", "--omit=optional", "--loglevel=error"]).current_dir(&half))?;
            fs::rename(&half, &folder)?;
        }
    }
    link(&folder.join("node_modules"), &repo.path("node_modules"))?;
    Ok(folder.join("node_modules"))
}

/// The browser and the driver that steers it.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chrome: PathBuf,
    /// ChromeDriver of the same version.
    pub(crate) driver: PathBuf,
}

/// Makes sure of Chromium and ChromeDriver. `CHROME` and `CHROMEDRIVER` name others than the ones on `PATH`.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    let _lock = lock()?;
    say("installing Chromium and ChromeDriver (about a minute)");
    machine_packages(
        &["chromium", "chromium-driver"],
        "Chromium or Chrome, and ChromeDriver of the same version, on PATH (or named by CHROME and CHROMEDRIVER)",
    )?;
    find_browser().context("Chromium or ChromeDriver is still not to be found")
}

fn find_browser() -> Option<Browser> {
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    let chrome = named("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
        .or_else(|| mac.is_file().then_some(mac))?;
    Some(Browser { chrome, driver: named("CHROMEDRIVER", &["chromedriver"])? })
}

/// Firefox and the driver that steers it.
pub(crate) struct Firefox {
    /// Firefox.
    pub(crate) firefox: PathBuf,
    /// geckodriver.
    pub(crate) driver: PathBuf,
}

/// Makes sure of Firefox and geckodriver. `FIREFOX` names another than the one on `PATH`, and `GECKODRIVER` another than
/// the one that is built for the cache folder.
pub(crate) fn firefox(repo: &Repo) -> Result<Firefox> {
    let mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    let find =
        || named("FIREFOX", &["firefox-esr", "firefox"]).or_else(|| mac.is_file().then(|| mac.clone()));
    let firefox = match find() {
        Some(firefox) => firefox,
        None => {
            let _lock = lock()?;
            say("installing Firefox (about a minute)");
            machine_packages(&["firefox-esr"], "Firefox on PATH (or named by FIREFOX)")?;
            find().context("Firefox is still not to be found")?
        }
    };
    let driver = match named("GECKODRIVER", &[]) {
        Some(driver) => driver,
        None => cargo_tool(repo, "geckodriver", GECKODRIVER, &["--locked"], "about 3 minutes")?
            .join("geckodriver"),
    };
    Ok(Firefox { firefox, driver })
}

/// The driver that steers WebKit's own small browser, and the display that it needs.
pub(crate) struct WebKit {
    /// `WebKitWebDriver`.
    pub(crate) driver: PathBuf,
    /// Xvfb, a display that nobody sees.
    pub(crate) display: PathBuf,
}

/// Makes sure of WebKit for GTK with its driver, and of Xvfb. `WEBKIT_WEBDRIVER` and `XVFB` name others than those on
/// `PATH`.
pub(crate) fn webkit() -> Result<WebKit> {
    let find = || {
        Some(WebKit {
            driver: named("WEBKIT_WEBDRIVER", &["WebKitWebDriver"])?,
            display: named("XVFB", &["Xvfb"])?,
        })
    };
    if let Some(webkit) = find() {
        return Ok(webkit);
    }
    let _lock = lock()?;
    say("installing WebKit, its driver and Xvfb (about a minute)");
    machine_packages(
        &["webkit2gtk-driver", "xvfb"],
        "WebKitWebDriver of WebKitGTK and Xvfb on PATH (or named by WEBKIT_WEBDRIVER and XVFB)",
    )?;
    find().context("WebKitWebDriver or Xvfb is still not to be found")
}

/// The program that a variable names, or the first of these on `PATH`.
fn named(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file());
    named.or_else(|| programs.iter().find_map(|program| on_path(program)))
}

/// Where rustup keeps the WebAssembly target of the toolchain in use, if it is there.
fn rustup_target() -> Option<PathBuf> {
    // For trying the other way on a machine that has the target.
    if std::env::var_os("PLANNER_WITHOUT_RUSTUP_TARGET").is_some() {
        return None;
    }
    let folder = read(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET])).ok()?;
    Some(PathBuf::from(folder.trim())).filter(|folder| folder.is_dir())
}

/// The linker to use with Debian's compiler, if all of it is there.
fn debian_compiler() -> Option<PathBuf> {
    on_path("dpkg-query")?;
    let compiler = package_version("rustc-web")?;
    // A standard library of another version does not compile.
    if package_version("cargo-web")? != compiler || package_version("rust-web-src")? != compiler {
        return None;
    }
    let sysroot = read(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    let host = read(Command::new("rustc").args(["--print", "host-tuple"])).ok()?;
    let lld = Path::new(sysroot.trim()).join("lib/rustlib").join(host.trim()).join("bin/rust-lld");
    if lld.is_file() { Some(lld) } else { on_path("wasm-ld") }
}

/// The version of an installed Debian package.
fn package_version(package: &str) -> Option<String> {
    let output =
        Command::new("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}${Version}", package]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.strip_prefix("ii ").map(str::to_owned)
}

/// Installs a command-line tool from crates.io into its own folder of the cache; gives the folder of its programs.
fn cargo_tool(repo: &Repo, name: &str, version: &str, flags: &[&str], time: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{name}-{version}"));
    if !folder.is_dir() {
        let _lock = lock()?;
        if !folder.is_dir() {
            say(&format!("building {name} {version} (once, {time})"));
            let half = unfinished(&folder);
            fs::create_dir_all(&half)?;
            run(cargo(repo.root())
                .args(["install", "--root"])
                .arg(&half)
                .args(flags)
                .arg(format!("{name}@{version}"))
                // What is set for the planner's own build does not concern a tool.
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("RUSTFLAGS"))?;
            fs::rename(&half, &folder)?;
        }
    }
    Ok(folder.join("bin"))
}

/// Installs Debian packages where that is allowed; otherwise says what to run.
fn machine_packages(packages: &[&str], otherwise: &str) -> Result<()> {
    if on_path("apt-get").is_none() {
        bail!("{otherwise}: {}", packages.join(" "));
    }
    let root = read(Command::new("id").arg("-u"))?.trim() == "0";
    if !root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        bail!(
            "this needs the whole machine, so it is not done for you. Run this, then the same command again:\n\n    \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}\n",
            packages.join(" ")
        );
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        // Another installation may be under way; two minutes are more than any of ours takes.
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=120", "--quiet=2"]);
        run(command.args(arguments))
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

/// Keeps two clones from installing the same tool at once. Released when dropped.
fn lock() -> Result<File> {
    let file = File::create(cache()?.join("lock"))?;
    if file.try_lock().is_err() {
        say("waiting for another set-up to end");
        file.lock()?;
    }
    Ok(file)
}

fn say(what: &str) {
    println!("set-up: {what}");
}

/// Where a tool is put together: its real name is given only to what is complete.
fn unfinished(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".half");
    name.into()
}

fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// Makes `from` a link to `to`, replacing a link that points elsewhere, never a real folder.
fn link(to: &Path, from: &Path) -> Result<()> {
    match fs::read_link(from) {
        Ok(now) if now == to => return Ok(()),
        Ok(_) => fs::remove_file(from)?,
        Err(_) if from.exists() => {
            bail!("{} is a real folder: remove it, set-up makes a link there", from.display())
        }
        Err(_) => {}
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, from)?;
    #[cfg(not(unix))]
    bail!("set-up works on Linux and macOS; on Windows use the Linux subsystem");
    Ok(())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

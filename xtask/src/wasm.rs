//! From Rust to WebAssembly and its glue: cargo, then wasm-bindgen, then wasm-opt.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::imports;
use crate::page;
use crate::repo::Repo;
use crate::run::{cargo, read, run};
use crate::setup::{self, TARGET, WasmToolchain};

/// The name of the binary that the page loads.
const BINARY: &str = "attainment-planner";

/// What the page loads.
pub(crate) struct Program {
    /// The WebAssembly.
    pub(crate) wasm: Vec<u8>,
    /// The script that joins it to the browser: defines `wasm_bindgen`.
    pub(crate) glue: String,
}

/// Builds the planner as it ships, with the features named.
pub(crate) fn build(repo: &Repo, features: &str) -> Result<Program> {
    let toolchain = setup::wasm_toolchain()?;
    let bindgen = setup::wasm_bindgen(repo)?;
    setup::node_modules(repo)?;

    let target_dir = repo.path("target/web");
    let mut compile = command(repo, &toolchain)?;
    compile.args(["build", "--profile=web", "--bin", BINARY, "--features", features, "--target", TARGET]);
    compile.arg("--target-dir").arg(&target_dir).env("CARGO_ENCODED_RUSTFLAGS", remapping(repo, &toolchain)?);
    run(&mut compile)?;

    let compiled = target_dir.join(TARGET).join(format!("web/{BINARY}.wasm"));
    let params = page::wasm_opt_params(repo)?;
    // The same program, tools and flags give the same bytes, and wasm-opt is the slow part of a rebuild.
    let mut key = Sha256::new();
    key.update(fs::read(&compiled)?);
    key.update(&params);
    key.update(repo.locked_version("wasm-bindgen")?);
    key.update(repo.read("package-lock.json")?);
    let folder = target_dir.join("bound").join(setup::hex(&key.finalize()[..8]));
    let (wasm, glue) = (folder.join("planner.wasm"), folder.join("planner.js"));
    if !wasm.is_file() {
        run(Command::new(bindgen.join("wasm-bindgen"))
            // A plain script, whose calls can be wrapped so that each gives a fresh instance.
            .args(["--target=no-modules", "--no-typescript", "--out-name=planner"])
            .args(["--remove-name-section", "--remove-producers-section", "--out-dir"])
            .arg(&folder)
            .arg(&compiled))?;
        run(Command::new(repo.path("node_modules/.bin/wasm-opt"))
            .args(params.split_whitespace())
            .arg("-Oz")
            .arg(folder.join("planner_bg.wasm"))
            .arg("-o")
            .arg(folder.join("half.wasm")))?;
        fs::rename(folder.join("half.wasm"), &wasm)?;
    }
    let (wasm, glue) = imports::shorten(&fs::read(wasm)?, &fs::read_to_string(glue)?)?;
    Ok(Program { wasm, glue })
}

/// A cargo that can compile to WebAssembly.
pub(crate) fn command(repo: &Repo, toolchain: &WasmToolchain) -> Result<Command> {
    let WasmToolchain::Debian { linker } = toolchain else { return Ok(cargo(repo.root())) };
    let mut path = OsString::from("/usr/bin:");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut command = Command::new("/usr/bin/cargo");
    command
        .current_dir(repo.root())
        .env("PATH", path)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTDOC", "/usr/bin/rustdoc")
        // Debian has the source of the standard library, but not the library for this target: it is built too.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
        // Set by the cargo that runs us, and about its own toolchain.
        .env_remove("CARGO")
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN");
    Ok(command)
}

/// Compiler flags that take every folder of this machine out of the program: panics carry the paths of sources. The
/// file is then the same whoever builds it, and tells nothing of where that was.
fn remapping(repo: &Repo, toolchain: &WasmToolchain) -> Result<OsString> {
    // Fetching first: the folders of a registry are there only afterwards.
    run(command(repo, toolchain)?.args(["fetch", "--quiet", "--target", TARGET]))?;
    let mut folders = vec![(repo.root().to_owned(), "planner")];
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(&std::env::var_os("HOME").context("HOME is not set")?).join(".cargo"),
    };
    folders.push((cargo_home.clone(), "cargo"));
    // A registry's folder carries its host's name and a hash of its address, and a mirror's differ.
    let mut registries: Vec<_> = fs::read_dir(cargo_home.join("registry/src"))
        .context("cargo fetched nothing")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    registries.sort();
    folders.extend(registries.into_iter().map(|folder| (folder, "crates")));
    let rustc = if matches!(toolchain, WasmToolchain::Rustup) { "rustc" } else { "/usr/bin/rustc" };
    let sysroot = PathBuf::from(read(Command::new(rustc).args(["--print", "sysroot"]))?.trim());
    let source = sysroot.join("lib/rustlib/src/rust");
    if let Ok(real) = source.canonicalize() {
        folders.push((real, "rust"));
    }
    folders.push((source, "rust"));

    let mut flags = OsString::new();
    for (folder, name) in folders {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
        flags.push(name);
    }
    Ok(flags)
}

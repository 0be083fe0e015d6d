//! `cargo xtask serve`: the hosted build on a loopback address, built again when a source changes.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::services::ServeDir;

use crate::dist::{self, Build};
use crate::repo::Repo;

/// The port that is used where none is asked for and it is free.
const USUAL_PORT: u16 = 8080;

/// What the page is made from.
const SOURCES: [&str; 9] = [
    "src",
    "build.rs",
    "styles",
    "data",
    "frameworks",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
];

/// Builds, serves and watches until it is stopped.
pub(crate) fn command(repo: &Repo, port: Option<u16>) -> Result<()> {
    // The port first: a port that is taken should not be told after minutes of building.
    let listener = match port {
        Some(port) => bind(port).with_context(|| format!("port {port} is taken"))?,
        None => bind(USUAL_PORT).or_else(|_| bind(0))?,
    };
    dist::write(repo, Build::Shipped)?;
    println!("\nThe planner is at http://{}/ (stop with Ctrl+C)", listener.local_addr()?);
    std::thread::scope(|scope| {
        scope.spawn(|| watch(repo));
        serve(&repo.path("dist/site"), listener)
    })
}

/// Serves what is built on a free port for as long as this program runs; gives the address.
pub(crate) fn in_background(repo: &Repo) -> Result<String> {
    let listener = bind(0)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let site = repo.path("dist/site");
    std::thread::spawn(move || serve(&site, listener));
    Ok(address)
}

fn serve(site: &Path, listener: TcpListener) -> Result<()> {
    let files = ServeDir::new(site).precompressed_br().precompressed_gzip();
    let app = axum::Router::new().fallback_service(files).layer(middleware::from_fn(kept));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
    })?;
    Ok(())
}

/// Says how long a browser may keep an answer: for ever where the name carries a hash of the contents, else not without
/// asking.
async fn kept(request: Request, next: Next) -> Response {
    let is_hashed = request.uri().path().starts_with("/planner-");
    let mut answer = next.run(request).await;
    let how = if is_hashed && answer.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    answer
}

fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Looks every second for a source that changed. A few hundred files: cheaper than another dependency.
fn watch(repo: &Repo) {
    let newest = || SOURCES.iter().filter_map(|source| newest_change(&repo.path(source))).max();
    let mut built = newest();
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let now = newest();
        if now != built {
            built = now;
            match dist::write(repo, Build::Shipped) {
                Ok(_) => println!("Built again: load the page again."),
                // What is being typed is often wrong for a while; the page that worked stays.
                Err(error) => println!("Not built: {error:#}"),
            }
        }
    }
}

fn newest_change(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_dir() {
        return metadata.modified().ok();
    }
    // The folder's own time too: it changes when a file goes.
    let inside = fs::read_dir(path).ok()?.filter_map(|entry| newest_change(&entry.ok()?.path()));
    inside.chain(metadata.modified()).max()
}

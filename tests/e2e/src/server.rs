//! A server on this machine for the hosted build, and for pages of other sites that frame the planner.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::services::{ServeDir, ServeFile};

use crate::dist;

/// A running server that remembers every request. It runs until the test ends.
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `dist/` on a free port.
    pub fn start() -> Self {
        Self::of_site(&dist::path("site"))
    }

    /// The same with another folder as the hosted build.
    pub fn of_site(folder: &Path) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&requests);
        let site = |folder: &Path| ServeDir::new(folder).precompressed_br().precompressed_gzip();
        let app = Router::new()
            .nest_service("/site", site(folder))
            .nest_service("/test/site", site(&dist::path("test/site")))
            .route_service("/planner.html", ServeFile::new(dist::path("planner.html")))
            .route_service("/test/planner.html", ServeFile::new(dist::path("test/planner.html")))
            .route_service("/example-host.html", ServeFile::new(dist::root().join("docs/example-host.html")))
            .route("/frame", get(frame))
            .layer(middleware::from_fn(move |request: Request, next: Next| {
                let remembered = Arc::clone(&remembered);
                async move {
                    // Not the frame's own query: it names the page inside.
                    remembered.lock().expect("no test panics here").push(request.uri().path().to_owned());
                    next.run(request).await
                }
            }));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                listener.set_nonblocking(true)?;
                axum::serve(tokio::net::TcpListener::from_std(listener)?, app).await
            })
        });
        Self { port, requests }
    }

    /// The address of a path, such as `/site/`.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same path under another host name: to a browser, another site.
    pub fn other_site(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// A page with `address` in a frame with id `frame`. `attributes` are those of the frame, such as
    /// `sandbox="allow-scripts"`.
    pub fn framing(&self, address: &str, attributes: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("src", address)
            .append_pair("attributes", attributes)
            .finish();
        self.address(&format!("/frame?{query}"))
    }

    /// The path of every request so far, oldest first.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no test panics here").clone()
    }
}

async fn frame(request: Request) -> impl IntoResponse {
    let query = request.uri().query().unwrap_or_default();
    let part = |name: &str| {
        let found = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let page = format!(
        "<!doctype html><html lang=\"en\"><title>Host page</title><link rel=\"icon\" href=\"data:,\">\
         <h1>Host page</h1><iframe id=\"frame\" title=\"Planner\" width=\"100%\" height=\"700\" {} src=\"{}\"></iframe>",
        part("attributes"),
        part("src")
    );
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
}

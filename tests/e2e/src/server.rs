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
use crate::engine::Engine;

/// A running server that remembers every request. It runs until the test ends, which fails if a page of the planner's
/// asked for anything after it was loaded: see `strange`.
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<Asked>>>,
}

/// One request.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    /// What it is for, in the browser's words: `document`, `iframe`, `script`; empty where it does not say.
    purpose: String,
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
            .nest_service(WRONG_TYPE, wrong_type(folder))
            .route_service("/example-host.html", ServeFile::new(dist::root().join("docs/example-host.html")))
            .route("/frame", get(frame))
            .layer(middleware::from_fn(move |request: Request, next: Next| {
                let remembered = Arc::clone(&remembered);
                async move {
                    // Not the frame's own query: it names the page inside.
                    let purpose =
                        request.headers().get("sec-fetch-dest").and_then(|value| value.to_str().ok());
                    let purpose = purpose.unwrap_or_default().to_owned();
                    let asked = Asked { path: request.uri().path().to_owned(), purpose };
                    remembered.lock().expect("no test panics here").push(asked);
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
        self.framing_under(address, attributes, "")
    }

    /// The same under a content security policy of the page around the frame; empty for none.
    pub fn framing_under(&self, address: &str, attributes: &str, policy: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("src", address)
            .append_pair("attributes", attributes)
            .append_pair("policy", policy)
            .finish();
        self.address(&format!("/frame?{query}"))
    }

    /// A page with the text of the single file in the `srcdoc` of its frame.
    pub fn framing_text(&self, attributes: &str, policy: &str) -> String {
        self.framing_under("", attributes, policy)
    }

    /// The path of every request so far, oldest first.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("no test panics here");
        requests.iter().map(|asked| asked.path.clone()).collect()
    }

    /// What no loading of a page asks for: a file of the hosted build more often than its page, and whatever is no page
    /// and no such file. A browser may ask for an icon by itself.
    fn strange(&self) -> Vec<Asked> {
        let all = self.requests.lock().map_or_else(|_| vec![], |requests| requests.clone());
        let of = |path: &str| all.iter().filter(|asked| asked.path == path).count();
        let is_page = |path: &str| path.ends_with('/') || path.ends_with(".html");
        let strange = all.iter().filter(|asked| {
            let by_navigation = matches!(asked.purpose.as_str(), "document" | "iframe" | "");
            match asked.path.rsplit_once("/site/") {
                Some((site, file)) if !file.is_empty() && !is_page(&asked.path) => {
                    // The preload and what is preloaded are one, but where the browser makes two of them.
                    let loads = of(&format!("{site}/site/")) + of(&format!("{site}/site/index.html"));
                    // Back and Forward take WebKit's page from its cache, unasked, and its program from here.
                    Engine::chosen() != Engine::WebKit && of(&asked.path) > 2 * loads
                }
                _ => !by_navigation && asked.path != "/favicon.ico",
            }
        });
        strange.cloned().collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let strange = self.strange();
            assert!(strange.is_empty(), "asked for after the page was loaded: {strange:?}");
        }
    }
}

/// Below this the hosted build has a program of the wrong type, which the browser may not guess either.
const WRONG_TYPE: &str = "/wrong-type/site";

fn wrong_type(folder: &Path) -> Router {
    Router::new().fallback_service(ServeDir::new(folder)).layer(middleware::map_response(
        async |mut answer: axum::response::Response| {
            let headers = answer.headers_mut();
            let wasm = header::HeaderValue::from_static("application/wasm");
            if headers.get(header::CONTENT_TYPE) == Some(&wasm) {
                headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
            }
            headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
            answer
        },
    ))
}

async fn frame(request: Request) -> impl IntoResponse {
    let query = request.uri().query().unwrap_or_default();
    let part = |name: &str| {
        let found = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let content = match part("src") {
        address if address.is_empty() => {
            let page = std::fs::read_to_string(dist::path("planner.html")).expect("the single file is text");
            format!("srcdoc=\"{}\"", page.replace('&', "&amp;").replace('"', "&quot;"))
        }
        address => format!("src=\"{address}\""),
    };
    let page = format!(
        "<!doctype html><html lang=\"en\"><title>Host page</title><link rel=\"icon\" href=\"data:,\">\
         <h1>Host page</h1><iframe id=\"frame\" title=\"Planner\" width=\"100%\" height=\"700\" {} {content}></iframe>",
        part("attributes"),
    );
    let mut answer = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
    let policy = part("policy");
    if !policy.is_empty() {
        let policy = policy.parse().expect("a policy is a header's value");
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

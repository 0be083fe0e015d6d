//! A store of texts that lasts: IndexedDB.
//!
//! `localStorage` came back empty in Chromium and Firefox when the browser was killed within a second of a change;
//! IndexedDB lost nothing. Written against web-sys because there are only five calls to make: the crate `idb` (0.6.5)
//! made the page 3.8 KB larger after gzip, and has forty kinds of error to find the reason in.

use gloo::events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode, VisibilityState};

use super::{Unavailable, document, present, window};

/// The one object store of a database.
const STORE: &str = "texts";

/// An open database of texts by key.
pub struct TextStore {
    database: IdbDatabase,
    _closes: EventListener,
}

impl TextStore {
    /// Opens a database, and makes it the first time. The name carries the copy's id, so that two councils' copies on
    /// one host do not mix.
    ///
    /// [`Unavailable::Refused`] in a sandboxed frame without an origin and where site data are blocked.
    pub async fn open(name: &str) -> Result<Self, Unavailable> {
        // The getter itself throws where storage is refused.
        let factory: IdbFactory = present(&window()?.into(), "indexedDB")?;
        let request = factory.open_with_u32(name, 1)?;
        let upgraded = EventListener::once(&request, "upgradeneeded", |event| {
            let request = event.target().and_then(|target| target.dyn_into::<IdbRequest>().ok());
            if let Some(Ok(database)) = request.map(|request| request.result()) {
                // If this fails, so does every call on the store; each says so.
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        let blocked = |reject: &Function| request.set_onblocked(Some(reject));
        let database: IdbDatabase = finished(&request, blocked).await?.unchecked_into();
        drop(upgraded);
        let closing = database.clone();
        // A later version of the planner in another tab would otherwise wait for this one for ever.
        let closes = EventListener::new(&database, "versionchange", move |_| closing.close());
        Ok(Self { database, _closes: closes })
    }

    /// The text under a key.
    pub async fn get(&self, key: &str) -> Result<Option<String>, Unavailable> {
        let request = self.store(IdbTransactionMode::Readonly)?.get(&key.into())?;
        Ok(finished(&request, |_| {}).await?.as_string())
    }

    /// Keeps a text under a key in place of the one there. Once this has answered, the text outlives the browser.
    pub async fn put(&self, key: &str, text: &str) -> Result<(), Unavailable> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        store.put_with_key(&text.into(), &key.into())?;
        // Or it would stay open for more, and be given up if the page is being left.
        #[expect(
            deprecated,
            reason = "web-sys marks it so, but the standard has it and no other call does this"
        )]
        store.transaction().commit()?;
        committed(&store).await
    }

    /// Forgets a key. No fault if there is none.
    pub async fn delete(&self, key: &str) -> Result<(), Unavailable> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        store.delete(&key.into())?;
        committed(&store).await
    }

    /// Every key, in order.
    pub async fn keys(&self) -> Result<Vec<String>, Unavailable> {
        let request = self.store(IdbTransactionMode::Readonly)?.get_all_keys()?;
        let keys = js_sys::Array::from(&finished(&request, |_| {}).await?);
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// The store in a transaction of its own: one call each, so nothing is awaited inside one.
    fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, Unavailable> {
        Ok(self.database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)?)
    }
}

/// Whether the page was opened from a disk. Chromium shares storage between all local files, so there a person is asked
/// before anything is kept.
pub fn is_file_url() -> bool {
    window().is_ok_and(|window| window.location().protocol().is_ok_and(|protocol| protocol == "file:"))
}

/// Calls back when the page is hidden or left: the last moment at which something can still be kept. Stops when the
/// answer is dropped.
pub fn on_hide(hidden: impl Fn() + 'static) -> Result<EventListener, Unavailable> {
    let document = document()?;
    let looked_at = document.clone();
    // Also fired before a page is unloaded, and on a phone often the only event that is.
    Ok(EventListener::new(&document, "visibilitychange", move |_| {
        if looked_at.visibility_state() == VisibilityState::Hidden {
            hidden();
        }
    }))
}

/// Waits for a request; `also` gets the function to call for other ways of failing.
async fn finished(request: &IdbRequest, also: impl Fn(&Function)) -> Result<JsValue, Unavailable> {
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        also(&reject);
    });
    match JsFuture::from(settled).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(request
            .error()
            .ok()
            .flatten()
            .map_or(Unavailable::Failed, |error| JsValue::from(error).into())),
    }
}

/// Waits until what was written is kept. A request that succeeded is not enough: a full disk shows only here.
async fn committed(store: &IdbObjectStore) -> Result<(), Unavailable> {
    let transaction = store.transaction();
    let settled = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(settled).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(Unavailable::Failed, |error| JsValue::from(error).into())),
    }
}

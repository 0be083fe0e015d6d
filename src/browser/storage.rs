//! A store of texts that lasts: IndexedDB.
//!
//! `localStorage` came back empty in Chromium and Firefox when the browser was killed within a second of a change;
//! IndexedDB lost nothing. Written against web-sys because there are only a few calls to make: the crate `idb` (0.6.5)
//! made the page 3.8 KB larger after gzip, and has forty kinds of error to find the reason in.
//!
//! A record is written only in the place of the revision that the writer knows ([`TextStore::swap`]), in one transaction
//! that reads nothing: so it is committed even while the page is being left. What stands in the way of a second writer
//! is a unique index: the old revision is deleted by its key, and the new one cannot be added where any other stands.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbIndexParameters, IdbObjectStore, IdbRequest, IdbTransactionMode,
    IdbVersionChangeEvent, Storage, VisibilityState,
};

use super::{Unavailable, document, present, window};

/// The object store of single texts by key, and the one of records. The first version had only the first.
const TEXTS: &str = "texts";
const RECORDS: &str = "records";
const VERSION: u32 = 2;

/// How long a database may take to go.
const FORGETTING: u32 = 3_000; // milliseconds

/// The index of records, and the members of one.
const ID: &str = "id";
const REVISION: &str = "revision";
const CHANGED: &str = "changed";
const BY: &str = "by";
const TEXT: &str = "text";

/// An open database of texts by key, and of records.
pub struct TextStore {
    database: IdbDatabase,
    _listeners: [EventListener; 2],
}

/// A text that is written again and again, perhaps from several tabs.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// By what it is known.
    pub id: String,
    /// How often it has been written; from 1.
    pub revision: u32,
    /// When it was last written, in milliseconds since 1970 began in UTC.
    pub changed: u64,
    /// Who has written it: a word that each page gives itself.
    pub by: String,
    /// The text.
    pub text: String,
}

impl TextStore {
    /// Opens a database, and makes it the first time. The name carries the copy's id, so that two councils' copies on
    /// one host do not mix.
    ///
    /// [`Unavailable::Refused`] in a sandboxed frame without an origin and where site data are blocked;
    /// [`Unavailable::Newer`] where a later version of the planner has made it. Calls `gone` when it is taken away while
    /// it is open: with [`Unavailable::Cleared`], or [`Unavailable::Newer`] where a later planner makes it its own.
    pub async fn open(name: &str, gone: impl Fn(Unavailable) + 'static) -> Result<Self, Unavailable> {
        let request = factory()?.open_with_u32(name, VERSION)?;
        let upgraded = EventListener::once(&request, "upgradeneeded", |event| {
            let request = event.target().and_then(|target| target.dyn_into::<IdbRequest>().ok());
            if let Some(Ok(database)) = request.map(|request| request.result()) {
                let database: IdbDatabase = database.unchecked_into();
                // If one fails that was not there, so does every call on it; each says so.
                let _ = database.create_object_store(TEXTS);
                if let Ok(records) = database.create_object_store(RECORDS) {
                    let unique = IdbIndexParameters::new();
                    unique.set_unique(true);
                    let _ = records.create_index_with_str_and_optional_parameters(ID, ID, &unique);
                }
            }
        });
        let blocked = |reject: &Function| request.set_onblocked(Some(reject));
        let opened = finished(&request, blocked).await.map_err(|why| match Words::Shared.storage() {
            // Chromium gives no reason of its own where it is set to block all site data.
            Err(Unavailable::Refused) => Unavailable::Refused,
            _ => why,
        });
        let database: IdbDatabase = opened?.unchecked_into();
        drop(upgraded);
        let closing = database.clone();
        let gone = Rc::new(gone);
        let forced = gone.clone();
        let listeners = [
            // Another tab would otherwise wait for this one for ever.
            EventListener::new(&database, "versionchange", move |event| {
                closing.close();
                let version = event.dyn_ref::<IdbVersionChangeEvent>().and_then(|event| event.new_version());
                gone(if version.is_some() { Unavailable::Newer } else { Unavailable::Cleared });
            }),
            // Site data were cleared by the browser's own means.
            EventListener::new(&database, "close", move |_| forced(Unavailable::Cleared)),
        ];
        Ok(Self { database, _listeners: listeners })
    }

    /// The text under a key.
    pub async fn get(&self, key: &str) -> Result<Option<String>, Unavailable> {
        let request = self.store(TEXTS, IdbTransactionMode::Readonly)?.get(&key.into())?;
        Ok(finished(&request, |_| {}).await?.as_string())
    }

    /// Keeps under a key what `make` makes of the text that stands there, with no other tab's writing in between; the
    /// text that stands there now. Once this has answered, it outlives the browser.
    pub async fn change(
        &self,
        key: &str,
        make: impl FnOnce(String) -> String,
    ) -> Result<String, Unavailable> {
        let store = self.store(TEXTS, IdbTransactionMode::Readwrite)?;
        // What waits for a request goes on while its transaction is still open.
        let text = make(finished(&store.get(&key.into())?, |_| {}).await?.as_string().unwrap_or_default());
        store.put_with_key(&text.as_str().into(), &key.into())?;
        committed(&store, None).await?;
        Ok(text)
    }

    /// Every record, in no order.
    pub async fn records(&self) -> Result<Vec<Record>, Unavailable> {
        let request = self.store(RECORDS, IdbTransactionMode::Readonly)?.get_all()?;
        let found = Array::from(&finished(&request, |_| {}).await?);
        Ok(found.iter().map(|found| record(&found)).collect())
    }

    /// The record with this id.
    pub async fn record(&self, id: &str) -> Result<Option<Record>, Unavailable> {
        let request = self.store(RECORDS, IdbTransactionMode::Readonly)?.index(ID)?.get(&id.into())?;
        let found = finished(&request, |_| {}).await?;
        Ok((!found.is_undefined()).then(|| record(&found)))
    }

    /// Writes a record in the place of the one of the revision before (revision 1: where there is none).
    /// [`Unavailable::Changed`] where another stands there, which stays as it is. Once this has answered, the text outlives
    /// the browser.
    pub async fn swap(&self, record: &Record) -> Result<(), Unavailable> {
        let store = self.store(RECORDS, IdbTransactionMode::Readwrite)?;
        store.delete(&key(&record.id, record.revision - 1))?;
        match add(&store, record) {
            Ok(added) => committed(&store, Some(&added)).await,
            Err(why) => {
                // What was deleted is there again.
                store.transaction().abort()?;
                Err(why)
            }
        }
    }

    /// Takes a record away, if it is still at this revision.
    pub async fn remove(&self, id: &str, revision: u32) -> Result<(), Unavailable> {
        let store = self.store(RECORDS, IdbTransactionMode::Readwrite)?;
        store.delete(&key(id, revision))?;
        committed(&store, None).await
    }

    /// Makes a record of the text under a key of the first version's, with the key as its id. Where that fails, the text
    /// stays where it is.
    pub async fn take_over(&self, key: &str, changed: u64) -> Result<(), Unavailable> {
        let stores = Array::of2(&TEXTS.into(), &RECORDS.into());
        let both =
            self.database.transaction_with_str_sequence_and_mode(&stores, IdbTransactionMode::Readwrite)?;
        let texts = both.object_store(TEXTS)?;
        let records = both.object_store(RECORDS)?;
        if let Some(text) = finished(&texts.get(&key.into())?, |_| {}).await?.as_string() {
            let kept = finished(&records.index(ID)?.get(&key.into())?, |_| {}).await?;
            // Kept after all by a page that could not take it over when it was opened.
            if kept.is_undefined() {
                let record = Record { id: key.to_owned(), revision: 1, changed, by: String::new(), text };
                // Last, so that it is never gone from both.
                add(&records, &record)?;
            }
            texts.delete(&key.into())?;
        }
        committed(&texts, None).await
    }

    /// The database itself, for the shell.
    pub fn database(&self) -> &JsValue {
        &self.database
    }

    /// Closes it, so that it can be taken away.
    pub fn close(&self) {
        self.database.close();
    }

    /// A store in a transaction of its own.
    fn store(&self, name: &str, mode: IdbTransactionMode) -> Result<IdbObjectStore, Unavailable> {
        Ok(self.database.transaction_with_str_and_mode(name, mode)?.object_store(name)?)
    }
}

/// Takes a database away with all that is in it.
pub async fn forget(name: &str) -> Result<(), Unavailable> {
    let request = factory()?.delete_database(name)?;
    // It waits for what is still open, which is mostly closing; where a tab does not close it, it goes when that tab does.
    let in_vain = |reject: &Function| {
        let reject = reject.clone();
        // Calling a promise's own function cannot throw, and does nothing once it is settled.
        Timeout::new(FORGETTING, move || drop(reject.call0(&JsValue::UNDEFINED))).forget();
    };
    finished(&request, in_vain).await.map(drop)
}

fn factory() -> Result<IdbFactory, Unavailable> {
    // The getter itself throws where storage is refused.
    present(&window()?.into(), "indexedDB")
}

fn key(id: &str, revision: u32) -> JsValue {
    Array::of2(&id.into(), &revision.into()).into()
}

fn add(store: &IdbObjectStore, record: &Record) -> Result<IdbRequest, Unavailable> {
    let made = Object::new();
    let members: [(&str, JsValue); 5] = [
        (ID, (&record.id).into()),
        (REVISION, record.revision.into()),
        (CHANGED, (record.changed as f64).into()),
        (BY, (&record.by).into()),
        (TEXT, (&record.text).into()),
    ];
    for (member, value) in members {
        Reflect::set(&made, &member.into(), &value)?;
    }
    Ok(store.add_with_key(&made, &key(&record.id, record.revision))?)
}

fn record(found: &JsValue) -> Record {
    let member = |name: &str| Reflect::get(found, &name.into()).unwrap_or_default();
    let text = |name: &str| member(name).as_string().unwrap_or_default();
    let number = |name: &str| member(name).as_f64().unwrap_or_default();
    Record {
        id: text(ID),
        revision: number(REVISION) as u32,
        changed: number(CHANGED) as u64,
        by: text(BY),
        text: text(TEXT),
    }
}

/// Where a browser keeps a few words that are there at once.
#[derive(Clone, Copy)]
pub enum Words {
    /// `localStorage`: of every tab. What is written in the second before a browser is killed may be lost.
    Shared,
    /// `sessionStorage`: of this tab alone, also when its page is loaded again.
    OfTab,
}

impl Words {
    fn storage(self) -> Result<Storage, Unavailable> {
        // The getter itself throws where storage is refused.
        present(
            &window()?.into(),
            match self {
                Self::Shared => "localStorage",
                Self::OfTab => "sessionStorage",
            },
        )
    }

    /// The words under a key.
    pub fn get(self, key: &str) -> Option<String> {
        self.storage().ok()?.get_item(key).ok()?
    }

    /// Keeps words under a key.
    pub fn set(self, key: &str, words: &str) -> Result<(), Unavailable> {
        Ok(self.storage()?.set_item(key, words)?)
    }

    /// Forgets a key.
    pub fn remove(self, key: &str) -> Result<(), Unavailable> {
        Ok(self.storage()?.remove_item(key)?)
    }

    /// Every key that begins so.
    pub fn keys(self, start: &str) -> Vec<String> {
        let Ok(storage) = self.storage() else { return vec![] };
        let all = (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok()?);
        all.filter(|key| key.starts_with(start)).collect()
    }
}

/// A word that no other record has been given.
pub fn token() -> String {
    let random = (js_sys::Math::random() * 4_294_967_296.0) as u32;
    format!("{}-{random}", js_sys::Date::now() as u64)
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

/// Ends a transaction, and waits until what was written is kept. A request that succeeded is not enough: a full disk
/// shows only here. Why a request failed is asked of itself first: of a transaction that was ended early, Firefox does
/// not say it.
async fn committed(store: &IdbObjectStore, request: Option<&IdbRequest>) -> Result<(), Unavailable> {
    let transaction = store.transaction();
    // Or it would stay open for more, and be given up if the page is being left.
    #[expect(
        deprecated,
        reason = "web-sys marks it so, but the standard has it and no other call does this"
    )]
    transaction.commit()?;
    let settled = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let settled = JsFuture::from(settled).await;
    #[cfg(feature = "crash-test")]
    crate::crash::point("storage");
    if settled.is_ok() {
        return Ok(());
    }
    let of_request = request.and_then(|request| request.error().ok().flatten());
    let why =
        [of_request, transaction.error()].into_iter().flatten().map(|error| JsValue::from(error).into());
    Err(why.into_iter().find(|why| *why != Unavailable::Failed).unwrap_or(Unavailable::Failed))
}

//! Files: saving one, choosing one, reading one that is dropped.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, File, FileList, HtmlAnchorElement, HtmlInputElement, Url,
};

use super::{Unavailable, document};

/// How long the address of a saved file stays good. Some browsers read it well after the click.
const SAVED_FOR: u32 = 60_000; // milliseconds

/// A file that was read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OpenedFile {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it. Bytes, because a spreadsheet's text need not be UTF-8.
    pub bytes: Vec<u8>,
}

/// Saves text as a file in the way of a download. `mime` is its type, such as `application/json`.
///
/// An answer of `Ok` says only that the browser was asked: a sandboxed frame without `allow-downloads` drops the file
/// in silence. So offer the text to copy as well.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), Unavailable> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document()?.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(SAVED_FOR, move || {
        // Only memory is at stake, and the page is about to be left or is not.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

/// Lets a person choose a file, in the browser's own dialogue. `accept` is a list such as `.json,application/json`.
/// `None` if they choose none. A file of more than `limit` bytes is [`Unavailable::TooLarge`] and is not read.
///
/// Call it from a click: browsers open the dialogue only then.
pub async fn pick(accept: &str, limit: u32) -> Result<Option<OpenedFile>, Unavailable> {
    let document = document()?;
    let input: HtmlInputElement = document.create_element("input")?.unchecked_into();
    input.set_type("file");
    input.set_accept(accept);
    input.set_hidden(true);
    // In the page, because some browsers forget an input that is nowhere while its dialogue is open.
    document.body().ok_or(Unavailable::Missing)?.append_child(&input)?;
    let mut listeners = Vec::new();
    let closed = Promise::new(&mut |resolve, _| {
        for event in ["change", "cancel"] {
            let resolve = resolve.clone();
            listeners.push(EventListener::once(&input, event, move |_| {
                // Calling a promise's own function cannot throw.
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }));
        }
    });
    input.click();
    let waited = JsFuture::from(closed).await;
    input.remove();
    waited?;
    chosen(&input, limit).await
}

/// The file that a file input of the page holds, read under the same limit as [`pick`]'s.
pub async fn chosen(input: &HtmlInputElement, limit: u32) -> Result<Option<OpenedFile>, Unavailable> {
    first(input.files(), limit).await
}

/// The first file of those dropped on the page: `event.data_transfer()` of a drop. `None` if what was dropped is not a
/// file. Call it before the event ends: the list is empty afterwards.
pub fn dropped(
    transfer: &DataTransfer,
    limit: u32,
) -> impl Future<Output = Result<Option<OpenedFile>, Unavailable>> + use<> {
    first(transfer.files(), limit)
}

fn first(
    files: Option<FileList>,
    limit: u32,
) -> impl Future<Output = Result<Option<OpenedFile>, Unavailable>> + use<> {
    // Taken out now: the list of a drop does not outlive its event.
    let file = files.and_then(|files| files.get(0));
    async move {
        match file {
            Some(file) => read(&file, limit).await.map(Some),
            None => Ok(None),
        }
    }
}

async fn read(file: &File, limit: u32) -> Result<OpenedFile, Unavailable> {
    if file.size() > f64::from(limit) {
        return Err(Unavailable::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(OpenedFile { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() })
}

//! The clipboard.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard, ClipboardEvent, ClipboardItem, HtmlDocument};

use super::{Unavailable, document, present, window};

/// Copies plain text. Call it from a click or a key: browsers allow it only then.
pub async fn copy_text(text: &str) -> Result<(), Unavailable> {
    match write(None, text).await {
        Ok(()) => Ok(()),
        Err(_) => copy_by_command(None, text),
    }
}

/// Copies a table twice: as HTML for a document or an e-mail, and as text with tabs for a spreadsheet. Call it from a
/// click or a key.
pub async fn copy_table(html: &str, text: &str) -> Result<(), Unavailable> {
    match write(Some(html), text).await {
        Ok(()) => Ok(()),
        Err(_) => copy_by_command(Some(html), text),
    }
}

/// The plain text of a paste. `None` if there is none: a picture, say.
pub fn pasted_text(event: &ClipboardEvent) -> Option<String> {
    let text = event.clipboard_data()?.get_data("text/plain").ok()?;
    if text.is_empty() { None } else { Some(text) }
}

/// By the asynchronous clipboard, which is missing on a page without a secure origin and refused in most frames.
async fn write(html: Option<&str>, text: &str) -> Result<(), Unavailable> {
    let navigator = window()?.navigator();
    let clipboard: Clipboard = present(&navigator.into(), "clipboard")?;
    let Some(html) = html else {
        JsFuture::from(clipboard.write_text(text)).await?;
        return Ok(());
    };
    present::<JsValue>(&window()?.into(), "ClipboardItem")?;
    let forms = Object::new();
    for (mime, content) in [("text/html", html), ("text/plain", text)] {
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &kind)?;
        Reflect::set(&forms, &mime.into(), &blob)?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&forms)?;
    JsFuture::from(clipboard.write(&Array::of1(&item))).await?;
    Ok(())
}

/// By the old command, which needs no permission and so works in a sandboxed frame: it asks the page what to copy.
fn copy_by_command(html: Option<&str>, text: &str) -> Result<(), Unavailable> {
    let document = document()?;
    let (html, text) = (html.map(str::to_owned), text.to_owned());
    let options = EventListenerOptions::enable_prevent_default();
    let _answer = EventListener::new_with_options(&document, "copy", options, move |event| {
        let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else {
            return;
        };
        // A form that is refused is left out; the other still helps.
        let _ = data.set_data("text/plain", &text);
        if let Some(html) = &html {
            let _ = data.set_data("text/html", html);
        }
        event.prevent_default();
    });
    let done = document.dyn_ref::<HtmlDocument>().ok_or(Unavailable::Missing)?.exec_command("copy")?;
    if done { Ok(()) } else { Err(Unavailable::Refused) }
}

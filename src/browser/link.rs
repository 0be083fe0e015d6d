//! An address that carries a text behind its `#`, where no server ever sees it.

use gloo::events::EventListener;
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, Response};

use super::{Unavailable, present, window};

/// The address of this page with `text` behind `#name=`, compressed. [`Unavailable::Missing`] where the page has no
/// address of its own: written into a frame, for one.
pub async fn with_text(name: &str, text: &str) -> Result<String, Unavailable> {
    let address = address()?;
    let packed = piped(&Blob::new_with_str_sequence(&Array::of1(&text.into()))?, "CompressionStream")?;
    let answer = Response::new_with_opt_readable_stream(Some(&packed))?;
    let bytes = Uint8Array::new(&JsFuture::from(answer.array_buffer()?).await?).to_vec();
    // The browser's own Base64 takes a character for a byte. An address has no `+`, `/` and `=`.
    let binary: String = bytes.into_iter().map(char::from).collect();
    let letters = window()?.btoa(&binary)?.replace('+', "-").replace('/', "_");
    Ok([&address, "#", name, "=", letters.trim_end_matches('=')].concat())
}

/// Takes what stands behind `#name=` out of the address, so that loading the page again does not open it again.
pub fn take(name: &str) -> Option<String> {
    let window = window().ok()?;
    let hash = window.location().hash().ok()?;
    let packed = hash.strip_prefix('#')?.strip_prefix(name)?.strip_prefix('=')?.to_owned();
    if let (Ok(history), Ok(address)) = (window.history(), address()) {
        // Where the address may not be changed, it stays.
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
    Some(packed)
}

/// The text that [`with_text`] packed. One of more than `most` bytes is [`Unavailable::TooLarge`], however small it is
/// packed; what is none is [`Unavailable::Failed`].
pub async fn unpack(packed: &str, most: usize) -> Result<String, Unavailable> {
    let letters = packed.replace('-', "+").replace('_', "/");
    let binary = window()?.atob(&letters).map_err(|_| Unavailable::Failed)?;
    let bytes: Vec<u8> = binary.chars().map(|byte| byte as u8).collect();
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(&*bytes)))?;
    let reader: ReadableStreamDefaultReader =
        piped(&blob, "DecompressionStream")?.get_reader().unchecked_into();
    let mut text = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| Unavailable::Failed)?;
        // At the end there is no value.
        let Ok(part) = present::<JsValue>(&part, "value") else { break };
        text.extend(Uint8Array::new(&part).to_vec());
        if text.len() > most {
            drop(reader.cancel());
            return Err(Unavailable::TooLarge);
        }
    }
    String::from_utf8(text).map_err(|_| Unavailable::Failed)
}

/// Calls back when what stands behind the `#` changes: a link is opened where the planner already is. Stops when the
/// answer is dropped.
pub fn on_change(changed: impl Fn() + 'static) -> Result<EventListener, Unavailable> {
    Ok(EventListener::new(&window()?.into(), "hashchange", move |_| changed()))
}

/// The address of this page, without what stands behind the `#`.
fn address() -> Result<String, Unavailable> {
    let location = window()?.location();
    match location.protocol()?.as_str() {
        "http:" | "https:" | "file:" => {}
        _ => return Err(Unavailable::Missing),
    }
    let address = location.href()?;
    Ok(address.find('#').map_or(&*address, |end| &address[..end]).to_owned())
}

/// What comes out at the other end of the browser's `kind` of stream. Looked up by name, because web-sys counts both kinds
/// as unstable still and browsers before 2023 have neither.
fn piped(blob: &Blob, kind: &str) -> Result<ReadableStream, Unavailable> {
    let kind: Function = present(&window()?.into(), kind)?;
    let by = Reflect::construct(&kind, &Array::of1(&"deflate-raw".into()))?;
    Ok(blob.stream().pipe_through(by.unchecked_ref()))
}

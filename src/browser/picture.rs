//! Pictures: one that a person chooses, drawn again so that nothing but its look is kept.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::{Unavailable, document, files};

/// Draws a picture again, no larger than `width` and `height` in pixels, and gives it as the `data:` address of a PNG of at
/// most `most` characters. It is made smaller until it fits.
///
/// What is kept has no more in it than what can be seen: no script of an SVG, no place and no camera of a photograph.
/// [`Unavailable::Failed`] where the browser takes it for no picture; [`Unavailable::TooLarge`] where none fits.
pub async fn redrawn(
    file: &files::OpenedFile,
    width: f64,
    height: f64,
    most: usize,
) -> Result<String, Unavailable> {
    let kind = BlobPropertyBag::new();
    // Of every other kind the browser looks at the contents.
    let start = file.bytes.get(..256).unwrap_or(&file.bytes);
    let is_svg = start.trim_ascii_start().starts_with(b"<");
    kind.set_type(if is_svg { "image/svg+xml" } else { "image/png" });
    let bytes = js_sys::Uint8Array::from(&*file.bytes);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let drawn = draw(&address, width, height, most).await;
    let _ = Url::revoke_object_url(&address);
    drawn
}

async fn draw(address: &str, width: f64, height: f64, most: usize) -> Result<String, Unavailable> {
    let image: HtmlImageElement = document()?.create_element("img")?.unchecked_into();
    image.set_src(address);
    JsFuture::from(image.decode()).await.map_err(|_| Unavailable::Failed)?;
    // An SVG may have no size of its own.
    let size = |own: u32, other: f64| if own == 0 { other } else { f64::from(own) };
    let (own_width, own_height) = (size(image.natural_width(), width), size(image.natural_height(), height));
    let mut scale = (width / own_width).min(height / own_height).min(1.0);
    for _ in 0..6 {
        let canvas: HtmlCanvasElement = document()?.create_element("canvas")?.unchecked_into();
        canvas.set_width((own_width * scale).round().max(1.0) as u32);
        canvas.set_height((own_height * scale).round().max(1.0) as u32);
        let context = canvas.get_context("2d")?.ok_or(Unavailable::Missing)?;
        let context: CanvasRenderingContext2d = context.unchecked_into();
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
        let address = canvas.to_data_url()?;
        if address.len() <= most {
            return Ok(address);
        }
        scale *= 0.7;
    }
    Err(Unavailable::TooLarge)
}

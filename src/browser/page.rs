//! The page as a whole: its title, its focus, its place on the screen and on paper.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Unavailable, document, window};

/// Sets the title of the page.
pub fn set_title(title: &str) -> Result<(), Unavailable> {
    #[cfg(feature = "crash-test")]
    crate::crash::point("browser");
    document()?.set_title(title);
    Ok(())
}

/// Moves the focus to the element with this id, and the page so that it can be seen; what it is folded away in is opened. An
/// element that is not a control needs `tabindex="-1"`. [`Unavailable::Missing`] if there is no such element: it may not have been drawn yet.
pub fn focus(id: &str) -> Result<(), Unavailable> {
    let element = document()?.get_element_by_id(id).ok_or(Unavailable::Missing)?;
    let mut around = element.closest("details:not([open])")?;
    while let Some(details) = around {
        details.set_attribute("open", "")?;
        around = details.closest("details:not([open])")?;
    }
    element.dyn_ref::<HtmlElement>().ok_or(Unavailable::Missing)?.focus()?;
    Ok(())
}

/// Moves the page so far that what the element with this id stands in can be seen to its end.
pub fn show_around(id: &str) -> Result<(), Unavailable> {
    let element = document()?.get_element_by_id(id).ok_or(Unavailable::Missing)?;
    element.parent_element().ok_or(Unavailable::Missing)?.scroll_into_view_with_bool(false);
    Ok(())
}

/// Moves the page to its beginning.
pub fn scroll_to_top() -> Result<(), Unavailable> {
    window()?.scroll_to_with_x_and_y(0.0, 0.0);
    Ok(())
}

/// Opens the print dialogue. Nothing happens, and nothing says so, in a sandboxed frame without `allow-modals`.
pub fn print() -> Result<(), Unavailable> {
    Ok(window()?.print()?)
}

/// The text of a block of data that stands in the page, by its id; `None` where there is none.
pub fn data(id: &str) -> Option<String> {
    document().ok()?.get_element_by_id(id)?.text_content()
}

/// Sets the colours of the header, of the words on it and of links, or those of the style sheet again. Through the root
/// element's style object: the policy drops style attributes that stand in a page, and not these.
pub fn set_colours(colours: Option<&[String; 3]>) -> Result<(), Unavailable> {
    let root: HtmlElement = document()?.document_element().ok_or(Unavailable::Missing)?.unchecked_into();
    let style = root.style();
    for (place, name) in ["--planner-brand", "--planner-brand-text", "--planner-link"].into_iter().enumerate()
    {
        match colours {
            Some(colours) => style.set_property(name, &colours[place])?,
            None => drop(style.remove_property(name)?),
        }
    }
    Ok(())
}

/// Whether the page is inside a frame of another.
pub fn is_embedded() -> bool {
    // Looking at the outer window can be refused, which happens only to a page that is inside one.
    window().is_ok_and(|window| match window.parent() {
        Ok(Some(parent)) => parent != window,
        Ok(None) => false,
        Err(_) => true,
    })
}

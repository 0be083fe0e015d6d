//! The app's pages. For now one field and one more page, which is enough to try the pipeline with.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::shell::Shell;
use crate::browser::storage::{self, Storage};
use crate::browser::{Unavailable, clipboard, files, history};

/// What the page is given.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What holds the plan.
    pub shell: Shell,
}

/// The whole page.
#[component]
pub fn App(props: &Props) -> Html {
    let shell = props.shell.clone();
    let text = use_state(|| shell.kept().unwrap_or_default());
    let kept = use_state(|| "");
    let page = use_state(|| "Attainment planner".to_owned());
    let store = use_mut_ref(|| None::<Rc<Storage>>);
    let listener = use_mut_ref(|| None::<EventListener>);
    {
        let (text, kept, page, store, shell) =
            (text.clone(), kept.clone(), page.clone(), store.clone(), shell.clone());
        use_effect_with((), move |()| {
            let _ = history::replace("Attainment planner");
            *listener.borrow_mut() = history::on_travel(move |state| {
                page.set(state.unwrap_or_else(|| "Attainment planner".to_owned()))
            })
            .ok();
            spawn_local(async move {
                match Storage::open("attainment-planner").await {
                    Ok(opened) => {
                        if shell.kept().is_none()
                            && !shell.without_plan()
                            && let Ok(Some(found)) = opened.get("plan").await
                        {
                            shell.keep(&found);
                            text.set(found);
                        }
                        *store.borrow_mut() = Some(Rc::new(opened));
                        kept.set(if storage::is_file_url() {
                            "Kept beside other local files"
                        } else {
                            "Kept in this browser"
                        });
                    }
                    Err(Unavailable::Refused) => kept.set("Not kept: this page may not store anything"),
                    Err(_) => kept.set("Not kept"),
                }
            });
        });
    }
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            shell.keep(&typed);
            text.set(typed.clone());
            if let Some(store) = store.borrow().clone() {
                spawn_local(async move {
                    let _ = store.put("plan", &typed).await;
                });
            }
        })
    };
    let onclick = {
        let page = page.clone();
        Callback::from(move |_| {
            let _ = history::push("Second page");
            page.set("Second page".to_owned());
        })
    };
    let kept_words = *kept;
    let save = {
        let text = text.clone();
        Callback::from(move |_| {
            let _ = files::save("plan.json", "application/json", &text);
        })
    };
    let open = {
        let text = text.clone();
        Callback::from(move |_| {
            let text = text.clone();
            spawn_local(async move {
                match files::pick(".json", 1000).await {
                    Ok(Some(file)) => text.set(String::from_utf8_lossy(&file.bytes).into_owned()),
                    Ok(None) => {}
                    Err(reason) => text.set(format!("{reason:?}")),
                }
            });
        })
    };
    let copy = {
        let text = text.clone();
        Callback::from(move |_| {
            let (text, kept) = (text.clone(), kept.clone());
            spawn_local(async move {
                let done = clipboard::copy_table("<table><tr><td>1</td></tr></table>", &text).await;
                kept.set(if done.is_ok() { "Copied" } else { "Not copied" });
            });
        })
    };
    html! {
        <div class="govuk-width-container">
            <main class="govuk-main-wrapper">
                <h1 class="govuk-heading-l">{ &*page }</h1>
                <label class="govuk-label" for="figure">{ "Figure" }</label>
                <input class="govuk-input" id="figure" value={(*text).clone()} {oninput} />
                <p class="govuk-body">{ format!("{} characters", text.chars().count()) }</p>
                <p class="govuk-body" id="kept">{ kept_words }</p>
                <button type="button" class="govuk-button" {onclick}>{ "Next" }</button>
                <button type="button" class="govuk-button" onclick={save}>{ "Save" }</button>
                <button type="button" class="govuk-button" onclick={open}>{ "Open" }</button>
                <button type="button" class="govuk-button" onclick={copy}>{ "Copy" }</button>
            </main>
        </div>
    }
}

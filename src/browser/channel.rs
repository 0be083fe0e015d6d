//! What the tabs of one browser tell each other.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{Unavailable, present, window};

/// A channel between the tabs that have this page open. Closed when dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Channel {
    /// Joins the channel of this name; `heard` gets what other tabs say, never what this one does.
    pub fn join(name: &str, heard: impl Fn(String) + 'static) -> Result<Self, Unavailable> {
        present::<JsValue>(&window()?.into(), "BroadcastChannel")?;
        let channel = BroadcastChannel::new(name)?;
        let listener = EventListener::new(&channel, "message", move |event| {
            if let Some(words) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                heard(words);
            }
        });
        Ok(Self { channel, _listener: listener })
    }

    /// Tells the others.
    pub fn say(&self, words: &str) -> Result<(), Unavailable> {
        Ok(self.channel.post_message(&words.into())?)
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

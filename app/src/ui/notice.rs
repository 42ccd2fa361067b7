//! A quiet word above the content: what was done, or what to know.

use super::Icon;
use crate::prelude::*;

/// A notice of one sentence. Tones: `info`, `released`, `waiting`, `rejected`.
#[component]
pub fn Notice(tone: &'static str, #[prop(into)] text: String) -> impl IntoView {
    let icon = match tone {
        "released" => "circle-check",
        "waiting" => "clock",
        "rejected" => "circle-x",
        _ => "info",
    };
    view! {
        <div class="notice" data-tone=tone role="status" data-print="no">
            <Icon name=icon/>
            <p>{text}</p>
        </div>
    }
}

//! The notice about a line that was removed without JavaScript.

use super::api::{Removed, SetQuantity};
use crate::{form::field_name, locale::language, prelude::*, text, ui::Icon};
use leptos::server_fn::ServerFn;

/// Says what was removed and offers to bring it back.
#[component]
pub fn RemovedNotice(removed: Removed) -> impl IntoView {
    let l = language();
    let cost_centre = removed.cost_centre.map(|own| own.to_string()).unwrap_or_default();
    view! {
        <div class="notice" data-tone="info" role="status">
            <Icon name="info"/>
            <div class="cluster" data-justify="between" data-gap="s">
                <p>{text::cart::removed_notice(l, &removed.name)}</p>
                <form method="post" action=SetQuantity::url()>
                    <input type="hidden" name=field_name("article") value=removed.article.to_string()/>
                    <input type="hidden" name=field_name("quantity") value=removed.quantity.to_string()/>
                    <input type="hidden" name=field_name("cost_centre") value=cost_centre/>
                    <button class="button" data-kind="secondary" data-size="small"><Icon name="undo-2"/>{text::cart::undo(l)}</button>
                </form>
            </div>
        </div>
    }
}

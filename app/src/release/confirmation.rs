//! Confirming what somebody else has released.

use super::api::ConfirmRelease;
use crate::{
    form::{FormState, Submit, field_name, once},
    locale::language,
    prelude::*,
    show::{OrderData, confirm_words},
    text,
    ui::{Icon, Notice},
};
use leptos::server_fn::ServerFn;

/// The state of the form that confirms.
pub(super) fn confirming() -> FormState {
    FormState::native::<ConfirmRelease>()
}

/// By whom the order was released before it came to the reader, or who has it after the reader.
#[component]
pub(super) fn Standing(order: Memo<OrderData>) -> impl IntoView {
    let l = language();
    reactive(move || {
        let order = order.get();
        let (by, holder) = (order.released_by.clone(), order.holder.as_ref().map(|holder| holder.name.clone()));
        let text = if order.has_gone_on() {
            holder.map(|name| text::hierarchy::released_waits(l, name))
        } else {
            by.filter(|_| order.waits_for_reader()).map(|name| text::hierarchy::released_by(l, name))
        };
        text.map(|text| view! { <Notice tone="waiting" text/> })
    })
}

/// The one button; it says where the order goes.
#[component]
pub(super) fn Confirm(order: OrderData) -> impl IntoView {
    let form = confirming();
    view! {
        <form method="post" action=ConfirmRelease::url() class="summary-bar-action" on:submit=once()>
            <input type="hidden" name=field_name("id") value=order.id.to_string()/>
            <input type="hidden" name=field_name("level") value=order.level.to_string()/>
            <input type="hidden" name=field_name("seal") value=order.seal.clone()/>
            <Submit form size="large"><Icon name="check"/>{confirm_words(&order)}</Submit>
        </form>
    }
}

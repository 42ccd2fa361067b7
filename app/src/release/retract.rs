//! Taking back a release by which an order has gone on.

use super::retract_api::RetractRelease;
use crate::{
    form::{FormState, Submit, field_name, once},
    locale::language,
    prelude::*,
    show::OrderData,
    text,
    ui::Icon,
};
use leptos::server_fn::ServerFn;

/// The state of the form that takes a release back.
pub(super) fn retracting() -> FormState {
    FormState::native::<RetractRelease>()
}

/// What the reader can do about their own release, as long as nobody has done anything where the order has gone. It names the release by
/// its instant, so that it never takes back another one.
#[component]
pub(super) fn Retract(order: OrderData) -> impl IntoView {
    let (l, form, id) = (language(), retracting(), order.id);
    order.retractable.map(|released_at| {
        view! {
            <form method="post" action=RetractRelease::url() class="stack" data-gap="s" data-print="no" on:submit=once()>
                <input type="hidden" name=field_name("id") value=id.to_string()/>
                <input type="hidden" name=field_name("released_at") value=released_at/>
                <p class="help">{text::hierarchy::retract_help(l)}</p>
                <div class="button-row">
                    <Submit form kind="secondary"><Icon name="undo-2"/>{text::hierarchy::retract(l)}</Submit>
                </div>
            </form>
        }
    })
}

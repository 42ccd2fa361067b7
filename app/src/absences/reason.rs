//! Whether a rejection needs a reason.

use super::api::DemandReason;
use crate::{
    form::{FormState, Submit, field_name, once},
    locale::language,
    text,
    ui::Icon,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The switch, and what it means.
#[component]
pub(super) fn ReasonSection(is_demanded: bool) -> impl IntoView {
    let l = language();
    let form = FormState::native::<DemandReason>();
    let (tone, icon, state, button) = if is_demanded {
        ("released", "circle-check", text::rules::reason_is_on(l), text::rules::reason_no_more(l))
    } else {
        ("neutral", "info", text::rules::reason_is_off(l), text::rules::reason_demand(l))
    };
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h2>{text::rules::reason(l)}</h2></header>
            <p>{text::rules::reason_text(l)}</p>
            <p><span class="badge" data-tone=tone><Icon name=icon/>{state}</span></p>
            <form method="post" action=DemandReason::url() on:submit=once()>
                <input type="hidden" name=field_name("is_demanded") value=(!is_demanded).to_string()/>
                <Submit form kind="secondary">{button}</Submit>
            </form>
        </section>
    }
}

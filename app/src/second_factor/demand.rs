//! Demanding a second factor of everybody.

use super::api::{DemandSecondFactor, Reader};
use crate::{
    form::{FormState, Submit, field_name},
    locale::language,
    prelude::*,
    text,
};
use leptos::server_fn::ServerFn;

/// For approvers, of everybody of their customer; for the supplier, of its people.
#[component]
pub(super) fn DemandSection(reader: Reader, is_demanded: bool) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let (title, about) = match reader {
        Reader::Supplier => (text::second_factor::demand_supplier(l), text::second_factor::demand_supplier_text(l)),
        _ => (text::second_factor::demand_customer(l), text::second_factor::demand_customer_text(l)),
    };
    let (state, button) = if is_demanded {
        (text::second_factor::demand_is_on(l), text::second_factor::demand_no_more(l))
    } else {
        (text::second_factor::demand_is_off(l), text::second_factor::demand(l))
    };
    view! {
        <section class="card" data-print="no">
            <header class="card-head"><h2>{title}</h2></header>
            <p>{about}</p>
            <p class="help">{state}</p>
            <form method="post" action=DemandSecondFactor::url()>
                <input type="hidden" name=field_name("is_demanded") value=(!is_demanded).to_string()/>
                <Submit form kind="secondary">{button}</Submit>
            </form>
        </section>
    }
}

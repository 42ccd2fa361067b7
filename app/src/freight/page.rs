//! The page on which the supplier sets what delivery costs.

use super::api::{FreightData, SetFreight, load_freight};
use crate::{
    form::{ErrorSummary, FormState, Submit, TextField, once},
    locale::language,
    prelude::*,
    show::freight_words,
    text::freight as text,
    ui::{Done, Load, Loaded},
};
use domain::{FreightRule, Rappen};
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

/// /lieferant/versandkosten
#[component]
pub fn FreightPage() -> impl IntoView {
    let freight = Load::new(|| (), |()| load_freight());
    let (form, typed) = (FormState::native::<SetFreight>(), Typed::nothing());
    view! { <Loaded load=freight follows=|_, _| false children=move |freight| show(freight, form, typed)/> }
}

/// What somebody has typed into the form. It outlives the data of the page, which a colleague may change meanwhile.
#[derive(Clone, Copy)]
struct Typed {
    flat: RwSignal<Option<String>>,
    free_from: RwSignal<Option<String>>,
}

impl Typed {
    /// Nothing is typed yet.
    fn nothing() -> Self {
        Self { flat: RwSignal::new(None), free_from: RwSignal::new(None) }
    }
}

fn show(freight: FreightData, form: FormState, typed: Typed) -> impl IntoView {
    let l = language();
    let set = freight.set.map(|(by, at)| view! { <p class="help">{text::set_by(l, by, at.absolute)}</p> });
    view! {
        <Title text=text::title(l)/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::title(l)}</h1>
                    <p class="lede">{text::lede(l)}</p>
                </div>
            </header>
            <div class="stack">
                <Done texts=vec![("gespeichert", text::saved(l))]/>
                <ErrorSummary form/>
                <section class="card stack">
                    <header class="card-head"><h2>{text::card(l)}</h2></header>
                    <Fields form typed rule=freight.rule/>
                    <p class="help">{text::kept(l)}</p>
                    {set}
                </section>
            </div>
        </main>
    }
}

/// The form, with what customers would read of what is typed.
#[component]
fn Fields(form: FormState, typed: Typed, rule: Option<FreightRule>) -> impl IntoView {
    let l = language();
    let stands = |typed: RwSignal<Option<String>>, name: &str, amount: Option<Rappen>| {
        let first = form.initial(name, amount.map(|amount| amount.to_string()).unwrap_or_default());
        Signal::derive(move || typed.get().unwrap_or_else(|| first.clone()))
    };
    let flat = stands(typed.flat, "flat", rule.map(|rule| rule.flat));
    let free_from = stands(typed.free_from, "free_from", rule.and_then(|rule| rule.free_from));
    let preview = reactive(move || match FreightRule::typed(&flat.get(), &free_from.get()) {
        Ok(rule) => freight_words(l, rule),
        Err(_) => text::unreadable(l).to_owned(),
    });
    view! {
        <form method="post" action=SetFreight::url() class="form" on:submit=once()>
            <div on:input=move |event| typed.flat.set(Some(event_target_value(&event)))>
                <Amount form name="flat" label=text::flat(l) help=text::flat_help(l) value=flat.get_untracked()/>
            </div>
            <div on:input=move |event| typed.free_from.set(Some(event_target_value(&event)))>
                <Amount form name="free_from" label=text::free_from(l) help=text::free_from_help(l) value=free_from.get_untracked()/>
            </div>
            <p aria-live="polite">{text::preview(l)} " " <strong>{preview}</strong></p>
            <div class="button-row"><Submit form>{text::save(l)}</Submit></div>
        </form>
    }
}

/// An amount in francs that may be left empty.
#[component]
fn Amount(form: FormState, name: &'static str, label: &'static str, help: &'static str, value: String) -> impl IntoView {
    view! { <TextField form name label value help autocomplete="off" inputmode="decimal" width="medium" optional=true/> }
}

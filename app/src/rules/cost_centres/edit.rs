//! One cost centre: changing it, and taking it out of use.

use super::{
    api::{ArchiveCostCentre, CostCentre, LIST, OneCostCentre, SaveCostCentre, load_cost_centre},
    fields::Fields,
};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name, once},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace, FrameBar},
    text,
    ui::{Load, Loaded},
};
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// /konto/freigaberegeln/kostenstellen/{id}
#[component]
pub fn CostCentrePage() -> impl IntoView {
    let params = use_params_map();
    let centre = Load::new(move || params.read().get("id").unwrap_or_default(), load_cost_centre);
    view! { <Loaded load=centre children=show/> }
}

fn show(OneCostCentre { centre, approvers }: OneCostCentre) -> impl IntoView {
    let l = language();
    let label = format!("{} {}", centre.number, centre.name);
    let budget = centre.budget.map(|frame| {
        view! { <section class="card"><FrameBar title=text::limits::of_budget(l, &label) frame order=None/></section> }
    });
    view! {
        <Title text=label.clone()/>
        <main class="page" id="main" tabindex="-1">
            <nav class="crumbs" aria-label=text::common::path(l)>
                <ol>
                    <li><a href="/konto/freigaberegeln">{text::rules::title(l)}</a></li>
                    <li><a href=LIST>{text::limits::cost_centres(l)}</a></li>
                    <li><span aria-current="page">{label.clone()}</span></li>
                </ol>
            </nav>
            <header class="page-head"><div><h1>{label.clone()}</h1></div></header>
            <div class="account">
                <div class="account-main stack" data-gap="l">
                    {budget}
                    <Change centre=centre.clone() approvers/>
                    <Archive centre/>
                </div>
                <AccountMenu here=AccountPlace::Rules is_approver=true/>
            </div>
        </main>
    }
}

#[component]
fn Change(centre: CostCentre, approvers: Vec<(String, String)>) -> impl IntoView {
    let l = language();
    let action = Sending::<SaveCostCentre>::new();
    let form = FormState::of(action);
    let per_year = centre.budget.map(|frame| frame.limit.to_string()).unwrap_or_default();
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::limits::change(l)}</h2></header>
            <ErrorSummary form/>
            <SendForm action attr:class="form">
                <input type="hidden" name=field_name("id") value=centre.id/>
                <Fields form approvers responsible=centre.approver_id number=centre.number name=centre.name per_year/>
                <div class="button-row">
                    <Submit form>{text::common::save(l)}</Submit>
                    <a class="button" data-kind="quiet" href=LIST>{text::common::cancel(l)}</a>
                </div>
            </SendForm>
        </section>
    }
}

#[component]
fn Archive(centre: CostCentre) -> impl IntoView {
    let l = language();
    let form = FormState::native::<ArchiveCostCentre>();
    let button = if centre.is_archived { text::limits::restore(l) } else { text::limits::archive(l) };
    view! {
        <section class="card stack">
            <p>{text::limits::archive_text(l)}</p>
            <ErrorSummary form/>
            <form method="post" action=ArchiveCostCentre::url() on:submit=once()>
                <input type="hidden" name=field_name("id") value=centre.id/>
                <input type="hidden" name=field_name("is_archived") value=(!centre.is_archived).to_string()/>
                <Submit form kind="secondary">{button}</Submit>
            </form>
        </section>
    }
}

//! The page on which an order is changed while it waits.

use super::{
    api::{ReviseOrder, RevisionData, load_revision},
    draft::Draft,
    row::{LineRow, OfferedRow, initial},
    summary::Summary,
};
use crate::{
    AppError,
    form::{ErrorSummary, Fields, FormState, NoteField, SendForm, Sending, Submit, field_name},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{OrderData, words},
    text,
    ui::{Load, Loaded, Notice},
};
use domain::CustomerRule;
use leptos::{html, web_sys::FormData};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// What was sent or typed last on this page, so that it is still there when the page shows a newer state of the order.
type Sent = StoredValue<Option<Fields>>;

/// /kundendossier/{id}/aendern
#[component]
pub fn RevisePage() -> impl IntoView {
    let params = use_params_map();
    let revise = Sending::<ReviseOrder>::new();
    let (answer, input, sent) = (revise.value(), revise.sent(), Sent::new(None));
    let refusals = Memo::new(move |seen: Option<&usize>| {
        let was_refused = answer.with(|answer| matches!(answer, Some(Err(AppError::Refused(_)))));
        seen.copied().unwrap_or(0) + usize::from(was_refused)
    });
    let revision = Load::new(move || (params.read().get("id").unwrap_or_default(), refusals.get()), |(id, _)| load_revision(id));
    Effect::new(move |_| {
        if let Some(fields) = input.get() {
            sent.set_value(Some(fields));
        }
    });
    // Something may have come along from the cart.
    Effect::new(move |_| {
        if answer.with(|answer| matches!(answer, Some(Ok(())))) {
            MenuNumbers::refresh();
        }
    });
    let element = NodeRef::new();
    let show = move |revision: RevisionData| {
        keep_typed(element, sent);
        view! { <Revision revision revise sent element/> }
    };
    view! { <Loaded load=revision follows=|_, _| false children=show/> }
}

/// Keeps what stands in the form, which is about to show a newer state of the order.
fn keep_typed(element: NodeRef<html::Form>, sent: Sent) {
    let typed = element.get_untracked().and_then(|form| FormData::new_with_form(&form).ok());
    if let Some(fields) = typed.and_then(|typed| Fields::of_form(&typed)) {
        sent.set_value(Some(fields));
    }
}

#[component]
fn Revision(revision: RevisionData, revise: Sending<ReviseOrder>, sent: Sent, element: NodeRef<html::Form>) -> impl IntoView {
    let l = language();
    let form = FormState::of(revise);
    let is_open = revision.order.status.is_open();
    // What has gone on and could be decided by nobody, should it come back.
    let stays = revision.order.waits_for_confirmation() && revision.comes_back_to.is_none();
    // What was sent from here is still there where changing was switched off meanwhile.
    let may_change = revision.order.extras.changes_orders || form.came_back() || sent.with_value(Option::is_some);
    view! {
        <Title text=text::revise::title(l, revision.order.number)/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <Head order=revision.order.clone()/>
            <ErrorSummary form/>
            {if stays {
                view! { <Notice tone="info" text=text::errors::passed_on(l)/> }
            } else if is_open && !may_change {
                let text = text::extras::is_off(l, words::rule(l, CustomerRule::ChangesOrders));
                view! { <Notice tone="info" text/> }
            } else if is_open {
                view! { <Contents revision revise form sent=sent.get_value() element/> }
            } else {
                let text = text::errors::closed(l, words::status(l, revision.order.status));
                view! { <Notice tone="info" text/> }
            }}
        </main>
    }
}

#[component]
fn Head(order: OrderData) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/kundendossier">{text::dossier::title(l)}</a></li>
                <li><a href=format!("/kundendossier/{}", order.id)>{order.number}</a></li>
                <li><span aria-current="page">{text::dossier::change(l)}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>{text::revise::title(l, order.number)}</h1>
                <p class="lede">{text::revise::lede(l)}</p>
            </div>
        </header>
    }
}

#[component]
fn Contents(
    revision: RevisionData,
    revise: Sending<ReviseOrder>,
    form: FormState,
    sent: Option<Fields>,
    element: NodeRef<html::Form>,
) -> impl IntoView {
    let l = language();
    let order = revision.order.clone();
    let note = sent.as_ref().and_then(|sent| sent.get("note")).unwrap_or_default();
    let draft = Draft::of(revision.clone(), |name| initial(name, (form, sent.as_ref()), String::new()));
    view! {
        <SendForm action=revise node_ref=element>
            <input type="hidden" name=field_name("id") value=order.id.to_string()/>
            <input type="hidden" name=field_name("version") value=order.changes.version.to_string()/>
            <input type="hidden" name=field_name("level") value=order.level.to_string()/>
            <input type="hidden" name=field_name("seen") value=revision.seen.clone()/>
            <div class="stack" data-gap="l">
                {revision.comes_back_to.clone().map(|name| view! { <Notice tone="info" text=text::revise::comes_back(l, name)/> })}
                <Lines revision=revision.clone() draft form sent=sent.clone()/>
                <FromCart revision=revision.clone() draft form sent/>
                <section class="card">
                    <div class="form">
                        <NoteField form name="note" label=text::fields::note(l) value=note help=text::revise::note_help(l).to_owned()/>
                    </div>
                </section>
                <Summary revision draft/>
                <div class="button-row">
                    <Submit form>{text::revise::send(l)}</Submit>
                    <a class="button" data-kind="quiet" href=format!("/kundendossier/{}", order.id)>{text::common::cancel(l)}</a>
                </div>
            </div>
        </SendForm>
    }
}

#[component]
fn Lines(revision: RevisionData, draft: Draft, form: FormState, sent: Option<Fields>) -> impl IntoView {
    let l = language();
    let lines = revision.order.lines.clone();
    let row = move |line: crate::show::Line| {
        let today = revision.terms(line.position).map_or(line.price, |terms| terms.price);
        view! { <LineRow line today draft form sent=sent.clone()/> }
    };
    view! {
        <section class="stack" data-gap="s" aria-labelledby="lines">
            <h2 class="section-title" id="lines">{text::order::lines(l)}</h2>
            <p class="help">{text::revise::lines_help(l)}</p>
            <ul class="catalogue" data-of="cart">{lines.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

/// What lies in the cart can come along; for anything else the way leads through the shop.
#[component]
fn FromCart(revision: RevisionData, draft: Draft, form: FormState, sent: Option<Fields>) -> impl IntoView {
    let l = language();
    let (is_empty, approval) = (revision.offered.is_empty(), revision.approval);
    let row = move |offered| view! { <OfferedRow offered approval draft form sent=sent.clone()/> };
    view! {
        <section class="card" aria-labelledby="from-cart">
            <header class="card-head"><h2 id="from-cart">{text::revise::from_cart(l)}</h2></header>
            <div class="stack" data-gap="s">
                {if is_empty {
                    view! { <p class="help">{text::revise::cart_is_empty(l)} " " <a href="/shop">{text::dossier::to_shop(l)}</a></p> }
                } else {
                    view! { <p class="help">{text::revise::from_cart_help(l)}</p> }
                }}
                {revision.offered.into_iter().map(row).collect_view()}
            </div>
        </section>
    }
}

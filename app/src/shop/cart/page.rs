//! The page of the cart.

use super::{
    api::{CartData, PlaceOrder, RemovedQuery, SaveOrderForm, load_cart},
    cost_centre::CostCentreField,
    keeper::Keeper,
    line_cost_centres::LineCostCentres,
    lines::Lines,
    removed::RemovedNotice,
    state::CartState,
    summary::Summary,
};
use crate::{
    AppError,
    form::{ErrorSummary, FormState, NoteField, SendForm, Sending, TextField, field_name},
    locale::language,
    prelude::*,
    show::{AgainNotice, AgainQuery},
    text,
    ui::{Icon, Load, Loaded, is_hydrated},
};
use domain::DeliveryAddress;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The order form with the lines of the cart.
#[component]
pub fn CartPage() -> impl IntoView {
    let query = use_query_map();
    let notices = move || {
        let value = |name| query.read().get(name).unwrap_or_default();
        let removed = RemovedQuery { number: value("entfernt"), quantity: value("menge"), cost_centre: value("kostenstelle") };
        (removed, AgainQuery::of_query(&query.read()))
    };
    let cart = Load::new(notices, |(removed, again)| load_cart(removed, again));
    view! { <Loaded load=cart children=|cart| view! { <Cart cart/> }/> }
}

#[component]
fn Cart(cart: CartData) -> impl IntoView {
    let l = language();
    let actions = Actions::here();
    view! {
        <Title text=text::cart::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head"><div><h1>{text::cart::title(l)}</h1></div></header>
            <div class="stack">
                <ErrorSummary form=actions.form/>
                {cart.again.clone().map(|again| view! { <AgainNotice again/> })}
                {cart.removed.clone().map(|removed| view! { <RemovedNotice removed/> })}
                {if cart.lines.is_empty() {
                    view! { <Empty/> }
                } else {
                    view! { <OrderForm cart actions/> }
                }}
            </div>
        </main>
    }
}

/// The two actions of the form: one places the order, the other keeps what was typed.
#[derive(Clone, Copy)]
struct Actions {
    place: Sending<PlaceOrder>,
    save: Sending<SaveOrderForm>,
    form: FormState,
}

impl Actions {
    fn here() -> Self {
        let (place, save) = (Sending::new(), Sending::new());
        Self { place, save, form: FormState::of(place).or(FormState::of(save)) }
    }
}

#[component]
fn Empty() -> impl IntoView {
    let l = language();
    view! {
        <div class="card">
            <div class="empty">
                <Icon name="shopping-cart"/>
                <h2>{text::cart::empty(l)}</h2>
                <p>{text::cart::empty_help(l)}</p>
                <a class="button" data-kind="primary" href="/shop">{text::cart::to_shop(l)}</a>
            </div>
        </div>
    }
}

/// One form holds everything, so that whatever button is pressed, nothing typed is lost.
#[component]
fn OrderForm(cart: CartData, actions: Actions) -> impl IntoView {
    let (state, kept) = (CartState::new(cart.clone()), cart.clone());
    let Actions { place, save, form } = actions;
    let is_reviewed = cart.approval.is_reviewed() || cart.means.are_limited();
    let keeper = Keeper::new(state, save, cart.page);
    reload_when_refused(place, state);
    view! {
        <SendForm action=place node_ref=keeper.element()>
            <UpdateOnEnter keep=move || keeper.keep()/>
            <input type="hidden" name=field_name("order_key") value=move || state.head().get().order_key.to_string()/>
            <input type="hidden" name=field_name("seen") value=move || state.head().get().seen/>
            <div class="split" data-aside="action">
                <div class="split-main stack" data-gap="l">
                    <Lines state form/>
                    <UpdateButton/>
                    <div class="stack" data-gap="l" on:input=move |_| keeper.note() on:change=move |_| keeper.keep()>
                        <Address form address=cart.address/>
                        <Remarks form state cart=kept is_reviewed/>
                    </div>
                </div>
                <Summary state form/>
            </div>
        </SendForm>
    }
}

/// The first button of a form is the one that Enter presses. It must neither place the order nor remove a line.
#[component]
fn UpdateOnEnter(keep: impl Fn() + 'static) -> impl IntoView {
    let update = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        keep();
    };
    view! {
        <button class="visually-hidden" tabindex="-1" aria-hidden="true" formaction=SaveOrderForm::url() formnovalidate on:click=update>
            {text::cart::update(language())}
        </button>
    }
}

/// Without JavaScript new quantities are reckoned on request.
#[component]
fn UpdateButton() -> impl IntoView {
    let l = language();
    view! {
        <p hidden=is_hydrated()>
            <button class="button" data-kind="secondary" formaction=SaveOrderForm::url() formnovalidate>{text::cart::update(l)}</button>
        </p>
    }
}

#[component]
fn Address(form: FormState, address: DeliveryAddress) -> impl IntoView {
    let l = language();
    view! {
        <section class="card" aria-labelledby="address">
            <header class="card-head"><h2 id="address">{text::order::address(l)}</h2></header>
            <div class="form">
                <TextField form name="company" label=text::fields::company(l) value=address.company autocomplete="organization"/>
                <TextField form name="attention" label=text::fields::attention(l) value=address.attention optional=true autocomplete="name"/>
                <TextField form name="street" label=text::fields::street(l) value=address.street autocomplete="street-address"/>
                <div class="field-pair" data-ratio="zip">
                    <TextField form name="postcode" label=text::fields::postcode(l) value=address.postcode autocomplete="postal-code"/>
                    <TextField form name="town" label=text::fields::town(l) value=address.town autocomplete="address-level2"/>
                </div>
            </div>
        </section>
    }
}

/// The note has a reader only where somebody releases the orders.
#[component]
fn Remarks(form: FormState, state: CartState, cart: CartData, is_reviewed: bool) -> impl IntoView {
    let l = language();
    let (reference, note) = (cart.reference.clone(), cart.note.clone());
    let note = is_reviewed.then(|| {
        view! { <NoteField form name="note" label=text::fields::note(l) value=note help=text::cart::note_help(l).to_owned()/> }
    });
    view! {
        <section class="card" aria-labelledby="remarks">
            <header class="card-head"><h2 id="remarks">{text::cart::remarks(l)}</h2></header>
            <div class="form">
                <CostCentreField form state cart=cart.clone()/>
                <LineCostCentres form state cart/>
                <TextField
                    form
                    name="reference"
                    label=text::fields::reference(l)
                    value=reference
                    optional=true
                    autocomplete="off"
                    help=text::cart::reference_help(l).to_owned()
                />
                {note}
            </div>
        </section>
    }
}

/// When the cart is no longer what the page shows, the page shows the new one.
fn reload_when_refused(place: Sending<PlaceOrder>, state: CartState) {
    Effect::new(move |_| {
        if place.value().with(|answer| matches!(answer, Some(Err(AppError::Refused(_))))) {
            state.reload();
        }
    });
}

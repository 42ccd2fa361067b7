//! A line of the cart.

use super::{
    api::{CartLine, SaveOrderForm},
    form::{REMOVED, quantity_name},
    state::{CartState, FollowedLine, ShownLine},
};
use crate::{
    AppError,
    form::{FormState, field_name},
    locale::language,
    prelude::*,
    shop::{
        quantity::{self, Quantity},
        tags::{AllowanceTag, AssortmentTag, QuantityError, ReleaseMark},
    },
    show::{UnlessInStock, words},
    text,
    ui::Icon,
};
use domain::{ArticleId, Availability, Problem};
use leptos::{server_fn::ServerFn, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// The line, or the way to bring it back.
#[component]
pub fn Row(row: FollowedLine, state: CartState, form: FormState) -> impl IntoView {
    let shown = row.shown();
    let CartLine { article, name, .. } = shown.get_untracked().line;
    let is_removed = Memo::new(move |_| shown.read().is_removed);
    let typed = typed_quantity(shown, form);
    let wrong = wrong_quantity(article, form);
    view! {
        <li class="catalogue-row" data-muted=is_removed>
            <Description shown state wrong/>
            {move || {
                if is_removed.get() {
                    view! { <Undo shown state/> }
                } else {
                    view! { <Change article name=name.clone() state typed wrong/> }
                }
            }}
            <p class="catalogue-price">
                <span class="amount">{move || (!is_removed.get()).then(|| amount(&shown.read().line))}</span>
                <span class="sub">{move || (!is_removed.get()).then(|| reckoning(&shown.read().line))}</span>
            </p>
        </li>
    }
}

fn amount(line: &CartLine) -> String {
    line.price.times(line.quantity).to_string()
}

fn reckoning(line: &CartLine) -> String {
    format!("{} × {}", line.quantity, line.price)
}

#[component]
fn Description(shown: ReadSignal<ShownLine>, state: CartState, wrong: Wrong) -> impl IntoView {
    let l = language();
    let CartLine { article, number, name, unit, .. } = shown.get_untracked().line;
    let tags = reactive(move || {
        let ShownLine { line, is_removed, .. } = shown.get();
        let why = state.review(&line).map(|reason| text::cart::release_by(l, words::own_review(l, reason), state.decider()));
        (!is_removed).then(|| view! { <Tags line why state/> })
    });
    let stock = reactive(move || {
        let ShownLine { line, is_removed, .. } = shown.get();
        (!is_removed).then(|| view! { <Stock availability=line.availability/> })
    });
    let paid_by = move || state.own_cost_centre(&shown.read().line).map(|label| text::order::paid_by(l, label));
    view! {
        <div class="catalogue-main">
            <h3><a class="row-link" href=format!("/shop/artikel/{number}")>{name}</a></h3>
            <p class="sub"><span class="number">{number.clone()}</span> " " {text::shop::per_unit(l, unit)}</p>
            {move || paid_by().map(|paid_by| view! { <p class="sub">{paid_by}</p> })}
            {tags}
            {stock}
            <QuantityError field=quantity::field(article) problem=wrong.shown/>
        </div>
    }
}

/// That it is not simply in stock; an order that has in it what is sold no more is not taken.
#[component]
fn Stock(availability: Availability) -> impl IntoView {
    if availability.is_sold() {
        view! { <UnlessInStock availability=Some(availability)/> }
    } else {
        view! { <p class="error"><Icon name="triangle-alert"/>{text::shop::discontinued(language())}</p> }
    }
}

/// Whether the line needs a release, and why and by whom.
#[component]
fn Tags(line: CartLine, why: Option<String>, state: CartState) -> impl IntoView {
    let l = language();
    let approval = state.head().with(|head| head.approval);
    let needs_release = why.is_some();
    let mark = why.map(|why| view! { <ReleaseMark why/> });
    let up_to = line.allowance.needed(approval, line.is_in_assortment);
    let needs_none = approval.is_reviewed() && !needs_release && up_to.is_none();
    (line.is_in_assortment || needs_release || needs_none || up_to.is_some()).then(|| {
        view! {
            <p class="tags">
                {line.is_in_assortment.then(|| view! { <AssortmentTag/> })}
                <AllowanceTag up_to/>
                {mark}
                {needs_none.then(|| view! { <span class="tag">{text::words::no_release_needed(l)}</span> })}
            </p>
        }
    })
}

#[component]
fn Change(article: ArticleId, name: String, state: CartState, typed: RwSignal<String>, wrong: Wrong) -> impl IntoView {
    let l = language();
    let on_input = move |()| {
        if let Ok(quantity) = quantity::checked(&typed.get_untracked()) {
            wrong.typed.set(Some(Ok(quantity)));
            state.show_quantity(article, quantity);
        }
    };
    let on_change = move |()| {
        let checked = quantity::checked(&typed.get_untracked());
        wrong.typed.set(Some(checked.clone()));
        if let Ok(quantity) = checked {
            state.send_quantity(article, quantity);
        }
    };
    view! {
        <div class="catalogue-add">
            <Quantity
                id=quantity::field(article)
                name=quantity_name(article)
                label=text::shop::quantity_of(l, &name)
                typed
                is_invalid=Signal::derive(move || wrong.shown.with(Option::is_some))
                on_input
                on_change
            />
            <RemoveButton article name state/>
        </div>
    }
}

/// Without JavaScript the button posts the whole form to be kept, and says which line goes.
#[component]
fn RemoveButton(article: ArticleId, name: String, state: CartState) -> impl IntoView {
    let remove = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        state.remove(article);
        focus(undo_id(article));
    };
    view! {
        <button
            class="button"
            data-kind="quiet"
            data-icon
            aria-label=text::cart::remove(language(), name)
            name=field_name("remove")
            value=article.to_string()
            formaction=SaveOrderForm::url()
            formnovalidate
            on:click=remove
        >
            <Icon name="trash-2"/>
        </button>
    }
}

/// Posts the removal with the order form, in case it has not reached the server before.
#[component]
fn Undo(shown: ReadSignal<ShownLine>, state: CartState) -> impl IntoView {
    let l = language();
    let CartLine { article, name, .. } = shown.get_untracked().line;
    let restore = move |_| {
        state.restore(article, shown.get_untracked().line.quantity);
        focus(quantity::field(article));
    };
    view! {
        <div class="catalogue-add">
            <input type="hidden" name=quantity_name(article) value=REMOVED/>
            <span class="sub" role="status">{text::cart::removed(l)}</span>
            <button
                type="button"
                class="button"
                data-kind="secondary"
                data-size="small"
                id=undo_id(article)
                aria-label=text::cart::undo_named(l, name)
                on:click=restore
            >
                <Icon name="undo-2"/>
                {text::cart::undo(l)}
            </button>
        </div>
    }
}

/// What is wrong with a quantity: what was typed since, else what the server found.
#[derive(Clone, Copy)]
struct Wrong {
    typed: RwSignal<Option<Result<u32, Problem>>>,
    shown: Signal<Option<String>>,
}

fn wrong_quantity(article: ArticleId, form: FormState) -> Wrong {
    let typed = RwSignal::new(None::<Result<u32, Problem>>);
    let found = form.problem(quantity::field(article));
    let l = language();
    let shown = Signal::derive(move || match typed.get() {
        Some(typed) => typed.is_err().then(|| quantity::out_of_range(l)),
        None => found.get(),
    });
    Wrong { typed, shown }
}

/// What stands in the field. It follows the line where that changes without being typed.
fn typed_quantity(shown: ReadSignal<ShownLine>, form: FormState) -> RwSignal<String> {
    let CartLine { article, quantity, .. } = shown.get_untracked().line;
    // A refused order has stored its quantities already; only wrong ones are still to be corrected.
    let is_wrong = form.error().with_untracked(|error| matches!(error, Some(AppError::Invalid(_))));
    let first = if is_wrong { form.initial(&quantity_name(article), quantity.to_string()) } else { quantity.to_string() };
    let typed = RwSignal::new(first);
    Effect::new(move |before: Option<u32>| {
        let quantity = shown.read().line.quantity;
        let is_other = quantity::checked(&typed.get_untracked()) != Ok(quantity);
        if is_other && before.is_some_and(|before| before != quantity) {
            typed.set(quantity.to_string());
        }
        quantity
    });
    typed
}

fn undo_id(article: ArticleId) -> String {
    format!("undo-{article}")
}

/// Leads the keyboard to an element that is about to appear.
fn focus(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            // Focus fails only for elements that cannot have it.
            let _ = element.focus();
        }
    });
}

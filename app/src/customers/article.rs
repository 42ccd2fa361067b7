//! An article of the list, which changes itself when it is added or removed.

use super::{
    address::View,
    assortment_api::{Article, CustomerView, SetInAssortment},
};
use crate::{
    AppError,
    form::{SendForm, Sending, field_name},
    locale::language,
    prelude::*,
    show::words,
    text,
    ui::{Icon, Load},
};
use domain::{CustomerId, Language};

/// What the rows know of the list, and what they change outside of themselves: the size, and what is read aloud.
#[derive(Clone, Copy)]
pub struct Board {
    customer: CustomerId,
    view: StoredValue<View>,
    size: RwSignal<i64>,
    announced: RwSignal<String>,
    load: Load<CustomerView>,
}

impl Board {
    /// Of the customer that the page shows.
    pub fn new(shown: &CustomerView, load: Load<CustomerView>) -> Self {
        let (customer, size) = (shown.customer.id, RwSignal::new(shown.customer.assortment_size));
        Self { customer, view: StoredValue::new(shown.view.clone()), size, announced: RwSignal::new(String::new()), load }
    }

    /// The customer.
    pub const fn customer(self) -> CustomerId {
        self.customer
    }

    /// How many articles are in the Kundensortiment now.
    pub const fn size(self) -> RwSignal<i64> {
        self.size
    }

    /// What happened last, for those who listen.
    pub const fn announced(self) -> RwSignal<String> {
        self.announced
    }

    fn moved(self, l: Language, article: &Article, is_in: bool) {
        let name = &article.name;
        self.size.update(|size| *size += if is_in { 1 } else { -1 });
        self.announced.set(if is_in { text::customers::added_now(l, name) } else { text::customers::removed_now(l, name) });
        self.load.amend(|shown| shown.moved(article, is_in));
    }
}

/// What the button of a row does, and what the row says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    In,
    Out,
    JustRemoved,
}

impl State {
    const fn after(self, answer: Option<&Result<bool, AppError>>) -> Self {
        match answer {
            Some(Ok(true)) => Self::In,
            Some(Ok(false)) => Self::JustRemoved,
            _ => self,
        }
    }
}

/// An article with the button that adds or removes it; a removed one stays in its place and offers the way back.
#[component]
pub fn ArticleRow(article: Article, board: Board) -> impl IntoView {
    let l = language();
    let change = Sending::<SetInAssortment>::new();
    let (answer, pending) = (change.value(), change.pending());
    let at_first = if article.is_in { State::In } else { State::Out };
    let state = Memo::new(move |before: Option<&State>| answer.with(|answer| before.copied().unwrap_or(at_first).after(answer.as_ref())));
    let own = article.clone();
    let follow = move |now: &State, before: Option<&State>, _| {
        if before.is_some() {
            board.moved(l, &own, *now == State::In);
        }
    };
    Effect::watch(move || state.get(), follow, false);
    let is_changed = move || !pending.get() && answer.with(|answer| matches!(answer, Some(Ok(_))));
    view! {
        <tr data-changed=is_changed data-muted=move || state.get() == State::JustRemoved>
            <th scope="row">
                {article.name.clone()}
                <span class="sub">{text::customers::article_number(l, &article.number)}</span>
                <Trouble answer/>
            </th>
            <td class="status" data-label=text::customers::state(l)>{move || view! { <Mark state=state.get()/> }}</td>
            <td data-label=text::customers::unit(l)>{article.unit.clone()}</td>
            <td class="num" data-label=text::customers::price(l)>{article.price.to_string()}</td>
            <td class="row-actions"><Change article change board state/></td>
        </tr>
    }
}

#[component]
fn Mark(state: State) -> impl IntoView {
    let l = language();
    match state {
        State::In => view! { <span class="tag" data-kind="assortment"><Icon name="star"/>{text::customers::is_in(l)}</span> },
        State::Out => view! { <span class="sub">{text::customers::is_out(l)}</span> },
        State::JustRemoved => view! { <span class="sub">{text::customers::was_removed(l)}</span> },
    }
}

/// Why nothing was changed.
#[component]
fn Trouble(answer: Signal<Option<Result<bool, AppError>>>) -> impl IntoView {
    let l = language();
    reactive(move || {
        let error = answer.get().and_then(Result::err);
        error.map(|error| view! { <span class="sub" role="alert"><span class="error"><Icon name="triangle-alert"/>{words::error(l, &error)}</span></span> })
    })
}

/// One button that stays the same element, so that the keyboard stays on it.
#[component]
fn Change(article: Article, change: Sending<SetInAssortment>, board: Board, state: Memo<State>) -> impl IntoView {
    let l = language();
    let pending = change.pending();
    let name = article.name.clone();
    let face = move || match state.get() {
        State::In => ("x", text::customers::remove(l)),
        State::Out => ("plus", text::customers::add(l)),
        State::JustRemoved => ("undo-2", text::customers::undo(l)),
    };
    let is_in_then = Signal::derive(move || state.get() != State::In);
    view! {
        <SendForm action=change>
            <Hidden article board is_in=is_in_then/>
            <button class="button" data-kind="quiet" data-size="small" aria-busy=move || pending.get().then_some("true")>
                {move || view! { <Icon name=face().0/> }}
                {move || face().1.to_owned()}
                <span class="visually-hidden">" " {name}</span>
            </button>
        </SendForm>
    }
}

/// The hidden fields of the form that adds or removes an article.
#[component]
pub fn Hidden(article: Article, board: Board, #[prop(into)] is_in: Signal<bool>) -> impl IntoView {
    let field = |name: &str, value: String| view! { <input type="hidden" name=field_name(name) value=value/> };
    let of_view = |name: &str, value: String| view! { <input type="hidden" name=format!("form[view][{name}]") value=value/> };
    let view = board.view.get_value();
    view! {
        {field("customer", board.customer.to_string())}
        {field("article", article.id.to_string())}
        {field("number", article.number)}
        <input type="hidden" name=field_name("is_in") value=move || is_in.get().to_string()/>
        {of_view("search", view.search)}
        {of_view("shows_all", view.shows_all.to_string())}
        {of_view("after", view.after)}
    }
}

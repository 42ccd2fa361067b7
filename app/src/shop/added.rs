//! Putting articles in the cart: one action a page, however many forms there are.

use super::api::{AddToCart, Added};
use crate::{
    form::{FormState, Sending},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    text,
    ui::Icon,
};

/// The action of a page with what came back from it.
#[derive(Clone, Copy)]
pub struct Adding {
    /// The action that all forms of the page share.
    pub action: Sending<AddToCart>,
    /// The state of those forms.
    pub form: FormState,
}

impl Adding {
    /// The action of this page. The count in the menu follows it.
    pub fn here() -> Self {
        let action = Sending::<AddToCart>::new();
        Effect::new(move |_| {
            if action.value().with(|answer| matches!(answer, Some(Ok(_)))) {
                MenuNumbers::refresh();
            }
        });
        Self { action, form: FormState::of(action) }
    }

    /// What the last press has put in the cart; nothing while the next one is on its way.
    pub fn added(self) -> Option<Added> {
        let is_pending = self.action.pending().get();
        self.action.value().get().filter(|_| !is_pending).and_then(Result::ok)
    }

    /// Whether this very article is on its way into the cart.
    pub fn is_pending(self, number: &str) -> bool {
        self.action.sent().with(|sent| sent.as_ref().is_some_and(|sent| sent.says("number", number)))
    }

    /// What stands in the quantity of this article at first.
    pub fn first_quantity(self, number: &str) -> String {
        if self.form.is_initial("number", number, "") { self.form.initial("quantity", "1") } else { "1".into() }
    }

    /// What is wrong with the quantity of this article.
    pub fn problem(self, number: &str) -> Signal<Option<String>> {
        self.form.problem(super::quantity::field(number))
    }
}

/// Says what was put in the cart, with JavaScript: a message that fades.
#[component]
pub fn AddedToasts(adding: Adding) -> impl IntoView {
    let l = language();
    // Each message is an element of its own, so that it appears anew for the same article.
    let messages = move || adding.added().map(|added| (adding.action.version().get(), added));
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=messages key=|(version, _)| *version let((_, added))>
                <p class="toast" data-tone="released"><Icon name="check"/>{text::shop::added_toast(l, added.quantity, added.name)}</p>
            </For>
        </div>
    }
}

/// Says what was put in the cart, without JavaScript: on top of the page that comes back.
#[component]
pub fn AddedNotice(name: String) -> impl IntoView {
    let l = language();
    view! {
        <div class="notice" data-tone="released" role="status">
            <Icon name="circle-check"/>
            <div><strong>{text::shop::added_notice(l, name)}</strong> <p><a href="/warenkorb">{text::shop::to_cart(l)}</a></p></div>
        </div>
    }
}

//! Keeps what is typed beside the lines: the address, the reference, the note.

use super::{api::SaveOrderForm, form::quantity_name, state::CartState};
use crate::form::{Fields, Sending, field_name};
use leptos::{
    html,
    leptos_dom::helpers::window,
    prelude::*,
    server_fn::ServerFn,
    web_sys::{self, FormData},
};

/// What was typed goes out field by field, one request after the other, so that none turns a later one back. Whoever
/// leaves before that is done, or in the middle of a field, loses nothing either: the rest is sent off behind them. A request that
/// was under way at that moment can arrive after it; so each says the how manieth from this page it is, and the server keeps the last.
#[derive(Clone, Copy)]
pub struct Keeper {
    element: NodeRef<html::Form>,
    state: CartState,
    save: Sending<SaveOrderForm>,
    unsent: StoredValue<bool>,
    waiting: StoredValue<bool>,
    page: StoredValue<String>,
    turn: StoredValue<u32>,
}

impl Keeper {
    /// For the form that takes [`Self::element`], on a page that `page` tells from all others.
    pub fn new(state: CartState, save: Sending<SaveOrderForm>, page: String) -> Self {
        let keeper = Self {
            element: NodeRef::new(),
            state,
            save,
            unsent: StoredValue::new(false),
            waiting: StoredValue::new(false),
            page: StoredValue::new(page),
            turn: StoredValue::new(0),
        };
        keeper.follow_the_server();
        keeper.follow_the_person();
        keeper
    }

    /// The form.
    pub const fn element(self) -> NodeRef<html::Form> {
        self.element
    }

    /// Something is being typed.
    pub fn note(self) {
        self.unsent.set_value(true);
    }

    /// A field is done.
    pub fn keep(self) {
        if self.is_sending() {
            self.waiting.set_value(true);
        } else if let Some(typed) = self.typed().and_then(|typed| Fields::of_form(&typed)) {
            self.unsent.set_value(false);
            self.save.send(typed);
        }
    }

    /// The fields as they stand, with their turn. Quantities go their own way: a wrong one must not hold the address back.
    fn typed(self) -> Option<FormData> {
        let typed = FormData::new_with_form(&self.element.get_untracked()?).ok()?;
        self.state.lines().with_untracked(|lines| lines.iter().for_each(|shown| typed.delete(&quantity_name(shown.line.article))));
        self.turn.update_value(|turn| *turn += 1);
        typed.append_with_str(&field_name("page"), &self.page.get_value()).ok()?;
        typed.append_with_str(&field_name("turn"), &self.turn.get_value().to_string()).ok()?;
        Some(typed)
    }

    fn is_sending(self) -> bool {
        self.save.pending().get_untracked()
    }

    fn follow_the_server(self) {
        Effect::new(move |_| {
            self.save.version().track();
            match self.save.value().get_untracked() {
                Some(Ok(cart)) => self.state.take_kept(cart),
                Some(Err(_)) => self.unsent.set_value(true),
                None => (),
            }
            if self.waiting.get_value() {
                self.waiting.set_value(false);
                self.keep();
            }
        });
    }

    fn follow_the_person(self) {
        Effect::new(move |_| {
            let leaving = window_event_listener_untyped("pagehide", move |_| self.send_off());
            on_cleanup(move || leaving.remove());
        });
        on_cleanup(move || self.send_off());
    }

    /// A beacon outlives the page. What is still on its way is sent once more, for its request ends with the page.
    fn send_off(self) {
        let is_kept = !self.unsent.get_value() && !self.waiting.get_value() && !self.is_sending();
        let typed = (!is_kept).then(|| self.typed()).flatten();
        let Some(typed) = typed.and_then(|typed| web_sys::UrlSearchParams::new_with_str_sequence_sequence(&typed).ok()) else { return };
        self.unsent.set_value(false);
        self.waiting.set_value(false);
        let _ = window().navigator().send_beacon_with_opt_url_search_params(SaveOrderForm::url(), Some(&typed));
    }
}

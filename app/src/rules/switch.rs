//! A rule that is on or off.

use crate::{
    form::{ErrorSummary, FormState, Submit, field_name, once},
    ui::Icon,
};
use leptos::prelude::*;

/// What stands on a switch.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Words {
    /// The rule.
    pub title: &'static str,
    /// What it means.
    pub text: &'static str,
    /// How it stands while it is on, and while it is off.
    pub states: [&'static str; 2],
    /// What turns it off, and what turns it on.
    pub buttons: [&'static str; 2],
}

/// The rule, how it stands, and the button that posts to `action` that the field `field` is to be otherwise.
#[component]
pub(in crate::rules) fn RuleSwitch(action: &'static str, field: &'static str, is_on: bool, words: Words) -> impl IntoView {
    let form = FormState::native_at(action);
    let (tone, icon, which) = if is_on { ("released", "circle-check", 0) } else { ("neutral", "info", 1) };
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h2>{words.title}</h2></header>
            <p>{words.text}</p>
            <ErrorSummary form/>
            <p><span class="badge" data-tone=tone><Icon name=icon/>{words.states[which]}</span></p>
            <form method="post" action=action on:submit=once()>
                <input type="hidden" name=field_name(field) value=(!is_on).to_string()/>
                <Submit form kind="secondary">{words.buttons[which]}</Submit>
            </form>
        </section>
    }
}

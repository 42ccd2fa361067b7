//! Whether people have limits.

use super::{
    limits_api::UseLimits,
    switch::{RuleSwitch, Words},
};
use crate::{locale::language, text::limits as text};
use domain::Language;
use leptos::{prelude::*, server_fn::ServerFn};

/// How it stands, and the button to change it.
#[component]
pub(super) fn LimitsRule(is_on: bool) -> impl IntoView {
    view! { <RuleSwitch action=UseLimits::url() field="is_on" is_on words=words(language())/> }
}

/// What each word in the address says was done.
pub(super) fn done(l: Language) -> [(&'static str, &'static str); 2] {
    [("limiten-ein", text::switched_on(l)), ("limiten-aus", text::switched_off(l))]
}

fn words(l: Language) -> Words {
    Words {
        title: text::switch(l),
        text: text::switch_text(l),
        states: [text::switch_is_on(l), text::switch_is_off(l)],
        buttons: [text::switch_off(l), text::switch_on(l)],
    }
}

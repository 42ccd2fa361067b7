//! Switching the language.

use crate::{locale::language, prelude::*, sign_in::SetLanguage, text};
use domain::Language;
use leptos::server_fn::ServerFn;

/// The languages on offer. Switching loads the page anew.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let l = language();
    let button = move |to: Language, label: &'static str| {
        view! {
            <button class="button" data-kind="quiet" data-size="small" name="form[language]" value=to.word() lang=to.word() aria-pressed=(to == l).to_string()>
                {label}
            </button>
        }
    };
    view! {
        <form class="languages" method="post" action=SetLanguage::url() aria-label=text::shell::language(l)>
            {button(Language::German, "DE")}
            {button(Language::English, "EN")}
        </form>
    }
}

//! What delivery costs, in words.

use super::chf;
use crate::{locale::language, prelude::*, text};
use domain::{FreightRule, Language};

/// The whole rule.
pub fn freight_words(l: Language, rule: Option<FreightRule>) -> String {
    match rule {
        None => text::freight::always_free(l).into(),
        Some(FreightRule { flat, free_from: None }) => text::freight::always(l, chf(flat)),
        Some(FreightRule { flat, free_from: Some(from) }) => text::freight::below(l, chf(flat), chf(from)),
    }
}

/// The rule below a total that may still fall short of free delivery, for example by a rejection; nothing where there is none.
#[component]
pub fn FreightNote(rule: Option<FreightRule>) -> impl IntoView {
    let l = language();
    let rule = rule.filter(|rule| rule.free_from.is_some());
    rule.map(|rule| view! { <p class="help">{freight_words(l, Some(rule))}</p> })
}

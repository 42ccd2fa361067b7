//! The queue by keyboard.

use super::{
    bulk::BY_KEY,
    keys::{KeyHint, listen},
    page::REJECTING,
    picks::{Picks, summary_of},
};
use crate::{locale::language, prelude::*, text};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The keys of the queue, as long as it is shown.
#[component]
pub fn QueueKeys(picks: Picks) -> impl IntoView {
    let l = language();
    let dialog = NodeRef::new();
    let navigate = use_navigate();
    listen(dialog, move |key| press(key, picks, &|address: &str| navigate(address, NavigateOptions::default())));
    let keys = vec![
        ("j", text::release::keys_next(l)),
        ("k", text::release::keys_previous(l)),
        ("x", text::release::keys_pick(l)),
        (text::release::keys_enter(l), text::release::keys_open(l)),
        ("f", text::release::keys_release(l)),
        ("a", text::release::keys_reject(l)),
    ];
    view! { <KeyHint dialog keys/> }
}

/// Does what the key stands for. Whether it did anything.
fn press(key: &str, picks: Picks, lead: &impl Fn(&str)) -> bool {
    match key {
        "j" => picks.step(1),
        "k" => picks.step(-1),
        "x" => picks.toggle(),
        "f" => sum_up(picks, lead),
        "a" => reject(picks, lead),
        _ => false,
    }
}

/// Leads to what sums up the orders, where the button that releases them has the focus. It decides nothing.
fn sum_up(picks: Picks, lead: &impl Fn(&str)) -> bool {
    let wanted = picks.wanted();
    if !wanted.is_empty() {
        lead(&format!("{}&{BY_KEY}=1", summary_of(&wanted)));
    }
    !wanted.is_empty()
}

/// Leads to the order that has the focus, where the reason is asked for. It decides nothing.
fn reject(picks: Picks, lead: &impl Fn(&str)) -> bool {
    let order = picks.focused_order();
    if let Some(order) = order {
        lead(&format!("/freigaben/{order}?{REJECTING}=1"));
    }
    order.is_some()
}

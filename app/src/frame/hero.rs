//! What the pages at the door look like.

use super::{Brand, LanguageSwitch};
use crate::{locale::language, prelude::*, text, ui::Icon};
use domain::Language;
use leptos_meta::{Body, Title};

/// A page at the door: what the portal is for on one side, what to do on the other.
#[component]
pub fn Hero(title: &'static str, children: Children) -> impl IntoView {
    let l = language();
    view! {
        <Title text=title/>
        <Body {..} class="hero-signin"/>
        <Words l/>
        <main class="hero-main" id="main" tabindex="-1">
            <div class="hero-card">
                <h1>{title}</h1>
                {children()}
            </div>
            <LanguageSwitch/>
        </main>
    }
}

/// What stands on the one side, for pages that are not made of components.
#[cfg(feature = "ssr")]
pub fn words_at_the_door(l: Language) -> String {
    view! { <Words l/> }.to_html()
}

#[component]
fn Words(l: Language) -> impl IntoView {
    view! {
        <aside class="hero-words">
            <Brand/>
            <div>
                <p class="hero-claim"><span>{text::sign_in::claim_everybody(l)}</span> " " <span>{text::sign_in::claim_one(l)}</span></p>
                <p>{text::sign_in::explanation(l)}</p>
            </div>
            <ul>
                <li><Icon name="users"/>{text::sign_in::point_everybody(l)}</li>
                <li><Icon name="shield-check"/>{text::sign_in::point_control(l)}</li>
                <li><Icon name="truck"/>{text::sign_in::point_delivery(l)}</li>
            </ul>
        </aside>
    }
}

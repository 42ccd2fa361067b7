//! There is no page at an address.

use super::{Hero, Person};
use crate::{AppError, locale::language, me::Me, prelude::*, text, ui::Problem};

/// There is no page at this address. Whoever is not signed in has no menu, and sees whose page this is and the way in.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::ssr::not_found();
    let Person(person) = expect_context::<Person>();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match person.await {
                    Some(Me::Nobody) => view! { <AtTheDoor/> },
                    _ => view! { <Problem error=AppError::NotFound/> },
                }
            })}
        </Transition>
    }
}

#[component]
fn AtTheDoor() -> impl IntoView {
    let l = language();
    view! {
        <Hero title=text::errors::not_found(l)>
            <p class="hero-help">{text::errors::not_found_advice(l)}</p>
            <p><a class="button" data-kind="primary" href="/anmelden">{text::errors::to_sign_in(l)}</a></p>
        </Hero>
    }
}

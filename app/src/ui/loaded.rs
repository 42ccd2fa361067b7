//! What every page does: load its data, show it, or say why it cannot.

use crate::{AppError, locale::language, show::words, text, ui::Icon};
use leptos::prelude::*;
use leptos_meta::Title;

/// Shows the data of a page once it is there, or the problem that kept it away.
///
/// While data is loaded anew the present page stays.
#[component]
pub fn Loaded<T, V, F>(resource: Resource<Result<T, AppError>>, children: F) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    let children = StoredValue::new(children);
    view! {
        <Transition fallback=|| view! { <main class="page" id="main" tabindex="-1" aria-busy="true"></main> }>
            {move || Suspend::new(async move {
                match resource.await {
                    Ok(data) => children.get_value()(data).into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A page that could not be loaded.
#[component]
pub fn Problem(error: AppError) -> impl IntoView {
    let l = language();
    let title = words::error(l, &error);
    let (icon, link, label) = match error {
        AppError::SignedOut => ("key-round", "/anmelden", text::errors::to_sign_in(l)),
        AppError::NotFound => ("search", "/", text::errors::to_start(l)),
        _ => ("triangle-alert", "/", text::errors::to_start(l)),
    };
    view! {
        <Title text=title.clone()/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <div class="empty">
                <Icon name=icon/>
                <h1>{title}</h1>
                <p>{words::advice(l, &error)}</p>
                <a class="button" data-kind="primary" href=link>{label}</a>
            </div>
        </main>
    }
}

/// There is no page at this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::ssr::not_found();
    view! { <Problem error=AppError::NotFound/> }
}

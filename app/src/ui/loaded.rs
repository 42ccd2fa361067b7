//! What every page does: load its data, show it, or say why it cannot.

use super::{
    content::{Answer, Content, Data},
    follow::{Absorb, Following, InPlace, follow},
    load::{Load, Loading},
};
use crate::{AppError, live::Live, locale::language, prelude::*, show::words, text, ui::Icon};
use leptos_meta::Title;
use std::sync::Arc;

type Show = Arc<dyn Fn(&Content) -> Result<AnyView, AppError> + Send + Sync>;

/// Shows the data of a page once it is there, or the problem that kept it away.
///
/// While data is loaded anew the present page stays.
#[component]
pub fn Loaded<T, V, F>(
    load: Load<T>,
    /// For a page that shows what others change: whether it may be changed from the first data to the second where it stands,
    /// without anything moving away from under somebody's eyes. Otherwise a notice says that there is something new.
    #[prop(optional)]
    follows: Option<fn(&T, &T) -> bool>,
    /// What of such a page shows by itself what is new in it.
    #[prop(optional)]
    absorbs: Option<Absorb>,
    /// Whether such a page asks by itself now and then: who looks at it need not be signed in, and then hears of nothing.
    #[prop(optional)]
    asks: bool,
    children: F,
) -> impl IntoView
where
    T: Data + Clone,
    V: IntoView + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
{
    if let Some(may_change) = follows {
        let in_place: InPlace =
            Arc::new(move |shown, new| matches!((shown.get(), new.get()), (Ok(shown), Ok(new)) if may_change(&shown, &new)));
        follow(load.loading(), Following { in_place, absorb: absorbs, asks });
    }
    shown(
        load.loading(),
        use_context::<Live>().filter(|_| follows.is_some()),
        Arc::new(move |content| content.get().map(|data| children(data).into_any())),
    )
}

/// `live` has nothing new to offer once something newer is shown.
fn shown(loading: Loading, live: Option<Live>, show: Show) -> impl IntoView {
    view! {
        <Transition fallback=|| view! { <main class="page" id="main" tabindex="-1" aria-busy="true"></main> }>
            {move || {
                let show = Arc::clone(&show);
                Suspend::new(async move {
                    let Answer(answer) = loading.answers.await;
                    if let Ok(content) = &answer {
                        loading.shows(content.clone());
                        live.inspect(|live| live.withdraw());
                    }
                    answer.and_then(|content| show(&content)).unwrap_or_else(|error| view! { <Problem error/> })
                })
            }}
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

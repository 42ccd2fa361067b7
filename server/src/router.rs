//! Which address leads where, and what every request passes on its way.

use crate::{
    downloads,
    fault::{Asker, Fault},
    health, layers, live,
    portal::Portal,
    site,
};
use app::shell;
use axum::{
    Router,
    extract::{FromRef, Request},
    http::Method,
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::any,
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context};
use std::sync::LazyLock;
use tower::ServiceBuilder;

/// The pages of the portal, as its own router knows them.
///
/// They are listed once in a process, before the first portal answers: while Leptos lists routes, resources anywhere in the
/// process begin to wait and never end (`SuppressResourceLoad` in `leptos_server` 0.8 is a global switch), and so would every
/// page that is being rendered at that moment.
pub static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The whole portal as a service.
///
/// Requests pass the layers in the order in which they stand here, from the outside in.
pub fn router(portal: Portal) -> Router {
    let around_everything = ServiceBuilder::new()
        .layer(from_fn(live::hand_over))
        .layer(from_fn(layers::identify))
        .layer(from_fn(layers::catch_panics))
        .layer(from_fn_with_state(portal.clone(), layers::secure_headers))
        .layer(from_fn_with_state(portal.clone(), layers::refuse_foreign_origins))
        .layer(from_fn(layers::limit));
    site::files(&portal).merge(health::checks()).merge(live::events()).merge(pages(&portal)).layer(around_everything).with_state(portal)
}

fn pages(portal: &Portal) -> Router<Portal> {
    let around_pages = ServiceBuilder::new()
        .layer(layers::pack())
        .layer(from_fn(layers::spare_secrets))
        .layer(from_fn_with_state(portal.clone(), layers::finish))
        .layer(from_fn_with_state(portal.clone(), layers::throttle_sign_in))
        .layer(from_fn_with_state(portal.clone(), layers::recognise))
        .layer(from_fn_with_state(portal.clone(), layers::guard_pages))
        .layer(from_fn_with_state(portal.clone(), layers::wake_mailer))
        .layer(from_fn_with_state(portal.clone(), layers::keep_drafts))
        .layer(from_fn(layers::refuse_unreadable));
    let options = LeptosOptions::from_ref(portal);
    let document = move || shell(options.clone());
    Router::new()
        .leptos_routes_with_context(portal, PAGES.clone(), contexts(portal), document.clone())
        .route("/api/{*name}", any(no_such_function))
        .merge(downloads::files())
        .fallback(render_app_async_with_context(contexts(portal), document))
        .layer(around_pages)
}

/// What server functions find in their context.
fn contexts(portal: &Portal) -> impl Fn() + Clone + Send + Sync + 'static {
    let (store, hasher, settings) = (portal.store.clone(), portal.hasher.clone(), portal.settings.clone());
    move || {
        provide_context(store.clone());
        provide_context(hasher.clone());
        provide_context(settings.clone());
    }
}

async fn no_such_function(request: Request) -> Response {
    let fault = if request.method() == Method::POST { Fault::NotFound } else { Fault::NotAllowed };
    Asker::of(&request).answer(fault)
}

//! The files for the browser.

use crate::portal::Portal;
use axum::{
    Router,
    http::{HeaderValue, Response, header::CACHE_CONTROL},
};
use std::{fs, path::Path};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// The folder of what was built, and beside its files one that tells which build it is.
const PACKAGE: &str = "pkg";
const VERSION: &str = "pkg/version";
/// The other folder, and the files beside them.
const FONTS: &str = "fonts";
const FILES: [&str; 2] = ["icons.svg", "favicon.svg"];

/// A year, without asking again.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, but asked for each time whether it still holds.
const UNTIL_IT_CHANGES: HeaderValue = HeaderValue::from_static("no-cache");

/// The folder, as pages name it, from which browsers load what was built in the site at this place. Its name changes with what is in
/// it, so that browsers need not ask whether it still holds. A site that `make dev` has built has no version.
#[must_use]
pub fn package(site: &Path) -> String {
    let version = fs::read_to_string(site.join(VERSION)).unwrap_or_default();
    let version = version.trim();
    let is_plain = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { format!("{PACKAGE}/{version}") } else { PACKAGE.to_owned() }
}

/// Serves what the build has put into the site folder, and nothing else.
pub fn files(portal: &Portal) -> Router<Portal> {
    let until_it_changes = SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, UNTIL_IT_CHANGES);
    let folder =
        |name: &str| ServeDir::new(portal.site.join(name)).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let file = |name: &str| ServeFile::new(portal.site.join(name)).precompressed_br().precompressed_gzip();
    let router = [PACKAGE, FONTS].iter().fold(Router::new(), |router, name| router.nest_service(&format!("/{name}"), folder(name)));
    let router = FILES.iter().fold(router, |router, name| router.route_service(&format!("/{name}"), file(name))).layer(until_it_changes);
    match &*portal.package {
        PACKAGE => router,
        // Another version, of a server that was there before or will be, is not here and must not seem to be.
        package => router.merge(Router::new().nest_service(&format!("/{package}"), folder(PACKAGE)).layer(for_good())),
    }
}

/// What is not there today may be tomorrow.
fn for_good<B>() -> SetResponseHeaderLayer<impl FnMut(&Response<B>) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(CACHE_CONTROL, |response: &Response<B>| response.status().is_success().then_some(FOR_GOOD))
}

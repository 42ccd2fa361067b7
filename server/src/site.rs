//! The files for the browser.

use crate::portal::Portal;
use axum::{
    Router,
    http::{HeaderValue, header::CACHE_CONTROL},
};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// The folders of the site that browsers may read.
const FOLDERS: [&str; 2] = ["pkg", "fonts"];
/// The files beside them.
const FILES: [&str; 2] = ["icons.svg", "favicon.svg"];

/// Serves what the build has put into the site folder, and nothing else.
///
/// The names stay the same from version to version, so browsers keep the files but ask each time whether they still hold.
pub fn files(portal: &Portal) -> Router<Portal> {
    let revalidate = SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let folder =
        |name: &str| ServeDir::new(portal.site.join(name)).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let file = |name: &str| ServeFile::new(portal.site.join(name)).precompressed_br().precompressed_gzip();
    let router = FOLDERS.iter().fold(Router::new(), |router, name| router.nest_service(&format!("/{name}"), folder(name)));
    FILES.iter().fold(router, |router, name| router.route_service(&format!("/{name}"), file(name))).layer(revalidate)
}

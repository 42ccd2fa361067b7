//! What every request needs.

use crate::{
    config::Config,
    layers::{ROOM, Throttle},
    live::Live,
    public_url::PublicUrl,
    site,
};
use app::ssr::{Hasher, Settings};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::{path::PathBuf, sync::Arc};
use store::Store;
use tokio::sync::{Notify, Semaphore};

/// The state of the router. Clones share it.
#[derive(Clone)]
pub struct Portal {
    /// The open database.
    pub store: Store,
    /// Hashes and verifies passwords.
    pub hasher: Hasher,
    /// What pages and server functions know of the configuration.
    pub settings: Settings,
    /// Under which address people reach the portal.
    pub public_url: PublicUrl,
    /// The folder with the files for the browser.
    pub site: PathBuf,
    /// The folder, as pages name it, with what was built for the browser.
    pub package: Arc<str>,
    /// Called after every change, for it may have caused mails.
    pub mail_wake: Arc<Notify>,
    /// Slows down sign-ins from one address.
    pub throttle: Arc<Throttle>,
    /// Bounds what is kept for one address while nobody is signed in there.
    pub strangers: Arc<Throttle>,
    /// The places for requests that are under way.
    pub room: Arc<Semaphore>,
    /// The pages that wait to hear of changes.
    pub live: Arc<Live>,
    leptos: LeptosOptions,
}

impl Portal {
    /// The state of a portal on this store.
    #[must_use]
    pub fn new(store: Store, config: &Config) -> Self {
        let is_https = config.public_url.is_https();
        let package = site::package(&config.site);
        Self {
            store,
            hasher: Hasher::new(),
            settings: Settings {
                public_url: config.public_url.as_str().into(),
                // The prefix makes browsers refuse the cookie from anywhere but this very host, encrypted.
                session_cookie: if is_https { "__Host-sitzung" } else { "sitzung" },
                device_cookie: if is_https { "__Host-geraet" } else { "geraet" },
                has_secure_cookies: is_https,
            },
            public_url: config.public_url.clone(),
            site: config.site.clone(),
            mail_wake: Arc::default(),
            throttle: Arc::new(Throttle::new(config.trusted_proxies)),
            strangers: Arc::new(Throttle::new(config.trusted_proxies)),
            room: Arc::new(Semaphore::new(ROOM)),
            live: Arc::default(),
            leptos: leptos_options(config, &package),
            package: package.into(),
        }
    }
}

impl FromRef<Portal> for LeptosOptions {
    fn from_ref(portal: &Portal) -> Self {
        portal.leptos.clone()
    }
}

/// Set here, for at run time there is no manifest to read them from.
fn leptos_options(config: &Config, package: &str) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("freigabe")
        .site_root(config.site.display().to_string())
        .site_pkg_dir(package)
        .site_addr(config.listen)
        .hash_files(false)
        .build()
}

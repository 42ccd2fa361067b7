//! How a portal under test is served.

use super::clock::TestClock;
use server::{
    live::{Lines, Peer},
    portal::Portal,
    router::router,
};
use std::{fs, net::SocketAddr, path::Path};
use store::Store;
use testbed::TestDatabase;
use tokio::{net::TcpListener, task::JoinHandle};

/// A second server, which runs until it is dropped.
pub struct Twin {
    pub address: SocketAddr,
    pub server: JoinHandle<()>,
}

impl Drop for Twin {
    fn drop(&mut self) {
        self.server.abort();
    }
}

pub fn serve(listener: TcpListener, portal: Portal) -> JoinHandle<()> {
    let service = router(portal).into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(Lines(listener), service).await.expect("the portal serves") })
}

/// The store as the portal opens it: on Postgres in the name of a user who owns nothing.
pub async fn as_server(store: &Store, database: &TestDatabase, clock: &TestClock) -> Store {
    let url = database.server_url();
    if url == database.url {
        return store.clone();
    }
    let served = Store::open(&url, clock.store_clock()).await.expect("the database can be opened");
    served.migrate().await.expect("the schema is the present one");
    served
}

/// What goes wrong in the portal helps to understand a test that fails.
pub fn show_errors() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "error".into());
    // Another test of this process may have done it already.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// A site with one file of each kind, and a secret beside it; where the site is.
pub fn make_site(data: &Path) -> String {
    for (name, content) in [
        ("site/pkg/freigabe.js", "export {};"),
        ("site/pkg/freigabe.wasm", "\0asm"),
        ("site/pkg/freigabe.css", "body {}"),
        ("site/pkg/freigabe.wasm.br", "compressed"),
        ("site/pkg/version", "0123456789abcdef\n"),
        ("site/fonts/inter.woff2", "wOF2"),
        ("site/icons.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("site/secret.txt", "geheim"),
        ("secret.txt", "geheim"),
    ] {
        let path = data.join(name);
        fs::create_dir_all(path.parent().expect("the file is in a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }
    data.join("site").display().to_string()
}

//! The same pages by bare handlers: the portal's questions to its database, and a text that is ready.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header::COOKIE},
    response::Html,
    routing::get,
};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{Approver, ArticleFilter, Caller, DossierFilter, Store};

/// What all handlers share.
#[derive(Clone)]
struct Bare {
    store: Store,
    page: Arc<str>,
}

/// Handlers that answer with `page`.
pub fn bare(store: Store, page: String) -> Router {
    Router::new()
        .route("/kundendossier", get(dossier))
        .route("/shop", get(shop))
        .route("/freigaben", get(queue))
        .with_state(Bare { store, page: page.into() })
}

async fn dossier(State(bare): State<Bare>, headers: HeaderMap) -> Html<String> {
    let approver = bare.signed_in(&headers).await;
    bare.store.dossier(approver.orderer(), DossierFilter::All, None, 26).await.expect("answers");
    bare.answer()
}

async fn shop(State(bare): State<Bare>, headers: HeaderMap) -> Html<String> {
    let approver = bare.signed_in(&headers).await;
    let filter = ArticleFilter { search: String::new(), category: None, only_assortment: false, after: None, limit: 41 };
    bare.store.categories(approver.orderer()).await.expect("answers");
    bare.store.articles(approver.orderer(), filter).await.expect("answers");
    bare.answer()
}

async fn queue(State(bare): State<Bare>, headers: HeaderMap) -> Html<String> {
    let approver = bare.signed_in(&headers).await;
    bare.store.release_queue(&approver, store::QueueFilter::default(), None, 50).await.expect("answers");
    bare.answer()
}

impl Bare {
    /// The caller, with the numbers of the menu.
    async fn signed_in(&self, headers: &HeaderMap) -> Approver {
        let cookie = headers.get(COOKIE).and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
        let token = cookie.strip_prefix("sitzung=").expect("a session");
        let caller = self.store.caller(Sha256::digest(token.as_bytes()).into()).await.expect("answers");
        let Some(Caller::Contact(orderer)) = caller else { panic!("a contact") };
        let approver = orderer.approver().expect("an approver");
        self.store.release_count(&approver).await.expect("answers");
        self.store.failed_mails(&approver).await.expect("answers");
        self.store.cart_size(&orderer).await.expect("answers");
        approver
    }

    fn answer(&self) -> Html<String> {
        Html(self.page.to_string())
    }
}

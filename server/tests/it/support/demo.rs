//! The demo's data, made once for each engine and copied for each test.

use jiff::Timestamp;
use server::demo::seed_demo;
use std::sync::Arc;
use store::Store;
use testbed::{Engine, Template, TestDatabase, database};
use tokio::sync::OnceCell;

static SQLITE: OnceCell<Template> = OnceCell::const_new();
static POSTGRES: OnceCell<Template> = OnceCell::const_new();

/// A database of its own with the demo in it.
pub async fn database_with_demo(engine: Engine) -> TestDatabase {
    let template = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    template.get_or_init(|| template_with_demo(engine)).await.database()
}

async fn template_with_demo(engine: Engine) -> Template {
    let database = database(engine);
    fill(&database.url).await;
    database.into_template()
}

/// Makes the schema and the demo in an empty database.
pub async fn fill(url: &str) {
    let store = Store::open(url, Arc::new(Timestamp::now)).await.expect("the database can be opened");
    store.migrate().await.expect("the schema can be made");
    store.close().await;
    let hasher = app::ssr::Hasher::new();
    seed_demo(url, &hasher, Timestamp::now()).await.expect("the demo fits into an empty database");
}

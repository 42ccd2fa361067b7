//! An empty portal: the schema is made once for each engine and copied for each test, since the migrations take longer than most tests.

use jiff::Timestamp;
use std::sync::Arc;
use store::Store;
use testbed::{Engine, Template, TestDatabase, database};
use tokio::sync::OnceCell;

static SQLITE: OnceCell<Template> = OnceCell::const_new();
static POSTGRES: OnceCell<Template> = OnceCell::const_new();

/// A database of its own with the present schema and nothing in it.
pub async fn database_with_schema(engine: Engine) -> TestDatabase {
    let template = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    template.get_or_init(|| template_with_schema(engine)).await.database()
}

async fn template_with_schema(engine: Engine) -> Template {
    let database = database(engine);
    let store = Store::open(&database.url, Arc::new(Timestamp::now)).await.expect("opens");
    store.migrate().await.expect("migrates");
    store.close().await;
    database.into_template()
}

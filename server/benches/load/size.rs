//! How much room the database takes.

use sqlx::{Connection, PgConnection, SqliteConnection};
use testbed::Engine;

const SQLITE: &str = "
    select (select page_count from pragma_page_count()) * (select page_size from pragma_page_size()), (select count(*) from orders)";
const POSTGRES: &str = "select pg_database_size(current_database()), (select count(*) from orders)";

/// The bytes of a database, and the orders in it.
pub struct Size {
    bytes: i64,
    orders: i64,
}

impl Size {
    /// That of the database at this address, which may be in use.
    pub async fn read(engine: Engine, url: &str) -> Self {
        let size = match engine {
            Engine::Sqlite => sqlite(url).await,
            Engine::Postgres => postgres(url).await,
        };
        let (bytes, orders) = size.expect("the database says how large it is");
        Self { bytes, orders }
    }

    /// The bytes that have come with each order, its mails and its record among them.
    pub fn for_each_order_since(&self, before: &Self) -> i64 {
        let orders = self.orders - before.orders;
        assert!(orders > 0, "nobody has ordered");
        (self.bytes - before.bytes) / orders
    }
}

async fn sqlite(url: &str) -> sqlx::Result<(i64, i64)> {
    let mut database = SqliteConnection::connect(url).await?;
    sqlx::query_as(SQLITE).fetch_one(&mut database).await
}

async fn postgres(url: &str) -> sqlx::Result<(i64, i64)> {
    let mut database = PgConnection::connect(url).await?;
    sqlx::query_as(POSTGRES).fetch_one(&mut database).await
}

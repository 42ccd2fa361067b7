//! The same rows, written by hand: one transaction with prepared statements, without a rule, a check or a question.

use crate::cell::{Cell, Cells, cell, of_postgres, of_sqlite};
use sqlx::{
    AssertSqlSafe, Executor, PgPool, Postgres, SqlitePool, Type,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::str::FromStr;
use uuid::Uuid;

/// A database without the store around it.
#[derive(Clone)]
pub enum Hand {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A statement with its values.
#[derive(Clone)]
pub struct Statement {
    sql: String,
    values: Vec<Cell>,
}

/// What placing and deciding leave in tables, and how an order finds it there.
const TRACES: [(&str, &str); 7] = [
    ("orders", "customer_id = $1 and id = $2"),
    ("order_lines", "customer_id = $1 and order_id = $2"),
    ("decisions", "customer_id = $1 and order_id = $2"),
    ("supply_orders", "customer_id = $1 and order_id = $2"),
    (
        "supply_order_lines",
        "customer_id = $1 and supply_order_id in (select id from supply_orders where customer_id = $1 and order_id = $2)",
    ),
    ("audit_entries", "customer_id = $1 and order_id = $2"),
    ("outbox_mails", "customer_id = $1 and order_id = $2"),
];

/// All rows that belong to an order, with their tables.
pub type Traces = Vec<(&'static str, Cells)>;

impl Hand {
    /// As durable as the store's own connections.
    pub async fn open(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).expect("a URL");
            let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).foreign_keys(true);
            Self::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await.expect("opens"))
        } else {
            Self::Postgres(PgPoolOptions::new().max_connections(16).min_connections(16).connect(url).await.expect("opens"))
        }
    }

    /// The rows of an order.
    pub async fn traces(&self, order: Uuid) -> Traces {
        let order = match self {
            Self::Sqlite(_) => Cell::Blob(order.as_bytes().to_vec()),
            Self::Postgres(_) => Cell::Native(<Uuid as Type<Postgres>>::type_info(), Some(order.as_bytes().to_vec())),
        };
        let rows = self.rows("select customer_id from orders where id = $1", std::slice::from_ref(&order)).await;
        let customer = cell(rows.first().expect("the order was placed"), "customer_id").clone();
        let mut traces = Vec::new();
        for (table, condition) in TRACES {
            let sql = format!("select * from {table} where {condition}");
            let rows = self.rows(&sql, &[customer.clone(), order.clone()]).await;
            traces.extend(rows.into_iter().map(|row| (table, row)));
        }
        traces
    }

    async fn rows(&self, sql: &str, values: &[Cell]) -> Vec<Cells> {
        macro_rules! rows {
            ($pool:expr, $convert:expr) => {{
                let query = values.iter().cloned().fold(sqlx::query(AssertSqlSafe(sql)), |query, value| query.bind(value));
                query.fetch_all($pool).await.expect("the rows can be read").iter().map($convert).collect()
            }};
        }
        match self {
            Self::Sqlite(pool) => rows!(pool, of_sqlite),
            Self::Postgres(pool) => rows!(pool, of_postgres),
        }
    }

    /// Runs the statements in one transaction.
    pub async fn write(&self, statements: &[Statement]) {
        macro_rules! write {
            ($tx:expr) => {{
                let mut tx = $tx.await.expect("begins");
                for Statement { sql, values } in statements {
                    let query = values.iter().cloned().fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, value| query.bind(value));
                    tx.execute(query).await.expect("the row fits");
                }
                tx.commit().await.expect("commits");
            }};
        }
        match self {
            Self::Sqlite(pool) => write!(pool.begin_with("begin immediate")),
            Self::Postgres(pool) => write!(pool.begin()),
        }
    }
}

/// The transaction that places an order with these rows.
pub fn placing(traces: &Traces) -> Vec<Statement> {
    let order = row_of(traces, "orders");
    let customer = cell(order, "customer_id").clone();
    let contact = cell(order, "orderer_id").clone();
    let mut statements = vec![Statement {
        sql: "update order_numbers set last_number = last_number + 1 where customer_id = $1".into(),
        values: vec![customer.clone()],
    }];
    statements.extend(traces.iter().map(|(table, row)| insert(table, row)));
    statements.push(head(traces));
    statements
        .push(Statement { sql: "delete from carts where customer_id = $1 and contact_id = $2".into(), values: vec![customer, contact] });
    statements
}

/// The transaction that leads from the rows before a decision to those after it.
pub fn deciding(before: &Traces, after: &Traces) -> Vec<Statement> {
    let is_new = |trace: &&(&'static str, Cells)| trace.0 != "orders" && !before.contains(trace);
    let mut statements: Vec<_> = after.iter().filter(is_new).map(|(table, row)| insert(table, row)).collect();
    let order = row_of(after, "orders");
    let columns = ["customer_id", "id", "status", "closed_at", "delivery_date"];
    statements.push(Statement {
        sql: "update orders set status = $3, closed_at = $4, delivery_date = $5 where customer_id = $1 and id = $2".into(),
        values: columns.iter().map(|column| cell(order, column).clone()).collect(),
    });
    if after.iter().any(|(table, _)| *table == "supply_orders") {
        statements.push(Statement { sql: "update supply_numbers set last_number = last_number + 1".into(), values: Vec::new() });
    }
    statements.push(head(after));
    statements
}

/// The chain of the customer's audit goes on behind the last entry.
fn head(traces: &Traces) -> Statement {
    let (_, entry) = traces.iter().rfind(|(table, _)| *table == "audit_entries").expect("everything is recorded");
    Statement {
        sql: "update audit_heads set last_number = $2, last_hash = $3 where customer_id = $1".into(),
        values: ["customer_id", "number", "hash"].iter().map(|column| cell(entry, column).clone()).collect(),
    }
}

fn insert(table: &str, row: &Cells) -> Statement {
    let columns: Vec<_> = row.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<_> = (1..=row.len()).map(|place| format!("${place}")).collect();
    Statement {
        sql: format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", ")),
        values: row.iter().map(|(_, value)| value.clone()).collect(),
    }
}

fn row_of<'t>(traces: &'t Traces, table: &str) -> &'t Cells {
    traces.iter().find(|(name, _)| *name == table).map_or_else(|| panic!("nothing in {table}"), |(_, row)| row)
}

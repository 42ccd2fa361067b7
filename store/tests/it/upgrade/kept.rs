//! What the tables of a database hold.

use crate::ordering::Peek;
use std::collections::{BTreeMap, BTreeSet};
use testbed::Engine;

const OF_SQLITE: &str = "
    select m.name || '.' || c.name from sqlite_schema m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name <> '_sqlx_migrations' and m.name not glob 'sqlite_*'";

const OF_POSTGRES: &str = "
    select t.relname::text || '.' || a.attname::text from pg_class t join pg_attribute a on a.attrelid = t.oid
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname <> '_sqlx_migrations'
        and a.attnum > 0 and not a.attisdropped";

/// The columns of all tables, as `table.column`.
pub async fn columns(engine: Engine, peek: &Peek) -> BTreeSet<String> {
    let sql = match engine {
        Engine::Sqlite => OF_SQLITE,
        Engine::Postgres => OF_POSTGRES,
    };
    peek.texts(sql).await.into_iter().collect()
}

/// The rows of each table in these columns, as text, sorted.
pub async fn rows(engine: Engine, peek: &Peek, columns: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
    let quote = match engine {
        Engine::Sqlite => "quote",
        Engine::Postgres => "quote_nullable",
    };
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for column in columns {
        let (table, column) = column.split_once('.').expect("a column of a table");
        values.entry(table).or_default().push(format!("{quote}(\"{column}\")"));
    }
    let mut rows = BTreeMap::new();
    for (table, values) in values {
        let sql = format!("select {} from {table}", values.join(" || ' ' || "));
        rows.insert(table.to_owned(), peek.texts(&sql).await);
    }
    rows
}

//! Every row of every table, as text: to see what a request has changed, wherever that may be.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;

/// All rows, each with the name of its table before it. Sessions and known browsers are left out: they show that somebody has come.
#[derive(PartialEq, Eq)]
pub struct Rows(BTreeSet<String>);

const SQLITE_TABLES: &str = r#"
    select 'select ''' || m.name || '|'' || ' || group_concat('quote("' || p.name || '")', ' || ''|'' || ') || ' from "' || m.name || '"'
    from sqlite_schema m join pragma_table_info(m.name) p
    where m.type = 'table' and m.name not like 'sqlite_%' and m.name not in ('sessions', 'known_devices') group by m.name"#;

const POSTGRES_TABLES: &str = r#"
    select 'select ''' || tablename || '|'' || t::text from "' || tablename || '" t'
    from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'known_devices')"#;

impl Rows {
    /// The rows of the database at this address.
    pub async fn read(url: &str) -> Self {
        let rows = if url.starts_with("sqlite:") { sqlite(url).await } else { postgres(url).await };
        Self(rows.expect("the database can be read").into_iter().collect())
    }

    /// What is there that was not, with `+`, and the other way round.
    pub fn changes_since(&self, before: &Self) -> Vec<String> {
        let come = self.0.difference(&before.0).map(|row| format!("+{row}"));
        come.chain(before.0.difference(&self.0).map(|row| format!("-{row}"))).collect()
    }
}

async fn sqlite(url: &str) -> sqlx::Result<Vec<String>> {
    let mut database = SqliteConnection::connect(url).await?;
    let tables: Vec<String> = sqlx::query_scalar(SQLITE_TABLES).fetch_all(&mut database).await?;
    sqlx::query_scalar(AssertSqlSafe(tables.join(" union all "))).fetch_all(&mut database).await
}

async fn postgres(url: &str) -> sqlx::Result<Vec<String>> {
    let mut database = PgConnection::connect(url).await?;
    let tables: Vec<String> = sqlx::query_scalar(POSTGRES_TABLES).fetch_all(&mut database).await?;
    sqlx::query_scalar(AssertSqlSafe(tables.join(" union all "))).fetch_all(&mut database).await
}

//! No statement reads a table that grows from end to end: what a page costs does not depend on how much there is.
//!
//! Everybody opens every page and calls every function; then the database is asked how it would go about each statement that
//! was run. (SQLite's plans alone, as they depend on nothing but the schema; the indexes are the same on Postgres.)

use super::{cast::Stage, downloads, functions, pages, wrong_outcomes};
use sqlx::{Connection, SqliteConnection};
use testbed::Engine;

/// What stays small, or is read whole for a reason.
const MAY_BE_READ: &[&str] = &[
    // The one supplier and its people, and the words for categories.
    "suppliers",
    "supplier_people",
    "categories",
    // The catalogue is searched by words anywhere in a text; it grows with the supplier, not with its customers.
    "articles",
    // What the statement itself names, or has limited.
    "CONSTANT",
    "wanted",
    "few",
    // What the statement has found or summed up itself, of one customer and a span of time.
    "bought",
    "lines",
    "ranked",
    "rejected",
    // The supplier's list of all customers.
    "customers",
    // One row.
    "supply_numbers",
];

/// What holds little, however much there is: mails that could not be delivered.
const SMALL_INDEX: &str = "USING INDEX outbox_mails_undelivered";

/// What reads much for a reason: loading the catalogue looks for orders of an article that would change its id.
const MAY_READ_ALL: &[&str] = &["insert into articles"];

#[tokio::test]
async fn no_statement_reads_a_growing_table_from_end_to_end() {
    let stage = Stage::set(Engine::Sqlite).await;
    let doors: Vec<_> = pages().into_iter().chain(downloads()).chain(functions()).collect();
    wrong_outcomes(&stage, &doors).await;
    stage.let_an_order_wait_too_long().await;
    let mut database = SqliteConnection::connect(stage.database_url()).await.expect("the database can be opened");
    // The demo is so small that reading everything would be the best plan: as if nothing were known of its size.
    for forget in ["delete from sqlite_stat1", "analyze sqlite_schema"] {
        sqlx::query(forget).execute(&mut database).await.expect("statistics can be deleted");
    }
    let statements = store::seen_statements();
    assert!(statements.len() > 100, "{} statements", statements.len());
    let mut long = Vec::new();
    for statement in statements {
        for step in plan(&mut database, statement).await {
            if reads_all(&step) && !MAY_READ_ALL.iter().any(|start| statement.contains(start)) {
                long.push(format!("{step}:\n{statement}"));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n\n"));
}

/// What SQLite would do, step by step.
async fn plan(database: &mut SqliteConnection, statement: &'static str) -> Vec<String> {
    let explain = sqlx::AssertSqlSafe(format!("explain query plan {statement}"));
    let steps = sqlx::query_as::<_, (i64, i64, i64, String)>(explain).fetch_all(database).await;
    steps.unwrap_or_else(|error| panic!("{error}: {statement}")).into_iter().map(|(.., step)| step).collect()
}

fn reads_all(step: &str) -> bool {
    let Some(table) = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()) else { return false };
    // How a query within the statement goes about it is a step of its own.
    let is_subquery = table.starts_with("(subquery-");
    !is_subquery && !MAY_BE_READ.contains(&table) && !step.ends_with(SMALL_INDEX)
}

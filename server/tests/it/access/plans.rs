//! No statement reads a table that grows from end to end: what a page costs does not depend on how much there is.
//!
//! Everybody opens every page and calls every function; then the database is asked how it would go about each statement that
//! was run, also where it knows that one table is small and another large. (SQLite's plans alone, as they depend on nothing but the schema; the indexes are the same on Postgres.)

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
    "decided",
    "confirmed",
    "overruled",
    // What the statement has found or summed up itself, of one customer and a span of time.
    "bought",
    "lines",
    "ranked",
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
    let (stage, statements) = statements().await;
    // The demo is so small that reading everything would be the best plan: as if nothing were known of its size.
    let mut database = with_statistics(&stage, "").await;
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

/// What SQLite believes after a while where one customer has ordered very much.
const ONE_LARGE_CUSTOMER: &str = "
    insert into sqlite_stat1 (tbl, idx, stat) values
        ('customers', 'sqlite_autoindex_customers_1', '1 1'),
        ('contacts', 'sqlite_autoindex_contacts_1', '10 10 1'),
        ('orders', 'orders_by_orderer', '1000000 1000000 900000 1'),
        ('orders', 'orders_waiting', '100000 100000 100000 2 1 1 1'),
        ('standing_releases', 'sqlite_autoindex_standing_releases_1', '100000 100000 1'),
        ('assortment_proposals', 'sqlite_autoindex_assortment_proposals_1', '100000 100000 1')";

/// The lists that come in pages, by what they are lists of.
const LISTS: [[&str; 2]; 3] =
    [["from orders o", "order by o."], ["from standing_releases f", "order by f."], ["from assortment_proposals p", "order by p."]];

#[tokio::test]
async fn lists_come_in_the_order_of_an_index_however_few_customers_there_are() {
    let (stage, statements) = statements().await;
    let mut database = with_statistics(&stage, ONE_LARGE_CUSTOMER).await;
    let mut sorted = Vec::new();
    for list in LISTS {
        let is_page = |sql: &&str| sql.contains("limit $") && list.iter().all(|part| sql.contains(part));
        let pages: Vec<_> = statements.iter().copied().filter(is_page).collect();
        assert!(!pages.is_empty(), "nobody has asked for {list:?}");
        for statement in pages {
            if plan(&mut database, statement).await.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY") {
                sorted.push(statement);
            }
        }
    }
    assert!(sorted.is_empty(), "{}", sorted.join("\n\n"));
}

/// What a server believes that was started when hardly anything waited: its connections read the statistics when they are opened.
const ALMOST_NOTHING_WAITS: &str = "
    insert into sqlite_stat1 (tbl, idx, stat) values
        ('customers', 'sqlite_autoindex_customers_1', '3 1'),
        ('contacts', 'sqlite_autoindex_contacts_1', '8 3 1'),
        ('orders', 'orders_by_orderer', '6 3 2 1'),
        ('orders', 'orders_waiting', '2 2 2 1 1 1 1'),
        ('orders', 'sqlite_autoindex_orders_1', '6 3 1')";

#[tokio::test]
async fn what_somebody_was_asked_for_is_found_by_who_was_asked_whatever_is_known_of_what_waits() {
    let (stage, statements) = statements().await;
    let asked: Vec<_> = statements.into_iter().filter(|sql| sql.contains("from escalations e\n    cross join orders o")).collect();
    assert!(asked.len() > 1, "the count and the list: {asked:?}");
    for known in ["", ONE_LARGE_CUSTOMER, ALMOST_NOTHING_WAITS] {
        let mut database = with_statistics(&stage, known).await;
        for statement in &asked {
            let steps = plan(&mut database, statement).await;
            assert!(!steps.iter().any(|step| step.contains("INDEX orders_waiting")), "{steps:?}:\n{statement}");
        }
    }
}

/// By these the latest words of somebody are found, and read in the order of their time.
const OF_ONE_APPROVER: [&str; 3] = ["decisions_by_approver", "confirmations_by_approver", "overrulings_by_approver"];

#[tokio::test]
async fn how_long_somebody_usually_takes_is_found_by_what_they_have_said_themselves() {
    let (stage, statements) = statements().await;
    let words: Vec<_> = statements.into_iter().filter(|sql| sql.contains("from overrulings r\n        cross join orders o")).collect();
    assert_eq!(words.len(), 1, "the cart asks for it: {words:?}");
    for known in ["", ONE_LARGE_CUSTOMER, ALMOST_NOTHING_WAITS] {
        let mut database = with_statistics(&stage, known).await;
        let steps = plan(&mut database, words[0]).await;
        for index in OF_ONE_APPROVER {
            let found = format!("INDEX {index} (customer_id=? AND approver_id=?)");
            assert!(steps.iter().any(|step| step.ends_with(&found)), "{index}: {steps:?}");
        }
    }
}

/// Everybody opens every page and calls every function; what the database was asked meanwhile.
async fn statements() -> (Stage, Vec<&'static str>) {
    let stage = Stage::set(Engine::Sqlite).await;
    let doors: Vec<_> = pages().into_iter().chain(downloads()).chain(functions()).collect();
    wrong_outcomes(&stage, &doors).await;
    stage.let_an_order_wait_too_long().await;
    stage.let_an_absence_pass().await;
    let statements = store::seen_statements();
    assert!(statements.len() > 100, "{} statements", statements.len());
    (stage, statements)
}

/// The database, which knows nothing of the size of its tables but this.
async fn with_statistics(stage: &Stage, known: &'static str) -> SqliteConnection {
    let mut database = SqliteConnection::connect(stage.database_url()).await.expect("the database can be opened");
    for statement in ["delete from sqlite_stat1", known, "analyze sqlite_schema"] {
        sqlx::query(statement).execute(&mut database).await.expect("statistics can be written");
    }
    database
}

/// What SQLite would do, step by step.
async fn plan(database: &mut SqliteConnection, statement: &'static str) -> Vec<String> {
    let explain = sqlx::AssertSqlSafe(format!("explain query plan {statement}"));
    let steps = sqlx::query_as::<_, (i64, i64, i64, String)>(explain).fetch_all(database).await;
    steps.unwrap_or_else(|error| panic!("{error}: {statement}")).into_iter().map(|(.., step)| step).collect()
}

/// By the indexes of these a customer's rows are found that grow with each order.
const GROWING: [&str; 6] = ["order_lines_", "decisions_", "confirmations_", "supply_order_lines_", "supply_orders_", "_orders_"];

fn reads_all(step: &str) -> bool {
    let is_of_customer = step.starts_with("SEARCH ") && step.ends_with("(customer_id=?)");
    if is_of_customer && GROWING.iter().any(|table| step.contains(table)) {
        return true;
    }
    let Some(table) = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()) else { return false };
    // How a query within the statement goes about it is a step of its own.
    let is_subquery = table.starts_with("(subquery-");
    !is_subquery && !MAY_BE_READ.contains(&table) && !step.ends_with(SMALL_INDEX)
}

//! What is in a database stays there when its schema goes on.

use crate::ordering::Peek;
use jiff::Timestamp;
use sqlx::migrate::Migrator;
use std::{fs::File, path::Path, sync::Arc};
use store::Store;
use testbed::{Engine, both_engines, database};
use uuid::Uuid;

both_engines![orders_keep_their_cost_centres_once_lines_have_their_own];

/// The last step before lines had cost centres of their own.
const BEFORE: i64 = 31;

const KEPT: &str = "
    select number || ' ' || name || ': ' || cast(ordered as text) || ' ordered, ' || coalesce(cast(net as text), 'nothing') || ' paid'
    from order_cost_centres where is_of_order";

/// An order that waits and one that was handed over in part, both on one cost centre.
fn rows(engine: Engine) -> Vec<String> {
    let id = |byte: u8| {
        let id = Uuid::from_bytes([byte; 16]);
        if engine == Engine::Sqlite { format!("x'{}'", id.simple()) } else { format!("'{id}'") }
    };
    let (now, hash) = if engine == Engine::Sqlite { ("1", "x'00'") } else { ("now()", "'\\x00'") };
    let [customer, contact, centre, waits, sent] = [1, 2, 3, 4, 5].map(id);
    let order = |order: &str, number: i64, status: &str, net: i64| {
        format!(
            "insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, status,
                company, attention, street, postcode, town, net, vat, total, placed_at)
            values ({customer}, {order}, {number}, {order}, {hash}, {contact}, 'unrestricted', '{status}', '', '', '', '', '', {net}, 0, {net}, {now})"
        )
    };
    let charge = |order: &str, closed_at: &str, net: &str| {
        format!(
            "insert into order_cost_centres (customer_id, order_id, cost_centre_id, number, name, closed_at, net)
            values ({customer}, {order}, {centre}, '100', 'Empfang', {closed_at}, {net})"
        )
    };
    vec![
        format!(
            "insert into customers (id, number, name, street, postcode, town, created_at)
            values ({customer}, 10001, 'Muster AG', '', '', '', {now})"
        ),
        format!(
            "insert into contacts (customer_id, id, salutation, first_name, last_name, email, language, approval, created_at)
            values ({customer}, {contact}, 'neutral', 'Eva', 'Muster', '', 'de', 'approver', {now})"
        ),
        format!(
            "insert into cost_centres (customer_id, id, number, name, approver_id)
            values ({customer}, {centre}, '200', 'Umbenannt', {contact})"
        ),
        order(&waits, 1001, "waiting", 2000),
        order(&sent, 1002, "handed_over", 1000),
        charge(&waits, "null", "null"),
        charge(&sent, now, "900"),
    ]
}

async fn orders_keep_their_cost_centres_once_lines_have_their_own(engine: Engine) {
    let database = database(engine);
    if let Some(file) = database.url.strip_prefix("sqlite:") {
        File::create(file).expect("the folder can be written");
    }
    fill(engine, &database.url).await;
    let store = Store::open(&database.url, Arc::new(Timestamp::now)).await.expect("opens");
    store.migrate().await.expect("migrates");
    let peek = Peek::open(&database.url).await;
    let kept = ["100 Empfang: 1000 ordered, 900 paid", "100 Empfang: 2000 ordered, nothing paid"];
    assert_eq!(peek.texts(KEPT).await, kept);
    assert_eq!(peek.number("select count(*) from order_cost_centres where closed_at is null").await, 1);
}

/// Makes the schema as it was, and puts the rows in.
async fn fill(engine: Engine, url: &str) {
    let folder = if engine == Engine::Sqlite { "../migrations/sqlite" } else { "../migrations/postgres" };
    let steps = Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).await.expect("the steps can be read");
    let before = Peek::open(url).await;
    match &before {
        Peek::Sqlite(pool) => steps.run_to(BEFORE, pool).await.expect("migrates"),
        Peek::Postgres(pool) => steps.run_to(BEFORE, pool).await.expect("migrates"),
    }
    for row in rows(engine) {
        before.execute(&row).await.expect("it fits");
    }
    match before {
        Peek::Sqlite(pool) => pool.close().await,
        Peek::Postgres(pool) => pool.close().await,
    }
}

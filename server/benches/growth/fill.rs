//! Fills a database with orders of one approver, orders of somebody else that wait for that approver, and colleagues. As where people
//! order, ids and numbers grow with time, and what waits lies between the rest.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use testbed::Engine;

/// How much there is.
#[derive(Clone, Copy)]
pub struct Size {
    /// The approver's own, which are closed.
    pub orders: u32,
    /// The ones that wait.
    pub waiting: u32,
    pub contacts: u32,
}

/// What differs from engine to engine.
struct Dialect {
    /// An id that begins with the milliseconds of row `n` of `count`, as those of the product do.
    id: fn(u32) -> String,
    /// The instant of that row: the rows are a millisecond apart, the last one is made now.
    at: fn(u32) -> String,
}

const SQLITE: Dialect = Dialect {
    id: |count| format!("unhex(printf('%012x', unixepoch() * 1000 - {count} + n) || hex(randomblob(10)))"),
    at: |count| format!("(unixepoch() * 1000 - {count} + n) * 1000"),
};
const POSTGRES: Dialect = Dialect {
    id: |count| {
        let milliseconds = format!("cast(extract(epoch from now()) * 1000 as bigint) - {count} + n");
        format!("cast(lpad(to_hex({milliseconds}), 12, '0') || substr(md5(random()::text), 1, 20) as uuid)")
    },
    at: |count| format!("now() - ({count} - n) * interval '1 millisecond'"),
};

/// Each new order is like one of the demo's, with one line.
fn statements(dialect: &Dialect, size: Size) -> Vec<String> {
    let numbers = |count: u32| format!("with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {count})");
    let approver = "(select customer_id, contact_id from logins where user_name_key = 'freigeber@muster.example')";
    let orderer = "(select contact_id from logins where user_name_key = 'permanent@muster.example')";
    let Size { orders, waiting, contacts } = size;
    let all = orders + waiting;
    let (id, at) = ((dialect.id)(all), (dialect.at)(all));
    let waits = format!("cast(n as bigint) * {waiting} % {all} < {waiting}");
    vec![
        format!(
            "insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status, company,
                attention, street, postcode, town, net, vat, total, placed_at, closed_at)
            {} select a.customer_id, {id}, 1000000 + n, {id}, o.request_hash, case when {waits} then b.contact_id else a.contact_id end, 'unrestricted',
                case when {waits} then a.contact_id end, case when {waits} then 'waiting' else 'withdrawn' end, o.company,
                o.attention, o.street, o.postcode, o.town, 1000, 81, 1081, {at}, case when not {waits} then {at} end
            from numbers, {approver} a, {orderer} b, (select * from orders order by number limit 1) o",
            numbers(all)
        ),
        "insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review)
        select o.customer_id, o.id, 1, l.article_id, l.article_number, l.name, l.unit, l.price, 1,
            case when o.status = 'waiting' then 'every_order' end
        from orders o, (select * from order_lines order by article_number limit 1) l where o.number > 1000000"
            .to_owned(),
        format!(
            "insert into contacts (customer_id, id, salutation, first_name, last_name, email, language, approval, created_at)
            {} select a.customer_id, {}, 'mr', 'Noah', 'Neu ' || n, 'neu' || n || '@muster.example', 'de', 'unrestricted', {}
            from numbers, {approver} a",
            numbers(contacts),
            (dialect.id)(contacts),
            (dialect.at)(contacts),
        ),
        "analyze".to_owned(),
    ]
}

/// Fills the database at this address.
pub async fn fill(engine: Engine, url: &str, size: Size) {
    match engine {
        Engine::Sqlite => {
            let mut database = SqliteConnection::connect(url).await.expect("the database can be opened");
            for statement in statements(&SQLITE, size) {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut database).await.expect("the rows fit");
            }
        }
        Engine::Postgres => {
            let mut database = PgConnection::connect(url).await.expect("the database can be opened");
            for statement in statements(&POSTGRES, size) {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut database).await.expect("the rows fit");
            }
        }
    }
}

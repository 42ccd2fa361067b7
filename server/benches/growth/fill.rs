//! Fills a database with orders of one approver, orders of somebody else that wait for that approver, and colleagues.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use testbed::Engine;

/// How much there is.
#[derive(Clone, Copy)]
pub struct Size {
    pub orders: u32,
    /// How many of the orders wait.
    pub waiting: u32,
    pub contacts: u32,
}

/// What differs from engine to engine.
struct Dialect {
    id: &'static str,
    now: &'static str,
    statistics: &'static str,
}

const SQLITE: Dialect = Dialect { id: "randomblob(16)", now: "unixepoch() * 1000000 - n", statistics: "analyze" };
const POSTGRES: Dialect = Dialect { id: "gen_random_uuid()", now: "now() - n * interval '1 millisecond'", statistics: "analyze" };

/// Each new order is like one of the demo's, with one line.
fn statements(dialect: &Dialect, size: Size) -> Vec<String> {
    let Dialect { id, now, statistics } = dialect;
    let numbers = |count: u32| format!("with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {count})");
    let approver = "(select customer_id, contact_id from logins where user_name_key = 'freigeber@muster.example')";
    let orderer = "(select contact_id from logins where user_name_key = 'permanent@muster.example')";
    let (orders, waiting, contacts) = (size.orders, size.waiting, size.contacts);
    vec![
        format!(
            "insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status, company,
                attention, street, postcode, town, net, vat, total, placed_at, closed_at)
            {} select a.customer_id, {id}, 1000000 + n, {id}, o.request_hash, case when n <= {waiting} then b.contact_id else a.contact_id end, 'unrestricted',
                case when n <= {waiting} then a.contact_id end, case when n <= {waiting} then 'waiting' else 'withdrawn' end, o.company,
                o.attention, o.street, o.postcode, o.town, 1000, 81, 1081, {now}, case when n > {waiting} then {now} end
            from numbers, {approver} a, {orderer} b, (select * from orders order by number limit 1) o",
            numbers(orders)
        ),
        "insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review)
        select o.customer_id, o.id, 1, l.article_id, l.article_number, l.name, l.unit, l.price, 1,
            case when o.status = 'waiting' then 'every_order' end
        from orders o, (select * from order_lines order by article_number limit 1) l where o.number > 1000000"
            .to_owned(),
        format!(
            "insert into contacts (customer_id, id, salutation, first_name, last_name, email, language, approval, created_at)
            {} select a.customer_id, {id}, 'mr', 'Noah', 'Neu ' || n, 'neu' || n || '@muster.example', 'de', 'unrestricted', {now}
            from numbers, {approver} a",
            numbers(contacts)
        ),
        (*statistics).to_owned(),
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

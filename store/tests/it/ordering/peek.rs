//! A look past the store at the rows themselves.

use domain::{
    OrderId, OrderStatus, ReviewReason, SupplyOrderId, SupplyStatus, Verdict,
    order::{self, LineState},
};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, error::DatabaseError};
use uuid::Uuid;

pub enum Peek {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs a query on whichever engine it is.
macro_rules! ask {
    ($peek:expr, $query:expr, $method:ident) => {
        match $peek {
            Self::Sqlite(pool) => $query.$method(pool).await.map_err(|error| error.to_string()),
            Self::Postgres(pool) => $query.$method(pool).await.map_err(|error| error.to_string()),
        }
    };
}

type StatusRow = (Uuid, String, bool, Option<String>, Option<String>, Option<String>);

const STATUSES: &str = "
    select o.id, o.status, w.order_id is not null, s.status, l.review, case when r.position is null then d.verdict else 'rejected' end
    from orders o
    join order_lines l on l.customer_id = o.customer_id and l.order_id = o.id and l.until is null
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join overrulings r on r.customer_id = l.customer_id and r.order_id = l.order_id and r.position = l.position
    left join withdrawals w on w.customer_id = o.customer_id and w.order_id = o.id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    order by o.id, l.position";

const WRONG_CHARGES: &str = "
    select count(*) from order_cost_centres t
    join orders o on o.customer_id = t.customer_id and o.id = t.order_id
    left join supply_orders s on s.customer_id = t.customer_id and s.order_id = t.order_id
    where coalesce(t.closed_at = o.closed_at, t.closed_at is null and o.closed_at is null) is not true
        or coalesce(t.net, -1) <> coalesce((
            select sum(g.price * g.quantity) from supply_order_lines g
            where g.customer_id = s.customer_id and g.supply_order_id = s.id
                and coalesce(g.cost_centre, s.cost_centre) = t.number || ' ' || t.name
        ), -1)
        or t.ordered <> coalesce((
            select sum(l.price * l.quantity) from order_lines l
            left join order_line_cost_centres p on p.customer_id = l.customer_id and p.order_id = l.order_id and p.position = l.position
            where l.customer_id = t.customer_id and l.order_id = t.order_id and l.until is null
                and (p.cost_centre_id = t.cost_centre_id or (p.cost_centre_id is null and t.is_of_order))
        ), 0)";

impl Peek {
    pub async fn open(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            Self::Sqlite(SqlitePool::connect(url).await.expect("opens"))
        } else {
            Self::Postgres(PgPool::connect(url).await.expect("opens"))
        }
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        ask!(self, sqlx::query_scalar(AssertSqlSafe(sql)), fetch_one).expect("a number")
    }

    /// The numbers that a query gives.
    pub async fn numbers(&self, sql: &str) -> Vec<i64> {
        ask!(self, sqlx::query_scalar(AssertSqlSafe(sql)), fetch_all).expect("numbers")
    }

    /// The texts that a query gives, sorted.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let mut texts: Vec<String> = ask!(self, sqlx::query_scalar(AssertSqlSafe(sql)), fetch_all).expect("texts");
        texts.sort();
        texts
    }

    /// What the supplier has received of an order.
    pub async fn supply_order_of(&self, order: OrderId) -> Option<SupplyOrderId> {
        let sql = "select id from supply_orders where order_id = $1";
        let id: Option<Uuid> = ask!(self, sqlx::query_scalar(sql).bind(order.0), fetch_optional).expect("a look-up");
        id.map(SupplyOrderId)
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        self.number(&format!("select count(*) from {table}")).await
    }

    /// How many rows each table has that placing and deciding write.
    pub async fn counts(&self) -> Vec<(&'static str, i64)> {
        let mut counts = Vec::new();
        for table in [
            "orders",
            "order_lines",
            "decisions",
            "alternatives",
            "revocations",
            "retractions",
            "comments",
            "withdrawals",
            "reminders",
            "order_revisions",
            "order_splits",
            "supply_orders",
            "supply_order_lines",
            "audit_entries",
            "outbox_mails",
            "carts",
            "cart_lines",
            "order_cost_centres",
            "cart_cost_centres",
            "order_line_cost_centres",
            "cart_line_cost_centres",
        ] {
            counts.push((table, self.count(table).await));
        }
        counts
    }

    /// Runs a statement; the error in the engine's words.
    pub async fn execute(&self, sql: &str) -> Result<(), String> {
        match self {
            Self::Sqlite(pool) => sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(drop).map_err(|error| error.to_string()),
            Self::Postgres(pool) => sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(drop).map_err(|error| error.to_string()),
        }
    }

    /// Runs a statement on Postgres under the supplier's role; the error is the engine's code.
    pub async fn as_supplier(&self, sql: &str) -> Result<(), String> {
        let Self::Postgres(pool) = self else { panic!("this engine knows no roles") };
        let mut tx = pool.begin().await.expect("begins");
        sqlx::query("set local role freigabe_supplier").execute(&mut *tx).await.expect("a role");
        let result = sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await;
        result.map(drop).map_err(|error| error.as_database_error().and_then(DatabaseError::code).unwrap_or_default().into())
    }

    /// The mails about orders, as `kind to address`, sorted.
    pub async fn mails(&self) -> Vec<String> {
        let sql = "
            select m.notice, c.email from outbox_mails m join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id
            where m.order_id is not null";
        let rows: Vec<(String, String)> = ask!(self, sqlx::query_as(sql), fetch_all).expect("mails");
        let mut mails: Vec<_> = rows.iter().map(|(notice, email)| format!("{} to {email}", kind_of(notice))).collect();
        mails.sort();
        mails
    }

    /// The content of the mails of one kind.
    pub async fn notices(&self, kind: &str) -> Vec<String> {
        let rows: Vec<String> = ask!(self, sqlx::query_scalar("select notice from outbox_mails"), fetch_all).expect("mails");
        rows.into_iter().filter(|notice| kind_of(notice) == kind).collect()
    }

    /// Recomputes the status of every order from its rows, and what its cost centres pay for.
    pub async fn assert_statuses_hold(&self) {
        assert_eq!(self.number(WRONG_CHARGES).await, 0, "orders that end otherwise than their cost centres know");
        let rows: Vec<StatusRow> = ask!(self, sqlx::query_as(STATUSES), fetch_all).expect("rows");
        for lines in rows.chunk_by(|one, other| one.0 == other.0) {
            let (id, stored, is_withdrawn, supply, ..) = &lines[0];
            let states: Vec<_> = lines.iter().map(state).collect();
            let derived = order::status(&states, *is_withdrawn, supply.as_deref().map(word::<SupplyStatus>));
            assert_eq!(word::<OrderStatus>(stored), derived, "order {id}");
            let is_at_supplier =
                matches!(derived, OrderStatus::HandedOver | OrderStatus::Accepted | OrderStatus::Shipped | OrderStatus::Delivered);
            assert_eq!(supply.is_some(), is_at_supplier, "order {id}");
        }
    }
}

fn state((_, _, _, _, review, verdict): &StatusRow) -> LineState {
    LineState { review: review.as_deref().map(word::<ReviewReason>), verdict: verdict.as_deref().map(word::<Verdict>) }
}

fn word<T: std::str::FromStr<Err = domain::Problem>>(word: &str) -> T {
    word.parse().expect("a known word")
}

fn kind_of(notice: &str) -> String {
    let notice: serde_json::Value = serde_json::from_str(notice).expect("JSON");
    notice["kind"].as_str().expect("a kind").to_owned()
}

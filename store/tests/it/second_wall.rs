//! The second wall, on Postgres: what the database refuses by itself, whatever the queries ask.

use crate::ordering::{Company, Portal};
use domain::ApprovalKind::{AlwaysReview, Unrestricted};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{collections::BTreeSet, sync::Arc};
use store::{OpenError, Store};
use testbed::{Cluster, Engine};

const TABLES: &str = "select tablename::text from pg_tables where schemaname = 'public' order by 1";

/// Tables that name a customer and those that hang on a login: the rows of customers.
const OF_CUSTOMERS: &str = "
    select distinct t.relname::text from pg_class t join pg_attribute a on a.attrelid = t.oid
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
        and (a.attname in ('customer_id', 'contact_id', 'login_id') or t.relname = 'customers')";

const BEHIND_THE_WALL: &str = "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity";

/// A portal with two companies that have everything, and a connection of a server that owns nothing.
struct Stage {
    portal: Portal,
    companies: [Company; 2],
    server: PgConnection,
}

impl Stage {
    async fn set() -> Self {
        let portal = Portal::open(Engine::Postgres).await;
        let companies = [portal.company("muster").await, portal.company("beispiel").await];
        for company in &companies {
            portal.agree(company, &["A1"]).await;
            let reviewed = portal.employ(company, "immer", AlwaysReview).await;
            let free = portal.employ(company, "frei", Unrestricted).await;
            portal.place(&reviewed, &["A1", "A2"]).await;
            portal.place(&free, &["A1"]).await;
            portal.fill(&free, &[("A3", 1)]).await;
        }
        let server = PgConnection::connect(&portal.server_url()).await.expect("a connection");
        Self { portal, companies, server }
    }

    async fn texts(&mut self, sql: &'static str) -> BTreeSet<String> {
        sqlx::query_scalar::<_, String>(sql).fetch_all(&mut self.server).await.expect("an answer").into_iter().collect()
    }

    /// How many rows of the table the customer's role sees, and how many of them are another customer's.
    async fn seen(&mut self, table: &str, customer: Option<usize>) -> (i64, i64) {
        let named = customer.map(|index| self.companies[index].id);
        let column = if table == "customers" { "id" } else { "customer_id" };
        let foreign = named.map_or_else(|| "true".to_owned(), |id| format!("{column} <> '{id}'"));
        let mut tx = self.server.begin().await.expect("a transaction");
        sqlx::query("set local role freigabe_customer").execute(&mut *tx).await.expect("the role may be taken");
        if let Some(id) = named {
            sqlx::query(AssertSqlSafe(format!("set local freigabe.customer = '{id}'"))).execute(&mut *tx).await.expect("set");
        }
        let count = format!("select count(*), count(*) filter (where {foreign}) from {table}");
        sqlx::query_as(AssertSqlSafe(count)).fetch_one(&mut *tx).await.expect("granted")
    }
}

fn is_refused<T>(result: Result<T, sqlx::Error>) -> bool {
    matches!(result, Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42501"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_has_no_right_of_its_own() {
    let mut stage = Stage::set().await;
    for table in stage.texts(TABLES).await {
        let read = sqlx::query(AssertSqlSafe(format!("select 1 from {table}"))).fetch_all(&mut stage.server).await;
        assert_eq!(is_refused(read), table != "_sqlx_migrations", "{table}");
        let deleted = sqlx::query(AssertSqlSafe(format!("delete from {table}"))).execute(&mut stage.server).await;
        assert!(is_refused(deleted), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_of_a_customer_stands_behind_the_wall() {
    let mut stage = Stage::set().await;
    let (tables, walled) = (stage.texts(OF_CUSTOMERS).await, stage.texts(BEHIND_THE_WALL).await);
    assert!(tables.len() > 15, "{tables:?}");
    assert_eq!(tables, walled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_role_sees_that_customer_and_nobody_else() {
    let mut stage = Stage::set().await;
    for table in [
        "customers",
        "contacts",
        "logins",
        "assortment_articles",
        "carts",
        "cart_lines",
        "order_numbers",
        "orders",
        "order_lines",
        "supply_orders",
        "supply_order_lines",
        "audit_heads",
        "audit_entries",
        "outbox_mails",
    ] {
        for customer in [0, 1] {
            let (seen, foreign) = stage.seen(table, Some(customer)).await;
            assert!(seen > 0 && foreign == 0, "{table}: {seen}, of which {foreign} are foreign");
        }
        assert_eq!(stage.seen(table, None).await, (0, 0), "{table}, without a customer");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_role_writes_nothing_of_another() {
    let mut stage = Stage::set().await;
    let (own, foreign) = (stage.companies[0].id, stage.companies[1].id);
    let mut tx = stage.server.begin().await.expect("a transaction");
    for step in ["set local role freigabe_customer".to_owned(), format!("set local freigabe.customer = '{own}'")] {
        sqlx::query(AssertSqlSafe(step)).execute(&mut *tx).await.expect("set");
    }
    for (statement, rows) in [
        (format!("update contacts set first_name = 'x' where customer_id = '{foreign}'"), 0),
        (format!("update orders set status = 'released' where customer_id = '{foreign}'"), 0),
        (format!("delete from cart_lines where customer_id = '{foreign}'"), 0),
        ("update contacts set first_name = 'x'".to_owned(), 3),
    ] {
        let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut *tx).await.expect("granted");
        assert_eq!(done.rows_affected(), rows, "{statement}");
    }
    let given = format!("update contacts set customer_id = '{foreign}'");
    assert!(is_refused(sqlx::query(AssertSqlSafe(given)).execute(&mut *tx).await));
}

/// As the README tells operators to do it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_the_owner_nor_the_server_need_be_superuser() {
    let cluster = Cluster::start(false);
    let mut superuser = PgConnection::connect(cluster.url()).await.expect("a connection");
    for step in ["create role freigabe_owner login createrole", "create database freigabe owner freigabe_owner"] {
        sqlx::query(step).execute(&mut superuser).await.expect("created");
    }
    let (_, place) = cluster.url().split_once('@').expect("a user");
    let url = |user: &str| format!("postgres://{user}@{}", place.replace("/postgres", "/freigabe"));
    let owner = Store::open(&url("freigabe_owner"), Arc::new(Timestamp::now)).await.expect("opens");
    owner.migrate().await.expect("migrates");
    sqlx::query("create role freigabe_portal login in role freigabe_server").execute(&mut superuser).await.expect("created");

    owner.create_supplier("Liefer AG").await.expect("a supplier");
    let server = Store::open(&url("freigabe_portal"), Arc::new(Timestamp::now)).await.expect("opens");
    for store in [&owner, &server] {
        store.migrate().await.expect("the schema is the present one");
        assert_eq!(store.supplier_name().await.expect("an answer").as_deref(), Some("Liefer AG"));
        assert!(store.claim_mails(1).await.expect("an answer").is_empty());
    }
    assert!(server.create_supplier("Andere AG").await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_owns_nothing_leaves_the_schema_to_its_owner() {
    let stage = Stage::set().await;
    let store = Store::open(&stage.portal.server_url(), Arc::new(Timestamp::now)).await.expect("opens");
    store.migrate().await.expect("the schema is the present one");
    stage
        .portal
        .peek
        .execute("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
        .await
        .expect("deleted");
    let refused = store.migrate().await.expect_err("an older schema");
    assert!(matches!(refused, OpenError::OtherSchema), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suppliers_reads_run_under_its_own_role() {
    let portal = Portal::open(Engine::Postgres).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    portal.peek.execute("revoke select on supply_orders from freigabe_supplier").await.expect("revoked");
    assert!(portal.store.supply_orders(&portal.supplier, None, None, 10).await.is_err());
    assert!(portal.store.supply_order(&portal.supplier, rows[0].id).await.is_err());
    assert!(portal.store.supply_counts(&portal.supplier).await.is_err());
    // The writing role is another one, and it does not stay in the pool as the supplier's.
    portal.place(&orderer, &["A1"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suppliers_role_is_refused_on_everything_that_knows_of_orders() {
    let portal = Portal::open(Engine::Postgres).await;
    for table in [
        "orders",
        "order_lines",
        "order_numbers",
        "decisions",
        "withdrawals",
        "audit_heads",
        "audit_entries",
        "outbox_mails",
        "contacts",
        "logins",
        "sessions",
        "carts",
        "cart_lines",
        "form_drafts",
        "supply_numbers",
    ] {
        let refused = portal.peek.as_supplier(&format!("select count(*) from {table}")).await;
        assert_eq!(refused.expect_err(table), "42501", "{table}");
    }
    for table in ["supply_orders", "supply_order_lines"] {
        portal.peek.as_supplier(&format!("select count(*) from {table}")).await.expect("granted");
        let written = portal.peek.as_supplier(&format!("delete from {table}")).await;
        assert_eq!(written.expect_err(table), "42501", "{table}");
    }
}

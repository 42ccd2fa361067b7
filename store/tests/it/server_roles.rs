//! Who signs in to Postgres: the owner of the tables, the server, and the roles that it takes.

use crate::ordering::Portal;
use domain::ApprovalKind::Unrestricted;
use futures::{FutureExt, future::join_all};
use jiff::Timestamp;
use sqlx::{Connection, PgConnection};
use std::{sync::Arc, time::Duration};
use store::{OpenError, Store};
use testbed::{Cluster, Engine};

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
    a_role_that_was_taken_away_leaves_no_trace(&mut superuser, &server).await;
}

/// Its connections are good again the moment the role is back.
async fn a_role_that_was_taken_away_leaves_no_trace(superuser: &mut PgConnection, server: &Store) {
    for (change, works) in [("revoke freigabe_entrance from freigabe_server", false), ("grant freigabe_entrance to freigabe_server", true)]
    {
        sqlx::query(change).execute(&mut *superuser).await.expect("changed");
        for _ in 0..5 {
            assert_eq!(server.supplier_name().await.is_ok(), works, "{change}");
            assert_eq!(server.ping().await.is_ok(), works, "{change}");
        }
    }
}

const END_ALL: &str = "
    select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/// As a restart of the database or of something in between does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_after_connections_were_ended_notices_nothing() {
    let portal = Portal::open(Engine::Postgres).await;
    let mut other = PgConnection::connect(portal.url()).await.expect("a connection");
    for _ in 0..3 {
        let asked = join_all((0..4).map(|_| portal.store.supplier_name())).await;
        assert!(asked.iter().all(Result::is_ok), "{asked:?}");
        sqlx::query(END_ALL).execute(&mut other).await.expect("ended");
        assert!(portal.store.supplier_name().await.is_ok());
        portal.store.create_supplier("Liefer AG").await.expect("nothing to do");
    }
}

const INSIDE: &str = "
    select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";

/// As monitoring does that has little patience: what it began would stay open on a connection that nobody asks anything.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_and_hangs_up_leaves_no_transaction_open() {
    let portal = Portal::open(Engine::Postgres).await;
    let mut other = PgConnection::connect(portal.url()).await.expect("a connection");
    let answered = join_all((0..8).map(|_| portal.store.ping())).await;
    assert!(answered.iter().all(Result::is_ok), "{answered:?}");
    for _ in 0..8 {
        drop(portal.store.ping().now_or_never());
    }
    let until_none_is_left = async { while sqlx::query_scalar::<_, i64>(INSIDE).fetch_one(&mut other).await.expect("an answer") > 0 {} };
    tokio::time::timeout(Duration::from_secs(5), until_none_is_left).await.expect("none stays open");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_owns_nothing_leaves_the_schema_to_its_owner() {
    let portal = Portal::open(Engine::Postgres).await;
    let store = Store::open(&portal.server_url(), Arc::new(Timestamp::now)).await.expect("opens");
    store.migrate().await.expect("the schema is the present one");
    portal.peek.execute("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)").await.expect("deleted");
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
        "order_cost_centres",
        "order_line_cost_centres",
        "cost_centres",
        "decisions",
        "alternatives",
        "recalls",
        "withdrawals",
        "reminders",
        "revocations",
        "retractions",
        "comments",
        "order_revisions",
        "order_splits",
        "order_waits",
        "nudges",
        "escalations",
        "absences",
        "standing_releases",
        "audit_heads",
        "audit_entries",
        "outbox_mails",
        "contacts",
        "logins",
        "sessions",
        "second_factors",
        "recovery_codes",
        "recovery_seeds",
        "carts",
        "cart_lines",
        "cart_cost_centres",
        "cart_line_cost_centres",
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

//! The second wall, on Postgres: what the database refuses by itself, whatever the queries ask.

use crate::{
    ordering::{Company, Portal, order_form},
    second_factor::{confirmed, offered},
    sign_in::who,
};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    OrderId, Patience, Rappen,
    Verdict::Released,
};
use jiff::SignedDuration;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::collections::BTreeSet;
use store::{NewSession, Orderer, RevisedLine, Revising};
use testbed::Engine;

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
            let patience = Patience { remind_after: Some(1), escalate_after: None };
            portal.store.set_patience(&company.boss, patience).await.expect("set");
            let waits = portal.place(&reviewed, &["A1", "A2"]).await.order_id;
            portal.pass(SignedDuration::from_hours(24));
            for due in portal.store.due_waits(10).await.expect("a list") {
                assert!(portal.store.nudge(due).await.expect("reminded"));
            }
            portal.store.remind(&reviewed, waits, None).await.expect("reminded");
            portal.store.comment(&reviewed, waits, 0, "Es eilt.".into()).await.expect("written");
            portal.decide(&company.boss, waits, &[(1, Released)]).await.expect("decided");
            let decided_at = portal.store.now();
            portal.store.take_back(&company.boss, waits, 1, decided_at).await.expect("taken back");
            revise(&portal, &reviewed, waits).await;
            let [centre, other] = [portal.cost_centre(company, "4711", None).await, portal.cost_centre(company, "4712", None).await];
            portal.place_charged(&free, Some(centre), &[("A1", 1, None), ("A2", 1, Some(other))]).await;
            let next = portal.charged(&free, Some(centre), &[("A3", 1, Some(other))]).await;
            portal.store.save_order_form(&free, order_form(&next, Some(centre))).await.expect("kept");
            sign_in_and_ask_for_a_password(&portal, &free, &format!("{}.frei", company.key)).await;
            set_up_a_factor(&portal, company.key.as_bytes()[0]).await;
        }
        let server = PgConnection::connect(&portal.server_url()).await.expect("a connection");
        Self { portal, companies, server }
    }

    async fn texts(&mut self, sql: &'static str) -> BTreeSet<String> {
        sqlx::query_scalar::<_, String>(sql).fetch_all(&mut self.server).await.expect("an answer").into_iter().collect()
    }

    /// How many rows of a table that hangs on logins or contacts the customer's role sees, and how many it should.
    async fn seen_by_key(&mut self, table: &str, key: &str, customer: usize) -> (i64, i64) {
        let id = self.companies[customer].id;
        let keys = if key == "login_id" { "select id from logins" } else { "select id from contacts" };
        let own = format!("select count(*) from {table} where {key} in ({keys} where customer_id = '{id}')");
        let mut tx = self.server.begin().await.expect("a transaction");
        for step in ["set local role freigabe_customer".to_owned(), format!("set local freigabe.customer = '{id}'")] {
            sqlx::query(AssertSqlSafe(step)).execute(&mut *tx).await.expect("set");
        }
        let seen = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(&mut *tx).await.expect("granted");
        (seen, self.portal.peek.numbers(&own).await[0])
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

/// Leaves a row in the table of changes.
async fn revise(portal: &Portal, orderer: &Orderer, order: OrderId) {
    let removed = RevisedLine { position: 1, quantity: 0, price: Rappen(0) };
    let revising = Revising { version: 1, level: 0, lines: vec![removed], added: vec![], seen: String::new(), note: None };
    portal.store.revise(orderer, order, revising).await.expect("changed");
}

/// Leaves a row in each table that hangs on a login or a contact.
async fn sign_in_and_ask_for_a_password(portal: &Portal, orderer: &Orderer, user_name: &str) {
    let secret = portal.store.login_secret(user_name).await.expect("a look-up").expect("a login");
    let mark = user_name.as_bytes()[0];
    let session = NewSession { token_hash: [mark; 32], is_remembered: false, user_agent: String::new(), device_hash: [mark; 32] };
    portal.store.open_session(secret, user_name, session).await.expect("opened");
    portal.store.request_password(user_name).await.expect("asked");
    portal.store.claim_mails(100).await.expect("claimed");
    portal.store.save_draft([mark; 32], "form", Some(orderer.contact_id().into()), "{}".into(), None).await.expect("saved");
}

/// Leaves a row in each table of second factors.
async fn set_up_a_factor(portal: &Portal, mark: u8) {
    let (owner, phone) = offered(portal, who(portal, [mark; 32]).await.expect("signed in")).await;
    confirmed(portal, &owner, &phone, [mark; 32]).await;
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
        "cart_cost_centres",
        "cart_line_cost_centres",
        "cost_centres",
        "order_cost_centres",
        "order_line_cost_centres",
        "order_numbers",
        "orders",
        "order_lines",
        "reminders",
        "order_waits",
        "nudges",
        "order_revisions",
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
    for (table, key) in [
        ("sessions", "login_id"),
        ("known_devices", "login_id"),
        ("password_requests", "login_id"),
        ("password_codes", "login_id"),
        ("form_drafts", "contact_id"),
        ("second_factors", "login_id"),
        ("recovery_codes", "login_id"),
        ("recovery_seeds", "login_id"),
    ] {
        for customer in [0, 1] {
            let (seen, own) = stage.seen_by_key(table, key, customer).await;
            assert!(seen == own && own > 0, "{table}: {seen} seen, {own} are the customer's");
        }
    }
}

/// What the other roles may not do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_lets_in_and_who_sends_mails_may_do_no_more_than_that() {
    let mut stage = Stage::set().await;
    for (role, statement) in [
        ("freigabe_entrance", "select 1 from orders"),
        ("freigabe_entrance", "select 1 from audit_entries"),
        ("freigabe_entrance", "select 1 from outbox_mails"),
        ("freigabe_entrance", "update contacts set approval = 'approver'"),
        ("freigabe_entrance", "update logins set user_name_key = 'x'"),
        ("freigabe_entrance", "update release_keys set expires_at = now()"),
        ("freigabe_post", "select password_hash from logins"),
        ("freigabe_post", "select 1 from orders"),
        ("freigabe_post", "select 1 from sessions"),
        ("freigabe_post", "select 1 from password_codes"),
        ("freigabe_post", "select secret from second_factors"),
        ("freigabe_post", "select key_hash from release_keys"),
        ("freigabe_post", "select name from customers"),
        ("freigabe_post", "select approver_id from absences"),
        ("freigabe_post", "update absences set tell_at = null"),
        ("freigabe_supplier", "select 1 from release_keys"),
        ("freigabe_supplier", "select 1 from second_factors"),
        ("freigabe_supplier", "update suppliers set name = 'x'"),
        ("freigabe_customer", "update suppliers set freight = null"),
        ("freigabe_entrance", "update suppliers set freight = null"),
    ] {
        let mut tx = stage.server.begin().await.expect("a transaction");
        sqlx::query(AssertSqlSafe(format!("set local role {role}"))).execute(&mut *tx).await.expect("the role may be taken");
        assert!(is_refused(sqlx::query(statement).execute(&mut *tx).await), "{role}: {statement}");
    }
    let mut tx = stage.server.begin().await.expect("a transaction");
    sqlx::query("set local role freigabe_entrance").execute(&mut *tx).await.expect("the role may be taken");
    let set = sqlx::query("update logins set password_hash = 'x'").execute(&mut *tx).await.expect("granted");
    assert_eq!(set.rows_affected(), 1, "of the supplier's person, and of no contact");
    for statement in ["update second_factors set secret = ''", "delete from second_factors", "delete from recovery_codes"] {
        let done = sqlx::query(statement).execute(&mut *tx).await.expect("granted");
        assert_eq!(done.rows_affected(), 0, "contacts' factors are not the entrance's to change: {statement}");
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

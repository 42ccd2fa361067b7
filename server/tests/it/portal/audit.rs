//! `freigabe audit verify`, as the operator runs it against records that somebody with all rights has changed.

use crate::support::{TestApp, desk, desk::REVIEWED};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::process::{Command, Output, Stdio};
use testbed::{Engine, both_engines};

both_engines!(
    records_that_nobody_touched_hold,
    every_way_to_change_a_record_is_named_and_fails_the_command,
    an_export_proves_later_what_was_there,
);

/// Somebody who can do everything with the database.
struct Intruder(Engine, String);

impl Intruder {
    async fn of(engine: Engine, app: &TestApp) -> Self {
        let intruder = Self(engine, app.database_url().to_owned());
        let locks: &[&str] = match engine {
            Engine::Sqlite => &["drop trigger audit_entries_stay_unchanged", "drop trigger audit_entries_stay"],
            Engine::Postgres => &["drop trigger audit_entries_stay on audit_entries"],
        };
        for sql in locks {
            intruder.execute(sql).await;
        }
        intruder
    }

    async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match self.0 {
            Engine::Sqlite => {
                let mut database = SqliteConnection::connect(&self.1).await.expect("the database can be opened");
                sqlx::query(sql).execute(&mut database).await.map(drop)
            }
            Engine::Postgres => {
                let mut database = PgConnection::connect(&self.1).await.expect("the database can be opened");
                sqlx::query(sql).execute(&mut database).await.map(drop)
            }
        };
        done.expect("the intruder can do it");
    }
}

/// What a portal keeps in sight of the operator's command.
fn verify(app: &TestApp, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_freigabe"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FREIGABE_")) {
        command.env_remove(name);
    }
    let command = command.env("FREIGABE_DATA", app.data()).env("FREIGABE_DATABASE", app.database_url()).env("RUST_LOG", "off");
    command.args(["audit", "verify"]).args(more).stdin(Stdio::null()).output().expect("the binary can be run")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

async fn records_that_nobody_touched_hold(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let output = verify(&app, &[]);
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{said}{complained}");
    for customer in ["Muster Treuhand AG", "Beispiel Bau AG"] {
        let line = said.lines().find(|line| line.contains(customer)).unwrap_or_else(|| panic!("{customer} in {said}"));
        assert!(line.contains("entries hold; the last one is "), "{line}");
    }
}

/// The customer Muster Treuhand AG.
const MUSTER: &str = "(select id from customers where name = 'Muster Treuhand AG')";

async fn every_way_to_change_a_record_is_named_and_fails_the_command(engine: Engine) {
    let ways: [(&[&str], &str); 6] = [
        (
            &["update audit_entries set event = replace(event, 'order_placed', 'order_rejected') where customer_id = M and number = 40"],
            "was changed",
        ),
        (&["delete from audit_entries where customer_id = M and number = 40"], "entry 40 is missing"),
        (
            &[
                "update audit_entries set number = -1 where customer_id = M and number = 40",
                "update audit_entries set number = 40 where customer_id = M and number = 41",
                "update audit_entries set number = 41 where customer_id = M and number = -1",
            ],
            "entry 40 does not follow from the one before it",
        ),
        (&["delete from audit_entries where customer_id = M and number > 50"], "the end was cut off"),
        (
            &[
                "delete from audit_entries where customer_id = M and number > 50",
                "update audit_heads set last_number = 50, last_hash =
                    (select hash from audit_entries where customer_id = M and number = 50) where customer_id = M",
            ],
            "and does not say of order ",
        ),
        (&["update audit_heads set last_number = last_number + 1 where customer_id = M"], "its head says something else"),
    ];
    for (statements, expected) in ways {
        let app = TestApp::with_demo(engine).await;
        let intruder = Intruder::of(engine, &app).await;
        for statement in statements {
            // The event at 40 may be of another kind: a comment in it is an edit just as well.
            let statement = statement.replace("'order_placed', 'order_rejected'", "'{', '{ '").replace("= M", &format!("= {MUSTER}"));
            intruder.execute(&statement).await;
        }
        let output = verify(&app, &[]);
        let said = text(&output.stdout);
        let muster = said.lines().find(|line| line.contains("Muster Treuhand AG")).unwrap_or_default();
        assert!(muster.contains("BROKEN") && muster.contains(expected), "{statements:?}: {said}");
        assert!(said.lines().any(|line| line.contains("Beispiel Bau AG") && line.contains("hold")), "{said}");
        assert_eq!(output.status.code(), Some(1), "{statements:?}");
        assert!(text(&output.stderr).contains("1 of 2 records are not as they were written"), "{}", text(&output.stderr));
    }
}

async fn an_export_proves_later_what_was_there(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(REVIEWED).await;
    let order = desk::order(&orderer, &[(desk::PAPER, 1)]).await;
    let export = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await.body;
    let command = export.lines().find_map(|line| line.strip_prefix("freigabe audit verify --known ")).expect("it says how to check");
    desk::order(&orderer, &[(desk::PENS, 1)]).await;
    let checked = verify(&app, &["--known", command]);
    assert!(checked.status.success(), "{}{}", text(&checked.stdout), text(&checked.stderr));

    // Whoever writes a whole new record that holds in itself cannot meet what was printed.
    let other = format!("{}{}", &command[..command.len() - 64], "0".repeat(64));
    let checked = verify(&app, &["--known", &other]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked.stdout).contains("is not the one that was known"), "{}", text(&checked.stdout));
    assert_eq!(verify(&app, &["--known", "1:1:0123456789abcdef"]).status.code(), Some(1), "there is no such customer");
    assert_eq!(verify(&app, &["--known", "unlesbar"]).status.code(), Some(2));
}

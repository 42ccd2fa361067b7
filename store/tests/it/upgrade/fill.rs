//! Databases as earlier versions of the portal left them.

use super::record::{self, Entry, actor};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, migrate::Migrator, sqlite::SqliteConnectOptions};
use std::collections::BTreeMap;
use testbed::{Engine, TestDatabase};
use uuid::Uuid;

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Rows that a schema of this step, and of each one after it, can hold.
struct Part {
    step: i64,
    rows: &'static str,
    record: &'static [Entry],
}

const PARTS: [Part; 4] = [
    Part { step: 1, rows: include_str!("rows/0001.sql"), record: record::OF_0001 },
    Part { step: 18, rows: include_str!("rows/0018.sql"), record: record::OF_0018 },
    Part { step: 25, rows: include_str!("rows/0025.sql"), record: record::OF_0025 },
    Part { step: 28, rows: include_str!("rows/0028.sql"), record: record::OF_0028 },
];

/// A database whose schema has come to `step` and no further, with rows in each of its tables.
pub async fn filled(engine: Engine, step: i64) -> TestDatabase {
    let database = testbed::database(engine);
    let parts = || PARTS.iter().filter(|part| part.step <= step);
    let rows: Vec<_> = parts().map(|part| part.rows).collect();
    let script = format!("begin;\n{}\n{}\ncommit;", rows.join("\n"), chains(parts().flat_map(|part| part.record)));
    let script = sqlx::raw_sql(AssertSqlSafe(spelled(engine, &script)));
    match engine {
        Engine::Sqlite => {
            let options: SqliteConnectOptions = database.url.parse().expect("a URL");
            let pool = SqlitePool::connect_with(options.create_if_missing(true)).await.expect("opens");
            SQLITE.run_to(step, &pool).await.expect("migrates");
            script.execute(&pool).await.expect("filled");
            pool.close().await;
        }
        Engine::Postgres => {
            let pool = PgPool::connect(&database.url).await.expect("opens");
            POSTGRES.run_to(step, &pool).await.expect("migrates");
            script.execute(&pool).await.expect("filled");
            pool.close().await;
        }
    }
    database
}

/// The id that stands as `ID(…)` in the rows.
pub fn id(number: u8) -> Uuid {
    Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
}

/// The statements that write the entries, each into the chain of its customer, and the ends of the chains.
fn chains<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let mut ends: BTreeMap<u8, (i64, Vec<u8>)> = BTreeMap::new();
    let mut statements = Vec::new();
    for entry in entries {
        let (last, previous) = ends.remove(&entry.0).unwrap_or_else(|| (0, vec![0; 32]));
        let (number, hash) = (last + 1, digest(entry, last + 1, &previous));
        statements.push(append(entry, number, (&previous, &hash)));
        ends.insert(entry.0, (number, hash));
    }
    let end = |(customer, (number, hash)): (u8, (i64, Vec<u8>))| {
        format!("insert into audit_heads (customer_id, last_number, last_hash) values (ID({customer:02x}), {number}, HEX({}));", hex(&hash))
    };
    statements.extend(ends.into_iter().map(end));
    statements.join("\n")
}

fn append((customer, order, who, event, at): &Entry, number: i64, (previous, hash): (&[u8], &[u8])) -> String {
    let ((kind, name), optional) = (actor(*who), |id: u8| if id == 0 { "null".to_owned() } else { format!("ID({id:02x})") });
    format!(
        "insert into audit_entries
            (customer_id, number, order_id, actor_kind, actor_id, actor_name, event, happened_at, previous_hash, hash)
        values (ID({customer:02x}), {number}, {}, '{kind}', {}, '{name}', '{event}', AT({at}), HEX({}), HEX({}));",
        optional(*order),
        optional(*who),
        hex(previous),
        hex(hash),
    )
}

/// As it has been since the first schema: over the hash before and the columns as a JSON list. Were it another one, no chain that
/// somebody has would hold any more.
fn digest((customer, order, who, event, at): &Entry, number: i64, previous: &[u8]) -> Vec<u8> {
    let ((kind, name), optional) = (actor(*who), |number: u8| (number > 0).then(|| id(number)));
    let columns = (id(*customer), number, optional(*order), (kind, optional(*who), name), event, instant(at).as_microsecond());
    let columns = serde_json::to_vec(&columns).expect("JSON");
    Sha256::new().chain_update(previous).chain_update(columns).finalize().to_vec()
}

/// The rows are written once for both engines. What each spells its own way stands there like a call: `ID(61)`, and `TEXT(61)` within
/// JSON, `AT(2026-03-02T08:00:00Z)`, `HEX(…)`, and `HASH(a1)` for that byte 32 times.
fn spelled(engine: Engine, script: &str) -> String {
    let bytes = |hex: &str| match engine {
        Engine::Sqlite => format!("x'{hex}'"),
        Engine::Postgres => format!(r"'\x{hex}'::bytea"),
    };
    let key = |number: &str| match engine {
        Engine::Sqlite => bytes(&id_of(number).simple().to_string()),
        Engine::Postgres => format!("'{}'::uuid", id_of(number)),
    };
    let at = |at: &str| match engine {
        Engine::Sqlite => instant(at).as_microsecond().to_string(),
        Engine::Postgres => format!("'{at}'::timestamptz"),
    };
    let script = replaced(script, "TEXT(", |number| id_of(number).to_string());
    let script = replaced(&script, "ID(", key);
    let script = replaced(&script, "AT(", at);
    let script = replaced(&script, "HASH(", |byte| bytes(&byte.repeat(32)));
    replaced(&script, "HEX(", bytes)
}

/// Each of these calls in other words.
fn replaced(script: &str, call: &str, words: impl Fn(&str) -> String) -> String {
    let mut parts = script.split(call);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        let (argument, after) = part.split_once(')').expect("a call ends");
        before + &words(argument) + after
    })
}

/// There is one supplier, whose id is the same in each portal.
fn id_of(number: &str) -> Uuid {
    if number == "supplier" { Uuid::from_u128(1) } else { id(u8::from_str_radix(number, 16).expect("a byte")) }
}

fn instant(at: &str) -> Timestamp {
    at.parse().expect("an instant")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

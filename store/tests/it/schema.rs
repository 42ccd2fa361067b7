//! The two schemas are the same, each in its engine's types.

use crate::ordering::Peek;
use jiff::Timestamp;
use std::sync::Arc;
use store::Store;
use testbed::{Engine, TestDatabase};

/// One question about the schema, asked in each engine's words; both answer with one line a fact.
struct Question {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Question {
    /// The facts of this database, sorted.
    async fn ask(&self, url: &str) -> Vec<String> {
        let sql = if url.starts_with("sqlite:") { self.sqlite } else { self.postgres };
        Peek::open(url).await.texts(sql).await
    }
}

const COLUMNS: Question = Question {
    sqlite: r#"
        select m.name || '.' || c.name || ' ' || lower(c.type) || case c."notnull" when 1 then ' not null' else '' end
        from sqlite_schema m join pragma_table_info(m.name) c
        where m.type in ('table', 'view') and m.name <> '_sqlx_migrations' and m.name not glob 'sqlite_*'"#,
    postgres: "
        select table_name || '.' || column_name || ' '
            || case when data_type in ('uuid', 'bytea') then 'blob'
                when data_type in ('bigint', 'boolean', 'timestamp with time zone') then 'integer'
                when data_type in ('text', 'date') then 'text'
                else data_type end
            || case is_nullable when 'NO' then ' not null' else '' end
        from information_schema.columns
        where table_schema = 'public' and table_name <> '_sqlx_migrations'",
};

const PRIMARY_KEYS: Question = Question {
    sqlite: "
        select m.name || ' (' || group_concat(c.name, ', ' order by c.pk) || ')'
        from sqlite_schema m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name <> '_sqlx_migrations' and c.pk > 0 group by m.name",
    postgres: "
        select k.conrelid::regclass::text || ' (' || string_agg(a.attname, ', ' order by c.place) || ')'
        from pg_constraint k
        cross join lateral unnest(k.conkey) with ordinality as c (number, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number
        where k.contype = 'p' and k.connamespace = 'public'::regnamespace and k.conrelid <> '_sqlx_migrations'::regclass
        group by k.oid, k.conrelid",
};

const FOREIGN_KEYS: Question = Question {
    sqlite: r#"
        select m.name || ' (' || group_concat(f."from", ', ' order by f.seq) || ') -> ' || f."table"
            || ' (' || group_concat(f."to", ', ' order by f.seq) || ') on delete ' || lower(f.on_delete)
        from sqlite_schema m join pragma_foreign_key_list(m.name) f
        where m.type = 'table' group by m.name, f.id"#,
    postgres: "
        select k.conrelid::regclass::text || ' (' || string_agg(a.attname, ', ' order by c.place) || ') -> '
            || k.confrelid::regclass::text || ' (' || string_agg(b.attname, ', ' order by c.place) || ') on delete '
            || case k.confdeltype when 'a' then 'no action' when 'c' then 'cascade' else k.confdeltype::text end
        from pg_constraint k
        cross join lateral unnest(k.conkey, k.confkey) with ordinality as c (own, other, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.own
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = c.other
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        group by k.oid, k.conrelid, k.confrelid, k.confdeltype",
};

const INDEXES: Question = Question {
    sqlite: r#"
        select m.name || ' (' || group_concat(c.name, ', ' order by c.seqno) || ')'
            || case i."unique" when 1 then ' unique' else '' end || case i.partial when 1 then ' partial' else '' end
        from sqlite_schema m join pragma_index_list(m.name) i join pragma_index_info(i.name) c
        where m.type = 'table' and m.name <> '_sqlx_migrations' and i.origin <> 'pk' group by m.name, i.name"#,
    postgres: "
        select i.indrelid::regclass::text || ' (' || string_agg(a.attname, ', ' order by c.place) || ')'
            || case when i.indisunique then ' unique' else '' end || case when i.indpred is null then '' else ' partial' end
        from pg_index i
        join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and t.relname <> '_sqlx_migrations'
        cross join lateral unnest(i.indkey::int2[]) with ordinality as c (number, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = c.number
        where not i.indisprimary group by i.indexrelid, i.indrelid, i.indisunique, i.indpred is null",
};

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    assert_same(&COLUMNS).await;
}

#[tokio::test]
async fn both_engines_have_the_same_primary_keys() {
    assert_same(&PRIMARY_KEYS).await;
}

#[tokio::test]
async fn both_engines_have_the_same_foreign_keys() {
    assert_same(&FOREIGN_KEYS).await;
}

#[tokio::test]
async fn both_engines_have_the_same_indexes() {
    assert_same(&INDEXES).await;
}

async fn assert_same(question: &Question) {
    let (sqlite, postgres) = (migrated(Engine::Sqlite).await, migrated(Engine::Postgres).await);
    let (of_sqlite, of_postgres) = (question.ask(&sqlite.url).await, question.ask(&postgres.url).await);
    let only_in = |one: &[String], other: &[String]| one.iter().filter(|line| !other.contains(line)).cloned().collect::<Vec<_>>();
    assert_eq!((only_in(&of_sqlite, &of_postgres), only_in(&of_postgres, &of_sqlite)), (vec![], vec![]), "(only SQLite, only Postgres)");
    assert!(of_sqlite.len() == of_postgres.len() && of_sqlite.len() > 10, "a fact is missing or told twice: {of_sqlite:?}");
}

/// All that there is to tell of the schema of a database.
pub async fn told(url: &str) -> Vec<Vec<String>> {
    let mut facts = Vec::new();
    for question in [&COLUMNS, &PRIMARY_KEYS, &FOREIGN_KEYS, &INDEXES] {
        facts.push(question.ask(url).await);
    }
    facts
}

/// An empty database with the schema of this version.
pub async fn migrated(engine: Engine) -> TestDatabase {
    let database = testbed::database(engine);
    let store = Store::open(&database.url, Arc::new(Timestamp::now)).await.expect("opens");
    store.migrate().await.expect("migrates");
    store.close().await;
    database
}

/// Customers could live in different databases (docs/scaling.md): no row of one names a row of another.
#[tokio::test]
async fn what_belongs_to_a_customer_names_its_customer_in_every_key() {
    let database = migrated(Engine::Sqlite).await;
    let (keys, columns) = (FOREIGN_KEYS.ask(&database.url).await, COLUMNS.ask(&database.url).await);
    let belongs = |table: &str| columns.iter().any(|column| column.starts_with(&format!("{table}.customer_id ")));
    let mut between = 0;
    for key in &keys {
        let (from, to) = key.split_once(" -> ").expect("a key leads somewhere");
        let table = |side: &str| side.split(' ').next().unwrap_or_default().to_owned();
        if belongs(&table(from)) && belongs(&table(to)) {
            between += 1;
            assert!(from.contains("(customer_id, ") && to.contains("(customer_id, "), "{key}");
        }
    }
    assert!(between > 10, "{between} of {keys:?}");
}

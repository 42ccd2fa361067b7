//! Statements with the values of several rows, on either engine.

#[cfg(debug_assertions)]
use super::SEEN;

/// How many rows one statement inserts where there may be any number: engines bound the number of its parameters.
pub(crate) const MOST_ROWS: usize = 1_000;

/// Notes the form for one row of a statement with the values of several.
#[cfg(debug_assertions)]
pub(crate) fn note_rows(head: &str, columns: usize, tail: &str) {
    let values: Vec<_> = (1..=columns).map(|column| format!("${column}")).collect();
    let sql = format!("{head}values ({}){tail}", values.join(", "));
    if let Ok(mut seen) = SEEN.lock()
        && !seen.contains(sql.as_str())
    {
        seen.insert(sql.leak());
    }
}

/// Inserts several rows, at least one, by one statement: `insert_rows!(tx, "insert into t (a, b) ", rows, |row| [row.a, row.b])`.
/// With `, Row, "returning …"` after that, it gives a row for each, in no order.
macro_rules! insert_rows {
    ($tx:expr, $head:expr, $rows:expr, |$row:pat_param| [$($bind:expr),* $(,)?]) => {
        $crate::engine::with_rows!($tx, [$head, ""], $rows, |$row| [$($bind),*])
    };
    ($tx:expr, $head:expr, $rows:expr, |$row:pat_param| [$($bind:expr),* $(,)?], $kind:ty, $returning:literal) => {
        $crate::engine::fetch_with_rows!($tx, $kind, [$head, $returning], $rows, |$row| [$($bind),*])
    };
}

/// Runs one statement that has the values of several rows, at least one, between its two parts:
/// `with_rows!(tx, ["with t (a, b) as (", ") update …"], rows, |row| [row.a, row.b])`. The first value of the first row is `$1`: where it
/// is the customer, the end says `customer_id = $1` as every other statement does.
macro_rules! with_rows {
    ($tx:expr, $parts:expr, $rows:expr, |$row:pat_param| [$($bind:expr),* $(,)?]) => {{
        let [head, tail] = $parts;
        let end = $tx.end_of_rows(tail);
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => {
                $crate::engine::rows!(sqlx::Sqlite, head, $rows, |$row| [$($bind),*], tail, end).build().execute(&mut **tx).await.map(drop)
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                $crate::engine::rows!(sqlx::Postgres, head, $rows, |$row| [$($bind),*], tail, end).build().execute(&mut **tx).await.map(drop)
            }
        }
    }};
}

/// What such a statement gives: `fetch_with_rows!(tx, Row, ["with t (a, b) as (", ") select …"], rows, |row| [row.a, row.b])`.
macro_rules! fetch_with_rows {
    ($tx:expr, $kind:ty, $parts:expr, $rows:expr, |$row:pat_param| [$($bind:expr),* $(,)?]) => {{
        let [head, tail] = $parts;
        let end = $tx.end_of_rows(tail);
        match &mut $tx.engine {
            $crate::engine::EngineTx::Sqlite(tx) => {
                let mut query = $crate::engine::rows!(sqlx::Sqlite, head, $rows, |$row| [$($bind),*], tail, end);
                query.build_query_as::<$kind>().fetch_all(&mut **tx).await
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                let mut query = $crate::engine::rows!(sqlx::Postgres, head, $rows, |$row| [$($bind),*], tail, end);
                query.build_query_as::<$kind>().fetch_all(&mut **tx).await
            }
        }
    }};
}

/// A statement with the values of several rows between its beginning and its end: as that is written, and as it is run.
macro_rules! rows {
    ($engine:ty, $head:expr, $rows:expr, |$row:pat_param| [$($bind:expr),*], $tail:expr, $end:expr) => {{
        #[cfg(debug_assertions)]
        $crate::engine::note_rows($head, [$(stringify!($bind)),*].len(), $tail);
        let mut query = sqlx::QueryBuilder::<$engine>::new($head);
        query.push_values($rows, |mut values, $row| { $(values.push_bind($bind);)* });
        query.push($end);
        query
    }};
}

pub(crate) use {fetch_with_rows, insert_rows, rows, with_rows};

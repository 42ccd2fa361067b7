//! A value of any column, as the engine itself writes it.

use sqlx::{
    Column, Encode, Postgres, Row, Sqlite, Type, TypeInfo, ValueRef,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgRow, PgTypeInfo},
    sqlite::{SqliteArgumentsBuffer, SqliteRow, SqliteTypeInfo},
};

/// A value that can be read from one row and bound to the next statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, in SQLite.
    Null,
    /// A number in SQLite.
    Integer(i64),
    /// A text in SQLite.
    Text(String),
    /// Bytes in SQLite.
    Blob(Vec<u8>),
    /// Any value in Postgres, in its binary form.
    Native(PgTypeInfo, Option<Vec<u8>>),
}

/// A row, by the names of its columns.
pub type Cells = Vec<(String, Cell)>;

/// The value of a column.
///
/// # Panics
/// When there is no such column.
pub fn cell<'c>(row: &'c Cells, column: &str) -> &'c Cell {
    row.iter().find(|(name, _)| name == column).map_or_else(|| panic!("no column {column}"), |(_, cell)| cell)
}

pub fn of_sqlite(row: &SqliteRow) -> Cells {
    let value = |column: usize| {
        let raw = row.try_get_raw(column).expect("the column is there");
        // Nothing has the type of its column.
        match raw.type_info().name() {
            _ if raw.is_null() => Cell::Null,
            "INTEGER" => Cell::Integer(row.get(column)),
            "TEXT" => Cell::Text(row.get(column)),
            "BLOB" => Cell::Blob(row.get(column)),
            other => panic!("a column of type {other}"),
        }
    };
    row.columns().iter().map(|column| (column.name().to_owned(), value(column.ordinal()))).collect()
}

pub fn of_postgres(row: &PgRow) -> Cells {
    let value = |column: usize| {
        let raw = row.try_get_raw(column).expect("the column is there");
        let bytes = (!raw.is_null()).then(|| raw.as_bytes().expect("it is not null").to_vec());
        Cell::Native(raw.type_info().into_owned(), bytes)
    };
    row.columns().iter().map(|column| (column.name().to_owned(), value(column.ordinal()))).collect()
}

impl Type<Sqlite> for Cell {
    fn type_info() -> SqliteTypeInfo {
        <Vec<u8> as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Cell {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(value) => Encode::<Sqlite>::encode_by_ref(value, buffer),
            Self::Text(value) => Encode::<Sqlite>::encode_by_ref(value, buffer),
            Self::Blob(value) => Encode::<Sqlite>::encode_by_ref(value, buffer),
            Self::Native(..) => Err("a value of Postgres".into()),
        }
    }
}

impl Type<Postgres> for Cell {
    fn type_info() -> PgTypeInfo {
        <Vec<u8> as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Cell {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Native(_, Some(bytes)) => {
                buffer.extend_from_slice(bytes);
                Ok(IsNull::No)
            }
            Self::Native(_, None) => Ok(IsNull::Yes),
            _ => Err("a value of SQLite".into()),
        }
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        match self {
            Self::Native(kind, _) => Some(kind.clone()),
            _ => None,
        }
    }
}

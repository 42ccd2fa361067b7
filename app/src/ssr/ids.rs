//! Identifiers and instants from addresses and forms. An identifier that cannot be read is answered like one that does not exist.

use crate::AppError;
use domain::OrderId;
use jiff::Timestamp;
use store::Stamp;

/// The order that a text names.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn order_id(text: &str) -> Result<OrderId, AppError> {
    parse(text)
}

/// The identifier that a text names.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn parse<I: std::str::FromStr>(text: &str) -> Result<I, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The instant that a text names in microseconds.
#[must_use]
pub fn stamp(micros: &str) -> Option<Stamp> {
    Timestamp::from_microsecond(micros.parse().ok()?).ok().map(Stamp::new)
}

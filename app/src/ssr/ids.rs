//! Identifiers from addresses and forms. One that cannot be read is answered like one that does not exist.

use crate::AppError;
use domain::OrderId;

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

//! Asking for the cart as it is now.

use crate::{
    AppError,
    live::quietly,
    shop::cart::api::{CartData, RemovedQuery, load_cart},
    show::AgainQuery,
};
use std::time::Duration;

/// How soon the cart is asked for again by the clock when that has failed.
pub(super) const AGAIN: Duration = Duration::from_mins(1);
/// What was done here has led elsewhere before it can come back as news.
pub(super) const A_MOMENT: Duration = Duration::from_millis(300);

/// Who wants the cart as it is now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    ByHand,
    /// The page itself, without anybody's doing: because of the time, or since it has heard of something.
    ByTheClock,
}

pub(super) async fn load(asked: Asked) -> Result<CartData, AppError> {
    let answer = load_cart(RemovedQuery::default(), AgainQuery::default());
    match asked {
        Asked::ByHand => answer.await,
        Asked::ByTheClock => quietly(answer).await,
    }
}

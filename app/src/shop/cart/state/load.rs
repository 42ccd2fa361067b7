//! Asking for the cart as it is now.

use crate::{
    AppError,
    live::quietly,
    shop::cart::api::{CartData, RemovedQuery, load_cart},
    show::AgainQuery,
};

/// Who wants the cart as it is now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    ByHand,
    /// The page itself, without anybody's doing.
    ByTheClock,
}

pub(super) async fn load(asked: Asked) -> Result<CartData, AppError> {
    let answer = load_cart(RemovedQuery::default(), AgainQuery::default());
    match asked {
        Asked::ByHand => answer.await,
        Asked::ByTheClock => quietly(answer).await,
    }
}

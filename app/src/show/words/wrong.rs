//! What went wrong, in words.

use crate::{AppError, Refused, text};
use domain::Language;

/// What went wrong, as the headline of a summary or page.
pub fn error(l: Language, error: &AppError) -> String {
    match error {
        AppError::SignedOut => text::errors::signed_out(l).into(),
        AppError::NotFound => text::errors::not_found(l).into(),
        AppError::Invalid(problems) if problems.len() == 1 => text::errors::one_field(l).into(),
        AppError::Invalid(problems) => text::errors::many_fields(l, problems.len()),
        AppError::Refused(refused) => refused.words.clone(),
        AppError::BadRequest => text::errors::bad_request(l).into(),
        AppError::Offline => text::errors::offline(l).into(),
        AppError::Unavailable => text::errors::unavailable(l).into(),
        AppError::Internal => text::errors::internal(l).into(),
    }
}

/// What to do about it.
pub fn advice(l: Language, error: &AppError) -> String {
    if let AppError::Refused(Refused { advice: Some(advice), .. }) = error {
        return advice.clone();
    }
    let advice = match error {
        AppError::SignedOut => text::errors::signed_out_advice(l),
        AppError::NotFound => text::errors::not_found_advice(l),
        AppError::Offline | AppError::Unavailable => text::errors::unavailable_advice(l),
        _ => text::errors::internal_advice(l),
    };
    advice.into()
}

//! Who asks. Every server function begins with one of these.

use super::request::{PageRequest, page_request};
use crate::AppError;
use store::{Approver, Caller, FactorOwner, Need, Orderer, Pending, SupplierPerson};

/// Whoever is signed in.
///
/// # Errors
/// [`AppError::SignedOut`].
pub fn caller() -> Result<Caller, AppError> {
    page_request().and_then(|request| request.caller).ok_or(AppError::SignedOut)
}

/// Whoever has given the password and owes the code of a second factor.
///
/// # Errors
/// [`AppError::SignedOut`], or [`AppError::NotFound`] for whoever owes none.
pub fn at_the_door() -> Result<Pending, AppError> {
    match page_request() {
        Some(PageRequest { pending: Some(pending), .. }) if pending.need() == Need::Code => Ok(pending),
        Some(PageRequest { caller: Some(_), .. }) => Err(AppError::NotFound),
        _ => Err(AppError::SignedOut),
    }
}

/// Whoever may set up their second factor: whoever is signed in, or would be if they had one.
///
/// # Errors
/// [`AppError::SignedOut`].
pub fn factor_owner() -> Result<FactorOwner, AppError> {
    let request = page_request().ok_or(AppError::SignedOut)?;
    let pending = || request.pending.as_ref().and_then(Pending::factor_owner);
    request.caller.clone().map(FactorOwner::from).or_else(pending).ok_or(AppError::SignedOut)
}

/// Whether whoever sets up their second factor has just typed the password at the door.
pub fn has_just_signed_in() -> bool {
    page_request().and_then(|request| request.pending).is_some_and(|pending| pending.is_fresh())
}

/// The contact who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`], or [`AppError::NotFound`] for the supplier, who must not learn what is here.
pub fn orderer() -> Result<Orderer, AppError> {
    match caller()? {
        Caller::Contact(orderer) => Ok(orderer),
        Caller::Supplier(_) => Err(AppError::NotFound),
    }
}

/// The approver who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`], or [`AppError::NotFound`] for everybody else.
pub fn approver() -> Result<Approver, AppError> {
    orderer()?.approver().ok_or(AppError::NotFound)
}

/// The person of the supplier who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`], or [`AppError::NotFound`] for contacts.
pub fn supplier() -> Result<SupplierPerson, AppError> {
    match caller()? {
        Caller::Supplier(person) => Ok(person),
        Caller::Contact(_) => Err(AppError::NotFound),
    }
}

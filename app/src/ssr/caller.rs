//! Who asks. Every server function begins with one of these.

use super::request::page_request;
use crate::AppError;
use store::{Approver, Caller, Orderer, SupplierPerson};

/// Whoever is signed in.
///
/// # Errors
/// [`AppError::SignedOut`].
pub fn caller() -> Result<Caller, AppError> {
    page_request().and_then(|request| request.caller).ok_or(AppError::SignedOut)
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

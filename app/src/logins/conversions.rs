//! What the store gives, turned into what the screens show.

use super::{
    api::{ContactForm, LoginRow},
    limits_api::LimitsForm,
};
use crate::{AppError, Refusal, show::PersonForm};
use domain::{ContactId, Limits, Problem, Rappen};
use store::{ContactData, ContactRefusal, ContactRow, LimitsRefusal};

impl From<ContactRow> for LoginRow {
    fn from(row: ContactRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            job_title: row.job_title,
            user_name: row.user_name,
            approval: row.approval,
            approver: row.approver_name,
            has_second_factor: row.has_second_factor,
            is_self: row.is_self,
        }
    }
}

impl From<ContactData> for ContactForm {
    fn from(data: ContactData) -> Self {
        let person = PersonForm {
            salutation: data.salutation.word().into(),
            first_name: data.first_name,
            last_name: data.last_name,
            email: data.email,
            phone: data.phone.unwrap_or_default(),
            job_title: data.job_title.unwrap_or_default(),
        };
        let approver = data.approver_id.map(|id| id.to_string()).unwrap_or_default();
        Self { person, language: data.language.word().into(), approval: data.approval.word().into(), approver }
    }
}

impl From<LimitsRefusal> for AppError {
    fn from(refusal: LimitsRefusal) -> Self {
        match refusal {
            LimitsRefusal::UnknownApprover => Self::field("over_limit_approver", Problem::Required),
            // The page of an approver offers none.
            LimitsRefusal::IsApprover => Self::BadRequest,
            LimitsRefusal::NotUsed => Self::refused(&Refusal::LimitsNotUsed),
            LimitsRefusal::Stuck(stuck) => stuck.into(),
        }
    }
}

impl LimitsForm {
    /// What stands in the form at first.
    pub(super) fn of(id: ContactId, limits: Limits, approver: Option<ContactId>) -> Self {
        let typed = |amount: Option<Rappen>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        Self {
            id: id.to_string(),
            per_order: typed(limits.per_order),
            per_month: typed(limits.per_month),
            over_limit_approver: approver.map(|id| id.to_string()).unwrap_or_default(),
        }
    }
}

impl From<ContactRefusal> for AppError {
    fn from(refusal: ContactRefusal) -> Self {
        match refusal {
            ContactRefusal::UserNameTaken => Self::field("user_name", Problem::Taken),
            ContactRefusal::UnknownApprover => Self::field("approver", Problem::Unknown),
            ContactRefusal::UnknownSuccessor => Self::field("successor", Problem::Unknown),
            ContactRefusal::SuccessorOrdered => Self::field("successor", Problem::OwnOrders),
            ContactRefusal::SuccessorNeeded(dependants) => Self::refused(&Refusal::SuccessorNeeded(dependants)),
            ContactRefusal::SuccessorReleased => Self::field("successor", Problem::HasReleased),
            ContactRefusal::SuccessorBelow => Self::field("successor", Problem::StandsBelow),
            ContactRefusal::FourEyes => Self::refused(&Refusal::FourEyesNeedTwo),
            ContactRefusal::LastApprover => Self::refused(&Refusal::LastApprover),
            ContactRefusal::Stuck(stuck) => stuck.into(),
        }
    }
}

//! The mail about a new login. It never holds the password.

use super::Content;
use app::text::mail;
use domain::{ApprovalKind, Language};

/// What is told of a new login.
pub(super) struct NewLogin<'n> {
    pub(super) customer: &'n str,
    pub(super) user_name: &'n str,
    pub(super) created_by: &'n str,
    pub(super) approval: ApprovalKind,
    pub(super) approver: Option<&'n str>,
}

pub(super) fn created(l: Language, login: &NewLogin<'_>) -> Content {
    let mut facts = vec![(mail::fact_user_name(l), login.user_name.to_owned())];
    facts.extend(login.approver.map(|approver| (mail::fact_approver(l), approver.to_owned())));
    Content {
        subject: mail::login_subject(l, login.customer),
        heading: mail::login_heading(l),
        paragraphs: vec![
            mail::login_created(l, login.created_by, login.customer),
            rights(l, login.approval).into(),
            mail::login_password(l).into(),
        ],
        facts,
        tables: Vec::new(),
        label: mail::login_button(l),
        path: "/anmelden".into(),
    }
}

fn rights(l: Language, approval: ApprovalKind) -> &'static str {
    match approval {
        ApprovalKind::Unrestricted => mail::login_unrestricted(l),
        ApprovalKind::Approver => mail::login_approver(l),
        ApprovalKind::AlwaysReview => mail::login_always_review(l),
        ApprovalKind::ReviewOutsideAssortment => mail::login_review_outside(l),
    }
}

//! Mails about logins. None ever holds a password.

use super::Content;
use app::text::mail;
use domain::{
    ApprovalKind, Language,
    notice::{FactorChange, LoginChange},
};

/// What is told of a new login.
pub(super) struct NewLogin<'n> {
    pub(super) customer: &'n str,
    pub(super) user_name: &'n str,
    pub(super) created_by: &'n str,
    pub(super) approval: ApprovalKind,
    pub(super) approver: Option<&'n str>,
    pub(super) is_invited: bool,
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
            if login.is_invited { mail::login_invited(l) } else { mail::login_password(l) }.into(),
        ],
        facts,
        tables: Vec::new(),
        label: if login.is_invited { mail::login_invited_button(l) } else { mail::login_button(l) },
        path: if login.is_invited { "/passwort" } else { "/anmelden" }.into(),
    }
}

/// The mail with the link to a new password. Whoever did not ask for it has nothing to do.
pub(super) fn forgotten(l: Language, user_name: &str) -> Content {
    Content {
        subject: mail::forgotten_subject(l).into(),
        heading: mail::forgotten_heading(l),
        paragraphs: vec![mail::forgotten_link(l).into(), mail::forgotten_nothing(l).into()],
        facts: vec![(mail::fact_user_name(l), user_name.to_owned())],
        tables: Vec::new(),
        label: mail::forgotten_button(l),
        path: "/passwort".into(),
    }
}

/// The mail to whoever must hear that their second factor changed.
pub(super) fn second_factor(l: Language, user_name: &str, change: FactorChange, by: Option<&str>) -> Content {
    let (heading, what) = match (change, by) {
        (FactorChange::SetUp, _) => (mail::factor_subject_set_up(l), mail::factor_set_up(l).into()),
        (FactorChange::Removed, None) => (mail::factor_subject_removed(l), mail::factor_removed(l).into()),
        (FactorChange::Removed, Some(by)) => (mail::factor_subject_removed(l), mail::factor_removed_by(l, by)),
        (FactorChange::RecoveryCodeUsed, _) => (mail::factor_subject_recovery(l), mail::factor_recovery(l).into()),
        (FactorChange::CodesRenewed, _) => (mail::factor_subject_renewed(l), mail::factor_renewed(l).into()),
        (FactorChange::Guessed, _) => (mail::factor_subject_guessed(l), mail::factor_guessed(l).into()),
    };
    Content {
        subject: heading.into(),
        heading,
        paragraphs: vec![what, mail::factor_take_back(l).into()],
        facts: vec![(mail::fact_user_name(l), user_name.to_owned())],
        tables: Vec::new(),
        label: mail::factor_new_password(l),
        path: "/passwort-vergessen".into(),
    }
}

/// The mail to whoever must hear that somebody else has changed their password, or the address to which mails go.
pub(super) fn changed(l: Language, user_name: &str, change: &LoginChange, by: &str) -> Content {
    let facts = vec![(mail::fact_user_name(l), user_name.to_owned())];
    match change {
        LoginChange::Password => Content {
            subject: mail::changed_password_subject(l, by),
            heading: mail::changed_password_heading(l),
            paragraphs: vec![mail::changed_password(l, by), mail::changed_password_unknown(l).into()],
            facts,
            tables: Vec::new(),
            label: mail::factor_new_password(l),
            path: "/passwort-vergessen".into(),
        },
        LoginChange::Address { .. } => Content {
            subject: mail::changed_address_subject(l, by),
            heading: mail::changed_address_heading(l),
            paragraphs: vec![mail::changed_address(l, by), mail::changed_address_unknown(l, by)],
            facts,
            tables: Vec::new(),
            label: mail::changed_address_button(l),
            path: "/konto/profil".into(),
        },
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

//! Server functions of mails that did not arrive. Approvers see those of their company, the supplier those it may know of.

use crate::{AppError, json::Lean, live::QuietClient, time::When};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A mail that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The mail.
    pub id: String,
    /// The recipient's name.
    pub recipient: String,
    /// The recipient's address.
    pub email: String,
    /// What the mail is about or, for the supplier, whose mail it is.
    pub about: String,
    /// Why the last attempt failed.
    pub problem: Option<String>,
    /// When it was caused.
    pub caused: When,
    /// Whether it is not tried any more.
    pub is_given_up: bool,
    /// How many attempts have failed.
    pub attempts: i64,
}

/// Which mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailForm {
    /// The mail.
    pub id: String,
}

/// The company's mails that did not arrive.
#[server(endpoint = "load_mails", client = QuietClient, output = Lean)]
pub async fn load_mails() -> Result<Vec<Mail>, AppError> {
    use crate::ssr::{answer, approver};
    let approver = answer(approver())?;
    answer(mails_of_company(&approver).await)
}

/// The mails to customers that did not arrive, as far as the supplier may know of them.
#[server(endpoint = "load_customer_mails", client = QuietClient, output = Lean)]
pub async fn load_customer_mails() -> Result<Vec<Mail>, AppError> {
    use crate::ssr::{answer, supplier};
    let person = answer(supplier())?;
    answer(mails_of_customers(&person).await)
}

/// Has a mail tried again at once; the answer is the list as it is then.
#[server(endpoint = "send_mail_again", output = Lean)]
pub async fn send_mail_again(form: MailForm) -> Result<Vec<Mail>, AppError> {
    use crate::ssr::{answer, caller, parse};
    let caller = answer(caller())?;
    let id = answer(parse(&form.id))?;
    answer(send_again(&caller, id).await)
}

#[cfg(feature = "ssr")]
use on_the_server::{mails_of_company, mails_of_customers, send_again};

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::Mail;
    use crate::{
        AppError,
        show::words,
        ssr::{approver, request_language, store, when},
        text::mails as text,
    };
    use domain::{
        Language,
        notice::{LoginChange, Notice},
    };
    use store::{Approver, Caller, MailState, SupplierPerson, UndeliveredMail};
    use uuid::Uuid;

    pub async fn mails_of_company(approver: &Approver) -> Result<Vec<Mail>, AppError> {
        let l = request_language();
        let subject = |mail: &UndeliveredMail| mail.notice.as_ref().map(|notice| about(l, notice)).unwrap_or_default();
        let mails = store().undelivered_mails(approver).await?;
        Ok(mails.into_iter().map(|mail| Mail::about(subject(&mail), mail)).collect())
    }

    pub async fn mails_of_customers(person: &SupplierPerson) -> Result<Vec<Mail>, AppError> {
        let mails = store().undelivered_mails_of_customers(person).await?;
        Ok(mails.into_iter().map(|mail| Mail::about(mail.customer_name.clone(), mail)).collect())
    }

    pub async fn send_again(caller: &Caller, id: Uuid) -> Result<Vec<Mail>, AppError> {
        if let Caller::Supplier(person) = caller {
            store().send_customer_mail_again(person, id).await?;
            return mails_of_customers(person).await;
        }
        let approver = approver()?;
        store().send_mail_again(&approver, id).await?;
        mails_of_company(&approver).await
    }

    impl Mail {
        fn about(about: String, mail: UndeliveredMail) -> Self {
            Self {
                id: mail.id.to_string(),
                recipient: mail.recipient_name,
                email: mail.recipient_email,
                about,
                problem: mail.last_error,
                caused: when(mail.created_at),
                is_given_up: mail.state == MailState::Failed,
                attempts: mail.attempts,
            }
        }
    }

    fn about(l: Language, notice: &Notice) -> String {
        match notice {
            Notice::OrderReceived { order, .. } => text::order_received(l, order.number),
            Notice::ReleaseWanted { order, .. } => text::release_wanted(l, order.number),
            Notice::ReleaseReminded { order, .. } => text::release_reminded(l, order.number),
            Notice::ReleaseOverdue { order, .. } => crate::text::patience::mail_overdue_about(l, order.number),
            Notice::ReleaseEscalated { order, .. } => crate::text::patience::mail_escalated_about(l, order.number),
            Notice::ConfirmationWanted { order, .. } => crate::text::hierarchy::mail_about(l, order.number),
            Notice::AskedAgain { order, .. } => text::asked_again(l, order.number),
            Notice::HandedOver { order, .. } => text::handed_over(l, order.number),
            Notice::OrderRejected { order } => text::order_rejected(l, order.number),
            Notice::OrderRevised { order, .. } => text::order_revised(l, order.number),
            Notice::OrderWithdrawn { order } => text::order_withdrawn(l, order.number),
            Notice::CommentWritten { number, by, .. } => text::comment_written(l, number, by),
            Notice::SupplyProgress { number, status, .. } => text::supply_progress(l, number, words::supply(l, *status)),
            Notice::SubstituteWanted { approver, .. } => text::substitute_wanted(l, approver),
            Notice::AbsenceEnded { approver, .. } | Notice::AbsenceFreesSubstitute { approver, .. } => text::absence_ended(l, approver),
            Notice::AbsenceEntered { substitute, .. } => text::absence_entered(l, substitute),
            Notice::AbsenceBegins { approver, .. } => text::absence_begins(l, approver),
            Notice::AbsenceOver { substitute, .. } => text::absence_over(l, substitute),
            Notice::SecondFactor { user_name, .. } => text::second_factor(l, user_name),
            Notice::LoginChanged { user_name, change: LoginChange::Password, .. } => text::password_changed(l, user_name),
            Notice::LoginChanged { user_name, change: LoginChange::Address { .. }, .. } => text::address_changed(l, user_name),
            Notice::ProposalAnswered { article, .. } => crate::text::learning::mail_about(l, article),
            Notice::PasswordForgotten { user_name } => text::password_forgotten(l, user_name),
            Notice::NewLogin { user_name, .. } => text::new_login(l, user_name),
        }
    }
}

//! What a mail says, before it is given a form.

mod absence;
mod comment;
mod date;
mod lines;
mod login;
mod order;
mod overdue;
mod progress;
mod proposal;
mod revised;

pub use lines::{LineTable, Mark, Row};

use app::text::mail;
use domain::{Language, OrderId, notice::Notice};
use store::MailCode;

/// The content of a mail, in the words of its recipient's language.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The language of every text.
    pub language: Language,
    /// The subject, on one line.
    pub subject: String,
    /// The headline.
    pub heading: String,
    /// The greeting, by name.
    pub greeting: String,
    /// What is to be said.
    pub paragraphs: Vec<String>,
    /// Labels and values, each value possibly of several lines.
    pub facts: Vec<(&'static str, String)>,
    /// The lines of the order.
    pub tables: Vec<LineTable>,
    /// The one thing to do.
    pub button: Button,
    /// Why the recipient gets this, below everything.
    pub footer: String,
}

/// A link that looks like a button.
#[derive(Clone, Debug)]
pub struct Button {
    /// What it says.
    pub label: &'static str,
    /// Where it leads.
    pub url: String,
}

/// What belongs to one kind of mail: the rest is the same in all of them.
struct Content {
    subject: String,
    heading: &'static str,
    paragraphs: Vec<String>,
    facts: Vec<(&'static str, String)>,
    tables: Vec<LineTable>,
    label: &'static str,
    path: String,
}

impl Letter {
    /// The letter that tells a recipient of the notice; its link leads to the portal at `public_url`.
    #[must_use]
    pub fn of(notice: &Notice, recipient: &str, l: Language, public_url: &str) -> Self {
        Self::with(content(notice, l), recipient, l, public_url)
    }

    /// The same letter with a code in its link: one that leads to a new password, or one that opens the order without a password.
    #[must_use]
    pub fn with_code(mut self, notice: &Notice, code: Option<&MailCode>) -> Self {
        let Some(code) = code else { return self };
        if let Some(order) = notice.order_to_decide() {
            let is_confirming = order.open_lines() == 0;
            let explained = if is_confirming { mail::confirm_key(self.language) } else { mail::wanted_key(self.language) };
            self.paragraphs.push(explained.into());
            self.button = Button { label: mail::wanted_key_button(self.language), url: format!("{}/mail", self.button.url) };
        }
        self.button.url = format!("{}?code={}", self.button.url, code.reveal());
        self
    }

    /// A letter that proves that mails arrive.
    #[must_use]
    pub fn test(recipient: &str, l: Language, public_url: &str) -> Self {
        let content = Content {
            subject: mail::test_subject(l).into(),
            heading: mail::test_heading(l),
            paragraphs: vec![mail::test_body(l).into()],
            facts: Vec::new(),
            tables: Vec::new(),
            label: mail::test_button(l),
            path: "/".into(),
        };
        Self::with(content, recipient, l, public_url)
    }

    fn with(content: Content, recipient: &str, l: Language, public_url: &str) -> Self {
        Self {
            language: l,
            subject: content.subject,
            heading: content.heading.into(),
            greeting: mail::greeting(l, recipient),
            paragraphs: content.paragraphs,
            facts: content.facts,
            tables: content.tables,
            button: Button { label: content.label, url: format!("{public_url}{}", content.path) },
            footer: mail::footer(l, public_url),
        }
    }
}

fn content(notice: &Notice, l: Language) -> Content {
    match notice {
        Notice::OrderReceived { order, delivery } => order::received(l, order, *delivery),
        Notice::ReleaseWanted { order, in_place_of } => order::release_wanted(l, order, in_place_of.as_deref()),
        Notice::ReleaseReminded { order, placed, in_place_of } => order::release_reminded(l, order, *placed, in_place_of.as_deref()),
        Notice::ReleaseOverdue { order, since, hours, in_place_of } => {
            overdue::reminded(l, order, (*since, *hours), in_place_of.as_deref())
        }
        Notice::ReleaseEscalated { order, from, since, hours, in_place_of } => {
            overdue::escalated(l, order, (from, *since, *hours), in_place_of.as_deref())
        }
        Notice::ConfirmationWanted { order, by, edits, remark, in_place_of } => {
            order::confirmation_wanted(l, order, by, (edits, remark.as_deref()), in_place_of.as_deref())
        }
        Notice::OrderRevised { order, edits, remark, in_place_of } => {
            revised::revised(l, order, (edits, remark.as_deref()), in_place_of.as_deref())
        }
        Notice::AskedAgain { order, in_place_of } => order::asked_again(l, order, in_place_of.as_deref()),
        Notice::SubstituteWanted { approver, first, last, by } => absence::substitute_wanted(l, approver, (*first, *last), by),
        Notice::AbsenceEnded { approver, substitute, by } => absence::ended(l, approver, substitute, by),
        Notice::AbsenceEntered { substitute, first, last, by } => absence::entered(l, substitute, (*first, *last), by),
        Notice::AbsenceBegins { approver, last, waiting } => absence::begins(l, approver, *last, *waiting),
        Notice::AbsenceOver { substitute, last, waiting } => absence::over(l, substitute, *last, *waiting),
        Notice::AbsenceFreesSubstitute { approver, last } => absence::frees_substitute(l, approver, *last),
        Notice::HandedOver { order, delivery } => order::handed_over(l, order, *delivery),
        Notice::OrderRejected { order } => order::rejected(l, order),
        Notice::OrderWithdrawn { order } => order::withdrawn(l, order),
        Notice::CommentWritten { order_id, number, by, comment, is_orderer } => {
            comment::written(l, (*order_id, *number), by, (comment.as_str(), *is_orderer))
        }
        Notice::SupplyProgress { order_id, number, status, delivery } => progress::of(l, *order_id, *number, *status, *delivery),
        Notice::SecondFactor { user_name, change, by } => login::second_factor(l, user_name, *change, by.as_deref()),
        Notice::LoginChanged { user_name, change, by } => login::changed(l, user_name, change, by),
        Notice::ProposalAnswered { article, number, is_accepted } => proposal::answered(l, article, number, *is_accepted),
        Notice::PasswordForgotten { user_name } => login::forgotten(l, user_name),
        Notice::NewLogin { customer, user_name, created_by, approval, approver, is_invited, .. } => {
            let (approval, approver, is_invited) = (*approval, approver.as_deref(), *is_invited);
            login::created(l, &login::NewLogin { customer, user_name, created_by, approval, approver, is_invited })
        }
    }
}

fn order_page(id: OrderId) -> String {
    format!("/kundendossier/{id}")
}

//! What the mails say. A notice is frozen when it is caused, so that every attempt to send it says the same.

mod digest;

pub use digest::{Again, LineDigest, OrderDigest};

use crate::{
    contact::ApprovalKind,
    id::{ContactId, OrderId},
    revision::LineEdit,
    supply::SupplyStatus,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The content of one mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// To the orderer, on every order.
    OrderReceived {
        /// The order.
        order: OrderDigest,
        /// When it will be delivered, if it went to the supplier at once.
        delivery: Option<Date>,
    },
    /// To the approver in charge: an order waits.
    ReleaseWanted {
        /// The order.
        order: OrderDigest,
        /// The approver in charge, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To whoever is to decide: the orderer asks after an order that waits.
    ReleaseReminded {
        /// The order, with what was decided so far.
        order: OrderDigest,
        /// The day on which it was placed, at the supplier's place.
        placed: Date,
        /// The approver in charge, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To whoever is to decide: the order has waited as long as their customer lets orders wait.
    ReleaseOverdue {
        /// The order, with what was decided so far.
        order: OrderDigest,
        /// The day since which they have it, at the supplier's place.
        since: Date,
        /// How many working hours that is at least, without anything having been done about it.
        hours: u16,
        /// The approver in charge, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To an approver who is not in charge: the order has waited too long for the one who is.
    ReleaseEscalated {
        /// The order, with what was decided so far.
        order: OrderDigest,
        /// The approver in charge.
        from: String,
        /// The day since which they have it, at the supplier's place.
        since: Date,
        /// How many working hours that is at least, without anything having been done about it.
        hours: u16,
        /// Whoever was asked, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To an approver: an order that was released waits for them to confirm it.
    ConfirmationWanted {
        /// The order, with what was decided.
        order: OrderDigest,
        /// Who has released it.
        by: String,
        /// What became of its lines, where it goes on because its orderer has changed it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        edits: Vec<LineEdit>,
        /// What the orderer wrote about that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
        /// The approver in charge, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To whoever is to decide: the orderer has changed an order while it waited.
    OrderRevised {
        /// The order as it is now, with the decisions that stand.
        order: OrderDigest,
        /// What became of its lines.
        edits: Vec<LineEdit>,
        /// What the orderer wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
        /// The approver in whose place the recipient decides, if they stand in for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To whoever is to decide: lines that were cleared already have to be decided again.
    AskedAgain {
        /// The order; the lines that are asked again say why.
        order: OrderDigest,
        /// The approver in charge, if the recipient stands in for them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// To an approver: they stand in for another one.
    SubstituteWanted {
        /// Who is away.
        approver: String,
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
        /// Who entered it.
        by: String,
    },
    /// To an approver: somebody else entered that they are away.
    AbsenceEntered {
        /// Who stands in.
        substitute: String,
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
        /// Who entered it.
        by: String,
    },
    /// To whoever was away and whoever stood in: nobody stands in any more, so the orders wait for the approver again.
    AbsenceEnded {
        /// Who was away, or was to be.
        approver: String,
        /// Who stood in, or was to.
        substitute: String,
        /// Who ended it.
        by: String,
    },
    /// To whoever stands in: an absence that was entered before has begun.
    AbsenceBegins {
        /// Who is away.
        approver: String,
        /// The last day.
        last: Date,
        /// How many orders wait that they may decide in place of who is away, as far as they are [counted](crate::count::MOST).
        waiting: i64,
    },
    /// To whoever was away: the last day of their absence has passed.
    AbsenceOver {
        /// Who stood in.
        substitute: String,
        /// The last day.
        last: Date,
        /// How many orders wait that they may decide, as far as they are [counted](crate::count::MOST).
        waiting: i64,
    },
    /// To whoever stood in: the last day of the absence has passed, and they need not decide any more.
    AbsenceFreesSubstitute {
        /// Who was away.
        approver: String,
        /// The last day.
        last: Date,
    },
    /// To the orderer: the order was sent to the supplier.
    HandedOver {
        /// The order, its rejected lines with their reasons.
        order: OrderDigest,
        /// When it will be delivered.
        delivery: Date,
    },
    /// To the orderer: every line was rejected.
    OrderRejected {
        /// The order, its lines with their reasons.
        order: OrderDigest,
    },
    /// To the orderer and the approver: the order was taken back.
    OrderWithdrawn {
        /// The order.
        order: OrderDigest,
    },
    /// To the orderer, or to an approver whom the order concerns: somebody wrote about it.
    CommentWritten {
        /// The order.
        order_id: OrderId,
        /// Its number.
        number: i64,
        /// Who wrote.
        by: String,
        /// What was written.
        comment: String,
        /// Whether the recipient ordered it.
        is_orderer: bool,
    },
    /// To the orderer: the supplier made a step.
    SupplyProgress {
        /// The order.
        order_id: OrderId,
        /// Its number.
        number: i64,
        /// What the supplier reports.
        status: SupplyStatus,
        /// When it will be delivered.
        delivery: Date,
    },
    /// To whoever proposed an article for the assortment: the supplier has answered.
    ProposalAnswered {
        /// The article's name.
        article: String,
        /// Its number.
        number: String,
        /// Whether it is in the assortment now.
        is_accepted: bool,
    },
    /// To a contact who has forgotten the password. The code that lets them choose a new one is made when the mail is sent.
    PasswordForgotten {
        /// Under which name to sign in.
        user_name: String,
    },
    /// To a contact: something happened to their second factor. Whoever did not do it must hear of it.
    SecondFactor {
        /// Under which name to sign in.
        user_name: String,
        /// What happened.
        change: FactorChange,
        /// Who did it, if it was somebody else.
        by: Option<String>,
    },
    /// To a contact: somebody else has changed what signing in hangs on. Whoever did not ask for that must hear of it.
    LoginChanged {
        /// Under which name to sign in.
        user_name: String,
        /// What was changed.
        change: LoginChange,
        /// Who changed it.
        by: String,
    },
    /// To the new contact: a login was created. No password is in the mail: it is handed over in person, or chosen by the contact.
    NewLogin {
        /// Whose login it is.
        contact_id: ContactId,
        /// The company.
        customer: String,
        /// Under which name to sign in.
        user_name: String,
        /// Who created it.
        created_by: String,
        /// What the login may do.
        approval: ApprovalKind,
        /// Who releases its orders, if somebody has to.
        approver: Option<String>,
        /// Whether the contact chooses the password, by a code that is made when the mail is sent.
        #[serde(default)]
        is_invited: bool,
    },
}

impl Notice {
    /// The order that the recipient is to decide or to confirm, in the mails that ask for that.
    #[must_use]
    pub const fn order_to_decide(&self) -> Option<&OrderDigest> {
        match self {
            Self::ReleaseWanted { order, .. }
            | Self::ReleaseReminded { order, .. }
            | Self::ReleaseOverdue { order, .. }
            | Self::ReleaseEscalated { order, .. }
            | Self::ConfirmationWanted { order, .. }
            | Self::AskedAgain { order, .. }
            | Self::OrderRevised { order, .. } => Some(order),
            _ => None,
        }
    }

    /// The address to which it goes where that is no longer its recipient's: of a new address the old one is told.
    #[must_use]
    pub fn former_address(&self) -> Option<&str> {
        match self {
            Self::LoginChanged { change: LoginChange::Address { before }, .. } => Some(before),
            _ => None,
        }
    }
}

/// What somebody else can change about a login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginChange {
    /// The password.
    Password,
    /// The address to which its mails go, and with them the link to a new password.
    Address {
        /// To which they went so far.
        before: String,
    },
}

/// What can happen to a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorChange {
    /// It was set up.
    SetUp,
    /// It was removed.
    Removed,
    /// A recovery code was used in its place.
    RecoveryCodeUsed,
    /// New recovery codes took the place of the old ones.
    CodesRenewed,
    /// Somebody gave the right password and then one wrong code after the other.
    Guessed,
}

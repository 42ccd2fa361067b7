//! What leaves rows of its own beside its entry.

use crate::StoreError;

/// Declares what has happened, each with the word that the queries have for it.
macro_rules! deeds {
    ($($(#[$note:meta])* $name:ident = $word:literal,)*) => {
        /// Something that has left rows of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Deed {
            $($(#[$note])* $name,)*
        }

        impl Deed {
            pub(super) fn named(word: &str) -> Result<Self, StoreError> {
                match word {
                    $($word => Ok(Self::$name),)*
                    _ => Err(StoreError::Unreadable(word.to_owned())),
                }
            }
        }
    };
}

deeds! {
    /// An order was placed.
    Order = "order",
    /// It is one of two that came of one cart.
    Split = "split",
    /// Lines needed no release, as such lines were released for good.
    Freed = "freed",
    /// The orderer changed it.
    Revision = "revision",
    /// The orderer took it back.
    Withdrawal = "withdrawal",
    /// A line was decided.
    Decision = "decision",
    /// A decision was taken back.
    TakenBack = "taken_back",
    /// A line was asked again.
    AskedAgain = "asked_again",
    /// A line is delivered at another price.
    Price = "price",
    /// A line that was released was rejected by whoever the order had gone on to.
    Overruling = "overruling",
    /// The last line was rejected.
    Rejection = "rejection",
    /// It was handed over to the supplier.
    HandOver = "hand_over",
    /// The supplier made a step.
    SupplyStep = "supply_step",
    /// It was released, and went on to somebody else.
    PassedOn = "passed_on",
    /// Whoever had released it took that back, so that it came back.
    Retraction = "retraction",
    /// The orderer's change brought it back.
    Comeback = "comeback",
    /// Somebody wrote a comment.
    Comment = "comment",
    /// The orderer reminded whoever is to decide.
    Reminder = "reminder",
    /// The portal reminded whoever is to decide, as it waited too long.
    Overdue = "overdue",
    /// Others were asked as well, as it waited too long.
    Escalation = "escalation",
    /// The customer was created.
    Customer = "customer",
    /// A contact was created.
    Contact = "contact",
    /// A contact was deleted.
    Deletion = "deletion",
    /// Somebody was named to stand in.
    Substitute = "substitute",
    /// They do not stand in any more.
    SubstituteEnd = "substitute_end",
    /// A cost centre was created.
    CostCentre = "cost_centre",
    /// A cost centre was taken out of use, or back into it.
    Archive = "archive",
    /// An article was released for good.
    StandingRelease = "standing_release",
    /// It is released for good no more.
    StandingReleaseEnd = "standing_release_end",
    /// An article was proposed for the assortment.
    Proposal = "proposal",
    /// A proposal was taken back.
    ProposalEnd = "proposal_end",
    /// A proposal was answered.
    Answer = "answer",
    /// An article came into the assortment, or out of it.
    Assortment = "assortment",
}

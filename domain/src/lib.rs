//! The rules of ordering and approval: types and pure functions, compiled for the server and for the browser.
//!
//! Nothing here does I/O, reads a clock or draws a random number.

pub mod absence;
pub mod address;
pub mod article;
pub mod audit;
pub mod calendar;
pub mod change;
pub mod charge;
pub mod comment;
pub mod contact;
pub mod count;
pub mod dead_end;
pub mod freight;
pub mod hierarchy;
pub mod id;
pub mod likeness;
pub mod limit;
pub mod money;
pub mod notice;
pub mod numbers;
pub mod order;
pub mod pace;
pub mod password;
pub mod patience;
pub mod problem;
pub mod rejection;
pub mod reminder;
pub mod review;
pub mod revision;
pub mod rule;
pub mod seal;
pub mod second_factor;
pub mod standing_release;
pub mod succession;
pub mod supply;
pub mod text;
pub mod working_hours;

pub use absence::{Absence, AbsenceFault};
pub use address::DeliveryAddress;
pub use article::Availability;
pub use change::{Alternative, Change, Goods, Replacement};
pub use charge::{Charges, Payer};
pub use contact::{ApprovalKind, Language, Salutation};
pub use freight::FreightRule;
pub use hierarchy::{Hierarchy, Rank, RankFault};
pub use id::{
    AbsenceId, ArticleId, ContactId, CostCentreId, CustomerId, LoginId, OrderId, ProposalId, StandingReleaseId, SupplierPersonId,
    SupplyOrderId,
};
pub use limit::{Budget, Frame, Frames, Limits, Over, Usage};
pub use money::{Rappen, Totals};
pub use order::{OrderStatus, Verdict};
pub use pace::Pace;
pub use patience::{Nudge, Patience};
pub use problem::{FieldProblem, Problem};
pub use rejection::RejectionCause;
pub use review::{Agreement, ReviewReason};
pub use rule::{CustomerRule, Extras};
pub use seal::{AskedAgain, Offer, Tolerance};
pub use standing_release::Allowance;
pub use succession::Dependants;
pub use supply::SupplyStatus;

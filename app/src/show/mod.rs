//! Words and components of the domain that more than one feature shows.

mod account_menu;
mod again;
mod availability;
mod badge;
mod frames;
mod freight;
mod money;
pub(crate) mod order;
mod password_choice;
mod person;
mod rejection;
mod rule_query;
mod take_away;
pub mod words;

pub use account_menu::{AccountMenu, AccountPlace};
pub use again::{AgainNotice, AgainQuery, TakenAgain};
pub use availability::{AvailabilityLine, UnlessInStock};
pub use badge::{ReviewMark, StatusBadge, SupplyBadge, VerdictBadge};
pub use frames::{Bar, FrameBar, FrameBars, bars};
pub use freight::{FreightNote, freight_words};
pub use money::{TotalsList, chf};
pub use order::{
    AddressLines, ChangeMark, Changed, Changes, Comment, Decision, Holder, Line, LinesTable, OrderData, OrderFacts, OrderLimits, OrderNote,
    OtherPart, Progress, Reminder, Timeline, asked_again, confirm_words, what_follows, what_now, why_you,
};
#[cfg(feature = "ssr")]
pub use order::{Earlier, LastChange};
pub use password_choice::PasswordChoice;
pub use person::{OwnAddressPassword, PersonFields, PersonForm, language_options};
pub use rejection::{CauseField, ReasonField};
pub use rule_query::RuleQuery;
pub use take_away::TakeAway;

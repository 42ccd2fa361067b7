//! What server functions need of the server: who asks, the store, and answers with the right status.

mod answer;
mod caller;
mod draft;
mod format;
mod hashing;
mod ids;
mod numbers;
mod own_page;
mod page;
mod person;
mod present;
mod refusal;
mod request;
mod session;

pub use answer::{answer, not_found, redirect, redirect_without_script, send_content_security_policy};
pub use caller::{approver, at_the_door, caller, factor_owner, has_just_signed_in, orderer, supplier};
pub use draft::{DRAFT_COOKIE, drop_draft, load_draft, posted, save_draft};
pub use format::{absolute, before, date, day_of, exact, is_past, seconds_until, short_date, when};
pub use hashing::Hasher;
pub use ids::{order_id, parse, stamp};
pub use numbers::{category_name, duration, month, percent, short_month};
pub use own_page::own_page;
pub use page::page;
pub use person::Person;
pub use present::comments_for;
pub use refusal::{Refusal, RefusalKind, nobody_decides};
pub use request::{PageRequest, Settings, request_language};
pub use session::{
    admit_attempt, admit_code_attempt, check_own_address, check_present_password, device, end_session, hand_over, known_device,
    remember_language, start_session, token_hash,
};

use leptos::prelude::*;
use store::Store;

/// The open store.
pub fn store() -> Store {
    expect_context::<Store>()
}

//! What every request passes, each in its own room. The order stands in [`crate::router`].

mod access;
mod drafts;
mod finish;
mod headers;
mod limits;
mod mail_wake;
mod native_post;
mod origin;
mod pack;
mod panics;
mod request_id;
mod session;
mod throttle;
mod token;
mod unreadable;

pub use access::guard_pages;
pub use drafts::keep_drafts;
pub use finish::{ROOM, finish};
pub use headers::secure_headers;
pub use limits::limit;
pub use mail_wake::wake_mailer;
pub use origin::refuse_foreign_origins;
pub use pack::{pack, spare_secrets};
pub use panics::catch_panics;
pub use request_id::{RequestId, identify};
pub use session::recognise;
pub use throttle::{Throttle, throttle_sign_in};
pub use unreadable::refuse_unreadable;

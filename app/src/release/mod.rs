//! What approvers do: the queue, the decision, and what came of it.

mod api;
mod bulk;
mod bulk_api;
mod decision;
mod done;
mod insight;
mod keys;
mod page;
mod picks;
mod queue;
mod rejection;
mod typed;
mod version;

pub use bulk::BulkPage;
pub use done::DonePage;
pub use page::ReleasePage;
pub use queue::QueuePage;

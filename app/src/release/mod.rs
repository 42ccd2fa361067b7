//! What approvers do: the queue, the decision, and what came of it.

mod api;
mod bulk;
mod bulk_api;
mod bulk_limits;
mod confirmation;
mod decided;
mod decision;
mod desk;
mod done;
mod filter;
mod insight;
mod keys;
mod news;
mod order_keys;
mod page;
mod picks;
mod query;
mod queue;
mod queue_api;
mod queue_keys;
mod rejection;
mod retract;
mod retract_api;
mod sent;
mod take_back;
mod typed;
mod version;

pub use bulk::BulkPage;
pub use done::DonePage;
pub use page::ReleasePage;
pub use queue::QueuePage;

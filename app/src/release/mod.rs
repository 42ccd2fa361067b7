//! What approvers do: the queue, the decision, and what came of it.

mod api;
mod decision;
mod done;
mod page;
mod queue;

pub use done::DonePage;
pub use page::ReleasePage;
pub use queue::QueuePage;

//! What orderer and approvers write to each other about an order: the thread below it, on the page of either.

mod api;
mod thread;

pub use thread::{CommentThread, Thread};

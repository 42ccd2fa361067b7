//! The server of the portal: configuration and commands, router and layers, mailer and other workers.

mod article_row;
pub mod command;
pub mod config;
mod cookie;
pub mod demo;
mod downloads;
pub mod fault;
#[cfg(test)]
mod fuzz;
mod health;
mod housekeeping;
mod language;
mod layers;
pub mod live;
mod logging;
pub mod mailer;
pub mod options;
pub mod overdue;
mod pdf;
pub mod portal;
pub mod public_url;
pub mod router;
mod serve;
mod site;

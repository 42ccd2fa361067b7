//! The whole portal, seen from outside: over HTTP, on both engines.

mod audit;
mod command_line;
mod demo;
mod drafts;
mod files;
mod forgotten;
mod headers;
mod health;
mod limits;
mod live;
mod mails;
mod origin;
mod second_factor;
mod sessions;
mod site;
mod throttle;

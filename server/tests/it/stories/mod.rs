//! What people do with the portal, from the first click to the last mail, over HTTP and without JavaScript, on both engines.

mod absences;
mod at_once;
mod blindness;
mod bulk;
mod by_mail;
mod changes;
mod comments;
mod dead_ends;
mod delivery;
mod forms;
mod freight;
mod hierarchy;
mod late_links;
mod learning;
mod limits;
mod log;
mod markup;
mod patience;
mod plain;
mod queue;
mod reasons;
mod reminders;
mod revise;
mod rights;
mod rules;
mod sealed;

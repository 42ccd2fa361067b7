//! What people do with the portal, from the first click to the last mail, over HTTP and without JavaScript, on both engines.

mod at_once;
mod blindness;
mod bulk;
mod by_mail;
mod changes;
mod delivery;
mod forms;
mod markup;
mod reasons;
mod reminders;
mod rights;
mod sealed;

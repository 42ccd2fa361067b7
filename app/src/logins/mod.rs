//! Login Verwaltung: approvers create, edit and delete the logins of their customer.

mod access_step;
mod api;
mod contact_fields;
#[cfg(feature = "ssr")]
mod conversions;
mod delete;
mod edit;
mod handout;
mod limits;
mod limits_api;
mod list;
mod new_api;
#[cfg(feature = "ssr")]
mod on_the_server;
mod person_step;
mod second_factor;
mod set_password;
mod successor;

pub use access_step::NewAccessPage;
pub use delete::DeletePage;
pub use edit::EditPage;
pub use handout::HandoutPage;
pub use list::LoginsPage;
pub use person_step::NewPersonPage;

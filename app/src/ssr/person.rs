//! What was typed about a person, checked.

use crate::show::PersonForm;
use domain::{Salutation, problem::Check, text};

/// A person whose fields are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Anrede.
    pub salutation: Salutation,
    /// Vorname.
    pub first_name: String,
    /// Nachname.
    pub last_name: String,
    /// E-Mail.
    pub email: String,
    /// Telefon.
    pub phone: Option<String>,
    /// Funktion.
    pub job_title: Option<String>,
}

impl PersonForm {
    /// The checked person; what is wrong is noted under the fields' names.
    pub fn check(&self, check: &mut Check) -> Option<Person> {
        let salutation = check.field("salutation", self.salutation.parse());
        let first_name = check.field("first_name", text::line(&self.first_name));
        let last_name = check.field("last_name", text::line(&self.last_name));
        let email = check.field("email", text::email(&self.email));
        let phone = check.field("phone", text::optional_line(&self.phone));
        let job_title = check.field("job_title", text::optional_line(&self.job_title));
        Some(Person {
            salutation: salutation?,
            first_name: first_name?,
            last_name: last_name?,
            email: email?,
            phone: phone?,
            job_title: job_title?,
        })
    }
}

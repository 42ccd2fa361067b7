//! Server functions of the supplier's customers.

use crate::{AppError, json::Lean, live::QuietClient, show::PersonForm};
use domain::CustomerId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The draft that remembers, for the page after creating a customer, what is handed over.
#[cfg(feature = "ssr")]
const HANDOVER: &str = "new_customer_handover";

/// A customer in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerLine {
    /// The customer.
    pub id: CustomerId,
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub town: String,
    /// How many articles are in its Kundensortiment.
    pub assortment_size: i64,
    /// How many more it proposes for it.
    pub proposals: i64,
}

/// A customer's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The customer.
    pub id: CustomerId,
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postleitzahl.
    pub postcode: String,
    /// Ort.
    pub town: String,
    /// How many articles are in its Kundensortiment.
    pub assortment_size: i64,
    /// How many more it proposes for it.
    pub proposals: i64,
}

/// What the supplier tells the first approver of a new customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Benutzername.
    pub user_name: String,
    /// The address of the portal.
    pub portal: String,
    /// Whether the approver chooses the password by a link in a mail.
    pub is_invited: bool,
}

/// All customers.
#[server(endpoint = "load_customers", client = QuietClient, output = Lean)]
pub async fn load_customers() -> Result<Vec<CustomerLine>, AppError> {
    use crate::ssr::{answer, store, supplier};
    let person = answer(supplier())?;
    let customers = answer(store().customers(&person).await)?;
    Ok(customers.into_iter().map(CustomerLine::from).collect())
}

/// The page for a new customer is the supplier's alone.
#[server(endpoint = "load_new_customer")]
#[allow(clippy::unused_async, reason = "server functions are async, also where there is nothing to load")]
pub async fn load_new_customer() -> Result<(), AppError> {
    use crate::ssr::{answer, supplier};
    answer(supplier()).map(|_| ())
}

/// A customer with its first approver, as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CustomerForm {
    /// The customer's name.
    pub company: String,
    /// Street and number.
    pub street: String,
    /// Postleitzahl.
    pub postcode: String,
    /// Ort.
    pub town: String,
    /// The first approver.
    #[serde(flatten)]
    pub person: PersonForm,
    /// The language of screens and mails.
    pub language: String,
    /// Benutzername; the e-mail address when left empty.
    #[serde(default)]
    pub user_name: String,
    /// Passwort, unless the approver is invited to choose it.
    #[serde(default)]
    pub password: String,
    /// Whether the approver chooses the password by a link in a mail.
    #[serde(default)]
    pub is_invited: bool,
}

/// Creates a customer with its first approver, the "spezielles Login".
#[server(endpoint = "create_customer")]
pub async fn create_customer(form: CustomerForm) -> Result<(), AppError> {
    use crate::ssr::{Hasher, answer, redirect, store, supplier};
    let person = answer(supplier())?;
    let mut customer = answer(form.checked())?;
    let password = (!form.is_invited).then_some(form.password);
    customer.login.password_hash = answer(expect_context::<Hasher>().hash_first(password).await)?;
    let user_name = customer.login.user_name.clone();
    let id = answer(store().create_customer(Some(&person), customer).await)?;
    remember_handover(id, user_name, form.is_invited).await;
    redirect(&format!("{}?neu=1", super::address::customer_address(id)));
    Ok(())
}

#[cfg(feature = "ssr")]
pub use server::handover;
#[cfg(feature = "ssr")]
use server::remember_handover;

#[cfg(feature = "ssr")]
mod server {
    use super::{Customer, CustomerForm, CustomerLine, HANDOVER, Handover};
    use crate::{
        AppError,
        ssr::{Settings, load_draft, save_draft},
    };
    use domain::{ApprovalKind, CustomerId, FieldProblem, password, problem::Check, text};
    use leptos::prelude::expect_context;
    use store::{ContactData, CustomerDetail, CustomerRow, NewCustomer, NewLogin};

    /// Keeps the user name for the notice. The customer exists by now, so a browser without cookies only misses the notice.
    pub async fn remember_handover(id: CustomerId, user_name: String, is_invited: bool) {
        if let Err(error) = save_draft(HANDOVER, &(id, user_name, is_invited)).await {
            tracing::warn!(?error, "the notice about a new customer was not kept");
        }
    }

    /// What is handed over to a customer that was just created from this browser.
    ///
    /// # Errors
    /// The store's error.
    pub async fn handover(id: CustomerId) -> Result<Option<Handover>, AppError> {
        let kept = load_draft::<(CustomerId, String, bool)>(HANDOVER).await?.filter(|(created, ..)| *created == id);
        let portal = expect_context::<Settings>().public_url;
        Ok(kept.map(|(_, user_name, is_invited)| Handover { user_name, portal, is_invited }))
    }

    impl CustomerForm {
        /// Everything checked; the password's hash is still to come.
        pub(super) fn checked(&self) -> Result<NewCustomer, Vec<FieldProblem>> {
            let mut check = Check::default();
            let name = check.field("company", text::line(&self.company));
            let street = check.field("street", text::line(&self.street));
            let postcode = check.field("postcode", text::line(&self.postcode));
            let town = check.field("town", text::line(&self.town));
            let approver = self.checked_approver(&mut check);
            let login = self.checked_login(&mut check);
            let parts =
                || Some(NewCustomer { name: name?, street: street?, postcode: postcode?, town: town?, approver: approver?, login: login? });
            let customer = parts();
            check.finish(customer)
        }

        fn checked_approver(&self, check: &mut Check) -> Option<ContactData> {
            let person = self.person.check(check);
            let language = check.field("language", self.language.parse());
            let person = person?;
            Some(ContactData {
                salutation: person.salutation,
                first_name: person.first_name,
                last_name: person.last_name,
                email: person.email,
                phone: person.phone,
                job_title: person.job_title,
                language: language?,
                approval: ApprovalKind::Approver,
                approver_id: None,
            })
        }

        fn checked_login(&self, check: &mut Check) -> Option<NewLogin> {
            // An e-mail address that is wrong is complained of at its own field.
            let user_name = match self.user_name.trim() {
                "" => text::email(&self.person.email).ok(),
                typed => check.field("user_name", text::user_name(typed)),
            };
            let password = check.field("password", password::check_first(&self.password, self.is_invited));
            let is_invited = self.is_invited;
            password.and(user_name).map(|user_name| NewLogin { user_name, password_hash: String::new(), is_invited })
        }
    }

    impl From<CustomerRow> for CustomerLine {
        fn from(row: CustomerRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                name: row.name,
                town: row.town,
                assortment_size: row.assortment_size,
                proposals: row.proposals,
            }
        }
    }

    impl From<CustomerDetail> for Customer {
        fn from(customer: CustomerDetail) -> Self {
            Self {
                id: customer.id,
                number: customer.number,
                name: customer.name,
                street: customer.street,
                postcode: customer.postcode,
                town: customer.town,
                assortment_size: customer.assortment_size,
                proposals: customer.proposals,
            }
        }
    }
}

//! `create-customer`.

#![expect(clippy::doc_markdown, reason = "the comments are the text of --help, which shows markup as it is")]

use super::{CommandError, new_password::hash_of_new_password};
use clap::Args;
use domain::{ApprovalKind, FieldProblem, Language, Salutation, problem::Check, text};
use store::{ContactData, NewCustomer, NewLogin, Store};

/// A customer with its first approver. The approver's password is read from FREIGABE_PASSWORD or asked for.
#[derive(Args, Debug)]
pub(super) struct NewCompany {
    /// Name of the customer
    #[arg(long)]
    name: String,
    /// Street and number
    #[arg(long)]
    street: String,
    /// Postcode
    #[arg(long)]
    postcode: String,
    /// Town
    #[arg(long)]
    town: String,
    /// Salutation of the approver: ms, mr or neutral
    #[arg(long, default_value = "neutral")]
    salutation: String,
    /// First name of the approver
    #[arg(long, value_name = "NAME")]
    first_name: String,
    /// Last name of the approver
    #[arg(long, value_name = "NAME")]
    last_name: String,
    /// E-mail address of the approver
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// User name of the approver [default: the e-mail address]
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
    /// Language of the approver's screens and mails: de or en
    #[arg(long, value_name = "LANGUAGE", default_value = "de")]
    language: String,
}

impl NewCompany {
    pub(super) async fn create(self, store: &Store) -> Result<(), CommandError> {
        let mut customer = self.checked()?;
        customer.login.password_hash = hash_of_new_password().await?;
        let (name, user_name) = (customer.name.clone(), customer.login.user_name.clone());
        store.create_customer(None, customer).await?;
        println!("Created the customer {name} with the login {user_name}.");
        Ok(())
    }

    /// The customer, its approver still without a password.
    fn checked(&self) -> Result<NewCustomer, Vec<FieldProblem>> {
        let mut check = Check::default();
        let [name, street, postcode, town] =
            [("name", &self.name), ("street", &self.street), ("postcode", &self.postcode), ("town", &self.town)]
                .map(|(field, value)| check.field(field, text::line(value)));
        let approver = self.approver(&mut check);
        let user_name = check.field("user-name", text::user_name(self.user_name.as_ref().unwrap_or(&self.email)));
        let customer = || {
            Some(NewCustomer {
                name: name?,
                street: street?,
                postcode: postcode?,
                town: town?,
                approver: approver?,
                login: NewLogin { user_name: user_name?, password_hash: String::new(), is_invited: false },
            })
        };
        check.finish(customer())
    }

    fn approver(&self, check: &mut Check) -> Option<ContactData> {
        let salutation = check.field::<Salutation>("salutation", self.salutation.parse());
        let first_name = check.field("first-name", text::line(&self.first_name));
        let last_name = check.field("last-name", text::line(&self.last_name));
        let email = check.field("email", text::email(&self.email));
        let language = check.field::<Language>("language", self.language.parse());
        Some(ContactData {
            salutation: salutation?,
            first_name: first_name?,
            last_name: last_name?,
            email: email?,
            phone: None,
            job_title: None,
            language: language?,
            approval: ApprovalKind::Approver,
            approver_id: None,
        })
    }
}

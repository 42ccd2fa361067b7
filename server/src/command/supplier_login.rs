//! `create-supplier-login`.

#![expect(clippy::doc_markdown, reason = "the comments are the text of --help, which shows markup as it is")]

use super::{CommandError, new_password::hash_of_new_password};
use clap::Args;
use domain::{FieldProblem, Language, problem::Check, text};
use store::{NewSupplierPerson, Store};

/// A person of the supplier. The password is read from FREIGABE_PASSWORD or asked for.
#[derive(Args, Debug)]
pub(super) struct NewPerson {
    /// Name of the supplier; needed for the first login
    #[arg(long, value_name = "NAME")]
    supplier: Option<String>,
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: String,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: String,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// User name [default: the e-mail address]
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
    /// Language of screens and mails: de or en
    #[arg(long, value_name = "LANGUAGE", default_value = "de")]
    language: String,
}

impl NewPerson {
    pub(super) async fn create(self, store: &Store) -> Result<(), CommandError> {
        let mut person = self.checked()?;
        let supplier = self.supplier_to_create(store).await?;
        person.password_hash = hash_of_new_password().await?;
        if let Some(name) = supplier {
            store.create_supplier(&name).await?;
        }
        let user_name = person.user_name.clone();
        store.create_supplier_person(person).await?;
        println!("Created the login {user_name}.");
        Ok(())
    }

    /// The supplier's name, unless there is the supplier already.
    async fn supplier_to_create(&self, store: &Store) -> Result<Option<String>, CommandError> {
        if store.supplier_name().await?.is_some() {
            return Ok(None);
        }
        let missing = || CommandError::Input("this portal has no supplier yet: give its name with --supplier".into());
        let name = self.supplier.as_deref().ok_or_else(missing)?;
        text::line(name).map(Some).map_err(|problem| CommandError::Input(format!("supplier: {problem}")))
    }

    /// The person, still without a password.
    fn checked(&self) -> Result<NewSupplierPerson, Vec<FieldProblem>> {
        let mut check = Check::default();
        let first_name = check.field("first-name", text::line(&self.first_name));
        let last_name = check.field("last-name", text::line(&self.last_name));
        let email = check.field("email", text::email(&self.email));
        let user_name = check.field("user-name", text::user_name(self.user_name.as_ref().unwrap_or(&self.email)));
        let language = check.field::<Language>("language", self.language.parse());
        let person = || {
            Some(NewSupplierPerson {
                first_name: first_name?,
                last_name: last_name?,
                email: email?,
                language: language?,
                user_name: user_name?,
                password_hash: String::new(),
            })
        };
        check.finish(person())
    }
}

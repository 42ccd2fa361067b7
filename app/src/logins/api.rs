//! Server functions of the logins that exist.

use super::limits_api::LimitsForm;
use crate::{AppError, json::Lean, show::PersonForm};
use domain::{ApprovalKind, Dependants};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// People to choose from: their ids with their names.
pub type Choices = Vec<(String, String)>;

/// A login in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRow {
    /// The contact.
    pub id: String,
    /// First and last name.
    pub name: String,
    /// Funktion.
    pub job_title: Option<String>,
    /// Benutzername.
    pub user_name: String,
    /// Freigabeart.
    pub approval: ApprovalKind,
    /// Who releases their orders, if they are reviewed.
    pub approver: Option<String>,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// Whether it is the caller.
    pub is_self: bool,
}

/// What is typed about a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Who it is.
    #[serde(flatten)]
    pub person: PersonForm,
    /// Sprache.
    pub language: String,
    /// Freigabeart.
    pub approval: String,
    /// Bestellfreigeber für diesen Benutzer.
    pub approver: String,
}

/// Who depends on an approver, and who could take over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Who and what depends on the approver.
    pub dependants: Dependants,
    /// The other approvers.
    pub others: Choices,
}

/// A login, ready to edit or to delete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The contact.
    pub id: String,
    /// First and last name.
    pub name: String,
    /// Benutzername.
    pub user_name: String,
    /// What can be changed.
    pub contact: ContactForm,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// How their orders are controlled now.
    pub approval: ApprovalKind,
    /// What they may order without a release; nothing where the customer uses no limits and they have none.
    pub limits: Option<LimitsForm>,
    /// Whether it is the caller.
    pub is_self: bool,
    /// Whether this is an approver, and the only one.
    pub is_last_approver: bool,
    /// Who depends on this contact.
    pub succession: Succession,
}

/// What is handed over to a new user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handout {
    /// First and last name.
    pub name: String,
    /// The address of the portal.
    pub portal: String,
    /// Benutzername.
    pub user_name: String,
    /// Freigabeart.
    pub approval: ApprovalKind,
    /// Who releases their orders, if they are reviewed.
    pub approver: Option<String>,
}

/// All logins of the caller's customer.
#[server(endpoint = "load_logins", output = Lean)]
pub async fn load_logins() -> Result<Vec<LoginRow>, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let rows = answer(store().contacts(&approver).await)?;
    Ok(rows.into_iter().map(LoginRow::from).collect())
}

/// One login.
#[server(endpoint = "load_login", output = Lean)]
pub async fn load_login(id: String) -> Result<Login, AppError> {
    use crate::ssr::{answer, approver, parse};
    let approver = answer(approver())?;
    let id = answer(parse(&id))?;
    answer(super::on_the_server::login(&approver, id).await)
}

/// What to hand over to the user of a login.
#[server(endpoint = "load_handout", output = Lean)]
pub async fn load_handout(id: String) -> Result<Handout, AppError> {
    use crate::ssr::{answer, approver, parse};
    let approver = answer(approver())?;
    let id = answer(parse(&id))?;
    answer(super::on_the_server::handout(&approver, id).await)
}

/// What is typed to change a login.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditForm {
    /// The contact.
    pub id: String,
    /// The new data.
    #[serde(flatten)]
    pub contact: ContactForm,
    /// Who takes over from an approver that is none any more.
    #[serde(default)]
    pub successor: String,
    /// Heutiges Passwort, for another address of one's own than so far.
    #[serde(default)]
    pub email_password: String,
}

/// Changes a login. Whoever takes the approver's role from themselves has no business in the list any more.
#[server(endpoint = "edit_login")]
pub async fn edit_login(form: EditForm) -> Result<(), AppError> {
    use super::on_the_server::{checked_contact, successor};
    use crate::ssr::{answer, approver, check_own_address, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    let contact = answer(checked_contact(&approver, &form.contact).await)?;
    let is_self = approver.orderer().contact_id() == id;
    if is_self {
        answer(check_own_address(approver.orderer(), &contact.email, form.email_password).await)?;
    }
    let stays = contact.approval == ApprovalKind::Approver || !is_self;
    answer(store().edit_contact(&approver, id, contact, answer(successor(&form.successor))?).await)?;
    redirect(if stays { "/konto/logins?meldung=geaendert" } else { "/konto/profil?meldung=freigeber" });
    Ok(())
}

/// A new password for a login.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPasswordForm {
    /// The contact.
    pub id: String,
    /// Neues Passwort.
    pub new_password: String,
}

/// Sets a login's password and ends its sessions.
#[server(endpoint = "set_login_password")]
pub async fn set_login_password(form: NewPasswordForm) -> Result<(), AppError> {
    use crate::ssr::{Hasher, answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    let password = domain::password::check(&form.new_password);
    let password = answer(password.map_err(|problem| AppError::field("new_password", problem)))?;
    // A foreign id must not cost a hash.
    answer(store().contact(&approver, id).await)?;
    let hash = answer(expect_context::<Hasher>().hash(password).await)?;
    answer(store().set_contact_password(&approver, id, hash).await)?;
    redirect("/konto/logins?meldung=passwort");
    Ok(())
}

/// Whose second factor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FactorForm {
    /// The contact.
    pub id: String,
}

/// Removes the second factor of somebody who has lost it. A second click finds it removed.
#[server(endpoint = "remove_second_factor")]
pub async fn remove_second_factor(form: FactorForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    answer(store().remove_second_factor(&approver, id).await)?;
    redirect("/konto/logins?meldung=zweiter-faktor");
    Ok(())
}

/// Which login is deleted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteForm {
    /// The contact.
    pub id: String,
    /// Who takes over from an approver.
    #[serde(default)]
    pub successor: String,
}

/// Deletes a login. Whoever deletes their own is signed out.
#[server(endpoint = "delete_login")]
pub async fn delete_login(form: DeleteForm) -> Result<(), AppError> {
    use super::on_the_server::successor;
    use crate::ssr::{answer, approver, end_session, parse, redirect, store};
    let approver = answer(approver())?;
    let id = answer(parse(&form.id))?;
    let successor = answer(successor(&form.successor))?;
    answer(store().delete_contact(&approver, id, successor).await)?;
    if approver.orderer().contact_id() == id {
        answer(end_session().await)?;
        redirect("/anmelden");
    } else {
        redirect("/konto/logins?meldung=geloescht");
    }
    Ok(())
}

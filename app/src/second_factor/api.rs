//! Server functions of the second factor.

use crate::{AppError, json::Lean, time::When};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::on_the_server;

/// What the page of the second factor shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// How far it is.
    pub stage: Stage,
    /// Whether the customer, or the supplier, demands it.
    pub is_demanded: bool,
    /// Who sees the page.
    pub reader: Reader,
    /// Whether setting it up needs the password: whoever has just typed it at the door need not do so again.
    pub asks_password: bool,
}

/// How far a second factor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// There is none.
    Off,
    /// An app has to learn a secret.
    Offered(Offer),
    /// It is set up.
    On {
        /// Since when.
        since: When,
        /// How many recovery codes are left.
        codes_left: i64,
        /// The recovery codes, while they are new and not yet kept.
        new_codes: Vec<String>,
    },
}

/// A secret for an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Benutzername, under which the app keeps it.
    pub user_name: String,
    /// The secret to be typed.
    pub secret: String,
    /// The address that opens an app on the same device.
    pub address: String,
    /// The same as a picture.
    pub picture: Picture,
}

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// How many squares it is wide and high.
    pub size: i32,
    /// The dark squares, as the path of an SVG.
    pub path: String,
}

/// Who sees the page, as far as it matters there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reader {
    /// Not let in until the second factor is set up.
    AtTheDoor,
    /// A contact who orders.
    Contact,
    /// A contact who manages the customer's logins.
    Approver,
    /// A person of the supplier.
    Supplier,
}

/// The code of somebody who is signing in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CodeForm {
    /// Code of the app, or a recovery code.
    pub code: String,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
}

/// The present password, for what nobody else may do at an unlocked screen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordForm {
    /// Heutiges Passwort; whoever has just typed it at the door need not type it again.
    #[serde(default)]
    pub present_password: String,
    /// Where to go once everything is done.
    #[serde(default)]
    pub next: String,
}

/// The password of whoever gives the second factor up. A field of its own, for there is another one on the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropForm {
    /// Passwort.
    pub password: String,
}

/// Where to go once the recovery codes are kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptForm {
    /// The page.
    #[serde(default)]
    pub next: String,
}

/// Whether everybody needs a second factor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemandForm {
    /// Whether they do.
    pub is_demanded: bool,
}

/// The page of the second factor, from which it goes on to another.
#[cfg(feature = "ssr")]
fn here(next: &str) -> String {
    use leptos_router::params::ParamsMap;
    let mut params = ParamsMap::new();
    let next = Some(crate::ssr::own_page(next)).filter(|page| page != "/");
    if let Some(next) = next {
        params.insert("weiter", next);
    }
    format!("/zweiter-faktor{}", params.to_query_string())
}

/// Lets somebody in by a code.
#[server(endpoint = "enter_code")]
pub async fn enter_code(form: CodeForm) -> Result<(), AppError> {
    use crate::ssr::{answer, own_page, redirect};
    answer(on_the_server::enter(&form.code).await)?;
    redirect(&own_page(&form.next));
    Ok(())
}

/// The caller's second factor.
#[server(endpoint = "load_second_factor", output = Lean)]
pub async fn load_second_factor() -> Result<SecondFactor, AppError> {
    use crate::ssr::answer;
    answer(on_the_server::second_factor().await)
}

/// Begins to set it up.
#[server(endpoint = "offer_second_factor")]
pub async fn offer_second_factor(form: PasswordForm) -> Result<(), AppError> {
    use crate::ssr::{answer, drop_draft, redirect};
    answer(on_the_server::offer(form.present_password).await)?;
    answer(drop_draft("/zweiter-faktor").await)?;
    redirect(&here(&form.next));
    Ok(())
}

/// Sets it up, as the code proves that the app has the secret.
#[server(endpoint = "confirm_second_factor")]
pub async fn confirm_second_factor(form: CodeForm) -> Result<(), AppError> {
    use crate::ssr::{answer, drop_draft, redirect};
    answer(on_the_server::confirm(&form.code).await)?;
    answer(drop_draft("/zweiter-faktor").await)?;
    redirect(&here(&form.next));
    Ok(())
}

/// The recovery codes are kept; they are shown no more.
#[server(endpoint = "hide_recovery_codes")]
pub async fn hide_recovery_codes(form: KeptForm) -> Result<(), AppError> {
    use crate::ssr::{answer, caller, own_page, redirect, store};
    let caller = answer(caller())?;
    answer(store().hide_recovery_codes(&caller).await)?;
    redirect(&if form.next.is_empty() { "/zweiter-faktor".to_owned() } else { own_page(&form.next) });
    Ok(())
}

/// Makes new recovery codes.
#[server(endpoint = "renew_recovery_codes")]
pub async fn renew_recovery_codes(form: PasswordForm) -> Result<(), AppError> {
    use crate::ssr::{answer, redirect};
    answer(on_the_server::renew(form.present_password).await)?;
    redirect("/zweiter-faktor");
    Ok(())
}

/// Gives the second factor up.
#[server(endpoint = "drop_second_factor")]
pub async fn drop_second_factor(form: DropForm) -> Result<(), AppError> {
    use crate::ssr::{answer, redirect};
    answer(on_the_server::give_up(form.password).await)?;
    redirect("/zweiter-faktor?meldung=aus");
    Ok(())
}

/// Demands a second factor of everybody of the customer, or of the supplier, or does so no more.
#[server(endpoint = "demand_second_factor")]
pub async fn demand_second_factor(form: DemandForm) -> Result<(), AppError> {
    use crate::ssr::{answer, redirect};
    answer(on_the_server::demand(form.is_demanded).await)?;
    redirect(if form.is_demanded { "/zweiter-faktor?meldung=verlangt" } else { "/zweiter-faktor?meldung=freigestellt" });
    Ok(())
}

//! Server functions of what delivery costs.

use crate::{AppError, json::Lean, live::QuietClient, time::When};
use domain::FreightRule;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreightData {
    /// What holds now; `None` while delivery costs nothing.
    pub rule: Option<FreightRule>,
    /// Who has set it, and when.
    pub set: Option<(String, When)>,
}

/// The form for it, in francs as typed; what is empty costs nothing, or never is free.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FreightForm {
    /// What the delivery of an order costs.
    pub flat: String,
    /// From goods of which amount on it costs nothing.
    pub free_from: String,
}

/// What delivery costs now.
#[server(endpoint = "load_freight", client = QuietClient, output = Lean)]
pub async fn load_freight() -> Result<FreightData, AppError> {
    use crate::ssr::{answer, store, supplier, when};
    let person = answer(supplier())?;
    let freight = answer(store().freight(&person).await)?;
    Ok(FreightData { rule: freight.rule, set: freight.set.map(|(by, at)| (by, when(at))) })
}

/// Sets what delivery costs from the next order on.
#[server(endpoint = "set_freight")]
pub async fn set_freight(form: FreightForm) -> Result<(), AppError> {
    use crate::ssr::{answer, redirect, store, supplier};
    let person = answer(supplier())?;
    let rule = answer(FreightRule::typed(&form.flat, &form.free_from))?;
    answer(store().set_freight(&person, rule).await)?;
    redirect("/lieferant/versandkosten?meldung=gespeichert");
    Ok(())
}

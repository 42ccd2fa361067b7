//! Server functions of the cart and the order form.

#[cfg(feature = "ssr")]
mod checked;
#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
use super::form::SPLIT;
use super::{cost_centre::Means, form::OrderForm};
use crate::{
    AppError,
    json::Lean,
    live::QuietClient,
    show::{AgainQuery, TakenAgain},
};
use domain::{Allowance, ApprovalKind, ArticleId, Availability, CostCentreId, DeliveryAddress, FreightRule, Rappen, ReviewReason};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The cart, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartData {
    /// The key of the order that it becomes.
    pub order_key: Uuid,
    /// The fingerprint of its lines and prices, and of what delivery costs.
    pub seen: String,
    /// The lines.
    pub lines: Vec<CartLine>,
    /// How the caller's orders are controlled.
    pub approval: ApprovalKind,
    /// Who releases the caller's orders.
    pub approver: Option<String>,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: String,
    /// The note for the approver.
    pub note: String,
    /// Tells this page from all others.
    pub page: String,
    /// The line that was just removed without JavaScript.
    pub removed: Option<Removed>,
    /// What was just taken again from an order.
    pub again: Option<TakenAgain>,
    /// What is to come of it, where somebody may have to release it.
    pub outlook: Option<Outlook>,
    /// What limits it.
    pub means: Means,
    /// The cost centre that was chosen.
    pub cost_centre: Option<CostCentreId>,
    /// What delivering it costs, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<FreightRule>,
}

/// What is to come of an order that is sent now, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// Who is in charge of it first.
    pub in_charge: String,
    /// The cost centres whose budgets it exceeds, in the order in which whoever looks after them has a say; none for whoever has an
    /// approver of their own. As long as the cart exceeds these, the rest holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<CostCentreId>,
    /// Who decides.
    pub decider: String,
    /// In whose place, and until when.
    pub in_place_of: Option<String>,
    /// Who has to confirm it after that, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<String>,
    /// How long the decider usually takes.
    pub pace: Option<String>,
    /// When it is delivered.
    pub delivery: String,
    /// That it has to be released in time for it.
    pub if_released: String,
    /// That it has to be sent in time for it, where nothing needs a release.
    pub if_sent: String,
    /// The whole seconds until another day is promised.
    pub seconds: u32,
}

/// A line of the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// The article.
    pub article: ArticleId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// How many units.
    pub quantity: u32,
    /// Whether it is in the Kundensortiment.
    pub is_in_assortment: bool,
    /// What of it the caller may order at a time without a release.
    #[serde(default, skip_serializing_if = "Allowance::is_none")]
    pub allowance: Allowance,
    /// How it can be had today.
    pub availability: Availability,
    /// The cost centre of its own, if one was chosen for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<CostCentreId>,
}

impl CartLine {
    /// Why it needs a release, if the caller's orders are controlled in this way, and it is too much for the reason `over`.
    pub fn review(&self, approval: ApprovalKind, over: Option<ReviewReason>) -> Option<ReviewReason> {
        let agreement = self.allowance.agreement(self.is_in_assortment, self.price.times(self.quantity));
        domain::review::reason_beyond(approval, agreement, over)
    }
}

/// A line that was removed, to bring it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The article.
    pub article: ArticleId,
    /// Its name.
    pub name: String,
    /// How many there were.
    pub quantity: u32,
    /// The cost centre that its line had of its own, if it had one.
    pub cost_centre: Option<CostCentreId>,
}

/// The removed line that the address of the page names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovedQuery {
    /// The article's number; empty for none.
    pub number: String,
    /// How many there were.
    pub quantity: String,
    /// The id of the cost centre that its line had of its own; empty for none.
    pub cost_centre: String,
}

/// The quantity of a line; none removes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QuantityForm {
    /// The article.
    pub article: ArticleId,
    /// How many units.
    pub quantity: u32,
    /// The id of the cost centre of its own that the line gets where it comes back; empty for none. A line that is there keeps its own.
    #[serde(default)]
    pub cost_centre: String,
}

/// The caller's cart.
#[server(endpoint = "load_cart", client = QuietClient, output = Lean)]
pub async fn load_cart(removed: RemovedQuery, #[server(default)] again: AgainQuery) -> Result<CartData, AppError> {
    use crate::ssr::{answer, orderer};
    let orderer = answer(orderer())?;
    let mut cart = answer(server::cart(&orderer).await)?;
    let removed = answer(server::removed(&orderer, &removed).await)?;
    cart.removed = removed.filter(|removed| cart.lines.iter().all(|line| line.article != removed.article));
    cart.again = answer(again.read(&orderer).await)?;
    Ok(cart)
}

/// Sets the quantity of one line, removes it or brings it back.
#[server(endpoint = "set_quantity", output = Lean)]
pub async fn set_quantity(form: QuantityForm) -> Result<CartData, AppError> {
    use crate::ssr::{answer, orderer, redirect_without_script, store};
    use domain::{Problem, order::MAX_QUANTITY};
    let orderer = answer(orderer())?;
    let problem = Problem::NotInRange { min: 0, max: MAX_QUANTITY };
    let QuantityForm { article, quantity, cost_centre } = form;
    let range = if quantity > MAX_QUANTITY { Err(AppError::field("quantity", problem)) } else { Ok(()) };
    answer(range)?;
    let set = match cost_centre.parse::<CostCentreId>() {
        Ok(own) => store().bring_back_to_cart(&orderer, (article, quantity), own).await,
        Err(_) => store().set_cart_quantity(&orderer, article, quantity).await,
    };
    answer(set)?;
    redirect_without_script("/warenkorb");
    answer(server::cart(&orderer).await)
}

/// Keeps what was typed into the order form: the address, the reference, the note, and changed quantities.
#[server(endpoint = "save_order_form", output = Lean)]
pub async fn save_order_form(form: OrderForm) -> Result<CartData, AppError> {
    use crate::ssr::{answer, orderer, redirect_without_script, store};
    let orderer = answer(orderer())?;
    let checked = answer(form.kept())?;
    let before = answer(store().cart(&orderer).await)?;
    answer(server::keep(&orderer, form.order_key, &checked, form.typed()).await)?;
    redirect_without_script(&server::cart_page(&before, form.remove, &checked));
    answer(server::cart(&orderer).await)
}

/// Places the order and leads to its confirmation. What the page did not yet show a total for is kept and shown first.
#[server(endpoint = "place_order")]
pub async fn place_order(form: OrderForm) -> Result<(), AppError> {
    use crate::ssr::{answer, orderer, redirect, store};
    let orderer = answer(orderer())?;
    let checked = answer(form.checked())?;
    answer(server::keep_unseen(&orderer, form.order_key, &checked).await)?;
    let is_split = form.split == SPLIT;
    let placing = server::placing(form, checked);
    let placed = if is_split { store().place_split(&orderer, placing).await } else { store().place(&orderer, placing).await };
    let placed = answer(placed)?;
    redirect(&format!("/bestellungen/{}/bestaetigung", placed.order_id));
    Ok(())
}

//! What the order form posts.

use crate::shop::quantity;
use domain::ArticleId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stands in place of the quantity of a line that was removed on the page.
pub const REMOVED: &str = "removed";

/// What the box posts by which the cart is split.
pub const SPLIT: &str = "on";

/// The order form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderForm {
    /// The key of the cart: one key is one order.
    pub order_key: Uuid,
    /// The fingerprint of the lines and prices that the page showed.
    #[serde(default)]
    pub seen: String,
    /// The quantities by the ids of their fields. (A key that begins with a digit would be read as an index.)
    #[serde(default)]
    pub quantities: BTreeMap<String, String>,
    /// The article whose line is to be removed.
    #[serde(default)]
    pub remove: Option<ArticleId>,
    /// Firma.
    #[serde(default)]
    pub company: String,
    /// Zuhanden von.
    #[serde(default)]
    pub attention: String,
    /// Strasse und Nummer.
    #[serde(default)]
    pub street: String,
    /// PLZ.
    #[serde(default)]
    pub postcode: String,
    /// Ort.
    #[serde(default)]
    pub town: String,
    /// The customer's own reference.
    #[serde(default)]
    pub reference: String,
    /// The note for the approver.
    #[serde(default)]
    pub note: String,
    /// The id of the cost centre; empty for none.
    #[serde(default)]
    pub cost_centre: String,
    /// The ids of the cost centres of single lines, by the ids of their fields; empty for what that of the order pays for.
    #[serde(default)]
    pub cost_centres: BTreeMap<String, String>,
    /// Whether what needs no release is to go at once, as an order of its own: `on`.
    #[serde(default)]
    pub split: String,
    /// Tells the page on which it was typed from all others; empty without JavaScript.
    #[serde(default)]
    pub page: String,
    /// The how manieth time it is kept from there.
    #[serde(default)]
    pub turn: u32,
}

/// The name under which the quantity of an article is posted.
pub fn quantity_name(article: ArticleId) -> String {
    format!("form[quantities][{}]", quantity::field(article))
}

/// What the ids of the fields begin with in which the cost centres of lines are chosen.
pub const COST_CENTRE: &str = "cost-centre-";

/// The id of the field in which the cost centre of an article's line is chosen.
pub fn cost_centre_field(article: ArticleId) -> String {
    format!("{COST_CENTRE}{article}")
}

/// The name under which it is posted.
pub fn cost_centre_name(article: ArticleId) -> String {
    format!("form[cost_centres][{}]", cost_centre_field(article))
}

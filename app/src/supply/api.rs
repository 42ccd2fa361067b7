//! Server functions of the supplier. They read supply orders only, never the orders behind them.

use crate::{
    AppError,
    json::Lean,
    live::QuietClient,
    time::{Date, When},
};
use domain::{DeliveryAddress, Rappen, SupplyOrderId, SupplyStatus, Totals};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Rows on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 25;

/// A page of received supply orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyList {
    /// The status that was asked for; `None` for all.
    pub status: Option<SupplyStatus>,
    /// Whether this is not the first page.
    pub is_continued: bool,
    /// How many there are of each status.
    pub counts: Vec<(SupplyStatus, i64)>,
    /// The supply orders, newest first.
    pub rows: Vec<SupplyListRow>,
    /// The number before which the next page begins, if there is one.
    pub older_than: Option<i64>,
}

/// A supply order in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyListRow {
    /// The supply order.
    pub id: SupplyOrderId,
    /// Its number.
    pub number: i64,
    /// The customer's name.
    pub customer: String,
    /// When it arrived.
    pub received: When,
    /// When it is to be delivered.
    pub delivery: Date,
    /// Whether that day has passed without a delivery.
    pub is_late: bool,
    /// What it costs.
    pub total: Rappen,
    /// How far it is.
    pub status: SupplyStatus,
    /// How many lines it has.
    pub lines: i64,
}

/// A supply order with everything that its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyOrder {
    /// The supply order.
    pub id: SupplyOrderId,
    /// Its number.
    pub number: i64,
    /// The customer's name.
    pub customer: String,
    /// The customer's number.
    pub customer_number: i64,
    /// Who ordered.
    pub orderer: String,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The customer's cost centre, by number and name.
    pub cost_centre: Option<String>,
    /// What it costs.
    pub totals: Totals,
    /// How far it is.
    pub status: SupplyStatus,
    /// When each step was made.
    pub steps: Vec<(SupplyStatus, Option<When>)>,
    /// When it is to be delivered.
    pub delivery: Date,
    /// Whether that day has passed without a delivery.
    pub is_late: bool,
    /// Its lines.
    pub lines: Vec<SupplyLine>,
}

/// A line of a supply order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyLine {
    /// From 1.
    pub position: u32,
    /// The article's number.
    pub article_number: String,
    /// The article's name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// How many units.
    pub quantity: u32,
    /// The customer's cost centre for this line, by number and name, where it is not that of the supply order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<String>,
}

/// A page of supply orders.
#[server(endpoint = "load_supply_orders", client = QuietClient, output = Lean)]
pub async fn load_supply_orders(status: Option<SupplyStatus>, before: Option<i64>) -> Result<SupplyList, AppError> {
    use crate::ssr::{answer, page, store, supplier};
    let person = answer(supplier())?;
    let counts = answer(store().supply_counts(&person).await)?;
    let rows = answer(store().supply_orders(&person, status, before, PAGE + 1).await)?;
    let (rows, older_than) = page(rows, PAGE, |row| row.number);
    let rows = rows.into_iter().map(SupplyListRow::from).collect();
    Ok(SupplyList { status, is_continued: before.is_some(), counts, rows, older_than })
}

/// One supply order.
#[server(endpoint = "load_supply_order", client = QuietClient, output = Lean)]
pub async fn load_supply_order(id: String) -> Result<SupplyOrder, AppError> {
    use crate::ssr::{answer, parse, store, supplier};
    let person = answer(supplier())?;
    let id = answer(parse(&id))?;
    answer(store().supply_order(&person, id).await).map(SupplyOrder::from)
}

/// The step that is made with a supply order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AdvanceForm {
    /// The supply order.
    pub id: String,
    /// The word of the step.
    pub to: String,
}

/// Makes the next step; answers where the supply order is now.
#[server(endpoint = "advance", output = Lean)]
pub async fn advance(form: AdvanceForm) -> Result<SupplyStatus, AppError> {
    use crate::ssr::{answer, parse, store, supplier};
    let person = answer(supplier())?;
    let id = answer(parse(&form.id))?;
    let to = answer(form.to.parse().map_err(|_| AppError::BadRequest))?;
    answer(store().advance(&person, id, to).await)?;
    Ok(to)
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{SupplyLine, SupplyListRow, SupplyOrder};
    use crate::{
        AppError, Refusal,
        ssr::{date, is_past, when},
    };
    use domain::SupplyStatus;
    use store::{AdvanceRefusal, Day, SupplyLineView, SupplyOrderView, SupplyRow};

    fn is_late(status: SupplyStatus, delivery: Day) -> bool {
        status != SupplyStatus::Delivered && is_past(delivery)
    }

    impl From<SupplyRow> for SupplyListRow {
        fn from(row: SupplyRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                customer: row.customer_name,
                received: when(row.received_at),
                is_late: is_late(row.status, row.delivery_date),
                delivery: date(row.delivery_date),
                total: row.total,
                status: row.status,
                lines: row.line_count,
            }
        }
    }

    impl From<SupplyOrderView> for SupplyOrder {
        fn from(order: SupplyOrderView) -> Self {
            let times = [Some(order.received_at), order.accepted_at, order.shipped_at, order.delivered_at];
            Self {
                id: order.id,
                number: order.number,
                customer: order.customer_name,
                customer_number: order.customer_number,
                orderer: order.orderer_name,
                address: order.address,
                reference: order.reference,
                cost_centre: order.cost_centre,
                totals: order.totals,
                status: order.status,
                steps: SupplyStatus::ALL.iter().copied().zip(times.map(|time| time.map(when))).collect(),
                is_late: is_late(order.status, order.delivery_date),
                delivery: date(order.delivery_date),
                lines: order.lines.into_iter().map(SupplyLine::from).collect(),
            }
        }
    }

    impl From<SupplyLineView> for SupplyLine {
        fn from(line: SupplyLineView) -> Self {
            Self {
                position: line.position,
                article_number: line.article_number,
                name: line.name,
                unit: line.unit,
                price: line.price,
                quantity: line.quantity,
                cost_centre: line.cost_centre,
            }
        }
    }

    impl From<AdvanceRefusal> for AppError {
        fn from(refusal: AdvanceRefusal) -> Self {
            let AdvanceRefusal::AlreadyThere(status) = refusal;
            Self::refused(&Refusal::AlreadyThere { status })
        }
    }
}

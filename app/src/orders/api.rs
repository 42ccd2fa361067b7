//! Server functions of the orderer's own orders.

#[cfg(feature = "ssr")]
use crate::show::AgainQuery;
use crate::{
    AppError,
    json::Lean,
    live::QuietClient,
    show::{Holder, OrderData},
    time::{Date, When},
};
use domain::{OrderId, OrderStatus, Rappen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Rows of the dossier on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 25;

/// Which orders the dossier shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that wait for a release.
    Waiting,
    /// Those that the supplier has.
    AtSupplier,
    /// Those that have arrived.
    Delivered,
    /// Those of which every line was rejected.
    Rejected,
    /// Those that were taken back.
    Withdrawn,
}

impl Filter {
    /// All filters, in the order of the screen, with their words in the address.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::All, ""),
        (Self::Waiting, "wartend"),
        (Self::AtSupplier, "unterwegs"),
        (Self::Delivered, "geliefert"),
        (Self::Rejected, "abgelehnt"),
        (Self::Withdrawn, "zurueckgezogen"),
    ];

    /// The filter of a word in the address; unknown words show everything.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == word).map_or(Self::All, |(filter, _)| *filter)
    }

    /// The word of this filter in the address.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(filter, _)| *filter == self).map_or("", |(_, word)| word)
    }
}

/// A page of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// The filter that was asked for.
    pub filter: Filter,
    /// Whether this is not the first page.
    pub is_continued: bool,
    /// The orders, newest first.
    pub rows: Vec<DossierLine>,
    /// The number before which the next page begins, if there is one.
    pub older_than: Option<i64>,
}

/// An order in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierLine {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// When it was submitted.
    pub placed: When,
    /// What was handed over costs, or what it costs as ordered.
    pub total: Rappen,
    /// Where it is.
    pub status: OrderStatus,
    /// Who has it, while it waits.
    pub holder: Option<Holder>,
    /// When it is delivered, once it is handed over.
    pub delivery: Option<Date>,
    /// How many lines it has.
    pub lines: i64,
}

/// A page of the caller's own orders.
#[server(endpoint = "load_dossier", client = QuietClient, output = Lean)]
pub async fn load_dossier(filter: Filter, before: Option<i64>) -> Result<Dossier, AppError> {
    use crate::ssr::{answer, orderer, page, store};
    let orderer = answer(orderer())?;
    let rows = answer(store().dossier(&orderer, filter.into(), before, PAGE + 1).await)?;
    let (rows, older_than) = page(rows, PAGE, |row| row.number);
    Ok(Dossier { filter, is_continued: before.is_some(), rows: rows.into_iter().map(DossierLine::from).collect(), older_than })
}

/// An order of the caller, or one of which the caller is the approver in charge.
#[server(endpoint = "load_order", client = QuietClient, output = Lean)]
pub async fn load_order(id: String) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, order_id, orderer, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&id))?;
    answer(store().order(&orderer, id).await).map(OrderData::from)
}

/// Which order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrderForm {
    /// The order.
    pub id: String,
}

/// Takes an order back while it waits.
#[server(endpoint = "withdraw_order", output = Lean)]
pub async fn withdraw_order(form: OrderForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, order_id, orderer, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&form.id))?;
    answer(store().withdraw(&orderer, id).await)?;
    answer(store().order(&orderer, id).await).map(OrderData::from)
}

/// Which order to ask after.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskAfterForm {
    /// The order.
    pub id: String,
    /// When it was asked after last, as far as the page knew (RFC 3339); empty for never.
    #[serde(default)]
    pub seen: String,
}

/// Reminds whoever is to decide an own order, once a day.
#[server(endpoint = "ask_after_order", output = Lean)]
pub async fn ask_after_order(form: AskAfterForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, order_id, orderer, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&form.id))?;
    let seen = form.seen.parse().ok().map(store::Stamp::new);
    answer(store().remind(&orderer, id, seen).await)?;
    answer(store().order(&orderer, id).await).map(OrderData::from)
}

/// Which lines of which order go into the cart again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgainForm {
    /// The order.
    pub id: String,
    /// The position of one line, by itself or after [`ALTERNATIVE`], or one of the words of [`Again`].
    pub lines: String,
}

/// What stands in the form before the position of a line of which what was proposed instead goes into the cart.
pub const ALTERNATIVE: &str = "alternative-";

/// Several lines that go into the cart again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// All, those that were delivered as they were delivered.
    All,
    /// All, as they were ordered.
    AsOrdered,
    /// Those that were rejected.
    Rejected,
}

impl Again {
    /// The word for it in the form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::AsOrdered => "ordered",
            Self::Rejected => "rejected",
        }
    }
}

/// Puts lines of an own order into the cart again and leads there. The cart then holds at least what they come to, however often
/// the form is sent.
#[server(endpoint = "take_again")]
pub async fn take_again(form: AgainForm) -> Result<(), AppError> {
    use crate::ssr::{answer, order_id, orderer, redirect, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&form.id))?;
    let lines = answer(again_lines(&form.lines))?;
    let taken = answer(store().take_again(&orderer, id, lines).await)?;
    redirect(&AgainQuery::of(id, lines, &taken).address());
    Ok(())
}

/// What the form names; anything else is a line that is not there.
#[cfg(feature = "ssr")]
fn again_lines(typed: &str) -> Result<store::AgainLines, AppError> {
    match typed {
        _ if typed == Again::All.word() => Ok(store::AgainLines::All),
        _ if typed == Again::AsOrdered.word() => Ok(store::AgainLines::AsOrdered),
        _ if typed == Again::Rejected.word() => Ok(store::AgainLines::Rejected),
        _ => one_line(typed).map_err(|_| AppError::NotFound),
    }
}

#[cfg(feature = "ssr")]
fn one_line(typed: &str) -> Result<store::AgainLines, std::num::ParseIntError> {
    match typed.strip_prefix(ALTERNATIVE) {
        Some(position) => position.parse().map(store::AgainLines::Alternative),
        None => typed.parse().map(store::AgainLines::One),
    }
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{DossierLine, Filter};
    use crate::{
        AppError, Refusal,
        show::Holder,
        ssr::{date, when},
    };
    use domain::CustomerRule;
    use store::{DossierFilter, DossierRow, RemindRefusal, WithdrawRefusal};

    impl From<Filter> for DossierFilter {
        fn from(filter: Filter) -> Self {
            match filter {
                Filter::All => Self::All,
                Filter::Waiting => Self::Waiting,
                Filter::AtSupplier => Self::AtSupplier,
                Filter::Delivered => Self::Delivered,
                Filter::Rejected => Self::Rejected,
                Filter::Withdrawn => Self::Withdrawn,
            }
        }
    }

    impl From<DossierRow> for DossierLine {
        fn from(row: DossierRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                placed: when(row.placed_at),
                total: row.total,
                status: row.status,
                holder: row.holder.map(Holder::from),
                delivery: row.delivery_date.map(date),
                lines: row.line_count,
            }
        }
    }

    impl From<RemindRefusal> for AppError {
        fn from(refusal: RemindRefusal) -> Self {
            Self::refused(&match refusal {
                RemindRefusal::TooEarly { possible_from } => Refusal::TooEarly { from: when(possible_from).absolute },
                RemindRefusal::Closed { status } => Refusal::Closed { status },
                RemindRefusal::SwitchedOff => Refusal::SwitchedOff { rule: CustomerRule::WritesComments },
            })
        }
    }

    impl From<WithdrawRefusal> for AppError {
        fn from(refusal: WithdrawRefusal) -> Self {
            let WithdrawRefusal::TooLate(status) = refusal;
            Self::refused(&Refusal::Closed { status })
        }
    }
}

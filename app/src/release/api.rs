//! Server functions of approvers.

use super::insight::Insight;
use crate::{AppError, live::QuietClient, show::OrderData, time::When};
use domain::{OrderId, OrderStatus, Rappen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Orders of the queue on one page.
#[cfg(feature = "ssr")]
pub(super) const PAGE: u32 = 50;

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The orders that wait for the caller, oldest first.
    pub rows: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// An order that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// The order.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// When it was submitted.
    pub placed: When,
    /// Who ordered.
    pub orderer: String,
    /// What it costs.
    pub total: Rappen,
    /// Where it is.
    pub status: OrderStatus,
    /// Lines that are still to be decided.
    pub open_lines: i64,
    /// Those of them that have to be decided again.
    pub asked_again: i64,
    /// The note for the approver.
    pub note: Option<String>,
    /// The approver in charge, if the caller stands in for them.
    pub in_place_of: Option<String>,
}

/// The orders that wait for the caller.
#[server(endpoint = "load_queue", client = QuietClient)]
pub async fn load_queue(after: Option<String>) -> Result<Queue, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let after = after.as_deref().and_then(conversions::read_place);
    let mut rows = answer(store().release_queue(&approver, after, PAGE + 1).await)?;
    let has_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| has_more).map(conversions::place);
    Ok(Queue { rows: rows.into_iter().map(QueueLine::from).collect(), next })
}

/// An order with what helps to decide on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCase {
    /// The order.
    pub order: OrderData,
    /// Whether a rejection needs a reason.
    pub demands_reason: bool,
    /// What helps to decide on the lines that need a release, while the order waits.
    pub insights: Vec<Insight>,
}

/// An order that the caller may decide.
#[server(endpoint = "load_release", client = QuietClient)]
pub async fn load_release(id: String) -> Result<ReleaseCase, AppError> {
    use crate::ssr::{answer, approver, order_id, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&id))?;
    answer(store().release_case(&approver, id).await).map(ReleaseCase::from)
}

/// Decisions on lines of an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideForm {
    /// The order.
    pub id: String,
    /// The decisions.
    pub decisions: Vec<DecisionForm>,
}

/// The decision on one line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecisionForm {
    /// The line's position.
    pub position: u32,
    /// The verdict's word.
    pub verdict: String,
    /// The word of the cause of a rejection; may be empty.
    #[serde(default)]
    pub cause: String,
    /// The reason for a rejection in words; may be empty.
    #[serde(default)]
    pub reason: String,
    /// How many units are released; as many as were ordered when it is empty.
    #[serde(default)]
    pub quantity: String,
    /// The article that is released instead; empty for the ordered one.
    #[serde(default)]
    pub replacement: String,
    /// The price of that article, in Rappen, as it was shown.
    #[serde(default)]
    pub price: String,
    /// The seal of the line as it was shown; empty where the page was none of ours.
    #[serde(default)]
    pub seen: String,
}

/// Releases or rejects lines. With the last one the order is handed over, and the answer leads to the closing page.
#[server(endpoint = "decide")]
pub async fn decide(form: DecideForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, approver, order_id, redirect, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let is_demanded = answer(conversions::is_reason_demanded(&approver, &form).await)?;
    let decisions = answer(conversions::decisions(&form, is_demanded))?;
    let decided = answer(store().decide(&approver, id, decisions).await)?;
    if !decided.status.is_open() {
        redirect(&format!("/freigaben/{id}/abschluss"));
    }
    answer(store().order_for_release(&approver, id).await).map(OrderData::from)
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{DecideForm, DecisionForm, QueueLine, ReleaseCase};
    use crate::{
        AppError, Refusal,
        release::insight::{Insight, Purchase},
        show::chf,
        ssr::{date, day_of, store, when},
    };
    use domain::{
        FieldProblem, OrderId, Problem, Rappen, RejectionCause, Verdict,
        order::MAX_QUANTITY,
        problem::Check,
        rejection::{ReasonGap, check_reason},
        text,
    };
    use store::{Approver, DecideRefusal, Instead, LineDecision, LineInsight, QueueRow, Seen, Stamp};

    /// Whether one of the decisions needs a reason.
    pub(super) async fn is_reason_demanded(approver: &Approver, form: &DecideForm) -> Result<bool, AppError> {
        let rejects = form.decisions.iter().any(|decision| decision.verdict == Verdict::Rejected.word());
        if rejects { Ok(store().demands_reason(approver).await?) } else { Ok(false) }
    }

    /// The checked decisions; the field of a wrong one is named after its line.
    pub(super) fn decisions(form: &DecideForm, is_demanded: bool) -> Result<Vec<LineDecision>, AppError> {
        let mut check = Check::default();
        let each = form.decisions.iter().map(|decision| line(&mut check, decision, is_demanded));
        let all = each.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>();
        Ok(check.finish(all)?)
    }

    fn line(check: &mut Check, form: &DecisionForm, is_demanded: bool) -> Option<LineDecision> {
        let position = form.position;
        let verdict = check.field("verdict", form.verdict.parse());
        let cause = check.field(&format!("cause-{position}"), cause(&form.cause));
        let reason = check.field(&format!("reason-{position}"), text::note(&form.reason));
        let (verdict, cause, reason) = (verdict?, cause?, reason?);
        if let Err(gap) = check_reason(is_demanded, verdict, cause, reason.as_deref()) {
            let FieldProblem { field, problem } = missing(position, gap);
            return check.field(&field, Err(problem));
        }
        let decision = match verdict {
            Verdict::Released => LineDecision { instead: instead(check, form)?, ..LineDecision::release(position) },
            Verdict::Rejected => LineDecision::reject(position, cause, reason),
        };
        Some(decision.as_seen(seal(&form.seen)))
    }

    /// What is to be released instead of what was ordered.
    fn instead(check: &mut Check, form: &DecisionForm) -> Option<Instead> {
        let quantity = check.field(&format!("quantity-{}", form.position), quantity(&form.quantity));
        let article = check.field("replacement", seen(form));
        Some(Instead { quantity: quantity?, article: article? })
    }

    /// The seal that a form carries, if it carries one.
    fn seal(seen: &str) -> Option<String> {
        (!seen.is_empty()).then(|| seen.to_owned())
    }

    fn quantity(typed: &str) -> Result<Option<u32>, Problem> {
        let typed = typed.trim();
        if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Problem::NotInRange { min: 1, max: MAX_QUANTITY }) }
    }

    fn seen(form: &DecisionForm) -> Result<Option<Seen>, Problem> {
        if form.replacement.is_empty() {
            return Ok(None);
        }
        let id = form.replacement.parse().map_err(|_| Problem::Unknown)?;
        let price = form.price.parse().map(Rappen).map_err(|_| Problem::Unknown)?;
        Ok(Some(Seen { id, price }))
    }

    /// A cause of the list, or none.
    fn cause(word: &str) -> Result<Option<RejectionCause>, Problem> {
        if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
    }

    /// What is missing of a reason, beside its field.
    fn missing(position: u32, gap: ReasonGap) -> FieldProblem {
        match gap {
            ReasonGap::Cause => FieldProblem { field: format!("cause-{position}"), problem: Problem::Required },
            ReasonGap::Words => FieldProblem { field: format!("reason-{position}"), problem: Problem::Unsaid },
        }
    }

    /// A place in the queue, as it stands in an address.
    pub(super) fn place(row: &QueueRow) -> String {
        format!("{}_{}", row.placed_at.micros(), row.id)
    }

    pub(super) fn read_place(text: &str) -> Option<(Stamp, OrderId)> {
        let (micros, id) = text.split_once('_')?;
        let instant = jiff::Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
        Some((Stamp::new(instant), id.parse().ok()?))
    }

    impl From<QueueRow> for QueueLine {
        fn from(row: QueueRow) -> Self {
            Self {
                id: row.id,
                number: row.number,
                placed: when(row.placed_at),
                orderer: row.orderer_name,
                total: row.total,
                status: row.status,
                open_lines: row.open_lines,
                asked_again: row.asked_again,
                note: row.note,
                in_place_of: row.in_place_of,
            }
        }
    }

    impl From<store::ReleaseCase> for ReleaseCase {
        fn from(case: store::ReleaseCase) -> Self {
            let insights = case.insights.into_iter().map(Insight::from).collect();
            Self { order: case.order.into(), demands_reason: case.demands_reason, insights }
        }
    }

    impl From<LineInsight> for Insight {
        fn from(insight: LineInsight) -> Self {
            let purchases = insight.purchases.into_iter().map(Purchase::from).collect();
            Self { position: insight.position, purchases, closest: insight.closest }
        }
    }

    impl From<store::Purchase> for Purchase {
        fn from(bought: store::Purchase) -> Self {
            Self {
                day: date(day_of(bought.received_at)),
                orderer: bought.orderer_name,
                is_own: bought.is_own,
                quantity: bought.quantity,
                unit: bought.unit,
                price: bought.price,
            }
        }
    }

    impl From<DecideRefusal> for AppError {
        fn from(refusal: DecideRefusal) -> Self {
            match refusal {
                DecideRefusal::AlreadyDecided { by, at } => Self::Refused(Refusal::AlreadyDecided { by, at: when(at).absolute }),
                DecideRefusal::Closed { status } => Self::Refused(Refusal::Closed { status }),
                DecideRefusal::NothingToDecide => Self::BadRequest,
                DecideRefusal::QuantityOutOfRange { position, ordered } => {
                    Self::field(&format!("quantity-{position}"), Problem::NotInRange { min: 1, max: ordered })
                }
                DecideRefusal::LineChanged { position, article, quantity, price } => {
                    Self::Refused(Refusal::LineChanged { position, article, quantity, price: chf(price) })
                }
                DecideRefusal::NotSold { position, article } => Self::Refused(Refusal::NotSold { position, article }),
                DecideRefusal::NotInAssortment { .. } => Self::Refused(Refusal::ReplacementGone),
                DecideRefusal::PriceChanged { price, .. } => Self::Refused(Refusal::ReplacementPrice { price: chf(price) }),
                DecideRefusal::ReasonMissing { position, gap } => Self::Invalid(vec![missing(position, gap)]),
            }
        }
    }
}

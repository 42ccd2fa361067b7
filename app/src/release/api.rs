//! Server functions of approvers.

use super::insight::Insight;
use crate::{AppError, json::Lean, live::QuietClient, show::OrderData};
use domain::Frames;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An order with what helps to decide on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCase {
    /// The order.
    pub order: OrderData,
    /// Whether a rejection needs a reason.
    pub demands_reason: bool,
    /// What helps to decide on the lines that need a release, while the order waits.
    pub insights: Vec<Insight>,
    /// What limits it and what is gone of that without it, while the order waits.
    pub frames: Frames,
}

/// An order that the caller may decide.
#[server(endpoint = "load_release", client = QuietClient, output = Lean)]
pub async fn load_release(id: String) -> Result<ReleaseCase, AppError> {
    use crate::ssr::{answer, approver, order_id, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&id))?;
    let case = store().release_case(&approver, id).await.map_err(AppError::from);
    answer(conversions::unless_come_back((&approver, id), case).await).map(ReleaseCase::from)
}

/// Decisions on lines of an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideForm {
    /// The order.
    pub id: String,
    /// Whether they are meant to be all that is still open, so that the order is handed over with them. Where more is open by now,
    /// nothing is decided.
    #[serde(default)]
    pub is_rest: bool,
    /// Which version of it the page showed. Without one it is 0, which no order has: nothing is decided that nobody has seen.
    #[serde(default)]
    pub version: u32,
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
    /// The article that is proposed instead of a rejected one; empty for none.
    #[serde(default)]
    pub alternative: String,
    /// The price of that article, or of the one that is released instead, in Rappen, as it was shown.
    #[serde(default)]
    pub price: String,
    /// How the article that is released instead could be had, as it was shown. Without it nobody has seen that it is on order.
    #[serde(default)]
    pub availability: String,
    /// The seal of the line as it was shown. Without one it is empty, which fits no line.
    #[serde(default)]
    pub seen: String,
}

/// Releases or rejects lines. With the last one the order is handed over, and the answer leads to the closing page.
#[server(endpoint = "decide", output = Lean)]
pub async fn decide(form: DecideForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, approver, order_id, redirect, store};
    use store::Decisions;
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let is_demanded = answer(conversions::is_reason_demanded(&approver, &form).await)?;
    let decisions = answer(conversions::decisions(&form, is_demanded))?;
    let decisions = Decisions::from(decisions).seen(Some(form.version));
    let store = store();
    let decided =
        if form.is_rest { store.decide_rest(&approver, id, decisions).await } else { store.decide(&approver, id, decisions).await };
    let decided = answer(conversions::unless_come_back((&approver, id), decided.map_err(AppError::from)).await)?;
    let order = answer(store.order_for_release(&approver, id).await)?;
    // With the last line it goes to the supplier, or on to somebody else.
    if decided.open_lines == 0 && !(order.is_in_charge && order.status.is_open()) {
        redirect(&format!("/freigaben/{id}/abschluss"));
    }
    Ok(order.into())
}

/// Which decision to take back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeBackForm {
    /// The order.
    pub id: String,
    /// The line's position.
    pub position: u32,
    /// When it was decided, as the page has shown it (RFC 3339).
    pub decided_at: String,
}

/// Takes an own decision back while the order is open.
#[server(endpoint = "take_back", output = Lean)]
pub async fn take_back(form: TakeBackForm) -> Result<OrderData, AppError> {
    use crate::ssr::{answer, approver, order_id, store};
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let decided_at = answer(conversions::decided_at(&form))?;
    answer(store().take_back(&approver, id, form.position, decided_at).await)?;
    answer(store().order_for_release(&approver, id).await).map(OrderData::from)
}

/// Which release to confirm.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmForm {
    /// The order.
    pub id: String,
    /// How often it had been released when it was shown.
    pub level: u32,
    /// Its seal, as it was shown. A page from before there was one carries none, and is refused as one that shows what is no more.
    #[serde(default)]
    pub seal: String,
}

/// Confirms the release of an order that has gone on to the caller, and leads to what comes of it, or back to what is asked again.
#[server(endpoint = "confirm_release")]
pub async fn confirm_release(form: ConfirmForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, order_id, redirect, store};
    use store::Confirmation;
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let confirmation = Confirmation { level: form.level, seal: form.seal };
    let confirmed = store().confirm(&approver, id, confirmation).await.map_err(AppError::from);
    let confirmed = answer(conversions::unless_come_back((&approver, id), confirmed).await)?;
    let further = if confirmed.open_lines > 0 { "" } else { "/abschluss" };
    redirect(&format!("/freigaben/{id}{further}"));
    Ok(())
}

impl AsRef<OrderData> for ReleaseCase {
    fn as_ref(&self) -> &OrderData {
        &self.order
    }
}

impl AsMut<OrderData> for ReleaseCase {
    fn as_mut(&mut self) -> &mut OrderData {
        &mut self.order
    }
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{DecideForm, DecisionForm, ReleaseCase, TakeBackForm};
    use crate::{
        AppError, Refusal,
        release::insight::{Habit, Insight, Other, Purchase},
        show::{RuleQuery, chf},
        ssr::{date, day_of, request_language, store, when},
        text::learning::{habit_company, habit_own},
    };
    use domain::{
        Availability, CustomerRule, FieldProblem, Language, OrderId, Problem, Rappen, RejectionCause, ReviewReason, Verdict,
        order::MAX_QUANTITY,
        problem::Check,
        rejection::{ReasonGap, check_reason},
        text,
    };
    use store::{
        Approver, Comeback, DecideRefusal, HabitOf, Instead, LineDecision, LineInsight, OrderLineView, Seen, Stamp, TakeBackRefusal,
    };

    /// What came of something, unless the order does not wait for the caller any more because it has come back from there: why it has.
    pub(super) async fn unless_come_back<T>((approver, id): (&Approver, OrderId), result: Result<T, AppError>) -> Result<T, AppError> {
        let Err(AppError::NotFound) = result else { return result };
        match store().comeback(approver, id).await? {
            Some(Comeback::TakenBack { by }) => Err(AppError::refused(&Refusal::TakenBack { by })),
            Some(Comeback::Changed { by }) => Err(AppError::refused(&Refusal::ChangedAndBack { by })),
            None => result,
        }
    }

    /// Whether one of the decisions needs a reason.
    pub(super) async fn is_reason_demanded(approver: &Approver, form: &DecideForm) -> Result<bool, AppError> {
        let rejects = form.decisions.iter().any(|decision| decision.verdict == Verdict::Rejected.word());
        Ok(rejects && store().rules_in_force(approver).await?.contains(&CustomerRule::DemandsReason))
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
        let cause = check.field(&format!("cause-{position}"), RejectionCause::chosen(&form.cause));
        let reason = check.field(&format!("reason-{position}"), text::note(&form.reason));
        let (verdict, cause, reason) = (verdict?, cause?, reason?);
        if let Err(gap) = check_reason(is_demanded, verdict, cause, reason.as_deref()) {
            let FieldProblem { field, problem } = missing(position, gap);
            return check.field(&field, Err(problem));
        }
        let decision = match verdict {
            Verdict::Released => {
                let promised = Some(form.availability.parse().unwrap_or(Availability::InStock));
                LineDecision { instead: instead(check, form)?, promised, ..LineDecision::release(position) }
            }
            Verdict::Rejected => {
                let alternative = check.field("alternative", seen(&form.alternative, &form.price))?;
                LineDecision::reject(position, cause, reason).proposing(alternative)
            }
        };
        Some(decision.as_seen(Some(form.seen.clone())))
    }

    /// What is to be released instead of what was ordered.
    fn instead(check: &mut Check, form: &DecisionForm) -> Option<Instead> {
        let quantity = check.field(&format!("quantity-{}", form.position), quantity(&form.quantity));
        let article = check.field("replacement", seen(&form.replacement, &form.price));
        Some(Instead { quantity: quantity?, article: article? })
    }

    fn quantity(typed: &str) -> Result<Option<u32>, Problem> {
        let typed = typed.trim();
        if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Problem::NotInRange { min: 1, max: MAX_QUANTITY }) }
    }

    fn seen(article: &str, price: &str) -> Result<Option<Seen>, Problem> {
        if article.is_empty() {
            return Ok(None);
        }
        let id = article.parse().map_err(|_| Problem::Unknown)?;
        let price = price.parse().map(Rappen).map_err(|_| Problem::Unknown)?;
        Ok(Some(Seen { id, price }))
    }

    /// What is missing of a reason, beside its field.
    fn missing(position: u32, gap: ReasonGap) -> FieldProblem {
        match gap {
            ReasonGap::Cause => FieldProblem { field: format!("cause-{position}"), problem: Problem::Required },
            ReasonGap::Words => FieldProblem { field: format!("reason-{position}"), problem: Problem::Unsaid },
        }
    }

    pub(super) fn decided_at(form: &TakeBackForm) -> Result<Stamp, AppError> {
        form.decided_at.parse().map(Stamp::new).map_err(|_| AppError::BadRequest)
    }

    impl From<TakeBackRefusal> for AppError {
        fn from(refusal: TakeBackRefusal) -> Self {
            Self::refused(&match refusal {
                TakeBackRefusal::Closed { status } => Refusal::Closed { status },
                TakeBackRefusal::NotYours { by, at } => Refusal::NotYourDecision { by, at: when(at).absolute },
                TakeBackRefusal::Gone => Refusal::DecisionGone,
                TakeBackRefusal::PassedOn => Refusal::PassedOn,
                TakeBackRefusal::AlreadyDecided { by, at } => Refusal::AlreadyDecided { by, at: when(at).absolute },
            })
        }
    }

    impl From<store::ReleaseCase> for ReleaseCase {
        fn from(case: store::ReleaseCase) -> Self {
            let (l, order) = (request_language(), &case.order);
            let insights = case.insights.into_iter().map(|insight| helpful(l, order, insight)).collect();
            Self { demands_reason: case.order.demands_reason, order: case.order.into(), insights, frames: case.frames }
        }
    }

    fn helpful(l: Language, order: &store::OrderView, insight: LineInsight) -> Insight {
        let purchases = insight.purchases.into_iter().map(Purchase::from).collect();
        let line = order.lines.iter().find(|line| line.position == insight.position);
        let habit = insight.habit.zip(line).map(|(habit, line)| shown_habit(l, order, (habit, line)));
        let closest = insight.closest.map(|store::Closest { article, availability }| Other { article, availability });
        Insight { position: insight.position, purchases, closest, habit }
    }

    fn shown_habit(l: Language, order: &store::OrderView, (habit, line): (store::Habit, &OrderLineView)) -> Habit {
        let (words, orderer) = match habit.of {
            HabitOf::Orderer => (habit_own(l, &order.orderer_name), order.orderer_id.to_string()),
            HabitOf::Company => (habit_company(l).to_owned(), RuleQuery::EVERYBODY.to_owned()),
        };
        let up_to = format!("{}.{:02}", habit.up_to.0 / 100, habit.up_to.0 % 100);
        let about = RuleQuery { article: line.article_number.clone(), orderer, up_to };
        let is_outside = line.review == Some(ReviewReason::OutsideAssortment);
        let proposing = is_outside.then(|| about.clone().address(RuleQuery::PROPOSING));
        Habit { words, releasing: about.address(RuleQuery::RELEASING), proposing }
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
                DecideRefusal::AlreadyDecided { by, at } => Self::refused(&Refusal::AlreadyDecided { by, at: when(at).absolute }),
                DecideRefusal::Closed { status } => Self::refused(&Refusal::Closed { status }),
                DecideRefusal::Revised => Self::refused(&Refusal::OrderRevised),
                DecideRefusal::ReleaseChanged => Self::refused(&Refusal::ReleaseChanged),
                DecideRefusal::NothingToDecide => Self::BadRequest,
                DecideRefusal::Reopened { position } => Self::refused(&Refusal::Reopened { position }),
                DecideRefusal::QuantityOutOfRange { position, ordered } => {
                    Self::field(&format!("quantity-{position}"), Problem::NotInRange { min: 1, max: ordered })
                }
                DecideRefusal::LineChanged { position, article, quantity, price } => {
                    Self::refused(&Refusal::LineChanged { position, article, quantity, price: chf(price) })
                }
                DecideRefusal::NotSold { position, article } => Self::refused(&Refusal::NotSold { position, article }),
                DecideRefusal::SwitchedOff => Self::refused(&Refusal::SwitchedOff { rule: CustomerRule::AltersLines }),
                DecideRefusal::NotInAssortment { .. } => Self::refused(&Refusal::ReplacementGone),
                DecideRefusal::PriceChanged { price, .. } => Self::refused(&Refusal::ReplacementPrice { price: chf(price) }),
                DecideRefusal::ReasonMissing { position, gap } => vec![missing(position, gap)].into(),
            }
        }
    }
}

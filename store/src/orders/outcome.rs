//! What a decision makes of its line, beside the verdict.

use super::{DecideRefusal, LineDecision, OrderLineView, alternative::proposed, change::change};
use crate::{Failure, engine::Tx};
use domain::{Alternative, Availability, Change, CustomerId, Offer, Replacement, Verdict, audit::AuditEvent};

/// What is released instead of what was ordered, or proposed instead of what is rejected.
pub(super) struct Outcome {
    pub(super) change: Option<Change>,
    pub(super) proposed: Option<Replacement>,
    /// How what is delivered by it could be had, as it was seen; `None` where nobody says so of another article.
    pub(super) availability: Option<Availability>,
}

impl Outcome {
    /// By the assortment and the prices of this instant.
    pub(super) async fn of(
        tx: &mut Tx,
        customer: CustomerId,
        (line, decision): (&OrderLineView, &LineDecision),
    ) -> Result<Self, Failure<DecideRefusal>> {
        let change = match decision.verdict {
            Verdict::Released => change(tx, customer, line, decision.instead).await?,
            Verdict::Rejected => None,
        };
        let proposed = proposed(tx, customer, (line, decision)).await?;
        let is_other = change.as_ref().is_some_and(|change| change.replacement.is_some());
        let availability = match decision.verdict {
            Verdict::Rejected => None,
            Verdict::Released if is_other => decision.promised,
            Verdict::Released => line.availability,
        };
        Ok(Self { change, proposed, availability })
    }

    /// The article that is released in the place of the ordered one.
    pub(super) fn replacement(&self) -> Option<&Replacement> {
        self.change.as_ref().and_then(|change| change.replacement.as_ref())
    }

    /// What is proposed, as the catalogue has it: it has just been compared.
    pub(super) fn alternative(&self) -> Option<Alternative> {
        let today = |article: &Replacement| Offer { price: article.price, is_sold: true };
        self.proposed.clone().map(|article| Alternative { today: today(&article), article })
    }

    /// How the decision is remembered: one that changes the line is of its own kind.
    pub(super) fn event(&self, line: &OrderLineView, decision: &LineDecision, in_place_of: Option<String>) -> AuditEvent {
        let (position, article, ordered) = (line.position, line.name.clone(), line.quantity);
        match &self.change {
            None => {
                let (verdict, cause, reason) = (decision.verdict, decision.cause(), decision.reason.clone());
                AuditEvent::LineDecided { position, article, verdict, cause, reason, alternative: self.proposed.clone(), in_place_of }
            }
            Some(Change { quantity, replacement: None }) => {
                AuditEvent::LineLowered { position, article, ordered, released: *quantity, in_place_of }
            }
            Some(Change { quantity, replacement: Some(other) }) => {
                let (price, replacement, released) = (line.price, other.clone(), *quantity);
                AuditEvent::LineReplaced { position, article, price, ordered, replacement, released, in_place_of }
            }
        }
    }
}

//! A company with some approvers.

use super::{Company, Portal};
use domain::{ApprovalKind::AlwaysReview, ContactId};
use jiff::SignedDuration;
use store::{Approver, Orderer};
use testbed::Engine;

/// A company in which `eva` releases the orders of `immer`, and `zwei`, who has served less long, is an approver as well.
pub struct Office {
    pub portal: Portal,
    pub company: Company,
    pub eva: Approver,
    pub zwei: Approver,
    pub orderer: Orderer,
}

impl Office {
    pub async fn open(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let company = portal.company("muster").await;
        Self::of(portal, company).await
    }

    /// The same at a company for which no rule holds yet.
    pub async fn open_new(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let company = portal.new_customer("muster").await;
        Self::of(portal, company).await
    }

    async fn of(portal: Portal, company: Company) -> Self {
        portal.pass(SignedDuration::from_millis(1));
        let eva = portal.promote(&company, "eva").await;
        portal.pass(SignedDuration::from_millis(1));
        let zwei = portal.promote(&company, "zwei").await;
        let orderer = portal.employ_under(&company, "immer", AlwaysReview, id(&eva)).await;
        Self { portal, company, eva, zwei, orderer }
    }
}

pub fn id(approver: &Approver) -> ContactId {
    approver.orderer().contact_id()
}

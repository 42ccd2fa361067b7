//! The head of an order that was just written, without reading again what is known.

use super::NewOrder;
use crate::{
    Orderer,
    engine::Tx,
    orders::{
        Placing,
        head::{Head, Parties},
        passed::Passed,
    },
};
use domain::order;
use sqlx::FromRow;

/// What the database alone knows of a new order: the approver in charge, and up to how much they release alone.
#[derive(FromRow)]
pub(super) struct InCharge {
    approver_name: Option<String>,
    limit_in_charge: Option<i64>,
}

impl NewOrder<'_> {
    /// The order as whoever reads it now finds it: nobody has done anything about it yet.
    pub(super) fn head(
        &self,
        tx: &Tx,
        (orderer, parties): (&Orderer, &Parties),
        placing: &Placing,
        (number, in_charge): (i64, InCharge),
    ) -> Head {
        let (address, totals, payer) = (placing.address.clone(), self.totals(), self.payers.named_of_order());
        Head {
            id: self.id,
            number,
            orderer_id: orderer.contact_id,
            parties: parties.clone(),
            approval: self.approval,
            approver_id: self.approver_id.map(|approver| approver.0),
            approver_name: in_charge.approver_name,
            status: order::status(&self.states(), false, None),
            company: address.company,
            attention: address.attention,
            street: address.street,
            postcode: address.postcode,
            town: address.town,
            reference: placing.reference.clone(),
            note: placing.note.clone(),
            net: totals.net,
            vat: totals.vat,
            total: totals.total,
            freight: self.freight.into(),
            placed_at: tx.now,
            closed_at: None,
            delivery_date: None,
            supply_number: None,
            cost_centre_id: payer.as_ref().map(|payer| payer.id.0),
            cost_centre: payer.map(|payer| payer.label),
            limit_in_charge: in_charge.limit_in_charge,
            asks_responsible: self.asks_responsible,
            level: 0,
            released_by: None,
            passed: Passed::default(),
            version: 1,
            was_escalated: false,
            asked: Vec::new(),
        }
    }
}

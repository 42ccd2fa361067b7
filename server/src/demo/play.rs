//! Plays the story: each step at its time, by the one who took it.

use super::{
    people::SUPPLIER_LOGIN,
    seed::DemoError,
    stage::Stage,
    story::{Act, Step},
};
use domain::{OrderId, Patience, SupplyStatus};
use std::collections::HashMap;
use store::{Approver, Caller, LineDecision, Orderer, Placing, SupplierPerson};

/// The orders of the story so far, each with who ordered it.
#[derive(Default)]
struct Orders(HashMap<String, (Orderer, OrderId)>);

/// Plays all steps.
pub(super) async fn play(stage: &Stage, steps: Vec<Step>) -> Result<(), DemoError> {
    let mut orders = Orders::default();
    for step in steps {
        stage.set_clock(step.day, step.time);
        take(stage, &mut orders, step).await?;
    }
    Ok(())
}

async fn take(stage: &Stage, orders: &mut Orders, step: Step) -> Result<(), DemoError> {
    match step.act {
        Act::Place { by, lines, reference, note } => {
            let orderer = orderer(stage, &by).await?;
            let order_id = place(stage, &orderer, &lines, reference, note).await?;
            orders.0.insert(step.order, (orderer, order_id));
        }
        Act::Decide { by, release, reject } => {
            let (_, order_id) = orders.named(&step.order)?;
            stage.store.decide(&approver(stage, &by).await?, *order_id, decisions(release, reject)).await?;
        }
        Act::Withdraw => {
            let (orderer, order_id) = orders.named(&step.order)?;
            stage.store.withdraw(orderer, *order_id).await?;
        }
        Act::Patience { by, remind, escalate } => {
            let patience = Patience { remind_after: remind, escalate_after: escalate };
            stage.store.set_patience(&approver(stage, &by).await?, patience).await?;
        }
        Act::Nudge => nudge(stage, orders.named(&step.order)?.1).await?,
        Act::Advance { to } => {
            let (orderer, order_id) = orders.named(&step.order)?;
            advance(stage, orderer, *order_id, to).await?;
        }
    }
    Ok(())
}

async fn place(
    stage: &Stage,
    orderer: &Orderer,
    lines: &[(String, u32)],
    reference: Option<String>,
    note: Option<String>,
) -> Result<OrderId, DemoError> {
    for (number, quantity) in lines {
        let article = stage.store.article(orderer, number).await?;
        stage.store.put_in_cart(orderer, article.id, *quantity).await?;
        stage.let_time_pass();
    }
    let cart = stage.store.cart(orderer).await?;
    let (order_key, seen, address) = (cart.order_key, cart.fingerprint(), cart.address);
    let placing = Placing { order_key, seen, address, reference, note, cost_centre: None, line_cost_centres: Vec::new() };
    Ok(stage.store.place(orderer, placing).await?.order_id)
}

fn decisions(release: Vec<u32>, reject: Vec<(u32, String)>) -> Vec<LineDecision> {
    let released = release.into_iter().map(LineDecision::release);
    let rejected = reject.into_iter().map(|(position, reason)| LineDecision::reject(position, None, Some(reason)));
    released.chain(rejected).collect()
}

async fn advance(stage: &Stage, orderer: &Orderer, order_id: OrderId, to: SupplyStatus) -> Result<(), DemoError> {
    let supplier = supplier(stage).await?;
    let number = stage.store.order(orderer, order_id).await?.supply_number;
    let received = stage.store.supply_orders(&supplier, None, None, 100).await?;
    let supply = received.iter().find(|row| Some(row.number) == number).ok_or(DemoError::Story("a supply order that there is"))?;
    Ok(stage.store.advance(&supplier, supply.id, to).await?)
}

/// Takes one step after the other, as each server does.
async fn nudge(stage: &Stage, order_id: OrderId) -> Result<(), DemoError> {
    let due = stage.store.due_waits(100).await?;
    let due = due.into_iter().find(|due| due.order_id() == order_id).ok_or(DemoError::Story("an order that has waited for so long"))?;
    while stage.store.nudge(due).await? {}
    Ok(())
}

async fn orderer(stage: &Stage, user_name: &str) -> Result<Orderer, DemoError> {
    match stage.store.caller_by_user_name(user_name).await? {
        Some(Caller::Contact(orderer)) => Ok(orderer),
        _ => Err(DemoError::Story("a contact's login")),
    }
}

async fn approver(stage: &Stage, user_name: &str) -> Result<Approver, DemoError> {
    orderer(stage, user_name).await?.approver().ok_or(DemoError::Story("an approver's login"))
}

pub(super) async fn supplier(stage: &Stage) -> Result<SupplierPerson, DemoError> {
    match stage.store.caller_by_user_name(SUPPLIER_LOGIN).await? {
        Some(Caller::Supplier(person)) => Ok(person),
        _ => Err(DemoError::Story("the supplier's login")),
    }
}

impl Orders {
    fn named(&self, name: &str) -> Result<&(Orderer, OrderId), DemoError> {
        self.0.get(name).ok_or(DemoError::Story("an order that was placed before"))
    }
}

//! Orders from the submission to the hand-over. Every change is one transaction with its audit entries and mails.

mod alternative;
mod by_mail;
mod change;
mod charge;
mod check;
mod comeback;
mod comment;
mod confirm;
mod decide;
mod decided;
mod decisions;
mod dossier;
mod evidence;
mod frames;
mod hand_over;
mod head;
mod holder;
mod insight;
mod limited;
mod line;
mod lines;
mod made;
mod new_order;
mod onward;
mod outcome;
mod pass_on;
mod passed;
mod place;
mod queue;
mod read;
mod remind;
mod retract;
mod revise;
mod seal;
mod settled;
mod sheet;
mod split;
mod take_back;
mod tolerance;
mod wait;
mod withdraw;

pub(crate) use by_mail::{issue_key, purge_keys};
pub use change::{Instead, Seen};
pub use comeback::Comeback;
pub use comment::{CommentRefusal, CommentView};
pub use decided::{DecideRefusal, Decided};
pub use decisions::{Confirmation, Decisions, LineDecision, Rejections, Releases};
pub use dossier::{DossierFilter, DossierRow};
pub use evidence::Evidence;
pub(crate) use frames::{OpenOrder, Reservations, limits_of, own_frames, period};
pub use holder::Holder;
pub use insight::{Closest, LineInsight, Purchase};
pub use limited::{BulkCase, LimitedOrder};
pub use line::{DecisionView, OrderLineView};
pub(crate) use onward::all_responsible;
pub(crate) use passed::{Passed, PeopleOf, all_passed};
pub use place::{PlaceRefusal, Placed, Placing};
pub use queue::{LOOKED_THROUGH, Queue, QueueFilter, QueuePlace, QueueRow, Standing};
pub(crate) use queue::{is_not_barred, waiting_for, waiting_in_place_of};
pub use read::{GoesOn, OrderView, ReleaseCase};
pub use remind::{RemindRefusal, Reminder};
pub use revise::{Revisable, ReviseRefusal, RevisedLine, Revising};
pub use seal::sealed_together;
pub use settled::Settled;
pub use split::OtherPart;
pub use take_back::TakeBackRefusal;
pub use wait::DueWait;
pub use withdraw::WithdrawRefusal;

use crate::{
    CartLine, Orderer, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    caller::Actor,
    contacts::living_approver,
    engine::{Tx, execute, fetch_one},
    outbox::enqueue,
};
use domain::{
    ApprovalKind, ContactId, CustomerId, OrderId, OrderStatus, Rappen, ReviewReason, audit::AuditEvent, notice::Notice, review,
    revision::LineEdit, standing_release::FreedLine,
};
use head::Decider;
use sheet::OrderSheet;

/// Tells whoever is to decide that an order waits.
pub(crate) async fn ask_for_release(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<(), StoreError> {
    let sheet = sheet::sheet(tx, customer_id, order_id).await?;
    ask(tx, customer_id, &sheet, None).await.map(|_| ())
}

/// What an orderer has changed of an order, and what they wrote about it.
type Edited<'e> = (&'e [LineEdit], Option<&'e str>);

/// Asks the approver in charge or, if they are away, whoever stands in for them, and gives the name of who does. Their turn begins. Where
/// the order comes to them because it was changed, they read what.
async fn ask(tx: &mut Tx, customer_id: CustomerId, sheet: &OrderSheet, edited: Option<Edited<'_>>) -> Result<Option<String>, StoreError> {
    let duty = Duty::of_today(tx, customer_id).await?;
    ask_today(tx, customer_id, sheet, (&duty, edited)).await
}

/// The same where it is known who stands in for whom today.
async fn ask_today(
    tx: &mut Tx,
    customer_id: CustomerId,
    sheet: &OrderSheet,
    (duty, edited): (&Duty, Option<Edited<'_>>),
) -> Result<Option<String>, StoreError> {
    let Some(decider) = sheet.head.decider(duty) else { return Ok(None) };
    wait::begin(tx, customer_id, &sheet.head).await?;
    let (order, in_place_of) = (sheet.digest(), decider.in_place_of.clone());
    let notice = match sheet.head.released_by.clone() {
        Some(_) if sheet.open_lines() > 0 => Notice::AskedAgain { order, in_place_of },
        Some(by) => {
            let (edits, remark) = edited.map(|(edits, remark)| (edits.to_vec(), remark.map(str::to_owned))).unwrap_or_default();
            Notice::ConfirmationWanted { order, by, edits, remark, in_place_of }
        }
        None => Notice::ReleaseWanted { order, in_place_of },
    };
    enqueue(tx, customer_id, decider.id, Some(sheet.head.id), &notice)?;
    name_of_deputy(tx, customer_id, &decider).await
}

/// The name of whoever stands in, if somebody does.
async fn name_of_deputy(tx: &mut Tx, customer_id: CustomerId, decider: &Decider) -> Result<Option<String>, StoreError> {
    match decider.deputy() {
        Some(deputy) => living_approver(tx, customer_id, deputy).await,
        None => Ok(None),
    }
}

/// How a contact's orders are controlled now, whatever the session still believes.
#[derive(sqlx::FromRow)]
struct LivingContact {
    #[sqlx(try_from = "String")]
    approval: ApprovalKind,
    approver_id: Option<uuid::Uuid>,
    limit_per_order: Option<i64>,
    limit_per_month: Option<i64>,
    demands_cost_centre: bool,
}

impl LivingContact {
    /// The amount up to which such lines were released for good, if the line would need a release without that, and needs none.
    fn freed(&self, line: &CartLine, review: Option<ReviewReason>) -> Option<Rappen> {
        line.allowance.needed(self.approval, line.is_in_assortment).filter(|_| review.is_none())
    }

    /// Why a line needs a release; `over` is the reason why it is too much, if it is.
    fn review(&self, line: &CartLine, over: Option<ReviewReason>) -> Option<ReviewReason> {
        review::reason_beyond(self.approval, line.agreement(), over)
    }
}

const LIVING_CONTACT: &str = "
    select c.approval, c.approver_id, c.limit_per_order, c.limit_per_month, k.demands_cost_centre
    from contacts c
    join customers k on k.id = c.customer_id
    where c.customer_id = $1 and c.id = $2 and c.deleted_at is null";

async fn living_contact(tx: &mut Tx, customer_id: CustomerId, contact_id: ContactId) -> Result<LivingContact, StoreError> {
    Ok(fetch_one!(tx, LivingContact, LIVING_CONTACT, customer_id.0, contact_id.0)?)
}

/// Writes down which lines went without a release because such lines were released for good.
async fn record_freed<'c>(
    tx: &mut Tx,
    orderer: &Orderer,
    order: OrderId,
    lines: impl IntoIterator<Item = (u32, &'c CartLine, Rappen)>,
) -> Result<(), StoreError> {
    let freed = |(position, line, up_to): (u32, &CartLine, Rappen)| FreedLine { position, article: line.name.clone(), up_to };
    let lines: Vec<_> = lines.into_iter().map(freed).collect();
    if lines.is_empty() {
        return Ok(());
    }
    record(tx, orderer.customer_id, &Actor::system(), Some(order), &AuditEvent::StandingReleaseUsed { lines }).await
}

/// An own order of somebody who has not been deleted meanwhile, in their customer's turn.
async fn own_sheet(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    take_turn(tx, orderer.customer_id).await?;
    sheet::sheet_of_own(tx, orderer, order_id).await
}

async fn is_approver(tx: &mut Tx, orderer: &Orderer) -> Result<bool, StoreError> {
    let contact = living_contact(tx, orderer.customer_id, orderer.contact_id).await?;
    Ok(contact.approval == ApprovalKind::Approver)
}

const WRITE_STATUS: &str = "
    update orders set status = $3, closed_at = $4
    where customer_id = $1 and id = $2";

/// Writes the status that `domain` derived; a status that is not open closes the order.
async fn write_status(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId, status: OrderStatus) -> Result<(), StoreError> {
    let closed_at = (!status.is_open()).then_some(tx.now);
    execute!(tx, WRITE_STATUS, customer_id.0, order_id.0, status.word(), closed_at)?;
    Ok(())
}

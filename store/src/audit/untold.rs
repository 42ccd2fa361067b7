//! What has left rows of its own and stands in no entry: a cut end shows here, though the head was set back to hide it.
//!
//! Entries and rows are counted, of one order after the other. Each row is written with its entry, and no entry ever goes: where there
//! are more rows than entries, these were cut off. What is appended later does not make up for it, since it has rows of its own.

use super::deed::Deed;
use crate::{
    StoreError,
    engine::{Tx, fetch_optional, fetch_value},
};
use domain::CustomerId;

/// What no entry tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untold {
    /// What has happened.
    pub deed: Deed,
    /// The number of the order to which it has happened, if it is about one.
    pub order_number: Option<i64>,
}

/// How many of the entries `e` tell of this. An event begins with its name.
macro_rules! told {
    ($event:literal) => {
        concat!("count(case when e.event like '{\"event\":\"", $event, "\"%' then 1 end)")
    };
}

/// How many rows `r` of this kind there are of the order `t`.
macro_rules! of_order {
    ($table:literal) => {
        of_order!($table, "count(*)", "")
    };
    ($table:literal, $what:literal, $condition:literal) => {
        concat!("(select ", $what, " from ", $table, " r where r.customer_id = t.customer_id and r.order_id = t.id", $condition, ")")
    };
}

/// How many rows `r` of this kind the customer has.
macro_rules! of_customer {
    ($table:literal) => {
        of_customer!($table, "")
    };
    ($table:literal, $condition:literal) => {
        concat!("(select count(*) from ", $table, " r where r.customer_id = $1", $condition, ")")
    };
}

// The first order of which something is untold, and what. Each order is looked at once, with its entries and rows by their keys. Every
// release, whether it stands, was taken back or was ended by a change, has let the order go on or handed it over. Who was asked as well is
// forgotten with the next turn, so that there are more entries of it than rows, and the latest instant tells.
const OF_ORDERS: &str = concat!(
    "
    select u.number, u.untold from (
        select t.number, case
            when t.placed = 0 then 'order'
            when t.split < ",
    of_order!("order_splits"),
    " then 'split'
            when t.freed < ",
    of_order!("order_lines", "count(distinct r.since)", " and r.freed_up_to is not null"),
    " then 'freed'
            when t.revised < ",
    of_order!("order_revisions"),
    " then 'revision'
            when t.withdrawn < ",
    of_order!("withdrawals"),
    " then 'withdrawal'
            when t.decided < ",
    of_order!("decisions"),
    " + ",
    of_order!("revocations"),
    " + ",
    of_order!("recalls", "count(r.approver_id)", ""),
    " then 'decision'
            when t.taken_back < ",
    of_order!("revocations"),
    " then 'taken_back'
            when t.asked_again < ",
    of_order!("recalls"),
    " then 'asked_again'
            when t.priced < ",
    of_order!("order_lines", "count(r.agreed_price)", ""),
    " then 'price'
            when t.overruled < ",
    of_order!("overrulings"),
    " then 'overruling'
            when t.status = 'rejected' and t.rejected = 0 then 'rejection'
            when t.handed_over < ",
    of_order!("supply_orders"),
    " then 'hand_over'
            when t.steps < ",
    of_order!("supply_orders", "max(case r.status when 'accepted' then 1 when 'shipped' then 2 when 'delivered' then 3 else 0 end)", ""),
    " then 'supply_step'
            when t.passed_on + t.handed_over < ",
    of_order!("confirmations"),
    " + ",
    of_order!("retractions"),
    " then 'passed_on'
            when t.retracted < ",
    of_order!("retractions", "count(*)", " and r.version is null"),
    " then 'retraction'
            when t.came_back < ",
    of_order!("retractions", "count(distinct r.version)", ""),
    " then 'comeback'
            when t.commented < ",
    of_order!("comments"),
    " then 'comment'
            when t.reminded < ",
    of_order!("reminders"),
    " then 'reminder'
            when t.overdue < ",
    of_order!("nudges", "count(*)", " and r.step = 'reminder'"),
    " then 'overdue'
            when exists ",
    of_order!("escalations", "1", " and (t.escalated is null or r.escalated_at > t.escalated)"),
    " then 'escalation'
        end as untold
        from (
            select o.customer_id, o.id, o.number, o.status, ",
    told!("order_placed"),
    " as placed, ",
    told!("order_split"),
    " as split, ",
    told!("standing_release_used"),
    " as freed, ",
    told!("order_revised"),
    " as revised, ",
    told!("order_withdrawn"),
    " as withdrawn, ",
    told!("line_decided"),
    " + ",
    told!("line_lowered"),
    " + ",
    told!("line_replaced"),
    " as decided, ",
    told!("decision_taken_back"),
    " as taken_back, ",
    told!("line_asked_again"),
    " as asked_again, ",
    told!("price_agreed"),
    " as priced, ",
    told!("line_overruled"),
    " as overruled, ",
    told!("order_rejected"),
    " as rejected, ",
    told!("order_handed_over"),
    " as handed_over, ",
    told!("supply_advanced"),
    " as steps, ",
    told!("order_passed_on"),
    " as passed_on, ",
    told!("release_taken_back"),
    " as retracted, ",
    told!("order_came_back"),
    " as came_back, ",
    told!("comment_written"),
    " as commented, ",
    told!("release_reminded"),
    " as reminded, ",
    told!("overdue_reminded"),
    " as overdue,
                max(case when e.event like '{\"event\":\"order_escalated\"%' then e.happened_at end) as escalated
            from orders o
            left join audit_entries e on e.customer_id = o.customer_id and e.order_id = o.id
            where o.customer_id = $1
            group by o.customer_id, o.id
        ) t
    ) u
    where u.untold is not null
    order by u.number limit 1"
);

// What is about no order. A standing release that gives way to another one ends at the instant at which that one is set, of which alone
// an entry tells.
const OF_THE_REST: &str = concat!(
    "
    select case
        when t.created = 0 then 'customer'
        when t.contacts < ",
    of_customer!("contacts"),
    " then 'contact'
        when t.deleted < ",
    of_customer!("contacts", " and r.deleted_at is not null"),
    " then 'deletion'
        when t.substitutes < ",
    of_customer!("absences"),
    " then 'substitute'
        when t.substitutes_ended < ",
    of_customer!("absences", " and r.ended_at is not null"),
    " then 'substitute_end'
        when t.cost_centres < ",
    of_customer!("cost_centres"),
    " then 'cost_centre'
        when t.archived <> ",
    of_customer!("cost_centres", " and r.archived_at is not null"),
    " then 'archive'
        when t.standing < ",
    of_customer!("standing_releases"),
    " then 'standing_release'
        when t.standing_ended < ",
    of_customer!(
        "standing_releases",
        " and r.ended_at is not null and r.ended_at not in (select n.set_at from standing_releases n where n.customer_id = $1)"
    ),
    " then 'standing_release_end'
        when t.proposed < ",
    of_customer!("assortment_proposals"),
    " then 'proposal'
        when t.proposals_ended < ",
    of_customer!("assortment_proposals", " and r.state = 'withdrawn'"),
    " then 'proposal_end'
        when t.answered < ",
    of_customer!("assortment_proposals", " and r.state in ('accepted', 'declined')"),
    " then 'answer'
        when t.added - t.removed <> ",
    of_customer!("assortment_articles"),
    " then 'assortment'
    end
    from (
        select ",
    told!("customer_created"),
    " as created, ",
    told!("contact_created"),
    " as contacts, ",
    told!("contact_deleted"),
    " as deleted, ",
    told!("substitute_named"),
    " as substitutes, ",
    told!("substitute_ended"),
    " as substitutes_ended, ",
    told!("cost_centre_saved"),
    " as cost_centres, ",
    "count(case when e.event like '{\"event\":\"cost_centre_archived\"%:true}' then 1 end)
            - count(case when e.event like '{\"event\":\"cost_centre_archived\"%:false}' then 1 end) as archived, ",
    told!("standing_release_set"),
    " as standing, ",
    told!("standing_release_ended"),
    " as standing_ended, ",
    told!("assortment_proposed"),
    " as proposed, ",
    told!("proposal_withdrawn"),
    " as proposals_ended, ",
    told!("proposal_answered"),
    " as answered, ",
    told!("assortment_added"),
    " as added, ",
    told!("assortment_removed"),
    " as removed
        from audit_entries e
        where e.customer_id = $1 and e.order_id is null
    ) t"
);

/// The first thing that has left rows of its own and of which no entry tells, if there is any.
pub(super) async fn untold(tx: &mut Tx, customer: CustomerId) -> Result<Option<Untold>, StoreError> {
    if let Some((number, word)) = fetch_optional!(tx, (i64, String), OF_ORDERS, customer.0)? {
        return Ok(Some(Untold { deed: Deed::named(&word)?, order_number: Some(number) }));
    }
    let Some(word) = fetch_value!(tx, Option<String>, OF_THE_REST, customer.0)? else { return Ok(None) };
    Ok(Some(Untold { deed: Deed::named(&word)?, order_number: None }))
}

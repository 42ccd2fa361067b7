//! Whoever has a limit has somebody above them: a superior who leaves is succeeded.

use super::{Ranks, write_rank};
use crate::{
    Approver, ContactRefusal, Failure, StoreError,
    audit::record,
    engine::{Tx, execute},
};
use domain::{ContactId, CustomerId, Rank, audit::AuditEvent};

/// The names of those from whom orders go on to this approver.
pub(crate) async fn superior_of(tx: &mut Tx, customer: CustomerId, approver: ContactId) -> Result<Vec<String>, StoreError> {
    let approvers = Ranks::of(tx, customer).await?.approvers;
    Ok(approvers.into_iter().filter(|below| below.rank.superior == Some(approver)).map(|below| below.name).collect())
}

const FORGET: &str = "delete from approver_ranks where customer_id = $1 and approver_id = $2";

/// Lets an approver go: from those below, orders go on to the successor. The successor's own go on to whoever stood above the one
/// who leaves, if anybody did.
pub(crate) async fn let_go(
    tx: &mut Tx,
    caller: &Approver,
    leaving: ContactId,
    successor: Option<ContactId>,
) -> Result<(), Failure<ContactRefusal>> {
    let customer = caller.orderer().customer_id;
    let ranks = Ranks::of(tx, customer).await?;
    let all = &ranks.hierarchy.ranks;
    let above = all.iter().find(|rank| rank.approver == leaving).and_then(|rank| rank.superior);
    let next = |rank: &Rank| if Some(rank.approver) == successor { above.filter(|above| *above != rank.approver) } else { successor };
    let moved = |rank: &Rank| Rank { superior: if rank.superior == Some(leaving) { next(rank) } else { rank.superior }, ..*rank };
    let after: Vec<_> = all.iter().filter(|rank| rank.approver != leaving).map(moved).collect();
    for rank in after.iter().filter(|rank| !all.contains(rank)) {
        let others: Vec<_> = after.iter().copied().filter(|other| other.approver != rank.approver).collect();
        rank.check(&others).map_err(|_| Failure::Refused(ContactRefusal::SuccessorBelow))?;
        write_rank(tx, customer, rank).await?;
        let name = |id| ranks.name(id).unwrap_or_default().to_owned();
        let (approver, superior) = (name(rank.approver), rank.superior.map(name));
        let changed = AuditEvent::RankChanged { approver, limit: rank.limit, superior };
        record(tx, customer, &caller.into(), None, &changed).await?;
    }
    execute!(tx, FORGET, customer.0, leaving.0)?;
    Ok(())
}

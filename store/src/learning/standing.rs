//! Standing releases: setting and ending them.

use super::{article_name, learnable::reviewed};
use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_all, fetch_one, fetch_optional},
    hierarchy::Ranks,
};
use domain::{ArticleId, ContactId, CustomerId, Rappen, StandingReleaseId, audit::AuditEvent};
use uuid::Uuid;

/// That lines of an article are released for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingRelease {
    /// The article.
    pub article: ArticleId,
    /// Whose orders; everybody's without it.
    pub orderer: Option<ContactId>,
    /// The most that a line may cost, net.
    pub up_to: Rappen,
}

/// Why a standing release was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingRefusal {
    /// The orders of this contact are not reviewed, or there is none.
    UnknownOrderer,
    /// It would release nothing.
    Nothing,
    /// It is more, with tax, than the caller releases alone.
    AboveLimit,
    /// Two people release each order, and the caller is one.
    FourEyes,
}

impl Store {
    /// Releases lines of an article for good, from the next order on. One for the same article and orderer takes the place of the one
    /// before; the same once more changes nothing.
    ///
    /// # Errors
    /// [`StandingRefusal`]; [`StoreError::NotFound`] when there is no such article, or the caller is no approver any more.
    pub async fn set_standing_release(&self, approver: &Approver, release: StandingRelease) -> Result<(), Failure<StandingRefusal>> {
        self.write(approver, (approver.clone(), release), |tx, (approver, release)| Box::pin(set(tx, approver, release))).await
    }

    /// Releases it for good no more. A second time is no error and changes nothing; what was ordered stays as it was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such rule, or the caller is no approver any more.
    pub async fn end_standing_release(&self, approver: &Approver, id: StandingReleaseId) -> Result<(), StoreError> {
        self.write(approver, (approver.clone(), id), |tx, (approver, id)| Box::pin(end(tx, approver, *id))).await
    }
}

async fn set(tx: &mut Tx, caller: &Approver, release: &StandingRelease) -> Result<(), Failure<StandingRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let article = article_name(tx, release.article).await?;
    let orderer = match release.orderer {
        Some(contact) => Some(reviewed(tx, customer, contact).await?.ok_or(Failure::Refused(StandingRefusal::UnknownOrderer))?),
        None => None,
    };
    check_reach(tx, caller, release.up_to).await?;
    let before = present(tx, customer, release).await?;
    if before == Some(release.up_to) {
        return Ok(());
    }
    write(tx, caller, release).await?;
    let set = AuditEvent::StandingReleaseSet { article, orderer, up_to: release.up_to };
    Ok(record(tx, customer, &caller.into(), None, &set).await?)
}

/// What is released for good is released by one person: no further than they may release alone.
async fn check_reach(tx: &mut Tx, caller: &Approver, up_to: Rappen) -> Result<(), Failure<StandingRefusal>> {
    let Ranks { hierarchy, .. } = Ranks::of(tx, caller.orderer().customer_id).await?;
    let own = hierarchy.ranks.iter().find(|rank| rank.approver == caller.orderer().contact_id);
    let total = up_to + up_to.vat();
    let refusal = match own.and_then(|rank| rank.limit) {
        _ if up_to.0 <= 0 => StandingRefusal::Nothing,
        _ if hierarchy.needs_four_eyes => StandingRefusal::FourEyes,
        Some(limit) if total > limit => StandingRefusal::AboveLimit,
        _ => return Ok(()),
    };
    Err(Failure::Refused(refusal))
}

const PRESENT: &str = "
    select up_to from standing_releases
    where customer_id = $1 and article_id = $2 and ended_at is null
        and (contact_id = $3 or (contact_id is null and $4))";

/// The amount up to which it is released for good for the same people.
async fn present(tx: &mut Tx, customer: CustomerId, release: &StandingRelease) -> Result<Option<Rappen>, StoreError> {
    let (whose, is_all) = whose(release);
    Ok(fetch_optional!(tx, (i64,), PRESENT, customer.0, release.article.0, whose, is_all)?.map(|(up_to,)| Rappen(up_to)))
}

/// An id that nobody has stands for everybody.
fn whose(release: &StandingRelease) -> (Uuid, bool) {
    (release.orderer.map_or(Uuid::nil(), |contact| contact.0), release.orderer.is_none())
}

const END_THE_ONE_BEFORE: &str = "
    update standing_releases set ended_at = $5, ended_by_id = $6
    where customer_id = $1 and article_id = $2 and ended_at is null
        and (contact_id = $3 or (contact_id is null and $4))";

const INSERT: &str = "
    insert into standing_releases (customer_id, id, article_id, contact_id, up_to, set_by_id, set_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

async fn write(tx: &mut Tx, caller: &Approver, release: &StandingRelease) -> Result<(), StoreError> {
    let (customer, by) = (caller.orderer().customer_id, caller.orderer().contact_id);
    let (whose, is_all) = whose(release);
    execute!(tx, END_THE_ONE_BEFORE, customer.0, release.article.0, whose, is_all, tx.now, by.0)?;
    let id: StandingReleaseId = tx.fresh_id();
    let orderer = release.orderer.map(|contact| contact.0);
    execute!(tx, INSERT, customer.0, id.0, release.article.0, orderer, release.up_to.0, by.0, tx.now)?;
    Ok(())
}

const ONE: &str = "
    select a.name, c.first_name || ' ' || c.last_name
    from standing_releases f
    join articles a on a.id = f.article_id
    left join contacts c on c.customer_id = f.customer_id and c.id = f.contact_id
    where f.customer_id = $1 and f.id = $2";

const END: &str = "
    update standing_releases set ended_at = $3, ended_by_id = $4
    where customer_id = $1 and id = $2 and ended_at is null";

async fn end(tx: &mut Tx, caller: &Approver, id: StandingReleaseId) -> Result<(), StoreError> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let (article, orderer) = fetch_one!(tx, (String, Option<String>), ONE, customer.0, id.0)?;
    if execute!(tx, END, customer.0, id.0, tx.now, caller.orderer().contact_id.0)? == 0 {
        return Ok(());
    }
    record(tx, customer, &caller.into(), None, &AuditEvent::StandingReleaseEnded { article, orderer }).await
}

const END_THOSE_OF: &str = "
    update standing_releases set ended_at = $3, ended_by_id = $4
    where customer_id = $1 and contact_id = $2 and ended_at is null
    returning article_id";

/// Ends what holds for a contact of this name alone, whose orders are reviewed no more.
pub(crate) async fn end_those_of(tx: &mut Tx, caller: &Approver, (contact, name): (ContactId, &str)) -> Result<(), StoreError> {
    let (customer, by) = (caller.orderer().customer_id, caller.orderer().contact_id);
    for (article,) in fetch_all!(tx, (Uuid,), END_THOSE_OF, customer.0, contact.0, tx.now, by.0)? {
        let article = article_name(tx, article.into()).await?;
        let ended = AuditEvent::StandingReleaseEnded { article, orderer: Some(name.to_owned()) };
        record(tx, customer, &caller.into(), None, &ended).await?;
    }
    Ok(())
}

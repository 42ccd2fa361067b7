//! A part of the queue: what somebody filters and searches for.

use super::{QueueRow, Span, is_not_barred, source};
use crate::{
    StoreError,
    contacts::living_approver,
    engine::{Tx, fetch_all},
};
use domain::{ContactId, CustomerId, ReviewReason, text};
use uuid::Uuid;

/// For whom the caller would decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// All the same.
    #[default]
    Any,
    /// As the approver in charge.
    InCharge,
    /// In somebody else's place.
    Substitute,
}

/// Which orders of a queue are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// For whom the caller would decide.
    pub standing: Standing,
    /// Who ordered.
    pub orderer: Option<ContactId>,
    /// Why a line needs a release.
    pub reason: Option<ReviewReason>,
    /// Words, each of which stands in the order's number, in the orderer's name, or in the number or name of an article.
    pub search: String,
}

impl QueueFilter {
    /// In whose queues to look; the caller is the first of those whom they represent.
    pub(super) fn asked(&self, represented: &[ContactId]) -> Vec<ContactId> {
        let (own, others) = represented.split_at(represented.len().min(1));
        match self.standing {
            Standing::Any => represented.to_vec(),
            Standing::InCharge => own.to_vec(),
            Standing::Substitute => others.to_vec(),
        }
    }
}

/// What is asked of the database, and what is left to be looked at here.
///
/// Words are looked for here: what people type has umlauts and capitals, which the engines compare each in its own way. It is no
/// more than what waits.
pub(super) struct Narrow<'f> {
    pub(super) customer: CustomerId,
    pub(super) me: ContactId,
    /// In whose queues to look.
    pub(super) asked: Vec<ContactId>,
    pub(super) filter: &'f QueueFilter,
}

/// The orders of one source that pass the filter.
macro_rules! queue {
    ($source:ident) => {
        concat!(
            "
    select o.id, o.number, o.placed_at, o.total, o.status, o.reference, o.note,
        (select c.first_name || ' ' || c.last_name from contacts c
            where c.customer_id = o.customer_id and c.id = o.orderer_id) as orderer_name,
        (select a.first_name || ' ' || a.last_name from contacts a
            where a.customer_id = o.customer_id and a.id = o.approver_id and a.id <> $3) as in_place_of,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null) as line_count,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null and l.review is not null and not exists (
                select 1 from decisions d
                where d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
            )) as open_lines,
        (select count(*) from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null and l.round > 0 and not exists (
                select 1 from decisions d
                where d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
            )) as asked_again,
        case when $4 then (
            select string_agg(l.article_number || ' ' || l.name, ' ') from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null
        ) end as goods
    ",
            source!($source),
            "
        and ",
            is_not_barred!("$3"),
            "
        and (o.placed_at, o.id) > ($5, $6) and o.placed_at < $7
        and ($8 or o.orderer_id = $9)
        and ($10 or exists (
            select 1 from order_lines l
            where l.customer_id = o.customer_id and l.order_id = o.id and l.until is null and l.review = $11
        ))
    order by o.placed_at, o.id
    limit $12"
        )
    };
}

const IN_CHARGE: &str = queue!(in_charge);
const ASKED: &str = queue!(asked);

impl Narrow<'_> {
    /// The next orders of a span, the oldest first.
    pub(super) async fn batch(&self, tx: &mut Tx, span: Span, limit: usize) -> Result<Vec<QueueRow>, StoreError> {
        let mut rows = Vec::new();
        // One question for each of the few: each is answered in the order of an index, however much waits.
        for one in &self.asked {
            rows.extend(self.of_one(tx, (IN_CHARGE, *one), span, limit).await?);
        }
        // Whoever was asked decides in nobody's place, and who stands in for them in theirs.
        for one in &self.asked {
            let asked = self.of_one(tx, (ASKED, *one), span, limit).await?;
            let in_place_of = if *one == self.me || asked.is_empty() { None } else { living_approver(tx, self.customer, *one).await? };
            rows.extend(asked.into_iter().map(|row| QueueRow { in_place_of: in_place_of.clone(), ..row }));
        }
        // What is there for several reasons is the caller's own first, and else as it came.
        rows.sort_by_key(|row| (row.placed_at, row.id, row.in_place_of.is_some()));
        rows.dedup_by_key(|row| row.id);
        rows.truncate(limit);
        Ok(rows)
    }

    async fn of_one(
        &self,
        tx: &mut Tx,
        (sql, one): (&'static str, ContactId),
        span: Span,
        limit: usize,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let QueueFilter { orderer, reason, search, .. } = self.filter;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let (instant, id) = span.after;
        Ok(fetch_all!(
            tx,
            QueueRow,
            sql,
            self.customer.0,
            one.0,
            self.me.0,
            !search.trim().is_empty(),
            instant,
            id.0,
            span.before,
            orderer.is_none(),
            orderer.map_or(Uuid::nil(), |orderer| orderer.0),
            reason.is_none(),
            reason.map_or("", ReviewReason::word),
            limit,
        )?)
    }

    /// Whether every word stands in the order.
    pub(super) fn fits(&self, row: &QueueRow) -> bool {
        let words = text::search_key(&self.filter.search);
        let order = text::search_key(&format!("{} {} {}", row.number, row.orderer_name, row.goods.as_deref().unwrap_or_default()));
        words.split_whitespace().all(|word| order.contains(word))
    }
}

//! The lines of an order, as mails show them.

use app::{text::mail, words};
use domain::{
    Goods, Language, Rappen, ReviewReason, Totals, Verdict,
    notice::{LineDigest, OrderDigest},
};

/// Lines under a title, with what they cost.
#[derive(Clone, Debug)]
pub struct LineTable {
    /// What these lines are.
    pub title: &'static str,
    /// The lines.
    pub rows: Vec<Row>,
    /// What they cost; `None` where nothing is delivered.
    pub totals: Option<Totals>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Row {
    /// The article's name.
    pub name: String,
    /// The article's number.
    pub article_number: String,
    /// How many of which unit.
    pub quantity: String,
    /// The price of a unit.
    pub price: Rappen,
    /// The price of the line.
    pub amount: Rappen,
    /// What there is to say of it.
    pub remark: Option<Remark>,
}

/// Something to know of a line.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The words.
    pub text: String,
    /// How it is to be taken.
    pub mark: Mark,
}

/// How a remark is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Somebody has to decide.
    Waiting,
    /// It was rejected.
    Rejected,
    /// Something else is delivered than was ordered.
    Changed,
}

/// All lines as ordered, each with the remark that `remark` finds for it.
pub(super) fn ordered(l: Language, order: &OrderDigest, remark: impl Fn(&LineDigest) -> Option<Remark>) -> LineTable {
    let rows = order.lines.iter().map(|line| row(line.goods(), remark(line))).collect();
    LineTable { title: mail::lines_ordered(l), rows, totals: Some(order.totals) }
}

/// The lines that still wait for a decision, each with the reason. A sum would not tell what becomes of the order.
pub(super) fn open(l: Language, order: &OrderDigest) -> LineTable {
    let open = order.lines.iter().filter(|line| line.review.is_some() && line.verdict.is_none());
    LineTable { title: mail::lines_open(l), rows: open.map(|line| row(line.goods(), why_open(l, line))).collect(), totals: None }
}

/// The lines that the supplier delivers, with their own totals.
pub(super) fn delivered(l: Language, order: &OrderDigest) -> LineTable {
    let delivered = || order.lines.iter().filter_map(|line| Some((line, line.delivered()?)));
    let totals = Totals::delivered(order.freight, delivered().map(|(_, goods)| (goods.price, goods.quantity)));
    let rows = delivered().map(|(line, goods)| row(goods, changed(l, line))).collect();
    LineTable { title: mail::lines_delivered(l), rows, totals: Some(totals) }
}

/// The lines that were rejected, with the reasons; `None` when there are none.
pub(super) fn rejected(l: Language, order: &OrderDigest) -> Option<LineTable> {
    let rows: Vec<_> = order.lines.iter().filter(|line| is_rejected(line)).map(|line| row(line.goods(), why_rejected(l, line))).collect();
    (!rows.is_empty()).then_some(LineTable { title: mail::lines_rejected(l), rows, totals: None })
}

/// The reason, and what was proposed instead.
fn why_rejected(l: Language, line: &LineDigest) -> Option<Remark> {
    let reason = words::reason(l, line.cause, line.reason.as_deref()).map(|reason| mail::reason(l, reason));
    let alternative = line.alternative.as_ref().map(|other| words::alternative(l, other));
    remark(reason.into_iter().chain(alternative), Mark::Rejected)
}

/// All there is to say of a line in one remark, if there is anything.
fn remark(parts: impl Iterator<Item = String>, mark: Mark) -> Option<Remark> {
    let text = parts.collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then_some(Remark { text, mark })
}

/// For the approver: why a line has to be decided, or has to be once more.
fn why_open(l: Language, line: &LineDigest) -> Option<Remark> {
    match &line.again {
        Some(again) => Some(Remark { text: words::asked_again(l, again), mark: Mark::Waiting }),
        None => why_release(l, line),
    }
}

/// For the approver: which lines need the release, and why.
pub(super) fn why_release(l: Language, line: &LineDigest) -> Option<Remark> {
    let text = match line.review? {
        ReviewReason::EveryOrder => mail::needs_release_every(l),
        ReviewReason::OutsideAssortment => mail::needs_release_outside(l),
        ReviewReason::OverOrderLimit => mail::needs_release_order_limit(l),
        ReviewReason::OverMonthLimit => mail::needs_release_month_limit(l),
        ReviewReason::OverBudget => mail::needs_release_budget(l),
        ReviewReason::PriceRose | ReviewReason::Unavailable => words::review(l, line.review?),
    };
    Some(Remark { text: text.into(), mark: Mark::Waiting })
}

/// For the orderer: which lines wait.
pub(super) fn waits(l: Language, line: &LineDigest) -> Option<Remark> {
    line.review.map(|_| Remark { text: mail::needs_release(l).into(), mark: Mark::Waiting })
}

/// For the orderer: what the approver changed.
fn changed(l: Language, line: &LineDigest) -> Option<Remark> {
    let moved = line.agreed.filter(|_| !is_replaced(line)).map(|agreed| words::price_moved(l, line.price, agreed));
    let change = line.change.as_ref().map(|change| match &change.replacement {
        Some(_) => mail::instead_of(l, line.quantity, &line.unit, &line.name),
        None => words::change(l, line.quantity, change),
    });
    remark(change.into_iter().chain(moved), Mark::Changed)
}

fn is_replaced(line: &LineDigest) -> bool {
    line.change.as_ref().is_some_and(|change| change.replacement.is_some())
}

fn is_rejected(line: &LineDigest) -> bool {
    line.verdict == Some(Verdict::Rejected)
}

fn row(goods: Goods<'_>, remark: Option<Remark>) -> Row {
    Row {
        name: goods.name.to_owned(),
        article_number: goods.article_number.to_owned(),
        quantity: format!("{} {}", goods.quantity, goods.unit),
        price: goods.price,
        amount: goods.total(),
        remark,
    }
}

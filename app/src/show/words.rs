//! The domain's codes in words.

mod wrong;

pub use super::order::told;
pub use wrong::{advice, error};

use super::chf;
use crate::text;
use domain::{
    ApprovalKind, AskedAgain, Change, CustomerRule, Language, OrderStatus, Rappen, RejectionCause, Replacement, ReviewReason, Salutation,
    SupplyStatus, Verdict, notice::Again, revision::LineEdit, seal::difference,
};

/// Freigabeart.
pub fn approval(l: Language, kind: ApprovalKind) -> &'static str {
    match kind {
        ApprovalKind::Unrestricted => text::words::unrestricted(l),
        ApprovalKind::Approver => text::words::approver(l),
        ApprovalKind::AlwaysReview => text::words::always_review(l),
        ApprovalKind::ReviewOutsideAssortment => text::words::review_outside_assortment(l),
    }
}

/// What a Freigabeart means, in a sentence.
pub fn approval_help(l: Language, kind: ApprovalKind) -> &'static str {
    match kind {
        ApprovalKind::Unrestricted => text::words::unrestricted_help(l),
        ApprovalKind::Approver => text::words::approver_help(l),
        ApprovalKind::AlwaysReview => text::words::always_review_help(l),
        ApprovalKind::ReviewOutsideAssortment => text::words::review_outside_assortment_help(l),
    }
}

/// Why a line needs a release.
pub fn review(l: Language, reason: ReviewReason) -> &'static str {
    match reason {
        ReviewReason::EveryOrder => text::words::every_order(l),
        ReviewReason::OutsideAssortment => text::words::outside_assortment(l),
        ReviewReason::OverOrderLimit => text::words::over_order_limit(l),
        ReviewReason::OverMonthLimit => text::words::over_month_limit(l),
        ReviewReason::OverBudget => text::words::over_budget(l),
        ReviewReason::PriceRose => text::words::price_rose(l),
        ReviewReason::Unavailable => text::words::unavailable(l),
    }
}

/// The same, to whoever orders it.
pub fn own_review(l: Language, reason: ReviewReason) -> &'static str {
    if reason == ReviewReason::EveryOrder { text::words::your_orders(l) } else { review(l, reason) }
}

/// What moved since a price was agreed on: both prices of a unit, and by how much they differ.
pub fn price_moved(l: Language, agreed: Rappen, now: Rappen) -> String {
    match difference(agreed, now) {
        Some(difference) => text::words::price_moved_by(l, agreed, now, difference),
        None => text::words::price_moved(l, agreed, now),
    }
}

/// Why a line has to be decided again.
pub fn asked_again(l: Language, again: &Again) -> String {
    let moved = || price_moved(l, again.agreed, again.price);
    match (again.cause, &again.replacement) {
        (AskedAgain::PriceRose, None) => text::words::again_dearer(l, moved()),
        (AskedAgain::PriceRose, Some(other)) => text::words::again_other_dearer(l, other, moved()),
        (AskedAgain::Unavailable, None) => text::words::again_gone(l).into(),
        (AskedAgain::Unavailable, Some(other)) => text::words::again_other_gone(l, other),
        (AskedAgain::OnOrder, None) => text::words::again_on_order(l).into(),
        (AskedAgain::OnOrder, Some(other)) => text::words::again_other_on_order(l, other),
    }
}

/// How long somebody usually takes.
#[cfg(feature = "ssr")]
pub fn pace(l: Language, pace: domain::Pace) -> String {
    use domain::Pace;
    match pace {
        Pace::Minutes(minutes) => text::time::within_minutes(l, minutes),
        Pace::Hours(hours) => text::time::within_hours(l, hours),
        Pace::Days(1) => text::time::within_one_day(l).into(),
        Pace::Days(days) => text::time::within_days(l, days),
    }
}

/// The status of an order.
pub fn status(l: Language, status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Waiting => text::words::waiting(l),
        OrderStatus::PartlyDecided => text::words::partly_decided(l),
        OrderStatus::HandedOver => text::words::handed_over(l),
        OrderStatus::Accepted => text::words::accepted(l),
        OrderStatus::Shipped => text::words::shipped(l),
        OrderStatus::Delivered => text::words::delivered(l),
        OrderStatus::Rejected => text::words::rejected(l),
        OrderStatus::Withdrawn => text::words::withdrawn(l),
    }
}

/// How far the supplier is.
pub fn supply(l: Language, status: SupplyStatus) -> &'static str {
    match status {
        SupplyStatus::Received => text::words::received(l),
        SupplyStatus::Accepted => text::words::accepted(l),
        SupplyStatus::Shipped => text::words::shipped(l),
        SupplyStatus::Delivered => text::words::delivered(l),
    }
}

/// The decision on a line.
pub fn verdict(l: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Released => text::words::released(l),
        Verdict::Rejected => text::words::rejected(l),
    }
}

/// Why a line was rejected, as the list says it.
pub fn cause(l: Language, cause: RejectionCause) -> &'static str {
    match cause {
        RejectionCause::TooExpensive => text::words::too_expensive(l),
        RejectionCause::WrongArticle => text::words::wrong_article(l),
        RejectionCause::NotNeeded => text::words::not_needed(l),
        RejectionCause::AvailableInHouse => text::words::available_in_house(l),
        RejectionCause::Other => text::words::other_cause(l),
    }
}

/// Why a line was rejected: the cause from the list, and what the approver wrote. Nothing where neither was given.
pub fn reason(l: Language, cause: Option<RejectionCause>, written: Option<&str>) -> Option<String> {
    match (cause, written) {
        (Some(RejectionCause::Other) | None, Some(written)) => Some(written.to_owned()),
        (Some(cause), Some(written)) => Some(format!("{} – {written}", self::cause(l, cause))),
        (Some(cause), None) => Some(self::cause(l, cause).to_owned()),
        (None, None) => None,
    }
}

/// An article that is proposed instead of a rejected one, at the price that was on the screen.
pub fn proposal(l: Language, other: &Replacement) -> String {
    text::words::proposal(l, &other.name, &other.article_number, chf(other.price), &other.unit)
}

/// The same once it was proposed.
pub fn alternative(l: Language, other: &Replacement) -> String {
    text::words::alternative(l, proposal(l, other))
}

/// What was released instead of so many units of the ordered article.
pub fn change(l: Language, ordered: u32, change: &Change) -> String {
    let lowered = (change.quantity != ordered).then(|| text::words::lowered(l, ordered, change.quantity));
    let replaced = change.replacement.as_ref().map(|other| text::words::replaced(l, &other.name, &other.article_number));
    replaced.into_iter().chain(lowered).collect::<Vec<_>>().join(" · ")
}

/// The same where the name of the other article stands beside it.
pub fn change_beside(l: Language, ordered: u32, change: &Change) -> String {
    let replaced = change.replacement.as_ref().map(|other| text::words::replaced_beside(l, &other.article_number));
    let lowered = (change.quantity != ordered).then(|| text::words::lowered(l, ordered, change.quantity));
    replaced.into_iter().chain(lowered).collect::<Vec<_>>().join(" · ")
}

/// What became of the lines of an order that was changed.
pub fn edits(l: Language, edits: &[LineEdit]) -> String {
    edits.iter().map(|edit| self::edit(l, edit)).collect::<Vec<_>>().join("; ")
}

fn edit(l: Language, edit: &LineEdit) -> String {
    match edit {
        LineEdit::Changed { position, becomes, article, from, price_before, to, price } if price == price_before => {
            text::history::edit_changed(l, article, from, to, becomes, position)
        }
        LineEdit::Changed { position, becomes, article, from, price_before, to, price } => {
            text::history::edit_changed_dearer(l, article, from, price_before, to, price, becomes, position)
        }
        LineEdit::Added { position, article, quantity, price } => text::history::edit_added(l, quantity, article, price, position),
        LineEdit::Removed { position, article, quantity } => text::history::edit_removed(l, quantity, article, position),
    }
}

/// Anrede.
pub fn salutation(l: Language, salutation: Salutation) -> &'static str {
    match salutation {
        Salutation::Ms => text::words::ms(l),
        Salutation::Mr => text::words::mr(l),
        Salutation::Neutral => text::words::neutral(l),
    }
}

/// A language, in that language.
pub const fn language_name(language: Language) -> &'static str {
    match language {
        Language::German => "Deutsch",
        Language::English => "English",
    }
}

/// After how many working hours something happens.
pub fn after_hours(l: Language, hours: Option<u16>) -> String {
    hours.map_or_else(|| text::patience::never(l).to_owned(), |hours| text::patience::after_hours(l, hours))
}

/// What a rule that is on or off is called.
pub fn rule(l: Language, rule: CustomerRule) -> &'static str {
    match rule {
        CustomerRule::DemandsReason => text::rules::reason(l),
        CustomerRule::DecidesByMail => text::rules::mail(l),
        CustomerRule::UsesLimits => text::limits::switch(l),
        CustomerRule::ProposesRules => text::learning::switch(l),
        CustomerRule::DemandsCostCentre => text::limits::demand(l),
        CustomerRule::NeedsFourEyes => text::hierarchy::four_eyes(l),
        CustomerRule::ReleasesOwn => text::hierarchy::own(l),
        CustomerRule::SplitsOrders => text::extras::splits(l),
        CustomerRule::ChangesOrders => text::extras::changes(l),
        CustomerRule::WritesComments => text::extras::comments(l),
        CustomerRule::AltersLines => text::extras::alters(l),
    }
}

/// Who was asked to decide as well, if anybody was.
pub fn asked_as_well(l: Language, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| text::patience::asked_as_well(l, names.join(", ")))
}

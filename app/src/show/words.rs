//! The domain's codes in words.

pub use super::order::told;

use crate::{AppError, Refusal, StuckOrders, text};
use domain::{
    ApprovalKind, AskedAgain, Change, FieldProblem, Language, OrderStatus, Problem, Rappen, RejectionCause, ReviewReason, Salutation,
    SupplyStatus, Verdict, dead_end::Bar, notice::Again, revision::LineEdit, seal::difference,
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

/// What is wrong with a value, as a sentence beside its field.
pub fn problem(l: Language, problem: &Problem) -> String {
    match problem {
        Problem::Required => text::errors::required(l).into(),
        Problem::TooLong { max } => text::errors::too_long(l, max),
        Problem::TooShort { min } => text::errors::too_short(l, min),
        Problem::ControlCharacter => text::errors::control_character(l).into(),
        Problem::NotAnEmail => text::errors::not_an_email(l).into(),
        Problem::NotInRange { min, max } => text::errors::not_in_range(l, min, max),
        Problem::CommonPassword => text::errors::common_password(l).into(),
        Problem::WrongPassword => text::errors::wrong_password(l).into(),
        Problem::NotACode => text::errors::not_a_code(l).into(),
        Problem::WrongCode => text::errors::wrong_code(l).into(),
        Problem::NoRecoveryCode => text::errors::no_recovery_code(l).into(),
        Problem::UsedCode => text::errors::used_code(l).into(),
        Problem::NotAnAmount => text::errors::not_an_amount(l).into(),
        Problem::Taken => text::errors::taken(l).into(),
        Problem::NumberTaken => text::errors::number_taken(l).into(),
        Problem::SamePerson => text::errors::same_person(l).into(),
        Problem::AwayToo => text::errors::away_too(l).into(),
        Problem::AlreadyAway => text::errors::already_away(l).into(),
        Problem::BeforeFirstDay => text::errors::before_first_day(l).into(),
        Problem::Past => text::errors::past(l).into(),
        Problem::OwnOrders => text::errors::own_orders(l).into(),
        Problem::HasReleased => text::hierarchy::has_released(l).into(),
        Problem::StandsBelow => text::hierarchy::stands_below(l).into(),
        Problem::ComesBack => text::hierarchy::comes_back(l).into(),
        Problem::BeforeReminder => text::patience::before_reminder(l).into(),
        Problem::NoSuchArticle => text::errors::no_such_article(l).into(),
        Problem::AboveOwnLimit => text::learning::above_limit(l).into(),
        Problem::InAssortment => text::learning::is_in(l).into(),
        Problem::SoldNoMore => text::errors::sold_no_more(l).into(),
        Problem::Unsaid => text::errors::unsaid(l).into(),
        Problem::NothingChosen => text::errors::nothing_chosen(l).into(),
        Problem::Unknown => text::errors::unknown(l).into(),
    }
}

/// After how many working hours something happens.
pub fn after_hours(l: Language, hours: Option<u16>) -> String {
    hours.map_or_else(|| text::patience::never(l).to_owned(), |hours| text::patience::after_hours(l, hours))
}

/// Which orders nobody could decide, and why.
pub fn stuck(l: Language, orders: &StuckOrders) -> String {
    let (orderers, in_charge, from) = (orders.orderers.join(", "), &orders.in_charge, &orders.from);
    match (&orders.substitute, orders.bar) {
        (Some(substitute), Bar::Ordered) => text::stuck::substitute_ordered(l, orderers, from, in_charge, substitute),
        (Some(substitute), Bar::Released) => text::stuck::substitute_released(l, orderers, from, in_charge, substitute),
        (None, Bar::Ordered) => text::stuck::ordered(l, orderers, in_charge),
        (None, Bar::Released) => text::stuck::released(l, orderers, in_charge),
    }
}

/// Who was asked to decide as well, if anybody was.
pub fn asked_as_well(l: Language, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| text::patience::asked_as_well(l, names.join(", ")))
}

/// The same with the field's name, for the summary.
pub fn field_problem(l: Language, wrong: &FieldProblem) -> String {
    format!("{}: {}", field(l, &wrong.field), problem(l, &wrong.problem))
}

/// The label of a field by its name in the form.
fn field(l: Language, name: &str) -> &'static str {
    match name {
        "salutation" => text::fields::salutation(l),
        "article" | "proposed" => text::fields::article(l),
        "orderer" => text::fields::orderer(l),
        "up_to" => text::fields::up_to(l),
        "first_name" => text::fields::first_name(l),
        "last_name" => text::fields::last_name(l),
        "email" => text::fields::email(l),
        "phone" => text::fields::phone(l),
        "job_title" => text::fields::job_title(l),
        "language" => text::fields::language(l),
        "approval" => text::fields::approval(l),
        "approver" => text::fields::approver(l),
        "successor" => text::fields::successor(l),
        "user_name" => text::fields::user_name(l),
        "password" => text::fields::password(l),
        "present_password" => text::fields::present_password(l),
        "new_password" => text::fields::new_password(l),
        "code" => text::fields::code(l),
        "company" => text::fields::company(l),
        "attention" => text::fields::attention(l),
        "street" => text::fields::street(l),
        "postcode" => text::fields::postcode(l),
        "town" => text::fields::town(l),
        "reference" => text::fields::reference(l),
        "note" => text::fields::note(l),
        "cause" => text::fields::cause(l),
        "reason" => text::fields::reason(l),
        "lines" => text::order::lines(l),
        "away" => text::fields::away(l),
        "substitute" => text::fields::substitute(l),
        "percent" => text::fields::percent(l),
        "first" => text::fields::first_day(l),
        "last" => text::fields::last_day(l),
        "ranked" => text::hierarchy::approver(l),
        "limit" => text::hierarchy::limit(l),
        "superior" => text::hierarchy::next(l),
        "remind_after" => text::patience::remind_after(l),
        "escalate_after" => text::patience::escalate_after(l),
        "quantity" => text::fields::quantity(l),
        "comment" => text::fields::comment(l),
        "cost_centre" => text::fields::cost_centre(l),
        "per_order" => text::fields::per_order(l),
        "per_month" => text::fields::per_month(l),
        "over_limit_approver" => text::limits::approver(l),
        "number" => text::limits::number(l),
        "name" => text::limits::name(l),
        "per_year" => text::limits::per_year(l),
        "responsible" => text::limits::responsible(l),
        _ if name.starts_with("cause-") => text::fields::cause(l),
        _ if name.starts_with("reason-") => text::fields::reason(l),
        _ if name.starts_with("quantity-") => text::fields::quantity(l),
        _ if name.starts_with("cost-centre-") => text::fields::cost_centre(l),
        _ => text::fields::other(l),
    }
}

/// What went wrong, as the headline of a summary or page.
pub fn error(l: Language, error: &AppError) -> String {
    match error {
        AppError::SignedOut => text::errors::signed_out(l).into(),
        AppError::NotFound => text::errors::not_found(l).into(),
        AppError::Invalid(problems) if problems.len() == 1 => text::errors::one_field(l).into(),
        AppError::Invalid(problems) => text::errors::many_fields(l, problems.len()),
        AppError::Refused(refusal) => self::refusal(l, refusal),
        AppError::BadRequest => text::errors::bad_request(l).into(),
        AppError::Offline => text::errors::offline(l).into(),
        AppError::Unavailable => text::errors::unavailable(l).into(),
        AppError::Internal => text::errors::internal(l).into(),
    }
}

/// What to do about it.
pub fn advice(l: Language, error: &AppError) -> &'static str {
    match error {
        AppError::SignedOut => text::errors::signed_out_advice(l),
        AppError::NotFound => text::errors::not_found_advice(l),
        AppError::Offline | AppError::Unavailable => text::errors::unavailable_advice(l),
        _ => text::errors::internal_advice(l),
    }
}

fn refusal(l: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongCredentials => text::errors::wrong_credentials(l).into(),
        Refusal::CodeSpent => text::errors::code_spent(l).into(),
        Refusal::LinkSpent => text::errors::link_spent(l).into(),
        Refusal::TooManyAttempts { minutes } => text::errors::too_many_attempts(l, minutes),
        Refusal::CartChanged => text::errors::cart_changed(l).into(),
        Refusal::CartEmpty => text::errors::cart_empty(l).into(),
        Refusal::CartFull => text::errors::cart_full(l).into(),
        Refusal::CartNotSold => text::errors::cart_not_sold(l).into(),
        Refusal::LineChanged { position, article, quantity, price } => text::errors::line_changed(l, position, quantity, article, price),
        Refusal::LineNotSold => text::errors::line_not_sold(l).into(),
        Refusal::CostCentreMissing => text::errors::cost_centre_missing(l).into(),
        Refusal::OtherBudget => text::errors::other_budget(l).into(),
        Refusal::NotSold { position, article } => text::errors::not_sold(l, position, article),
        Refusal::KeyReused => text::errors::key_reused(l).into(),
        Refusal::AlreadyDecided { by, at } => text::errors::already_decided(l, by, at),
        Refusal::Reopened { position } => text::errors::reopened(l, position),
        Refusal::NotYourDecision { by, at } => text::errors::not_your_decision(l, by, at),
        Refusal::DecisionGone => text::errors::decision_gone(l).into(),
        Refusal::PassedOn => text::errors::passed_on(l).into(),
        Refusal::TooManyComments { from } => text::errors::too_many_comments(l, domain::comment::MOST, from),
        Refusal::ReplacementGone => text::errors::replacement_gone(l).into(),
        Refusal::ReplacementPrice { price } => text::errors::replacement_price(l, price),
        Refusal::OrderRevised => text::errors::order_revised(l).into(),
        Refusal::RevisedTooOften => text::errors::revised_too_often(l, domain::revision::MOST_A_DAY),
        Refusal::ReleaseChanged => text::errors::release_changed(l).into(),
        Refusal::NothingChanged => text::errors::nothing_changed(l).into(),
        Refusal::NothingLeft => text::errors::nothing_left(l).into(),
        Refusal::OrderFull => text::errors::order_full(l).into(),
        Refusal::LinePrice { price } => text::errors::line_price(l, price),
        Refusal::Closed { status } => text::errors::closed(l, self::status(l, *status)),
        Refusal::TooEarly { from } => text::errors::too_early(l, from),
        Refusal::AlreadyThere { status } => text::errors::already_there(l, self::supply(l, *status)),
        Refusal::SuccessorNeeded { contacts, waiting_orders: 0, stands_in_for, superior_of, cost_centres } if contacts.is_empty() => {
            if !stands_in_for.is_empty() {
                text::errors::successor_stands_in(l, stands_in_for.join(", "))
            } else if !superior_of.is_empty() {
                text::hierarchy::successor_superior(l, superior_of.join(", "))
            } else {
                text::limits::successor_cost_centres(l, cost_centres.join(", "))
            }
        }
        Refusal::SuccessorNeeded { contacts, waiting_orders, .. } => text::errors::successor_needed(l, contacts.len(), waiting_orders),
        Refusal::LimitsNotUsed => text::limits::not_used(l).into(),
        Refusal::FourEyesAlone => text::hierarchy::four_eyes_alone(l).into(),
        Refusal::FourEyesDemanded => text::learning::rests(l).into(),
        Refusal::FourEyesNeedTwo => text::hierarchy::four_eyes_need_two(l).into(),
        Refusal::OwnOrdersWait { count } => text::hierarchy::own_orders_wait(l, count),
        Refusal::Stuck { orders } => {
            let reasons: Vec<_> = orders.iter().map(|orders| stuck(l, orders)).collect();
            text::stuck::refused(l, reasons.join(" "))
        }
        Refusal::LastApprover => text::errors::last_approver(l).into(),
        Refusal::FactorAlreadyOn => text::errors::factor_already_on(l).into(),
        Refusal::FactorNotOffered => text::errors::factor_not_offered(l).into(),
        Refusal::FactorDemanded => text::errors::factor_demanded(l).into(),
        Refusal::OwnFactorFirst => text::errors::own_factor_first(l).into(),
        Refusal::FirstStepMissing => text::errors::first_step_missing(l).into(),
    }
}

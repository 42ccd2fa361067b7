//! The words of what is wrong with single fields, and of what is refused as a whole.

use super::Refusal;
use crate::{show::words, ssr::date, text};
use domain::{Dependants, Language, Problem, dead_end::Bar};
use store::Stuck;

/// What is wrong with a value, as a sentence beside its field.
pub(super) fn problem(l: Language, problem: &Problem) -> String {
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

/// The label of a field by its name in the form.
pub(super) fn label(l: Language, name: &str) -> &'static str {
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
        "email_password" => text::fields::email_password(l),
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
        "flat" => text::freight::flat(l),
        "free_from" => text::freight::free_from(l),
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

/// What is refused, and why.
pub(super) fn refusal(l: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongCredentials => text::errors::wrong_credentials(l).into(),
        Refusal::CodeSpent => text::errors::code_spent(l).into(),
        Refusal::LinkSpent => text::errors::link_spent(l).into(),
        Refusal::TooManyAttempts { minutes } => text::errors::too_many_attempts(l, minutes),
        Refusal::CartChanged => text::errors::cart_changed(l).into(),
        Refusal::FreightChanged => text::freight::changed(l).into(),
        Refusal::CartEmpty => text::errors::cart_empty(l).into(),
        Refusal::CartFull => text::errors::cart_full(l).into(),
        Refusal::CartNotSold => text::errors::cart_not_sold(l).into(),
        Refusal::LineChanged { position, article, quantity, price } => text::errors::line_changed(l, position, quantity, article, price),
        Refusal::LineNotSold => text::errors::line_not_sold(l).into(),
        Refusal::CostCentreMissing => text::errors::cost_centre_missing(l).into(),
        Refusal::NotSold { position, article } => text::errors::not_sold(l, position, article),
        Refusal::KeyReused => text::errors::key_reused(l).into(),
        Refusal::AlreadyDecided { by, at } => text::errors::already_decided(l, by, at),
        Refusal::Reopened { position } => text::errors::reopened(l, position),
        Refusal::NotYourDecision { by, at } => text::errors::not_your_decision(l, by, at),
        Refusal::DecisionGone => text::errors::decision_gone(l).into(),
        Refusal::PassedOn => text::errors::passed_on(l).into(),
        Refusal::TakenBack { by } => text::hierarchy::retracted(l, by),
        Refusal::ChangedAndBack { by } => text::hierarchy::changed_and_back(l, by),
        Refusal::TooManyComments { from } => text::errors::too_many_comments(l, domain::comment::MOST, from),
        Refusal::ReplacementGone => text::errors::replacement_gone(l).into(),
        Refusal::ReplacementPrice { price } => text::errors::replacement_price(l, price),
        Refusal::OrderRevised => text::errors::order_revised(l).into(),
        Refusal::OrderGoneOn => text::errors::order_gone_on(l).into(),
        Refusal::RevisedTooOften => text::errors::revised_too_often(l, domain::revision::MOST_A_DAY),
        Refusal::ReleaseChanged => text::errors::release_changed(l).into(),
        Refusal::NothingChanged => text::errors::nothing_changed(l).into(),
        Refusal::NothingLeft => text::errors::nothing_left(l).into(),
        Refusal::OrderFull => text::errors::order_full(l).into(),
        Refusal::LinePrice { price } => text::errors::line_price(l, price),
        Refusal::Closed { status } => text::errors::closed(l, words::status(l, *status)),
        Refusal::TooEarly { from } => text::errors::too_early(l, from),
        Refusal::AlreadyThere { status } => text::errors::already_there(l, words::supply(l, *status)),
        Refusal::SuccessorNeeded(dependants) => successor_needed(l, dependants),
        Refusal::LimitsNotUsed => text::limits::not_used(l).into(),
        Refusal::SwitchedOff { rule } => text::extras::switched_off(l, words::rule(l, *rule)),
        Refusal::FourEyesAlone => text::hierarchy::four_eyes_alone(l).into(),
        Refusal::FourEyesDemanded => text::learning::rests(l).into(),
        Refusal::FourEyesNeedTwo => text::hierarchy::four_eyes_need_two(l).into(),
        Refusal::OwnOrdersWait { count } => text::hierarchy::own_orders_wait(l, count),
        Refusal::Stuck(stuck) => {
            let reasons: Vec<_> = stuck.iter().map(|orders| nobody_decides(l, orders)).collect();
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

/// What to do about it, where it is more than can be said of every error.
pub(super) fn advice(l: Language, refusal: &Refusal) -> Option<String> {
    let came_back = matches!(refusal, Refusal::TakenBack { .. } | Refusal::ChangedAndBack { .. });
    came_back.then(|| text::hierarchy::retracted_advice(l).into())
}

fn successor_needed(l: Language, dependants: &Dependants) -> String {
    let Dependants { contacts, waiting_orders, stands_in_for, superior_of, cost_centres } = dependants;
    if !contacts.is_empty() || *waiting_orders > 0 {
        text::errors::successor_needed(l, contacts.len(), waiting_orders)
    } else if !stands_in_for.is_empty() {
        text::errors::successor_stands_in(l, stands_in_for.join(", "))
    } else if !superior_of.is_empty() {
        text::hierarchy::successor_superior(l, superior_of.join(", "))
    } else {
        text::limits::successor_cost_centres(l, cost_centres.join(", "))
    }
}

/// Which orders nobody could decide, and why.
#[must_use]
pub fn nobody_decides(l: Language, stuck: &Stuck) -> String {
    let (orderers, in_charge, from) = (stuck.orderers.join(", "), &stuck.in_charge, date(stuck.from).short);
    match (&stuck.substitute, stuck.bar) {
        (Some(substitute), Bar::Ordered) => text::stuck::substitute_ordered(l, orderers, from, in_charge, substitute),
        (Some(substitute), Bar::Released) => text::stuck::substitute_released(l, orderers, from, in_charge, substitute),
        (None, Bar::Ordered) => text::stuck::ordered(l, orderers, in_charge),
        (None, Bar::Released) => text::stuck::released(l, orderers, in_charge),
    }
}

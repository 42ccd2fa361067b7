//! What the server refuses, and how it reaches the page: in words, in the language of the request.

mod wording;

pub use wording::nobody_decides;

use super::request_language;
use crate::{
    AppError,
    error::{Refused, WrongField},
};
use domain::{CustomerRule, Dependants, FieldProblem, Language, OrderStatus, Problem, SupplyStatus};
use serde::Serialize;
use store::Stuck;

/// What the rules refuse, with what it takes to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// User name or password are wrong; never which of them.
    WrongCredentials,
    /// The code for a new password cannot be used any more.
    CodeSpent,
    /// The link of a mail that asks for a release is worth nothing (any more).
    LinkSpent,
    /// Too many tries for this user name.
    TooManyAttempts {
        /// Whole minutes until the next try.
        minutes: i64,
    },
    /// The cart, or a price in it, is no longer what was on the screen.
    CartChanged,
    /// Delivery costs something else by now than the page showed.
    FreightChanged,
    /// There is nothing in the cart.
    CartEmpty,
    /// The cart has as many lines as an order may have.
    CartFull,
    /// One of the articles in the cart is sold no more.
    CartNotSold,
    /// This form was sent before, with other content.
    KeyReused,
    /// Somebody else decided first.
    AlreadyDecided {
        /// Who.
        by: String,
        /// When, ready to read.
        at: String,
    },
    /// What was meant to be the rest of an order is not all that is open any more.
    Reopened {
        /// The position of a line that is open as well.
        position: u32,
    },
    /// It is somebody else's decision.
    NotYourDecision {
        /// Whose.
        by: String,
        /// When it was made, ready to read.
        at: String,
    },
    /// The decision is not there any more.
    DecisionGone,
    /// The order was released and waits for somebody else to confirm that.
    PassedOn,
    /// Whoever had released the order, so that it went on, has taken that back.
    TakenBack {
        /// Who.
        by: String,
    },
    /// The orderer has changed the order, so that it came back from whoever was to confirm it.
    ChangedAndBack {
        /// The name of the orderer.
        by: String,
    },
    /// As many comments as somebody may write within a day.
    TooManyComments {
        /// From when on they may write again, ready to read.
        from: String,
    },
    /// What would be delivered instead is no longer in the Kundensortiment.
    ReplacementGone,
    /// What would be delivered instead has another price by now.
    ReplacementPrice {
        /// The new price of a unit, ready to read.
        price: String,
    },
    /// A line of the order is not what was on the screen.
    LineChanged {
        /// Its position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units of it there are now.
        quantity: u32,
        /// What a unit costs now, ready to read.
        price: String,
    },
    /// An article is sold no more, so that its line can only be rejected or replaced.
    NotSold {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
    },
    /// The order no longer waits.
    Closed {
        /// Where it is now.
        status: OrderStatus,
    },
    /// The order has been changed since it was on the screen.
    OrderRevised,
    /// The order has gone on since it was on the screen.
    OrderGoneOn,
    /// The order has been changed today as often as one may be.
    RevisedTooOften,
    /// The release that was to be confirmed is not what was on the screen.
    ReleaseChanged,
    /// The order would be as it is.
    NothingChanged,
    /// No line of the order would be left.
    NothingLeft,
    /// The order would have more lines than one may have.
    OrderFull,
    /// A line of the order that gets another quantity has another price by now.
    LinePrice {
        /// The new price of a unit, ready to read.
        price: String,
    },
    /// A line of the order that gets another quantity, or would come into it, is sold no more.
    LineNotSold,
    /// No cost centre would pay for what comes into the order, and one is demanded.
    CostCentreMissing,
    /// It is too early to ask after an order (again).
    TooEarly {
        /// From when on it is possible, ready to read.
        from: String,
    },
    /// The supplier has made this step already.
    AlreadyThere {
        /// Where the supply order is now.
        status: SupplyStatus,
    },
    /// Others depend on this approver: somebody must take over.
    SuccessorNeeded(Dependants),
    /// The customer uses no limits, so that nobody gets any.
    LimitsNotUsed,
    /// It is there only where the customer wants it, and this one does not (any more).
    SwitchedOff {
        /// The rule by which it would be there.
        rule: CustomerRule,
    },
    /// Two people cannot release each order where there is only one approver.
    FourEyesAlone,
    /// Two people release each order: nobody releases anything alone, for good neither.
    FourEyesDemanded,
    /// Two people release each order, and only one approver would be left.
    FourEyesNeedTwo,
    /// Orders wait for the very approver who has ordered them.
    OwnOrdersWait {
        /// How many.
        count: i64,
    },
    /// Nobody could decide orders.
    Stuck(Vec<Stuck>),
    /// The customer would be left without any approver.
    LastApprover,
    /// The second factor is set up already.
    FactorAlreadyOn,
    /// No secret is offered any more: setting up the second factor has to begin again.
    FactorNotOffered,
    /// A second factor is demanded of everybody, so that nobody can be without.
    FactorDemanded,
    /// Whoever demands a second factor of everybody needs one first.
    OwnFactorFirst,
    /// The first step of a form with two steps has not been filled in.
    FirstStepMissing,
}

/// What a refusal tells machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefusalKind {
    /// Something is not as whoever asks has seen it, or the rules are against it.
    #[default]
    Conflict,
    /// What was sent is wrong in itself.
    Unprocessable,
    /// It was tried too often.
    TooMany,
}

impl Refusal {
    /// The refusal as the page shows it, in this language.
    #[must_use]
    pub fn put_into_words(&self, l: Language) -> Refused {
        Refused {
            code: self.code(),
            words: wording::refusal(l, self),
            advice: wording::advice(l, self),
            now: self.now(),
            kind: self.kind(),
        }
    }

    /// The name of the variant, as `derive(Debug)` begins with it.
    fn code(&self) -> String {
        format!("{self:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
    }

    /// How things are by now, for the pages that show it.
    fn now(&self) -> Option<String> {
        fn json(now: &impl Serialize) -> Option<String> {
            serde_json::to_string(now).ok()
        }
        match self {
            Self::AlreadyThere { status } => json(status),
            Self::SuccessorNeeded(dependants) => json(dependants),
            _ => None,
        }
    }

    const fn kind(&self) -> RefusalKind {
        match self {
            Self::TooManyAttempts { .. } => RefusalKind::TooMany,
            Self::WrongCredentials | Self::KeyReused => RefusalKind::Unprocessable,
            _ => RefusalKind::Conflict,
        }
    }
}

impl AppError {
    /// What the rules refuse, in the language of the request.
    #[must_use]
    pub fn refused(refusal: &Refusal) -> Self {
        Self::Refused(refusal.put_into_words(request_language()))
    }

    /// A single wrong field.
    #[must_use]
    pub fn field(field: &str, problem: Problem) -> Self {
        vec![FieldProblem { field: field.into(), problem }].into()
    }
}

impl From<Vec<FieldProblem>> for AppError {
    fn from(problems: Vec<FieldProblem>) -> Self {
        let l = request_language();
        let worded = |FieldProblem { field, problem }: FieldProblem| {
            let (label, words) = (wording::label(l, &field).into(), wording::problem(l, &problem));
            WrongField { field, label, words }
        };
        Self::Invalid(problems.into_iter().map(worded).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(refusal: &Refusal) -> Refused {
        let sent = serde_json::to_string(&AppError::Refused(refusal.put_into_words(Language::English))).expect("it can be written");
        let received: AppError = serde_json::from_str(&sent).expect("it can be read");
        let AppError::Refused(refused) = received else { panic!("{received:?} is no refusal") };
        refused
    }

    #[test]
    fn a_page_reads_how_things_are_by_now() {
        let refused = received(&Refusal::AlreadyThere { status: SupplyStatus::Delivered });
        assert_eq!((refused.now(), refused.now::<Dependants>()), (Some(SupplyStatus::Delivered), None));
        let dependants = Dependants { waiting_orders: 3, stands_in_for: vec!["Anna Meier".into()], ..Dependants::default() };
        assert_eq!(received(&Refusal::SuccessorNeeded(dependants.clone())).now(), Some(dependants));
        assert_eq!(received(&Refusal::CartEmpty).now::<SupplyStatus>(), None);
    }

    #[test]
    fn a_refusal_has_the_same_name_in_all_languages() {
        for l in Language::ALL {
            let code = |refusal: &Refusal| refusal.put_into_words(*l).code;
            assert_eq!(code(&Refusal::CartEmpty), "CartEmpty");
            assert_eq!(code(&Refusal::TooManyAttempts { minutes: 1 }), "TooManyAttempts");
            assert_eq!(code(&Refusal::SuccessorNeeded(Dependants::default())), "SuccessorNeeded");
        }
    }

    #[test]
    fn whose_release_came_back_hears_what_to_do() {
        assert!(received(&Refusal::TakenBack { by: "Anna Meier".into() }).advice.is_some());
        assert!(received(&Refusal::ChangedAndBack { by: "Anna Meier".into() }).advice.is_some());
        assert_eq!(received(&Refusal::CartEmpty).advice, None);
    }

    #[test]
    fn what_is_wrong_with_fields_is_in_the_language_of_the_request() {
        // Outside of a request: German.
        let error = AppError::field("quantity-3", Problem::Required);
        let expected = WrongField { field: "quantity-3".into(), label: "Menge".into(), words: "Diese Angabe fehlt.".into() };
        assert_eq!(error, AppError::Invalid(vec![expected]));
    }
}

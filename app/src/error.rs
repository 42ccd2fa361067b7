//! The one error of all server functions. It has stable codes; the view puts them into words.

use domain::{CustomerRule, FieldProblem, OrderStatus, SupplyStatus, dead_end::Bar};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Why a server function did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or the session has run out.
    SignedOut,
    /// There is no such thing for this caller.
    NotFound,
    /// Fields of the form are wrong.
    Invalid(Vec<FieldProblem>),
    /// The rules refuse it.
    Refused(Refusal),
    /// The request could not be read.
    BadRequest,
    /// The browser could not reach the server.
    Offline,
    /// The database does not answer at the moment.
    Unavailable,
    /// A fault of the portal; its log has the details under the request's id.
    Internal,
}

/// What the rules refuse, with what the screen needs to explain it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    SuccessorNeeded {
        /// The contacts whose approver this is.
        contacts: Vec<String>,
        /// How many orders wait for this approver.
        waiting_orders: i64,
        /// The approvers for whom this one stands in.
        #[serde(default)]
        stands_in_for: Vec<String>,
        /// The approvers from whom orders go on to this one.
        #[serde(default)]
        superior_of: Vec<String>,
        /// The cost centres that this one looks after.
        #[serde(default)]
        cost_centres: Vec<String>,
    },
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
    Stuck {
        /// Which ones, and why.
        orders: Vec<StuckOrders>,
    },
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

/// Orders that nobody could decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StuckOrders {
    /// Whose.
    pub orderers: Vec<String>,
    /// Who is in charge of them.
    pub in_charge: String,
    /// Who stands in for whoever is in charge, and may not decide; nobody where whoever is in charge is there and may not.
    pub substitute: Option<String>,
    /// Why not: they have ordered it, or released it before.
    pub bar: Bar,
    /// From which day on, ready to read.
    pub from: String,
}

impl AppError {
    /// The error in JSON. As bytes, for that is how answers of server functions are read: one reader is enough.
    pub(crate) fn read(json: &RawValue) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json.get().as_bytes())
    }

    /// A single wrong field.
    pub fn field(field: &str, problem: domain::Problem) -> Self {
        Self::Invalid(vec![FieldProblem { field: field.into(), problem }])
    }
}

impl From<Vec<FieldProblem>> for AppError {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self::Invalid(problems)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// The original text may hold details of the server, so it is dropped.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

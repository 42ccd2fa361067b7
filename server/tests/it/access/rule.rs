//! Who may do what, worked out from the table.

use super::cast::{
    Kind, Role,
    Whose::{self, Foreign, Missing, Own},
};
use app::access::Who;

/// What comes of it when somebody asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, or refused for a reason that has nothing to do with who asks.
    Answered,
    /// Nobody knows who asks.
    SignInFirst,
    /// Something is missing besides the password.
    CodeFirst,
    /// A second factor is demanded, and missing.
    SetUpFirst,
    /// For this caller there is no such thing.
    NotThere,
}

/// What has to come of it.
pub fn outcome(who: Who, role: Role, thing: Option<(Kind, Whose)>) -> Outcome {
    // Where nobody needs a session, what comes with the request says who it is for; without that everything is missing alike.
    let is_there = who == Who::Everybody || thing.is_none_or(|thing| is_there_for(role, thing));
    match role {
        _ if is_for(who, role, thing) && is_there => Outcome::Answered,
        Role::Nobody | Role::Deleted => Outcome::SignInFirst,
        Role::AtTheDoor => Outcome::CodeFirst,
        Role::MustSetUp => Outcome::SetUpFirst,
        _ => Outcome::NotThere,
    }
}

fn is_for(who: Who, role: Role, thing: Option<(Kind, Whose)>) -> bool {
    let whose = thing.map(|(_, whose)| whose);
    let is_orderer = role == Role::Orderer && whose == Some(Own);
    let is_in_charge = matches!((role, whose), (Role::InCharge, Some(Own)) | (Role::OtherCustomer, Some(Foreign)));
    let is_in = !matches!(role, Role::Nobody | Role::Deleted | Role::AtTheDoor | Role::MustSetUp);
    match who {
        Who::Everybody => true,
        Who::SignedIn => is_in,
        Who::AtTheDoor => role == Role::AtTheDoor,
        Who::SettingUp => is_in || role == Role::MustSetUp,
        Who::Contacts => is_in && role != Role::Supplier,
        Who::OrderParties => is_orderer || is_in_charge,
        Who::Orderer => is_orderer,
        Who::OrdererAndApprovers => is_orderer || is_for(Who::Approvers, role, thing),
        Who::Approvers => matches!(role, Role::InCharge | Role::OtherApprover | Role::OtherCustomer),
        Who::ApproverInCharge => is_in_charge,
        Who::Supplier => role == Role::Supplier,
        Who::ApproversAndSupplier => is_for(Who::Approvers, role, thing) || is_for(Who::Supplier, role, thing),
    }
}

fn is_there_for(role: Role, (kind, whose): (Kind, Whose)) -> bool {
    let is_of_bau = role == Role::OtherCustomer;
    match (kind, whose) {
        (_, Missing) | (Kind::Session | Kind::SupplyOrder | Kind::Customer, Foreign) => false,
        (Kind::Mail, _) if role == Role::Supplier => true,
        (Kind::Proposal, Foreign) if role == Role::Supplier => false,
        (kind, Own) if is_of_a_customer(kind) => !is_of_bau,
        (kind, Foreign) if is_of_a_customer(kind) => is_of_bau,
        _ => true,
    }
}

const fn is_of_a_customer(kind: Kind) -> bool {
    !matches!(kind, Kind::Session | Kind::Article | Kind::ArticleNumber | Kind::SupplyOrder | Kind::Customer)
}

//! Who did what: the entries of a customer's append-only record.

use crate::{
    change::Replacement,
    contact::{ApprovalKind, words},
    money::Rappen,
    order::Verdict,
    rejection::RejectionCause,
    revision::LineEdit,
    rule::CustomerRule,
    seal::AskedAgain,
    standing_release::FreedLine,
    supply::SupplyStatus,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// Who acted.
    ActorKind {
        /// A person of the customer.
        Contact = "contact",
        /// A person of the supplier.
        Supplier = "supplier",
        /// The operator's command line or the portal itself.
        System = "system",
    }
}

/// What happened. The name of the variant is stored; never rename one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AuditEvent {
    /// An order was submitted; `waits` tells whether it needs a release.
    OrderPlaced {
        /// Whether it waits for an approver.
        waits: bool,
        /// The approver in charge, if it waits.
        approver: Option<String>,
    },
    /// What needed no release went at once, and the rest waits: one cart became two orders.
    OrderSplit {
        /// The number of the other one.
        other: i64,
    },
    /// A line was decided.
    LineDecided {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// The decision.
        verdict: Verdict,
        /// Why it was rejected, if a cause was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<RejectionCause>,
        /// The reason for it, if one was given.
        reason: Option<String>,
        /// What was proposed instead, if it was rejected and something was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alternative: Option<Replacement>,
        /// In whose place, if whoever decided stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// Less of a line was released than was ordered.
    LineLowered {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// How many units were ordered.
        ordered: u32,
        /// How many were released.
        released: u32,
        /// In whose place, if whoever decided stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// Another article was released in the place of the ordered one.
    LineReplaced {
        /// The line's position, from 1.
        position: u32,
        /// The name of the ordered article.
        article: String,
        /// The price of a unit as ordered.
        price: Rappen,
        /// How many units were ordered.
        ordered: u32,
        /// The other article, at the price of a unit that is paid.
        replacement: Replacement,
        /// How many units of it were released.
        released: u32,
        /// In whose place, if whoever decided stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// Whoever had decided a line took that back, so that it is open again.
    DecisionTakenBack {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// What the decision was.
        verdict: Verdict,
        /// In whose place, if whoever decided stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// Somebody wrote to the others about the order. The text stands here in full, as reasons for rejections do: it is often why
    /// something was decided, and an entry without it would prove nothing of what was said.
    CommentWritten {
        /// Its number within the order, from 1.
        number: i64,
        /// What was written.
        comment: String,
    },
    /// A line was released, or was to go without a release, and is asked again: it would cost more than is borne, or is sold no more.
    LineAskedAgain {
        /// The line's position, from 1.
        position: u32,
        /// The name of the article that was to be delivered.
        article: String,
        /// Why.
        cause: AskedAgain,
        /// What a unit was to cost.
        agreed: Rappen,
        /// What it costs now.
        price: Rappen,
    },
    /// A line is delivered at another price than was agreed on before: the approver saw it, or it is lower or borne.
    PriceAgreed {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// What a unit was to cost.
        from: Rappen,
        /// What it costs now.
        to: Rappen,
    },
    /// It was decided by how many percent an article may become dearer before its line is asked again.
    PriceToleranceSet {
        /// By how many.
        percent: u32,
    },
    /// The order was handed over to the supplier.
    OrderHandedOver {
        /// The number of the supply order.
        supply_number: i64,
    },
    /// With the last line rejected, the order ended.
    OrderRejected,
    /// The orderer took the order back.
    OrderWithdrawn,
    /// The orderer changed the order while it waited.
    OrderRevised {
        /// What became of its lines.
        edits: Vec<LineEdit>,
        /// What the orderer wrote to the approver.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The orderer reminded whoever is to decide.
    ReleaseReminded {
        /// Who was reminded.
        to: String,
    },
    /// The order had waited too long, and whoever is to decide was reminded.
    OverdueReminded {
        /// Who was reminded.
        to: String,
    },
    /// The order had waited too long for one approver, and others were asked as well.
    OrderEscalated {
        /// Who was asked.
        to: Vec<String>,
        /// The approver in charge.
        from: String,
    },
    /// It was decided how long an order may wait before the portal reminds and asks others, in working hours.
    PatienceSet {
        /// Before whoever is to decide is reminded; nobody is without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remind_after: Option<u16>,
        /// Before others are asked as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        escalate_after: Option<u16>,
    },
    /// With the last release the order went on to somebody else instead of to the supplier.
    OrderPassedOn {
        /// Who is in charge now.
        to: String,
        /// The limit that the order exceeds; without it, the customer wants a second pair of eyes, unless one of the following is so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Rappen>,
        /// Whether they look after a budget that it exceeds.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_for_budget: bool,
        /// Whether whoever has released it is no approver any more.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        has_left: bool,
    },
    /// Whoever had released an order that went on took that back: it is where it was.
    ReleaseTakenBack {
        /// Who is in charge again.
        to: String,
        /// In whose place, if whoever took it back stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// With the change of its orderer, an order that had gone on came back to where its lines are decided: no release of it as a whole
    /// stands any more.
    OrderCameBack {
        /// Who is in charge again.
        to: String,
    },
    /// Somebody confirmed the release of an order that had come on to them.
    ReleaseConfirmed {
        /// In whose place, if whoever confirmed stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// Whoever an order had come on to rejected a line that was released.
    LineOverruled {
        /// The line's position, from 1.
        position: u32,
        /// The article's name.
        article: String,
        /// Why, if a cause was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<RejectionCause>,
        /// The reason for it, if one was given.
        reason: Option<String>,
        /// What was proposed instead, if something was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alternative: Option<Replacement>,
        /// In whose place, if whoever decided stood in for somebody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_place_of: Option<String>,
    },
    /// It was decided how much an approver releases alone, and to whom orders go on from them.
    RankChanged {
        /// The approver.
        approver: String,
        /// The limit, if there is one.
        limit: Option<Rappen>,
        /// To whom orders go on, if anybody is named.
        superior: Option<String>,
    },
    /// It was decided whether two people release each order.
    FourEyesDemanded {
        /// Whether they do.
        is_demanded: bool,
    },
    /// It was decided whether approvers may release what they have ordered themselves.
    OwnReleases {
        /// Whether they may.
        is_allowed: bool,
    },
    /// A rule was switched that has no event of its own.
    RuleSwitched {
        /// Which one.
        rule: CustomerRule,
        /// Whether it holds from now on.
        is_on: bool,
    },
    /// Another approver is in charge now.
    ApproverChanged {
        /// Who was in charge.
        from: String,
        /// Who is in charge now.
        to: String,
    },
    /// Somebody will stand in for an approver.
    SubstituteNamed {
        /// Who is away.
        approver: String,
        /// Who stands in.
        substitute: String,
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// Somebody does not stand in any more.
    SubstituteEnded {
        /// Who was to be away.
        approver: String,
        /// Who stood in, or was to.
        substitute: String,
    },
    /// The supplier made a step.
    SupplyAdvanced {
        /// The step.
        status: SupplyStatus,
    },
    /// A contact with a login was created.
    ContactCreated {
        /// The contact's name.
        name: String,
        /// What the login may do.
        approval: ApprovalKind,
    },
    /// A contact's data or rights were changed.
    ContactChanged {
        /// The contact's name.
        name: String,
        /// What the login may do now.
        approval: ApprovalKind,
    },
    /// A contact and its login were deleted.
    ContactDeleted {
        /// The contact's name.
        name: String,
    },
    /// A password was changed.
    PasswordChanged {
        /// Whose it was.
        name: String,
    },
    /// The address was changed to which somebody's mails go, and with them the link to a new password.
    AddressChanged {
        /// Whose it is.
        name: String,
    },
    /// A second factor was set up.
    SecondFactorSetUp {
        /// Whose it is.
        name: String,
    },
    /// A second factor was removed.
    SecondFactorRemoved {
        /// Whose it was.
        name: String,
    },
    /// Somebody signed in by a recovery code.
    RecoveryCodeUsed {
        /// Who.
        name: String,
    },
    /// New recovery codes took the place of the old ones.
    RecoveryCodesRenewed {
        /// Whose they are.
        name: String,
    },
    /// It was decided whether everybody of the customer needs a second factor.
    SecondFactorDemanded {
        /// Whether they do.
        is_demanded: bool,
    },
    /// It was decided whether approvers may decide from the mail, without signing in.
    MailDecisions {
        /// Whether they may.
        is_allowed: bool,
    },
    /// What follows was decided from the mail, without signing in.
    DecidedByMail,
    /// It was decided whether a rejection needs a reason.
    ReasonDemanded {
        /// Whether it does.
        is_demanded: bool,
    },
    /// It was decided whether people have limits: whether what they may order without a release can be set.
    LimitsUsed {
        /// Whether they do.
        is_on: bool,
    },
    /// What a contact may order without a release was set.
    LimitsSet {
        /// The contact's name.
        name: String,
        /// The most that one order may cost, net; `None` for no limit.
        per_order: Option<Rappen>,
        /// The most of a month, net.
        per_month: Option<Rappen>,
    },
    /// It was decided whether the portal proposes rules where something is released time and again.
    RuleProposals {
        /// Whether it does.
        is_on: bool,
    },
    /// An article was released for good, up to an amount.
    StandingReleaseSet {
        /// The article's name.
        article: String,
        /// Whose orders are meant; everybody's without it.
        orderer: Option<String>,
        /// The most that a line may cost, net.
        up_to: Rappen,
    },
    /// An article is released for good no more.
    StandingReleaseEnded {
        /// The article's name.
        article: String,
        /// Whose orders were meant; everybody's without it.
        orderer: Option<String>,
    },
    /// Lines needed no release, as such lines were released for good.
    StandingReleaseUsed {
        /// Which ones.
        lines: Vec<FreedLine>,
    },
    /// An approver proposed an article for the customer's assortment.
    AssortmentProposed {
        /// The article's number.
        article: String,
    },
    /// The proposal was taken back before the supplier had answered it.
    ProposalWithdrawn {
        /// The article's number.
        article: String,
    },
    /// The supplier answered the proposal.
    ProposalAnswered {
        /// The article's number.
        article: String,
        /// Whether the article is in the assortment now.
        is_accepted: bool,
    },
    /// A cost centre was created or changed.
    CostCentreSaved {
        /// Its number.
        number: String,
        /// Its name.
        name: String,
        /// The budget of a year, net; `None` for none.
        per_year: Option<Rappen>,
    },
    /// A cost centre was taken out of use, or back into it.
    CostCentreArchived {
        /// Its number.
        number: String,
        /// Its name.
        name: String,
        /// Whether it is out of use.
        is_archived: bool,
    },
    /// It was decided whether an order needs a cost centre.
    CostCentreDemanded {
        /// Whether it does.
        is_demanded: bool,
    },
    /// The customer was created.
    CustomerCreated,
    /// An article was added to the customer's assortment.
    AssortmentAdded {
        /// The article's number.
        article: String,
    },
    /// An article was removed from the customer's assortment.
    AssortmentRemoved {
        /// The article's number.
        article: String,
    },
}

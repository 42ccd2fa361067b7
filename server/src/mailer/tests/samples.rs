//! Orders and notices that mails are about.

use crate::mailer::letter::Letter;
use domain::{
    ApprovalKind, AskedAgain, ContactId, Language, OrderId, Rappen, ReviewReason, SupplyStatus, Totals, Verdict,
    notice::{Again, LineDigest, LoginChange, Notice, OrderDigest},
    revision::LineEdit,
};
use jiff::civil::date;
use uuid::Uuid;

pub(super) const ID: OrderId = OrderId(Uuid::from_u128(0x1234));
pub(super) const URL: &str = "https://bestellen.example";

pub(super) fn line(name: &str, review: Option<ReviewReason>, verdict: Option<Verdict>, reason: Option<&str>) -> LineDigest {
    LineDigest {
        agreed: None,
        again: None,
        article_number: "10-0101".into(),
        name: name.into(),
        unit: "Stück".into(),
        quantity: 20,
        price: Rappen(123_450),
        review,
        verdict,
        change: None,
        cause: None,
        reason: reason.map(str::to_owned),
        alternative: None,
    }
}

pub(super) fn order(lines: Vec<LineDigest>) -> OrderDigest {
    let totals = Totals::of(lines.iter().map(|line| (line.price, line.quantity)));
    OrderDigest {
        id: ID,
        number: 1001,
        orderer: "Anna Keller".into(),
        approver: Some("Claudia Meier".into()),
        deputy: None,
        reference: Some("Kostenstelle 4711".into()),
        note: Some("Bitte bis Freitag.\nDanke".into()),
        lines,
        totals,
        freight: None,
    }
}

pub(super) fn waiting() -> OrderDigest {
    order(vec![line("Ordner", None, None, None), line("Stuhl", Some(ReviewReason::OutsideAssortment), None, None)])
}

pub(super) fn decided() -> OrderDigest {
    let review = Some(ReviewReason::EveryOrder);
    order(vec![
        line("Ordner", review, Some(Verdict::Released), None),
        line("Stuhl", review, Some(Verdict::Rejected), Some("Es hat noch Stühle im Lager.")),
    ])
}

pub(super) fn german(notice: &Notice) -> Letter {
    Letter::of(notice, "Anna Keller", Language::German, URL)
}

/// One of each kind.
pub(super) fn notices() -> Vec<Notice> {
    let day = date(2026, 11, 25);
    let mut notices = vec![
        Notice::OrderReceived { order: waiting(), delivery: None },
        Notice::OrderReceived { order: waiting(), delivery: Some(day) },
        Notice::ReleaseWanted { order: waiting(), in_place_of: None },
        Notice::HandedOver { order: decided(), delivery: day },
        Notice::OrderRejected { order: decided() },
        Notice::OrderWithdrawn { order: waiting() },
        new_login(),
        Notice::SubstituteWanted { approver: "Claudia Meier".into(), first: day, last: day, by: "Claudia Meier".into() },
        Notice::AbsenceEntered { substitute: "Thomas Keller".into(), first: day, last: day, by: "Thomas Keller".into() },
        Notice::AbsenceEnded { approver: "Claudia Meier".into(), substitute: "Thomas Keller".into(), by: "Thomas Keller".into() },
        Notice::AbsenceBegins { approver: "Claudia Meier".into(), last: day, waiting: 2 },
        Notice::AbsenceOver { substitute: "Thomas Keller".into(), last: day, waiting: 0 },
        Notice::AbsenceFreesSubstitute { approver: "Claudia Meier".into(), last: day },
        Notice::ReleaseReminded { order: waiting(), placed: day, in_place_of: Some("Claudia Meier".into()) },
        Notice::ReleaseOverdue { order: waiting(), since: day, hours: 4, in_place_of: Some("Claudia Meier".into()) },
        Notice::ReleaseEscalated { order: waiting(), from: "Claudia Meier".into(), since: day, hours: 9, in_place_of: None },
        comment(true),
        comment(false),
        Notice::ConfirmationWanted { order: decided(), by: "Claudia Meier".into(), edits: vec![], remark: None, in_place_of: None },
        changed_and_gone_on(),
        Notice::AskedAgain { order: asked_again(), in_place_of: None },
        Notice::ProposalAnswered { article: "Ordner".into(), number: "15-0102".into(), is_accepted: true },
        Notice::ProposalAnswered { article: "Ordner".into(), number: "15-0102".into(), is_accepted: false },
    ];
    notices.push(revised());
    notices.extend(changed_logins());
    notices.extend(SupplyStatus::ALL.iter().map(|status| Notice::SupplyProgress {
        order_id: ID,
        number: 1001,
        status: *status,
        delivery: day,
    }));
    notices
}

pub(super) fn comment(is_orderer: bool) -> Notice {
    let (by, comment) = ("Claudia Meier".into(), "Wozu zwei?\nEiner genügt.".into());
    Notice::CommentWritten { order_id: ID, number: 1001, by, comment, is_orderer }
}

pub(super) fn revised() -> Notice {
    Notice::OrderRevised { order: waiting(), edits: edits(), remark: Some("Doch für alle.".into()), in_place_of: None }
}

/// What was changed goes on to whoever confirms it.
pub(super) fn changed_and_gone_on() -> Notice {
    let (by, remark) = ("Claudia Meier".into(), Some("Doch für alle.".into()));
    Notice::ConfirmationWanted { order: decided(), by, edits: edits(), remark, in_place_of: None }
}

fn edits() -> Vec<LineEdit> {
    let changed = LineEdit::Changed {
        position: 2,
        becomes: 3,
        article: "Stuhl".into(),
        from: 2,
        price_before: Rappen(123_450),
        to: 20,
        price: Rappen(123_450),
    };
    let removed = LineEdit::Removed { position: 1, article: "Lampe".into(), quantity: 4 };
    vec![changed, removed]
}

pub(super) fn changed_logins() -> [Notice; 2] {
    [LoginChange::Password, LoginChange::Address { before: "anna@muster.example".into() }].map(|change| Notice::LoginChanged {
        user_name: "anna@muster.example".into(),
        change,
        by: "Claudia Meier".into(),
    })
}

pub(super) fn new_login() -> Notice {
    Notice::NewLogin {
        contact_id: ContactId(Uuid::nil()),
        customer: "Muster Treuhand AG".into(),
        user_name: "anna@muster.example".into(),
        created_by: "Claudia Meier".into(),
        approval: ApprovalKind::AlwaysReview,
        approver: Some("Claudia Meier".into()),
        is_invited: false,
    }
}

/// A binder that became dearer since its release, and a chair that was released.
pub(super) fn asked_again() -> OrderDigest {
    asked_again_for(Again { cause: AskedAgain::PriceRose, agreed: Rappen(390), price: Rappen(429), replacement: None })
}

pub(super) fn asked_again_for(again: Again) -> OrderDigest {
    let review = Some(ReviewReason::EveryOrder);
    let binder = LineDigest { again: Some(again), ..line("Ordner", review, None, None) };
    order(vec![binder, line("Stuhl", review, Some(Verdict::Released), None)])
}

//! The supplier is blind to what is not released.

use crate::ordering::{Company, Portal, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    DeliveryAddress, OrderId, SupplyStatus,
    Verdict::{Rejected, Released},
    notice::Notice,
};
use jiff::SignedDuration;
use store::{LineDecision, Orderer};
use testbed::{Engine, both_engines};

both_engines![
    nothing_of_an_unreleased_order_reaches_the_supplier,
    a_partly_rejected_order_shows_no_trace_of_the_rejected_line,
    supply_numbers_have_no_gaps_whatever_happens_to_orders,
    each_kind_of_mail_is_the_suppliers_or_hidden,
];

/// What stands in every text of an order that the supplier must not see.
const MARK: &str = "GEHEIM";
/// A price that occurs nowhere else.
const SECRET_PRICE: i64 = 7_654_321;

/// Places an order that is marked in every field.
async fn place_marked(portal: &Portal, orderer: &Orderer, mark: &str) -> OrderId {
    let marked = |field: &str| format!("{mark}-{field}");
    let mut placing = portal.fill(orderer, &[("S1", 1), ("S2", 77)]).await;
    placing.address = DeliveryAddress {
        company: marked("firma"),
        attention: marked("zhd"),
        street: marked("strasse"),
        postcode: marked("plz"),
        town: marked("ort"),
    };
    placing.reference = Some(marked("referenz"));
    placing.note = Some(marked("notiz"));
    portal.store.place(orderer, placing).await.expect("placed").order_id
}

/// Everything that the supplier's functions return, written out.
async fn seen_by_supplier(portal: &Portal, company: &Company) -> String {
    let (store, supplier) = (&portal.store, &portal.supplier);
    let mut seen = Vec::new();
    for status in [None].into_iter().chain(SupplyStatus::ALL.iter().copied().map(Some)) {
        let rows = store.supply_orders(supplier, status, None, 1000).await.expect("a list");
        for row in &rows {
            seen.push(format!("{:?}", store.supply_order(supplier, row.id).await.expect("a supply order")));
        }
        seen.push(format!("{rows:?}"));
    }
    seen.push(format!("{:?}", store.supply_counts(supplier).await.expect("counts")));
    seen.push(format!("{:?}", store.freight(supplier).await.expect("what delivery costs")));
    seen.push(format!("{:?}", store.customers(supplier).await.expect("customers")));
    seen.push(format!("{:?}", store.customer(supplier, company.id).await.expect("a customer")));
    seen.push(format!("{:?}", store.assortment(supplier, company.id, "", true, None, 1000).await.expect("an assortment")));
    seen.join("\n")
}

async fn import_secret_articles(portal: &Portal) {
    let secret = |number: &str| crate::ordering::article(number, &format!("{MARK}-{number}"), SECRET_PRICE);
    portal.store.import_catalogue(Vec::new(), vec![secret("S1"), secret("S2")]).await.expect("imported");
}

async fn nothing_of_an_unreleased_order_reaches_the_supplier(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    import_secret_articles(&portal).await;
    let open = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&open, &["A1"]).await;
    let before = seen_by_supplier(&portal, &company).await;

    let hidden = portal.employ(&company, &format!("{MARK}.person"), AlwaysReview).await;
    let mut ids = Vec::new();
    for fate in ["wartet", "teilweise", "abgelehnt", "zurueck"] {
        ids.push(place_marked(&portal, &hidden, &format!("{MARK}-{fate}")).await);
        portal.pass(SignedDuration::from_mins(7));
    }
    let reasoned = |position, verdict| LineDecision { verdict, reason: Some(format!("{MARK}-grund")), ..LineDecision::release(position) };
    portal.store.decide(&company.boss, ids[1], vec![reasoned(1, Released)]).await.expect("decided");
    portal.store.decide(&company.boss, ids[2], vec![reasoned(1, Rejected), reasoned(2, Rejected)]).await.expect("decided");
    portal.store.withdraw(&hidden, ids[3]).await.expect("withdrawn");
    portal.peek.assert_statuses_hold().await;

    // Not a mark, not a count, not a number: the supplier sees what it saw before.
    let after = seen_by_supplier(&portal, &company).await;
    assert!(!after.contains(MARK));
    assert_eq!(after, before);
    assert!(portal.peek.mails().await.iter().all(|mail| !mail.contains("liefer.example")));

    // What is released then does reach it, so that the test is not blind itself.
    portal.store.decide(&company.boss, ids[0], vec![reasoned(1, Released), reasoned(2, Released)]).await.expect("decided");
    let released = seen_by_supplier(&portal, &company).await;
    assert!(released.contains("GEHEIM-wartet-strasse") && released.contains("GEHEIM-wartet-referenz"));
    for hidden in ["notiz", "grund", "teilweise", "abgelehnt", "zurueck"] {
        assert!(!released.contains(hidden), "{hidden}");
    }
    assert!(ids.iter().all(|id| !released.contains(&id.to_string())));
}

async fn a_partly_rejected_order_shows_no_trace_of_the_rejected_line(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    import_secret_articles(&portal).await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1", "S1", "A2"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Released), (2, Rejected), (3, Released)]).await.expect("decided");
    let seen = seen_by_supplier(&portal, &company).await;
    assert!(!seen.contains(MARK) && !seen.contains("Grund") && !seen.contains(&SECRET_PRICE.to_string()));
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    assert_eq!(rows[0].line_count, 2);
    let supply = portal.store.supply_order(&portal.supplier, rows[0].id).await.expect("a supply order");
    assert_eq!(supply.lines.iter().map(|line| line.position).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(supply.totals.net.0, 1250 + 990);
}

async fn supply_numbers_have_no_gaps_whatever_happens_to_orders(engine: Engine) {
    let portal = Portal::open(engine).await;
    let mut expected = 0;
    for key in ["muster", "beispiel"] {
        let company = portal.company(key).await;
        let orderer = portal.employ(&company, "immer", AlwaysReview).await;
        let free = portal.employ(&company, "frei", Unrestricted).await;
        for round in 0..4 {
            let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
            match round {
                0 => portal.store.withdraw(&orderer, id).await.expect("withdrawn"),
                1 => drop(portal.decide(&company.boss, id, &[(1, Rejected), (2, Rejected)]).await.expect("decided")),
                2 => drop(portal.decide(&company.boss, id, &[(1, Rejected), (2, Released)]).await.expect("decided")),
                _ => drop(refusal(portal.decide(&company.boss, id, &[(1, Released), (2, Released), (2, Rejected)]).await)),
            }
            expected += i64::from(round == 2) + 1;
            portal.place(&free, &["A3"]).await;
        }
    }
    let numbers = portal.peek.numbers("select number from supply_orders order by number").await;
    assert_eq!(numbers, (20_001..=20_000 + expected).collect::<Vec<_>>());
    // Nor do the times or the ids tell more than the order of arrival.
    assert_eq!(portal.peek.numbers("select number from supply_orders order by received_at, number").await, numbers);
}

/// The kinds of mails about people and their logins, and about the assortment, that the supplier may know of.
const OF_PEOPLE: [&str; 4] = ["new_login", "password_forgotten", "proposal_answered", "second_factor"];
/// The kinds of mails about orders that the supplier may know of, once it has the order.
const OF_ORDERS: [&str; 3] = ["handed_over", "order_received", "supply_progress"];
/// What stays with the customer. A new kind of mail belongs here, unless the supplier may know of it: then the view has to name it.
const HIDDEN: [&str; 17] = [
    "absence_begins",
    "absence_ended",
    "absence_entered",
    "absence_frees_substitute",
    "absence_over",
    "asked_again",
    "comment_written",
    "confirmation_wanted",
    "login_changed",
    "order_rejected",
    "order_revised",
    "order_withdrawn",
    "release_escalated",
    "release_overdue",
    "release_reminded",
    "release_wanted",
    "substitute_wanted",
];

/// The words for all kinds of mails, sorted: whoever does not know a word is told all that would do.
fn kinds_of_mails() -> Vec<String> {
    let refused = serde_json::from_str::<Notice>(r#"{"kind":"?"}"#).expect_err("no mail is of that kind").to_string();
    let (_, expected) = refused.split_once("expected one of").expect("a list");
    let mut kinds: Vec<_> = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    kinds.sort();
    kinds
}

async fn each_kind_of_mail_is_the_suppliers_or_hidden(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&orderer, &["A1"]).await;
    let mut listed = [&OF_PEOPLE[..], &OF_ORDERS, &HIDDEN].concat();
    listed.sort_unstable();
    assert_eq!(kinds_of_mails(), listed, "is a new kind of mail the supplier's?");
    let seen = async |condition: &str| {
        let sql = format!("select count(*) from supplier_mails v join outbox_mails m on m.id = v.id where m.order_id {condition}");
        portal.peek.number(&sql).await > 0
    };
    for kind in listed {
        let sql = format!(r#"update outbox_mails set state = 'failed', notice = '{{"kind":"{kind}","by":"x"}}'"#);
        portal.peek.execute(&sql).await.expect("changed");
        let expected = (OF_PEOPLE.contains(&kind), OF_ORDERS.contains(&kind));
        assert_eq!((seen("is null").await, seen("is not null").await), expected, "{kind}");
    }
}

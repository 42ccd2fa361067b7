//! From the cart to the door, with every mail on the way.

use crate::support::{
    Browser, TestApp,
    desk::{
        APPROVER, FREE, Inbox, PAPER, PENS, REVIEWED, SUPPLIER, decide, decoded, mails, order, recipient, rejection_form, release_form,
        supply_orders,
    },
};
use testbed::{Engine, both_engines};

both_engines!(
    an_order_goes_from_the_cart_to_the_door_with_each_mail_once,
    an_order_that_needs_no_release_is_with_the_supplier_at_once,
    an_order_of_which_nothing_is_left_never_reaches_the_supplier,
);

/// Makes the next step with a supply order.
async fn advance(supplier: &Browser, supply_order: &str) {
    let page = format!("/lieferant/auftraege/{supply_order}");
    let answer = supplier.submit(&page, &supplier.get(&page).await.form("/api/advance")).await;
    assert_eq!((answer.status, answer.location()), (303, page.as_str()));
}

async fn an_order_goes_from_the_cart_to_the_door_with_each_mail_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await;

    let order = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let sent = inbox.new_mails(&app).await;
    let wanted = sent.iter().find(|mail| recipient(mail) == APPROVER).expect("the approver is asked");
    assert!(decoded(wanted).contains(&format!("{}/freigaben/{order}", approver.origin())), "the mail leads to the order");
    assert_eq!(sent.len(), 2, "and the orderer knows that it arrived");
    assert_eq!(supply_orders(&supplier).await, known);

    let rejection = rejection_form(&approver, &order, 1, "Davon ist noch genug da.").await;
    let answer = decide(&approver, &order, &rejection).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/freigaben/{order}").as_str()));
    assert_eq!((inbox.new_subjects(&app).await, supply_orders(&supplier).await), (vec![], known.clone()), "half a decision is none");
    decide(&approver, &order, &release_form(&approver, &order).await).await;
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, "Ihre Bestellung # ist teilweise freigegeben")]));

    let arrived: Vec<_> = supply_orders(&supplier).await.into_iter().filter(|id| !known.contains(id)).collect();
    assert_eq!(arrived.len(), 1);
    for (subject, status) in [
        ("Ihre Bestellung # ist angenommen", "Angenommen"),
        ("Ihre Bestellung # ist versandt", "Versandt"),
        ("Ihre Bestellung # ist geliefert", "Geliefert"),
    ] {
        advance(&supplier, &arrived[0]).await;
        assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, subject)]));
        assert!(orderer.get(&format!("/kundendossier/{order}")).await.body.contains(status), "{status}");
    }
}

async fn an_order_that_needs_no_release_is_with_the_supplier_at_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, supplier) = (app.signed_in(FREE).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    order(&orderer, &[(PENS, 2)]).await;
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(FREE, "Ihre Bestellung # ist beim Lieferanten")]));
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
}

async fn an_order_of_which_nothing_is_left_never_reaches_the_supplier(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await;
    let answer = decide(&approver, &order, &rejection_form(&approver, &order, 1, "Nein").await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, "Ihre Bestellung # wurde abgelehnt")]));
    assert_eq!(supply_orders(&supplier).await, known);
}

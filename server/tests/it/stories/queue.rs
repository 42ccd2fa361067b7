//! The queue: what is urgent, what is looked for, and decisions that are taken back, without JavaScript.

use crate::support::{
    Browser, Form, TestApp,
    desk::{APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decide, order, rejection_form, release_form, supply_orders},
};
use testbed::{Engine, both_engines};

both_engines!(
    the_queue_says_until_when_and_is_narrowed_by_its_address,
    a_decision_is_taken_back_until_the_button_that_hands_over,
    a_tab_that_has_grown_old_hands_nothing_over,
);

const TAKE_BACK: &str = "/api/take_back";

async fn the_queue_says_until_when_and_is_narrowed_by_its_address(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let (pens, paper) = (order(&orderer, &[(PENS, 2)]).await, order(&orderer, &[(PAPER, 1)]).await);
    let shows = async |address: &str, id: &str| {
        let page = approver.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        page.body.contains(&format!("href=\"/freigaben/{id}\""))
    };
    let queue = approver.get("/freigaben").await;
    assert!(queue.body.contains(" freigeben: Lieferung ") && queue.body.contains("Erster Liefertag verpasst"), "{}", queue.body);
    let me = app.orderer(REVIEWED).await.contact_id();
    let cases = [
        (format!("/freigaben?suche={PENS}"), true, false),
        ("/freigaben?suche=luca+steiner".into(), true, true),
        (format!("/freigaben?besteller={me}&grund=every_order&suche={PAPER}"), false, true),
        (format!("/freigaben?besteller={me}&grund=outside_assortment"), false, false),
        ("/freigaben?fuer=vertretung".into(), false, false),
        // What nobody offers narrows nothing.
        ("/freigaben?fuer=x&besteller=x&grund=x&ab=x_y_z".into(), true, true),
    ];
    for (address, has_pens, has_paper) in cases {
        assert_eq!((shows(&address, &pens).await, shows(&address, &paper).await), (has_pens, has_paper), "{address}");
    }
    let nothing = approver.get("/freigaben?suche=%3Cscript%3E").await;
    assert!(nothing.body.contains("Keine wartende Bestellung passt zu «&lt;script&gt;»"), "{}", nothing.body);
    let filter = Form::all_in(&queue.body, "/freigaben").remove(0);
    let names: Vec<_> = filter.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["suche", "besteller", "grund"], "nobody has to choose for whom where they stand in for nobody");
}

/// The forms by which a decision on this order can be taken back.
async fn take_back_forms(approver: &Browser, id: &str) -> Vec<Form> {
    approver.get(&format!("/freigaben/{id}")).await.forms(TAKE_BACK)
}

async fn a_decision_is_taken_back_until_the_button_that_hands_over(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let (page, known) = (format!("/freigaben/{id}"), supply_orders(&supplier).await.len());
    let shown = approver.get(&page).await.body;
    assert!(shown.contains("Alle freigeben und übermitteln") && !shown.contains("Position ablehnen und"), "{shown}");
    decide(&approver, &id, &rejection_form(&approver, &id, 1, "Nein.").await).await;
    let shown = approver.get(&page).await.body;
    assert!(shown.contains("Freigeben und übermitteln") && shown.contains("Position ablehnen und abschliessen"), "{shown}");

    let form = take_back_forms(&approver, &id).await.remove(0);
    for _ in 0..2 {
        assert_eq!(approver.submit(&page, &form).await.location(), page);
    }
    let shown = approver.get(&page).await.body;
    assert!(shown.contains("2 von 2 Positionen offen") && !shown.contains("Freigeben und übermitteln<"), "{shown}");
    let history = orderer.get(&format!("/kundendossier/{id}")).await.body;
    assert!(history.contains("hat die Ablehnung von Position 1 zurückgenommen"), "{history}");

    decide(&approver, &id, &release_form(&approver, &id).await).await;
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    assert!(take_back_forms(&approver, &id).await.is_empty());
    assert_eq!(approver.submit(&page, &form).await.location(), page, "that one was taken back already");
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn a_tab_that_has_grown_old_hands_nothing_over(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let known = supply_orders(&supplier).await.len();
    decide(&approver, &id, &rejection_form(&approver, &id, 1, "Nein.").await).await;
    let (old, page) = (release_form(&approver, &id).await, format!("/freigaben/{id}"));
    let back = take_back_forms(&approver, &id).await.remove(0);
    approver.submit(&page, &back).await;
    assert_eq!(decide(&approver, &id, &old).await.location(), format!("{page}#errors"));
    let shown = approver.get(&page).await.body;
    assert!(shown.contains("Position 1 ist wieder offen") && shown.contains("2 von 2 Positionen offen"), "{shown}");
    assert_eq!(supply_orders(&supplier).await.len(), known);
}

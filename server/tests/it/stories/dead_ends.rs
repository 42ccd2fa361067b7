//! Rules by which nobody could decide an order are refused, with a sentence that says whom it concerns.

use crate::support::{
    TestApp,
    desk::{APPROVER, OTHER_APPROVER, RULES},
};
use domain::{Absence, Rank};
use jiff::{SignedDuration, ToSpan};
use testbed::{Engine, both_engines};

both_engines!(a_substitute_who_could_not_confirm_is_refused_and_nothing_typed_is_lost, what_is_stuck_stands_on_the_page,);

async fn with_a_superior(app: &TestApp) {
    let approver = app.orderer(APPROVER).await.approver().expect("an approver");
    let superior = app.orderer(OTHER_APPROVER).await.contact_id();
    let rank = Rank { approver: approver.orderer().contact_id(), limit: Some(domain::Rappen(5_000)), superior: Some(superior) };
    app.store.set_rank(&approver, rank).await.expect("a limit");
}

async fn a_substitute_who_could_not_confirm_is_refused_and_nothing_typed_is_lost(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    with_a_superior(&app).await;
    let browser = app.signed_in(APPROVER).await;
    let superior = app.orderer(OTHER_APPROVER).await.contact_id().to_string();
    let me = app.orderer(APPROVER).await.contact_id().to_string();
    let day = app.store.now().instant() + SignedDuration::from_hours(24 * 30);
    let day = day.to_string().chars().take(10).collect::<String>();
    let form = browser.get(RULES).await.form("/api/enter_absence");
    let form = form.with("form[away]", &superior).with("form[substitute]", &me).with("form[first]", &day).with("form[last]", &day);
    let answer = browser.submit(RULES, &form).await;
    let page = browser.get(answer.location()).await;
    assert!(page.body.contains("So könnte über Bestellungen niemand entscheiden."), "{}", page.body);
    let why = "Thomas Keller ist abwesend, und Claudia Meier vertritt, hat sie aber schon freigegeben.";
    assert!(page.body.contains(why) && page.body.contains("Luca Steiner"), "{}", page.body);
    let form = page.form("/api/enter_absence");
    assert_eq!((form.field("form[away]"), form.field("form[last]")), (Some(superior.as_str()), Some(day.as_str())));
    assert!(!page.body.contains("Über diese Bestellungen könnte niemand entscheiden"), "it was not entered");
}

async fn what_is_stuck_stands_on_the_page(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    with_a_superior(&app).await;
    let (approver, _) = app.new_contact(APPROVER, "noah@muster.example").await;
    let other = app.orderer(OTHER_APPROVER).await.contact_id();
    let me = approver.orderer().contact_id();
    let today = app.store.absences(&approver).await.expect("the store answers").today.0;
    let third = {
        let noah = app.orderer("noah@muster.example").await.contact_id();
        let detail = app.store.contact(&approver, noah).await.expect("a contact");
        let data = store::ContactData { approval: domain::ApprovalKind::Approver, ..detail.data };
        app.store.edit_contact(&approver, noah, data, None).await.expect("an approver");
        noah
    };
    for (approver_id, substitute) in [(me, third), (other, me)] {
        let absence = Absence { approver: approver_id, substitute, first: today, last: today.saturating_add(5.days()) };
        app.store.enter_absence(&approver, absence).await.expect("entered");
    }
    let rows = app.store.absences(&approver).await.expect("the store answers").rows;
    let own = rows.iter().find(|row| row.approver == "Claudia Meier").expect("it was entered").id;
    app.store.end_absence(&approver, own).await.expect("ended");
    let page = app.signed_in(APPROVER).await.get(RULES).await;
    assert!(page.body.contains("Über diese Bestellungen könnte niemand entscheiden"), "{}", page.body);
    assert!(page.body.contains("und Claudia Meier vertritt, hat sie aber schon freigegeben."), "{}", page.body);
}

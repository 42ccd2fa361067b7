//! Rights that are not yet there, are gone, or are about what is one's own.

use super::{Fields, INVALID, NOT_THERE, SIGNED_OUT, Stage, come, field};
use crate::support::{
    Browser,
    desk::{APPROVER, OTHER_APPROVER, REVIEWED},
};
use domain::{Absence, ApprovalKind};
use jiff::{SignedDuration, ToSpan};
use store::{Approver, ContactData};
use testbed::{Engine, both_engines};

both_engines!(
    a_substitute_decides_neither_before_nor_after,
    whoever_is_no_approver_any_more_decides_nothing_with_the_old_session,
    an_orderer_gives_themselves_no_rights,
    nobody_releases_what_they_have_ordered_themselves,
);

impl Stage {
    pub(super) async fn approver(&self, user_name: &str) -> Approver {
        self.app.orderer(user_name).await.approver().expect("an approver")
    }

    /// One is away, the other stands in, from so many days after today for so many days.
    pub(super) async fn away(&self, away: &str, substitute: &str, first: i64, days: i64) {
        self.assert_untouched().await;
        let (caller, away) = (self.approver(APPROVER).await, self.approver(away).await);
        let today = self.app.store.absences(&caller).await.expect("the store answers").today.0;
        let first = today.checked_add(first.days()).expect("a day");
        let last = first.checked_add(days.days()).expect("a day");
        let substitute = self.app.orderer(substitute).await.contact_id();
        let absence = Absence { approver: away.orderer().contact_id(), substitute, first, last };
        self.app.store.enter_absence(&caller, absence).await.expect("it can be entered");
    }

    /// Ends the absence that is listed first.
    pub(super) async fn end_absence(&self) {
        self.assert_untouched().await;
        let caller = self.approver(APPROVER).await;
        let absence = self.app.store.absences(&caller).await.expect("the store answers").rows[0].id;
        self.app.store.end_absence(&caller, absence).await.expect("ended");
    }

    /// Gives somebody another Freigabeart.
    pub(super) async fn change(&self, by: &str, who: &str, kind: ApprovalKind) {
        self.assert_untouched().await;
        let (by, id) = (self.approver(by).await, self.app.orderer(who).await.contact_id());
        let me = by.orderer().contact_id();
        let data = self.app.store.contact(&by, id).await.expect("the contact is there").data;
        let data = ContactData { approval: kind, approver_id: Some(me), ..data };
        self.app.store.edit_contact(&by, id, data, Some(me)).await.expect("changed");
    }

    /// They can decide nothing of what waits, in no way.
    async fn repel_decisions(&self, by: &Browser, answer: (u16, &str)) {
        for order in [&self.orders.waiting, &self.orders.partly] {
            let attacks: [(&str, Fields); 5] = [
                ("/api/decide", self.decision(order, &[(2, "released")]).await),
                ("/api/decide", self.decision(order, &[(1, "rejected"), (2, "rejected")]).await),
                ("/api/release_orders", self.bulk(&[(order, "2")]).await),
                ("/api/load_release", vec![field("id", order)]),
                ("/api/load_bulk", vec![field("ids", order)]),
            ];
            for (path, fields) in attacks {
                self.repel(by, path, &fields, answer).await;
            }
        }
    }
}

async fn a_substitute_decides_neither_before_nor_after(engine: Engine) {
    let stage = Stage::set(engine).await;
    stage.away(APPROVER, OTHER_APPROVER, 1, 0).await;
    stage.repel_decisions(&stage.colleague, NOT_THERE).await;
    stage.app.advance(SignedDuration::from_hours(24));
    let on_the_day = come(&stage.app, OTHER_APPROVER).await;
    stage.repel(&on_the_day, "/api/load_release", &vec![field("id", &stage.orders.waiting)], (200, "lines")).await;
    stage.app.advance(SignedDuration::from_hours(24));
    stage.repel_decisions(&come(&stage.app, OTHER_APPROVER).await, NOT_THERE).await;

    // Ended early is over at once, also in a session that has seen the order before.
    stage.away(APPROVER, OTHER_APPROVER, 0, 3).await;
    let stands_in = come(&stage.app, OTHER_APPROVER).await;
    stage.repel(&stands_in, "/api/load_release", &vec![field("id", &stage.orders.waiting)], (200, "lines")).await;
    stage.end_absence().await;
    stage.repel_decisions(&stands_in, NOT_THERE).await;
    stage.assert_untouched().await;
}

async fn whoever_is_no_approver_any_more_decides_nothing_with_the_old_session(engine: Engine) {
    let stage = Stage::set(engine).await;
    let me = stage.app.orderer(APPROVER).await.contact_id().to_string();
    let colleague = stage.app.orderer(OTHER_APPROVER).await.contact_id().to_string();
    let administration: [(&str, Fields); 6] = [
        ("/api/load_queue", vec![]),
        ("/api/load_logins", vec![]),
        ("/api/load_absences", vec![]),
        ("/api/delete_login", vec![field("form[id]", &colleague), field("form[successor]", &me)]),
        ("/api/set_login_password", vec![field("form[id]", &me), field("form[new_password]", "ganz-geheim-1")]),
        ("/api/enter_absence", absence_form(&colleague, &me)),
    ];
    for kind in [ApprovalKind::Unrestricted, ApprovalKind::AlwaysReview, ApprovalKind::ReviewOutsideAssortment] {
        stage.change(OTHER_APPROVER, APPROVER, kind).await;
        stage.repel_decisions(&stage.in_charge, NOT_THERE).await;
        for (path, fields) in &administration {
            stage.repel(&stage.in_charge, path, fields, NOT_THERE).await;
        }
    }
    let (caller, gone) = (stage.approver(OTHER_APPROVER).await, stage.app.orderer(APPROVER).await.contact_id());
    stage.assert_untouched().await;
    stage.app.store.delete_contact(&caller, gone, None).await.expect("deleted");
    stage.repel_decisions(&stage.in_charge, SIGNED_OUT).await;
    for (path, fields) in &administration {
        stage.repel(&stage.in_charge, path, fields, SIGNED_OUT).await;
    }
    stage.assert_untouched().await;
}

fn absence_form(away: &str, substitute: &str) -> Fields {
    let fields = [("away", away), ("substitute", substitute), ("first", "2100-01-04"), ("last", "2100-01-08")];
    fields.iter().map(|(name, value)| field(&format!("form[{name}]"), value)).collect()
}

async fn an_orderer_gives_themselves_no_rights(engine: Engine) {
    let stage = Stage::set(engine).await;
    let me = stage.app.orderer(REVIEWED).await.contact_id().to_string();
    let boss = stage.app.orderer(APPROVER).await.contact_id().to_string();
    let person = [("salutation", "mr"), ("first_name", "Luca"), ("last_name", "Steiner"), ("email", REVIEWED), ("language", "de")];
    let mut form: Fields = person.iter().map(|(name, value)| field(&format!("form[{name}]"), value)).collect();
    form.extend([field("form[id]", &me), field("form[approval]", "approver"), field("form[approver]", "")]);
    let attacks: [(&str, Fields); 7] = [
        ("/api/edit_login", form.clone()),
        ("/api/save_new_person", form.clone()),
        ("/api/create_login", vec![field("form[user_name]", "ich"), field("form[password]", "ganz-geheim-1")]),
        ("/api/delete_login", vec![field("form[id]", &boss), field("form[successor]", &me)]),
        ("/api/enter_absence", absence_form(&boss, &me)),
        ("/api/demand_second_factor", vec![field("form[is_demanded]", "false")]),
        ("/api/set_in_assortment", vec![field("form[customer]", &me), field("form[article]", &me), field("form[is_in]", "true")]),
    ];
    for (path, fields) in attacks {
        stage.repel(&stage.orderer, path, &fields, NOT_THERE).await;
    }
    // The own profile can be changed, and nothing beside it.
    form.extend([field("form[phone]", ""), field("form[job_title]", "Freigeber"), field("form[approver_id]", &me)]);
    let answer = stage.send(&stage.orderer, "/api/save_profile", &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(stage.app.orderer(REVIEWED).await.approval(), ApprovalKind::AlwaysReview);
    stage.repel_decisions(&stage.orderer, NOT_THERE).await;
    stage.assert_untouched().await;
}

async fn nobody_releases_what_they_have_ordered_themselves(engine: Engine) {
    let stage = Stage::set(engine).await;
    // They become an approver while their orders wait.
    stage.change(APPROVER, REVIEWED, ApprovalKind::Approver).await;
    stage.repel_decisions(&stage.orderer, NOT_THERE).await;
    // To stand in for the one in charge is refused: nobody could decide those.
    let boss = stage.app.orderer(APPROVER).await.contact_id().to_string();
    let me = stage.app.orderer(REVIEWED).await.contact_id().to_string();
    let today = stage.app.store.absences(&stage.approver(APPROVER).await).await.expect("the store answers").today.0.to_string();
    let days = [field("form[first]", &today), field("form[last]", &today)];
    let away = [vec![field("form[away]", &boss), field("form[substitute]", &me)], days.into()].concat();
    for browser in [&stage.orderer, &stage.in_charge] {
        stage.repel(browser, "/api/enter_absence", &away, (409, "Stuck")).await;
    }
    stage.repel_decisions(&stage.orderer, NOT_THERE).await;
    let queue = stage.repel(&stage.orderer, "/api/load_queue", &vec![], (200, "rows")).await;
    let is_own = |order: &&str| queue.body.contains(*order);
    assert!(!stage.orders.all().iter().any(is_own), "{}", queue.body);
    let mixed = stage.bulk(&[(&stage.orders.waiting, "1.2"), (&stage.orders.released, "1.2")]).await;
    stage.repel(&stage.orderer, "/api/release_orders", &mixed, NOT_THERE).await;

    // Nor do they take over from the one in charge.
    let gone = vec![field("form[id]", &boss), field("form[successor]", &me)];
    for browser in [&stage.orderer, &stage.colleague, &stage.in_charge] {
        stage.repel(browser, "/api/delete_login", &gone, INVALID).await;
    }
    let still = vec![field("id", &stage.orders.waiting)];
    stage.repel(&stage.in_charge, "/api/load_release", &still, (200, "lines")).await;
    stage.assert_untouched().await;
}

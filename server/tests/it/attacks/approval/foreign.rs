//! The approver of another company: to them, nothing here exists.

use super::{Fields, INVALID, NOT_THERE, PARTLY_REVIEWED, STRANGER, STRANGERS_ORDERER, Stage, field, named, revised::revision};
use crate::support::desk::{APPROVER, OTHER_APPROVER, REVIEWED};
use domain::Absence;
use testbed::{Engine, both_engines};

both_engines!(
    the_approver_of_another_company_decides_and_reads_no_order,
    the_approver_of_another_company_reads_and_changes_no_people,
    the_approver_of_another_company_changes_no_rules,
);

impl Stage {
    async fn id(&self, user_name: &str) -> String {
        self.app.orderer(user_name).await.contact_id().to_string()
    }
}

async fn the_approver_of_another_company_decides_and_reads_no_order(engine: Engine) {
    let stage = Stage::set(engine).await;
    let again = |order: &str| vec![field("form[id]", order), field("form[lines]", "all")];
    for order in stage.orders.all() {
        let attacks: [(&str, Fields); 11] = [
            ("/api/decide", stage.decision(order, &[(1, "released")]).await),
            ("/api/decide", stage.decision(order, &[(1, "rejected"), (2, "rejected")]).await),
            ("/api/release_orders", stage.bulk(&[(order, "1.2")]).await),
            ("/api/load_release", vec![field("id", order)]),
            ("/api/load_bulk", vec![field("ids", order)]),
            ("/api/load_order", vec![field("id", order)]),
            ("/api/withdraw_order", named(order)),
            ("/api/take_again", again(order)),
            ("/api/load_revision", vec![field("id", order)]),
            ("/api/revise_order", revision(order, 1, &[(1, "0", 1)])),
            ("/api/load_supply_order", vec![field("id", order)]),
        ];
        for (path, fields) in attacks {
            stage.repel(&stage.stranger, path, &fields, NOT_THERE).await;
        }
    }
    let queue = stage.repel(&stage.stranger, "/api/load_queue", &vec![], (200, "rows")).await;
    assert!(stage.orders.all().iter().all(|order| !queue.body.contains(order)), "{}", queue.body);
    stage.assert_untouched().await;
}

/// A contact as the form of a login sends it.
fn contact(changes: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in [
        ("salutation", "ms"),
        ("first_name", "Anna"),
        ("last_name", "Fremd"),
        ("email", "fremd@bau.example"),
        ("language", "de"),
        ("approval", "unrestricted"),
        ("approver", ""),
        ("successor", ""),
    ] {
        let value = changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| value);
        fields.push(field(&format!("form[{name}]"), value));
    }
    fields.extend(changes.iter().filter(|(name, _)| *name == "id").map(|(_, id)| field("form[id]", id)));
    fields
}

async fn the_approver_of_another_company_reads_and_changes_no_people(engine: Engine) {
    let stage = Stage::set(engine).await;
    for user_name in [APPROVER, OTHER_APPROVER, REVIEWED, PARTLY_REVIEWED] {
        let id = stage.id(user_name).await;
        let successor = stage.id(STRANGER).await;
        let attacks: [(&str, Fields); 8] = [
            ("/api/load_login", vec![field("id", &id)]),
            ("/api/load_handout", vec![field("id", &id)]),
            ("/api/edit_login", contact(&[("id", &id)])),
            ("/api/edit_login", contact(&[("id", &id), ("approval", "approver"), ("successor", &successor)])),
            ("/api/delete_login", vec![field("form[id]", &id), field("form[successor]", &successor)]),
            ("/api/set_login_password", vec![field("form[id]", &id), field("form[new_password]", "ganz-geheim-1")]),
            ("/api/remove_second_factor", named(&id)),
            ("/api/load_login", vec![field("id", &id.to_uppercase())]),
        ];
        for (path, fields) in attacks {
            stage.repel(&stage.stranger, path, &fields, NOT_THERE).await;
        }
    }
    for path in ["/api/load_logins", "/api/load_new_person", "/api/load_absences", "/api/load_mails"] {
        let seen = stage.repel(&stage.stranger, path, &vec![], (200, "")).await;
        assert!(!seen.body.contains("muster.example") && !seen.body.contains("Claudia"), "{path}: {}", seen.body);
    }
    stage.assert_untouched().await;
}

async fn the_approver_of_another_company_changes_no_rules(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (boss, colleague, me) = (stage.id(APPROVER).await, stage.id(OTHER_APPROVER).await, stage.id(STRANGER).await);
    let days = [field("form[first]", "2100-01-04"), field("form[last]", "2100-01-08")];
    let absence = |away: &str, substitute: &str| {
        let people = [field("form[away]", away), field("form[substitute]", substitute)];
        people.into_iter().chain(days.clone()).collect::<Fields>()
    };
    for (away, substitute) in [(&boss, &me), (&me, &boss), (&boss, &colleague)] {
        stage.repel(&stage.stranger, "/api/enter_absence", &absence(away, substitute), INVALID).await;
    }
    stage.assert_untouched().await;
    let approver = stage.app.orderer(APPROVER).await.approver().expect("an approver");
    let (first, last) = (jiff::civil::date(2100, 1, 4), jiff::civil::date(2100, 1, 8));
    let (away, stand_in) = (boss.parse().expect("an id"), colleague.parse().expect("an id"));
    let entered = stage.app.store.enter_absence(&approver, Absence { approver: away, substitute: stand_in, first, last }).await;
    entered.expect("it can be entered");
    let id = stage.app.store.absences(&approver).await.expect("the store answers").rows[0].id.to_string();
    stage.repel(&stage.stranger, "/api/end_absence", &named(&id), NOT_THERE).await;
    // Their own people do not come under somebody of another company either.
    let orderer = stage.id(STRANGERS_ORDERER).await;
    for kind in ["always_review", "review_outside_assortment"] {
        let form = contact(&[("id", &orderer), ("approval", kind), ("approver", &boss)]);
        stage.repel(&stage.stranger, "/api/edit_login", &form, INVALID).await;
        stage.repel(&stage.stranger, "/api/save_new_person", &contact(&[("approval", kind), ("approver", &boss)]), INVALID).await;
    }
    // The last approver goes nowhere, least of all to another company.
    let gone = vec![field("form[id]", &me), field("form[successor]", &boss)];
    stage.repel(&stage.stranger, "/api/delete_login", &gone, (409, "LastApprover")).await;
    stage.assert_untouched().await;
}

//! Getting past limits and budgets: cost centres of others and of nobody, and limits that one sets oneself.

use super::{Fields, INVALID, INVENTED, NOT_THERE, STRANGER, Stage, come, field, named, order_fields, switched};
use crate::support::desk::{APPROVER, FREE};
use domain::{CostCentreId, CustomerRule, Limits, Rappen};
use store::CostCentreData;
use testbed::{Engine, both_engines};

both_engines!(
    a_cost_centre_of_another_company_or_out_of_use_pays_for_nothing,
    nor_does_it_pay_for_a_single_line,
    whoever_is_limited_does_not_get_rid_of_it,
    the_approver_of_another_company_keeps_away_from_limits_and_cost_centres,
);

/// A number that no key, hash or sum can hold by chance: answers are searched for it.
const NUMBER: &str = "KST-4711";

impl Stage {
    async fn cost_centre(&self, approver: &str) -> CostCentreId {
        let approver = self.app.orderer(approver).await.approver().expect("an approver");
        let approver_id = approver.orderer().contact_id();
        let data = CostCentreData { number: NUMBER.into(), name: "Empfang".into(), per_year: Some(Rappen(1)), approver_id };
        self.app.store.save_cost_centre(&approver, None, data).await.expect("created")
    }
}

async fn a_cost_centre_of_another_company_or_out_of_use_pays_for_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (foreign, archived) = (stage.cost_centre(STRANGER).await, stage.cost_centre(APPROVER).await);
    let approver = stage.app.orderer(APPROVER).await.approver().expect("an approver");
    stage.app.store.archive_cost_centre(&approver, archived, true).await.expect("archived");
    let form = order_fields(&stage.fill_cart(FREE).await);
    let free = come(&stage.app, FREE).await;
    for wrong in [foreign.to_string(), archived.to_string(), INVENTED.into(), NUMBER.into()] {
        let with_it: Fields = form.iter().cloned().chain([field("form[cost_centre]", &wrong)]).collect();
        stage.repel(&free, "/api/place_order", &with_it, INVALID).await;
    }
    stage.assert_untouched().await;
    // What is kept with the cart is not another company's either, and the cart shows nothing of it.
    let kept: Fields = form.iter().cloned().chain([field("form[cost_centre]", &foreign.to_string())]).collect();
    let seen = stage.send(&free, "/api/save_order_form", &kept).await;
    assert!(seen.status == 200 && seen.body.contains("\"cost_centre\":null"), "{} {}", seen.status, seen.body);
    assert!(!seen.body.contains(&foreign.to_string()) && !seen.body.contains(NUMBER), "{}", seen.body);
}

async fn nor_does_it_pay_for_a_single_line(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (foreign, archived) = (stage.cost_centre(STRANGER).await, stage.cost_centre(APPROVER).await);
    let approver = stage.app.orderer(APPROVER).await.approver().expect("an approver");
    stage.app.store.archive_cost_centre(&approver, archived, true).await.expect("archived");
    let cart = stage.fill_cart(FREE).await;
    let of_line = |id: &str| {
        let name = format!("form[cost_centres][cost-centre-{}]", cart.lines[0].article_id);
        order_fields(&cart).into_iter().chain([field(&name, id)]).collect::<Fields>()
    };
    let free = come(&stage.app, FREE).await;
    for wrong in [foreign.to_string(), archived.to_string(), INVENTED.into(), NUMBER.into()] {
        stage.repel(&free, "/api/place_order", &of_line(&wrong), INVALID).await;
    }
    let nowhere = order_fields(&cart).into_iter().chain([field("form[cost_centres][line-1]", "")]).collect();
    stage.repel(&free, "/api/place_order", &nowhere, INVALID).await;
    stage.assert_untouched().await;
    for others in [&foreign, &archived] {
        let seen = stage.send(&free, "/api/save_order_form", &of_line(&others.to_string())).await;
        assert!(seen.status == 200 && seen.body.contains("\"cost_centre\":null"), "{} {}", seen.status, seen.body);
        assert!(!seen.body.contains(&others.to_string()) && !seen.body.contains(NUMBER), "{}", seen.body);
    }
    let kept = stage.cart(&stage.app.orderer(FREE).await).await;
    assert!(kept.lines.iter().all(|line| line.own.id().is_none()), "{kept:?}");
}

async fn whoever_is_limited_does_not_get_rid_of_it(engine: Engine) {
    let stage = Stage::set(engine).await;
    let approver = stage.app.orderer(APPROVER).await.approver().expect("an approver");
    let (limited, boss) = (stage.app.orderer(FREE).await.contact_id(), approver.orderer().contact_id());
    let limits = Limits { per_order: Some(Rappen(1)), per_month: None };
    stage.app.store.switch_rule(&approver, CustomerRule::UsesLimits, true).await.expect("switched on");
    stage.app.store.set_limits(&approver, limited, limits, Some(boss)).await.expect("limited");
    let free = come(&stage.app, FREE).await;
    let lifted = vec![field("form[id]", &limited.to_string()), field("form[per_order]", "")];
    stage.repel(&free, "/api/set_limits", &lifted, NOT_THERE).await;
    let centre = [("id", ""), ("number", "1"), ("name", "Frei"), ("per_year", ""), ("responsible", &limited.to_string())]
        .map(|(name, value)| field(&format!("form[{name}]"), value));
    stage.repel(&free, "/api/save_cost_centre", &centre.into(), NOT_THERE).await;
    for rule in [CustomerRule::DemandsCostCentre, CustomerRule::UsesLimits] {
        stage.repel(&free, "/api/switch_rule", &switched(rule.word(), false), NOT_THERE).await;
    }
    stage.assert_untouched().await;
    let orderer = stage.app.orderer(FREE).await;
    let form = order_fields(&stage.fill_cart(FREE).await);
    let before = stage.app.store.dossier(&orderer, store::DossierFilter::All, None, 50).await.expect("a dossier").len();
    let answer = stage.send(&free, "/api/place_order", &form).await;
    let id = super::ordered(&answer).expect("it leads to the order");
    // It waits, and whoever ordered it cannot release it.
    stage.repel(&free, "/api/decide", &stage.decision(&id, &[(1, "released"), (2, "released")]).await, NOT_THERE).await;
    stage.assert_untouched().await;
    let after = stage.app.store.dossier(&orderer, store::DossierFilter::All, None, 50).await.expect("a dossier");
    assert_eq!(after.len(), before + 1);
    assert!(after[0].status.is_open(), "{:?}", after[0]);
}

async fn the_approver_of_another_company_keeps_away_from_limits_and_cost_centres(engine: Engine) {
    let stage = Stage::set(engine).await;
    let centre = stage.cost_centre(APPROVER).await.to_string();
    let (limited, me) =
        (stage.app.orderer(FREE).await.contact_id().to_string(), stage.app.orderer(STRANGER).await.contact_id().to_string());
    let limits = vec![field("form[id]", &limited), field("form[per_order]", "1"), field("form[over_limit_approver]", &me)];
    let changed = [("id", centre.as_str()), ("number", "1"), ("name", "Mein"), ("per_year", ""), ("responsible", me.as_str())]
        .map(|(name, value)| field(&format!("form[{name}]"), value));
    let archived = named(&centre).into_iter().chain([field("form[is_archived]", "true")]).collect();
    let attacks: [(&str, Fields); 4] = [
        ("/api/set_limits", limits),
        ("/api/save_cost_centre", changed.into()),
        ("/api/archive_cost_centre", archived),
        ("/api/load_cost_centre", vec![field("id", &centre)]),
    ];
    for (path, fields) in attacks {
        stage.repel(&stage.stranger, path, &fields, NOT_THERE).await;
    }
    let seen = stage.repel(&stage.stranger, "/api/load_cost_centres", &vec![], (200, "rows")).await;
    assert!(!seen.body.contains(NUMBER), "{}", seen.body);
    stage.assert_untouched().await;
}

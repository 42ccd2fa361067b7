//! Rules that are on or off: each is switched where it stands, and says there what was done.

use crate::support::{
    TestApp,
    desk::{APPROVER, RULES, switch, switch_at},
};
use domain::CustomerRule::{
    self, AltersLines, ChangesOrders, DecidesByMail, DemandsCostCentre, DemandsReason, NeedsFourEyes, ProposesRules, ReleasesOwn,
    SplitsOrders, UsesLimits, WritesComments,
};
use store::CostCentreData;
use testbed::{Engine, both_engines};

both_engines!(each_rule_is_switched_where_it_stands_and_says_so, a_refusal_stands_at_its_own_rule,);

const COST_CENTRES: &str = "/konto/freigaberegeln/kostenstellen";
const STANDING_RELEASES: &str = "/konto/freigaberegeln/dauerfreigaben";

/// Each rule with its page, and what is said there once it is on and once it is off.
const SAID: [(CustomerRule, &str, [&str; 2]); 11] = [
    (DemandsReason, RULES, ["Für jede Ablehnung braucht es nun einen Grund.", "Der Grund ist wieder freiwillig."]),
    (DecidesByMail, RULES, ["Entscheiden aus der E-Mail ist nun erlaubt.", "Entscheiden braucht wieder eine Anmeldung."]),
    (UsesLimits, RULES, ["Limiten sind eingeschaltet.", "Limiten sind ausgeschaltet."]),
    (ProposesRules, STANDING_RELEASES, ["Das Portal schlägt nun beim Freigeben Regeln vor.", "Das Portal schlägt keine Regeln mehr vor."]),
    (DemandsCostCentre, COST_CENTRES, ["Jede Bestellung braucht nun eine Kostenstelle.", "Die Kostenstelle ist wieder freiwillig."]),
    (NeedsFourEyes, RULES, ["Jede Freigabe braucht nun zwei Personen.", "Es genügt wieder eine Person."]),
    (ReleasesOwn, RULES, ["Bestellfreigeber dürfen nun auch ihre eigenen", "Eigene Bestellungen gibt wieder jemand anderes frei."]),
    (SplitsOrders, RULES, ["Besteller können den Warenkorb nun teilen.", "Der Warenkorb geht wieder immer als eine Bestellung."]),
    (
        ChangesOrders,
        RULES,
        ["Besteller können ihre wartenden Bestellungen nun ändern.", "Wartende Bestellungen werden nicht mehr geändert"],
    ),
    (
        WritesComments,
        RULES,
        ["Besteller und Freigeber können sich nun bei jeder Bestellung schreiben.", "Was geschrieben ist, bleibt lesbar."],
    ),
    (AltersLines, RULES, ["Freigeber können Mengen nun senken und Artikel ersetzen.", "wieder so freigegeben, wie sie bestellt sind."]),
];

async fn each_rule_is_switched_where_it_stands_and_says_so(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.orderer(APPROVER).await.approver().expect("an approver");
    let responsible = approver.orderer().contact_id();
    let data = CostCentreData { number: "4711".into(), name: "Empfang".into(), per_year: None, approver_id: responsible };
    // Without one there is nothing to demand.
    app.store.save_cost_centre(&approver, None, data).await.expect("a cost centre");
    let browser = app.signed_in(APPROVER).await;
    let before = app.store.rules_in_force(&approver).await.expect("the store answers");
    for (rule, page, [once_on, once_off]) in SAID {
        let was_on = before.contains(&rule);
        for is_on in [!was_on, was_on] {
            let words = if is_on { once_on } else { once_off };
            let answer = switch_at(&browser, page, rule).await;
            assert!(answer.location().starts_with(&format!("{page}?meldung=")), "{rule:?}: {}", answer.location());
            let shown = browser.get(answer.location()).await.body;
            assert!(shown.contains(words), "{rule:?}: {shown}");
            assert_eq!(app.store.rules_in_force(&approver).await.expect("the store answers").contains(&rule), is_on, "{rule:?}");
        }
    }
}

async fn a_refusal_stands_at_its_own_rule(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let alone = app.signed_in("freigeber@bau.example").await;
    assert_eq!(switch(&alone, NeedsFourEyes).await.location(), format!("{RULES}#errors"));
    let page = alone.get(RULES).await.body;
    let refused: Vec<_> = page.split("<section").filter(|section| section.contains("id=\"errors\"")).collect();
    assert_eq!(refused.len(), 1, "{page}");
    assert!(
        refused[0].contains("Es gibt nur einen Bestellfreigeber.") && refused[0].contains("value=\"needs_four_eyes\""),
        "{}",
        refused[0]
    );
}

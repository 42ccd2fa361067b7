//! What a release is bound to, and what becomes of it when prices move or articles go before the hand-over.

use crate::ordering::{Company, Portal, article, decisions, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::ReviewOutsideAssortment,
    AskedAgain, Availability, CustomerRule, OrderId, OrderStatus, Rappen, ReviewReason, Tolerance, Totals, Verdict,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    notice::Again,
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{Approver, DecideRefusal, Decided, Failure, Instead, LineDecision, NewArticle, OrderLineView, Orderer, Seen, SupplyOrderView};
use testbed::{Engine, both_engines};

both_engines![
    what_is_borne_is_handed_over_at_todays_price_and_said,
    what_became_cheaper_is_handed_over_at_the_lower_price,
    what_became_too_dear_is_asked_again_and_nothing_else,
    what_was_asked_again_holds_at_the_price_that_was_seen_then,
    a_form_that_shows_something_else_decides_nothing,
    a_form_of_an_earlier_round_decides_nothing_at_the_same_price,
    whoever_has_seen_the_new_price_is_not_asked_again,
    a_line_without_release_needs_one_once_it_is_too_dear,
    what_is_sold_no_more_can_only_be_rejected_or_replaced,
    what_is_sold_no_more_is_asked_again_though_it_was_released,
    what_is_sold_by_another_unit_is_asked_again,
    a_replacement_that_became_too_dear_is_asked_again,
    a_replacement_that_is_sold_no_more_is_named_as_what_fell_away,
    a_tolerance_of_the_customer_decides_what_is_asked_again,
    a_key_of_a_mail_releases_what_was_seen_and_no_dearer,
    many_clicks_on_the_last_line_ask_once_again,
    what_is_asked_again_can_be_taken_back_and_tells_the_supplier_nothing,
    what_is_sold_no_more_is_not_ordered,
];

/// Two A1 and one A3 of somebody whose every order waits.
pub struct Case {
    pub portal: Portal,
    pub company: Company,
    pub orderer: Orderer,
    pub id: OrderId,
}

impl Case {
    pub async fn set(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let (company, orderer) = waiting_company(&portal).await;
        let placing = portal.fill(&orderer, &[("A1", 2), ("A3", 1)]).await;
        let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
        Self { portal, company, orderer, id }
    }

    async fn reprice(&self, number: &str, price: i64) {
        self.import(article(number, &format!("Artikel {number}"), price)).await;
    }

    async fn discontinue(&self, number: &str, price: i64) {
        let gone = NewArticle { availability: Availability::Discontinued, ..article(number, &format!("Artikel {number}"), price) };
        self.import(gone).await;
    }

    pub async fn import(&self, article: NewArticle) {
        self.portal.store.import_catalogue(vec![], vec![article]).await.expect("imported");
    }

    /// What somebody who looks at the page now would send.
    pub async fn form(&self, lines: &[(u32, Verdict)]) -> Vec<LineDecision> {
        form(&self.portal, &self.company.boss, self.id, lines).await
    }

    pub async fn send(&self, form: Vec<LineDecision>) -> Result<Decided, Failure<DecideRefusal>> {
        let answer = self.portal.store.decide(&self.company.boss, self.id, form).await;
        self.portal.peek.assert_statuses_hold().await;
        answer
    }

    /// Looks at the page and decides.
    pub async fn decide(&self, lines: &[(u32, Verdict)]) -> Decided {
        self.send(self.form(lines).await).await.expect("decided")
    }

    /// Releases one of another article instead of what the first line asks for.
    async fn replace_by(&self, number: &str) {
        self.portal.agree(&self.company, &[number]).await;
        let other = self.portal.store.article(self.company.boss.orderer(), number).await.expect("an article");
        let instead = Instead { quantity: Some(1), article: Some(Seen { id: other.id, price: other.price }) };
        self.send(vec![LineDecision { instead, ..LineDecision::release(1) }]).await.expect("replaced");
    }

    pub async fn first_line(&self) -> OrderLineView {
        let order = self.portal.store.order_for_release(&self.company.boss, self.id).await.expect("in charge");
        order.lines.into_iter().next().expect("a line")
    }

    /// What the supplier has received: articles, prices and quantities.
    pub async fn supplied(&self) -> Vec<(String, i64, u32)> {
        match supplies(&self.portal).await.as_slice() {
            [] => vec![],
            [only] => only.lines.iter().map(|line| (line.article_number.clone(), line.price.0, line.quantity)).collect(),
            more => panic!("one order gives one supply order: {more:?}"),
        }
    }

    pub async fn events(&self) -> Vec<AuditEvent> {
        let order = self.portal.store.order(&self.orderer, self.id).await.expect("own order");
        assert_eq!(self.portal.store.verify_audit().await.expect("a check"), []);
        order.history.into_iter().map(|entry| entry.event).collect()
    }
}

pub async fn form(portal: &Portal, approver: &Approver, id: OrderId, lines: &[(u32, Verdict)]) -> Vec<LineDecision> {
    let shown = portal.store.order_for_release(approver, id).await.expect("in charge").lines;
    let seal = |position: u32| shown.iter().find(|line| line.position == position).map(|line| line.seal.clone());
    decisions(lines)
        .into_iter()
        .map(|decision| (seal(decision.position), decision))
        .map(|(seal, decision)| decision.as_seen(seal))
        .collect()
}

pub async fn supplies(portal: &Portal) -> Vec<SupplyOrderView> {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    let mut all = Vec::new();
    for row in rows {
        all.push(portal.store.supply_order(&portal.supplier, row.id).await.expect("a supply order"));
    }
    all
}

pub fn goods(lines: &[(&str, i64, u32)]) -> Vec<(String, i64, u32)> {
    lines.iter().map(|(number, price, quantity)| ((*number).to_owned(), *price, *quantity)).collect()
}

async fn what_is_borne_is_handed_over_at_todays_price_and_said(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 1275).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
    assert_eq!(case.supplied().await, goods(&[("A1", 1275, 2), ("A3", 4500, 1)]), "two percent are borne");

    let order = case.portal.store.order(&case.orderer, case.id).await.expect("own order");
    assert_eq!(order.delivered_totals, Totals::of([(Rappen(1275), 2), (Rappen(4500), 1)]));
    assert_eq!(order.totals, Totals::of([(Rappen(1250), 2), (Rappen(4500), 1)]), "what was ordered stays");
    let said = AuditEvent::PriceAgreed { position: 1, article: "Artikel A1".into(), from: Rappen(1250), to: Rappen(1275) };
    assert!(case.events().await.contains(&said));
    assert!(case.portal.peek.notices("handed_over").await[0].contains(r#""agreed":1275"#), "the orderer reads it in the mail");
    assert_eq!(case.portal.peek.count("recalls").await, 0);
}

async fn what_became_cheaper_is_handed_over_at_the_lower_price(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 900).await;
    case.decide(&[(2, Rejected)]).await;
    assert_eq!(case.supplied().await, goods(&[("A1", 900, 2)]));
}

async fn what_became_too_dear_is_asked_again_and_nothing_else(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 1276).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.open_lines, decided.asked_again), (OrderStatus::PartlyDecided, 1, 1));
    assert_eq!(case.supplied().await, goods(&[]));

    let order = case.portal.store.order_for_release(&case.company.boss, case.id).await.expect("in charge");
    let again = Again { cause: AskedAgain::PriceRose, agreed: Rappen(1250), price: Rappen(1276), replacement: None };
    assert_eq!((order.lines[0].again.as_ref(), order.lines[0].decision.as_ref()), (Some(&again), None));
    assert!(order.lines[1].decision.is_some() && order.lines[1].again.is_none(), "all else stays decided");
    let events = case.events().await;
    let first = AuditEvent::LineDecided {
        position: 1,
        article: "Artikel A1".into(),
        verdict: Released,
        cause: None,
        reason: None,
        alternative: None,
        in_place_of: None,
    };
    let asked = AuditEvent::LineAskedAgain {
        position: 1,
        article: "Artikel A1".into(),
        cause: AskedAgain::PriceRose,
        agreed: Rappen(1250),
        price: Rappen(1276),
    };
    assert!(events.contains(&first) && events.contains(&asked), "the first decision stays on record: {events:?}");
    let kept = "select count(*) from recalls where verdict = 'released' and seal is not null and round = 1";
    assert_eq!(case.portal.peek.number(kept).await, 1, "and beside the reason");
    let queue = case.portal.queue(&case.company.boss).await;
    assert_eq!((queue[0].open_lines, queue[0].asked_again), (1, 1));
    let mails = case.portal.peek.notices("asked_again").await;
    assert!(mails.len() == 1 && mails[0].contains(r#""agreed":1250,"price":1276"#), "{mails:?}");
}

async fn what_was_asked_again_holds_at_the_price_that_was_seen_then(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 2000).await;
    case.decide(&[(2, Released)]).await;
    // It rises further: it is what is on the screen that is released.
    case.reprice("A1", 3000).await;
    let decided = case.decide(&[(1, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
    assert_eq!(case.supplied().await, goods(&[("A1", 3000, 2), ("A3", 4500, 1)]));
    let agreed = AuditEvent::PriceAgreed { position: 1, article: "Artikel A1".into(), from: Rappen(1250), to: Rappen(3000) };
    assert!(case.events().await.contains(&agreed));
}

async fn a_form_that_shows_something_else_decides_nothing(engine: Engine) {
    let case = Case::set(engine).await;
    let shown = case.form(&[(1, Released), (2, Released)]).await;
    let rejecting = case.form(&[(1, Rejected)]).await;
    case.reprice("A1", 1251).await;
    let before = case.portal.peek.counts().await;
    let changed = DecideRefusal::LineChanged { position: 1, article: "Artikel A1".into(), quantity: 2, price: Rappen(1251) };
    assert_eq!(refusal(case.send(shown.clone()).await), changed);
    assert_eq!(refusal(case.send(rejecting).await), changed);
    let foreign = vec![LineDecision::release(1).as_seen(Some("0".into()))];
    assert_eq!(refusal(case.send(foreign).await), changed);
    assert_eq!(case.portal.peek.counts().await, before, "all of it or nothing");

    // What has not changed can be decided by the form that is open.
    case.send(shown[1..].to_vec()).await.expect("the other line is as it was shown");
    case.reprice("A1", 1250).await;
    case.send(shown[..1].to_vec()).await.expect("it is again what was shown");
}

async fn a_form_of_an_earlier_round_decides_nothing_at_the_same_price(engine: Engine) {
    let case = Case::set(engine).await;
    let first = case.form(&[(1, Released)]).await;
    case.send(first.clone()).await.expect("decided");
    case.reprice("A1", 2000).await;
    case.decide(&[(2, Released)]).await;
    case.reprice("A1", 1250).await;
    let refused = refusal(case.send(first).await);
    assert!(matches!(refused, DecideRefusal::LineChanged { position: 1, .. }), "{refused:?}");
    assert_eq!(case.supplied().await, goods(&[]));
    case.decide(&[(1, Released)]).await;
    assert_eq!(case.supplied().await, goods(&[("A1", 1250, 2), ("A3", 4500, 1)]));
}

async fn whoever_has_seen_the_new_price_is_not_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.reprice("A1", 9999).await;
    let shown = case.portal.store.order_for_release(&case.company.boss, case.id).await.expect("in charge");
    assert_eq!((shown.lines[0].price, shown.lines[0].standing_price()), (Rappen(1250), Rappen(9999)));
    let decided = case.decide(&[(1, Released), (2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
    assert_eq!(case.supplied().await, goods(&[("A1", 9999, 2), ("A3", 4500, 1)]));
}

async fn a_line_without_release_needs_one_once_it_is_too_dear(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let id = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    let case = Case { portal, company, orderer, id };
    case.reprice("A1", 5000).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::PartlyDecided, 1));
    let order = case.portal.store.order_for_release(&case.company.boss, case.id).await.expect("in charge");
    assert_eq!(order.lines[0].review, Some(ReviewReason::PriceRose));
    assert_eq!(case.portal.peek.number("select count(*) from recalls where approver_id is null").await, 1, "nobody had decided it");
    case.decide(&[(1, Rejected)]).await;
    assert_eq!(case.supplied().await, goods(&[("A3", 4500, 1)]));
}

async fn what_is_sold_no_more_can_only_be_rejected_or_replaced(engine: Engine) {
    let case = Case::set(engine).await;
    case.portal.agree(&case.company, &["A2", "A4"]).await;
    let other = case.portal.store.article(case.company.boss.orderer(), "A4").await.expect("an article");
    case.discontinue("A1", 1250).await;
    case.discontinue("A2", 990).await;
    let gone = DecideRefusal::NotSold { position: 1, article: "Artikel A1".into() };
    assert_eq!(refusal(case.send(case.form(&[(1, Released)]).await).await), gone);
    assert_eq!(refusal(case.send(decisions(&[(1, Released)])).await), gone, "nor by whoever has seen nothing");
    let insights = case.portal.store.release_case(&case.company.boss, case.id).await.expect("in charge").insights;
    let closest: Vec<_> =
        insights.iter().filter_map(|insight| insight.closest.as_ref()).map(|other| other.article.article_number.as_str()).collect();
    assert_eq!(closest, ["A4", "A4"], "what is gone itself replaces nothing");

    let instead = Instead { quantity: None, article: Some(Seen { id: other.id, price: other.price }) };
    let replace = case.form(&[(1, Released)]).await.into_iter().map(|decision| LineDecision { instead, ..decision }).collect();
    case.send(replace).await.expect("replaced");
    case.decide(&[(2, Rejected)]).await;
    assert_eq!(case.supplied().await, goods(&[("A4", 105, 2)]));
}

async fn what_is_sold_no_more_is_asked_again_though_it_was_released(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.discontinue("A1", 1).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::PartlyDecided, 1), "at any price");
    let order = case.portal.store.order_for_release(&case.company.boss, case.id).await.expect("in charge");
    let again = order.lines[0].again.as_ref().expect("it is asked again");
    assert_eq!((again.cause, again.replacement.as_ref()), (AskedAgain::Unavailable, None));
    let decided = case.decide(&[(1, Rejected)]).await;
    assert_eq!(decided.status, OrderStatus::HandedOver);
    assert_eq!(case.supplied().await, goods(&[("A3", 4500, 1)]));
}

async fn what_is_sold_by_another_unit_is_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.import(NewArticle { unit: "Karton".into(), ..article("A1", "Artikel A1", 1250) }).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1, "at the same price");
    let order = case.portal.store.order_for_release(&case.company.boss, case.id).await.expect("in charge");
    assert_eq!(order.lines[0].again.as_ref().map(|again| again.cause), Some(AskedAgain::Unavailable));
}

async fn a_replacement_that_became_too_dear_is_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.replace_by("A2").await;
    case.reprice("A2", 1100).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!(decided.asked_again, 1);
    let kept = "select count(*) from recalls where quantity = 1 and article_id is not null and agreed_price = 990 and price = 1100";
    assert_eq!(case.portal.peek.number(kept).await, 1);
    let line = case.first_line().await;
    let again = Again { cause: AskedAgain::PriceRose, agreed: Rappen(990), price: Rappen(1100), replacement: Some("Artikel A2".into()) };
    assert_eq!((line.again.as_ref(), line.standing_price()), (Some(&again), Rappen(1250)), "the ordered article costs what it did");
    case.decide(&[(1, Released)]).await;
    assert_eq!(case.supplied().await, goods(&[("A1", 1250, 2), ("A3", 4500, 1)]), "now the ordered article is released");
}

async fn a_replacement_that_is_sold_no_more_is_named_as_what_fell_away(engine: Engine) {
    let case = Case::set(engine).await;
    case.replace_by("A2").await;
    case.discontinue("A2", 990).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    let line = case.first_line().await;
    let again = line.again.as_ref().expect("it is asked again");
    assert_eq!((again.cause, again.replacement.as_deref()), (AskedAgain::Unavailable, Some("Artikel A2")));
    assert!(line.is_sold() && line.name == "Artikel A1", "the ordered article is there, and can be released");
    let mails = case.portal.peek.notices("asked_again").await;
    assert!(mails.len() == 1 && mails[0].contains(r#""replacement":"Artikel A2""#), "{mails:?}");
    let is_told = |event: &AuditEvent| matches!(event, AuditEvent::LineAskedAgain { article, .. } if article == "Artikel A2");
    assert!(case.events().await.iter().any(is_told), "the record names it too");
    case.decide(&[(1, Released)]).await;
    assert_eq!(case.supplied().await, goods(&[("A1", 1250, 2), ("A3", 4500, 1)]));
}

async fn a_tolerance_of_the_customer_decides_what_is_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    let boss = &case.company.boss;
    assert_eq!(case.portal.store.price_tolerance(boss).await.expect("a tolerance"), Tolerance::default());
    let of = |percent| Tolerance::of(percent).expect("a tolerance");
    case.portal.store.set_price_tolerance(boss, of(0)).await.expect("set");
    case.portal.store.set_price_tolerance(boss, of(0)).await.expect("the same again");
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 1251).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1, "not a rappen more");

    case.portal.store.set_price_tolerance(boss, of(10)).await.expect("set");
    // Whoever decides without looking decides on what was agreed on before: 1375 is ten percent more than that.
    case.reprice("A1", 1375).await;
    let decided = case.portal.decide(boss, case.id, &[(1, Released)]).await.expect("decided");
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
    assert_eq!(case.supplied().await, goods(&[("A1", 1375, 2), ("A3", 4500, 1)]));
    let told = case.portal.peek.number("select count(*) from audit_entries where event like '%price_tolerance_set%'").await;
    assert_eq!(told, 2, "what changes nothing is not told");
}

async fn a_key_of_a_mail_releases_what_was_seen_and_no_dearer(engine: Engine) {
    let case = Case::set(engine).await;
    case.portal.store.switch_rule(&case.company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let mails = case.portal.store.claim_mails(50).await.expect("mails");
    let key = mails.into_iter().find_map(|mail| mail.code).expect("the mail carries a key").reveal().to_owned();
    let lines = async || -> Vec<(u32, Option<String>)> {
        let shown = case.portal.store.order_by_mail(case.id, &key).await.expect("the key is good").order;
        shown.lines.into_iter().filter(|line| line.state().is_open()).map(|line| (line.position, Some(line.seal))).collect()
    };
    let shown = lines().await;
    case.reprice("A1", 2000).await;
    let refused = refusal(case.portal.store.release_by_mail(case.id, &key, shown).await);
    assert!(matches!(refused, DecideRefusal::LineChanged { position: 1, .. }), "{refused:?}");
    assert!(!case.events().await.contains(&AuditEvent::DecidedByMail), "nothing was decided");

    let first: Vec<_> = lines().await.into_iter().take(1).collect();
    case.portal.store.release_by_mail(case.id, &key, first).await.expect("released at what was seen");
    case.reprice("A1", 3000).await;
    let decided = case.portal.store.release_by_mail(case.id, &key, lines().await).await.expect("released");
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::PartlyDecided, 1));
    let again = case.portal.store.claim_mails(50).await.expect("mails");
    assert!(again.iter().any(|mail| mail.code.is_some()), "the mail that asks again carries a key too");
    case.portal.store.release_by_mail(case.id, &key, lines().await).await.expect("released");
    assert_eq!(case.supplied().await, goods(&[("A1", 3000, 2), ("A3", 4500, 1)]));
}

async fn many_clicks_on_the_last_line_ask_once_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 2000).await;
    let form = case.form(&[(2, Released)]).await;
    let clicks = (0..8).map(|_| case.portal.store.decide(&case.company.boss, case.id, form.clone()));
    for decided in join_all(clicks).await {
        assert_eq!(decided.expect("decided once, and then a repetition").status, OrderStatus::PartlyDecided);
    }
    assert_eq!(case.portal.peek.count("recalls").await, 1);
    assert_eq!(case.portal.peek.notices("asked_again").await.len(), 1);
}

async fn what_is_asked_again_can_be_taken_back_and_tells_the_supplier_nothing(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.reprice("A1", 2000).await;
    case.decide(&[(2, Released)]).await;
    assert_eq!(case.supplied().await, goods(&[]));
    case.portal.pass(SignedDuration::from_hours(1));
    case.portal.store.withdraw(&case.orderer, case.id).await.expect("taken back");
    let late = case.send(decisions(&[(1, Released)])).await;
    assert_eq!(refusal(late), DecideRefusal::Closed { status: OrderStatus::Withdrawn });
    assert_eq!(case.supplied().await, goods(&[]));
    let stranger = case.portal.company("bau").await.boss;
    assert!(is_not_found(&case.portal.store.decide(&stranger, case.id, decisions(&[(1, Released)])).await));
}

async fn what_is_sold_no_more_is_not_ordered(engine: Engine) {
    let case = Case::set(engine).await;
    let placing = case.portal.fill(&case.orderer, &[("A2", 1)]).await;
    case.discontinue("A2", 990).await;
    assert_eq!(refusal(case.portal.store.place(&case.orderer, placing).await), store::PlaceRefusal::NotSold);
    let article = case.portal.store.article(&case.orderer, "A2").await.expect("it can still be looked at").id;
    case.portal.store.set_cart_quantity(&case.orderer, article, 3).await.expect("what is in the cart can be changed");
    case.portal.store.set_cart_quantity(&case.orderer, article, 0).await.expect("and be taken out");
    assert!(is_not_found(&case.portal.store.set_cart_quantity(&case.orderer, article, 1).await), "but not be put in again");
    let listed = case.portal.store.articles(&case.orderer, store::ArticleFilter { limit: 50, ..Default::default() }).await.expect("a list");
    assert!(listed.iter().all(|article| article.number != "A2"));
}

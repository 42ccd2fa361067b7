//! What was in stock when it was released, and is on order before the hand-over.

use crate::{
    ordering::{Portal, article, decisions, refusal},
    orders_seal::{Case, form, goods, supplies},
};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment},
    AskedAgain, Availability,
    Availability::{Discontinued, InStock, LowStock, OnOrder},
    OrderStatus, Rank, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use store::{DecideRefusal, Instead, LineDecision, NewArticle, Seen};
use testbed::{Engine, both_engines};

both_engines![
    what_was_in_stock_and_is_on_order_is_asked_again_and_nothing_else,
    what_was_asked_again_holds_as_it_was_seen_then,
    what_was_on_order_when_it_was_released_is_not_asked_again,
    little_in_stock_is_in_stock,
    what_is_there_again_is_not_asked,
    a_form_that_shows_it_in_stock_decides_nothing,
    what_also_became_too_dear_is_asked_for_its_price,
    a_quantity_that_was_lowered_is_asked_again,
    what_was_chosen_instead_is_asked_again,
    what_was_chosen_instead_as_it_was_on_order_is_not_asked_again,
    whoever_has_it_decides_what_came_on_order_since_it_went_on,
    lines_without_release_go_as_they_did,
    what_was_decided_before_anybody_wrote_it_down_is_not_asked_again,
];

impl Case {
    /// The supplier has the article so.
    async fn stock(&self, number: &str, price: i64, availability: Availability) {
        self.import(offered(number, price, availability)).await;
    }

    /// Releases all of another article instead of what the first line asks for, as it was shown.
    async fn replace(&self, number: &str, promised: Availability) {
        self.portal.agree(&self.company, &[number]).await;
        let other = self.portal.store.article(self.company.boss.orderer(), number).await.expect("an article");
        let instead = Instead { quantity: None, article: Some(Seen { id: other.id, price: other.price }) };
        let shown = self.form(&[(1, Released)]).await;
        let replaced = shown.into_iter().map(|decision| LineDecision { instead, promised: Some(promised), ..decision }).collect();
        self.send(replaced).await.expect("replaced");
    }
}

fn offered(number: &str, price: i64, availability: Availability) -> NewArticle {
    NewArticle { availability, ..article(number, &format!("Artikel {number}"), price) }
}

async fn what_was_in_stock_and_is_on_order_is_asked_again_and_nothing_else(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.stock("A1", 1250, OnOrder).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.open_lines, decided.asked_again), (OrderStatus::PartlyDecided, 1, 1));
    assert_eq!(case.supplied().await, goods(&[]), "nothing goes out");

    let line = case.first_line().await;
    let again = line.again.as_ref().expect("it is asked again");
    assert_eq!((again.cause, again.agreed, again.price), (AskedAgain::OnOrder, Rappen(1250), Rappen(1250)));
    assert_eq!((line.availability, line.decision.as_ref()), (Some(OnOrder), None));
    let kept = "select count(*) from recalls where cause = 'on_order' and availability = 'in_stock' and round = 1";
    assert_eq!(case.portal.peek.number(kept).await, 1, "what was seen is kept beside the reason");
    let (agreed, price) = (Rappen(1250), Rappen(1250));
    let told = AuditEvent::LineAskedAgain { position: 1, article: "Artikel A1".into(), cause: AskedAgain::OnOrder, agreed, price };
    assert!(case.events().await.contains(&told));
    let mails = case.portal.peek.notices("asked_again").await;
    assert!(mails.len() == 1 && mails[0].contains(r#""cause":"on_order""#), "{mails:?}");
}

async fn what_was_asked_again_holds_as_it_was_seen_then(engine: Engine) {
    let case = Case::set(engine).await;
    let first = case.form(&[(1, Released)]).await;
    case.send(first.clone()).await.expect("decided");
    case.stock("A1", 1250, OnOrder).await;
    case.decide(&[(2, Released)]).await;
    assert!(matches!(refusal(case.send(first).await), DecideRefusal::LineChanged { position: 1, .. }), "it shows another state");
    let decided = case.decide(&[(1, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0), "nobody is asked twice");
    assert_eq!(case.supplied().await, goods(&[("A1", 1250, 2), ("A3", 4500, 1)]));
}

async fn what_was_on_order_when_it_was_released_is_not_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.stock("A1", 1250, OnOrder).await;
    assert_eq!(case.first_line().await.availability, Some(OnOrder));
    let decided = case.decide(&[(1, Released), (2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
    let order = case.portal.store.order(&case.orderer, case.id).await.expect("own order");
    assert!(order.lines.iter().all(|line| line.availability.is_none()), "today's catalogue is nothing to what is closed");
}

async fn little_in_stock_is_in_stock(engine: Engine) {
    let case = Case::set(engine).await;
    let shown = case.form(&[(1, Released)]).await;
    case.stock("A1", 1250, LowStock).await;
    case.send(shown).await.expect("a form that is open holds");
    case.stock("A1", 1250, OnOrder).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    case.stock("A1", 1250, LowStock).await;
    assert_eq!(case.decide(&[(1, Released)]).await.status, OrderStatus::HandedOver);
}

async fn what_is_there_again_is_not_asked(engine: Engine) {
    let case = Case::set(engine).await;
    case.stock("A3", 4500, OnOrder).await;
    case.decide(&[(1, Released)]).await;
    case.stock("A1", 1250, OnOrder).await;
    case.stock("A1", 1250, LowStock).await;
    let shown = case.form(&[(2, Released)]).await;
    case.send(shown).await.expect("decided");
    assert_eq!(case.supplied().await, goods(&[("A1", 1250, 2), ("A3", 4500, 1)]));
}

async fn a_form_that_shows_it_in_stock_decides_nothing(engine: Engine) {
    let case = Case::set(engine).await;
    let (shown, rejecting) = (case.form(&[(1, Released), (2, Released)]).await, case.form(&[(1, Rejected)]).await);
    case.stock("A1", 1250, OnOrder).await;
    let before = case.portal.peek.counts().await;
    let changed = DecideRefusal::LineChanged { position: 1, article: "Artikel A1".into(), quantity: 2, price: Rappen(1250) };
    assert_eq!(refusal(case.send(shown.clone()).await), changed);
    assert_eq!(refusal(case.send(rejecting).await), changed);
    assert_eq!(case.portal.peek.counts().await, before, "all of it or nothing");
    case.stock("A1", 1250, InStock).await;
    case.send(shown).await.expect("it is again what was shown");
}

async fn what_also_became_too_dear_is_asked_for_its_price(engine: Engine) {
    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.stock("A1", 2000, OnOrder).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    let why = |line: store::OrderLineView| line.again.map(|again| again.cause);
    assert_eq!(why(case.first_line().await), Some(AskedAgain::PriceRose));
    // Whoever decides it then has seen both.
    assert_eq!(case.decide(&[(1, Released)]).await.status, OrderStatus::HandedOver);

    let case = Case::set(engine).await;
    case.decide(&[(1, Released)]).await;
    case.stock("A1", 1250, Discontinued).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    assert_eq!(why(case.first_line().await), Some(AskedAgain::Unavailable));
}

async fn a_quantity_that_was_lowered_is_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    let instead = Instead { quantity: Some(1), article: None };
    let lowered = case.form(&[(1, Released)]).await.into_iter().map(|decision| LineDecision { instead, ..decision }).collect();
    case.send(lowered).await.expect("lowered");
    case.stock("A1", 1250, OnOrder).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    let line = case.first_line().await;
    assert_eq!((line.quantity, line.again.map(|again| again.cause)), (2, Some(AskedAgain::OnOrder)));
}

async fn what_was_chosen_instead_is_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.replace("A2", InStock).await;
    case.stock("A1", 1250, OnOrder).await;
    case.stock("A2", 990, OnOrder).await;
    assert_eq!(case.decide(&[(2, Released)]).await.asked_again, 1);
    let again = case.first_line().await.again.expect("it is asked again");
    assert_eq!((again.cause, again.replacement.as_deref()), (AskedAgain::OnOrder, Some("Artikel A2")));
    // A form that was opened while it was in stock says so, and does not decide that it may come later.
    case.replace("A2", InStock).await;
    let line = case.first_line().await;
    assert_eq!(line.again.map(|again| again.cause), Some(AskedAgain::OnOrder), "asked once more");
    case.replace("A2", OnOrder).await;
    assert_eq!(case.supplied().await, goods(&[("A2", 990, 2), ("A3", 4500, 1)]));
}

async fn what_was_chosen_instead_as_it_was_on_order_is_not_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.stock("A2", 990, OnOrder).await;
    case.portal.agree(&case.company, &["A2"]).await;
    let insights = case.portal.store.release_case(&case.company.boss, case.id).await.expect("in charge").insights;
    assert_eq!(insights[0].closest.as_ref().map(|other| other.availability), Some(OnOrder), "it is shown with the article");
    case.replace("A2", OnOrder).await;
    // What happens to the ordered article is nothing to the one that is delivered.
    case.stock("A1", 1250, OnOrder).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
}

async fn whoever_has_it_decides_what_came_on_order_since_it_went_on(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let eva = portal.promote(&company, "eva").await;
    let orderer = portal.employ_under(&company, "immer", AlwaysReview, eva.orderer().contact_id()).await;
    let superior = Some(company.boss.orderer().contact_id());
    let rank = Rank { approver: eva.orderer().contact_id(), limit: Some(Rappen(1000)), superior };
    portal.store.set_rank(&company.boss, rank).await.expect("a limit");
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    let shown = form(&portal, &eva, order, &[(1, Released), (2, Released)]).await;
    portal.store.decide(&eva, order, shown).await.expect("released");
    let seen = portal.seen(&company.boss, order, 1).await;
    portal.store.import_catalogue(vec![], vec![offered("A1", 1250, OnOrder)]).await.expect("imported");
    let confirmed = portal.store.confirm(&company.boss, order, seen).await.expect("confirmed");
    assert_eq!((confirmed.open_lines, confirmed.asked_again), (1, 1));
    let shown = form(&portal, &company.boss, order, &[(1, Released)]).await;
    let decided = portal.store.decide(&company.boss, order, shown).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver);
    portal.peek.assert_statuses_hold().await;
    assert_eq!(supplies(&portal).await.len(), 1);
}

async fn lines_without_release_go_as_they_did(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let id = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    let case = Case { portal, company, orderer, id };
    case.stock("A1", 1250, OnOrder).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0), "nobody has released it as it was seen");
}

async fn what_was_decided_before_anybody_wrote_it_down_is_not_asked_again(engine: Engine) {
    let case = Case::set(engine).await;
    case.send(decisions(&[(1, Released)])).await.expect("decided");
    let written = "select count(*) from decisions where availability = 'in_stock'";
    assert_eq!(case.portal.peek.number(written).await, 1);
    case.portal.peek.execute("update decisions set availability = null").await.expect("as an earlier version wrote it");
    case.stock("A1", 1250, OnOrder).await;
    let decided = case.decide(&[(2, Released)]).await;
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::HandedOver, 0));
}

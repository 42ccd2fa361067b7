//! What a cart says of who decides, where budgets have a say, is what happens to the order that it becomes.

use super::{Office, name};
use crate::ordering::order_form;
use domain::{CostCentreId, CustomerRule};
use jiff::civil::date;
use store::{CartCase, Day, Outlook, StandsIn};
use testbed::{Engine, both_engines};

both_engines![
    the_cart_names_all_who_have_a_say,
    limits_and_four_eyes_are_foretold_after_budgets,
    whoever_stands_in_is_foretold_once,
    nothing_is_foretold_where_no_budget_is_exceeded,
];

impl Office {
    /// What the cart says with these lines. The order, once it is sent, has to say the same.
    async fn foretold(&self, lines: &[(&str, u32, Option<CostCentreId>)]) -> Outlook {
        let (store, orderer) = (&self.portal.store, &self.orderer);
        let placing = self.portal.charged(orderer, None, lines).await;
        store.save_order_form(orderer, order_form(&placing, None)).await.expect("kept");
        let CartCase { outlook, .. } = store.cart_case(orderer).await.expect("a cart");
        let outlook = outlook.expect("a budget is exceeded");
        let order = store.place(orderer, placing).await.expect("placed").order_id;
        assert_eq!(self.told(order).await, (Some(outlook.in_charge.clone()), outlook.then.clone()));
        outlook
    }

    /// The same for one that exceeds the budgets of `boss` and `zwei`.
    async fn foretold_of_two(&self) -> Outlook {
        let [of_boss, of_zwei, _] = self.centres.map(Some);
        self.foretold(&[("A3", 1, of_boss), ("A1", 1, of_zwei)]).await
    }
}

async fn the_cart_names_all_who_have_a_say(engine: Engine) {
    let office = Office::open(engine).await;
    let [of_boss, of_zwei, of_drei] = office.centres;
    // The budget of the second line is exceeded by most.
    let outlook = office.foretold(&[("A2", 1, Some(of_zwei)), ("A3", 1, Some(of_boss)), ("A1", 1, Some(of_drei))]).await;
    assert_eq!((outlook.in_charge, outlook.stands_in), (name("boss"), None));
    assert_eq!((outlook.then, outlook.budgets), (vec![name("zwei"), name("drei")], vec![of_boss, of_zwei, of_drei]));
}

async fn limits_and_four_eyes_are_foretold_after_budgets(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, [of_boss, _, _]) = (&office.company.boss, office.centres.map(Some));
    office.portal.store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    assert_eq!(office.foretold(&[("A3", 1, of_boss)]).await.then.len(), 1, "a second pair of eyes");
    assert_eq!(office.foretold_of_two().await.then, [name("zwei")], "two have seen it");
    office.rank(boss, &office.drei).await;
    office.rank(&office.zwei, &office.drei).await;
    assert_eq!(office.foretold_of_two().await.then, [name("zwei"), name("drei")], "it is above both limits");
}

async fn whoever_stands_in_is_foretold_once(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    office.away(&office.zwei, boss, (24, 30)).await.expect("entered");
    assert_eq!(office.foretold_of_two().await.then, Vec::<String>::new(), "boss says yes for zwei");
    office.away(boss, &office.drei, (24, 25)).await.expect("entered");
    let outlook = office.foretold_of_two().await;
    let drei = StandsIn { name: name("drei"), until: Day(date(2026, 11, 25)) };
    assert_eq!((outlook.in_charge, outlook.stands_in, outlook.then), (name("boss"), Some(drei), vec![]));
}

async fn nothing_is_foretold_where_no_budget_is_exceeded(engine: Engine) {
    let office = Office::open(engine).await;
    let ample = office.portal.cost_centre(&office.company, "500", Some(1_000_000)).await;
    for own in [None, Some(ample)] {
        let placing = office.portal.charged(&office.orderer, None, &[("A3", 1, own)]).await;
        office.portal.store.save_order_form(&office.orderer, order_form(&placing, None)).await.expect("kept");
        assert_eq!(office.portal.store.cart_case(&office.orderer).await.expect("a cart").outlook, None);
    }
}

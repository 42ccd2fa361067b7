//! Versandkosten: what the supplier charges for delivering an order.
//!
//! An order keeps the rule that was on the screen when it was sent; what it comes to follows from what is delivered of it. It is none of
//! the goods: limits, budgets and what approvers may release are about goods, and so is what a customer has spent.

use crate::{
    money::Rappen,
    problem::{Check, FieldProblem, Problem},
};
use serde::{Deserialize, Serialize};

/// What a delivery costs. All amounts are net.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreightRule {
    /// For each order, however much it is.
    pub flat: Rappen,
    /// From goods of this amount on nothing; without it there is no such amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_from: Option<Rappen>,
}

impl FreightRule {
    /// The rule as the supplier types it, in francs: nothing, or no amount, is no rule.
    ///
    /// # Errors
    /// What is wrong with the fields `flat` and `free_from`. An amount from which delivery is free needs a freight that it frees from,
    /// and is more than nothing: whoever never charges sets no freight.
    pub fn typed(flat: &str, free_from: &str) -> Result<Option<Self>, Vec<FieldProblem>> {
        let mut check = Check::default();
        let flat = check.field("flat", Rappen::typed(flat)).map(|flat| flat.filter(|flat| flat.0 > 0));
        let free_from = check.field("free_from", Rappen::typed(free_from).and_then(more_than_nothing));
        let rule = match (flat, free_from) {
            (Some(None), Some(Some(_))) => check.field("flat", Err(Problem::Required)),
            (Some(flat), Some(free_from)) => Some(flat.map(|flat| Self { flat, free_from })),
            _ => None,
        };
        check.finish(rule)
    }

    /// What delivering goods of this amount costs.
    #[must_use]
    pub fn freight(self, goods: Rappen) -> Rappen {
        if self.free_from.is_some_and(|from| goods >= from) { Rappen(0) } else { self.flat }
    }

    /// By how much goods of this amount fall short of free delivery; nothing where they do not, or where delivery never is free.
    #[must_use]
    pub fn missing(self, goods: Rappen) -> Option<Rappen> {
        self.free_from.filter(|from| goods < *from).map(|from| Rappen(from.0.saturating_sub(goods.0)))
    }
}

fn more_than_nothing(amount: Option<Rappen>) -> Result<Option<Rappen>, Problem> {
    if amount == Some(Rappen(0)) { Err(Problem::NotAnAmount) } else { Ok(amount) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Totals;
    use proptest::prelude::*;

    fn rule() -> impl Strategy<Value = FreightRule> {
        let free_from = prop::option::of(1..100_000i64);
        (1..10_000i64, free_from).prop_map(|(flat, free_from)| FreightRule { flat: Rappen(flat), free_from: free_from.map(Rappen) })
    }

    fn fields(typed: Result<Option<FreightRule>, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        typed.expect_err("something is wrong").into_iter().map(|wrong| (wrong.field, wrong.problem)).collect()
    }

    #[test]
    fn nothing_typed_is_no_rule() {
        for none in ["", " ", "0", "0.00"] {
            assert_eq!(FreightRule::typed(none, ""), Ok(None), "{none}");
        }
        let rule = FreightRule { flat: Rappen(950), free_from: Some(Rappen(10_000)) };
        assert_eq!(FreightRule::typed("9.50", "100"), Ok(Some(rule)));
        assert_eq!(FreightRule::typed("9.50", ""), Ok(Some(FreightRule { free_from: None, ..rule })));
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let wrong = |field: &str, problem| (field.to_owned(), problem);
        assert_eq!(fields(FreightRule::typed("", "100")), [wrong("flat", Problem::Required)]);
        assert_eq!(fields(FreightRule::typed("9.50", "0")), [wrong("free_from", Problem::NotAnAmount)]);
        let both = [wrong("flat", Problem::NotAnAmount), wrong("free_from", Problem::NotAnAmount)];
        assert_eq!(fields(FreightRule::typed("viel", "-1")), both);
    }

    proptest! {
        #[test]
        fn delivery_is_free_from_the_amount_on_and_costs_the_same_below_it(rule in rule(), goods in 0..200_000i64) {
            let (goods, is_free) = (Rappen(goods), rule.free_from.is_some_and(|from| goods >= from.0));
            prop_assert_eq!(rule.freight(goods), if is_free { Rappen(0) } else { rule.flat });
            match rule.missing(goods) {
                Some(missing) => prop_assert!(missing.0 > 0 && rule.freight(goods + missing) == Rappen(0) && rule.freight(goods) == rule.flat),
                None => prop_assert!(is_free || rule.free_from.is_none()),
            }
        }

        #[test]
        fn more_goods_never_cost_more_freight(rule in rule(), goods in 0..200_000i64, more in 0..200_000i64) {
            prop_assert!(rule.freight(Rappen(goods + more)) <= rule.freight(Rappen(goods)));
        }

        #[test]
        fn the_tax_is_reckoned_on_goods_and_freight_together(rule in rule(), price in 0..50_000i64, quantity in 1..20u32) {
            let totals = Totals::delivered(Some(rule), [(Rappen(price), quantity)]);
            prop_assert_eq!(totals.net, Rappen(price).times(quantity));
            prop_assert_eq!(totals.freight, rule.freight(totals.net));
            prop_assert_eq!(totals.vat, (totals.net + totals.freight).vat());
            prop_assert_eq!(totals.total, totals.net + totals.freight + totals.vat);
        }

        #[test]
        fn where_nothing_is_delivered_there_is_nothing_to_pay(rule in rule()) {
            prop_assert_eq!(Totals::delivered(Some(rule), []), Totals::default());
        }

        #[test]
        fn a_rule_can_be_kept_and_read_back(rule in rule()) {
            let kept = serde_json::to_string(&rule).expect("it can be written");
            prop_assert_eq!(serde_json::from_str::<FreightRule>(&kept).expect("it can be read"), rule);
        }
    }
}

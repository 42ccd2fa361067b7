//! What the page shows of the cart, as plain data.

use crate::shop::cart::{
    api::{CartData, CartLine, Outlook},
    cost_centre::Means,
};
use domain::{ApprovalKind, FreightRule};
use uuid::Uuid;

/// A line on the page. It stays when it is removed, so that it can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine {
    /// The line.
    pub line: CartLine,
    /// Whether it was removed.
    pub is_removed: bool,
    /// Whether its quantity is being typed and not sent yet.
    pub is_typed: bool,
}

/// What belongs to the cart as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The key of the order that it becomes.
    pub order_key: Uuid,
    /// The fingerprint of its lines and prices, and of what delivery costs.
    pub seen: String,
    /// How the caller's orders are controlled.
    pub approval: ApprovalKind,
    /// Who releases the caller's orders.
    pub approver: Option<String>,
    /// What is to come of an order, where somebody may have to release it.
    pub outlook: Option<Outlook>,
    /// What limits it.
    pub means: Means,
    /// What delivering it costs, if anything.
    pub freight: Option<FreightRule>,
}

impl Head {
    /// As the server gave it.
    pub(super) fn of(cart: &CartData) -> Self {
        let CartData { order_key, approval, freight, .. } = *cart;
        Self {
            order_key,
            seen: cart.seen.clone(),
            approval,
            approver: cart.approver.clone(),
            outlook: cart.outlook.clone(),
            means: cart.means.clone(),
            freight,
        }
    }
}

/// Whether anything costs something else than the page has shown so far: a unit of a line, or the delivery.
pub(super) fn costs_otherwise(lines: &[ShownLine], head: &Head, fresh: &CartData) -> bool {
    let is_other = |line: &CartLine| lines.iter().any(|shown| shown.line.article == line.article && shown.line.price != line.price);
    head.freight != fresh.freight || fresh.lines.iter().any(is_other)
}

/// The lines that were not removed.
pub(in crate::shop::cart) fn kept(lines: &[ShownLine]) -> impl Iterator<Item = &CartLine> {
    lines.iter().filter(|shown| !shown.is_removed).map(|shown| &shown.line)
}

/// Brings the lines on the page to the state of the server: what is gone stays as removed, what is new comes at the end,
/// and a quantity that is being typed is left alone. So is the choice of a cost centre, which goes its own way to the server.
pub(super) fn merge(lines: &mut Vec<ShownLine>, mut fresh: Vec<CartLine>) {
    for shown in lines.iter_mut() {
        let position = fresh.iter().position(|line| line.article == shown.line.article);
        shown.is_removed = position.is_none();
        if let Some(position) = position {
            let line = fresh.remove(position);
            let quantity = if shown.is_typed { shown.line.quantity } else { line.quantity };
            shown.line = CartLine { quantity, cost_centre: shown.line.cost_centre, ..line };
        }
    }
    lines.extend(fresh.into_iter().map(|line| ShownLine { line, is_removed: false, is_typed: false }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Allowance, ArticleId, Availability, CostCentreId, Rappen};

    fn line(id: u128, quantity: u32) -> CartLine {
        CartLine {
            article: ArticleId(Uuid::from_u128(id)),
            number: id.to_string(),
            name: String::new(),
            unit: String::new(),
            price: Rappen(100),
            quantity,
            is_in_assortment: true,
            allowance: Allowance::default(),
            availability: Availability::InStock,
            cost_centre: None,
        }
    }

    fn shown(lines: &[ShownLine]) -> Vec<(&str, u32, bool)> {
        lines.iter().map(|shown| (&*shown.line.number, shown.line.quantity, shown.is_removed)).collect()
    }

    #[test]
    fn a_removed_line_keeps_its_place_and_comes_back() {
        let mut lines = Vec::new();
        merge(&mut lines, vec![line(1, 1), line(2, 2)]);
        merge(&mut lines, vec![line(2, 2), line(3, 3)]);
        assert_eq!(shown(&lines), [("1", 1, true), ("2", 2, false), ("3", 3, false)]);
        merge(&mut lines, vec![line(2, 2), line(3, 3), line(1, 4)]);
        assert_eq!(shown(&lines), [("1", 4, false), ("2", 2, false), ("3", 3, false)]);
    }

    #[test]
    fn a_quantity_that_is_being_typed_is_left_alone() {
        let mut lines = vec![ShownLine { line: line(1, 12), is_removed: false, is_typed: true }];
        merge(&mut lines, vec![line(1, 1)]);
        assert_eq!(shown(&lines), [("1", 12, false)]);
    }

    #[test]
    fn a_cost_centre_that_was_chosen_is_left_alone_and_a_new_line_brings_its_own() {
        let [chosen, kept] = [7, 8].map(|id| Some(CostCentreId(Uuid::from_u128(id))));
        let first = CartLine { cost_centre: chosen, ..line(1, 1) };
        let mut lines = vec![ShownLine { line: first, is_removed: false, is_typed: false }];
        merge(&mut lines, vec![line(1, 2), CartLine { cost_centre: kept, ..line(2, 1) }]);
        assert_eq!(lines.iter().map(|shown| shown.line.cost_centre).collect::<Vec<_>>(), [chosen, kept]);
    }
}

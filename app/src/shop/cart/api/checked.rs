//! The checks of the order form.

use crate::shop::{
    cart::form::{COST_CENTRE, OrderForm, REMOVED},
    quantity,
};
use domain::{ArticleId, CostCentreId, DeliveryAddress, FieldProblem, Problem, problem::Check, text};
use store::Typed;

/// The most characters that the name of a page has.
const PAGE_LENGTH: usize = 64;

/// The order form, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The quantities as posted; none is a line that was removed.
    pub quantities: Vec<(ArticleId, u32)>,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// The cost centre.
    pub cost_centre: Option<CostCentreId>,
    /// The cost centres of lines as posted; none is that of the order.
    pub line_cost_centres: Vec<(ArticleId, Option<CostCentreId>)>,
}

impl OrderForm {
    /// The form, ready to be placed.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn checked(&self) -> Result<Checked, Vec<FieldProblem>> {
        let mut check = Check::default();
        let quantities = self.checked_quantities(&mut check);
        let address = self.address().checked(&mut check);
        let reference = check.field("reference", text::optional_line(&self.reference));
        let note = check.field("note", text::note(&self.note));
        let cost_centre = check.field("cost_centre", cost_centre(&self.cost_centre));
        let line_cost_centres = self.checked_cost_centres(&mut check);
        let parts = address.zip(reference.zip(note)).zip(cost_centre);
        check.finish(parts.map(|((address, (reference, note)), cost_centre)| Checked {
            quantities,
            address,
            reference,
            note,
            cost_centre,
            line_cost_centres,
        }))
    }

    /// The form, ready to be kept: it may still lack what an order needs.
    ///
    /// # Errors
    /// Every field that cannot be kept.
    pub fn kept(&self) -> Result<Checked, Vec<FieldProblem>> {
        let mut check = Check::default();
        let quantities = self.checked_quantities(&mut check);
        let mut line = |name, typed: &str| check.field(name, text::optional_line(typed)).flatten().unwrap_or_default();
        let address = DeliveryAddress {
            company: line("company", &self.company),
            attention: line("attention", &self.attention),
            street: line("street", &self.street),
            postcode: line("postcode", &self.postcode),
            town: line("town", &self.town),
        };
        let reference = check.field("reference", text::optional_line(&self.reference)).flatten();
        let note = check.field("note", text::note(&self.note)).flatten();
        let cost_centre = check.field("cost_centre", cost_centre(&self.cost_centre)).flatten();
        let line_cost_centres = self.checked_cost_centres(&mut check);
        check.finish(Some(Checked { quantities, address, reference, note, cost_centre, line_cost_centres }))
    }

    /// Which of several that are on their way it is. What no page of ours has sent counts as none.
    pub fn typed(&self) -> Typed {
        let is_ours = self.page.len() <= PAGE_LENGTH && self.page.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_ours { Typed { page: self.page.clone(), turn: self.turn } } else { Typed::default() }
    }

    fn address(&self) -> DeliveryAddress {
        DeliveryAddress {
            company: self.company.clone(),
            attention: self.attention.clone(),
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            town: self.town.clone(),
        }
    }

    fn checked_quantities(&self, check: &mut Check) -> Vec<(ArticleId, u32)> {
        let mut checked = |(field, typed): (&String, &String)| {
            let article = check.field(field, article_of(field, "quantity-"))?;
            let is_removed = self.remove == Some(article) || typed == REMOVED;
            let quantity = if is_removed { Ok(0) } else { quantity::checked(typed) };
            Some((article, check.field(field, quantity)?))
        };
        self.quantities.iter().filter_map(&mut checked).collect()
    }

    fn checked_cost_centres(&self, check: &mut Check) -> Vec<(ArticleId, Option<CostCentreId>)> {
        let mut checked = |(field, chosen): (&String, &String)| {
            let article = check.field(field, article_of(field, COST_CENTRE))?;
            Some((article, check.field(field, cost_centre(chosen))?))
        };
        self.cost_centres.iter().filter_map(&mut checked).collect()
    }
}

/// The cost centre that was chosen, if one was.
fn cost_centre(chosen: &str) -> Result<Option<CostCentreId>, Problem> {
    if chosen.is_empty() { Ok(None) } else { chosen.parse().map(Some).map_err(|_| Problem::Unknown) }
}

/// The article whose field this is, by what the ids of such fields begin with.
fn article_of(field: &str, start: &str) -> Result<ArticleId, Problem> {
    field.strip_prefix(start).and_then(|id| id.parse().ok()).ok_or(Problem::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::cart::form::cost_centre_field;
    use uuid::Uuid;

    fn typed(quantities: &[(u128, &str)]) -> OrderForm {
        let quantity = |(id, typed): &(u128, &str)| (quantity::field(article(*id)), (*typed).to_owned());
        OrderForm {
            quantities: quantities.iter().map(quantity).collect(),
            company: "Muster AG".into(),
            street: "Weg 1".into(),
            postcode: "8000".into(),
            town: "Zürich".into(),
            ..OrderForm::default()
        }
    }

    fn article(id: u128) -> ArticleId {
        ArticleId(Uuid::from_u128(id))
    }

    fn fields(problems: Vec<FieldProblem>) -> Vec<String> {
        problems.into_iter().map(|wrong| wrong.field).collect()
    }

    #[test]
    fn a_wrong_quantity_is_reported_at_its_line() {
        let form = typed(&[(1, "3"), (2, "0"), (3, REMOVED)]);
        assert_eq!(fields(form.checked().expect_err("the form has a fault")), [quantity::field(article(2))]);
        assert_eq!(fields(form.kept().expect_err("the form has a fault")), [quantity::field(article(2))]);
    }

    #[test]
    fn a_removed_line_needs_no_quantity() {
        let form = OrderForm { remove: Some(article(2)), ..typed(&[(1, "3"), (2, "")]) };
        assert_eq!(form.checked().expect("the form is right").quantities, [(article(1), 3), (article(2), 0)]);
    }

    #[test]
    fn a_line_names_its_cost_centre_or_leaves_it_to_the_order() {
        let centre = CostCentreId(Uuid::from_u128(7));
        let chosen = |id, chosen: &str| (cost_centre_field(article(id)), chosen.to_owned());
        let form = OrderForm { cost_centres: [chosen(1, &centre.to_string()), chosen(2, "")].into(), ..typed(&[(1, "3")]) };
        let expected = [(article(1), Some(centre)), (article(2), None)];
        assert_eq!(form.checked().expect("the form is right").line_cost_centres, expected);
        assert_eq!(form.kept().expect("the form is right").line_cost_centres, expected);
        let form = OrderForm { cost_centres: [chosen(1, "4711"), ("2".into(), String::new())].into(), ..typed(&[(1, "3")]) };
        let wrong = ["2".to_owned(), cost_centre_field(article(1))];
        assert_eq!(fields(form.checked().expect_err("the form has a fault")), wrong);
        assert_eq!(fields(form.kept().expect_err("the form has a fault")), wrong);
    }

    #[test]
    fn an_unfinished_address_can_be_kept_but_not_ordered() {
        let form = OrderForm { street: String::new(), note: "Bitte\nbald".into(), ..typed(&[(1, "3")]) };
        assert_eq!(fields(form.checked().expect_err("the form has a fault")), ["street"]);
        assert_eq!(form.kept().expect("the form is right").note.as_deref(), Some("Bitte\nbald"));
    }
}

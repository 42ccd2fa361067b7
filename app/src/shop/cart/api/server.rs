//! What the server functions of the cart have in common.

use super::{CartData, CartLine, Outlook, Removed, RemovedQuery, checked::Checked};
use crate::{
    AppError, Refusal,
    shop::{
        cart::{
            cost_centre::{CostCentre, Means},
            form::{OrderForm, cost_centre_field},
        },
        quantity,
    },
    show::words,
    ssr::{before, date, request_language, seconds_until, store},
    text::cart as text,
};
use domain::{ArticleId, CustomerRule, Problem};
use store::{Cart, CartCase, Orderer, PlaceRefusal, Placing, StoreError, Typed};
use uuid::Uuid;

/// The caller's cart as it is now.
pub async fn cart(orderer: &Orderer) -> Result<CartData, AppError> {
    let CartCase { cart, means, outlook } = store().cart_case(orderer).await?;
    Ok(CartData { outlook: outlook.map(in_words), means: means.into(), ..cart.into() })
}

fn in_words(outlook: store::Outlook) -> Outlook {
    let l = request_language();
    let (by, stands_in, in_charge) = (before(outlook.cut_off), outlook.stands_in, outlook.in_charge);
    Outlook {
        in_place_of: stands_in.as_ref().map(|present| text::in_place_of(l, &in_charge, date(present.until).short)),
        decider: stands_in.map_or_else(|| in_charge.clone(), |present| present.name),
        in_charge,
        budgets: outlook.budgets,
        then: outlook.then,
        pace: outlook.pace.map(|pace| words::pace(l, pace)),
        delivery: date(outlook.delivery).long,
        if_released: text::if_released(l, &by),
        if_sent: text::if_sent(l, &by),
        seconds: seconds_until(outlook.cut_off),
    }
}

/// The removed line that the address names; an address that names none just has no notice.
pub async fn removed(orderer: &Orderer, query: &RemovedQuery) -> Result<Option<Removed>, AppError> {
    let Ok(quantity) = quantity::checked(&query.quantity) else { return Ok(None) };
    match store().article(orderer, &query.number).await {
        Ok(article) => {
            let cost_centre = query.cost_centre.parse().ok();
            Ok(Some(Removed { article: article.id, name: article.name, quantity, cost_centre }))
        }
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Keeps the form. Lines that are no longer in the cart stay away, and lines that were not posted stay as they are:
/// another device may have changed them.
pub async fn keep(orderer: &Orderer, order_key: Uuid, form: &Checked, typed: Typed) -> Result<(), AppError> {
    let form = store::OrderForm {
        order_key,
        address: form.address.clone(),
        reference: form.reference.clone().unwrap_or_default(),
        note: form.note.clone().unwrap_or_default(),
        cost_centre: form.cost_centre,
        line_cost_centres: form.line_cost_centres.clone(),
        quantities: form.quantities.clone(),
        typed,
    };
    Ok(store().save_order_form(orderer, form).await?)
}

/// Keeps quantities that were posted without having been stored before, and refuses to place them: their total was
/// not on the page. A cart with another key is not touched, for the form belongs to an order that was placed already.
pub async fn keep_unseen(orderer: &Orderer, order_key: Uuid, form: &Checked) -> Result<(), AppError> {
    let cart = store().cart(orderer).await?;
    if cart.order_key != order_key || changed(&cart, form).is_empty() {
        return Ok(());
    }
    keep(orderer, order_key, form, Typed::default()).await?;
    Err(AppError::refused(&Refusal::CartChanged))
}

fn changed(cart: &Cart, form: &Checked) -> Vec<(ArticleId, u32)> {
    let differs =
        |(article, quantity): &(ArticleId, u32)| cart.lines.iter().any(|line| line.article_id == *article && line.quantity != *quantity);
    form.quantities.iter().copied().filter(differs).collect()
}

/// The page to return to without JavaScript, with a notice about the line that was removed, and with what it takes to bring it back.
pub fn cart_page(before: &Cart, remove: Option<ArticleId>, form: &Checked) -> String {
    match before.lines.iter().find(|line| Some(line.article_id) == remove) {
        Some(line) if line.number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.') => {
            let posted = form.line_cost_centres.iter().find(|(article, _)| *article == line.article_id);
            let own = posted.map_or(line.own.id(), |(_, chosen)| *chosen);
            let cost_centre = own.map(|own| format!("&kostenstelle={own}")).unwrap_or_default();
            format!("/warenkorb?entfernt={}&menge={}{cost_centre}", line.number, line.quantity)
        }
        _ => "/warenkorb".to_owned(),
    }
}

/// What the store is asked to place.
pub fn placing(form: OrderForm, checked: Checked) -> Placing {
    let Checked { address, reference, note, cost_centre, line_cost_centres, .. } = checked;
    let line_cost_centres = line_cost_centres.into_iter().filter_map(|(article, chosen)| Some((article, chosen?))).collect();
    Placing { order_key: form.order_key, seen: form.seen, address, reference, note, cost_centre, line_cost_centres }
}

impl From<store::Means> for Means {
    fn from(means: store::Means) -> Self {
        let centre = |centre: store::CostCentre| CostCentre {
            id: centre.id,
            label: format!("{} {}", centre.data.number, centre.data.name),
            budget: centre.budget(),
            approver: centre.approver_name,
            approver_id: centre.data.approver_id,
        };
        let cost_centres = means.cost_centres.into_iter().map(centre).collect();
        Self { frames: means.frames, cost_centres, is_demanded: means.demands_cost_centre, splits_orders: means.splits_orders }
    }
}

impl From<Cart> for CartData {
    fn from(cart: Cart) -> Self {
        let line = |line: &store::CartLine| CartLine {
            article: line.article_id,
            number: line.number.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            price: line.price,
            quantity: line.quantity,
            is_in_assortment: line.is_in_assortment,
            allowance: line.allowance,
            availability: line.availability,
            cost_centre: line.own.id(),
        };
        Self {
            order_key: cart.order_key,
            seen: cart.fingerprint(),
            lines: cart.lines.iter().map(line).collect(),
            approval: cart.approval,
            approver: cart.approver_name,
            address: cart.address,
            reference: cart.reference,
            note: cart.note,
            page: store::random_token(),
            removed: None,
            again: None,
            outlook: None,
            means: Means::default(),
            cost_centre: cart.cost_centre,
            freight: cart.freight,
        }
    }
}

impl From<PlaceRefusal> for AppError {
    fn from(refusal: PlaceRefusal) -> Self {
        match refusal {
            PlaceRefusal::CartChanged => Self::refused(&Refusal::CartChanged),
            PlaceRefusal::FreightChanged => Self::refused(&Refusal::FreightChanged),
            PlaceRefusal::Empty => Self::refused(&Refusal::CartEmpty),
            PlaceRefusal::TooManyLines => Self::refused(&Refusal::CartFull),
            PlaceRefusal::KeyReused => Self::refused(&Refusal::KeyReused),
            PlaceRefusal::NotSold => Self::refused(&Refusal::CartNotSold),
            PlaceRefusal::SwitchedOff => Self::refused(&Refusal::SwitchedOff { rule: CustomerRule::SplitsOrders }),
            PlaceRefusal::UnknownCostCentre => Self::field("cost_centre", Problem::Unknown),
            PlaceRefusal::UnknownLineCostCentre(article) => Self::field(&cost_centre_field(article), Problem::Unknown),
            PlaceRefusal::CostCentreMissing => Self::field("cost_centre", Problem::Required),
        }
    }
}

//! Putting articles into the cart and out of it, and filling in the order form.

use super::{
    choice::{choose, choose_for_line, choose_for_lines},
    read::{cart_size, default_form},
};
use crate::{
    Failure, Orderer, Store, StoreError,
    engine::{Tx, execute, fetch_optional},
};
use domain::{
    ArticleId, CostCentreId, DeliveryAddress,
    order::{MAX_LINES, MAX_QUANTITY},
};
use uuid::Uuid;

/// Why something was not put into the cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CartRefusal {
    /// The cart has [`MAX_LINES`] lines already.
    Full,
}

/// The order form as it was filled in.
#[derive(Clone, Debug)]
pub struct OrderForm {
    /// The key of the cart for which it was filled in.
    pub order_key: Uuid,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: String,
    /// The note for the approver.
    pub note: String,
    /// The cost centre; one that is not (any more) in use stays away.
    pub cost_centre: Option<CostCentreId>,
    /// The cost centres of lines, by their articles; none for what that of the order pays for. What is not named stays as it is.
    pub line_cost_centres: Vec<(ArticleId, Option<CostCentreId>)>,
    /// How many of each article; 0 takes it out. Articles that are not in the cart stay away.
    pub quantities: Vec<(ArticleId, u32)>,
    /// Which of several that are on their way it is.
    pub typed: Typed,
}

/// A page on which something is typed, and the how manieth time it is sent from there: requests can overtake each other. Nothing
/// and 0 where it does not matter.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Tells the page from all others.
    pub page: String,
    /// The how manieth time.
    pub turn: u32,
}

impl Store {
    /// Puts an article into the cart, on top of what is there of it; more than [`MAX_QUANTITY`] are cut off.
    ///
    /// # Errors
    /// [`CartRefusal`]; [`StoreError::NotFound`] when there is no such article.
    pub async fn put_in_cart(&self, orderer: &Orderer, article: ArticleId, quantity: u32) -> Result<(), Failure<CartRefusal>> {
        let args = (orderer.clone(), article, quantity);
        self.write(orderer, args, |tx, (orderer, article, quantity)| Box::pin(put_in_cart(tx, orderer, *article, *quantity))).await
    }

    /// Sets how many of an article are in the cart: 0 takes it out, and one that is not there is put in.
    ///
    /// # Errors
    /// [`CartRefusal`]; [`StoreError::NotFound`] when there is no such article.
    pub async fn set_cart_quantity(&self, orderer: &Orderer, article: ArticleId, quantity: u32) -> Result<(), Failure<CartRefusal>> {
        self.set_cart_quantities(orderer, vec![(article, quantity)]).await
    }

    /// Sets the quantities of several articles, all or none.
    ///
    /// # Errors
    /// [`CartRefusal`]; [`StoreError::NotFound`] when there is no such article.
    pub async fn set_cart_quantities(&self, orderer: &Orderer, quantities: Vec<(ArticleId, u32)>) -> Result<(), Failure<CartRefusal>> {
        self.write(orderer, (orderer.clone(), quantities), |tx, (orderer, quantities)| Box::pin(set_quantities(tx, orderer, quantities)))
            .await
    }

    /// Brings back an article that was taken out of the cart, with the cost centre that its line had of its own. One that is not (any
    /// more) in use stays away. Where something of the article is there, that keeps its cost centre and gets this quantity.
    ///
    /// # Errors
    /// [`CartRefusal`]; [`StoreError::NotFound`] when there is no such article.
    pub async fn bring_back_to_cart(
        &self,
        orderer: &Orderer,
        goods: (ArticleId, u32),
        own: CostCentreId,
    ) -> Result<(), Failure<CartRefusal>> {
        self.write(orderer, (orderer.clone(), goods, own), |tx, (orderer, goods, own)| Box::pin(bring_back(tx, orderer, *goods, *own)))
            .await
    }

    /// Keeps the order form. One that arrives after its cart was placed is dropped: it belongs to that order, not to the next cart.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn save_order_form(&self, orderer: &Orderer, form: OrderForm) -> Result<(), StoreError> {
        self.write(orderer, (orderer.clone(), form), |tx, (orderer, form)| Box::pin(save_order_form(tx, orderer, form))).await
    }
}

async fn put_in_cart(tx: &mut Tx, orderer: &Orderer, article: ArticleId, quantity: u32) -> Result<(), Failure<CartRefusal>> {
    hold_cart(tx, orderer).await?;
    let present = quantity_of(tx, orderer, article).await?;
    set_quantity(tx, orderer, article, present.saturating_add(quantity)).await
}

async fn set_quantities(tx: &mut Tx, orderer: &Orderer, quantities: &[(ArticleId, u32)]) -> Result<(), Failure<CartRefusal>> {
    hold_cart(tx, orderer).await?;
    for (article, quantity) in quantities {
        set_quantity(tx, orderer, *article, *quantity).await?;
    }
    Ok(())
}

async fn bring_back(tx: &mut Tx, orderer: &Orderer, goods: (ArticleId, u32), own: CostCentreId) -> Result<(), Failure<CartRefusal>> {
    hold_cart(tx, orderer).await?;
    set_charged(tx, orderer, goods, Some(own)).await
}

// The update of nothing locks the row: two windows of one person take turns, and so does placing the order.
const HOLD_CART: &str = "
    insert into carts (customer_id, contact_id, order_key, company, attention, street, postcode, town, reference, note)
    values ($1, $2, $3, $4, $5, $6, $7, $8, '', '')
    on conflict (customer_id, contact_id) do update set order_key = carts.order_key";

/// Makes sure that there is a cart, and keeps other transactions from it.
pub(crate) async fn hold_cart(tx: &mut Tx, orderer: &Orderer) -> Result<(), StoreError> {
    let form = default_form(tx, orderer).await?;
    let key: Uuid = tx.fresh_id();
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    execute!(tx, HOLD_CART, customer, contact, key, &form.company, &form.attention, &form.street, &form.postcode, &form.town)?;
    Ok(())
}

const QUANTITY: &str = "select quantity from cart_lines where customer_id = $1 and contact_id = $2 and article_id = $3";

/// How many of an article are in the cart.
pub(super) async fn quantity_of(tx: &mut Tx, orderer: &Orderer, article: ArticleId) -> Result<u32, StoreError> {
    let row = fetch_optional!(tx, (i64,), QUANTITY, orderer.customer_id.0, orderer.contact_id.0, article.0)?;
    Ok(row.map_or(0, |(quantity,)| u32::try_from(quantity).unwrap_or(MAX_QUANTITY)))
}

/// Takes an article out of the cart.
pub(crate) async fn take_out(tx: &mut Tx, orderer: &Orderer, article: ArticleId) -> Result<(), StoreError> {
    execute!(tx, TAKE_OUT, orderer.customer_id.0, orderer.contact_id.0, article.0)?;
    Ok(())
}

const TAKE_OUT: &str = "delete from cart_lines where customer_id = $1 and contact_id = $2 and article_id = $3";

/// Sets how many there are of an article. Where nothing of it was there, the cost centre of its own comes along, if it has one.
pub(super) async fn set_charged(
    tx: &mut Tx,
    orderer: &Orderer,
    (article, quantity): (ArticleId, u32),
    own: Option<CostCentreId>,
) -> Result<(), Failure<CartRefusal>> {
    let comes_along = own.is_some() && quantity > 0 && quantity_of(tx, orderer, article).await? == 0;
    set_quantity(tx, orderer, article, quantity).await?;
    if comes_along {
        choose_for_line(tx, orderer, article, own).await?;
    }
    Ok(())
}

const SET_QUANTITY: &str = "
    insert into cart_lines (customer_id, contact_id, article_id, quantity, added_at)
    select $1, $2, id, $4, $5 from articles where id = $3 and (availability <> 'discontinued' or exists (
        select 1 from cart_lines c where c.customer_id = $1 and c.contact_id = $2 and c.article_id = $3
    ))
    on conflict (customer_id, contact_id, article_id) do update set quantity = excluded.quantity";

async fn set_quantity(tx: &mut Tx, orderer: &Orderer, article: ArticleId, quantity: u32) -> Result<(), Failure<CartRefusal>> {
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    if quantity == 0 {
        execute!(tx, TAKE_OUT, customer, contact, article.0)?;
        return Ok(());
    }
    let quantity = i64::from(quantity.min(MAX_QUANTITY));
    if execute!(tx, SET_QUANTITY, customer, contact, article.0, quantity, tx.now)? == 0 {
        return Err(StoreError::NotFound.into());
    }
    let size = cart_size(tx, orderer).await?;
    if usize::try_from(size).is_ok_and(|size| size > MAX_LINES) { Err(Failure::Refused(CartRefusal::Full)) } else { Ok(()) }
}

async fn save_order_form(tx: &mut Tx, orderer: &Orderer, form: &OrderForm) -> Result<(), StoreError> {
    if !fill_in(tx, orderer, form).await? {
        return Ok(());
    }
    choose(tx, orderer, form.cost_centre).await?;
    choose_for_lines(tx, orderer, &form.line_cost_centres).await?;
    for (article, quantity) in &form.quantities {
        change_quantity(tx, orderer, *article, *quantity).await?;
    }
    Ok(())
}

const FILL_IN: &str = "
    update carts set company = $4, attention = $5, street = $6, postcode = $7, town = $8, reference = $9, note = $10,
        typed_in = $11, typed_turn = $12
    where customer_id = $1 and contact_id = $2 and order_key = $3 and (typed_in <> $11 or typed_turn <= $12)";

/// Whether the cart is still the one for which the form was filled in, and nothing later has come from the same page. From here on other transactions keep from it.
async fn fill_in(tx: &mut Tx, orderer: &Orderer, form: &OrderForm) -> Result<bool, StoreError> {
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    let OrderForm { order_key, address: to, reference, note, typed, .. } = form;
    let filled_in = execute!(
        tx,
        FILL_IN,
        customer,
        contact,
        *order_key,
        &to.company,
        &to.attention,
        &to.street,
        &to.postcode,
        &to.town,
        reference,
        note,
        &typed.page,
        i64::from(typed.turn),
    )?;
    Ok(filled_in == 1)
}

const CHANGE_QUANTITY: &str = "
    update cart_lines set quantity = $4 where customer_id = $1 and contact_id = $2 and article_id = $3";

/// Changes a line that is in the cart.
async fn change_quantity(tx: &mut Tx, orderer: &Orderer, article: ArticleId, quantity: u32) -> Result<(), StoreError> {
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    if quantity == 0 {
        execute!(tx, TAKE_OUT, customer, contact, article.0)?;
    } else {
        execute!(tx, CHANGE_QUANTITY, customer, contact, article.0, i64::from(quantity.min(MAX_QUANTITY)))?;
    }
    Ok(())
}

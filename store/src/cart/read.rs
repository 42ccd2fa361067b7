//! What is in a cart.

use super::{Cart, CartLine};
use crate::{
    Orderer, Store, StoreError,
    engine::{Tx, fetch_all, fetch_one, fetch_optional, fetch_value},
    freight,
    learning::allowance,
};
use domain::{ApprovalKind, ContactId, CostCentreId, DeliveryAddress};
use sqlx::FromRow;
use uuid::Uuid;

impl Store {
    /// The orderer's cart. One that nothing was put in yet is empty and delivers to the customer's address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the contact was deleted meanwhile.
    pub async fn cart(&self, orderer: &Orderer) -> Result<Cart, StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(cart(tx, orderer))).await
    }

    /// How many lines the orderer's cart has.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn cart_size(&self, orderer: &Orderer) -> Result<i64, StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(cart_size(tx, orderer))).await
    }
}

pub(super) async fn cart(tx: &mut Tx, orderer: &Orderer) -> Result<Cart, StoreError> {
    let control = control(tx, orderer).await?;
    let form = form(tx, orderer).await?;
    Ok(Cart {
        order_key: form.order_key,
        address: DeliveryAddress {
            company: form.company,
            attention: form.attention,
            street: form.street,
            postcode: form.postcode,
            town: form.town,
        },
        reference: form.reference,
        note: form.note,
        cost_centre: form.cost_centre_id.map(CostCentreId),
        lines: lines(tx, orderer).await?,
        approval: control.approval,
        approver_id: control.approver_id.map(ContactId),
        approver_name: control.approver_name,
        freight: freight::present_rule(tx).await?,
    })
}

const CONTROL: &str = "
    select c.approval, a.id as approver_id, a.first_name || ' ' || a.last_name as approver_name
    from contacts c left join contacts a on a.customer_id = c.customer_id and a.id = c.approver_id
    where c.customer_id = $1 and c.id = $2 and c.deleted_at is null";

#[derive(FromRow)]
struct ControlRow {
    #[sqlx(try_from = "String")]
    approval: ApprovalKind,
    approver_id: Option<Uuid>,
    approver_name: Option<String>,
}

/// How the orderer's orders are controlled now, whatever the session remembers.
async fn control(tx: &mut Tx, orderer: &Orderer) -> Result<ControlRow, StoreError> {
    Ok(fetch_one!(tx, ControlRow, CONTROL, orderer.customer_id.0, orderer.contact_id.0)?)
}

#[derive(PartialEq, Eq, FromRow)]
pub(super) struct FormRow {
    pub(super) order_key: Uuid,
    pub(super) company: String,
    pub(super) attention: String,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) town: String,
    reference: String,
    note: String,
    cost_centre_id: Option<Uuid>,
}

const FORM: &str = "
    select c.order_key, c.company, c.attention, c.street, c.postcode, c.town, c.reference, c.note, k.id as cost_centre_id
    from carts c
    left join cart_cost_centres t on t.customer_id = c.customer_id and t.contact_id = c.contact_id
    left join cost_centres k on k.customer_id = t.customer_id and k.id = t.cost_centre_id and k.archived_at is null
    where c.customer_id = $1 and c.contact_id = $2";

async fn form(tx: &mut Tx, orderer: &Orderer) -> Result<FormRow, StoreError> {
    match fetch_optional!(tx, FormRow, FORM, orderer.customer_id.0, orderer.contact_id.0)? {
        Some(form) => Ok(form),
        None => default_form(tx, orderer).await,
    }
}

/// Whether nothing is in the cart, and nothing was typed into its form.
pub(super) async fn is_untouched(tx: &mut Tx, orderer: &Orderer) -> Result<bool, StoreError> {
    let (form, untyped) = (form(tx, orderer).await?, default_form(tx, orderer).await?);
    let is_untyped = FormRow { order_key: untyped.order_key, ..form } == untyped;
    Ok(is_untyped && cart_size(tx, orderer).await? == 0)
}

const CUSTOMER_ADDRESS: &str = "select name, street, postcode, town from customers where id = $1";

/// The form of a cart that nothing was put in yet.
pub(super) async fn default_form(tx: &mut Tx, orderer: &Orderer) -> Result<FormRow, StoreError> {
    let row = fetch_one!(tx, (String, String, String, String), CUSTOMER_ADDRESS, orderer.customer_id.0)?;
    let (company, street, postcode, town) = row;
    let (reference, note) = (String::new(), String::new());
    Ok(FormRow {
        order_key: Uuid::nil(),
        company,
        attention: orderer.name(),
        street,
        postcode,
        town,
        reference,
        note,
        cost_centre_id: None,
    })
}

const LINES: &str = concat!(
    "
    select l.article_id, a.number, a.name, a.unit, a.price, l.quantity, a.availability,
        s.article_id is not null as is_in_assortment, ",
    allowance!("l.article_id", "$2"),
    " as allowance, b.id as cost_centre_id, b.number || ' ' || b.name as cost_centre
    from cart_lines l
    join articles a on a.id = l.article_id
    left join assortment_articles s on s.customer_id = l.customer_id and s.article_id = l.article_id
    left join cart_line_cost_centres p on p.customer_id = l.customer_id and p.contact_id = l.contact_id and p.article_id = l.article_id
    left join cost_centres b on b.customer_id = p.customer_id and b.id = p.cost_centre_id and b.archived_at is null
    where l.customer_id = $1 and l.contact_id = $2 order by l.added_at, l.article_id"
);

/// The lines of the orderer's cart, oldest first, at today's prices.
pub(crate) async fn lines(tx: &mut Tx, orderer: &Orderer) -> Result<Vec<CartLine>, StoreError> {
    Ok(fetch_all!(tx, CartLine, LINES, orderer.customer_id.0, orderer.contact_id.0)?)
}

const SIZE: &str = "select count(*) from cart_lines where customer_id = $1 and contact_id = $2";

pub(super) async fn cart_size(tx: &mut Tx, orderer: &Orderer) -> Result<i64, StoreError> {
    Ok(fetch_value!(tx, i64, SIZE, orderer.customer_id.0, orderer.contact_id.0)?)
}

//! The shop: the catalogue, one article, and the cart with the order form.

mod added;
mod api;
mod article;
mod cart;
mod filters;
mod list;
mod quantity;
mod query;
mod row;
mod shelf;
mod tags;

pub use article::ArticlePage;
pub use cart::CartPage;
pub use list::ShopPage;

//! Server functions of the catalogue.

use super::query::ShopQuery;
use crate::{AppError, json::Lean, live::QuietClient};
use domain::{Allowance, ApprovalKind, Availability, Rappen, ReviewReason, review};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Articles on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 40;

/// A page of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopData {
    /// What was asked for.
    pub query: ShopQuery,
    /// The categories on offer.
    pub categories: Vec<Category>,
    /// The articles, by number.
    pub articles: Vec<Article>,
    /// The number after which the next page begins, if there is one.
    pub next: Option<String>,
    /// How the caller's orders are controlled.
    pub approval: ApprovalKind,
    /// Whether some of what would be reviewed is released for good, where all of it would be.
    pub is_partly_freed: bool,
    /// The name of the article that was just put in the cart.
    pub added: Option<String>,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its word in addresses.
    pub slug: String,
    /// Its name in the language of the page.
    pub name: String,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it is, in a line or two.
    pub description: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit, without tax.
    pub price: Rappen,
    /// Whether it can be delivered.
    pub availability: Availability,
    /// The word of its category.
    pub category: String,
    /// Whether it is in the Kundensortiment.
    pub is_in_assortment: bool,
    /// What of it the caller may order at a time without a release.
    #[serde(default, skip_serializing_if = "Allowance::is_none")]
    pub allowance: Allowance,
}

impl Article {
    /// Why it would need a release if somebody of this kind ordered one unit of it.
    pub fn review(&self, approval: ApprovalKind) -> Option<ReviewReason> {
        review::reason(approval, self.allowance.agreement(self.is_in_assortment, self.price))
    }
}

/// One article with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleData {
    /// The article.
    pub article: Article,
    /// Its category.
    pub category: Option<Category>,
    /// How the caller's orders are controlled.
    pub approval: ApprovalKind,
    /// Whether it was just put in the cart without JavaScript.
    pub is_added: bool,
}

/// What is put in the cart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddForm {
    /// The article's number.
    pub number: String,
    /// How many, as typed.
    pub quantity: String,
    /// The page to return to without JavaScript.
    #[serde(default)]
    pub back: String,
}

/// What was put in the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The article's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// How many were added.
    pub quantity: u32,
}

/// A page of the catalogue, for the caller.
#[server(endpoint = "load_shop", client = QuietClient, output = Lean)]
pub async fn load_shop(query: ShopQuery) -> Result<ShopData, AppError> {
    use crate::ssr::{answer, orderer, page, store};
    let orderer = answer(orderer())?;
    let categories = answer(categories(&orderer).await)?;
    let rows = answer(store().articles(&orderer, filter(&query)).await)?;
    let (rows, next) = page(rows, PAGE, |row| row.number.clone());
    let added = answer(added_name(&orderer, &query.added).await)?;
    let articles = rows.into_iter().map(Article::from).collect();
    let approval = orderer.approval();
    let is_partly_freed = approval == ApprovalKind::AlwaysReview && answer(store().has_standing_release(&orderer).await)?;
    Ok(ShopData { query, categories, articles, next, approval, is_partly_freed, added })
}

/// One article, for the caller.
#[server(endpoint = "load_article", client = QuietClient, output = Lean)]
pub async fn load_article(number: String, is_added: bool) -> Result<ArticleData, AppError> {
    use crate::ssr::{answer, orderer, store};
    let orderer = answer(orderer())?;
    let article = Article::from(answer(store().article(&orderer, &number).await)?);
    let categories = answer(categories(&orderer).await)?;
    let category = categories.into_iter().find(|category| category.slug == article.category);
    Ok(ArticleData { article, category, approval: orderer.approval(), is_added })
}

/// Puts an article in the caller's cart, in addition to what is there.
#[server(endpoint = "add_to_cart", output = Lean)]
pub async fn add_to_cart(form: AddForm) -> Result<Added, AppError> {
    use super::quantity;
    use crate::ssr::{answer, orderer, redirect_without_script, store};
    let orderer = answer(orderer())?;
    let wrong = |problem| AppError::field(&quantity::field(&form.number), problem);
    let quantity = answer(quantity::checked(&form.quantity).map_err(wrong))?;
    let article = answer(store().article(&orderer, &form.number).await)?;
    answer(store().put_in_cart(&orderer, article.id, quantity).await)?;
    redirect_without_script(shop_page(&form.back));
    Ok(Added { number: article.number, name: article.name, quantity })
}

#[cfg(feature = "ssr")]
fn filter(query: &ShopQuery) -> store::ArticleFilter {
    let given = |text: &String| (!text.is_empty()).then(|| text.clone());
    store::ArticleFilter {
        search: query.search.chars().take(domain::text::SHORT).collect(),
        category: given(&query.category),
        only_assortment: query.only_assortment,
        after: given(&query.after),
        limit: PAGE + 1,
    }
}

#[cfg(feature = "ssr")]
async fn categories(orderer: &store::Orderer) -> Result<Vec<Category>, AppError> {
    let l = crate::ssr::request_language();
    let rows = crate::ssr::store().categories(orderer).await?;
    let name = |row: store::CategoryRow| match l {
        domain::Language::German => Category { slug: row.slug, name: row.name_de },
        domain::Language::English => Category { slug: row.slug, name: row.name_en },
    };
    Ok(rows.into_iter().map(name).collect())
}

/// The name for the notice; an address that names no article just has no notice.
#[cfg(feature = "ssr")]
async fn added_name(orderer: &store::Orderer, number: &str) -> Result<Option<String>, AppError> {
    if number.is_empty() {
        return Ok(None);
    }
    match crate::ssr::store().article(orderer, number).await {
        Ok(article) => Ok(Some(article.name)),
        Err(store::StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The page to return to: only ever one of the shop.
#[cfg(feature = "ssr")]
fn shop_page(back: &str) -> &str {
    let path = back.split('?').next().unwrap_or_default();
    let is_of_shop = path == "/shop" || path.starts_with("/shop/");
    let is_page = is_of_shop && crate::access::of_page(path).is_some();
    if is_page && back.bytes().all(|byte| byte.is_ascii_graphic()) { back } else { "/shop" }
}

#[cfg(feature = "ssr")]
impl From<store::ArticleRow> for Article {
    fn from(row: store::ArticleRow) -> Self {
        Self {
            number: row.number,
            name: row.name,
            description: row.description,
            unit: row.unit,
            price: row.price,
            availability: row.availability,
            category: row.category_slug,
            is_in_assortment: row.is_in_assortment,
            allowance: row.allowance,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<store::CartRefusal> for AppError {
    fn from(refusal: store::CartRefusal) -> Self {
        match refusal {
            store::CartRefusal::Full => Self::refused(&crate::Refusal::CartFull),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::shop_page;

    #[test]
    fn adding_returns_only_to_pages_of_the_shop() {
        for own in ["/shop", "/shop?suche=papier&dazu=10020", "/shop/artikel/10020?dazu=1"] {
            assert_eq!(shop_page(own), own);
        }
        for other in ["", "/konto", "//evil.example", "https://evil.example/shop", "/shopx", "/shop/x/y/z", "/shop?a\r\nX: y", "/shop?ä"] {
            assert_eq!(shop_page(other), "/shop", "{other}");
        }
    }
}

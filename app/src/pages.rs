//! The pages, in the parts in which browsers load them: a page comes with those that nobody opens without it, and what several parts
//! need comes once.

#[cfg(feature = "split")]
mod missing;
mod part;
mod parts;

#[cfg(feature = "hydrate")]
pub use part::is_loaded;

use crate::{
    account, by_mail, customers, freight, logins, mails, numbers, orders, prelude::*, release, rules, second_factor, shop, sign_in, supply,
};
use leptos_router::{ChooseView, components::Redirect};
use parts::parts;
#[cfg(not(feature = "split"))]
use std::future::ready;
use std::pin::Pin;

/// A page, whichever part it belongs to: so the router's machinery, which is made anew for each type of page, is made once.
#[derive(Clone, Copy)]
pub struct Page(fn() -> Coming);

type Coming = Pin<Box<dyn Future<Output = AnyView>>>;

/// Leads on to where most begin.
pub const START: Page = Page(|| {
    Box::pin(async {
        view! { <Redirect path="/shop"/> }
    })
});

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "hydrate")]
        crate::hydration::pause().await;
        (self.0)().await
    }

    async fn preload(&self) {}
}

parts! {
    /// Before anybody is signed in.
    Door, cut at door, loaded by load_door: {
        SignIn = sign_in::SignInPage,
        Code = second_factor::CodePage,
        Forgotten = sign_in::ForgottenPage,
        NewPassword = sign_in::NewPasswordPage,
    }

    /// Looking for articles.
    Shopping, cut at shopping, loaded by load_shopping: {
        Shop = shop::ShopPage,
    }

    /// Looking at an article.
    Choosing, cut at choosing, loaded by load_choosing: {
        Article = shop::ArticlePage,
    }

    /// Ordering what was found.
    Ordering, cut at ordering, loaded by load_ordering: {
        Cart = shop::CartPage,
    }

    /// What became of one's own orders.
    Following, cut at following, loaded by load_following: {
        Dossier = orders::DossierPage,
    }

    /// What becomes of an order of one's own.
    Tracking, cut at tracking, loaded by load_tracking: {
        Confirmation = orders::ConfirmationPage,
        Order = orders::OrderPage,
    }

    /// Changing an order that waits.
    Revising, cut at revising, loaded by load_revising: {
        Revise = orders::RevisePage,
    }

    /// The orders that wait for an approver.
    Queueing, cut at queueing, loaded by load_queueing: {
        Queue = release::QueuePage,
    }

    /// Releasing several orders at once.
    Bundling, cut at bundling, loaded by load_bundling: {
        Bulk = release::BulkPage,
    }

    /// What an approver does with an order.
    Releasing, cut at releasing, loaded by load_releasing: {
        Order = release::ReleasePage,
        Done = release::DonePage,
    }

    /// Deciding from a mail.
    Answering, cut at answering, loaded by load_answering: {
        ByMail = by_mail::MailReleasePage,
    }

    /// One's own account.
    Account, cut at account, loaded by load_account: {
        Overview = account::AccountPage,
        Profile = account::ProfilePage,
        SecondFactor = second_factor::SecondFactorPage,
    }

    /// The logins of a customer.
    Logins, cut at logins, loaded by load_logins: {
        Logins = logins::LoginsPage,
    }

    /// What an approver does with a login.
    Managing, cut at managing, loaded by load_managing: {
        NewPerson = logins::NewPersonPage,
        NewAccess = logins::NewAccessPage,
        EditLogin = logins::EditPage,
        Handout = logins::HandoutPage,
        DeleteLogin = logins::DeletePage,
    }

    /// By which rules a customer releases.
    Ruling, cut at ruling, loaded by load_ruling: {
        Rules = rules::RulesPage,
    }

    /// What cost centres may spend.
    Budgeting, cut at budgeting, loaded by load_budgeting: {
        CostCentres = rules::CostCentresPage,
        CostCentre = rules::CostCentrePage,
    }

    /// What is released for good.
    Learning, cut at learning, loaded by load_learning: {
        Learning = rules::LearningPage,
    }

    /// What a customer spends.
    Counting, cut at counting, loaded by load_counting: {
        Numbers = numbers::NumbersPage,
    }

    /// Which mails were sent.
    Mailing, cut at mailing, loaded by load_mailing: {
        Mails = mails::MailsPage,
        CustomerMails = mails::CustomerMailsPage,
    }

    /// What the supplier's people do with orders.
    Supplying, cut at supplying, loaded by load_supplying: {
        Orders = supply::SupplyOrdersPage,
        Order = supply::SupplyOrderPage,
    }

    /// The customers of the supplier.
    Serving, cut at serving, loaded by load_serving: {
        Customers = customers::CustomersPage,
    }

    /// Taking in a customer.
    Enrolling, cut at enrolling, loaded by load_enrolling: {
        NewCustomer = customers::NewCustomerPage,
    }

    /// What the supplier's people do for one customer.
    Caring, cut at caring, loaded by load_caring: {
        Customer = customers::CustomerPage,
    }

    /// What delivery costs.
    Pricing, cut at pricing, loaded by load_pricing: {
        Freight = freight::FreightPage,
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    /// The routes as they are written: path, and the part whose page it is.
    fn routes() -> Vec<(&'static str, &'static str)> {
        let route = |line: &'static str| {
            let (path, rest) = line.trim().strip_prefix("<Route path=at(path!(\"")?.split_once('"')?;
            let view = rest.split_once("view=")?.1;
            Some((path, view.split_once("::").map_or("", |(part, _)| part)))
        };
        include_str!("root.rs").lines().filter_map(route).collect()
    }

    /// Otherwise a page would never come to life in a browser that opens it first.
    #[test]
    fn the_part_that_is_loaded_for_an_address_is_the_one_that_holds_its_page() {
        let routes = routes();
        assert!(routes.len() >= crate::access::PAGES.len(), "{routes:?}");
        for (path, part) in routes.into_iter().filter(|(path, _)| *path != "/") {
            let loaded = Part::of(path).map(|part| format!("{part:?}"));
            assert_eq!(loaded.as_deref(), Some(part), "{path}");
        }
        assert_eq!([Part::of("/"), Part::of("/gibt/es/nicht")], [None, None]);
    }
}

//! The pages, in the parts in which browsers load them: what somebody does in one sitting lies together, and nobody loads the rest.

use crate::{account, by_mail, customers, logins, mails, numbers, orders, release, rules, second_factor, shop, sign_in, supply};
use leptos::prelude::*;
use leptos_router::ChooseView;

/// Names the pages of one part, and the function at which the browser's module is cut.
macro_rules! part {
    ($(#[$doc:meta])* $part:ident, cut at $cut:ident, loaded by $load:ident: $($page:ident = $component:path,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub enum $part {
            $(#[allow(missing_docs)] $page,)+
        }

        impl $part {
            fn view(self) -> AnyView {
                match self {
                    $(Self::$page => $component().into_any(),)+
                }
            }
        }

        impl ChooseView for $part {
            #[cfg(feature = "split")]
            async fn choose(self) -> AnyView {
                parts::or_leave($cut(self).await).await
            }

            #[cfg(not(feature = "split"))]
            async fn choose(self) -> AnyView {
                self.view()
            }

            async fn preload(&self) {}
        }

        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($cut, wasm_split_path = leptos::wasm_split, fallible, preload($load))]
        fn $cut(page: $part) -> Result<AnyView, parts::Missing> {
            Ok(page.view())
        }
    };
}

/// A part of the browser's module.
#[cfg(any(feature = "split", test))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Door,
    Shopping,
    Ordering,
    Following,
    Releasing,
    Managing,
    Supplying,
}

#[cfg(any(feature = "split", test))]
impl Part {
    /// The part of the page at this path, by the beginning of its address. The page that leads on and the one for what does not
    /// exist come with every page.
    fn of(path: &str) -> Option<Self> {
        match path.split('/').nth(1).unwrap_or_default() {
            "anmelden" | "passwort-vergessen" | "passwort" => Some(Self::Door),
            "shop" => Some(Self::Shopping),
            "warenkorb" | "bestellungen" => Some(Self::Ordering),
            "kundendossier" => Some(Self::Following),
            "freigaben" => Some(Self::Releasing),
            "konto" | "zweiter-faktor" => Some(Self::Managing),
            "lieferant" => Some(Self::Supplying),
            _ => None,
        }
    }
}

/// Loads the part of the page at this path, and says whether it is there. A page whose part is missing must be left as the server
/// has rendered it: with a router, but without the part, its links would lead nowhere.
#[cfg(feature = "split")]
pub async fn is_loaded(path: &str) -> bool {
    let loaded = match Part::of(path) {
        Some(Part::Door) => load_door().await,
        Some(Part::Shopping) => load_shopping().await,
        Some(Part::Ordering) => load_ordering().await,
        Some(Part::Following) => load_following().await,
        Some(Part::Releasing) => load_releasing().await,
        Some(Part::Managing) => load_managing().await,
        Some(Part::Supplying) => load_supplying().await,
        None => Ok(()),
    };
    loaded.is_ok()
}

/// Without parts everything is there.
#[cfg(all(feature = "hydrate", not(feature = "split")))]
#[allow(clippy::unused_async)]
pub async fn is_loaded(_path: &str) -> bool {
    true
}

/// What becomes of a page whose part does not come, because the line is gone or the server has another build by now.
#[cfg(feature = "split")]
mod parts {
    use crate::hydration::is_hydrated;
    use leptos::{prelude::*, wasm_split::SplitLoaderError};
    use leptos_router::hooks::use_url;

    /// The part could not be loaded.
    pub(super) struct Missing;

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Self
        }
    }

    /// The page, or else nothing ever: where the browser was to render a page itself, it asks the server for it.
    pub(super) async fn or_leave(page: Result<AnyView, Missing>) -> AnyView {
        if let Ok(page) = page {
            return page;
        }
        if is_hydrated() {
            let url = use_url().get_untracked();
            let query = if url.search().is_empty() { String::new() } else { format!("?{}", url.search()) };
            // Only a malformed address is refused.
            let _ = window().location().set_href(&format!("{}{query}", url.path()));
        }
        std::future::pending().await
    }
}

part! {
    /// Before anybody is signed in.
    Door, cut at door, loaded by load_door:
    SignIn = sign_in::SignInPage,
    Code = second_factor::CodePage,
    Forgotten = sign_in::ForgottenPage,
    NewPassword = sign_in::NewPasswordPage,
}

part! {
    /// Looking for articles.
    Shopping, cut at shopping, loaded by load_shopping:
    Shop = shop::ShopPage,
    Article = shop::ArticlePage,
}

part! {
    /// Ordering what was found.
    Ordering, cut at ordering, loaded by load_ordering:
    Cart = shop::CartPage,
    Confirmation = orders::ConfirmationPage,
}

part! {
    /// What becomes of one's own orders.
    Following, cut at following, loaded by load_following:
    Dossier = orders::DossierPage,
    Order = orders::OrderPage,
    Revise = orders::RevisePage,
}

part! {
    /// What an approver does with orders.
    Releasing, cut at releasing, loaded by load_releasing:
    Queue = release::QueuePage,
    Bulk = release::BulkPage,
    Order = release::ReleasePage,
    Done = release::DonePage,
    ByMail = by_mail::MailReleasePage,
}

part! {
    /// One's own account, and the logins of a customer.
    Managing, cut at managing, loaded by load_managing:
    Account = account::AccountPage,
    Profile = account::ProfilePage,
    SecondFactor = second_factor::SecondFactorPage,
    Logins = logins::LoginsPage,
    NewPerson = logins::NewPersonPage,
    NewAccess = logins::NewAccessPage,
    EditLogin = logins::EditPage,
    Handout = logins::HandoutPage,
    DeleteLogin = logins::DeletePage,
    Rules = rules::RulesPage,
    CostCentres = rules::CostCentresPage,
    CostCentre = rules::CostCentrePage,
    Numbers = numbers::NumbersPage,
    Mails = mails::MailsPage,
}

part! {
    /// What the supplier's people do.
    Supplying, cut at supplying, loaded by load_supplying:
    Orders = supply::SupplyOrdersPage,
    Order = supply::SupplyOrderPage,
    Mails = mails::CustomerMailsPage,
    Customers = customers::CustomersPage,
    NewCustomer = customers::NewCustomerPage,
    Customer = customers::CustomerPage,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The routes as they are written: path, and the part whose page it is.
    fn routes() -> Vec<(&'static str, &'static str)> {
        let route = |line: &'static str| {
            let (path, rest) = line.trim().strip_prefix("<Route path=path!(\"")?.split_once('"')?;
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

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

/// Loads the part of the page at this path, and says whether it is there. A page whose part is missing must be left as the server
/// has rendered it: with a router, but without the part, its links would lead nowhere.
#[cfg(feature = "split")]
pub async fn is_loaded(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    let loaded = match first {
        "anmelden" | "passwort-vergessen" | "passwort" => load_door().await,
        "shop" => load_shopping().await,
        "warenkorb" | "bestellungen" => load_ordering().await,
        "kundendossier" => load_following().await,
        "freigaben" => load_releasing().await,
        "konto" | "zweiter-faktor" => load_managing().await,
        "lieferant" => load_supplying().await,
        _ => Ok(()),
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

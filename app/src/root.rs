//! The document and the routes.

use crate::{
    account, customers,
    frame::Frame,
    locale, logins, mails,
    me::MenuNumbers,
    orders, release, second_factor, shop, sign_in, supply, text,
    ui::{NotFoundPage, escaped},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Redirect, Route, Router, Routes},
    path,
};

/// The HTML document. The content security policy goes out as a header with the nonce of this answer.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use crate::hydration::Hydration;
    use leptos_meta::MetaTags;
    crate::ssr::send_content_security_policy();
    let l = crate::ssr::request_language();
    let package = options.site_pkg_dir.to_string();
    view! {
        <!DOCTYPE html>
        <html lang=l.word()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=format!("/{package}/freigabe.css")/>
                <AutoReload options/>
                <Hydration package/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The whole portal.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let l = locale::provide_language();
    let numbers = MenuNumbers::provide();
    mark_hydrated();
    view! {
        <Title formatter=whole_title/>
        <Router>
            <a class="skip-link" href="#main">{text::common::skip_to_content(l)}</a>
            <Frame numbers>
                <Pages/>
            </Frame>
        </Router>
    }
}

/// The browser takes a title as text; on the server it goes into the page as it is, without being escaped (`leptos_meta` 0.8).
fn whole_title(title: String) -> String {
    let title = if cfg!(feature = "ssr") { escaped(&title) } else { title };
    if title.is_empty() { "Freigabe".into() } else { format!("{title} · Freigabe") }
}

/// Tells the style sheet, and whoever watches the page, that scripts run from here on.
fn mark_hydrated() {
    Effect::new(|_| {
        if let Some(html) = document().document_element() {
            // A document refuses attributes only with malformed names.
            let _ = html.set_attribute("data-hydrated", "");
        }
    });
}

/// All pages are rendered whole before they are sent, so that they are complete without JavaScript and their status is known.
#[component]
fn Pages() -> impl IntoView {
    const WHOLE: SsrMode = SsrMode::Async;
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=|| view! { <Redirect path="/shop"/> } ssr=WHOLE/>
            <Route path=path!("/anmelden") view=sign_in::SignInPage ssr=WHOLE/>
            <Route path=path!("/anmelden/code") view=second_factor::CodePage ssr=WHOLE/>
            <Route path=path!("/zweiter-faktor") view=second_factor::SecondFactorPage ssr=WHOLE/>
            <Route path=path!("/passwort-vergessen") view=sign_in::ForgottenPage ssr=WHOLE/>
            <Route path=path!("/passwort") view=sign_in::NewPasswordPage ssr=WHOLE/>
            <Route path=path!("/shop") view=shop::ShopPage ssr=WHOLE/>
            <Route path=path!("/shop/artikel/:nr") view=shop::ArticlePage ssr=WHOLE/>
            <Route path=path!("/warenkorb") view=shop::CartPage ssr=WHOLE/>
            <Route path=path!("/bestellungen/:id/bestaetigung") view=orders::ConfirmationPage ssr=WHOLE/>
            <Route path=path!("/kundendossier") view=orders::DossierPage ssr=WHOLE/>
            <Route path=path!("/kundendossier/:id") view=orders::OrderPage ssr=WHOLE/>
            <Route path=path!("/freigaben") view=release::QueuePage ssr=WHOLE/>
            <Route path=path!("/freigaben/:id") view=release::ReleasePage ssr=WHOLE/>
            <Route path=path!("/freigaben/:id/abschluss") view=release::DonePage ssr=WHOLE/>
            <Route path=path!("/konto") view=account::AccountPage ssr=WHOLE/>
            <Route path=path!("/konto/profil") view=account::ProfilePage ssr=WHOLE/>
            <Route path=path!("/konto/logins") view=logins::LoginsPage ssr=WHOLE/>
            <Route path=path!("/konto/logins/neu") view=logins::NewPersonPage ssr=WHOLE/>
            <Route path=path!("/konto/logins/neu/zugang") view=logins::NewAccessPage ssr=WHOLE/>
            <Route path=path!("/konto/logins/:id") view=logins::EditPage ssr=WHOLE/>
            <Route path=path!("/konto/logins/:id/uebergabe") view=logins::HandoutPage ssr=WHOLE/>
            <Route path=path!("/konto/logins/:id/loeschen") view=logins::DeletePage ssr=WHOLE/>
            <Route path=path!("/konto/mails") view=mails::MailsPage ssr=WHOLE/>
            <Route path=path!("/lieferant") view=supply::SupplyOrdersPage ssr=WHOLE/>
            <Route path=path!("/lieferant/auftraege/:id") view=supply::SupplyOrderPage ssr=WHOLE/>
            <Route path=path!("/lieferant/mails") view=mails::CustomerMailsPage ssr=WHOLE/>
            <Route path=path!("/lieferant/kunden") view=customers::CustomersPage ssr=WHOLE/>
            <Route path=path!("/lieferant/kunden/neu") view=customers::NewCustomerPage ssr=WHOLE/>
            <Route path=path!("/lieferant/kunden/:id") view=customers::CustomerPage ssr=WHOLE/>
        </Routes>
    }
}

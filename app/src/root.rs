//! The document and the routes.

use crate::{
    form::provide_posted,
    frame::{Frame, NotFoundPage},
    live::Live,
    locale,
    me::MenuNumbers,
    pages::{
        Account, Answering, Budgeting, Bundling, Caring, Choosing, Counting, Door, Enrolling, Following, Learning, Logins, Mailing,
        Managing, Ordering, Pricing, Queueing, Releasing, Revising, Ruling, START, Serving, Shopping, Supplying, Tracking,
    },
    prelude::*,
    text,
    ui::escaped,
};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    PossibleRouteMatch, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use std::sync::Arc;

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
    provide_posted();
    let numbers = MenuNumbers::provide();
    let live = Live::provide();
    view! {
        <Title text=first_title() formatter=whole_title/>
        <Router>
            <a class="skip-link" href="#main" rel="external">{text::common::skip_to_content(l)}</a>
            <Frame numbers live>
                <Pages/>
            </Frame>
        </Router>
    }
}

/// What follows the title of every page.
const NAME: &str = "Freigabe";

/// The browser takes a title as text; on the server it goes into the page as it is, without being escaped (`leptos_meta` 0.8).
fn whole_title(title: String) -> String {
    let title = if cfg!(feature = "ssr") { escaped(&title) } else { title };
    if title.is_empty() { NAME.into() } else { format!("{title} · {NAME}") }
}

/// Until the part that the page belongs to is there and has said its own title, the browser keeps the one that the server has sent.
fn first_title() -> String {
    if cfg!(feature = "ssr") {
        return String::new();
    }
    let title = document().title();
    title.strip_suffix(NAME).and_then(|title| title.strip_suffix(" · ")).unwrap_or_default().to_owned()
}

/// The router's machinery is made anew for each type of address; like this there is one.
fn at(address: impl PossibleRouteMatch + Send + Sync + 'static) -> Arc<dyn PossibleRouteMatch + Send + Sync> {
    Arc::new(address)
}

/// All pages are rendered whole before they are sent, so that they are complete without JavaScript and their status is known.
#[component]
fn Pages() -> impl IntoView {
    const WHOLE: SsrMode = SsrMode::Async;
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Route path=at(path!("/")) view=START ssr=WHOLE/>
            <Route path=at(path!("/anmelden")) view=Door::SignIn.page() ssr=WHOLE/>
            <Route path=at(path!("/anmelden/code")) view=Door::Code.page() ssr=WHOLE/>
            <Route path=at(path!("/zweiter-faktor")) view=Account::SecondFactor.page() ssr=WHOLE/>
            <Route path=at(path!("/passwort-vergessen")) view=Door::Forgotten.page() ssr=WHOLE/>
            <Route path=at(path!("/passwort")) view=Door::NewPassword.page() ssr=WHOLE/>
            <Route path=at(path!("/shop")) view=Shopping::Shop.page() ssr=WHOLE/>
            <Route path=at(path!("/shop/artikel/:nr")) view=Choosing::Article.page() ssr=WHOLE/>
            <Route path=at(path!("/warenkorb")) view=Ordering::Cart.page() ssr=WHOLE/>
            <Route path=at(path!("/bestellungen/:id/bestaetigung")) view=Tracking::Confirmation.page() ssr=WHOLE/>
            <Route path=at(path!("/kundendossier")) view=Following::Dossier.page() ssr=WHOLE/>
            <Route path=at(path!("/kundendossier/:id")) view=Tracking::Order.page() ssr=WHOLE/>
            <Route path=at(path!("/kundendossier/:id/aendern")) view=Revising::Revise.page() ssr=WHOLE/>
            <Route path=at(path!("/freigaben")) view=Queueing::Queue.page() ssr=WHOLE/>
            <Route path=at(path!("/freigaben/sammelfreigabe")) view=Bundling::Bulk.page() ssr=WHOLE/>
            <Route path=at(path!("/freigaben/:id")) view=Releasing::Order.page() ssr=WHOLE/>
            <Route path=at(path!("/freigaben/:id/abschluss")) view=Releasing::Done.page() ssr=WHOLE/>
            <Route path=at(path!("/freigaben/:id/mail")) view=Answering::ByMail.page() ssr=WHOLE/>
            <Route path=at(path!("/konto")) view=Account::Overview.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/profil")) view=Account::Profile.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins")) view=Logins::Logins.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins/neu")) view=Managing::NewPerson.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins/neu/zugang")) view=Managing::NewAccess.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins/:id")) view=Managing::EditLogin.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins/:id/uebergabe")) view=Managing::Handout.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/logins/:id/loeschen")) view=Managing::DeleteLogin.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/freigaberegeln")) view=Ruling::Rules.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/freigaberegeln/kostenstellen")) view=Budgeting::CostCentres.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/freigaberegeln/kostenstellen/:id")) view=Budgeting::CostCentre.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/freigaberegeln/dauerfreigaben")) view=Learning::Learning.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/zahlen")) view=Counting::Numbers.page() ssr=WHOLE/>
            <Route path=at(path!("/konto/mails")) view=Mailing::Mails.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant")) view=Supplying::Orders.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/auftraege/:id")) view=Supplying::Order.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/mails")) view=Mailing::CustomerMails.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/kunden")) view=Serving::Customers.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/kunden/neu")) view=Enrolling::NewCustomer.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/kunden/:id")) view=Caring::Customer.page() ssr=WHOLE/>
            <Route path=at(path!("/lieferant/versandkosten")) view=Pricing::Freight.page() ssr=WHOLE/>
        </FlatRoutes>
    }
}

//! The document, the shell around every page, and the routes.

use crate::{
    account, customers, locale,
    locale::language,
    logins, mails,
    me::{Me, MenuNumbers, me},
    orders, release, shop, sign_in, supply, text,
    ui::{Icon, NotFoundPage, escaped},
};
use domain::Language;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Redirect, Route, Router, Routes},
    hooks::use_location,
    path,
};

/// The HTML document. The content security policy goes out as a header with the nonce of this answer.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos_meta::MetaTags;
    crate::ssr::send_content_security_policy();
    let l = crate::ssr::request_language();
    view! {
        <!DOCTYPE html>
        <html lang=l.word()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href="/pkg/freigabe.css"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
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
            <Shell numbers>
                <Pages/>
            </Shell>
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

/// Menu above, page, footer below. Pages bring their own `<main>`.
#[component]
fn Shell(numbers: MenuNumbers, children: Children) -> impl IntoView {
    let path = use_location().pathname;
    let person = Resource::new(move || (path.get(), numbers.version().get()), |_| me());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match person.await {
                    Ok(Me::Contact { name, approval, cart_lines, waiting, failed_mails }) => {
                        let is_approver = approval == domain::ApprovalKind::Approver;
                        view! { <ContactBar name is_approver cart_lines waiting failed_mails/> }.into_any()
                    }
                    Ok(Me::Supplier { name, received, failed_mails }) => view! { <SupplierBar name received failed_mails/> }.into_any(),
                    _ => ().into_any(),
                }
            })}
        </Transition>
        {children()}
        <Footer/>
    }
}

#[component]
fn ContactBar(name: String, is_approver: bool, cart_lines: i64, waiting: i64, failed_mails: i64) -> impl IntoView {
    let l = language();
    view! {
        <header class="topbar">
            <Brand/>
            <nav class="nav" aria-label=text::shell::main_menu(l)>
                <MenuLink href="/shop" label=text::shell::shop(l)/>
                <MenuLink href="/kundendossier" label=text::shell::dossier(l)/>
                {is_approver.then(|| view! { <MenuLink href="/freigaben" label=text::shell::releases(l) count=waiting/> })}
            </nav>
            <div class="topbar-end">
                <LanguageSwitch/>
                <FailedMails href="/konto/mails" count=failed_mails/>
                <a class="topbar-link" href="/warenkorb">
                    <Icon name="shopping-cart"/>
                    <span class="label">{text::shell::cart(l)}</span>
                    {(cart_lines > 0).then(|| view! { " " <span class="count">{cart_lines}</span> })}
                </a>
                <a class="topbar-link" href="/konto"><Icon name="user"/><span class="label">{text::shell::account(l, name)}</span></a>
                <SignOut/>
            </div>
        </header>
    }
}

#[component]
fn SupplierBar(name: String, received: i64, failed_mails: i64) -> impl IntoView {
    let l = language();
    view! {
        <header class="topbar" data-side="supplier">
            <Brand/>
            <span class="tag">{text::shell::supplier(l)}</span>
            <nav class="nav" aria-label=text::shell::main_menu(l)>
                <MenuLink href="/lieferant" label=text::shell::supply_orders(l) count=received exact=true/>
                <MenuLink href="/lieferant/kunden" label=text::shell::customers(l)/>
            </nav>
            <div class="topbar-end">
                <LanguageSwitch/>
                <FailedMails href="/lieferant/mails" count=failed_mails/>
                <span class="topbar-link"><Icon name="user"/><span class="label">{name}</span></span>
                <SignOut/>
            </div>
        </header>
    }
}

/// The way to mails that could not be delivered, while there are any.
#[component]
fn FailedMails(href: &'static str, count: i64) -> impl IntoView {
    let l = language();
    (count > 0).then(|| {
        view! {
            <a class="topbar-link" href=href>
                <Icon name="mail-warning"/>
                <span class="visually-hidden">{text::mails::undelivered(l)}</span> " "
                <span class="count" data-tone="rejected">{count}</span>
            </a>
        }
    })
}

#[component]
fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <svg class="brand-mark" aria-hidden="true"><use href="/icons.svg#brand"></use></svg>
            <span>"Freigabe"</span>
        </a>
    }
}

#[component]
fn MenuLink(
    href: &'static str,
    label: &'static str,
    #[prop(optional)] count: i64,
    /// Pages below this address belong to other entries.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let path = use_location().pathname;
    let is_here = move || {
        let path = path.get();
        let is_below = path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
        let is_of_this_entry = if exact { path.starts_with("/lieferant/auftraege") } else { is_below };
        (path == href || is_of_this_entry).then_some("page")
    };
    view! {
        <a href=href aria-current=is_here>
            {label}
            {(count > 0).then(|| view! { " " <span class="count" data-tone="waiting">{count}</span> })}
        </a>
    }
}

/// Signing out loads the page anew: nothing of the session may stay in the browser's memory.
#[component]
fn SignOut() -> impl IntoView {
    let l = language();
    view! {
        <form method="post" action=sign_in::SignOut::url()>
            <button class="topbar-link"><Icon name="log-out"/><span class="label">{text::shell::sign_out(l)}</span></button>
        </form>
    }
}

/// The languages on offer. Switching loads the page anew.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let l = language();
    let button = move |to: Language, label: &'static str| {
        view! {
            <button class="button" data-kind="quiet" data-size="small" name="form[language]" value=to.word() lang=to.word() aria-pressed=(to == l).to_string()>
                {label}
            </button>
        }
    };
    view! {
        <form class="languages" method="post" action=sign_in::SetLanguage::url() aria-label=text::shell::language(l)>
            {button(Language::German, "DE")}
            {button(Language::English, "EN")}
        </form>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let l = language();
    view! {
        <footer class="footer">
            <p>{text::shell::footer(l)}</p>
            <LanguageSwitch/>
        </footer>
    }
}

//! What stands around every page: menu above, footer below.

mod hero;
mod language_switch;
mod not_found;

pub use hero::Hero;
#[cfg(feature = "ssr")]
pub use hero::words_at_the_door;
pub use language_switch::LanguageSwitch;
pub use not_found::NotFoundPage;

use crate::{
    json::LeanJson,
    live::{Live, News, quietly},
    locale::language,
    me::{Me, MenuNumbers, me},
    prelude::*,
    sign_in, text,
    ui::Icon,
};
use domain::count;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_location;

/// Who is signed in, for what depends on it below the menu.
#[derive(Clone, Copy)]
struct Person(Resource<Option<Me>, LeanJson>);

/// Menu above, page, footer below. Pages bring their own `<main>`.
#[component]
pub fn Frame(numbers: MenuNumbers, live: Live, children: Children) -> impl IntoView {
    let path = use_location().pathname;
    let known = StoredValue::new(None);
    let person = person(move || (path.get(), numbers.version().get()), live, known);
    provide_context(Person(person));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let person = person.await;
                if matches!(person, Some(Me::Contact { .. } | Me::Supplier { .. })) {
                    live.listen();
                    known.set_value(person.clone());
                }
                match person {
                    Some(Me::Contact { name, approval, cart_lines, waiting, failed_mails }) => {
                        let is_approver = approval == domain::ApprovalKind::Approver;
                        view! { <ContactBar name is_approver cart_lines waiting failed_mails/> }
                    }
                    Some(Me::Supplier { name, received, failed_mails }) => view! { <SupplierBar name received failed_mails/> },
                    _ => ().into_any(),
                }
            })}
        </Transition>
        <News live/>
        {children()}
        <Footer/>
    }
}

/// Who is signed in, asked anew when somebody goes to another page or changes what is counted, and by the page itself when it hears
/// that something has changed; nothing where that cannot be said. When the session has run out meanwhile, whoever comes back finds
/// the page as they left it.
fn person(
    wanted: impl Fn() -> (String, u32) + Copy + Send + Sync + 'static,
    live: Live,
    known: StoredValue<Option<Me>>,
) -> Resource<Option<Me>, LeanJson> {
    let last = StoredValue::new(untrack(wanted));
    Resource::new_with_options(
        move || (wanted(), live.heard()),
        move |(wanted, _)| {
            let is_quiet = last.get_value() == wanted;
            last.set_value(wanted);
            async move {
                if !is_quiet || cfg!(feature = "ssr") {
                    return me().await.ok();
                }
                match quietly(me()).await {
                    Ok(Me::Nobody) => {
                        live.end();
                        Some(known.get_value().unwrap_or(Me::Nobody))
                    }
                    answer => answer.ok(),
                }
            }
        },
        false,
    )
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
                <MenuLink href="/lieferant/versandkosten" label=text::freight::title(l)/>
            </nav>
            <div class="topbar-end">
                <LanguageSwitch/>
                <FailedMails href="/lieferant/mails" count=failed_mails/>
                <a class="topbar-link" href="/zweiter-faktor"><Icon name="user"/><span class="label">{name}</span></a>
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
                <span class="count" data-tone="rejected">{count::shown(count)}</span>
            </a>
        }
    })
}

/// Whose page it is. The way from here depends on who is signed in, which the server knows.
#[component]
pub fn Brand() -> impl IntoView {
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
            {(count > 0).then(|| view! { " " <span class="count" data-tone="waiting">{count::shown(count)}</span> })}
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

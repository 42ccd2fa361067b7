//! What to hand over to a new user.

use super::api::{Handout, load_handout};
use crate::{
    locale::language,
    prelude::*,
    show::words,
    text,
    ui::{Icon, Load, Loaded, PrintButton},
};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// /konto/logins/{id}/uebergabe
#[component]
pub fn HandoutPage() -> impl IntoView {
    let params = use_params_map();
    let handout = Load::new(move || params.read().get("id").unwrap_or_default(), load_handout);
    view! { <Loaded load=handout children=show/> }
}

fn show(handout: Handout) -> impl IntoView {
    let l = language();
    let done = use_query_map().read_untracked().get("meldung").unwrap_or_default();
    let password = match done.as_str() {
        "eingeladen" => Some(text::logins::password_invited(l)),
        "erstellt" => Some(text::logins::password_as_set(l)),
        _ => None,
    };
    let is_new = password.is_some();
    let title = if is_new { text::logins::login_created(l) } else { text::logins::handout(l) };
    view! {
        <Title text=title/>
        <main class="page" data-width="narrow" id="main" tabindex="-1">
            <header class="big-check">
                <span class="big-check-mark" data-print="no"><Icon name="check"/></span>
                <h1>{title}</h1>
                <p class="lede" data-print="no">{text::logins::handout_lede(l, handout.name.clone())}</p>
            </header>
            <Sheet handout password/>
            <div class="button-row">
                <a class="button" data-kind="primary" href="/konto/logins/neu"><Icon name="plus"/>{text::logins::create_another(l)}</a>
                <a class="button" data-kind="secondary" href="/konto/logins">{text::logins::to_list(l)}</a>
                <PrintButton/>
            </div>
        </main>
    }
}

/// What the new user needs to know.
#[component]
fn Sheet(
    handout: Handout,
    /// How the password came about; later nobody knows any more.
    password: Option<&'static str>,
) -> impl IntoView {
    let l = language();
    let password = password.map(|password| view! { <div><dt>{text::fields::password(l)}</dt><dd>{password}</dd></div> });
    let approver = handout.approver.map(|name| view! { <div><dt>{text::order::approver(l)}</dt><dd>{name}</dd></div> });
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::logins::access_of(l, handout.name)}</h2></header>
            <dl class="facts">
                <div><dt>{text::logins::portal(l)}</dt><dd><a href=handout.portal.clone()>{handout.portal.clone()}</a></dd></div>
                <div><dt>{text::fields::user_name(l)}</dt><dd>{handout.user_name}</dd></div>
                {password}
                <div>
                    <dt>{text::fields::approval(l)}</dt>
                    <dd>{words::approval(l, handout.approval)} <span class="sub">{words::approval_help(l, handout.approval)}</span></dd>
                </div>
                {approver}
            </dl>
            <p class="help">{text::logins::handout_help(l)}</p>
        </section>
    }
}

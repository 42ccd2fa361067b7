//! A second factor that is set up.

use super::{
    api::{DropSecondFactor, HideRecoveryCodes, RenewRecoveryCodes},
    page::next_page,
};
use crate::{
    form::{FormState, PasswordField, Submit, field_name},
    locale::language,
    prelude::*,
    text,
    time::{Moment, When},
    ui::{Notice, PrintButton},
};
use leptos::server_fn::ServerFn;

/// So few recovery codes are left that new ones are advisable.
const FEW: i64 = 3;

/// Since when it is set up, its recovery codes, and giving it up.
#[component]
pub(super) fn On(since: When, codes_left: i64, new_codes: Vec<String>, is_demanded: bool) -> impl IntoView {
    let l = language();
    let few = (codes_left <= FEW).then(|| view! { <Notice tone="waiting" text=text::second_factor::few_codes(l)/> });
    view! {
        {if new_codes.is_empty() { few.into_any() } else { view! { <NewCodes codes=new_codes/> } }}
        <section class="card" data-print="no">
            <header class="card-head"><h2>{text::second_factor::on(l)}</h2></header>
            <dl class="facts" data-stacked>
                <div><dt>{text::second_factor::since(l)}</dt><dd><Moment when=since/></dd></div>
                <div><dt>{text::second_factor::codes(l)}</dt><dd>{text::second_factor::codes_left(l, codes_left)}</dd></div>
            </dl>
            <Renew/>
        </section>
        <GiveUp is_demanded/>
    }
}

#[component]
fn NewCodes(codes: Vec<String>) -> impl IntoView {
    let l = language();
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::second_factor::codes(l)}</h2><PrintButton/></header>
            <p>{text::second_factor::codes_text(l)}</p>
            <ul class="secrets">{codes.into_iter().map(|code| view! { <li><code class="secret">{code}</code></li> }).collect_view()}</ul>
            <form method="post" action=HideRecoveryCodes::url() data-print="no">
                <input type="hidden" name=field_name("next") value=next_page()/>
                <button class="button" data-kind="primary">{text::second_factor::kept(l)}</button>
            </form>
        </section>
    }
}

/// Both need the password: nobody else shall do them at an unlocked screen.
#[component]
fn Renew() -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    view! {
        <form class="form" method="post" action=RenewRecoveryCodes::url()>
            <PasswordField form name="present_password" label=text::fields::present_password(l) autocomplete="current-password"/>
            <div class="button-row"><Submit form kind="secondary">{text::second_factor::renew(l)}</Submit></div>
        </form>
    }
}

#[component]
fn GiveUp(is_demanded: bool) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let content = if is_demanded {
        view! { <p class="help">{text::second_factor::is_demanded(l)}</p> }
    } else {
        view! {
            <form class="form" method="post" action=DropSecondFactor::url()>
                <PasswordField form name="password" label=text::fields::present_password(l) autocomplete="current-password"/>
                <div class="button-row"><Submit form kind="danger">{text::second_factor::turn_off(l)}</Submit></div>
            </form>
        }
    };
    view! {
        <section class="card" data-print="no">
            <header class="card-head"><h2>{text::second_factor::turn_off_title(l)}</h2></header>
            {content}
        </section>
    }
}

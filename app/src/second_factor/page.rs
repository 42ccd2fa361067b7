//! The page of one's own second factor.

use super::{
    api::{
        ConfirmSecondFactor, DemandSecondFactor, DropSecondFactor, OfferSecondFactor, Reader, RenewRecoveryCodes, SecondFactor, Stage,
        load_second_factor,
    },
    demand::DemandSection,
    door::SignOutLink,
    offered::Offered,
    on::On,
};
use crate::{
    form::{ErrorSummary, FormState, PasswordField, Submit, field_name},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    ui::{Done, Load, Loaded, Notice},
};
use domain::Language;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /zweiter-faktor
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let factor = Load::new(|| (), |()| load_second_factor());
    let setting_up = FormState::native::<OfferSecondFactor>().or(FormState::native::<ConfirmSecondFactor>());
    let changing = FormState::native::<RenewRecoveryCodes>().or(FormState::native::<DropSecondFactor>());
    // One of them at a time comes back. They load the page anew, so that no secret stays in the browser's memory.
    provide_context(setting_up.or(changing).or(FormState::native::<DemandSecondFactor>()));
    view! { <Loaded load=factor children=show/> }
}

fn show(factor: SecondFactor) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let SecondFactor { stage, is_demanded, reader, asks_password } = factor;
    let has_demand = matches!(reader, Reader::Approver | Reader::Supplier);
    let stage = match stage {
        Stage::Off => view! { <Off asks_password/> },
        Stage::Offered(offer) => view! { <Offered offer/> },
        Stage::On { since, codes_left, new_codes } => view! { <On since codes_left new_codes is_demanded/> },
    };
    view! {
        <Title text=text::second_factor::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::second_factor::title(l)}</h1>
                    <p class="lede">{text::second_factor::lede(l)}</p>
                </div>
            </header>
            <div class="account">
                <div class="account-main">
                    <Done texts=done(l)/>
                    <ErrorSummary form/>
                    {(reader == Reader::AtTheDoor).then(|| view! { <Notice tone="info" text=text::second_factor::demanded_first(l)/> })}
                    {stage}
                    {has_demand.then(|| view! { <DemandSection reader is_demanded/> })}
                    {(reader == Reader::AtTheDoor).then(|| view! { <SignOutLink/> })}
                </div>
                {matches!(reader, Reader::Contact | Reader::Approver)
                    .then(|| view! { <AccountMenu here=AccountPlace::SecondFactor is_approver=reader == Reader::Approver/> })}
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    vec![
        ("aus", text::second_factor::dropped(l)),
        ("verlangt", text::second_factor::demanded_now(l)),
        ("freigestellt", text::second_factor::demanded_no_more(l)),
    ]
}

/// The page to which whoever was asked for a second factor wanted to go.
pub(super) fn next_page() -> String {
    use_query_map().read_untracked().get("weiter").unwrap_or_default()
}

#[component]
fn Off(asks_password: bool) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let password = asks_password.then(|| {
        view! { <PasswordField form name="present_password" label=text::fields::present_password(l) autocomplete="current-password"/> }
    });
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::second_factor::off(l)}</h2></header>
            <p>{text::second_factor::why(l)}</p>
            <p class="help">{text::second_factor::needed(l)}</p>
            <form class="form" method="post" action=OfferSecondFactor::url()>
                <input type="hidden" name=field_name("next") value=next_page()/>
                {password}
                <div class="button-row"><Submit form>{text::second_factor::begin(l)}</Submit></div>
            </form>
        </section>
    }
}

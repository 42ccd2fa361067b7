//! What is released for good, what was proposed, and the switch for proposals by the portal.

use super::{
    api::{EndStandingRelease, WithdrawProposal, load_learning},
    forms::{NewProposal, NewStandingRelease},
    lists::{Ended, InForce, Proposals},
    places::Places,
    rows::Learning,
};
use crate::{
    form::{ErrorSummary, FormState},
    locale::language,
    prelude::*,
    rules::{
        page_parts::HeadBelow,
        setting::{Setting, in_words},
        switch::{self, RuleCard},
    },
    show::{AccountMenu, AccountPlace, RuleQuery},
    text,
    ui::{Done, Load, Loaded, Notice},
};
use domain::{CustomerRule, Language};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /konto/freigaberegeln/dauerfreigaben
#[component]
pub fn LearningPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || {
        let query = query.read();
        (RuleQuery::of_query(&query), Places::of_query(&query))
    };
    let learning = Load::new(wanted, |(about, places)| load_learning(about, places));
    view! { <Loaded load=learning follows=|_, _| false children=show/> }
}

fn show(learning: Learning) -> impl IntoView {
    let l = language();
    let Learning { in_force, proposals, ended, places, reviewed, is_on, rests, about, article } = learning;
    let form = FormState::native::<EndStandingRelease>().or(FormState::native::<WithdrawProposal>());
    let lists = view! { <InForce page=in_force places=places.clone()/> <Proposals page=proposals places=places.clone()/> };
    let forms =
        view! { <NewStandingRelease about=about.clone() article=article.clone() reviewed/> <NewProposal about article=article.clone()/> };
    // Whoever comes with an article in mind finds the forms first.
    let parts = if article.is_some() { [forms, lists] } else { [lists, forms] };
    view! {
        <Title text=text::learning::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <HeadBelow title=text::learning::title(l) lede=text::learning::lede(l)/>
            <div class="account">
                <div class="account-main stack" data-gap="l">
                    <Done texts=done(l)/>
                    <ErrorSummary form/>
                    {rests.then(|| view! { <Notice tone="waiting" text=text::learning::rests(l).to_owned()/> })}
                    {parts.into_iter().collect_view()}
                    <Ended page=ended places/>
                    <RuleCard rule=CustomerRule::ProposesRules is_on/>
                </div>
                <AccountMenu here=AccountPlace::Rules is_approver=true/>
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    let mut texts = vec![
        ("dauerfreigabe", text::learning::is_set(l)),
        ("dauerfreigabe-beendet", text::learning::ended(l)),
        ("vorgeschlagen", text::learning::now_proposed(l)),
        ("zurueckgezogen", text::learning::withdrawn(l)),
        ("schon-beantwortet", text::learning::answered_already(l)),
    ];
    texts.extend(switch::done(l));
    texts
}

/// The way to the list, on the page of all rules.
#[component]
pub(in crate::rules) fn LearningRow() -> impl IntoView {
    let l = language();
    view! {
        <Setting id="dauerfreigaben" title=text::learning::title(l) text=text::learning::row_text(l) state=in_words(Vec::new())>
            <p class="setting-way"><a href=RuleQuery::PAGE>{text::learning::to_list(l)}</a></p>
        </Setting>
    }
}

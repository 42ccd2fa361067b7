//! Where the link of the mail leads that asks for a release.

use super::{
    api::{MailRelease, ReleaseByMail, Worthless, load_mail_release},
    begun::Begun,
    rejection::{Rejection, rejecting},
};
use crate::{
    form::{ErrorSummary, FormState, Submit, field_name, once},
    frame::{Brand, Hero},
    locale::language,
    prelude::*,
    show::{
        Changed, FreightNote, LinesTable, OrderData, OrderFacts, OrderLimits, OrderNote, StatusBadge, TotalsList, asked_again, chf,
        confirm_words, what_follows, what_now, why_you,
    },
    text,
    ui::{Icon, Load, Loaded, Notice},
};
use domain::OrderStatus;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// /freigaben/{id}/mail
#[component]
pub fn MailReleasePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = move || params.read().get("id").unwrap_or_default();
    let code = move || query.read().get("code").unwrap_or_default();
    let order = Load::new(move || (id(), code()), |(id, code)| load_mail_release(id, code));
    let (releasing, rejecting, begun) = (FormState::native::<ReleaseByMail>(), rejecting(), Begun::nothing());
    let show = move |release: Result<MailRelease, Worthless>| {
        begun.keep();
        match release {
            Ok(release) => view! { <Release release releasing rejecting begun code=code()/> },
            Err(why) => view! { <Spent id=id() why/> },
        }
    };
    view! { <Loaded load=order follows=may_change asks=true children=show/> }
}

/// Whether the page may change where it stands: where there is, and was, nothing on it to decide.
const fn may_change(shown: &Result<MailRelease, Worthless>, new: &Result<MailRelease, Worthless>) -> bool {
    match (shown, new) {
        (Ok(shown), Ok(new)) => !shown.order.waits_for_reader() && !new.order.waits_for_reader(),
        (Err(_), Err(_)) => true,
        _ => false,
    }
}

#[component]
fn Release(release: MailRelease, releasing: FormState, rejecting: FormState, begun: Begun, code: String) -> impl IntoView {
    let l = language();
    let MailRelease { order, demands_reason, frames } = release;
    let title = text::release::page_title(l, order.number);
    let is_open = order.waits_for_reader();
    let totals = if order.status.is_open() { order.totals_if_released() } else { order.delivered_totals };
    view! {
        <Title text=title.clone()/>
        <main class="page" id="main" tabindex="-1">
            // Whoever comes from a mail has no menu, and should see whose page this is.
            <p><Brand/></p>
            <header class="page-head">
                <div>
                    <h1>{title} " " <StatusBadge status=order.status/></h1>
                    <p class="lede">{text::release::page_lede(l, &order.orderer, &order.placed.absolute)}</p>
                </div>
            </header>
            <ErrorSummary form=releasing.or(rejecting)/>
            <State order=order.clone()/>
            <div class="split" data-aside="action">
                <div class="split-main stack">
                    {is_open.then(|| view! { <Changed changes=order.changes.clone()/> })}
                    <OrderNote orderer=order.orderer.clone() note=order.note.clone()/>
                    <LinesTable lines=order.lines.clone()/>
                </div>
                <aside class="split-aside" aria-label=text::common::summary(l)>
                    <section class="card stack">
                        <OrderFacts order=order.clone()/>
                        <TotalsList totals/>
                        <FreightNote rule=order.freight.filter(|_| is_open)/>
                        <OrderLimits order=order.clone() frames/>
                    </section>
                    {is_open
                        .then(|| {
                            view! {
                                <Answer order=order.clone() form=releasing code=code.clone()/>
                                <Otherwise order demands_reason form=rejecting begun code/>
                            }
                        })}
                </aside>
            </div>
        </main>
    }
}

/// For whom the reader decides, or what was decided and by whom.
#[component]
fn State(order: OrderData) -> impl IntoView {
    let l = language();
    if order.has_gone_on() {
        return view! { <Notice tone="waiting" text=what_now(&order)/> };
    }
    if order.status.is_open() {
        let why = why_you(l, &order);
        let released = order.released_by.map(|name| text::hierarchy::released_by(l, name));
        let notices = why.into_iter().chain(released).map(|text| view! { <Notice tone="info" text/> });
        let again = asked_again(order.lines.iter().filter(|line| line.again.is_some()).count());
        let again = again.map(|text| view! { <Notice tone="waiting" text/> });
        return view! { {notices.collect_view()} {again} };
    }
    let tone = match order.status {
        OrderStatus::Rejected | OrderStatus::Withdrawn => "rejected",
        _ => "released",
    };
    view! { <Notice tone text=closed(&order)/> }
}

/// By whom the last line was decided, and what becomes of the order.
fn closed(order: &OrderData) -> String {
    let l = language();
    let last = order.lines.iter().filter_map(|line| line.decision.as_ref()).max_by(|one, other| one.at.iso.cmp(&other.at.iso));
    let by = last.map(|decision| text::by_mail::decided_by(l, &decision.by, &decision.at.absolute));
    by.into_iter().chain([what_now(order)]).collect::<Vec<_>>().join(" ")
}

/// The one button, which says where the order goes.
#[component]
fn Answer(order: OrderData, form: FormState, code: String) -> impl IntoView {
    let l = language();
    let action = match &order.goes_on {
        _ if order.is_to_be_confirmed() => confirm_words(&order),
        Some(next) => text::hierarchy::release_on(l, &next.to),
        None => text::release::release_all(l).to_owned(),
    };
    let open = order.lines.iter().filter(|line| line.is_open()).count();
    let fields = order.lines.iter().filter(|line| line.can_be_released()).enumerate().map(|(index, line)| {
        view! {
            <input type="hidden" name=format!("form[positions][{index}]") value=line.position.to_string()/>
            <input type="hidden" name=format!("form[seals][{index}]") value=line.seal.clone()/>
        }
    });
    let fields: Vec<_> = fields.collect();
    let can_be_released = order.is_to_be_confirmed() || !fields.is_empty();
    view! {
        <div class="summary-bar" data-waits>
            <p class="summary-bar-text">
                <strong>{chf(order.totals_if_released().total)}</strong>
                <span>{text::release::open_of(l, open, order.lines.len())}</span>
            </p>
            {can_be_released.then(|| view! {
                <form method="post" action=ReleaseByMail::url() on:submit=once()>
                    <input type="hidden" name=field_name("id") value=order.id.to_string()/>
                    <input type="hidden" name=field_name("code") value=code/>
                    <input type="hidden" name=field_name("level") value=order.level.to_string()/>
                    <input type="hidden" name=field_name("seal") value=order.seal.clone()/>
                    <input type="hidden" name=field_name("version") value=order.changes.version.to_string()/>
                    {fields}
                    <Submit form size="large"><Icon name="check"/>{action}</Submit>
                </form>
            })}
        </div>
    }
}

/// What comes of the one button, and what else can be done: rejecting here, and everything else after signing in.
#[component]
fn Otherwise(order: OrderData, demands_reason: bool, form: FormState, begun: Begun, code: String) -> impl IntoView {
    let l = language();
    let follows = order.goes_on.is_some().then(|| what_follows(&order));
    let question = if order.is_to_be_confirmed() { text::by_mail::otherwise_confirming(l) } else { text::by_mail::otherwise(l) };
    let sign_in = format!("/freigaben/{}", order.id);
    view! {
        <div class="summary-below" data-print="no">
            {follows.map(|follows| view! { <p class="help">{follows}</p> })}
            <Rejection order demands_reason form begun code/>
            // The server knows the way through the sign-in; the router in the browser does not.
            <p class="help">{question} " " <a href=sign_in rel="external">{text::by_mail::sign_in(l)}</a></p>
        </div>
    }
}

/// The link is worth nothing: it has run out, it was none, or somebody else decides by now. Where the order is decided, it says by whom;
/// where it waits for the reader still, what to do.
#[component]
fn Spent(id: String, why: Worthless) -> impl IntoView {
    let l = language();
    let order = format!("/freigaben/{id}");
    let (action, href) = match why {
        Worthless::TooLate => (text::by_mail::sign_in_and_decide(l), order),
        // The order is nothing that they could see.
        Worthless::TakenBackBy(_) | Worthless::ChangedBy(_) => (text::release::to_queue(l), "/freigaben".to_owned()),
        _ => (text::by_mail::sign_in_and_see(l), order),
    };
    let (title, help) = match why {
        Worthless::DecidedBy(name) => (text::by_mail::settled_title(l), text::by_mail::settled_by(l, name)),
        Worthless::Withdrawn => (text::by_mail::withdrawn_title(l), text::by_mail::withdrawn_text(l).to_owned()),
        Worthless::TakenBackBy(name) => (text::by_mail::taken_back_title(l), text::by_mail::taken_back_text(l, name)),
        Worthless::ChangedBy(name) => (text::by_mail::changed_title(l), text::by_mail::changed_text(l, name)),
        Worthless::TooLate => (text::by_mail::too_late_title(l), text::by_mail::too_late_text(l).to_owned()),
        Worthless::Spent => (text::by_mail::spent_title(l), text::by_mail::spent_text(l).to_owned()),
    };
    view! {
        <Hero title>
            <p class="hero-help">{help}</p>
            <p><a class="button" data-kind="primary" href=href rel="external">{action}</a></p>
        </Hero>
    }
}

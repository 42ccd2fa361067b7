//! The decision on one order.

use super::{
    api::{Decide, ReleaseCase, load_release},
    confirmation::{Confirm, Standing, confirming},
    decision::DecisionCard,
    desk::Desk,
    insight::Insight,
    order_keys::OrderKeys,
    retract::{Retract, retracting},
    sent::SentDecision,
    take_back::TakingBack,
    typed::Typed,
    version::{ShownVersion, VersionField},
};
use crate::{
    AppError,
    comments::{CommentThread, Thread},
    form::{ErrorSummary, FormState, SendForm, Sending},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{
        Changed, FreightNote, Line, LinesTable, OrderData, OrderFacts, OrderLimits, OrderNote, StatusBadge, TotalsList, asked_again, chf,
        what_follows, why_you,
    },
    text,
    ui::{Icon, Load, Loaded, Notice},
};
use domain::Verdict;
use leptos::ev::SubmitEvent;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Asks for the rejection of the first open line at once.
pub(super) const REJECTING: &str = "ablehnen";

/// /freigaben/{id}
#[component]
pub fn ReleasePage() -> impl IntoView {
    let params = use_params_map();
    let (decide, typed, taking) = (Sending::<Decide>::new(), Typed::provide(), TakingBack::provide());
    let (decided, taken_back) = (decide.value(), taking.action.value());
    // When somebody else was first, the page is loaded anew: it must show the present state.
    let refusals = Memo::new(move |seen: Option<&usize>| {
        // So it is when lines are asked again: they may have had no card so far.
        let is_other = [decided, taken_back].iter().any(|answer| answer.with(|answer| is_outdated(answer.as_ref())));
        seen.copied().unwrap_or(0) + usize::from(is_other)
    });
    let order = Load::new(move || (params.read().get("id").unwrap_or_default(), refusals.get()), |(id, _)| load_release(id));
    let thread = Thread::of(order);
    let answered = RwSignal::new(None);
    let take_up = move |changed: OrderData| {
        let shown = changed.clone();
        order.amend(move |case| case.order = shown);
        thread.show(&changed);
        answered.set(Some(changed));
    };
    note_decisions(decide, typed, take_up);
    Effect::new(move |_| {
        if let Some(Ok(changed)) = taken_back.get() {
            take_up(changed);
        }
    });
    let absorbs = thread.absorb::<ReleaseCase>();
    let show = move |loaded: ReleaseCase| {
        thread.show(&loaded.order);
        // What was answered before this was loaded is older.
        answered.set(None);
        view! { <Release loaded decide answered taking thread/> }
    };
    view! { <Loaded load=order follows=|_, _| false absorbs children=show/> }
}

/// Whether an answer says that the page shows what is no more.
fn is_outdated(answer: Option<&Result<OrderData, AppError>>) -> bool {
    match answer {
        Some(Ok(order)) => order.lines_asked_again() > 0,
        Some(Err(error)) => matches!(error, AppError::Refused(_) | AppError::NotFound),
        None => false,
    }
}

/// Takes up what came of decisions; what was typed for their lines is done with.
fn note_decisions(decide: Sending<Decide>, typed: Typed, take_up: impl Fn(OrderData) + 'static) {
    let (answer, on_its_way) = (decide.value(), decide.sent());
    let sent = StoredValue::new(Vec::new());
    Effect::new(move |_| {
        if answer.with(Option::is_some) {
            MenuNumbers::refresh();
        }
        if let Some(Ok(decided)) = answer.get() {
            take_up(decided);
            for position in sent.get_value() {
                typed.is_done(position);
            }
        }
    });
    Effect::new(move |_| {
        if let Some(on_its_way) = on_its_way.get() {
            sent.set_value(SentDecision::all(&on_its_way).filter_map(|decision| decision.position()).collect());
        }
    });
}

#[component]
fn Release(
    loaded: ReleaseCase,
    decide: Sending<Decide>,
    /// The order after the last thing that was done here.
    answered: RwSignal<Option<OrderData>>,
    taking: TakingBack,
    thread: Thread,
) -> impl IntoView {
    let l = language();
    let ReleaseCase { order: loaded, demands_reason, insights, frames } = loaded;
    let form = FormState::of(decide).or(confirming()).or(retracting());
    let (number, id, changes, may_write) = (loaded.number, loaded.id, loaded.changes.clone(), loaded.extras.writes_comments);
    ShownVersion::provide(changes.version);
    let order = Memo::new(move |_| answered.get().filter(|answered| answered.id == id).unwrap_or_else(|| loaded.clone()));
    Desk::provide(order, use_query_map().read_untracked().get(REJECTING).is_some());
    view! {
        <Title text=text::release::page_title(l, number)/>
        <main class="page" id="main" tabindex="-1">
            <Head order/>
            <InPlaceOf order/>
            <Standing order/>
            <AskedAgain order/>
            <ErrorSummary form/>
            <ErrorSummary form=taking.form/>
            {move || view! { <Retract order=order.get()/> }}
            <div class="split" data-aside="action">
                <div class="split-main stack">
                    {move || order.read().status.is_open().then(|| view! { <Changed changes=changes.clone()/> })}
                    {order.with_untracked(|order| view! { <OrderNote orderer=order.orderer.clone() note=order.note.clone()/> })}
                    <Cards order insights demands_reason decide form/>
                    <WithoutRelease order/>
                </div>
                <aside class="split-aside" aria-label=text::common::summary(l)>
                    <section class="card stack">
                        <OrderFacts order=order.get_untracked()/>
                        <TotalsList totals=Signal::derive(move || order.read().totals_if_released())/>
                        {move || {
                            let rule = order.with(|order| order.freight.filter(|_| order.status.is_open()));
                            view! { <FreightNote rule/> }
                        }}
                        <OrderLimits order frames/>
                        {move || order.read().waits_for_reader().then(|| view! { <p class="help">{what_follows(&order.read())}</p> })}
                    </section>
                    <SummaryBar order decide form/>
                </aside>
                <CommentThread thread id has_approver=true may_write/>
            </div>
        </main>
    }
}

#[component]
fn Head(order: Memo<OrderData>) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/freigaben">{text::release::title(l)}</a></li>
                <li><span aria-current="page">{move || order.read().number.to_string()}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>
                    {move || text::release::page_title(l, order.read().number)} " "
                    {move || view! { <StatusBadge status=order.read().status/> }}
                </h1>
                <p class="lede">{move || text::release::page_lede(l, &order.read().orderer, &order.read().placed.absolute)}</p>
            </div>
            <div class="actions"><OrderKeys/></div>
        </header>
    }
}

/// For whom the reader stands in.
#[component]
fn InPlaceOf(order: Memo<OrderData>) -> impl IntoView {
    let why = order.with_untracked(|order| why_you(language(), order));
    why.map(|text| view! { <Notice tone="info" text/> })
}

/// That something has to be decided again.
#[component]
fn AskedAgain(order: Memo<OrderData>) -> impl IntoView {
    reactive(move || asked_again(order.read().lines_asked_again()).map(|text| view! { <Notice tone="waiting" text/> }))
}

/// A card a line that needs a release. Each looks at its own line only, so that what is typed in one stays when another is decided.
#[component]
fn Cards(order: Memo<OrderData>, insights: Vec<Insight>, demands_reason: bool, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let id = order.read_untracked().id;
    let reviewed: Vec<Line> = order.read_untracked().lines.iter().filter(|line| line.review.is_some()).cloned().collect();
    view! {
        <h2 class="section-title">{text::release::lines_to_decide(l)} " " <span class="count">{reviewed.len()}</span></h2>
        {reviewed
            .into_iter()
            .map(|first| {
                let position = first.position;
                let line = Memo::new(move |_| {
                    order.with(|order| order.lines.iter().find(|line| line.position == position).cloned()).unwrap_or_else(|| first.clone())
                });
                let insight = insights.iter().find(|insight| insight.position == position).cloned();
                let may_decide = Memo::new(move |_| order.read().waits_for_reader());
                let may_overrule = Memo::new(move |_| order.read().waits_for_reader() && order.read().is_to_be_confirmed());
                view! { <DecisionCard id line may_decide may_overrule demands_reason insight decide form/> }
            })
            .collect_view()}
    }
}

/// Lines that go along as they are.
#[component]
fn WithoutRelease(order: Memo<OrderData>) -> impl IntoView {
    let l = language();
    let lines: Vec<Line> = order.read_untracked().lines.iter().filter(|line| line.review.is_none()).cloned().collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h2 class="section-title">{text::release::lines_without(l)} " " <span class="count">{lines.len()}</span></h2>
            <LinesTable lines/>
        }
    })
}

/// The sum and the one big action; it says where the order goes.
#[component]
fn SummaryBar(order: Memo<OrderData>, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    view! {
        <div class="summary-bar" data-waits=move || order.read().waits_for_reader()>
            <p class="summary-bar-text">
                <strong>{move || chf(order.read().totals_if_released().total)}</strong>
                <span>{move || {
                    let order = order.read();
                    let open = order.lines.iter().filter(|line| line.is_open()).count();
                    text::release::open_of(l, open, order.lines.len())
                }}</span>
            </p>
            {move || {
                let order = order.get();
                if order.waits_for_reader() && order.is_to_be_confirmed() {
                    view! { <Confirm order/> }
                } else if order.waits_for_reader() {
                    view! { <ReleaseAll order decide form/> }
                } else {
                    let href = format!("/freigaben/{}/abschluss", order.id);
                    view! { <a class="button" data-kind="primary" data-size="large" href=href>{text::release::to_result(l)}</a> }
                }
            }}
        </div>
    }
}

#[component]
fn ReleaseAll(order: OrderData, decide: Sending<Decide>, form: FormState) -> impl IntoView {
    let l = language();
    let lines: Vec<Line> = order.lines.iter().filter(|line| line.can_be_released()).cloned().collect();
    if lines.is_empty() {
        return view! { <p class="help">{text::release::none_to_release(l)}</p> };
    }
    let fields = lines.iter().enumerate().map(|(index, line)| {
        view! {
            <input type="hidden" name=format!("form[decisions][{index}][position]") value=line.position.to_string()/>
            <input type="hidden" name=format!("form[decisions][{index}][verdict]") value=Verdict::Released.word()/>
            <input type="hidden" name=format!("form[decisions][{index}][seen]") value=line.seal.clone()/>
        }
    });
    let (fields, pending) = (fields.collect_view(), form.pending());
    let goes_on = order.goes_on.map(|next| text::hierarchy::release_on(l, next.to));
    let action = goes_on.unwrap_or_else(|| text::release::release_all(l).to_owned());
    view! {
        <UnlessBegun lines>
            <SendForm action=decide>
                <input type="hidden" name="form[id]" value=order.id.to_string()/>
                <input type="hidden" name="form[is_rest]" value="true"/>
                <VersionField/>
                {fields}
                <button class="button" data-kind="primary" data-size="large" aria-busy=move || pending.get().then_some("true")>
                    <Icon name="check"/>
                    {action}
                </button>
            </SendForm>
        </UnlessBegun>
    }
}

/// Lets the form inside be sent, unless it would hand over what somebody is just about to lower or to reject; then it says so.
#[component]
fn UnlessBegun(lines: Vec<Line>, children: Children) -> impl IntoView {
    let l = language();
    let (typed, passed_over) = (use_context::<Typed>(), RwSignal::new(None::<u32>));
    let check = move |submit: SubmitEvent| {
        let begun = typed.and_then(|typed| lines.iter().find(|line| typed.is_begun(line)).map(|line| line.position));
        passed_over.set(begun);
        if begun.is_some() {
            submit.prevent_default();
        }
    };
    let complaint = move |position| {
        view! {
            <p class="error" role="alert">
                <Icon name="triangle-alert"/>
                <a href=format!("#line-{position}") rel="external">{text::release::begun(l, position)}</a>
            </p>
        }
    };
    view! {
        <div class="summary-bar-action" on:submit:capture=check>
            {move || passed_over.get().map(complaint)}
            {children()}
        </div>
    }
}

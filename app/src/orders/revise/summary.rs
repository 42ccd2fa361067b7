//! What the order is to cost, what limits it, and what will happen to it, as it is typed.

use super::{api::RevisionData, draft::Draft, plan::Plan};
use crate::{
    locale::language,
    prelude::*,
    show::{FrameBars, FreightNote, TotalsList, bars, chf},
    text,
    ui::{Icon, is_hydrated},
};
use domain::{Rappen, Totals, revision::RevisionFault};

/// Sums and outcome, above the button that sends the change.
#[component]
pub fn Summary(revision: RevisionData, draft: Draft) -> impl IntoView {
    let (l, is_hydrated) = (language(), is_hydrated());
    let (plan, totals) = (draft.plan(), totals(draft));
    let (freight, before, decides) = (revision.order.freight, revision.order.totals.total, revision.decides());
    let bars = Signal::derive(move || {
        let shown = |plan: &Plan| bars(l, &plan.frames, &plan.charges, |payer| revision.label_of(payer));
        plan.with(|plan| plan.as_ref().map(shown).unwrap_or_default())
    });
    // Only a script reckons before anything is sent.
    let unreckoned = reactive(move || (!is_hydrated.get()).then(|| view! { <p class="help">{text::revise::sums_help(l)}</p> }));
    view! {
        <section class="card stack" aria-label=text::common::summary(l)>
            <TotalsList totals/>
            <FreightNote rule=freight/>
            <FrameBars bars/>
            <Outcome decides before draft/>
            {unreckoned}
        </section>
    }
}

/// What the order is to cost; nothing where it cannot be like that.
fn totals(draft: Draft) -> Signal<Totals> {
    let plan = draft.plan();
    Signal::derive(move || plan.with(|plan| plan.as_ref().map(|plan| plan.totals).unwrap_or_default()))
}

/// What will happen to it, with its total where that becomes another one.
#[component]
fn Outcome(
    /// The name of who decides it then, if there is somebody.
    decides: Option<String>,
    /// Its total so far.
    before: Rappen,
    draft: Draft,
) -> impl IntoView {
    let l = language();
    let (plan, totals) = (draft.plan(), totals(draft));
    let approver = decides.unwrap_or_else(|| text::cart::your_approver(l).into());
    let waits = Memo::new(move |_| plan.with(|plan| plan.as_ref().is_ok_and(Plan::waits)));
    let total = reactive(move || {
        let total = totals.get().total;
        (total != before).then(|| view! { <strong>{text::revise::new_total(l, chf(total), chf(before))}</strong> })
    });
    let sentence = reactive(move || {
        plan.with(|plan| match plan {
            Ok(plan) => plan.sentence(l, &approver),
            Err(RevisionFault::TooManyLines) => text::errors::order_full(l).into(),
            Err(_) => text::errors::nothing_left(l).into(),
        })
    });
    view! {
        <div class="notice" data-tone=move || if waits.get() { "waiting" } else { "info" } aria-live="polite">
            {move || if waits.get() { view! { <Icon name="clock"/> } } else { view! { <Icon name="arrow-right"/> } }}
            <div>
                {total}
                <p>{sentence}</p>
            </div>
        </div>
    }
}

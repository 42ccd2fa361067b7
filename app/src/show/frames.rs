//! Limits and budgets as bars, with the same in words beside them.

use super::chf;
use crate::{locale::language, prelude::*, text, ui::Icon};
use domain::{Budget, Charges, CostCentreId, Frame, Frames, Language, Rappen};

/// A limit, and what counts of what is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    title: String,
    frame: Frame,
    sum: Rappen,
    counted: Counted,
}

/// What counts beside what is gone already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// One order.
    #[default]
    Order,
    /// One order, and no other.
    OrderAlone,
    /// Several orders that are released together.
    Orders,
}

impl Bar {
    /// A limit of several orders that are released together.
    pub const fn of_orders(title: String, frame: Frame, sum: Rappen) -> Self {
        Self { title, frame, sum, counted: Counted::Orders }
    }
}

/// What limits an order that costs this. `label` knows the cost centres by number and name.
pub fn bars(l: Language, frames: &Frames, order: &Charges, label: impl Fn(CostCentreId) -> Option<String>) -> Vec<Bar> {
    let sum = order.net();
    let of_order = (text::limits::of_order(l), frames.order, Counted::OrderAlone);
    let of_month = (text::limits::of_month(l), frames.month, Counted::Order);
    let own = [of_order, of_month].into_iter();
    let own = own.filter_map(|(title, frame, counted)| Some(Bar { title: title.into(), frame: frame?, sum, counted }));
    let of_budget = |budget: &Budget| Bar {
        title: text::limits::of_budget(l, label(budget.cost_centre).unwrap_or_default()),
        frame: budget.frame,
        sum: order.on(budget.cost_centre),
        counted: Counted::Order,
    };
    own.chain(frames.budgets.iter().map(of_budget)).collect()
}

/// What limits an order, how much of that is gone, and what is left after the order. Nothing where nothing limits it.
#[component]
pub fn FrameBars(#[prop(into)] bars: Signal<Vec<Bar>>) -> impl IntoView {
    let l = language();
    let row = |Bar { title, frame, sum, counted }| view! { <FrameBar title frame order=Some(sum) counted/> };
    reactive(move || {
        let bars = bars.get();
        (!bars.is_empty()).then(|| {
            view! {
                <div class="frames" role="group" aria-label=text::limits::title(l)>
                    {bars.into_iter().map(row).collect_view()}
                    <p class="help">{text::limits::net(l)}</p>
                </div>
            }
        })
    })
}

/// One limit. Without an order the bar shows what is gone already.
#[component]
pub fn FrameBar(
    #[prop(into)] title: String,
    frame: Frame,
    order: Option<Rappen>,
    /// What the order is: perhaps it is several.
    #[prop(optional)]
    counted: Counted,
) -> impl IntoView {
    let l = language();
    let sum = order.unwrap_or_default();
    let excess = frame.excess(sum);
    let is_over = excess.0 > 0;
    let icon = if is_over { "triangle-alert" } else { "check" };
    let rest = match (is_over, counted) {
        (true, Counted::Orders) => text::limits::exceeded_then(l, chf(excess)),
        (true, _) => text::limits::exceeded(l, chf(excess)),
        (false, Counted::Orders) => text::limits::free_then(l, chf(frame.free(sum))),
        (false, _) => text::limits::free(l, chf(frame.free(sum))),
    };
    let this = order.map(|order| match counted {
        Counted::Orders => text::limits::these_orders(l, order),
        Counted::Order | Counted::OrderAlone => text::limits::this_order(l, order),
    });
    let others = [text::limits::used(l, frame.usage.used), text::limits::reserved(l, frame.usage.reserved)];
    let parts = others.into_iter().filter(|_| counted != Counted::OrderAlone).chain(this);
    view! {
        <div class="frame" data-over=is_over>
            <p class="frame-title"><strong>{title}</strong> <span class="amount">{chf(frame.limit)}</span></p>
            <Parts lengths=frame.lengths(sum)/>
            <p class="frame-parts">{parts.map(|part| view! { <span>{part}</span> " " }).collect_view()}</p>
            <p class="frame-rest"><Icon name=icon/>{rest}</p>
        </div>
    }
}

/// What is used, reserved and ordered, end to end. It says nothing that does not stand below it.
#[component]
fn Parts(lengths: [i64; 3]) -> impl IntoView {
    let [used, reserved, order] = lengths;
    view! {
        <svg class="frame-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect data-part="free" width="1000" height="10"/>
            <rect data-part="used" width=used height="10"/>
            <rect data-part="reserved" x=used width=reserved height="10"/>
            <rect data-part="order" x=used + reserved width=order height="10"/>
        </svg>
    }
}

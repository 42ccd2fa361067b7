//! A row of the list, which changes itself when its next step is made.

use super::{
    api::{Advance, SupplyList, SupplyListRow},
    step,
};
use crate::{
    AppError,
    form::{SendForm, Sending, field_name},
    locale::language,
    me::MenuNumbers,
    prelude::*,
    show::{SupplyBadge, words},
    text,
    time::Moment,
    ui::{Icon, Load},
};
use domain::{SupplyOrderId, SupplyStatus};

/// What the rows of the list change outside of themselves: the numbers of the filters, and what is read aloud.
#[derive(Clone, Copy)]
pub struct Board {
    counts: RwSignal<Vec<(SupplyStatus, i64)>>,
    announced: RwSignal<String>,
    load: Load<SupplyList>,
}

impl Board {
    /// With these numbers of each status.
    pub fn new(counts: Vec<(SupplyStatus, i64)>, load: Load<SupplyList>) -> Self {
        Self { counts: RwSignal::new(counts), announced: RwSignal::new(String::new()), load }
    }

    /// How many there are of one status, or of all.
    pub fn count(self, of: Option<SupplyStatus>) -> i64 {
        self.counts.read().iter().filter(|(status, _)| of.is_none_or(|of| of == *status)).map(|(_, count)| count).sum()
    }

    /// What happened last, for those who listen.
    pub const fn announced(self) -> RwSignal<String> {
        self.announced
    }

    fn moved(self, id: SupplyOrderId, (from, to): (SupplyStatus, SupplyStatus), words: String) {
        let count = move |counts: &mut Vec<(SupplyStatus, i64)>| {
            for (status, count) in counts {
                *count += i64::from(*status == to) - i64::from(*status == from);
            }
        };
        self.counts.update(count);
        self.load.amend(|shown| {
            count(&mut shown.counts);
            shown.rows.iter_mut().filter(|row| row.id == id).for_each(|row| row.status = to);
        });
        self.announced.set(words);
        MenuNumbers::refresh();
    }
}

/// A supply order with its next step as a quick action.
#[component]
pub fn OrderRow(row: SupplyListRow, board: Board) -> impl IntoView {
    let l = language();
    let advance = Sending::<Advance>::new();
    let (answer, pending) = (advance.value(), advance.pending());
    let status = Memo::new(move |before: Option<&SupplyStatus>| {
        answer.with(|answer| known_from(answer.as_ref())).or(before.copied()).unwrap_or(row.status)
    });
    let (id, number) = (row.id, row.number);
    let follow = move |now: &SupplyStatus, before: Option<&SupplyStatus>, _| {
        if let Some(before) = before {
            board.moved(id, (*before, *now), text::supply::now(l, number, words::supply(l, *now)));
        }
    };
    Effect::watch(move || status.get(), follow, false);
    let is_changed = move || !pending.get() && answer.with(|answer| matches!(answer, Some(Ok(_))));
    view! {
        <tr data-changed=is_changed>
            <th scope="row">
                <a class="row-link" href=format!("/lieferant/auftraege/{}", row.id)>{text::supply::number(l, number)}</a>
                <span class="sub">{text::supply::lines(l, row.lines)}</span>
                <Trouble answer/>
            </th>
            <td class="status" data-label=text::supply::status(l)>{move || view! { <SupplyBadge status=status.get()/> }}</td>
            <td data-label=text::supply::customer(l)>{row.customer}</td>
            <td data-label=text::supply::received(l)><Moment when=row.received/></td>
            <td data-label=text::supply::delivery(l)>
                <time datetime=row.delivery.iso>{row.delivery.short}</time>
                {move || (row.is_late && status.get() != SupplyStatus::Delivered).then(|| view! { " " <Late/> })}
            </td>
            <td class="num" data-label=text::order::total_chf(l)>{row.total.to_string()}</td>
            <td class="row-actions">
                {move || status.get().next().map(|to| view! { <NextStep advance to id=row.id.to_string() number/> })}
            </td>
        </tr>
    }
}

/// Where the supply order is, as far as the answer says so: it made the step, or somebody else was first.
fn known_from(answer: Option<&Result<SupplyStatus, AppError>>) -> Option<SupplyStatus> {
    match answer {
        Some(Ok(status)) => Some(*status),
        Some(Err(AppError::Refused(refused))) => refused.now(),
        _ => None,
    }
}

/// The delivery date has passed.
#[component]
pub fn Late() -> impl IntoView {
    view! { <span class="mark"><Icon name="triangle-alert"/>{text::supply::late(language())}</span> }
}

/// Why the step was not made.
#[component]
fn Trouble(answer: Signal<Option<Result<SupplyStatus, AppError>>>) -> impl IntoView {
    let l = language();
    reactive(move || {
        let error = answer.get().and_then(Result::err);
        error.map(|error| view! { <span class="sub" role="alert"><span class="error"><Icon name="triangle-alert"/>{words::error(l, &error)}</span></span> })
    })
}

#[component]
fn NextStep(advance: Sending<Advance>, to: SupplyStatus, id: String, number: i64) -> impl IntoView {
    let l = language();
    let (icon, label) = step(l, to);
    let pending = advance.pending();
    view! {
        <SendForm action=advance>
            <input type="hidden" name=field_name("id") value=id/>
            <input type="hidden" name=field_name("to") value=to.word()/>
            <button class="button" data-kind="secondary" data-size="small" aria-busy=move || pending.get().then_some("true")>
                <Icon name=icon/>
                {label}
                <span class="visually-hidden">" " {text::supply::number(l, number)}</span>
            </button>
        </SendForm>
    }
}

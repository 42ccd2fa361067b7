//! Putting an order into the cart again: one action a page, however many forms there are.

use super::api::{ALTERNATIVE, Again, TakeAgain};
use crate::{
    form::{FormState, SendForm, Sending, field_name},
    locale::language,
    prelude::*,
    show::{Line, OrderData, chf},
    text,
    ui::Icon,
};
use domain::{Alternative, OrderId, OrderStatus, Verdict};

/// The action of a page with what came back from it.
#[derive(Clone, Copy)]
pub struct Taking {
    action: Sending<TakeAgain>,
    /// The state of all its forms.
    pub form: FormState,
}

impl Taking {
    /// The action of this page.
    pub fn here() -> Self {
        let action = Sending::<TakeAgain>::new();
        Self { action, form: FormState::of(action) }
    }

    /// What there is beside a rejected line: what was proposed instead, and the quiet button for the line itself. There is no such button
    /// where it would do the same as the one for all.
    pub fn remedy(self, order: &OrderData) -> Option<Callback<Line, AnyView>> {
        let (id, is_one_of_several) = (order.id, order.lines.len() > 1);
        let remedy = move |line: Line| {
            let position = line.position;
            let alternative = line.decision.as_ref().and_then(|decision| decision.alternative.clone());
            view! {
                {alternative.map(|alternative| view! { <Proposed taking=self id position alternative/> })}
                {is_one_of_several.then(|| view! { <LineButton taking=self id line/> })}
            }
        };
        can_be_taken(order).then(|| Callback::new(remedy))
    }
}

/// The buttons for several lines at once.
#[component]
pub fn AgainButtons(taking: Taking, order: OrderData) -> impl IntoView {
    let l = language();
    let id = order.id;
    let offers = offers(&order);
    let is_offered = !offers.is_empty();
    let help = offers.contains(&Again::AsOrdered).then(|| text::dossier::again_changed(l));
    let button = move |(place, lines): (usize, Again)| {
        let kind = if place == 0 { "secondary" } else { "quiet" };
        let label = match lines {
            Again::All => text::dossier::again_all(l),
            Again::AsOrdered => text::dossier::again_ordered(l),
            Again::Rejected => text::dossier::again_rejected(l),
        };
        view! {
            <AgainForm taking id lines=lines.word().to_owned()>
                <AgainButton taking lines=lines.word().to_owned() kind><Icon name="shopping-cart"/>{label}</AgainButton>
            </AgainForm>
        }
    };
    is_offered.then(|| {
        view! {
            <div class="button-row" data-print="no">{offers.into_iter().enumerate().map(button).collect_view()}</div>
            {help.map(|help| view! { <p class="help" data-print="no">{help}</p> })}
        }
    })
}

/// What was proposed instead of a line: at which price it is sold today, and the button that takes it, or that it is sold no more.
#[component]
fn Proposed(taking: Taking, id: OrderId, position: u32, alternative: Alternative) -> impl IntoView {
    let l = language();
    let Alternative { article, today } = alternative;
    if !today.is_sold {
        return view! { <span class="sub">{text::dossier::alternative_gone(l)}</span> };
    }
    let lines = format!("{ALTERNATIVE}{position}");
    let label = text::dossier::alternative_named(l, article.name);
    view! {
        <span class="sub">{text::dossier::alternative_today(l, chf(today.price), article.unit)}</span>
        <AgainForm taking id lines=lines.clone()>
            <AgainButton taking lines kind="secondary" size="small" label>
                <Icon name="shopping-cart"/>
                {text::dossier::alternative(l)}
            </AgainButton>
        </AgainForm>
    }
}

#[component]
fn LineButton(taking: Taking, id: OrderId, line: Line) -> impl IntoView {
    let l = language();
    let lines = line.position.to_string();
    view! {
        <AgainForm taking id lines=lines.clone()>
            <AgainButton taking lines kind="quiet" size="small" label=text::dossier::again_line_named(l, line.name)>
                {text::dossier::again_line(l)}
            </AgainButton>
        </AgainForm>
    }
}

#[component]
fn AgainForm(taking: Taking, id: OrderId, lines: String, children: Children) -> impl IntoView {
    view! {
        <SendForm action=taking.action attr:data-print="no">
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("lines") value=lines/>
            {children()}
        </SendForm>
    }
}

/// The button whose lines are on their way shows it.
#[component]
fn AgainButton(
    taking: Taking,
    lines: String,
    kind: &'static str,
    #[prop(optional)] size: Option<&'static str>,
    #[prop(optional, into)] label: Option<String>,
    children: Children,
) -> impl IntoView {
    let sent = taking.action.sent();
    let is_busy = move || sent.with(|sent| sent.as_ref().is_some_and(|sent| sent.says("lines", &lines))).then_some("true");
    view! { <button class="button" data-kind=kind data-size=size aria-label=label aria-busy=is_busy>{children()}</button> }
}

/// What to offer, the likelier wish first: where some lines have gone to the supplier, those that have not are still missing. Where
/// something else was delivered than what was ordered, either may be wanted again.
fn offers(order: &OrderData) -> Vec<Again> {
    if !can_be_taken(order) {
        return Vec::new();
    }
    let is_withdrawn = order.status == OrderStatus::Withdrawn;
    let rejected = order.lines.iter().filter(|line| is_rejected(line)).count();
    let is_partly_delivered = !is_withdrawn && (1..order.lines.len()).contains(&rejected);
    let was_changed = !is_withdrawn && order.lines.iter().any(|line| line.change().is_some());
    let missing = is_partly_delivered.then_some(Again::Rejected);
    missing.into_iter().chain([Again::All]).chain(was_changed.then_some(Again::AsOrdered)).collect()
}

/// What still waits would otherwise come twice.
const fn can_be_taken(order: &OrderData) -> bool {
    order.is_own && !order.status.is_open()
}

fn is_rejected(line: &Line) -> bool {
    line.decision.as_ref().is_some_and(|decision| decision.verdict == Verdict::Rejected)
}

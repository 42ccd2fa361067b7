//! Rejecting lines by the link of the mail.

use super::{
    begun::Begun,
    reject_api::{RejectByMail, box_field},
};
use crate::{
    form::{FieldError, FormState, Submit, field_name, once},
    locale::language,
    prelude::*,
    show::{CauseField, Line, OrderData, ReasonField},
    text,
    ui::Icon,
};
use leptos::server_fn::ServerFn;

/// The state of the form that rejects.
pub fn rejecting() -> FormState {
    FormState::native::<RejectByMail>()
}

/// What can be rejected: the lines that are open or, where there is a release to be confirmed, those that were released.
fn rejectable(order: &OrderData) -> Vec<Line> {
    let is_confirming = order.is_to_be_confirmed();
    let can_be = |line: &&Line| if is_confirming { line.is_released() } else { line.is_open() };
    order.lines.iter().filter(can_be).cloned().collect()
}

/// The form that rejects lines, all for the same reason; it opens in place, with and without JavaScript. None where there is nothing to
/// reject.
#[component]
pub fn Rejection(order: OrderData, demands_reason: bool, form: FormState, begun: Begun, code: String) -> impl IntoView {
    let l = language();
    let lines = rejectable(&order);
    if lines.is_empty() {
        return ().into_any();
    }
    let is_confirming = order.is_to_be_confirmed();
    let action = if lines.len() == 1 { text::release::reject_line(l) } else { text::by_mail::reject_chosen(l) };
    let follows = if is_confirming { text::by_mail::reject_follows_confirming(l) } else { text::by_mail::reject_follows(l) };
    let typed = move |name: &str| begun.get(name).unwrap_or_else(|| form.initial(name, ""));
    view! {
        <details class="mail-rejection" open=begun.is_there() || form.came_back()>
            <summary class="button" data-kind="quiet"><Icon name="x"/>{text::release::reject(l)}</summary>
            <form class="form" method="post" action=RejectByMail::url() node_ref=begun.element() on:submit=once()>
                <input type="hidden" name=field_name("id") value=order.id.to_string()/>
                <input type="hidden" name=field_name("code") value=code/>
                <input type="hidden" name=field_name("version") value=order.changes.version.to_string()/>
                <Lines lines is_confirming form begun/>
                <CauseField form id="cause" name="form[cause]" chosen=typed("cause") is_demanded=demands_reason/>
                <ReasonField form id="reason" name="form[reason]" written=typed("reason")/>
                <p class="help">{follows}</p>
                <Submit form kind="danger" block=true>{action}</Submit>
            </form>
        </details>
    }
}

/// A box for each line. Where there is one line only, there is nothing to choose.
#[component]
fn Lines(lines: Vec<Line>, is_confirming: bool, form: FormState, begun: Begun) -> impl IntoView {
    let l = language();
    let problem = form.problem("lines");
    if let [only] = lines.as_slice() {
        return view! {
            <input type="hidden" name=box_field(only.position) value=only.seal.clone()/>
            <p class="mail-rejection-line"><Goods line=only.clone()/></p>
        };
    }
    let help = if is_confirming { text::by_mail::reject_which_help_confirming(l) } else { text::by_mail::reject_which_help(l) };
    view! {
        <fieldset class="choices" aria-describedby="lines-error" data-invalid=move || problem.with(Option::is_some)>
            <legend>{text::by_mail::reject_which(l)}</legend>
            <p class="help">{help}</p>
            <FieldError form name="lines"/>
            // Made anew with the page: otherwise a box that somebody has touched would stay as it is for another line.
            {move || {
                let boxes = lines.iter().cloned().enumerate();
                boxes.map(|(at, line)| view! { <LineBox is_first=at == 0 line form begun/> }).collect_view()
            }}
        </fieldset>
    }
}

/// The box of a line: ticked at first, then as it was sent, or as it was when the page was shown anew.
#[component]
fn LineBox(
    /// The summary of errors links to the first box.
    is_first: bool,
    line: Line,
    form: FormState,
    begun: Begun,
) -> impl IntoView {
    let field = box_field(line.position);
    let is_ticked = if begun.is_there() { begun.get(&field).is_some() } else { !form.came_back() || !form.initial(&field, "").is_empty() };
    view! {
        <label class="checkbox">
            <input type="checkbox" id=is_first.then_some("lines") name=field value=line.seal.clone() checked=is_ticked/>
            <span><Goods line/></span>
        </label>
    }
}

/// What is ordered or, where something else was released, what that is.
#[component]
fn Goods(line: Line) -> impl IntoView {
    let goods = line.as_agreed().unwrap_or_else(|| line.goods());
    let (name, amount) = (goods.name.to_owned(), format!("{} {} × {}", goods.quantity, goods.unit, goods.price));
    view! { {name} <span class="sub">{amount}</span> }
}

//! Rejecting lines by the link of the mail.

use super::reject_api::{RejectByMail, box_field};
use crate::{
    form::{FieldError, FormState, Submit, field_name, once},
    locale::language,
    show::{CauseField, Line, OrderData, ReasonField},
    text,
    ui::Icon,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The state of the form that rejects.
pub fn rejecting() -> FormState {
    FormState::native::<RejectByMail>()
}

/// The form that rejects lines which are open, all for the same reason; it opens in place, with and without JavaScript.
#[component]
pub fn Rejection(order: OrderData, demands_reason: bool, form: FormState, code: String) -> impl IntoView {
    let l = language();
    let lines: Vec<Line> = order.lines.iter().filter(|line| line.is_open()).cloned().collect();
    let action = if lines.len() == 1 { text::release::reject_line(l) } else { text::by_mail::reject_chosen(l) };
    view! {
        <details class="mail-rejection" open=form.came_back()>
            <summary class="button" data-kind="quiet"><Icon name="x"/>{text::release::reject(l)}</summary>
            <form class="form" method="post" action=RejectByMail::url() on:submit=once()>
                <input type="hidden" name=field_name("id") value=order.id.to_string()/>
                <input type="hidden" name=field_name("code") value=code/>
                <input type="hidden" name=field_name("version") value=order.changes.version.to_string()/>
                <Lines lines form/>
                <CauseField form id="cause" name="form[cause]" chosen=form.initial("cause", "") is_demanded=demands_reason/>
                <ReasonField form id="reason" name="form[reason]" written=form.initial("reason", "")/>
                <p class="help">{text::by_mail::reject_follows(l)}</p>
                <Submit form kind="danger" block=true>{action}</Submit>
            </form>
        </details>
    }
}

/// A box for each line. Where there is one line only, there is nothing to choose.
#[component]
fn Lines(lines: Vec<Line>, form: FormState) -> impl IntoView {
    let l = language();
    let problem = form.problem("lines");
    if let [only] = lines.as_slice() {
        return view! {
            <input type="hidden" name=box_field(only.position) value=only.seal.clone()/>
            <p class="mail-rejection-line"><Goods line=only.clone()/></p>
        }
        .into_any();
    }
    view! {
        <fieldset class="choices" aria-describedby="lines-error" data-invalid=move || problem.with(Option::is_some)>
            <legend>{text::by_mail::reject_which(l)}</legend>
            <p class="help">{text::by_mail::reject_which_help(l)}</p>
            <FieldError form name="lines"/>
            {lines.into_iter().enumerate().map(|(at, line)| view! { <LineBox is_first=at == 0 line form/> }).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The box of a line: ticked at first, then as it was sent.
#[component]
fn LineBox(
    /// The summary of errors links to the first box.
    is_first: bool,
    line: Line,
    form: FormState,
) -> impl IntoView {
    let field = box_field(line.position);
    let is_ticked = !form.came_back() || !form.initial(&field, "").is_empty();
    view! {
        <label class="checkbox">
            <input type="checkbox" id=is_first.then_some("lines") name=field value=line.seal.clone() checked=is_ticked/>
            <span><Goods line/></span>
        </label>
    }
}

#[component]
fn Goods(line: Line) -> impl IntoView {
    view! { {line.name} <span class="sub">{format!("{} {} × {}", line.quantity, line.unit, line.standing_price)}</span> }
}

//! Who is away, who stands in, and the form for it.

use super::{
    api::{Absence, Absences, EndAbsence, EnterAbsence},
    page_parts::RowButton,
    setting::{Folded, Setting, in_words},
};
use crate::{
    form::{ErrorSummary, FormState, SelectField, Submit, TextField, once},
    locale::language,
    prelude::*,
    text,
    ui::Icon,
};
use leptos::server_fn::ServerFn;

/// The absences that are not over, and the row to enter one; who is alone can have nobody stand in.
#[component]
pub(super) fn Substitutes(absences: Absences) -> impl IntoView {
    let l = language();
    let form = FormState::native::<EnterAbsence>();
    let rows = absences.rows.clone();
    let nobody = rows.is_empty().then(|| text::rules::nobody_away(l).to_owned());
    let content = if absences.approvers.len() < 2 {
        view! { <p>{text::rules::alone(l)}</p> }
    } else {
        view! { <Fields form absences/> }
    };
    view! {
        {(!rows.is_empty()).then(|| view! { <Rows rows/> })}
        <Setting
            id="abwesenheiten"
            title=text::rules::absences(l)
            text=text::rules::absences_text(l)
            state=in_words(nobody.into_iter().collect())
        >
            <Folded words=text::rules::new(l) of=text::rules::absences(l) is_open=form.came_back()>
                <ErrorSummary form/>
                {content}
            </Folded>
        </Setting>
    }
}

#[component]
fn Rows(rows: Vec<Absence>) -> impl IntoView {
    let l = language();
    view! {
        <table class="list">
            <caption class="visually-hidden">{text::rules::substitutes(l)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::fields::away(l)}</th>
                    <th scope="col">{text::fields::substitute(l)}</th>
                    <th scope="col">{text::rules::days(l)}</th>
                    <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(row: Absence) -> impl IntoView {
    let l = language();
    let (tone, icon, word) =
        if row.is_now { ("waiting", "clock", text::rules::is_now(l)) } else { ("onway", "arrow-right", text::rules::is_planned(l)) };
    let button = if row.is_now { text::rules::end(l) } else { text::rules::call_off(l) };
    view! {
        <tr>
            <th scope="row">{row.approver.clone()}</th>
            <td data-label=text::fields::substitute(l)>{row.substitute}</td>
            <td data-label=text::rules::days(l)>
                <span class="badge" data-tone=tone><Icon name=icon/>{word}</span>
                <span class="sub">
                    <time datetime=row.first.iso>{row.first.short}</time> " – " <time datetime=row.last.iso>{row.last.short}</time>
                </span>
            </td>
            <td class="row-actions">
                <RowButton action=EndAbsence::url() id=row.id words=button of=row.approver/>
            </td>
        </tr>
    }
}

#[component]
fn Fields(form: FormState, absences: Absences) -> impl IntoView {
    let l = language();
    let Absences { approvers, me, today, .. } = absences;
    view! {
        <form method="post" action=EnterAbsence::url() class="form" data-print="no" on:submit=once()>
            <SelectField form name="away" label=text::fields::away(l) value=me options=approvers.clone() help=text::rules::away_help(l) required=true/>
            <SelectField
                form
                name="substitute"
                label=text::fields::substitute(l)
                options=approvers
                placeholder=text::account::please_choose(l)
                help=text::rules::substitute_help(l)
                required=true
            />
            <TextField form name="first" label=text::fields::first_day(l) kind="date" value=today.iso autocomplete="off" width="medium"/>
            <TextField form name="last" label=text::fields::last_day(l) kind="date" autocomplete="off" width="medium" help=text::rules::last_help(l)/>
            <div class="button-row"><Submit form>{text::rules::enter(l)}</Submit></div>
        </form>
    }
}

//! What single lines are for, where that is something else than the order.

use super::{
    api::{CartData, CartLine},
    cost_centre::CostCentre,
    form::{cost_centre_field, cost_centre_name},
    state::{CartState, FollowedLine},
};
use crate::{
    form::{FieldError, FormState},
    locale::language,
    prelude::*,
    text,
};

/// The choice for each line, folded away until one was made; nothing where there is nothing to choose between. Whatever is chosen counts
/// at once.
#[component]
pub fn LineCostCentres(form: FormState, state: CartState, cart: CartData) -> impl IntoView {
    let l = language();
    let mut is_open = false;
    for CartLine { article, cost_centre, .. } in &cart.lines {
        let chosen = form.initial(&cost_centre_name(*article), cost_centre.map(|id| id.to_string()).unwrap_or_default());
        is_open |= !chosen.is_empty();
        // What was chosen before the order was refused need not have been kept.
        state.choose_for(*article, &chosen);
    }
    cart.offers_cost_centres_for_lines().then(|| {
        view! {
            <details class="disclosure" open=is_open>
                <summary>{text::limits::per_line(l)}</summary>
                <div class="stack">
                    <p class="help">{text::limits::per_line_help(l)}</p>
                    <For each=move || state.rows() key=|row| row.article let(row)>
                        <Choice row state form/>
                    </For>
                </div>
            </details>
        }
    })
}

/// The choice for one line.
#[component]
fn Choice(row: FollowedLine, state: CartState, form: FormState) -> impl IntoView {
    let l = language();
    let shown = row.shown();
    let CartLine { article, name, cost_centre, .. } = shown.get_untracked().line;
    let field = cost_centre_field(article);
    let problem = form.problem(field.clone());
    let is_invalid = move || problem.with(Option::is_some);
    let option = |CostCentre { id, label, .. }: &CostCentre| {
        let is_chosen = cost_centre == Some(*id);
        view! { <option value=id.to_string() selected=is_chosen>{label.clone()}</option> }
    };
    let is_as_the_order = cost_centre.is_none();
    let options = state.head().with_untracked(|head| head.means.cost_centres.iter().map(option).collect_view());
    view! {
        <div class="field" hidden=move || shown.read().is_removed data-invalid=is_invalid>
            <label for=field.clone()>{name} <span class="visually-hidden">": " {text::fields::cost_centre(l)}</span></label>
            <select
                id=field.clone()
                name=cost_centre_name(article)
                aria-describedby=format!("{field}-error")
                aria-invalid=move || is_invalid().then_some("true")
                on:change=move |event| state.choose_for(article, &event_target_value(&event))
            >
                <option value="" selected=is_as_the_order>{text::limits::as_the_order(l)}</option>
                {options}
            </select>
            <FieldError form name=field/>
        </div>
    }
}

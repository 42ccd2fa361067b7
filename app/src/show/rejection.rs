//! The fields that say why something is rejected: the reason by a list, and in words.

use crate::{
    form::{FieldError, FormState},
    locale::language,
    prelude::*,
    show::words,
    text,
    ui::escaped,
};
use domain::RejectionCause;
use leptos::{ev::Event, html};

/// Why, by the list. Nothing is chosen at first: a reason that nobody has thought of would be none.
#[component]
pub fn CauseField(
    form: FormState,
    /// Its id, by which its problem is named.
    #[prop(into)]
    id: String,
    /// The name under which it is posted.
    name: &'static str,
    /// The word of the cause that was chosen before; empty for none.
    chosen: String,
    is_demanded: bool,
    /// Where the list's element is wanted.
    #[prop(optional)]
    list: NodeRef<html::Select>,
    #[prop(optional)] on_change: Option<Callback<Event>>,
) -> impl IntoView {
    let l = language();
    let problem = form.problem(id.clone());
    let option = move |cause: &RejectionCause| {
        let word = cause.word();
        view! { <option value=word selected=word == chosen>{words::cause(l, *cause)}</option> }
    };
    view! {
        <div class="field" data-invalid=move || problem.with(Option::is_some)>
            <label for=id.clone()>
                {text::fields::cause(l)}
                {(!is_demanded).then(|| view! { " " <span class="optional">{text::common::optional(l)}</span> })}
            </label>
            <select
                node_ref=list
                id=id.clone()
                name=name
                aria-required=is_demanded.then_some("true")
                on:change=move |event| tell(on_change, event)
                aria-describedby=format!("{id}-error")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
            >
                <option value="">{text::account::please_choose(l)}</option>
                {RejectionCause::ALL.iter().map(option).collect_view()}
            </select>
            <FieldError form name=id/>
        </div>
    }
}

/// Why, in words.
#[component]
pub fn ReasonField(
    form: FormState,
    /// Its id, by which its problem is named.
    #[prop(into)]
    id: String,
    /// The name under which it is posted.
    name: &'static str,
    /// What was written before.
    written: String,
    #[prop(optional)] on_input: Option<Callback<Event>>,
) -> impl IntoView {
    let l = language();
    let problem = form.problem(id.clone());
    view! {
        <div class="field" data-invalid=move || problem.with(Option::is_some)>
            <label for=id.clone()>{text::fields::reason(l)} " " <span class="optional">{text::common::optional(l)}</span></label>
            <p class="help" id=format!("{id}-help")>{text::release::reason_help(l)}</p>
            <textarea
                id=id.clone()
                name=name
                rows="2"
                maxlength=domain::text::NOTE.to_string()
                aria-describedby=format!("{id}-help {id}-error")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                // The renderer neither escapes the text of this element nor renders its `value` property on the server.
                inner_html=escaped(&written)
                on:input=move |event| tell(on_input, event)
            ></textarea>
            <FieldError form name=id/>
        </div>
    }
}

fn tell(whom: Option<Callback<Event>>, event: Event) {
    if let Some(whom) = whom {
        whom.run(event);
    }
}

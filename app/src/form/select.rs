//! A drop-down.

use super::{FieldError, FormState, field_name};
use crate::prelude::*;

/// A drop-down with label, help and error.
#[component]
pub fn SelectField(
    form: FormState,
    /// The field's name in the server function's `form` argument; also its id.
    name: &'static str,
    #[prop(into)] label: String,
    /// The value that is chosen when nothing was chosen before.
    #[prop(optional, into)]
    value: String,
    /// Values with their words.
    options: Vec<(String, String)>,
    /// The words of the choice that chooses nothing; there is none without them.
    #[prop(optional, into)]
    placeholder: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    /// `short` or `medium`; full width without it.
    #[prop(optional)]
    width: Option<&'static str>,
    #[prop(optional, into)] required: Signal<bool>,
    /// A field that cannot be used is not posted.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let problem = form.problem(name);
    let is_invalid = move || problem.with(Option::is_some);
    let help = help.map(|help| view! { <p class="help" id=format!("{name}-help")>{help}</p> });
    let nothing = placeholder.map(|words| (String::new(), words));
    let chosen = form.initial(name, value);
    let option = move |(value, words): (String, String)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{words}</option> }
    };
    view! {
        <div class="field" data-width=width data-invalid=is_invalid>
            <label for=name>{label}</label>
            {help}
            <select
                id=name
                name=field_name(name)
                required=required
                disabled=disabled
                aria-describedby=format!("{name}-help {name}-error")
                aria-invalid=move || is_invalid().then_some("true")
            >
                {nothing.into_iter().chain(options).map(option).collect_view()}
            </select>
            <FieldError form name/>
        </div>
    }
}

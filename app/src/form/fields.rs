//! Fields to type into, each with its label, help and error.

use super::{FormState, field_name};
use crate::{
    locale::language,
    prelude::*,
    text,
    ui::{Icon, escaped},
};

/// The problem of one field, beside it.
#[component]
pub fn FieldError(form: FormState, #[prop(into)] name: String) -> impl IntoView {
    let problem = form.problem(name.clone());
    reactive(move || {
        problem.get().map(|problem| {
            view! { <p class="error" id=format!("{name}-error")><Icon name="triangle-alert"/>{problem}</p> }
        })
    })
}

/// A field of one line, with label, help and error.
#[component]
pub fn TextField(
    form: FormState,
    /// The field's name in the server function's `form` argument; also its id.
    name: &'static str,
    #[prop(into)] label: String,
    /// The value when nothing was typed before.
    #[prop(optional, into)]
    value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "on")] autocomplete: &'static str,
    #[prop(optional, into)] help: Option<String>,
    /// Marks the field as one that may be left empty.
    #[prop(optional)]
    optional: bool,
    /// `short` or `medium`; full width without it.
    #[prop(optional)]
    width: Option<&'static str>,
    #[prop(default = domain::text::SHORT)] max_length: usize,
    #[prop(optional)] inputmode: Option<&'static str>,
) -> impl IntoView {
    let l = language();
    let problem = form.problem(name);
    let is_invalid = move || problem.with(Option::is_some);
    let help = help.map(|help| view! { <p class="help" id=format!("{name}-help")>{help}</p> });
    let described = format!("{name}-help {name}-error");
    view! {
        <div class="field" data-width=width data-invalid=is_invalid>
            <label for=name>{label} {optional.then(|| view! { " " <span class="optional">{text::common::optional(l)}</span> })}</label>
            {help}
            <input
                id=name
                name=field_name(name)
                type=kind
                value=form.initial(name, value)
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=max_length.to_string()
                required=!optional
                aria-describedby=described
                aria-invalid=move || is_invalid().then_some("true")
            />
            <FieldError form name/>
        </div>
    }
}

/// A field of several lines.
#[component]
pub fn NoteField(
    form: FormState,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: Option<String>,
) -> impl IntoView {
    let l = language();
    let problem = form.problem(name);
    let is_invalid = move || problem.with(Option::is_some);
    let help = help.map(|help| view! { <p class="help" id=format!("{name}-help")>{help}</p> });
    view! {
        <div class="field" data-invalid=is_invalid>
            <label for=name>{label} " " <span class="optional">{text::common::optional(l)}</span></label>
            {help}
            <textarea
                id=name
                name=field_name(name)
                rows="3"
                maxlength=domain::text::NOTE.to_string()
                aria-describedby=format!("{name}-help {name}-error")
                aria-invalid=move || is_invalid().then_some("true")
                // The renderer neither escapes the text of this element nor renders its `value` property on the server.
                inner_html=escaped(&form.initial(name, value))
            ></textarea>
            <FieldError form name/>
        </div>
    }
}

/// A password with a button that shows it.
#[component]
pub fn PasswordField(
    form: FormState,
    name: &'static str,
    #[prop(into)] label: String,
    autocomplete: &'static str,
    #[prop(optional, into)] help: Option<String>,
    /// Whether the browser insists on it.
    #[prop(default = true)]
    is_required: bool,
) -> impl IntoView {
    let l = language();
    let problem = form.problem(name);
    let is_invalid = move || problem.with(Option::is_some);
    let is_shown = RwSignal::new(false);
    let help = help.map(|help| view! { <p class="help" id=format!("{name}-help")>{help}</p> });
    view! {
        <div class="field" data-invalid=is_invalid>
            <label for=name>{label}</label>
            {help}
            <div class="password">
                <input
                    id=name
                    name=field_name(name)
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    maxlength=domain::password::MAX.to_string()
                    required=is_required
                    aria-describedby=format!("{name}-help {name}-error")
                    aria-invalid=move || is_invalid().then_some("true")
                />
                <button
                    type="button"
                    class="password-toggle scripted"
                    aria-pressed=move || is_shown.get().to_string()
                    aria-controls=name
                    aria-label=text::common::show_password(l)
                    on:click=move |_| is_shown.update(|shown| *shown = !*shown)
                >
                    {move || if is_shown.get() { view! { <Icon name="eye-off"/> } } else { view! { <Icon name="eye"/> } }}
                </button>
            </div>
            <FieldError form name/>
        </div>
    }
}

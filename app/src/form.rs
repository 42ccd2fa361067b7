//! Forms that work without JavaScript and are quicker with it.
//!
//! A form posts to its server function. With JavaScript the answer comes back as a value; without it the server
//! keeps what was typed together with the error as a draft and sends the browser back to the page, which finds it here.

mod select;

pub use select::SelectField;

use crate::{
    AppError,
    locale::language,
    show::words,
    text,
    ui::{Icon, escaped},
};
use domain::Problem;
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

/// What came back from a form that was posted without JavaScript.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The address of the server function that the form was posted to.
    pub action: String,
    /// The fields as typed, passwords left out.
    pub fields: Vec<(String, String)>,
    /// Why it was not accepted.
    pub error: Option<AppError>,
}

/// The state of one form on the page.
#[derive(Clone, Copy)]
pub struct FormState {
    posted: StoredValue<Option<Posted>>,
    error: Signal<Option<AppError>>,
    pending: Signal<bool>,
}

impl FormState {
    /// The state of the form that belongs to this action.
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        let posted = posted_to(S::url());
        let first = posted.as_ref().and_then(|posted| posted.error.clone());
        let value = action.value();
        let error = Signal::derive(move || match value.get() {
            Some(answer) => answer.err(),
            None => first.clone(),
        });
        focus_summary_on(error, action.version().into());
        Self { posted: StoredValue::new(posted), error, pending: action.pending().into() }
    }

    /// The state of a form that always loads the page anew, for example signing in.
    pub fn native<S: ServerFn>() -> Self {
        Self::native_at(S::url())
    }

    /// The same for a form that posts to another feature's server function, by its address.
    pub fn native_at(action: &str) -> Self {
        let posted = posted_to(action);
        let error = posted.as_ref().and_then(|posted| posted.error.clone());
        Self { posted: StoredValue::new(posted), error: Signal::stored(error), pending: Signal::stored(false) }
    }

    /// The state of a form whose buttons post to two server functions: what the one that came back holds, the errors of both.
    pub fn or(self, other: Self) -> Self {
        let posted = if self.came_back() { self.posted } else { other.posted };
        let error = Signal::derive(move || self.error.get().or_else(|| other.error.get()));
        Self { posted, error, pending: self.pending }
    }

    /// What stands in the field at first: what was typed before, else `default`.
    pub fn initial(&self, name: &str, default: impl Into<String>) -> String {
        let typed = self.posted.with_value(|posted| posted.as_ref().and_then(|posted| posted.field(name)));
        typed.unwrap_or_else(|| default.into())
    }

    /// Whether a choice stands in the field at first.
    pub fn is_initial(&self, name: &str, value: &str, default: &str) -> bool {
        self.initial(name, default) == value
    }

    /// Whether this form was sent before and came back.
    pub fn came_back(&self) -> bool {
        self.posted.with_value(Option::is_some)
    }

    /// The error of the last try.
    pub const fn error(&self) -> Signal<Option<AppError>> {
        self.error
    }

    /// Whether the form is on its way.
    pub const fn pending(&self) -> Signal<bool> {
        self.pending
    }

    /// What is wrong with one field.
    pub fn problem(&self, name: impl Into<String>) -> Signal<Option<Problem>> {
        let name = name.into();
        let error = self.error;
        Signal::derive(move || match error.get() {
            Some(AppError::Invalid(problems)) => problems.into_iter().find(|wrong| wrong.field == name).map(|wrong| wrong.problem),
            _ => None,
        })
    }
}

impl Posted {
    /// The value of a field as typed; form fields are posted as `form[name]`.
    pub fn field(&self, name: &str) -> Option<String> {
        let wanted = field_name(name);
        self.fields.iter().find(|(key, _)| *key == wanted || key == name).map(|(_, value)| value.clone())
    }
}

/// The name under which a field of a server function's `form` argument is posted.
pub fn field_name(name: &str) -> String {
    format!("form[{name}]")
}

fn posted_to(action: &str) -> Option<Posted> {
    SharedValue::new(posted_with_request).into_inner().filter(|posted: &Posted| posted.action == action)
}

#[cfg(feature = "ssr")]
fn posted_with_request() -> Option<Posted> {
    crate::ssr::posted()
}

/// In the browser a page that was not rendered by the server has no form that came back.
#[cfg(not(feature = "ssr"))]
const fn posted_with_request() -> Option<Posted> {
    None
}

/// Leads the keyboard and the screen reader to what went wrong.
fn focus_summary_on(error: Signal<Option<AppError>>, version: Signal<usize>) {
    Effect::new(move |_| {
        version.track();
        if error.with(Option::is_some) {
            request_animation_frame(|| {
                let summary = document().get_element_by_id("errors");
                if let Some(summary) =
                    summary.and_then(|element| leptos::wasm_bindgen::JsCast::dyn_into::<leptos::web_sys::HtmlElement>(element).ok())
                {
                    // Focus fails only for elements that cannot have it; the summary has a tabindex.
                    let _ = summary.focus();
                }
            });
        }
    });
}

/// What is wrong with the form, on top of it, with links to the fields.
#[component]
pub fn ErrorSummary(form: FormState) -> impl IntoView {
    let l = language();
    move || {
        form.error().get().map(|error| {
            let problems = match &error {
                AppError::Invalid(problems) => problems.clone(),
                _ => Vec::new(),
            };
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id="errors">
                    <h2>{words::error(l, &error)}</h2>
                    <ul>
                        {problems
                            .into_iter()
                            .map(|wrong| {
                                let text = words::field_problem(l, &wrong);
                                view! { <li><a href=format!("#{}", wrong.field)>{text}</a></li> }
                            })
                            .collect_view()}
                    </ul>
                    {(error == AppError::SignedOut)
                        .then(|| view! { <p><a href="/anmelden" target="_blank">{text::errors::sign_in_in_new_tab(l)}</a></p> })}
                </div>
            }
        })
    }
}

/// The problem of one field, beside it.
#[component]
pub fn FieldError(form: FormState, name: &'static str) -> impl IntoView {
    let l = language();
    let problem = form.problem(name);
    move || {
        problem.get().map(|problem| {
            view! { <p class="error" id=format!("{name}-error")><Icon name="triangle-alert"/>{words::problem(l, &problem)}</p> }
        })
    }
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
) -> impl IntoView {
    let l = language();
    let problem = form.problem(name);
    let is_invalid = move || problem.with(Option::is_some);
    let is_shown = RwSignal::new(false);
    // The button does nothing without a script.
    let is_hydrated = crate::ui::is_hydrated();
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
                    required
                    aria-describedby=format!("{name}-help {name}-error")
                    aria-invalid=move || is_invalid().then_some("true")
                />
                <button
                    type="button"
                    class="password-toggle"
                    hidden=move || !is_hydrated.get()
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

/// The button that sends the form; it shows that the form is on its way and takes no second click.
#[component]
pub fn Submit(
    form: FormState,
    #[prop(default = "primary")] kind: &'static str,
    #[prop(optional)] size: Option<&'static str>,
    #[prop(optional)] block: bool,
    children: Children,
) -> impl IntoView {
    let pending = form.pending();
    view! {
        <button class="button" data-kind=kind data-size=size data-block=block aria-busy=move || pending.get().then_some("true")>
            {children()}
        </button>
    }
}

//! Forms that work without JavaScript and are quicker with it.
//!
//! A form posts to its server function. With JavaScript the answer comes back as a value; without it the server
//! keeps what was typed together with the error as a draft and sends the browser back to the page, which finds it here.

mod fields;
mod post;
mod select;
mod sending;
mod summary;

pub use fields::{FieldError, NoteField, PasswordField, TextField};
pub use select::SelectField;
pub use sending::{Fields, SendForm, Sending};
pub use summary::ErrorSummary;

#[cfg(feature = "ssr")]
use crate::json::{self, Tree};
use crate::{AppError, hydration::is_page_of_server, json::LeanJson, prelude::*};
use leptos::{ev::SubmitEvent, html, server_fn::ServerFn};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What came back from a form that was posted without JavaScript.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The address of the server function that the form was posted to.
    pub action: String,
    /// The fields as typed, passwords left out.
    pub fields: Vec<(String, String)>,
    /// The language in which `error` is, by its word.
    #[serde(default)]
    pub language: String,
    /// Why it was not accepted.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", serde(deserialize_with = "read_error"))]
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
    pub fn of<S: ServerFn>(sending: Sending<S>) -> Self {
        Self::sent_to(S::url(), sending.outcome(), sending.version().into(), sending.pending().into())
    }

    fn sent_to(url: &str, outcome: Signal<Option<Result<(), AppError>>>, returns: Signal<usize>, pending: Signal<bool>) -> Self {
        let posted = posted_to(url);
        let first = posted.as_ref().and_then(|posted| posted.error.clone());
        let error = Signal::derive(move || match outcome.get() {
            Some(answer) => answer.err(),
            None => first.clone(),
        });
        summary::focus_summary_on(error, returns);
        Self { posted: StoredValue::new(posted), error, pending }
    }

    /// The state of a form that always loads the page anew, for example signing in.
    pub fn native<S: ServerFn>() -> Self {
        Self::native_at(S::url())
    }

    /// The same for a form that posts to another feature's server function, by its address.
    pub fn native_at(action: &str) -> Self {
        Self::that_came_back(posted_to(action))
    }

    /// The same for one of several forms on a page that post to the same server function: the one whose field `name` holds `value`.
    pub fn native_where<S: ServerFn>(name: &str, value: &str) -> Self {
        Self::that_came_back(posted_to(S::url()).filter(|posted| posted.field(name).as_deref() == Some(value)))
    }

    fn that_came_back(posted: Option<Posted>) -> Self {
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

    /// What is wrong with one field, as a sentence.
    pub fn problem(&self, name: impl Into<String>) -> Signal<Option<String>> {
        let name = name.into();
        let error = self.error;
        Signal::derive(move || match error.get() {
            Some(AppError::Invalid(problems)) => problems.into_iter().find(|wrong| wrong.field == name).map(|wrong| wrong.words),
            _ => None,
        })
    }
}

/// What was typed outlives the version of the portal to which it was sent, also where another one says otherwise why it was not accepted. A
/// browser has it from a server that has read it already.
#[cfg(feature = "ssr")]
fn read_error<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<AppError>, D::Error> {
    let error = Option::<Tree>::deserialize(deserializer)?;
    Ok(error.and_then(|error| json::read_tree(error).ok()))
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

/// What came back with this page, for all its forms.
#[derive(Clone)]
struct CameBack(Option<Posted>);

/// Lets the forms of the page find what came back with it. It travels once, before anything that the page loads: what a form asked for
/// while the page is put together would now and then come too late for the browser.
pub fn provide_posted() {
    provide_context(CameBack(SharedValue::<_, LeanJson>::new_with_encoding(posted_with_request).into_inner()));
}

fn posted_to(action: &str) -> Option<Posted> {
    let CameBack(posted) = use_context().filter(|_| is_page_of_server())?;
    posted.filter(|posted| posted.action == action)
}

#[cfg(feature = "ssr")]
fn posted_with_request() -> Option<Posted> {
    crate::ssr::posted()
}

#[cfg(not(feature = "ssr"))]
const fn posted_with_request() -> Option<Posted> {
    None
}

/// How long a form that the browser sends itself takes no second click.
const A_MOMENT: Duration = Duration::from_secs(3);

/// For a form that the browser sends itself, and that must not be sent twice: a second click within a moment does nothing. Only
/// for a moment, for whoever comes back to the page finds it as they left it.
pub fn once() -> impl FnMut(SubmitEvent) {
    let is_sent = StoredValue::new(false);
    move |submit| {
        if is_sent.get_value() {
            submit.prevent_default();
        } else {
            is_sent.set_value(true);
            set_timeout(move || is_sent.set_value(false), A_MOMENT);
        }
    }
}

/// The button that sends the form; it shows that the form is on its way and takes no second click.
#[component]
pub fn Submit(
    form: FormState,
    #[prop(default = "primary")] kind: &'static str,
    #[prop(optional)] size: Option<&'static str>,
    #[prop(optional)] block: bool,
    /// Knows the button, for whoever gives it the focus.
    #[prop(optional)]
    button: NodeRef<html::Button>,
    children: Children,
) -> impl IntoView {
    let pending = form.pending();
    view! {
        <button
            class="button"
            data-kind=kind
            data-size=size
            data-block=block
            aria-busy=move || pending.get().then_some("true")
            node_ref=button
        >
            {children()}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_outlives_how_an_earlier_version_has_refused_it() {
        let kept = r#"{"action":"/api/place_order","fields":[["form[note]","bitte klingeln"]],"error":{"Refused":"CartChanged"}}"#;
        let posted: Posted = serde_json::from_str(kept).expect("it can be read");
        assert_eq!((posted.field("note").as_deref(), posted.error), (Some("bitte klingeln"), None));
        let kept = kept.replace(r#"{"Refused":"CartChanged"}"#, r#""Unavailable""#);
        let posted: Posted = serde_json::from_str(&kept).expect("it can be read");
        assert_eq!(posted.error, Some(AppError::Unavailable));
    }
}

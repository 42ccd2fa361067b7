//! Sending forms.
//!
//! The machinery behind it stands in the browser's module once, not once for each form: what is sent passes through it as the browser
//! encodes it, and what comes back without its type.

use super::post;
use crate::{AppError, json, prelude::*};
use leptos::{
    ev::SubmitEvent,
    form::form_data_from_event,
    html,
    server_fn::ServerFn,
    web_sys::{FormData, UrlSearchParams},
};
use serde::de::DeserializeOwned;
use std::{any::Any, marker::PhantomData, sync::Arc};

/// What a server function answers, whatever it is.
pub(super) type Answer = Result<Arc<dyn Any + Send + Sync>, AppError>;
/// Reads such an answer.
pub(super) type Read = fn(&[u8]) -> Answer;

/// The fields of a form as they are sent.
#[derive(Clone)]
pub struct Fields(Arc<str>);

impl Fields {
    /// These fields of a server function's `form` argument.
    pub fn of<'a>(fields: impl IntoIterator<Item = (&'a str, String)>) -> Option<Self> {
        let encoded = UrlSearchParams::new().ok()?;
        fields.into_iter().for_each(|(name, value)| encoded.append(&super::field_name(name), &value));
        Some(Self::encoded(&encoded))
    }

    /// What stands in a form.
    pub fn of_form(form: &FormData) -> Option<Self> {
        UrlSearchParams::new_with_str_sequence_sequence(form).ok().map(|encoded| Self::encoded(&encoded))
    }

    fn encoded(encoded: &UrlSearchParams) -> Self {
        Self(String::from(encoded.to_string()).into())
    }

    /// What stands in a field, by its name in the server function's `form` argument or by its whole name.
    pub fn get(&self, name: &str) -> Option<String> {
        let fields = UrlSearchParams::new_with_str(&self.0).ok()?;
        fields.get(&super::field_name(name)).or_else(|| fields.get(name))
    }

    /// Whether this stands in that field.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|found| found == value)
    }
}

/// Sends the forms of a page that post to the server function `S`, and holds what comes back. What Leptos' `ServerAction` does, made
/// once for all server functions.
pub struct Sending<S> {
    action: Action<Fields, Answer>,
    to: PhantomData<fn() -> S>,
}

impl<S> Clone for Sending<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Sending<S> {}

impl<S> Default for Sending<S>
where
    S: ServerFn<Error = AppError> + 'static,
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Sending<S>
where
    S: ServerFn<Error = AppError> + 'static,
    S::Output: Clone + DeserializeOwned + Send + Sync + 'static,
{
    /// Nothing is sent yet.
    pub fn new() -> Self {
        Self { action: action(S::PATH, read::<S::Output>), to: PhantomData }
    }

    /// What came back last.
    pub fn value(self) -> Signal<Option<Result<S::Output, AppError>>> {
        let value = self.action.value();
        Signal::derive(move || value.get().map(|answer| answer.and_then(|output| output.downcast_ref().cloned().ok_or(AppError::Internal))))
    }
}

impl<S> Sending<S> {
    /// Whether something is on its way.
    pub fn pending(self) -> Memo<bool> {
        self.action.pending()
    }

    /// What was refused last; nothing while nothing came back.
    pub(super) fn outcome(self) -> Signal<Option<Result<(), AppError>>> {
        outcome(self.action)
    }

    /// How often something came back.
    pub fn version(self) -> RwSignal<usize> {
        self.action.version()
    }

    /// What is on its way.
    pub fn sent(self) -> Signal<Option<Fields>> {
        self.action.input().into()
    }

    /// Sends something without a form being sent.
    pub fn send(self, fields: Fields) {
        self.action.dispatch(fields);
    }
}

fn outcome(action: Action<Fields, Answer>) -> Signal<Option<Result<(), AppError>>> {
    let value = action.value();
    Signal::derive(move || value.get().map(|answer| answer.map(|_| ())))
}

fn read<T: DeserializeOwned + Send + Sync + 'static>(body: &[u8]) -> Answer {
    str::from_utf8(body)
        .map_err(|_| json::Unreadable)
        .and_then(json::read::<T>)
        .map(|output| Arc::new(output) as Arc<dyn Any + Send + Sync>)
        .map_err(|_| AppError::BadRequest)
}

fn action(path: &'static str, read: Read) -> Action<Fields, Answer> {
    Action::new(move |fields: &Fields| post::send(path, fields.0.to_string(), read))
}

/// A form that posts to its server function. With JavaScript the page stays, and the answer comes back to [`Sending`].
#[component]
pub fn SendForm<S>(
    /// What sends it.
    action: Sending<S>,
    /// Where the form's element is wanted.
    #[prop(optional)]
    node_ref: NodeRef<html::Form>,
    children: Children,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    form(S::url(), action.action, node_ref, children)
}

fn form(url: &'static str, action: Action<Fields, Answer>, node_ref: NodeRef<html::Form>, children: Children) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        if event.default_prevented() {
            return;
        }
        // What cannot be read goes to the server as it would without JavaScript.
        if let Some(fields) = form_data_from_event(&event).ok().and_then(|form| Fields::of_form(&form)) {
            event.prevent_default();
            action.dispatch(fields);
        }
    };
    view! { <form action=url method="post" node_ref=node_ref on:submit=submit>{children()}</form> }
}

//! What a page loads.
//!
//! The machinery behind it stands in the browser's module once, not once for each page: what is asked for and what comes back
//! pass through it without their types.

use super::content::{Answer, AnswerJson, Content, Data, Key};
use crate::AppError;
use leptos::prelude::*;
use std::{marker::PhantomData, pin::Pin, sync::Arc};

type Fetched = Pin<Box<dyn Future<Output = Answer> + Send>>;
type Source = Arc<dyn Fn() -> Wanted + Send + Sync>;
type Fetch = Arc<dyn Fn(Wanted) -> Fetched + Send + Sync>;

/// The data of a page: loaded by the server with the page, and by the browser when the address asks for something else.
pub struct Load<T> {
    loading: Loading,
    shown: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: Data> Load<T> {
    /// Loads by `fetch` what `wanted` asks for, and again whenever that changes.
    pub fn new<S, F>(wanted: impl Fn() -> S + Send + Sync + 'static, fetch: impl Fn(S) -> F + Send + Sync + 'static) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let source = move || Wanted(Arc::new(wanted()));
        let fetch = move |wanted: Wanted| -> Fetched {
            let answer = wanted.0.as_any().downcast_ref::<S>().cloned().map(&fetch);
            Box::pin(async move {
                match answer {
                    Some(answer) => Answer(answer.await.map(Content::of)),
                    None => Answer(Err(AppError::Internal)),
                }
            })
        };
        Self { loading: Loading::new(Arc::new(source), Arc::new(fetch)), shown: PhantomData }
    }

    /// Notes what the page shows after something that was done on it, so that it is not taken for news from somebody else.
    pub fn amend(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        if let Some(Ok(mut shown)) = self.loading.shown().map(|content| content.get::<T>()) {
            change(&mut shown);
            self.loading.shows(Content::of(shown));
        }
    }
}

impl<T> Load<T> {
    /// The same without its type.
    pub(super) const fn loading(self) -> Loading {
        self.loading
    }
}

/// What a page loads, without its type.
#[derive(Clone, Copy)]
pub(super) struct Loading {
    /// What has come back, whatever it is.
    pub(super) answers: Resource<Answer, AnswerJson>,
    ask: StoredValue<(Source, Fetch)>,
    shown: StoredValue<Option<Content>>,
    /// Counts what was shown, so that an answer that was asked for before that is known as such.
    turn: StoredValue<u32>,
}

impl Loading {
    fn new(source: Source, fetch: Fetch) -> Self {
        let ask = StoredValue::new((Arc::clone(&source), Arc::clone(&fetch)));
        let answers = Resource::new_with_options(move || source(), move |wanted| fetch(wanted), false);
        Self { answers, ask, shown: StoredValue::new(None), turn: StoredValue::new(0) }
    }

    /// Asks once more for what the page shows; nothing once the page has gone.
    pub(super) fn ask(self) -> Option<Fetched> {
        let (source, fetch) = self.ask.try_get_value()?;
        Some(fetch(untrack(|| source())))
    }

    /// Notes what the page shows now.
    pub(super) fn shows(self, content: Content) {
        // A page that has gone shows nothing.
        let _ = self.shown.try_update_value(|shown| *shown = Some(content));
        let _ = self.turn.try_update_value(|turn| *turn += 1);
    }

    /// What the page shows.
    pub(super) fn shown(self) -> Option<Content> {
        self.shown.try_get_value().flatten()
    }

    /// How often something was shown; nothing once the page has gone.
    pub(super) fn turn(self) -> Option<u32> {
        self.turn.try_get_value()
    }
}

/// What is asked for.
#[derive(Clone)]
struct Wanted(Arc<dyn Key>);

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(other.0.as_any())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_compared_by_its_value() {
        let wanted = |text: &str| Wanted(Arc::new(text.to_owned()));
        assert!(wanted("a") == wanted("a") && wanted("a") != wanted("b") && wanted("a") != Wanted(Arc::new(1)));
    }
}

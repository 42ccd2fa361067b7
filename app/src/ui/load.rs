//! What a page loads.
//!
//! The machinery behind it stands in the browser's module once, not once for each page: what is asked for and what comes back
//! pass through it without their types.

use crate::{
    AppError,
    json::{self, Tree, Unreadable},
};
use leptos::prelude::{
    codee::{Decoder, Encoder},
    *,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc};

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

/// What can be compared without its type.
pub(super) trait Key: Send + Sync {
    fn is(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<S: PartialEq + Send + Sync + 'static> Key for S {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<S>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What comes back.
#[derive(Clone)]
pub(super) struct Answer(pub(super) Result<Content, AppError>);

/// What a page can load.
pub trait Data: PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static> Data for T {}

/// The data of a page without its type: as it was loaded here, or as the server has sent it with the page.
#[derive(Clone)]
pub(super) enum Content {
    Here(Arc<dyn Held>),
    Sent(Arc<Tree>),
}

/// Data that was loaded here, without its type. A browser sends none of it on, so it does not know how to write it.
pub(super) trait Held: Key {
    fn is_sent_as(&self, sent: &Tree) -> bool;
    #[cfg(feature = "ssr")]
    fn json(&self) -> Result<String, serde_json::Error>;
}

impl<T: Data> Held for T {
    fn is_sent_as(&self, sent: &Tree) -> bool {
        json::read_tree::<T>(sent.clone()).is_ok_and(|sent| sent == *self)
    }

    #[cfg(feature = "ssr")]
    fn json(&self) -> Result<String, serde_json::Error> {
        let json = serde_json::to_string(self)?;
        debug_assert!(json::parse(&json).is_ok_and(|sent| self.is_sent_as(&sent)), "a browser reads something else: {json}");
        Ok(json)
    }
}

impl Content {
    pub(super) fn of<T: Data>(value: T) -> Self {
        Self::Here(Arc::new(value))
    }

    /// The data.
    ///
    /// # Errors
    /// [`AppError::Internal`] when it is of another type, which the types of [`Load`] rule out.
    pub(super) fn get<T: Data + Clone>(&self) -> Result<T, AppError> {
        match self {
            Self::Here(value) => (**value).as_any().downcast_ref::<T>().cloned().ok_or(AppError::Internal),
            Self::Sent(sent) => json::read_tree((**sent).clone()).map_err(|_| AppError::Internal),
        }
    }

    /// Whether two contents say the same. How long ago something was changes by itself ([`crate::time::When`]).
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Here(one), Self::Here(other)) => (**one).is((**other).as_any()),
            (Self::Here(here), Self::Sent(sent)) | (Self::Sent(sent), Self::Here(here)) => here.is_sent_as(sent),
            (Self::Sent(one), Self::Sent(other)) => one == other,
        }
    }

    /// The data as JSON.
    #[cfg(feature = "ssr")]
    pub(super) fn json(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Here(value) => (**value).json(),
            Self::Sent(_) => Err(serde::ser::Error::custom("what was sent is not sent on")),
        }
    }
}

/// How an answer travels with the page.
pub(super) struct AnswerJson;

impl Encoder<Answer> for AnswerJson {
    type Error = serde_json::Error;
    type Encoded = String;

    #[cfg(feature = "ssr")]
    fn encode(Answer(answer): &Answer) -> Result<String, serde_json::Error> {
        Ok(match answer {
            Ok(content) => format!("{{\"Ok\":{}}}", content.json()?),
            Err(error) => format!("{{\"Err\":{}}}", serde_json::to_string(error)?),
        })
    }

    #[cfg(not(feature = "ssr"))]
    fn encode(_: &Answer) -> Result<String, serde_json::Error> {
        Err(serde::ser::Error::custom("only the server writes what a page loads"))
    }
}

impl Decoder<Answer> for AnswerJson {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(json: &str) -> Result<Answer, Unreadable> {
        let Tree::Object(mut answer) = json::parse(json)? else { return Err(Unreadable) };
        let (outcome, sent) = answer.pop().ok_or(Unreadable)?;
        Ok(Answer(match outcome.as_str() {
            "Ok" => Ok(Content::Sent(Arc::new(sent))),
            _ => Err(json::read_tree(sent)?),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_sends_is_what_it_loaded() {
        let loaded = Answer(Ok(Content::of(vec![(1, "a \"quote\"".to_owned()), (2, "</script>".to_owned())])));
        let sent = AnswerJson::encode(&loaded).expect("it can be written");
        let received = AnswerJson::decode(&sent).expect("it can be read");
        for answer in [&loaded, &received] {
            let content = answer.0.as_ref().expect("data").get::<Vec<(i32, String)>>();
            assert_eq!(content, Ok(vec![(1, "a \"quote\"".into()), (2, "</script>".into())]));
        }
        assert!(AnswerJson::encode(&received).is_err());
    }

    #[test]
    fn a_refusal_is_sent_as_such() {
        let sent = AnswerJson::encode(&Answer(Err(AppError::NotFound))).expect("it can be written");
        assert_eq!(AnswerJson::decode(&sent).expect("it can be read").0.map(|_| ()), Err(AppError::NotFound));
    }

    #[test]
    fn neither_data_nor_a_refusal_is_no_answer() {
        for text in ["{}", "[]", "{\"Ok\"", "{\"Err\":7}"] {
            assert!(AnswerJson::decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_asked_for_is_compared_by_its_value() {
        let wanted = |text: &str| Wanted(Arc::new(text.to_owned()));
        assert!(wanted("a") == wanted("a") && wanted("a") != wanted("b") && wanted("a") != Wanted(Arc::new(1)));
    }
}

//! The data of a page without its type, and how it travels.

use crate::{
    AppError,
    json::{self, Tree, Unreadable},
};
use leptos::prelude::codee::{Decoder, Encoder};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, sync::Arc};

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
    /// [`AppError::Internal`] when it is of another type, which the types of [`super::Load`] rule out.
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
    use serde::Deserialize;

    #[test]
    fn what_the_server_sends_is_what_it_loaded() {
        let loaded = Answer(Ok(Content::of(vec![(1, "a \"quote\"".to_owned()), (2, "</script>".to_owned())])));
        let sent = AnswerJson::encode(&loaded).expect("it can be written");
        let received = AnswerJson::decode(&sent).expect("it can be read");
        for answer in [&loaded, &received] {
            let content = answer.0.as_ref().expect("data").get::<Vec<(i32, String)>>();
            assert_eq!(content, Ok(vec![(1, "a \"quote\"".into()), (2, "</script>".into())]));
        }
        let (Ok(loaded), Ok(received)) = (loaded.0, received.0) else { panic!("both are data") };
        assert!(loaded.is(&received) && received.is(&loaded));
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

    #[derive(PartialEq, Serialize, Deserialize)]
    struct Forgetful {
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is: bool,
    }

    #[test]
    #[should_panic(expected = "a browser reads something else")]
    fn what_a_browser_could_not_read_is_noticed_before_it_is_sent() {
        let _ = AnswerJson::encode(&Answer(Ok(Content::of(Forgetful { is: false }))));
    }
}

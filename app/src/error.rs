//! The one error of all server functions. What is wrong or refused is put into words by the server, in the language of the request: a
//! browser would otherwise load the words of every refusal there is, in all languages, with its first page.

use crate::json::{LeanJson, read};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Why a server function did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or the session has run out.
    SignedOut,
    /// There is no such thing for this caller.
    NotFound,
    /// Fields of the form are wrong.
    Invalid(Vec<WrongField>),
    /// The rules refuse it.
    Refused(Refused),
    /// The request could not be read.
    BadRequest,
    /// The browser could not reach the server.
    Offline,
    /// The database does not answer at the moment.
    Unavailable,
    /// A fault of the portal; its log has the details under the request's id.
    Internal,
}

/// A field whose value is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongField {
    /// The name under which it is posted, and its id.
    pub field: String,
    /// What stands above it.
    pub label: String,
    /// What is wrong, as a sentence.
    pub words: String,
}

/// What the rules refuse, and what the page needs beyond that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Which rule refuses it, by a name that is the same in all languages.
    pub code: String,
    /// What, and why.
    pub words: String,
    /// What to do about it, where it is more than can be said of every error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// How things are by now, as JSON: only the page that shows it can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) now: Option<String>,
    /// What machines are told; people are not.
    #[cfg(feature = "ssr")]
    #[serde(skip)]
    pub(crate) kind: crate::ssr::RefusalKind,
}

impl Refused {
    /// How things are by now, where the server has said so and the page knows of such things.
    pub fn now<T: DeserializeOwned>(&self) -> Option<T> {
        read(self.now.as_ref()?).ok()
    }
}

impl FromServerFnError for AppError {
    type Encoder = LeanJson;

    /// The original text may hold details of the server, so it is dropped.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

//! JSON, read by little code.
//!
//! `serde_json` makes for each type code that reads it from an array as well as from an object, finds its fields by name, keeps where in
//! a text a fault is, and words it. That was a sixth of what a browser loads for a page. Here the fields are found by one function for all
//! types, which hands them on in their order; and a fault is a fault.

mod read;
mod tree;

use leptos::{
    prelude::codee::{Decoder, Encoder},
    server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, Error, Expected, Unexpected},
};
use std::fmt::{self, Display, Formatter};
pub use tree::Tree;

/// How server functions answer with data.
pub type Lean = Post<LeanJson>;

/// JSON as [`read`] reads it.
pub struct LeanJson;

impl ContentType for LeanJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for LeanJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for LeanJson {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for LeanJson {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        read(str::from_utf8(&bytes).map_err(|_| Unreadable)?)
    }
}

/// For what comes with a page.
impl<T: Serialize> Encoder<T> for LeanJson {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for LeanJson {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(json: &str) -> Result<T, Self::Error> {
        read(json)
    }
}

/// Reads JSON. A list or an option that is left out is empty, as it is where the type says so; nothing else may be missing, whatever a
/// default says. Fields have one name each: with an alias all that come after it would be taken for others.
///
/// # Errors
/// [`Unreadable`] when it is no JSON, or not of such a type.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Unreadable> {
    parse(json).and_then(read_tree)
}

/// The same of what is parsed already.
///
/// # Errors
/// [`Unreadable`] when it is not of such a type.
pub fn read_tree<T: DeserializeOwned>(tree: Tree) -> Result<T, Unreadable> {
    T::deserialize(tree)
}

/// Parses JSON.
///
/// # Errors
/// [`Unreadable`] when it is no JSON.
pub fn parse(json: &str) -> Result<Tree, Unreadable> {
    serde_json::from_str(json).map_err(|_| Unreadable)
}

/// A text is not what was to be read: a fault, or the answer of another version of the portal than that of an open tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl Display for Unreadable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be read")
    }
}

impl std::error::Error for Unreadable {}

/// What serde would word by itself is not even begun.
impl Error for Unreadable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

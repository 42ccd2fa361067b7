//! Files that people can take with them. Who may is asked of the store, as for the page that offers the file.

mod csv;
mod numbers;
mod order;

use crate::{
    fault::{Asker, Fault},
    portal::Portal,
};
use app::{access::DOWNLOADS, ssr::PageRequest};
use axum::{
    Router,
    extract::{RawPathParams, Request, State},
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use domain::Language;
use numbers::Table;
use order::Format;
use store::{Approver, Caller, Orderer, Store, StoreError};
use url::form_urlencoded;

/// A file that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum File {
    /// An order with its decisions.
    Order(Format),
    /// A table of the numbers.
    Numbers(Table),
}

impl File {
    /// The file at an address of the access table.
    fn at(pattern: &str) -> Option<Self> {
        let name = pattern.rsplit('/').next()?;
        match name.strip_prefix("bestellung.") {
            Some(ending) => Format::of(ending).map(Self::Order),
            None => Table::of(name.strip_suffix(".csv")?).map(Self::Numbers),
        }
    }

    async fn make(self, wish: &Wish) -> Result<Made, StoreError> {
        match self {
            Self::Order(format) => order::make(wish, format).await,
            Self::Numbers(table) => numbers::make(wish, table).await,
        }
    }
}

/// The files of the access table, and nothing else.
pub fn files() -> Router<Portal> {
    DOWNLOADS.iter().fold(Router::new(), |router, (path, _)| match File::at(path) {
        Some(file) => router.route(path, get(move |portal, params, request| serve(file, portal, params, request))),
        None => router,
    })
}

/// What is asked for, and by whom.
struct Wish {
    store: Store,
    caller: Option<Caller>,
    language: Language,
    /// What the address names, if it names something.
    id: String,
    /// What stands behind the question mark.
    query: String,
}

/// A file that was made.
struct Made {
    name: String,
    kind: &'static str,
    content: Vec<u8>,
}

const CSV: &str = "text/csv; charset=utf-8; header=present";
const PDF: &str = "application/pdf";

impl Wish {
    /// The contact who asks; for everybody else there is no such file.
    fn orderer(&self) -> Result<&Orderer, StoreError> {
        match &self.caller {
            Some(Caller::Contact(orderer)) => Ok(orderer),
            _ => Err(StoreError::NotFound),
        }
    }

    /// The approver who asks.
    fn approver(&self) -> Result<Approver, StoreError> {
        self.orderer()?.approver().ok_or(StoreError::NotFound)
    }

    /// What is asked for under this name.
    fn asked(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

async fn serve(file: File, State(portal): State<Portal>, params: RawPathParams, request: Request) -> Response {
    let asker = Asker::of(&request);
    let Some(known) = request.extensions().get::<PageRequest>() else { return asker.answer(Fault::NotFound) };
    let wish = Wish {
        store: portal.store.clone(),
        caller: known.caller.clone(),
        language: known.language,
        id: params.iter().next().map(|(_, id)| id.to_owned()).unwrap_or_default(),
        query: request.uri().query().unwrap_or_default().to_owned(),
    };
    match file.make(&wish).await {
        Ok(made) => made.into_response(),
        Err(StoreError::NotFound) => asker.answer(Fault::NotFound),
        Err(error) => {
            tracing::error!(%error, "a file cannot be made");
            asker.answer(if matches!(error, StoreError::Unavailable(_)) { Fault::Unavailable } else { Fault::Internal })
        }
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        // Names are made of our own words and numbers.
        let name = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.name));
        let name = name.unwrap_or(HeaderValue::from_static("attachment"));
        ([(CONTENT_TYPE, HeaderValue::from_static(self.kind)), (CONTENT_DISPOSITION, name)], self.content).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_access_table_has_its_file() {
        let files: Vec<_> = DOWNLOADS.iter().map(|(path, _)| File::at(path)).collect();
        for (place, file) in files.iter().enumerate() {
            assert!(file.is_some() && !files[..place].contains(file), "{:?}: {file:?}", DOWNLOADS[place]);
        }
        assert_eq!(files.len(), Format::ALL.len() + Table::ALL.len());
    }
}

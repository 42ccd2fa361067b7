//! The way of a form to its server function.

use super::sending::{Answer, Read};
use crate::AppError;

/// Posts to a server function, and goes where it leads.
#[cfg(feature = "hydrate")]
pub(super) async fn send(path: &'static str, body: String, read: Read) -> Answer {
    use leptos::server_fn::{
        ContentType,
        client::{Client, browser::BrowserClient},
        codec::{Json, PostUrl},
        error::FromServerFnError,
        redirect::call_redirect_hook,
        request::{ClientReq, browser::BrowserRequest},
        response::ClientRes,
    };
    let request = <BrowserRequest as ClientReq<AppError>>::try_new_post(path, PostUrl::CONTENT_TYPE, Json::CONTENT_TYPE, body)?;
    let response = <BrowserClient as Client<AppError>>::send(request).await?;
    let status = ClientRes::<AppError>::status(&response);
    let leads_on = (300..400).contains(&status) || ClientRes::<AppError>::has_redirect(&response);
    let place = leads_on.then(|| ClientRes::<AppError>::location(&response));
    let body = ClientRes::<AppError>::try_into_bytes(response).await?;
    if (400..600).contains(&status) {
        return Err(AppError::de(body));
    }
    let answer = read(&body)?;
    place.inspect(|place| call_redirect_hook(place));
    Ok(answer)
}

/// A server sends no forms.
#[cfg(not(feature = "hydrate"))]
pub(super) fn send(_path: &'static str, _body: String, _read: Read) -> std::future::Ready<Answer> {
    std::future::ready(Err(AppError::Internal))
}

//! What a page asks by itself is no use of the session: otherwise an open page would keep it awake for ever.

use futures::{Sink, Stream};
use leptos::server_fn::{
    Bytes,
    client::{Client, browser::BrowserClient},
    error::FromServerFnError,
    request::browser::BrowserRequest,
    response::browser::BrowserResponse,
};
use std::{
    cell::Cell,
    pin::Pin,
    task::{Context, Poll},
};

/// The header of such a question.
pub const QUIET: &str = "x-freigabe-quiet";

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The answer of a server function with a [`QuietClient`], asked for without the knowledge of whoever sits before the page.
pub fn quietly<F: Future>(question: F) -> Quiet<F> {
    Quiet(Box::pin(question))
}

/// A question that is asked quietly.
pub struct Quiet<F>(Pin<Box<F>>);

impl<F: Future> Future for Quiet<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let before = IS_QUIET.replace(true);
        let answer = self.0.as_mut().poll(context);
        IS_QUIET.set(before);
        answer
    }
}

/// Calls server functions, and says so where that happens [`quietly`].
pub struct QuietClient;

type Inner = BrowserClient;

impl<E: FromServerFnError, I: FromServerFnError, O: FromServerFnError> Client<E, I, O> for QuietClient {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        if IS_QUIET.get() {
            request.headers().set(QUIET, "1");
        }
        <Inner as Client<E, I, O>>::send(request)
    }

    fn open_websocket(
        url: &str,
    ) -> impl Future<Output = Result<(impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static), E>> + Send
    {
        <Inner as Client<E, I, O>>::open_websocket(url)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <Inner as Client<E, I, O>>::spawn(future);
    }
}

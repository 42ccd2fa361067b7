//! From the answer to a request to the stream that goes on after it.

use super::{line::Peer, stream::Events};
use axum::{
    body::Body,
    extract::{ConnectInfo, Request},
    http::{Method, Version, header::CONNECTION, response::Parts},
    middleware::Next,
    response::Response,
};
use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{net::TcpStream, time::timeout};

/// How long a browser may take what it is sent.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a stream is to tell, on its way out through the layers.
#[derive(Clone)]
pub(super) struct Outgoing(Arc<Mutex<Option<Events>>>);

impl Outgoing {
    pub(super) fn new(events: Events) -> Self {
        Self(Arc::new(Mutex::new(Some(events))))
    }

    fn take(&self) -> Option<Events> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Lets a stream go on over the bare connection, or where there is none, as the body of its answer. Outside of all other layers, for
/// the head of the answer must be whole.
pub async fn hand_over(mut request: Request, next: Next) -> Response {
    let peer = request.extensions_mut().remove::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer);
    if let Some(peer) = &peer {
        request.extensions_mut().insert(ConnectInfo(peer.address));
    }
    let (is_get, is_bare) = (request.method() == Method::GET, request.version() == Version::HTTP_11);
    let mut response = next.run(request).await;
    let outgoing = response.extensions_mut().remove::<Outgoing>();
    let Some(events) = outgoing.and_then(|outgoing| outgoing.take()).filter(|_| is_get) else { return response };
    let (parts, _) = response.into_parts();
    match peer.filter(|_| is_bare).and_then(|peer| peer.handle.take()) {
        Some(connection) => {
            tokio::spawn(go_on(connection, head(&parts), events));
            // Nobody hears this any more.
            let mut closing = Response::new(Body::empty());
            closing.headers_mut().insert(CONNECTION, axum::http::HeaderValue::from_static("close"));
            closing
        }
        None => Response::from_parts(parts, Body::from_stream(events.stream())),
    }
}

/// The head of the answer as it travels. Its end is that of the connection.
fn head(parts: &Parts) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\nconnection: close\r\n", parts.status).into_bytes();
    for (name, value) in &parts.headers {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    head
}

/// Tells what there is to tell until the browser goes or the events end.
async fn go_on(connection: TcpStream, head: Vec<u8>, mut events: Events) {
    let mut bytes = head;
    loop {
        match timeout(PATIENCE, send(&connection, &bytes)).await {
            Ok(Ok(())) => {}
            // Nobody takes it.
            Ok(Err(_)) | Err(_) => return,
        }
        let event = tokio::select! {
            event = events.next() => event,
            () = is_gone(&connection) => None,
        };
        match event {
            Some(event) => bytes = event.into_bytes(),
            None => return,
        }
    }
}

async fn send(connection: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        connection.writable().await?;
        match connection.try_write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Waits until the browser closes the connection. What it might still send is of no interest.
async fn is_gone(connection: &TcpStream) {
    let mut ignored = [0; 64];
    loop {
        let is_readable = connection.readable().await.is_ok();
        match connection.try_read(&mut ignored) {
            Ok(count) if count > 0 && is_readable => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && is_readable => {}
            Ok(_) | Err(_) => return,
        }
    }
}

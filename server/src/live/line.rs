//! Connections that can be taken over. What keeps a connection ready for the next request weighs sixteen kilobytes, and a page that
//! only listens never sends one: its stream goes on over the bare connection.

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use socket2::SockRef;
use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// After how long without a sign from the other end that what was sent has come, a connection has ended.
const VANISHED: Duration = Duration::from_mins(1);

/// Listens for connections that can be taken over.
pub struct Lines(pub TcpListener);

/// A connection; once it is taken over, nobody is at the other end any more.
pub struct Line(Handle);

/// The way to take a connection over.
#[derive(Clone)]
pub(super) struct Handle(Arc<Mutex<Option<TcpStream>>>);

/// Who is at the other end.
#[derive(Clone)]
pub struct Peer {
    pub(super) address: SocketAddr,
    pub(super) handle: Handle,
}

impl Listener for Lines {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Who has vanished without a word is not waited for until the system gives up, many minutes later.
        if let Err(error) = SockRef::from(&stream).set_tcp_user_timeout(Some(VANISHED)) {
            tracing::debug!(%error, "a connection keeps the system's patience");
        }
        (Line(Handle(Arc::new(Mutex::new(Some(stream))))), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        Self { address: *stream.remote_addr(), handle: stream.io().0.clone() }
    }
}

impl Handle {
    /// The bare connection; nothing the second time.
    pub(super) fn take(&self) -> Option<TcpStream> {
        self.stream().take()
    }

    fn stream(&self) -> MutexGuard<'_, Option<TcpStream>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// What the connection does, or else what one does at whose other end nobody is.
    fn or_gone<T>(&self, gone: T, act: impl FnOnce(Pin<&mut TcpStream>) -> Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match self.0.stream().as_mut() {
            Some(stream) => act(Pin::new(stream)),
            None => Poll::Ready(Ok(gone)),
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.or_gone((), |stream| stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.or_gone(bytes.len(), |stream| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.or_gone(parts.iter().map(|part| part.len()).sum(), |stream| stream.poll_write_vectored(context, parts))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.or_gone((), |stream| stream.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.or_gone((), |stream| stream.poll_shutdown(context))
    }
}

//! Addresses for servers that are processes of their own.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process,
    sync::atomic::{AtomicU16, Ordering},
};

/// Below the ports that systems hand out to connections: one of those could take a free port before the server does.
const FIRST: u16 = 10_000;
const PORTS: u16 = 20_000;

/// An address on which nobody listens, and which this process gives to nobody else.
pub fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(process::id() % u32::from(PORTS)).unwrap_or_default();
    let addresses = (0..PORTS).map(|_| {
        let port = FIRST + (start + NEXT.fetch_add(1, Ordering::Relaxed) % PORTS) % PORTS;
        SocketAddr::from((Ipv4Addr::LOCALHOST, port))
    });
    addresses.into_iter().find(|address| TcpListener::bind(address).is_ok()).expect("there is a free port")
}

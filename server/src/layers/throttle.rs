//! Slows down sign-ins from one address, and what is kept for it while nobody is signed in. The bound on tries for one user name is
//! in the database.

use crate::{
    fault::{Asker, Fault},
    portal::Portal,
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, Method},
    middleware::Next,
    response::Response,
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

/// An office behind one address signs in at eight o'clock.
const BURST: NonZeroU32 = NonZeroU32::new(30).expect("thirty is not zero");
const REPLENISH: Duration = Duration::from_secs(2);

/// What somebody who is not signed in could try over and over. Codes come after a password, and are counted for each login.
const THROTTLED: [&str; 3] = ["/api/sign_in", "/api/request_password", "/api/reset_password"];

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Counts what comes from each address.
pub struct Throttle {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    trusted_proxies: usize,
}

impl Throttle {
    /// A throttle behind so many proxies.
    ///
    /// # Panics
    /// Never: the period is not zero.
    #[must_use]
    pub fn new(trusted_proxies: usize) -> Self {
        let quota = Quota::with_period(REPLENISH).expect("the period is not zero").allow_burst(BURST);
        Self { limiter: RateLimiter::keyed(quota), trusted_proxies }
    }

    /// Forgets the addresses that have been quiet.
    pub fn forget_quiet_addresses(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    /// Whether one more from this network is not too many.
    pub(super) fn admits(&self, network: IpAddr) -> bool {
        self.limiter.check_key(&network).is_ok()
    }

    /// The network from which a request comes.
    pub(super) fn network_of(&self, request: &Request) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        network(client(request.headers(), peer, self.trusted_proxies))
    }
}

/// Refuses sign-ins, and asking for and setting new passwords, beyond what the address may try.
pub async fn throttle_sign_in(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let is_guess = request.method() == Method::POST && THROTTLED.contains(&request.uri().path());
    if is_guess && !portal.throttle.admits(portal.throttle.network_of(&request)) {
        tracing::warn!("slowed down a sign-in");
        return Asker::of(&request).answer(Fault::TooMany);
    }
    next.run(request).await
}

/// Each trusted proxy has appended whom it saw; what stands further left anybody can have written.
fn client(headers: &HeaderMap, peer: IpAddr, trusted_proxies: usize) -> IpAddr {
    if trusted_proxies == 0 {
        return peer;
    }
    let lists = headers.get_all(FORWARDED_FOR).into_iter().filter_map(|list| list.to_str().ok());
    let seen: Vec<_> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    let named = seen.len().checked_sub(trusted_proxies).and_then(|first| seen[first].parse().ok());
    named.unwrap_or(peer)
}

/// One customer of a provider has a whole network of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn seen(list: &'static str, trusted_proxies: usize) -> String {
        let headers = HeaderMap::from_iter([(FORWARDED_FOR, list.parse().expect("a header"))]);
        client(&headers, PEER, trusted_proxies).to_string()
    }

    #[test]
    fn only_what_trusted_proxies_wrote_counts() {
        assert_eq!(seen("203.0.113.9", 0), "127.0.0.1");
        assert_eq!(seen("1.1.1.1, 203.0.113.9", 1), "203.0.113.9");
        assert_eq!(seen("1.1.1.1, 203.0.113.9, 10.0.0.1", 2), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", 2), "127.0.0.1");
        assert_eq!(seen("unknown", 1), "127.0.0.1");
    }

    #[test]
    fn neighbours_in_one_network_share_their_tries() {
        let networks = ["2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", "::ffff:192.0.2.1"]
            .map(|text| network(text.parse().expect("an address")).to_string());
        assert_eq!(networks, ["2001:db8:1:2::", "2001:db8:1:2::", "192.0.2.1"]);
    }
}

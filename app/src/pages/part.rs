//! Which part of the browser's module a page needs.

#[cfg(feature = "split")]
use super::{
    load_account, load_choosing, load_counting, load_door, load_following, load_logins, load_mailing, load_managing, load_ordering,
    load_queueing, load_releasing, load_ruling, load_serving, load_shopping, load_supplying, load_tracking,
};

/// A part of the browser's module.
#[cfg(any(feature = "split", test))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Door,
    Shopping,
    Choosing,
    Ordering,
    Following,
    Tracking,
    Queueing,
    Releasing,
    Account,
    Logins,
    Managing,
    Ruling,
    Counting,
    Mailing,
    Supplying,
    Serving,
}

#[cfg(any(feature = "split", test))]
impl Part {
    /// The part of the page at this path, by the beginning of its address. The page that leads on and the one for what does not
    /// exist come with every page.
    pub(super) fn of(path: &str) -> Option<Self> {
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        let (first, second, third) = (steps.next().unwrap_or_default(), steps.next(), steps.next());
        match (first, second) {
            ("anmelden" | "passwort-vergessen" | "passwort", _) => Some(Self::Door),
            ("shop", None) => Some(Self::Shopping),
            ("shop", Some(_)) => Some(Self::Choosing),
            ("warenkorb", _) => Some(Self::Ordering),
            ("kundendossier", None) => Some(Self::Following),
            ("kundendossier" | "bestellungen", _) => Some(Self::Tracking),
            ("freigaben", None | Some("sammelfreigabe")) => Some(Self::Queueing),
            ("freigaben", Some(_)) => Some(Self::Releasing),
            ("konto", Some("logins")) if third.is_none() => Some(Self::Logins),
            ("konto", Some("logins")) => Some(Self::Managing),
            ("konto", Some("freigaberegeln")) => Some(Self::Ruling),
            ("konto", Some("zahlen")) => Some(Self::Counting),
            ("konto" | "lieferant", Some("mails")) => Some(Self::Mailing),
            ("konto" | "zweiter-faktor", _) => Some(Self::Account),
            ("lieferant", Some("kunden" | "versandkosten")) => Some(Self::Serving),
            ("lieferant", _) => Some(Self::Supplying),
            _ => None,
        }
    }
}

/// Loads the part of the page at this path, and says whether it is there. A page whose part is missing must be left as the server
/// has rendered it: with a router, but without the part, its links would lead nowhere.
#[cfg(feature = "split")]
pub async fn is_loaded(path: &str) -> bool {
    let loaded = match Part::of(path) {
        Some(Part::Door) => load_door().await,
        Some(Part::Shopping) => load_shopping().await,
        Some(Part::Choosing) => load_choosing().await,
        Some(Part::Ordering) => load_ordering().await,
        Some(Part::Following) => load_following().await,
        Some(Part::Tracking) => load_tracking().await,
        Some(Part::Queueing) => load_queueing().await,
        Some(Part::Releasing) => load_releasing().await,
        Some(Part::Account) => load_account().await,
        Some(Part::Logins) => load_logins().await,
        Some(Part::Managing) => load_managing().await,
        Some(Part::Ruling) => load_ruling().await,
        Some(Part::Counting) => load_counting().await,
        Some(Part::Mailing) => load_mailing().await,
        Some(Part::Supplying) => load_supplying().await,
        Some(Part::Serving) => load_serving().await,
        None => Ok(()),
    };
    loaded.is_ok()
}

/// Without parts everything is there.
#[cfg(all(feature = "hydrate", not(feature = "split")))]
#[allow(clippy::unused_async)]
pub async fn is_loaded(_path: &str) -> bool {
    true
}

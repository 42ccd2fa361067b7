//! Which part of the browser's module a page needs.

#[cfg(any(feature = "split", test))]
use super::Part;
#[cfg(feature = "split")]
use super::load;

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
            ("kundendossier", _) if third == Some("aendern") => Some(Self::Revising),
            ("kundendossier" | "bestellungen", _) => Some(Self::Tracking),
            ("freigaben", None) => Some(Self::Queueing),
            ("freigaben", Some("sammelfreigabe")) => Some(Self::Bundling),
            ("freigaben", Some(_)) if third == Some("mail") => Some(Self::Answering),
            ("freigaben", Some(_)) => Some(Self::Releasing),
            ("konto", Some("logins")) if third.is_none() => Some(Self::Logins),
            ("konto", Some("logins")) => Some(Self::Managing),
            ("konto", Some("freigaberegeln")) => Some(match third {
                Some("kostenstellen") => Self::Budgeting,
                Some("dauerfreigaben") => Self::Learning,
                _ => Self::Ruling,
            }),
            ("konto", Some("zahlen")) => Some(Self::Counting),
            ("konto" | "lieferant", Some("mails")) => Some(Self::Mailing),
            ("konto" | "zweiter-faktor", _) => Some(Self::Account),
            ("lieferant", Some("kunden")) => Some(match third {
                None => Self::Serving,
                Some("neu") => Self::Enrolling,
                Some(_) => Self::Caring,
            }),
            ("lieferant", Some("versandkosten")) => Some(Self::Pricing),
            ("lieferant", _) => Some(Self::Supplying),
            _ => None,
        }
    }
}

/// Loads the part of the page at this path, and says whether it is there. A page whose part is missing must be left as the server
/// has rendered it: with a router, but without the part, its links would lead nowhere.
#[cfg(feature = "split")]
pub async fn is_loaded(path: &str) -> bool {
    match Part::of(path) {
        Some(part) => load(part).await,
        None => true,
    }
}

/// Without parts everything is there.
#[cfg(all(feature = "hydrate", not(feature = "split")))]
#[allow(clippy::unused_async)]
pub async fn is_loaded(_path: &str) -> bool {
    true
}

//! Server functions for whoever comes from a mail. They need no session: the code in the link says who it is, and for which order.

use crate::{AppError, json::Lean, live::QuietClient, show::OrderData};
use domain::Frames;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the link of a mail leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRelease {
    /// The order.
    pub order: OrderData,
    /// Whether a rejection needs a reason.
    pub demands_reason: bool,
    /// What limits it and what is gone of that without it, while the order waits.
    pub frames: Frames,
}

/// Why the link of a mail leads to no order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Worthless {
    /// Somebody of this name has decided it, and the link is too old to show more.
    DecidedBy(String),
    /// Its orderer has withdrawn it, and the link is too old to show more.
    Withdrawn,
    /// Somebody of this name has taken back the release by which it had come to whoever has the link.
    TakenBackBy(String),
    /// Its orderer, of this name, has changed it, and it waits for others again.
    ChangedBy(String),
    /// The link has run out, and the order waits still: whoever has the link decides after signing in.
    TooLate,
    /// The link is worth nothing (any more).
    Spent,
}

/// The order to which the link of a mail leads, or why it leads to none. Opening it changes nothing, so that scanners of mails do no
/// harm.
#[server(endpoint = "load_mail_release", client = QuietClient, output = Lean)]
pub async fn load_mail_release(id: String, code: String) -> Result<Result<MailRelease, Worthless>, AppError> {
    use crate::ssr::{answer, order_id, store};
    use store::{LimitedOrder, StoreError};
    let Ok(id) = order_id(&id) else { return Ok(Err(Worthless::Spent)) };
    match store().order_by_mail(id, &code).await {
        Ok(LimitedOrder { order, frames }) => Ok(Ok(MailRelease { demands_reason: order.demands_reason, order: order.into(), frames })),
        Err(StoreError::NotFound) => answer(store().settled_by_mail(id, &code).await).map(|settled| Err(settled.into())),
        Err(error) => answer(Err(error)),
    }
}

#[cfg(feature = "ssr")]
impl From<Option<store::Settled>> for Worthless {
    fn from(settled: Option<store::Settled>) -> Self {
        match settled {
            Some(store::Settled::Decided { by }) => Self::DecidedBy(by),
            Some(store::Settled::Withdrawn) => Self::Withdrawn,
            Some(store::Settled::CameBack(store::Comeback::TakenBack { by })) => Self::TakenBackBy(by),
            Some(store::Settled::CameBack(store::Comeback::Changed { by })) => Self::ChangedBy(by),
            Some(store::Settled::NotYet) => Self::TooLate,
            None => Self::Spent,
        }
    }
}

/// The lines that were shown as open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailReleaseForm {
    /// The order.
    pub id: String,
    /// The code in the link.
    pub code: String,
    /// Which version of the order was shown. Without one it is 0, which no order has: nothing is released that nobody has seen.
    #[serde(default)]
    pub version: u32,
    /// The positions of the lines, from 1.
    #[serde(default)]
    pub positions: Vec<u32>,
    /// How often the order had been released: then its release is confirmed.
    #[serde(default)]
    pub level: u32,
    /// The seal of the order then, as it was shown. Without one it is empty, which fits nothing.
    #[serde(default)]
    pub seal: String,
    /// The seals of the lines in the same order, as they were shown. Those that are missing are empty, and fit no line.
    #[serde(default)]
    pub seals: Vec<String>,
}

/// Releases the lines that were shown as open, and shows the order again as it is then.
#[server(endpoint = "release_by_mail")]
pub async fn release_by_mail(form: MailReleaseForm) -> Result<(), AppError> {
    use super::on_the_server::{show_again, spent};
    use crate::ssr::{answer, order_id, store};
    use store::{Confirmation, Releases};
    let id = answer(order_id(&form.id).map_err(spent))?;
    let seals = form.seals.into_iter().chain(std::iter::repeat(String::new()));
    let lines: Vec<_> = form.positions.into_iter().zip(seals.map(Some)).collect();
    // What was released and is asked again line by line is decided; the rest of what has gone on is confirmed.
    let outcome = if form.level > 0 && lines.is_empty() {
        store().confirm_by_mail(id, &form.code, Confirmation { level: form.level, seal: form.seal }).await
    } else {
        store().release_by_mail(id, &form.code, Releases::from(lines).seen(Some(form.version))).await
    };
    answer(outcome.map_err(AppError::from).map_err(spent))?;
    show_again(id, &form.code).await;
    Ok(())
}

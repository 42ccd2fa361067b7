//! Where messages go: a mail server, files, or memory.

use super::Smtp;
use crate::config::Config;
use lettre::Message;
use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use store::Stamp;
use uuid::Uuid;

/// Where messages go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, one `.eml` file each.
    Files(PathBuf),
    /// Into memory, for tests.
    Memory(Arc<Mutex<Vec<Message>>>),
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The mail server took it.
    Accepted,
    /// It stands in this file.
    Written(PathBuf),
}

/// Why a message did not go.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct SendError {
    /// Whether trying again is useless.
    pub is_permanent: bool,
    /// The reason, for the one who looks after it.
    pub reason: String,
}

impl Transport {
    /// The mail server that is configured, or else files in the data folder.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        config.smtp.clone().map_or_else(|| Self::Files(config.data.join("mails")), Self::Smtp)
    }

    /// Sends a message; files are named by `now` and `id`.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn send(&self, id: Uuid, message: &Message, now: Stamp) -> Result<Delivered, SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await.map(|()| Delivered::Accepted),
            Self::Files(folder) => {
                let name = format!("{}-{id}.eml", now.instant().strftime("%Y-%m-%dT%H-%M-%S"));
                write(folder, &name, &message.formatted()).await.map(Delivered::Written).map_err(SendError::from)
            }
            Self::Memory(sent) => {
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                Ok(Delivered::Accepted)
            }
        }
    }
}

/// A full disk or a missing right can be mended.
impl From<io::Error> for SendError {
    fn from(error: io::Error) -> Self {
        Self { is_permanent: false, reason: error.to_string() }
    }
}

/// Under its name a file is always whole.
async fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<PathBuf> {
    tokio::fs::create_dir_all(folder).await?;
    let (half, whole) = (folder.join(format!(".{name}")), folder.join(name));
    tokio::fs::write(&half, content).await?;
    tokio::fs::rename(&half, &whole).await?;
    Ok(whole)
}

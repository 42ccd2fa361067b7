//! Why a command did not do what it was asked.

use crate::{
    config::ConfigError,
    demo::DemoError,
    mailer::{SendError, Unbuildable},
};
use app::AppError;
use domain::FieldProblem;
use std::{fmt::Debug, io, net::SocketAddr, process::ExitCode};
use store::{BackupError, Failure, OpenError, StoreError};

/// Why a command failed, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// What was given with the command is wrong.
    #[error("{0}")]
    Input(String),
    /// The rules refuse it.
    #[error("refused: {0}")]
    Refused(String),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A database cannot be copied.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// There is no demo.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// A password cannot be hashed.
    #[error("the password cannot be hashed")]
    Hash,
    /// The record of who did what is not as it was written.
    #[error("{0}")]
    Tampered(String),
    /// A mail did not go.
    #[error("the mail was not sent: {0}")]
    Send(#[from] SendError),
    /// A mail cannot be built.
    #[error("the mail cannot be built: {0}")]
    Mail(#[from] Unbuildable),
    /// The address is taken or not ours.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The system refuses what a server needs.
    #[error("cannot serve: {0}")]
    Serve(#[source] io::Error),
}

impl CommandError {
    /// 2 for what the operator can mend on the command line or in the configuration, 1 for the rest.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_)
            | Self::Input(_)
            | Self::Open(OpenError::UnknownEngine)
            | Self::Backup(BackupError::NotSqlite | BackupError::Exists(_)) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl From<Vec<FieldProblem>> for CommandError {
    fn from(problems: Vec<FieldProblem>) -> Self {
        let wrong = problems.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.problem));
        Self::Input(wrong.collect::<Vec<_>>().join("; "))
    }
}

impl<R: Debug> From<Failure<R>> for CommandError {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::Refused(format!("{refusal:?}")),
            Failure::Store(error) => Self::Store(error),
        }
    }
}

/// Of the functions of the screens, commands only use the one that hashes.
impl From<AppError> for CommandError {
    fn from(_: AppError) -> Self {
        Self::Hash
    }
}

//! `backup` and `restore`.

use super::CommandError;
use crate::config::Config;
use clap::Args;
use std::path::PathBuf;

/// The file of a backup.
#[derive(Args, Debug)]
pub(super) struct BackupFile {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl BackupFile {
    pub(super) async fn write(self, config: &Config) -> Result<(), CommandError> {
        store::back_up(&config.database, &self.file).await?;
        println!("The backup is in {}.", self.file.display());
        Ok(())
    }

    pub(super) async fn restore(&self, config: &Config) -> Result<(), CommandError> {
        let replaced = store::restore(&config.database, &self.file).await?;
        println!("The database is as it was in {}.", self.file.display());
        if let Some(replaced) = replaced {
            println!("What was there before is in {}.", replaced.display());
        }
        Ok(())
    }
}

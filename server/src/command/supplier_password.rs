//! `set-supplier-password`.

#![expect(clippy::doc_markdown, reason = "the comments are the text of --help, which shows markup as it is")]

use super::{CommandError, new_password::hash_of_new_password};
use clap::Args;
use store::{Caller, Store};

/// Whose password. The new one is read from FREIGABE_PASSWORD or asked for.
#[derive(Args, Debug)]
pub(super) struct Forgetful {
    /// User name of a person of the supplier
    #[arg(value_name = "NAME")]
    user_name: String,
}

impl Forgetful {
    pub(super) async fn set(self, store: &Store) -> Result<(), CommandError> {
        let Some(person @ Caller::Supplier(_)) = store.caller_by_user_name(&self.user_name).await? else {
            return Err(CommandError::Input(format!("{} is no login of the supplier", self.user_name)));
        };
        // The caller is in no session of its own: all of them end.
        store.change_password(&person, hash_of_new_password().await?, None).await?;
        println!("{} has a new password and is signed out everywhere.", self.user_name);
        Ok(())
    }
}

//! `remove-second-factor`.

use super::CommandError;
use clap::Args;
use store::{Store, StoreError};

/// Whose second factor.
#[derive(Args, Debug)]
pub(super) struct Locked {
    /// User name of the person who has lost app and recovery codes
    #[arg(value_name = "NAME")]
    user_name: String,
}

impl Locked {
    pub(super) async fn let_in(self, store: &Store) -> Result<(), CommandError> {
        let Some(person) = store.caller_by_user_name(&self.user_name).await? else {
            return Err(CommandError::Input(format!("nobody has the user name {}", self.user_name)));
        };
        match store.remove_second_factor_as_operator(&person).await {
            Err(StoreError::NotFound) => Err(CommandError::Input(format!("{} has no second factor", self.user_name))),
            removed => Ok(removed?),
        }?;
        println!("{} signs in by the password alone again, and is signed out everywhere.", self.user_name);
        Ok(())
    }
}

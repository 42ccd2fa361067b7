//! Passwords for new logins: never on the command line, where every user of the machine could read them.

use super::CommandError;
use app::ssr::Hasher;
use domain::password;
use std::{
    env,
    io::{self, IsTerminal},
};

const VARIABLE: &str = "FREIGABE_PASSWORD";

/// Takes the password from `FREIGABE_PASSWORD`, else asks for it, and hashes it.
pub(super) async fn hash_of_new_password() -> Result<String, CommandError> {
    let typed = read().map_err(|error| CommandError::Input(format!("the password cannot be read: {error}")))?;
    let password = password::check(&typed).map_err(|problem| CommandError::Input(format!("password: {problem}")))?;
    Ok(Hasher::new().hash(password).await?)
}

fn read() -> io::Result<String> {
    if let Some(password) = env::var(VARIABLE).ok().filter(|password| !password.is_empty()) {
        return Ok(password);
    }
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ");
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

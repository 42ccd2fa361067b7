//! The rule for passwords.

use crate::problem::Problem;

/// The fewest characters, as the supplier's terms of the approval procedure demand.
pub const MIN: usize = 6;
/// The most characters: enough for any phrase, and a bound on what is hashed.
pub const MAX: usize = 128;

/// The most common passwords of at least [`MIN`] characters, one a line, lower case.
static COMMON: &str = include_str!("common_passwords.txt");

/// Checks a password that a person chose. It is kept exactly as typed, spaces included.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooShort`], [`Problem::TooLong`] or [`Problem::CommonPassword`].
pub fn check(password: &str) -> Result<String, Problem> {
    match password.chars().count() {
        0 => Err(Problem::Required),
        length if length < MIN => Err(Problem::TooShort { min: MIN }),
        length if length > MAX => Err(Problem::TooLong { max: MAX }),
        _ if is_common(password) => Err(Problem::CommonPassword),
        _ => Ok(password.to_owned()),
    }
}

/// Checks the first password of a login: there is none for whoever is invited to choose it.
///
/// # Errors
/// Those of [`check`].
pub fn check_first(password: &str, is_invited: bool) -> Result<Option<String>, Problem> {
    if is_invited { Ok(None) } else { check(password).map(Some) }
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first) || COMMON.lines().any(|common| common == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_common_passwords_are_refused_with_their_reason() {
        assert_eq!(check(""), Err(Problem::Required));
        assert_eq!(check("abcde"), Err(Problem::TooShort { min: 6 }));
        for common in ["123456", "Passwort", "qwertz", "aaaaaaaa", "schweiz"] {
            assert_eq!(check(common), Err(Problem::CommonPassword), "{common}");
        }
        assert_eq!(check(&"ab".repeat(65)), Err(Problem::TooLong { max: 128 }));
    }

    #[test]
    fn whoever_is_invited_has_no_first_password() {
        assert_eq!(check_first("", true), Ok(None));
        assert_eq!(check_first("zwölf Füchse", true), Ok(None));
        assert_eq!(check_first("zwölf Füchse", false), Ok(Some("zwölf Füchse".to_owned())));
        assert_eq!(check_first("", false), Err(Problem::Required));
    }

    #[test]
    fn a_password_is_kept_as_typed() {
        assert_eq!(check(" zwölf Füchse "), Ok(" zwölf Füchse ".to_owned()));
    }

    #[test]
    fn the_list_is_lower_case_and_long_enough_to_matter() {
        assert!(COMMON.lines().count() >= 150);
        assert!(COMMON.lines().all(|line| line == line.to_lowercase() && line.chars().count() >= MIN));
    }
}

//! What somebody types to prove that the second factor is theirs.

use crate::Problem;
use std::fmt;

/// How many digits an app shows.
pub const DIGITS: usize = 6;
/// How many characters a recovery code has, in base 32: 80 bits.
pub const RECOVERY_LENGTH: usize = 16;
/// The most characters that can be typed: a recovery code with a dash or space after each character.
pub const MAX: usize = 2 * RECOVERY_LENGTH;

/// A code as typed, in its one spelling. No log shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum FactorCode {
    /// Six digits from the app.
    App(String),
    /// One of the recovery codes.
    Recovery(String),
}

impl fmt::Debug for FactorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::App(_) => "App(…)",
            Self::Recovery(_) => "Recovery(…)",
        })
    }
}

/// Reads a code. Spaces and dashes do not count, nor do capitals; digits that base 32 lacks are read as the letters they look like.
///
/// # Errors
/// [`Problem::Required`] and [`Problem::NotACode`].
pub fn parse(typed: &str) -> Result<FactorCode, Problem> {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if bare.is_empty() {
        return Err(Problem::Required);
    }
    if bare.len() == DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(FactorCode::App(bare));
    }
    let code: Option<String> = bare.chars().map(letter).collect();
    code.filter(|code| code.len() == RECOVERY_LENGTH).map(FactorCode::Recovery).ok_or(Problem::NotACode)
}

/// A character of base 32 (RFC 4648).
fn letter(typed: char) -> Option<char> {
    match typed.to_ascii_uppercase() {
        '0' => Some('O'),
        '1' => Some('I'),
        '8' => Some('B'),
        known @ ('A'..='Z' | '2'..='7') => Some(known),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_spelling() {
        assert_eq!(parse(" 123 456\n"), Ok(FactorCode::App("123456".into())));
        let code = FactorCode::Recovery("ABCDEFGHIJKLO234".into());
        for typed in ["ABCD-EFGH-IJKL-O234", "abcd efgh ijkl 0234", "a8cdefgh1jklo234".replace('8', "b").as_str()] {
            assert_eq!(parse(typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        assert_eq!(parse(" - "), Err(Problem::Required));
        for typed in ["12345", "1234567", "ABCD-EFGH", "ABCD-EFGH-IJKL-O23?", "١٢٣٤٥٦", "+12345"] {
            assert_eq!(parse(typed), Err(Problem::NotACode), "{typed}");
        }
    }

    #[test]
    fn no_log_shows_a_code() {
        assert_eq!(format!("{:?}", FactorCode::App("123456".into())), "App(…)");
    }
}

//! Bounded text. Every string that a person can type passes through here before it is kept.

use crate::problem::Problem;

/// The most characters of a short text: a name, a function, a phone number, a reference.
pub const SHORT: usize = 80;
/// The most characters of an e-mail address or a user name (RFC 5321 §4.5.3.1.3: a path of 256 with its brackets).
pub const EMAIL: usize = 254;
/// The most characters of a note or a reason.
pub const NOTE: usize = 1000;

/// A short text on one line that must be there.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn line(text: &str) -> Result<String, Problem> {
    optional_line(text)?.ok_or(Problem::Required)
}

/// A short text on one line, or nothing.
///
/// # Errors
/// [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn optional_line(text: &str) -> Result<Option<String>, Problem> {
    bounded(text, SHORT, |_| false)
}

/// A text of several lines, or nothing.
///
/// # Errors
/// [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn note(text: &str) -> Result<Option<String>, Problem> {
    bounded(&text.replace("\r\n", "\n"), NOTE, |c| c == '\n' || c == '\t')
}

/// An e-mail address. Whether it reaches somebody only a mail can tell, so the check is shallow on purpose:
/// one `@`, something before it, a dotted domain behind it, no spaces.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`], [`Problem::ControlCharacter`] or [`Problem::NotAnEmail`].
pub fn email(text: &str) -> Result<String, Problem> {
    let address = bounded(text, EMAIL, |_| false)?.ok_or(Problem::Required)?;
    let (local, host) = address.split_once('@').ok_or(Problem::NotAnEmail)?;
    let plain = |c: char| c.is_ascii_graphic() && !"@<>()[],;:\\\"".contains(c);
    let labels_are_filled = host.contains('.') && host.split('.').all(is_host_label);
    let dots_are_inside = local.split('.').all(|part| !part.is_empty());
    let is_address = local.len() <= 64 && local.chars().all(plain) && dots_are_inside && labels_are_filled;
    if is_address { Ok(address) } else { Err(Problem::NotAnEmail) }
}

fn is_host_label(label: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&label.len()) && label.chars().all(is_inner) && !label.starts_with('-') && !label.ends_with('-')
}

/// A user name: one line without spaces, at least three characters.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooShort`], [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn user_name(text: &str) -> Result<String, Problem> {
    let name = bounded(text, EMAIL, |_| false)?.ok_or(Problem::Required)?;
    if name.contains(char::is_whitespace) {
        return Err(Problem::ControlCharacter);
    }
    if name.chars().count() < 3 {
        return Err(Problem::TooShort { min: 3 });
    }
    Ok(name)
}

/// The form under which user names are compared: capitals do not tell them apart.
#[must_use]
pub fn user_name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The form under which articles are searched: lower case, accents and umlauts taken off.
#[must_use]
pub fn search_key(text: &str) -> String {
    text.to_lowercase().chars().map(without_accent).collect()
}

const fn without_accent(c: char) -> char {
    match c {
        'ä' | 'à' | 'â' | 'á' => 'a',
        'ö' | 'ô' | 'ó' => 'o',
        'ü' | 'ù' | 'û' | 'ú' => 'u',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ç' => 'c',
        other => other,
    }
}

fn bounded(text: &str, max: usize, is_allowed_control: fn(char) -> bool) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    if text.chars().any(|c| is_hidden(c) && !is_allowed_control(c)) {
        return Err(Problem::ControlCharacter);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Control characters, and those that turn the direction of the text around them.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for right in ["a@b.ch", "vorname.name+x@mail.muster.example", "o'neil@x-y.example"] {
            assert_eq!(email(&format!(" {right} ")), Ok(right.to_owned()));
        }
        for wrong in ["ab.ch", "a@b", "a b@c.ch", "a@b@c.ch", "@b.ch", "a@.ch", "a@b..ch", "a..b@c.ch", "<a@b.ch>", "a@-b.ch", "ä@b.ch"] {
            assert_eq!(email(wrong), Err(Problem::NotAnEmail), "{wrong}");
        }
        assert_eq!(email("a@b.ch\r\nBcc: c@d.ch"), Err(Problem::ControlCharacter));
        assert_eq!(email("  "), Err(Problem::Required));
    }

    #[test]
    fn a_search_finds_umlauts_without_them() {
        assert_eq!(search_key("Büromöbel Élan"), "buromobel elan");
    }

    proptest! {
        #[test]
        fn kept_text_is_bounded_trimmed_and_visible(text in any::<String>()) {
            if let Ok(Some(kept)) = optional_line(&text) {
                prop_assert!(kept.chars().count() <= SHORT && kept.trim() == kept && !kept.is_empty());
                prop_assert!(!kept.chars().any(char::is_control));
            }
        }

        #[test]
        fn an_address_never_carries_a_header(text in "[a-z\r\n:@. <>,]{0,40}") {
            if let Ok(address) = email(&text) {
                prop_assert!(!address.contains(['\r', '\n', ':', '<', ',', ' ']));
            }
        }
    }
}

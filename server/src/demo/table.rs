//! The logins of the demo, as a table for the terminal.

use super::people::{PASSWORD, logins};

/// One login a line, in columns, and the password of all of them.
#[must_use]
pub fn table() -> String {
    let rows: Vec<_> = logins()
        .into_iter()
        .map(|login| [login.user_name.to_owned(), login.name, login.company.to_owned(), login.role.to_owned()])
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let line = |[user_name, name, company, role]: &[String; 4]| {
        format!("  {user_name:<0$}  {name:<1$}  {company:<2$}  {role}\n", widths[0], widths[1], widths[2])
    };
    let lines: String = rows.iter().map(line).collect();
    format!("{lines}\n  Passwort / password: {PASSWORD}\n")
}

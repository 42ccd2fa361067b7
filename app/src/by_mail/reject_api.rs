//! The server function that rejects lines by the link of a mail. It needs no session either.

use crate::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The lines that were chosen of those that were shown as open, and why they are rejected.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MailRejectionForm {
    /// The order.
    pub id: String,
    /// The code in the link.
    pub code: String,
    /// Which version of the order was shown. Without one it is 0, which no order has.
    #[serde(default)]
    pub version: u32,
    /// The seals of the chosen lines, as they were shown, by the names of their boxes: whichever boxes are not ticked, and so not sent,
    /// no seal comes to belong to another line. An empty one fits no line.
    #[serde(default)]
    pub lines: BTreeMap<String, String>,
    /// The word of the cause; may be empty.
    #[serde(default)]
    pub cause: String,
    /// The reason in words; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// The name of the box of a line among the lines.
fn box_name(position: u32) -> String {
    format!("line-{position}")
}

/// The name under which the box of a line is posted.
pub fn box_field(position: u32) -> String {
    format!("form[lines][{}]", box_name(position))
}

/// Rejects the chosen lines, and shows the order again as it is then.
#[server(endpoint = "reject_by_mail")]
pub async fn reject_by_mail(form: MailRejectionForm) -> Result<(), AppError> {
    use super::on_the_server::{show_again, spent};
    use crate::ssr::{answer, order_id, store};
    let id = answer(order_id(&form.id).map_err(spent))?;
    let rejections = answer(conversions::rejections(&form))?;
    let outcome = store().reject_by_mail(id, &form.code, rejections).await;
    answer(outcome.map_err(conversions::refused))?;
    show_again(id, &form.code).await;
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{MailRejectionForm, box_name};
    use crate::{AppError, by_mail::on_the_server::spent};
    use domain::{Problem, RejectionCause, problem::Check, rejection::ReasonGap, text};
    use store::{DecideRefusal, Failure, Rejections};

    /// The lines to reject, if something is chosen and all of it can be read.
    pub(super) fn rejections(form: &MailRejectionForm) -> Result<Rejections, AppError> {
        let mut lines = form.lines.iter().map(|(name, seal)| line(name, seal)).collect::<Result<Vec<_>, _>>()?;
        lines.sort_by_key(|(position, _)| *position);
        let mut check = Check::default();
        let lines = check.field("lines", if lines.is_empty() { Err(Problem::NothingChosen) } else { Ok(lines) });
        let cause = check.field("cause", RejectionCause::chosen(&form.cause));
        let reason = check.field("reason", text::note(&form.reason));
        let rejections = lines.zip(cause).zip(reason);
        let rejections = rejections.map(|((lines, cause), reason)| Rejections::new(lines, cause, reason).seen(Some(form.version)));
        Ok(check.finish(rejections)?)
    }

    /// The line of a box, and its seal. What no box of the page is called comes from no page of ours.
    fn line(name: &str, seal: &str) -> Result<(u32, Option<String>), AppError> {
        let position = name.strip_prefix("line-").and_then(|position| position.parse().ok());
        let position = position.filter(|position| box_name(*position) == name).ok_or(AppError::BadRequest)?;
        Ok((position, Some(seal.to_owned())))
    }

    /// Why nothing was rejected. All lines have one reason, so what is missing of it is missing in one place.
    pub(super) fn refused(failure: Failure<DecideRefusal>) -> AppError {
        match failure {
            Failure::Refused(DecideRefusal::ReasonMissing { gap: ReasonGap::Cause, .. }) => AppError::field("cause", Problem::Required),
            Failure::Refused(DecideRefusal::ReasonMissing { gap: ReasonGap::Words, .. }) => AppError::field("reason", Problem::Unsaid),
            other => spent(other.into()),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use domain::FieldProblem;

        fn refusal(lines: &[(&str, &str)], cause: &str) -> Option<AppError> {
            let lines = lines.iter().map(|(name, seal)| ((*name).to_owned(), (*seal).to_owned())).collect();
            rejections(&MailRejectionForm { lines, cause: cause.into(), ..MailRejectionForm::default() }).err()
        }

        #[test]
        fn a_seal_belongs_to_the_line_of_its_box() {
            assert_eq!(line("line-12", "ab").ok(), Some((12, Some("ab".into()))));
            assert_eq!(refusal(&[("line-1", "ab"), ("line-3", "cd")], "too_expensive"), None);
        }

        #[test]
        fn what_no_page_of_ours_sends_is_not_guessed_at() {
            for name in ["1", "line-", "line-x", "line-+1", "line-01"] {
                assert_eq!(refusal(&[("line-2", "ab"), (name, "ab")], ""), Some(AppError::BadRequest), "{name}");
            }
        }

        #[test]
        fn something_has_to_be_chosen_and_the_cause_has_to_be_on_the_list() {
            let problem = |field: &str, problem| FieldProblem { field: field.into(), problem };
            let expected = vec![problem("lines", Problem::NothingChosen), problem("cause", Problem::Unknown)];
            assert_eq!(refusal(&[], "<script>"), Some(expected.into()));
        }
    }
}

//! Why a line was rejected.

use crate::{contact::words, order::Verdict, problem::Problem};

words! {
    /// Why the approver rejected a line, from a short list.
    RejectionCause {
        /// It costs too much.
        TooExpensive = "too_expensive",
        /// Another article would do, or do better.
        WrongArticle = "wrong_article",
        /// Nobody needs it.
        NotNeeded = "not_needed",
        /// The company has it already.
        AvailableInHouse = "available_in_house",
        /// Something else, which the approver puts into words.
        Other = "other",
    }
}

/// What a customer that demands a reason for each rejection misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonGap {
    /// No cause was chosen.
    Cause,
    /// The cause is another one than those of the list, and nobody wrote which.
    Words,
}

/// What is missing of the reason for a decision.
///
/// # Errors
/// [`ReasonGap`], only for a rejection, and only where the customer demands a reason.
pub fn check_reason(is_demanded: bool, verdict: Verdict, cause: Option<RejectionCause>, words: Option<&str>) -> Result<(), ReasonGap> {
    if !is_demanded || verdict == Verdict::Released {
        return Ok(());
    }
    let has_words = words.is_some_and(|words| !words.trim().is_empty());
    match cause {
        None => Err(ReasonGap::Cause),
        Some(RejectionCause::Other) if !has_words => Err(ReasonGap::Words),
        Some(_) => Ok(()),
    }
}

impl RejectionCause {
    /// A cause as a list sends it: nothing chosen is none.
    ///
    /// # Errors
    /// [`Problem::Unknown`].
    pub fn chosen(word: &str) -> Result<Option<Self>, Problem> {
        if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cause() -> impl Strategy<Value = Option<RejectionCause>> {
        prop::option::of(prop::sample::select(RejectionCause::ALL))
    }

    #[test]
    fn another_reason_has_to_be_put_into_words() {
        let check = |cause, words| check_reason(true, Verdict::Rejected, cause, words);
        assert_eq!(check(None, Some("Zu gross.")), Err(ReasonGap::Cause));
        assert_eq!(check(Some(RejectionCause::Other), None), Err(ReasonGap::Words));
        assert_eq!(check(Some(RejectionCause::Other), Some(" \n")), Err(ReasonGap::Words));
        assert_eq!(check(Some(RejectionCause::Other), Some("Zu gross.")), Ok(()));
        assert_eq!(check(Some(RejectionCause::TooExpensive), None), Ok(()));
    }

    proptest! {
        #[test]
        fn nobody_has_to_say_why_unless_the_customer_demands_it(cause in cause(), words in prop::option::of(any::<String>())) {
            prop_assert_eq!(check_reason(false, Verdict::Rejected, cause, words.as_deref()), Ok(()));
            prop_assert_eq!(check_reason(true, Verdict::Released, cause, words.as_deref()), Ok(()));
        }

        #[test]
        fn where_it_is_demanded_no_rejection_goes_without_a_cause(cause in cause(), words in prop::option::of(any::<String>())) {
            let passes = check_reason(true, Verdict::Rejected, cause, words.as_deref()).is_ok();
            prop_assert!(!passes || cause.is_some());
            prop_assert!(!passes || cause != Some(RejectionCause::Other) || words.is_some_and(|words| !words.trim().is_empty()));
        }
    }
}

//! What can be wrong with something a person typed. The view turns it into words.

use serde::{Deserialize, Serialize};

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// Nothing was given where something is needed.
    #[error("required")]
    Required,
    /// Longer than `max` characters.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// Shorter than `min` characters.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The fewest characters allowed.
        min: usize,
    },
    /// Has a line break or another control character where none belongs.
    #[error("has a control character")]
    ControlCharacter,
    /// Is not an e-mail address.
    #[error("not an e-mail address")]
    NotAnEmail,
    /// Is not a number from `min` to `max`.
    #[error("not a number from {min} to {max}")]
    NotInRange {
        /// The least value allowed.
        min: u32,
        /// The greatest value allowed.
        max: u32,
    },
    /// Is one of the most common passwords.
    #[error("one of the most common passwords")]
    CommonPassword,
    /// The present password is not the one that was typed.
    #[error("not the present password")]
    WrongPassword,
    /// Is neither a code as an app shows it nor a recovery code.
    #[error("not a code")]
    NotACode,
    /// Is not the code that the app shows, nor one of the recovery codes.
    #[error("the wrong code")]
    WrongCode,
    /// Is none of the recovery codes that are left.
    #[error("none of the recovery codes")]
    NoRecoveryCode,
    /// The code was used before.
    #[error("used before")]
    UsedCode,
    /// Is no amount in francs.
    #[error("not an amount")]
    NotAnAmount,
    /// The user name belongs to somebody already.
    #[error("taken")]
    Taken,
    /// The number belongs to something else already.
    #[error("number taken")]
    NumberTaken,
    /// Somebody would stand in for themselves.
    #[error("the same person")]
    SamePerson,
    /// Whoever would stand in is away as well.
    #[error("away as well")]
    AwayToo,
    /// Is away on some of these days already.
    #[error("away already")]
    AlreadyAway,
    /// The last day comes before the first.
    #[error("before the first day")]
    BeforeFirstDay,
    /// The day is over.
    #[error("past")]
    Past,
    /// Whoever would take over has ordered something that waits for a release.
    #[error("orders of their own wait")]
    OwnOrders,
    /// Whoever would take over has released something before that waits for a further release.
    #[error("has released it before")]
    HasReleased,
    /// Whoever would take over has this approver above them.
    #[error("stands below")]
    StandsBelow,
    /// What is above the limit would come back to the same person.
    #[error("would come back")]
    ComesBack,
    /// Somebody else would be asked before whoever is to decide is reminded.
    #[error("not after the reminder")]
    BeforeReminder,
    /// There is no article of this number.
    #[error("no such article")]
    NoSuchArticle,
    /// Is more than whoever sets it may release.
    #[error("above the own limit")]
    AboveOwnLimit,
    /// The article is in the assortment already.
    #[error("in the assortment already")]
    InAssortment,
    /// The article is sold no more.
    #[error("sold no more")]
    SoldNoMore,
    /// It is another reason than those of the list, and nobody wrote which.
    #[error("not put into words")]
    Unsaid,
    /// None of several things was chosen, of which at least one is needed.
    #[error("nothing chosen")]
    NothingChosen,
    /// Is none of the values on offer, or no longer one.
    #[error("unknown value")]
    Unknown,
}

/// A problem with the field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Collects the problems of a form, so that all of them can be shown at once.
#[derive(Debug, Default)]
pub struct Check {
    problems: Vec<FieldProblem>,
}

impl Check {
    /// Keeps the value, or notes the problem under the field's name.
    pub fn field<T>(&mut self, field: &str, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.problems.push(FieldProblem { field: field.into(), problem })).ok()
    }

    /// The whole form, if every field was right.
    ///
    /// # Errors
    /// Every problem that was noted.
    pub fn finish<T>(self, form: Option<T>) -> Result<T, Vec<FieldProblem>> {
        form.filter(|_| self.problems.is_empty()).ok_or(self.problems)
    }
}

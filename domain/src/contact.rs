//! The people of a customer.

use crate::problem::Problem;

/// Declares an enum whose variants have a stable word, used in the database and in forms.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// Every variant, in the order in which the screens show them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable word of this variant.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::problem::Problem;

            fn try_from(word: String) -> Result<Self, Self::Error> {
                word.parse()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::problem::Problem;

            /// Reads the stable word.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    "" => Err($crate::problem::Problem::Required),
                    _ => Err($crate::problem::Problem::Unknown),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Freigabeart: how the orders of a contact are controlled.
    ApprovalKind {
        /// Keine Einschränkung: orders go to the supplier at once.
        Unrestricted = "unrestricted",
        /// Bestellfreigeber: orders go at once, and may release the orders of others.
        Approver = "approver",
        /// Permanente Freigabeprüfung: every line needs a release.
        AlwaysReview = "always_review",
        /// Freigabeprüfung ausserhalb Kundensortiment: lines outside the assortment need a release.
        ReviewOutsideAssortment = "review_outside_assortment",
    }
}

impl ApprovalKind {
    /// The kinds whose orders may have to wait for an approver, as they need a release by the table of the approval procedure.
    pub const REVIEWED: [Self; 2] = [Self::AlwaysReview, Self::ReviewOutsideAssortment];

    /// Whether orders of this kind may have to wait for an approver.
    #[must_use]
    pub const fn is_reviewed(self) -> bool {
        matches!(self, Self::AlwaysReview | Self::ReviewOutsideAssortment)
    }

    /// Checks "Bestellfreigeber für diesen Benutzer": demanded exactly for the kinds that are reviewed.
    ///
    /// # Errors
    /// [`Problem::Required`] when a reviewed kind has no approver. An approver given for another kind is dropped.
    pub fn with_approver<T>(self, approver: Option<T>) -> Result<Option<T>, Problem> {
        match (self.is_reviewed(), approver) {
            (true, None) => Err(Problem::Required),
            (true, some) => Ok(some),
            (false, _) => Ok(None),
        }
    }
}

words! {
    /// The language in which a person reads screens and mails.
    Language {
        /// Deutsch.
        German = "de",
        /// English.
        English = "en",
    }
}

words! {
    /// Anrede.
    Salutation {
        /// Frau.
        Ms = "ms",
        /// Herr.
        Mr = "mr",
        /// No salutation wished.
        Neutral = "neutral",
    }
}

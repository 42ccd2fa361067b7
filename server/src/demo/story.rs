//! What happened at the demo customers, step by step.

use domain::SupplyStatus;
use jiff::civil::Time;
use serde::Deserialize;

static STORY: &str = include_str!("../../demo/story.toml");

/// Something that somebody did.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    /// So many working days ago.
    pub(super) day: u8,
    /// The time of that day.
    pub(super) time: Time,
    /// The order's name within the story; of a rule, the order for whose sake it is set.
    pub(super) order: String,
    /// What was done.
    #[serde(flatten)]
    pub(super) act: Act,
}

/// What can be done with an order.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum Act {
    /// Submitting it.
    Place {
        /// Whose order it is.
        by: String,
        /// Numbers of articles, and how many.
        lines: Vec<(String, u32)>,
        /// The customer's reference.
        reference: Option<String>,
        /// The note for the approver.
        note: Option<String>,
    },
    /// Releasing and rejecting lines.
    Decide {
        /// Who decided.
        by: String,
        /// The positions that were released.
        #[serde(default)]
        release: Vec<u32>,
        /// The positions that were rejected, with the reasons.
        #[serde(default)]
        reject: Vec<(u32, String)>,
    },
    /// Taking it back.
    Withdraw,
    /// Setting how many working hours orders wait until somebody is reminded, and until others are asked as well.
    Patience {
        /// Who sets it.
        by: String,
        /// Until the reminder; never without it.
        remind: Option<u16>,
        /// Until others are asked; never without it.
        escalate: Option<u16>,
    },
    /// Doing what is due about it by then, as the portal does by itself.
    Nudge,
    /// A step of the supplier.
    Advance {
        /// Which one.
        to: SupplyStatus,
    },
}

#[derive(Deserialize)]
struct Story {
    step: Vec<Step>,
}

/// The steps, in the order in which they happened.
pub(super) fn steps() -> Result<Vec<Step>, toml::de::Error> {
    toml::from_str(STORY).map(|Story { step }| step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;

    #[test]
    fn the_story_is_told_in_the_order_in_which_it_happened() {
        let steps = steps().expect("the story can be read");
        assert!(steps.is_sorted_by_key(|step| (Reverse(step.day), step.time)));
    }

    #[test]
    fn nobody_works_at_night() {
        let steps = steps().expect("the story can be read");
        assert!(steps.iter().all(|step| step.day > 0 && (7..18).contains(&step.time.hour())));
    }
}

//! How long somebody usually takes to decide.

/// With fewer decisions than this nothing is said: two are no habit.
pub const FEWEST: usize = 3;
/// The last how many decided orders count.
pub const LATEST: u32 = 20;

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// Within what time somebody usually decides, rounded up to what people say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// So many minutes: 15 or 30.
    Minutes(u32),
    /// So many hours, from 1 to 12.
    Hours(u32),
    /// So many days.
    Days(u32),
}

impl Pace {
    /// The pace of somebody who took so many minutes for each of their last orders; `None` where they are fewer than [`FEWEST`].
    #[must_use]
    pub fn usual(minutes: &[u32]) -> Option<Self> {
        (minutes.len() >= FEWEST).then(|| median(minutes)).flatten().map(Self::within)
    }

    const fn within(minutes: u32) -> Self {
        match minutes {
            0..=15 => Self::Minutes(15),
            16..=30 => Self::Minutes(30),
            _ if minutes <= 12 * HOUR => Self::Hours(minutes.div_ceil(HOUR)),
            _ => Self::Days(minutes.div_ceil(DAY)),
        }
    }
}

/// The middle of the values; of two in the middle the mean, rounded down. `None` where there are none.
#[must_use]
pub fn median(values: &[u32]) -> Option<u32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2)?;
    Some(lower.midpoint(*upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let cases: [(&[u32], Option<u32>); 5] =
            [(&[], None), (&[7], Some(7)), (&[9, 1], Some(5)), (&[30, 1, 2], Some(2)), (&[8, 1, 2, 1000], Some(5))];
        for (values, expected) in cases {
            assert_eq!(median(values), expected, "{values:?}");
        }
    }

    #[test]
    fn the_pace_is_rounded_up_to_what_people_say() {
        let cases = [
            (0, Pace::Minutes(15)),
            (15, Pace::Minutes(15)),
            (16, Pace::Minutes(30)),
            (31, Pace::Hours(1)),
            (60, Pace::Hours(1)),
            (61, Pace::Hours(2)),
            (720, Pace::Hours(12)),
            (721, Pace::Days(1)),
            (1440, Pace::Days(1)),
            (1441, Pace::Days(2)),
        ];
        for (minutes, expected) in cases {
            assert_eq!(Pace::usual(&[minutes; FEWEST]), Some(expected), "{minutes}");
        }
    }

    #[test]
    fn of_too_few_decisions_nothing_is_said() {
        assert_eq!(Pace::usual(&[]), None);
        assert_eq!(Pace::usual(&[10, 10]), None);
        assert!(Pace::usual(&[10, 10, 10]).is_some());
    }

    proptest! {
        #[test]
        fn half_are_no_slower_and_half_are_no_quicker(values in prop::collection::vec(any::<u32>(), 1..40)) {
            let middle = median(&values).expect("there are some");
            let half = values.len().div_ceil(2);
            prop_assert!(values.iter().filter(|value| **value >= middle).count() >= half);
            // Between two in the middle the mean is nobody's value.
            prop_assert!(values.iter().filter(|value| **value <= middle).count() >= values.len() / 2);
        }

        #[test]
        fn who_takes_longer_is_never_said_to_be_quicker(minutes in 0..100_000u32, more in 0..10_000u32) {
            prop_assert!(Pace::within(minutes) <= Pace::within(minutes + more));
        }
    }
}

//! Numbers beside a label, which nobody reads to the last digit.

/// Counting stops here: what it costs must not grow for ever.
pub const MOST: i64 = 1_000;

/// The number as it is shown.
#[must_use]
pub fn shown(count: i64) -> String {
    if count < MOST { count.to_string() } else { format!("{}+", MOST - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_just_many() {
        assert_eq!([0, 999, 1_000, 5_000].map(shown), ["0", "999", "999+", "999+"]);
    }
}

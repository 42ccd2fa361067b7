//! Speed as ratios: what a thing costs, compared with a baseline that was measured in the same run.

use std::time::Duration;

/// How many times as fast as the baseline.
#[must_use]
pub fn speed(baseline: Duration, measured: Duration) -> f64 {
    baseline.as_secs_f64() / measured.as_secs_f64()
}

/// A row of the table in `docs/benchmarks.md`: the median of the ratios, with their range.
///
/// # Panics
/// When nothing was measured.
#[must_use]
pub fn row(work: &str, baseline: &str, target: &str, ratios: Vec<f64>) -> String {
    assert!(ratios.len() > 1, "{work} was measured too seldom");
    format!("| {work} | {baseline} | {} | {target} |", spread(ratios, 2))
}

/// The median of what was measured, with its range, each with so many decimals.
///
/// # Panics
/// When nothing was measured, or only once.
#[must_use]
pub fn spread(mut measured: Vec<f64>, decimals: usize) -> String {
    measured.sort_by(f64::total_cmp);
    let [least, .., most] = measured[..] else { panic!("it was measured too seldom") };
    let median = measured[measured.len() / 2];
    format!("{median:.decimals$} ({least:.decimals$}–{most:.decimals$})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_the_median_and_the_range() {
        assert_eq!(row("a", "b", "≥ 1", vec![3.0, 1.0, 1.5]), "| a | b | 1.50 (1.00–3.00) | ≥ 1 |");
    }

    #[test]
    fn a_spread_is_as_exact_as_it_is_wanted() {
        assert_eq!(spread(vec![57.04, 61.0, 55.26], 1), "57.0 (55.3–61.0)");
    }

    #[test]
    fn half_the_time_is_twice_the_speed() {
        assert!((speed(Duration::from_secs(2), Duration::from_secs(1)) - 2.0).abs() < 1e-9);
    }
}

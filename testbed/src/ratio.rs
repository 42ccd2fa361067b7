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
pub fn row(work: &str, baseline: &str, target: &str, mut ratios: Vec<f64>) -> String {
    ratios.sort_by(f64::total_cmp);
    let [least, .., most] = ratios[..] else { panic!("{work} was measured too seldom") };
    let median = ratios[ratios.len() / 2];
    format!("| {work} | {baseline} | {median:.2} ({least:.2}–{most:.2}) | {target} |")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_the_median_and_the_range() {
        assert_eq!(row("a", "b", "≥ 1", vec![3.0, 1.0, 1.5]), "| a | b | 1.50 (1.00–3.00) | ≥ 1 |");
    }

    #[test]
    fn half_the_time_is_twice_the_speed() {
        assert!((speed(Duration::from_secs(2), Duration::from_secs(1)) - 2.0).abs() < 1e-9);
    }
}

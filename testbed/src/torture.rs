//! Tests that break things: short in `make test`, long in `make torture`, which sets `FREIGABE_TORTURE`.

use std::env;

/// Whether it is `make torture` that runs.
#[must_use]
pub fn is_long() -> bool {
    env::var_os("FREIGABE_TORTURE").is_some()
}

/// How often something is done.
#[must_use]
pub fn times(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Prints a row of the table: what was tried and what came of it. Violations end a test before it gets here.
pub fn report(what: &str, attempts: usize, figures: &str) {
    if is_long() {
        println!("| {what} | {attempts} | 0 | {figures} |");
    }
}

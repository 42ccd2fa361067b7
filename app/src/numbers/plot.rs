//! Plots. What they show stands in the table beside them, so that they say nothing to screen readers.

use super::api::Bar;
use crate::prelude::*;

/// The height and the width of a plot in its own units: tenths of a percent.
const WHOLE: i64 = 1000;

/// Amounts side by side, as columns.
#[component]
pub fn Columns(bars: Vec<Bar>) -> impl IntoView {
    let column = |bar: Bar| {
        view! {
            <div>
                <svg viewBox="0 0 10 1000" preserveAspectRatio="none">
                    <rect width="10" height=bar.length y=WHOLE - bar.length/>
                </svg>
                <span>{bar.short}</span>
            </div>
        }
    };
    view! { <div class="columns" aria-hidden="true">{bars.into_iter().map(column).collect_view()}</div> }
}

/// One amount, as a bar in its row.
#[component]
pub fn Length(length: i64) -> impl IntoView {
    view! {
        <svg class="length" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="length-track" width=WHOLE height="10"/>
            <rect width=length height="10"/>
        </svg>
    }
}

//! Server function of the numbers.

use crate::{AppError, json::Lean};
use domain::{Rappen, numbers::Period};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The numbers of some months, ready to show. Amounts are net.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// The period that was chosen, if one was.
    pub chosen: Option<Period>,
    /// What was bought.
    pub spend: Rappen,
    /// By how many orders.
    pub orders: i64,
    /// By month, the oldest first.
    pub months: Vec<Bar>,
    /// By category, the most first.
    pub categories: Vec<Bar>,
    /// By orderer, the most first.
    pub orderers: Vec<Bar>,
    /// By cost centre, the most first.
    pub cost_centres: Vec<Bar>,
    /// Within the Kundensortiment and outside of it; the last only where it is not known.
    pub assortment: Vec<Bar>,
    /// How long releases took.
    pub release: Option<Release>,
    /// What was rejected.
    pub rejected: Rappen,
    /// How many lines that was.
    pub rejected_lines: i64,
}

impl Numbers {
    /// Whether nothing happened.
    pub const fn is_empty(&self) -> bool {
        self.orders == 0 && self.rejected_lines == 0
    }
}

/// One of several amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Of what.
    pub label: String,
    /// The same where there is little room.
    pub short: String,
    /// How much.
    pub amount: Rappen,
    /// By how many orders, where that is counted.
    pub orders: Option<i64>,
    /// Its part of the whole: `12.5 %`.
    pub share: String,
    /// Its length in tenths of a percent of the longest one.
    pub length: i64,
}

/// How long releases took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// How many orders had to wait.
    pub orders: i64,
    /// Half of them waited no longer.
    pub median: String,
    /// Nine of ten waited no longer.
    pub ninetieth: String,
}

/// The numbers of the caller's customer in the period that was chosen, if one was.
#[server(endpoint = "load_numbers", output = Lean)]
pub async fn load_numbers(period: Option<Period>) -> Result<Numbers, AppError> {
    use crate::ssr::{answer, approver, store};
    let approver = answer(approver())?;
    let numbers = answer(store().numbers(&approver, period).await)?;
    Ok(conversions::ready(numbers, period))
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{Bar, Numbers, Release};
    use crate::{
        ssr::{category_name, duration, month, percent, request_language, short_month},
        text,
    };
    use domain::{Rappen, numbers::Period, numbers::permille};
    use store::{AssortmentSpend, ReleaseTimes};

    /// The numbers in the language of the request.
    pub(super) fn ready(numbers: store::Numbers, chosen: Option<Period>) -> Numbers {
        let l = request_language();
        let (spend, orders) = (numbers.spend(), numbers.orders());
        let months = numbers.months.into_iter().map(|row| bar(month(l, row.of), short_month(l, row.of), row.net, Some(row.orders)));
        let categories = numbers.categories.into_iter().map(|(name, net)| plain(category_name(l, name.as_ref()), net, None));
        let orderers = numbers.orderers.into_iter().map(|row| plain(row.of, row.net, Some(row.orders)));
        let cost_centres = numbers.cost_centres.into_iter().map(|row| plain(row.of, row.net, Some(row.orders)));
        Numbers {
            chosen,
            spend,
            orders,
            months: measured(months, spend),
            categories: measured(categories, spend),
            orderers: measured(orderers, spend),
            cost_centres: measured(cost_centres, spend),
            assortment: assortment(l, numbers.assortment, spend),
            release: numbers.release.map(release),
            rejected: numbers.rejected.net,
            rejected_lines: numbers.rejected.lines,
        }
    }

    fn bar(label: String, short: String, amount: Rappen, orders: Option<i64>) -> Bar {
        Bar { label, short, amount, orders, share: String::new(), length: 0 }
    }

    fn plain(label: String, amount: Rappen, orders: Option<i64>) -> Bar {
        bar(label, String::new(), amount, orders)
    }

    /// The bars with their shares of the whole, and as long as they are beside the longest.
    fn measured(bars: impl Iterator<Item = Bar>, whole: Rappen) -> Vec<Bar> {
        let bars: Vec<_> = bars.collect();
        let longest = bars.iter().map(|bar| bar.amount).max().unwrap_or_default();
        let measure = |bar: Bar| Bar { share: percent(bar.amount, whole), length: permille(bar.amount, longest), ..bar };
        bars.into_iter().map(measure).collect()
    }

    fn assortment(l: domain::Language, spend: AssortmentSpend, whole: Rappen) -> Vec<Bar> {
        let known = [(text::numbers::inside(l), spend.inside), (text::numbers::outside(l), spend.outside)];
        let unknown = (text::numbers::unknown(l), spend.unknown);
        let rows = known.into_iter().chain((spend.unknown != Rappen(0)).then_some(unknown));
        measured(rows.map(|(label, net)| plain(label.into(), net, None)), whole)
    }

    fn release(times: ReleaseTimes) -> Release {
        let l = request_language();
        Release { orders: times.orders, median: duration(l, times.median), ninetieth: duration(l, times.ninetieth) }
    }
}

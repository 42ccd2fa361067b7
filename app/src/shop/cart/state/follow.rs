//! Bringing the cart to what the server says: after what was done here, as time passes, and when others change something.

use super::{
    CartState,
    load::{A_MOMENT, AGAIN, Asked},
    shown::{Head, costs_otherwise, merge},
};
use crate::{AppError, live::Live, me::MenuNumbers, shop::cart::api::CartData};
use leptos::prelude::*;
use std::time::Duration;

impl CartState {
    /// Takes over the cart as it is since the server has kept what was typed beside the lines, unless it hears of quantities just now.
    pub(in crate::shop::cart) fn take_kept(self, cart: CartData) {
        if !self.sending.pending().get_untracked() {
            self.take(Ok(cart));
        }
    }

    pub(super) fn follow_the_server(self) {
        Effect::new(move |_| {
            if let Some(answer) = self.sending.value().get() {
                self.take(answer);
                untrack(MenuNumbers::refresh);
                self.send_next();
            }
        });
        Effect::new(move |_| {
            if let Some(answer) = self.loading.value().get() {
                let has_failed = answer.is_err();
                self.take(answer);
                if has_failed {
                    self.ask_after(AGAIN);
                }
            }
        });
    }

    /// After the cut-off another day is promised. The page asks a moment later, so that the server agrees.
    pub(super) fn follow_the_clock(self) {
        Effect::new(move |_| {
            let seconds = self.head.with(|head| head.outlook.as_ref().map(|outlook| u64::from(outlook.seconds)));
            if let Some(seconds) = seconds {
                self.ask_after(Duration::from_secs(seconds + 2));
            }
        });
    }

    /// Whoever would decide may be away by now, of a limit or a budget less may be left, and prices or freight may be others.
    pub(super) fn follow_others(self) {
        let Some(live) = use_context::<Live>() else { return };
        let known = live.heard_before();
        Effect::new(move |before: Option<u32>| {
            let heard = live.heard();
            if before.unwrap_or(known) != heard {
                self.ask_after(A_MOMENT);
            }
            heard
        });
    }

    /// Asks by the clock, unless the effect in which this is called runs once more before.
    fn ask_after(self, pause: Duration) {
        if let Ok(timer) = set_timeout_with_handle(move || drop(self.loading.dispatch(Asked::ByTheClock)), pause) {
            on_cleanup(move || timer.clear());
        }
    }

    /// An answer that is older than changes still to be sent would turn them back on the page.
    fn take(self, answer: Result<CartData, AppError>) {
        let is_latest = self.unsent.with_untracked(Vec::is_empty);
        if let Ok(cart) = answer
            && is_latest
        {
            if self.lines.with_untracked(|lines| self.head.with_untracked(|head| costs_otherwise(lines, head, &cart))) {
                self.is_repriced.set(true);
            }
            self.head.set(Head::of(&cart));
            self.update(|lines| merge(lines, cart.lines));
        }
    }
}

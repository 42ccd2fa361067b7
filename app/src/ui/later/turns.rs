//! Whose turn it is.

use futures::channel::oneshot;
use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    time::Duration,
};

/// For how long pieces come alive before the browser may do something else, in milliseconds: on a phone that is four times as slow it is
/// still less than the fifty that people notice.
const AT_A_TIME: f64 = 5.0;

/// What a person does first where they are about to change something.
const PRESSES: [&str; 3] = ["pointerdown", "keydown", "submit"];

type Turn = Box<dyn FnOnce()>;

thread_local! {
    /// Whether a page is being taken over. What comes onto it afterwards waits no more.
    static IS_COMING: Cell<bool> = const { Cell::new(true) };
    static PIECES: RefCell<VecDeque<Turn>> = const { RefCell::new(VecDeque::new()) };
    /// What waits for the last piece.
    static THEN: RefCell<Vec<Turn>> = const { RefCell::new(Vec::new()) };
}

/// Whether there are turns still.
pub(super) fn is_coming() -> bool {
    IS_COMING.get()
}

/// Lets this come alive in its turn.
pub(super) fn wait(piece: impl FnOnce() + 'static) {
    PIECES.with_borrow_mut(|pieces| pieces.push_back(Box::new(piece)));
}

/// Does this once the whole page is alive, at once if it is.
pub fn once_alive(then: impl FnOnce() + 'static) {
    if is_coming() {
        THEN.with_borrow_mut(|waiting| waiting.push(Box::new(then)));
    } else {
        then();
    }
}

/// Lets all pieces come alive, with pauses in which the browser does other things, and then what waited for that.
pub async fn come_alive() {
    let presses = PRESSES.map(|press| window_event_listener_untyped(press, |_| hurry()));
    pause().await;
    while come_alive_until(now() + AT_A_TIME) {
        pause().await;
    }
    for press in presses {
        press.remove();
    }
    IS_COMING.set(false);
    for then in THEN.take() {
        then();
    }
}

/// Lets pieces come alive until then, at least one. Whether there are more.
fn come_alive_until(then: f64) -> bool {
    while let Some(piece) = next() {
        piece();
        if now() >= then {
            return true;
        }
    }
    false
}

/// Somebody does not wait.
fn hurry() {
    while let Some(piece) = next() {
        piece();
    }
}

fn next() -> Option<Turn> {
    PIECES.with_borrow_mut(VecDeque::pop_front)
}

async fn pause() {
    let (rest, rested) = oneshot::channel();
    set_timeout(
        move || {
            // Whoever rests waits for it.
            let _ = rest.send(());
        },
        Duration::ZERO,
    );
    let _ = rested.await;
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

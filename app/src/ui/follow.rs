//! Pages that change while they are shown: what somebody else has done shows by itself, or in a notice where it would move things.

use super::load::{Answer, Content, Loading};
use crate::{
    AppError,
    live::{Live, quietly},
};
use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::Element};
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};

/// Whether a page may be changed from one content to another where it stands.
pub(super) type InPlace = Arc<dyn Fn(&Content, &Content) -> bool + Send + Sync>;

/// A part of a page that shows by itself what is new in it, so that nothing else moves, and nobody has to stop what they are doing.
#[derive(Clone)]
pub struct Absorb(Arc<dyn Fn(&Content, &Content) -> bool + Send + Sync>);

impl Absorb {
    /// `copy` puts that part of the second content into the first one; `show` shows it.
    pub fn of<T>(copy: impl Fn(&mut T, &T) + Send + Sync + 'static, show: impl Fn(&T) + Send + Sync + 'static) -> Self
    where
        T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        Self(Arc::new(move |shown, new| {
            let (Ok(mut shown), Ok(news)) = (shown.get::<T>(), new.get::<T>()) else { return false };
            copy(&mut shown, &news);
            show(&news);
            is_same(&Content::of(shown), new)
        }))
    }

    /// Shows what is new in the part. Whether nothing else is.
    fn takes_up(&self, shown: &Content, new: &Content) -> bool {
        self.0(shown, new)
    }
}

/// How a page follows what others do.
#[derive(Clone)]
pub(super) struct Following {
    pub(super) in_place: InPlace,
    pub(super) absorb: Option<Absorb>,
}

/// Who is in the middle of something: typing, choosing, or reading what they have opened.
const BUSY: &str = "main :is(textarea, select, input:not([type='checkbox'])):focus, main details[open], dialog[open]";
/// Where a page shows how far things are, and what is marked when that changes.
const STATUS: &str = "main .badge";
const MARKED: &str = "tr, h1";
const MARK: &str = "data-changed";
/// The answer to something that was done here comes before it can come back as news.
const A_MOMENT: Duration = Duration::from_millis(300);
/// After this the page shows what it was given.
const A_BLINK: Duration = Duration::from_millis(60);

/// Looks whether there is anything new whenever the page hears that something has changed.
pub(super) fn follow(loading: Loading, following: Following) {
    let Some(live) = use_context::<Live>() else { return };
    Effect::new(move |before: Option<u32>| {
        let heard = live.heard();
        if before.is_some_and(|before| before != heard) {
            let following = following.clone();
            set_timeout(move || look(loading, live, following), A_MOMENT);
        }
        heard
    });
    on_cleanup(move || live.withdraw());
}

fn look(loading: Loading, live: Live, following: Following) {
    let (Some(turn), Some(answer)) = (loading.turn(), loading.ask()) else { return };
    spawn_local(async move {
        let Answer(answer) = quietly(answer).await;
        match loading.turn() {
            None => {}
            Some(now) if now != turn => look(loading, live, following),
            Some(_) => take(loading, live, &following, answer),
        }
    });
}

/// Makes of an answer what is right for whoever looks at the page.
fn take(loading: Loading, live: Live, following: &Following, answer: Result<Content, AppError>) {
    let offer = || live.offer(Callback::new(move |()| loading.answers.refetch()));
    let (shown, new) = match (loading.shown(), answer) {
        (Some(shown), Ok(new)) => (shown, new),
        // It is not for them any more.
        (Some(_), Err(AppError::NotFound)) => return offer(),
        // The next time will do.
        _ => return,
    };
    if is_same(&shown, &new) {
        live.withdraw();
    } else if following.absorb.as_ref().is_some_and(|absorb| absorb.takes_up(&shown, &new)) {
        loading.shows(new);
        live.say_changed();
    } else if !is_busy() && (following.in_place)(&shown, &new) {
        change(loading, live, new);
    } else {
        offer();
    }
}

/// Changes the page where it stands, and marks what has changed.
fn change(loading: Loading, live: Live, new: Content) {
    let before = statuses();
    loading.answers.set(Some(Answer(Ok(new))));
    live.say_changed();
    set_timeout(move || mark(&before), A_BLINK);
}

fn is_busy() -> bool {
    matches!(document().query_selector(BUSY), Ok(Some(_)))
}

/// The words of all statuses on the page, with the elements in which they stand.
fn statuses() -> Vec<(Element, String)> {
    let Ok(found) = document().query_selector_all(STATUS) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    elements.map(|element| (element.clone(), element.text_content().unwrap_or_default())).collect()
}

/// Marks the rows whose status is another one than before.
fn mark(before: &[(Element, String)]) {
    let now = statuses();
    for ((element, word), (_, word_before)) in now.iter().zip(before) {
        if let Ok(Some(row)) = element.closest(MARKED) {
            // An element refuses attributes only with malformed names.
            let _ = if word == word_before { row.remove_attribute(MARK) } else { row.set_attribute(MARK, "") };
        }
    }
}

/// Whether two contents say the same. How long ago something was changes by itself.
fn is_same(shown: &Content, new: &Content) -> bool {
    matches!((shown.json(), new.json()), (Ok(shown), Ok(new)) if timeless(shown.get()) == timeless(new.get()))
}

/// JSON without the relative times of [`crate::time::When`]. What somebody has typed cannot look like one, for there a quotation mark
/// has a backslash before it.
fn timeless(json: &str) -> String {
    let mut parts = json.split("\"relative\":\"");
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::When;

    fn when(relative: &str) -> When {
        When { iso: "2026-11-26T12:00:00Z".into(), absolute: "26.11.2026, 13:00".into(), relative: relative.into() }
    }

    #[test]
    fn time_that_passes_is_no_news() {
        let (before, after) = (Content::of(vec![(1, when("vor 2 Minuten"))]), Content::of(vec![(1, when("vor 3 Minuten"))]));
        assert!(is_same(&before, &after));
        assert!(!is_same(&before, &Content::of(vec![(2, when("vor 2 Minuten"))])));
        assert!(!is_same(&before, &Content::of(vec![(1, when("vor 2 Minuten")), (2, when("vor 2 Minuten"))])));
    }

    #[test]
    fn what_was_typed_is_never_taken_for_a_time() {
        let typed = |text: &str| Content::of(vec![text.to_owned()]);
        assert!(!is_same(&typed("\"relative\":\"a\""), &typed("\"relative\":\"b\"")));
    }
}

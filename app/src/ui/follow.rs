//! Pages that change while they are shown: what somebody else has done shows by itself, or in a notice where it would move things.

use super::{
    content::{Answer, Content, Data},
    load::Loading,
};
use crate::{
    AppError,
    live::{Live, now_and_then, quietly},
};
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, FocusOptions, HtmlElement, NodeList},
};
use std::{sync::Arc, time::Duration};

/// Whether a page may be changed from one content to another where it stands.
pub(super) type InPlace = Arc<dyn Fn(&Content, &Content) -> bool + Send + Sync>;

/// What a page shows that has taken up a part of what is new.
type TakeUp = Arc<dyn Fn(&Content, &Content) -> Option<Content> + Send + Sync>;

/// A part of a page that shows by itself what is new in it, so that nothing else moves, and nobody has to stop what they are doing.
#[derive(Clone)]
pub struct Absorb(TakeUp);

impl Absorb {
    /// `copy` puts that part of the second content into the first one; `show` shows it as it is then.
    pub fn of<T>(copy: impl Fn(&mut T, &T) + Send + Sync + 'static, show: impl Fn(&T) + Send + Sync + 'static) -> Self
    where
        T: Data + Clone,
    {
        Self(Arc::new(move |shown, new| {
            let (Ok(mut shown), Ok(new)) = (shown.get::<T>(), new.get::<T>()) else { return None };
            copy(&mut shown, &new);
            show(&shown);
            Some(Content::of(shown))
        }))
    }

    /// Shows what is new in the part. What the page shows then.
    fn take_up(&self, shown: &Content, new: &Content) -> Option<Content> {
        self.0(shown, new)
    }
}

/// How a page follows what others do.
#[derive(Clone)]
pub(super) struct Following {
    pub(super) in_place: InPlace,
    pub(super) absorb: Option<Absorb>,
    /// Whether it asks by itself now and then, as it is told of nothing.
    pub(super) asks: bool,
}

/// Who is in the middle of something: typing, choosing, reading what they have opened or what was refused, or waiting for an answer.
const BUSY: &str = "main :is(textarea, select, input:not([type='checkbox'])):focus, main details[open], dialog[open], \
    main [aria-busy='true'], main [aria-invalid='true']";
/// What is marked when it shows another status, and where in it the status stands.
const MARKED: &str = "main :is(tr, h1)";
const STATUS: &str = ".badge";
const MARK: &str = "data-changed";
/// What can have the focus while the page changes.
const FOCUSABLE: &str = "main :is(a, button, input, summary)";
/// The answer to something that was done here comes before it can come back as news.
const A_MOMENT: Duration = Duration::from_millis(300);
/// After this the page shows what it was given.
const A_BLINK: Duration = Duration::from_millis(60);

/// Looks whether there is anything new whenever the page hears that something has changed, or now and then.
pub(super) fn follow(loading: Loading, following: Following) {
    let Some(live) = use_context::<Live>() else { return };
    if following.asks {
        let following = following.clone();
        now_and_then(move || look(loading, live, following.clone()));
    }
    let known = live.heard_before();
    Effect::new(move |before: Option<u32>| {
        let heard = live.heard();
        if before.unwrap_or(known) != heard {
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
    if shown.is(&new) {
        return live.withdraw();
    }
    let absorbed = following.absorb.as_ref().and_then(|absorb| absorb.take_up(&shown, &new));
    let shown = absorbed.inspect(|absorbed| loading.shows(absorbed.clone())).unwrap_or(shown);
    if shown.is(&new) {
        live.say_changed();
    } else if !is_busy() && (following.in_place)(&shown, &new) {
        change(loading, live, new);
    } else {
        offer();
    }
}

/// Changes the page where it stands, and marks what has changed.
fn change(loading: Loading, live: Live, new: Content) {
    let (before, focus) = (statuses(), Focus::present());
    loading.answers.set(Some(Answer(Ok(new))));
    live.say_changed();
    let finish = move || {
        mark(&before);
        focus.inspect(Focus::restore);
    };
    set_timeout(finish, A_BLINK);
}

fn is_busy() -> bool {
    matches!(document().query_selector(BUSY), Ok(Some(_)))
}

/// All that can be marked on the page, with the words of its statuses.
fn statuses() -> Vec<(Element, String)> {
    let words =
        |element: &Element| elements(element.query_selector_all(STATUS)).map(|status| status.text_content().unwrap_or_default()).collect();
    elements(document().query_selector_all(MARKED)).map(|element| (element.clone(), words(&element))).collect()
}

/// The elements that were asked for.
pub fn elements(found: Result<NodeList, JsValue>) -> impl Iterator<Item = Element> {
    // The selectors are sound.
    let found = found.ok();
    let count = found.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

/// Marks what shows another status than before. Nothing does where something was added or is gone: then nobody knows what was what.
fn mark(before: &[(Element, String)]) {
    let now = statuses();
    if now.len() != before.len() {
        return;
    }
    for ((element, words), (_, words_before)) in now.iter().zip(before) {
        // An element refuses attributes only with malformed names.
        let _ = if words == words_before { element.remove_attribute(MARK) } else { element.set_attribute(MARK, "") };
    }
}

/// The link or button that has the focus. When what is around it is made anew, it is another element that looks the same.
struct Focus {
    element: HtmlElement,
    /// Which one it is of those that look the same.
    index: usize,
}

impl Focus {
    fn present() -> Option<Self> {
        let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
        let index = like(&element).position(|other| other == element)?;
        Some(Self { element, index })
    }

    /// Gives the focus back, if it was lost.
    fn restore(&self) {
        if self.element.is_connected() {
            return;
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // What is gone cannot have it.
        like(&self.element).nth(self.index).inspect(|element| drop(element.focus_with_options(&options)));
    }
}

/// What on the page has the same name and leads to the same place.
fn like(element: &HtmlElement) -> impl Iterator<Item = HtmlElement> {
    let traits =
        |element: &HtmlElement| (element.tag_name(), element.get_attribute("href"), element.get_attribute("value"), element.text_content());
    let wanted = traits(element);
    let all = elements(document().query_selector_all(FOCUSABLE)).filter_map(|element| element.dyn_into::<HtmlElement>().ok());
    all.filter(move |other| traits(other) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{json, time::When};

    fn when(relative: &str) -> When {
        When { iso: "2026-11-26T12:00:00Z".into(), absolute: "26.11.2026, 13:00".into(), relative: relative.into() }
    }

    fn sent(json: &str) -> Content {
        Content::Sent(Arc::new(json::parse(json).expect("it is JSON")))
    }

    #[test]
    fn time_that_passes_is_no_news() {
        let here = |all: &[(i32, &str)]| Content::of(all.iter().map(|(id, relative)| (*id, when(relative))).collect::<Vec<_>>());
        let before = here(&[(1, "vor 2 Minuten")]);
        let sent = sent(&before.json().expect("it can be written"));
        for before in [before, sent] {
            assert!(before.is(&here(&[(1, "vor 3 Minuten")])));
            assert!(!before.is(&here(&[(2, "vor 2 Minuten")])));
            assert!(!before.is(&here(&[(1, "vor 2 Minuten"), (2, "vor 2 Minuten")])));
        }
    }

    #[test]
    fn content_of_another_type_is_other_content() {
        assert!(!Content::of(1).is(&Content::of("1".to_owned())));
        assert!(!Content::of(1).is(&sent("\"1\"")));
        assert!(Content::of(1).is(&sent("1")));
    }
}

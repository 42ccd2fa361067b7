//! Which orders of the queue are ticked. The boxes themselves know, so that they count without a script as well.

use crate::{locale::language, prelude::*, text};
use domain::OrderId;
use leptos::{html, web_sys};

/// The address that sums up these orders before they are released.
pub fn summary_of(ids: &[OrderId]) -> String {
    let asked: Vec<_> = ids.iter().map(|id| format!("bestellung={id}")).collect();
    format!("/freigaben/sammelfreigabe?{}", asked.join("&"))
}

/// An order of the queue: the link that opens it, and its box.
#[derive(Clone, Copy)]
pub struct Pick {
    /// The order.
    pub id: OrderId,
    /// The link.
    pub link: NodeRef<html::A>,
    /// The box.
    pub tick: NodeRef<html::Input>,
}

impl Pick {
    fn link(self) -> Option<web_sys::HtmlAnchorElement> {
        self.link.try_get_untracked().flatten()
    }

    fn tick(self) -> Option<web_sys::HtmlInputElement> {
        self.tick.try_get_untracked().flatten()
    }

    fn is_ticked(self) -> bool {
        self.tick().is_some_and(|tick| tick.checked())
    }

    fn has_focus(self) -> bool {
        let active = document().active_element();
        active.is_some_and(|active| self.link().is_some_and(|link| **link == active) || self.tick().is_some_and(|tick| **tick == active))
    }

    /// Whether it can be led to.
    fn focus(self) -> bool {
        self.link().is_some_and(|link| link.focus().is_ok())
    }
}

/// What is ticked, also when the page shows other rows.
#[derive(Clone, Copy)]
pub struct Kept(StoredValue<Option<Vec<OrderId>>>);

impl Kept {
    /// Keeps it as long as the page is open.
    pub fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }
}

/// All orders on one page of the queue.
#[derive(Clone, Copy)]
pub struct Picks {
    all: StoredValue<Vec<Pick>>,
    count: RwSignal<usize>,
    kept: Kept,
}

impl Picks {
    /// For these orders, in the order of their rows.
    pub fn of(ids: impl IntoIterator<Item = OrderId>) -> Self {
        let all = ids.into_iter().map(|id| Pick { id, link: NodeRef::new(), tick: NodeRef::new() }).collect();
        let kept = expect_context::<Kept>();
        let picks = Self { all: StoredValue::new(all), count: RwSignal::new(0), kept };
        // Boxes may be ticked before the script comes.
        Effect::new(move |_| {
            picks.all().into_iter().for_each(|pick| pick.tick.track());
            picks.tick_again();
        });
        picks
    }

    /// The rows.
    pub fn all(self) -> Vec<Pick> {
        self.all.try_get_value().unwrap_or_default()
    }

    /// How many are ticked.
    pub fn count(self) -> usize {
        self.count.get()
    }

    /// Looks again at the boxes.
    pub fn recount(self) {
        let ticked = self.ticked();
        // Whoever has left the page does not count any more.
        let _ = self.count.try_set(ticked.len());
        let _ = self.kept.0.try_set_value(Some(ticked));
    }

    /// A row may stand where another one stood; the tick belongs to the order.
    fn tick_again(self) {
        let all = self.all();
        if all.iter().any(|pick| pick.tick().is_none()) {
            return;
        }
        if let Some(kept) = self.kept.0.try_get_value().flatten() {
            all.iter().filter_map(|pick| Some((pick.id, pick.tick()?))).for_each(|(id, tick)| tick.set_checked(kept.contains(&id)));
        }
        self.recount();
    }

    /// What the summary is asked for: the ticked orders, or else the one that has the focus.
    pub fn wanted(self) -> Vec<OrderId> {
        let ticked = self.ticked();
        if ticked.is_empty() { self.focused().map(|(_, pick)| pick.id).into_iter().collect() } else { ticked }
    }

    /// Leads to another row; to the first one where none has the focus. Whether there is one.
    pub fn step(self, by: isize) -> bool {
        let all = self.all();
        let next = self.focused().map_or(Some(0), |(at, _)| at.checked_add_signed(by));
        next.and_then(|at| all.get(at)).is_some_and(|pick| pick.focus())
    }

    /// Ticks the row that has the focus, or takes the tick away, and leads to the next one, so that one key an order is enough. Where
    /// none has the focus it begins with the first. Whether there is one.
    pub fn toggle(self) -> bool {
        let all = self.all();
        let at = self.focused().map_or(0, |(at, _)| at);
        let Some((pick, tick)) = all.get(at).and_then(|pick| Some((pick, pick.tick()?))) else { return false };
        tick.set_checked(!tick.checked());
        self.recount();
        all.get(at + 1).unwrap_or(pick).focus()
    }

    /// The order that has the focus.
    pub fn focused_order(self) -> Option<OrderId> {
        self.focused().map(|(_, pick)| pick.id)
    }

    fn set_all(self, is_ticked: bool) {
        self.all().into_iter().filter_map(Pick::tick).for_each(|tick| tick.set_checked(is_ticked));
        self.recount();
    }

    fn ticked(self) -> Vec<OrderId> {
        self.all().into_iter().filter(|pick| pick.is_ticked()).map(|pick| pick.id).collect()
    }

    fn focused(self) -> Option<(usize, Pick)> {
        self.all().into_iter().enumerate().find(|(_, pick)| pick.has_focus())
    }
}

/// The box of one order.
#[component]
pub fn PickBox(picks: Picks, pick: Pick, number: i64) -> impl IntoView {
    view! {
        <label class="pick-box">
            <input
                type="checkbox"
                name="bestellung"
                value=pick.id.to_string()
                aria-label=text::release::pick(language(), number)
                node_ref=pick.tick
                on:change=move |_| picks.recount()
            />
        </label>
    }
}

/// Ticks all boxes, which needs a script.
#[component]
pub fn PickAll(picks: Picks) -> impl IntoView {
    let has_all = move || picks.count() == picks.all().len();
    let has_some = move || picks.count() > 0 && !has_all();
    view! {
        <label class="pick-box scripted">
            <input
                type="checkbox"
                prop:checked=has_all
                prop:indeterminate=has_some
                on:change=move |event| picks.set_all(event_target_checked(&event))
            />
            <span>{text::release::pick_all(language())}</span>
        </label>
    }
}

/// What to do with what is ticked. It changes nothing yet.
#[component]
pub fn PickBar(picks: Picks) -> impl IntoView {
    let l = language();
    let told = reactive(move || match picks.count() {
        0 => text::release::pick_help(l).to_owned(),
        count => text::release::picked(l, count),
    });
    view! {
        <div class="pick-bar" data-print="no">
            <p class="summary-bar-text" aria-live="polite">{told}</p>
            <button class="button" data-kind="primary">{text::release::release_picked(l)}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_asked_for_as_a_form_would() {
        let id: OrderId = "01900000-0000-7000-8000-00000000000a".parse().expect("an id");
        assert_eq!(summary_of(&[id, id]), format!("/freigaben/sammelfreigabe?bestellung={id}&bestellung={id}"));
    }
}

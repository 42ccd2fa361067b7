//! The cart on the page: what the person sees now, and the changes that are on their way to the server.

use super::{
    api::{CartData, CartLine, Outlook, RemovedQuery, SetQuantity, load_cart},
    control::Reckoned,
    cost_centre::Means,
};
use crate::{
    AppError,
    form::{Fields, Sending},
    live::quietly,
    me::MenuNumbers,
    show::AgainQuery,
};
use domain::{ApprovalKind, ArticleId, CostCentreId};
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// A line on the page. It stays when it is removed, so that it can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine {
    /// The line.
    pub line: CartLine,
    /// Whether it was removed.
    pub is_removed: bool,
    /// Whether its quantity is being typed and not sent yet.
    pub is_typed: bool,
}

/// What belongs to the cart as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The key of the order that it becomes.
    pub order_key: Uuid,
    /// The fingerprint of its lines and prices.
    pub seen: String,
    /// How the caller's orders are controlled.
    pub approval: ApprovalKind,
    /// Who releases the caller's orders.
    pub approver: Option<String>,
    /// What is to come of an order, where somebody may have to release it.
    pub outlook: Option<Outlook>,
    /// What limits it.
    pub means: Means,
}

/// How soon the cart is asked for again by the clock when that has failed.
const AGAIN: Duration = Duration::from_mins(1);

/// Who wants the cart as it is now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    ByHand,
    /// The page itself, without anybody's doing.
    ByTheClock,
}

/// The cart on the page.
#[derive(Clone, Copy)]
pub struct CartState {
    lines: RwSignal<Vec<ShownLine>>,
    head: RwSignal<Head>,
    chosen: RwSignal<Option<CostCentreId>>,
    reckoned: Reckoned,
    unsent: RwSignal<Vec<(ArticleId, u32)>>,
    sending: Sending<SetQuantity>,
    loading: Action<Asked, Result<CartData, AppError>>,
}

impl CartState {
    /// The cart as the server gave it.
    pub fn new(cart: CartData) -> Self {
        let mut lines = Vec::new();
        let (head, chosen) = (head(&cart), cart.cost_centre);
        merge(&mut lines, cart.lines);
        let (lines, head, chosen) = (RwSignal::new(lines), RwSignal::new(head), RwSignal::new(chosen));
        let state = Self {
            lines,
            head,
            chosen,
            reckoned: Reckoned::of(lines, head, chosen),
            unsent: RwSignal::new(Vec::new()),
            sending: Sending::new(),
            loading: Action::new(|asked| load(*asked)),
        };
        state.follow_the_server();
        state.follow_the_clock();
        state
    }

    /// The lines, removed ones included.
    pub const fn lines(self) -> RwSignal<Vec<ShownLine>> {
        self.lines
    }

    /// What belongs to the cart as a whole.
    pub const fn head(self) -> RwSignal<Head> {
        self.head
    }

    /// One line, followed through its changes.
    pub fn line(self, first: ShownLine) -> Memo<ShownLine> {
        let article = first.line.article;
        let is_it = move |shown: &ShownLine| shown.line.article == article;
        // Lines keep their places. All rows look at each keystroke, so each looks at its own line only, and copies it only if it has changed.
        let place = self.lines.with_untracked(|lines| lines.iter().position(is_it));
        Memo::new_owning(move |before: Option<ShownLine>| {
            self.lines.with(|lines| {
                let present = place.and_then(|place| lines.get(place)).filter(|shown| is_it(shown)).unwrap_or(&first);
                match before {
                    Some(before) if before == *present => (before, false),
                    _ => (present.clone(), true),
                }
            })
        })
    }

    /// Looks at the lines that would be ordered.
    pub fn with_ordered<T>(self, look: impl FnOnce(&[&CartLine]) -> T) -> T {
        self.lines.with(|lines| look(&kept(lines).collect::<Vec<_>>()))
    }

    /// How many they are.
    pub fn count(self) -> usize {
        self.lines.with(|lines| kept(lines).count())
    }

    /// What they cost, and what follows from that.
    pub(super) const fn reckoned(self) -> Reckoned {
        self.reckoned
    }

    /// Chooses the cost centre of the order by its id, or none.
    pub fn choose(self, id: &str) {
        self.chosen.set(self.cost_centre(id));
    }

    /// Chooses the cost centre of a line by its id, or leaves the line to that of the order.
    pub fn choose_for(self, article: ArticleId, id: &str) {
        let chosen = self.cost_centre(id);
        self.change(article, |shown| shown.line.cost_centre = chosen);
    }

    /// One that can be chosen.
    fn cost_centre(self, id: &str) -> Option<CostCentreId> {
        let id = id.parse().ok()?;
        self.head.with_untracked(|head| head.means.cost_centre(id).map(|centre| centre.id))
    }

    /// Whether changes are still on their way.
    pub fn is_sending(self) -> bool {
        self.sending.pending().get() || self.loading.pending().get() || self.unsent.with(|unsent| !unsent.is_empty())
    }

    /// Why the last change did not arrive.
    pub fn error(self) -> Option<AppError> {
        self.sending.value().get().and_then(Result::err)
    }

    /// Shows a quantity while it is being typed.
    pub fn show_quantity(self, article: ArticleId, quantity: u32) {
        self.change(article, |shown| (shown.line.quantity, shown.is_typed) = (quantity, true));
    }

    /// Sends a quantity that has been typed.
    pub fn send_quantity(self, article: ArticleId, quantity: u32) {
        self.change(article, |shown| (shown.line.quantity, shown.is_typed) = (quantity, false));
        self.send(article, quantity);
    }

    /// Removes a line; it can be brought back.
    pub fn remove(self, article: ArticleId) {
        self.change(article, |shown| (shown.is_removed, shown.is_typed) = (true, false));
        self.send(article, 0);
    }

    /// Brings a line back.
    pub fn restore(self, article: ArticleId, quantity: u32) {
        self.change(article, |shown| shown.is_removed = false);
        self.send(article, quantity);
    }

    /// Asks the server for the cart as it is now.
    pub fn reload(self) {
        self.loading.dispatch(Asked::ByHand);
    }

    fn change(self, article: ArticleId, change: impl FnOnce(&mut ShownLine)) {
        self.lines.update(|lines| {
            if let Some(shown) = lines.iter_mut().find(|shown| shown.line.article == article) {
                change(shown);
            }
        });
    }

    /// Changes go out one after the other, so that they arrive in the order in which they were made.
    fn send(self, article: ArticleId, quantity: u32) {
        self.unsent.update(|unsent| {
            unsent.retain(|(other, _)| *other != article);
            unsent.push((article, quantity));
        });
        self.send_next();
    }

    fn send_next(self) {
        if self.sending.pending().get_untracked() {
            return;
        }
        let next = self.unsent.try_update(|unsent| (!unsent.is_empty()).then(|| unsent.remove(0))).flatten();
        if let Some((article, quantity)) = next {
            let fields = Fields::of([("article", article.to_string()), ("quantity", quantity.to_string())]);
            if let Some(fields) = fields {
                self.sending.send(fields);
            }
        }
    }

    fn follow_the_server(self) {
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
    fn follow_the_clock(self) {
        Effect::new(move |_| {
            let seconds = self.head.with(|head| head.outlook.as_ref().map(|outlook| u64::from(outlook.seconds)));
            if let Some(seconds) = seconds {
                self.ask_after(Duration::from_secs(seconds + 2));
            }
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
            self.head.set(head(&cart));
            self.lines.update(|lines| merge(lines, cart.lines));
        }
    }
}

/// The lines that were not removed.
pub(super) fn kept(lines: &[ShownLine]) -> impl Iterator<Item = &CartLine> {
    lines.iter().filter(|shown| !shown.is_removed).map(|shown| &shown.line)
}

async fn load(asked: Asked) -> Result<CartData, AppError> {
    let answer = load_cart(RemovedQuery::default(), AgainQuery::default());
    match asked {
        Asked::ByHand => answer.await,
        Asked::ByTheClock => quietly(answer).await,
    }
}

fn head(cart: &CartData) -> Head {
    let CartData { order_key, approval, .. } = *cart;
    Head {
        order_key,
        seen: cart.seen.clone(),
        approval,
        approver: cart.approver.clone(),
        outlook: cart.outlook.clone(),
        means: cart.means.clone(),
    }
}

/// Brings the lines on the page to the state of the server: what is gone stays as removed, what is new comes at the end,
/// and a quantity that is being typed is left alone. So is the choice of a cost centre, which goes its own way to the server.
fn merge(lines: &mut Vec<ShownLine>, mut fresh: Vec<CartLine>) {
    for shown in lines.iter_mut() {
        let position = fresh.iter().position(|line| line.article == shown.line.article);
        shown.is_removed = position.is_none();
        if let Some(position) = position {
            let line = fresh.remove(position);
            let quantity = if shown.is_typed { shown.line.quantity } else { line.quantity };
            shown.line = CartLine { quantity, cost_centre: shown.line.cost_centre, ..line };
        }
    }
    lines.extend(fresh.into_iter().map(|line| ShownLine { line, is_removed: false, is_typed: false }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Allowance, Rappen};

    fn line(id: u128, quantity: u32) -> CartLine {
        CartLine {
            article: ArticleId(Uuid::from_u128(id)),
            number: id.to_string(),
            name: String::new(),
            unit: String::new(),
            price: Rappen(100),
            quantity,
            is_in_assortment: true,
            allowance: Allowance::default(),
            is_sold: true,
            cost_centre: None,
        }
    }

    fn shown(lines: &[ShownLine]) -> Vec<(&str, u32, bool)> {
        lines.iter().map(|shown| (&*shown.line.number, shown.line.quantity, shown.is_removed)).collect()
    }

    #[test]
    fn a_removed_line_keeps_its_place_and_comes_back() {
        let mut lines = Vec::new();
        merge(&mut lines, vec![line(1, 1), line(2, 2)]);
        merge(&mut lines, vec![line(2, 2), line(3, 3)]);
        assert_eq!(shown(&lines), [("1", 1, true), ("2", 2, false), ("3", 3, false)]);
        merge(&mut lines, vec![line(2, 2), line(3, 3), line(1, 4)]);
        assert_eq!(shown(&lines), [("1", 4, false), ("2", 2, false), ("3", 3, false)]);
    }

    #[test]
    fn a_quantity_that_is_being_typed_is_left_alone() {
        let mut lines = vec![ShownLine { line: line(1, 12), is_removed: false, is_typed: true }];
        merge(&mut lines, vec![line(1, 1)]);
        assert_eq!(shown(&lines), [("1", 12, false)]);
    }

    #[test]
    fn a_cost_centre_that_was_chosen_is_left_alone_and_a_new_line_brings_its_own() {
        let [chosen, kept] = [7, 8].map(|id| Some(CostCentreId(Uuid::from_u128(id))));
        let first = CartLine { cost_centre: chosen, ..line(1, 1) };
        let mut lines = vec![ShownLine { line: first, is_removed: false, is_typed: false }];
        merge(&mut lines, vec![line(1, 2), CartLine { cost_centre: kept, ..line(2, 1) }]);
        assert_eq!(lines.iter().map(|shown| shown.line.cost_centre).collect::<Vec<_>>(), [chosen, kept]);
    }
}

//! The cart on the page: what the person sees now, and the changes that are on their way to the server.

mod follow;
mod load;
mod rows;
mod shown;

pub use rows::FollowedLine;
pub(super) use shown::kept;
pub use shown::{Head, ShownLine};

use super::{
    api::{CartData, CartLine, QuantityForm, SetQuantity},
    control::Reckoned,
};
use crate::{
    AppError,
    form::{Fields, Sending},
};
use domain::{ArticleId, CostCentreId};
use leptos::prelude::*;
use load::{Asked, load};
use rows::Rows;
use shown::merge;

/// The cart on the page.
#[derive(Clone, Copy)]
pub struct CartState {
    lines: RwSignal<Vec<ShownLine>>,
    rows: Rows,
    head: RwSignal<Head>,
    chosen: StoredValue<Option<CostCentreId>>,
    is_repriced: RwSignal<bool>,
    reckoned: Reckoned,
    unsent: RwSignal<Vec<QuantityForm>>,
    sending: Sending<SetQuantity>,
    loading: Action<Asked, Result<CartData, AppError>>,
}

impl CartState {
    /// The cart as the server gave it.
    pub fn new(cart: CartData) -> Self {
        let mut lines = Vec::new();
        let (head, chosen) = (Head::of(&cart), cart.cost_centre);
        merge(&mut lines, cart.lines);
        let state = Self {
            rows: Rows::of(&lines),
            reckoned: Reckoned::of(&lines, &head, chosen),
            lines: RwSignal::new(lines),
            head: RwSignal::new(head),
            chosen: StoredValue::new(chosen),
            is_repriced: RwSignal::new(false),
            unsent: RwSignal::new(Vec::new()),
            sending: Sending::new(),
            loading: Action::new(|asked| load(*asked)),
        };
        state.follow_the_server();
        state.follow_the_clock();
        state.follow_others();
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

    /// Each line, removed ones included, followed through its changes.
    pub fn rows(self) -> Vec<FollowedLine> {
        self.rows.get()
    }

    /// Looks at the lines that would be ordered.
    pub fn with_ordered<T>(self, look: impl FnOnce(&[&CartLine]) -> T) -> T {
        self.lines.with(|lines| look(&kept(lines).collect::<Vec<_>>()))
    }

    /// How many they are.
    pub fn count(self) -> usize {
        self.lines.with(|lines| kept(lines).count())
    }

    /// Whether something costs something else than when the page was opened.
    pub fn is_repriced(self) -> bool {
        self.is_repriced.get()
    }

    /// What they cost, and what follows from that.
    pub(super) const fn reckoned(self) -> Reckoned {
        self.reckoned
    }

    /// Chooses the cost centre of the order by its id, or none.
    pub fn choose(self, id: &str) {
        self.chosen.set_value(self.cost_centre(id));
        self.reckon();
    }

    /// Chooses the cost centre of a line by its id, or leaves the line to that of the order.
    pub fn choose_for(self, article: ArticleId, id: &str) {
        let chosen = self.cost_centre(id);
        let is_it = |shown: &ShownLine| shown.line.article == article && shown.line.cost_centre == chosen;
        if !self.lines.with_untracked(|lines| lines.iter().any(is_it)) {
            self.change(article, |shown| shown.line.cost_centre = chosen);
        }
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
        self.update(|lines| {
            if let Some(shown) = lines.iter_mut().find(|shown| shown.line.article == article) {
                change(shown);
            }
        });
    }

    /// Changes the lines. Who shows one hears of it only if it is another then, and so does who shows what is reckoned of them.
    fn update(self, change: impl FnOnce(&mut Vec<ShownLine>)) {
        self.lines.update(change);
        self.lines.with_untracked(|lines| self.rows.show(lines));
        self.reckon();
    }

    fn reckon(self) {
        let chosen = self.chosen.get_value();
        self.lines.with_untracked(|lines| self.head.with_untracked(|head| self.reckoned.reckon(lines, head, chosen)));
    }

    /// Changes go out one after the other, so that they arrive in the order in which they were made. What has to come back into the cart
    /// by then comes back as it stands here.
    fn send(self, article: ArticleId, quantity: u32) {
        let is_it = |shown: &&ShownLine| shown.line.article == article;
        let own = self.lines.with_untracked(|lines| lines.iter().find(is_it).and_then(|shown| shown.line.cost_centre));
        let cost_centre = own.map(|own| own.to_string()).unwrap_or_default();
        self.unsent.update(|unsent| {
            unsent.retain(|other| other.article != article);
            unsent.push(QuantityForm { article, quantity, cost_centre });
        });
        self.send_next();
    }

    fn send_next(self) {
        if self.sending.pending().get_untracked() {
            return;
        }
        let next = self.unsent.try_update(|unsent| (!unsent.is_empty()).then(|| unsent.remove(0))).flatten();
        if let Some(QuantityForm { article, quantity, cost_centre }) = next {
            let fields = [("article", article.to_string()), ("quantity", quantity.to_string()), ("cost_centre", cost_centre)];
            if let Some(fields) = Fields::of(fields) {
                self.sending.send(fields);
            }
        }
    }
}

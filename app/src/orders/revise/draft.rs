//! A change while it is typed: each row and the sums look at it.

use super::{
    api::RevisionData,
    form::{box_id, name_in, quantity, quantity_id},
    plan::{Place, Plan, Wish},
};
use crate::show::Line;
use domain::{ArticleId, ReviewReason, order::LineState, revision::RevisionFault};
use leptos::prelude::*;

/// What is typed, and what is to come of it.
#[derive(Clone, Copy)]
pub struct Draft {
    wish: RwSignal<Wish>,
    plan: Memo<Result<Plan, RevisionFault>>,
}

/// What becomes of a line of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Stays,
    /// It goes.
    Goes,
    /// So many units come in its stead, which may need a release.
    Comes(u32, Option<ReviewReason>),
}

impl Draft {
    /// As it stands in the fields at first, which `initial` knows by their names.
    pub fn of(revision: RevisionData, initial: impl Fn(&str) -> String) -> Self {
        let wish = RwSignal::new(at_first(&revision, initial));
        let plan = Memo::new(move |_| wish.with(|wish| Plan::of(&revision, wish)));
        Self { wish, plan }
    }

    /// What is to come of the order, or why it cannot be like that.
    pub fn plan(self) -> Memo<Result<Plan, RevisionFault>> {
        self.plan
    }

    /// What becomes of a line.
    pub fn fate(self, line: &Line) -> Memo<Fate> {
        let (position, ordered) = (line.position, line.quantity);
        Memo::new(move |_| match self.wish.with(|wish| wish.quantities.get(&position).copied()) {
            Some(0) => Fate::Goes,
            Some(quantity) if quantity != ordered => {
                Fate::Comes(quantity, self.state(Place::Order(position)).and_then(|state| state.review))
            }
            _ => Fate::Stays,
        })
    }

    /// What is known of a line that stands or comes.
    pub fn state(self, place: Place) -> Option<LineState> {
        self.plan.with(|plan| plan.as_ref().ok().and_then(|plan| plan.state(place)))
    }

    /// Follows what is typed for a line. What is no quantity changes nothing: the field says so once it is sent.
    pub fn type_in(self, position: u32, typed: &str) {
        if let Some(quantity) = quantity(typed) {
            self.wish.update(|wish| {
                wish.quantities.insert(position, quantity);
            });
        }
    }

    /// Follows the box of an article of the cart.
    pub fn tick(self, article: ArticleId, is_ticked: bool) {
        self.wish.update(|wish| {
            if is_ticked {
                wish.added.insert(article);
            } else {
                wish.added.remove(&article);
            }
        });
    }
}

fn at_first(revision: &RevisionData, initial: impl Fn(&str) -> String) -> Wish {
    let typed = |line: &Line| Some((line.position, quantity(&initial(&name_in("quantities", &quantity_id(line.position))))?));
    let ticked = |article: &ArticleId| !initial(&name_in("added", &box_id(*article))).is_empty();
    Wish {
        quantities: revision.order.lines.iter().filter_map(typed).collect(),
        added: revision.offered.iter().map(|offered| offered.article).filter(ticked).collect(),
    }
}

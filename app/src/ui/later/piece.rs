//! A view that is tied to its element in its turn.

use super::turns;
use leptos::{
    attr::any_attribute::AnyAttribute,
    children::Children,
    prelude::{AnyView, Mountable, Owner, Render, RenderHtml},
    tachys::{
        hydration::Cursor,
        no_attrs,
        reactive_graph::OwnedView,
        renderer::{
            CastFrom,
            types::{Element, Node},
        },
        view::{Position, PositionState},
    },
};
use std::{cell::RefCell, rc::Rc};

/// What comes alive later, under the owner that it would have had at once.
pub(super) struct Piece {
    children: Children,
    owner: Owner,
}

/// A piece on the page.
pub(super) struct Placed(Rc<RefCell<Stage>>);

enum Stage {
    /// As the server has sent it.
    Waiting(Element),
    Alive(<OwnedView<AnyView> as Render>::State),
}

impl Piece {
    pub(super) fn new(children: Children) -> Self {
        Self { children, owner: Owner::current().map_or_else(Owner::new, |owner| owner.child()) }
    }

    fn view(self) -> OwnedView<AnyView> {
        let Self { children, owner } = self;
        let view = owner.with(children);
        OwnedView::new_with_owner(view, owner)
    }
}

impl Placed {
    fn alive(view: OwnedView<AnyView>) -> Self {
        Self(Rc::new(RefCell::new(Stage::Alive(view.build()))))
    }

    /// What is taken off the page before its turn has come never comes alive.
    fn waiting(piece: Piece, element: Element) -> Self {
        let stage = Rc::new(RefCell::new(Stage::Waiting(element.clone())));
        let placed = Rc::downgrade(&stage);
        turns::wait(move || {
            if let Some(stage) = placed.upgrade() {
                let alive = piece.view().hydrate_from_position::<true>(&element, Position::Current);
                stage.replace(Stage::Alive(alive));
            }
        });
        Self(stage)
    }
}

impl Render for Piece {
    type State = Placed;

    fn build(self) -> Self::State {
        Placed::alive(self.view())
    }

    fn rebuild(self, state: &mut Self::State) {
        if let Stage::Alive(alive) = &mut *state.0.borrow_mut() {
            return self.view().rebuild(alive);
        }
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

no_attrs!(Piece);

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    /// The browser writes no pages.
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let here: Node = cursor.current();
        match Element::cast_from(here) {
            Some(element) if turns::is_coming() => {
                position.set(Position::NextChild);
                Placed::waiting(self, element)
            }
            _ => {
                position.set(Position::Current);
                let alive = self.view().hydrate::<FROM_SERVER>(cursor, position);
                Placed(Rc::new(RefCell::new(Stage::Alive(alive))))
            }
        }
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}

impl Mountable for Placed {
    fn unmount(&mut self) {
        match &mut *self.0.borrow_mut() {
            Stage::Waiting(element) => element.unmount(),
            Stage::Alive(alive) => alive.unmount(),
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match &mut *self.0.borrow_mut() {
            Stage::Waiting(element) => element.mount(parent, marker),
            Stage::Alive(alive) => alive.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match &*self.0.borrow() {
            Stage::Waiting(element) => element.insert_before_this(child),
            Stage::Alive(alive) => alive.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        match &*self.0.borrow() {
            Stage::Waiting(element) => vec![element.clone()],
            Stage::Alive(alive) => alive.elements(),
        }
    }
}

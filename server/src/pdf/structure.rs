//! What a document says, apart from where it stands: its parts in the order in which they are read, for whoever hears it
//! (ISO 14289-1, PDF/UA), and its headings, by which one finds one's way.

use super::draw::MARGIN;
use krilla::{
    destination::XyzDestination,
    geom::Point,
    outline::{Outline, OutlineNode},
    tagging::{ArtifactType, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree},
};
use std::num::NonZeroU16;

/// A part of a document.
#[derive(Clone, Copy)]
pub struct Part(usize);

/// What a text is to whoever hears the document.
#[derive(Clone, Copy)]
pub enum Sense {
    /// A piece of this part.
    Of(Part),
    /// Nothing: what stands on each page again.
    Furniture(ArtifactType),
}

/// What a part is.
pub enum Role {
    Title(Heading),
    Heading(Heading),
    Paragraph,
    /// Labels with their values.
    Facts,
    Fact,
    Label,
    Value,
    Table,
    Head,
    Body,
    Row,
    /// What all of a column is.
    ColumnHead,
    /// What all of a row is.
    RowHead,
    Cell,
}

/// A heading, and where it begins.
pub struct Heading {
    pub text: String,
    /// Counted from zero.
    pub page: usize,
    pub y: f32,
}

/// The parts of a document.
#[derive(Default)]
pub struct Structure {
    parts: Vec<Told>,
    /// Those that are within no other.
    outermost: Vec<Part>,
}

struct Told {
    role: Role,
    within: Vec<Part>,
    /// What was drawn of it.
    content: Vec<Identifier>,
}

impl Structure {
    /// Adds a part at the end.
    pub fn part(&mut self, role: Role) -> Part {
        let part = self.add(role);
        self.outermost.push(part);
        part
    }

    /// Adds a part at the end of another one.
    pub fn within(&mut self, outer: Part, role: Role) -> Part {
        let part = self.add(role);
        if let Some(outer) = self.parts.get_mut(outer.0) {
            outer.within.push(part);
        }
        part
    }

    /// Adds a fact to those just before it.
    pub fn fact(&mut self) -> Part {
        let last = self.outermost.last().copied();
        let goes_on = last.filter(|part| self.parts.get(part.0).is_some_and(|told| matches!(told.role, Role::Facts)));
        let facts = goes_on.unwrap_or_else(|| self.part(Role::Facts));
        self.within(facts, Role::Fact)
    }

    fn add(&mut self, role: Role) -> Part {
        self.parts.push(Told { role, within: Vec::new(), content: Vec::new() });
        Part(self.parts.len() - 1)
    }

    /// Notes that this was drawn of a part.
    pub fn draw(&mut self, part: Part, content: Identifier) {
        if let Some(told) = self.parts.get_mut(part.0) {
            told.content.push(content);
        }
    }

    /// The parts as the file says them, without those of which nothing was drawn.
    pub fn tree(&self) -> TagTree {
        TagTree::from(self.nodes(&self.outermost))
    }

    fn nodes(&self, parts: &[Part]) -> Vec<Node> {
        parts.iter().filter_map(|part| self.group(*part)).map(Node::from).collect()
    }

    fn group(&self, part: Part) -> Option<TagGroup> {
        let told = self.parts.get(part.0)?;
        let mut children: Vec<Node> = told.content.iter().copied().map(Node::from).collect();
        children.extend(self.nodes(&told.within));
        let is_told = !children.is_empty() || told.role.keeps_its_place();
        is_told.then(|| TagGroup::with_children(told.role.tag(), children))
    }

    /// The title, and below it the headings.
    pub fn outline(&self) -> Outline {
        let drawn = self.parts.iter().filter(|told| !told.content.is_empty());
        let mut headings = drawn.filter_map(|told| told.role.heading()).map(Heading::entry);
        let mut outline = Outline::new();
        if let Some(mut title) = headings.next() {
            for heading in headings {
                title.push_child(heading);
            }
            outline.push_child(title.with_open(true));
        }
        outline
    }
}

impl Role {
    fn tag(&self) -> TagKind {
        let level = NonZeroU16::MIN;
        match self {
            Self::Title(title) => Tag::Hn(level, Some(title.text.clone())).into(),
            Self::Heading(heading) => Tag::Hn(level.saturating_add(1), Some(heading.text.clone())).into(),
            Self::Paragraph => Tag::P.into(),
            Self::Facts => Tag::L(ListNumbering::None).into(),
            Self::Fact => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Value => Tag::LBody.into(),
            Self::Table => Tag::Table.into(),
            Self::Head => Tag::THead.into(),
            Self::Body => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHead => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
        }
    }

    /// Whether it is there also if it is empty: without it, what follows would stand below another head.
    const fn keeps_its_place(&self) -> bool {
        matches!(self, Self::ColumnHead | Self::RowHead | Self::Cell)
    }

    const fn heading(&self) -> Option<&Heading> {
        match self {
            Self::Title(heading) | Self::Heading(heading) => Some(heading),
            _ => None,
        }
    }
}

impl Heading {
    fn entry(&self) -> OutlineNode {
        OutlineNode::new(self.text.clone(), XyzDestination::new(self.page, Point::from_xy(MARGIN, self.y)))
    }
}

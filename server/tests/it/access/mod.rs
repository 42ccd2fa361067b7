//! The access table: every page and every server function, asked for by everybody, with ids of their own, of others and of nothing.

mod answer;
pub mod calls;
pub mod cast;
mod plans;
mod rule;
mod seals;

use crate::support::Page;
use answer::{difference, essence, is_call, is_download, is_page};
use app::access::{DOWNLOADS, FUNCTIONS, LIVE, PAGES, Who};
use calls::{ARTICLE, CALLS, CUSTOMER, Call, ID, PROPOSAL, SEAL, SEALS};
use cast::{Kind, Role, Stage, Visit, Whose};
use leptos::server_fn::axum::server_fn_paths;
use rule::{Outcome, outcome};
use server::router::PAGES as ROUTES;
use std::collections::BTreeSet;
use testbed::{Engine, both_engines};

both_engines!(
    pages_open_for_those_they_are_for_and_nobody_else,
    functions_answer_those_they_are_for_and_nobody_else,
    a_page_that_is_not_for_the_caller_looks_as_if_it_did_not_exist,
    a_function_tells_nothing_of_what_is_not_for_the_caller,
    whoever_is_signed_in_may_listen_and_nobody_else,
    files_are_for_those_they_are_for_and_nobody_else,
    a_file_that_is_not_for_the_caller_looks_as_if_it_did_not_exist,
);

/// What the addresses of pages name.
const NAMED_BY_PAGES: &[(&str, Kind)] = &[
    ("/shop/artikel/", Kind::ArticleNumber),
    ("/bestellungen/", Kind::Order),
    ("/kundendossier/", Kind::Order),
    ("/freigaben/", Kind::Order),
    ("/konto/logins/", Kind::Contact),
    ("/konto/freigaberegeln/kostenstellen/", Kind::CostCentre),
    ("/lieferant/auftraege/", Kind::SupplyOrder),
    ("/lieferant/kunden/", Kind::Customer),
];

/// Something that can be asked for: a page or a call of a function.
#[derive(Clone, Copy)]
enum Door {
    Page(&'static str),
    Download(&'static str),
    Function(Call),
}

#[tokio::test]
async fn every_page_stands_in_the_table() {
    let routes: BTreeSet<_> = ROUTES.iter().map(|route| route.path().to_owned()).collect();
    let listed: BTreeSet<_> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(listed, routes);
}

#[test]
fn every_function_stands_in_the_table() {
    let registered: BTreeSet<_> = server_fn_paths().map(|(path, _)| path).collect();
    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(path, _)| *path).collect();
    assert_eq!(listed, registered);
}

#[test]
fn every_function_answers_to_posts_only() {
    let others: Vec<_> = server_fn_paths().filter(|(_, method)| *method != reqwest::Method::POST).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn every_function_is_called_by_this_suite() {
    let called: BTreeSet<_> = CALLS.iter().map(|(path, ..)| *path).collect();
    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(path, _)| *path).collect();
    assert_eq!(called, listed);
}

async fn pages_open_for_those_they_are_for_and_nobody_else(engine: Engine) {
    let wrong = wrong_outcomes(&Stage::set(engine).await, &pages()).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn functions_answer_those_they_are_for_and_nobody_else(engine: Engine) {
    let wrong = wrong_outcomes(&Stage::set(engine).await, &functions()).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn a_page_that_is_not_for_the_caller_looks_as_if_it_did_not_exist(engine: Engine) {
    let telling = telling_answers(&Stage::set(engine).await, &pages()).await;
    assert!(telling.is_empty(), "{}", telling.join("\n"));
}

async fn a_function_tells_nothing_of_what_is_not_for_the_caller(engine: Engine) {
    let telling = telling_answers(&Stage::set(engine).await, &functions()).await;
    assert!(telling.is_empty(), "{}", telling.join("\n"));
}

async fn whoever_is_signed_in_may_listen_and_nobody_else(engine: Engine) {
    let stage = Stage::set(engine).await;
    for role in Role::ALL {
        let expected = if outcome(LIVE.1, role, None) == Outcome::Answered { 200 } else { 401 };
        let (status, _) = stage.visit(role).await.browser.listen(0).await;
        assert_eq!(status, expected, "{role:?}");
    }
}

async fn files_are_for_those_they_are_for_and_nobody_else(engine: Engine) {
    let wrong = wrong_outcomes(&Stage::set(engine).await, &downloads()).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn a_file_that_is_not_for_the_caller_looks_as_if_it_did_not_exist(engine: Engine) {
    let telling = telling_answers(&Stage::set(engine).await, &downloads()).await;
    assert!(telling.is_empty(), "{}", telling.join("\n"));
}

/// On Postgres the database itself keeps customers apart, also from queries that do not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_wall_stands_by_itself() {
    let stage = Stage::set_without_first_wall(Engine::Postgres).await;
    let doors: Vec<_> = pages().into_iter().chain(downloads()).chain(functions()).collect();
    let mut through = wrong_outcomes(&stage, &doors).await;
    through.extend(telling_answers(&Stage::set_without_first_wall(Engine::Postgres).await, &doors).await);
    assert!(through.is_empty(), "{}", through.join("\n"));
}

/// Otherwise the test above would prove nothing: where there is no second wall, foreign rows show.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_any_wall_foreign_rows_show() {
    let through = wrong_outcomes(&Stage::set_without_first_wall(Engine::Sqlite).await, &pages()).await;
    assert!(through.iter().any(|wrong| wrong.contains("Foreign")), "{through:?}");
}

fn pages() -> Vec<Door> {
    PAGES.iter().map(|(path, _)| Door::Page(path)).collect()
}

fn downloads() -> Vec<Door> {
    DOWNLOADS.iter().map(|(path, _)| Door::Download(path)).collect()
}

fn functions() -> Vec<Door> {
    CALLS.iter().map(|call| Door::Function(*call)).collect()
}

/// Whoever got in and should not have, and the other way round.
async fn wrong_outcomes(stage: &Stage, doors: &[Door]) -> Vec<String> {
    let mut wrong = Vec::new();
    for door in doors {
        for role in Role::ALL {
            for whose in door.whose() {
                let visit = stage.visit(role).await;
                let Some((id, page)) = door.knock(stage, &visit, whose).await else { continue };
                let expected = outcome(door.who(), role, door.kind().map(|kind| (kind, whose)));
                if !door.came_out(&page, expected, &id) {
                    let start: String = page.body.chars().take(100).collect();
                    wrong.push(format!(
                        "{} {role:?} {whose:?}: {expected:?}, but {} {} {start}",
                        door.path(),
                        page.status,
                        page.location()
                    ));
                }
            }
        }
    }
    wrong
}

/// Refusals from which one could tell a thing that exists from one that does not.
async fn telling_answers(stage: &Stage, doors: &[Door]) -> Vec<String> {
    let mut telling = Vec::new();
    for door in doors.iter().filter(|door| door.kind().is_some()) {
        for role in Role::ALL {
            let visit = stage.visit(role).await;
            let Some((id, missing)) = door.knock(stage, &visit, Whose::Missing).await else { continue };
            let missing = essence(&missing, &id);
            for whose in [Whose::Own, Whose::Foreign] {
                if outcome(door.who(), role, door.kind().map(|kind| (kind, whose))) == Outcome::Answered {
                    continue;
                }
                let visit = stage.visit(role).await;
                let Some((id, page)) = door.knock(stage, &visit, whose).await else { continue };
                let found = essence(&page, &id);
                if found != missing {
                    telling.push(format!("{} {role:?} {whose:?}: {}", door.path(), difference(&missing, &found)));
                }
            }
        }
    }
    telling
}

impl Door {
    const fn path(&self) -> &'static str {
        match self {
            Self::Page(path) | Self::Download(path) | Self::Function((path, ..)) => path,
        }
    }

    fn who(&self) -> Who {
        let table = match self {
            Self::Page(_) => PAGES,
            Self::Download(_) => DOWNLOADS,
            Self::Function(_) => FUNCTIONS,
        };
        table.iter().find(|(path, _)| *path == self.path()).expect("everything stands in the table").1
    }

    fn kind(&self) -> Option<Kind> {
        match self {
            Self::Page(path) | Self::Download(path) if !path.contains('{') => None,
            Self::Page(path) | Self::Download(path) => {
                NAMED_BY_PAGES.iter().find(|(start, _)| path.starts_with(start)).map(|(_, kind)| *kind)
            }
            Self::Function((_, kind, _)) => *kind,
        }
    }

    fn whose(&self) -> Vec<Whose> {
        if self.kind().is_some() { Whose::ALL.to_vec() } else { vec![Whose::Own] }
    }

    /// Asks. The answer comes with the id that was asked for; there is none where no such id exists.
    async fn knock(&self, stage: &Stage, visit: &Visit, whose: Whose) -> Option<(String, Page)> {
        let id = match self.kind() {
            Some(kind) => stage.id(kind, whose, visit)?,
            None => String::new(),
        };
        let page = match self {
            Self::Page(_) | Self::Download(_) => visit.browser.get(&self.address(&id)).await,
            Self::Function((path, _, body)) => {
                let named = |kind| stage.id(kind, Whose::Own, visit).unwrap_or_default();
                let places = [(ARTICLE, Kind::Article), (CUSTOMER, Kind::Customer), (PROPOSAL, Kind::Proposal)];
                let fill = |value: String, (place, kind): (&str, Kind)| value.replace(place, &named(kind));
                let seals = stage.seals(&id);
                let sealed = |value: &str| value.replace(ID, &id).replace(SEAL, &seals.first).replace(SEALS, &seals.both);
                let filled = |value: &str| places.into_iter().fold(sealed(value), fill);
                let fields: Vec<_> = body.iter().map(|(name, value)| (*name, filled(value))).collect();
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                visit.browser.call("/", path, &fields).await
            }
        };
        Some((id, page))
    }

    fn came_out(&self, page: &Page, expected: Outcome, id: &str) -> bool {
        match self {
            Self::Page(_) => is_page(page, expected, &self.address(id)),
            Self::Download(_) => is_download(page, expected, &self.address(id)),
            Self::Function(_) => is_call(page, expected),
        }
    }

    fn address(&self, id: &str) -> String {
        self.path().replace("{id}", id).replace("{nr}", id)
    }
}

//! What the portal has acknowledged, written down so that it outlives everything.

use std::{
    collections::BTreeSet,
    fs::File,
    io::Write,
    sync::{Mutex, MutexGuard},
};

/// A file to which acknowledgements are appended, durably, the moment they arrive.
pub struct Ledger {
    pages: Mutex<Pages>,
}

struct Pages {
    file: File,
    ordered: BTreeSet<String>,
    decided: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Ledger {
    pub fn open(folder: &std::path::Path) -> Self {
        let file = File::create(folder.join("ledger")).expect("the ledger can be written");
        Self { pages: Mutex::new(Pages { file, ordered: BTreeSet::new(), decided: BTreeSet::new(), keys: BTreeSet::new() }) }
    }

    /// A form is about to be sent under this key.
    pub fn sending(&self, key: &str) {
        let mut pages = self.pages();
        pages.keys.insert(key.to_owned());
        pages.note("sending", key);
    }

    /// The portal has said that this order is placed.
    pub fn ordered(&self, id: &str) {
        let mut pages = self.pages();
        pages.note("ordered", id);
        pages.ordered.insert(id.to_owned());
    }

    /// The portal has said that this order is decided.
    pub fn decided(&self, id: &str) {
        let mut pages = self.pages();
        pages.note("decided", id);
        pages.decided.insert(id.to_owned());
    }

    /// The orders that were acknowledged.
    pub fn all_ordered(&self) -> BTreeSet<String> {
        self.pages().ordered.clone()
    }

    /// The decisions that were acknowledged, by their orders.
    pub fn all_decided(&self) -> BTreeSet<String> {
        self.pages().decided.clone()
    }

    /// How many different forms were sent.
    pub fn forms(&self) -> usize {
        self.pages().keys.len()
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().expect("nobody panicked while writing")
    }
}

impl Pages {
    fn note(&mut self, what: &str, id: &str) {
        writeln!(self.file, "{what} {id}").and_then(|()| self.file.sync_data()).expect("the ledger can be written");
    }
}

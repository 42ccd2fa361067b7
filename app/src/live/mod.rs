//! What others change shows on pages that are open: the server says that something has changed, and the pages look.

mod asking;
mod news;
mod quiet;
#[cfg(feature = "hydrate")]
mod source;

pub use asking::now_and_then;
pub use news::News;
pub use quiet::{QUIET, QuietClient, quietly};

use crate::hydration::is_page_of_server;
use leptos::prelude::*;

/// What this page hears, and what it says of it.
#[derive(Clone, Copy)]
pub struct Live {
    heard: RwSignal<u32>,
    said: RwSignal<Said>,
    has_ended: StoredValue<bool>,
}

/// What stands above the page.
#[derive(Clone, Copy, Default)]
enum Said {
    #[default]
    Nothing,
    /// Something has changed where it stands. Who says the same once more says it otherwise, for it to be read out again.
    Changed { is_again: bool },
    /// There is something new, which would move what somebody looks at: it comes when they ask for it.
    News(Callback<()>),
}

impl Live {
    /// Makes it known to all components.
    pub fn provide() -> Self {
        let live = Self { heard: RwSignal::new(0), said: RwSignal::default(), has_ended: StoredValue::new(false) };
        provide_context(live);
        live
    }

    /// Counts how often something may have changed that somebody looks at.
    pub fn heard(self) -> u32 {
        self.heard.get()
    }

    /// How often when what the page shows was loaded: never yet where the server has rendered it, however late it comes alive.
    pub fn heard_before(self) -> u32 {
        if is_page_of_server() { 0 } else { self.heard.get_untracked() }
    }

    /// Listens from now on, in the browser; once is enough.
    #[cfg(feature = "hydrate")]
    pub fn listen(self) {
        source::listen(self);
    }

    /// There is nobody to tell on the server.
    #[cfg(not(feature = "hydrate"))]
    pub fn listen(self) {
        let _ = self;
    }

    /// Hears nothing any more: nobody is signed in.
    pub fn end(self) {
        self.has_ended.set_value(true);
    }

    /// Says that something has changed where it stands.
    pub fn say_changed(self) {
        self.said.update(|said| *said = Said::Changed { is_again: matches!(said, Said::Changed { is_again: false }) });
    }

    /// Says that there is something new, and how to see it.
    pub fn offer(self, refresh: Callback<()>) {
        self.said.set(Said::News(refresh));
    }

    /// What was new is seen. That something has changed where it stands stays said.
    pub fn withdraw(self) {
        if self.said.with_untracked(|said| matches!(said, Said::News(_))) {
            self.said.set(Said::Nothing);
        }
    }

    #[cfg(feature = "hydrate")]
    fn hear(self) {
        self.heard.update(|heard| *heard += 1);
    }
}

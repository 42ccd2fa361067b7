//! Which version of an order the page shows: what its orderer has changed since must not be decided unseen.

use crate::prelude::*;

/// The version that is on the screen.
#[derive(Clone, Copy)]
pub(super) struct ShownVersion(u32);

impl ShownVersion {
    /// For all forms of the page.
    pub(super) fn provide(version: u32) {
        provide_context(Self(version));
    }
}

/// Says in a form what its sender had on the screen.
#[component]
pub(super) fn VersionField() -> impl IntoView {
    use_context::<ShownVersion>()
        .map(|ShownVersion(version)| view! { <input type="hidden" name="form[version]" value=version.to_string()/> })
}

//! A rule as a row of a card: what it is called and does, how it stands, and what is folded away below.

use crate::prelude::*;

/// The row. Its place on the page is `id`, and its name has an id of its own, [`name_of`].
#[component]
pub(in crate::rules) fn Setting(
    id: &'static str,
    title: &'static str,
    /// What the rule does, in a sentence.
    text: &'static str,
    /// How it stands: a switch, or its value [`in_words`].
    state: AnyView,
    /// Whether it stands below the headline of the page, not below that of a group.
    #[prop(optional)]
    is_alone: bool,
    children: Children,
) -> impl IntoView {
    let name = name_of(id);
    let title = if is_alone {
        view! { <h2 id=name>{title}</h2> }
    } else {
        view! { <h3 id=name>{title}</h3> }
    };
    view! {
        <section class="setting" id=id>
            <div class="setting-head">
                {title}
                <p class="setting-text">{text}</p>
                {state}
            </div>
            {children()}
        </section>
    }
}

/// The id of the name of the rule with this id.
pub(in crate::rules) fn name_of(id: &str) -> String {
    format!("{id}-name")
}

/// The value that a rule has, a line for each part of it.
pub(in crate::rules) fn in_words(lines: Vec<String>) -> AnyView {
    let line = |line: String| view! { <span>{line}</span> };
    (!lines.is_empty()).then(|| view! { <p class="setting-value">{lines.into_iter().map(line).collect_view()}</p> }).into_any()
}

/// What is folded away: the form that changes a rule, and the longer words about it. It is open where that form came back.
#[component]
pub(in crate::rules) fn Folded(
    words: &'static str,
    /// The rule, for whoever hears the words without seeing the row.
    of: &'static str,
    #[prop(optional)] is_open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure setting-more" open=is_open>
            <summary>
                {words}
                <span class="visually-hidden">{format!(": {of}")}</span>
            </summary>
            <div class="stack">{children()}</div>
        </details>
    }
}

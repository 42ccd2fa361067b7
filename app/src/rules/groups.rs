//! The rules are many: in groups, with the way to each of them on top.

use crate::{locale::language, prelude::*, text};
use domain::Language;

/// What rules are about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum RuleGroup {
    /// Who stands in for whom.
    Away,
    /// What is ordered without a release.
    Without,
    /// Who releases, and how far.
    Who,
    /// What a decision takes.
    How,
    /// What is there only where somebody wants it.
    More,
}

impl RuleGroup {
    const ALL: [Self; 5] = [Self::Away, Self::Without, Self::Who, Self::How, Self::More];

    /// Its place on the page, for links.
    const fn id(self) -> &'static str {
        match self {
            Self::Away => "vertretungen",
            Self::Without => "ohne-freigabe",
            Self::Who => "wer",
            Self::How => "wie",
            Self::More => "zusaetzlich",
        }
    }

    fn title(self, l: Language) -> &'static str {
        match self {
            Self::Away => text::rules::substitutes(l),
            Self::Without => text::rules::group_without(l),
            Self::Who => text::rules::group_who(l),
            Self::How => text::rules::group_how(l),
            Self::More => text::extras::title(l),
        }
    }

    /// What holds for all rules in it.
    fn text(self, l: Language) -> Option<&'static str> {
        (self == Self::More).then(|| text::extras::text(l))
    }
}

/// The way to each group.
#[component]
pub(in crate::rules) fn WaysToGroups() -> impl IntoView {
    let l = language();
    let ways = RuleGroup::ALL.map(|group| view! { <a href=format!("#{}", group.id()) rel="external">{group.title(l)}</a> });
    view! { <nav class="chips" aria-label=text::rules::groups(l)>{ways.into_iter().collect_view()}</nav> }
}

/// A group with the card on which its rules stand, a row each.
pub(in crate::rules) fn group(l: Language, group: RuleGroup, rows: AnyView) -> impl IntoView {
    view! {
        <section class="stack" id=group.id()>
            <h2>{group.title(l)}</h2>
            {group.text(l).map(|text| view! { <p class="help">{text}</p> })}
            <div class="card" data-flush>{rows}</div>
        </section>
    }
}

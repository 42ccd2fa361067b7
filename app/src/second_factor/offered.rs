//! Setting up: scan, then prove it by a code.

use super::{
    api::{ConfirmSecondFactor, Offer, Picture},
    door::CodeField,
    page::next_page,
};
use crate::{
    form::{FormState, Submit, field_name, once},
    locale::language,
    prelude::*,
    text,
};
use leptos::server_fn::ServerFn;

/// How much white a scanner needs around the picture, in squares.
const QUIET: i32 = 4;

/// The two steps of setting up.
#[component]
pub(super) fn Offered(offer: Offer) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::second_factor::scan(l)}</h2></header>
            <p>{text::second_factor::scan_text(l)}</p>
            <div class="factor">
                <Code picture=offer.picture/>
                <div class="stack">
                    <p><a class="button" data-kind="secondary" href=offer.address>{text::second_factor::open_app(l)}</a></p>
                    <p class="help">{text::second_factor::by_hand(l)}</p>
                    <dl class="facts" data-stacked>
                        <div><dt>{text::fields::user_name(l)}</dt><dd>{offer.user_name}</dd></div>
                        <div><dt>{text::second_factor::secret(l)}</dt><dd><code class="secret">{offer.secret}</code></dd></div>
                    </dl>
                </div>
            </div>
        </section>
        <section class="card">
            <header class="card-head"><h2>{text::second_factor::prove(l)}</h2></header>
            <form class="form" method="post" action=ConfirmSecondFactor::url() on:submit=once()>
                <input type="hidden" name=field_name("next") value=next_page()/>
                <CodeField form help=text::second_factor::prove_help(l)/>
                <div class="button-row"><Submit form>{text::second_factor::turn_on(l)}</Submit></div>
            </form>
        </section>
    }
}

/// Black on white also where the page is dark: not every scanner reads the other way round.
#[component]
fn Code(picture: Picture) -> impl IntoView {
    let l = language();
    let size = picture.size + 2 * QUIET;
    view! {
        <svg
            class="qr"
            viewBox=format!("-{QUIET} -{QUIET} {size} {size}")
            role="img"
            aria-label=text::second_factor::picture(l)
            shape-rendering="crispEdges"
        >
            <rect x=-QUIET y=-QUIET width=size height=size fill="#fff"></rect>
            <path d=picture.path fill="#000"></path>
        </svg>
    }
}

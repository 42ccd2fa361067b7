//! The list of mails that did not arrive.

use super::api::{Mail, SendMailAgain, load_customer_mails, load_mails};
use crate::{
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    time::Moment,
    ui::{Icon, Load, Loaded},
};
use leptos_meta::Title;

/// The button "Erneut senden", shared by all rows. Made before the mails are loaded, since what is shown of them may be built
/// more than once on the server.
#[derive(Clone, Copy)]
struct Again {
    action: Sending<SendMailAgain>,
    form: FormState,
}

impl Again {
    fn provide(mails: Load<Vec<Mail>>) {
        let action = Sending::<SendMailAgain>::new();
        provide_context(Self { action, form: FormState::of(action) });
        Effect::new(move |_| {
            if let Some(Ok(now)) = action.value().get() {
                mails.amend(move |shown| *shown = now);
            }
        });
    }
}

/// /konto/mails
#[component]
pub fn MailsPage() -> impl IntoView {
    let mails = Load::new(|| (), |()| load_mails());
    Again::provide(mails);
    view! { <Loaded load=mails follows=|_, _| false children=show_to_approver/> }
}

/// /lieferant/mails
#[component]
pub fn CustomerMailsPage() -> impl IntoView {
    let mails = Load::new(|| (), |()| load_customer_mails());
    Again::provide(mails);
    view! { <Loaded load=mails follows=|_, _| false children=show_to_supplier/> }
}

fn show_to_approver(mails: Vec<Mail>) -> impl IntoView {
    let l = language();
    view! {
        <Title text=text::mails::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <Head lede=text::mails::lede(l)/>
            <div class="account">
                <div class="account-main">
                    <Mails mails about=text::mails::about(l) help=text::mails::address_help(l)/>
                </div>
                <AccountMenu here=AccountPlace::Mails is_approver=true/>
            </div>
        </main>
    }
}

fn show_to_supplier(mails: Vec<Mail>) -> impl IntoView {
    let l = language();
    view! {
        <Title text=text::mails::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <Head lede=text::mails::lede_supplier(l)/>
            <div class="stack"><Mails mails about=text::mails::customer(l)/></div>
        </main>
    }
}

#[component]
fn Head(lede: &'static str) -> impl IntoView {
    let l = language();
    view! {
        <header class="page-head">
            <div>
                <h1>{text::mails::title(l)}</h1>
                <p class="lede">{lede}</p>
            </div>
        </header>
    }
}

/// The list; a mail that is sent again stays in it until it has arrived.
#[component]
fn Mails(
    mails: Vec<Mail>,
    /// What the second column shows.
    about: &'static str,
    /// What to do where an address is wrong.
    #[prop(optional)]
    help: &'static str,
) -> impl IntoView {
    let l = language();
    let mails = RwSignal::new(mails);
    let Again { action, form } = expect_context::<Again>();
    Effect::new(move |_| {
        if let Some(Ok(now)) = action.value().get() {
            mails.set(now);
        }
    });
    let is_empty = move || mails.read().is_empty();
    view! {
        <ErrorSummary form/>
        <p class="visually-hidden" role="status">
            {move || action.value().get().and_then(Result::ok).map(|_| text::mails::sent_again(l).to_owned())}
        </p>
        <Show when=move || !is_empty() fallback=NothingFailed>
            <div class="card" data-flush>
                <table class="list">
                    <caption class="visually-hidden">{text::mails::title(l)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::mails::recipient(l)}</th>
                            <th scope="col">{about}</th>
                            <th scope="col">{text::mails::problem(l)}</th>
                            <th scope="col">{text::mails::caused(l)}</th>
                            <th scope="col"><span class="visually-hidden">{text::mails::send_again(l)}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || mails.get() key=|mail| mail.id.clone() let:mail>
                            <Row mail about mails/>
                        </For>
                    </tbody>
                </table>
            </div>
            {(!help.is_empty()).then(|| view! { <p class="help">{help}</p> })}
        </Show>
    }
}

/// A mail; what changes of it when it is sent again changes in place, so that the focus stays on the button.
#[component]
fn Row(mail: Mail, about: &'static str, mails: RwSignal<Vec<Mail>>) -> impl IntoView {
    let Again { action, form } = expect_context::<Again>();
    let l = language();
    let (id, first) = (mail.id.clone(), mail.clone());
    let now = Memo::new(move |_| mails.read().iter().find(|one| one.id == id).cloned().unwrap_or_else(|| first.clone()));
    view! {
        <tr>
            <th scope="row">
                {mail.recipient.clone()}
                <span class="sub">{mail.email}</span>
            </th>
            <td data-label=about>{mail.about}</td>
            <td data-label=text::mails::problem(l)>
                {move || view! { <State is_given_up=now.read().is_given_up/> }}
                <span class="sub">{move || now.read().problem.clone()}</span>
                <span class="sub">{move || text::mails::attempts(l, now.read().attempts)}</span>
            </td>
            <td data-label=text::mails::caused(l)><Moment when=mail.caused/></td>
            <td class="row-actions">
                <SendForm action>
                    <input type="hidden" name=field_name("id") value=mail.id/>
                    <Submit form kind="secondary" size="small">
                        {text::mails::send_again(l)}
                        <span class="visually-hidden">" " {text::mails::send_again_to(l, mail.recipient)}</span>
                    </Submit>
                </SendForm>
            </td>
        </tr>
    }
}

#[component]
fn State(is_given_up: bool) -> impl IntoView {
    let l = language();
    let (tone, icon, word) =
        if is_given_up { ("rejected", "circle-x", text::mails::given_up(l)) } else { ("waiting", "clock", text::mails::retried(l)) };
    view! { <span class="badge" data-tone=tone><Icon name=icon/>{word}</span> }
}

#[component]
fn NothingFailed() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="circle-check"/>
            <h2>{text::mails::empty_title(l)}</h2>
            <p>{text::mails::empty_text(l)}</p>
        </div>
    }
}

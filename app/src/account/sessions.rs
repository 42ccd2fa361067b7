//! Where one is signed in, and signing out from there.

use super::api::{Session, SignOutOtherSessions, SignOutSession};
use crate::{
    AppError,
    form::{ErrorSummary, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    text,
    time::Moment,
};

/// The list of sessions; the present one cannot be ended here, for that there is the menu.
#[component]
pub fn SessionsSection(sessions: Vec<Session>) -> impl IntoView {
    let l = language();
    let sessions = RwSignal::new(sessions);
    let one = Sending::<SignOutSession>::new();
    let others = Sending::<SignOutOtherSessions>::new();
    let (one_form, others_form) = (FormState::of(one), FormState::of(others));
    keep(sessions, one.value());
    keep(sessions, others.value());
    let has_others = move || sessions.read().len() > 1;
    view! {
        <section class="card">
            <header class="card-head"><h2>{text::account::sessions(l)}</h2></header>
            <ErrorSummary form=one_form/>
            <ErrorSummary form=others_form/>
            <table class="list">
                <caption class="visually-hidden">{text::account::sessions(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::account::column_device(l)}</th>
                        <th scope="col">{text::account::column_last_seen(l)}</th>
                        <th scope="col">{text::account::column_since(l)}</th>
                        <th scope="col"><span class="visually-hidden">{text::account::end_session(l)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || sessions.get() key=|session| session.id.clone() let:session>
                        <Row session action=one form=one_form/>
                    </For>
                </tbody>
            </table>
            <Show when=has_others fallback=move || view! { <p class="help">{text::account::only_this_session(l)}</p> }>
                <SendForm action=others>
                    <Submit form=others_form kind="secondary">{text::account::end_other_sessions(l)}</Submit>
                </SendForm>
            </Show>
        </section>
    }
}

/// Shows what is left once the server has answered.
fn keep(sessions: RwSignal<Vec<Session>>, answer: Signal<Option<Result<Vec<Session>, AppError>>>) {
    Effect::new(move |_| {
        if let Some(Ok(left)) = answer.get() {
            sessions.set(left);
        }
    });
}

#[component]
fn Row(session: Session, action: Sending<SignOutSession>, form: FormState) -> impl IntoView {
    let l = language();
    let (id, device) = (session.id, session.device.clone());
    let end = (!session.is_current).then(|| {
        view! {
            <SendForm action>
                <input type="hidden" name=field_name("id") value=id/>
                <Submit form kind="quiet" size="small">
                    {text::account::end_session(l)} <span class="visually-hidden">": " {device}</span>
                </Submit>
            </SendForm>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {session.device} " "
                {session.is_current.then(|| view! { <span class="tag">{text::account::this_device(l)}</span> })}
            </th>
            <td data-label=text::account::column_last_seen(l)><Moment when=session.seen/></td>
            <td data-label=text::account::column_since(l)><Moment when=session.opened/></td>
            <td class="row-actions">{end}</td>
        </tr>
    }
}

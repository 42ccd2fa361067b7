//! The thread below an order, with the form that adds to it.

use super::api::WriteComment;
use crate::{
    form::{ErrorSummary, FieldError, FormState, SendForm, Sending, Submit, field_name},
    locale::language,
    prelude::*,
    show::{Comment, OrderData},
    text,
    time::MomentLine,
    ui::{Absorb, Data, Load, escaped},
};
use domain::OrderId;
use leptos::html;

/// The thread of a page. It is made with the page and outlives its data: what others write shows by itself, and what is being typed
/// stays when the page is drawn anew.
#[derive(Clone, Copy)]
pub struct Thread {
    action: Sending<WriteComment>,
    form: FormState,
    comments: RwSignal<Vec<Comment>>,
    typed: StoredValue<String>,
    field: NodeRef<html::Textarea>,
}

impl Thread {
    /// For the page that loads this.
    pub fn of<T>(load: Load<T>) -> Self
    where
        T: AsMut<OrderData> + Data + Clone,
    {
        let action = Sending::<WriteComment>::new();
        let form = FormState::of(action);
        let thread = Self {
            action,
            form,
            comments: RwSignal::default(),
            typed: StoredValue::new(form.initial("comment", "")),
            field: NodeRef::new(),
        };
        Effect::new(move |_| {
            if let Some(Ok(comments)) = action.value().get() {
                thread.forget_what_was_sent(&comments);
                load.amend(|shown| shown.as_mut().comments.clone_from(&comments));
                thread.comments.set(comments);
            }
        });
        thread
    }

    /// Shows what has been written about this order.
    pub fn show(self, order: &OrderData) {
        self.comments.set(order.comments.clone());
    }

    /// Takes up what others write while the rest of the page stays as it is.
    pub fn absorb<T>(self) -> Absorb
    where
        T: AsRef<OrderData> + AsMut<OrderData> + Data + Clone,
    {
        let copy = |shown: &mut T, new: &T| shown.as_mut().comments.clone_from(&new.as_ref().comments);
        Absorb::of(copy, move |shown: &T| self.show(shown.as_ref()))
    }

    /// Empties the field, unless something else has been typed since.
    fn forget_what_was_sent(self, comments: &[Comment]) {
        let is_sent = |typed: &str| comments.iter().rev().any(|comment| comment.is_mine && comment.content == typed.trim());
        if is_sent(&self.typed.get_value()) {
            self.typed.set_value(String::new());
            if let Some(field) = self.field.get_untracked() {
                field.set_value("");
            }
        }
    }

    /// How many the reader has written.
    fn own(self) -> usize {
        self.comments.with(|comments| comments.iter().filter(|comment| comment.is_mine).count())
    }
}

/// Everything that was written, and the form. There is none where nobody but the orderer has to do with the order, nor where the customer
/// does not want any (any more): then what was written can still be read, and what was typed or sent too late is not lost.
#[component]
pub fn CommentThread(thread: Thread, id: OrderId, has_approver: bool, may_write: bool) -> impl IntoView {
    let l = language();
    let count = reactive(move || thread.comments.with(Vec::len).to_string());
    let is_typed = thread.typed.with_value(|typed| !typed.trim().is_empty());
    let has_form = may_write || is_typed || thread.form.came_back();
    let is_shown = has_approver && (has_form || thread.comments.with_untracked(|comments| !comments.is_empty()));
    is_shown.then(|| {
        view! {
            <section class="stack comments" id="kommentare" aria-labelledby="comments-title">
                <h2 class="section-title" id="comments-title">{text::comments::title(l)} " " <span class="count">{count}</span></h2>
                {move || {
                    let comments = thread.comments.get();
                    if comments.is_empty() {
                        view! { <p class="help">{text::comments::none(l)}</p> }
                    } else {
                        view! { <ol class="comment-list">{comments.into_iter().map(|comment| view! { <Written comment/> }).collect_view()}</ol> }
                    }
                }}
                {has_form.then(|| view! { <Write thread id/> })}
            </section>
        }
    })
}

#[component]
fn Written(comment: Comment) -> impl IntoView {
    view! {
        <li data-mine=comment.is_mine>
            <p class="when"><strong>{comment.by}</strong> " · " <MomentLine when=comment.at/></p>
            <p class="comment-content">{comment.content}</p>
        </li>
    }
}

#[component]
fn Write(thread: Thread, id: OrderId) -> impl IntoView {
    let l = language();
    let form = thread.form;
    let problem = form.problem("comment");
    let is_invalid = move || problem.with(Option::is_some);
    view! {
        <ErrorSummary form/>
        <SendForm action=thread.action attr:class="form" attr:data-print="no">
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("seen") value=move || thread.own().to_string()/>
            <div class="field" data-invalid=is_invalid>
                <label for="comment">{text::comments::write(l)}</label>
                <p class="help" id="comment-help">{text::comments::help(l)}</p>
                <textarea
                    id="comment"
                    name=field_name("comment")
                    rows="3"
                    maxlength=domain::text::NOTE.to_string()
                    aria-describedby="comment-help comment-error"
                    aria-invalid=move || is_invalid().then_some("true")
                    inner_html=escaped(&thread.typed.get_value())
                    node_ref=thread.field
                    on:input=move |event| thread.typed.set_value(event_target_value(&event))
                ></textarea>
                <FieldError form name="comment"/>
            </div>
            <div class="button-row"><Submit form kind="secondary">{text::comments::send(l)}</Submit></div>
        </SendForm>
    }
}

//! A quantity that a person types, with buttons for one less and one more.

use crate::{locale::language, prelude::*, text, ui::Icon};
use domain::{Language, Problem, order::MAX_QUANTITY};
use leptos::html;

/// The name under which problems with this quantity are reported, and the id of its field.
pub fn field(key: impl std::fmt::Display) -> String {
    format!("quantity-{key}")
}

/// The quantity that was typed.
///
/// # Errors
/// [`Problem::NotInRange`] for everything but a whole number from 1 to [`MAX_QUANTITY`].
pub fn checked(typed: &str) -> Result<u32, Problem> {
    let quantity = typed.trim().parse().ok().filter(|quantity| (1..=MAX_QUANTITY).contains(quantity));
    quantity.ok_or(Problem::NotInRange { min: 1, max: MAX_QUANTITY })
}

/// What is wrong with every quantity that is not [`checked`].
pub fn out_of_range(l: Language) -> String {
    text::errors::not_in_range(l, 1, MAX_QUANTITY)
}

/// The field, with buttons that show once a script runs.
#[component]
pub fn Quantity(
    id: String,
    /// The name under which it is posted.
    name: String,
    /// What is counted, for screen readers.
    label: String,
    typed: RwSignal<String>,
    #[prop(into)] is_invalid: Signal<bool>,
    /// Called on each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<()>>,
    /// Called when the person is done with the field.
    #[prop(optional, into)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let l = language();
    let input = NodeRef::<html::Input>::new();
    let told = |callback: Option<Callback<()>>| move || callback.into_iter().for_each(|callback| callback.run(()));
    let step = move |by: i64| {
        typed.set(stepped(&typed.get_untracked(), by).to_string());
        told(on_input)();
        told(on_change)();
    };
    tie(input, typed);
    let button = move |by: i64, icon: &'static str, label: &'static str| {
        view! { <button type="button" class="scripted" aria-label=label on:click=move |_| step(by)><Icon name=icon/></button> }
    };
    view! {
        <div class="quantity">
            {button(-1, "minus", text::shop::one_less(l))}
            <input
                id=id.clone()
                name=name
                type="number"
                inputmode="numeric"
                min="1"
                max=MAX_QUANTITY.to_string()
                required
                value=typed.get_untracked()
                node_ref=input
                aria-label=label
                aria-describedby=format!("{id}-error")
                aria-invalid=move || is_invalid.get().then_some("true")
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    told(on_input)();
                }
                on:change=move |_| told(on_change)()
            />
            {button(1, "plus", text::shop::one_more(l))}
        </div>
    }
}

/// Lets the field say what the signal says. At first it may say more: what was typed before the page could listen.
fn tie(input: NodeRef<html::Input>, typed: RwSignal<String>) {
    Effect::new(move |before: Option<()>| {
        let value = typed.get();
        if let Some(input) = input.get().filter(|input| before.is_some() && input.value() != value) {
            input.set_value(&value);
        }
    });
}

/// One step from what was typed, within the bounds.
fn stepped(typed: &str, by: i64) -> i64 {
    let present = typed.trim().parse::<i64>().unwrap_or(1);
    present.saturating_add(by).clamp(1, i64::from(MAX_QUANTITY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_in_range_are_quantities() {
        assert_eq!([checked("1"), checked(" 9999 ")], [Ok(1), Ok(9999)]);
        for wrong in ["", "0", "-1", "10000", "1.5", "zwei", "99999999999999"] {
            assert_eq!(checked(wrong), Err(Problem::NotInRange { min: 1, max: 9999 }), "{wrong}");
        }
    }

    #[test]
    fn steps_stay_in_range() {
        assert_eq!([stepped("1", -1), stepped("9999", 1), stepped("x", 1), stepped("3", -1)], [1, 9999, 2, 2]);
    }
}

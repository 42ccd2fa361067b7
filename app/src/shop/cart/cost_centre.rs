//! What the order is for.

use super::{
    api::CartData,
    state::{CartState, Head},
};
use crate::{
    form::{FormState, SelectField},
    locale::language,
    text,
};
use domain::{CostCentreId, Frame, Frames};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What limits the caller's orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Means {
    /// Their own limits.
    pub frames: Frames,
    /// The cost centres to choose from.
    pub cost_centres: Vec<CostCentre>,
    /// Whether one must be chosen.
    pub is_demanded: bool,
}

impl Means {
    /// Whether somebody may have to release an order because of what it costs.
    pub fn are_limited(&self) -> bool {
        self.frames != Frames::default() || self.cost_centres.iter().any(|centre| centre.budget.is_some())
    }
}

/// A cost centre to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCentre {
    /// Its id.
    pub id: CostCentreId,
    /// Its number and name.
    pub label: String,
    /// Its budget with what is gone of it.
    pub budget: Option<Frame>,
    /// Who releases what goes beyond it, where the caller has no approver.
    pub approver: String,
}

impl CartState {
    /// Chooses the cost centre with this id, or none.
    pub fn choose(self, id: &str) {
        self.chosen().set(id.parse().ok());
    }

    /// The cost centre that is chosen.
    pub fn cost_centre(self) -> Option<CostCentre> {
        chosen_of(self.head(), self.chosen())
    }

    /// What limits the order.
    pub fn frames(self) -> Frames {
        frames(self.head(), self.chosen())
    }

    /// Who releases what needs it.
    pub fn decider(self) -> Option<String> {
        let in_charge = self.head().with(|head| head.approver.clone());
        in_charge.or_else(|| self.cost_centre().map(|centre| centre.approver))
    }
}

/// What limits an order on the cost centre that is chosen.
pub fn frames(head: RwSignal<Head>, chosen: RwSignal<Option<CostCentreId>>) -> Frames {
    let budget = chosen_of(head, chosen).and_then(|centre| centre.budget);
    Frames { budget, ..head.with(|head| head.means.frames) }
}

fn chosen_of(head: RwSignal<Head>, chosen: RwSignal<Option<CostCentreId>>) -> Option<CostCentre> {
    let chosen = chosen.get()?;
    head.with(|head| head.means.cost_centres.iter().find(|centre| centre.id == chosen).cloned())
}

/// The choice; nothing where there is none. Whatever is chosen counts at once.
#[component]
pub fn CostCentreField(form: FormState, state: CartState, cart: CartData) -> impl IntoView {
    let l = language();
    let Means { cost_centres, is_demanded, .. } = cart.means;
    let chosen = form.initial("cost_centre", cart.cost_centre.map(|id| id.to_string()).unwrap_or_default());
    // What was chosen before the order was refused need not have been kept.
    state.choose(&chosen);
    let nothing = if is_demanded { text::account::please_choose(l) } else { text::limits::choose_none(l) };
    let options: Vec<_> = cost_centres.into_iter().map(|centre| (centre.id.to_string(), centre.label)).collect();
    (!options.is_empty()).then(|| {
        view! {
            <div on:change=move |event| state.choose(&event_target_value(&event))>
                <SelectField
                    form
                    name="cost_centre"
                    label=text::fields::cost_centre(l)
                    value=chosen
                    options
                    placeholder=nothing
                    required=is_demanded
                />
            </div>
        }
    })
}

//! What the order is for.

use super::{api::CartData, state::CartState};
use crate::{
    form::{FormState, SelectField},
    locale::language,
    prelude::*,
    text,
    ui::is_hydrated,
};
use domain::{Charges, ContactId, CostCentreId, Frame, Frames};
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
    /// Whether what needs no release can go at once, where the rest needs one.
    pub splits_orders: bool,
}

impl Means {
    /// What limits an order that costs this.
    pub fn frames_for(&self, order: &Charges) -> Frames {
        self.frames.of_order(order, |id| self.cost_centre(id)?.budget)
    }

    /// A cost centre that can be chosen.
    pub fn cost_centre(&self, id: CostCentreId) -> Option<&CostCentre> {
        self.cost_centres.iter().find(|centre| centre.id == id)
    }

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
    /// The same by their id.
    pub approver_id: ContactId,
}

impl CartData {
    /// Whether a line can have a cost centre of its own: where there are several, or one has it already.
    pub fn offers_cost_centres_for_lines(&self) -> bool {
        self.means.cost_centres.len() > 1 || self.lines.iter().any(|line| line.cost_centre.is_some())
    }
}

/// The choice for the order; nothing where there is none. Whatever is chosen counts at once.
#[component]
pub fn CostCentreField(form: FormState, state: CartState, cart: CartData) -> impl IntoView {
    let l = language();
    let (is_hydrated, may_stay_empty) = (is_hydrated(), cart.offers_cost_centres_for_lines());
    let Means { cost_centres, is_demanded, .. } = cart.means;
    // Where each line may have its own, only a script knows whether this one is needed.
    let required = Signal::derive(move || is_demanded && (!may_stay_empty || (is_hydrated.get() && state.is_unpaid())));
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
                    required
                />
            </div>
        }
    })
}

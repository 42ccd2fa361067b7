//! The fields of a cost centre.

use crate::{
    form::{FormState, SelectField, TextField},
    locale::language,
    prelude::*,
    text,
};

/// Number, name, budget, and who looks after it.
#[component]
pub fn Fields(
    form: FormState,
    approvers: Vec<(String, String)>,
    /// The id of who looks after it.
    responsible: String,
    #[prop(optional, into)] number: String,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] per_year: String,
) -> impl IntoView {
    let l = language();
    view! {
        <TextField form name="number" label=text::limits::number(l) value=number autocomplete="off" width="medium" help=text::limits::number_help(l)/>
        <TextField form name="name" label=text::limits::name(l) value=name autocomplete="off"/>
        <TextField
            form
            name="per_year"
            label=text::limits::per_year(l)
            value=per_year
            autocomplete="off"
            inputmode="decimal"
            width="medium"
            optional=true
            help=text::limits::per_year_help(l)
        />
        <SelectField
            form
            name="responsible"
            label=text::limits::responsible(l)
            value=responsible
            options=approvers
            help=text::limits::responsible_help(l)
            required=true
        />
    }
}

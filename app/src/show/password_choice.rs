//! How a new login gets its password: from whoever creates it, or from its owner.

use crate::{
    form::{FormState, PasswordField, field_name},
    locale::language,
    prelude::*,
    text,
};

/// "Per E-Mail einladen", or a password. The style sheet hides the field for the password while the box is ticked.
#[component]
pub fn PasswordChoice(
    form: FormState,
    /// What to know about the password.
    #[prop(into)]
    help: String,
) -> impl IntoView {
    let l = language();
    view! {
        <div class="field">
            <label class="checkbox">
                <input
                    type="checkbox"
                    name=field_name("is_invited")
                    value="true"
                    checked=form.is_initial("is_invited", "true", "")
                    aria-describedby="is_invited-help"
                />
                <span>{text::fields::invite(l)}</span>
            </label>
            <p class="help" id="is_invited-help">{text::fields::invite_help(l)}</p>
        </div>
        <div class="unless-invited">
            <PasswordField form name="password" label=text::fields::password(l) autocomplete="new-password" help is_required=false/>
        </div>
    }
}

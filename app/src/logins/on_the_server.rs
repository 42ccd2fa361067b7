//! What the server functions do between the caller and the answer.

use super::{
    api::{Choices, ContactForm, Handout, Login, Succession},
    limits_api::LimitsForm,
    new_api::{AccessForm, NewAccess, NewPerson},
};
use crate::{
    AppError,
    ssr::{Hasher, Person, Settings, load_draft, save_draft, store},
};
use domain::{ApprovalKind, ContactId, CustomerRule, Language, Limits, Problem, Rappen, password, problem::Check, text};
use leptos::prelude::expect_context;
use serde::{Deserialize, Serialize};
use store::{Approver, ContactData, ContactDetail, ContactRefusal, Failure, NewLogin};

/// The name of the draft that joins the two steps.
const DRAFT: &str = "new_login";

/// What is kept between the two steps, and after them.
#[derive(Serialize, Deserialize)]
enum Draft {
    /// The first step is done.
    Person(ContactForm),
    /// The login exists: a second click leads to the same place as the first.
    Created { id: ContactId, user_name: String },
}

/// User name and password, checked.
pub struct Access {
    user_name: String,
    /// None for whoever is invited to choose it.
    password: Option<String>,
}

/// What came of the second step.
pub enum Outcome {
    /// The login exists.
    Created(ContactId),
    /// There is no first step to create it from.
    FirstStepMissing,
    /// The approver that was chosen is none any more.
    ApproverGone,
}

/// The contact as typed, checked, with an approver whom the customer has.
pub async fn checked_contact(approver: &Approver, form: &ContactForm) -> Result<ContactData, AppError> {
    let mut check = Check::default();
    let person = form.person.check(&mut check);
    let language = check.field("language", form.language.parse::<Language>());
    let approval = check.field("approval", form.approval.parse::<ApprovalKind>());
    let approvers = store().approvers(approver).await?;
    let chosen = chosen(&form.approver).and_then(|chosen| match chosen {
        Some(id) if approvers.iter().all(|one| one.id != id) => Err(Problem::Unknown),
        other => Ok(other),
    });
    let approver_id = match approval {
        Some(approval) if approval.is_reviewed() => check.field("approver", chosen.and_then(|chosen| approval.with_approver(chosen))),
        _ => Some(None),
    };
    let contact = person.zip(language).zip(approval).zip(approver_id);
    let (((person, language), approval), approver_id) = check.finish(contact)?;
    Ok(contact_data(person, language, approval, approver_id))
}

fn contact_data(person: Person, language: Language, approval: ApprovalKind, approver_id: Option<ContactId>) -> ContactData {
    ContactData {
        salutation: person.salutation,
        first_name: person.first_name,
        last_name: person.last_name,
        email: person.email,
        phone: person.phone,
        job_title: person.job_title,
        language,
        approval,
        approver_id,
    }
}

/// The successor that was chosen, if one was.
pub fn successor(text: &str) -> Result<Option<ContactId>, AppError> {
    chosen(text).map_err(|problem| AppError::field("successor", problem))
}

/// The limits as typed, checked, and who was chosen to release what goes beyond them.
pub fn checked_limits(form: &LimitsForm) -> Result<(Limits, Option<ContactId>), AppError> {
    let mut check = Check::default();
    let per_order = check.field("per_order", Rappen::typed(&form.per_order));
    let per_month = check.field("per_month", Rappen::typed(&form.per_month));
    let in_charge = check.field("over_limit_approver", chosen(&form.over_limit_approver));
    let limits = per_order.zip(per_month).map(|(per_order, per_month)| Limits { per_order, per_month });
    Ok(check.finish(limits.zip(in_charge))?)
}

fn chosen(text: &str) -> Result<Option<ContactId>, Problem> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Problem::Unknown) }
}

/// User name and password as typed, checked.
pub fn checked_access(form: &AccessForm) -> Result<Access, AppError> {
    let mut check = Check::default();
    let user_name = check.field("user_name", text::user_name(&form.user_name));
    let password = check.field("password", password::check_first(&form.password, form.is_invited));
    let (user_name, password) = check.finish(user_name.zip(password))?;
    Ok(Access { user_name, password })
}

/// Keeps the first step for the second.
pub async fn keep(form: ContactForm) -> Result<(), AppError> {
    save_draft(DRAFT, &Draft::Person(form)).await
}

/// The first step: what was typed before, else a form that is as good as empty.
pub async fn new_person(approver: &Approver) -> Result<NewPerson, AppError> {
    let approvers = choices(approver, None).await?;
    let contact = match load_draft(DRAFT).await? {
        Some(Draft::Person(form)) => form,
        _ => ContactForm {
            language: approver.orderer().language().word().into(),
            approver: only(&approvers).unwrap_or_default(),
            ..ContactForm::default()
        },
    };
    Ok(NewPerson { contact, approvers })
}

/// Where there is only one approver, nobody needs to choose.
fn only(approvers: &Choices) -> Option<String> {
    match approvers.as_slice() {
        [(id, _)] => Some(id.clone()),
        _ => None,
    }
}

/// The second step, if the first one is done.
pub async fn new_access() -> Result<Option<NewAccess>, AppError> {
    let draft = load_draft(DRAFT).await?;
    Ok(match draft {
        Some(Draft::Person(ContactForm { person, .. })) => {
            Some(NewAccess { name: format!("{} {}", person.first_name, person.last_name), user_name: person.email })
        }
        _ => None,
    })
}

/// Creates the login of the person from the first step.
pub async fn create(approver: &Approver, access: Access) -> Result<Outcome, AppError> {
    let form = match load_draft(DRAFT).await? {
        Some(Draft::Person(form)) => form,
        Some(Draft::Created { id, user_name }) if user_name == access.user_name => return Ok(Outcome::Created(id)),
        _ => return Ok(Outcome::FirstStepMissing),
    };
    let contact = match checked_contact(approver, &form).await {
        Err(AppError::Invalid(_)) => return Ok(Outcome::ApproverGone),
        checked => checked?,
    };
    let is_invited = access.password.is_none();
    let password_hash = expect_context::<Hasher>().hash_first(access.password).await?;
    let login = NewLogin { user_name: access.user_name.clone(), password_hash, is_invited };
    match store().create_contact(approver, contact, login).await {
        Ok(id) => {
            remember_created(id, access.user_name).await;
            Ok(Outcome::Created(id))
        }
        Err(Failure::Refused(ContactRefusal::UnknownApprover)) => Ok(Outcome::ApproverGone),
        Err(Failure::Refused(ContactRefusal::UserNameTaken)) => created_by_first_click(&access.user_name).await,
        Err(failure) => Err(failure.into()),
    }
}

/// The login exists, whether or not this can be kept.
async fn remember_created(id: ContactId, user_name: String) {
    if let Err(error) = save_draft(DRAFT, &Draft::Created { id, user_name }).await {
        tracing::warn!(?error, "a created login is not remembered for a second click");
    }
}

/// A double click sends the form twice: the user name may be taken by the first of the two.
async fn created_by_first_click(taken: &str) -> Result<Outcome, AppError> {
    match load_draft(DRAFT).await? {
        Some(Draft::Created { id, user_name }) if user_name == taken => Ok(Outcome::Created(id)),
        _ => Err(ContactRefusal::UserNameTaken.into()),
    }
}

/// A login, ready to edit or to delete.
pub async fn login(approver: &Approver, id: ContactId) -> Result<Login, AppError> {
    let ContactDetail { data, user_name, has_second_factor, limits, is_self, .. } = store().contact(approver, id).await?;
    let dependants = store().dependants(approver, id).await?;
    let others = choices(approver, Some(id)).await?;
    let shows_limits = !limits.are_none() || store().rules_in_force(approver).await?.contains(&CustomerRule::UsesLimits);
    Ok(Login {
        id: id.to_string(),
        name: format!("{} {}", data.first_name, data.last_name),
        user_name,
        has_second_factor,
        approval: data.approval,
        limits: shows_limits.then(|| LimitsForm::of(id, limits, data.approver_id)),
        is_self,
        is_last_approver: data.approval == ApprovalKind::Approver && others.is_empty(),
        succession: Succession { dependants, others },
        contact: data.into(),
    })
}

/// What to hand over to the user of a login.
pub async fn handout(approver: &Approver, id: ContactId) -> Result<Handout, AppError> {
    let ContactDetail { data, user_name, .. } = store().contact(approver, id).await?;
    let approvers = store().approvers(approver).await?;
    Ok(Handout {
        name: format!("{} {}", data.first_name, data.last_name),
        portal: expect_context::<Settings>().public_url,
        user_name,
        approval: data.approval,
        approver: approvers.into_iter().find(|one| Some(one.id) == data.approver_id).map(|one| one.name),
    })
}

/// The customer's approvers, without the one who is spoken of.
async fn choices(approver: &Approver, without: Option<ContactId>) -> Result<Choices, AppError> {
    let approvers = store().approvers(approver).await?;
    let others = approvers.into_iter().filter(|one| Some(one.id) != without);
    Ok(others.map(|one| (one.id.to_string(), one.name)).collect())
}

//! Signing in: sessions, the own login, the supplier's people.

use crate::ordering::{Company, Portal, refusal};
use domain::{ApprovalKind::Unrestricted, Language};
use jiff::SignedDuration;
use store::{Caller, DraftOwner, NewSession, NewSupplierPerson, Session, StoreError, UserNameTaken};
use testbed::{Engine, both_engines};

const TOKEN: [u8; 32] = [7; 32];
const OTHER_TOKEN: [u8; 32] = [8; 32];

both_engines![
    a_token_names_its_person,
    an_unknown_token_names_nobody,
    a_session_ends_when_it_rests_for_half_an_hour,
    a_session_that_is_used_goes_on,
    a_session_ends_after_twelve_hours_of_use,
    a_remembered_session_may_rest_for_weeks,
    a_remembered_session_ends_after_thirty_days,
    the_last_use_is_written_once_a_minute,
    a_session_that_has_ended_stays_ended_when_the_clock_goes_back,
    whose_a_session_was_that_has_run_out_is_known_for_a_day,
    a_closed_session_names_nobody,
    only_own_sessions_can_be_closed,
    closing_the_others_keeps_this_session,
    a_new_password_ends_the_other_sessions_only,
    the_session_of_a_deleted_contact_names_nobody,
    a_password_that_was_changed_meanwhile_opens_no_session,
    a_language_is_kept,
    a_name_with_a_zero_in_it_is_nobodys,
    what_has_run_out_is_purged,
    there_is_one_supplier,
    a_user_name_of_the_supplier_is_taken_only_once,
];

async fn a_token_names_its_person(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    sign_in(&portal, "Muster.Boss", TOKEN, false).await;
    let Some(Caller::Contact(orderer)) = who(&portal, TOKEN).await else { panic!("not a contact") };
    assert_eq!((orderer.contact_id(), orderer.customer_id()), (company.boss.orderer().contact_id(), company.id));
}

async fn an_unknown_token_names_nobody(engine: Engine) {
    let portal = Portal::open(engine).await;
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn a_session_ends_when_it_rests_for_half_an_hour(engine: Engine) {
    let portal = signed_in(engine, false).await;
    portal.pass(SignedDuration::from_mins(30));
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn a_session_that_is_used_goes_on(engine: Engine) {
    let portal = signed_in(engine, false).await;
    for _ in 0..5 {
        portal.pass(SignedDuration::from_mins(29));
        assert!(who(&portal, TOKEN).await.is_some());
    }
}

async fn a_session_ends_after_twelve_hours_of_use(engine: Engine) {
    let portal = signed_in(engine, false).await;
    for _ in 0..35 {
        portal.pass(SignedDuration::from_mins(20));
        assert!(who(&portal, TOKEN).await.is_some());
    }
    portal.pass(SignedDuration::from_mins(20));
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn a_remembered_session_may_rest_for_weeks(engine: Engine) {
    let portal = signed_in(engine, true).await;
    portal.pass(SignedDuration::from_hours(29 * 24));
    assert!(who(&portal, TOKEN).await.is_some());
}

async fn a_remembered_session_ends_after_thirty_days(engine: Engine) {
    let portal = signed_in(engine, true).await;
    portal.pass(SignedDuration::from_hours(30 * 24));
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn the_last_use_is_written_once_a_minute(engine: Engine) {
    let portal = signed_in(engine, false).await;
    let caller = who(&portal, TOKEN).await.expect("a caller");
    let mut seen = Vec::new();
    for _ in 0..3 {
        portal.pass(SignedDuration::from_secs(30));
        who(&portal, TOKEN).await.expect("a caller");
        let row = &portal.store.sessions(&caller).await.expect("sessions")[0];
        seen.push(row.last_seen_at.instant().duration_since(row.created_at.instant()).as_secs());
    }
    assert_eq!(seen, [0, 60, 60]);
}

async fn a_session_that_has_ended_stays_ended_when_the_clock_goes_back(engine: Engine) {
    for is_remembered in [false, true] {
        let portal = signed_in(engine, is_remembered).await;
        let life = SignedDuration::from_hours(if is_remembered { 30 * 24 } else { 1 });
        portal.pass(life);
        assert!(who(&portal, TOKEN).await.is_none());
        portal.pass(-life);
        assert!(who(&portal, TOKEN).await.is_none());
    }
}

async fn whose_a_session_was_that_has_run_out_is_known_for_a_day(engine: Engine) {
    let portal = signed_in(engine, false).await;
    let owner = DraftOwner::from(&who(&portal, TOKEN).await.expect("a caller"));
    let ended = async |hours| {
        portal.pass(SignedDuration::from_hours(hours));
        portal.store.purge_stale().await.expect("purged");
        match portal.store.session(TOKEN).await.expect("a look-up") {
            Some(Session::Ended(owner)) => Some(owner),
            None => None,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(ended(1).await, Some(owner));
    assert_eq!(ended(22).await, Some(owner), "also where it was seen before");
    assert_eq!(ended(1).await, None);
}

async fn a_closed_session_names_nobody(engine: Engine) {
    let portal = signed_in(engine, true).await;
    let caller = who(&portal, TOKEN).await.expect("a caller");
    portal.store.close_session(&caller).await.expect("closed");
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn only_own_sessions_can_be_closed(engine: Engine) {
    let portal = signed_in(engine, false).await;
    let own = who(&portal, TOKEN).await.expect("a caller");
    sign_in(&portal, "lager", OTHER_TOKEN, false).await;
    let other = who(&portal, OTHER_TOKEN).await.expect("a caller");
    let id = portal.store.sessions(&other).await.expect("sessions")[0].id;
    assert!(matches!(portal.store.close_session_by_id(&own, id).await, Err(StoreError::NotFound)));
    assert!(who(&portal, OTHER_TOKEN).await.is_some());
}

async fn closing_the_others_keeps_this_session(engine: Engine) {
    let portal = signed_in(engine, false).await;
    sign_in(&portal, "muster.boss", OTHER_TOKEN, false).await;
    let caller = who(&portal, TOKEN).await.expect("a caller");
    portal.store.close_other_sessions(&caller).await.expect("closed");
    let left = portal.store.sessions(&caller).await.expect("sessions");
    assert_eq!(left.iter().map(|session| session.is_current).collect::<Vec<_>>(), [true]);
}

async fn a_new_password_ends_the_other_sessions_only(engine: Engine) {
    let portal = signed_in(engine, false).await;
    sign_in(&portal, "muster.boss", OTHER_TOKEN, true).await;
    let caller = who(&portal, TOKEN).await.expect("a caller");
    portal.store.change_password(&caller, "new".into(), None).await.expect("changed");
    assert_eq!(portal.store.own_secret(&caller).await.expect("a secret").password_hash, "new");
    assert!(who(&portal, TOKEN).await.is_some() && who(&portal, OTHER_TOKEN).await.is_none());
}

async fn the_session_of_a_deleted_contact_names_nobody(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let contact = portal.employ(&company, "eins", Unrestricted).await;
    sign_in(&portal, "muster.eins", TOKEN, true).await;
    portal.store.delete_contact(&company.boss, contact.contact_id(), None).await.expect("deleted");
    assert!(who(&portal, TOKEN).await.is_none());
}

async fn a_password_that_was_changed_meanwhile_opens_no_session(engine: Engine) {
    let portal = signed_in(engine, false).await;
    let checked = portal.store.login_secret("muster.boss").await.expect("a look-up").expect("a login");
    let boss = who(&portal, TOKEN).await.expect("signed in");
    portal.store.change_password(&boss, "new".into(), None).await.expect("changed");
    let session = NewSession { token_hash: [9; 32], is_remembered: false, user_agent: String::new(), device_hash: [1; 32] };
    let opened = portal.store.open_session(checked, "muster.boss", session).await;
    assert!(matches!(opened, Err(StoreError::NotFound)));
    assert!(who(&portal, [9; 32]).await.is_none());
}

async fn a_language_is_kept(engine: Engine) {
    let portal = signed_in(engine, false).await;
    sign_in(&portal, "lager", OTHER_TOKEN, false).await;
    for token in [TOKEN, OTHER_TOKEN] {
        let caller = who(&portal, token).await.expect("a caller");
        portal.store.set_language(&caller, Language::English).await.expect("set");
    }
    let (Some(Caller::Contact(contact)), Some(Caller::Supplier(person))) = (who(&portal, TOKEN).await, who(&portal, OTHER_TOKEN).await)
    else {
        panic!("not a contact and a person of the supplier")
    };
    assert_eq!((contact.language(), person.language()), (Language::English, Language::English));
}

async fn a_name_with_a_zero_in_it_is_nobodys(engine: Engine) {
    let portal = Portal::open(engine).await;
    assert!(portal.store.login_secret("lager\0").await.expect("a look-up").is_none());
}

async fn what_has_run_out_is_purged(engine: Engine) {
    let portal = signed_in(engine, false).await;
    portal.store.admit_attempt("wer", None).await.expect("counted");
    portal.store.save_draft(TOKEN, "form", None, "{}".into(), None).await.expect("saved");
    portal.pass(SignedDuration::from_hours(24));
    portal.store.purge_stale().await.expect("purged");
    for table in ["sessions", "sign_in_attempts", "form_drafts"] {
        assert_eq!(portal.peek.count(table).await, 0, "{table}");
    }
}

async fn there_is_one_supplier(engine: Engine) {
    let portal = Portal::open(engine).await;
    portal.store.create_supplier("Andere AG").await.expect("nothing to do");
    assert_eq!(portal.store.supplier_name().await.expect("a name").as_deref(), Some("Liefer AG"));
    assert_eq!(portal.peek.count("suppliers").await, 1);
}

async fn a_user_name_of_the_supplier_is_taken_only_once(engine: Engine) {
    let portal = Portal::open(engine).await;
    let person = NewSupplierPerson {
        first_name: "Lea".into(),
        last_name: "Lager".into(),
        email: "lea@liefer.example".into(),
        language: Language::German,
        user_name: "LAGER".into(),
        password_hash: "-".into(),
    };
    assert_eq!(refusal(portal.store.create_supplier_person(person).await), UserNameTaken);
    assert_eq!(portal.peek.count("supplier_people").await, 1);
}

pub async fn with_a_company(engine: Engine) -> (Portal, Company) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    (portal, company)
}

/// A portal where muster.boss has signed in with [`TOKEN`].
async fn signed_in(engine: Engine, is_remembered: bool) -> Portal {
    let (portal, _) = with_a_company(engine).await;
    sign_in(&portal, "muster.boss", TOKEN, is_remembered).await;
    portal
}

pub async fn sign_in(portal: &Portal, user_name: &str, token_hash: [u8; 32], is_remembered: bool) {
    let secret = portal.store.login_secret(user_name).await.expect("a look-up").expect("a login");
    let session = NewSession { token_hash, is_remembered, user_agent: "Browser".into(), device_hash: [1; 32] };
    portal.store.open_session(secret, user_name, session).await.expect("opened");
}

pub async fn who(portal: &Portal, token_hash: [u8; 32]) -> Option<Caller> {
    portal.store.caller(token_hash).await.expect("a look-up")
}

//! How often somebody may try to sign in, and where.

use crate::{
    ordering::Portal,
    sign_in::{sign_in, who, with_a_company},
};
use domain::ApprovalKind::Unrestricted;
use futures::future::join_all;
use jiff::SignedDuration;
use store::{Admission, NewSession};
use testbed::{Engine, both_engines};

both_engines![
    the_twenty_first_attempt_has_to_wait,
    a_wait_tells_how_long,
    a_window_that_has_passed_admits_again,
    capitals_do_not_give_more_attempts,
    attempts_at_the_same_time_are_all_counted,
    signing_in_forgets_this_browsers_attempts_only,
    a_browser_in_which_somebody_signed_in_has_tries_of_its_own,
    a_password_that_comes_from_elsewhere_forgets_the_browsers,
    a_new_password_forgets_all_other_browsers,
    only_the_newest_browsers_are_known,
];

const TOKEN: [u8; 32] = [7; 32];

async fn the_twenty_first_attempt_has_to_wait(engine: Engine) {
    let portal = Portal::open(engine).await;
    let mut admissions = Vec::new();
    for _ in 0..21 {
        admissions.push(portal.store.admit_attempt("wer", None).await.expect("counted") == Admission::Admitted);
    }
    assert_eq!(admissions, [vec![true; 20], vec![false]].concat());
}

async fn a_wait_tells_how_long(engine: Engine) {
    let portal = Portal::open(engine).await;
    exhaust(&portal, "wer").await;
    portal.pass(SignedDuration::from_mins(14));
    assert_eq!(portal.store.admit_attempt("wer", None).await.expect("counted"), Admission::Wait { seconds: 60 });
}

async fn a_window_that_has_passed_admits_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    exhaust(&portal, "wer").await;
    portal.pass(SignedDuration::from_mins(15));
    assert_eq!(portal.store.admit_attempt("wer", None).await.expect("counted"), Admission::Admitted);
}

async fn capitals_do_not_give_more_attempts(engine: Engine) {
    let portal = Portal::open(engine).await;
    exhaust(&portal, "wer").await;
    assert!(matches!(portal.store.admit_attempt(" WER", None).await, Ok(Admission::Wait { .. })));
}

async fn attempts_at_the_same_time_are_all_counted(engine: Engine) {
    let portal = Portal::open(engine).await;
    let attempts = join_all((0..40).map(|_| portal.store.admit_attempt("wer", None))).await;
    assert_eq!(attempts.into_iter().filter(|attempt| matches!(attempt, Ok(Admission::Admitted))).count(), 20);
}

/// The browser in which `sign_in` signs in, and one that nobody knows.
const KNOWN: [u8; 32] = [1; 32];
const UNKNOWN: [u8; 32] = [2; 32];

/// How many of 25 attempts are admitted.
async fn admitted(portal: &Portal, user_name: &str, device: Option<[u8; 32]>) -> usize {
    let mut admitted = 0;
    for _ in 0..25 {
        admitted += usize::from(portal.store.admit_attempt(user_name, device).await.expect("counted") == Admission::Admitted);
    }
    admitted
}

async fn signing_in_forgets_this_browsers_attempts_only(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    sign_in(&portal, "muster.boss", TOKEN, false).await;
    assert_eq!(admitted(&portal, "muster.boss", None).await, 20);
    assert_eq!(admitted(&portal, "muster.boss", Some(KNOWN)).await, 20);
    sign_in(&portal, "muster.boss", [8; 32], false).await;
    assert_eq!(admitted(&portal, "muster.boss", Some(KNOWN)).await, 20);
    assert_eq!(admitted(&portal, "muster.boss", None).await, 0, "those may be somebody else's");
}

async fn a_browser_in_which_somebody_signed_in_has_tries_of_its_own(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    portal.employ(&company, "andere", Unrestricted).await;
    sign_in(&portal, "muster.boss", TOKEN, false).await;
    for (user_name, device) in [("muster.boss", UNKNOWN), ("muster.andere", KNOWN)] {
        assert_eq!(admitted(&portal, user_name, Some(device)).await, 20, "{user_name}");
        assert_eq!(admitted(&portal, user_name, None).await, 0, "{user_name}: what is not known counts as everything else");
    }
    assert_eq!(admitted(&portal, " Muster.Boss", Some(KNOWN)).await, 20);
    portal.pass(SignedDuration::from_hours(366 * 24));
    exhaust(&portal, "muster.boss").await;
    assert_eq!(admitted(&portal, "muster.boss", Some(KNOWN)).await, 0, "a year later the browser is known no more");
}

async fn a_password_that_comes_from_elsewhere_forgets_the_browsers(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let contact = portal.employ(&company, "neu", Unrestricted).await.contact_id();
    sign_in(&portal, "muster.neu", TOKEN, false).await;
    let caller = who(&portal, TOKEN).await.expect("signed in");
    portal.store.change_password(&caller, "y".into(), Some(KNOWN)).await.expect("changed");
    exhaust(&portal, "muster.neu").await;
    assert_eq!(admitted(&portal, "muster.neu", Some(KNOWN)).await, 20, "in a session of their own");
    portal.store.set_contact_password(&company.boss, contact, "z".into()).await.expect("set");
    portal.pass(SignedDuration::from_mins(15));
    exhaust(&portal, "muster.neu").await;
    assert_eq!(admitted(&portal, "muster.neu", Some(KNOWN)).await, 0, "by the approver");
}

async fn a_new_password_forgets_all_other_browsers(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    sign_in_with(&portal, TOKEN, KNOWN).await;
    sign_in_with(&portal, [8; 32], UNKNOWN).await;
    let caller = who(&portal, TOKEN).await.expect("signed in");
    portal.store.change_password(&caller, "y".into(), Some(KNOWN)).await.expect("changed");
    exhaust(&portal, "muster.boss").await;
    assert_eq!(admitted(&portal, "muster.boss", Some(KNOWN)).await, 20);
    assert_eq!(admitted(&portal, "muster.boss", Some(UNKNOWN)).await, 0);
}

async fn only_the_newest_browsers_are_known(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    for number in 0..12 {
        sign_in_with(&portal, [100 + number; 32], [number; 32]).await;
        portal.pass(SignedDuration::from_secs(1));
    }
    assert_eq!(portal.peek.count("known_devices").await, 10);
    exhaust(&portal, "muster.boss").await;
    for (number, tries) in [(0, 0), (1, 0), (2, 20), (11, 20)] {
        assert_eq!(admitted(&portal, "muster.boss", Some([number; 32])).await, tries, "browser {number}");
    }
}

async fn sign_in_with(portal: &Portal, token_hash: [u8; 32], device_hash: [u8; 32]) {
    let secret = portal.store.login_secret("muster.boss").await.expect("a look-up").expect("a login");
    let session = NewSession { token_hash, is_remembered: false, user_agent: String::new(), device_hash };
    portal.store.open_session(secret, "muster.boss", session).await.expect("opened");
}

async fn exhaust(portal: &Portal, user_name: &str) {
    for _ in 0..20 {
        portal.store.admit_attempt(user_name, None).await.expect("counted");
    }
}

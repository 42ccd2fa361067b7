//! The second factor, as far as the screens do not show it.

use crate::{
    ordering::Portal,
    sign_in::{sign_in, who, with_a_company},
};
use domain::second_factor;
use jiff::SignedDuration;
use store::{Caller, FactorOwner, FactorRefusal, FactorStage, Failure, NewSession, Session};
use testbed::{Engine, both_engines};
use totp_rs::{Builder, Secret, Totp};

both_engines![
    a_secret_is_offered_to_one_session,
    what_was_never_taken_up_and_what_was_shown_is_purged,
    a_session_that_was_open_before_asks_for_the_code,
    no_browser_is_known_but_that_of_whoever_passed,
];

const TOKEN: [u8; 32] = [7; 32];
const OTHER_TOKEN: [u8; 32] = [8; 32];
const THIRD_TOKEN: [u8; 32] = [9; 32];
const DEVICE: [u8; 32] = [1; 32];

async fn a_secret_is_offered_to_one_session(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    for token in [TOKEN, OTHER_TOKEN] {
        sign_in(&portal, "muster.boss", token, false).await;
    }
    let planted = offered(&portal, who(&portal, TOKEN).await.expect("a caller")).await;
    // The other session sees nothing of it, and gets a secret of its own; the planted one can be confirmed nowhere any more.
    let owner: FactorOwner = who(&portal, OTHER_TOKEN).await.expect("a caller").into();
    assert!(matches!(portal.store.second_factor(&owner).await.expect("a look-up").stage, FactorStage::Off));
    let own = offered(&portal, who(&portal, OTHER_TOKEN).await.expect("a caller")).await;
    for (owner, phone) in [&planted, &(owner, planted.1.clone())] {
        let code = second_factor::parse(&code(&portal, phone)).expect("a code");
        let refused = portal.store.confirm_second_factor(owner, code, THIRD_TOKEN, DEVICE).await;
        assert!(matches!(refused, Err(Failure::Refused(FactorRefusal::NotOffered | FactorRefusal::Code(_)))), "{refused:?}");
    }
    confirmed(&portal, &own.0, &own.1, RENEWED).await;
    assert_eq!(portal.peek.count("second_factors").await, 1);
}

async fn what_was_never_taken_up_and_what_was_shown_is_purged(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    sign_in(&portal, "lager", OTHER_TOKEN, false).await;
    offered(&portal, who(&portal, OTHER_TOKEN).await.expect("a caller")).await;
    let contact = portal.employ(&company, "eins", domain::ApprovalKind::Unrestricted).await;
    offered(&portal, Caller::Contact(contact)).await;
    sign_in(&portal, "muster.boss", TOKEN, false).await;
    let (owner, phone) = offered(&portal, who(&portal, TOKEN).await.expect("a caller")).await;
    confirmed(&portal, &owner, &phone, RENEWED).await;
    assert_eq!((portal.peek.count("second_factors").await, portal.peek.count("recovery_seeds").await), (3, 1));
    portal.pass(SignedDuration::from_hours(1));
    portal.store.purge_stale().await.expect("purged");
    assert_eq!((portal.peek.count("second_factors").await, portal.peek.count("recovery_seeds").await), (1, 0));
    assert_eq!(portal.peek.count("recovery_codes").await, 10);
}

async fn a_session_that_was_open_before_asks_for_the_code(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    sign_in(&portal, "muster.boss", TOKEN, true).await;
    let (owner, phone) = offered(&portal, who(&portal, TOKEN).await.expect("a caller")).await;
    confirmed(&portal, &owner, &phone, RENEWED).await;
    // As if it had been opened while the factor was set up.
    portal.peek.execute("update sessions set has_passed = not has_passed").await.expect("changed");
    assert!(who(&portal, RENEWED).await.is_none());
    assert!(matches!(portal.store.session(RENEWED).await.expect("a look-up"), Some(Session::Pending(_))));
}

async fn no_browser_is_known_but_that_of_whoever_passed(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    sign_in(&portal, "muster.boss", TOKEN, false).await;
    let (owner, phone) = offered(&portal, who(&portal, TOKEN).await.expect("a caller")).await;
    confirmed(&portal, &owner, &phone, RENEWED).await;
    assert_eq!(portal.peek.count("known_devices").await, 1);
    let secret = portal.store.login_secret("muster.boss").await.expect("a look-up").expect("a login");
    let session = NewSession { token_hash: OTHER_TOKEN, is_remembered: false, user_agent: String::new(), device_hash: [2; 32] };
    portal.store.open_session(secret, "muster.boss", session).await.expect("opened");
    assert_eq!(portal.peek.count("known_devices").await, 1);
}

/// The token of the session in which a factor was confirmed.
const RENEWED: [u8; 32] = [70; 32];

/// Offers a secret; who may take it up, and the app that learned it.
pub async fn offered(portal: &Portal, caller: Caller) -> (FactorOwner, Totp) {
    let owner = FactorOwner::from(caller);
    portal.store.offer_second_factor(&owner).await.expect("offered");
    let FactorStage::Offered(secret) = portal.store.second_factor(&owner).await.expect("a look-up").stage else {
        panic!("nothing is offered")
    };
    let secret = Secret::try_from_base32(secret.text()).expect("base 32");
    (owner, Builder::new().with_secret(secret).build().expect("a secret of 160 bits"))
}

/// Sets the factor up; the session goes on under this token.
pub async fn confirmed(portal: &Portal, owner: &FactorOwner, phone: &Totp, token: [u8; 32]) {
    let code = second_factor::parse(&code(portal, phone)).expect("a code");
    portal.store.confirm_second_factor(owner, code, token, DEVICE).await.expect("the code is right");
}

fn code(portal: &Portal, phone: &Totp) -> String {
    let second = portal.store.now().instant().as_second();
    phone.generate(u64::try_from(second).expect("after 1970")).to_string()
}

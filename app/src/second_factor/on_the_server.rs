//! What the server functions do between the caller and the answer.

use super::api::{Offer, Picture, Reader, SecondFactor, Stage};
use crate::{
    AppError, Refusal,
    ssr::{
        admit_code_attempt, approver, at_the_door, caller, check_present_password, device, factor_owner, hand_over, has_just_signed_in,
        store, token_hash, when,
    },
};
use domain::{Problem, second_factor};
use qrcodegen::{QrCode, QrCodeEcc};
use store::{Caller, CodeRefusal, FactorDemanded, FactorRefusal, FactorSecret, FactorStage, SecondFactorMissing};

/// How many letters of a secret stand together.
const GROUP: usize = 4;

/// Lets somebody in by a code.
pub async fn enter(typed: &str) -> Result<(), AppError> {
    let pending = at_the_door()?;
    let code = second_factor::parse(typed).map_err(wrong)?;
    admit_code_attempt(&pending, &code).await?;
    let token = store::random_token();
    let session = store().pass(&pending, code, token_hash(&token), device()).await?;
    hand_over(&token, session);
    Ok(())
}

/// Sets the factor up.
pub async fn confirm(typed: &str) -> Result<(), AppError> {
    let owner = factor_owner()?;
    let code = second_factor::parse(typed).map_err(wrong)?;
    let token = store::random_token();
    let session = store().confirm_second_factor(&owner, code, token_hash(&token), device()).await?;
    hand_over(&token, session);
    Ok(())
}

/// Offers a secret, to whoever knows the password.
pub async fn offer(password: String) -> Result<(), AppError> {
    let owner = factor_owner()?;
    if !has_just_signed_in() {
        check_present_password(store().secret_of_owner(&owner).await?, "present_password", password).await?;
    }
    Ok(store().offer_second_factor(&owner).await?)
}

/// Makes new recovery codes, for whoever knows the password.
pub async fn renew(password: String) -> Result<(), AppError> {
    let caller = caller()?;
    check_present_password(store().own_secret(&caller).await?, "present_password", password).await?;
    store().renew_recovery_codes(&caller).await.map_err(|error| gone(error.into()))
}

/// Gives the factor up, for whoever knows the password.
pub async fn give_up(password: String) -> Result<(), AppError> {
    let caller = caller()?;
    check_present_password(store().own_secret(&caller).await?, "password", password).await?;
    store().drop_second_factor(&caller).await.map_err(|failure| gone(failure.into()))
}

/// The caller's second factor, ready to show.
pub async fn second_factor() -> Result<SecondFactor, AppError> {
    let found = store().second_factor(&factor_owner()?).await?;
    let stage = match found.stage {
        FactorStage::Off => Stage::Off,
        FactorStage::Offered(secret) => Stage::Offered(offered(&secret, found.user_name).await?),
        FactorStage::On { since, codes_left, new_codes } => Stage::On { since: when(since), codes_left, new_codes },
    };
    Ok(SecondFactor { stage, is_demanded: found.is_demanded, reader: reader(), asks_password: !has_just_signed_in() })
}

/// Demands it of everybody, or does so no more.
pub async fn demand(is_demanded: bool) -> Result<(), AppError> {
    match caller()? {
        Caller::Supplier(person) => store().demand_suppliers_second_factor(&person, is_demanded).await?,
        Caller::Contact(_) => store().demand_second_factor(&approver()?, is_demanded).await?,
    }
    Ok(())
}

/// What is not there any more was given up in another window, or by somebody else.
fn gone(error: AppError) -> AppError {
    if error == AppError::NotFound { AppError::refused(&Refusal::FactorNotOffered) } else { error }
}

fn reader() -> Reader {
    match caller() {
        Ok(Caller::Supplier(_)) => Reader::Supplier,
        Ok(Caller::Contact(orderer)) if orderer.approver().is_some() => Reader::Approver,
        Ok(Caller::Contact(_)) => Reader::Contact,
        Err(_) => Reader::AtTheDoor,
    }
}

async fn offered(secret: &FactorSecret, user_name: String) -> Result<Offer, AppError> {
    let portal = store().supplier_name().await?.unwrap_or_else(|| "Freigabe".into());
    let address = secret.address(&portal, &user_name)?;
    let picture = picture(&address).ok_or(AppError::Internal)?;
    let letters: Vec<char> = secret.text().chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    Ok(Offer { user_name, secret: groups.join(" "), address, picture })
}

/// Only an address of many hundred characters has no picture.
fn picture(address: &str) -> Option<Picture> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark: Vec<_> = squares.filter(|(x, y)| code.get_module(*x, *y)).map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
    Some(Picture { size: code.size(), path: dark.concat() })
}

fn wrong(problem: Problem) -> AppError {
    AppError::field("code", problem)
}

impl From<CodeRefusal> for AppError {
    fn from(refusal: CodeRefusal) -> Self {
        wrong(match refusal {
            CodeRefusal::Wrong => Problem::WrongCode,
            CodeRefusal::Used => Problem::UsedCode,
            CodeRefusal::NoRecoveryCode => Problem::NoRecoveryCode,
        })
    }
}

impl From<FactorRefusal> for AppError {
    fn from(refusal: FactorRefusal) -> Self {
        match refusal {
            FactorRefusal::Code(refusal) => refusal.into(),
            FactorRefusal::NotOffered => Self::refused(&Refusal::FactorNotOffered),
            FactorRefusal::AlreadyOn => Self::refused(&Refusal::FactorAlreadyOn),
        }
    }
}

impl From<FactorDemanded> for AppError {
    fn from(_: FactorDemanded) -> Self {
        Self::refused(&Refusal::FactorDemanded)
    }
}

impl From<SecondFactorMissing> for AppError {
    fn from(_: SecondFactorMissing) -> Self {
        Self::refused(&Refusal::OwnFactorFirst)
    }
}

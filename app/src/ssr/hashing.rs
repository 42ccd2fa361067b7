//! Hashing of passwords: Argon2id, off the async threads, a bounded number at once, on threads that give way to pages.

use crate::AppError;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{sync::Arc, thread};
use tokio::sync::{Semaphore, oneshot};

/// Hashes and verifies passwords. Clones share the bound on how many run at once.
#[derive(Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    argon2: Argon2<'static>,
}

/// Verified when there is no such user, so that the answer takes as long as for one that exists. Nobody knows what it is of.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$x/l9/VqCkq8YAuI4iX7Vxg$ncnJDWrit+vOqgHYepNxYW7iAXeDaf2Rmmm6HX9MUZ8";

impl Hasher {
    /// 19 MiB, two passes, one lane: OWASP's first choice for Argon2id; at most two at once.
    ///
    /// # Panics
    /// Never: the parameters are within Argon2's bounds.
    #[must_use]
    pub fn new() -> Self {
        let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters are within Argon2's bounds");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self { running: Arc::new(Semaphore::new(2)), argon2 }
    }

    /// The hash of a new password, with a fresh salt.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the worker thread is gone.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.run(move |argon2| argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok()).await?.ok_or(AppError::Internal)
    }

    /// The hash of a login's first password. For whoever is invited to choose it, it is one of which nobody knows what it is of.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the worker thread is gone.
    pub async fn hash_first(&self, password: Option<String>) -> Result<String, AppError> {
        self.hash(password.unwrap_or_else(store::random_token)).await
    }

    /// Whether the password belongs to the hash. Without a hash it verifies a decoy and says no.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the worker thread is gone.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, AppError> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| DECOY.to_owned());
        let matches = self
            .run(move |argon2| PasswordHash::new(&hash).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok()))
            .await?;
        Ok(matches && is_known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static) -> Result<T, AppError> {
        let permit = Arc::clone(&self.running).acquire_owned().await.map_err(|_| AppError::Internal)?;
        let argon2 = self.argon2.clone();
        let (tell, told) = oneshot::channel();
        let hashing = move || {
            let _permit = permit;
            give_way();
            // Whoever has hung up wants no answer.
            let _ = tell.send(work(&argon2));
        };
        // A thread of its own, since one that gives way does so for good; beside what it is there for, making it costs nothing.
        thread::Builder::new().name("hashing".into()).spawn(hashing).map_err(|_| AppError::Internal)?;
        told.await.map_err(|_| AppError::Internal)
    }
}

/// Lets other threads run first where there is not enough for all: a rush to sign in shall slow down nobody who is in. On Linux a
/// thread has a priority of its own; elsewhere it would be that of the process.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICENESS);
}

/// A third of the share of the others: a page hardly notices, and signing in still takes less than a second when all cores are busy.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_decoy_costs_as_much_as_a_password() {
        let hash = Hasher::new().hash("zwölf Füchse".into()).await.expect("a hash");
        let cost = |hash: &str| PasswordHash::new(hash).map(|hash| (hash.algorithm, hash.version, hash.params)).expect("a hash");
        assert_eq!(cost(DECOY), cost(&hash));
        assert_eq!(DECOY.len(), hash.len());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn hashing_gives_way_and_nothing_else_does() {
        let priority = || rustix::process::getpriority_process(None).expect("a priority");
        let usual = priority();
        let hashing = Hasher::new().run(move |_| priority()).await.expect("it runs");
        assert_eq!((hashing, priority()), ((usual + NICENESS).min(19), usual));
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        let hasher = Hasher::new();
        let hash = hasher.hash("zwölf Füchse".into()).await.expect("a hash");
        assert_eq!(hasher.verify("zwölf Füchse".into(), Some(hash)).await, Ok(true));
        assert_eq!(hasher.verify("zwölf Füchse".into(), None).await, Ok(false));
    }
}

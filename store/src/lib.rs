//! What the portal keeps, on SQLite and on Postgres. The only crate that knows SQL.
//!
//! Functions are named by what they do. Those that touch a customer's data take the caller, never a bare id:
//! an [`Orderer`], an [`Approver`] or a [`SupplierPerson`], which only a session can give.

mod absences;
mod audit;
mod backup;
mod caller;
mod cart;
mod catalogue;
mod changes;
mod contacts;
mod cost_centres;
mod customers;
mod dead_ends;
mod drafts;
mod engine;
mod error;
mod freight;
mod hex;
mod hierarchy;
mod learning;
mod lock;
mod numbers;
mod orders;
mod outbox;
mod pool;
mod rules;
mod scope;
mod sign_in;
mod stamp;
mod supply;
mod unit;
mod writer;

pub use absences::{AbsenceRefusal, AbsenceRow, Absences, DueAbsence};
pub use audit::*;
pub use backup::{BackupError, back_up, restore};
pub use caller::{Approver, Caller, Orderer, SupplierPerson};
pub use cart::*;
pub use catalogue::*;
pub use changes::{Change, Changes};
pub use contacts::*;
pub use cost_centres::{CostCentre, CostCentreData, CostCentreRefusal, CostCentres, OwnCostCentre};
pub use customers::*;
pub use dead_ends::Stuck;
pub use drafts::*;
#[cfg(debug_assertions)]
pub use engine::seen_statements;
pub use error::{Failure, StoreError};
pub use freight::Freight;
pub use hierarchy::{HierarchyRules, RankRefusal, RankedApprover, ReleaseWay};
pub use learning::{
    EndedPlace, EndedReleaseRow, Habit, HabitOf, LearnableArticle, OpenProposal, ProposalRefusal, ProposalRow, ProposalState,
    StandingRefusal, StandingRelease, StandingReleaseRow,
};
pub use numbers::*;
pub use orders::*;
pub use outbox::*;
pub use pool::OpenError;
pub use rules::RuleRefusal;
pub use sign_in::*;
pub use stamp::{Day, Stamp};
pub use supply::*;

use changes::{Across, Hub, Room};
use jiff::Timestamp;
use pool::Pools;
use std::sync::Arc;

/// Tells the time. Tests pass their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// 256 random bits in hex, for whoever is let in by knowing them. The store keeps only hashes of them.
#[must_use]
pub fn random_token() -> String {
    format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>())
}

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    pools: Arc<Pools>,
    clock: Clock,
    hub: Arc<Hub>,
    #[cfg(debug_assertions)]
    is_forgetful: bool,
}

impl Store {
    /// Opens the database that `url` names: `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// [`OpenError`], worded for the operator.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, OpenError> {
        let room = Arc::<Room>::default();
        let pools = Pools::open(url, &room).await?;
        let across = match &pools {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(postgres) => Some(Across::new(postgres.pool.clone())),
        };
        Ok(Self {
            pools: Arc::new(pools),
            clock,
            hub: Arc::new(Hub::new(room, across)),
            #[cfg(debug_assertions)]
            is_forgetful: false,
        })
    }

    /// The same database, asked without the conditions on the customer: what a test needs to see the second wall stand by itself.
    /// What one writer writes on SQLite keeps its conditions. A release build has no such thing.
    #[cfg(debug_assertions)]
    #[must_use]
    pub fn forgetting_customers(self) -> Self {
        Self { is_forgetful: true, ..self }
    }

    /// Brings the schema up to date. Servers that start together wait for each other. Who does not own the tables on Postgres
    /// only makes sure that they are up to date.
    ///
    /// # Errors
    /// [`OpenError::Migration`], [`OpenError::OtherSchema`], [`OpenError::Lock`] or [`OpenError::Unreachable`].
    pub async fn migrate(&self) -> Result<(), OpenError> {
        self.pools.migrate().await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        // In a task of its own, as a unit of work: whoever asks may hang up before the answer.
        let pools = Arc::clone(&self.pools);
        tokio::spawn(async move { pools.ping().await }).await.unwrap_or(Err(StoreError::BrokenOff))
    }

    /// Closes all connections, after what is under way has ended.
    pub async fn close(&self) {
        self.hub.close().await;
        self.pools.close().await;
    }

    /// The present instant by the store's clock.
    #[must_use]
    pub fn now(&self) -> Stamp {
        Stamp::new((self.clock)())
    }
}

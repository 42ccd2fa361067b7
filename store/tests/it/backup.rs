//! A backup taken while the portal is used has everything that was acknowledged before, and can be put back.

use crate::ordering::Portal;
use domain::ApprovalKind::Unrestricted;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};
use store::{BackupError, Store, back_up, restore};
use tempfile::TempDir;
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};

both_engines![backups_are_for_sqlite];

async fn backups_are_for_sqlite(engine: Engine) {
    let (portal, folder) = (Portal::open(engine).await, folder());
    let written = back_up(portal.url(), &folder.path().join("backup.db")).await;
    let is_told = matches!(written, Err(BackupError::NotSqlite))
        && matches!(restore("postgres://h/d", folder.path()).await, Err(BackupError::NotSqlite));
    assert_eq!(is_told, engine == Engine::Postgres, "{written:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_has_every_order_that_was_acknowledged_before_it() {
    let (portal, folder) = (Arc::new(Portal::open(Engine::Sqlite).await), folder());
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let (placed, is_over) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicBool::new(false)));
    let ordering = tokio::spawn({
        let (portal, placed, is_over) = (portal.clone(), placed.clone(), is_over.clone());
        async move {
            while !is_over.load(Ordering::SeqCst) {
                portal.place(&orderer, &["A1", "A2"]).await;
                placed.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    let rounds = times(5, 50);
    for round in 0..rounds {
        let file = folder.path().join(format!("{round}.db"));
        let acknowledged = placed.load(Ordering::SeqCst);
        back_up(portal.url(), &file).await.expect("written");
        assert!(orders_in(&file).await >= acknowledged);
        assert_eq!(open(&file).await.verify_audit().await.expect("checked"), []);
    }
    is_over.store(true, Ordering::SeqCst);
    ordering.await.expect("ordered");
    let placed = placed.load(Ordering::SeqCst);
    assert!(placed > 0, "orders came in meanwhile");
    report("Backup while orders come in, SQLite", rounds, &format!("{placed} orders meanwhile"));
}

#[tokio::test]
async fn a_backup_is_for_its_owner_alone() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    close(filled(&database).await).await;
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).expect("set");
    back_up(&url(&database), &backup).await.expect("written");
    assert_eq!(fs::metadata(&backup).expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_restored_database_is_as_it_was_and_the_replaced_one_is_kept() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    let store = filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    store.create_supplier("Zu spät AG").await.expect("created");
    close(store).await;

    let replaced = restore(&url(&database), &backup).await.expect("restored").expect("there was one before");
    assert_eq!(open(&database).await.supplier_name().await.expect("asked"), None);
    assert_eq!(open(&replaced).await.supplier_name().await.expect("asked").as_deref(), Some("Zu spät AG"));
}

#[tokio::test]
async fn a_backup_comes_into_an_empty_folder() {
    let folder = folder();
    let backup = folder.path().join("backup.db");
    let database = folder.path().join("freigabe.db");
    filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    let elsewhere = folder.path().join("elsewhere.db");
    assert_eq!(restore(&url(&elsewhere), &backup).await.expect("restored"), None);
    open(&elsewhere).await.migrate().await.expect("it is a whole database");
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    let store = filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    assert!(matches!(restore(&url(&database), &backup).await, Err(BackupError::InUse)));
    store.ping().await.expect("it goes on");
}

#[tokio::test]
async fn nothing_is_overwritten_by_a_backup() {
    let folder = folder();
    let backup = folder.path().join("backup.db");
    fs::write(&backup, "precious").expect("written");
    let database = folder.path().join("freigabe.db");
    filled(&database).await;
    assert!(matches!(back_up(&url(&database), &backup).await, Err(BackupError::Exists(_))));
    assert_eq!(fs::read(&backup).expect("read"), b"precious");
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_changes_nothing() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    let store = filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    close(store).await;
    fold_in(&database).await;
    let before = fs::read(&database).expect("read");

    let text = folder.path().join("text.db");
    fs::write(&text, "no database at all").expect("written");
    assert!(matches!(restore(&url(&database), &text).await, Err(BackupError::Foreign(_))));
    assert!(matches!(restore(&url(&database), &folder.path().join("missing.db")).await, Err(BackupError::File(..))));

    let cut = folder.path().join("cut.db");
    let whole = fs::read(&backup).expect("read");
    fs::write(&cut, &whole[..whole.len() / 2]).expect("written");
    let refused = restore(&url(&database), &cut).await;
    assert!(matches!(refused, Err(BackupError::Damaged(..) | BackupError::Engine(_) | BackupError::Foreign(_))), "{refused:?}");
    assert_eq!(fs::read(&database).expect("read"), before);
}

#[tokio::test]
async fn a_file_with_changes_beside_it_is_refused() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    fs::write(folder.path().join("backup.db-wal"), "changes").expect("written");
    assert!(matches!(restore(&url(&folder.path().join("other.db")), &backup).await, Err(BackupError::Unfinished(_))));
}

#[tokio::test]
async fn a_backup_that_fails_leaves_nothing_behind() {
    let folder = folder();
    let database = folder.path().join("freigabe.db");
    fs::write(&database, "no database at all").expect("written");
    assert!(back_up(&url(&database), &folder.path().join("backup.db")).await.is_err());
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1, "only what was there before");
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_refused() {
    let folder = folder();
    let (database, backup) = (folder.path().join("freigabe.db"), folder.path().join("backup.db"));
    filled(&database).await;
    back_up(&url(&database), &backup).await.expect("written");
    let newer = sqlx::SqlitePool::connect(&url(&backup)).await.expect("opens");
    sqlx::query("update _sqlx_migrations set version = 9999 where version = 1").execute(&newer).await.expect("changed");
    newer.close().await;
    assert!(matches!(restore(&url(&folder.path().join("other.db")), &backup).await, Err(BackupError::Newer(_))));
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("the temporary folder can be written")
}

fn url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// An open database with the schema and nothing in it.
async fn filled(file: &Path) -> Store {
    let store = open(file).await;
    store.migrate().await.expect("migrates");
    store
}

async fn open(file: &Path) -> Store {
    Store::open(&url(file), Arc::new(jiff::Timestamp::now)).await.expect("opens")
}

async fn close(store: Store) {
    store.close().await;
}

/// Moves what is still beside the file into it: the last connection may end a moment after the store is closed.
async fn fold_in(file: &Path) {
    let pool = sqlx::SqlitePool::connect(&url(file)).await.expect("opens");
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await.expect("folded in");
    pool.close().await;
}

async fn orders_in(file: &Path) -> i64 {
    let pool = sqlx::SqlitePool::connect(&url(file)).await.expect("opens");
    let orders = sqlx::query_scalar("select count(*) from orders").fetch_one(&pool).await.expect("a count");
    pool.close().await;
    orders
}

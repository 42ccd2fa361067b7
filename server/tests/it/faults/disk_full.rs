//! The disk is full, and later it is not. `unshare` gives the server a small one of its own.

use super::{orders, process::Place};
use crate::support::{
    Browser, Page, TestApp,
    desk::{FREE, ordered},
};
use std::{fs, os::fd::AsRawFd, path::Path, process::Command, time::Duration};
use store::back_up;
use testbed::{
    Engine,
    torture::{report, times},
};
use tokio::time::sleep;

const SIZE: &str = "16m";
/// What takes the room.
const FILLER: &str = "filler";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_costs_a_pause_and_nothing_else() {
    demand_unshare();
    let rounds = times(2, 50);
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let token = app.open_session(FREE).await;
    let content = tempfile::tempdir().expect("a folder");
    back_up(app.database_url(), &content.path().join("freigabe.db")).await.expect("a copy");
    let place = Place::on_small_disk(app.data(), SIZE, content.path());
    let mut server = place.start().await;
    // Holds the disk when the server is gone.
    let held = fs::File::open(place.inside(&server)).expect("the server's disk can be seen from outside");
    let disk = Path::new("/proc/self/fd").join(held.as_raw_fd().to_string());
    let browser = Browser::in_session(place.address, &token);

    let (mut acknowledged, mut refused) = (Vec::new(), 0);
    for _ in 0..rounds {
        acknowledged.push(try_to_order(&browser).await.expect("there is room"));
        fill(&disk);
        refused += refusals(&browser, &mut acknowledged).await;
        fs::remove_file(disk.join(FILLER)).expect("it is there");
        acknowledged.push(order_within(&browser, Duration::from_secs(10)).await);
    }
    server.terminate();
    assert!(server.wait().0.success());
    let after = content.path().join("after.db");
    fs::copy(disk.join("freigabe.db"), &after).expect("the server has closed it, so that there is no log beside it");
    let url = format!("sqlite:{}", after.display());
    // A backup checks the integrity of what it copied.
    back_up(&url, &content.path().join("checked.db")).await.expect("the database is whole");
    let kept = orders(&url).await;
    let lost: Vec<_> = acknowledged.iter().filter(|id| !kept.contains(id)).collect();
    assert_eq!(lost, Vec::<&String>::new(), "acknowledged and lost");
    report("Disk full, SQLite and mails on it", rounds, &format!("{} orders acknowledged, {refused} refused", acknowledged.len()));
}

fn demand_unshare() {
    let tried = Command::new("unshare").args(["--user", "--map-root-user", "--mount", "true"]).status();
    assert!(tried.is_ok_and(|status| status.success()), "this test needs unshare (util-linux) and leave to make user namespaces");
}

/// Orders until the full disk is felt, and looks at what people are told then.
async fn refusals(browser: &Browser, acknowledged: &mut Vec<String>) -> usize {
    let mut refused = 0;
    for _ in 0..200 {
        match try_to_order(browser).await {
            Ok(id) => acknowledged.push(id),
            Err((status, body)) => {
                assert_eq!(status, 503, "{body}");
                let body = body.to_lowercase();
                assert!(!body.contains("sql") && !body.contains("disk i/o") && !body.contains("database"), "{body}");
                refused += 1;
            }
        }
        if refused == 5 {
            return refused;
        }
    }
    panic!("the disk is not full");
}

/// The order, or how it was refused.
async fn try_to_order(browser: &Browser) -> Result<String, (u16, String)> {
    let fields = [("form[number]", "15-0102"), ("form[quantity]", "2"), ("form[back]", "/shop?dazu=15-0102")];
    let added = browser.post_form("/shop/artikel/15-0102", "/api/add_to_cart", &fields).await;
    if !added.location().contains("dazu=") {
        return Err(told(browser, added).await);
    }
    let cart = browser.get("/warenkorb").await;
    let Some(form) = cart.forms("/api/place_order").into_iter().next() else { return Err((cart.status, cart.body)) };
    let answer = browser.submit("/warenkorb", &form).await;
    match ordered(&answer) {
        Some(id) => Ok(id),
        None => Err(told(browser, answer).await),
    }
}

/// What somebody is told whose form was refused: an error page, or their page with the reason on it.
async fn told(browser: &Browser, answer: Page) -> (u16, String) {
    if answer.status != 303 {
        return (answer.status, answer.body);
    }
    let page = browser.get(answer.location().split('#').next().unwrap_or_default()).await;
    let is_told = page.body.contains("role=\"alert\"");
    (if is_told { 503 } else { page.status }, if is_told { String::new() } else { page.body })
}

async fn order_within(browser: &Browser, patience: Duration) -> String {
    for _ in 0..patience.as_millis() / 100 {
        if let Ok(id) = try_to_order(browser).await {
            return id;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("no order {patience:?} after there was room again");
}

fn fill(disk: &Path) {
    let written = fs::File::create(disk.join(FILLER)).and_then(|mut file| std::io::copy(&mut std::io::repeat(0), &mut file));
    assert!(written.is_err(), "the disk has an end");
}

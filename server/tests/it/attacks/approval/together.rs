//! Releasing several orders at once, with what does not belong there slipped in.

use super::{INVENTED, NOT_THERE, STRANGERS_ORDERER, Stage, UNREADABLE};
use testbed::{Engine, both_engines};

both_engines!(
    of_several_orders_only_those_that_wait_for_the_caller_are_released,
    where_nothing_waits_for_the_caller_nothing_is_there,
    positions_that_do_not_fit_release_nothing,
);

async fn of_several_orders_only_those_that_wait_for_the_caller_are_released(engine: Engine) {
    let mut stage = Stage::set(engine).await;
    let foreign = stage.order(STRANGERS_ORDERER).await;
    let orders = &stage.orders;
    let mixed = stage
        .bulk(&[
            (&foreign, "1.2"),
            (INVENTED, "1.2"),
            ("../../etc/passwd", "1"),
            (&orders.rejected, "1.2"),
            (&orders.withdrawn, "1.2"),
            (&orders.free, "1.2"),
            (&orders.released, "1.2"),
            (&orders.waiting, "1.2"),
            (&orders.waiting.to_uppercase(), "1.2"),
        ])
        .await;
    let before = stage.rows().await;
    let answer = stage.send(&stage.in_charge, "/api/release_orders", &mixed).await;
    assert_eq!((answer.status, answer.location()), (200, "/freigaben?freigegeben=2&uebrig=6"), "the one before is released already");
    let changes = stage.rows().await.changes_since(&before);
    let count = |start: &str| changes.iter().filter(|row| row.starts_with(start)).count();
    let counts =
        ["+orders|", "-orders|", "+decisions|", "-decisions|", "+supply_orders|", "+supply_order_lines|", "+withdrawals|"].map(count);
    assert_eq!(counts, [1, 1, 2, 0, 1, 2, 0], "{changes:#?}");
    let known = ["audit_", "decisions|", "orders|", "outbox_mails|", "supply_"];
    assert!(changes.iter().all(|row| known.iter().any(|start| row[1..].starts_with(start))), "{changes:#?}");
    stage.assert_untouched().await;
}

async fn where_nothing_waits_for_the_caller_nothing_is_there(engine: Engine) {
    let mut stage = Stage::set(engine).await;
    let foreign = stage.order(STRANGERS_ORDERER).await;
    let orders = &stage.orders;
    for lists in [
        stage.bulk(&[(&foreign, "1.2")]).await,
        stage.bulk(&[(INVENTED, "1.2"), ("", "1"), ("null", "1")]).await,
        stage.bulk(&[(&orders.free, "1.2"), (&foreign, "1"), (INVENTED, "1")]).await,
    ] {
        stage.repel(&stage.in_charge, "/api/release_orders", &lists, NOT_THERE).await;
    }
    let all: Vec<_> = orders.all().iter().map(|order| (*order, "1.2")).collect();
    for browser in [&stage.colleague, &stage.stranger, &stage.orderer, &stage.supplier] {
        stage.repel(browser, "/api/release_orders", &stage.bulk(&all).await, NOT_THERE).await;
    }
    let answer = stage
        .repel(
            &stage.in_charge,
            "/api/release_orders",
            &stage.bulk(&[(&orders.withdrawn, "1.2"), (&orders.rejected, "1")]).await,
            (200, ""),
        )
        .await;
    assert_eq!(answer.location(), "/freigaben?freigegeben=0&uebrig=2");
    stage.assert_untouched().await;
}

async fn positions_that_do_not_fit_release_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    let waiting = &stage.orders.waiting;
    for positions in ["0", "3", "1.2.3", "4294967295"] {
        stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&[(waiting, positions)]).await, NOT_THERE).await;
    }
    for positions in ["", ".", "-1", "1,2", "1.x", "alle", "4294967296"] {
        stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&[(waiting, positions)]).await, UNREADABLE).await;
    }
    let twice = stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&[(waiting, "1.1")]).await, (200, "")).await;
    assert_eq!(twice.location(), "/freigaben?freigegeben=0&uebrig=1", "all or nothing");
    let many = vec![(waiting.as_str(), "1.2"); 51];
    stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&many).await, UNREADABLE).await;
    stage.assert_untouched().await;
}

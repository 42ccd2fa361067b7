//! Nobody writes about an order that is not for them, and nobody floods who has to read it.

use super::{Fields, INVALID, INVENTED, NOT_THERE, PARTLY_REVIEWED, SIGNED_OUT, STRANGERS_ORDERER, Stage, UNREADABLE, come, field, named};
use crate::support::desk::FREE;
use testbed::{Engine, both_engines};

both_engines!(
    nobody_writes_about_an_order_that_is_not_for_them,
    what_cannot_be_kept_is_not_written,
    nobody_floods_the_others,
    what_was_written_reaches_no_supplier,
);

const PATH: &str = "/api/write_comment";

fn comment(order: &str, seen: &str, content: &str) -> Fields {
    let mut fields = named(order);
    fields.extend([field("form[seen]", seen), field("form[comment]", content)]);
    fields
}

async fn nobody_writes_about_an_order_that_is_not_for_them(engine: Engine) {
    let stage = Stage::set(engine).await;
    let nobody = stage.app.browser();
    let (other, free) = (come(&stage.app, PARTLY_REVIEWED).await, come(&stage.app, FREE).await);
    let strangers_orderer = come(&stage.app, STRANGERS_ORDERER).await;
    for order in [&stage.orders.waiting, &stage.orders.partly, &stage.orders.released] {
        for (who, answer) in [
            (&other, NOT_THERE),
            (&free, NOT_THERE),
            (&stage.colleague, NOT_THERE),
            (&stage.stranger, NOT_THERE),
            (&strangers_orderer, NOT_THERE),
            (&stage.supplier, NOT_THERE),
            (&nobody, SIGNED_OUT),
        ] {
            stage.repel(who, PATH, &comment(order, "0", "Und ich?"), answer).await;
        }
    }
    // Nobody else has to do with an order that needed no release.
    stage.repel(&free, PATH, &comment(&stage.orders.free, "0", "Hallo?"), NOT_THERE).await;
    stage.repel(&stage.in_charge, PATH, &comment(INVENTED, "0", "Hallo?"), NOT_THERE).await;
    stage.assert_untouched().await;
}

async fn what_cannot_be_kept_is_not_written(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.waiting;
    for content in ["", " \r\n ", "a\u{202e}b", "\0", &"x".repeat(1001)] {
        stage.repel(&stage.orderer, PATH, &comment(order, "0", content), INVALID).await;
    }
    for seen in ["-1", "viele", "99999999999999999999999"] {
        stage.repel(&stage.orderer, PATH, &comment(order, seen, "Hallo"), UNREADABLE).await;
    }
    stage.assert_untouched().await;
}

async fn nobody_floods_the_others(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.waiting;
    for seen in 0..domain::comment::MOST {
        let answer = stage.send(&stage.orderer, PATH, &comment(order, &seen.to_string(), &format!("Nummer {seen}"))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    for seen in ["0", "20", "1000000"] {
        stage.repel(&stage.orderer, PATH, &comment(order, seen, "Noch einer"), (409, "TooManyComments")).await;
    }
    stage.repel(&stage.orderer, PATH, &comment(order, "3", "Nummer 3"), (200, "Nummer 19")).await;
    stage.assert_untouched().await;
    let answer = stage.send(&stage.in_charge, PATH, &comment(order, "0", "Langsam.")).await;
    assert_eq!(answer.status, 200, "others may still write: {}", answer.body);
}

async fn what_was_written_reaches_no_supplier(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.released;
    let answer = stage.send(&stage.orderer, PATH, &comment(order, "0", "GEHEIM")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let supplier = &stage.supplier;
    let list = supplier.get("/lieferant").await;
    let links = list.body.split("href=\"/lieferant/auftraege/").skip(1);
    let ids: Vec<String> = links.map(|link| link.chars().take(36).collect()).collect();
    assert!(!ids.is_empty() && !list.body.contains("GEHEIM"));
    for id in ids {
        let page = supplier.get(&format!("/lieferant/auftraege/{id}")).await;
        assert!(page.status == 200 && !page.body.contains("GEHEIM") && !page.body.contains("Kommentar"), "{id}");
    }
    assert!(!supplier.get("/lieferant/mails").await.body.contains("GEHEIM"));
}

//! What an orderer reads of an article that was proposed instead of what was rejected.

use super::samples::{german, line, order};
use crate::mailer::{html::html, plain::plain};
use domain::{
    ArticleId, Rappen, Replacement, ReviewReason, Verdict,
    notice::{LineDigest, Notice},
};
use jiff::civil::date;
use uuid::Uuid;

fn proposed(reason: Option<&str>) -> LineDigest {
    let (article_id, article_number) = (ArticleId(Uuid::from_u128(7)), "20-0102".into());
    let other = Replacement { article_id, article_number, name: "Mappe <A4>".into(), unit: "Stück".into(), price: Rappen(390) };
    LineDigest { alternative: Some(other), ..line("Ordner", Some(ReviewReason::EveryOrder), Some(Verdict::Rejected), reason) }
}

#[test]
fn what_was_proposed_stands_beside_the_rejected_line_with_or_without_a_reason() {
    let said = "Stattdessen vorgeschlagen: Mappe <A4> (Art. 20-0102), CHF 3.90 pro Stück";
    for (reason, expected) in [(None, said.to_owned()), (Some("Zu gross."), format!("Begründung: Zu gross. · {said}"))] {
        let released = line("Stuhl", None, None, None);
        let delivery = date(2026, 11, 25);
        for notice in [
            Notice::OrderRejected { order: order(vec![proposed(reason)]) },
            Notice::HandedOver { order: order(vec![proposed(reason), released.clone()]), delivery },
        ] {
            let letter = german(&notice);
            assert!(plain(&letter).contains(&expected), "{}", plain(&letter));
            let page = html(&letter);
            assert!(page.contains("Mappe &lt;A4&gt; (Art. 20-0102)") && !page.contains("Mappe <A4>"), "{page}");
        }
    }
}

#[test]
fn a_mail_from_before_there_were_proposals_is_read() {
    let before = serde_json::to_string(&line("Ordner", None, Some(Verdict::Rejected), None)).expect("text");
    assert!(!before.contains("alternative"), "{before}");
    assert_eq!(serde_json::from_str::<LineDigest>(&before).expect("a line").alternative, None);
}

//! What people read of prices that have moved while an order waited.

use super::samples::{asked_again, asked_again_for, german, line, order};
use crate::mailer::{html::html, plain::plain};
use domain::{
    AskedAgain, FreightRule, Rappen, ReviewReason, Verdict,
    notice::{Again, LineDigest, Notice, OrderDigest},
};
use jiff::civil::date;

#[test]
fn whoever_is_asked_again_reads_which_line_and_by_how_much() {
    let letter = german(&Notice::AskedAgain { order: asked_again(), in_place_of: Some("Claudia Meier".into()) });
    for text in [html(&letter), plain(&letter)] {
        for expected in [
            "Bestellung 1001 von Anna Keller ist eine Position teurer geworden",
            "3.90 → 4.29 pro Einheit (+10.0 %)",
            "in Vertretung von Claudia Meier",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(text.contains("Ordner") && !text.contains("Stuhl"), "what stays decided is not asked: {text}");
    }
}

#[test]
fn whoever_is_asked_again_reads_that_it_is_about_what_was_chosen_instead() {
    let again = |cause| Again { cause, agreed: Rappen(390), price: Rappen(429), replacement: Some("Mappe <A4>".into()) };
    let moved = "weil der vorher gewählte Ersatz teurer geworden ist: Mappe <A4>, 3.90 → 4.29 pro Einheit (+10.0 %).";
    let gone = "weil der vorher gewählte Ersatz nicht mehr lieferbar ist: Mappe <A4>.";
    let late = "weil der vorher gewählte Ersatz an Lager war und nun auf Bestellung ist: Mappe <A4>.";
    for (cause, expected) in [(AskedAgain::PriceRose, moved), (AskedAgain::Unavailable, gone), (AskedAgain::OnOrder, late)] {
        let letter = german(&Notice::AskedAgain { order: asked_again_for(again(cause)), in_place_of: None });
        assert!(plain(&letter).contains(expected), "{}", plain(&letter));
        let page = html(&letter);
        assert!(page.contains("Mappe &lt;A4&gt;") && !page.contains("Mappe <A4>"), "{page}");
    }
}

#[test]
fn the_orderer_reads_what_has_become_of_the_prices() {
    let review = Some(ReviewReason::EveryOrder);
    let dearer = LineDigest { agreed: Some(Rappen(12_345_678)), ..line("Ordner", review, Some(Verdict::Released), None) };
    let letter = german(&Notice::HandedOver { order: order(vec![dearer]), delivery: date(2026, 11, 25) });
    for text in [html(&letter), plain(&letter)] {
        for expected in ["Preise haben sich seit der Bestellung geändert", "→ 123'456.78 pro Einheit", "123'456.78"] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }
}

#[test]
fn freight_stands_beside_the_goods_that_are_delivered() {
    let review = Some(ReviewReason::EveryOrder);
    let lines = vec![line("Ordner", review, Some(Verdict::Released), None), line("Stuhl", review, Some(Verdict::Rejected), None)];
    let free = order(lines);
    let charged = OrderDigest { freight: Some(FreightRule { flat: Rappen(12_345), free_from: None }), ..free.clone() };
    let delivery = date(2026, 11, 25);
    let letter = german(&Notice::HandedOver { order: charged, delivery });
    for text in [html(&letter), plain(&letter)] {
        assert!(text.contains("Versandkosten") && text.contains("123.45"), "{text}");
    }
    let letter = german(&Notice::HandedOver { order: free, delivery });
    for text in [html(&letter), plain(&letter)] {
        assert!(!text.contains("Versandkosten"), "{text}");
    }
}

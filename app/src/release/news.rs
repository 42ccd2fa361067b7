//! What has changed of a line since it was ordered or released.

use crate::{
    show::{Line, words},
    text,
};
use domain::{AskedAgain, Language, notice::Again};

/// What has changed of a line, if anything has that matters still.
pub(super) fn news(l: Language, line: &Line) -> Option<String> {
    match line.asked_again() {
        _ if !line.is_open() => settled(l, line),
        Some(again @ Again { replacement: Some(_), .. }) => Some(of_both(l, line, &again)),
        Some(again @ Again { cause: AskedAgain::OnOrder, .. }) => Some(of_stock(l, line, &again)),
        Some(again) => Some(words::asked_again(l, &again)),
        None if !line.is_sold => Some(text::release::gone(l).into()),
        None => moved(l, line).map(|moved| text::release::price_today(l, moved)),
    }
}

/// At which price a line is handed over that is decided, if that is no longer the one agreed on.
fn settled(l: Language, line: &Line) -> Option<String> {
    let (agreed, today) = (line.as_agreed()?.price, line.if_released()?.price);
    (agreed != today).then(|| text::release::settled_price(l, words::price_moved(l, agreed, today)))
}

/// What has become of the article that was chosen instead, and then of the ordered one, about which the answers below are again.
fn of_both(l: Language, line: &Line, again: &Again) -> String {
    let chosen = words::asked_again(l, again);
    let ordered = if line.is_sold {
        moved(l, line).map(|moved| text::release::ordered_price(l, moved))
    } else {
        Some(text::release::ordered_gone(l).to_owned())
    };
    [chosen].into_iter().chain(ordered).collect::<Vec<_>>().join(" ")
}

/// That it comes later, and how its price has moved meanwhile, if it has.
fn of_stock(l: Language, line: &Line, again: &Again) -> String {
    let price = moved(l, line).map(|moved| text::release::price_today(l, moved));
    [words::asked_again(l, again)].into_iter().chain(price).collect::<Vec<_>>().join(" ")
}

/// How the price of the ordered article has moved, if it has.
fn moved(l: Language, line: &Line) -> Option<String> {
    (line.standing_price != line.price).then(|| words::price_moved(l, line.price, line.standing_price))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Rappen, ReviewReason};

    /// Pens for 10.00 that cost so much today, asked again as what was chosen instead is dearer or gone.
    fn line(today: i64, is_sold: bool, cause: AskedAgain) -> Line {
        let replacement = Some("Stift".into());
        Line {
            position: 1,
            article_number: "15-0102".into(),
            name: "Kugelschreiber".into(),
            unit: "Stück".into(),
            price: Rappen(1000),
            standing_price: Rappen(today),
            settled_price: None,
            is_sold,
            availability: None,
            quantity: 2,
            cost_centre: None,
            review: Some(ReviewReason::EveryOrder),
            decision: None,
            since: 1,
            earlier: Vec::new(),
            again: Some(Again { cause, agreed: Rappen(800), price: Rappen(880), replacement }),
            seal: String::new(),
        }
    }

    fn told(line: &Line) -> String {
        news(Language::German, line).expect("something has changed")
    }

    #[test]
    fn what_was_chosen_instead_and_fell_away_is_told_of_itself() {
        let gone = told(&line(1000, true, AskedAgain::Unavailable));
        assert_eq!(gone, "Nochmals zu entscheiden, weil der vorher gewählte Ersatz nicht mehr lieferbar ist: Stift.");
        let dearer = told(&line(1000, true, AskedAgain::PriceRose));
        assert!(dearer.ends_with("teurer geworden ist: Stift, 8.00 → 8.80 pro Einheit (+10.0 %)."), "{dearer}");
    }

    #[test]
    fn how_the_ordered_article_stands_is_told_beside_it() {
        let moved = told(&line(1100, true, AskedAgain::Unavailable));
        assert!(moved.contains("Ersatz nicht mehr lieferbar ist: Stift. Der Preis des bestellten Artikels hat sich"), "{moved}");
        assert!(moved.contains("10.00 → 11.00 pro Einheit (+10.0 %)"), "{moved}");
        let gone = told(&line(1000, false, AskedAgain::PriceRose));
        assert!(gone.contains("(+10.0 %). Der bestellte Artikel ist nicht mehr lieferbar."), "{gone}");
    }

    #[test]
    fn what_comes_later_is_told_with_what_it_costs_by_then() {
        let mut line = line(1000, true, AskedAgain::OnOrder);
        let other = told(&line);
        assert_eq!(other, "Nochmals zu entscheiden, weil der vorher gewählte Ersatz an Lager war und nun auf Bestellung ist: Stift.");
        line.again = line.again.map(|again| Again { replacement: None, ..again });
        assert_eq!(told(&line), "Nochmals zu entscheiden: Der Artikel war an Lager und ist nun auf Bestellung.");
        line.standing_price = Rappen(1010);
        assert!(told(&line).ends_with("10.00 → 10.10 pro Einheit (+1.0 %). Es gilt der heutige."), "{}", told(&line));
    }

    #[test]
    fn an_ordered_article_that_became_dearer_is_told_with_what_it_costs_today() {
        let mut line = line(1200, true, AskedAgain::PriceRose);
        line.again = line.again.map(|again| Again { replacement: None, ..again });
        assert_eq!(told(&line), "Nochmals zu entscheiden: Der Preis ist seither gestiegen, 8.00 → 12.00 pro Einheit (+50.0 %).");
    }
}

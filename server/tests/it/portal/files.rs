//! What people can take with them: orders with their decisions, and numbers.

use crate::support::{
    Page, TestApp,
    desk::{self, APPROVER, FREE, OTHER_APPROVER, PAPER, PENS, REVIEWED},
};
use domain::calendar::previous_working_day;
use jiff::{civil::date, tz::TimeZone};
use testbed::{Engine, both_engines};

both_engines!(
    an_order_is_taken_with_its_decisions,
    an_order_is_taken_in_the_readers_language,
    what_people_typed_is_no_formula,
    numbers_are_taken_as_they_stand_on_the_page,
    the_numbers_of_no_known_period_are_those_from_the_first_order_on,
);

/// How many working days ago the demo's first order was placed (server/demo/story.toml), and handed over at once.
const FIRST_ORDER: usize = 9;

/// The rows of a file, without its mark.
fn rows(page: &Page) -> Vec<&str> {
    assert_eq!((page.status, page.header("content-type")), (200, "text/csv; charset=utf-8; header=present"));
    page.body.strip_prefix('\u{feff}').expect("spreadsheets are told that it is UTF-8").split("\r\n").collect()
}

async fn an_order_is_taken_with_its_decisions(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = desk::order(&orderer, &[(PAPER, 2), (PENS, 1)]).await;
    let rejected = desk::position(&approver, &order, PENS).await;
    desk::decide(&approver, &order, &desk::rejection_form(&approver, &order, rejected, "Haben wir; im Schrank").await).await;
    desk::release(&approver, &order).await;

    // Also an approver who is not in charge.
    for reader in [&orderer, &approver, &app.signed_in(OTHER_APPROVER).await] {
        let table = reader.get(&format!("/kundendossier/{order}/bestellung.csv")).await;
        let rows = rows(&table);
        let has = |start: &str, part: &str| rows.iter().any(|row| row.starts_with(start) && row.contains(part));
        assert!(has("Kunde;", "Muster Treuhand AG, Nr. "), "{rows:?}");
        assert!(has("Besteller;", "Luca Steiner"), "{rows:?}");
        assert!(has(&format!("{rejected};{PENS};"), "Abgelehnt;Claudia Meier;"), "{rows:?}");
        assert!(has(&format!("{rejected};{PENS};"), "\"Haben wir; im Schrank\""), "{rows:?}");
        assert!(has("An den Lieferanten;", ""), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains("hat bestellt")), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains("hat die Bestellung an den Lieferanten übermittelt")), "{rows:?}");
        assert!(table.header("content-disposition").starts_with("attachment; filename=\"bestellung-"), "{table:?}");
        assert_eq!(table.header("cache-control"), "no-store");

        let document = reader.get(&format!("/kundendossier/{order}/bestellung.pdf")).await;
        assert_eq!((document.status, document.header("content-type")), (200, "application/pdf"));
        assert!(document.body.starts_with("%PDF-") && document.body.len() > 5000, "{} characters", document.body.len());
    }
    for page in [format!("/kundendossier/{order}"), format!("/freigaben/{order}/abschluss")] {
        let offer = approver.get(&page).await.body;
        for ending in ["pdf", "csv"] {
            assert!(offer.contains(&format!("/kundendossier/{order}/bestellung.{ending}")), "{page} offers {ending}");
        }
    }
}

async fn an_order_is_taken_in_the_readers_language(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(FREE).await;
    let order = desk::order(&orderer, &[(PAPER, 1)]).await;
    let address = format!("/kundendossier/{order}/bestellung.pdf");
    let german = orderer.get(&address).await.body;
    assert!(german.contains("/Lang(de)") && german.contains("/StructTreeRoot "), "it can be heard");
    orderer.post_form("/konto", "/api/set_language", &[("form[language]", "en")]).await;
    assert!(orderer.get(&address).await.body.contains("/Lang(en)"));
    let table = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await;
    let rows = rows(&table);
    assert!(
        rows.iter().any(|row| row.ends_with("sent the order to the supplier, as its number 20001") || row.contains("sent the order")),
        "{rows:?}"
    );
    assert!(rows.iter().any(|row| row.contains("No release needed")), "{rows:?}");
}

async fn what_people_typed_is_no_formula(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(REVIEWED).await;
    desk::fill_cart(&orderer, &[(PAPER, 1)]).await;
    let form = desk::order_form(&orderer).await;
    let form = form.with("form[reference]", "=HYPERLINK(\"http://evil.example\")").with("form[note]", "@SUM(1;2)\n王 🙂");
    let order = desk::send_order(&orderer, &form).await;
    let table = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await;
    assert!(table.body.contains("Referenz;\"'=HYPERLINK("), "{}", table.body);
    assert!(table.body.contains(";\"'@SUM(1;2)"), "{}", table.body);
    assert!(table.body.contains("王 🙂"), "{}", table.body);
    let document = orderer.get(&format!("/kundendossier/{order}/bestellung.pdf")).await;
    assert_eq!(document.status, 200);
}

async fn numbers_are_taken_as_they_stand_on_the_page(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let page = approver.get("/konto/zahlen?zeitraum=zwoelf-monate").await;
    assert_eq!(page.status, 200);
    for (name, head) in [
        ("kennzahlen", "Kennzahl;Einheit;Wert"),
        ("monate", "Monat;Bestellungen;Netto CHF"),
        ("kategorien", "Kategorie;Netto CHF"),
        ("besteller", "Besteller;Bestellungen;Netto CHF"),
        ("sortiment", "Bei der Bestellung;Netto CHF"),
    ] {
        let address = format!("/konto/zahlen/{name}.csv?zeitraum=zwoelf-monate");
        assert!(page.body.contains(&address), "{name}");
        let table = approver.get(&address).await;
        let rows = rows(&table);
        assert_eq!(rows[0], head);
        assert!(rows.len() > 2, "{name}: {rows:?}");
        assert!(table.header("content-disposition").contains(&format!("zahlen-{name}-20")), "{table:?}");
    }
    let months = approver.get("/konto/zahlen/monate.csv?zeitraum=zwoelf-monate").await;
    assert_eq!(rows(&months).len(), 1 + 12 + 1, "a head, twelve months, and nothing after the last line end");
    let total: f64 = rows(&months).iter().skip(1).filter_map(|row| row.rsplit(';').next()?.parse::<f64>().ok()).sum();
    let figures = approver.get("/konto/zahlen/kennzahlen.csv?zeitraum=zwoelf-monate").await;
    assert!(total > 0.0 && rows(&figures).contains(&format!("Ausgaben;CHF netto;{total:.2}").as_str()), "{total} {}", figures.body);
}

async fn the_numbers_of_no_known_period_are_those_from_the_first_order_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let table = async |query: &str| approver.get(&format!("/konto/zahlen/monate.csv{query}")).await;
    let [unknown, none, year] = [table("?zeitraum=immer").await, table("").await, table("?zeitraum=jahr").await];
    assert_eq!(unknown.body, none.body);
    let (none, year, first) = (rows(&none), rows(&year), first_month(&app));
    assert!(none[1].starts_with(&format!("{first};")), "nothing before {first}: {none:?}");
    assert!(none.len() > 2 && year.ends_with(&none[1..]), "{none:?} {year:?}");
    assert!(approver.get("/konto/zahlen").await.body.contains("/konto/zahlen/monate.csv\""), "the page offers the table that it shows");
    assert_eq!(approver.get("/konto/zahlen?zeitraum=%3Cb%3E").await.status, 200);
}

/// The month of the demo's first order, or January where that was last year: `2026-11`.
fn first_month(app: &TestApp) -> String {
    let zone = TimeZone::get("Europe/Zurich").expect("the zone is known");
    let today = zone.to_datetime(app.store.now().instant()).date();
    let first = (0..FIRST_ORDER).fold(today, |day, _| previous_working_day(day));
    first.max(date(today.year(), 1, 1)).strftime("%Y-%m").to_string()
}

//! Orderer and approver write to each other about an order.

use crate::support::{
    Browser, TestApp,
    desk::{APPROVER, Inbox, PENS, REVIEWED, decoded, order, recipient, release},
};
use domain::comment::MOST;
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    both_sides_read_and_answer_and_are_told_by_mail,
    what_is_wrong_with_a_comment_loses_nothing_of_it,
    what_was_typed_survives_the_end_of_the_session,
    the_files_of_evidence_say_what_was_written,
);

const WRITE: &str = "/api/write_comment";

/// Writes on this page; where that leads.
async fn write(browser: &Browser, page: &str, content: &str) -> String {
    let form = browser.get(page).await.form(WRITE).with("form[comment]", content);
    browser.submit(page, &form).await.location().to_owned()
}

fn pages(id: &str) -> [String; 2] {
    [format!("/kundendossier/{id}"), format!("/freigaben/{id}")]
}

async fn both_sides_read_and_answer_and_are_told_by_mail(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let id = order(&orderer, &[(PENS, 2)]).await;
    let [of_orderer, of_approver] = pages(&id);
    let mut inbox = Inbox::open(&app).await;
    let form = approver.get(&of_approver).await.form(WRITE).with("form[comment]", "Wozu <zwei>?\r\nEiner genügt.");
    for _ in 0..2 {
        assert_eq!(approver.submit(&of_approver, &form).await.location(), of_approver, "a second click writes nothing");
    }
    let sent = inbox.new_mails(&app).await;
    assert_eq!(sent.iter().map(|mail| recipient(mail)).collect::<Vec<_>>(), [REVIEWED]);
    let text = decoded(&sent[0]);
    assert!(text.contains("Claudia Meier hat geschrieben") && text.contains(&format!("{of_orderer}#kommentare")), "{text}");
    assert!(text.contains("Wozu <zwei>?") && text.contains("Einer genügt."), "{text}");

    let page = orderer.get(&of_orderer).await;
    assert_eq!(page.body.matches("Wozu &lt;zwei&gt;?\nEiner genügt.").count(), 1, "{}", page.body);
    assert_eq!(write(&orderer, &of_orderer, "Der andere ist für Bern.").await, of_orderer);
    let answered = inbox.new_mails(&app).await;
    assert_eq!(answered.iter().map(|mail| recipient(mail)).collect::<Vec<_>>(), [APPROVER]);
    assert!(decoded(&answered[0]).contains(&format!("{of_approver}#kommentare")), "{}", answered[0]);
    for (browser, page) in [(&orderer, &of_orderer), (&approver, &of_approver)] {
        let page = browser.get(page).await;
        let (first, second) = (page.body.find("Wozu &lt;zwei"), page.body.find("Der andere ist für Bern."));
        assert!(first.is_some() && first < second, "{}", page.body);
    }
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn what_is_wrong_with_a_comment_loses_nothing_of_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(REVIEWED).await;
    let id = order(&orderer, &[(PENS, 2)]).await;
    let [page, _] = pages(&id);
    for (content, complaint) in [(String::new(), "Diese Angabe fehlt."), ("lang ".repeat(201), "Höchstens 1000 Zeichen.")] {
        assert_eq!(write(&orderer, &page, &content).await, format!("{page}#errors"));
        let shown = orderer.get(&page).await;
        assert!(shown.body.contains(complaint), "{}", shown.body);
        assert_eq!(shown.form(WRITE).field("form[comment]"), Some(content.as_str()));
    }
    for number in 0..MOST {
        assert_eq!(write(&orderer, &page, &format!("Nummer {number}")).await, page);
    }
    assert_eq!(write(&orderer, &page, "Noch einer").await, format!("{page}#errors"));
    let shown = orderer.get(&page).await;
    assert!(shown.body.contains("Das sind 20 Kommentare zu dieser Bestellung innert 24 Stunden."), "{}", shown.body);
    assert_eq!(shown.form(WRITE).field("form[comment]"), Some("Noch einer"));
}

async fn what_was_typed_survives_the_end_of_the_session(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orderer = app.signed_in(REVIEWED).await;
    let id = order(&orderer, &[(PENS, 2)]).await;
    let [page, _] = pages(&id);
    let form = orderer.get(&page).await.form(WRITE).with("form[comment]", "Es eilt.");
    app.advance(SignedDuration::from_mins(31));
    let answer = orderer.submit(&page, &form).await;
    assert!(answer.location().starts_with("/anmelden?weiter="), "{}", answer.location());
    orderer.sign_in(REVIEWED).await;
    let again = orderer.get(&page).await.form(WRITE);
    assert_eq!(again.field("form[comment]"), Some("Es eilt."));
    assert_eq!(orderer.submit(&page, &again).await.location(), page);
    let shown = orderer.get(&page).await;
    assert!(shown.body.contains("Es eilt.") && shown.form(WRITE).field("form[comment]") == Some(""), "{}", shown.body);
}

async fn the_files_of_evidence_say_what_was_written(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let id = order(&orderer, &[(PENS, 2)]).await;
    let [page, of_approver] = pages(&id);
    write(&orderer, &page, "Es eilt.").await;
    release(&approver, &id).await;
    write(&approver, &of_approver, "Ist unterwegs.").await;
    let file = orderer.get(&format!("{page}/bestellung.csv")).await.body;
    assert!(file.contains("hat geschrieben: «Es eilt.»") && file.contains("hat geschrieben: «Ist unterwegs.»"), "{file}");
    let pdf = orderer.get(&format!("{page}/bestellung.pdf")).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
}

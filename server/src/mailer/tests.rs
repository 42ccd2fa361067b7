//! What mails say, to whom, and that nobody's words become markup.

mod absence;
mod prices;
mod proposed;
mod samples;

use super::{Composer, html::html, letter::Letter, plain::plain};
use crate::public_url::PublicUrl;
use domain::{
    ApprovalKind, ContactId, Language, ReviewReason, Verdict,
    notice::{LoginChange, Notice, OrderDigest},
    revision::LineEdit,
};
use jiff::{Timestamp, civil::date};
use samples::{ID, URL, changed_and_gone_on, decided, german, line, new_login, notices, order, revised, waiting};
use store::{OutboxMail, Stamp};
use uuid::Uuid;

#[test]
fn the_subjects_tell_what_happened() {
    let subjects: Vec<_> = notices().iter().map(|notice| german(notice).subject).collect();
    assert_eq!(
        subjects,
        [
            "Ihre Bestellung 1001 wartet auf Freigabe",
            "Ihre Bestellung 1001 ist beim Lieferanten",
            "Bestellung 1001 von Anna Keller: bitte freigeben",
            "Ihre Bestellung 1001 ist teilweise freigegeben",
            "Ihre Bestellung 1001 wurde abgelehnt",
            "Bestellung 1001 von Anna Keller wurde zurückgezogen",
            "Ihr Zugang zum Bestellportal von Muster Treuhand AG",
            "Sie vertreten Claudia Meier",
            "Thomas Keller vertritt Sie",
            "Vertretung von Claudia Meier beendet",
            "Sie vertreten nun Claudia Meier",
            "Thomas Keller vertritt Sie nicht mehr",
            "Sie vertreten Claudia Meier nicht mehr",
            "Bestellung 1001: Anna Keller fragt nach",
            "Bestellung 1001 von Anna Keller wartet auf Sie",
            "Bestellung 1001 von Anna Keller: bitte entscheiden Sie",
            "Bestellung 1001: Claudia Meier hat geschrieben",
            "Bestellung 1001: Claudia Meier hat geschrieben",
            "Bestellung 1001 von Anna Keller: bitte bestätigen",
            "Bestellung 1001 von Anna Keller: bitte bestätigen",
            "Bestellung 1001: nochmals zu entscheiden",
            "Ordner ist neu im Kundensortiment",
            "Ordner kommt nicht ins Kundensortiment",
            "Bestellung 1001: Anna Keller hat sie geändert",
            "Ihr Passwort wurde von Claudia Meier geändert",
            "Ihre E-Mail-Adresse wurde von Claudia Meier geändert",
            "Ihre Bestellung 1001 ist beim Lieferanten",
            "Ihre Bestellung 1001 ist angenommen",
            "Ihre Bestellung 1001 ist versandt",
            "Ihre Bestellung 1001 ist geliefert",
        ]
    );
}

#[test]
fn each_mail_has_one_link_to_where_it_matters() {
    for notice in notices() {
        let path = match &notice {
            Notice::ReleaseWanted { .. }
            | Notice::ReleaseReminded { .. }
            | Notice::ReleaseOverdue { .. }
            | Notice::ReleaseEscalated { .. }
            | Notice::ConfirmationWanted { .. }
            | Notice::AskedAgain { .. }
            | Notice::OrderRevised { .. } => format!("/freigaben/{ID}"),
            Notice::CommentWritten { is_orderer: true, .. } => format!("/kundendossier/{ID}#kommentare"),
            Notice::CommentWritten { is_orderer: false, .. } => format!("/freigaben/{ID}#kommentare"),
            Notice::NewLogin { .. } => "/anmelden".into(),
            Notice::LoginChanged { change: LoginChange::Password, .. } => "/passwort-vergessen".into(),
            Notice::LoginChanged { change: LoginChange::Address { .. }, .. } => "/konto/profil".into(),
            Notice::SubstituteWanted { .. }
            | Notice::AbsenceEnded { .. }
            | Notice::AbsenceBegins { .. }
            | Notice::AbsenceOver { .. }
            | Notice::AbsenceFreesSubstitute { .. } => "/freigaben".into(),
            Notice::AbsenceEntered { .. } => "/konto/freigaberegeln".into(),
            Notice::ProposalAnswered { is_accepted: true, .. } => "/shop/artikel/15-0102".into(),
            Notice::ProposalAnswered { is_accepted: false, .. } => "/konto/freigaberegeln/dauerfreigaben".into(),
            _ => format!("/kundendossier/{ID}"),
        };
        let letter = german(&notice);
        assert_eq!(letter.button.url, format!("{URL}{path}"));
        assert_eq!(html(&letter).matches("href=").count(), 1);
        assert!(html(&letter).contains(&format!("href=\"{URL}{path}\"")) && plain(&letter).contains(&format!("\n{URL}{path}\n")));
    }
}

#[test]
fn a_reminder_says_since_when_and_what_is_still_open() {
    let review = Some(ReviewReason::EveryOrder);
    let order = order(vec![line("Ordner", review, Some(Verdict::Released), None), line("Stuhl", review, None, None)]);
    let letter = german(&Notice::ReleaseReminded { order, placed: date(2026, 11, 25), in_place_of: Some("Claudia Meier".into()) });
    for text in [html(&letter), plain(&letter)] {
        assert!(
            text.contains("Anna Keller fragt nach der Bestellung 1001 vom Mittwoch, 25. November 2026. Eine Position wartet noch"),
            "{text}"
        );
        assert!(text.contains("Sie entscheiden in Vertretung von Claudia Meier."), "{text}");
        assert_eq!(text.matches("Braucht Ihre Freigabe").count(), 1, "{text}");
    }
}

#[test]
fn whoever_is_asked_as_well_reads_since_when_it_waits_and_whose_turn_it_was() {
    let since = date(2026, 11, 25);
    let letter = german(&Notice::ReleaseEscalated { order: waiting(), from: "Claudia Meier".into(), since, hours: 9, in_place_of: None });
    for text in [html(&letter), plain(&letter)] {
        assert!(text.contains("liegt seit Mittwoch, 25. November 2026 bei Claudia Meier. Seit 9 Arbeitsstunden"), "{text}");
        assert!(text.contains("Claudia Meier darf es weiterhin."), "{text}");
        assert_eq!(text.matches("Braucht Ihre Freigabe").count(), 1, "{text}");
    }
}

#[test]
fn a_change_is_told_with_what_was_and_what_is() {
    let letter = german(&revised());
    for text in [html(&letter), plain(&letter)] {
        let edits = "Anna Keller hat die Bestellung 1001 geändert: Stuhl, 2 → 20 (Position 3 statt 2); ohne 4 × Lampe (Position 1).";
        for expected in [edits, "Eine Position braucht Ihre Freigabe.", "Doch für alle."] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert_eq!(text.matches("Braucht Ihre Freigabe").count(), 1, "{text}");
    }
}

#[test]
fn whoever_confirms_what_was_changed_reads_what_was_and_what_is() {
    let letter = german(&changed_and_gone_on());
    for text in [html(&letter), plain(&letter)] {
        let edits = "Anna Keller hat die Bestellung 1001 geändert: Stuhl, 2 → 20 (Position 3 statt 2); ohne 4 × Lampe (Position 1).";
        for expected in [edits, "Claudia Meier hat die Bestellung 1001 von Anna Keller freigegeben.", "Doch für alle."] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }
}

#[test]
fn the_approver_reads_which_lines_need_the_release_and_why() {
    let letter = german(&Notice::ReleaseWanted { order: waiting(), in_place_of: None });
    for text in [html(&letter), plain(&letter)] {
        for expected in [
            "Eine Position braucht Ihre Freigabe",
            "nicht im Kundensortiment",
            "Kostenstelle 4711",
            "Bitte bis Freitag.",
            "49'380.00",
            "53'379.78",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert_eq!(text.matches("Braucht Ihre Freigabe").count(), 1);
    }
}

#[test]
fn a_line_has_two_columns_and_the_button_is_high_enough_for_a_thumb() {
    let page = html(&german(&Notice::ReleaseWanted { order: waiting(), in_place_of: None }));
    assert!(page.contains("20 Stück × 1'234.50") && page.matches("<th ").count() == 2, "{page}");
    let link = page.split("<a ").nth(1).expect("there is a button");
    let pixels = |property: &str| -> u32 {
        let value = link.split(property).nth(1).and_then(|rest| rest.split("px").next());
        value.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{property} in {link}"))
    };
    assert!(2 * pixels("padding:") + pixels("line-height:") >= 44, "{link}");
}

#[test]
fn a_partly_released_order_shows_what_comes_and_what_does_not() {
    let letter = german(&Notice::HandedOver { order: decided(), delivery: date(2026, 11, 25) });
    let text = plain(&letter);
    assert!(text.contains("Voraussichtliche Lieferung: Mittwoch, 25. November 2026"));
    assert!(text.contains("Begründung: Es hat noch Stühle im Lager."));
    let (delivered, rejected) = text.split_once("Abgelehnte Positionen").expect("there are rejected lines");
    assert!(delivered.contains("Ordner") && !delivered.contains("Stuhl (") && rejected.contains("Stuhl ("));
    assert!(delivered.contains("24'690.00"), "the total counts what is delivered");
}

#[test]
fn the_whole_mail_is_in_the_language_of_its_recipient() {
    for notice in notices() {
        let letter = Letter::of(&notice, "Anna Keller", Language::English, URL);
        let text = plain(&letter);
        assert!(text.contains("Hello Anna Keller"));
        for german in ["Bestellung", "Freigabe wart", "Lieferung", "Begründung", "Menge"] {
            assert!(!text.contains(german), "{german} in {text}");
        }
    }
    let english = Letter::of(&Notice::HandedOver { order: decided(), delivery: date(2026, 11, 25) }, "Anna", Language::English, URL);
    assert!(plain(&english).contains("Expected delivery: Wednesday, 25 November 2026"));
}

#[test]
fn a_new_login_is_told_without_the_password() {
    let text = plain(&german(&new_login()));
    assert!(text.contains("Benutzername: anna@muster.example") && text.contains("Bestellfreigeber: Claudia Meier"));
    assert!(text.contains("Das Passwort erhalten Sie persönlich"));
}

#[test]
fn an_invitation_leads_to_the_choice_of_a_password() {
    let Notice::NewLogin { contact_id, customer, user_name, created_by, approval, approver, .. } = new_login() else {
        panic!("a new login")
    };
    let invited = Notice::NewLogin { contact_id, customer, user_name, created_by, approval, approver, is_invited: true };
    let text = plain(&german(&invited));
    assert!(text.contains("Ihr Passwort wählen Sie selbst") && text.contains("/passwort"), "{text}");
    assert!(!text.contains("Das Passwort erhalten Sie persönlich"));
}

#[test]
fn what_people_typed_never_becomes_markup() {
    const EVIL: &str = "<img src=x onerror=alert(1)>\"'&";
    let mut order = waiting();
    order.lines = vec![line(EVIL, Some(ReviewReason::EveryOrder), Some(Verdict::Rejected), Some(EVIL))];
    order.lines[0].unit = EVIL.into();
    order.lines[0].article_number = EVIL.into();
    order.orderer = EVIL.into();
    (order.approver, order.reference, order.note) = (Some(EVIL.into()), Some(EVIL.into()), Some(EVIL.into()));
    let login = Notice::NewLogin {
        contact_id: ContactId(Uuid::nil()),
        customer: EVIL.into(),
        user_name: EVIL.into(),
        created_by: EVIL.into(),
        approval: ApprovalKind::Approver,
        approver: Some(EVIL.into()),
        is_invited: false,
    };
    let day = date(2026, 11, 25);
    for notice in [
        Notice::OrderReceived { order: order.clone(), delivery: None },
        Notice::ReleaseWanted { order: order.clone(), in_place_of: Some(EVIL.into()) },
        Notice::ConfirmationWanted {
            order: order.clone(),
            by: EVIL.into(),
            edits: vec![LineEdit::Removed { position: 1, article: EVIL.into(), quantity: 4 }],
            remark: Some(EVIL.into()),
            in_place_of: Some(EVIL.into()),
        },
        Notice::SubstituteWanted { approver: EVIL.into(), first: day, last: day, by: EVIL.into() },
        Notice::AbsenceEntered { substitute: EVIL.into(), first: day, last: day, by: EVIL.into() },
        Notice::AbsenceEnded { approver: EVIL.into(), substitute: EVIL.into(), by: EVIL.into() },
        Notice::AbsenceBegins { approver: EVIL.into(), last: day, waiting: 1 },
        Notice::AbsenceOver { substitute: EVIL.into(), last: day, waiting: 1 },
        Notice::AbsenceFreesSubstitute { approver: EVIL.into(), last: day },
        Notice::HandedOver { order: order.clone(), delivery: day },
        Notice::OrderRejected { order: order.clone() },
        Notice::OrderWithdrawn { order: order.clone() },
        Notice::OrderRevised {
            order,
            edits: vec![LineEdit::Removed { position: 1, article: EVIL.into(), quantity: 4 }],
            remark: Some(EVIL.into()),
            in_place_of: Some(EVIL.into()),
        },
        Notice::PasswordForgotten { user_name: EVIL.into() },
        Notice::ProposalAnswered { article: EVIL.into(), number: "15-0102".into(), is_accepted: true },
        login,
    ] {
        let html = html(&Letter::of(&notice, EVIL, Language::German, URL));
        assert!(html.contains("&lt;img") && !html.contains("<img"), "{html}");
    }
}

#[test]
fn whoever_stands_in_reads_for_whom_and_the_orderer_who_decides() {
    let letter = german(&Notice::ReleaseWanted { order: waiting(), in_place_of: Some("Claudia Meier".into()) });
    assert!(plain(&letter).contains("Sie entscheiden in Vertretung von Claudia Meier."), "{}", plain(&letter));
    let order = OrderDigest { deputy: Some("Thomas Keller".into()), ..waiting() };
    let letter = german(&Notice::OrderReceived { order, delivery: None });
    assert!(letter.facts.contains(&("Vertretung", "Thomas Keller".into())), "{:?}", letter.facts);
}

#[test]
fn a_message_has_the_same_id_each_time_and_no_foreign_headers() {
    let from = "Freigabe <freigabe@bestellen.example>".parse().expect("a mailbox");
    let composer = Composer::new(PublicUrl::parse(URL).expect("an address"), from);
    let mail = OutboxMail {
        id: Uuid::nil(),
        message_id: "0190".into(),
        recipient_name: "Anna\r\nBcc: alle@evil.example".into(),
        recipient_email: "anna@muster.example".into(),
        language: Language::German,
        notice: new_login(),
        attempts: 3,
        code: None,
    };
    let now = Stamp::new(Timestamp::UNIX_EPOCH);
    let message = composer.compose(&mail, now).expect("the mail can be built");
    let text = String::from_utf8(message.formatted()).expect("the mail is ASCII");
    assert!(text.contains("Message-ID: <0190@bestellen.example>\r\n") && text.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(text.contains("multipart/alternative") && text.contains("text/plain") && text.contains("text/html"));
    assert!(!text.contains("\nBcc:"));
    let nobody = OutboxMail { recipient_email: "niemand".into(), ..mail };
    assert!(composer.compose(&nobody, now).is_err());
}

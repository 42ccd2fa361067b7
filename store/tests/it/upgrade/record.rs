//! What the record of who did what says of the rows of each part.

/// Of which customer, of which order (0 for none), who acted (0 for the portal itself), what happened, and when.
pub type Entry = (u8, u8, u8, &'static str, &'static str);

/// As what somebody acts, and under which name.
pub fn actor(number: u8) -> (&'static str, &'static str) {
    match number {
        0x00 => ("system", "Portal"),
        0x04 => ("supplier", "Luca Lager"),
        0x11 => ("contact", "Eva Frei"),
        0x12 => ("contact", "Zoe Zwei"),
        0x13 => ("contact", "Luca Immer"),
        0x14 => ("contact", "Nina Offen"),
        0x15 => ("contact", "Sara Sorte"),
        0x22 => ("contact", "Rita Warte"),
        _ => panic!("{number:02x} is nobody"),
    }
}

const WAITS: &str = r#"{"event":"order_placed","waits":true,"approver":"Eva Frei"}"#;
const GOES: &str = r#"{"event":"order_placed","waits":false,"approver":null}"#;

pub const OF_0001: &[Entry] = &[
    (0x01, 0, 0, r#"{"event":"customer_created"}"#, "2026-01-06T08:00:00Z"),
    (0x01, 0, 0, r#"{"event":"contact_created","name":"Eva Frei","approval":"approver"}"#, "2026-01-06T08:00:00Z"),
    (0x01, 0, 0x11, r#"{"event":"contact_created","name":"Luca Immer","approval":"always_review"}"#, "2026-01-06T09:10:00Z"),
    (0x02, 0, 0, r#"{"event":"customer_created"}"#, "2026-01-07T08:00:00Z"),
    (0x01, 0, 0x04, r#"{"event":"assortment_added","article":"A1"}"#, "2026-01-08T08:00:00Z"),
    (0x01, 0, 0x11, r#"{"event":"contact_deleted","name":"Paul Weg"}"#, "2026-02-01T08:00:00Z"),
    (0x01, 0x61, 0x14, GOES, "2026-02-27T09:00:00Z"),
    (0x01, 0x61, 0x14, r#"{"event":"order_handed_over","supply_number":20001}"#, "2026-02-27T09:00:00Z"),
    (0x01, 0x61, 0x04, r#"{"event":"supply_advanced","status":"accepted"}"#, "2026-02-27T10:00:00Z"),
    (0x01, 0x62, 0x15, WAITS, "2026-03-02T08:00:00Z"),
    (
        0x01,
        0x62,
        0x11,
        r#"{"event":"line_decided","position":2,"article":"Ordner","verdict":"released","reason":null}"#,
        "2026-03-02T10:00:00Z",
    ),
    (0x01, 0x62, 0x11, r#"{"event":"order_handed_over","supply_number":20002}"#, "2026-03-02T10:00:00Z"),
    (0x01, 0x62, 0x04, r#"{"event":"supply_advanced","status":"accepted"}"#, "2026-03-02T11:00:00Z"),
    (0x01, 0x62, 0x04, r#"{"event":"supply_advanced","status":"shipped"}"#, "2026-03-02T15:00:00Z"),
    (0x01, 0x62, 0x04, r#"{"event":"supply_advanced","status":"delivered"}"#, "2026-03-03T09:00:00Z"),
    (0x01, 0x63, 0x13, WAITS, "2026-03-03T09:00:00Z"),
    (
        0x01,
        0x63,
        0x11,
        r#"{"event":"line_decided","position":1,"article":"Papier","verdict":"released","reason":null}"#,
        "2026-03-04T08:00:00Z",
    ),
    (
        0x01,
        0x63,
        0x11,
        r#"{"event":"line_decided","position":2,"article":"Stuhl","verdict":"rejected","reason":"Zu teuer."}"#,
        "2026-03-04T09:00:00Z",
    ),
    (0x01, 0x63, 0x11, r#"{"event":"order_handed_over","supply_number":20003}"#, "2026-03-04T09:00:00Z"),
    (0x01, 0x63, 0x04, r#"{"event":"supply_advanced","status":"accepted"}"#, "2026-03-04T10:00:00Z"),
    (0x01, 0x63, 0x04, r#"{"event":"supply_advanced","status":"shipped"}"#, "2026-03-04T15:00:00Z"),
    (0x01, 0x64, 0x13, WAITS, "2026-03-05T09:00:00Z"),
    (
        0x01,
        0x64,
        0x11,
        r#"{"event":"line_decided","position":1,"article":"Stuhl","verdict":"rejected","reason":null}"#,
        "2026-03-05T12:00:00Z",
    ),
    (0x01, 0x64, 0x11, r#"{"event":"order_rejected"}"#, "2026-03-05T12:00:00Z"),
    (0x01, 0x65, 0x13, WAITS, "2026-03-06T09:00:00Z"),
    (0x01, 0x65, 0x13, r#"{"event":"order_withdrawn"}"#, "2026-03-06T09:30:00Z"),
    (0x01, 0x66, 0x13, WAITS, "2026-03-10T09:00:00Z"),
    (
        0x01,
        0x66,
        0x11,
        r#"{"event":"line_decided","position":1,"article":"Papier","verdict":"released","reason":null}"#,
        "2026-03-11T08:00:00Z",
    ),
    (0x01, 0x66, 0x11, r#"{"event":"order_handed_over","supply_number":20004}"#, "2026-03-11T08:00:00Z"),
    (0x01, 0x67, 0x13, WAITS, "2026-03-12T09:00:00Z"),
    (
        0x01,
        0x67,
        0x11,
        r#"{"event":"line_decided","position":1,"article":"Ordner","verdict":"released","reason":null}"#,
        "2026-03-12T14:00:00Z",
    ),
    (0x01, 0x68, 0x13, WAITS, "2026-03-13T09:00:00Z"),
    (0x02, 0x71, 0x22, r#"{"event":"order_placed","waits":true,"approver":"Marc Chef"}"#, "2026-03-13T09:30:00Z"),
];

pub const OF_0018: &[Entry] = &[
    (0x01, 0, 0x11, r#"{"event":"rank_changed","approver":"Eva Frei","limit":500000,"superior":"Zoe Zwei"}"#, "2026-02-20T08:00:00Z"),
    (0x01, 0x67, 0x13, r#"{"event":"release_reminded","to":"Eva Frei"}"#, "2026-03-13T08:00:00Z"),
    (0x01, 0x69, 0x13, WAITS, "2026-03-13T10:00:00Z"),
    (0x01, 0x6a, 0x13, WAITS, "2026-03-13T11:00:00Z"),
    (0x01, 0x6b, 0x15, WAITS, "2026-03-13T12:00:00Z"),
    (
        0x01,
        0x69,
        0x11,
        r#"{"event":"line_decided","position":1,"article":"Papier","verdict":"released","reason":null}"#,
        "2026-03-13T13:00:00Z",
    ),
    (
        0x01,
        0x69,
        0x11,
        r#"{"event":"line_decided","position":2,"article":"Stuhl","verdict":"released","reason":null}"#,
        "2026-03-13T13:00:00Z",
    ),
    (0x01, 0x69, 0x11, r#"{"event":"order_passed_on","to":"Zoe Zwei","limit":500000}"#, "2026-03-13T13:00:00Z"),
    (
        0x01,
        0x6b,
        0x11,
        r#"{"event":"line_replaced","position":1,"article":"Stuhl","price":4500,"ordered":3,"replacement":{"article_id":"01970000-0000-7000-8000-000000000006","article_number":"A1","name":"Papier","unit":"Packung","price":1250},"released":2}"#,
        "2026-03-13T14:00:00Z",
    ),
    (0x01, 0x6b, 0x11, r#"{"event":"order_handed_over","supply_number":20005}"#, "2026-03-13T14:00:00Z"),
    (
        0x01,
        0x69,
        0x12,
        r#"{"event":"line_overruled","position":2,"article":"Stuhl","cause":"not_needed","reason":"Im Lager stehen noch."}"#,
        "2026-03-13T14:30:00Z",
    ),
    (0x01, 0x69, 0x12, r#"{"event":"release_confirmed","in_place_of":"Eva Frei"}"#, "2026-03-13T15:00:00Z"),
    (0x01, 0x69, 0x12, r#"{"event":"order_handed_over","supply_number":20006}"#, "2026-03-13T15:00:00Z"),
    (
        0x01,
        0x6a,
        0,
        r#"{"event":"line_asked_again","position":1,"article":"Ordner","cause":"price_rose","agreed":900,"price":990}"#,
        "2026-03-13T16:00:00Z",
    ),
];

pub const OF_0025: &[Entry] = &[
    (0x01, 0, 0x11, r#"{"event":"patience_set","remind_after":4,"escalate_after":8}"#, "2026-03-13T08:30:00Z"),
    (0x01, 0x68, 0x13, r#"{"event":"comment_written","number":1,"comment":"Es eilt."}"#, "2026-03-13T10:00:00Z"),
    (0x01, 0x68, 0x11, r#"{"event":"comment_written","number":2,"comment":"Am Montag."}"#, "2026-03-13T11:00:00Z"),
    (0x01, 0x68, 0, r#"{"event":"overdue_reminded","to":"Eva Frei"}"#, "2026-03-13T13:00:00Z"),
    (0x01, 0x6c, 0x13, WAITS, "2026-03-14T08:00:00Z"),
    (0x01, 0x6e, 0x15, WAITS, "2026-03-14T09:00:00Z"),
    (0x01, 0x6d, 0x15, GOES, "2026-03-14T09:00:00Z"),
    (0x01, 0x6d, 0x15, r#"{"event":"order_split","other":1014}"#, "2026-03-14T09:00:00Z"),
    (0x01, 0x6d, 0x15, r#"{"event":"order_handed_over","supply_number":20007}"#, "2026-03-14T09:00:00Z"),
    (0x01, 0x6c, 0x13, r#"{"event":"order_revised","edits":[]}"#, "2026-03-14T10:00:00Z"),
    (0x01, 0x6c, 0x11, r#"{"event":"decision_taken_back","position":2,"article":"Ordner","verdict":"released"}"#, "2026-03-14T11:05:00Z"),
    (0x01, 0x68, 0, r#"{"event":"order_escalated","to":["Zoe Zwei"],"from":"Eva Frei"}"#, "2026-03-16T08:30:00Z"),
];

pub const OF_0028: &[Entry] = &[
    (0x01, 0, 0x11, r#"{"event":"standing_release_set","article":"Ordner","orderer":null,"up_to":5000}"#, "2026-03-15T08:00:00Z"),
    (0x01, 0, 0x12, r#"{"event":"standing_release_set","article":"Ordner","orderer":null,"up_to":8000}"#, "2026-03-15T09:00:00Z"),
    (0x01, 0, 0x12, r#"{"event":"standing_release_set","article":"Stift","orderer":"Sara Sorte","up_to":2000}"#, "2026-03-15T10:00:00Z"),
    (0x01, 0, 0x11, r#"{"event":"standing_release_ended","article":"Stift","orderer":"Sara Sorte"}"#, "2026-03-15T11:00:00Z"),
    (0x01, 0, 0x11, r#"{"event":"assortment_proposed","article":"A4"}"#, "2026-03-15T12:00:00Z"),
    (0x01, 0, 0x11, r#"{"event":"assortment_proposed","article":"A2"}"#, "2026-03-15T12:30:00Z"),
    (0x01, 0, 0x04, r#"{"event":"proposal_answered","article":"A4","is_accepted":false}"#, "2026-03-16T08:00:00Z"),
];

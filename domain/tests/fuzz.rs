//! Anything at all thrown at whatever reads what people, browsers and databases bring. In `make torture` each target runs for minutes.

use bolero::{TypeGenerator, check};
use domain::{
    Allowance, ApprovalKind, DeliveryAddress, Language, OrderId, OrderStatus, Rappen, Salutation, SupplyStatus, Verdict,
    audit::AuditEvent,
    notice::Notice,
    order::{LineState, Step, status, step},
    password, review, text,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt::Debug, str::FromStr};

#[test]
fn a_text_is_refused_or_stays_as_it_came_out() {
    check!().with_type::<String>().for_each(|typed: &String| {
        for read in [text::line, text::email, text::user_name] {
            if let Ok(kept) = read(typed) {
                assert_eq!(read(&kept), Ok(kept.clone()));
                assert!(!kept.is_empty() && !kept.chars().any(char::is_control) && kept.chars().count() <= text::EMAIL);
            }
        }
        for (read, max) in [(text::optional_line as fn(&str) -> _, text::SHORT), (text::note, text::NOTE)] {
            if let Ok(Some(kept)) = read(typed) {
                assert_eq!(read(&kept), Ok(Some(kept.clone())));
                assert!(!kept.contains('\r') && kept.chars().count() <= max);
            }
        }
        if let Ok(kept) = password::check(typed) {
            assert_eq!(&kept, typed);
        }
    });
}

#[test]
fn an_amount_is_refused_or_reads_as_it_is_shown() {
    check!().with_type::<String>().for_each(|typed: &String| {
        if let Ok(Some(amount)) = Rappen::typed(typed) {
            assert!(amount.0 >= 0);
            assert_eq!(Rappen::typed(&amount.to_string()), Ok(Some(amount)));
        }
    });
}

#[test]
fn a_key_is_its_own_key() {
    check!().with_type::<String>().for_each(|typed: &String| {
        for key in [text::user_name_key, text::search_key] {
            assert_eq!(key(&key(typed)), key(typed));
        }
    });
}

#[test]
fn a_word_is_refused_or_means_itself() {
    fn same<T: FromStr>(word: &str, of: impl Fn(&T) -> String) {
        if let Ok(read) = word.parse() {
            assert_eq!(of(&read), word);
        }
    }
    check!().with_type::<Spoilt>().for_each(|spoilt: &Spoilt| {
        let words = [ApprovalKind::ALL[2].word(), OrderStatus::ALL[1].word(), SupplyStatus::ALL[0].word(), "released", "ms", "de"];
        let id = "01900000-0000-7000-8000-000000000000";
        let word = &spoilt.text(&[&words[..], &[id]].concat());
        same::<ApprovalKind>(word, |kind| kind.word().into());
        same::<OrderStatus>(word, |status| status.word().into());
        same::<SupplyStatus>(word, |status| status.word().into());
        same::<Verdict>(word, |verdict| verdict.word().into());
        same::<Salutation>(word, |salutation| salutation.word().into());
        same::<Language>(word, |language| language.word().into());
        if let Ok(id) = word.parse::<OrderId>() {
            assert_eq!(id.to_string().parse::<OrderId>().expect("an id"), id);
        }
    });
}

#[test]
fn an_address_is_refused_or_stays_as_it_came_out() {
    check!().with_type::<[String; 5]>().for_each(|typed| {
        let [company, attention, street, postcode, town] = typed.clone();
        let address = DeliveryAddress { company, attention, street, postcode, town };
        if let Ok(kept) = address.parse() {
            assert_eq!(kept.parse(), Ok(kept));
        }
    });
}

#[test]
fn what_the_database_keeps_is_refused_or_read_whole() {
    fn whole<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
        if let Ok(read) = serde_json::from_str::<T>(json) {
            let written = serde_json::to_string(&read).expect("it was JSON");
            assert_eq!(serde_json::from_str::<T>(&written).expect("it is still"), read);
        }
    }
    let events = [
        AuditEvent::OrderRejected,
        AuditEvent::OrderPlaced { waits: true, approver: Some("Ä \"B\"".into()) },
        AuditEvent::LineLowered { position: 1, article: "Ordner".into(), ordered: 10, released: 4, in_place_of: None },
    ];
    let notices = [Notice::PasswordForgotten { user_name: "wer@firma.example".into() }];
    let kept: Vec<_> = events.iter().map(written).chain(notices.iter().map(written)).collect();
    let kept: Vec<_> = kept.iter().map(String::as_str).collect();
    check!().with_type::<Spoilt>().for_each(|spoilt: &Spoilt| {
        let json = &spoilt.text(&kept);
        whole::<AuditEvent>(json);
        whole::<Notice>(json);
    });
}

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("it can be written")
}

/// Something real, or that with something else in one place.
#[derive(Clone, Debug, TypeGenerator)]
struct Spoilt {
    which: u8,
    place: u8,
    removed: u8,
    inserted: Option<String>,
}

impl Spoilt {
    fn text(&self, originals: &[&str]) -> String {
        let original = originals[usize::from(self.which) % originals.len()];
        let Some(inserted) = &self.inserted else { return original.to_owned() };
        let characters: Vec<char> = original.chars().collect();
        let place = usize::from(self.place) % (characters.len() + 1);
        let rest = (place + usize::from(self.removed % 4)).min(characters.len());
        characters[..place].iter().copied().chain(inserted.chars()).chain(characters[rest..].iter().copied()).collect()
    }
}

/// What somebody does to an order.
#[derive(Clone, Copy, Debug, TypeGenerator)]
enum Deed {
    Release(u8),
    Reject(u8),
    Withdraw,
    Advance(u8),
}

#[derive(Clone, Debug, TypeGenerator)]
struct Life {
    kind: u8,
    assortment: Vec<bool>,
    deeds: Vec<Deed>,
}

/// The order as the store keeps it: the rules decide what a deed does, and the model what must come of it.
#[derive(Debug)]
struct Order {
    lines: Vec<LineState>,
    is_withdrawn: bool,
    supply: Option<SupplyStatus>,
}

impl Order {
    fn submitted(life: &Life) -> Option<Self> {
        let kind = ApprovalKind::ALL[usize::from(life.kind) % ApprovalKind::ALL.len()];
        let fresh =
            |is_in: &bool| LineState { review: review::reason(kind, Allowance::default().agreement(*is_in, Rappen(0))), verdict: None };
        let lines: Vec<_> = life.assortment.iter().take(20).map(fresh).collect();
        let mut order = Self { lines, is_withdrawn: false, supply: None };
        order.hand_over();
        (!order.lines.is_empty()).then_some(order)
    }

    fn status(&self) -> OrderStatus {
        status(&self.lines, self.is_withdrawn, self.supply)
    }

    fn suffer(&mut self, deed: Deed) {
        let is_open = self.status().is_open();
        match deed {
            Deed::Release(index) if is_open => self.decide(index, Verdict::Released),
            Deed::Reject(index) if is_open => self.decide(index, Verdict::Rejected),
            Deed::Withdraw if is_open => self.is_withdrawn = true,
            Deed::Advance(to) if self.supply.is_some() => {
                let to = SupplyStatus::ALL[usize::from(to) % SupplyStatus::ALL.len()];
                let place = |status| SupplyStatus::ALL.iter().position(|other| Some(*other) == status);
                if place(Some(to)) == place(self.supply).map(|before| before + 1) {
                    self.supply = Some(to);
                }
            }
            _ => {}
        }
        self.hand_over();
    }

    fn hand_over(&mut self) {
        if step(&self.lines) == Step::HandOver && self.supply.is_none() {
            self.supply = Some(SupplyStatus::Received);
        }
    }

    fn decide(&mut self, index: u8, verdict: Verdict) {
        let count = self.lines.len();
        let line = &mut self.lines[usize::from(index) % count];
        if line.is_open() {
            line.verdict = Some(verdict);
        }
    }
}

#[test]
fn whatever_people_do_to_an_order_it_never_goes_back() {
    check!().with_type::<Life>().for_each(|life| {
        let Some(mut order) = Order::submitted(life) else { return };
        assert!(order.status().is_open() || order.supply.is_some(), "an order waits or goes: {order:?}");
        for deed in &life.deeds {
            let (was, verdicts): (_, Vec<_>) = (order.status(), order.lines.iter().map(|line| line.verdict).collect());
            order.suffer(*deed);
            let is = order.status();
            assert!(was.is_open() || !is.is_open(), "{was:?} became {is:?}");
            assert!(
                was == is || !matches!(was, OrderStatus::Withdrawn | OrderStatus::Rejected | OrderStatus::Delivered),
                "{was:?} became {is:?}"
            );
            let is_kept = |(line, before): (&LineState, &Option<Verdict>)| before.is_none() || line.verdict == *before;
            assert!(order.lines.iter().zip(&verdicts).all(is_kept), "a decision was taken back");
            let is_cleared = order.lines.iter().all(|line| !line.is_open()) && order.lines.iter().any(|line| line.is_delivered());
            assert_eq!(order.supply.is_some(), is_cleared, "the supplier has exactly what is cleared");
        }
    });
}

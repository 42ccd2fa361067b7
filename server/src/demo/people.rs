//! Who signs in to the demo.

use domain::{ApprovalKind, Language, Salutation};
use store::{ContactData, NewCustomer, NewLogin, NewSupplierPerson};

/// The password of all demo logins.
pub const PASSWORD: &str = "freigabe-demo";

pub(super) const SUPPLIER: &str = "Ofrex AG";
pub(super) const SUPPLIER_LOGIN: &str = "lieferant@ofrex.example";
const SUPPLIER_PERSON: (&str, &str) = ("Andrea", "Vogt");

/// A login of the demo, for the list that is printed at the start.
#[derive(Clone, Debug)]
pub struct DemoLogin {
    /// The user name.
    pub user_name: &'static str,
    /// Who that is.
    pub name: String,
    /// For whom.
    pub company: &'static str,
    /// What the login may do.
    pub role: &'static str,
}

/// Every login of the demo.
#[must_use]
pub fn logins() -> Vec<DemoLogin> {
    let of_customer = |customer: &'static DemoCustomer| {
        let people = std::iter::once(&customer.approver).chain(customer.others);
        people.map(|person| DemoLogin {
            user_name: person.user_name,
            name: format!("{} {}", person.first_name, person.last_name),
            company: customer.name,
            role: app::words::approval(Language::German, person.approval),
        })
    };
    let (first, last) = SUPPLIER_PERSON;
    let supplier = DemoLogin { user_name: SUPPLIER_LOGIN, name: format!("{first} {last}"), company: SUPPLIER, role: "Lieferant" };
    CUSTOMERS.iter().flat_map(of_customer).chain([supplier]).collect()
}

/// A customer with its special login and everybody else.
pub(super) struct DemoCustomer {
    pub(super) name: &'static str,
    street: &'static str,
    postcode: &'static str,
    town: &'static str,
    pub(super) approver: Person,
    pub(super) others: &'static [Person],
}

/// A person of a customer.
pub(super) struct Person {
    pub(super) user_name: &'static str,
    salutation: Salutation,
    first_name: &'static str,
    last_name: &'static str,
    job_title: &'static str,
    pub(super) approval: ApprovalKind,
}

pub(super) static CUSTOMERS: [DemoCustomer; 2] = [
    DemoCustomer {
        name: "Muster Treuhand AG",
        street: "Bahnhofstrasse 17",
        postcode: "8001",
        town: "Zürich",
        approver: ms("freigeber@muster.example", "Claudia", "Meier", "Leiterin Administration", ApprovalKind::Approver),
        others: &[
            mr("freigeber2@muster.example", "Thomas", "Keller", "Leiter Wirtschaftsprüfung", ApprovalKind::Approver),
            ms("frei@muster.example", "Nina", "Brunner", "Empfang", ApprovalKind::Unrestricted),
            mr("permanent@muster.example", "Luca", "Steiner", "Mandatsleiter", ApprovalKind::AlwaysReview),
            ms("sortiment@muster.example", "Sarah", "Huber", "Sachbearbeiterin Treuhand", ApprovalKind::ReviewOutsideAssortment),
        ],
    },
    DemoCustomer {
        name: "Beispiel Bau AG",
        street: "Industriestrasse 42",
        postcode: "8048",
        town: "Zürich",
        approver: mr("freigeber@bau.example", "Peter", "Gerber", "Leiter Einkauf", ApprovalKind::Approver),
        others: &[mr("besteller@bau.example", "Marco", "Rossi", "Bauführer", ApprovalKind::AlwaysReview)],
    },
];

const fn ms(user_name: &'static str, first: &'static str, last: &'static str, job_title: &'static str, approval: ApprovalKind) -> Person {
    Person { user_name, salutation: Salutation::Ms, first_name: first, last_name: last, job_title, approval }
}

const fn mr(user_name: &'static str, first: &'static str, last: &'static str, job_title: &'static str, approval: ApprovalKind) -> Person {
    Person { user_name, salutation: Salutation::Mr, first_name: first, last_name: last, job_title, approval }
}

impl DemoCustomer {
    pub(super) fn with_login(&self, password_hash: String) -> NewCustomer {
        NewCustomer {
            name: self.name.into(),
            street: self.street.into(),
            postcode: self.postcode.into(),
            town: self.town.into(),
            approver: self.approver.data(),
            login: self.approver.login(password_hash),
        }
    }
}

impl Person {
    /// Without an approver; who needs one gets it from the one who creates the login.
    pub(super) fn data(&self) -> ContactData {
        ContactData {
            salutation: self.salutation,
            first_name: self.first_name.into(),
            last_name: self.last_name.into(),
            email: self.user_name.into(),
            phone: None,
            job_title: Some(self.job_title.into()),
            language: Language::German,
            approval: self.approval,
            approver_id: None,
        }
    }

    pub(super) fn login(&self, password_hash: String) -> NewLogin {
        NewLogin { user_name: self.user_name.into(), password_hash, is_invited: false }
    }
}

pub(super) fn supplier_person(password_hash: String) -> NewSupplierPerson {
    let (first_name, last_name) = SUPPLIER_PERSON;
    NewSupplierPerson {
        first_name: first_name.into(),
        last_name: last_name.into(),
        email: SUPPLIER_LOGIN.into(),
        language: Language::German,
        user_name: SUPPLIER_LOGIN.into(),
        password_hash,
    }
}

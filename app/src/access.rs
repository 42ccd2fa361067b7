//! Who may open which page and call which server function. The server guards pages by this table,
//! and the tests fail for every route and function that does not stand here.

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody, signed in or not.
    Everybody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has given the password and owes the code of a second factor.
    AtTheDoor,
    /// Whoever is signed in, or has to set up a second factor before that.
    SettingUp,
    /// Contacts of a customer.
    Contacts,
    /// The orderer of an order, or the approver in charge of it.
    OrderParties,
    /// The orderer of an order.
    Orderer,
    /// The orderer of an order, and all approvers of the customer.
    OrdererAndApprovers,
    /// Approvers of a customer.
    Approvers,
    /// The approver in charge of an order.
    ApproverInCharge,
    /// The supplier.
    Supplier,
    /// Approvers of a customer, and the supplier.
    ApproversAndSupplier,
}

use Who::{
    ApproverInCharge, Approvers, ApproversAndSupplier, AtTheDoor, Contacts, Everybody, OrderParties, Orderer, OrdererAndApprovers,
    SettingUp, SignedIn, Supplier,
};

/// The pages, by the pattern of their address.
pub const PAGES: &[(&str, Who)] = &[
    ("/", SignedIn),
    ("/anmelden", Everybody),
    ("/anmelden/code", AtTheDoor),
    ("/zweiter-faktor", SettingUp),
    ("/passwort-vergessen", Everybody),
    ("/passwort", Everybody),
    ("/shop", Contacts),
    ("/shop/artikel/{nr}", Contacts),
    ("/warenkorb", Contacts),
    ("/bestellungen/{id}/bestaetigung", OrderParties),
    ("/kundendossier", Contacts),
    ("/kundendossier/{id}", OrderParties),
    ("/kundendossier/{id}/aendern", Orderer),
    ("/freigaben", Approvers),
    ("/freigaben/sammelfreigabe", Approvers),
    ("/freigaben/{id}", ApproverInCharge),
    ("/freigaben/{id}/abschluss", ApproverInCharge),
    // The code in the link says who it is.
    ("/freigaben/{id}/mail", Everybody),
    ("/konto", Contacts),
    ("/konto/profil", Contacts),
    ("/konto/logins", Approvers),
    ("/konto/logins/neu", Approvers),
    ("/konto/logins/neu/zugang", Approvers),
    ("/konto/logins/{id}", Approvers),
    ("/konto/logins/{id}/uebergabe", Approvers),
    ("/konto/logins/{id}/loeschen", Approvers),
    ("/konto/freigaberegeln", Approvers),
    ("/konto/freigaberegeln/kostenstellen", Approvers),
    ("/konto/freigaberegeln/kostenstellen/{id}", Approvers),
    ("/konto/freigaberegeln/dauerfreigaben", Approvers),
    ("/konto/zahlen", Approvers),
    ("/konto/mails", Approvers),
    ("/lieferant", Supplier),
    ("/lieferant/auftraege/{id}", Supplier),
    ("/lieferant/mails", Supplier),
    ("/lieferant/kunden", Supplier),
    ("/lieferant/kunden/neu", Supplier),
    ("/lieferant/kunden/{id}", Supplier),
    ("/lieferant/versandkosten", Supplier),
];

/// The pages that show a secret, by the pattern of their address: the key of a mail, the code that leads to a new password, and what
/// makes a second factor.
pub const SECRETS: &[&str] = &["/freigaben/{id}/mail", "/passwort", "/zweiter-faktor"];

/// Where pages hear that something has changed.
pub const LIVE: (&str, Who) = ("/ereignisse", SignedIn);
/// The files that people can take with them, by the pattern of their address. Each lies below the page that offers it.
pub const DOWNLOADS: &[(&str, Who)] = &[
    ("/kundendossier/{id}/bestellung.csv", OrdererAndApprovers),
    ("/kundendossier/{id}/bestellung.pdf", OrdererAndApprovers),
    ("/konto/zahlen/kennzahlen.csv", Approvers),
    ("/konto/zahlen/monate.csv", Approvers),
    ("/konto/zahlen/kategorien.csv", Approvers),
    ("/konto/zahlen/besteller.csv", Approvers),
    ("/konto/zahlen/kostenstellen.csv", Approvers),
    ("/konto/zahlen/sortiment.csv", Approvers),
];

/// The server functions, by their address.
pub const FUNCTIONS: &[(&str, Who)] = &[
    ("/api/me", Everybody),
    ("/api/set_language", Everybody),
    ("/api/sign_in", Everybody),
    ("/api/sign_out", Everybody),
    ("/api/request_password", Everybody),
    ("/api/check_password_code", Everybody),
    ("/api/reset_password", Everybody),
    ("/api/enter_code", AtTheDoor),
    ("/api/load_second_factor", SettingUp),
    ("/api/offer_second_factor", SettingUp),
    ("/api/confirm_second_factor", SettingUp),
    ("/api/hide_recovery_codes", SignedIn),
    ("/api/renew_recovery_codes", SignedIn),
    ("/api/drop_second_factor", SignedIn),
    ("/api/demand_second_factor", ApproversAndSupplier),
    ("/api/remove_second_factor", Approvers),
    ("/api/load_shop", Contacts),
    ("/api/load_article", Contacts),
    ("/api/add_to_cart", Contacts),
    ("/api/load_cart", Contacts),
    ("/api/set_quantity", Contacts),
    ("/api/save_order_form", Contacts),
    ("/api/place_order", Contacts),
    ("/api/load_dossier", Contacts),
    ("/api/load_order", OrderParties),
    ("/api/withdraw_order", Orderer),
    ("/api/load_revision", Orderer),
    ("/api/revise_order", Orderer),
    ("/api/ask_after_order", Orderer),
    ("/api/take_again", Orderer),
    ("/api/write_comment", OrderParties),
    ("/api/load_queue", Approvers),
    ("/api/load_release", ApproverInCharge),
    ("/api/decide", ApproverInCharge),
    ("/api/take_back", ApproverInCharge),
    ("/api/retract_release", ApproverInCharge),
    ("/api/confirm_release", ApproverInCharge),
    ("/api/load_mail_release", Everybody),
    ("/api/release_by_mail", Everybody),
    ("/api/reject_by_mail", Everybody),
    ("/api/load_bulk", ApproverInCharge),
    ("/api/release_orders", ApproverInCharge),
    ("/api/load_account", Contacts),
    ("/api/load_profile", Contacts),
    ("/api/save_profile", Contacts),
    ("/api/change_password", Contacts),
    ("/api/sign_out_session", Contacts),
    ("/api/sign_out_other_sessions", Contacts),
    ("/api/load_logins", Approvers),
    ("/api/load_login", Approvers),
    ("/api/load_handout", Approvers),
    ("/api/edit_login", Approvers),
    ("/api/set_login_password", Approvers),
    ("/api/delete_login", Approvers),
    ("/api/load_new_person", Approvers),
    ("/api/save_new_person", Approvers),
    ("/api/load_new_access", Approvers),
    ("/api/create_login", Approvers),
    ("/api/load_absences", Approvers),
    ("/api/enter_absence", Approvers),
    ("/api/end_absence", Approvers),
    ("/api/switch_rule", Approvers),
    ("/api/set_limits", Approvers),
    ("/api/load_cost_centres", Approvers),
    ("/api/load_cost_centre", Approvers),
    ("/api/save_cost_centre", Approvers),
    ("/api/archive_cost_centre", Approvers),
    ("/api/set_rank", Approvers),
    ("/api/set_price_tolerance", Approvers),
    ("/api/set_patience", Approvers),
    ("/api/load_learning", Approvers),
    ("/api/set_standing_release", Approvers),
    ("/api/end_standing_release", Approvers),
    ("/api/propose_article", Approvers),
    ("/api/withdraw_proposal", Approvers),
    ("/api/load_numbers", Approvers),
    ("/api/load_mails", Approvers),
    ("/api/load_customer_mails", Supplier),
    ("/api/send_mail_again", ApproversAndSupplier),
    ("/api/load_supply_orders", Supplier),
    ("/api/load_supply_order", Supplier),
    ("/api/advance", Supplier),
    ("/api/load_customers", Supplier),
    ("/api/load_new_customer", Supplier),
    ("/api/create_customer", Supplier),
    ("/api/load_customer", Supplier),
    ("/api/set_in_assortment", Supplier),
    ("/api/answer_proposal", Supplier),
    ("/api/load_freight", Supplier),
    ("/api/set_freight", Supplier),
];

/// Whom the page at this path is for; `None` when there is no such page.
#[must_use]
pub fn of_page(path: &str) -> Option<Who> {
    // A literal segment wins over a parameter, as in the router: `/konto/logins/neu` is no id.
    let matching = PAGES.iter().filter(|(pattern, _)| matches(pattern, path));
    matching.min_by_key(|(pattern, _)| pattern.matches('{').count()).map(|(_, who)| *who)
}

/// Whether the page at this path shows a secret.
#[must_use]
pub fn shows_secret(path: &str) -> bool {
    SECRETS.iter().any(|pattern| matches(pattern, path))
}

/// The page that offers the file at this path; `None` when there is no such file.
#[must_use]
pub fn page_of_download(path: &str) -> Option<&str> {
    let (page, _) = path.rsplit_once('/')?;
    DOWNLOADS.iter().any(|(pattern, _)| matches(pattern, path)).then_some(page)
}

fn matches(pattern: &str, path: &str) -> bool {
    let path = path.strip_suffix('/').filter(|rest| !rest.is_empty() && !rest.ends_with('/')).unwrap_or(path);
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(segment), Some(part)) if segment == part || (segment.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_path() {
        assert_eq!(of_page("/konto/logins/neu"), Some(Approvers));
        assert_eq!(of_page("/freigaben/sammelfreigabe"), Some(Approvers));
        assert_eq!(of_page("/kundendossier/0190"), Some(OrderParties));
        assert_eq!(of_page("/shop/"), Some(Contacts));
        assert_eq!(of_page("/"), Some(SignedIn));
        assert_eq!(of_page("//"), None);
        assert_eq!(of_page("/kundendossier/a/b"), None);
        assert_eq!(of_page("/gibt/es/nicht"), None);
    }

    #[test]
    fn what_shows_a_secret_is_a_page() {
        for pattern in SECRETS {
            assert!(PAGES.iter().any(|(page, _)| page == pattern), "{pattern}");
        }
        assert!(shows_secret("/freigaben/0190/mail") && shows_secret("/passwort/") && !shows_secret("/freigaben/0190"));
    }

    #[test]
    fn a_file_lies_below_its_page() {
        assert_eq!(page_of_download("/kundendossier/0190/bestellung.pdf"), Some("/kundendossier/0190"));
        assert_eq!(page_of_download("/konto/zahlen/monate.csv"), Some("/konto/zahlen"));
        assert_eq!(page_of_download("/konto/zahlen"), None);
        for (path, _) in DOWNLOADS {
            assert!(page_of_download(path).is_some_and(|page| of_page(page).is_some()), "{path}");
        }
    }
}

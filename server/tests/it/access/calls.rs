//! A credible call of every server function. One that names two things stands here twice.

use super::cast::Kind;
use server::demo::PASSWORD;

/// Stands for the id of the thing that is asked for.
pub const ID: &str = "{id}";
/// Stands for the id of an article.
pub const ARTICLE: &str = "{article}";
/// Stands for the id of the customer Muster.
pub const CUSTOMER: &str = "{customer}";
/// Stands for the id of a proposal of the customer Muster.
pub const PROPOSAL: &str = "{proposal}";

/// Stands for the seal of the first line of the order that is asked for.
pub const SEAL: &str = "{seal}";
/// Stands for the common seal of its lines.
pub const SEALS: &str = "{seals}";

const ORDER_KEY: &str = "01900000-0000-7000-8000-00000000000a";

/// A call: the function, the kind of thing that `{id}` names, and the body.
pub type Call = (&'static str, Option<Kind>, &'static [(&'static str, &'static str)]);

pub const CALLS: &[Call] = &[
    ("/api/me", None, &[]),
    ("/api/set_language", None, &[("form[language]", "de")]),
    ("/api/sign_in", None, &[("form[user_name]", "frei@muster.example"), ("form[password]", PASSWORD)]),
    ("/api/sign_out", None, &[]),
    ("/api/request_password", None, &[("form[user_name]", "frei@muster.example")]),
    ("/api/check_password_code", None, &[("code", "0190")]),
    ("/api/reset_password", None, &[("form[code]", "0190"), ("form[new_password]", PASSWORD)]),
    ("/api/enter_code", None, &[("form[code]", "000000")]),
    ("/api/load_second_factor", None, &[]),
    ("/api/offer_second_factor", None, &[("form[present_password]", PASSWORD)]),
    ("/api/confirm_second_factor", None, &[("form[code]", "000000")]),
    ("/api/hide_recovery_codes", None, &[("form[next]", "")]),
    ("/api/renew_recovery_codes", None, &[("form[present_password]", PASSWORD)]),
    ("/api/drop_second_factor", None, &[("form[password]", PASSWORD)]),
    ("/api/demand_second_factor", None, &[("form[is_demanded]", "false")]),
    ("/api/remove_second_factor", Some(Kind::Contact), &[("form[id]", ID)]),
    ("/api/load_shop", None, &[("query[search]", "papier")]),
    ("/api/load_article", Some(Kind::ArticleNumber), &[("number", ID), ("is_added", "false")]),
    ("/api/add_to_cart", Some(Kind::ArticleNumber), &[("form[number]", ID), ("form[quantity]", "2")]),
    ("/api/load_cart", None, &[("removed[number]", ""), ("removed[quantity]", "")]),
    ("/api/set_quantity", Some(Kind::Article), &[("form[article]", ID), ("form[quantity]", "3")]),
    ("/api/save_order_form", None, &[("form[order_key]", ORDER_KEY), ("form[company]", "Muster AG"), ("form[town]", "Zürich")]),
    ("/api/place_order", None, ORDER),
    ("/api/load_dossier", None, &[("filter", "All")]),
    ("/api/load_order", Some(Kind::Order), &[("id", ID)]),
    // Too early: the order is new.
    ("/api/ask_after_order", Some(Kind::Order), &[("form[id]", ID), ("form[seen]", "")]),
    ("/api/load_revision", Some(Kind::Order), &[("id", ID)]),
    ("/api/revise_order", Some(Kind::OrderToWithdraw), REVISION),
    ("/api/withdraw_order", Some(Kind::OrderToWithdraw), &[("form[id]", ID)]),
    // Only an order that is closed can be taken again: this one is, by the call above.
    ("/api/take_again", Some(Kind::OrderToWithdraw), &[("form[id]", ID), ("form[lines]", "all")]),
    ("/api/load_queue", None, &[("query[search]", "papier"), ("query[reason]", "every_order")]),
    ("/api/load_release", Some(Kind::Order), &[("id", ID)]),
    ("/api/decide", Some(Kind::Order), DECISION),
    // Refused: nothing was decided then.
    ("/api/take_back", Some(Kind::Order), TAKEN_BACK),
    // Refused: it has gone on to nobody.
    ("/api/retract_release", Some(Kind::Order), &[("form[id]", ID), ("form[released_at]", "2026-11-24T09:00:00Z")]),
    ("/api/write_comment", Some(Kind::Order), &[("form[id]", ID), ("form[seen]", "0"), ("form[comment]", "Wozu?")]),
    // Without a code that leads to it, an order is none.
    ("/api/load_mail_release", Some(Kind::Order), &[("id", ID), ("code", "0190")]),
    ("/api/release_by_mail", Some(Kind::Order), RELEASE_BY_MAIL),
    ("/api/reject_by_mail", Some(Kind::Order), REJECTION_BY_MAIL),
    ("/api/load_bulk", Some(Kind::Order), &[("ids", ID)]),
    ("/api/release_orders", Some(Kind::Order), RELEASED_TOGETHER),
    // Too late: it is closed, by the call above.
    ("/api/confirm_release", Some(Kind::Order), &[("form[id]", ID), ("form[level]", "1"), ("form[seal]", "0190")]),
    ("/api/load_account", None, &[]),
    ("/api/load_profile", None, &[]),
    ("/api/save_profile", None, PERSON),
    ("/api/change_password", None, &[("form[present_password]", PASSWORD), ("form[new_password]", PASSWORD)]),
    ("/api/sign_out_session", Some(Kind::Session), &[("form[id]", ID)]),
    ("/api/sign_out_other_sessions", None, &[]),
    ("/api/load_logins", None, &[]),
    ("/api/load_login", Some(Kind::Contact), &[("id", ID)]),
    ("/api/load_handout", Some(Kind::Contact), &[("id", ID)]),
    ("/api/edit_login", Some(Kind::Contact), EDIT),
    ("/api/set_login_password", Some(Kind::Contact), &[("form[id]", ID), ("form[new_password]", PASSWORD)]),
    ("/api/delete_login", Some(Kind::Approver), &[("form[id]", ID)]),
    ("/api/load_new_person", None, &[]),
    ("/api/save_new_person", None, CONTACT),
    ("/api/load_new_access", None, &[]),
    ("/api/create_login", None, &[("form[user_name]", "neu@muster.example"), ("form[password]", PASSWORD)]),
    ("/api/load_absences", None, &[]),
    ("/api/enter_absence", None, ABSENCE),
    ("/api/end_absence", Some(Kind::Absence), &[("form[id]", ID)]),
    // Each rule is a column, and so a statement, of its own.
    ("/api/switch_rule", None, &[("form[rule]", "demands_reason"), ("form[is_on]", "false")]),
    ("/api/switch_rule", None, &[("form[rule]", "decides_by_mail"), ("form[is_on]", "false")]),
    ("/api/switch_rule", None, &[("form[rule]", "uses_limits"), ("form[is_on]", "true")]),
    ("/api/switch_rule", None, &[("form[rule]", "proposes_rules"), ("form[is_on]", "true")]),
    ("/api/switch_rule", None, &[("form[rule]", "demands_cost_centre"), ("form[is_on]", "false")]),
    ("/api/switch_rule", None, &[("form[rule]", "needs_four_eyes"), ("form[is_on]", "false")]),
    ("/api/switch_rule", None, &[("form[rule]", "releases_own"), ("form[is_on]", "false")]),
    ("/api/switch_rule", None, &[("form[rule]", "splits_orders"), ("form[is_on]", "true")]),
    ("/api/switch_rule", None, &[("form[rule]", "changes_orders"), ("form[is_on]", "true")]),
    ("/api/switch_rule", None, &[("form[rule]", "writes_comments"), ("form[is_on]", "true")]),
    ("/api/switch_rule", None, &[("form[rule]", "alters_lines"), ("form[is_on]", "true")]),
    ("/api/set_limits", Some(Kind::Contact), &[("form[id]", ID), ("form[per_order]", ""), ("form[per_month]", "")]),
    ("/api/load_cost_centres", None, &[]),
    ("/api/load_cost_centre", Some(Kind::CostCentre), &[("id", ID)]),
    ("/api/save_cost_centre", Some(Kind::CostCentre), COST_CENTRE),
    ("/api/archive_cost_centre", Some(Kind::CostCentre), &[("form[id]", ID), ("form[is_archived]", "false")]),
    ("/api/set_rank", None, &[("form[ranked]", ORDER_KEY), ("form[limit]", "1'500"), ("form[superior]", ORDER_KEY)]),
    ("/api/set_price_tolerance", None, &[("form[percent]", "2")]),
    ("/api/set_patience", None, &[("form[remind_after]", "4"), ("form[escalate_after]", "9")]),
    ("/api/load_learning", None, &[("about[article]", "15-0102"), ("about[orderer]", ""), ("about[up_to]", "50")]),
    ("/api/set_standing_release", None, &[("form[article]", "15-0102"), ("form[orderer]", "alle"), ("form[up_to]", "0.01")]),
    ("/api/end_standing_release", Some(Kind::StandingRelease), &[("form[id]", ID)]),
    ("/api/propose_article", None, &[("form[proposed]", "15-0102")]),
    ("/api/withdraw_proposal", Some(Kind::Proposal), &[("form[id]", ID)]),
    ("/api/load_numbers", None, &[("period", "zwoelf-monate")]),
    ("/api/load_mails", None, &[]),
    ("/api/load_customer_mails", None, &[]),
    ("/api/send_mail_again", Some(Kind::Mail), &[("form[id]", ID)]),
    ("/api/load_supply_orders", None, &[]),
    ("/api/load_supply_order", Some(Kind::SupplyOrder), &[("id", ID)]),
    ("/api/advance", Some(Kind::SupplyOrder), &[("form[id]", ID), ("form[to]", "accepted")]),
    ("/api/load_customers", None, &[]),
    ("/api/load_new_customer", None, &[]),
    ("/api/create_customer", None, NEW_CUSTOMER),
    ("/api/load_customer", Some(Kind::Customer), WANTED),
    ("/api/set_in_assortment", Some(Kind::Customer), &[("form[customer]", ID), ("form[article]", ARTICLE), ("form[is_in]", "true")]),
    ("/api/answer_proposal", Some(Kind::Proposal), &[("form[customer]", CUSTOMER), ("form[id]", ID), ("form[is_accepted]", "false")]),
    ("/api/answer_proposal", Some(Kind::Customer), &[("form[customer]", ID), ("form[id]", PROPOSAL), ("form[is_accepted]", "true")]),
    ("/api/load_freight", None, &[]),
    // As it is: what delivery costs would change what others see.
    ("/api/set_freight", None, &[("form[flat]", ""), ("form[free_from]", "")]),
    ("/api/set_in_assortment", Some(Kind::Article), &[("form[customer]", CUSTOMER), ("form[article]", ID), ("form[is_in]", "true")]),
];

const ORDER: &[(&str, &str)] = &[
    ("form[order_key]", ORDER_KEY),
    ("form[seen]", ""),
    ("form[company]", "Muster Treuhand AG"),
    ("form[attention]", "Luca Steiner"),
    ("form[street]", "Bahnhofstrasse 17"),
    ("form[postcode]", "8001"),
    ("form[town]", "Zürich"),
];

/// Without its first line, whatever that costs.
const REVISION: &[(&str, &str)] =
    &[("form[id]", ID), ("form[version]", "1"), ("form[quantities][quantity-1]", "0"), ("form[prices][quantity-1]", "1")];

const DECISION: &[(&str, &str)] = &[
    ("form[id]", ID),
    ("form[version]", "1"),
    ("form[decisions][0][position]", "1"),
    ("form[decisions][0][verdict]", "released"),
    ("form[decisions][0][seen]", SEAL),
];

const RELEASED_TOGETHER: &[(&str, &str)] = &[
    ("form[orders][0][id]", ID),
    ("form[orders][0][positions]", "1.2"),
    ("form[orders][0][version]", "1"),
    ("form[orders][0][seal]", SEALS),
];

const RELEASE_BY_MAIL: &[(&str, &str)] =
    &[("form[id]", ID), ("form[code]", "0190"), ("form[version]", "1"), ("form[positions][0]", "1"), ("form[seals][0]", SEAL)];

const REJECTION_BY_MAIL: &[(&str, &str)] =
    &[("form[id]", ID), ("form[code]", "0190"), ("form[version]", "1"), ("form[lines][line-1]", "0190")];

const TAKEN_BACK: &[(&str, &str)] = &[("form[id]", ID), ("form[position]", "1"), ("form[decided_at]", "2026-11-24T09:00:00Z")];

const ABSENCE: &[(&str, &str)] =
    &[("form[away]", ORDER_KEY), ("form[substitute]", ORDER_KEY), ("form[first]", "2027-01-04"), ("form[last]", "2027-01-08")];

const COST_CENTRE: &[(&str, &str)] = &[
    ("form[id]", ID),
    ("form[number]", "4711"),
    ("form[name]", "Empfang"),
    ("form[per_year]", "1'200.50"),
    ("form[responsible]", ORDER_KEY),
];

const PERSON: &[(&str, &str)] = &[
    ("form[salutation]", "ms"),
    ("form[first_name]", "Anna"),
    ("form[last_name]", "Muster"),
    ("form[email]", "anna@muster.example"),
    ("form[phone]", ""),
    ("form[job_title]", ""),
    ("form[email_password]", PASSWORD),
];

const CONTACT: &[(&str, &str)] = &[
    ("form[salutation]", "ms"),
    ("form[first_name]", "Anna"),
    ("form[last_name]", "Muster"),
    ("form[email]", "anna@muster.example"),
    ("form[language]", "de"),
    ("form[approval]", "unrestricted"),
    ("form[approver]", ""),
];

const EDIT: &[(&str, &str)] = &[
    ("form[id]", ID),
    ("form[salutation]", "ms"),
    ("form[first_name]", "Anna"),
    ("form[last_name]", "Muster"),
    ("form[email]", "anna@muster.example"),
    ("form[language]", "de"),
    ("form[approval]", "unrestricted"),
    ("form[approver]", ""),
];

const NEW_CUSTOMER: &[(&str, &str)] = &[
    ("form[company]", "Neu AG"),
    ("form[street]", "Weg 1"),
    ("form[postcode]", "8000"),
    ("form[town]", "Zürich"),
    ("form[salutation]", "mr"),
    ("form[first_name]", "Beat"),
    ("form[last_name]", "Neu"),
    ("form[email]", "beat@neu.example"),
    ("form[language]", "de"),
    ("form[user_name]", ""),
    ("form[password]", PASSWORD),
];

const WANTED: &[(&str, &str)] = &[
    ("wanted[customer]", ID),
    ("wanted[view][search]", ""),
    ("wanted[view][shows_all]", "false"),
    ("wanted[view][after]", ""),
    ("wanted[proposals_after]", ""),
    ("wanted[removed]", ""),
    ("wanted[is_new]", "false"),
];

//! What people do in the portal, one verb each, with the forms that stand on its pages.

use super::{Browser, Form, Page, TestApp};
use domain::CustomerRule;

/// Articles of the demo that are not in Muster's Kundensortiment or are: for those whose orders are always reviewed it is all one.
pub const PAPER: &str = "20-0101";
pub const PENS: &str = "15-0102";

pub const APPROVER: &str = "freigeber@muster.example";
pub const OTHER_APPROVER: &str = "freigeber2@muster.example";
pub const REVIEWED: &str = "permanent@muster.example";
pub const FREE: &str = "frei@muster.example";
pub const SUPPLIER: &str = "lieferant@ofrex.example";

/// Puts articles in the cart, each from its own page.
pub async fn fill_cart(browser: &Browser, articles: &[(&str, u32)]) {
    for (number, quantity) in articles {
        let page = format!("/shop/artikel/{number}");
        let form = browser.get(&page).await.form("/api/add_to_cart").with("form[quantity]", &quantity.to_string());
        let answer = browser.submit(&page, &form).await;
        assert_eq!((answer.status, answer.location()), (303, format!("{page}?dazu=1").as_str()));
    }
}

/// The order form as it stands in the cart.
pub async fn order_form(browser: &Browser) -> Form {
    browser.get("/warenkorb").await.form("/api/place_order")
}

/// Sends the order form; the answer is the order's id.
pub async fn send_order(browser: &Browser, form: &Form) -> String {
    let answer = browser.submit("/warenkorb", form).await;
    ordered(&answer).unwrap_or_else(|| panic!("not ordered: {} {} {}", answer.status, answer.location(), answer.body))
}

/// The id of the order to whose confirmation an answer leads.
pub fn ordered(answer: &Page) -> Option<String> {
    let id = answer.location().strip_prefix("/bestellungen/")?.strip_suffix("/bestaetigung")?;
    Some(id.to_owned())
}

/// The id of the first order in an approver's queue, if one waits. Other links of the page lead below it as well.
pub fn first_in(queue: &Page) -> Option<String> {
    const ID: usize = 36;
    let links = queue.body.split("href=\"/freigaben/").skip(1);
    let mut ids = links.filter_map(|rest| rest.split('"').next()).filter(|id| id.len() == ID);
    ids.next().map(str::to_owned)
}

/// Orders these articles; the answer is the order's id.
pub async fn order(browser: &Browser, articles: &[(&str, u32)]) -> String {
    fill_cart(browser, articles).await;
    send_order(browser, &order_form(browser).await).await
}

/// The form that releases everything.
pub async fn release_form(approver: &Browser, order: &str) -> Form {
    let page = approver.get(&format!("/freigaben/{order}")).await;
    page.forms("/api/decide").into_iter().next_back().expect("the last form of the page releases everything")
}

/// The form that rejects one line, with a reason.
pub async fn rejection_form(approver: &Browser, order: &str, position: u32, reason: &str) -> Form {
    let forms = approver.get(&format!("/freigaben/{order}")).await.forms("/api/decide");
    let is_wanted = |form: &Form| {
        form.field("form[decisions][0][position]") == Some(&position.to_string())
            && form.field("form[decisions][0][verdict]") == Some("rejected")
    };
    let form = forms.into_iter().find(is_wanted).unwrap_or_else(|| panic!("line {position} can be rejected"));
    form.with("form[decisions][0][reason]", reason)
}

/// The position of the line with this article.
pub async fn position(approver: &Browser, order: &str, article: &str) -> u32 {
    let page = approver.get(&format!("/freigaben/{order}")).await;
    let cards = page.body.split("id=\"line-").skip(1);
    let link = format!("/shop/artikel/{article}\"");
    // A card links first to what it asks about, then perhaps to something else.
    let is_about = |card: &&str| card.split("</h3>").next().is_some_and(|question| question.contains(&link));
    let card = cards.into_iter().find(is_about).expect("the article is in the order");
    card.split('"').next().and_then(|number| number.parse().ok()).expect("cards are numbered")
}

/// The page on which approvers switch most rules.
pub const RULES: &str = "/konto/freigaberegeln";

/// Switches a rule to what it is not, as its button on the page of all rules does; the answer.
pub async fn switch(approver: &Browser, rule: CustomerRule) -> Page {
    switch_at(approver, RULES, rule).await
}

/// The same on another page.
pub async fn switch_at(approver: &Browser, page: &str, rule: CustomerRule) -> Page {
    let forms = approver.get(page).await.forms("/api/switch_rule");
    let form = forms.into_iter().find(|form| form.field("form[rule]") == Some(rule.word()));
    approver.submit(page, &form.unwrap_or_else(|| panic!("{rule:?} can be switched at {page}"))).await
}

/// Sends a decision.
pub async fn decide(approver: &Browser, order: &str, form: &Form) -> Page {
    approver.submit(&format!("/freigaben/{order}"), form).await
}

/// Releases everything.
pub async fn release(approver: &Browser, order: &str) {
    let answer = decide(approver, order, &release_form(approver, order).await).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/freigaben/{order}/abschluss").as_str()));
}

/// The ids of the supply orders that the supplier sees, newest first.
pub async fn supply_orders(supplier: &Browser) -> Vec<String> {
    let mut ids = Vec::new();
    for link in supplier.get("/lieferant").await.body.split("href=\"/lieferant/auftraege/").skip(1) {
        ids.push(link.chars().take(36).collect::<String>());
    }
    ids
}

/// A person as the forms of logins want it.
pub fn with_person(form: Form, first_name: &str, email: &str) -> Form {
    form.with("form[salutation]", "ms")
        .with("form[first_name]", first_name)
        .with("form[last_name]", "Muster")
        .with("form[email]", email)
        .with("form[language]", "de")
}

/// Creates a login in its two steps; the answer is where the second one leads.
pub async fn create_login(approver: &Browser, person: Form, user_name: &str, password: &str) -> String {
    let answer = approver.submit("/konto/logins/neu", &person).await;
    assert_eq!((answer.status, answer.location()), (303, "/konto/logins/neu/zugang"));
    let access = approver.get(answer.location()).await.form("/api/create_login");
    let access = access.with("form[user_name]", user_name).with("form[password]", password);
    let answer = approver.submit("/konto/logins/neu/zugang", &access).await;
    assert_eq!(answer.status, 303);
    answer.location().to_owned()
}

/// The id of the contact with this user name, from the list of logins.
pub async fn contact(approver: &Browser, user_name: &str) -> String {
    let page = approver.get("/konto/logins").await;
    let row = page.body.split("<tr").find(|row| row.contains(user_name)).unwrap_or_else(|| panic!("{user_name} is in the list"));
    row.split("/konto/logins/").nth(1).expect("the row leads to its login").chars().take(36).collect()
}

/// Deletes a login.
pub async fn delete_login(approver: &Browser, id: &str) {
    let page = format!("/konto/logins/{id}/loeschen");
    let answer = approver.submit(&page, &approver.get(&page).await.form("/api/delete_login")).await;
    assert_eq!((answer.status, answer.location()), (303, "/konto/logins?meldung=geloescht"));
}

/// The mails of a portal, read as they come.
pub struct Inbox {
    seen: usize,
}

impl Inbox {
    /// After what the demo has caused.
    pub async fn open(app: &TestApp) -> Self {
        Self { seen: app.deliver_mails().await.len() }
    }

    /// What has been sent since, in full.
    pub async fn new_mails(&mut self, app: &TestApp) -> Vec<String> {
        let mails = app.deliver_mails().await.split_off(self.seen);
        self.seen += mails.len();
        mails
    }

    /// To whom and under which subject something has been sent since, with every number in the subject as `#`.
    pub async fn new_subjects(&mut self, app: &TestApp) -> Vec<(String, String)> {
        let mut subjects: Vec<_> = self.new_mails(app).await.iter().map(|mail| (recipient(mail), subject(mail))).collect();
        subjects.sort();
        subjects
    }
}

/// Pairs of recipient and subject, to compare with [`Inbox::new_subjects`].
pub fn mails(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut mails: Vec<_> = expected.iter().map(|(to, subject)| ((*to).to_owned(), (*subject).to_owned())).collect();
    mails.sort();
    mails
}

/// The address to which a mail goes.
pub fn recipient(mail: &str) -> String {
    let line = header(mail, "To: ");
    line.rsplit('<').next().unwrap_or(line).trim_end_matches('>').to_owned()
}

fn subject(mail: &str) -> String {
    header(mail, "Subject: ")
        .split(' ')
        .map(|word| if word.bytes().all(|byte| byte.is_ascii_digit()) { "#" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

fn header<'m>(mail: &'m str, name: &str) -> &'m str {
    mail.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("the mail has {name}"))
}

/// The body of a mail as text, without the quoting that it got for its way (RFC 2045 §6.7).
pub fn decoded(mail: &str) -> String {
    let joined = mail.replace("=\r\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let quoted = (*first == b'=').then(|| quoted(after)).flatten();
        bytes.push(quoted.unwrap_or(*first));
        rest = if quoted.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn quoted(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits.get(..2)?).ok()?, 16).ok()
}

//! Keys, as whoever reads a mail finds them in it, and what the page behind a key would send.

use super::{CHANGED, Fields, INVENTED, REVISED, Stage, come, field, named, switched, with, without};
use crate::support::desk::{APPROVER, decoded, recipient};
use domain::CustomerRule;

/// Nothing comes of a key.
pub const SPENT: (u16, &str) = (409, "LinkSpent");

pub const RELEASE: &str = "/api/release_by_mail";
pub const REJECT: &str = "/api/reject_by_mail";

/// A key, with the order that it is to open.
#[derive(Clone)]
pub struct Key {
    pub order: String,
    pub code: String,
}

impl Key {
    /// The same code for another order.
    pub fn elsewhere(&self, order: &str) -> Self {
        Self { order: order.into(), code: self.code.clone() }
    }

    /// What a key may look like that nobody was sent.
    pub fn guesses(&self) -> Vec<Self> {
        let codes = [String::new(), "0190".into(), "0".repeat(64), self.code.to_uppercase(), format!("{} ", self.code), "%".into()];
        codes.into_iter().map(|code| Self { order: self.order.clone(), code }).collect()
    }

    /// The code at the doors of orders that do not exist.
    pub fn at_nothing(&self) -> [Self; 3] {
        [INVENTED, "", "null"].map(|order| self.elsewhere(order))
    }
}

impl Stage {
    /// Allows deciding from mails, or forbids it.
    pub(super) async fn allow_keys(&self, is_allowed: bool) {
        let by = come(&self.app, APPROVER).await;
        let answer = self.send(&by, "/api/switch_rule", &switched(CustomerRule::DecidesByMail.word(), is_allowed)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// Sends the mails; the key in the last one to this person that leads to this order.
    pub(super) async fn key(&self, order: &str, to: &str) -> Key {
        self.assert_untouched().await;
        let start = format!("/freigaben/{order}/mail?code=");
        let mails = self.app.deliver_mails().await;
        let mut codes = mails.iter().filter(|mail| recipient(mail) == to).filter_map(|mail| {
            let text = decoded(mail);
            let (_, rest) = text.split_once(&start)?;
            Some(rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
        });
        let code = codes.next_back().expect("the mail carries a key");
        assert_eq!(code.len(), 64, "{code}");
        Key { order: order.into(), code }
    }

    /// The form that releases these lines, as the page of the link would send it now.
    pub(super) async fn mail_release(&self, key: &Key, positions: &[u32]) -> Fields {
        let mut fields = named(&key.order);
        let screen = self.screen(&key.order).await;
        fields.extend([field("form[code]", &key.code), field("form[version]", &screen.version())]);
        for (at, position) in positions.iter().enumerate() {
            fields.push(field(&format!("form[positions][{at}]"), &position.to_string()));
            fields.push(field(&format!("form[seals][{at}]"), &screen.seal(*position)));
        }
        fields
    }

    /// The form that rejects these lines, as the page of the link would send it now.
    pub(super) async fn mail_rejection(&self, key: &Key, positions: &[u32]) -> Fields {
        let mut fields = named(&key.order);
        let screen = self.screen(&key.order).await;
        fields.extend([field("form[code]", &key.code), field("form[version]", &screen.version()), field("form[cause]", "")]);
        fields.extend(positions.iter().map(|position| field(&format!("form[lines][line-{position}]"), &screen.seal(*position))));
        fields
    }

    /// Whoever brings this key releases, rejects and confirms nothing, whatever they say of what they have seen.
    pub(super) async fn repel_key(&self, key: &Key, answer: (u16, &str)) {
        self.repel_key_as(key, answer, answer).await;
    }

    /// The same where releasing and rejecting are answered in different ways.
    pub(super) async fn repel_key_as(&self, key: &Key, to_release: (u16, &str), to_reject: (u16, &str)) {
        let (release, reject) = (self.mail_release(key, &[1, 2]).await, self.mail_rejection(key, &[1, 2]).await);
        let nobody = self.app.browser();
        for form in [without(&release, "[version]"), without(&release, "[seals]"), release] {
            self.repel(&nobody, RELEASE, &form, to_release).await;
        }
        for form in [without(&reject, "[version]"), unsealed(&reject), reject] {
            self.repel(&nobody, REJECT, &form, to_reject).await;
        }
    }

    /// Whoever brings this key confirms no release.
    pub(super) async fn repel_confirming_key(&self, key: &Key, answer: (u16, &str)) {
        for (level, seal) in [("1", ""), ("1", "0190"), ("9", &self.screen(&key.order).await.whole())] {
            let mut form = self.mail_release(key, &[]).await;
            form.extend([field("form[level]", level), field("form[seal]", seal)]);
            self.repel(&self.app.browser(), RELEASE, &form, answer).await;
        }
    }

    /// Whoever brings this good key decides nothing that they have not seen.
    pub(super) async fn repel_unseen(&self, key: &Key) {
        let (release, reject) = (self.mail_release(key, &[1, 2]).await, self.mail_rejection(key, &[1, 2]).await);
        let nobody = self.app.browser();
        for (path, form, unsealed) in [(RELEASE, &release, without(&release, "[seals]")), (REJECT, &reject, unsealed(&reject))] {
            self.repel(&nobody, path, &unsealed, CHANGED).await;
            self.repel(&nobody, path, &without(&unsealed, "[version]"), REVISED).await;
            self.repel(&nobody, path, &without(form, "[version]"), REVISED).await;
            for version in ["0", "2", "4294967295"] {
                self.repel(&nobody, path, &with(form, "form[version]", version), REVISED).await;
            }
        }
        let short = without(&release, "[seals][1]");
        self.repel(&nobody, RELEASE, &short, CHANGED).await;
    }
}

/// The rejection of lines whose boxes carry nothing.
fn unsealed(rejection: &Fields) -> Fields {
    let is_line = |name: &str| name.starts_with("form[lines]");
    rejection.iter().map(|(name, value)| field(name, if is_line(name) { "" } else { value })).collect()
}

//! A portal on a free port.

use super::{
    authenticator::App,
    browser::Browser,
    clock::TestClock,
    demo,
    serving::{Twin, as_server, make_site, serve, show_errors},
};
use app::ssr::token_hash;
use domain::{ApprovalKind, ContactId, Language, Salutation, second_factor};
use jiff::SignedDuration;
use lettre::Message;
use server::{
    config::Config,
    mailer::{Composer, Transport, Worker},
    options::Options,
    portal::Portal,
};
use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
};
use store::{Approver, Caller, ContactData, FactorStage, NewCustomer, NewLogin, NewSession, Orderer, Store};
use tempfile::TempDir;
use testbed::{Engine, TestDatabase, database};
use tokio::{net::TcpListener, task::JoinHandle};
use uuid::Uuid;

/// A portal that runs until it is dropped.
pub struct TestApp {
    /// What the tests themselves look at, in the name of the owner. The portal opens the database as somebody who owns nothing.
    pub store: Store,
    pub address: SocketAddr,
    seen_by_portal: Store,
    config: Config,
    clock: TestClock,
    sent: Arc<Mutex<Vec<Message>>>,
    server: JoinHandle<()>,
    data: TempDir,
    database: TestDatabase,
}

impl TestApp {
    /// With an empty database.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// With the demo data.
    pub async fn with_demo(engine: Engine) -> Self {
        Self::with_demo_and(engine, |_| {}).await
    }

    /// With the demo data and a configuration of its own.
    pub async fn with_demo_and(engine: Engine, configure: impl FnOnce(&mut Options)) -> Self {
        Self::start_on(demo::database_with_demo(engine).await, configure, |store| store).await
    }

    /// With the demo data, and queries that have forgotten the customer for whom they ask.
    #[cfg(debug_assertions)]
    pub async fn with_demo_and_no_first_wall(engine: Engine) -> Self {
        Self::start_on(demo::database_with_demo(engine).await, |_| {}, Store::forgetting_customers).await
    }

    /// With an empty database and a configuration of its own.
    pub async fn start_with(engine: Engine, configure: impl FnOnce(&mut Options)) -> Self {
        Self::start_on(database(engine), configure, |store| store).await
    }

    async fn start_on(database: TestDatabase, configure: impl FnOnce(&mut Options), change: impl FnOnce(Store) -> Store) -> Self {
        show_errors();
        let data = tempfile::tempdir().expect("the temporary folder can be written");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("the port is known");
        let mut options = Options {
            database: Some(database.url.clone()),
            listen: Some(address.to_string()),
            data: Some(data.path().display().to_string()),
            site: Some(make_site(data.path())),
            ..Options::default()
        };
        configure(&mut options);
        let config = Config::load(options).expect("the configuration is right");
        let clock = TestClock::new();
        let store = Store::open(&config.database, clock.store_clock()).await.expect("the database can be opened");
        store.migrate().await.expect("the schema can be made");
        let seen_by_portal = change(as_server(&store, &database, &clock).await);
        let server = serve(listener, Portal::new(seen_by_portal.clone(), &config));
        Self { store, seen_by_portal, address, config, clock, sent: Arc::default(), server, data, database }
    }

    /// A second server on the same database.
    pub async fn twin(&self) -> Twin {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("the port is known");
        let store = as_server(&self.store, &self.database, &self.clock).await;
        Twin { address, server: serve(listener, Portal::new(store, &self.config)) }
    }

    /// A new browser without any cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// A browser in which somebody of the demo has signed in.
    pub async fn signed_in(&self, user_name: &str) -> Browser {
        let browser = self.browser();
        let page = browser.sign_in(user_name).await;
        assert_eq!(page.status, 303, "{user_name} can sign in");
        browser
    }

    /// The token of a new session, opened without a password.
    pub async fn open_session(&self, user_name: &str) -> String {
        let token = Uuid::new_v4().to_string();
        let secret = self.store.login_secret(user_name).await.expect("the store answers");
        let secret = secret.unwrap_or_else(|| panic!("{user_name} has a login"));
        let session = NewSession { token_hash: token_hash(&token), is_remembered: false, user_agent: String::new(), device_hash: [1; 32] };
        self.store.open_session(secret, user_name, session).await.expect("the session can be opened");
        token
    }

    /// Sets up a second factor for whoever is signed in with this session, which ends; what the app knows from then on.
    pub async fn set_up_factor(&self, token: &str) -> App {
        let owner = self.caller_in(token).await.expect("the session is open").into();
        self.store.offer_second_factor(&owner).await.expect("the store answers");
        let FactorStage::Offered(secret) = self.store.second_factor(&owner).await.expect("the store answers").stage else {
            panic!("a secret is offered")
        };
        let app = App::with_secret(&secret.text());
        let code = second_factor::parse(&app.code(self)).expect("a code");
        self.store.confirm_second_factor(&owner, code, token_hash(&Uuid::new_v4().to_string()), [1; 32]).await.expect("the code is right");
        app
    }

    /// The present second, as apps count time.
    pub fn second(&self) -> i64 {
        self.store.now().instant().as_second()
    }

    /// A browser that has this session in its cookie.
    pub fn browser_in(&self, token: &str) -> Browser {
        Browser::in_session(self.address, token)
    }

    /// Who is signed in with this session.
    pub async fn caller_in(&self, token: &str) -> Option<Caller> {
        self.store.caller(token_hash(token)).await.expect("the store answers")
    }

    /// A contact of the demo, as the store knows callers.
    pub async fn orderer(&self, user_name: &str) -> Orderer {
        match self.store.caller_by_user_name(user_name).await.expect("the store answers") {
            Some(Caller::Contact(orderer)) => orderer,
            other => panic!("{user_name} is {other:?}"),
        }
    }

    /// A new contact of this approver's company, whose mails go to the user name.
    pub async fn new_contact(&self, approver: &str, user_name: &str) -> (Approver, ContactId) {
        let approver = self.orderer(approver).await.approver().expect("an approver");
        let id =
            self.store.create_contact(&approver, new_contact(user_name), new_login(user_name)).await.expect("the login can be created");
        (approver, id)
    }

    /// A new customer, whose approver has this user name.
    pub async fn new_customer(&self, user_name: &str) {
        let customer = NewCustomer {
            name: "Streng AG".into(),
            street: "Weg 1".into(),
            postcode: "8000".into(),
            town: "Zürich".into(),
            approver: ContactData { approval: ApprovalKind::Approver, ..new_contact(user_name) },
            login: new_login(user_name),
        };
        self.store.create_customer(None, customer).await.expect("the customer can be created");
    }

    /// Lets time pass.
    pub fn advance(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// Sends every mail that is due into memory, and shows all that went there so far.
    pub async fn deliver_mails(&self) -> Vec<String> {
        self.worker(Transport::Memory(Arc::clone(&self.sent))).drain().await.expect("the outbox can be read");
        let sent = self.sent.lock().expect("nobody panicked while sending");
        sent.iter().map(|message| String::from_utf8_lossy(&message.formatted()).into_owned()).collect()
    }

    /// A mailer that sends elsewhere.
    pub fn worker(&self, transport: Transport) -> Worker {
        Worker::new(self.store.clone(), self.composer(), transport)
    }

    /// Writes the portal's mails.
    pub fn composer(&self) -> Composer {
        Composer::new(self.config.public_url.clone(), self.config.mail_from.clone())
    }

    /// Takes the database away from the portal.
    pub async fn lose_database(&self) {
        self.seen_by_portal.close().await;
    }

    /// The configuration.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// The database, as the configuration names it.
    pub fn database_url(&self) -> &str {
        &self.config.database
    }

    /// The folder for data, and below it the site.
    pub fn data(&self) -> &Path {
        self.data.path()
    }
}

/// Somebody whose mails go there.
pub fn new_contact(email: &str) -> ContactData {
    ContactData {
        salutation: Salutation::Mr,
        first_name: "Noah".into(),
        last_name: "Neu".into(),
        email: email.into(),
        phone: None,
        job_title: None,
        language: Language::German,
        approval: ApprovalKind::Unrestricted,
        approver_id: None,
    }
}

fn new_login(user_name: &str) -> NewLogin {
    NewLogin { user_name: user_name.into(), password_hash: "x".into(), is_invited: false }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}

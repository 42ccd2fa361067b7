//! A mail server that says what a test wants to hear.

use server::mailer::{Smtp, Transport};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server says to a recipient.
#[derive(Clone, Copy, Debug)]
pub enum Verdict {
    /// The mail is taken.
    Accept,
    /// Not now.
    Later,
    /// Never.
    Never,
}

/// A mail server on a free port.
pub struct SmtpServer {
    address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
}

impl SmtpServer {
    /// Starts a server that decides by the recipient's address.
    pub async fn start(decide: fn(&str) -> Verdict) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("the port is known");
        let received = Arc::<Mutex<Vec<String>>>::default();
        let inbox = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(converse(connection, decide, Arc::clone(&inbox)));
            }
        });
        Self { address, received }
    }

    /// The URL for the configuration.
    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.address)
    }

    /// The way to this server.
    pub fn transport(&self) -> Transport {
        Transport::Smtp(Smtp::parse(&self.url()).expect("the URL is right"))
    }

    /// The mails that were taken.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().expect("no conversation panicked").clone()
    }
}

/// One line after the other, each with its answer.
async fn converse(connection: TcpStream, decide: fn(&str) -> Verdict, inbox: Arc<Mutex<Vec<String>>>) {
    let (reader, mut writer) = connection.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut mail: Option<String> = None;
    let mut answer = Some("220 ready");
    loop {
        if let Some(answer) = answer
            && writer.write_all(format!("{answer}\r\n").as_bytes()).await.is_err()
        {
            return;
        }
        let Ok(Some(line)) = lines.next_line().await else { return };
        answer = reply(&mut mail, &line, decide, &inbox);
    }
}

/// The few words of SMTP that lettre uses. The lines of a mail get no answer until its end.
fn reply(mail: &mut Option<String>, line: &str, decide: fn(&str) -> Verdict, inbox: &Mutex<Vec<String>>) -> Option<&'static str> {
    match (mail.take(), line.split(' ').next().unwrap_or_default()) {
        (Some(whole), ".") => {
            inbox.lock().expect("no conversation panicked").push(whole);
            Some("250 taken")
        }
        (Some(begun), _) => {
            *mail = Some(begun + line + "\n");
            None
        }
        (None, "DATA") => {
            *mail = Some(String::new());
            Some("354 go on")
        }
        (None, "RCPT") => Some(match decide(line) {
            Verdict::Accept => "250 ok",
            Verdict::Later => "451 try again later",
            Verdict::Never => "550 no such mailbox",
        }),
        (None, "QUIT") => Some("221 bye"),
        (None, _) => Some("250 ok"),
    }
}

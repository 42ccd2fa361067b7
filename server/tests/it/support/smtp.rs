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

/// What the server says to a recipient, or does with their mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The mail is taken.
    Accept,
    /// Not now.
    Later,
    /// Never.
    Never,
    /// The server is closing, and hangs up.
    Closing,
    /// The mail is taken, and the server hangs up before it says so.
    TakeInSilence,
    /// Not a word any more.
    Stall,
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
    let mut talk = Talk { decide, inbox, mail: None, is_silent: false };
    let mut answer = Answer::Say("220 ready");
    loop {
        match answer {
            Answer::Say(words) | Answer::SayAndLeave(words) if writer.write_all(format!("{words}\r\n").as_bytes()).await.is_err() => return,
            Answer::SayAndLeave(_) | Answer::Leave => return,
            Answer::Stall => std::future::pending().await,
            Answer::Say(_) | Answer::Listen => {}
        }
        let Ok(Some(line)) = lines.next_line().await else { return };
        answer = talk.answer(&line);
    }
}

#[derive(Clone, Copy)]
enum Answer {
    Say(&'static str),
    /// The lines of a mail get no answer until its end.
    Listen,
    SayAndLeave(&'static str),
    Leave,
    Stall,
}

struct Talk {
    decide: fn(&str) -> Verdict,
    inbox: Arc<Mutex<Vec<String>>>,
    /// The mail that is coming in.
    mail: Option<String>,
    /// Whether it is taken without a word.
    is_silent: bool,
}

impl Talk {
    /// The few words of SMTP that lettre uses.
    fn answer(&mut self, line: &str) -> Answer {
        match (self.mail.take(), line.split(' ').next().unwrap_or_default()) {
            (Some(whole), ".") => {
                self.inbox.lock().expect("no conversation panicked").push(whole);
                if self.is_silent { Answer::Leave } else { Answer::Say("250 taken") }
            }
            (Some(begun), _) => {
                self.mail = Some(begun + line + "\n");
                Answer::Listen
            }
            (None, "DATA") => {
                self.mail = Some(String::new());
                Answer::Say("354 go on")
            }
            (None, "RCPT") => self.judge((self.decide)(line)),
            (None, "QUIT") => Answer::SayAndLeave("221 bye"),
            (None, _) => Answer::Say("250 ok"),
        }
    }

    fn judge(&mut self, verdict: Verdict) -> Answer {
        self.is_silent = verdict == Verdict::TakeInSilence;
        match verdict {
            Verdict::Accept | Verdict::TakeInSilence => Answer::Say("250 ok"),
            Verdict::Later => Answer::Say("451 try again later"),
            Verdict::Never => Answer::Say("550 no such mailbox"),
            Verdict::Closing => Answer::SayAndLeave("421 closing"),
            Verdict::Stall => Answer::Stall,
        }
    }
}

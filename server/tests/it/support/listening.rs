//! A page that listens, as a browser would.

use super::Browser;
use reqwest::{Method, Response};
use std::time::Duration;
use tokio::time::timeout;

/// How long something that comes may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stream of events.
pub struct Listening {
    response: Response,
    text: String,
}

impl Browser {
    /// Asks for the events; the status, and the stream if there is one. `age` is for how many milliseconds the page has been there.
    pub async fn listen(&self, age: u64) -> (u16, Option<Listening>) {
        let request = self.request(Method::GET, &format!("/ereignisse?alter={age}")).header("accept", "text/event-stream");
        let response = request.send().await.expect("the portal answers");
        let status = response.status().as_u16();
        let stream = (status == 200).then(|| Listening { response, text: String::new() });
        (status, stream)
    }

    /// Listens, from the moment on when the server hears the others.
    pub async fn listening(&self) -> Listening {
        let (status, stream) = self.listen(0).await;
        stream.unwrap_or_else(|| panic!("one may not listen: {status}"))
    }
}

impl Listening {
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The next event; nothing at the end.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            while let Some(end) = self.text.find("\n\n") {
                let rest = self.text.split_off(end + 2);
                let event = std::mem::replace(&mut self.text, rest);
                let data = event.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned);
                if data.is_some() {
                    return data;
                }
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("something comes").expect("the line holds")?;
            self.text.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    /// The next event that tells of content: on Postgres, others may begin to listen, and then everybody asks anew.
    pub async fn content(&mut self) -> Option<String> {
        loop {
            match self.next().await {
                Some(event) if event == "alles" => {}
                other => return other,
            }
        }
    }

    /// Whether nothing comes for a moment, and the stream goes on.
    pub async fn is_silent(&mut self) -> bool {
        timeout(Duration::from_millis(300), self.content()).await.is_err()
    }
}

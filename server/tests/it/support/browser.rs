//! A browser without JavaScript, and what it sees.

use super::form::Form;
use reqwest::{
    Client, Method, RequestBuilder, Response, Url,
    cookie::Jar,
    header::{ACCEPT, HeaderMap, REFERER},
    redirect::Policy,
};
use server::demo::PASSWORD;
use std::{net::SocketAddr, sync::Arc};

/// A browser with its cookies. It follows no redirects by itself, so that tests see them.
pub struct Browser {
    client: Client,
    origin: String,
}

/// An answer.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self::with_cookies(address, Jar::default())
    }

    /// A browser that has this session in its cookie.
    pub fn in_session(address: SocketAddr, token: &str) -> Self {
        let jar = Jar::default();
        let origin: Url = format!("http://{address}").parse().expect("an address makes a URL");
        jar.add_cookie_str(&format!("sitzung={token}; Path=/"), &origin);
        Self::with_cookies(address, jar)
    }

    fn with_cookies(address: SocketAddr, jar: Jar) -> Self {
        let client = Client::builder().cookie_provider(Arc::new(jar)).redirect(Policy::none()).build().expect("a client can be built");
        Self { client, origin: format!("http://{address}") }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path).header(ACCEPT, "text/html")).await
    }

    /// Posts a form that stands on `page`, as a browser without JavaScript does.
    pub async fn post_form(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        self.send(self.form_request(page, action, fields)).await
    }

    fn form_request(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let referer = format!("{}{page}", self.origin);
        self.own_post(action).header(ACCEPT, "text/html").header(REFERER, referer).form(fields)
    }

    /// Posts a form as it stands on `page`, or as it was filled in.
    pub async fn submit(&self, page: &str, form: &Form) -> Page {
        self.post_form(page, &form.action, &form.pairs()).await
    }

    /// Calls a server function that stands on `page`, as the script in the browser does.
    pub async fn call(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let referer = format!("{}{page}", self.origin);
        self.send(self.own_post(action).header(ACCEPT, "application/json").header(REFERER, referer).form(fields)).await
    }

    /// Signs in with the password of the demo.
    pub async fn sign_in(&self, user_name: &str) -> Page {
        self.sign_in_with(user_name, PASSWORD).await
    }

    /// Signs in.
    pub async fn sign_in_with(&self, user_name: &str, password: &str) -> Page {
        self.post_form("/anmelden", "/api/sign_in", &[("form[user_name]", user_name), ("form[password]", password)]).await
    }

    /// A bare request, for what browsers do not do.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin))
    }

    /// Sends a request.
    pub async fn send(&self, request: RequestBuilder) -> Page {
        self.try_send(request).await.expect("the portal answers")
    }

    /// Sends a request to a server that may end meanwhile.
    async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Page> {
        Page::of(request.send().await?).await
    }

    /// Opens a page of a server that may end meanwhile.
    pub async fn try_get(&self, path: &str) -> Option<Page> {
        self.try_send(self.request(Method::GET, path).header(ACCEPT, "text/html")).await.ok()
    }

    /// Posts a form to a server that may end meanwhile.
    pub async fn try_post_form(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Option<Page> {
        self.try_send(self.form_request(page, action, fields)).await.ok()
    }

    /// Posts a form as it stands on a page to a server that may end meanwhile.
    pub async fn try_submit(&self, page: &str, form: &Form) -> Option<Page> {
        self.try_post_form(page, &form.action, &form.pairs()).await
    }

    /// The origin of the portal.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    fn own_post(&self, action: &str) -> RequestBuilder {
        self.request(Method::POST, action).header("sec-fetch-site", "same-origin")
    }
}

impl Page {
    async fn of(response: Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, body: response.text().await? })
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first form that posts to `action`.
    pub fn form(&self, action: &str) -> Form {
        self.forms(action).into_iter().next().unwrap_or_else(|| panic!("no form posts to {action} in {} {}", self.status, self.body))
    }

    /// All forms that post to `action`.
    pub fn forms(&self, action: &str) -> Vec<Form> {
        Form::all_in(&self.body, action)
    }

    /// Where it redirects to.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The cookie of this name as it was set, with its attributes.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.headers.get_all("set-cookie").into_iter().filter_map(|cookie| cookie.to_str().ok());
        cookies.into_iter().find(|cookie| cookie.starts_with(&format!("{name}=")))
    }
}

use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Method, RequestBuilder, redirect};

use crate::harness::{PASSWORD, Server};

/// A browser: keeps the portal's cookie, follows nothing by itself, says where its forms are.
pub struct Browser<'a> {
    pub server: &'a Server,
    http: reqwest::Client,
    pub cookie: Option<String>,
}

/// What a browser got.
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Page {
    /// Where it leads.
    #[track_caller]
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.html);
        self.headers[LOCATION].to_str().unwrap()
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.html.contains(words), "{words:?} is not in\n{}", self.html);
        self
    }

    #[track_caller]
    pub fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.html.contains(words), "{words:?} is in\n{}", self.html);
        self
    }
}

impl<'a> Browser<'a> {
    pub fn of(server: &'a Server) -> Self {
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { server, http, cookie: None }
    }

    /// Signed in to an account that exists.
    pub async fn signed_in(server: &'a Server, email: &str) -> Self {
        let mut browser = Self::of(server);
        let page = browser.submit("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(page.leads_to(), "/account");
        browser
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, self.server.url(path));
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form from a page of the portal.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        self.send(request).await
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(pair.to_owned()).filter(|pair| !pair.ends_with('='));
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Page { status, headers, html: response.text().await.unwrap() }
    }
}

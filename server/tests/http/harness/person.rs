use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use super::Server;

/// A signed-in person.
pub struct Person<'a> {
    pub server: &'a Server,
    pub email: String,
    pub access_token: String,
    pub refresh_token: String,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap_or_default() }
    }

    /// The JSON of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The problem document of an answer that must be one with this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.text);
        let problem = self.expect(status);
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().unwrap().ends_with(['.', '!']), "{problem}");
        assert!(problem["request_id"].is_string(), "{problem}");
        problem
    }

    /// The events of an event stream, as (name, data).
    #[track_caller]
    pub fn events(self) -> Vec<(String, Value)> {
        assert_eq!(self.status, 200, "{}", self.text);
        let event = |frame: &str| {
            let line = |prefix: &str| frame.lines().find_map(|line| line.strip_prefix(prefix)).unwrap_or("");
            (line("event: ").to_owned(), serde_json::from_str(line("data: ")).unwrap_or(Value::Null))
        };
        self.text.split("\n\n").filter(|frame| !frame.is_empty()).map(event).collect()
    }
}

impl Person<'_> {
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.server.http.request(method, self.server.url(path)).bearer_auth(&self.access_token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(reqwest::Method::GET, path).send().await.unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request(reqwest::Method::DELETE, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(reqwest::Method::POST, path).json(&body).send().await.unwrap()).await
    }

    /// Asks about the museum's page.
    pub async fn ask(&self, question: &str) -> Answer {
        self.post("/api/v1/ask", question_about_museum(question, false)).await
    }

    /// The same, streamed.
    pub async fn ask_streaming(&self, question: &str) -> Answer {
        self.post("/api/v1/ask", question_about_museum(question, true)).await
    }

    /// Used and left questions. Holds end when the server noticed that their request did, so this waits for it.
    pub async fn questions(&self) -> (u64, Option<u64>) {
        self.meter("questions").await
    }

    pub async fn meter(&self, name: &str) -> (u64, Option<u64>) {
        for _ in 0..200 {
            if self.server.running.app.metering.under_way() == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let usage = self.get("/api/v1/usage").await.expect(200);
        let meter = usage["meters"].as_array().unwrap().iter().find(|meter| meter["meter"] == name).unwrap();
        (meter["used"].as_u64().unwrap(), meter["remaining"].as_u64())
    }
}

/// A question about a small page with known facts.
pub fn question_about_museum(question: &str, stream: bool) -> Value {
    json!({
        "question": question,
        "stream": stream,
        "page": { "url": "https://museum.example/visit", "title": "Visit us", "passages": [
            { "id": 3, "text": "The museum is closed on Mondays.", "headings": ["Opening hours"] },
            { "id": 4, "text": "A ticket costs 12 euros for adults.", "headings": ["Tickets"] },
        ] },
    })
}

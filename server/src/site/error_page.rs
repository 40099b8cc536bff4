//! A problem as a page for people.

use api_types::{Code, Problem};
use askama::Template;

use super::filters;
use crate::portal::{Layout, text};

/// The page of a problem.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    layout: Layout,
    status: u16,
    title: String,
    message: String,
    retry_after: Option<u64>,
    request_id: Option<String>,
}

impl ErrorPage {
    /// The page of `problem`.
    pub fn of(problem: Problem, retry_after: Option<u64>, layout: Layout) -> Self {
        let name = match problem.code {
            Code::NotFound | Code::MethodNotAllowed => "not_found",
            Code::Forbidden | Code::EmailNotVerified | Code::SubscriptionNeeded => "forbidden",
            Code::TooManyRequests | Code::LimitReached => "too_many",
            Code::TooLarge => "too_large",
            Code::Unavailable => "unavailable",
            _ if problem.status < 500 => "not_understood",
            _ => "internal",
        };
        Self {
            layout,
            status: problem.status,
            title: text(&format!("error.{name}_title")),
            message: text(&format!("error.{name}_text")),
            retry_after,
            request_id: problem.request_id.filter(|_| name == "internal"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::Here;

    #[test]
    fn every_problem_has_a_page_in_words() {
        for code in Code::ALL {
            let page = ErrorPage::of(Problem::new(*code, ""), Some(3), Layout::new(Here::Elsewhere));
            assert!(!page.title.starts_with("error.") && !page.message.starts_with("error."), "{code:?}");
            assert!(page.render().unwrap().contains("Try again in 3 seconds."));
        }
    }
}

//! What is typed into the popup and not sent, so that a closed popup loses nothing. Never a password.

use serde::{Deserialize, Serialize};

/// Which form of the popup is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Create an account.
    #[default]
    SignUp,
    /// Sign in.
    SignIn,
    /// Ask for a reset mail.
    Forgot,
}

/// The draft, kept by the browser until it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The open form.
    pub form: Form,
    /// Full name.
    pub name: String,
    /// Company.
    pub company: String,
    /// E-mail address.
    pub email: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_another_version_opens_as_far_as_it_is_known() {
        let draft: Draft = serde_json::from_str(r#"{"email":"anna@example.com","colour":"red"}"#).unwrap();
        assert_eq!(draft, Draft { email: "anna@example.com".into(), ..Draft::default() });
    }

    #[test]
    fn a_draft_has_no_place_for_a_password() {
        let written = serde_json::to_value(Draft::default()).unwrap();
        let keys: Vec<_> = written.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["company", "email", "form", "name"]);
    }
}

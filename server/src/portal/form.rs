//! A form as it comes back to the person who filled it in: with the values kept and the errors at their fields.

use api_types::{Code, FieldError};

use super::texts;
use crate::platform::problem::{ApiError, ApiResult};

/// Errors of a form, none at first.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    /// A sentence for the whole form.
    pub form: Option<String>,
    /// Sentences for fields, in the form's order.
    pub fields: Vec<FieldMessage>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMessage {
    /// Name of the field.
    pub field: String,
    /// A sentence.
    pub message: String,
}

impl FormErrors {
    /// One sentence for the whole form.
    pub fn form(message: impl Into<String>) -> Self {
        Self { form: Some(message.into()), fields: Vec::new() }
    }

    /// From the errors of an operation. The portal's own words for (field, code) come first, then its words for the
    /// code, then the sentence that came along.
    pub fn of(fields: &[FieldError]) -> Self {
        let message = |error: &FieldError| {
            texts::find(&format!("field_error.{}_{}", error.field, error.code))
                .or_else(|| texts::find(&format!("field_error.{}", error.code)))
                .unwrap_or_else(|| error.detail.clone())
        };
        let fields =
            fields.iter().map(|e| FieldMessage { field: e.field.clone(), message: message(e) }).collect();
        Self { form: None, fields }
    }

    /// What a person can mend, as errors of the form; everything else stays an error of the page.
    pub fn of_error(error: ApiError) -> ApiResult<Self> {
        let problem = &error.problem;
        match problem.code {
            Code::Invalid if !problem.fields.is_empty() => Ok(Self::of(&problem.fields)),
            Code::Conflict => Ok(Self::form(problem.detail.clone())),
            Code::InvalidCredentials => Ok(Self::form(texts::text("sign_in.wrong"))),
            Code::TooManyRequests => {
                let seconds = error.retry_after.unwrap_or(1).to_string();
                Ok(Self::form(texts::text("sign_in.slow_down").replace("{seconds}", &seconds)))
            }
            _ => Err(error),
        }
    }

    /// One error at one field, by its text key.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self { form: None, fields: vec![FieldMessage { field: field.into(), message: message.into() }] }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.form.is_none() && self.fields.is_empty()
    }

    /// How many fields are wrong.
    pub fn count(&self) -> u64 {
        self.fields.len() as u64
    }

    /// What is wrong with `field`, or nothing.
    pub fn at(&self, field: &str) -> &str {
        self.fields.iter().find(|f| f.field == field).map_or("", |f| f.message.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(field: &str, code: &str) -> FieldError {
        FieldError { field: field.into(), code: code.into(), detail: "As the API says it.".into() }
    }

    #[test]
    fn the_portals_own_words_come_before_the_apis() {
        let errors =
            FormErrors::of(&[error("password", "too_short"), error("age", "too_long"), error("x", "odd")]);
        assert_eq!(errors.at("password"), "Please use at least 10 characters.");
        assert_eq!(errors.at("age"), "This is too long.");
        assert_eq!(errors.at("x"), "As the API says it.");
        assert_eq!(errors.at("email"), "");
    }
}

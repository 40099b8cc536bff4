//! Putting a value in, at the last step.

use super::super::class::Rule;
use super::super::facts::{Editable, TargetFacts};
use super::super::origin::Origin;
use super::super::words;
use super::{Secret, SecretKind, SecretValue, Vault};

/// What the model writes for the secret `name`.
#[must_use]
pub fn placeholder(name: &str) -> String {
    format!("{{{{secret:{name}}}}}")
}

/// The secret of which this is the placeholder, and nothing besides.
#[must_use]
pub fn named_secret(text: &str) -> Option<&str> {
    let name = text.trim().strip_prefix("{{secret:")?.strip_suffix("}}")?;
    is_secret_name(name).then_some(name)
}

/// Whether it can stand in a placeholder.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// What is typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// The model's text; there was no placeholder in it.
    Text(String),
    /// The value of a secret. For the hands alone: it goes into no log, memory or observation.
    Secret {
        /// Name of the secret.
        name: String,
        /// Its value.
        value: SecretValue,
    },
}

impl Filled {
    /// The characters to type, for the message to the content script and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Secret { value, .. } => &value.0,
        }
    }
}

/// Why a placeholder was not filled in. The model may be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum SecretRefusal {
    #[error("a secret is typed alone: the text may be one placeholder and nothing else")]
    NotAlone,
    #[error("there is no secret {name} for {origin}")]
    NotHere { name: String, origin: Origin },
    #[error("a secret is only typed into a field that can be seen and written")]
    NotVisible,
    #[error("the field does not take that kind of secret")]
    WrongField,
}

impl Vault {
    /// What to type for the text of a model, into this field in a frame of this origin. Call it with the facts of the
    /// moment, after the act was judged.
    ///
    /// # Errors
    ///
    /// When there is a placeholder and it may not be filled in here.
    pub fn fill(&self, text: &str, field: &TargetFacts, frame: &Origin) -> Result<Filled, SecretRefusal> {
        if !text.contains("{{secret:") {
            return Ok(Filled::Text(text.to_owned()));
        }
        let name = named_secret(text).ok_or(SecretRefusal::NotAlone)?;
        // A foreign secret and none are the same answer: which there are elsewhere is nobody's business.
        let not_here = || SecretRefusal::NotHere { name: name.to_owned(), origin: frame.clone() };
        let of_frame = Origin::parse(&field.document_url).is_ok_and(|origin| origin == *frame);
        let is_it = |secret: &&Secret| of_frame && secret.name == name && secret.origin == *frame;
        let mut kept = self.secrets.iter().filter(is_it).peekable();
        kept.peek().ok_or_else(not_here)?;
        if !field.visible || field.disabled || field.editable != Editable::Text {
            return Err(SecretRefusal::NotVisible);
        }
        let secret = kept.find(|secret| secret.kind.fits(field)).ok_or(SecretRefusal::WrongField)?;
        Ok(Filled::Secret { name: name.to_owned(), value: secret.value.clone() })
    }
}

impl SecretKind {
    fn fits(self, field: &TargetFacts) -> bool {
        let token = |wanted: &dyn Fn(&str) -> bool| field.autocomplete.split_ascii_whitespace().any(wanted);
        let of_password = token(&|token| matches!(token, "current-password" | "new-password"));
        let of_code = token(&|token| token == "one-time-code");
        let of_card = token(&|token| token.starts_with("cc-"));
        let named = [&field.field_name, &field.label].into_iter().find_map(|name| words::secret_field(name));
        let input = field.tag == "input";
        let masked = field.kind == "password";
        let text = matches!(field.kind.as_str(), "text" | "tel" | "number" | "email" | "");
        match self {
            Self::Password => input && !of_code && !of_card && (masked || (text && of_password)),
            Self::Username => input && text && !of_code && !of_card && !of_password && named.is_none(),
            Self::Code => {
                input && (text || masked) && (of_code || (!of_card && named == Some(Rule::SecretField)))
            }
            Self::Card => {
                input && (text || masked) && (of_card || (!of_code && named == Some(Rule::CardField)))
            }
            Self::Text => (input && text || field.tag == "textarea") && !of_code && !of_card && !of_password,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Secret;
    use super::*;

    fn shop() -> Origin {
        Origin::parse("https://shop.test").expect("an origin")
    }

    fn vault() -> Vault {
        let secret = |name: &str, kind, value: &str| Secret {
            name: name.to_owned(),
            origin: shop(),
            kind,
            value: SecretValue::new(value),
        };
        Vault::new([
            secret("user", SecretKind::Username, "ada"),
            secret("password", SecretKind::Password, "hunter2"),
            secret("code", SecretKind::Code, "271828"),
            secret("card", SecretKind::Card, "4111111111111111"),
        ])
    }

    fn field(kind: &str, autocomplete: &str, name: &str) -> TargetFacts {
        TargetFacts {
            tag: "input".to_owned(),
            kind: kind.to_owned(),
            autocomplete: autocomplete.to_owned(),
            field_name: name.to_owned(),
            editable: Editable::Text,
            visible: true,
            document_url: "https://shop.test/login".to_owned(),
            ..TargetFacts::default()
        }
    }

    fn filled(name: &str, field: &TargetFacts) -> Result<String, SecretRefusal> {
        vault().fill(&placeholder(name), field, &shop()).map(|filled| filled.expose().to_owned())
    }

    #[test]
    fn a_value_goes_into_a_field_of_its_kind_alone() {
        let fields = [
            ("user", field("email", "username", "login")),
            ("password", field("password", "current-password", "pw")),
            ("password", field("text", "current-password", "pw")),
            ("code", field("tel", "one-time-code", "c")),
            ("card", field("text", "cc-number", "n")),
            ("card", field("tel", "", "cardNumber")),
        ];
        for (name, field) in &fields {
            assert!(filled(name, field).is_ok(), "{name} {field:?}");
            for other in ["user", "password", "code", "card"].iter().filter(|other| *other != name) {
                assert_eq!(filled(other, field), Err(SecretRefusal::WrongField), "{other} {field:?}");
            }
        }
        for name in ["user", "password", "code", "card"] {
            let rich = TargetFacts { editable: Editable::Rich, ..field("", "", "") };
            assert_eq!(filled(name, &rich), Err(SecretRefusal::NotVisible));
            assert_eq!(filled(name, &field("search", "", "q")), Err(SecretRefusal::WrongField));
        }
    }

    #[test]
    fn a_value_stays_on_its_origin() {
        let there = field("password", "", "pw");
        let not_here = |origin: &str| {
            let origin = Origin::parse(origin).expect("an origin");
            let field = TargetFacts { document_url: origin.to_string(), ..there.clone() };
            vault().fill("{{secret:password}}", &field, &origin)
        };
        for origin in [
            "http://shop.test",
            "https://shop.test:8443",
            "https://www.shop.test",
            "https://shop.test.evil.test",
            "https://ѕhop.test",
        ] {
            assert!(matches!(not_here(origin), Err(SecretRefusal::NotHere { .. })), "{origin}");
        }
        let foreign = TargetFacts { document_url: "https://evil.test/".to_owned(), ..there };
        assert!(matches!(filled("password", &foreign), Err(SecretRefusal::NotHere { .. })));
        assert!(matches!(filled("nothing", &field("password", "", "")), Err(SecretRefusal::NotHere { .. })));
    }

    #[test]
    fn hidden_and_disabled_fields_get_nothing() {
        let seen = field("password", "", "pw");
        for field in [TargetFacts { visible: false, ..seen.clone() }, TargetFacts { disabled: true, ..seen }]
        {
            assert_eq!(filled("password", &field), Err(SecretRefusal::NotVisible));
        }
    }

    #[test]
    fn a_placeholder_stands_alone() {
        let field = field("password", "", "pw");
        for text in [
            "x{{secret:password}}",
            "{{secret:user}}{{secret:password}}",
            "{{secret:password",
            "{{secret:pass word}}",
        ] {
            assert_eq!(vault().fill(text, &field, &shop()), Err(SecretRefusal::NotAlone), "{text}");
        }
        assert_eq!(vault().fill("plain", &field, &shop()), Ok(Filled::Text("plain".to_owned())));
    }

    #[test]
    fn nothing_prints_a_value() {
        let filled = vault().fill("{{secret:password}}", &field("password", "", ""), &shop());
        assert!(!format!("{filled:?} {:?}", vault()).contains("hunter2"));
    }
}

//! What a name, an address and a password must be, and how long a failed sign-in delays the next.

use api_types::FieldError;

use crate::platform::clock::{HOUR, Millis};

/// Fewest characters of a password.
pub const MIN_PASSWORD_CHARS: usize = 10;
/// Most characters of a password.
pub const MAX_PASSWORD_CHARS: usize = 200;

/// Failures are forgotten after this long without one.
pub const FORGET_FAILURES_AFTER: Millis = HOUR;

fn error(field: &str, code: &str, detail: &str) -> FieldError {
    FieldError { field: field.into(), code: code.into(), detail: detail.into() }
}

/// The trimmed name.
pub fn check_name(field: &str, name: &str, faults: &mut Vec<FieldError>) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => faults.push(error(field, "required", "Enter your name.")),
        101.. => faults.push(error(field, "too_long", "Use 100 characters at most.")),
        _ if name.chars().any(char::is_control) => {
            faults.push(error(field, "malformed", "Use letters only."))
        }
        _ => {}
    }
    name
}

/// The trimmed mail address. Only its form is judged: whether it exists, the confirmation mail shows.
pub fn check_email(email: &str, faults: &mut Vec<FieldError>) -> String {
    let email = email.trim().to_owned();
    let well_formed = email.parse::<lettre::Address>().is_ok()
        && email
            .split_once('@')
            .is_some_and(|(_, domain)| !domain.starts_with('.') && !domain.ends_with('.'))
        && !email.chars().any(|c| c.is_control() || c.is_whitespace());
    if email.is_empty() {
        faults.push(error("email", "required", "Enter your e-mail address."));
    } else if email.len() > 254 {
        faults.push(error("email", "too_long", "Use 254 characters at most."));
    } else if !well_formed {
        faults.push(error("email", "malformed", "This does not look like an e-mail address."));
    }
    email
}

/// What uniqueness of an address means.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A password must be long and not one of those that everybody tries first.
pub fn check_password(field: &str, password: &str, email: &str, faults: &mut Vec<FieldError>) {
    let chars = password.chars().count();
    if chars < MIN_PASSWORD_CHARS {
        faults.push(error(field, "too_short", "Use at least 10 characters."));
    } else if chars > MAX_PASSWORD_CHARS {
        faults.push(error(field, "too_long", "Use 200 characters at most."));
    } else if is_guessable(password, email) {
        faults.push(error(field, "too_weak", "This password is easy to guess. Try four unrelated words."));
    }
}

fn is_guessable(password: &str, email: &str) -> bool {
    let lower = password.to_lowercase();
    let distinct = lower.chars().collect::<std::collections::HashSet<_>>().len();
    let name = email.split('@').next().unwrap_or("").to_lowercase();
    let stem: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    distinct < 5
        || lower == email_key(email)
        || (name.len() >= 4 && stem == name)
        || include_str!("../../data/common_passwords.txt")
            .lines()
            .any(|common| common == lower || common == stem)
}

/// Milliseconds until the next attempt counts, after `failures` in a row. Grows to a minute and stays there: nobody
/// is locked out by another's guesses.
pub fn mail_delay(failures: i64) -> Millis {
    delay(failures - 5, 60_000)
}

/// The same for a network address, which may serve many people: later, then up to a quarter of an hour.
pub fn peer_delay(failures: i64) -> Millis {
    delay(failures - 20, 900_000)
}

fn delay(over: i64, most: Millis) -> Millis {
    if over < 0 { 0 } else { (1_000 << over.min(20)).min(most) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(check: impl FnOnce(&mut Vec<FieldError>)) -> Option<String> {
        let mut faults = Vec::new();
        check(&mut faults);
        faults.into_iter().next().map(|fault| fault.code)
    }

    #[test]
    fn addresses_are_judged_by_their_form() {
        for good in ["a@b.example", "name+tag@sub.example.com", " padded@example.com "] {
            assert_eq!(
                code_of(|faults| {
                    check_email(good, faults);
                }),
                None,
                "{good}"
            );
        }
        for bad in
            ["plain", "@example.com", "a@", "a b@example.com", "a@example.com\r\nBcc: x@y.z", "a@.example"]
        {
            assert_eq!(
                code_of(|faults| {
                    check_email(bad, faults);
                })
                .as_deref(),
                Some("malformed"),
                "{bad}"
            );
        }
    }

    #[test]
    fn guessable_passwords_are_refused() {
        let check = |password: &str| {
            code_of(|faults| check_password("password", password, "ada.love@x.example", faults))
        };
        assert_eq!(check("short").as_deref(), Some("too_short"));
        assert_eq!(check(&"x".repeat(201)).as_deref(), Some("too_long"));
        for weak in ["aaaaaaaaaaaa", "password1234", "ada.love@x.example", "1234567890", "qwertyuiop"] {
            assert_eq!(check(weak).as_deref(), Some("too_weak"), "{weak}");
        }
        assert_eq!(check("violet tractor hums").as_deref(), None);
    }

    #[test]
    fn delays_grow_and_are_bounded() {
        assert_eq!(mail_delay(4), 0);
        assert_eq!(mail_delay(5), 1_000);
        assert_eq!(mail_delay(8), 8_000);
        assert_eq!(mail_delay(1_000), 60_000);
        assert_eq!(peer_delay(19), 0);
    }
}

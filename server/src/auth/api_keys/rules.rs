//! What a key must be.

use api_types::FieldError;
use api_types::api_keys::{CreateApiKey, KeyLimits, Scope};
use jiff::Timestamp;

use crate::auth::Operation;
use crate::platform::clock::Millis;
use crate::platform::secret::token_hash;

/// What every key begins with, so that it is known for one wherever it turns up.
pub const PREFIX: &str = "sk_live_";
/// Characters of a key's checksum.
const CHECKSUM: usize = 6;
/// Most keys of a workspace.
pub const MOST_KEYS: usize = 100;
/// Largest limit: exact in every JSON reader.
const MOST_UNITS: u64 = 1 << 53;

/// What a request with a key may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyGrant {
    /// Id of the key.
    pub id: String,
    /// Its scopes.
    pub scopes: Vec<Scope>,
    /// Its limits.
    pub limits: KeyLimits,
}

impl KeyGrant {
    /// Whether a scope covers the operation.
    pub fn allows(&self, operation: Operation) -> bool {
        let scope = match operation {
            Operation::Ask => Scope::Models,
            Operation::ReadUsage => Scope::Usage,
            Operation::OwnProfile | Operation::ManageApiKeys => return false,
        };
        self.scopes.contains(&scope)
    }
}

/// A key that keeps the rules.
#[derive(Debug)]
pub struct Checked {
    /// Trimmed name.
    pub name: String,
    /// Scopes, each once.
    pub scopes: Vec<Scope>,
    /// When it ends.
    pub expires_at: Option<Millis>,
    /// Its limits.
    pub limits: KeyLimits,
}

/// Checks a key that is to be made; every fault at once.
pub fn check(request: &CreateApiKey, now: Millis) -> Result<Checked, Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, code: &str, detail: &str| {
        faults.push(FieldError { field: field.into(), code: code.into(), detail: detail.into() });
    };
    let name = request.name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => fault("name", "required", "Say what the key is for."),
        101.. => fault("name", "too_long", "Use 100 characters at most."),
        _ if name.chars().any(char::is_control) => fault("name", "malformed", "Use letters only."),
        _ => {}
    }
    let mut scopes = request.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        fault("scopes", "required", "Choose at least one.");
    }
    let expires_at = request.expires_at.as_deref().and_then(|text| match text.parse::<Timestamp>() {
        Ok(at) if at.as_millisecond() > now => Some(at.as_millisecond()),
        Ok(_) => {
            fault("expires_at", "past", "Give a time to come.");
            None
        }
        Err(_) => {
            fault("expires_at", "malformed", "Give a time as 2027-01-31T00:00:00Z.");
            None
        }
    });
    let limits = &request.limits;
    for (field, limit) in [
        ("requests_per_minute", limits.requests_per_minute),
        ("requests_per_day", limits.requests_per_day),
        ("questions_per_month", limits.questions_per_month),
        ("cost_nanos_per_month", limits.cost_nanos_per_month),
    ] {
        if limit.is_some_and(|limit| !(1..=MOST_UNITS).contains(&limit)) {
            fault(field, "out_of_range", "Give a whole number above 0, or leave it out.");
        }
    }
    if faults.is_empty() { Ok(Checked { name, scopes, expires_at, limits: *limits }) } else { Err(faults) }
}

/// A key of a new token, with a checksum: what is no key is known for none without a look at the database.
pub fn seal(token: &str) -> String {
    format!("{PREFIX}{token}{}", checksum(token))
}

/// Whether the checksum fits.
pub fn is_sealed(key: &str) -> bool {
    let Some(body) = key.strip_prefix(PREFIX) else { return false };
    let at = body.len().checked_sub(CHECKSUM);
    at.and_then(|at| body.split_at_checked(at)).is_some_and(|(token, sum)| sum == checksum(token))
}

fn checksum(token: &str) -> String {
    token_hash(token)[..CHECKSUM].to_owned()
}

/// Enough of a key to tell it from others.
pub fn hint(key: &str) -> String {
    let (head, tail) = (PREFIX.len() + 4, key.len() - 4);
    format!("{}…{}", &key[..head], &key[tail..])
}

/// Scopes as they are stored.
pub fn scopes_text(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ")
}

/// The same back. A scope that this version does not know is none.
pub fn scopes_of(text: &str) -> Vec<Scope> {
    Scope::ALL.into_iter().filter(|scope| text.split(' ').any(|word| word == scope.name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> CreateApiKey {
        CreateApiKey {
            name: " Nightly  report ".into(),
            scopes: vec![Scope::Usage, Scope::Models, Scope::Usage],
            expires_at: None,
            limits: KeyLimits::default(),
        }
    }

    #[test]
    fn a_key_is_tidied_and_its_scopes_survive_the_database() {
        let checked = check(&request(), 0).unwrap();
        assert_eq!(checked.name, "Nightly report");
        assert_eq!(scopes_of(&scopes_text(&checked.scopes)), [Scope::Models, Scope::Usage]);
        assert_eq!(scopes_of("models of_the_future"), [Scope::Models]);
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let limits = KeyLimits { requests_per_minute: Some(0), ..KeyLimits::default() };
        let expires_at = Some("2020-01-01T00:00:00Z".into());
        let wrong = CreateApiKey { name: " ".into(), scopes: vec![], expires_at, limits };
        let faults = check(&wrong, 1_763_674_500_000).unwrap_err();
        let named: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code.as_str())).collect();
        let expected = [
            ("name", "required"),
            ("scopes", "required"),
            ("expires_at", "past"),
            ("requests_per_minute", "out_of_range"),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_mistyped_key_is_known_without_the_database() {
        let key = seal("a-token");
        assert!(is_sealed(&key));
        for wrong in
            ["sk_live_", "sk_live_é", "sk_test_abcdefgh", &key[..key.len() - 1], &key.replace("a-t", "b-t")]
        {
            assert!(!is_sealed(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_hint_tells_keys_apart_and_no_more() {
        assert_eq!(hint("sk_live_AbCdEfGhIjKl"), "sk_live_AbCd…IjKl");
    }

    #[test]
    fn a_key_does_what_its_scopes_cover_and_never_manages_keys() {
        let grant = KeyGrant { id: "k".into(), scopes: vec![Scope::Models], limits: KeyLimits::default() };
        assert!(grant.allows(Operation::Ask));
        assert!(!grant.allows(Operation::ReadUsage) && !grant.allows(Operation::ManageApiKeys));
    }
}

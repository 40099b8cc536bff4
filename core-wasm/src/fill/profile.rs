//! What is known of the person: the account, and what plainly stands in the resume.

use super::Detail;

/// The person, as far as forms ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Full name.
    pub name: String,
    /// Mail address of the account.
    pub email: String,
    /// Text of the resume; empty without one.
    pub resume: String,
}

impl Profile {
    /// The value for a detail, if it is known for certain: nothing is guessed.
    pub fn find(&self, detail: Detail) -> Option<String> {
        let found = match detail {
            Detail::Name => self.name.trim().to_owned(),
            Detail::GivenName => self.names()?.0,
            Detail::FamilyName => self.names()?.1,
            Detail::Email => self.mail()?,
            Detail::Tel => self.resume.lines().find_map(phone)?,
            Detail::Url => self.tokens().find(|token| is_site(token))?.to_owned(),
            Detail::StreetAddress => self.labelled(&["address", "street"])?,
            Detail::PostalCode => self.labelled(&["postal code", "postcode", "zip"])?,
            Detail::City => self.labelled(&["city", "town"])?,
            Detail::Region => self.labelled(&["state", "province", "region"])?,
            Detail::Country => self.labelled(&["country"])?,
            Detail::Organization => self.labelled(&["company", "employer"])?,
            Detail::OrganizationTitle => self.labelled(&["job title", "position", "title"])?,
        };
        (!found.is_empty()).then_some(found)
    }

    /// Given and family name, where there are exactly two: which of three is which nobody can tell.
    fn names(&self) -> Option<(String, String)> {
        let (given, family) = self.name.trim().split_once(' ')?;
        (!family.contains(' ')).then(|| (given.to_owned(), family.to_owned()))
    }

    /// The one people are written to: the resume's, else the account's.
    fn mail(&self) -> Option<String> {
        let written = self.tokens().find(|token| is_mail(token)).map(str::to_owned);
        written.or_else(|| is_mail(&self.email).then(|| self.email.clone()))
    }

    fn tokens(&self) -> impl Iterator<Item = &str> {
        let edge = |letter: char| matches!(letter, ',' | ';' | '(' | ')' | '<' | '>' | '|' | '"');
        self.resume.split_whitespace().map(move |token| token.trim_matches(edge).trim_end_matches('.'))
    }

    /// What stands behind one of these words and a colon at the beginning of a line.
    fn labelled(&self, labels: &[&str]) -> Option<String> {
        self.resume.lines().find_map(|line| {
            let (label, value) = line.split_once(':')?;
            let fits = labels.iter().any(|wanted| label.trim().eq_ignore_ascii_case(wanted));
            let value = value.trim();
            (fits && !value.is_empty() && value.chars().count() <= 200).then(|| value.to_owned())
        })
    }
}

fn is_mail(token: &str) -> bool {
    token.split_once('@').is_some_and(|(name, host)| {
        let is_word =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
        is_word(name) && is_word(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    })
}

fn is_site(token: &str) -> bool {
    let rest = token.strip_prefix("https://").or_else(|| token.strip_prefix("http://")).unwrap_or(token);
    let is_known =
        ["linkedin.com/", "www.linkedin.com/", "github.com/"].iter().any(|site| rest.starts_with(site));
    is_known || (rest.len() < token.len() && rest.contains('.'))
}

/// A phone number in a line: 8 to 15 digits (E.164) that begin with a plus, or stand behind a word for it.
fn phone(line: &str) -> Option<String> {
    let start = line.find('+').or_else(|| {
        let low = line.to_lowercase();
        let said = ["phone", "tel", "mobile"].iter().any(|word| low.trim_start().starts_with(word));
        said.then(|| line.find(|letter: char| letter.is_ascii_digit())).flatten()
    })?;
    let number: String = line[start..]
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || "+ ()-./".contains(*letter))
        .collect();
    let number = number.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    (8..=15).contains(&digits).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(resume: &str) -> Profile {
        Profile { name: "Ilka Brandvold".into(), email: "i@example.org".into(), resume: resume.into() }
    }

    #[test]
    fn plain_details_are_found_where_they_stand() {
        let person = profile(
            "Ilka Brandvold\nPhone: +47 22 33 44 55, ilka.brandvold@example.org\nhttps://ilka.example/cv.\nAddress: Quay 3, Port Ansel\nCity: Port Ansel",
        );
        for (detail, value) in [
            (Detail::Name, "Ilka Brandvold"),
            (Detail::GivenName, "Ilka"),
            (Detail::FamilyName, "Brandvold"),
            (Detail::Email, "ilka.brandvold@example.org"),
            (Detail::Tel, "+47 22 33 44 55"),
            (Detail::Url, "https://ilka.example/cv"),
            (Detail::StreetAddress, "Quay 3, Port Ansel"),
            (Detail::City, "Port Ansel"),
        ] {
            assert_eq!(person.find(detail).as_deref(), Some(value), "{detail:?}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_said() {
        let person = profile("Led 2021 to 2026 the rewrite: 3,400 writes a second.\nwrote a+b 12");
        for detail in [Detail::Tel, Detail::Url, Detail::StreetAddress, Detail::Country, Detail::Organization]
        {
            assert_eq!(person.find(detail), None, "{detail:?}");
        }
        assert_eq!(person.find(Detail::Email).as_deref(), Some("i@example.org"));
        let three = Profile { name: "Ana Maria Silva".into(), ..Profile::default() };
        assert_eq!((three.find(Detail::GivenName), three.find(Detail::Email)), (None, None));
    }
}

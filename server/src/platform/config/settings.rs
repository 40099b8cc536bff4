//! The settings of a server, checked as a whole: every fault is named, not only the first.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Source, dev_secrets};
use crate::platform::peer::parse_proxies;

/// What the command line gives; it wins over everything else.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--dev`: own secrets, mail into a file outbox.
    pub dev: bool,
    /// `--listen`.
    pub listen: Option<SocketAddr>,
    /// `--data`.
    pub data: Option<PathBuf>,
}

/// Which database.
#[derive(Clone, Debug)]
pub enum Database {
    /// Embedded, in the data folder.
    Sqlite,
    /// A server.
    Postgres(SecretString),
}

/// Who answers.
#[derive(Clone, Debug)]
pub enum Upstream {
    /// The built-in extractive answerer.
    Offline,
    /// A server that speaks the OpenAI API.
    OpenAi {
        /// Base address, `https://api.openai.com/v1`.
        base_url: Url,
        /// The company's key.
        api_key: SecretString,
        /// Model asked for.
        model: String,
    },
}

/// How mail leaves.
#[derive(Clone, Debug)]
pub enum Mail {
    /// Files in the data folder, shown at `/dev/mail`.
    FileOutbox,
    /// A mail server.
    Smtp {
        /// `smtps://user:password@host:465` or `smtp://…?tls=required`.
        url: SecretString,
        /// Sender, `Legwork <hello@example.com>`.
        from: String,
    },
}

/// Everything a server needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Development mode.
    pub dev: bool,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder for SQLite, secrets of `--dev` and the file outbox.
    pub data: PathBuf,
    /// Database.
    pub database: Database,
    /// Address people reach the portal at, no trailing slash.
    pub public_url: String,
    /// Root of the access tokens' keys.
    pub jwt_secret: SecretString,
    /// Mail.
    pub mail: Mail,
    /// Answers.
    pub upstream: Upstream,
    /// Asking needs a confirmed address.
    pub require_verified_email: bool,
    /// Sign-up and sign-in requests a minute from one network address.
    pub auth_requests_per_minute: u32,
    /// Proxies in front of the server whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Seconds an upstream may stay silent.
    pub upstream_silence_seconds: u64,
    /// Units leased to this server are handed out for so long after its last commit.
    pub lease_seconds: u64,
    /// After so long more, units of a dead server count as used.
    pub longest_request_seconds: u64,
    /// Folder with the extension's builds, offered for download.
    pub extension_dir: PathBuf,
    /// This program: it starts itself to read documents in a process of their own.
    pub executable: PathBuf,
}

impl Settings {
    /// Checks every setting. `Err` lists what is missing or wrong and how to mend it.
    pub fn load(flags: &Flags, source: &Source) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let mut note = |fault: String| faults.push(fault);
        let dev = flags.dev
            || source.flag("DEV").unwrap_or_else(|fault| {
                note(fault);
                false
            });
        let data = flags.data.clone().unwrap_or_else(|| source.get("DATA").unwrap_or("./data").into());
        let listen = flags.listen.or_else(|| {
            let text = source.get("LISTEN").unwrap_or("127.0.0.1:8080");
            text.parse().map_err(|_| note(format!("LISTEN must be address:port, not “{text}”."))).ok()
        });
        let listen = listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let require_verified_email = source.flag("REQUIRE_VERIFIED_EMAIL").unwrap_or_else(|fault| {
            note(fault);
            false
        });
        let mut number = |name: &str, default: u64| match source.get(name).map(str::parse) {
            None => default,
            Some(Ok(value)) if value > 0 => value,
            Some(_) => {
                note(format!("{name} must be a whole number above 0."));
                default
            }
        };
        let auth_requests_per_minute = number("AUTH_REQUESTS_PER_MINUTE", 30) as u32;
        let upstream_silence_seconds = number("UPSTREAM_SILENCE_SECONDS", 60);
        let lease_seconds = number("LEASE_SECONDS", 30);
        let longest_request_seconds = number("LONGEST_REQUEST_SECONDS", 900);
        let trusted_proxies = parse_proxies(source.get("TRUSTED_PROXIES").unwrap_or_default())
            .unwrap_or_else(|part| {
                note(format!("TRUSTED_PROXIES: “{part}” is no address and no network, as 10.0.0.0/8."));
                Vec::new()
            });
        let public_url = public_url(dev, listen, source).unwrap_or_else(|fault| {
            note(fault);
            String::new()
        });
        let jwt_secret = jwt_secret(dev, &data, source).unwrap_or_else(|fault| {
            note(fault);
            "".into()
        });
        let mail = mail(dev, source).unwrap_or_else(|fault| {
            note(fault);
            Mail::FileOutbox
        });
        let upstream = upstream(source).unwrap_or_else(|fault| {
            note(fault);
            Upstream::Offline
        });
        let database = database(source).unwrap_or_else(|fault| {
            note(fault);
            Database::Sqlite
        });
        let extension_dir = source.get("EXTENSION_DIR").unwrap_or("./dist").into();
        let executable = match source.get("LEGWORK_EXECUTABLE") {
            Some(path) => path.into(),
            None => std::env::current_exe().unwrap_or_else(|error| {
                note(format!("LEGWORK_EXECUTABLE: this program's own path is unknown ({error})."));
                PathBuf::new()
            }),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            dev,
            listen,
            data,
            database,
            public_url,
            jwt_secret,
            mail,
            upstream,
            require_verified_email,
            auth_requests_per_minute,
            trusted_proxies: trusted_proxies.into(),
            upstream_silence_seconds,
            lease_seconds,
            longest_request_seconds,
            extension_dir,
            executable,
        })
    }
}

fn public_url(dev: bool, listen: SocketAddr, source: &Source) -> Result<String, String> {
    let Some(text) = source.get("PUBLIC_URL") else {
        return if dev {
            Ok(format!("http://{listen}"))
        } else {
            Err("PUBLIC_URL is missing: the address people reach the portal at, as https://legwork.example."
                .into())
        };
    };
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err(format!("PUBLIC_URL must be an http or https address, not “{text}”.")),
    }
}

fn jwt_secret(dev: bool, data: &std::path::Path, source: &Source) -> Result<SecretString, String> {
    match source.get("JWT_SECRET") {
        Some(secret) if is_strong(secret) => Ok(secret.into()),
        Some(_) => {
            Err("JWT_SECRET is weak: give at least 32 random characters, as from `openssl rand -base64 48`."
                .into())
        }
        None if dev => dev_secrets::load_or_make(data, "jwt_secret")
            .map_err(|error| format!("JWT_SECRET: can not keep one in {}: {error}.", data.display())),
        None => Err(
            "JWT_SECRET is missing: give at least 32 random characters, as from `openssl rand -base64 48`."
                .into(),
        ),
    }
}

/// 32 characters of which at least 10 differ: catches `changeme…` and repeated letters.
fn is_strong(secret: &str) -> bool {
    let distinct: std::collections::HashSet<char> = secret.chars().collect();
    secret.len() >= 32 && distinct.len() >= 10
}

fn mail(dev: bool, source: &Source) -> Result<Mail, String> {
    let from = source.get("MAIL_FROM");
    match (source.get("SMTP_URL"), from) {
        (Some(url), Some(from)) => {
            from.parse::<lettre::message::Mailbox>().map_err(|_| {
                format!(
                    "MAIL_FROM must be a mail address, as “Legwork <hello@legwork.example>”, not “{from}”."
                )
            })?;
            Ok(Mail::Smtp { url: url.into(), from: from.to_owned() })
        }
        (Some(_), None) => {
            Err("MAIL_FROM is missing: the sender, as “Legwork <hello@legwork.example>”.".into())
        }
        (None, _) if dev => Ok(Mail::FileOutbox),
        (None, _) => {
            Err("SMTP_URL is missing: your mail server, as smtps://user:password@mail.example:465.".into())
        }
    }
}

fn upstream(source: &Source) -> Result<Upstream, String> {
    let Some(key) = source.get("OPENAI_API_KEY") else { return Ok(Upstream::Offline) };
    let text = source.get("OPENAI_BASE_URL").unwrap_or("https://api.openai.com/v1");
    let base_url = Url::parse(text.trim_end_matches('/'))
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| format!("OPENAI_BASE_URL must be an http or https address, not “{text}”."))?;
    let model = source.get("LLM_MODEL").unwrap_or("gpt-4o-mini").to_owned();
    Ok(Upstream::OpenAi { base_url, api_key: key.into(), model })
}

fn database(source: &Source) -> Result<Database, String> {
    match source.get("DATABASE_URL") {
        None => Ok(Database::Sqlite),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Database::Postgres(url.into()))
        }
        Some(_) => {
            Err("DATABASE_URL must start with postgres://; leave it out for the embedded SQLite.".into())
        }
    }
}

impl Settings {
    /// The secret that keys of every purpose derive from.
    pub fn jwt_secret_bytes(&self) -> &[u8] {
        self.jwt_secret.expose_secret().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

    fn load(pairs: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
        Settings::load(&Flags::default(), &Source::from_pairs(pairs.iter().copied()))
    }

    #[test]
    fn every_missing_secret_is_named_at_once() {
        let faults = load(&[]).unwrap_err().join("\n");
        for name in ["PUBLIC_URL", "JWT_SECRET", "SMTP_URL"] {
            assert!(faults.contains(name), "{faults}");
        }
    }

    #[test]
    fn a_weak_secret_is_refused() {
        let base =
            [("PUBLIC_URL", "https://x.example"), ("SMTP_URL", "smtp://m"), ("MAIL_FROM", "a@b.example")];
        for weak in ["short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            let faults = load(&[&base[..], &[("JWT_SECRET", weak)]].concat()).unwrap_err();
            assert_eq!(faults.len(), 1);
            assert!(faults[0].contains("JWT_SECRET is weak"));
        }
        assert!(load(&[&base[..], &[("JWT_SECRET", GOOD)]].concat()).is_ok());
    }

    #[test]
    fn without_a_key_the_offline_answerer_answers() {
        assert!(matches!(upstream(&Source::default()), Ok(Upstream::Offline)));
        let source = Source::from_pairs([("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", "ftp://x")]);
        assert!(upstream(&source).unwrap_err().contains("OPENAI_BASE_URL"));
    }
}

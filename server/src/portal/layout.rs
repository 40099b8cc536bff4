//! What every page shows around its content.

/// What a page's frame needs to know.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Whether the server has no model behind it.
    pub offline: bool,
    /// Which page is shown, to mark it in the navigation.
    pub here: Here,
    /// A text key under `notice.`, said once after a form was done.
    pub notice: Option<String>,
}

/// The signed-in person.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Full name.
    pub name: String,
}

/// Pages that the navigation can mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// None of them.
    Elsewhere,
    /// `/pricing`
    Pricing,
    /// `/download`
    Download,
    /// `/developers`
    Api,
    /// `/privacy`
    Privacy,
    /// `/sign-in`
    SignIn,
    /// `/sign-up`
    SignUp,
    /// `/account`
    Account,
    /// `/account/resume`
    Resume,
    /// `/account/usage`
    Usage,
    /// `/account/api-keys`
    ApiKeys,
}

/// Notices a redirect may ask for with `?done=`. Anything else in the query says nothing.
const NOTICES: &[&str] = &[
    "signed_out",
    "signed_out_everywhere",
    "account_deleted",
    "password_reset",
    "password_changed",
    "name_changed",
    "verification_sent",
    "session_ended",
    "resume_saved",
    "resume_deleted",
    "api_key_revoked",
];

impl Layout {
    /// The frame of a page for nobody in particular.
    pub fn new(here: Here) -> Self {
        Self { viewer: None, offline: false, here, notice: None }
    }

    /// With the notice `?done=` asks for, if it is one.
    pub fn notice(mut self, done: Option<&str>) -> Self {
        self.notice = done.filter(|done| NOTICES.contains(done)).map(|done| format!("notice.{done}"));
        self
    }

    /// Whether `name` names the page shown.
    pub fn at(&self, name: &str) -> bool {
        format!("{:?}", self.here) == name
    }

    /// Whether the page shown belongs to the account.
    pub fn in_account(&self) -> bool {
        matches!(self.here, Here::Account | Here::Resume | Here::Usage | Here::ApiKeys)
    }

    /// Server version.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_notice_says_nothing() {
        assert_eq!(Layout::new(Here::Elsewhere).notice(Some("you_won")).notice, None);
    }

    #[test]
    fn every_notice_has_a_text() {
        for done in NOTICES {
            assert!(super::super::texts::find(&format!("notice.{done}")).is_some(), "{done}");
        }
    }
}

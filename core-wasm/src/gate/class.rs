//! Classes of acts, and the rules that put an act into one.

use serde::{Deserialize, Serialize};

/// How far an act reaches. The order is by weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// R: changes nothing outside Legwork.
    Read,
    /// N: goes somewhere within the contract.
    Navigate,
    /// W: writes what is no secret into the page it is on.
    Write,
    /// S: needs a fresh approval of exactly this act.
    Sensitive,
}

/// Why an act has its class. One a line of `security.md` §3; log, approval and tests name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// R: reads, waits, remembers, answers.
    Observes,
    /// N: follows a link.
    FollowsLink,
    /// N: goes to an address.
    GoesTo,
    /// N: back, forward, reload, another tab.
    MovesInHistory,
    /// N: submits an honest search box.
    Searches,
    /// N: keys that only move: arrows, Tab, Escape.
    MovesFocus,
    /// W: writes into a field.
    WritesField,
    /// W: picks an option, ticks a box.
    Chooses,
    /// W: presses a control that submits nothing.
    PressesControl,
    /// W: drags.
    Drags,
    /// S: pays, orders, subscribes.
    Pays,
    /// S: sends.
    Sends,
    /// S: posts where others read it.
    Posts,
    /// S: shares or invites.
    Shares,
    /// S: deletes, cancels, closes.
    Deletes,
    /// S: gives a permission or consent.
    Permits,
    /// S: says yes to a question the gate did not hear.
    Confirms,
    /// S: changes settings.
    ChangesSettings,
    /// S: signs in or out, or makes an account.
    SignsIn,
    /// S: a password or one-time-code field.
    SecretField,
    /// S: a card or bank field.
    CardField,
    /// S: writes a value of the vault.
    WritesSecret,
    /// S: brings a file onto the machine.
    Downloads,
    /// S: gives a file away.
    Uploads,
    /// S: submits to another origin.
    CrossOriginSubmit,
    /// S: writes into a frame of another origin than the page.
    CrossOriginFrame,
    /// S: writes text of one origin into another.
    MovesData,
    /// S: the address carries page or user data to a new origin.
    CarriesData,
    /// S: pastes what is on the clipboard.
    PastesClipboard,
    /// S: submits, and nobody knows what.
    UnknownSubmit,
    /// S: the origin is not in the contract; approving it adds it for this run.
    NewOrigin,
}

impl Rule {
    /// The class the rule gives by itself. [`super::judge`] takes the heaviest rule that applies.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::Observes => Class::Read,
            Self::FollowsLink | Self::GoesTo | Self::MovesInHistory | Self::Searches | Self::MovesFocus => {
                Class::Navigate
            }
            Self::WritesField | Self::Chooses | Self::PressesControl | Self::Drags => Class::Write,
            _ => Class::Sensitive,
        }
    }
}

//! Every message between the extension's contexts, the Rust half of `extension/protocol.ts`.
//!
//! * view → background: [`ViewCall`], answered by one [`ViewReply`]; [`ViewEvent`]s come in between and unasked.
//! * background → content script: [`ContentCall`], answered by one [`ContentReply`]; the content script itself only
//!   ever sends [`ContentEvent`]s. It can not start anything.

mod act;
mod chat;
mod content;
mod fill;
mod history;
mod recipe;
mod run;
mod secret;
mod trusted;
mod view;

pub use act::*;
pub use chat::*;
pub use content::*;
pub use fill::{FillField, FillValue, FilledField};
pub use history::{History, PastEnd, PastRun, PastRunView, PastStep};
pub use recipe::*;
pub use run::{RunApproval, RunExport, RunQuote, RunRows, RunStatus, RunStep, RunTable, RunUse, RunView};
pub use secret::{KeptSecret, NewSecret};
pub use trusted::{MousePhase, TrustedInput};
pub use view::*;

//! What every view is put together from.

mod attempt;
mod copy_button;
mod failure;
mod field;
mod file;
mod icon;
mod markdown_view;
mod meter;
mod notice;
mod server_form;

pub(crate) use attempt::Attempt;
pub(crate) use copy_button::CopyButton;
pub(crate) use failure::FailureNote;
pub(crate) use field::{Field, Kind, Submit};
pub(crate) use file::base64;
pub(crate) use icon::{Glyph, Icon, Mark};
pub(crate) use markdown_view::{MarkdownView, OnQuote};
pub(crate) use meter::{Meter, Offline};
pub(crate) use notice::{Notice, Tone};
pub(crate) use server_form::ServerForm;

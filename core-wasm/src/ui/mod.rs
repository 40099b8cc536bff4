//! The views: popup, overlay, side panel and options.
//!
//! What decides and what words are chosen is pure and stands in [`markdown`], [`message`], [`password`], [`wording`],
//! [`run`], [`history`] and [`draft`], with native tests; the rest is Leptos and only draws. Views know the engine by [`crate::protocol`] alone.

pub mod draft;
#[cfg(any(feature = "ui", test))]
pub mod history;
#[cfg(any(feature = "ui", test))]
pub mod markdown;
pub mod message;
pub mod password;
#[cfg(any(feature = "ui", test))]
pub mod recipe;
#[cfg(any(feature = "ui", test))]
pub mod run;
pub mod wording;

#[cfg(feature = "ui")]
mod options;
#[cfg(feature = "ui")]
mod overlay;
#[cfg(feature = "ui")]
mod panel;
#[cfg(feature = "ui")]
mod parts;
#[cfg(feature = "ui")]
mod popup;
#[cfg(feature = "ui")]
mod port;
#[cfg(feature = "ui")]
mod secrets;
#[cfg(feature = "ui")]
mod text;

#[cfg(feature = "ui")]
pub(crate) use {
    options::{Options, OptionsProps},
    overlay::{Overlay, OverlayProps},
    panel::{Panel, PanelProps},
    popup::{Popup, PopupProps},
    port::Port,
};

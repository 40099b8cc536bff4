//! The portal, page by page, as a browser without JavaScript uses it.

mod accounts;
mod api_keys;
mod browser;
mod forms;
mod frame;
mod pages;
mod resume;

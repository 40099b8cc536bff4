//! The gate as the loop uses it.

mod addresses;
mod approvals;
mod build;
mod classes;
mod contracts;
mod unattended;

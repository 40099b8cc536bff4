//! What templates may do with a value. Askama looks for a module of this name where a template's struct is.

#![allow(missing_docs, reason = "the attribute makes types without documentation")]

use std::borrow::Borrow;
use std::fmt::{Display, Write as _};

use askama::filters::Safe;
use askama::{Result, Values};

use super::{assets, figures, texts};

/// The text of a key.
#[askama::filter_fn]
pub fn t<T: Display>(key: T, _: &dyn Values) -> Result<String> {
    Ok(texts::text(&key.to_string()))
}

/// A text with `{name}` filled in.
#[askama::filter_fn]
pub fn with<T: Display, V: Display>(text: T, _: &dyn Values, name: &str, value: V) -> Result<String> {
    Ok(text.to_string().replace(&format!("{{{name}}}"), &value.to_string()))
}

/// The text of a key for `n` things, with `{n}` filled in.
#[askama::filter_fn]
pub fn count<T: Display, N: Borrow<u64>>(key: T, _: &dyn Values, n: N) -> Result<String> {
    Ok(texts::counted(&key.to_string(), *n.borrow()))
}

/// A number with thousands apart.
#[askama::filter_fn]
pub fn number(n: &u64, _: &dyn Values) -> Result<String> {
    Ok(figures::number(*n))
}

/// Nano-dollars as money.
#[askama::filter_fn]
pub fn nanos(n: &u64, _: &dyn Values) -> Result<String> {
    Ok(figures::nanos(*n))
}

/// US cents as money.
#[askama::filter_fn]
pub fn cents(n: &u32, _: &dyn Values) -> Result<String> {
    Ok(figures::cents(*n))
}

/// A size in bytes.
#[askama::filter_fn]
pub fn size(n: &u64, _: &dyn Values) -> Result<String> {
    Ok(figures::bytes(*n))
}

/// The day of an RFC 3339 time.
#[askama::filter_fn]
pub fn day<T: Display>(time: T, _: &dyn Values) -> Result<String> {
    Ok(figures::day(&time.to_string()))
}

/// An RFC 3339 time with hours and minutes.
#[askama::filter_fn]
pub fn moment<T: Display>(time: T, _: &dyn Values) -> Result<String> {
    Ok(figures::moment(&time.to_string()))
}

/// A calendar date, short.
#[askama::filter_fn]
pub fn short_date<T: Display>(date: T, _: &dyn Values) -> Result<String> {
    Ok(figures::short_date(&date.to_string()))
}

/// A sentence of the OpenAPI document: what stands between backticks is code.
#[askama::filter_fn]
pub fn code<T: Display>(sentence: T, _: &dyn Values) -> Result<Safe<String>> {
    let mut html = String::new();
    for (i, part) in sentence.to_string().split('`').enumerate() {
        let part = askama::filters::escape(part, askama::filters::Html)?;
        match i % 2 {
            0 => write!(html, "{part}")?,
            _ => write!(html, "<code>{part}</code>")?,
        }
    }
    Ok(Safe(html))
}

/// The address of a static file, with its hash, so that it may be cached for ever.
#[askama::filter_fn]
pub fn asset<T: Display>(file: T, _: &dyn Values) -> Result<String> {
    Ok(assets::address(&file.to_string()))
}

//! Texts as they are shown: looked up through the browser's i18n, numbers and days the reader's way.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Number, Object, Reflect};
use wasm_bindgen::JsValue;

use super::message::{Arg, Message};
use crate::views::ViewHost;

thread_local! {
    static HOST: RefCell<Option<Rc<ViewHost>>> = const { RefCell::new(None) };
}

/// The text of a key of `extension/_locales`, with what goes into its places.
macro_rules! t {
    ($key:literal $(, $arg:expr)* $(,)?) => {
        $crate::ui::text::say(&$crate::ui::message::Message::new($key)$(.with($arg))*)
    };
}
pub(crate) use t;

/// Looks texts up at `host` from now on.
pub(crate) fn init(host: Rc<ViewHost>) {
    HOST.set(Some(host));
}

/// `message` in words.
pub(crate) fn say(message: &Message) -> String {
    HOST.with_borrow(|host| {
        let Some(host) = host else { return String::new() };
        let language = host.language();
        let shown = message.args.iter().map(|arg| match arg {
            Arg::Text(text) => text.clone(),
            Arg::Number(number) => grouped(*number, &language),
            Arg::Day(time) => day(time, &language),
        });
        host.t(message.key, shown.collect())
    })
}

fn grouped(number: u64, language: &str) -> String {
    Number::from(number as f64).to_locale_string(language).into()
}

/// "1 December", or as the reader's language has it; in the reader's zone.
fn day(time: &str, language: &str) -> String {
    let options = Object::new();
    for (name, value) in [("day", "numeric"), ("month", "long")] {
        // Setting a property of a new plain object can not fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let options: JsValue = options.into();
    Date::new(&time.into()).to_locale_date_string(language, &options).into()
}

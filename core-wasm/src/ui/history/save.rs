//! A run of the past as a file: what is shown of it, with its pictures.

use std::collections::BTreeMap;

use js_sys::{Date, JSON, Object, Reflect};
use leptos::task::spawn_local;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::page;
use crate::protocol::{PastRunView, ViewRequest, ViewResult};
use crate::ui::port::Port;
use crate::ui::text::say;

/// What it becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Saved {
    /// A web page that needs nothing else.
    Page,
    /// Everything, for programs.
    Json,
}

#[derive(Serialize)]
struct File<'a> {
    run: &'a PastRunView,
    /// Data URLs by the number of the step, as text: names of an object are.
    pictures: BTreeMap<String, &'a String>,
}

/// Saves `run` as the browser saves downloads.
pub(super) fn save(port: Port, run: PastRunView, saved: Saved) {
    spawn_local(async move {
        let mut pictures = BTreeMap::new();
        for step in run.steps.iter().filter(|step| step.pictured) {
            let asked = ViewRequest::GetPicture { run: run.past.run.clone(), step: step.number };
            if let Ok(ViewResult::Picture { picture: Some(picture) }) = port.call(asked).await {
                pictures.insert(step.number, picture);
            }
        }
        let language = port.host(|host| host.language());
        let (name, kind, text) = match saved {
            Saved::Page => {
                let time = |ms| when(ms, &language);
                let html = page::html(&run, &pictures, &say, &time);
                ("legwork-run.html", "text/html", Some(html))
            }
            Saved::Json => {
                let pictures = pictures.iter().map(|(step, picture)| (step.to_string(), picture)).collect();
                ("legwork-run.json", "application/json", json(&File { run: &run, pictures }))
            }
        };
        if let Some(text) = text {
            port.host(|host| host.save_file(name, kind, &text));
        }
    });
}

/// The browser's own writer: ours would double what of it is in the bundle.
fn json(file: &File) -> Option<String> {
    let value = file.serialize(&Serializer::json_compatible()).ok()?;
    JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_f64(2.0))
        .ok()
        .map(String::from)
}

/// Day and time in the reader's zone and language.
pub(super) fn when(ms: u64, language: &str) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Setting a property of a new plain object can not fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    Date::new(&JsValue::from_f64(ms as f64)).to_locale_string(language, &options).into()
}

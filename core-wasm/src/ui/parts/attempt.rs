//! One try at something that takes a moment and may fail.

use std::future::Future;

use api_types::{Code, FieldError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::protocol::{Failure, FailureKind};
use crate::ui::text::t;
use crate::ui::wording;

/// Whether it is under way, and why the last one failed.
#[derive(Clone, Copy)]
pub(crate) struct Attempt {
    pub(crate) busy: RwSignal<bool>,
    pub(crate) failure: RwSignal<Option<Failure>>,
}

impl Attempt {
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), failure: RwSignal::new(None) }
    }

    /// Tries `work`, and goes on with `then` when it came off. A second press while one is under way does nothing.
    pub(crate) fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Failure>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let came = work.await;
            // The view may be gone by now; then nobody is left to tell.
            self.busy.try_set(false);
            match came {
                Ok(value) => {
                    self.failure.try_set(None);
                    then(value);
                }
                Err(failure) => self.fail(failure),
            }
        });
    }

    /// Shows `failure` and moves to the first field that breaks a rule.
    pub(crate) fn fail(self, failure: Failure) {
        self.failure.try_set(Some(failure));
        request_animation_frame(|| {
            if let Ok(Some(field)) = document().query_selector("[aria-invalid=true]") {
                let _ = field.unchecked_into::<HtmlElement>().focus();
            }
        });
    }

    /// Whether every one of `fields` holds something; says so at those that do not.
    pub(crate) fn all_filled(self, fields: &[(&str, &str)]) -> bool {
        let empty: Vec<_> = fields
            .iter()
            .filter(|(_, value)| value.trim().is_empty())
            .map(|(name, _)| FieldError {
                field: (*name).into(),
                code: "required".into(),
                detail: t!("field_required"),
            })
            .collect();
        let filled = empty.is_empty();
        if !filled {
            let kind = FailureKind::Api(Code::Invalid);
            self.fail(Failure { kind, detail: String::new(), fields: empty, limit: None });
        }
        filled
    }

    /// Something was typed into the field `name`: what was wrong with it is no longer known.
    pub(crate) fn correct(self, name: &'static str) {
        if self.field(name).with_untracked(Option::is_some) {
            self.failure.update(|failure| {
                *failure = failure.take().and_then(|failure| wording::without_field(failure, name));
            });
        }
    }

    /// What the field `name` has to say.
    pub(crate) fn field(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.failure
                .with(|failure| wording::field_error(&failure.as_ref()?.fields, name).map(str::to_owned))
        })
    }
}

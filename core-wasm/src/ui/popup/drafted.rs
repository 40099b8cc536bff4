//! The draft as signals: every change is kept, a password never is.

use leptos::prelude::*;
use serde::Serialize;

use crate::tagged::from_js;
use crate::ui::draft::{Draft, Form};
use crate::ui::port::Port;

/// What the forms before the sign-in share, so that changing from one to the other loses nothing either.
#[derive(Clone, Copy)]
pub(super) struct Drafted {
    port: Port,
    pub(super) form: RwSignal<Form>,
    pub(super) name: RwSignal<String>,
    pub(super) company: RwSignal<String>,
    pub(super) email: RwSignal<String>,
}

impl Drafted {
    /// As it was when the popup closed, and kept from now on.
    pub(super) fn load(port: Port) -> Self {
        let kept = from_js::<Option<Draft>>(port.host(|host| host.draft()));
        let Draft { form, name, company, email } = kept.ok().flatten().unwrap_or_default();
        let drafted = Self {
            port,
            form: RwSignal::new(form),
            name: RwSignal::new(name),
            company: RwSignal::new(company),
            email: RwSignal::new(email),
        };
        Effect::new(move |before: Option<Draft>| {
            let now = drafted.now();
            if before.is_some_and(|before| before != now) {
                drafted.keep(&now);
            }
            now
        });
        drafted
    }

    /// Forgets what was sent.
    pub(super) fn clear(self) {
        for field in [self.name, self.company] {
            field.set(String::new());
        }
        self.form.set(Form::SignIn);
    }

    fn now(self) -> Draft {
        Draft {
            form: self.form.get(),
            name: self.name.get(),
            company: self.company.get(),
            email: self.email.get(),
        }
    }

    fn keep(self, draft: &Draft) {
        if let Ok(draft) = draft.serialize(&serde_wasm_bindgen::Serializer::json_compatible()) {
            self.port.host(|host| host.save_draft(draft));
        }
    }
}

//! `/account/api-keys`.

use api_types::api_keys::{ApiKey, CreateApiKey, CreatedApiKey, KeyLimits, Scope};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;

use super::{create, list, revoke};
use crate::app::App;
use crate::auth::{Operation, SignedIn};
use crate::platform::clock::{DAY, now, rfc3339};
use crate::platform::problem::ApiResult;
use crate::portal::{FormErrors, Here, Layout, Said, counted, filters, go, page, page_as, text};

#[derive(Template)]
#[template(path = "account/api_keys.html")]
struct ApiKeysPage {
    layout: Layout,
    /// Whether the person's role manages keys.
    may_manage: bool,
    keys: Vec<ApiKey>,
    /// The key just made: shown this once.
    created: Option<CreatedApiKey>,
    form: KeyForm,
    errors: FormErrors,
    base_url: String,
}

/// What the form holds, as it was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
struct KeyForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    scope_models: Option<String>,
    #[serde(default)]
    scope_usage: Option<String>,
    #[serde(default)]
    expires: String,
    #[serde(default)]
    requests_per_minute: String,
    #[serde(default)]
    requests_per_day: String,
    #[serde(default)]
    questions_per_month: String,
}

/// Days that a key may be made for.
const LIVES: [(&str, i64); 3] = [("30", 30), ("90", 90), ("365", 365)];

impl KeyForm {
    /// The form as it is first shown.
    fn first() -> Self {
        Self { scope_models: Some("on".into()), expires: "90".into(), ..Self::default() }
    }

    fn request(&self) -> CreateApiKey {
        let scopes = [(&self.scope_models, Scope::Models), (&self.scope_usage, Scope::Usage)];
        let days = LIVES.iter().find(|(name, _)| *name == self.expires).map(|(_, days)| *days);
        CreateApiKey {
            name: self.name.clone(),
            scopes: scopes
                .into_iter()
                .filter(|(chosen, _)| chosen.is_some())
                .map(|(_, scope)| scope)
                .collect(),
            expires_at: days.map(|days| rfc3339(now() + days * DAY)),
            limits: KeyLimits {
                requests_per_minute: units(&self.requests_per_minute),
                requests_per_day: units(&self.requests_per_day),
                questions_per_month: units(&self.questions_per_month),
                cost_nanos_per_month: None,
            },
        }
    }
}

/// A number of a form: nothing is no limit, and what is no number is out of every range.
fn units(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(0))
}

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new()
        .route("/account/api-keys", get(show).post(submit))
        .route("/account/api-keys/{id}/revoke", post(end))
}

async fn show(State(app): State<App>, signed_in: SignedIn, Query(said): Query<Said>) -> ApiResult<Response> {
    page(&keys_page(&app, &signed_in, said.done.as_deref()).await?)
}

async fn keys_page(app: &App, signed_in: &SignedIn, done: Option<&str>) -> ApiResult<ApiKeysPage> {
    let may_manage = signed_in.caller.require(Operation::ManageApiKeys).is_ok();
    let keys = if may_manage { list::load(app, &signed_in.caller).await? } else { Vec::new() };
    Ok(ApiKeysPage {
        layout: signed_in.layout(Here::ApiKeys).notice(done),
        may_manage,
        keys,
        created: None,
        form: KeyForm::first(),
        errors: FormErrors::default(),
        base_url: format!("{}/api/v1", app.settings.public_url.trim_end_matches('/')),
    })
}

/// The new key is in the answer itself: a redirect would have to carry it.
async fn submit(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<KeyForm>,
) -> ApiResult<Response> {
    match create::make(&app, &signed_in.caller, &form.request()).await {
        Ok(created) => {
            let shown = keys_page(&app, &signed_in, None).await?;
            page_as(StatusCode::CREATED, &ApiKeysPage { created: Some(created), ..shown })
        }
        Err(error) => {
            let errors = FormErrors::of_error(error)?;
            let shown = keys_page(&app, &signed_in, None).await?;
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &ApiKeysPage { form, errors, ..shown })
        }
    }
}

async fn end(State(app): State<App>, signed_in: SignedIn, Path(id): Path<String>) -> ApiResult<Response> {
    revoke::end(&app, &signed_in.caller, &id).await?;
    Ok(go("/account/api-keys?done=api_key_revoked"))
}

impl ApiKeysPage {
    /// What a key may do and how much, in words.
    fn allows(&self, key: &ApiKey) -> String {
        let scopes = key.scopes.iter().map(|scope| match scope {
            Scope::Models => text("api_keys.scope_models"),
            Scope::Usage => text("api_keys.scope_usage"),
        });
        let limits = [
            key.limits.requests_per_minute.map(|units| counted("api_keys.limit_minute", units)),
            key.limits.requests_per_day.map(|units| counted("api_keys.limit_day", units)),
            key.limits.questions_per_month.map(|units| counted("api_keys.limit_month", units)),
        ];
        scopes.chain(limits.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
    }
}

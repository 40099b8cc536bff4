//! Router assembly: the only list of features.

use std::sync::Arc;
use std::time::Duration;

use api_types::Code;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use tokio_util::sync::CancellationToken;
use tower_governor::GovernorLayer;
use tower_governor::governor::GovernorConfigBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::llm::Llm;
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::mail::Mailer;
use crate::platform::peer::{self, ByPeer};
use crate::platform::problem::ApiError;
use crate::platform::request_id;
use crate::usage::Metering;
use crate::{ask, auth, docs, health, idempotency, llm, plans, portal, profile, site, usage, workspaces};

/// Most bytes of an ordinary request.
const MAX_BODY_BYTES: usize = 1 << 20;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of [`App`].
pub struct Parts {
    /// Settings.
    pub settings: Settings,
    /// Database.
    pub db: Db,
    /// Mail.
    pub mailer: Mailer,
    /// Access tokens.
    pub access_keys: auth::AccessKeys,
    /// Callers that ask all the time.
    pub hot_callers: auth::HotCallers,
    /// Metering.
    pub metering: Metering,
    /// Who answers.
    pub llm: Llm,
    /// The OpenAPI document.
    pub openapi: bytes::Bytes,
    /// Cancelled when the server is to stop.
    pub stopping: CancellationToken,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(
        settings: Settings,
        db: Db,
        metering: Metering,
        stopping: CancellationToken,
    ) -> anyhow::Result<Self> {
        let (_, openapi) = api(&credential_limit(settings.auth_requests_per_minute)).split_for_parts();
        Ok(Self(Arc::new(Parts {
            mailer: Mailer::new(db.clone(), &settings.mail, &settings.data)?,
            access_keys: auth::AccessKeys::derive(settings.jwt_secret_bytes()),
            hot_callers: auth::HotCallers::default(),
            llm: Llm::new(&settings)?,
            openapi: openapi.to_json()?.into(),
            metering,
            settings,
            db,
            stopping,
        })))
    }

    /// Everything that is served.
    pub fn router(&self) -> Router {
        let limit = credential_limit(self.settings.auth_requests_per_minute);
        let (api, _) = api(&limit).split_for_parts();
        let api = api
            .layer(from_fn_with_state(self.clone(), idempotency::layer))
            .layer(cors())
            .layer(SetResponseHeaderLayer::if_not_present(
                header::CACHE_CONTROL,
                HeaderValue::from_static("no-store"),
            ))
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES));
        api.fallback_service(self.pages(limit))
            .method_not_allowed_fallback(|| async {
                ApiError::new(Code::MethodNotAllowed, "This address takes other methods.")
            })
            .layer(SetResponseHeaderLayer::if_not_present(
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ))
            .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
                ApiError::internal("a handler panicked").into_response()
            }))
            .layer(from_fn_with_state(Arc::clone(&self.settings.trusted_proxies), peer::find))
            .layer(from_fn(request_id::assign))
            .with_state(self.clone())
    }

    /// The portal: pages for people. What no operation of the API answers arrives here too.
    fn pages(&self, limit: Limit) -> Router {
        Router::new()
            .merge(site::router())
            .merge(auth::pages::credential_router().layer(limit))
            .merge(auth::pages::router())
            .merge(auth::api_keys::pages::router())
            .merge(plans::pages::router())
            .merge(usage::pages::router())
            .merge(profile::pages::router())
            .merge(docs::pages::router())
            .merge(portal::static_files())
            .fallback(|| async { ApiError::not_found() })
            .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
                ApiError::internal("a page panicked").into_response()
            }))
            .layer(from_fn_with_state(self.clone(), site::frame))
            .layer(CompressionLayer::new())
            .with_state(self.clone())
    }
}

/// The JSON API with its OpenAPI document.
fn api(limit: &Limit) -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(docs::Document::openapi())
        .merge(auth::credential_router().layer(limit.clone()))
        .merge(auth::router())
        .merge(auth::api_keys::router())
        .merge(workspaces::router())
        .merge(plans::router())
        .merge(usage::router())
        .merge(ask::router())
        .merge(llm::router())
        .merge(profile::router())
        .merge(health::router())
        .merge(docs::router())
}

type Limit = GovernorLayer<
    ByPeer,
    governor::middleware::NoOpMiddleware<governor::clock::QuantaInstant>,
    axum::body::Body,
>;

/// Slows down who tries passwords or floods sign-ups from one network address; the API and the portal count together.
fn credential_limit(per_minute: u32) -> Limit {
    let per_minute = per_minute.max(1);
    let config = GovernorConfigBuilder::default()
        .period(Duration::from_secs(60) / per_minute)
        .burst_size(per_minute)
        .key_extractor(ByPeer)
        .finish();
    let layer = GovernorLayer::new(config.expect("the period and the burst are above 0"));
    layer.error_handler(|error| {
        let seconds = match &error {
            tower_governor::GovernorError::TooManyRequests { wait_time, .. } => (*wait_time).max(1),
            _ => 1,
        };
        let detail = format!("Too many requests. Try again in {seconds} seconds.");
        ApiError::new(Code::TooManyRequests, detail).retry_after(seconds).into_response()
    })
}

/// The API takes no cookies, so any origin may call it with a token of its own.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("legwork-operation"),
        ])
        .expose_headers([
            header::RETRY_AFTER,
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("x-ratelimit-limit"),
            HeaderName::from_static("x-ratelimit-remaining"),
            HeaderName::from_static("x-ratelimit-reset"),
        ])
        .max_age(Duration::from_secs(86_400))
}

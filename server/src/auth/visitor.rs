//! Who looks at a page of the portal.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{Caller, PortalCookie};
use crate::app::App;
use crate::llm::Llm;
use crate::platform::problem::ApiError;
use crate::portal::{Here, Layout, Viewer};

/// Somebody, signed in or not.
#[derive(Clone)]
pub struct Visitor {
    /// The person, when signed in.
    pub caller: Option<Caller>,
    offline: bool,
}

impl Visitor {
    /// Reads the portal's cookie.
    pub async fn of(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let cookie = <PortalCookie as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(Self {
            caller: cookie.map(|PortalCookie(caller)| caller),
            offline: matches!(app.llm, Llm::Offline),
        })
    }

    /// The frame of a page for this visitor.
    pub fn layout(&self, here: Here) -> Layout {
        let viewer = self.caller.as_ref().map(|caller| Viewer { name: caller.identity.name.clone() });
        Layout { viewer, offline: self.offline, ..Layout::new(here) }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        // The frame around all pages has looked already.
        match parts.extensions.get::<Visitor>() {
            Some(visitor) => Ok(visitor.clone()),
            None => Self::of(parts, app).await,
        }
    }
}

/// A signed-in visitor. Others are sent to sign in, and back afterwards.
pub struct SignedIn {
    /// The person.
    pub caller: Caller,
    visitor: Visitor,
}

impl SignedIn {
    /// The frame of a page for this visitor.
    pub fn layout(&self, here: Here) -> Layout {
        self.visitor.layout(here)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await.map_err(ApiError::into_response)?;
        match visitor.caller.clone() {
            Some(caller) => Ok(Self { caller, visitor }),
            // A form can not be sent again after signing in, so its page is where to go back to.
            None if parts.method.is_safe() => {
                let path = percent_encode(parts.uri.path());
                Err(Redirect::to(&format!("/sign-in?next={path}")).into_response())
            }
            None => Err(Redirect::to("/sign-in?next=/account").into_response()),
        }
    }
}

fn percent_encode(path: &str) -> String {
    url::form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

//! `/api/v1/api-keys`: keys of programs.

use serde::{Deserialize, Serialize};

/// What a program may do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Ask, use models, list them.
    Models,
    /// Read the workspace's usage.
    Usage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 2] = [Scope::Models, Scope::Usage];

    /// Name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Usage => "usage",
        }
    }
}

/// Limits of a key under those of the plan. Absent: none of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyLimits {
    /// Requests in a calendar minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<u64>,
    /// Requests in a calendar day of the workspace's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_day: Option<u64>,
    /// Questions in a period of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions_per_month: Option<u64>,
    /// Cost in a period of the plan, in nano-dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_nanos_per_month: Option<u64>,
}

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What it is for.
    pub name: String,
    /// What it may do; at least one.
    pub scopes: Vec<Scope>,
    /// When it ends; absent: never.
    #[serde(default)]
    pub expires_at: Option<String>,
    /// Its limits.
    #[serde(default)]
    pub limits: KeyLimits,
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// Its first and last characters.
    pub hint: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Its limits.
    pub limits: KeyLimits,
    /// Name of the member it acts as.
    pub created_by: String,
    /// When it was made.
    pub created_at: String,
    /// When it ends; absent: never.
    pub expires_at: Option<String>,
    /// When it was last used, to the minute; absent: never.
    pub last_used_at: Option<String>,
}

/// A new key. `key` is told only here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// The key: `sk_live_…`.
    pub key: String,
    /// The rest of it.
    pub api_key: ApiKey,
}

/// Keys of the workspace that can be used, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyList {
    /// The keys; a workspace has 100 at most.
    pub api_keys: Vec<ApiKey>,
}

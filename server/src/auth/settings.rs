//! What a person changes about the own account.

use api_types::{Code, FieldError};

use super::{Caller, password, rules, store};
use crate::app::App;
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};

/// Changes the name.
pub async fn change_name(app: &App, caller: &Caller, name: &str) -> ApiResult<()> {
    let mut faults = Vec::new();
    let name = rules::check_name("name", name, &mut faults);
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    store::set_name(&app.db, &caller.scope, &name).await?;
    app.hot_callers.forget();
    Ok(())
}

/// Changes the password after the old one was given. Ends every other session.
pub async fn change_password(app: &App, caller: &Caller, old: String, new: String) -> ApiResult<()> {
    let who = &caller.identity;
    let mut faults = Vec::new();
    rules::check_password("new_password", &new, &who.email, &mut faults);
    require_password(app, caller, "old_password", old).await?;
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    let hash = password::hash(new).await?;
    let mut tx = app.db.begin().await?;
    store::set_password(&mut tx, &who.account_id, &hash).await?;
    store::revoke_account_sessions(&mut tx, &who.account_id, caller.session_id(), now()).await?;
    tx.commit().await?;
    app.hot_callers.forget();
    Ok(())
}

/// Deletes the account, its workspaces that nobody else belongs to, and everything in them.
pub async fn delete_account(app: &App, caller: &Caller, password: String) -> ApiResult<()> {
    require_password(app, caller, "password", password).await?;
    let mut tx = app.db.begin().await?;
    store::delete_account(&mut tx, &caller.scope).await?;
    tx.commit().await?;
    app.hot_callers.forget();
    Ok(())
}

async fn require_password(app: &App, caller: &Caller, field: &str, given: String) -> ApiResult<()> {
    let stored = store::credentials(&app.db, &rules::email_key(&caller.identity.email)).await?;
    if password::verify(given, stored.map(|(_, hash)| hash)).await? {
        return Ok(());
    }
    let mut error = ApiError::new(Code::Invalid, "The password is wrong.");
    error.problem.fields.push(FieldError {
        field: field.into(),
        code: "wrong".into(),
        detail: "The password is wrong.".into(),
    });
    Err(error)
}

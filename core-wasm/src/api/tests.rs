//! The client against a server that is a list of answers.

use std::rc::Rc;

use api_types::auth::LoginRequest;
use futures::executor::LocalPool;
use futures::future::join_all;

use super::*;
use crate::fakes::{FakeBrowser, Profile, Script};

const TOKENS: &str = r#"{"access_token":"a1","refresh_token":"r1","expires_in":600,"token_type":"Bearer"}"#;
const NEW_TOKENS: &str =
    r#"{"access_token":"a2","refresh_token":"r2","expires_in":600,"token_type":"Bearer"}"#;
const PLANS: &str = r#"{"plans":[]}"#;
const USAGE: &str =
    r#"{"plan":"free","plan_name":"Free","period_start":"","resets_at":"","meters":[],"days":[]}"#;
const UNAUTHORIZED: &str =
    r#"{"type":"about:blank","title":"Sign in needed","status":401,"code":"unauthorized","detail":""}"#;

struct World {
    pool: LocalPool,
    profile: Rc<Profile>,
    script: Script,
    client: Rc<Client<FakeBrowser, Script>>,
}

impl World {
    fn new() -> Self {
        let mut pool = LocalPool::new();
        let browser = FakeBrowser { profile: Rc::default(), spawner: pool.spawner() };
        let (profile, script) = (Rc::clone(&browser.profile), Script::default());
        let client = pool.run_until(Client::open(Rc::new(browser), script.clone()));
        Self { pool, profile, script, client }
    }

    fn signed_in() -> Self {
        let mut world = Self::new();
        world.script.answers("/auth/login", 200, TOKENS);
        world.pool.run_until(world.client.login(&login())).unwrap();
        world.script.asked.borrow_mut().clear();
        world
    }

    fn stored(&self, key: &str) -> Option<String> {
        self.profile.stored.borrow().get(key).cloned()
    }
}

fn login() -> LoginRequest {
    LoginRequest { email: "a@x.example".into(), password: "long enough".into() }
}

fn bearer(request: &Request) -> Option<&str> {
    request.headers.iter().find(|(name, _)| *name == "Authorization").map(|(_, value)| value.as_str())
}

#[test]
fn the_refresh_token_is_stored_sealed_and_the_access_token_in_memory_only() {
    let world = World::signed_in();
    assert_eq!(world.stored("Local/session.refresh").as_deref(), Some("sealed r1"));
    assert!(world.stored("Session/session.access").unwrap().contains("a1"));
    let on_disk: Vec<_> = world
        .profile
        .stored
        .borrow()
        .iter()
        .filter(|(k, _)| k.starts_with("Local"))
        .map(|(_, v)| v.clone())
        .collect();
    assert_eq!(on_disk, ["sealed r1"]);
}

#[test]
fn calls_at_the_same_time_share_one_refresh() {
    let mut world = World::signed_in();
    world.script.answers("/auth/refresh", 200, NEW_TOKENS);
    for _ in 0..4 {
        world.script.answers("/usage", 200, USAGE);
    }
    world.profile.clock_ms.set(571_000.0);
    let client = Rc::clone(&world.client);
    let done = world.pool.run_until(join_all((0..4).map(|_| client.usage())));
    assert!(done.iter().all(Result::is_ok));
    let refreshes = world.script.paths().iter().filter(|path| path.ends_with("/auth/refresh")).count();
    assert_eq!(refreshes, 1);
    assert_eq!(bearer(&world.script.asked.borrow()[4]), Some("Bearer a2"));
}

#[test]
fn a_refused_token_is_exchanged_once_and_the_call_made_again() {
    let mut world = World::signed_in();
    world.script.answers("/usage", 401, UNAUTHORIZED).answers("/auth/refresh", 200, NEW_TOKENS);
    world.script.answers("/usage", 200, USAGE);
    assert!(world.pool.run_until(world.client.usage()).is_ok());
    assert_eq!(world.script.paths(), ["/usage", "/auth/refresh", "/usage"]);
    assert_eq!(world.stored("Local/session.refresh").as_deref(), Some("sealed r2"));
}

#[test]
fn a_refused_refresh_token_signs_out() {
    let mut world = World::signed_in();
    world.script.answers("/usage", 401, UNAUTHORIZED).answers("/auth/refresh", 401, UNAUTHORIZED);
    assert_eq!(world.pool.run_until(world.client.usage()), Err(ApiError::SignedOut));
    assert!(!world.pool.run_until(world.client.session().is_open()));
    assert_eq!(world.stored("Local/session.refresh"), None);
}

#[test]
fn no_connection_while_refreshing_keeps_the_session() {
    let mut world = World::signed_in();
    world.profile.clock_ms.set(700_000.0);
    assert_eq!(world.pool.run_until(world.client.usage()), Err(ApiError::Offline));
    assert!(world.pool.run_until(world.client.session().is_open()));
}

#[test]
fn a_stopped_call_does_not_lose_the_new_refresh_token() {
    let mut world = World::signed_in();
    world.script.answers("/auth/refresh", 200, NEW_TOKENS);
    world.profile.clock_ms.set(571_000.0);
    let client = Rc::clone(&world.client);
    let mut call = Box::pin(async move { client.usage().await });
    // Polled once, the exchange is on its way; then nobody waits for it any more.
    let mut context = std::task::Context::from_waker(futures::task::noop_waker_ref());
    let _ = call.as_mut().poll(&mut context);
    drop(call);
    world.pool.run_until_stalled();
    assert_eq!(world.stored("Local/session.refresh").as_deref(), Some("sealed r2"));
}

#[test]
fn only_safe_calls_are_sent_again() {
    let mut world = World::new();
    world
        .script
        .answers("/plans", 503, "<html>")
        .answers("/plans", 502, "<html>")
        .answers("/plans", 200, PLANS);
    assert!(world.pool.run_until(world.client.plans()).is_ok());
    assert_eq!(world.script.paths().len(), 3);

    let mut world = World::new();
    world.script.answers("/auth/login", 503, "<html>").answers("/auth/login", 200, TOKENS);
    assert!(world.pool.run_until(world.client.login(&login())).is_err());
    assert_eq!(world.script.paths().len(), 1);
}

#[test]
fn a_signed_post_carries_an_idempotency_key_and_keeps_it_when_it_is_sent_again() {
    let mut world = World::signed_in();
    world.script.answers("/auth/logout", 401, UNAUTHORIZED).answers("/auth/refresh", 200, NEW_TOKENS);
    world.script.answers("/auth/logout", 200, r#"{"done":true}"#);
    world.pool.run_until(world.client.logout(true)).unwrap();
    let asked = world.script.asked.borrow();
    let key = |request: &Request| {
        request.headers.iter().find(|(name, _)| *name == "Idempotency-Key").map(|(_, key)| key.clone())
    };
    assert_eq!(key(&asked[0]).map(|key| key.len()), Some(32));
    assert_eq!((key(&asked[0]), key(&asked[1])), (key(&asked[2]), None));
}

#[test]
fn signing_out_works_without_the_server_but_not_everywhere() {
    let mut world = World::signed_in();
    assert_eq!(world.pool.run_until(world.client.logout(true)), Err(ApiError::Offline));
    assert!(world.pool.run_until(world.client.session().is_open()));
    assert_eq!(world.pool.run_until(world.client.logout(false)), Ok(()));
    assert!(!world.pool.run_until(world.client.session().is_open()));
}

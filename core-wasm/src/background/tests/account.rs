//! Signing in and out, and which server.

use super::*;

#[test]
fn a_lost_session_signs_every_view_out_and_keeps_the_draft() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.call(OVERLAY, ViewRequest::SaveDraft { text: "half a thou".into() });
    let refused = r#"{"type":"about:blank","title":"","status":401,"code":"unauthorized","detail":""}"#;
    world.script.answers("/ask", 401, refused).answers("/auth/refresh", 401, refused);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::SignedOut);
    let states = |view| {
        world.events(view).into_iter().rev().find_map(|event| match event {
            ViewEvent::State { state } => Some(state),
            _ => None,
        })
    };
    assert!(states(POPUP).unwrap().account.is_none() && states(OVERLAY).unwrap().account.is_none());
    world.call(OVERLAY, ViewRequest::SaveDraft { text: "another".into() });
    world.restart();
    assert_eq!(world.chat(&nonce).draft, "another");
}

#[test]
fn signing_out_forgets_the_conversations_and_private_windows_never_reach_the_disk() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers("/ask", 200, &[START, HALF, DONE].concat());
    world.ask("What fell?");
    let pages = |world: &World, area: &str| {
        world.profile.stored.borrow().keys().filter(|key| key.starts_with(&format!("{area}/page:"))).count()
    };
    assert_eq!(pages(&world, "Local"), 1);
    world.call(POPUP, ViewRequest::Logout { everywhere: false });
    assert_eq!(pages(&world, "Local"), 0);

    let secret = world.open();
    let sender = Sender { incognito: true, ..sender(ViewKind::Overlay, TAB, "private") };
    world.background.connected(OVERLAY, sender);
    world.hello(&secret);
    world.ask("What fell?");
    assert_eq!((pages(&world, "Local"), pages(&world, "Session")), (0, 1));
}

#[test]
fn another_server_needs_the_persons_permission_and_ends_the_session() {
    let mut world = World::new();
    let forbidden = ViewRequest::SetServer { url: "https://forbidden.example".into() };
    assert_eq!(world.call(POPUP, forbidden), failed(FailureKind::NotAllowed));
    let ViewResult::State { state } =
        world.call(POPUP, ViewRequest::SetServer { url: "https://own.example/".into() })
    else {
        panic!("no state")
    };
    assert_eq!((state.server_url.as_str(), state.account), ("https://own.example", None));
}

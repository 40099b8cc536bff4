//! Opening an overlay, binding it, and who may call what.

use super::*;

#[test]
fn a_nonce_binds_one_document_of_its_tab_in_time() {
    let mut world = World::new();
    let nonce = world.open();
    world.background.connected(3, sender(ViewKind::Overlay, 8, "other-tab"));
    assert_eq!(world.call(3, ViewRequest::Hello { nonce: nonce.clone() }), failed(FailureKind::NotAllowed));
    world.hello(&nonce);
    world.background.connected(4, sender(ViewKind::Overlay, TAB, "another-document"));
    assert_eq!(world.call(4, ViewRequest::Hello { nonce: nonce.clone() }), failed(FailureKind::NotAllowed));
    // The bound document itself may say it again, also after a restart.
    world.restart();
    assert!(matches!(world.hello(&nonce), ViewResult::Chat { .. }));

    let late = world.open();
    world.profile.clock_ms.set(60_000.0);
    assert_eq!(world.hello(&late), failed(FailureKind::NotAllowed));
}

#[test]
fn a_call_sent_right_behind_hello_waits_for_it() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.restart();
    let hello = ViewCall { id: 90, request: ViewRequest::Hello { nonce } };
    let draft = ViewCall { id: 91, request: ViewRequest::SaveDraft { text: "a".into() } };
    let (first, second) = (world.background.called(OVERLAY, hello), world.background.called(OVERLAY, draft));
    world.pool.run_until(futures::future::join(first, second));
    let posted = world.profile.posted.borrow();
    assert!(matches!(
        posted.last(),
        Some((_, ToView::Reply(ViewReply { id: 91, result: ViewResult::Ok {} })))
    ));
}

#[test]
fn each_view_has_its_own_verbs() {
    let mut world = World::new();
    assert_eq!(world.ask("Before hello?"), failed(FailureKind::NotAllowed));
    let nonce = world.open();
    world.hello(&nonce);
    let login = ViewRequest::Login { email: "a@x.example".into(), password: "p".into() };
    for request in [login, ViewRequest::GetResume {}, ViewRequest::OpenOverlay { tab: TAB }] {
        assert_eq!(world.call(OVERLAY, request), failed(FailureKind::NotAllowed));
    }
    for request in [ViewRequest::Hello { nonce }, ViewRequest::Stop {}] {
        assert_eq!(world.call(POPUP, request), failed(FailureKind::NotAllowed));
    }
}

#[test]
fn a_page_that_can_not_be_read_is_explained_and_gets_no_overlay() {
    let mut world = World::new();
    let pdf = Tab { url: Some("https://x.example/a.pdf".into()), ..Tab::default() };
    world.profile.tabs.borrow_mut().insert(9, pdf);
    assert_eq!(
        world.call(POPUP, ViewRequest::CheckPage { tab: 9 }),
        ViewResult::PageCheck { page: PageCheck::Pdf }
    );
    assert_eq!(world.call(POPUP, ViewRequest::OpenOverlay { tab: 9 }), failed(FailureKind::Unreadable));
    world.pool.run_until(world.background.invoked(9, None));
    assert_eq!(*world.profile.popups.borrow(), [9]);
}

#[test]
fn selected_text_from_the_menu_comes_after_the_chat() {
    let mut world = World::new();
    world.pool.run_until(world.background.invoked(TAB, Some("rain all day".into())));
    let nonce = format!("{:032x}", world.profile.nonces.get());
    world.hello(&nonce);
    let posted = world.profile.posted.borrow();
    let places: Vec<bool> = posted
        .iter()
        .filter(|(view, _)| *view == OVERLAY)
        .map(|(_, message)| matches!(message, ToView::Event { event: ViewEvent::Prefill { .. } }))
        .collect();
    assert_eq!(places.last(), Some(&true));
}

#[test]
fn an_overlay_that_was_left_before_it_said_hello_stands_in_the_next_page() {
    let mut world = World::new();
    let opened = |world: &World| {
        let calls = world.profile.content_calls.borrow();
        calls.iter().filter(|(_, _, call)| matches!(call, ContentCall::OpenOverlay { .. })).count()
    };
    let nonce = world.open();
    world.pool.run_until(world.background.reopen_overlay(TAB));
    assert_eq!(opened(&world), 2, "its page may have been left: the same overlay is opened there");
    assert!(matches!(world.hello(&nonce), ViewResult::Chat { .. }));
    world.pool.run_until(world.background.reopen_overlay(TAB));
    assert_eq!(opened(&world), 2, "it is there");
}

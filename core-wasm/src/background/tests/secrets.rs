//! Secrets of sites: kept, told without their values, typed and never sent.

use super::running::{approval, calls, run_of, start, with_hands};
use super::*;
use crate::gate::{Origin, SecretKind};
use serde_json::json;

const VALUE: &str = "Tr0ub4dor&3";

fn keep(world: &mut World, name: &str, site: &str, value: &str) -> ViewResult {
    let (name, site, value) = (name.into(), site.into(), value.into());
    let secret = NewSecret { name, site, kind: SecretKind::Password, value };
    world.call(POPUP, ViewRequest::KeepSecret { secret })
}

fn names(result: ViewResult) -> Vec<String> {
    match result {
        ViewResult::Secrets { secrets } => {
            secrets.into_iter().map(|secret| format!("{} {}", secret.name, secret.origin)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// All that was sent to the server.
fn sent(world: &World) -> String {
    let asked = world.script.asked.borrow();
    asked.iter().map(|request| String::from_utf8_lossy(request.body.as_deref().unwrap_or_default())).collect()
}

#[test]
fn they_outlive_the_background_and_come_back_without_values() {
    let mut world = World::new();
    assert_eq!(
        names(keep(&mut world, "shop", "shop.example/login", "old-one")),
        ["shop https://shop.example"]
    );
    let kept = keep(&mut world, "shop", "https://shop.example", VALUE);
    assert!(!serde_json::to_string(&kept).unwrap().contains(VALUE));
    world.restart();
    let again = world.call(POPUP, ViewRequest::GetSecrets {});
    assert_eq!(names(again), ["shop https://shop.example"]);
    assert_eq!(world.background.secrets.vault().mask(VALUE), "{{secret:shop}}");
    let origin = Origin::parse("https://shop.example").unwrap();
    let none = world.call(POPUP, ViewRequest::ForgetSecret { name: "shop".into(), origin });
    assert_eq!(names(none).len(), 0);
    // It may still stand where it was typed.
    let vault = world.background.secrets.vault();
    assert_eq!(vault.mask(&format!("{VALUE} and old-one")), "{{secret:shop}} and {{secret:shop}}");
    assert_eq!(vault.names_for(&Origin::parse("https://shop.example").unwrap()).count(), 0);
}

#[test]
fn what_can_not_be_kept_says_which_field_and_why() {
    let mut world = World::new();
    for (name, site, value, wrong) in [
        ("", "shop.example", VALUE, ("name", "required")),
        ("my secret", "shop.example", VALUE, ("name", "malformed")),
        ("shop", "chrome://settings", VALUE, ("site", "malformed")),
        ("shop", "", VALUE, ("site", "required")),
        ("shop", "shop.example", "  ", ("value", "required")),
        ("shop", "shop.example", "123", ("value", "too_short")),
        // They stand in every prompt, or in the line that tells of it.
        ("shop", "shop.example", "password", ("value", "too_weak")),
        ("shop-login", "shop.example", "login", ("value", "too_weak")),
        ("mine", "acme.example", "Acme", ("value", "too_weak")),
    ] {
        match keep(&mut world, name, site, value) {
            ViewResult::Failed { failure } => {
                let fields: Vec<_> =
                    failure.fields.iter().map(|field| (field.field.as_str(), field.code.as_str())).collect();
                assert_eq!(fields, [wrong]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_run_types_the_value_on_its_site_and_the_model_only_knows_the_name() {
    let mut world = World::new();
    let hands = with_hands(&mut world);
    keep(&mut world, "news", "https://news.example", VALUE);
    keep(&mut world, "bank", "https://bank.example", "other-value-9");
    calls(&world, "type", json!({ "target": 5, "text": "{{secret:news}}" }));
    calls(&world, "type", json!({ "target": 5, "text": "{{secret:bank}}" }));
    calls(&world, "done", json!({ "answer": "In", "evidence": [] }));
    start(&mut world, POPUP);
    for _ in 0..2 {
        let run = run_of(&mut world);
        let yes = ViewRequest::ApproveRun { run: run.run.clone(), request: approval(&run), yes: true };
        world.call(POPUP, yes);
    }
    assert_eq!(*hands.typed.borrow(), [VALUE], "what is another site's is not typed here");
    let sent = sent(&world);
    assert!(sent.contains("Secrets for this site: {{secret:news}}") && !sent.contains("{{secret:bank}}, "));
    assert!(!sent.contains(VALUE) && !sent.contains("other-value-9"));
    let shown = serde_json::to_string(&run_of(&mut world)).unwrap();
    assert!(!shown.contains(VALUE), "{shown}");
}

#[test]
fn a_question_leaves_without_them() {
    let mut world = World::new();
    keep(&mut world, "weather", "https://news.example", "rain all day");
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers("/ask", 200, &format!("{START}{DONE}"));
    world.ask("Was there rain all day?");
    let body = String::from_utf8(world.asked()[0].body.clone().unwrap()).unwrap();
    assert!(body.contains("Was there {{secret:weather}}?"), "{body}");
    assert!(
        body.contains("There was {{secret:weather}} in Oslo") && !body.contains("rain all day"),
        "{body}"
    );
}

#[test]
fn whoever_signs_out_takes_them_along_and_an_overlay_hears_of_none() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    keep(&mut world, "shop", "shop.example", VALUE);
    assert_eq!(world.call(OVERLAY, ViewRequest::GetSecrets {}), failed(FailureKind::NotAllowed));
    world.call(POPUP, ViewRequest::Logout { everywhere: false });
    assert_eq!(names(world.call(POPUP, ViewRequest::GetSecrets {})).len(), 0);
}

#[test]
fn a_value_of_several_sites_goes_by_its_name_of_the_site_it_is_read_on() {
    let mut world = World::new();
    keep(&mut world, "a-user", "https://a.example", "ilka.b");
    keep(&mut world, "news-user", "https://news.example", "ilka.b");
    let here = Origin::parse("https://news.example").ok();
    let vault = world.background.secrets.vault();
    assert_eq!(vault.read_at(here.as_ref()).mask("Hello ilka.b"), "Hello {{secret:news-user}}");
}

#[test]
fn no_picture_is_kept_of_a_site_that_has_them() {
    for (site, pictures) in [("https://news.example", 0), ("https://other.example", 1)] {
        let mut world = World::new();
        with_hands(&mut world);
        world.profile.picture.replace(Some("data:image/jpeg;base64,/9j/".into()));
        keep(&mut world, "secret-user", site, "ilka.b");
        calls(&world, "done", json!({ "answer": "Read", "evidence": [] }));
        start(&mut world, POPUP);
        assert_eq!(world.profile.covered.borrow().len(), pictures, "{site}");
    }
}

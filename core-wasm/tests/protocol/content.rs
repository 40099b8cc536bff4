//! Samples of what goes between the background and content scripts.

use core_wasm::fill::Choice;
use core_wasm::gate::{Editable, FieldFacts, FormFacts, TargetFacts};
use core_wasm::protocol::*;

use super::recipes;
use super::samples::{every, file, text};

pub fn content_calls() -> Vec<ContentCall> {
    let place = Some(Place { right: 16.0, top: 16.0, width: 400.5, height: 600.0 });
    let labels = OverlayLabels { title: text(), move_handle: text(), resize_handle: text(), close: text() };
    let mut calls = every! { ContentCall:
        Read { above: 0, base: Some(3), ahead: false },
        GetSelection {},
        ShowQuote { nodes: vec![1, 2], text: text() },
        ClearQuotes {},
        OpenOverlay { url: text(), place: place, labels: labels.clone(), focus: true, above: 3 },
        CloseOverlay {},
        Facts { node: Some(1) },
        Act { node: Some(1), act: ContentAct::Hover {}, expect: Some(text()), timeout_ms: 5_000, trusted: true },
        GoOn { done: true },
        MarkTarget { node: 1 },
        ClearTarget {},
        FindFields { everywhere: true, above: 3 },
        Cancel {},
        Record { on: true, above: 0 },
        Mark { nodes: vec![1] },
    };
    calls.push(ContentCall::OpenOverlay { url: text(), place: None, labels, focus: false, above: 0 });
    calls.push(ContentCall::Facts { node: None });
    let act = |act| ContentCall::Act { node: None, act, expect: None, timeout_ms: 5_000, trusted: false };
    calls.extend(content_acts().into_iter().map(act));
    calls
}

pub fn content_replies() -> Vec<ContentReply> {
    let rect = Rect { left: 1.0, top: 2.0, width: 3.0, height: 4.0 };
    let field = ShownField {
        node: 1,
        facts: field_facts(),
        rect,
        options: vec![Choice { label: text(), value: text() }],
    };
    let mut replies = every! { ContentReply:
        Ok {},
        Selection { text: Some(text()) },
        Shown { found: false },
        Facts { facts: Box::new(TargetFacts { href: Some(text()), form: Some(form_facts()), ..TargetFacts::default() }) },
        Fields { fields: vec![field], frames: vec![rect], width: 1280.0, height: 720.0, whole: true },
        Acted { outcome: Acted::default() },
        Wants { input: TrustedInput::Text { text: text() } },
        ActFailed { code: ActCode::Stale, detail: text(), begun: false },
        Recording { document: text() },
        Marked { marks: vec![recipes::touched()] },
        Failed { reason: text() },
    };
    let acted = Acted {
        value: Some(text()),
        checked: Some(true),
        focus: Some(1),
        gone: true,
        prevented: true,
        file_input: Some(2),
        scroll: Some(ScrollPlace { x: 0, y: 100, most_x: 0, most_y: 900 }),
    };
    replies.push(ContentReply::Acted { outcome: acted });
    let modifiers = vec![Modifier::Shift];
    let mouse = |phase| TrustedInput::Mouse {
        phase,
        x: 10.5,
        y: 20.0,
        button: MouseButton::Left,
        count: 1,
        modifiers: vec![],
    };
    let key =
        TrustedInput::Key { down: true, key: text(), code: text(), number: 65, text: text(), modifiers };
    let inputs = [MousePhase::Move, MousePhase::Press, MousePhase::Release].map(mouse);
    replies.extend(inputs.into_iter().chain([key]).map(|input| ContentReply::Wants { input }));
    let editable = [Editable::Text, Editable::Rich];
    let facts = editable.map(|editable| Box::new(TargetFacts { editable, ..TargetFacts::default() }));
    replies.extend(facts.map(|facts| ContentReply::Facts { facts }));
    let failed = |code| ContentReply::ActFailed { code, detail: text(), begun: true };
    replies.extend(ActCode::ALL.map(failed));
    replies
}

fn content_acts() -> Vec<ContentAct> {
    let mut acts = every! { ContentAct:
        Click { button: MouseButton::Left, count: 1, modifiers: vec![] },
        Hover {},
        Type { text: text(), replace: true },
        Clear {},
        Press { keys: vec!["Control+A".into()] },
        Select { options: vec![text()] },
        Check { checked: true },
        Drag { to: 2, expect: None },
        Scroll { to: Some(2), by: None },
        Upload { files: vec![file()] },
        Focus {},
        Wait { r#for: ContentWait::Text(text()) },
    };
    let modifiers = vec![Modifier::Alt, Modifier::Control, Modifier::Meta, Modifier::Shift];
    acts.extend([
        ContentAct::Click { button: MouseButton::Right, count: 1, modifiers },
        ContentAct::Click { button: MouseButton::Middle, count: 2, modifiers: vec![] },
        ContentAct::Drag { to: 2, expect: Some(text()) },
        ContentAct::Scroll { to: None, by: Some(Distance { x: 0.0, y: 600.0 }) },
        ContentAct::Wait { r#for: ContentWait::GoneText(text()) },
        ContentAct::Wait { r#for: ContentWait::NetworkQuiet {} },
    ]);
    let states = [
        RefState::Visible,
        RefState::Hidden,
        RefState::Enabled,
        RefState::Disabled,
        RefState::Checked,
        RefState::Unchecked,
        RefState::Gone,
    ];
    acts.extend(states.map(|state| ContentAct::Wait { r#for: ContentWait::RefState(state) }));
    acts
}

fn field_facts() -> FieldFacts {
    FieldFacts { name: text(), kind: text(), autocomplete: text(), filled: true, value: text() }
}

fn form_facts() -> FormFacts {
    FormFacts { fields: vec![field_facts()], ..FormFacts::default() }
}

pub fn content_events() -> Vec<ContentEvent> {
    let page = Snapshot { document: text(), url: text(), title: text(), strings: text() };
    let mut events = every! { ContentEvent:
        OverlayPlaced { place: Place { right: 1.0, top: 2.0, width: 3.0, height: 4.0 } },
        OverlayClosed {},
        SelectionChanged { text: None },
        Recorded {
            gesture: Gesture::Type { text: None },
            path: vec![recipes::touched()],
            onto: Vec::new(),
            page: Some(page),
        },
    };
    events.extend(recipes::gestures().into_iter().map(|gesture| ContentEvent::Recorded {
        gesture,
        path: Vec::new(),
        onto: vec![recipes::touched()],
        page: None,
    }));
    events
}

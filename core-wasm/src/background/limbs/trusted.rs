//! Input of the browser's own, and the dialogs of pages: what the debugger protocol is asked for. Pure.

use serde_json::{Value, json};

use crate::protocol::{Modifier, MouseButton, MousePhase, TrustedInput};

/// Method and parameters (Chrome DevTools Protocol 1.3, domain Input).
pub(super) fn command(input: &TrustedInput) -> (&'static str, Value) {
    match input {
        TrustedInput::Mouse { phase, x, y, button, count, modifiers } => {
            let (r#type, button, buttons) = match phase {
                MousePhase::Move => ("mouseMoved", "none", 0),
                MousePhase::Press => ("mousePressed", name(*button), bit(*button)),
                MousePhase::Release => ("mouseReleased", name(*button), 0),
            };
            let modifiers = bits(modifiers);
            let event = json!({
                "type": r#type, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": count, "modifiers": modifiers,
                "pointerType": "mouse",
            });
            ("Input.dispatchMouseEvent", event)
        }
        TrustedInput::Key { down, key, code, number, text, modifiers } => {
            let r#type = match (down, text.is_empty()) {
                (false, _) => "keyUp",
                (true, true) => "rawKeyDown",
                (true, false) => "keyDown",
            };
            let mut event = json!({
                "type": r#type, "key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": bits(modifiers),
            });
            if *down && !text.is_empty() {
                event["text"] = json!(text);
            }
            ("Input.dispatchKeyEvent", event)
        }
        TrustedInput::Text { text } => ("Input.insertText", json!({ "text": text })),
    }
}

fn name(button: MouseButton) -> &'static str {
    match button {
        MouseButton::Left => "left",
        MouseButton::Right => "right",
        MouseButton::Middle => "middle",
    }
}

/// Its bit in `MouseEvent.buttons`.
fn bit(button: MouseButton) -> u8 {
    match button {
        MouseButton::Left => 1,
        MouseButton::Right => 2,
        MouseButton::Middle => 4,
    }
}

fn bits(modifiers: &[Modifier]) -> u8 {
    let bit = |modifier: &Modifier| match modifier {
        Modifier::Alt => 1,
        Modifier::Control => 2,
        Modifier::Meta => 4,
        Modifier::Shift => 8,
    };
    modifiers.iter().map(bit).fold(0, |bits, bit| bits | bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mouse(phase: MousePhase) -> TrustedInput {
        let modifiers = vec![Modifier::Control, Modifier::Shift];
        TrustedInput::Mouse { phase, x: 10.5, y: 20.0, button: MouseButton::Right, count: 2, modifiers }
    }

    #[test]
    fn a_button_is_held_from_press_to_release() {
        let held = |phase| {
            let (method, event) = command(&mouse(phase));
            assert_eq!((method, &event["modifiers"]), ("Input.dispatchMouseEvent", &json!(10)));
            (event["type"].clone(), event["button"].clone(), event["buttons"].clone())
        };
        assert_eq!(held(MousePhase::Move), (json!("mouseMoved"), json!("none"), json!(0)));
        assert_eq!(held(MousePhase::Press), (json!("mousePressed"), json!("right"), json!(2)));
        assert_eq!(held(MousePhase::Release), (json!("mouseReleased"), json!("right"), json!(0)));
    }

    #[test]
    fn a_key_that_writes_nothing_is_pressed_raw() {
        let key = |down, text: &str| TrustedInput::Key {
            down,
            key: "a".into(),
            code: "KeyA".into(),
            number: 65,
            text: text.into(),
            modifiers: vec![],
        };
        let told = |input| {
            let (_, event) = command(&input);
            (event["type"].clone(), event.get("text").cloned())
        };
        assert_eq!(told(key(true, "a")), (json!("keyDown"), Some(json!("a"))));
        assert_eq!(told(key(true, "")), (json!("rawKeyDown"), None));
        assert_eq!(told(key(false, "")), (json!("keyUp"), None));
    }
}

// What an event of the browser says that the person did. Only what a script can not make counts.

import type { Gesture } from "../../protocol.js";
import { chosenLabels, editingHost, isSecret, isTyped, isWhole, kindOf, valueOf } from "../act/field.js";
import * as native from "../act/natives.js";

const LONGEST = 5_000;
/** Keys that do something without writing. */
const KEYS = new Set(["Enter", "Escape", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Delete", "F2"]);
/** Chords that edit text: what they do is seen in the text. */
const EDITING = new Set(["a", "c", "v", "x", "z", "y", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"]);
const CARD = /(^|\s)cc-/;

/** What is typed there is nobody's to know. */
const isHidden = (el: Element): boolean => isSecret(el) || CARD.test(native.attribute(el, "autocomplete") ?? "");

export function clickOf(event: Event): Gesture | null {
  if (!(event instanceof MouseEvent) || event.button !== 0) return null;
  return { gesture: "click", count: Math.max(1, Math.min(event.detail, 2)), keyboard: event.detail === 0 };
}

/** Whether the element is written into, so that keys show in its text. */
export const isWritten = (el: Element): boolean =>
  isTyped(el) || (el instanceof HTMLElement && native.isContentEditable(el));

/** Whether Enter writes a line there. */
export const takesLines = (el: Element): boolean => isWritten(el) && !(el instanceof HTMLInputElement);

/** What stands in a field now, and the field. */
export function typedInto(el: Element): { field: Element; gesture: Gesture } | null {
  if (isTyped(el) || isWhole(el) || kindOf(el) === "range") {
    const text = isHidden(el) ? null : valueOf(el as HTMLInputElement).slice(0, LONGEST);
    return { field: el, gesture: { gesture: "type", text } };
  }
  const host = editingHost(el);
  if (!host) return null;
  const text = native.innerText(host).replace(/\n+$/, "").slice(0, LONGEST);
  return { field: host, gesture: { gesture: "type", text: isHidden(host) ? null : text } };
}

export function chosenIn(el: Element): Gesture | null {
  if (el instanceof HTMLSelectElement) return { gesture: "select", options: chosenLabels(el) };
  switch (kindOf(el)) {
    case "checkbox":
    case "radio":
      return { gesture: "check", checked: native.inputChecked(el as HTMLInputElement) };
    case "file":
      return { gesture: "files" };
    default:
      return null;
  }
}

export function pressOf(event: Event, on: Element): Gesture | null {
  if (!(event instanceof KeyboardEvent) || event.isComposing) return null;
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const commands = ctrlKey || metaKey || altKey;
  if (commands) {
    const plain = key.length === 1 ? key.toLowerCase() : key;
    if (["Control", "Meta", "Alt", "Shift", "AltGraph"].includes(key)) return null;
    if (isWritten(on) && (EDITING.has(plain) || (altKey && key.length === 1))) return null;
    const held = [ctrlKey && "Control", metaKey && "Meta", altKey && "Alt", shiftKey && "Shift"].filter(Boolean);
    return { gesture: "press", key: [...held, key.length === 1 ? key.toUpperCase() : key].join("+") };
  }
  // A key of a list or slider changes its value, and that is told.
  const changes = on instanceof HTMLSelectElement || ["radio", "range", "number", "date", "time"].includes(kindOf(on));
  const space = key === " " && !isWritten(on);
  if (space) return { gesture: "press", key: "Space" };
  if (!KEYS.has(key) || (changes && key !== "Enter" && key !== "Escape")) return null;
  if (isWritten(on) && ["PageUp", "PageDown", "Delete"].includes(key)) return null;
  if (takesLines(on) && key.startsWith("Arrow")) return null;
  return { gesture: "press", key };
}

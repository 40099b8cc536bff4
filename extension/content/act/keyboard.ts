// A keyboard: the events of each key where the focus is, and what a browser then does by itself, which it does not do for
// events of scripts (`defaults.ts`).

import type { Modifier } from "../../protocol.js";
import { doDefault } from "./defaults.js";
import { fail } from "./failure.js";
import { editableOf, isTyped, kindOf } from "./field.js";
import { ownerFormOf } from "./form-facts.js";
import { chordOf, keyOfLetter, type Key } from "./keys.js";
import * as native from "./natives.js";
import type { Patience } from "./patience.js";
import { held } from "./pointer.js";
import { flatHolds, focused } from "./tree.js";
import * as trusted from "./trusted.js";

const MODIFIER_KEYS: Readonly<Record<Modifier, string>> = { control: "Control", shift: "Shift", alt: "Alt", meta: "Meta" };

/** Where keys go now. */
export const keyTarget = (): Element | null => focused() ?? native.bodyElement() ?? native.rootElement();

/** Presses a chord such as `Control+A`; false when the page prevented the browser's default. */
export async function pressChord(text: string, patience: Patience): Promise<boolean> {
  const { key, modifiers } = chordOf(text);
  if (trusted.hasKeys()) {
    await trusted.strike(key, modifiers);
    await patience.turn();
    return true;
  }
  const down: Modifier[] = [];
  for (const modifier of modifiers) {
    down.push(modifier);
    tell("keydown", chordOf(MODIFIER_KEYS[modifier]).key, down);
  }
  const wanted = strike(key, modifiers);
  await patience.turn();
  for (const modifier of [...modifiers].reverse()) {
    down.pop();
    tell("keyup", chordOf(MODIFIER_KEYS[modifier]).key, down);
  }
  return wanted;
}

/** Types one letter with its key; `field` is what it is meant for. */
export async function typeLetter(letter: string, field: Element): Promise<void> {
  takesLetters(field);
  const key = keyOfLetter(letter);
  if (trusted.hasKeys()) await trusted.strike(key, key.shifted ? ["shift"] : []);
  else strike(key, key.shifted ? ["shift"] : []);
}

/**
 * What takes letters that are meant for `field`; throws when that is something else: a letter may be a shortcut there, and a
 * space presses a button. Codes are typed over several fields of one kind, and a page may put a new field in the place of this one.
 */
export function takesLetters(field: Element): Element {
  const now = focused();
  if (now && (flatHolds(field, now) || flatHolds(now, field) || isContinued(field, now))) return now;
  return fail("changed", "The focus went elsewhere while it was typed: not all of the text is there.");
}

function isContinued(field: Element, now: Element): boolean {
  const isGone = !native.isConnected(field);
  if (!isTyped(field)) return isGone && editableOf(now) === "rich";
  return isTyped(now) && kindOf(now) === kindOf(field) && (isGone || ownerFormOf(now) === ownerFormOf(field));
}

function strike(key: Key, modifiers: readonly Modifier[]): boolean {
  const target = keyTarget();
  let wanted = tell("keydown", key, modifiers);
  const writes = key.text !== "" && !modifiers.some((held) => held !== "shift");
  if (wanted && writes) wanted = tell("keypress", key, modifiers);
  const now = keyTarget();
  if (wanted && now) doDefault("down", key, modifiers, now);
  tell("keyup", key, modifiers);
  // Space acts when it is let go, and only where it was pressed.
  const after = keyTarget();
  if (wanted && after && after === target) doDefault("up", key, modifiers, after);
  return wanted;
}

function tell(type: "keydown" | "keypress" | "keyup", { key, code, number, text }: Key, modifiers: readonly Modifier[]): boolean {
  const target = keyTarget();
  if (!target) return false;
  const letter = type === "keypress" ? text.codePointAt(0) ?? 0 : 0;
  const init: KeyboardEventInit = {
    bubbles: true, cancelable: true, composed: true, view: window, key, code, ...held(modifiers),
    keyCode: type === "keypress" ? letter : number, charCode: letter,
  };
  return native.send(target, new KeyboardEvent(type, init));
}

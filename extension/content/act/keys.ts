// Keys by name (UI Events KeyboardEvent key values) and the place of each on a US keyboard. The table is `keys.json`.

import type { Modifier } from "../../protocol.js";
import { fail } from "./failure.js";
import table from "./keys.json";

export interface Key {
  /** `KeyboardEvent.key`. */
  key: string;
  /** `KeyboardEvent.code`; empty for letters no US keyboard has. */
  code: string;
  /** `KeyboardEvent.keyCode`, which old pages still read. */
  number: number;
  /** What the key writes; empty for keys that write nothing. */
  text: string;
  /** The letter needs Shift. */
  shifted: boolean;
}

export interface Chord { key: Key; modifiers: Modifier[] }

const named: Readonly<Record<string, { code: string; number: number; text?: string }>> = table.named;
const aliases: Readonly<Record<string, string>> = table.aliases;
const punctuation: Readonly<Record<string, (string | number)[]>> = table.punctuation;
const shifted: Readonly<Record<string, string>> = table.shifted;
const MODIFIERS: Readonly<Record<string, Modifier>> = { Control: "control", Shift: "shift", Alt: "alt", Meta: "meta" };

/** The key that writes one letter. */
export function keyOfLetter(letter: string): Key {
  const base = lookUp(shifted, letter) ?? letter;
  const isShifted = base !== letter || (letter !== letter.toLowerCase() && letter.length === 1);
  const made = (code: string, number: number): Key => ({ key: letter, code, number, text: letter, shifted: isShifted });
  if (/^[a-z]$/i.test(base)) return made(`Key${base.toUpperCase()}`, base.toUpperCase().charCodeAt(0));
  if (/^[0-9]$/.test(base)) return made(`Digit${base}`, base.charCodeAt(0));
  const [code, number] = lookUp(punctuation, base) ?? ["", 0];
  return made(String(code), Number(number));
}

/** Reads `Enter`, `a`, `Control+Shift+K`, `Control++`; throws `unsupported` for what names no key. */
export function chordOf(text: string): Chord {
  const parts = text === "+" ? ["+"] : text.replace(/\+\+$/, "+plus").split("+");
  const modifiers: Modifier[] = [];
  let key: Key | null = null;
  for (const [i, part] of parts.entries()) {
    const name = lookUp(aliases, part.trim().toLowerCase()) ?? part;
    const modifier = lookUp(MODIFIERS, name);
    if (modifier && i < parts.length - 1) modifiers.push(modifier);
    else if (i === parts.length - 1) key = keyOfName(name);
    else fail("unsupported", `“${text}” is no key: “${part}” is not Control, Shift, Alt or Meta.`);
  }
  if (!key) return fail("unsupported", `There is no key “${text}”. Names are like Enter, Escape, ArrowDown, a, Control+A.`);
  // With Control or Meta held, `A` means the key; only Shift asked for makes it the capital.
  if (modifiers.length > 0 && /^[A-Z]$/.test(key.key) && !modifiers.includes("shift")) {
    key = { ...keyOfLetter(key.key.toLowerCase()) };
  } else if (modifiers.includes("shift") && /^[a-z]$/.test(key.key)) {
    key = keyOfLetter(key.key.toUpperCase());
  }
  if (key.shifted && !modifiers.includes("shift")) modifiers.push("shift");
  return { key, modifiers };
}

function keyOfName(name: string): Key | null {
  const known = lookUp(named, name) ?? lookUp(named, name.charAt(0).toUpperCase() + name.slice(1));
  if (known) return { key: lookUp(named, name) ? name : name.charAt(0).toUpperCase() + name.slice(1), code: known.code, number: known.number, text: known.text ?? "", shifted: false };
  return [...name].length === 1 ? keyOfLetter(name) : null;
}

const lookUp = <Value>(of: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(of, key) ? of[key] : undefined;

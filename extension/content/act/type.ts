// Types into fields and editors, key by key, and checks that it is there.

import { editingHost, isTyped, isWhole, maxLengthOf, tellChange, valueOf, type TextField } from "./field.js";
import { fail } from "./failure.js";
import { caretToEnd, edit, pasteInto, selectAll } from "./insert.js";
import { pressChord, takesLetters, typeLetter } from "./keyboard.js";
import * as native from "./natives.js";
import { isSink } from "../face.js";
import { enterField } from "./enter-field.js";
import type { Hand, Scene } from "./scene.js";
import { setWhole } from "./whole.js";
import { focused } from "./tree.js";

/** Up to here every letter has its key; of longer texts only the end, the rest comes as if pasted. */
const MOST_KEYS = 400;
const KEYS_AT_END = 20;
/** An editor that took a paste shows it within this time. */
const PASTE_MS = 500;

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const lettersOf = (text: string): string[] => Array.from(letters.segment(text), ({ segment }) => segment);

/** The key that makes chords commands here. */
export const COMMAND = /mac/i.test(navigator.platform) ? "Meta" : "Control";

export const type: Hand<"type"> = async ({ text, replace }, scene) => {
  const field = await enterField(scene);
  if (isSink(field)) await typeInSink(field, text, replace, scene);
  else if (isWhole(field)) setWhole(field, text);
  else if (isTyped(field)) await typeInField(field, text, replace, scene);
  else await typeInEditor(field, text, replace, scene);
};

async function typeInField(field: TextField, text: string, replace: boolean, scene: Scene): Promise<void> {
  const isLine = field instanceof HTMLInputElement;
  // Enter would submit, and that is an act of its own.
  const wanted = (isLine ? text.replace(/\s*\r?\n\s*/g, " ").trimEnd() : text.replace(/\r\n?/g, "\n"));
  const before = valueOf(field);
  if (replace) selectAll(field, null);
  else caretToEnd(field, null);
  if (replace && wanted === "" && before !== "") edit(field, "deleteContentBackward");
  const all = lettersOf(wanted);
  const keyed = all.length > MOST_KEYS ? all.slice(-KEYS_AT_END) : all;
  if (keyed.length < all.length) edit(field, "insertText", all.slice(0, -KEYS_AT_END).join(""));
  for (const letter of keyed) {
    if (letter === "\n") edit(field, "insertLineBreak");
    else await typeLetter(letter, field);
    await scene.patience.turn();
  }
  if (!native.isConnected(field)) return;
  tellChange(field);
  await scene.patience.frame();
  const after = valueOf(field);
  const expected = replace ? wanted : before + wanted;
  if (after === before && after !== expected && maxLengthOf(field) !== before.length) {
    fail("unchanged", "The field did not take the text: the page put back what was there, or wants another kind of value.");
  }
}

/** What stands in such an editor can not be read from its field: the next observation tells. */
async function typeInSink(field: Element, text: string, replace: boolean, scene: Scene): Promise<void> {
  await pressChord(replace ? `${COMMAND}+a` : `${COMMAND}+End`, scene.patience);
  if (replace) await pressChord("Backspace", scene.patience);
  if (text.includes("\n") && pasteInto(field, text)) return;
  await typeLetters(field, text, scene);
}

async function typeInEditor(el: Element, text: string, replace: boolean, scene: Scene): Promise<void> {
  const host = editingHost(el) ?? (el as HTMLElement);
  const content = (): string => native.innerText(host);
  const lines = text.replace(/\r\n?/g, "\n");
  if (replace) await pressChord(`${COMMAND}+a`, scene.patience);
  else caretToEnd(el, host);
  // Editors learn of a selection a moment later.
  await scene.patience.frame();
  const before = content();
  if (replace && before.trim() !== "") {
    await pressChord("Backspace", scene.patience);
    await scene.patience.frame();
  }
  const emptied = content();
  const needsPaste = lines.includes("\n") || lines.length > MOST_KEYS;
  // Enter may send, so lines come as a paste; an editor that takes none gets line breaks.
  if (needsPaste && pasteInto(focused() ?? host, lines)) {
    await scene.patience.frame();
    // Some clean up what is pasted in their own time.
    if (content() === emptied) await scene.patience.change(PASTE_MS);
  }
  if (lines !== "" && content() === emptied) await typeLetters(host, lines, scene);
  await scene.patience.frame();
  if (lines !== "" && content() === emptied && !pasteInto(focused() ?? host, lines)) {
    fail("unchanged", "The editor did not take the text.");
  }
  await scene.patience.frame();
}

async function typeLetters(host: Element, text: string, scene: Scene): Promise<void> {
  for (const letter of lettersOf(text)) {
    if (letter === "\n") edit(takesLetters(host), "insertParagraph");
    else await typeLetter(letter, host);
    await scene.patience.turn();
  }
}

// What a browser does by itself after a key that the page did not prevent. One row a key; events of scripts get none of it.

import type { Modifier } from "../../protocol.js";
import { editInContext, hasEditContext } from "./edit-context.js";
import { editingHost, isTyped, kindOf, tellChange, tellInput, valueOf } from "./field.js";
import { focusOn, nextInOrder } from "./focus.js";
import { caret, isScrolledBy, scrollByKey } from "./caret.js";
import { edit, selectAll } from "./insert.js";
import type { Key } from "./keys.js";
import { moveChoice } from "./choice-keys.js";
import * as native from "./natives.js";
import { held } from "./pointer.js";

interface Struck { key: Key; modifiers: readonly Modifier[]; target: Element; host: HTMLElement | null }
type Default = (struck: Struck) => void;

const has = ({ modifiers }: Struck, modifier: Modifier): boolean => modifiers.includes(modifier);
const isCommand = (struck: Struck): boolean => has(struck, "control") || has(struck, "meta");

const ON_DOWN: Readonly<Record<string, Default>> = {
  Enter: enter,
  Tab: (struck) => {
    if (isCommand(struck) || has(struck, "alt")) return;
    const next = nextInOrder(struck.target === native.bodyElement() ? null : struck.target, has(struck, "shift"));
    if (!next) return;
    focusOn(next);
    if (isTyped(next)) native.selectField(next);
  },
  Escape: escape,
  Backspace: (struck) => remove(struck, false),
  Delete: (struck) => remove(struck, true),
  ArrowUp: arrow, ArrowDown: arrow, ArrowLeft: arrow, ArrowRight: arrow, Home: arrow, End: arrow, PageUp: arrow, PageDown: arrow,
};

/** Chords with Control (Meta on a Mac) that edit. */
const EDITING: Readonly<Record<string, Default>> = {
  a: ({ target, host }) => selectAll(target, host),
  z: (struck) => edit(struck.target, has(struck, "shift") ? "historyRedo" : "historyUndo"),
  y: ({ target }) => edit(target, "historyRedo"),
  b: ({ target, host }) => void (host && edit(target, "formatBold")),
  i: ({ target, host }) => void (host && edit(target, "formatItalic")),
  u: ({ target, host }) => void (host && edit(target, "formatUnderline")),
};

/** Does what the browser would on pressing (`down`) or letting go (`up`) of the key. */
export function doDefault(when: "down" | "up", key: Key, modifiers: readonly Modifier[], target: Element): void {
  const struck: Struck = { key, modifiers, target, host: editingHost(target) };
  if (when === "up") {
    if (key.key === " " && activatesOnSpace(struck)) click(struck);
    return;
  }
  const row = Object.hasOwn(ON_DOWN, key.key) ? ON_DOWN[key.key] : undefined;
  if (row) return row(struck);
  if (isCommand(struck)) {
    const letter = key.key.toLowerCase();
    if (Object.hasOwn(EDITING, letter)) EDITING[letter]?.(struck);
    return;
  }
  if (key.text === "" || has(struck, "alt")) return;
  if (hasEditContext(target)) editInContext(target, "insertText", key.text);
  else if (struck.host || isTyped(target)) edit(target, "insertText", key.text);
  else if (target instanceof HTMLSelectElement) moveChoice(target, key.key);
  else if (key.key === " " && isScrolledBy(target) && !activatesOnSpace(struck)) scrollByKey(target, has(struck, "shift") ? "PageUp" : "PageDown");
}

function enter(struck: Struck): void {
  const { target, host } = struck;
  if (hasEditContext(target)) editInContext(target, has(struck, "shift") ? "insertLineBreak" : "insertParagraph");
  else if (host) edit(target, has(struck, "shift") ? "insertLineBreak" : "insertParagraph");
  else if (target instanceof HTMLTextAreaElement) edit(target, "insertLineBreak");
  else if (native.isMatch(target, "a[href], area[href], button, summary, input[type=submit], input[type=button], input[type=reset], input[type=image], input[type=color], input[type=file]")) click(struck);
  else if (target instanceof HTMLInputElement) submitImplicitly(target, struck);
}

/** HTML §4.10.21.2: Enter in a field clicks the form's default button, or submits a form that has none. */
function submitImplicitly(field: HTMLInputElement, struck: Struck): void {
  if (isTyped(field)) tellChange(field);
  const form = native.ownerForm.input(field);
  if (!form) return;
  const fields = [...native.formElements(form)];
  const button = fields.find((el) => isSubmitter(el))
    // Image buttons are not among a form's elements.
    ?? [...native.query(form, "input[type=image]")][0];
  if (button) {
    if (!native.isMatch(button, ":disabled")) click({ ...struck, target: button });
    return;
  }
  const blocking = fields.filter((el) => isTyped(el) && !(el instanceof HTMLTextAreaElement));
  if (blocking.length <= 1) native.submitForm(form);
}

/** Whether a click on the control submits its form. */
export function isSubmitter(el: Element): boolean {
  if (el instanceof HTMLButtonElement) return native.buttonType(el) === "submit";
  return ["submit", "image"].includes(kindOf(el));
}

const activatesOnSpace = ({ target }: Struck): boolean =>
  native.isMatch(target, "button, summary, input[type=submit], input[type=button], input[type=reset], input[type=checkbox], input[type=radio], input[type=file], input[type=color]");

const click = ({ target, modifiers }: Struck): void =>
  void native.send(target, new PointerEvent("click", { bubbles: true, cancelable: true, composed: true, view: window, ...held(modifiers) }));

function remove(struck: Struck, forward: boolean): void {
  const { target, host } = struck;
  if (hasEditContext(target)) return editInContext(target, forward ? "deleteContentForward" : "deleteContentBackward");
  if (!host && !isTyped(target)) return;
  if (isCommand(struck) || has(struck, "alt")) native.selection()?.modify("extend", forward ? "forward" : "backward", has(struck, "meta") ? "lineboundary" : "word");
  if (host || valueOf(target as HTMLInputElement) !== "") edit(target, forward ? "deleteContentForward" : "deleteContentBackward");
}

function arrow(struck: Struck): void {
  const { key, target } = struck;
  if (target instanceof HTMLSelectElement) return moveChoice(target, key.key);
  const kind = kindOf(target);
  if (target instanceof HTMLInputElement && kind === "radio") return moveChoice(target, key.key);
  if (target instanceof HTMLInputElement && (kind === "number" || kind === "range") && stepBy(target, kind, key.key)) return;
  if (struck.host || isTyped(target)) return caret(target, key.key, has(struck, "shift"), isCommand(struck));
  if (isScrolledBy(target)) scrollByKey(target, key.key);
}

function stepBy(input: HTMLInputElement, kind: string, key: string): boolean {
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  if (kind === "number" && (sideways || !key.startsWith("Arrow"))) return false;
  const before = native.inputValue(input);
  if (key === "Home" || key === "End") {
    native.setInputValue(input, native.attribute(input, key === "Home" ? "min" : "max") ?? (key === "Home" ? "0" : "100"));
  } else {
    const rtl = sideways && native.styleOf(input).direction === "rtl";
    const up = key === "ArrowUp" || key === "PageUp" || key === (rtl ? "ArrowLeft" : "ArrowRight");
    const steps = key.startsWith("Page") ? 10 : 1;
    for (let i = 0; i < steps; i += 1) native.step(input, up);
  }
  if (native.inputValue(input) !== before) {
    tellInput(input);
    tellChange(input);
  }
  return true;
}

/** Closes the topmost modal dialog or popover, unless the page wants it open. */
function escape(): void {
  const dialog = [...native.query(document, "dialog:modal")].at(-1);
  if (dialog instanceof HTMLDialogElement) {
    if (native.send(dialog, new Event("cancel", { cancelable: true }))) native.close(dialog);
    return;
  }
  const popover = [...native.query(document, "[popover]:popover-open")].at(-1);
  if (popover instanceof HTMLElement && native.attribute(popover, "popover") !== "manual") native.hide(popover);
}

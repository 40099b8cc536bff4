// Puts text where the caret is. The browser's own editing commands do it: the `input` events are the browser's then, so
// frameworks and editors take them for a person's. Commands send no `beforeinput`, so that one is ours.

import { isTyped, maxLengthOf, setValue, valueOf, type TextField } from "./field.js";
import * as native from "./natives.js";

/** Input types (Input Events 2 §4.1.2) and the browser's commands for them. */
const COMMANDS = {
  insertText: "insertText",
  insertParagraph: "insertParagraph",
  insertLineBreak: "insertLineBreak",
  deleteContentBackward: "delete",
  deleteContentForward: "forwardDelete",
  historyUndo: "undo",
  historyRedo: "redo",
  formatBold: "bold",
  formatItalic: "italic",
  formatUnderline: "underline",
} as const;
export type InputType = keyof typeof COMMANDS;

/** Edits where the caret is; an editor that prevents `beforeinput` does it by itself. */
export function edit(target: Element, inputType: InputType, data: string | null = null): void {
  const init = { bubbles: true, cancelable: true, composed: true, inputType, data };
  if (!native.send(target, new InputEvent("beforeinput", init))) return;
  if (!isTyped(target)) return void native.edit(COMMANDS[inputType], data ?? "");
  const before = valueOf(target);
  let told = false;
  const listening = new AbortController();
  native.onCapture(target, "input", () => (told = true), listening.signal);
  const command = inputType === "insertLineBreak" ? "insertText" : COMMANDS[inputType];
  native.edit(command, inputType === "insertLineBreak" ? "\n" : data ?? "");
  listening.abort();
  // The command has no say in a document that is not shown: write the value ourselves.
  if (told || valueOf(target) !== before) return;
  const after = edited(target, before, inputType, data);
  if (after !== before) setValue(target, after, inputType, data);
}

function edited(field: TextField, before: string, inputType: InputType, data: string | null): string {
  const [start, end] = selectionOf(field, before);
  switch (inputType) {
    case "insertText": case "insertLineBreak": {
      const whole = before.slice(0, start) + (data ?? "\n") + before.slice(end);
      const most = maxLengthOf(field);
      return most >= 0 && whole.length > most ? before : whole;
    }
    case "deleteContentBackward": return before.slice(0, start === end ? Math.max(0, start - 1) : start) + before.slice(end);
    case "deleteContentForward": return before.slice(0, start) + before.slice(start === end ? end + 1 : end);
    default: return before;
  }
}

/** Where the caret is; numbers and addresses do not say, theirs is taken to be at the end. */
const selectionOf = (field: TextField, value: string): [number, number] => native.rangeOf(field) ?? [value.length, value.length];

/** Selects all of a field or of an editor. */
export function selectAll(target: Element, host: HTMLElement | null): void {
  if (isTyped(target)) native.selectField(target);
  else if (host) native.selection()?.selectAllChildren(host);
}

/** Puts the caret behind the last letter. */
export function caretToEnd(target: Element, host: HTMLElement | null): void {
  if (isTyped(target)) return caretToEndOf(target);
  if (host) placeAtEnd(host);
}

function caretToEndOf(field: TextField): void {
  const value = valueOf(field);
  try {
    native.setRange(field, value.length, value.length);
  } catch {
    // Numbers and addresses have no caret to set, but a value that is set leaves it at its end.
    if (!(field instanceof HTMLInputElement)) return;
    native.setInputValue(field, "");
    native.setInputValue(field, value);
  }
}

/** Into the last line: at the end of the host itself some browsers would begin a new one. */
function placeAtEnd(host: HTMLElement): void {
  let node: Node = host;
  for (let last = lastOf(node); last; last = lastOf(node)) node = last;
  if (node instanceof Text) native.selection()?.collapse(node, native.data(node).length);
  else if (node === host) native.selection()?.collapse(host, 0);
  else if (native.localName(node as Element) === "br") {
    const range = native.newRange();
    range.setStartBefore(node);
    native.selection()?.collapse(range.startContainer, range.startOffset);
  } else native.selection()?.collapse(node, 0);
}

/** The last child, white space between blocks aside. */
function lastOf(node: Node): Node | null {
  let last = native.lastChild(node);
  while (last instanceof Text && native.data(last).trim() === "" && native.previousSibling(last) instanceof Element) last = native.previousSibling(last);
  return last;
}

/** Hands `text` to an editor the way a paste does; true when the editor took it. */
export function pasteInto(el: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  // Firefox fills the event from its own two members.
  const init = { bubbles: true, cancelable: true, composed: true, clipboardData, dataType: "text/plain", data: text };
  const event = new ClipboardEvent("paste", init);
  if (event.clipboardData?.getData("text/plain") !== text) return false;
  return !native.send(el, event);
}

// Editors that draw their text themselves and hear of letters by an edit context (EditContext API §3), as newer code editors
// do. No command of the browser writes there: what it would change is changed, and told.

import * as native from "./natives.js";

/** As much of the API as is needed; TypeScript does not know it yet. */
interface EditContext extends EventTarget {
  readonly text: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
  updateText(start: number, end: number, text: string): void;
  updateSelection(start: number, end: number): void;
}
interface TextUpdate { text: string; selectionStart: number; selectionEnd: number; updateRangeStart: number; updateRangeEnd: number }
declare const TextUpdateEvent: new (type: "textupdate", init: TextUpdate) => Event;

const contextOf = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "editContext")?.get as ((this: Element) => EditContext | null) | undefined;

const of = (el: Element): EditContext | null => (contextOf && el instanceof HTMLElement ? contextOf.call(el) : null);

/** Whether letters go to an edit context there. */
export const hasEditContext = (el: Element): boolean => of(el) !== null;

/** Does what a key does there: text comes in the place of the selection, deleting takes a letter before or after it. Of new
 * lines editors hear by `beforeinput` alone. */
export function editInContext(el: Element, inputType: "insertText" | "insertParagraph" | "insertLineBreak" | "deleteContentBackward" | "deleteContentForward", text = ""): void {
  const context = of(el);
  const before = new InputEvent("beforeinput", { bubbles: true, cancelable: true, composed: true, inputType, data: text || null });
  if (!context || !native.send(el, before) || inputType === "insertParagraph" || inputType === "insertLineBreak") return;
  const remove = { insertText: 0, deleteContentBackward: -1, deleteContentForward: 1 }[inputType];
  const [from, to] = [Math.min(context.selectionStart, context.selectionEnd), Math.max(context.selectionStart, context.selectionEnd)];
  const isRange = from !== to || remove === 0;
  const start = isRange ? from : Math.max(0, Math.min(from, from + remove));
  const end = isRange ? to : Math.min(context.text.length, Math.max(to, to + remove));
  const caret = start + text.length;
  context.updateText(start, end, text);
  context.updateSelection(caret, caret);
  native.send(context, new TextUpdateEvent("textupdate", { text, selectionStart: caret, selectionEnd: caret, updateRangeStart: start, updateRangeEnd: end }));
}

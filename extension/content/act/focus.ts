// Moves the focus, with the events a page expects even while the browser's window has none.

import * as native from "./natives.js";
import { flatAncestors, flatParent, focused } from "./tree.js";

const FOCUSABLE = "button, input:not([type=hidden]), select, textarea, a[href], area[href], summary, iframe, [tabindex], "
  + "[contenteditable]:not([contenteditable=false]), audio[controls], video[controls]";

/** Whether a click or a key could bring the focus there. */
export function isFocusable(el: Element): boolean {
  return native.isMatch(el, FOCUSABLE) && !native.isMatch(el, ":disabled") && native.isRendered(el)
    && (!(el instanceof HTMLElement) || native.isContentEditable(el) || native.isMatch(el, "[tabindex]") || native.tabIndex(el) >= 0);
}

/** What a press of the mouse on `el` does: focuses the nearest element that can be, or takes the focus away. */
export function focusByPointer(el: Element): void {
  for (const above of flatAncestors(el)) {
    if (isFocusable(above)) return focusOn(above);
    if (delegates(above)) return native.focus(above);
  }
  const before = focused();
  if (before) change(before, null, () => native.blur(before));
}

const delegates = (el: Element): boolean => native.anyShadowRoot(el)?.delegatesFocus === true;

/** Focuses the element; nothing when it has the focus. */
export function focusOn(el: Element): void {
  const before = focused();
  if (before === el) return;
  change(before, el, () => native.focus(el));
}

/** A browser window in the background moves the focus without a word; the page hears it from us then. */
function change(from: Element | null, to: Element | null, move: () => void): void {
  let heard = false;
  const hear = (): void => void (heard = true);
  const ends = [from, to].filter((el) => el !== null);
  const listening = new AbortController();
  for (const el of ends) for (const type of ["blur", "focus"]) native.onCapture(el, type, hear, listening.signal);
  move();
  listening.abort();
  if (heard || native.documentHasFocus() || focused() === from) return;
  if (from) {
    native.send(from, new FocusEvent("blur", { composed: true, relatedTarget: to }));
    native.send(from, new FocusEvent("focusout", { bubbles: true, composed: true, relatedTarget: to }));
  }
  if (to && focused() === to) {
    native.send(to, new FocusEvent("focus", { composed: true, relatedTarget: from }));
    native.send(to, new FocusEvent("focusin", { bubbles: true, composed: true, relatedTarget: from }));
  }
}

const MOST = 20_000;

/** Where Tab goes from `from`: the order of the flat tree, positive tabindex first (HTML §6.6.3). */
export function nextInOrder(from: Element | null, backwards: boolean): Element | null {
  const root = native.rootElement();
  if (!root) return null;
  const found: { el: Element; index: number }[] = [];
  collect(root, found, 0);
  const ordered = [...found.filter(({ index }) => index > 0).sort((a, b) => a.index - b.index), ...found.filter(({ index }) => index === 0)]
    .map(({ el }) => el)
    .filter((el) => !isOtherRadio(el, from));
  if (backwards) ordered.reverse();
  const at = from ? ordered.indexOf(from) : -1;
  return ordered[at + 1] ?? null;
}

function collect(node: Node, found: { el: Element; index: number }[], depth: number): void {
  if (depth > 512 || found.length > MOST) return;
  if (node instanceof Element) {
    if (native.attribute(node, "inert") !== null) return;
    const index = node instanceof HTMLElement ? native.tabIndex(node) : Number(native.attribute(node, "tabindex") ?? -1);
    if (index >= 0 && isFocusable(node)) found.push({ el: node, index });
  }
  const inside = node instanceof Element ? native.anyShadowRoot(node) ?? node : node;
  for (let child = native.firstChild(inside); child; child = native.nextSibling(child)) collect(child, found, depth + 1);
  if (node instanceof HTMLSlotElement) {
    for (const assigned of native.assignedNodes(node)) if (flatParent(assigned) === node) collect(assigned, found, depth + 1);
  }
}

/** Of a group of radio buttons Tab stops at the chosen one only. */
function isOtherRadio(el: Element, from: Element | null): boolean {
  if (!(el instanceof HTMLInputElement) || native.inputType(el) !== "radio" || el === from) return false;
  const name = native.attribute(el, "name");
  if (!name) return false;
  const group = [...native.query(native.rootNode(el), `input[type=radio][name="${CSS.escape(name)}"]`)]
    .filter((other) => other instanceof HTMLInputElement && native.ownerForm.input(other) === native.ownerForm.input(el));
  const chosen = group.find((other) => native.inputChecked(other as HTMLInputElement));
  return chosen ? chosen !== el : from !== null && group.includes(from);
}

// What arrows and their neighbours do where there is text or something to scroll.

import { isTyped, valueOf, type TextField } from "./field.js";
import * as native from "./natives.js";
import { flatAncestors } from "./tree.js";

const LINE = 40;

/** Moves the caret, or extends the selection with Shift; `far` is with Control or Meta. */
export function caret(target: Element, key: string, extend: boolean, far: boolean): void {
  const [direction, unit] = way(key, far, target);
  const before = isTyped(target) ? native.rangeOf(target) : null;
  native.selection()?.modify(extend ? "extend" : "move", direction, unit);
  // Not every browser's selection goes into fields.
  if (!before || !isTyped(target)) return;
  const [start, end] = native.rangeOf(target) ?? before;
  if (start === before[0] && end === before[1]) moveInField(target, key, before, extend);
}

function moveInField(field: TextField, key: string, [start, end]: [number, number], extend: boolean): void {
  const { length } = valueOf(field);
  const goal = key === "Home" ? 0 : key === "End" ? length : key === "ArrowLeft" ? Math.max(0, start - 1) : key === "ArrowRight" ? Math.min(length, end + 1) : null;
  if (goal === null) return;
  native.setRange(field, extend ? Math.min(start, goal) : goal, extend ? Math.max(end, goal) : goal);
}

function way(key: string, far: boolean, target: Element): ["forward" | "backward" | "left" | "right", string] {
  switch (key) {
    case "ArrowLeft": return ["left", far ? "word" : "character"];
    case "ArrowRight": return ["right", far ? "word" : "character"];
    case "ArrowUp": return ["backward", isTyped(target) && target instanceof HTMLInputElement ? "lineboundary" : far ? "paragraph" : "line"];
    case "ArrowDown": return ["forward", isTyped(target) && target instanceof HTMLInputElement ? "lineboundary" : far ? "paragraph" : "line"];
    case "Home": return ["backward", far ? "documentboundary" : "lineboundary"];
    case "End": return ["forward", far ? "documentboundary" : "lineboundary"];
    case "PageUp": return ["backward", "paragraph"];
    default: return ["forward", "paragraph"];
  }
}

/** Whether keys scroll here: not in what uses them itself. */
export const isScrolledBy = (target: Element): boolean =>
  !native.isMatch(target, "input, textarea, select, [role=listbox], [role=grid], [role=menu], [role=tablist], [role=slider], [role=spinbutton]");

/** Scrolls what is around the target as the key would. */
export function scrollByKey(target: Element, key: string): void {
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const box = scrollerOf(target, sideways ? "x" : "y");
  if (!box) return;
  const page = Math.max(LINE, native.clientHeight(box) * 0.9);
  switch (key) {
    case "ArrowUp": return native.scrollElementBy(box, 0, -LINE);
    case "ArrowDown": return native.scrollElementBy(box, 0, LINE);
    case "ArrowLeft": return native.scrollElementBy(box, -LINE, 0);
    case "ArrowRight": return native.scrollElementBy(box, LINE, 0);
    case "PageUp": return native.scrollElementBy(box, 0, -page);
    case "PageDown": return native.scrollElementBy(box, 0, page);
    case "Home": return native.scrollElementTo(box, 0, 0);
    case "End": return native.scrollElementTo(box, 0, native.scrollHeight(box));
    default:
  }
}

/** The nearest box, from `from` on, that can be scrolled along the axis; the document at last. */
export function scrollerOf(from: Element, axis: "x" | "y" | "any"): Element | null {
  const document = native.scrollingElement() ?? native.rootElement();
  for (const el of flatAncestors(from)) {
    if (el === document || el === native.rootElement() || el === native.bodyElement()) break;
    const style = native.styleOf(el);
    const scrolls = (overflow: string): boolean => overflow === "auto" || overflow === "scroll" || overflow === "hidden";
    const y = scrolls(style.overflowY) && native.scrollHeight(el) > native.clientHeight(el) + 1;
    const x = scrolls(style.overflowX) && native.scrollWidth(el) > native.clientWidth(el) + 1;
    if ((axis !== "x" && y) || (axis !== "y" && x)) return el;
  }
  return document;
}

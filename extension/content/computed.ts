// What computed styles say, as the records put it.

import * as at from "./layout.js";
import type { Oddities } from "./attributes.js";
import { DARK_CANVAS, WHITE } from "./colour.js";
import * as native from "./natives.js";

export function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code !== 32 && (code > 13 || code < 9)) return false;
  }
  return true;
}

export function odditiesOf(style: CSSStyleDeclaration, position: number): Oddities | null {
  const { clipPath, filter } = style;
  const clip = position >= at.POSITION_ABSOLUTE ? style.clip : "auto";
  if (clipPath === "none" && filter === "none" && clip === "auto") return null;
  return {
    clipPath: clipPath === "none" ? "" : clipPath,
    filter: filter === "none" ? "" : filter,
    clip: clip === "auto" ? "" : clip,
  };
}

export function displayOf(display: string): number {
  switch (display) {
    case "inline": case "ruby": case "ruby-text": return at.DISPLAY_INLINE;
    case "none": case "": case "table-column": case "table-column-group": return at.DISPLAY_NONE;
    case "contents": return at.DISPLAY_CONTENTS;
    case "table-row": return at.DISPLAY_ROW;
    case "table-cell": return at.DISPLAY_CELL;
    case "list-item": return at.DISPLAY_LIST_ITEM;
    default: return display.startsWith("inline") ? at.DISPLAY_ATOMIC : at.DISPLAY_BLOCK;
  }
}

export function positionOf(position: string): number {
  switch (position) {
    case "absolute": return at.POSITION_ABSOLUTE;
    case "fixed": return at.POSITION_FIXED;
    case "static": return at.POSITION_STATIC;
    default: return at.POSITION_RELATIVE;
  }
}

/** What the browser paints under the page. */
export function canvasColour(root: Element): number {
  const { colorScheme } = native.styleOf(root);
  const isDark = colorScheme.includes("dark")
    && (!colorScheme.includes("light") || window.matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? DARK_CANVAS : WHITE;
}

/** Whether the element shows its back to the reader: the z axis points backwards. Inline boxes can not be turned. */
export function isTurnedAway(style: CSSStyleDeclaration, display: number): boolean {
  if (display === at.DISPLAY_INLINE || style.backfaceVisibility !== "hidden") return false;
  const { transform } = style;
  return transform.startsWith("matrix3d") && new DOMMatrixReadOnly(transform).m33 < 0;
}

/** Clear text through which a background shines: `background-clip: text`, here or on what the text is in. */
export function isFilledWithBackground(el: Element): boolean {
  let node: Node | null = el;
  for (let steps = 0; node instanceof Element && steps < 8; steps += 1) {
    if (native.styleOf(node).backgroundClip === "text") return true;
    node = native.parentNode(node);
  }
  return false;
}

/** Whether an element of this computed `display` makes boxes of its children. */
export function blockifies(display: string): boolean {
  return display.endsWith("flex") || display.endsWith("grid");
}

/** Thousandths; almost every element has 1. */
export function opacityOf(opacity: string): number {
  return opacity === "1" ? 1000 : Math.round(Number(opacity) * 1000);
}

/** What a closed `details` shows: its first summary. */
export function summaryOf(first: Node | null): Node | null {
  for (let node = first; node; node = native.nextSibling(node)) {
    if (node instanceof HTMLElement && native.localName(node) === "summary") return node;
  }
  return null;
}

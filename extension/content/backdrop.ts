// Second look at text whose colour is near its ancestors' background: it may stand on a picture or on a painted sibling.
//
// Reading background images of every element is dear, and only few pages have such text, so it is done only then.

import * as at from "./layout.js";
import { NEAR } from "./marks.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

const MEDIA = new Set(["img", "video", "canvas", "svg", "picture", "iframe", "object", "embed"]);

/** Marks elements that paint a picture, and gives every painted element and every such text its box, from record `from`
 * to `to`. */
export function writeBackdrops(records: Records, origin: DOMPointReadOnly, from: number, to: number): void {
  const range = native.newRange();
  for (let index = from; index < to; index += 1) {
    const el = records.nodes[index];
    const record = index * at.STRIDE;
    const flags = records.data[record + at.FLAGS] ?? 0;
    if (el && flags & NEAR && !(flags & at.HAS_RECT)) {
      range.selectNodeContents(el);
      writeRect(records, record, range.getBoundingClientRect(), origin);
    }
    if (!(el instanceof Element) || (flags & 7) !== at.KIND_ELEMENT) continue;
    let paints = MEDIA.has(native.localName(el)) || hasPicture(native.styleOf(el));
    if (!paints && native.firstChild(el)) {
      paints = hasPaintedPseudo(el, "::before") || hasPaintedPseudo(el, "::after");
    }
    if (paints) records.data[record + at.FLAGS] = flags | at.PAINTED;
    const coloured = ((records.data[record + at.COLOUR] ?? 0) & 255) > 0;
    if ((paints || coloured) && !(flags & at.HAS_RECT)) writeRect(records, record, native.rectOf(el), origin);
  }
}

function hasPicture(style: CSSStyleDeclaration): boolean {
  return style.backgroundImage !== "none" || style.borderImageSource !== "none";
}

function hasPaintedPseudo(el: Element, pseudo: string): boolean {
  const style = native.styleOf(el, pseudo);
  if (style.content === "none" || style.content === "normal") return false;
  return hasPicture(style) || !/^rgba\(.*, 0\)$/.test(style.backgroundColor);
}

export function writeRect(records: Records, record: number, rect: DOMRectReadOnly, origin: DOMPointReadOnly): void {
  const { data } = records;
  data[record + at.X] = fixed(rect.x + origin.x);
  data[record + at.Y] = fixed(rect.y + origin.y);
  data[record + at.WIDTH] = fixed(rect.width);
  data[record + at.HEIGHT] = fixed(rect.height);
  data[record + at.FLAGS] = (data[record + at.FLAGS] ?? 0) | at.HAS_RECT;
}

/** Pixels to the buffer's quarters, held within 32 bits. */
export function fixed(pixels: number): number {
  return Math.max(-0x3fffffff, Math.min(0x3fffffff, Math.round(pixels * at.PER_PIXEL))) | 0;
}

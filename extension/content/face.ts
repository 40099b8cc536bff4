// Editors that draw their text themselves take letters in a speck of a text area, or in an element with an edit context. What
// one sees of it, and clicks, is the box around.

import { hasEditContext } from "./act/edit-context.js";
import { flatAncestors } from "./act/tree.js";
import * as native from "./natives.js";

/** Smaller is a speck, in pixels. */
const SPECK = 8;
const LEAST = { width: 40, height: 12 };

/** Whether it only takes letters in. */
export const isSink = (el: Element): boolean => hasEditContext(el) || isSpeck(el);

/** Whether it is a sink too small to show anything itself: what stands in it, nobody sees there. */
export const isSpeck = (el: Element): boolean => {
  if (!(el instanceof HTMLTextAreaElement) && !hasEditContext(el)) return false;
  const { width, height } = native.rectOf(el);
  return width < SPECK || height < SPECK;
};

/** What one sees of an element: itself, of a speck the box around it. */
export function faceOf(el: Element): Element {
  if (!isSpeck(el)) return el;
  for (const above of flatAncestors(el)) {
    const { width, height } = native.rectOf(above);
    if (width >= LEAST.width && height >= LEAST.height) return above;
  }
  return el;
}

/** Where one sees it. */
export const faceRectOf = (el: Element): DOMRect => native.rectOf(faceOf(el));

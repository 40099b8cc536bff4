// Whether something opaque lies over text that is in view.

import { alphaOf, parseColour } from "./colour.js";
import * as native from "./natives.js";

// A document can shadow them with names of its own (`<img name="elementFromPoint">`).
type Tested = Document | ShadowRoot;
const { elementFromPoint: atPoint, elementsFromPoint: allAtPoint } = Document.prototype;
const { elementFromPoint: atShadowPoint, elementsFromPoint: allAtShadowPoint } = ShadowRoot.prototype;
const elementFromPoint = (root: Tested, x: number, y: number): Element | null =>
  (root instanceof Document ? atPoint : atShadowPoint).call(root as Document & ShadowRoot, x, y);
const elementsFromPoint = (root: Tested, x: number, y: number): Element[] =>
  (root instanceof Document ? allAtPoint : allAtShadowPoint).call(root as Document & ShadowRoot, x, y);

const PICTURES = new Set(["img", "video", "canvas", "iframe", "object", "embed"]);

/** Hit-tests one point of the text of `owner`. Layers that stay while the page scrolls cover for a moment only, so
 * they do not count; nor does what lets the text shine through. */
export function isCovered(owner: Element, rect: DOMRectReadOnly): boolean {
  const left = Math.max(rect.left, 0);
  const right = Math.min(rect.right, window.innerWidth);
  const top = Math.max(rect.top, 0);
  const bottom = Math.min(rect.bottom, window.innerHeight);
  if (right - left < 2 || bottom - top < 2) return false;
  const y = (top + bottom) / 2;
  // The text may be shorter than its box's middle: the outer points must be covered as well.
  return [0.5, 0.1, 0.9].every((part) => isPointCovered(owner, left + (right - left) * part, y));
}

/** What lies over a control, and whether it stays over the whole view. */
export interface Blocker { el: Element; fillsView: boolean }

/** Where a click at a point of a control would go instead, if scrolling does not move that away: a dialog's backdrop, not
 * a header that stays. */
export function blockerOf(el: Element, x: number, y: number): Blocker | null {
  const root = native.rootNode(el);
  if (!(root instanceof ShadowRoot || root instanceof Document)) return null;
  const top = elementFromPoint(root, x, y);
  if (!top || native.holds(el, top) || native.holds(top, el) || isHostOf(top, root) || isLabelOf(top, el)) return null;
  // The areas of a picture are hit in its place.
  if (top instanceof HTMLAreaElement) return null;
  const layer = layerOf(top);
  if (!layer || native.holds(layer, el)) return { el: top, fillsView: false };
  const over = native.rectOf(layer);
  const fillsView = over.width >= window.innerWidth * 0.9 && over.height >= window.innerHeight * 0.9;
  return fillsView ? { el: layer, fillsView } : null;
}

/** Text that is slotted into a control is hit as its parent: the host, which lies outside the control's tree. */
const isHostOf = (top: Element, root: Tested): boolean => root instanceof ShadowRoot && native.shadowHost(root) === top;

function isLabelOf(top: Element, el: Element): boolean {
  for (let node: Node | null = top, steps = 0; node instanceof Element && steps < 8; steps += 1) {
    if (node instanceof HTMLLabelElement) return native.labelControl(node) === el;
    node = native.parentNode(node);
  }
  return false;
}

function isPointCovered(owner: Element, x: number, y: number): boolean {
  const root = native.rootNode(owner);
  if (!(root instanceof ShadowRoot || root instanceof Document)) return false;
  const top = elementFromPoint(root, x, y);
  if (!top || native.holds(owner, top)) return false; // Nearly always.
  const stack = elementsFromPoint(root, x, y);
  // Text that takes no pointer events is not in the stack: nothing is known of what lies over it. Nor is text that sticks
  // out of its box, but then what is there lies over it.
  const isListed = stack.some((el) => native.holds(owner, el));
  if (!isListed && native.styleOf(owner).pointerEvents === "none") return false;
  for (const above of stack) {
    if (native.holds(owner, above)) return false;
    // An ancestor is painted below what it holds, unless that is put below it.
    if (!isListed && native.holds(above, owner)) return false;
    if (isOpaqueAt(above, x, y) && !isTransient(above)) return true;
  }
  return false;
}

/** Whether the element itself, not a pseudo-element of it, paints the point. */
function isOpaqueAt(el: Element, x: number, y: number): boolean {
  const rect = native.rectOf(el);
  if (x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) return false;
  const style = native.styleOf(el);
  if (Number(style.opacity) < 0.95) return false;
  return alphaOf(parseColour(style.backgroundColor)) > 240 || PICTURES.has(native.localName(el));
}

function isTransient(el: Element): boolean {
  return layerOf(el) !== null;
}

/** The fixed or sticky layer that the element is in. */
function layerOf(el: Element): Element | null {
  let node: Node | null = el;
  for (let steps = 0; node && steps < 512; steps += 1) {
    if (node instanceof Element) {
      const { position } = native.styleOf(node);
      if (position === "fixed" || position === "sticky") return node;
    }
    node = node instanceof ShadowRoot ? native.shadowHost(node) : native.parentNode(node);
  }
  return null;
}

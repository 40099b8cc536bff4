// What a pointer would touch: hit tests through shadow trees, frames of the same site, and layers that take no events.

import { isOurs } from "../host.js";
import * as native from "./natives.js";
import { flatHolds, flatNearest } from "./tree.js";
import { nameOf } from "./visible-name.js";

/** What does something of its own when it is clicked. */
const ACTIVATED = "a[href], area[href], button, input, select, textarea, summary, label, option, iframe, audio[controls], video[controls]";
const DEEPEST = 64;

/** The innermost element at the point that takes pointer events, shadow trees looked into. */
export function elementAt(x: number, y: number): Element | null {
  let root: Document | ShadowRoot = document;
  let found: Element | null = null;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const hit = topmost(root, x, y);
    if (!hit || hit === found) break;
    found = hit;
    const shadow = native.anyShadowRoot(hit);
    if (!shadow) break;
    root = shadow;
  }
  return found;
}

/** What we draw over a page ourselves is no part of it. */
function topmost(root: Document | ShadowRoot, x: number, y: number): Element | null {
  const hit = native.elementAt(root, x, y);
  if (!hit || !isOurs(hit)) return hit;
  return native.elementsAt(root, x, y).find((el) => !isOurs(el)) ?? null;
}

/** The element that does something when `el` is clicked: itself or one around it; a label's control. */
export function activatedBy(el: Element): Element | null {
  const found = flatNearest(el, ACTIVATED);
  if (!(found instanceof HTMLLabelElement)) return found;
  return native.labelControl(found) ?? flatNearest(native.parentNode(found) ?? found, "a[href], button, summary");
}

/** What keeps a pointer at the point from the target, or null when nothing does. `hit` gets the events then. */
export function coverAt(target: Element, x: number, y: number): { hit: Element } | { cover: string } {
  const hit = elementAt(x, y);
  if (!hit) return { cover: "nothing there takes the pointer" };
  const above = frameCover(x, y);
  if (above) return { cover: above };
  if (flatHolds(target, hit)) {
    // A link inside a card is not the card.
    const inner = activatedBy(hit);
    const isOther = inner !== null && inner !== activatedBy(target) && flatHolds(target, inner);
    return isOther ? { cover: `${describe(inner)} inside it` } : { hit };
  }
  // A control below its own label, or a label whose control lies over it.
  const wanted = activatedBy(target);
  if (wanted && activatedBy(hit) === wanted) return { hit };
  // What takes no pointer events leaves them to what is around it.
  if (flatHolds(hit, target) && native.styleOf(target).pointerEvents === "none") return { hit };
  return { cover: describe(hit) };
}

/** What covers this frame in the pages around it, as far as they are of the same origin. */
function frameCover(x: number, y: number): string | null {
  let view: Window = window;
  let point = { x, y };
  for (let depth = 0; depth < DEEPEST && view !== view.parent; depth += 1) {
    let frame: Element | null = null;
    try {
      frame = view.frameElement;
    } catch {
      // Another origin.
    }
    if (!frame) return null;
    const outer = frame.ownerDocument;
    // A frame in a shadow tree is hidden from its document's hit tests.
    if (native.rootNode(frame) !== outer) return null;
    const box = native.rectOf(frame);
    point = { x: point.x + box.left + native.clientLeft(frame), y: point.y + box.top + native.clientTop(frame) };
    const hit = native.elementAtOf(outer, point.x, point.y);
    // Out of view is no cover; what another frame's script drew is known by its looks only.
    if (hit && hit !== frame && !looksDrawn(hit)) return `${describe(hit)} of the page around the frame`;
    view = view.parent;
  }
  return null;
}

/** Whether it looks like what our script in another frame mounts: see `../host.ts`. */
function looksDrawn(el: Element): boolean {
  const parent = native.parentNode(el);
  return parent !== null && parent === native.lastChild(native.rootNode(el)) && native.localName(el) === "div" && !native.hasAnyAttribute(el);
}

/** The element in a few words; they are the page's. */
export function describe(el: Element): string {
  const name = nameOf(el, 60);
  const role = native.attribute(el, "role");
  const tag = native.localName(el);
  return `<${tag}${role ? ` role=${role.slice(0, 30)}` : ""}>${name ? ` “${name}”` : ""}`;
}

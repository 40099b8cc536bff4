// The flat tree, as events and eyes go through it: shadow roots by their hosts, slotted nodes by their slots.

import * as native from "./natives.js";

const DEEPEST = 512;

/** The parent in the flat tree. */
export function flatParent(node: Node): Node | null {
  if (node instanceof ShadowRoot) return native.shadowHost(node);
  const parent = native.parentNode(node);
  if (!(parent instanceof Element)) return parent;
  return slotOf(node, parent) ?? parent;
}

/** The slot a child of a shadow host stands in, in closed trees too. */
function slotOf(node: Node, parent: Element): Element | null {
  if (node instanceof Element) {
    const slot = native.assignedSlot(node);
    if (slot) return slot;
  }
  const shadow = native.anyShadowRoot(parent);
  if (!shadow) return null;
  for (const slot of native.query(shadow, "slot")) {
    if (slot instanceof HTMLSlotElement && native.assignedNodes(slot).includes(node)) return slot;
  }
  return null;
}

/** The element and its ancestors in the flat tree, innermost first. */
export function* flatAncestors(from: Node): Generator<Element> {
  let node: Node | null = from;
  for (let depth = 0; node && depth < DEEPEST; depth += 1) {
    if (node instanceof Element) yield node;
    node = flatParent(node);
  }
}

/** Whether `inner` is `outer` or in it, in the flat tree. */
export function flatHolds(outer: Element, inner: Node): boolean {
  for (const el of flatAncestors(inner)) if (el === outer) return true;
  return false;
}

/** The nearest element of the flat tree, from `el` on, that matches. */
export function flatNearest(el: Node, selector: string): Element | null {
  for (const above of flatAncestors(el)) if (native.isMatch(above, selector)) return above;
  return null;
}

/** The element that has the focus, within shadow trees too; null when only the document has it. */
export function focused(): Element | null {
  let active = native.activeElement();
  for (let depth = 0; active && depth < DEEPEST; depth += 1) {
    const shadow = native.anyShadowRoot(active);
    const inner = shadow && native.shadowActiveElement(shadow);
    if (!inner) break;
    active = inner;
  }
  return active === native.bodyElement() || active === native.rootElement() ? null : active;
}

/** The root of the tree that `node` stands in, for ids. */
export function scopeOf(node: Node): Node {
  return native.rootNode(node);
}

// Elements that only a listener makes operable, as the background found with the debugger. It calls us in this world, which
// no page sees into.

import * as native from "./natives.js";

/** What can be operated by itself, or has a role that says so. */
const CONTROLS = "a[href], button, input, select, textarea, summary, [role], [contenteditable], [onclick]";
/** More words than a control has: it listens for what is in it. */
const LONGEST = 300;
const DOOR = Symbol.for("legwork.listened");

/** Held weakly: one that left may come back. */
const listened = new Set<WeakRef<Element>>();
const known = new WeakSet<Element>();

/** The elements of a tree that are known to listen. */
export function* listenedIn(root: Document | ShadowRoot): Generator<Element> {
  for (const weak of listened) {
    const el = weak.deref();
    if (!el) listened.delete(weak);
    else if (native.isConnected(el) && native.rootNode(el) === root) yield el;
  }
}

/** Hears of elements from now on; `changed` is told of each that is new. */
export function hearOfListeners(changed: (el: Element) => void): void {
  (globalThis as unknown as Record<symbol, unknown>)[DOOR] = (found: unknown[]): void => {
    const fresh = found.filter((el): el is Element => el instanceof Element && !known.has(el) && isOne(el));
    const all = new Set(fresh);
    for (const el of fresh) {
      // Who listens around another that listens does so for what is in it.
      if (holdsAnother(el, all)) continue;
      known.add(el);
      listened.add(new WeakRef(el));
      changed(el);
    }
  };
}

function isOne(el: Element): boolean {
  return el !== native.rootElement() && el !== native.bodyElement() && native.closest(el, CONTROLS) === null
    && !native.hasWithin(el, CONTROLS) && (native.textContent(el) ?? "").length <= LONGEST;
}

function holdsAnother(el: Element, all: ReadonlySet<Element>): boolean {
  for (const other of all) if (other !== el && native.holds(el, other)) return true;
  return false;
}

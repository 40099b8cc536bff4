// Elements by their ref. A ref is never another element's, and an element that left the document is none to act on.

import { nodeOf } from "../refs.js";
import { fail } from "./failure.js";
import * as native from "./natives.js";

/** The element with this ref; throws `stale`. */
export function targetOf(ref: number): Element {
  const node = nodeOf(ref);
  const el = node instanceof Element ? node : node && native.parentNode(node);
  if (!(el instanceof Element) || !node || !native.isConnected(node)) return fail("stale", `[${ref}] is gone from this page. Look at the page again.`);
  return el;
}

// Whether a text stands in the page as it is drawn, shadow trees included.

import * as native from "./natives.js";
import { squeeze } from "./visible-name.js";

const MOST_ROOTS = 500;
const MOST_ELEMENTS = 50_000;

/** Case and spaces do not count: styles change both. */
export function hasText(text: string): boolean {
  const wanted = squeeze(text).toLocaleLowerCase();
  const body = native.bodyElement();
  if (!body || wanted === "") return wanted === "";
  const isIn = (el: Element): boolean => el instanceof HTMLElement && squeeze(native.innerText(el)).toLocaleLowerCase().includes(wanted);
  if (isIn(body)) return true;
  for (const root of shadowRoots()) for (const child of childrenOf(root)) if (isIn(child)) return true;
  return false;
}

function* childrenOf(root: ShadowRoot): Generator<Element> {
  for (let node = native.firstChild(root); node; node = native.nextSibling(node)) if (node instanceof Element) yield node;
}

/** The page's shadow roots, of custom elements also closed ones. */
function* shadowRoots(): Generator<ShadowRoot> {
  const trees: (Document | ShadowRoot)[] = [document];
  let seen = 0;
  for (let tree = trees.shift(); tree && trees.length < MOST_ROOTS; tree = trees.shift()) {
    for (const el of native.query(tree, "*")) {
      if ((seen += 1) > MOST_ELEMENTS) return;
      const root = native.localName(el).includes("-") ? native.anyShadowRoot(el) : native.openShadowRoot(el);
      if (!root) continue;
      yield root;
      trees.push(root);
    }
  }
}

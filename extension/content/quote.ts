// Finding a quote in the page and showing it.

import { clearHighlight, highlight } from "./highlight.js";
import { Letters } from "./letters.js";
import * as native from "./natives.js";
import { nodesOf } from "./refs.js";

const MOST_NODES = 100_000;

/** Scrolls to `text` within the nodes and highlights it. Nodes that were replaced since are looked for by their text. */
export function showQuote(refs: readonly number[], text: string): boolean {
  const nodes = refs.flatMap(nodesOf).filter(native.isConnected);
  const range = findWithin(nodes, text) ?? findAnywhere(text) ?? rangeOver(nodes);
  if (!range) return false;
  scrollTo(range);
  highlight(range);
  return true;
}

export const clearQuotes = clearHighlight;

function findWithin(nodes: readonly Node[], text: string): Range | null {
  const letters = new Letters();
  nodes.forEach((node) => letters.add(node));
  return shown(letters.find(text));
}

function findAnywhere(text: string): Range | null {
  const root = native.bodyElement();
  if (!root) return null;
  const letters = new Letters();
  const walker = native.textWalker(root);
  for (let count = 0; count < MOST_NODES; count += 1) {
    const node = walker.nextNode();
    if (!node) break;
    letters.add(node);
  }
  return shown(letters.find(text));
}

/** The whole passage, when its words can not be matched. */
function rangeOver(nodes: readonly Node[]): Range | null {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return null;
  const range = native.newRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  return shown(range);
}

function shown(range: Range | null): Range | null {
  return range && range.getClientRects().length > 0 ? range : null;
}

function scrollTo(range: Range): void {
  const start = range.startContainer;
  const el = start instanceof Element ? start : native.parentNode(start);
  const target = el instanceof ShadowRoot ? native.shadowHost(el) : el;
  if (!(target instanceof Element)) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isTall = native.rectOf(target).height > window.innerHeight * 0.6;
  // Brings it into view in every scroll container and frame above, then the quote itself to the middle.
  native.scrollTo(target, { block: isTall ? "nearest" : "center", inline: "nearest", behavior: calm || isTall ? "instant" : "smooth" });
  if (!isTall) return;
  const scroller = scrollerOf(target);
  const view = scroller ? native.rectOf(scroller) : { top: 0, height: window.innerHeight };
  const by = range.getBoundingClientRect().top - view.top - view.height / 2;
  const options: ScrollToOptions = { top: by, behavior: calm ? "instant" : "smooth" };
  if (scroller) scroller.scrollBy(options);
  else window.scrollBy(options);
}

/** The nearest ancestor that scrolls by itself. */
function scrollerOf(from: Element): Element | null {
  const root = native.scrollingElement();
  let node: Node | null = from;
  while (node && node !== root) {
    if (node instanceof Element && native.scrollHeight(node) > native.clientHeight(node) + 1) {
      const { overflowY } = native.styleOf(node);
      if (overflowY === "auto" || overflowY === "scroll") return node;
    }
    node = node instanceof ShadowRoot ? native.shadowHost(node) : native.parentNode(node);
  }
  return null;
}

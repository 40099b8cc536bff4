// Elements that show nothing but are referred to by ones that do: a hidden label still names its control. They are written
// after all that shows, marked as not rendered, so that only names and descriptions see them.

import { writeAttributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

const MOST_COPIES = 500;
const MOST_NODES = 5_000;
const MOST_LOOKS = 200;
const DEEPEST = 64;
const SKIPPED = new Set(["script", "style", "template", "noscript", "iframe", "frame"]);
/** Elements that make lines of their own; within `display: none` the style still says so, for the root it does not. */
const INLINE = /^(inline|ruby|contents|none|$)/;

export class HiddenReader {
  private readonly copies = new Map<Element, number>();
  private nodes = 0;

  constructor(
    private readonly records: Records,
    private readonly known: ReadonlyMap<Element, number>,
  ) {}

  /** The record by which to refer to the element: that of its copy, when nothing of it shows. */
  recordOf(el: Element): number | undefined {
    return this.copies.get(el) ?? this.known.get(el);
  }

  /** Copies those that do not show, or not wholly, and returns them. */
  read(wanted: Iterable<Element>): ReadonlySet<Element> {
    const hidden = new Set<Element>();
    for (const el of wanted) {
      if (this.copies.size >= MOST_COPIES || !(isHidden(el) || hidesSome(el))) continue;
      hidden.add(el);
      if (!this.copies.has(el)) this.copy(el, -1, 0);
    }
    return hidden;
  }

  private copy(el: Element, parent: number, depth: number): void {
    const tag = native.localName(el);
    if (this.nodes >= MOST_NODES || depth > DEEPEST || SKIPPED.has(tag)) return;
    this.nodes += 1;
    const index = this.records.count;
    const record = this.records.add(parent, el);
    if (!this.copies.has(el)) this.copies.set(el, index);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    this.records.data[record + at.AMOUNT] = 1_000;
    const display = INLINE.test(native.styleOf(el).display) ? at.DISPLAY_INLINE : at.DISPLAY_BLOCK;
    const flags = writeAttributes(this.records, record, { el, tag, names: native.attributeNames(el), oddities: null, isGenerating: true });
    this.records.data[record + at.FLAGS] = at.KIND_ELEMENT | display | (flags & ~at.INVISIBLE) | at.NOT_RENDERED | at.COPY;
    if (tag === "select" || tag === "textarea") return;
    const shadow = tag.includes("-") ? native.anyShadowRoot(el) : native.openShadowRoot(el);
    const assigned = el instanceof HTMLSlotElement ? native.assignedNodes(el) : [];
    if (assigned.length > 0) for (const node of assigned) this.copyNode(node, index, depth);
    else for (let node = native.firstChild(shadow ?? el); node; node = native.nextSibling(node)) this.copyNode(node, index, depth);
  }

  private copyNode(node: Node, parent: number, depth: number): void {
    if (node instanceof Element) return this.copy(node, parent, depth + 1);
    if (!(node instanceof Text) || this.nodes >= MOST_NODES) return;
    this.nodes += 1;
    const record = this.records.add(parent);
    this.records.data[record + at.STRING] = this.records.put(native.data(node));
    this.records.data[record + at.FLAGS] = at.KIND_TEXT | at.NOT_RENDERED | at.COPY;
  }
}

/** Whether the element shows, but not all of it, and all of it counts: it is hidden from assistive technology. */
function hidesSome(el: Element): boolean {
  if (!native.closest(el, "[aria-hidden=true]")) return false;
  const within = native.elementsWithin(el);
  for (let i = 0; i < Math.min(within.length, MOST_LOOKS); i += 1) if (isHidden(within.item(i))) return true;
  return false;
}

/** Whether the element itself shows nothing. One without a box of its own shows what is in it. */
function isHidden(el: Element): boolean {
  if (native.isRendered(el)) return false;
  for (let node: Node | null = el; node instanceof Element; node = native.parentNode(node)) {
    const { display, visibility } = native.styleOf(node);
    if (display !== "contents") return !native.isRendered(node);
    if (visibility !== "visible") return true;
  }
  return true;
}

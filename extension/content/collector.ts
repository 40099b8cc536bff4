// Reads one frame: a single pass over the flat tree (shadow roots, slots) that writes records and decides nothing it can
// leave to the engine. Made for pages that mean harm: native getters only, everything bounded.
//
// Reads of styles and boxes are what costs. Most elements need none: no rule of the page says anything about them that
// matters (sheets.ts), so they are where their parent is and look like it. What has a style of its own is looked at
// (look.ts), and where boxes are moved, clipped or squeezed each text is measured.

import * as at from "./layout.js";
import { writeAttributes, isControl } from "./attributes.js";
import { fixed, writeBackdrops, writeRect } from "./backdrop.js";
import { displayOf, isBlank, odditiesOf, summaryOf } from "./computed.js";
import { factsOf, MEASURED, rootContext, TRUSTED, withinPlain, type Context } from "./context.js";
import { Covers } from "./covers.js";
import { isOurs } from "./host.js";
import { Looker } from "./look.js";
import * as native from "./natives.js";
import { kindOf } from "./plain.js";
import { Records } from "./records.js";
import { numberTexts, refOf, sweep } from "./refs.js";
import { finishAttributes, indexAttributes } from "./relations.js";
import { Sheets } from "./sheets.js";
import { ANYTHING, CLICKS, DISPLAY, ODD, OPERABLE, POINTER, PSEUDO, SLOTTED, SUNK, UNPOINTS, VISIBILITY } from "./style-bits.js";
import { isPartly, Trimmer, type Clip } from "./trim.js";

const now = performance.now.bind(performance);
const MOST_NODES = 200_000;
const DEEPEST = 512;
const MOST_MS = 1_500;
/** A hand over the whole page says nothing about what is in it. */
const DEPTH_OF_BODY = 1;

export interface FrameRead {
  nodes: ArrayBuffer;
  strings: string;
  frames: number;
  truncated: boolean;
  elapsed_ms: number;
}

/** Reads the frame this script runs in. */
export function readFrame(): FrameRead {
  return new Reader().read();
}

class Reader {
  private readonly records = new Records();
  /** The element or text of each record, for second looks. */
  private readonly nodes: (Node | null)[] = [];
  private readonly range = native.newRange();
  private readonly trimmer = new Trimmer();
  private readonly start = now();
  private readonly origin = new DOMPointReadOnly(window.scrollX, window.scrollY);
  // Reading these from the window each time is dear.
  private readonly viewWidth = window.innerWidth;
  private readonly viewHeight = window.innerHeight;
  private readonly covers = new Covers(this.records, this.nodes, this.viewWidth, this.viewHeight);
  private readonly looker = new Looker(this.records, this.covers, this.origin);
  private sheets = new Sheets(document, null);
  private visited = 0;
  private frames = 0;
  private truncated = false;
  /** Records of texts that look like what they stand on. */
  private readonly near = new Set<number>();
  private readonly texts: Text[] = [];
  /** Whitespace was seen since the last record. */
  private space = 0;

  read(): FrameRead {
    sweep();
    indexAttributes(document);
    const root = native.rootElement();
    const { region, overflows } = this.writeDocument();
    if (root) {
      const context = rootContext(root, region, overflows ? MEASURED : TRUSTED);
      this.readElement(root, 0, context, 0, 0);
    }
    if (!this.isLate()) this.covers.mark(this.origin);
    if (this.near.size > 0 && !this.isLate()) writeBackdrops(this.records, this.nodes, this.near, this.origin);
    this.records.numberTexts(numberTexts(this.texts));
    finishAttributes(this.records, this.nodes);
    const nodes = this.records.nodes();
    const strings = this.records.table();
    const elapsed_ms = now() - this.start;
    return { nodes, strings, frames: this.frames, truncated: this.truncated, elapsed_ms };
  }

  /** Records 0 and 1: how far the document scrolls, and what of it is in view. */
  private writeDocument(): { region: Clip; overflows: boolean } {
    const html = native.rootElement();
    const body = native.bodyElement();
    const root = native.scrollingElement() ?? html;
    const styles = [html, body].flatMap((el) => (el ? [native.styleOf(el)] : []));
    const clips = styles.some(({ overflowX }) => overflowX === "hidden" || overflowX === "clip");
    const whole = root ? native.scrollWidth(root) : this.viewWidth;
    const width = Math.max(clips ? this.viewWidth : whole, this.viewWidth);
    const height = Math.max(root ? native.scrollHeight(root) : 0, this.viewHeight);
    const left = styles.some((style) => style.direction === "rtl") ? Math.min(0, this.viewWidth - width) : 0;
    this.writeBox(at.KIND_DOCUMENT, -1, left, 0, width, height);
    this.writeBox(at.KIND_VIEWPORT, 0, this.origin.x, this.origin.y, this.viewWidth, this.viewHeight);
    const { x, y } = this.origin;
    return {
      region: { left: left - x, top: -y, right: left + width - x, bottom: height - y },
      overflows: clips && whole > this.viewWidth + 1,
    };
  }

  private writeBox(kind: number, parent: number, x: number, y: number, width: number, height: number): void {
    const record = this.records.add(parent);
    const { data } = this.records;
    data[record + at.FLAGS] = kind | at.HAS_RECT;
    data[record + at.X] = fixed(x);
    data[record + at.Y] = fixed(y);
    data[record + at.WIDTH] = fixed(width);
    data[record + at.HEIGHT] = fixed(height);
    this.nodes.push(null);
  }

  private isLate(): boolean {
    if (this.visited < MOST_NODES && !this.records.isFull && now() - this.start < MOST_MS) return false;
    this.truncated = true;
    return true;
  }

  private readElement(el: Element, parent: number, context: Context, depth: number, more: number): void {
    this.visited += 1;
    if (this.truncated || ((this.visited & 127) === 0 && this.isLate())) return;
    const kind = kindOf(native.tagName(el));
    const { tag } = kind;
    if (kind.isSilent) {
      if (kind.isBreak) this.writeBreak(el, tag, parent);
      return;
    }
    const first = native.firstChild(el);
    const shadow = kind.isHost ? shadowOf(el) : null;
    const replaced = kind.isReplaced;
    const names = native.hasAnyAttribute(el) ? native.attributeNames(el) : null;
    const inside = shadow && !isOurs(el) ? new Sheets(shadow, this.sheets) : null;
    const bits = this.sheets.bitsOf(el, tag, names) | kind.bits | context.childBits | context.allBits | more | (inside?.host ?? 0);
    if (!first && !shadow && !replaced && tag !== "slot" && !names && (bits & (ANYTHING | SUNK | PSEUDO)) === 0) return;
    if (shadow && !inside) return;

    let display = kind.display;
    let style: CSSStyleDeclaration | null = null;
    if ((bits & (ANYTHING | SUNK)) !== 0) {
      style = native.styleOf(el);
      if (bits & DISPLAY) display = displayOf(style.display);
      if (display === at.DISPLAY_NONE) return;
    }
    if (context.blockify && display === at.DISPLAY_INLINE) display = at.DISPLAY_BLOCK;

    const index = this.records.count;
    const record = this.records.add(parent);
    this.nodes.push(el);
    const { data } = this.records;
    data[record + at.STRING] = this.records.putTag(tag);
    data[record + at.AMOUNT] = 1000;
    let flags = at.KIND_ELEMENT | display | this.space | (more & SLOTTED ? at.SLOTTED : 0);
    this.space = 0;
    let below = context;
    if (style) {
      const looked = this.looker.look({ el, style, bits, display, index }, context);
      below = looked.context;
      flags |= looked.flags;
      if (display === at.DISPLAY_INLINE && (flags & at.POSITION_FIXED) >= at.POSITION_ABSOLUTE) flags |= at.DISPLAY_BLOCK;
      while (this.nodes.length < this.records.count) this.nodes.push(null); // Its scroll region.
    } else below = withinPlain(context, el, tag);
    const isGenerating = (bits & PSEUDO) !== 0 || tag === "q" || (this.sheets.isOpaque && kind.isNamed);
    if (names || kind.isTelling || isGenerating) {
      const oddities = style && bits & ODD ? odditiesOf(style, flags & at.POSITION_FIXED) : null;
      flags |= writeAttributes(this.records, record, { el, tag, names: names ?? [], oddities, isGenerating });
    }
    if (replaced) {
      flags |= this.writeReplaced(el, tag, record);
      // Its areas are as far within reach as it is.
      if (tag === "img" && names?.includes("usemap")) this.covers.operable(index);
    }
    if (bits & (context.pointer ? UNPOINTS : POINTER)) {
      const pointer = (style ?? native.styleOf(el)).cursor.endsWith("pointer");
      if (pointer !== context.pointer && depth > DEPTH_OF_BODY) {
        below = { ...below, pointer, inner: null, link: null };
        if (pointer) flags |= at.CLICKABLE;
      }
    }
    if (bits & CLICKS) flags |= at.CLICKABLE;
    if (bits & OPERABLE || kind.isOperable || flags & at.CLICKABLE) flags |= this.writeOperable(el, index, below, replaced);
    else if (kind.isLong) data[record + at.REF] = refOf(el);
    data[record + at.FLAGS] = flags | ((this.records.data[record + at.FLAGS] ?? 0) & at.HAS_RECT);
    if ((replaced && tag !== "object") || depth >= DEEPEST) {
      if (depth >= DEEPEST) this.truncated = true;
      return;
    }
    if (style && bits & VISIBILITY && display !== at.DISPLAY_INLINE && style.contentVisibility === "hidden") return;
    if (shadow && inside) this.readShadow(shadow, inside, index, below, depth);
    else if (tag === "slot" && el instanceof HTMLSlotElement) this.readSlot(el, first, index, below, depth);
    else if (tag === "details" && native.attribute(el, "open") === null) {
      const summary = summaryOf(first);
      if (summary) this.readNode(summary, index, below, depth, 0);
    } else this.readChildren(first, index, below, depth, 0);
  }

  private readShadow(root: ShadowRoot, sheets: Sheets, host: number, context: Context, depth: number): void {
    const record = this.records.count;
    indexAttributes(root);
    this.writeBox(at.KIND_SHADOW_ROOT, host, 0, 0, 0, 0);
    const outer = this.sheets;
    this.sheets = sheets;
    this.readChildren(native.firstChild(root), record, context, depth, 0);
    this.sheets = outer;
  }

  /** What is slotted is styled by the tree outside. */
  private readSlot(slot: HTMLSlotElement, first: Node | null, index: number, context: Context, depth: number): void {
    const assigned = native.assignedNodes(slot);
    if (assigned.length === 0) return this.readChildren(first, index, context, depth, 0);
    const inner = this.sheets;
    this.sheets = inner.outer ?? inner;
    for (const node of assigned) this.readNode(node, index, context, depth, SLOTTED | inner.slotted);
    this.sheets = inner;
  }

  private readChildren(first: Node | null, parent: number, context: Context, depth: number, more: number): void {
    for (let node = first; node; node = native.nextSibling(node)) {
      this.readNode(node, parent, context, depth, more);
      if (this.truncated) return;
    }
  }

  private readNode(node: Node, parent: number, context: Context, depth: number, more: number): void {
    const type = native.nodeType(node);
    if (type === Node.TEXT_NODE) this.readText(node as Text, parent, context);
    else if (type === Node.ELEMENT_NODE) this.readElement(node as Element, parent, context, depth + 1, more);
  }

  /** Controls, pictures and frames: their box, and a number by which a quote finds them again. */
  private writeReplaced(el: Element, tag: string, record: number): number {
    const rect = native.rectOf(el);
    writeRect(this.records, record, rect, this.origin);
    const rendered = native.isRendered(el);
    if (isControl(tag) || tag === "img") this.records.data[record + at.REF] = refOf(el);
    if ((tag === "iframe" || tag === "frame") && rendered && rect.width > 3 && rect.height > 3) this.frames += 1;
    return rendered ? 0 : at.NOT_RENDERED;
  }

  /** What a person may operate: its number, its box, whether it shows. */
  private writeOperable(el: Element, index: number, context: Context, isMeasured: boolean): number {
    const record = index * at.STRIDE;
    this.records.data[record + at.REF] = refOf(el);
    if (!isMeasured) writeRect(this.records, record, native.rectOf(el), this.origin);
    this.covers.operable(index);
    const facts = (context.facts ??= factsOf(context));
    return facts.visible ? 0 : at.INVISIBLE;
  }

  private writeBreak(el: Element, tag: string, parent: number): void {
    const record = this.records.add(parent);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    this.nodes.push(tag === "hr" ? el : null);
    if (tag === "hr") {
      const names = native.attributeNames(el);
      this.records.data[record + at.FLAGS] = at.KIND_ELEMENT | writeAttributes(this.records, record, { el, tag, names, oddities: null, isGenerating: false });
    }
    this.space = 0;
  }

  private readText(node: Text, parent: number, context: Context): void {
    this.visited += 1;
    const text = native.data(node);
    if (isBlank(text)) {
      this.space = at.SPACE_BEFORE;
      return;
    }
    const facts = (context.facts ??= factsOf(context));
    if (!facts.visible) return;
    let shown = text.length;
    let flags = at.KIND_TEXT | facts.flags | this.space;
    let rect: DOMRectReadOnly | null = null;
    if (context.measure !== TRUSTED || context.childBits !== 0) {
      this.range.selectNodeContents(node);
      rect = this.range.getBoundingClientRect();
      if (rect.width === 0 && rect.height === 0) return;
      const { clip } = context;
      const length = clip && isPartly(rect, clip) ? this.trimmer.visibleLength(node, text.length, clip) : text.length;
      if (length < text.length) {
        shown = length;
        flags |= at.TRIMMED;
      }
    }
    this.space = 0;
    const record = this.records.add(parent);
    const { data } = this.records;
    this.nodes.push(node);
    this.texts.push(node);
    if (facts.near) this.near.add(this.records.count - 1);
    data[record + at.STRING] = this.records.put(text);
    if (flags & at.TRIMMED) data[record + at.ATTRIBUTE_COUNT] = shown;
    data[record + at.COLOUR] = facts.colour;
    data[record + at.AMOUNT] = facts.fontSize;
    data[record + at.FLAGS] = flags;
    if (rect) {
      writeRect(this.records, record, rect, this.origin);
      if (context.squashed) this.covers.suspect(this.records.count - 1);
    }
  }
}

/** The shadow root, open or closed. Asking is dear, so only those elements are asked that can have one. */
function shadowOf(el: Element): ShadowRoot | null {
  return native.openShadowRoot(el) ?? native.anyShadowRoot(el);
}

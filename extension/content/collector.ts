// Reads one frame: a single pass over the flat tree (shadow roots, slots) that writes records and decides nothing it can
// leave to the engine. Made for pages that mean harm: native getters only, everything bounded.

import * as at from "./layout.js";
import { writeAttributes, isControl } from "./attributes.js";
import { fixed, writeBackdrops, writeRect } from "./backdrop.js";
import { alphaOf, composite, distance, parseColour, UNKNOWN } from "./colour.js";
import { canvasColour, displayOf, isBlank, isFilledWithBackground, isShown, odditiesOf, opacityOf, positionOf, summaryOf } from "./computed.js";
import { isCovered } from "./cover.js";
import { isOurs } from "./host.js";
import * as native from "./natives.js";
import { hasGenerated } from "./pseudo.js";
import { Records } from "./records.js";
import { refOf, sweep } from "./refs.js";
import { finishAttributes, indexAttributes } from "./relations.js";
import { clipOf, isPartly, Trimmer, type Clip } from "./trim.js";

const now = performance.now.bind(performance);
const MOST_NODES = 200_000;
const DEEPEST = 512;
const MOST_MS = 1_500;
const MOST_HIT_TESTS = 400;
/** Colours nearer than this may be the same to the eye: then what else is painted there is looked at. */
const NEAR = 64;

/** Elements that show no text of their own, whatever they hold. */
const SILENT = new Set([
  "script", "style", "noscript", "template", "head", "meta", "link", "title", "base", "source", "track", "param", "datalist",
  "option", "optgroup", "rp", "br", "wbr", "hr", "area", "map", "colgroup", "col", "desc", "metadata", "defs", "symbol",
  "clipPath", "mask", "pattern", "marker",
]);
/** Elements whose children are for browsers that do not know them. */
const REPLACED = new Set(["canvas", "video", "audio", "object", "iframe", "frame", "embed", "select", "textarea", "meter", "progress", "img", "input"]);
const BREAKS = new Set(["br", "hr"]);
/** Elements besides custom ones that can have a shadow root. */
const HOSTS = new Set([
  "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav", "p",
  "section", "span",
]);

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

/** What an element hands down to its children. */
interface Inherited {
  record: number;
  background: number;
  clip: Clip | null;
  slotted: boolean;
  /** Set by a child that is in no box: the parent may show a closed shadow root instead of its children. */
  hasUnrendered: boolean;
}

class Reader {
  private readonly records = new Records();
  /** The element of each record, for second looks. */
  private readonly elements: (Element | null)[] = [];
  private readonly range = native.newRange();
  private readonly trimmer = new Trimmer();
  private readonly start = now();
  private readonly origin = new DOMPointReadOnly(window.scrollX, window.scrollY);
  // Reading these from the window each time is dear.
  private readonly viewWidth = window.innerWidth;
  private readonly viewHeight = window.innerHeight;
  private visited = 0;
  private hitTests = 0;
  private frames = 0;
  private truncated = false;
  private hasNearColours = false;
  /** Whitespace was seen since the last record. */
  private space = 0;

  read(): FrameRead {
    sweep();
    indexAttributes(document);
    this.writeDocument();
    const root = native.rootElement();
    if (root) this.readElement(root, { record: 0, background: canvasColour(root), clip: null, slotted: false, hasUnrendered: false }, 0);
    if (this.hasNearColours && !this.isLate()) writeBackdrops(this.records, this.elements, this.origin);
    finishAttributes(this.records, this.elements);
    const nodes = this.records.nodes();
    const strings = this.records.table();
    const elapsed_ms = now() - this.start;
    return { nodes, strings, frames: this.frames, truncated: this.truncated, elapsed_ms };
  }

  /** Records 0 and 1: how far the document scrolls, and what of it is in view. */
  private writeDocument(): void {
    const html = native.rootElement();
    const body = native.bodyElement();
    const root = native.scrollingElement() ?? html;
    const styles = [html, body].flatMap((el) => (el ? [native.styleOf(el)] : []));
    const clips = styles.some((style) => style.overflowX === "hidden" || style.overflowX === "clip");
    const width = root && !clips ? native.scrollWidth(root) : this.viewWidth;
    const height = Math.max(root ? native.scrollHeight(root) : 0, this.viewHeight);
    const left = styles.some((style) => style.direction === "rtl") ? Math.min(0, this.viewWidth - width) : 0;
    this.writeBox(at.KIND_DOCUMENT, -1, left, 0, Math.max(width, this.viewWidth), height);
    this.writeBox(at.KIND_VIEWPORT, 0, this.origin.x, this.origin.y, this.viewWidth, this.viewHeight);
  }

  private writeBox(kind: number, parent: number, x: number, y: number, width: number, height: number): void {
    const record = this.records.add(parent);
    const { data } = this.records;
    data[record + at.FLAGS] = kind | at.HAS_RECT;
    data[record + at.X] = fixed(x);
    data[record + at.Y] = fixed(y);
    data[record + at.WIDTH] = fixed(width);
    data[record + at.HEIGHT] = fixed(height);
    this.elements.push(null);
  }

  private isLate(): boolean {
    if (this.visited < MOST_NODES && !this.records.isFull && now() - this.start < MOST_MS) return false;
    this.truncated = true;
    return true;
  }

  private readElement(el: Element, from: Inherited, depth: number): void {
    this.visited += 1;
    if (this.truncated || ((this.visited & 127) === 0 && this.isLate())) return;
    const tag = native.localName(el);
    if (SILENT.has(tag)) {
      if (BREAKS.has(tag)) this.writeBreak(el, tag, from.record);
      return;
    }
    const first = native.firstChild(el);
    const shadow = this.shadowOf(el, tag, first);
    const replaced = REPLACED.has(tag);
    if (!first && !shadow && !replaced && tag !== "slot" && !native.hasAnyAttribute(el) && !hasGenerated(el)) return;
    if (shadow && isOurs(el)) return;

    const style = native.styleOf(el);
    const computed = style.display;
    if (computed === "") from.hasUnrendered = true; // Outside the flat tree.
    const display = displayOf(computed);
    if (display === at.DISPLAY_NONE) return;
    const index = this.records.count;
    const record = this.records.add(from.record);
    this.elements.push(el);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    let flags = at.KIND_ELEMENT | display | this.space | (from.slotted ? at.SLOTTED : 0);
    this.space = 0;

    const own = parseColour(style.backgroundColor);
    const background = alphaOf(own) === 0 && from.record === 0 ? from.background : own;
    this.records.data[record + at.COLOUR] = background;
    this.records.data[record + at.AMOUNT] = opacityOf(style.opacity);
    const position = positionOf(style.position);
    flags |= position;
    const below: Inherited = {
      record: index,
      background: alphaOf(background) === 0 ? from.background : composite(background, from.background),
      clip: position >= at.POSITION_ABSOLUTE ? null : from.clip,
      slotted: false,
      hasUnrendered: false,
    };
    flags |= this.writeClipping(el, style, display, record, index, below);
    flags |= writeAttributes(this.records, record, el, tag, odditiesOf(style, position));
    if (replaced) flags |= this.writeReplaced(el, tag, record);
    this.records.data[record + at.FLAGS] = flags | ((this.records.data[record + at.FLAGS] ?? 0) & at.HAS_RECT);
    if ((replaced && tag !== "object") || depth >= DEEPEST) {
      if (depth >= DEEPEST) this.truncated = true;
      return;
    }

    if (display !== at.DISPLAY_INLINE && style.contentVisibility === "hidden") return;
    const whole: Whole = { el, style, display, below, facts: null };
    if (shadow) {
      this.readShadow(shadow, whole, depth);
    } else if (tag === "slot" && el instanceof HTMLSlotElement) {
      const assigned = native.assignedNodes(el);
      if (assigned.length === 0) this.readChildren(first, whole, depth);
      for (const node of assigned) this.readNode(node, { ...whole, below: { ...below, slotted: true } }, depth);
    } else if (tag === "details" && native.attribute(el, "open") === null) {
      const summary = summaryOf(first);
      if (summary) this.readNode(summary, whole, depth);
    } else {
      this.readChildren(first, whole, depth);
      if (below.hasUnrendered && HOSTS.has(tag)) {
        const closed = native.anyShadowRoot(el);
        if (closed) this.readShadow(closed, whole, depth);
      }
    }
  }

  private readShadow(root: ShadowRoot, host: Whole, depth: number): void {
    const record = this.records.count;
    indexAttributes(root);
    this.writeBox(at.KIND_SHADOW_ROOT, host.below.record, 0, 0, 0, 0);
    this.readChildren(native.firstChild(root), { ...host, below: { ...host.below, record } }, depth);
  }

  private readChildren(first: Node | null, parent: Whole, depth: number): void {
    for (let node = first; node; node = native.nextSibling(node)) {
      this.readNode(node, parent, depth);
      if (this.truncated) return;
    }
  }

  private readNode(node: Node, parent: Whole, depth: number): void {
    const type = native.nodeType(node);
    if (type === Node.TEXT_NODE) this.readText(node as Text, parent);
    else if (type === Node.ELEMENT_NODE) this.readElement(node as Element, parent.below, depth + 1);
  }

  /** The shadow root. Asking for a closed one is dear, so of ordinary elements only the empty ones are asked here; see
   * `Inherited.hasUnrendered` for the rest. */
  private shadowOf(el: Element, tag: string, first: Node | null): ShadowRoot | null {
    if (tag.includes("-")) return native.anyShadowRoot(el);
    if (!HOSTS.has(tag)) return null;
    const open = native.openShadowRoot(el);
    return open ?? (first === null ? native.anyShadowRoot(el) : null);
  }

  private writeClipping(
    el: Element, style: CSSStyleDeclaration, display: number, record: number, index: number, below: Inherited,
  ): number {
    if (display === at.DISPLAY_INLINE || display === at.DISPLAY_CONTENTS) return 0;
    const { overflowX: x, overflowY: y } = style;
    if (x === "visible" && y === "visible") return 0;
    const scrolls = x === "auto" || x === "scroll" || y === "auto" || y === "scroll";
    const clipsX = x === "hidden" || x === "clip";
    const clipsY = y === "hidden" || y === "clip";
    // The viewport takes over the overflow of html and body: how far the document scrolls is in record 0.
    if (el === native.rootElement() || el === native.bodyElement()) return 0;
    const rect = native.rectOf(el);
    writeRect(this.records, record, rect, this.origin);
    if (scrolls) {
      const left = rect.left + this.origin.x - native.scrollLeft(el);
      const top = rect.top + this.origin.y - native.scrollTop(el);
      const width = Math.max(native.scrollWidth(el), rect.width);
      const start = style.direction === "rtl" ? left + rect.width - width : left;
      this.writeBox(at.KIND_SCROLL_REGION, index, start, top, width, Math.max(native.scrollHeight(el), rect.height));
    }
    below.clip = scrolls ? null : clipOf(below.clip, clipsX, clipsY, rect);
    return (clipsX ? at.CLIPS_X : 0) | (clipsY ? at.CLIPS_Y : 0) | (scrolls ? at.SCROLLS : 0);
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

  private writeBreak(el: Element, tag: string, parent: number): void {
    const record = this.records.add(parent);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    this.elements.push(tag === "hr" ? el : null);
    const flags = tag === "hr" ? writeAttributes(this.records, record, el, tag, null) : 0;
    this.records.data[record + at.FLAGS] = at.KIND_ELEMENT | flags;
    this.space = 0;
  }

  private readText(node: Text, parent: Whole): void {
    this.visited += 1;
    const text = native.data(node);
    if (isBlank(text)) {
      this.space = at.SPACE_BEFORE;
      return;
    }
    const facts = (parent.facts ??= this.factsOf(parent));
    if (!facts.rendered) return;
    this.range.selectNodeContents(node);
    const rect = this.range.getBoundingClientRect();
    if (rect.width === 0 && rect.height === 0) {
      parent.below.hasUnrendered = true;
      return;
    }
    let shown = text.length;
    let flags = at.KIND_TEXT | facts.flags | this.space;
    this.space = 0;
    const { clip } = parent.below;
    if (clip && isPartly(rect, clip)) {
      const length = this.trimmer.visibleLength(node, text.length, clip);
      if (length < text.length) {
        shown = length;
        flags |= at.TRIMMED;
      }
    }
    if (this.isInView(rect) && this.hitTests < MOST_HIT_TESTS) {
      this.hitTests += 1;
      if (isCovered(parent.el, rect)) flags |= at.COVERED;
    }
    const record = this.records.add(parent.below.record);
    this.elements.push(null);
    const { data } = this.records;
    data[record + at.REF] = refOf(node);
    data[record + at.STRING] = this.records.put(text);
    if (flags & at.TRIMMED) data[record + at.ATTRIBUTE_COUNT] = shown;
    data[record + at.COLOUR] = facts.colour;
    data[record + at.AMOUNT] = facts.fontSize;
    data[record + at.FLAGS] = flags;
    writeRect(this.records, record, rect, this.origin);
  }

  /** What all texts of one parent share. */
  private factsOf({ el, style, display, below }: Whole): TextFacts {
    const colour = parseColour(style.webkitTextFillColor || style.color);
    const painted = composite(colour, below.background);
    if (colour === UNKNOWN || distance(painted, below.background) < NEAR) this.hasNearColours = true;
    const isClear = alphaOf(colour) < 26 && isFilledWithBackground(el);
    return {
      rendered: isShown(style, display),
      colour: isClear ? colour | 255 : colour,
      fontSize: Math.round(Number.parseFloat(style.fontSize) * 16),
      flags: colour === UNKNOWN || isClear ? at.COLOUR_UNKNOWN : 0,
    };
  }

  private isInView(rect: DOMRectReadOnly): boolean {
    return rect.bottom > 0 && rect.right > 0 && rect.top < this.viewHeight && rect.left < this.viewWidth;
  }
}

interface TextFacts { rendered: boolean; colour: number; fontSize: number; flags: number }
/** An element under way, with what its texts share once it has one. */
interface Whole { el: Element; style: CSSStyleDeclaration; display: number; below: Inherited; facts: TextFacts | null }

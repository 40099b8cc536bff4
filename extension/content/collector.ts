// Reads one frame: a single pass over the flat tree (shadow roots, slots) that writes records and decides nothing it can
// leave to the engine. Made for pages that mean harm: native getters only, everything bounded.
//
// Reads of styles and boxes are what costs. Most elements need none: no rule of the page says anything about them that
// matters (sheets.ts), so they are where their parent is and look like it. What has a style of its own is looked at
// (look.ts), and where boxes are moved, clipped or squeezed each text is measured.

import * as at from "./layout.js";
import { writeAttributes, isControl } from "./attributes.js";
import { writeRect } from "./backdrop.js";
import type { View } from "./document.js";
import { displayOf, isBlank, odditiesOf, summaryOf } from "./computed.js";
import { factsOf, TRUSTED, withinPlain, type Context } from "./context.js";
import { faceRectOf, isSpeck } from "./face.js";
import { stateOf } from "./fields.js";
import { isOurs } from "./host.js";
import { Looker } from "./look.js";
import { CONTROL, FRAME, MARKS, NEAR, SUSPECT } from "./marks.js";
import * as native from "./natives.js";
import { writeOptions } from "./options.js";
import type { Records } from "./records.js";
import { firstTextRef, refOf } from "./refs.js";
import { Sheets, type Plan } from "./sheets.js";
import { ANYTHING, CLICKS, DISPLAY, ODD, OPERABLE, POINTER, PSEUDO, SLOTTED, SUNK, UNPOINTS, VISIBILITY } from "./style-bits.js";
import { isPartly, Trimmer } from "./trim.js";

const now = performance.now.bind(performance);
const MOST_NODES = 200_000;
const DEEPEST = 512;
const MOST_MS = 1_500;
/** A hand over the whole page says nothing about what is in it. */
const DEPTH_OF_BODY = 1;

/** Where an element stands that is read by itself. */
export interface Spot {
  /** Record of its parent. */
  parent: number;
  context: Context;
  depth: number;
  /** Whitespace stands before it. */
  space: number;
  /** Those of its tree. */
  sheets: Sheets;
}

export class Reader {
  private readonly range = native.newRange();
  private readonly trimmer = new Trimmer();
  private readonly start = now();
  private readonly looker: Looker;
  private visited = 0;
  private readonly firstText = firstTextRef();
  readonly texts: Node[] = [];
  private options = 0;
  /** Whitespace was seen since the last record. */
  private space = 0;
  truncated = false;

  /** @param sheets of the document. */
  constructor(private readonly records: Records, private sheets: Sheets, private readonly view: View) {
    this.looker = new Looker(records, view.origin);
  }

  /** Reads an element with all that is in it; returns whether whitespace stands at its end. */
  readFrom(el: Element, { parent, context, depth, space, sheets }: Spot): number {
    this.space = space;
    this.sheets = sheets;
    this.readElement(el, parent, context, depth, 0);
    return this.space;
  }

  isLate(): boolean {
    if (this.visited < MOST_NODES && !this.records.isFull && now() - this.start < MOST_MS) return false;
    this.truncated = true;
    return true;
  }

  private readElement(el: Element, parent: number, context: Context, depth: number, more: number): void {
    this.visited += 1;
    if (this.truncated || ((this.visited & 127) === 0 && this.isLate())) return;
    const plan = this.sheets.planOf(native.tagName(el));
    const { kind } = plan;
    if (plan.isPlain && (context.childBits | context.allBits | more) === 0 && !native.hasAnyAttribute(el) && !this.sheets.hasOwn(el)
      && !(kind.isHost && native.anyShadowRoot(el))) return this.readPlain(el, plan, parent, context, depth);
    const { tag } = kind;
    if (kind.isSilent) {
      if (kind.isBreak) this.writeBreak(el, tag, parent);
      else if (tag === "map") this.records.hasMaps = true;
      return;
    }
    const inner = native.firstElementChild(el);
    // What holds nothing but text is read without touching the text's node.
    const own = inner ? "" : native.textContent(el) ?? "";
    const shadow = kind.isHost ? native.anyShadowRoot(el) : null;
    const replaced = kind.isReplaced;
    const names = native.hasAnyAttribute(el) ? native.attributeNames(el) : null;
    if (kind.isHost && !shadow && tag.includes("-")) this.records.bare.add(el);
    const inside = shadow && !isOurs(el) ? new Sheets(shadow, this.sheets) : null;
    const bits = this.sheets.bitsOf(el, names) | plan.bits | context.childBits | context.allBits | more | (inside?.host ?? 0);
    if (!inner && own === "" && !shadow && !replaced && tag !== "slot" && !names && (bits & (ANYTHING | SUNK | PSEUDO)) === 0) return;
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
    const record = this.records.add(parent, el, context);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    this.records.data[record + at.AMOUNT] = 1000;
    let flags = at.KIND_ELEMENT | display | this.space | (more & SLOTTED ? at.SLOTTED : 0);
    this.space = 0;
    let below = context;
    if (style) {
      const looked = this.looker.look({ el, style, bits, display, index }, context);
      below = looked.context;
      flags |= looked.flags;
      if (display === at.DISPLAY_INLINE && (flags & at.POSITION_FIXED) >= at.POSITION_ABSOLUTE) flags |= at.DISPLAY_BLOCK;
    } else below = withinPlain(context, el, tag);
    if (kind.isNaming || names?.includes("id")) this.records.named.set(el, index);
    const isGenerating = (bits & PSEUDO) !== 0 || tag === "q" || (this.sheets.isOpaque && kind.isNamed);
    if (names || kind.isTelling || isGenerating) {
      const oddities = style && bits & ODD ? odditiesOf(style, flags & at.POSITION_FIXED) : null;
      flags |= writeAttributes(this.records, record, { el, tag, names: names ?? [], oddities, isGenerating });
    }
    if (kind.isField) this.records.fields.set(index, stateOf(el));
    if (replaced) {
      flags |= this.writeReplaced(el, tag, record);
      // Its areas are as far within reach as it is.
      if (tag === "img" && names?.includes("usemap")) flags |= CONTROL;
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
    else if (kind.isLong) this.records.data[record + at.REF] = refOf(el);
    if (flags & MARKS) this.records.marked.push(index);
    this.records.data[record + at.FLAGS] = flags | ((this.records.data[record + at.FLAGS] ?? 0) & at.HAS_RECT);
    // Editors keep a copy of their text in such a speck; it is drawn elsewhere.
    if (flags & CONTROL && isSpeck(el)) return;
    if ((replaced && tag !== "object") || depth >= DEEPEST) {
      if (depth >= DEEPEST) this.truncated = true;
      return;
    }
    if (style && bits & VISIBILITY && display !== at.DISPLAY_INLINE && style.contentVisibility === "hidden") return;
    if (shadow && inside) this.readShadow(shadow, inside, index, below, depth);
    else if (tag === "slot" && el instanceof HTMLSlotElement) this.readSlot(el, index, below, depth);
    else if (tag === "details" && native.attribute(el, "open") === null) {
      const summary = summaryOf(inner);
      if (summary) this.readNode(summary, index, below, depth, 0);
    } else if (inner) this.readChildren(native.firstChild(el), index, below, depth, 0);
    else if (own !== "") this.readOnlyText(el, own, index, below);
  }

  /** One without attributes that no rule says anything about: by far the most are. */
  private readPlain(el: Element, plan: Plan, parent: number, context: Context, depth: number): void {
    const inner = native.firstElementChild(el);
    const own = inner ? "" : native.textContent(el) ?? "";
    if (!inner && own === "") return;
    const { kind } = plan;
    const index = this.records.count;
    const record = this.records.add(parent, el, context);
    const { data } = this.records;
    data[record + at.STRING] = plan.string ||= this.records.putTag(kind.tag);
    data[record + at.AMOUNT] = 1000;
    const display = context.blockify && kind.display === at.DISPLAY_INLINE ? at.DISPLAY_BLOCK : kind.display;
    data[record + at.FLAGS] = at.KIND_ELEMENT | display | this.space;
    this.space = 0;
    if (kind.isLong) data[record + at.REF] = refOf(el);
    const below = context.blockify ? withinPlain(context, el, kind.tag) : context;
    if (depth >= DEEPEST) this.truncated = true;
    else if (inner) this.readChildren(native.firstChild(el), index, below, depth, 0);
    else this.readOnlyText(el, own, index, below);
  }

  private readShadow(root: ShadowRoot, sheets: Sheets, host: number, context: Context, depth: number): void {
    this.records.relations.index(root);
    this.records.trees.set(root, sheets);
    const record = this.records.count;
    this.records.data[this.records.add(host, root) + at.FLAGS] = at.KIND_SHADOW_ROOT | at.HAS_RECT;
    const outer = this.sheets;
    this.sheets = sheets;
    this.readChildren(native.firstChild(root), record, context, depth, 0);
    this.sheets = outer;
  }

  /** What is slotted is styled by the tree outside. */
  private readSlot(slot: HTMLSlotElement, index: number, context: Context, depth: number): void {
    const assigned = native.assignedNodes(slot);
    if (assigned.length === 0) return this.readChildren(native.firstChild(slot), index, context, depth, 0);
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
    writeRect(this.records, record, rect, this.view.origin);
    const rendered = native.isRendered(el);
    if (rendered && tag === "select") this.options = writeOptions(this.records, el, record / at.STRIDE, this.options);
    if (isControl(tag) || tag === "img") this.records.data[record + at.REF] = refOf(el);
    if (!rendered) return at.NOT_RENDERED;
    return (tag === "iframe" || tag === "frame") && rect.width > 3 && rect.height > 3 ? FRAME : 0;
  }

  /** What a person may operate: its number, its box, whether it shows. */
  private writeOperable(el: Element, index: number, context: Context, isMeasured: boolean): number {
    const record = index * at.STRIDE;
    this.records.data[record + at.REF] = refOf(el);
    if (!isMeasured || isSpeck(el)) writeRect(this.records, record, faceRectOf(el), this.view.origin);
    const facts = (context.facts ??= factsOf(context));
    return facts.visible ? CONTROL : CONTROL | at.INVISIBLE;
  }

  private writeBreak(el: Element, tag: string, parent: number): void {
    const record = this.records.add(parent, tag === "hr" ? el : null);
    this.records.data[record + at.STRING] = this.records.putTag(tag);
    if (tag === "hr") {
      const names = native.attributeNames(el);
      this.records.data[record + at.FLAGS] = at.KIND_ELEMENT | writeAttributes(this.records, record, { el, tag, names, oddities: null, isGenerating: false });
    }
    this.space = 0;
  }

  /** The text of an element that holds nothing else, in one or several nodes. */
  private readOnlyText(el: Element, text: string, parent: number, context: Context): void {
    if (context.measure !== TRUSTED || context.childBits !== 0) this.readChildren(native.firstChild(el), parent, context, 0, 0);
    else this.writeText(el, text, parent, context);
  }

  private readText(node: Text, parent: number, context: Context): void {
    this.visited += 1;
    this.writeText(node, native.data(node), parent, context);
  }

  private writeText(node: Node, text: string, parent: number, context: Context): void {
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
      const length = clip && isPartly(rect, clip) ? this.trimmer.visibleLength(node as Text, text.length, clip) : text.length;
      if (length < text.length) {
        shown = length;
        flags |= at.TRIMMED;
      }
      if (context.squashed) flags |= SUSPECT;
    }
    this.space = 0;
    const record = this.records.add(parent, node);
    const { data } = this.records;
    if (facts.near) flags |= NEAR;
    data[record + at.REF] = this.firstText + this.texts.length;
    this.texts.push(node);
    data[record + at.STRING] = this.records.put(text);
    if (flags & at.TRIMMED) data[record + at.ATTRIBUTE_COUNT] = shown;
    data[record + at.COLOUR] = facts.colour;
    data[record + at.AMOUNT] = facts.fontSize;
    if (flags & MARKS) this.records.marked.push(this.records.count - 1);
    data[record + at.FLAGS] = flags;
    if (rect) writeRect(this.records, record, rect, this.view.origin);
  }
}

// A look at one element whose rules may say something that matters: what it records, and what it hands down.

import * as at from "./layout.js";
import { writeRect } from "./backdrop.js";
import { alphaOf, composite, parseColour } from "./colour.js";
import { blockifies, isTurnedAway, opacityOf, positionOf } from "./computed.js";
import { MEASURED, TRUSTED, WARPED_BELOW, type Context } from "./context.js";
import { LAYERED, LIFTED, MODAL, SUNKEN } from "./marks.js";
import * as native from "./natives.js";
import { refOf } from "./refs.js";
import type { Records } from "./records.js";
import {
  ANYTHING, BACKGROUND, CENTRED, DISPLAY, MOVED, OPACITY, OVERFLOW, POSITION, STACKED, SUNK, TEXT, VISIBILITY, WARPED,
} from "./style-bits.js";
import { scrolledIn, writeClip } from "./regions.js";
import { clipOf, type Clip } from "./trim.js";

/** Boxes at least this large hold what is in them, as far as one can tell without measuring it. */
const ROOMY_WIDTH = 24;
const ROOMY_HEIGHT = 8;

export interface Looked { flags: number; context: Context }

/** An element under way. */
export interface Sight {
  el: Element;
  style: CSSStyleDeclaration;
  bits: number;
  display: number;
  /** Its record. */
  index: number;
}

export class Looker {
  constructor(private readonly records: Records, private readonly origin: DOMPointReadOnly) {}

  look(sight: Sight, from: Context): Looked {
    const { el, style, bits, display, index } = sight;
    const record = index * at.STRIDE;
    const context: Context = { ...from, blockify: false, childBits: 0, inner: null, link: null };
    let flags = 0;
    if (bits & DISPLAY) context.blockify = blockifies(style.display);
    if (bits & (TEXT | VISIBILITY | BACKGROUND)) {
      context.source = el;
      context.facts = null;
    }
    if (bits & BACKGROUND) this.paint(sight, context, from);
    if (bits & OPACITY) this.records.data[record + at.AMOUNT] = opacityOf(style.opacity);
    if (bits & POSITION) {
      const position = positionOf(style.position);
      flags |= position;
      if (position !== at.POSITION_STATIC) context.lifted = true;
      if (position >= at.POSITION_ABSOLUTE) {
        context.clip = null;
        context.measure = Math.max(context.measure, MEASURED);
      }
    }
    if (bits & (STACKED | SUNK | MOVED)) context.lifted = true;
    if (context.lifted) flags |= LAYERED;
    if (bits & SUNK) flags |= SUNKEN;
    const name = native.localName(el);
    if (name === "dialog" && native.isMatch(el, ":modal")) flags |= MODAL;
    if (PICTURED.has(name)) context.allBits = ANYTHING;
    if (bits & WARPED) {
      context.measure = WARPED_BELOW;
      if (isTurnedAway(style, display)) {
        context.turned = true;
        context.facts = null;
      }
    }
    if (bits & CENTRED && context.measure !== WARPED_BELOW) context.childBits = MOVED;
    const isPlaced = (flags & at.POSITION_FIXED) >= at.POSITION_ABSOLUTE || (bits & MOVED) !== 0;
    if (isPlaced && context.measure !== WARPED_BELOW) this.place(el, context);
    if (bits & OVERFLOW) flags |= this.clip(sight, context);
    if (context.lifted && this.isOpaque(record, name)) flags |= LIFTED;
    return { flags, context };
  }

  private paint({ el, style, index }: Sight, context: Context, from: Context): void {
    const own = parseColour(style.backgroundColor);
    const isRoot = el === native.rootElement();
    const background = alphaOf(own) === 0 && isRoot ? from.background : own;
    this.records.data[index * at.STRIDE + at.COLOUR] = background;
    if (alphaOf(background) > 0) context.background = composite(background, from.background);
  }

  /** A box that was put somewhere: is it where one can see it, and large enough for what it holds? */
  private place(el: Element, context: Context): void {
    const rect = native.rectOf(el);
    const { region } = context;
    const isRoomy = rect.width >= ROOMY_WIDTH && rect.height >= ROOMY_HEIGHT;
    const isInside = rect.left >= region.left - 1 && rect.top >= region.top - 1
      && rect.right <= region.right + 1 && rect.bottom <= region.bottom + 1;
    context.squashed ||= !isRoomy;
    context.measure = isRoomy && isInside && !context.squashed ? TRUSTED : MEASURED;
  }

  private clip({ el, style, display, index }: Sight, context: Context): number {
    const { direction } = style;
    if (direction === "rtl" && context.measure === TRUSTED) context.childBits = MOVED;
    if (display === at.DISPLAY_INLINE || display === at.DISPLAY_CONTENTS) return 0;
    const { overflowX: x, overflowY: y } = style;
    if (x === "visible" && y === "visible") return 0;
    // The viewport takes over the overflow of html and body: how far the document scrolls is in record 0.
    if (el === native.rootElement() || el === native.bodyElement()) return 0;
    const scrolls = x === "auto" || x === "scroll" || y === "auto" || y === "scroll";
    const clipsX = x === "hidden" || x === "clip";
    const clipsY = y === "hidden" || y === "clip";
    const rect = native.rectOf(el);
    writeRect(this.records, index * at.STRIDE, rect, this.origin);
    this.records.clips.add(index);
    const whole = { width: native.scrollWidth(el), height: native.scrollHeight(el) };
    if (scrolls && (whole.width > native.clientWidth(el) + 1 || whole.height > native.clientHeight(el) + 1)) {
      this.records.data[index * at.STRIDE + at.REF] = refOf(el);
    }
    const outside = (clipsX && whole.width > native.clientWidth(el) + 1) || (clipsY && whole.height > native.clientHeight(el) + 1);
    if (scrolls) context.region = this.writeRegion(el, rect, index);
    else context.region = meet(context.region, rect);
    context.clip = scrolls ? null : clipOf(context.clip, clipsX, clipsY, rect);
    const isRoomy = rect.width >= ROOMY_WIDTH && rect.height >= ROOMY_HEIGHT;
    if (context.measure === TRUSTED && (outside || !isRoomy)) context.measure = MEASURED;
    return (clipsX ? at.CLIPS_X : 0) | (clipsY ? at.CLIPS_Y : 0) | (scrolls ? at.SCROLLS : 0);
  }

  /** A scroll container's content may lie anywhere in its region. */
  private writeRegion(el: Element, rect: DOMRect, index: number): Clip {
    const clip = scrolledIn(el, rect);
    writeClip(this.records, this.records.add(index), clip, this.origin);
    this.records.regions.set(index, { el, clip });
    return clip;
  }

  private isOpaque(record: number, name: string): boolean {
    return alphaOf(this.records.data[record + at.COLOUR] ?? 0) > 240 || PICTURES.has(name);
  }
}

const PICTURES = new Set(["img", "video", "canvas", "iframe", "object", "embed"]);

/** What is in them is placed and styled by attributes. */
const PICTURED = new Set(["svg", "math"]);

function meet(a: Clip, b: Clip): Clip {
  return { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
}

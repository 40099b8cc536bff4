// Which controls something lies over, so that a click would not reach them. What is in view is hit-tested. What is not can
// only be compared with boxes painted above their place, and with what fills the view wherever the page is scrolled to.

import { PER_PIXEL } from "./layout.js";
import * as at from "./layout.js";
import { blockerOf } from "./cover.js";
import { faceOf } from "./face.js";
import type { View } from "./document.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

/** Controls a read hit-tests. */
const MOST_TESTS = 200;
/** Boxes are looked up by where they start, in steps of so many pixels. */
const STEP = 512;
/** A box higher than so many steps is not a cover of a few controls. */
const MOST_STEPS = 16;

/** Less than this of a control is not worth a hit test, in pixels. */
const SMALLEST = 2;

interface Rect { left: number; top: number; right: number; bottom: number }
interface Cover extends Rect { el: Element }

export class Blocks {
  /** Controls out of view, which no hit test can reach. */
  private readonly away: number[] = [];
  private readonly steps = new Map<number, Cover[]>();

  constructor(private readonly records: Records, private readonly view: View) {}

  /** Marks those of `controls` that are out of reach. `lifted` are opaque boxes that may lie over others; `modal` is the
   * record of a dialog outside of which nothing takes input. */
  mark(controls: readonly number[], lifted: readonly Element[], modal: number | null): void {
    const end = modal === null ? 0 : this.endOf(modal);
    let blocker: Element | null = null;
    let isFree = false;
    let tests = 0;
    for (const index of controls) {
      if (modal !== null) {
        if (index < modal || index >= end) this.records.cover(index);
        continue;
      }
      const el = this.records.nodes[index];
      if (!(el instanceof Element)) continue;
      const shown = this.shownOf(index);
      if (!shown) this.away.push(index);
      else if (tests < MOST_TESTS) {
        tests += 1;
        const over = blockerOf(faceOf(el), (shown.left + shown.right) / 2 - this.view.origin.x, (shown.top + shown.bottom) / 2 - this.view.origin.y);
        if (over) {
          this.records.cover(index);
          if (over.fillsView) blocker ??= over.el;
        } else if (!this.isFixed(index)) isFree = true;
      }
    }
    if (blocker && !isFree) this.coverBehind(blocker);
    else if (lifted.length > 0 && this.away.length > 0) this.coverUnder(lifted);
  }

  /** Nothing in view is free: then nothing is that scrolling brings there. */
  private coverBehind(blocker: Element): void {
    for (const index of this.away) {
      const el = this.records.nodes[index];
      if (el && !native.holds(blocker, el) && !this.isFixed(index)) this.records.cover(index);
    }
  }

  private coverUnder(lifted: readonly Element[]): void {
    for (const el of lifted) this.place(el);
    for (const index of this.away) {
      const el = this.records.nodes[index];
      const rect = this.rectOf(index);
      const covers = this.steps.get(Math.floor(rect.top / STEP));
      if (!covers || !(el instanceof Element)) continue;
      // What is scrolled with it stays over it.
      const scroller = this.records.nodes[this.scrollerOf(index)];
      const stays = covers.filter((cover) => isUnder(el, rect, cover) && (!scroller || native.holds(scroller, cover.el)));
      if (stays.length > 0) this.records.cover(index);
    }
  }

  private place(el: Element): void {
    const { left, top, right, bottom } = native.rectOf(el);
    const { x, y } = this.view.origin;
    const cover: Cover = { el, left: left + x, top: top + y, right: right + x, bottom: bottom + y };
    const [first, last] = [Math.floor(cover.top / STEP), Math.floor(cover.bottom / STEP)];
    if (last - first > MOST_STEPS || right - left < 2 || bottom - top < 2) return;
    for (let step = first; step <= last; step += 1) {
      const known = this.steps.get(step);
      if (known) known.push(cover);
      else this.steps.set(step, [cover]);
    }
  }

  /** What of it is in the viewport and in the scroll containers around it. */
  private shownOf(index: number): Rect | null {
    const { x, y } = this.view.origin;
    let rest = meet(this.rectOf(index), { left: x, top: y, right: x + this.view.width, bottom: y + this.view.height });
    for (let around = this.scrollerOf(index); around >= 0; around = this.scrollerOf(around)) rest = meet(rest, this.rectOf(around));
    return rest.right - rest.left >= SMALLEST && rest.bottom - rest.top >= SMALLEST ? rest : null;
  }

  /** The scroll container around it, −1 without one. */
  private scrollerOf(index: number): number {
    let around = this.parentOf(index);
    while (around >= 0 && (this.flagsOf(around) & at.SCROLLS) === 0) around = this.parentOf(around);
    return around;
  }

  private isFixed(index: number): boolean {
    for (let around = index; around >= 0; around = this.parentOf(around)) {
      if ((this.flagsOf(around) & at.POSITION_FIXED) === at.POSITION_FIXED) return true;
    }
    return false;
  }

  /** The record after the last one in record `index`. */
  private endOf(index: number): number {
    let end = index + 1;
    while (end < this.records.count && this.parentOf(end) >= index) end += 1;
    return end;
  }

  private parentOf(index: number): number {
    return this.records.data[index * at.STRIDE + at.PARENT] ?? -1;
  }

  private flagsOf(index: number): number {
    return this.records.data[index * at.STRIDE + at.FLAGS] ?? 0;
  }

  /** Its box in the page, in pixels. */
  private rectOf(index: number): Rect {
    const { data } = this.records;
    const record = index * at.STRIDE;
    const [left, top] = [(data[record + at.X] ?? 0) / PER_PIXEL, (data[record + at.Y] ?? 0) / PER_PIXEL];
    return { left, top, right: left + (data[record + at.WIDTH] ?? 0) / PER_PIXEL, bottom: top + (data[record + at.HEIGHT] ?? 0) / PER_PIXEL };
  }
}

function meet(a: Rect, b: Rect): Rect {
  return { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
}

/** Whether `cover` lies over all of a control: it comes later in the document, and nothing lifts the control above it. */
function isUnder(el: Element, rect: Rect, cover: Cover): boolean {
  const isWithin = rect.left >= cover.left - 1 && rect.top >= cover.top - 1 && rect.right <= cover.right + 1 && rect.bottom <= cover.bottom + 1;
  if (!isWithin || native.holds(cover.el, el) || native.holds(el, cover.el)) return false;
  if ((native.positionOf(el, cover.el) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) return false;
  const { pointerEvents, position, zIndex, opacity } = native.styleOf(cover.el);
  if (pointerEvents === "none" || position === "fixed" || position === "sticky" || Number(opacity) < 0.95) return false;
  const level = Number(zIndex) || 0;
  for (let node: Node | null = el; node instanceof Element && !native.holds(node, cover.el); node = native.parentNode(node)) {
    const own = Number(native.styleOf(node).zIndex) || 0;
    if (own > level) return false;
  }
  return level >= 0;
}

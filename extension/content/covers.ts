// Second look at texts in view that something opaque may lie over. Hit tests are dear on large pages, so only texts are
// tested where a lifted box lies, and texts that may stick out of their own.

import * as at from "./layout.js";
import { writeRect } from "./backdrop.js";
import { Blocks } from "./blocks.js";
import { isCovered } from "./cover.js";
import type { View } from "./document.js";
import { CONTROL, LAYERED, LIFTED, MODAL, SUNKEN, SUSPECT } from "./marks.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

const MOST_HIT_TESTS = 400;
const MOST_COVERS = 1_000;
/** A subtree of fewer records is not worth its own box. */
const LARGE = 24;

type Box = { el: Element; rect: DOMRectReadOnly };

export class Covers {
  /** Something is painted below its place: then any box may cover it. */
  private sunk = false;
  /** Record of a dialog that takes all input. */
  private modal: number | null = null;
  private readonly controls: number[] = [];
  private readonly lifted: Element[] = [];
  private readonly suspects = new Set<number>();
  private readonly range = native.newRange();
  private tests = 0;

  constructor(private readonly records: Records, private readonly view: View) {}

  /** Marks what is covered among what is in view. */
  mark(): void {
    if (this.gather()) new Blocks(this.records, this.view).mark(this.controls, this.lifted, this.modal);
    if (this.lifted.length > 0 || this.sunk || this.suspects.size > 0) this.markTexts();
  }

  /** Collects what was marked while reading; whether something is painted out of the order of the document. */
  private gather(): boolean {
    let all = 0;
    for (const index of this.records.marked) {
      const flags = this.records.data[index * at.STRIDE + at.FLAGS] ?? 0;
      all |= flags;
      if (flags & CONTROL) this.controls.push(index);
      if (flags & SUSPECT) this.suspects.add(index);
      if (flags & MODAL) this.modal = index;
      const el = this.records.nodes[index];
      if (!(flags & LIFTED) || !(el instanceof Element)) continue;
      if (this.lifted.length < MOST_COVERS) this.lifted.push(el);
      else this.sunk = true;
    }
    this.sunk ||= (all & SUNKEN) !== 0;
    return (all & LAYERED) !== 0;
  }

  private markTexts(): void {
    const boxes = this.lifted.map((el) => ({ el, rect: native.rectOf(el) })).filter(({ rect }) => this.isInView(rect));
    const test = (index: number): void => {
      const node = this.records.nodes[index];
      const owner = node && ownerOf(node);
      if (!owner || this.tests >= MOST_HIT_TESTS) return;
      this.range.selectNodeContents(node);
      const rect = this.range.getBoundingClientRect();
      if (!this.isInView(rect) || !(this.sunk || this.suspects.has(index) || boxes.some((box) => isOver(box, rect, node)))) return;
      this.tests += 1;
      if (!isCovered(owner, rect)) return;
      const record = index * at.STRIDE;
      this.records.cover(index);
      writeRect(this.records, record, rect, this.view.origin);
    };
    if (boxes.length > 0 || this.sunk) this.visitInView(test);
    else this.suspects.forEach(test);
  }

  /** Visits texts, leaving out large blocks that are out of view. */
  private visitInView(visit: (index: number) => void): void {
    const { count, data } = this.records;
    const ends = this.ends();
    for (let index = 0; index < count; index += 1) {
      const kind = (data[index * at.STRIDE + at.FLAGS] ?? 0) & 7;
      const node = this.records.nodes[index];
      if (kind === at.KIND_TEXT) visit(index);
      else if (node instanceof Element && Math.abs(ends[index] ?? 0) - index > LARGE && (ends[index] ?? 0) > 0) {
        const rect = native.rectOf(node);
        if (!this.isInView(rect) && rect.height > 0) index = (ends[index] ?? 0) - 1;
      }
    }
  }

  /** For each record the one after its last descendant, negative when something in it lies elsewhere. */
  private ends(): Int32Array {
    const { count, data } = this.records;
    const ends = new Int32Array(count);
    for (let index = count - 1; index >= 0; index -= 1) {
      const own = ends[index] === 0 ? index + 1 : ends[index] ?? 0;
      const position = (data[index * at.STRIDE + at.FLAGS] ?? 0) & at.POSITION_FIXED;
      const parent = data[index * at.STRIDE + at.PARENT] ?? -1;
      ends[index] = own;
      if (parent < 0) continue;
      const above = ends[parent] ?? 0;
      const end = Math.max(Math.abs(above), Math.abs(own));
      ends[parent] = above < 0 || own < 0 || position >= at.POSITION_ABSOLUTE ? -end : end;
    }
    return ends;
  }

  private isInView(rect: DOMRectReadOnly): boolean {
    return rect.bottom > 0 && rect.right > 0 && rect.top < this.view.height && rect.left < this.view.width;
  }
}

function isOver({ el, rect }: Box, text: DOMRectReadOnly, node: Node): boolean {
  return rect.left < text.right && rect.right > text.left && rect.top < text.bottom && rect.bottom > text.top
    && !native.holds(el, node);
}

function ownerOf(node: Node): Element | null {
  if (node instanceof Element) return node;
  const parent = native.parentNode(node);
  return parent instanceof ShadowRoot ? native.shadowHost(parent) : parent instanceof Element ? parent : null;
}

// Second look at texts in view that something opaque may lie over. Hit tests are dear on large pages, so only texts are
// tested where a lifted box lies, and texts that may stick out of their own.

import * as at from "./layout.js";
import { writeRect } from "./backdrop.js";
import { Blocks } from "./blocks.js";
import { isCovered } from "./cover.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

const MOST_HIT_TESTS = 400;
const MOST_COVERS = 1_000;
/** A subtree of fewer records is not worth its own box. */
const LARGE = 24;

type Box = { el: Element; rect: DOMRectReadOnly };

export class Covers {
  /** Something is painted below its place: then any box may cover it. */
  sunk = false;
  /** Something is painted out of the order of the document. */
  isLayered = false;
  /** Record of a dialog that takes all input. */
  modal: number | null = null;
  private readonly controls: number[] = [];
  private readonly lifted: Element[] = [];
  private readonly suspects: number[] = [];
  private readonly range = native.newRange();
  private tests = 0;

  constructor(
    private readonly records: Records, private readonly nodes: readonly (Node | null)[],
    private readonly viewWidth: number, private readonly viewHeight: number,
  ) {}

  /** An opaque box that may lie over others. */
  add(el: Element): void {
    if (this.lifted.length < MOST_COVERS) this.lifted.push(el);
    else this.sunk = true;
  }

  /** The text of this record may stick out of its box. */
  suspect(record: number): void {
    this.suspects.push(record);
  }

  /** A control; its box is in its record. */
  operable(record: number): void {
    this.controls.push(record);
  }

  /** Marks what is covered among what is in view. */
  mark(origin: DOMPointReadOnly): void {
    if (this.isLayered) {
      const blocks = new Blocks(this.records, this.nodes, { origin, width: this.viewWidth, height: this.viewHeight });
      blocks.mark(this.controls, this.lifted, this.modal);
    }
    if (this.lifted.length > 0 || this.sunk || this.suspects.length > 0) this.markTexts(origin);
  }

  private markTexts(origin: DOMPointReadOnly): void {
    const boxes = this.lifted.map((el) => ({ el, rect: native.rectOf(el) })).filter(({ rect }) => this.isInView(rect));
    const test = (index: number): void => {
      const node = this.nodes[index];
      const owner = node && ownerOf(node);
      if (!owner || this.tests >= MOST_HIT_TESTS) return;
      this.range.selectNodeContents(node);
      const rect = this.range.getBoundingClientRect();
      if (!this.isInView(rect) || !(this.sunk || this.suspects.includes(index) || boxes.some((box) => isOver(box, rect, node)))) return;
      this.tests += 1;
      if (!isCovered(owner, rect)) return;
      const record = index * at.STRIDE;
      this.records.data[record + at.FLAGS] = (this.records.data[record + at.FLAGS] ?? 0) | at.COVERED;
      writeRect(this.records, record, rect, origin);
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
      const node = this.nodes[index];
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
    return rect.bottom > 0 && rect.right > 0 && rect.top < this.viewHeight && rect.left < this.viewWidth;
  }
}

function isOver({ el, rect }: Box, text: DOMRectReadOnly, node: Node): boolean {
  return rect.left < text.right && rect.right > text.left && rect.top < text.bottom && rect.bottom > text.top
    && !native.holds(el, node);
}

function ownerOf(node: Node): Element | null {
  const parent = native.parentNode(node);
  return parent instanceof ShadowRoot ? native.shadowHost(parent) : parent instanceof Element ? parent : null;
}

// What a read writes: records of fixed length in one growing Int32Array, strings in one table, and beside each record what
// is needed to look at it again.

import type { Context } from "./context.js";
import { COVERED, FLAGS, PARENT, STRIDE } from "./layout.js";
import { MARKS } from "./marks.js";
import * as native from "./natives.js";
import { Relations } from "./relations.js";
import type { Sheets } from "./sheets.js";
import type { Clip } from "./trim.js";

const MOST_CHARS = 4_000_000;
const LONGEST_STRING = 100_000;
const MOST_EXPECTED = 1 << 18;

/** Where the content of a scroll container may lie: kept up to date, for all that was read in it. */
export interface Region { el: Element; clip: Clip }

export class Records {
  /** Public, so that the collector writes fields in place. */
  data: Int32Array;
  count = 0;
  chars = 0;
  /** The node of each record: an element, a text, a shadow root; the parent for a text that is all its parent holds. */
  nodes: (Node | null)[] = [];
  /** What each element was read in. */
  contexts: (Context | null)[] = [];
  /** Records with a mark (marks.ts). */
  readonly marked: number[] = [];
  /** Records of elements that others may refer to by id, or as labels and captions. */
  readonly named = new Map<Element, number>();
  readonly relations = new Relations();
  /** The scroll containers: where their content may lie. */
  readonly regions = new Map<number, Region>();
  /** Elements that clip what is in them. */
  readonly clips = new Set<number>();
  /** What is typed or chosen, which no mutation tells. */
  readonly fields = new Map<number, string>();
  /** Custom elements that have no shadow tree yet. */
  readonly bare = new Set<Element>();
  /** There are image maps. */
  hasMaps = false;
  /** The sheets of each shadow tree. */
  readonly trees = new Map<ShadowRoot, Sheets>();
  /** Records from here on are no part of the tree: areas, hidden elements that others refer to. */
  tail = 0;
  readonly strings: string[];
  private readonly tags: Map<string, number>;
  /** Something else stands in the buffer. */
  private readonly isUsed: boolean;
  /** The first string that is not of the read before. */
  firstString: number;
  /** Strings of the read before that say something else now. */
  replaced: [number, string][] = [];
  /** Records of the read before that were taken over, and by how much they are further on. */
  runs: { from: number; to: number; shift: number }[] = [];
  /** Records that may differ though they were taken over. */
  readonly touched = new Set<number>();
  /** Records that something lies over. */
  readonly covered: number[] = [];

  /** @param expected about how many records there will be; more find room too.
   * @param before whose table of strings is written on; `spare` is a buffer to write into. */
  constructor(expected: number, before: Records | null = null, spare: Int32Array | null = null) {
    const size = STRIDE * Math.max(1_024, Math.min(expected, MOST_EXPECTED));
    this.data = spare && spare.length >= size ? spare : new Int32Array(size);
    this.isUsed = this.data === spare;
    this.strings = before?.strings ?? [""];
    this.tags = before?.tags ?? new Map<string, number>();
    this.chars = before?.chars ?? 0;
    this.firstString = before ? this.strings.length : 0;
  }

  /** Starts a record under `parent` (−1 for none) and returns where it begins in `data`. */
  add(parent: number, node: Node | null = null, context: Context | null = null): number {
    const at = this.count * STRIDE;
    this.makeRoom(at + STRIDE);
    if (this.isUsed) this.data.fill(0, at, at + STRIDE);
    this.data[at + PARENT] = parent;
    this.nodes[this.count] = node;
    this.contexts[this.count] = context;
    this.count += 1;
    return at;
  }

  private makeRoom(length: number): void {
    if (length <= this.data.length) return;
    const grown = new Int32Array(Math.max(length, this.data.length * 2));
    grown.set(this.data);
    this.data = grown;
  }

  /** Takes over records `from` to `to` of a read before. */
  takeOver(before: Records, from: number, to: number): void {
    const shift = this.count - from;
    this.makeRoom((this.count + to - from) * STRIDE);
    this.runs.push({ from, to, shift });
    this.data.set(before.data.subarray(from * STRIDE, to * STRIDE), this.count * STRIDE);
    if (this.count === 0) {
      this.nodes = before.nodes.slice(from, to);
      this.contexts = before.contexts.slice(from, to);
    } else {
      for (let index = from; index < to; index += 1) {
        this.nodes.push(before.nodes[index] ?? null);
        this.contexts.push(before.contexts[index] ?? null);
      }
    }
    this.count = to + shift;
    // All that stands before the first change stands where it did.
    if (shift === 0 && this.runs.length === 1) return;
    for (let at = (from + shift) * STRIDE + PARENT; at < this.count * STRIDE; at += STRIDE) {
      const parent = this.data[at] ?? -1;
      this.data[at] = parent >= from ? parent + shift : this.moved(parent);
    }
  }

  /** Where record `index` of the read before is now, −1 when it is gone. */
  moved(index: number): number {
    for (const { from, to, shift } of this.runs) if (index >= from && index < to) return index + shift;
    return -1;
  }

  /** Takes over what is known of the records that were taken over. */
  takeNotes(before: Records): void {
    const keep = <Value>(from: ReadonlyMap<number, Value>, into: Map<number, Value>): void => {
      for (const [index, value] of from) this.settle(index, (now) => into.set(now, value));
    };
    keep(before.regions, this.regions);
    keep(before.fields, this.fields);
    for (const index of before.clips) this.settle(index, (now) => this.clips.add(now));
    for (const index of before.marked) this.settle(index, (now) => this.marked.push(now));
    this.marked.sort((a, b) => a - b);
    for (const index of before.covered) this.settle(index, (now) => this.covered.push(now));
    for (const [el, index] of before.named) this.settle(index, (now) => this.named.set(el, now));
    for (const [root, sheets] of before.trees) if (!this.trees.has(root) && native.isConnected(root)) this.trees.set(root, sheets);
    for (const el of before.bare) if (native.isConnected(el)) this.bare.add(el);
    this.relations.takeOver(before.relations, (index) => this.moved(index));
  }

  /** Whether the record is of a read before. */
  isTakenOver(index: number): boolean {
    return this.runs.some(({ from, to, shift }) => index >= from + shift && index < to + shift);
  }

  private settle(index: number, keep: (now: number) => void): void {
    const now = this.moved(index);
    if (now >= 0) keep(now);
  }

  /** Begins a read in which every record stays: what is touched from here on is what changed. */
  readOn(): void {
    this.runs = [{ from: 0, to: this.count, shift: 0 }];
    this.touched.clear();
    this.replaced = [];
    this.firstString = this.strings.length;
  }

  /** Marks a record as out of reach, or out of sight. */
  cover(index: number): void {
    this.data[index * STRIDE + FLAGS] = (this.data[index * STRIDE + FLAGS] ?? 0) | COVERED;
    this.covered.push(index);
    this.touched.add(index);
  }

  /** Takes those marks away. */
  uncover(): void {
    for (const index of this.covered) {
      this.data[index * STRIDE + FLAGS] = (this.data[index * STRIDE + FLAGS] ?? 0) & ~COVERED;
      this.touched.add(index);
    }
    this.covered.length = 0;
  }

  /** Puts a string into the table. U+0000 separates strings there, so none may hold one. */
  put(text: string): number {
    let kept = text.length > LONGEST_STRING ? text.slice(0, LONGEST_STRING) : text;
    if (kept.includes("\u0000")) kept = kept.replaceAll("\u0000", "");
    this.chars += kept.length;
    return this.strings.push(kept) - 1;
  }

  /** Gives the string `index` another text: for what is known only once everything is read. */
  replace(index: number, text: string): void {
    if (this.strings[index] === text) return;
    this.strings[index] = text;
    if (index < this.firstString) this.replaced.push([index, text]);
  }

  /** Puts a tag name into the table, once. */
  putTag(name: string): number {
    let index = this.tags.get(name);
    if (index === undefined) {
      index = this.put(name);
      this.tags.set(name, index);
    }
    return index;
  }

  /** All marks that some record has. */
  get marks(): number {
    return this.marked.reduce((all, index) => all | (this.data[index * STRIDE + FLAGS] ?? 0), 0) & MARKS;
  }

  get isFull(): boolean {
    return this.chars > MOST_CHARS;
  }

  buffer(): ArrayBuffer {
    return this.data.slice(0, this.count * STRIDE).buffer;
  }
}

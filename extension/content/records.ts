// What a read writes: records of fixed length in one growing Int32Array, strings in one table, and beside each record what
// is needed to look at it again.

import type { Context } from "./context.js";
import { PARENT, STRIDE } from "./layout.js";

const MOST_CHARS = 4_000_000;
const LONGEST_STRING = 100_000;
const MOST_EXPECTED = 1 << 18;

export class Records {
  /** Public, so that the collector writes fields in place. */
  data: Int32Array;
  count = 0;
  chars = 0;
  /** The node of each record: an element, a text, a shadow root; the parent for a text that is all its parent holds. */
  readonly nodes: (Node | null)[] = [];
  /** What each element was read in. */
  readonly contexts: (Context | null)[] = [];
  /** Records with a mark (marks.ts). */
  readonly marked: number[] = [];
  /** Records of elements that others may refer to by id, or as labels and captions. */
  readonly named = new Map<Element, number>();
  readonly strings: string[] = [""];
  private readonly tags = new Map<string, number>();

  /** @param expected about how many records there will be; more find room too. */
  constructor(expected: number) {
    this.data = new Int32Array(STRIDE * Math.max(1_024, Math.min(expected, MOST_EXPECTED)));
  }

  /** Starts a record under `parent` (−1 for none) and returns where it begins in `data`. */
  add(parent: number, node: Node | null = null, context: Context | null = null): number {
    const at = this.count * STRIDE;
    if (at + STRIDE > this.data.length) {
      const grown = new Int32Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[at + PARENT] = parent;
    this.nodes[this.count] = node;
    this.contexts[this.count] = context;
    this.count += 1;
    return at;
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
    this.strings[index] = text;
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

  get isFull(): boolean {
    return this.chars > MOST_CHARS;
  }

  buffer(): ArrayBuffer {
    return this.data.slice(0, this.count * STRIDE).buffer;
  }

  table(): string {
    return this.strings.join("\u0000");
  }
}

// The buffer of a read: records of fixed length in one growing Int32Array, strings in one table.

import { FLAGS, KIND_TEXT, PARENT, REF, STRIDE } from "./layout.js";

const MOST_CHARS = 4_000_000;
const LONGEST_STRING = 100_000;

export class Records {
  /** Public, so that the collector writes fields in place. */
  data = new Int32Array(STRIDE * 16_384);
  count = 0;
  chars = 0;
  private readonly strings: string[] = [""];
  private readonly tags = new Map<string, number>();

  /** Starts a record under `parent` (−1 for none) and returns where it begins in `data`. */
  add(parent: number): number {
    const at = this.count * STRIDE;
    if (at + STRIDE > this.data.length) {
      const grown = new Int32Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[at + PARENT] = parent;
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

  /** Gives the texts numbers in a row. */
  numberTexts(first: number): void {
    let next = first;
    for (let record = 0; record < this.count * STRIDE; record += STRIDE) {
      if (((this.data[record + FLAGS] ?? 0) & 7) === KIND_TEXT) this.data[record + REF] = next++;
    }
  }

  get isFull(): boolean {
    return this.chars > MOST_CHARS;
  }

  nodes(): ArrayBuffer {
    return this.data.slice(0, this.count * STRIDE).buffer;
  }

  table(): string {
    return this.strings.join("\u0000");
  }
}

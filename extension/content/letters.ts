// Text reduced to its letters and digits, with the way back to the nodes. What a quote and the page differ in (case,
// whitespace, quotation marks, dashes, the marks between table cells) is all outside of that.

import * as native from "./natives.js";

const LETTER = /[\p{L}\p{N}\p{M}\p{Sc}%]/u;
const MOST_CHARS = 2_000_000;

export class Letters {
  private readonly parts: string[] = [];
  private readonly nodes: Node[] = [];
  private readonly owners: number[] = [];
  private readonly offsets: number[] = [];

  add(node: Node): void {
    const text = textOf(node);
    if (this.owners.length + text.length > MOST_CHARS) return;
    const owner = this.nodes.push(node) - 1;
    let offset = 0;
    for (const char of text) {
      if (LETTER.test(char)) {
        const plain = char.toLowerCase();
        this.parts.push(plain);
        for (let i = 0; i < plain.length; i += 1) {
          this.owners.push(owner);
          this.offsets.push(offset);
        }
      }
      offset += char.length;
    }
  }

  /** The range of the quote, whole words before parts of words. */
  find(quote: string): Range | null {
    const wanted = lettersOf(quote);
    if (wanted === "") return null;
    const all = this.parts.join("");
    const first = all.indexOf(wanted);
    if (first < 0) return null;
    let at = first;
    while (at >= 0 && !this.isBoundary(at, at + wanted.length)) at = all.indexOf(wanted, at + 1);
    const start = at < 0 ? first : at;
    return this.rangeOf(start, start + wanted.length - 1);
  }

  private isBoundary(start: number, end: number): boolean {
    return !this.joins(start - 1, start) && !this.joins(end - 1, end);
  }

  /** Whether two letters stand side by side in one text. */
  private joins(before: number, after: number): boolean {
    const [a, b] = [this.offsets[before], this.offsets[after]];
    return a !== undefined && b !== undefined && this.owners[before] === this.owners[after] && b - a <= 1;
  }

  private rangeOf(first: number, last: number): Range | null {
    const start = this.nodes[this.owners[first] ?? -1];
    const end = this.nodes[this.owners[last] ?? -1];
    if (!start || !end) return null;
    const range = native.newRange();
    if (start instanceof Text) range.setStart(start, this.offsets[first] ?? 0);
    else range.setStartBefore(start);
    if (end instanceof Text) range.setEnd(end, Math.min((this.offsets[last] ?? 0) + 1, native.data(end).length));
    else range.setEndAfter(end);
    return range;
  }
}

function lettersOf(text: string): string {
  const bare = text.replaceAll(/\[(?:x| |image:)\]?/g, " ");
  return Array.from(bare).filter((char) => LETTER.test(char)).join("").toLowerCase();
}

/** What a node shows: the engine writes controls and pictures into its passages as this. */
function textOf(node: Node): string {
  if (node instanceof Text) return native.data(node);
  if (node instanceof HTMLSelectElement) {
    return Array.from(native.selectedOptions(node), (option) => native.optionLabel(option)).join(", ");
  }
  if (node instanceof HTMLTextAreaElement) return native.textareaValue(node) || native.attribute(node, "placeholder") || "";
  if (node instanceof HTMLInputElement) {
    const type = native.inputType(node);
    if (type === "checkbox" || type === "radio" || type === "password") return "";
    return native.inputValue(node) || native.attribute(node, "placeholder") || "";
  }
  return node instanceof Element ? (native.attribute(node, "alt") ?? "") : "";
}

// What a read tells the engine: everything, or the difference to the read before.

import { STRIDE } from "./layout.js";
import type { Records } from "./records.js";

export interface Read {
  /** The read that this one is the difference to, 0 for none. */
  base: number;
  /** Int32Array of pairs: from which record of the read before so many are taken over, or −1 for so many of `nodes`. */
  runs: ArrayBuffer;
  /** Int32Array of records that differ though they were taken over: number, then the record. */
  patches: ArrayBuffer;
  /** Int32Array of the records that are new; all of them without a base. */
  nodes: ArrayBuffer;
  /** The strings joined by U+0000; with a base those that are new, each after a U+0000. */
  strings: string;
  /** Strings of before that say something else. */
  replaced: [number, string][];
}

const NOTHING = new ArrayBuffer(0);

export function whole(records: Records): Read {
  return { base: 0, runs: NOTHING, patches: NOTHING, nodes: records.buffer(), strings: records.strings.join("\u0000"), replaced: [] };
}

/** What a read made of the read `base`. */
export function difference(base: number, records: Records): Read {
  const pairs: number[] = [];
  const added: Int32Array[] = [];
  let at = 0;
  const addNew = (to: number): void => {
    if (to <= at) return;
    pairs.push(-1, to - at);
    added.push(records.data.subarray(at * STRIDE, to * STRIDE));
  };
  for (const { from, to, shift } of records.runs) {
    addNew(from + shift);
    pairs.push(from, to - from);
    at = to + shift;
  }
  addNew(records.count);
  const patches = [...records.touched].flatMap((index) => [index, ...records.data.subarray(index * STRIDE, (index + 1) * STRIDE)]);
  return {
    base, runs: Int32Array.from(pairs).buffer, patches: Int32Array.from(patches).buffer, nodes: joined(added),
    strings: ["", ...records.strings.slice(records.firstString)].join("\u0000"), replaced: records.replaced,
  };
}

function joined(parts: readonly Int32Array[]): ArrayBuffer {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

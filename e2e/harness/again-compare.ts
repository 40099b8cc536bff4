// Runs in the page. Puts a read of what changed together with the read before, as the engine does, and compares.
import * as at from '../../extension/content/layout.ts';
import type { ReadReply } from '../../extension/protocol.ts';

type FrameRead = Pick<ReadReply, 'serial' | 'base' | 'runs' | 'patches' | 'nodes' | 'strings' | 'replaced'>;

declare global {
  var legworkPart: (base: number | null) => FrameRead;
  var legworkWhole: (base: number | null) => FrameRead;
}

interface Known { serial: number; nodes: Int32Array; strings: string[] }

let known: Known | null = null;

export function compare(): { difference: string | null; wasPart: boolean } {
  const read = legworkPart(known?.serial ?? 0);
  known = put(known, read);
  const all = legworkWhole(null);
  const [ours, theirs] = [linesOf(known), linesOf(put(null, all))];
  for (let line = 0; line < Math.max(ours.length, theirs.length); line += 1) {
    if (ours[line] === theirs[line]) continue;
    const around = (lines: readonly string[]): string => lines.slice(Math.max(0, line - 2), line + 2).join('\n');
    return { difference: `record ${line} of ${ours.length}/${theirs.length}\n${around(ours)}\n--- whole:\n${around(theirs)}`, wasPart: read.base !== 0 };
  }
  return { difference: null, wasPart: read.base !== 0 };
}

function put(before: Known | null, read: FrameRead): Known {
  const added = new Int32Array(read.nodes);
  if (read.base === 0 || !before) return { serial: read.serial, nodes: added, strings: read.strings.split('\0') };
  if (before.serial !== read.base) throw new Error('not the read before');
  const runs = new Int32Array(read.runs);
  const places = new Map<number, number>();
  let count = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [from = -1, length = 0] = [runs[run], runs[run + 1]];
    for (let index = 0; index < length; index += 1, count += 1) if (from >= 0) places.set(from + index, count);
  }
  const nodes = new Int32Array(count * at.STRIDE);
  let to = 0;
  let taken = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [from = -1, length = 0] = [runs[run], runs[run + 1]];
    for (let index = 0; index < length; index += 1, to += 1) {
      const start = (from < 0 ? taken++ : from + index) * at.STRIDE;
      nodes.set((from < 0 ? added : before.nodes).subarray(start, start + at.STRIDE), to * at.STRIDE);
      const parent = nodes[to * at.STRIDE + at.PARENT] ?? -1;
      if (from >= 0 && parent >= 0) nodes[to * at.STRIDE + at.PARENT] = places.get(parent) ?? -2;
    }
  }
  const patches = new Int32Array(read.patches);
  for (let patch = 0; patch < patches.length; patch += at.STRIDE + 1) {
    nodes.set(patches.subarray(patch + 1, patch + 1 + at.STRIDE), (patches[patch] ?? 0) * at.STRIDE);
  }
  const strings = [...before.strings, ...read.strings.split('\0').slice(1)];
  for (const [index, text] of read.replaced) strings[index] = text;
  return { serial: read.serial, nodes, strings };
}

/** Marks of the collector, whitespace before (it may stay where it does no harm), boxes of texts. */
const IGNORED = ~(0x00ff_ffff & ~at.SPACE_BEFORE);

function linesOf({ nodes, strings }: Known): string[] {
  const lines: string[] = [];
  for (let record = 0; record < nodes.length; record += at.STRIDE) {
    const field = (place: number): number => nodes[record + place] ?? 0;
    const kind = field(at.FLAGS) & 7;
    const isText = kind === at.KIND_TEXT;
    const flags = (field(at.FLAGS) & ~IGNORED & ~(isText ? at.HAS_RECT : 0)) >>> 0;
    const attributes = isText || kind !== at.KIND_ELEMENT ? [field(at.ATTRIBUTE_COUNT)] : strings.slice(field(at.ATTRIBUTES), field(at.ATTRIBUTES) + field(at.ATTRIBUTE_COUNT));
    const box = !isText && field(at.FLAGS) & at.HAS_RECT ? [at.X, at.Y, at.WIDTH, at.HEIGHT].map(field) : [];
    const isNumbered = !isText && field(at.REF) !== 0;
    lines.push(JSON.stringify([kind, field(at.PARENT), strings[field(at.STRING)], flags.toString(16), attributes, box, isNumbered, field(at.COLOUR), field(at.AMOUNT)]));
  }
  return lines;
}

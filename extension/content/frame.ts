// Reads the frame this script runs in: whole, or what changed since it was read last.

import { readAgain } from "./again.js";
import { writeBackdrops } from "./backdrop.js";
import { Watch } from "./changes.js";
import { Reader } from "./collector.js";
import { MEASURED, rootContext, TRUSTED } from "./context.js";
import { Covers } from "./covers.js";
import { difference, whole, type Read } from "./delta.js";
import { extentNow, regionOf, viewNow, writeDocument } from "./document.js";
import * as at from "./layout.js";
import { FRAME, NEAR } from "./marks.js";
import * as native from "./natives.js";
import { writeAreas } from "./options.js";
import { Records } from "./records.js";
import { keepTexts, sweep } from "./refs.js";
import { Sheets } from "./sheets.js";
import { pointerOf, type Snapshot } from "./snapshot.js";

const now = performance.now.bind(performance);
const RECORDS_PER_ELEMENT = 2.2;
/** After so many reads of what changed, or so many milliseconds, all is read: not every change tells of itself. */
const MOST_AGAIN = 30;
const LONGEST_MS = 60_000;
/** The same for what is read ahead of a question: nothing has happened since by which a person knows that the page is another. */
const LONGEST_AHEAD_MS = 15_000;
/** A page with more elements is not read before somebody asks: it would stand still too long. */
const MOST_AHEAD = 20_000;

export interface FrameRead extends Read {
  /** Numbers the reads of this document from 1. */
  serial: number;
  /** Visible child frames. */
  frames: number;
  truncated: boolean;
  elapsed_ms: number;
}

interface Last extends Snapshot { serial: number; again: number; wholeAt: number }

const watch = new Watch();
let last: Last | null = null;
let serial = 0;
let forgetting = 0;

/** Reads the frame. Where `base` is the number of the last read, only the difference to it is told, otherwise all. The read
 * is kept to read on from when the caller means to, or one was kept before. `ahead` takes what was read ahead, if that was a
 * short while ago. */
export function readFrame(base: number | null = null, ahead = false): FrameRead {
  const start = now();
  sweep();
  const longest = ahead ? LONGEST_AHEAD_MS : LONGEST_MS;
  const isFresh = last && last.again < MOST_AGAIN && start - last.wholeAt < longest;
  const before = isFresh && (ahead || base === last?.serial) ? last : null;
  const isKept = base !== null || last !== null;
  // A read that fails leaves nothing to read on from.
  last = null;
  const again = before && readAgain(before, watch);
  const next = again ?? readWhole();
  const read = before && again && base !== null ? difference(before.serial, again.records) : whole(next.records);
  serial += 1;
  if (isKept) keep(next, again && before, start);
  else forgetRead();
  return { ...read, serial, frames: countFrames(next.records), truncated: next.truncated, elapsed_ms: now() - start };
}

/** Reads the frame before anybody asks: a question then reads only what has changed since. */
export function readAhead(): void {
  if (last || native.countElements() > MOST_AHEAD) return;
  const start = now();
  const read = readWhole();
  serial += 1;
  keep(read, null, start);
}

/** Keeps a read to read on from, as long as it is good for that; `before` is the one whose unchanged parts it took over. */
function keep(read: Snapshot, before: Last | null, start: number): void {
  if (!before) {
    watch.start(read.records.trees.keys());
    window.clearTimeout(forgetting);
    forgetting = window.setTimeout(forgetRead, LONGEST_MS);
  }
  last = { ...read, serial, again: before ? before.again + 1 : 0, wholeAt: before ? before.wholeAt : start };
}

/** The element is another than it was read as, for a reason that no event tells. */
export const touch = (el: Element): void => watch.touch(el);

/** Keeps nothing to read on from, and watches no more. */
export function forgetRead(): void {
  last = null;
  window.clearTimeout(forgetting);
  watch.stop();
}

function readWhole(): Snapshot {
  const records = new Records(native.countElements() * RECORDS_PER_ELEMENT);
  const view = viewNow();
  const sheets = new Sheets(document, null);
  const reader = new Reader(records, sheets, view);
  records.relations.index(document);
  const root = native.rootElement();
  const extent = extentNow(view);
  const region = regionOf(extent, view);
  writeDocument(records, extent, view);
  if (root) {
    const context = rootContext(root, region, extent.overflows ? MEASURED : TRUSTED);
    reader.readFrom(root, { parent: 0, context, depth: 0, space: 0, sheets });
  }
  if (!reader.isLate()) new Covers(records, view).mark();
  const isNear = (records.marks & NEAR) !== 0;
  if (isNear && !reader.isLate()) writeBackdrops(records, view.origin, 0, records.count);
  keepTexts(reader.texts, true);
  records.tail = records.count;
  for (const tree of [document, ...records.trees.keys()]) writeAreas(tree, records);
  records.relations.finish(records);
  const pointer = pointerOf([sheets, ...records.trees.values()]);
  return { records, sheets, view, region, extent, pointer, isNear, spare: null, truncated: reader.truncated };
}

function countFrames(records: Records): number {
  return records.marked.filter((index) => ((records.data[index * at.STRIDE + at.FLAGS] ?? 0) & FRAME) !== 0).length;
}

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
import { hasBegun, keepTexts, sweep } from "./refs.js";
import { Sheets } from "./sheets.js";
import { pointerOf, type Snapshot } from "./snapshot.js";

const now = performance.now.bind(performance);
const RECORDS_PER_ELEMENT = 2.2;
/** After so many reads of what changed, or so many milliseconds, all is read: not every change tells of itself. */
const MOST_AGAIN = 30;
const LONGEST_MS = 60_000;
/** Some of everything that pages are made of, read so often that the browser compiles what is run most. */
const SAMPLE = `<main><h1 id="a" class="b">x</h1><p>One <b>two</b> <a href="#">three</a></p><ul><li><span class="c">1</span></li><li>2</li></ul>
<table><tr><th scope="col">a</th><td style="color:red">b</td></tr></table><form><label for="q">n</label><input id="q" value="1">
<select><option>1</option></select><button type="button" aria-label="go">go</button></form><div><div><span>t</span> u</div></div>
<img alt="i"><svg><title>t</title></svg><details><summary>s</summary>d</details></main>`;
const WARM_READS = 10;

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

/** Reads the frame. Where `base` is the number of the last read, only the difference to it is told; without one nothing is
 * kept to read on from. */
export function readFrame(base: number | null = null): FrameRead {
  const start = now();
  sweep();
  const before = last?.serial === base && last.again < MOST_AGAIN && start - last.wholeAt < LONGEST_MS ? last : null;
  // A read that fails leaves nothing to read on from.
  last = null;
  const again = before && readAgain(before, watch);
  const next = again ?? readWhole();
  const read = before && again ? difference(before.serial, again.records) : whole(next.records);
  serial += 1;
  if (base === null) forgetRead();
  else {
    if (!again) watch.start(next.records.trees.keys());
    last = { ...next, serial, again: again && before ? before.again + 1 : 0, wholeAt: again && before ? before.wholeAt : start };
  }
  return { ...read, serial, frames: countFrames(next.records), truncated: next.truncated, elapsed_ms: now() - start };
}

/** The element is another than it was read as, for a reason that no event tells. */
export const touch = (el: Element): void => watch.touch(el);

/** Keeps nothing to read on from, and watches no more. */
export function forgetRead(): void {
  last = null;
  watch.stop();
}

/** Runs the reader over a page of its own, so that the browser has compiled it when the first question comes. */
export function warmUp(): void {
  if (last || hasBegun()) return;
  // The browser makes objects of the page's rules when they are first asked for.
  new Sheets(document, null).refresh();
  const sample = new DOMParser().parseFromString(SAMPLE, "text/html");
  for (let time = 0; time < WARM_READS; time += 1) whole(readWhole(sample).records);
}

function readWhole(page: Document = document): Snapshot {
  const records = new Records(native.countElements(page) * RECORDS_PER_ELEMENT);
  const view = viewNow();
  const sheets = new Sheets(page, null);
  const reader = new Reader(records, sheets, view);
  records.relations.index(page);
  const root = native.rootElementOf(page);
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
  for (const tree of [page, ...records.trees.keys()]) writeAreas(tree, records);
  records.relations.finish(records);
  const pointer = pointerOf([sheets, ...records.trees.values()]);
  return { records, sheets, view, region, extent, pointer, isNear, spare: null, truncated: reader.truncated };
}

function countFrames(records: Records): number {
  return records.marked.filter((index) => ((records.data[index * at.STRIDE + at.FLAGS] ?? 0) & FRAME) !== 0).length;
}

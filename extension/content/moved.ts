// Where the boxes that were taken over from an earlier read are now. What comes after a change is mostly moved as one, so a
// few boxes are measured and the others moved along; what is in view is measured.

import { fixed, writeRect } from "./backdrop.js";
import type { View } from "./document.js";
import * as at from "./layout.js";
import { faceRectOf } from "./face.js";
import { CONTROL } from "./marks.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

/** How far around the view boxes are measured, in pixels. */
const AROUND = 400;
/** So many controls beside a change are measured too. */
const BESIDE = 16;
/** So few boxes are all measured. */
const FEW = 300;
const NOWHERE = { x: 0, y: 0 };

/** Brings the boxes of records `from` to `to` up to date; whether any was elsewhere. */
export function refreshBoxes(records: Records, view: View, from: number, to: number): boolean {
  const boxed: number[] = [];
  for (let index = from; index < to && boxed.length <= FEW; index += 1) if (has(records, index, at.HAS_RECT)) boxed.push(index);
  if (boxed.length <= FEW) return boxed.map((index) => measure(records, view, index)).includes(true);
  const controls = records.marked.filter((index) => index >= from && index < to && has(records, index, CONTROL) && !isFixed(records, index));
  if (controls.length === 0) return false;
  const samples = [0, controls.length >> 1, controls.length - 1].map((place) => shiftOf(records, view, controls[place] ?? 0));
  const [first] = samples;
  if (!first || samples.some((shift) => shift?.x !== first.x || shift.y !== first.y)) {
    for (let index = from; index < to; index += 1) if (has(records, index, at.HAS_RECT)) measure(records, view, index);
    return true;
  }
  let isMoved = first.x !== 0 || first.y !== 0;
  if (isMoved) move(records, from, to, first);
  controls.forEach((index, place) => {
    const isBeside = place < BESIDE || place >= controls.length - BESIDE;
    if (isBeside || isNear(records, view, index)) isMoved = measure(records, view, index) || isMoved;
  });
  return isMoved;
}

/** Measures what may not scroll with the document: what is fixed or sticks, and all in it. */
export function refreshLifted(records: Records, view: View): void {
  for (let index = 0; index < records.count; index += 1) {
    if (has(records, index, at.HAS_RECT) && isLifted(records, index)) measure(records, view, index);
  }
}

function isLifted(records: Records, index: number): boolean {
  if (has(records, index, at.POSITION_FIXED)) return true;
  // Of a text that of its parent is kept.
  const context = records.contexts[index];
  return context ? context.lifted : isPlaced(records, records.data[index * at.STRIDE + at.PARENT] ?? -1);
}

function isPlaced(records: Records, parent: number): boolean {
  return parent >= 0 && (has(records, parent, at.POSITION_FIXED) || records.contexts[parent]?.lifted === true);
}

/** Measures what clips; whether some has another size, so that other things may show in it. */
export function refreshClips(records: Records, view: View): boolean {
  let isOther = false;
  for (const index of records.clips) {
    const [, , width, height] = boxOf(records, index);
    if (!measure(records, view, index) || !records.isTakenOver(index)) continue;
    const now = boxOf(records, index);
    isOther ||= now[2] !== width || now[3] !== height;
  }
  return isOther;
}

/** Measures what is around a change: it may have grown. */
export function measureAround(records: Records, view: View, index: number): void {
  for (let around = index; around >= 0; around = records.data[around * at.STRIDE + at.PARENT] ?? -1) {
    if (has(records, around, at.HAS_RECT)) measure(records, view, around);
  }
}

/** How far the box of a record is from where it was; null when it has another size. */
function shiftOf(records: Records, { origin }: View, index: number): { x: number; y: number } | null {
  const el = records.nodes[index];
  if (!(el instanceof Element)) return NOWHERE;
  const rect = faceRectOf(el);
  const [x, y, width, height] = boxOf(records, index);
  if (fixed(rect.width) !== width || fixed(rect.height) !== height) return null;
  return { x: fixed(rect.x + origin.x) - x, y: fixed(rect.y + origin.y) - y };
}

/** Measures a record's box; whether it was another. */
function measure(records: Records, view: View, index: number): boolean {
  const node = records.nodes[index];
  const kind = (records.data[index * at.STRIDE + at.FLAGS] ?? 0) & 7;
  if (!node || (kind !== at.KIND_ELEMENT && kind !== at.KIND_TEXT)) return false;
  const before = boxOf(records, index).join();
  writeRect(records, index * at.STRIDE, kind === at.KIND_TEXT ? native.contentRectOf(node) : faceRectOf(node as Element), view.origin);
  if (boxOf(records, index).join() === before) return false;
  records.touched.add(index);
  return true;
}

function move(records: Records, from: number, to: number, { x, y }: { x: number; y: number }): void {
  for (let record = from * at.STRIDE; record < to * at.STRIDE; record += at.STRIDE) {
    const flags = records.data[record + at.FLAGS] ?? 0;
    if ((flags & at.HAS_RECT) === 0 || (flags & 7) === at.KIND_SHADOW_ROOT) continue;
    records.data[record + at.X] = (records.data[record + at.X] ?? 0) + x;
    records.data[record + at.Y] = (records.data[record + at.Y] ?? 0) + y;
    records.touched.add(record / at.STRIDE);
  }
}

function isNear(records: Records, { origin, height }: View, index: number): boolean {
  const [, y, , tall] = boxOf(records, index);
  return y < fixed(origin.y + height + AROUND) && y + tall > fixed(origin.y - AROUND);
}

function isFixed(records: Records, index: number): boolean {
  for (let around = index; around >= 0; around = records.data[around * at.STRIDE + at.PARENT] ?? -1) {
    if (has(records, around, at.POSITION_FIXED) && ((records.data[around * at.STRIDE + at.FLAGS] ?? 0) & at.POSITION_FIXED) === at.POSITION_FIXED) return true;
  }
  return false;
}

function has(records: Records, index: number, flag: number): boolean {
  return ((records.data[index * at.STRIDE + at.FLAGS] ?? 0) & flag) !== 0;
}

function boxOf(records: Records, index: number): [number, number, number, number] {
  const record = index * at.STRIDE;
  const { data } = records;
  return [data[record + at.X] ?? 0, data[record + at.Y] ?? 0, data[record + at.WIDTH] ?? 0, data[record + at.HEIGHT] ?? 0];
}

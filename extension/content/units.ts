// What must be read again as one: the smallest elements that hold all that changed, and of which it is known what they
// were read in.

import type { Spot } from "./collector.js";
import { TRUSTED, type Context } from "./context.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";
import type { Snapshot } from "./snapshot.js";

export interface Unit { el: Element; from: number; to: number }

const HIGHEST = 256;
const FEW = 16;

/** The units that hold the elements of `dirty`, in order; null when that is about everything. */
export function unitsOf(before: Snapshot, dirty: ReadonlySet<Element>): Unit[] | null {
  const { records } = before;
  const found = recordsAbove(records, dirty);
  const starts = new Set<number>();
  for (const el of dirty) {
    const index = nearest(el, found);
    if (index === null) continue;
    const start = startAt(before, index);
    if (start === null) return null;
    starts.add(start);
  }
  const units: Unit[] = [];
  for (const from of [...starts].sort((a, b) => a - b)) {
    if (from < (units.at(-1)?.to ?? 0)) continue;
    units.push({ el: records.nodes[from] as Element, from, to: endOf(records, from) });
  }
  return units;
}

/** Where the unit was read. */
export function spotOf(before: Snapshot, { from }: Unit): Spot {
  const { records } = before;
  let depth = 0;
  let sheets = null;
  const parent = parentOf(records, from);
  for (let index = parent; index >= 0; index = parentOf(records, index)) {
    const node = records.nodes[index];
    if (node instanceof ShadowRoot) sheets ??= records.trees.get(node) ?? null;
    else if (node) depth += 1;
  }
  const space = (records.data[from * at.STRIDE + at.FLAGS] ?? 0) & at.SPACE_BEFORE;
  return { parent, context: records.contexts[from] as Context, depth, space, sheets: sheets ?? before.sheets };
}

/** The records of the elements and of all around them. */
function recordsAbove(records: Records, dirty: ReadonlySet<Element>): ReadonlyMap<Element, number> {
  const found = new Map<Element, number>();
  if (dirty.size <= FEW) {
    for (const el of dirty) findUp(records, el, found);
    return found;
  }
  const wanted = new Set<Node>();
  for (const el of dirty) {
    for (let node: Node | null = el, steps = 0; node && !wanted.has(node) && steps < HIGHEST; steps += 1) {
      wanted.add(node);
      node = above(node);
    }
  }
  for (let index = 0; index < records.tail && found.size < wanted.size; index += 1) {
    const node = records.nodes[index];
    // A text that its parent stands for comes after it.
    if (node && wanted.has(node) && node instanceof Element && !found.has(node)) found.set(node, index);
  }
  return found;
}

/** Looking one up costs less than looking for many at once. */
function findUp(records: Records, el: Element, found: Map<Element, number>): void {
  for (let node: Node | null = el, steps = 0; node && steps < HIGHEST; steps += 1, node = above(node)) {
    const index = node instanceof Element ? records.nodes.indexOf(node) : -1;
    if (index < 0) continue;
    found.set(node as Element, index);
    return;
  }
}

function above(node: Node): Node | null {
  return node instanceof ShadowRoot ? native.shadowHost(node) : native.parentNode(node);
}

/** The record of the element, or of the nearest around it that has one; null for what is gone, or nothing that shows. */
function nearest(el: Element, found: ReadonlyMap<Element, number>): number | null {
  if (!native.isConnected(el)) return null;
  for (let node: Node | null = el, steps = 0; node && steps < HIGHEST; steps += 1, node = above(node)) {
    if (!(node instanceof Element)) continue;
    if (node instanceof HTMLHeadElement) return null;
    const index = found.get(node);
    if (index !== undefined) return index;
  }
  return null;
}

/** The nearest record from `index` up that can be read by itself; null when only the document can. */
function startAt({ records, region }: Snapshot, index: number): number | null {
  const regions = new Set([region, ...[...records.regions.values()].map(({ clip }) => clip)]);
  for (let start = index; start >= 0; start = parentOf(records, start)) {
    const context = records.contexts[start];
    const isSlotted = ((records.data[start * at.STRIDE + at.FLAGS] ?? 0) & at.SLOTTED) !== 0;
    if (!context || isSlotted || !(records.nodes[start] instanceof Element)) continue;
    // Where boxes are clipped, squeezed or warped, each may move what is beside it out of sight.
    const isFree = context.measure === TRUSTED && context.clip === null && !context.squashed && !context.turned && regions.has(context.region);
    if (isFree) return parentOf(records, start) <= 0 ? null : start;
  }
  return null;
}

function endOf(records: Records, from: number): number {
  let end = from + 1;
  while (end < records.tail && parentOf(records, end) >= from) end += 1;
  return end;
}

function parentOf(records: Records, index: number): number {
  return records.data[index * at.STRIDE + at.PARENT] ?? -1;
}

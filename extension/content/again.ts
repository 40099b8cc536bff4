// Reads a frame again: what did not change is taken over from the read before, the rest is read as if it were the first
// time. Where that could tell something else than a whole read would, it gives up, and all is read.

import { writeBackdrops } from "./backdrop.js";
import type { Changes, Watch } from "./changes.js";
import { Reader } from "./collector.js";
import { Covers } from "./covers.js";
import { extentNow, regionOf, viewNow, writeDocument, type Extent, type View } from "./document.js";
import { stateOf } from "./fields.js";
import * as at from "./layout.js";
import { NEAR } from "./marks.js";
import { measureAround, refreshBoxes, refreshClips, refreshLifted } from "./moved.js";
import * as native from "./natives.js";
import { Records } from "./records.js";
import { keepTexts } from "./refs.js";
import { refreshRegions, writeRegions } from "./regions.js";
import { pointerOf, type Snapshot } from "./snapshot.js";
import { spotOf, unitsOf, type Unit } from "./units.js";

/** More of them are not asked one by one. */
const MOST_ASKED = 200;
/** A larger part of the records than one in so many is not worth the trouble. */
const PART = 2;
const ROOM = 4_096;

/** Reads what changed since `before`; null when all must be read. */
export function readAgain(before: Snapshot, watch: Watch): Snapshot | null {
  const changes = watch.take();
  const view = viewNow();
  const { records } = before;
  const trees = [before.sheets, ...records.trees.values()];
  if (changes.everything || before.truncated || !isSameSize(before.view, view) || records.hasMaps) return null;
  if (!trees.every((sheets) => sheets.isCurrent)) return null;
  const pointer = pointerOf(trees);
  if (pointer.focused !== before.pointer.focused || pointer.pointed !== before.pointer.pointed) return null;
  const dirty = dirtyOf(before, changes);
  if (!dirty || (dirty.size > 0 && trees.some((sheets) => sheets.hasRelations))) return null;
  const units = unitsWithLabels(before, dirty);
  if (!units || units.reduce((sum, { from, to }) => sum + to - from, 0) * PART > records.count) return null;
  const extent = extentNow(view);
  if (extent.overflows !== before.extent.overflows) return null;
  return units.length === 0 ? readOn(before, { view, extent }) : readUnits(before, { view, extent }, units, watch);
}

interface Now { view: View; extent: Extent }

/** What holds the element and its siblings. */
function around(el: Element): Element {
  const parent = native.parentNode(el);
  if (parent instanceof ShadowRoot) return native.shadowHost(parent);
  return native.parentElement(el) ?? el;
}

/** What changed, as far as events tell, and what no event tells. */
function dirtyOf({ records, sheets }: Snapshot, { content, own }: Changes): Set<Element> | null {
  const trees = [sheets, ...records.trees.values()];
  const hasSiblings = trees.some((tree) => tree.hasSiblings);
  const dirty = new Set(content);
  const addOwn = (el: Element): void => void dirty.add(hasSiblings ? around(el) : el);
  own.forEach(addOwn);
  for (const [index, state] of records.fields) {
    const el = records.nodes[index];
    if (!(el instanceof Element) || stateOf(el) === state) continue;
    if (trees.some((tree) => tree.hasStates)) return null;
    addOwn(el);
  }
  if (records.bare.size > MOST_ASKED) return null;
  for (const el of records.bare) if (native.anyShadowRoot(el)) dirty.add(el);
  for (const tree of trees) tree.refresh().forEach(addOwn);
  return dirty;
}

/** The units, and those of the controls that have other labels now. */
function unitsWithLabels(before: Snapshot, dirty: Set<Element>): Unit[] | null {
  const units = unitsOf(before, dirty);
  const size = dirty.size;
  const { relations } = before.records;
  for (const { el } of units ?? []) {
    for (const label of native.labelsWithin(el)) {
      const control = native.labelControl(label as HTMLLabelElement);
      if (control && !relations.isKnown(label, control)) dirty.add(control);
    }
    // Another one than before may be the first control in the label around.
    const around = native.closest(el, "label");
    const control = around && native.labelControl(around as HTMLLabelElement);
    if (around && control && !relations.isKnown(around, control)) dirty.add(around);
  }
  return dirty.size > size ? unitsOf(before, dirty) : units;
}

/** Nothing in the tree changed; boxes may be elsewhere. */
function readOn(before: Snapshot, now: Now): Snapshot | null {
  const { records } = before;
  records.readOn();
  return finish(before, records, now, false);
}

function readUnits(before: Snapshot, { view, extent }: Now, units: readonly Unit[], watch: Watch): Snapshot | null {
  const old = before.records;
  const records = new Records(old.count + ROOM, old, before.spare);
  records.relations.takeLabels(old.relations);
  for (const { el } of units) records.relations.indexWithin(el);
  // What was read in the document and its scroll containers holds on to where they go.
  Object.assign(before.region, regionOf(extent, view));
  refreshRegions(old);
  const reader = new Reader(records, before.sheets, view);
  let from = 0;
  let space = 0;
  for (const unit of [...units, null]) {
    const to = unit?.from ?? old.tail;
    const first = records.count;
    if (to > from) records.takeOver(old, from, to);
    if (to > from && space !== 0) {
      records.data[first * at.STRIDE + at.FLAGS] = (records.data[first * at.STRIDE + at.FLAGS] ?? 0) | space;
      records.touched.add(first);
    }
    if (!unit) break;
    const spot = spotOf(before, unit);
    space = reader.readFrom(unit.el, { ...spot, parent: records.moved(spot.parent) });
    from = unit.to;
  }
  if (reader.truncated || records.hasMaps) return null;
  records.takeNotes(old);
  keepTexts(reader.texts, false);
  for (const tree of records.trees.keys()) if (!old.trees.has(tree)) watch.add(tree);
  records.tail = records.count;
  for (const unit of units) measureAround(records, view, records.moved(spotOf(before, unit).parent));
  const again = finish(before, records, { view, extent }, true);
  records.relations.finish(records, old.relations);
  return again && { ...again, spare: old.data };
}

/** What can be told only once all is read: where boxes are now, and what lies over or under what. */
function finish(before: Snapshot, records: Records, { view, extent }: Now, hasChanged: boolean): Snapshot | null {
  writeDocument(records, extent, view);
  let isMoved = isScrolled(before.view, view);
  // What is scrolled stays where it is in the page; what stays in view does not.
  if (isMoved) refreshLifted(records, view);
  for (const { from, to, shift } of records.runs) isMoved = refreshBoxes(records, view, from + shift, to + shift) || isMoved;
  if (refreshClips(records, view)) return null;
  refreshRegions(records);
  writeRegions(records, view.origin);
  const again = { ...before, records, view, extent, spare: null };
  if (!hasChanged && !isMoved) return again;
  const isNear = (records.marks & NEAR) !== 0;
  // What is painted would have to be measured again, everywhere.
  if (isNear !== before.isNear || (isNear && isMoved)) return null;
  records.uncover();
  new Covers(records, view).mark();
  if (isNear) backdropsOfNew(records, view);
  return again;
}

function backdropsOfNew(records: Records, { origin }: View): void {
  let start = 0;
  for (const { from, to, shift } of [...records.runs, { from: records.count, to: records.count, shift: 0 }]) {
    writeBackdrops(records, origin, start, from + shift);
    start = to + shift;
  }
}

const isSameSize = (a: View, b: View): boolean => a.width === b.width && a.height === b.height;

const isScrolled = (a: View, b: View): boolean => a.origin.x !== b.origin.x || a.origin.y !== b.origin.y;

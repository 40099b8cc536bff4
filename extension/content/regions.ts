// Where the content of scroll containers may lie: what is outside of that no scrolling brings into view.

import { fixed } from "./backdrop.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";
import type { Clip } from "./trim.js";

/** All that can be scrolled to in an element, in the viewport's pixels. */
export function scrolledIn(el: Element, rect: DOMRect): Clip {
  const width = Math.max(native.scrollWidth(el), rect.width);
  const height = Math.max(native.scrollHeight(el), rect.height);
  const left = rect.left - native.scrollLeft(el);
  const top = rect.top - native.scrollTop(el);
  const start = native.styleOf(el).direction === "rtl" ? left + rect.width - width : left;
  return { left: start, top, right: start + width, bottom: top + height };
}

export function writeClip(records: Records, record: number, { left, top, right, bottom }: Clip, origin: DOMPointReadOnly): void {
  const { data } = records;
  data[record + at.FLAGS] = at.KIND_SCROLL_REGION | at.HAS_RECT;
  data[record + at.X] = fixed(left + origin.x);
  data[record + at.Y] = fixed(top + origin.y);
  data[record + at.WIDTH] = fixed(right - left);
  data[record + at.HEIGHT] = fixed(bottom - top);
}

/** Brings the regions up to date for what is read in them from now on. */
export function refreshRegions(records: Records): void {
  for (const { el, clip } of records.regions.values()) {
    if (native.isConnected(el)) Object.assign(clip, scrolledIn(el, native.rectOf(el)));
  }
}

/** Writes the regions that were taken over as they are now. */
export function writeRegions(records: Records, origin: DOMPointReadOnly): void {
  for (const [index, { clip }] of records.regions) {
    writeClip(records, (index + 1) * at.STRIDE, clip, origin);
    records.touched.add(index + 1);
  }
}

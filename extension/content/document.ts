// The document as a whole: how far it goes, what of it is in view.

import { fixed } from "./backdrop.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";
import type { Clip } from "./trim.js";

/** What of the page is in view; `origin` is how far it is scrolled, the rest in pixels. */
export interface View { origin: DOMPointReadOnly; width: number; height: number }

export function viewNow(): View {
  return { origin: new DOMPointReadOnly(window.scrollX, window.scrollY), width: window.innerWidth, height: window.innerHeight };
}

/** How far the document goes, in pixels from its start. */
export interface Extent {
  left: number;
  width: number;
  height: number;
  /** Content sticks out of it, where nothing scrolls to. */
  overflows: boolean;
}

export function extentNow(view: View): Extent {
  const html = native.rootElement();
  const body = native.bodyElement();
  const root = native.scrollingElement() ?? html;
  const styles = [html, body].flatMap((el) => (el ? [native.styleOf(el)] : []));
  const clips = styles.some(({ overflowX }) => overflowX === "hidden" || overflowX === "clip");
  const wide = root ? native.scrollWidth(root) : view.width;
  const width = Math.max(clips ? view.width : wide, view.width);
  const height = Math.max(root ? native.scrollHeight(root) : 0, view.height);
  const left = styles.some((style) => style.direction === "rtl") ? Math.min(0, view.width - width) : 0;
  return { left, width, height, overflows: clips && wide > view.width + 1 };
}

/** Where content can be scrolled to, in the viewport's pixels. */
export function regionOf({ left, width, height }: Extent, { origin: { x, y } }: View): Clip {
  return { left: left - x, top: -y, right: left + width - x, bottom: height - y };
}

/** Writes records 0 and 1: how far the document scrolls, and what of it is in view. */
export function writeDocument(records: Records, { left, width, height }: Extent, view: View): void {
  while (records.count < 2) records.add(records.count - 1);
  writeBox(records, 0, at.KIND_DOCUMENT, [left, 0, width, height]);
  writeBox(records, 1, at.KIND_VIEWPORT, [view.origin.x, view.origin.y, view.width, view.height]);
}

function writeBox(records: Records, index: number, kind: number, box: readonly [number, number, number, number]): void {
  const record = index * at.STRIDE;
  records.data[record + at.FLAGS] = kind | at.HAS_RECT;
  box.forEach((value, place) => { records.data[record + at.X + place] = fixed(value); });
  records.touched.add(index);
}

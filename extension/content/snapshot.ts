// A read, and what is needed to read on from it.

import type { Extent, View } from "./document.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";
import type { Sheets } from "./sheets.js";
import type { Clip } from "./trim.js";

export interface Snapshot {
  records: Records;
  /** Those of the document. */
  sheets: Sheets;
  view: View;
  /** Where content can be scrolled to. */
  region: Clip;
  extent: Extent;
  /** Some text looks like what it stands on: then the boxes of all that is painted are known. */
  isNear: boolean;
  /** A buffer that is no longer needed. */
  spare: Int32Array | null;
  /** What the pointer and the focus are on. */
  pointer: Pointer;
  truncated: boolean;
}

interface Pointer { focused: Element | null; pointed: Element | null }

/** Where the pointer and the focus are, if any rule shows or hides something by that. */
export function pointerOf(sheets: readonly Sheets[]): Pointer {
  if (!sheets.some((one) => one.hasPointer)) return { focused: null, pointed: null };
  const chain = native.queryAll(document, ":hover");
  return { focused: native.activeElement(), pointed: chain.item(chain.length - 1) };
}

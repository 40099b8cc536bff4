// The part of a text that shows when a box clips it: the first lines of a closed "read more", the start of a line with
// an ellipsis. What lies outside is not on the screen.

import { newRange } from "./natives.js";

/** Searches a read may make; past them a text that shows in part counts as whole. */
const MOST_SEARCHES = 500;

export interface Clip { left: number; top: number; right: number; bottom: number }

export class Trimmer {
  private searches = 0;
  private readonly range = newRange();

  /** How many UTF-16 units from the start of `text` show within `clip`. Text flows one way, so it can be bisected. */
  visibleLength(text: Text, length: number, clip: Clip): number {
    if (this.searches >= MOST_SEARCHES) return length;
    this.searches += 1;
    let shown = 0;
    let hidden = length;
    while (shown < hidden) {
      const middle = (shown + hidden) >> 1;
      if (this.shows(text, middle, clip)) shown = middle + 1;
      else hidden = middle;
    }
    return shown;
  }

  private shows(text: Text, at: number, clip: Clip): boolean {
    this.range.setStart(text, at);
    this.range.setEnd(text, at + 1);
    const rect = this.range.getBoundingClientRect();
    if (rect.width === 0 && rect.height === 0) return true; // Collapsed whitespace.
    const x = (rect.left + rect.right) / 2;
    const y = (rect.top + rect.bottom) / 2;
    return x >= clip.left - 1 && x <= clip.right + 1 && y >= clip.top - 1 && y <= clip.bottom + 1;
  }
}

/** Whether `rect` sticks out of the clip by more than rounding, with some of it inside. */
export function isPartly(rect: DOMRectReadOnly, clip: Clip): boolean {
  const out =
    rect.left < clip.left - 4 || rect.right > clip.right + 4 || rect.top < clip.top - 4 || rect.bottom > clip.bottom + 4;
  const apart =
    rect.right <= clip.left || rect.left >= clip.right || rect.bottom <= clip.top || rect.top >= clip.bottom;
  return out && !apart;
}

/** The box within which an element shows its content. */
export function clipOf(outer: Clip | null, x: boolean, y: boolean, rect: DOMRectReadOnly): Clip {
  const all = outer ?? { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  return {
    left: x ? Math.max(all.left, rect.left) : all.left,
    right: x ? Math.min(all.right, rect.right) : all.right,
    top: y ? Math.max(all.top, rect.top) : all.top,
    bottom: y ? Math.min(all.bottom, rect.bottom) : all.bottom,
  };
}
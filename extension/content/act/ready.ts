// Waits until an element can be acted on as a person would: shown, at rest, enabled, and the pointer reaches it.

import { ActFailure, fail } from "./failure.js";
import { coverAt, describe } from "./hit.js";
import * as native from "./natives.js";
import type { Patience } from "./patience.js";
import { flatAncestors } from "./tree.js";

/** Where the pointer goes, and what takes its events there. */
export interface Spot { x: number; y: number; hit: Element }

const DISABLING = "button:disabled, input:disabled, select:disabled, textarea:disabled, option:disabled, optgroup:disabled";
/** Parts of a box that are tried in this order: the middle first, as people do. */
const PARTS = [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.5, 0.25], [0.5, 0.75], [0.1, 0.5], [0.9, 0.5], [0.5, 0.9], [0.5, 0.1]] as const;
/** Where a target is scrolled to, one attempt after the other: the middle is clear of most sticky layers. */
const BLOCKS = ["center", "end", "start", "center"] as const;

/** Whether the element is drawn at all. Transparent ones count: they fade in, and lie over what they control. */
export function isVisible(el: Element): boolean {
  if (!native.isRendered(el)) return false;
  return boxesOf(el).length > 0;
}

/** Why the element can not be used, or null. */
export function disabledReason(el: Element): string | null {
  if (native.isMatch(el, ":disabled")) return "It is disabled.";
  for (const above of flatAncestors(el)) {
    if (native.isMatch(above, DISABLING)) return `${describe(above)} is disabled.`;
    if (native.attribute(above, "aria-disabled") === "true") {
      return above === el ? "It is disabled (aria-disabled)." : `${describe(above)} around it is disabled.`;
    }
    if (native.attribute(above, "inert") !== null) return "It is inert: the page has switched this part off.";
  }
  return null;
}

/** The boxes of the element that have a size. An element without a box of its own has those of its children. */
export function boxesOf(el: Element): DOMRect[] {
  const boxes = [...native.clientRects(el)].slice(0, 50).filter((box) => box.width > 0 && box.height > 0);
  if (boxes.length > 0 || native.styleOf(el).display !== "contents") return boxes;
  const range = native.newRange();
  range.selectNodeContents(el);
  return [...range.getClientRects()].slice(0, 50).filter((box) => box.width > 0 && box.height > 0);
}

/** Throws `stale` when the element left the document. */
export function alive(el: Element): void {
  if (!native.isConnected(el)) fail("stale", "The element is gone from the page. Look at the page again.");
}

/** Waits until the element is shown and enabled; for acts that need no pointer. */
export async function usable(el: Element, patience: Patience): Promise<void> {
  await until(patience, () => {
    alive(el);
    if (!isVisible(el)) return notVisible();
    const why = disabledReason(el);
    return why ? new ActFailure("disabled", why) : true;
  });
}

/**
 * Waits until the pointer reaches the element, scrolls to it when needed, and says where. `still` throws when it is no longer
 * what was meant: lists that keep only the rows in view make others of them when they are scrolled, and to go on scrolling
 * after those would never end.
 */
export async function reachable(
  el: Element, patience: Patience, needsEnabled = true, still: () => void = () => undefined,
): Promise<Spot> {
  let last: DOMRect[] = [];
  let scrolls = 0;
  return until(patience, () => {
    alive(el);
    if (!isVisible(el)) return notVisible();
    const why = needsEnabled ? disabledReason(el) : null;
    if (why) return new ActFailure("disabled", why);
    const boxes = boxesOf(el);
    const moved = !sameBoxes(boxes, last);
    last = boxes;
    if (moved) return new ActFailure("not_stable", "It keeps moving.");
    const spot = spotOf(el, boxes);
    if (!(spot instanceof ActFailure)) return spot;
    // Each way to scroll once, then it is only looked at again: what covers it may go away.
    if (scrolls < BLOCKS.length) {
      if (scrolls > 0) still();
      native.scrollTo(el, { block: BLOCKS[scrolls] ?? "center", inline: "center", behavior: "instant" });
      scrolls += 1;
      last = [];
    }
    return spot;
  });
}

/** Looks at once whether the pointer still reaches the element. */
export function spotOf(el: Element, boxes = boxesOf(el)): Spot | ActFailure {
  let cover: string | null = null;
  for (const box of boxes) {
    const left = Math.max(box.left, 0);
    const top = Math.max(box.top, 0);
    const width = Math.min(box.right, window.innerWidth) - left;
    const height = Math.min(box.bottom, window.innerHeight) - top;
    if (width <= 0 || height <= 0) continue;
    for (const [across, down] of PARTS) {
      const x = left + width * across;
      const y = top + height * down;
      const found = coverAt(el, x, y);
      if ("hit" in found) return { x, y, hit: found.hit };
      cover ??= found.cover;
    }
  }
  if (cover === null) return new ActFailure("not_visible", "It is outside of what is in view and can not be scrolled to.");
  return new ActFailure("covered", `The pointer does not reach it: ${cover} is in the way.`);
}

/** Asks `look` in every frame until it gives something else than a failure; at the end that failure is the reason. */
export async function until<T>(patience: Patience, look: () => T | ActFailure): Promise<T> {
  for (;;) {
    patience.check();
    const seen = look();
    if (!(seen instanceof ActFailure)) return seen;
    if (patience.isOver) throw seen;
    await patience.frame();
  }
}

const notVisible = (): ActFailure => new ActFailure("not_visible", "It is not visible.");

const sameBoxes = (a: DOMRect[], b: DOMRect[]): boolean =>
  a.length === b.length && a.length > 0 && a.every((box, i) => {
    const other = b[i];
    return other !== undefined && box.x === other.x && box.y === other.y && box.width === other.width && box.height === other.height;
  });

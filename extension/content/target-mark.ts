// The mark on the element that is about to be acted on: a ring in our own shadow root. It follows the element, takes no
// events, changes nothing of the page, and is gone soon after the act.

import { dress, mountHost, type Host } from "./host.js";
import * as native from "./natives.js";
import { nodeOf } from "./refs.js";

/** Between the element's edge and the ring, so that the ring covers nothing of it. */
const GAP = 3;
const FADE_MS = 450;
/** Whatever happens to the background, no mark stays longer. */
const LONGEST_MS = 180_000;

interface Mark { host: Host; target: Element; frame: number; until: number; fades: boolean }

let current: Mark | null = null;

/** Marks the element with this number; one that is gone or has no box gets no mark. */
export function markTarget(ref: number): void {
  dropTarget();
  const target = nodeOf(ref);
  if (!(target instanceof Element) || !native.isConnected(target)) return;
  const host = mountHost("marks");
  if (!host) return;
  const ring = newRing(host.root);
  const mark: Mark = { host, target, frame: 0, until: performance.now() + LONGEST_MS, fades: false };
  current = mark;
  const draw = (): void => {
    if (current !== mark) return;
    const left = mark.until - performance.now();
    if (left <= 0 || !native.isConnected(target)) return dropTarget();
    place(ring, native.rectOf(target));
    if (mark.fades) ring.style.setProperty("opacity", String(Math.min(1, left / FADE_MS)));
    mark.frame = requestAnimationFrame(draw);
  };
  draw();
}

/** Lets the mark fade away; at once where motion is not wanted. */
export function clearTarget(): void {
  if (!current || current.fades) return;
  if (isCalm()) return dropTarget();
  current.fades = true;
  current.until = performance.now() + FADE_MS;
}

/** Takes the mark away at once. */
export function dropTarget(): void {
  if (!current) return;
  cancelAnimationFrame(current.frame);
  native.removeNode(current.host.host);
  current = null;
}

const isCalm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function newRing(root: ShadowRoot): HTMLElement {
  const ring = native.newElement("div");
  dress(ring, {
    position: "fixed", "pointer-events": "none", "border-radius": "8px", "box-sizing": "border-box",
    // Two lines, dark within light: seen on any ground.
    border: "2px solid rgb(11 93 84)", "box-shadow": "0 0 0 2px rgb(255 255 255 / 0.9), 0 0 0 6px rgb(11 93 84 / 0.25)",
  });
  if (!isCalm()) ring.animate([{ transform: "scale(1.04)", opacity: 0 }, { transform: "none", opacity: 1 }], { duration: 160 });
  root.append(ring);
  return ring;
}

function place(ring: HTMLElement, rect: DOMRect): void {
  if (rect.width < 1 || rect.height < 1) return ring.style.setProperty("display", "none");
  dress(ring, {
    display: "block", left: `${rect.left - GAP}px`, top: `${rect.top - GAP}px`, width: `${rect.width + 2 * GAP}px`,
    height: `${rect.height + 2 * GAP}px`,
  });
}

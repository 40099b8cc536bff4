// Boxes over a quote. They are drawn in our own shadow root and follow the text while the page moves.

import { dress, mountHost, type Host } from "./host.js";
import * as native from "./natives.js";

const SHOWN_MS = 6_000;
const FADE_MS = 300;
const MOST_BOXES = 60;

let current: { host: Host; frame: number } | null = null;

export function clearHighlight(): void {
  if (!current) return;
  cancelAnimationFrame(current.frame);
  native.removeNode(current.host.host);
  current = null;
}

export function highlight(range: Range): void {
  clearHighlight();
  const host = mountHost("marks");
  if (!host) return;
  const boxes: HTMLElement[] = [];
  const until = performance.now() + SHOWN_MS;
  const mine = { host, frame: 0 };
  current = mine;
  const draw = (): void => {
    if (current !== mine) return;
    const left = until - performance.now();
    if (left <= 0) return clearHighlight();
    const rects = lines(range);
    for (let i = 0; i < Math.max(rects.length, boxes.length); i += 1) place((boxes[i] ??= newBox(host.root)), rects[i]);
    if (left < FADE_MS) boxes.forEach((box) => box.style.setProperty("opacity", String(left / FADE_MS)));
    mine.frame = requestAnimationFrame(draw);
  };
  draw();
}

function newBox(root: ShadowRoot): HTMLElement {
  const box = native.newElement("div");
  dress(box, {
    position: "fixed", "pointer-events": "none", "border-radius": "3px", background: "rgb(255 200 0 / 0.35)",
    outline: "2px solid rgb(200 130 0 / 0.9)", "mix-blend-mode": "normal", "box-sizing": "border-box",
  });
  root.append(box);
  return box;
}

function place(box: HTMLElement, rect: DOMRect | undefined): void {
  if (!rect) return box.style.setProperty("display", "none");
  dress(box, {
    display: "block", left: `${rect.left - 2}px`, top: `${rect.top - 1}px`, width: `${rect.width + 4}px`,
    height: `${rect.height + 2}px`,
  });
}

/** One box a line: rectangles of inline elements on the same line are joined. */
function lines(range: Range): DOMRect[] {
  const joined: DOMRect[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width < 1 || rect.height < 1) continue;
    const last = joined.at(-1);
    const middle = (rect.top + rect.bottom) / 2;
    if (last && middle > last.top && middle < last.bottom && rect.left <= last.right + 40 && rect.right >= last.left - 40) {
      const left = Math.min(last.left, rect.left);
      const top = Math.min(last.top, rect.top);
      const right = Math.max(last.right, rect.right);
      joined[joined.length - 1] = new DOMRect(left, top, right - left, Math.max(last.bottom, rect.bottom) - top);
    } else if (joined.length < MOST_BOXES) {
      joined.push(rect);
    }
  }
  return joined;
}

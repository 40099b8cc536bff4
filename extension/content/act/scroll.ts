// Scrolls the page or a box in it: by a distance, or until an element is in view.

import { scrollerOf } from "./caret.js";
import { fail } from "./failure.js";
import * as native from "./natives.js";
import { theMouse } from "./pointer.js";
import { alive } from "./ready.js";
import type { Hand } from "./scene.js";
import { targetOf } from "./target.js";

export const scroll: Hand<"scroll"> = async ({ to, by }, scene) => {
  const goal = to === null ? null : targetOf(to);
  if (scene.node) alive(scene.node);
  scene.confirm();
  const start = scene.node ?? goal ?? native.bodyElement() ?? native.rootElement();
  if (!start) return fail("unsupported", "The document has nothing to scroll.");
  if (goal) native.scrollTo(goal, { block: "center", inline: "nearest", behavior: "instant" });
  const axis = by && by.x !== 0 ? (by.y !== 0 ? "any" : "x") : "y";
  const box = scrollerOf(goal ?? start, axis);
  if (!box) return fail("unsupported", "The document has nothing to scroll.");
  if (!goal || by) turnWheel(start, box, by?.x ?? 0, by?.y ?? native.clientHeight(box) * 0.85);
  // Lists that make their rows on the way need a moment.
  await scene.patience.frame();
  await scene.patience.frame();
  scene.saw.scroll = {
    x: Math.round(native.scrollLeft(box)),
    y: Math.round(native.scrollTop(box)),
    most_x: Math.max(0, native.scrollWidth(box) - native.clientWidth(box)),
    most_y: Math.max(0, native.scrollHeight(box) - native.clientHeight(box)),
  };
};

/** Maps and lists of their own listen to the wheel and prevent what it does by itself. */
function turnWheel(start: Element, box: Element, deltaX: number, deltaY: number): void {
  const event = new WheelEvent("wheel", { ...theMouse.init({}, 0, 0), deltaX, deltaY });
  if (native.send(start, event)) native.scrollElementBy(box, deltaX, deltaY);
}

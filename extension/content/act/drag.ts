// Drags one element onto another: with drag events where the page made it draggable (HTML §6.11), with the pointer alone
// everywhere else.

import { factsOf } from "./facts.js";
import { ActFailure, fail } from "./failure.js";
import { describe, elementAt } from "./hit.js";
import * as native from "./natives.js";
import { theMouse } from "./pointer.js";
import { boxesOf, reachable, until, type Spot } from "./ready.js";
import type { Hand, Scene } from "./scene.js";
import { flatHolds, flatNearest } from "./tree.js";
import { targetOf } from "./target.js";

const STROKE = { button: "left", modifiers: [] } as const;
/** Moves on the way; sortable lists look at several. */
const STEPS = 10;
const DRAGGABLE = "[draggable=true], a[href]:not([draggable=false]), img:not([draggable=false])";

export const drag: Hand<"drag"> = async ({ to, expect }, scene) => {
  const goal = targetOf(to);
  // Both are looked at before anything is pressed; the start last, so that it is what is in view.
  await reachable(goal, scene.patience, false);
  const from = await reachable(scene.target, scene.patience);
  const source = flatNearest(from.hit, DRAGGABLE);
  if (expect !== null && factsOf(goal).fingerprint !== expect) fail("changed", "What it was to be dragged onto is no longer what it was. Look at it again.");
  scene.confirm();
  theMouse.move(from.hit, from.x, from.y);
  const { mouse, wanted } = theMouse.press(from.hit, STROKE, 1);
  await scene.patience.frame();
  try {
    if (source && wanted && mouse) await dragAndDrop(source, from, goal, scene);
    else await dragByPointer(from, goal, scene, mouse);
  } catch (error) {
    theMouse.release(elementAt(from.x, from.y) ?? from.hit, STROKE, 1, mouse);
    throw error;
  }
};

async function dragByPointer(from: Spot, goal: Element, scene: Scene, mouse: boolean): Promise<void> {
  let over = from.hit;
  await along(from, goal, scene, (x, y) => {
    // What is being dragged may lie under the pointer; events go where a mouse's would.
    over = elementAt(x, y) ?? over;
    theMouse.move(over, x, y, {}, 1);
  });
  const end = native.isConnected(over) ? over : from.hit;
  theMouse.release(end, STROKE, 1, mouse);
  await scene.patience.frame();
}

async function dragAndDrop(source: Element, from: Spot, goal: Element, scene: Scene): Promise<void> {
  const carried = new DataTransfer();
  const tell = (to: Element, type: string, relatedTarget: Element | null = null): boolean =>
    native.send(to, new DragEvent(type, { ...theMouse.init({}, 0, 1), cancelable: type !== "dragleave" && type !== "dragend", dataTransfer: carried, relatedTarget }));
  // The mouse moves a little before a browser takes it for dragging.
  theMouse.move(from.hit, from.x + 4, from.y + 4, {}, 1);
  if (!tell(source, "dragstart")) return dragByPointer(from, goal, scene, true);
  await scene.patience.frame();
  let over: Element | null = null;
  let taken = false;
  const advance = (x: number, y: number): void => {
    theMouse.place(x, y);
    tell(source, "drag");
    const now = elementAt(x, y);
    if (!now) return;
    if (now !== over) {
      tell(now, "dragenter", over);
      if (over) tell(over, "dragleave", now);
      over = now;
    }
    taken = !tell(now, "dragover");
  };
  await along(from, goal, scene, advance);
  const end: Element = over ?? goal;
  const isThere = isAt(end, goal, source);
  if (taken && isThere) tell(end, "drop");
  else tell(end, "dragleave");
  tell(source, "dragend");
  await scene.patience.frame();
  if (!isThere) fail("changed", `When it came there ${describe(end)} was in the place of what it was to be dragged onto. It was not dropped.`);
  if (!taken) fail("unchanged", `${describe(goal)} does not take what was dragged onto it.`);
}

/** Whether a drop on `end` is one on the goal: in it, around it, or where a list made room for what is dragged. */
function isAt(end: Element, goal: Element, source: Element): boolean {
  return flatHolds(goal, end) || flatHolds(end, goal) || flatHolds(source, end) || native.parentNode(end) === native.parentNode(goal);
}

/** Moves in steps to the middle of the goal, wherever the page moves it meanwhile. */
async function along(from: Spot, goal: Element, scene: Scene, advance: (x: number, y: number) => void): Promise<void> {
  for (let step = 1; step <= STEPS; step += 1) {
    const { x, y } = await middleOf(goal, scene);
    advance(from.x + ((x - from.x) * step) / STEPS, from.y + ((y - from.y) * step) / STEPS);
    await scene.patience.frame();
  }
  // A person holds still before letting go.
  const { x, y } = await middleOf(goal, scene);
  advance(x, y);
  await scene.patience.frame();
}

const middleOf = (goal: Element, scene: Scene): Promise<{ x: number; y: number }> =>
  until(scene.patience, () => {
    const box = boxesOf(goal)[0];
    if (!native.isConnected(goal) || !box) return new ActFailure("stale", "What it was to be dragged onto is gone.");
    const inView = (at: number, most: number): number => Math.min(Math.max(at, 1), most - 1);
    return { x: inView(box.left + box.width / 2, window.innerWidth), y: inView(box.top + box.height / 2, window.innerHeight) };
  });

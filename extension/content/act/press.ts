// Presses keys and chords, on an element or where the focus is.

import { press as clickOn } from "./click.js";
import { fail } from "./failure.js";
import { editableOf } from "./field.js";
import { focusOn, isFocusable } from "./focus.js";
import { describe } from "./hit.js";
import { pressChord } from "./keyboard.js";
import { chordOf } from "./keys.js";
import { usable } from "./ready.js";
import type { Hand, Scene } from "./scene.js";
import { flatHolds, focused } from "./tree.js";

/** Keys that only move: whatever has the focus, nothing is set off or written by them. */
const MOVING = new Set(["Tab", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);

export const press: Hand<"press"> = async ({ keys }, scene) => {
  // All of them are read before the first is pressed.
  const chords = keys.map(chordOf);
  if (scene.node) await bringFocus(scene.node, scene);
  scene.confirm();
  const judged = focused();
  let wanted = true;
  for (const [i, key] of keys.entries()) {
    const now = focused();
    // What was judged is what had the focus at first. Editors move it between their own parts.
    const isJudged = now === judged || (now && judged && editableOf(judged) === "rich" && (flatHolds(judged, now) || flatHolds(now, judged)));
    if (!isJudged && !MOVING.has(chords[i]?.key.key ?? "")) {
      fail("changed", `The focus went to ${now ? describe(now) : "nothing"} meanwhile. Press ${key.trim() || "Space"} there in an act of its own.`);
    }
    wanted = await pressChord(key, scene.patience);
  }
  scene.saw.prevented = !wanted;
};

async function bringFocus(el: Element, scene: Scene): Promise<void> {
  const now = focused();
  if (now && flatHolds(el, now)) return;
  await usable(el, scene.patience);
  if (isFocusable(el)) {
    scene.confirm();
    focusOn(el);
  } else if (editableOf(el) !== "none") {
    await clickOn(el, scene);
  }
}

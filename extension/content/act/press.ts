// Presses keys and chords, on an element or where the focus is.

import { focusOn, isFocusable } from "./focus.js";
import { pressChord } from "./keyboard.js";
import { chordOf } from "./keys.js";
import { press as clickOn } from "./click.js";
import { editableOf } from "./field.js";
import { usable } from "./ready.js";
import { flatHolds, focused } from "./tree.js";
import type { Hand } from "./scene.js";

export const press: Hand<"press"> = async ({ keys }, scene) => {
  // All of them are read before the first is pressed.
  keys.forEach(chordOf);
  if (scene.node) await bringFocus(scene.node, scene);
  scene.confirm();
  let wanted = true;
  for (const key of keys) wanted = await pressChord(key, scene.patience);
  scene.saw.prevented = !wanted;
};

async function bringFocus(el: Element, scene: Parameters<Hand<"press">>[1]): Promise<void> {
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

// Puts the focus on an element, as Tab would.

import { fail } from "./failure.js";
import { focusOn, isFocusable } from "./focus.js";
import { describe } from "./hit.js";
import * as native from "./natives.js";
import { usable } from "./ready.js";
import type { Hand } from "./scene.js";
import { flatHolds, focused } from "./tree.js";

export const focus: Hand<"focus"> = async (_, scene) => {
  await usable(scene.target, scene.patience);
  if (!isFocusable(scene.target) && native.anyShadowRoot(scene.target) === null) fail("unsupported", `${describe(scene.target)} can not have the focus.`);
  scene.confirm();
  native.scrollTo(scene.target, { block: "nearest", inline: "nearest", behavior: "instant" });
  focusOn(scene.target);
  const now = focused();
  if (!now || !flatHolds(scene.target, now)) fail("unchanged", "The page moved the focus elsewhere.");
};

// Waits until something is so: woken by changes of the page, not by asking it all the time.

import type { RefState } from "../../protocol.js";
import { boxOf, checkedOf } from "./check.js";
import { fail } from "./failure.js";
import { hasText } from "./page-text.js";
import * as native from "./natives.js";
import { networkQuiet } from "./network.js";
import { disabledReason, isVisible } from "./ready.js";
import type { Hand, Scene } from "./scene.js";

/** What CSS alone shows or hides changes nothing in the tree: now and then it is looked at anyway. */
const LOOK_MS = 250;

export const wait: Hand<"wait"> = async ({ for: wanted }, scene) => {
  if ("text" in wanted) return become(() => hasText(wanted.text), `“${wanted.text.slice(0, 100)}” did not come up.`, scene);
  if ("gone_text" in wanted) return become(() => !hasText(wanted.gone_text), `“${wanted.gone_text.slice(0, 100)}” is still there.`, scene);
  if ("ref_state" in wanted) return become(() => isInState(scene.node, wanted.ref_state), `It did not become ${wanted.ref_state}.`, scene);
  await networkQuiet(scene.patience);
};

async function become(holds: () => boolean, otherwise: string, { patience }: Scene): Promise<void> {
  while (!holds()) {
    if (patience.isOver) fail("timeout", otherwise);
    await patience.change(LOOK_MS);
  }
}

function isInState(el: Element | null, state: RefState): boolean {
  if (!el || !native.isConnected(el)) return state === "gone" || state === "hidden";
  switch (state) {
    case "visible": return isVisible(el);
    case "hidden": return !isVisible(el);
    case "enabled": return isVisible(el) && disabledReason(el) === null;
    case "disabled": return disabledReason(el) !== null;
    case "checked": return checkedOf(boxOf(el)) === true;
    case "unchecked": return checkedOf(boxOf(el)) === false;
    case "gone": return false;
  }
}

// Clicks: once or twice, with any button.

import { fail } from "./failure.js";
import { activatedBy } from "./hit.js";
import { clickAt } from "./pointer.js";
import * as trusted from "./trusted.js";
import { reachable } from "./ready.js";
import type { Hand, Scene } from "./scene.js";
import { kindOf } from "./field.js";
import type { Modifier, MouseButton } from "../../protocol.js";

export const click: Hand<"click"> = async ({ button, count, modifiers }, scene) => {
  const kind = kindOf(activatedBy(scene.target) ?? scene.target);
  if (kind === "file" && button === "left") fail("unsupported", "A click here opens the system's file dialog, which nobody can use from the page. Use upload.");
  await press(scene.target, scene, { button, count, modifiers });
};

/** Waits for `el`, then clicks it. */
export async function press(
  el: Element, scene: Scene, how: { button?: MouseButton; count?: number; modifiers?: readonly Modifier[] } = {},
): Promise<void> {
  const spot = await reachable(el, scene.patience, true, () => scene.recheck());
  scene.confirm();
  const stroke = { button: how.button ?? "left", modifiers: how.modifiers ?? [] } as const;
  // A press of the browser's own would open the list outside of the page.
  if (trusted.hasMouse() && !(spot.hit instanceof HTMLSelectElement)) {
    return trusted.click(el, spot, stroke, how.count ?? 1, scene.watchTarget());
  }
  scene.saw.prevented = !(await clickAt(spot, stroke, how.count ?? 1, scene.patience, scene.watchTarget()));
}

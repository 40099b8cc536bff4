// Moves the mouse onto an element, for menus and hints that open under it.

import { theMouse } from "./pointer.js";
import { reachable } from "./ready.js";
import type { Hand } from "./scene.js";
import * as trusted from "./trusted.js";

export const hover: Hand<"hover"> = async (_, scene) => {
  // What is disabled can be pointed at, it often says why.
  const spot = await reachable(scene.target, scene.patience, false);
  scene.confirm();
  if (trusted.hasMouse()) await trusted.move(spot, []);
  else theMouse.move(spot.hit, spot.x, spot.y);
};

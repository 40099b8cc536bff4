// What an act saw, told when the page had a moment to react.

import type { Acted } from "../../protocol.js";
import { refOf } from "../refs.js";
import { checkedOf } from "./check.js";
import { kindOf, shownValue } from "./field.js";
import { activatedBy } from "./hit.js";
import * as native from "./natives.js";
import type { Scene } from "./scene.js";
import { focused } from "./tree.js";

/** Watches for what only shows while the act is done: a page that asks for a file. */
export function watch(scene: Scene, signal: AbortSignal): void {
  native.onCapture(window, "click", (event) => {
    const asked = event.composedPath()[0];
    if (!(asked instanceof HTMLInputElement) || kindOf(asked) !== "file") return;
    scene.fileInput = asked;
    // The system's dialog would open where the page may, and take the file away again when it is closed.
    if (!event.isTrusted) event.preventDefault();
  }, signal);
}

export async function outcomeOf(scene: Scene): Promise<Acted> {
  const { node, saw } = scene;
  if (scene.begun) {
    await scene.patience.turn();
    await scene.patience.turn();
  }
  const here = node !== null && native.isConnected(node) ? node : null;
  const control = here && (activatedBy(here) ?? here);
  const focus = focused();
  return {
    value: control && shownValue(control),
    checked: control && checkedOf(control),
    focus: focus && refOf(focus),
    gone: node !== null && here === null,
    prevented: saw.prevented ?? false,
    file_input: scene.fileInput && native.isConnected(scene.fileInput) ? refOf(scene.fileInput) : null,
    scroll: saw.scroll ?? null,
  };
}

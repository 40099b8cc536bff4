// Empties a field or an editor.

import { enterField } from "./enter-field.js";
import { fail } from "./failure.js";
import { editingHost, isTyped, isWhole, shownValue, tellChange, valueOf } from "./field.js";
import { selectAll } from "./insert.js";
import { pressChord } from "./keyboard.js";
import * as native from "./natives.js";
import type { Hand } from "./scene.js";
import { COMMAND } from "./type.js";
import { setWhole } from "./whole.js";

export const clear: Hand<"clear"> = async (_, scene) => {
  const field = await enterField(scene);
  if (isWhole(field)) return setWhole(field, "");
  if (isTyped(field)) {
    if (valueOf(field) === "") return;
    selectAll(field, null);
  } else {
    await pressChord(`${COMMAND}+a`, scene.patience);
    await scene.patience.frame();
  }
  await pressChord("Backspace", scene.patience);
  await scene.patience.frame();
  if (isTyped(field)) tellChange(field);
  const left = isTyped(field) ? valueOf(field) : native.innerText(editingHost(field) ?? (field as HTMLElement)).trim();
  if (left !== "" && native.isConnected(field)) fail("unchanged", `It was not emptied; ${shownValue(field) === null ? "something" : `“${left.slice(0, 60)}”`} still stands in it.`);
};

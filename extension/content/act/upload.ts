// Gives files to a file input, to whatever opens one, or to an area one would drop them on.

import { fail } from "./failure.js";
import { kindOf, tellChange, tellInput } from "./field.js";
import { activatedBy, describe } from "./hit.js";
import * as native from "./natives.js";
import { clickAt, theMouse } from "./pointer.js";
import { disabledReason, reachable } from "./ready.js";
import type { Hand, Scene } from "./scene.js";
import type { UploadFile } from "../../protocol.js";

export const upload: Hand<"upload"> = async ({ files }, scene) => {
  const carried = new DataTransfer();
  for (const file of files) carried.items.add(fileOf(file));
  const input = inputOf(scene.target);
  if (input) return give(input, carried, scene);
  // A button that asks for a file through an input out of sight.
  const spot = await reachable(scene.target, scene.patience);
  scene.confirm();
  await clickAt(spot, { button: "left", modifiers: [] }, 1, scene.patience, scene.watchTarget());
  await scene.patience.frame();
  const asked = scene.fileInput;
  if (asked) return give(asked, carried, scene);
  if (native.isConnected(spot.hit)) await drop(spot.hit, carried, scene);
};

function fileOf({ name, media_type, content }: UploadFile): File {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return new File([bytes], name, { type: media_type });
}

/** The input: the target, its label's, or the only one in it. It may well be invisible. */
function inputOf(target: Element): HTMLInputElement | null {
  const near = [target, activatedBy(target), ...native.query(target, "input[type=file]")];
  return near.find((el): el is HTMLInputElement => el instanceof HTMLInputElement && kindOf(el) === "file") ?? null;
}

async function give(input: HTMLInputElement, carried: DataTransfer, scene: Scene): Promise<void> {
  const why = disabledReason(input);
  if (why) fail("disabled", why);
  if (carried.files.length > 1 && !native.takesManyFiles(input)) fail("bad_value", "This input takes one file.");
  scene.confirm();
  native.setInputFiles(input, carried.files);
  tellInput(input);
  tellChange(input);
  await scene.patience.frame();
}

async function drop(area: Element, dataTransfer: DataTransfer, scene: Scene): Promise<void> {
  const tell = (type: string): boolean => native.send(area, new DragEvent(type, { ...theMouse.init({}, 0, 0), dataTransfer }));
  tell("dragenter");
  const taken = !tell("dragover");
  if (!taken) {
    tell("dragleave");
    fail("unsupported", `${describe(area)} takes no files.`);
  }
  tell("drop");
  await scene.patience.frame();
}

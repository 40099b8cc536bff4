// Chooses options: of a native list here, of ARIA's comboboxes and lists in `combobox.ts`.

import { chooseInCombobox } from "./combobox.js";
import { ActFailure, fail } from "./failure.js";
import { chosenLabels, labelOf, tellChange, tellInput } from "./field.js";
import { activatedBy } from "./hit.js";
import * as native from "./natives.js";
import { listed, optionNamed } from "./options.js";
import { clickAt } from "./pointer.js";
import { reachable, until } from "./ready.js";
import type { Hand } from "./scene.js";
import { flatNearest } from "./tree.js";

export const select: Hand<"select"> = async ({ options }, scene) => {
  const control = flatNearest(scene.target, "select") ?? activatedBy(scene.target);
  if (!(control instanceof HTMLSelectElement)) return chooseInCombobox(options, scene);
  const multiple = native.isMultiple(control);
  if (!multiple && options.length !== 1) fail("bad_value", "This list takes one option.");
  const spot = await reachable(control, scene.patience);
  scene.confirm();
  // Some pages fill the list when it is touched.
  await clickAt(spot, { button: "left", modifiers: [] }, 1, scene.patience);
  const wanted = await until(scene.patience, () => found(control, options));
  const all = [...native.selectOptions(control)];
  const before = all.map(native.isSelected);
  for (const option of all) {
    const should = wanted.includes(option);
    if (should !== native.isSelected(option) && (multiple || should)) native.setSelected(option, should);
  }
  if (all.every((option, i) => native.isSelected(option) === before[i])) return;
  tellInput(control);
  tellChange(control);
  await scene.patience.frame();
  if (native.isConnected(control) && wanted.some((option) => native.isConnected(option) && !native.isSelected(option))) {
    fail("unchanged", `The page chose otherwise: ${chosenLabels(control).map((label) => `“${label}”`).join(", ")}.`);
  }
};

function found(select: HTMLSelectElement, names: readonly string[]): HTMLOptionElement[] | ActFailure {
  const all = [...native.selectOptions(select)];
  const wanted: HTMLOptionElement[] = [];
  for (const name of names) {
    const option = optionNamed(all, name, (each) => [labelOf(each), native.optionValue(each)]);
    if (!option) return new ActFailure("no_option", `There is no option “${name.slice(0, 60)}”. ${listed(all.map(labelOf))}`);
    if (native.isMatch(option, ":disabled")) return new ActFailure("disabled", `The option “${labelOf(option)}” is disabled.`);
    wanted.push(option);
  }
  return wanted;
}

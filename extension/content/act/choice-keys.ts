// Arrows, Home, End and letters in lists and groups of radio buttons.

import { labelOf, tellChange, tellInput } from "./field.js";
import { focusOn } from "./focus.js";
import * as native from "./natives.js";

/** Moves the choice as the key would. */
export function moveChoice(control: HTMLSelectElement | HTMLInputElement, key: string): void {
  if (control instanceof HTMLSelectElement) moveOption(control, key);
  else moveRadio(control, key);
}

function moveOption(select: HTMLSelectElement, key: string): void {
  const options = [...native.selectOptions(select)].filter((option) => !native.isMatch(option, ":disabled"));
  const at = options.findIndex((option) => native.isSelected(option));
  const next = options[placeAfter(key, at, options.length)] ?? byLetter(options, at, key);
  if (!next || next === options[at]) return;
  native.setSelected(next, true);
  if (native.isMultiple(select)) for (const option of options) if (option !== next) native.setSelected(option, false);
  tellInput(select);
  tellChange(select);
}

function placeAfter(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowUp": case "ArrowLeft": return Math.max(0, at - 1);
    case "ArrowDown": case "ArrowRight": return Math.min(count - 1, at + 1);
    case "PageUp": return Math.max(0, at - 10);
    case "PageDown": return Math.min(count - 1, at + 10);
    case "Home": return 0;
    case "End": return count - 1;
    default: return -1;
  }
}

function byLetter(options: HTMLOptionElement[], at: number, key: string): HTMLOptionElement | undefined {
  if ([...key].length !== 1 || key === " ") return undefined;
  const starts = (option: HTMLOptionElement): boolean => labelOf(option).toLowerCase().startsWith(key.toLowerCase());
  return options.slice(at + 1).find(starts) ?? options.find(starts);
}

/** The next of the group in tree order, around the ends; it is focused and chosen by a click, as browsers do. */
function moveRadio(radio: HTMLInputElement, key: string): void {
  const back = key === "ArrowUp" || key === "ArrowLeft";
  if (!back && key !== "ArrowDown" && key !== "ArrowRight") return;
  const name = native.attribute(radio, "name");
  if (!name) return;
  const group = [...native.query(native.rootNode(radio), `input[type=radio][name="${CSS.escape(name)}"]`)]
    .filter((el): el is HTMLInputElement => el instanceof HTMLInputElement)
    .filter((el) => native.ownerForm.input(el) === native.ownerForm.input(radio) && !native.isMatch(el, ":disabled"));
  const next = group[(group.indexOf(radio) + (back ? -1 : 1) + group.length) % group.length];
  if (!next || next === radio) return;
  focusOn(next);
  native.send(next, new PointerEvent("click", { bubbles: true, cancelable: true, composed: true, view: window }));
}

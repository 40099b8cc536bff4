// Sets checkboxes, radio buttons and switches, native or ARIA's, and checks that it held.

import { press } from "./click.js";
import { ActFailure, fail } from "./failure.js";
import { activatedBy, describe } from "./hit.js";
import { kindOf } from "./field.js";
import * as native from "./natives.js";
import { boxesOf, isVisible, until } from "./ready.js";
import type { Hand, Scene } from "./scene.js";
import { flatAncestors } from "./tree.js";
import { labelsOf } from "./visible-name.js";

const ROLES = "[role=checkbox], [role=switch], [role=radio], [role=menuitemcheckbox], [role=menuitemradio], [aria-pressed], [role=option][aria-checked], [role=treeitem][aria-checked]";
/** After a click the state is there within a moment, or the page refused. */
const SETTLE_MS = 1_500;

export const check: Hand<"check"> = async ({ checked }, scene) => {
  const box = boxOf(scene.target);
  if (checkedOf(box) === checked) return;
  if (!checked && (kindOf(box) === "radio" || native.attribute(box, "role") === "radio")) {
    fail("unsupported", "A radio button can not be unchecked. Check another one of its group.");
  }
  await press(clickable(box), scene);
  await settled(box, checked, scene);
};

/** Whether it is checked; null for what has no such state, and for half-checked. */
export function checkedOf(el: Element): boolean | null {
  if (el instanceof HTMLInputElement && ["checkbox", "radio"].includes(native.inputType(el))) {
    return native.isIndeterminate(el) ? null : native.inputChecked(el);
  }
  const state = native.attribute(el, "aria-checked") ?? native.attribute(el, "aria-pressed");
  return state === "true" ? true : state === "false" || (state === null && native.isMatch(el, ROLES)) ? false : null;
}

/** The checkbox the target is, names, or holds. */
export function boxOf(target: Element): Element {
  if (isBox(target)) return target;
  const control = activatedBy(target);
  if (control && isBox(control)) return control;
  const around = [...flatAncestors(target)].find((el) => native.isMatch(el, ROLES));
  if (around) return around;
  const inside = [...native.query(target, `input[type=checkbox], input[type=radio], ${ROLES}`)];
  const [only] = inside;
  return only && inside.length === 1 ? only : fail("unsupported", `${describe(target)} is no checkbox, radio button or switch.`);
}

const isBox = (el: Element): boolean => ["checkbox", "radio"].includes(kindOf(el)) || native.isMatch(el, ROLES);

/** What a person clicks: the box, or its label when the box itself is not to be seen. */
function clickable(box: Element): Element {
  const isSmall = boxesOf(box).every(({ width, height }) => width < 4 || height < 4);
  const isHidden = !isVisible(box) || isSmall || Number(native.styleOf(box).opacity) < 0.05 || native.styleOf(box).pointerEvents === "none";
  if (!isHidden) return box;
  return labelsOf(box).find(isVisible) ?? box;
}

async function settled(box: Element, wanted: boolean, scene: Scene): Promise<void> {
  const refusal = new ActFailure("unchanged", `It is still ${wanted ? "un" : ""}checked: the page did not take the click.`);
  await until(scene.patience.within(SETTLE_MS), () => (!native.isConnected(box) || checkedOf(box) === wanted ? true : refusal));
}

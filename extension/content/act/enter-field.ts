// Finds the field an act means and clicks into it, as people do before they type.

import { fail } from "./failure.js";
import { faceOf } from "../face.js";
import { editableOf, isReadOnly, isTyped, isWhole } from "./field.js";
import { focusOn } from "./focus.js";
import { activatedBy, describe } from "./hit.js";
import * as native from "./natives.js";
import { clickAt } from "./pointer.js";
import { reachable } from "./ready.js";
import type { Scene } from "./scene.js";
import * as trusted from "./trusted.js";
import { flatHolds, focused } from "./tree.js";

const FIELDS = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]):not([type=file]), textarea, "
  + "[contenteditable]:not([contenteditable=false])";

/** The field: the target, its label's control, or the only field in it. */
export function fieldOf(target: Element): Element {
  if (editableOf(target) !== "none") return target;
  if ((isTyped(target) || isWhole(target)) && isReadOnly(target)) return fail("not_editable", `${describe(target)} is read-only.`);
  const control = activatedBy(target);
  if (control && control !== target && editableOf(control) !== "none") return control;
  const inside = fieldsIn(target).filter((el) => editableOf(el) !== "none");
  const [only] = inside;
  if (only && inside.length === 1) return only;
  return fail("not_editable", `${describe(target)} takes no text${inside.length > 1 ? `; it holds ${inside.length} fields, name one of them` : ""}.`);
}

function fieldsIn(el: Element): Element[] {
  const shadow = native.anyShadowRoot(el);
  const inside = [...native.query(el, FIELDS), ...(shadow ? native.query(shadow, FIELDS) : [])];
  // Of an editor only its host counts.
  return inside.filter((field) => !inside.some((other) => other !== field && native.holds(other, field)));
}

/** Brings the focus into the field and returns the element that has it. */
export async function enterField(scene: Scene): Promise<Element> {
  const field = fieldOf(scene.target);
  const face = faceOf(field);
  const spot = await reachable(face, scene.patience);
  scene.confirm();
  const has = (): boolean => {
    const now = focused();
    return now !== null && (flatHolds(field, now) || flatHolds(now, field));
  };
  if (!has()) {
    const stroke = { button: "left", modifiers: [] } as const;
    if (trusted.hasMouse()) await trusted.click(face, spot, stroke, 1, scene.watchTarget());
    else await clickAt(spot, stroke, 1, scene.patience);
    // The page may have replaced it by the real one when it was clicked.
    if (!has() && native.isConnected(field)) focusOn(field);
  }
  const now = focused();
  if (now && !has() && editableOf(now) !== "none") return now;
  if (!native.isConnected(field)) fail("stale", "The page replaced the field when it was clicked. Look at the page again.");
  return field;
}

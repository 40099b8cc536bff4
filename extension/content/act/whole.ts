// Dates, times, colours and ranges: fields that are set as a whole.

import { fail } from "./failure.js";
import { kindOf, setValue, tellChange, WHOLE } from "./field.js";
import * as native from "./natives.js";

/** Sets the value; the browser refuses what is none of the field's kind, and so do we. */
export function setWhole(field: HTMLInputElement, text: string): void {
  const before = native.inputValue(field);
  const value = text.trim();
  native.setInputValue(field, value);
  const after = native.inputValue(field);
  native.setInputValue(field, before);
  if (value !== "" && !isTaken(field, value, after)) {
    fail("bad_value", `A field of kind ${kindOf(field)} takes ${WHOLE[kindOf(field)] ?? "another value"}, not “${value.slice(0, 60)}”.`);
  }
  setValue(field, value, "insertReplacementText", value);
  tellChange(field);
}

/** The browser replaces a wrong value by none, a wrong colour by black, a wrong number by the middle. */
function isTaken(field: HTMLInputElement, value: string, after: string): boolean {
  switch (kindOf(field)) {
    case "color": return /^#[0-9a-f]{6}$/i.test(value);
    case "range": return value !== "" && Number.isFinite(Number(value));
    default: return after !== "";
  }
}

// What is typed or chosen in a form control: a state that no mutation tells.

import * as native from "./natives.js";

/** Tells one state of the control from another. What is typed into a password field is not kept. */
export function stateOf(el: Element): string {
  if (el instanceof HTMLInputElement) {
    const type = native.inputType(el);
    if (type === "checkbox" || type === "radio") return `${native.inputChecked(el)}${native.indeterminate(el)}`;
    const value = native.inputValue(el);
    return type === "password" ? String(value.length) : value;
  }
  if (el instanceof HTMLTextAreaElement) return native.textareaValue(el);
  if (el instanceof HTMLSelectElement) {
    const options = native.selectOptions(el);
    const chosen = native.isMultiple(el) ? [...options].flatMap((option, at) => (native.optionSelected(option) ? [at] : [])) : [native.selectedIndex(el)];
    return `${String(chosen)} ${options.length}`;
  }
  return "";
}
